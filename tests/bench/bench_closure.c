/* How long it takes to find, prove, certify and check a dimension by search, and how the cost grows
 * with it. One JSON object a line.
 *
 * usage: bench_closure [CHECKER] */

#include "bench/bench.h"

enum { SIZES = 4 };

typedef struct family {
    const char *ansatz;
    const char *sizes[SIZES + 1]; /* values of n */
} family;

static const family FAMILIES[] = {
    {"ltfim-open", {"6", "8", "9", "10", NULL}},
    {"ltfim-closed", {"5", "6", "7", NULL}},
    {"tfim-open", {"25", "50", "100", NULL}},
    {"tfim-closed", {"25", "50", "100", NULL}},
    {"xxz-open", {"6", "7", "8", NULL}},
    {"xxz-closed", {"6", "7", "8", NULL}},
    {"hea", {"6", "8", "10", NULL}},
    {"tfim-open-free", {"25", "50", "100", NULL}},
    {"sn-equivariant", {"6", "7", "8", NULL}},
};

typedef struct measurement {
    double search, proof, write;
    uint64_t dimension, peak_bytes, brackets, terms;
    bool proved;
} measurement;

static void measure(void *result, const bench_run *run)
{
    lb_ansatz_t A;
    lb_closure *closure;
    lb_error error;
    lb_closure_statistics s;
    mpz_t D;
    lb_setting n = {(char *)"n", (char *)run->size};
    lb_closure_options options = {.enumerate = true};
    bench_require(lb_ansatz_load(A, run->ansatz, &n, 1, &error), &error);
    bench_require(lb_closure_compute(&closure, A, &options, &error), &error);
    lb_closure_get_statistics(&s, closure);
    mpz_init(D);
    lb_closure_dimension(D, closure);
    double start = lb_seconds();
    bench_require(lb_certificate_write(closure, run->certificate, &error), &error);
    *(measurement *)result = (measurement){.search = s.search_seconds,
                                           .proof = s.proof_seconds,
                                           .write = lb_seconds() - start,
                                           .dimension = mpz_get_ui(D),
                                           .peak_bytes = lb_peak_bytes(),
                                           .brackets = s.brackets,
                                           .terms = s.terms,
                                           .proved = lb_closure_is_proved(closure)};
}

static void run_family(const family *f, bench_run *run)
{
    double last_seconds = 0, last_dimension = 0;
    run->ansatz = f->ansatz;
    for (size_t i = 0; f->sizes[i]; i++) {
        measurement m;
        run->size = f->sizes[i];
        bench_apart(measure, &m, sizeof m, run);
        double seconds = m.search + m.proof + m.write;
        printf("{\"bench\": \"closure\", \"ansatz\": \"%s\", \"n\": %s, \"dimension\": %" PRIu64
               ", \"proved\": %s, \"seconds\": %.3f, \"seconds_search\": %.3f, "
               "\"seconds_proof\": %.3f, \"seconds_write\": %.3f, \"brackets\": %" PRIu64
               ", \"terms\": %" PRIu64 ", \"peak_bytes\": %" PRIu64,
               run->ansatz, run->size, m.dimension, m.proved ? "true" : "false", seconds, m.search,
               m.proof, m.write, m.brackets, m.terms, m.peak_bytes);
        bench_check(run);
        if (i)
            bench_growth(seconds, last_seconds, (double)m.dimension, last_dimension);
        puts("}");
        fflush(stdout);
        last_seconds = seconds;
        last_dimension = (double)m.dimension;
    }
}

int main(int argc, char **argv)
{
    bench_run run;
    bench_begin(&run, argc, argv);
    for (size_t i = 0; i < sizeof FAMILIES / sizeof *FAMILIES; i++)
        run_family(FAMILIES + i, &run);
    bench_end(&run);
    return EXIT_SUCCESS;
}
