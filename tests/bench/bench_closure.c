/* How long it takes to find, prove, certify and check a dimension by search, and how the cost grows
 * with it. One JSON object a line; a symmetry order of 0 is one beyond 64 bits. LB_BENCH_THREADS
 * sets the number of threads.
 *
 * usage: bench_closure [CHECKER] */

#include "bench/bench.h"

enum { SIZES = 5 };

typedef struct family {
    const char *ansatz;
    bool plain;                   /* without symmetry */
    const char *cases[SIZES + 1]; /* settings, the last of which grows */
} family;

static const family FAMILIES[] = {
    {"ltfim-open", false, {"n=8", "n=9", "n=10", "n=11", NULL}},
    {"ltfim-open", true, {"n=8", "n=9", "n=10", NULL}},
    {"ltfim-closed", false, {"n=8", "n=9", "n=10", "n=11", NULL}},
    {"ltfim-closed", true, {"n=6", "n=7", "n=8", NULL}},
    {"xxz-open", false, {"n=7", "n=8", "n=9", "n=10", NULL}},
    {"xxz-closed", false, {"n=7", "n=8", "n=9", "n=10", NULL}},
    {"sn-equivariant-ltfim", false, {"n=30", "n=50", "n=100", "n=200", NULL}},
    {"qaoa-complete", false, {"n=10", "n=20", "n=40", NULL}},
    {"qaoa-grid", false, {"columns=3 rows=2", "columns=4 rows=2", "columns=3 rows=3", NULL}},
    {"tfim-closed", false, {"n=100", "n=300", "n=1000", NULL}},
    {"tfim-open", false, {"n=50", "n=100", "n=300", NULL}},
    {"hea", false, {"n=6", "n=8", "n=10", NULL}},
};

typedef struct measurement {
    double search, proof, write;
    uint64_t dimension, order, peak_bytes, brackets, terms, longest_row;
    bool proved;
} measurement;

/* "columns=3 rows=2" as settings, in text, which is cut up. */
static size_t parse_settings(lb_setting *settings, char *text)
{
    size_t count = 0;
    for (char *word = strtok(text, " "); word; word = strtok(NULL, " ")) {
        settings[count].name = word;
        settings[count].value = strchr(word, '=') + 1;
        settings[count++].value[-1] = '\0';
    }
    return count;
}

static int bench_threads(void)
{
    const char *text = getenv("LB_BENCH_THREADS");
    return text ? atoi(text) : 1;
}

static void measure(void *result, const bench_run *run)
{
    lb_ansatz_t A;
    lb_closure *closure;
    lb_error error;
    lb_closure_statistics s;
    mpz_t D, order;
    lb_setting settings[8];
    char text[256];
    snprintf(text, sizeof text, "%s", run->size);
    size_t count = parse_settings(settings, text);
    lb_closure_options options = {
        .enumerate = true, .symmetry = !run->plain, .run.threads = bench_threads()};
    bench_require(lb_ansatz_load(A, run->ansatz, settings, count, &error), &error);
    bench_require(lb_closure_compute(&closure, A, &options, &error), &error);
    lb_closure_get_statistics(&s, closure);
    mpz_inits(D, order, (mpz_ptr)NULL);
    lb_closure_dimension(D, closure);
    lb_closure_symmetry_order(order, closure);
    double start = lb_seconds();
    bench_require(lb_certificate_write(closure, run->certificate, &error), &error);
    *(measurement *)result = (measurement){.search = s.search_seconds,
                                           .proof = s.proof_seconds,
                                           .write = lb_seconds() - start,
                                           .dimension = mpz_get_ui(D),
                                           .order = mpz_fits_ulong_p(order) ? mpz_get_ui(order) : 0,
                                           .peak_bytes = lb_peak_bytes(),
                                           .brackets = s.brackets,
                                           .terms = s.terms,
                                           .longest_row = s.longest_row,
                                           .proved = lb_closure_is_proved(closure)};
}

static void run_family(const family *f, bench_run *run)
{
    bench_case last = {0};
    run->ansatz = f->ansatz;
    run->plain = f->plain;
    for (size_t i = 0; f->cases[i]; i++) {
        measurement m;
        run->size = f->cases[i];
        bench_apart(measure, &m, sizeof m, run);
        double seconds = m.search + m.proof + m.write;
        printf("{\"bench\": \"closure\", \"ansatz\": \"%s\", \"case\": \"%s\", \"threads\": %d, "
               "\"symmetry\": %s, \"symmetry_order\": %" PRIu64 ", \"dimension\": %" PRIu64
               ", \"proved\": %s, \"seconds\": %.3f, \"seconds_search\": %.3f, "
               "\"seconds_proof\": %.3f, \"seconds_write\": %.3f, \"brackets\": %" PRIu64
               ", \"terms\": %" PRIu64 ", \"longest_row\": %" PRIu64 ", \"peak_bytes\": %" PRIu64
               ", \"seconds_a_dimension\": %.3g",
               run->ansatz, run->size, bench_threads(), run->plain ? "false" : "true", m.order,
               m.dimension, m.proved ? "true" : "false", seconds, m.search, m.proof, m.write,
               m.brackets, m.terms, m.longest_row, m.peak_bytes, seconds / (double)m.dimension);
        bench_check(run);
        bench_end_case(&last, seconds, (double)m.dimension);
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
