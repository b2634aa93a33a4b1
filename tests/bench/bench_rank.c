/* QFIM tangent vectors and rank at about 1000 angles, in double precision: the open
 * transverse-field Ising chain with one angle a term and with two angles a layer, whose ranks are
 * small, and a hardware-efficient circuit, whose rank is the number of angles or the dimension of
 * the state space. One JSON object a line. Arguments: the numbers of qubits; 8 10 12 14 16 without.
 *
 * "model_share" compares with a kernel that forms the Gram matrix at the speed of a matrix product
 * measured in the same run: 0.625 M^2 2^(n+1) multiply-adds, a fifth of them for the tangents. It
 * may exceed 1, because the rank is found without the Gram matrix. */

#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>

#include <liebound.h>

#include "base/clock.h"
#include "base/memory.h"

/* Multiply-adds a second of OpenBLAS on one thread. */
static double measure_peak(void)
{
    enum { N = 768 };
    double *A = lb_calloc(3 * N * N, sizeof *A), best = 0;
    openblas_set_num_threads(1);
    for (int repeat = 0; repeat < 5; repeat++) {
        double start = lb_seconds();
        cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, N, N, N, 1, A, N, A + N * N, N, 0,
                    A + 2 * N * N, N);
        double rate = (double)N * N * N / (lb_seconds() - start);
        best = rate > best ? rate : best;
    }
    free(A);
    return best;
}

static void require(lb_status status, const lb_error *error)
{
    if (status == LB_OK)
        return;
    fprintf(stderr, "bench_rank: %s\n", error->message);
    exit(EXIT_FAILURE);
}

/* The best of three runs, or of one when it takes long. */
static void measure(const char *source, const char *qubits, int threads, double peak)
{
    lb_ansatz_t A;
    lb_spectrum_t S;
    lb_error error;
    lb_setting setting = {.name = (char[]){"n"}, .value = (char *)qubits};
    require(lb_ansatz_load(A, source, &setting, 1, &error), &error);
    lb_spectrum_init(S);
    lb_rank_options options = {.layers = 1000 / A->generator_count, .seed = 1, .threads = threads};
    double best = 0, tangents = 0;
    for (int run = 0; run < 3 && (run == 0 || best < 4); run++) {
        double start = lb_seconds();
        require(lb_qfim_spectrum(S, A, 0, &options, &error), &error);
        double seconds = lb_seconds() - start;
        if (run == 0 || seconds < best) {
            best = seconds;
            tangents = S->seconds_tangents;
        }
    }
    double M = (double)S->parameters, work = 0.625 * M * M * (double)((size_t)2 << A->qubits);
    printf("{\"bench\": \"qfim-rank\", \"ansatz\": \"%s\", \"qubits\": %zu, \"parameters\": %zu, "
           "\"threads\": %d, \"seconds_tangents\": %.4f, \"seconds\": %.4f, \"rank\": %zu, "
           "\"gap\": %.3g, \"multiply_adds_per_second\": %.3g, \"model_share\": %.2f, "
           "\"peak_bytes\": %zu}\n",
           source, A->qubits, S->parameters, threads, tangents, best, S->rank, S->gap, peak,
           work / best / peak / threads, lb_peak_bytes());
    fflush(stdout);
    lb_spectrum_clear(S);
    lb_ansatz_clear(A);
}

int main(int argc, char **argv)
{
    static const char *const families[] = {"tfim-open-free", "tfim-open", "hea"};
    static const char *const sizes[] = {"8", "10", "12", "14", "16"};
    double peak = measure_peak();
    for (size_t f = 0; f < sizeof families / sizeof families[0]; f++)
        for (int threads = 1; threads <= 2; threads++) {
            for (size_t i = 0; argc == 1 && i < sizeof sizes / sizeof sizes[0]; i++)
                measure(families[f], sizes[i], threads, peak);
            for (int i = 1; i < argc; i++)
                measure(families[f], argv[i], threads, peak);
        }
    return EXIT_SUCCESS;
}
