/* QFIM of the open transverse-field Ising chain with one angle a term, about 1000 angles: tangent
 * vectors and rank. One JSON object a line. Arguments: the numbers of qubits; 8 10 12 without. */

#include <liebound/rank.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"

static void add_term(lb_ansatz_t A, const char *letters, const uint32_t *qubits)
{
    lb_error error;
    lb_sum_t H;
    lb_sum_init(H, A->qubits);
    if (lb_sum_append_letters(H, 1, 1, letters, qubits, &error) != LB_OK)
        abort();
    lb_sum_normalize(H);
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
}

static void build_chain(lb_ansatz_t A, uint32_t n)
{
    lb_error error;
    lb_ansatz_init(A, "tfim-open-per-term", n);
    for (uint32_t i = 0; i + 1 < n; i++)
        add_term(A, "ZZ", (const uint32_t[]){i, i + 1});
    for (uint32_t i = 0; i < n; i++)
        add_term(A, "X", &i);
    if (lb_ansatz_add_state(A, "plus", &error) != LB_OK)
        abort();
}

static int measure(uint32_t n, int threads)
{
    lb_ansatz_t A;
    lb_spectrum_t S;
    lb_error error;
    build_chain(A, n);
    lb_spectrum_init(S);
    lb_rank_options options = {.layers = 1000 / A->generator_count, .seed = 1, .threads = threads};
    clock_t processor = clock();
    double start = lb_seconds();
    lb_status status = lb_qfim_spectrum(S, A, 0, &options, &error);
    double seconds = lb_seconds() - start;
    processor = clock() - processor;
    if (status == LB_OK)
        printf("{\"bench\": \"qfim-tfim-open-per-term\", \"qubits\": %u, \"parameters\": %zu, "
               "\"threads\": %d, \"seconds_tangents\": %.4f, \"seconds_rank\": %.4f, "
               "\"seconds\": %.4f, \"seconds_processor\": %.4f, \"rank\": %zu, \"gap\": %.3g, "
               "\"peak_bytes\": %zu}\n",
               n, S->parameters, threads, S->seconds_tangents, S->seconds_rank, seconds,
               (double)processor / CLOCKS_PER_SEC, S->rank, S->gap, lb_peak_bytes());
    else
        fprintf(stderr, "bench_rank: %s\n", error.message);
    fflush(stdout);
    lb_spectrum_clear(S);
    lb_ansatz_clear(A);
    return status == LB_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    static const uint32_t sizes[] = {8, 10, 12};
    int result = EXIT_SUCCESS;
    for (int threads = 1; threads <= 2; threads++) {
        for (size_t i = 0; argc == 1 && i < sizeof sizes / sizeof sizes[0]; i++)
            result |= measure(sizes[i], threads);
        for (int i = 1; i < argc; i++)
            result |= measure((uint32_t)strtoul(argv[i], NULL, 10), threads);
    }
    return result;
}
