/* Where rows fill in: two random generators of 20 strings each on n qubits, by the sparse search,
 * the dense one, and the one that chooses. One JSON object a line. The sparse search ends after a
 * minute, and is then not proved. LB_BENCH_THREADS sets the number of threads, and LB_BENCH_QUBITS
 * the largest n: 7 takes minutes and 2.5 GB.
 *
 * usage: bench_dense [CHECKER] */

#include "base/random.h"
#include "bench/bench.h"
#include "random_sums.h"

enum { TERMS = 20, SEED = 1, SECONDS = 60, QUBITS = 6 };

typedef struct measurement {
    double search, proof;
    uint64_t dimension, peak_bytes, brackets;
    bool proved;
} measurement;

static const char *const METHODS[] = {"automatic", "sparse", "dense"};

static int number(const char *name, int otherwise)
{
    const char *text = getenv(name);
    return text ? atoi(text) : otherwise;
}

static void draw_coefficient(mpq_t c, lb_random *random)
{
    mpq_set_ui(c, 1 + lb_random_below(random, 3), 1);
}

static lb_closure_method method_of(const bench_run *run)
{
    int method = 0;
    while (strcmp(METHODS[method], run->ansatz))
        method++;
    return (lb_closure_method)method;
}

static void measure(void *result, const bench_run *run)
{
    lb_ansatz_t A;
    lb_closure *closure;
    lb_error error;
    lb_algebra_t G;
    lb_closure_statistics s;
    lb_random random;
    mpz_t D;
    lb_random_seed(&random, SEED);
    lb_ansatz_init(A, "random", (size_t)atoi(run->size));
    for (int k = 0; k < 2; k++)
        add_random_sum(A, TERMS, "IXYZ", draw_coefficient, &random);
    mpz_init(D);
    bench_require(lb_strings_algebra(G, A, NULL, &error), &error);
    lb_algebra_dimension(D, G);
    lb_closure_method method = method_of(run);
    lb_closure_options options = {.method = method,
                                  .upper_bound = D,
                                  .run.limits.deadline =
                                      lb_deadline(method == LB_METHOD_SPARSE ? SECONDS : 0),
                                  .run.threads = number("LB_BENCH_THREADS", 1)};
    bench_require(lb_closure_compute(&closure, A, &options, &error), &error);
    lb_closure_get_statistics(&s, closure);
    lb_closure_dimension(D, closure);
    *(measurement *)result = (measurement){.search = s.search_seconds,
                                           .proof = s.proof_seconds,
                                           .dimension = mpz_get_ui(D),
                                           .peak_bytes = lb_peak_bytes(),
                                           .brackets = s.brackets,
                                           .proved = lb_closure_is_proved(closure)};
    if (lb_closure_is_proved(closure))
        bench_require(lb_certificate_write(closure, run->certificate, &error), &error);
}

/* Sizes grow until one does not come to a proof. */
static void run_method(int method, bench_run *run)
{
    bench_case last = {0};
    run->ansatz = METHODS[method];
    for (int n = 4; n <= number("LB_BENCH_QUBITS", QUBITS); n++) {
        char size[16];
        measurement m;
        snprintf(size, sizeof size, "%d", n);
        run->size = size;
        bench_apart(measure, &m, sizeof m, run);
        double seconds = m.search + m.proof;
        printf("{\"bench\": \"dense\", \"method\": \"%s\", \"n\": %d, \"threads\": %d, "
               "\"dimension\": %" PRIu64 ", \"proved\": %s, \"seconds\": %.3f, "
               "\"seconds_search\": %.3f, \"seconds_proof\": %.3f, \"brackets\": %" PRIu64
               ", \"peak_bytes\": %" PRIu64,
               run->ansatz, n, number("LB_BENCH_THREADS", 1), m.dimension,
               m.proved ? "true" : "false", seconds, m.search, m.proof, m.brackets, m.peak_bytes);
        if (m.proved)
            bench_check(run);
        bench_end_case(&last, m.proved ? seconds : 0, (double)m.dimension);
        if (!m.proved)
            return;
    }
}

int main(int argc, char **argv)
{
    bench_run run;
    bench_begin(&run, argc, argv);
    for (int method = 0; method < (int)(sizeof METHODS / sizeof *METHODS); method++)
        run_method(method, &run);
    bench_end(&run);
    return EXIT_SUCCESS;
}
