#include "noise/dense.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

void lb_noise_multiply(double complex *C, const double complex *A, const double complex *B,
                       size_t N, lb_noise_dagger dagger)
{
    const double complex one = 1, zero = 0;
    blasint n = (blasint)N;
    cblas_zgemm(CblasColMajor, dagger == LB_NOISE_DAGGER_LEFT ? CblasConjTrans : CblasNoTrans,
                dagger == LB_NOISE_DAGGER_RIGHT ? CblasConjTrans : CblasNoTrans, n, n, n, &one, A,
                n, B, n, &zero, C, n);
}

/* U = V exp(-i theta Lambda) V^dagger, with room for three matrices. */
static void exponentiate(double complex *U, const lb_spectral *H, double theta,
                         double complex *room)
{
    size_t N = H->dimension;
    double complex *V = room, *W = room + N * N;
    for (size_t j = 0; j < N; j++)
        for (size_t i = 0; i < N; i++) {
            V[i + N * j] = H->re[i + N * j] + I * H->im[i + N * j];
            W[i + N * j] = V[i + N * j] * cexp(-I * theta * H->values[j]);
        }
    lb_noise_multiply(U, W, V, N, LB_NOISE_DAGGER_RIGHT);
}

void lb_noise_conjugate(lb_noise_rows *R, const lb_spectral *H, double theta, lb_run *run)
{
    size_t N = H->dimension, counter = 0;
    double complex *room = lb_malloc(4 * N * N, sizeof *room), *U = room + 3 * N * N;
    exponentiate(U, H, theta, room);
    for (size_t column = 0; column < LB_NOISE_WIDTH; column++) {
        if (!lb_run_asks(run, &counter, N * N * N / 8))
            break;
        lb_noise_to_matrix(room, R, column);
        lb_noise_multiply(room + N * N, U, room, N, LB_NOISE_PLAIN);
        lb_noise_multiply(room, room + N * N, U, N, LB_NOISE_DAGGER_RIGHT);
        lb_noise_from_matrix(R, column, room);
    }
    free(room);
}
