/* How long it takes to identify the algebra of single strings, write its certificate and check it,
 * and how the cost grows with the number of strings. One JSON object a line.
 *
 * usage: bench_strings [CHECKER] */

#include "base/random.h"
#include "bench/bench.h"
#include "random_sums.h"

enum { SIZES = 4 };

typedef struct family {
    const char *ansatz; /* "random" stands for dense strings, two for each qubit */
    const char *sizes[SIZES + 1];
    bool unchecked; /* where the checker, which is simpler, takes minutes */
} family;

static const family FAMILIES[] = {
    {.ansatz = "xy-chain", .sizes = {"1000", "10000", "100000", NULL}},
    {.ansatz = "tfim-open-free", .sizes = {"1000", "10000", "100000", NULL}},
    {.ansatz = "heisenberg-open-free", .sizes = {"1000", "10000", "100000", NULL}},
    {.ansatz = "hea", .sizes = {"1000", "10000", "100000", NULL}},
    {.ansatz = "b4", .sizes = {"1000", "10000", "100000", NULL}},
    {.ansatz = "qaoa-maxcut-free", .sizes = {"1000", "10000", "100000", NULL}},
    {.ansatz = "random", .sizes = {"300", "1000", "2000", NULL}},
    {.ansatz = "random", .sizes = {"10000", NULL}, .unchecked = true},
};

typedef struct measurement {
    double load, identify, write;
    uint64_t strings, input_bytes, peak_bytes;
    char algebra[64];
} measurement;

static void set_one(mpq_t c, lb_random *random)
{
    (void)random;
    mpq_set_ui(c, 1, 1);
}

static void build_random(lb_ansatz_t A, const char *size)
{
    size_t n = strtoul(size, NULL, 10);
    lb_random random;
    lb_random_seed(&random, 1);
    lb_ansatz_init(A, "random", n);
    for (size_t i = 0; i < 2 * n; i++)
        add_random_sum(A, 1, "IXYZ", set_one, &random);
}

static uint64_t input_bytes(const lb_ansatz_t A)
{
    uint64_t bytes = 0;
    for (size_t k = 0; k < A->generator_count; k++)
        bytes += A->generators[k].strings->length * sizeof(lb_block);
    return bytes;
}

static void measure(void *result, const bench_run *run)
{
    lb_ansatz_t A;
    lb_closure *closure;
    lb_error error;
    lb_string_summary summary;
    lb_setting n = {(char *)"n", (char *)run->size};
    double start = lb_seconds();
    if (!strcmp(run->ansatz, "random"))
        build_random(A, run->size);
    else
        bench_require(lb_ansatz_load(A, run->ansatz, &n, 1, &error), &error);
    measurement m = {.load = lb_seconds() - start, .input_bytes = input_bytes(A)};
    start = lb_seconds();
    bench_require(lb_closure_compute(&closure, A, NULL, &error), &error);
    m.identify = lb_seconds() - start;
    m.peak_bytes = lb_peak_bytes();
    start = lb_seconds();
    bench_require(lb_certificate_write(closure, run->certificate, &error), &error);
    m.write = lb_seconds() - start;
    lb_closure_string_summary(&summary, closure);
    m.strings = summary.strings;
    char *text = lb_algebra_text(lb_closure_algebra(closure));
    snprintf(m.algebra, sizeof m.algebra, "%s", text);
    free(text);
    *(measurement *)result = m;
}

static void run_family(const family *f, bench_run *run)
{
    bench_case last = {0};
    run->ansatz = f->ansatz;
    for (size_t i = 0; f->sizes[i]; i++) {
        measurement m;
        run->size = f->sizes[i];
        bench_apart(measure, &m, sizeof m, run);
        printf("{\"bench\": \"strings\", \"ansatz\": \"%s\", \"n\": %s, \"strings\": %" PRIu64
               ", \"algebra\": \"%s\", \"seconds\": %.4f, \"seconds_load\": %.3f, "
               "\"seconds_write\": %.3f, \"input_bytes\": %" PRIu64 ", \"peak_bytes\": %" PRIu64,
               run->ansatz, run->size, m.strings, m.algebra, m.identify, m.load, m.write,
               m.input_bytes, m.peak_bytes);
        if (!f->unchecked)
            bench_check(run);
        bench_end_case(&last, m.identify, (double)m.strings);
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
