/* Liebound against GAP (LieAlgebra over the rationals), on the same generators in the same run. One
 * JSON object a line; without a gap on the path one line that says so.
 *
 * GAP gets the matrices H_k of the Hermitian generators, which are rational here: over the complex
 * numbers they generate the same space of matrices as the iH_k, so the dimension over Q is that of
 * the dynamical Lie algebra, with matrices of half the size of the real form. What counts is the
 * time that GAP itself reports for LieAlgebra and Dimension; Liebound's is that of search and
 * proof; both are times of the processor.
 *
 * usage: bench_gap [SECONDS], the most CPU time that GAP may take for a case (default 30) */

#include "bench/gap.h"

enum { SIZES = 4 };

typedef struct family {
    const char *ansatz;
    const char *sizes[SIZES + 1];
} family;

static const family FAMILIES[] = {
    {"tfim-open", {"4", "5", "6", "7", NULL}},
    {"ltfim-open", {"3", "4", "5", "6", NULL}},
    {"xxz-open", {"3", "4", "5", "6", NULL}},
};

typedef struct measurement {
    double seconds;
    uint64_t dimension;
} measurement;

static void load(lb_ansatz_t A, const bench_run *run)
{
    lb_error error;
    lb_setting n = {(char *)"n", (char *)run->size};
    bench_require(lb_ansatz_load(A, run->ansatz, &n, 1, &error), &error);
}

static void measure(void *result, const bench_run *run)
{
    lb_ansatz_t A;
    lb_closure *closure;
    lb_error error;
    mpz_t D;
    load(A, run);
    double start = bench_processor_seconds();
    bench_require(lb_closure_compute(&closure, A, NULL, &error), &error);
    double seconds = bench_processor_seconds() - start;
    mpz_init(D);
    lb_closure_dimension(D, closure);
    *(measurement *)result = (measurement){.seconds = seconds, .dimension = mpz_get_ui(D)};
}

/* The generators as sums of Kronecker products, and what GAP is to print. */
static void write_script(FILE *script, const lb_ansatz_t A)
{
    fputs("matrices := rec(I := [[1,0],[0,1]], X := [[0,1],[1,0]], Y := [[0,-E(4)],[E(4),0]],\n"
          "    Z := [[1,0],[0,-1]]);;\n"
          "string := label -> Iterated(List(label, c -> matrices.([c])), KroneckerProduct);;\n"
          "generators := [];;\n",
          script);
    for (size_t i = 0; i < A->generator_count; i++) {
        const lb_sum_struct *H = &A->generators[i];
        fputs("Add(generators, 0", script);
        for (size_t j = 0; j < H->length; j++) {
            gmp_fprintf(script, " + %Qd * string(\"", &H->coefficients[j]);
            for (uint32_t q = 0; q < H->qubits; q++)
                putc(lb_string_letter(&H->strings[j], q), script);
            fputs("\")", script);
        }
        fputs(");;\n", script);
    }
    fputs("start := Runtime();;\n"
          "dimension := Dimension(LieAlgebra(Rationals, generators));;\n"
          "Print(\"RESULT \", dimension, \" \", Runtime() - start, \"\\n\");\n"
          "QUIT;\n",
          script);
}

/* Whether GAP came to a result in time. */
static bool measure_gap(measurement *result, const char *script, unsigned seconds)
{
    unsigned long milliseconds;
    char answer[256];
    bool found = gap_run(answer, sizeof answer, script, seconds) &&
                 sscanf(answer, "%" SCNu64 " %lu", &result->dimension, &milliseconds) == 2;
    result->seconds = found ? (double)milliseconds / 1000 : 0;
    return found;
}

/* Whether GAP finished, so that a larger size makes sense. */
static bool run_case(const bench_run *run, unsigned seconds)
{
    measurement ours, gap;
    lb_ansatz_t A;
    char path[] = "/tmp/liebound-gap-XXXXXX";
    FILE *script = gap_script(path);
    load(A, run);
    write_script(script, A);
    lb_ansatz_clear(A);
    fclose(script);
    bench_apart(measure, &ours, sizeof ours, run);
    bool found = measure_gap(&gap, path, seconds);
    unlink(path);
    printf("{\"bench\": \"gap\", \"ansatz\": \"%s\", \"n\": %s, \"dimension\": %" PRIu64
           ", \"seconds\": %.6f",
           run->ansatz, run->size, ours.dimension, ours.seconds);
    if (found)
        printf(", \"gap_dimension\": %" PRIu64 ", \"seconds_gap\": %.3f, \"agrees\": %s}\n",
               gap.dimension, gap.seconds, gap.dimension == ours.dimension ? "true" : "false");
    else
        printf(", \"gap_dimension\": null, \"seconds_gap\": null, \"gap_limit\": %u}\n", seconds);
    fflush(stdout);
    return found;
}

int main(int argc, char **argv)
{
    enum { SECONDS = 30 };
    unsigned seconds = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : SECONDS;
    if (!gap_is_installed("gap"))
        return EXIT_SUCCESS;
    for (size_t i = 0; i < sizeof FAMILIES / sizeof *FAMILIES; i++) {
        bool finished = true;
        for (size_t j = 0; FAMILIES[i].sizes[j] && finished; j++) {
            bench_run run = {.ansatz = FAMILIES[i].ansatz, .size = FAMILIES[i].sizes[j]};
            finished = run_case(&run, seconds);
        }
    }
    return EXIT_SUCCESS;
}
