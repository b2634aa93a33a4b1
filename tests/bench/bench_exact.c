/* Exact ranks at about 1000 angles, modulo primes: the open transverse-field Ising chain with one
 * angle a term, whose orbit dimension n (n - 1) ends the computation early, and a hardware-efficient
 * circuit, where every tangent counts and two primes are tried; beside them the same ranks in double
 * precision. Then the adjoint picture at M = 6000 on the closed chain, where no state vector is
 * formed, and p-adic exponentials: the open XXZ chain from the Neel state, with its maximal rank and
 * M_c, and excitations of electrons. One JSON object a line; arguments: the numbers of qubits of the
 * dense cases, 8 10 12 14 16 without; the closed chain of 100 qubits (minutes) with the argument
 * "large" alone. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <liebound.h>

#include "base/limits.h"
#include "bench/bench.h"

typedef struct exact_case {
    const char *name, *qubits, *ansatz;
    size_t layers; /* 0 for about 1000 angles */
    size_t at_most;
    lb_exact_picture picture;
    int threads;
    bool simulate;
} exact_case;

/* The processor time of the best of three runs, and in E the least time on the clock. */
static double measure_exact(lb_exact_t E, const lb_ansatz_t A, const lb_exact_options *options)
{
    lb_error error;
    double best = HUGE_VAL, wall = HUGE_VAL;
    for (int run = 0; run < 3; run++) {
        double start = bench_processor_seconds();
        bench_require(lb_exact_rank(E, A, 0, options, &error), &error);
        best = fmin(best, bench_processor_seconds() - start);
        wall = fmin(wall, E->seconds);
    }
    E->seconds = wall;
    return best;
}

static void print_float(const lb_ansatz_t A, size_t layers)
{
    lb_error error;
    lb_spectrum_t S;
    lb_rank_options options = {.layers = layers, .seed = 1};
    double start = bench_processor_seconds();
    lb_spectrum_init(S);
    bench_require(lb_qfim_spectrum(S, A, 0, &options, &error), &error);
    printf(", \"float_rank\": %zu, \"float_gap\": %.3g, \"float_seconds_processor\": %.4f", S->rank,
           S->gap, bench_processor_seconds() - start);
    lb_spectrum_clear(S);
}

static void measure_ansatz(const exact_case *c, const lb_ansatz_t A)
{
    lb_exact_t E;
    size_t layers = c->layers ? c->layers : 1000 / A->generator_count;
    lb_exact_options options = {
        .layers = layers, .at_most = c->at_most, .run.threads = c->threads, .picture = c->picture};
    lb_exact_init(E);
    double processor = measure_exact(E, A, &options);
    printf("{\"bench\": \"%s\", \"ansatz\": \"%s\", \"qubits\": %s, \"parameters\": %zu, "
           "\"threads\": %d, \"rank\": %zu, \"proved_equal\": %s, \"error\": %.2g, "
           "\"gates\": %zu, \"primes\": %zu, \"seconds\": %.4f, \"seconds_processor\": %.4f",
           c->name, c->ansatz, c->qubits, E->parameters, c->threads, E->rank,
           E->equal ? "true" : "false", E->error, E->gates, E->prime_count, E->seconds, processor);
    if (c->simulate)
        print_float(A, layers);
    printf(", \"peak_bytes\": %zu}\n", lb_peak_bytes());
    fflush(stdout);
    lb_exact_clear(E);
}

static void measure(const exact_case *c)
{
    lb_ansatz_t A;
    lb_error error;
    char parameter[] = "n", value[16];
    lb_setting setting = {parameter, value};
    snprintf(value, sizeof value, "%s", c->qubits);
    bench_require(lb_ansatz_load(A, c->ansatz, &setting, 1, &error), &error);
    measure_ansatz(c, A);
    lb_ansatz_clear(A);
}

static void measure_dense(const char *qubits)
{
    size_t n = strtoul(qubits, NULL, 10);
    for (int threads = 1; threads <= 2; threads++) {
        exact_case chain = {.name = "exact-rank-dense",
                            .qubits = qubits,
                            .ansatz = "tfim-open-free",
                            .at_most = n * (n - 1),
                            .picture = LB_PICTURE_STATE,
                            .threads = threads,
                            .simulate = threads == 1};
        measure(&chain);
        exact_case circuit = {.name = "exact-rank-dense-full",
                              .qubits = qubits,
                              .ansatz = "hea",
                              .picture = LB_PICTURE_STATE,
                              .threads = threads};
        measure(&circuit);
    }
}

static void measure_adjoint(const char *qubits, size_t layers)
{
    size_t n = strtoul(qubits, NULL, 10);
    exact_case chain = {.name = "exact-rank-adjoint",
                        .qubits = qubits,
                        .ansatz = "tfim-closed-free",
                        .layers = layers,
                        .at_most = n * (n - 1),
                        .picture = LB_PICTURE_ADJOINT,
                        .threads = 1};
    measure(&chain);
}

/* The open XXZ chain until it saturates; `rank` is its orbit dimension, 0 where that is not known. */
static void measure_padic(const char *qubits, size_t rank)
{
    exact_case chain = {.name = "exact-rank-padic",
                        .qubits = qubits,
                        .ansatz = "xxz-open",
                        .layers = 200,
                        .at_most = rank,
                        .picture = LB_PICTURE_PADIC,
                        .threads = 1};
    measure(&chain);
}

/* Electrons go from occupied orbitals to others: with the Jordan-Wigner strings between them, which
 * start at the first and the third orbital, i (T - T^dagger) is a sum of some words of X and Y. */
static void add_excitation(lb_ansatz_t A, size_t count, const uint32_t *orbitals,
                           const char *const *words)
{
    lb_sum_t H;
    lb_error error;
    lb_sum_init(H, A->qubits);
    for (; *words; words++) {
        char letters[32];
        uint32_t places[32];
        size_t length = 0;
        for (size_t i = 0; i < count; i++) {
            letters[length] = (*words)[1 + i];
            places[length++] = orbitals[i];
            for (uint32_t q = orbitals[i] + 1; i % 2 == 0 && q < orbitals[i + 1]; q++) {
                letters[length] = 'Z';
                places[length++] = q;
            }
        }
        letters[length] = '\0';
        bench_require(lb_sum_append_letters(H, **words == '-' ? -1 : 1, 1, letters, places, &error),
                      &error);
    }
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
}

static void add_doubles(lb_ansatz_t A, uint32_t i, uint32_t j, uint32_t electrons, uint32_t n)
{
    static const char *const words[] = {"+XXXY", "+XXYX", "-XYXX", "+XYYY", "-YXXX",
                                        "+YXYY", "-YYXY", "-YYYX", NULL};
    for (uint32_t a = electrons; a < n; a++)
        for (uint32_t b = a + 1; b < n; b++)
            if (i % 2 + j % 2 == a % 2 + b % 2)
                add_excitation(A, 4, (uint32_t[]){i, j, a, b}, words);
}

/* Singles and doubles that keep the spins, even orbitals up and odd ones down. */
static void measure_excitations(const char *orbitals, const char *occupied, size_t rank,
                                lb_exact_picture picture)
{
    static const char *const words[] = {"+XY", "-YX", NULL};
    uint32_t n = (uint32_t)strtoul(orbitals, NULL, 10);
    uint32_t electrons = (uint32_t)strspn(occupied, "1");
    lb_ansatz_t A;
    lb_error error;
    lb_ansatz_init(A, "uccsd", n);
    for (uint32_t i = 0; i < electrons; i++) {
        for (uint32_t a = electrons; a < n; a++)
            if (i % 2 == a % 2)
                add_excitation(A, 2, (uint32_t[]){i, a}, words);
        for (uint32_t j = i + 1; j < electrons; j++)
            add_doubles(A, i, j, electrons, n);
    }
    bench_require(lb_ansatz_add_state(A, occupied, &error), &error);
    exact_case excitations = {.name = picture == LB_PICTURE_PADIC ? "exact-rank-padic"
                                                                  : "exact-rank-dense",
                              .qubits = orbitals,
                              .ansatz = "uccsd",
                              .layers = rank,
                              .at_most = rank,
                              .picture = picture,
                              .threads = 1};
    measure_ansatz(&excitations, A);
    lb_ansatz_clear(A);
}

int main(int argc, char **argv)
{
    static const char *const sizes[] = {"8", "10", "12", "14", "16"};
    if (argc == 2 && !strcmp(argv[1], "large")) {
        measure_adjoint("100", 100);
        return EXIT_SUCCESS;
    }
    for (size_t i = 0; argc == 1 && i < sizeof sizes / sizeof sizes[0]; i++)
        measure_dense(sizes[i]);
    for (int i = 1; i < argc; i++)
        measure_dense(argv[i]);
    measure_adjoint("25", 60);
    measure_adjoint("50", 60);
    measure_padic("6", 25);
    measure_padic("8", 83);
    measure_padic("10", 0);
    static const lb_exact_picture pictures[] = {LB_PICTURE_STATE, LB_PICTURE_PADIC};
    for (size_t i = 0; i < 2; i++) {
        measure_excitations("8", "11110000", 35, pictures[i]);
        measure_excitations("10", "1111000000", 99, pictures[i]);
        measure_excitations("12", "111111000000", 399, pictures[i]);
    }
    return EXIT_SUCCESS;
}
