/* Complex vectors and matrices of a few qubits, for tests that compare with explicit matrices built
 * from Kronecker products, and their Taylor exponentials. */

#ifndef LB_TESTS_UNIT_VECTORS_H
#define LB_TESTS_UNIT_VECTORS_H

#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "circuit/spectral.h"

typedef double complex cplx;

/* 2^n x 2^n matrix of the string, row-major, one Kronecker factor a qubit; qubit 0 is the lowest
 * bit of the index, hence the last factor. */
static inline cplx *string_matrix(size_t n, uint64_t x, uint64_t z)
{
    static const cplx letters[4][2][2] = {
        {{1, 0}, {0, 1}}, {{0, 1}, {1, 0}}, {{1, 0}, {0, -1}}, {{0, -I}, {I, 0}}};
    size_t N = (size_t)1 << n;
    cplx *P = lb_malloc(N * N, sizeof *P);
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++) {
            P[N * i + j] = 1;
            for (size_t q = 0; q < n; q++)
                P[N * i + j] *= letters[(x >> q & 1) + 2 * (z >> q & 1)][i >> q & 1][j >> q & 1];
        }
    return P;
}

static inline cplx *sum_matrix(size_t n, const lb_spectral_term *terms, size_t length)
{
    size_t N = (size_t)1 << n;
    cplx *H = lb_calloc(N * N, sizeof *H);
    for (size_t t = 0; t < length; t++) {
        cplx *P = string_matrix(n, terms[t].x, terms[t].z);
        for (size_t i = 0; i < N * N; i++)
            H[i] += terms[t].coefficient * P[i];
        free(P);
    }
    return H;
}

static inline void matrix_vector(cplx *w, const cplx *A, const cplx *v, size_t N)
{
    for (size_t i = 0; i < N; i++) {
        w[i] = 0;
        for (size_t j = 0; j < N; j++)
            w[i] += A[N * i + j] * v[j];
    }
}

/* v <- exp(-i theta H) v by its Taylor series, in steps small enough for it to converge at once. */
static inline void taylor_exponential(cplx *v, const cplx *H, double theta, size_t N)
{
    const int steps = 64, orders = 30;
    cplx *term = lb_malloc(N, sizeof *term), *next = lb_malloc(N, sizeof *next);
    for (int s = 0; s < steps; s++) {
        memcpy(term, v, N * sizeof *v);
        for (int k = 1; k <= orders; k++) {
            matrix_vector(next, H, term, N);
            for (size_t i = 0; i < N; i++) {
                term[i] = -I * theta / steps / k * next[i];
                v[i] += term[i];
            }
        }
    }
    free(term);
    free(next);
}

static inline cplx *to_complex(const double *v, size_t N)
{
    cplx *w = lb_malloc(N, sizeof *w);
    for (size_t i = 0; i < N; i++)
        w[i] = v[i] + I * v[N + i];
    return w;
}

static inline double distance(const double *v, const cplx *w, size_t N)
{
    double largest = 0;
    for (size_t i = 0; i < N; i++) {
        double d = cabs(v[i] + I * v[N + i] - w[i]);
        if (isnan(d))
            return HUGE_VAL;
        largest = fmax(largest, d);
    }
    return largest;
}

static inline double *random_vector(lb_random *random, size_t N)
{
    double *v = lb_malloc_aligned(2 * N, sizeof *v);
    for (size_t i = 0; i < 2 * N; i++)
        v[i] = 2 * lb_random_unit(random) - 1;
    return v;
}

#endif
