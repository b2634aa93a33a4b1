/* A vector on m >= n qubits is a 2^n x 2^(m-n) complex matrix whose columns H acts on. In the real
 * embedding [Re; Im] it is, in memory, one real 2^n x 2*2^(m-n) matrix [Re | Im], so a product with
 * a complex matrix is two real products and a combination of their halves. */

#include "circuit/spectral.h"

#include <assert.h>
#include <cblas.h>
#include <complex.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/lapack.h"
#include "base/limits.h"
#include "base/memory.h"

/* Column i of W(x, z) has i^{|x & z|} (-1)^{|i & z|} in row i ^ x. */
static void add_term(lapack_complex_double *H, const lb_spectral_term *term, size_t dimension)
{
    static const lapack_complex_double powers[4] = {1, I, -1, -I};
    lapack_complex_double c = powers[__builtin_popcountll(term->x & term->z) % 4];
    for (size_t i = 0; i < dimension; i++) {
        double sign = __builtin_parityll(i & term->z) ? -1 : 1;
        H[(i ^ term->x) + dimension * i] += term->coefficient * sign * c;
    }
}

/* Seconds that the decomposition takes at least, for each cube of the dimension: 1.5 s at 1024. */
#define CUBE_SECONDS 1.4e-9

static lb_status check_limits(size_t dimension, const lb_limits *limits, lb_error *error)
{
    double d = (double)dimension, seconds = CUBE_SECONDS * d * d * d;
    const char *reached = lb_limit_of_time(limits);
    if (!reached && seconds > lb_seconds_left(limits))
        return lb_fail(error, LB_UNDECIDED,
                       "time limit reached: the eigenvectors of a generator take %.1f s", seconds);
    if (!reached && !lb_limits_allow(limits, 4 * d * d * sizeof(lapack_complex_double)))
        reached = "memory limit reached";
    return reached ? lb_fail(error, LB_UNDECIDED, "%s before eigenvectors were found", reached)
                   : LB_OK;
}

lb_status lb_spectral_init(lb_spectral *S, const lb_spectral_term *terms, size_t length,
                           size_t qubits, const lb_limits *limits, lb_error *error)
{
    assert(qubits < 16);
    size_t dimension = (size_t)1 << qubits;
    lb_status status = check_limits(dimension, limits, error);
    if (status)
        return status;
    lapack_complex_double *H = lb_calloc(dimension * dimension, sizeof *H);
    double *values = lb_malloc(dimension, sizeof *values);
    for (size_t t = 0; t < length; t++)
        add_term(H, &terms[t], dimension);
    lapack_int info = lb_lapack(LAPACKE_zheevd(LAPACK_COL_MAJOR, 'V', 'L', (lapack_int)dimension, H,
                                               (lapack_int)dimension, values));
    if (info) {
        free(H);
        free(values);
        return lb_fail(error, LB_INTERNAL,
                       "the eigenvalues of a generator were not found (zheevd returned %d)",
                       (int)info);
    }
    *S = (lb_spectral){.dimension = dimension, .values = values};
    S->re = lb_malloc_aligned(dimension * dimension, sizeof *S->re);
    S->im = lb_malloc_aligned(dimension * dimension, sizeof *S->im);
    for (size_t i = 0; i < dimension * dimension; i++) {
        S->re[i] = creal(H[i]);
        S->im[i] = cimag(H[i]);
    }
    free(H);
    return LB_OK;
}

void lb_spectral_clear(lb_spectral *S)
{
    free(S->values);
    free(S->re);
    free(S->im);
    *S = (lb_spectral){0};
}

/* out <- A^T in or A in, for a real square matrix A and the real form [Re | Im] of a vector. */
static void real_product(double *out, const double *A, bool transpose, const double *in,
                         size_t dimension, size_t size)
{
    blasint d = (blasint)dimension, columns = (blasint)(2 * size / dimension);
    cblas_dgemm(CblasColMajor, transpose ? CblasTrans : CblasNoTrans, CblasNoTrans, d, columns, d,
                1.0, A, d, in, d, 0.0, out, d);
}

/* [a | b] <- exp(-i theta lambda) times the row, for every row of the complex matrix a + ib. */
static void apply_phases(const lb_spectral *S, double theta, double *v, size_t size)
{
    for (size_t row = 0; row < S->dimension; row++) {
        double c = cos(theta * S->values[row]), s = sin(theta * S->values[row]);
        for (size_t i = row; i < size; i += S->dimension) {
            double re = v[i], im = v[size + i];
            v[i] = c * re + s * im;
            v[size + i] = c * im - s * re;
        }
    }
}

void lb_spectral_apply(const lb_spectral *S, double theta, double *v, size_t size, double *scratch)
{
    double *a = scratch, *b = scratch + 2 * size;
    real_product(a, S->re, true, v, S->dimension, size);
    real_product(b, S->im, true, v, S->dimension, size);
    for (size_t i = 0; i < size; i++) {
        v[i] = a[i] + b[size + i];
        v[size + i] = a[size + i] - b[i];
    }
    apply_phases(S, theta, v, size);
    real_product(a, S->re, false, v, S->dimension, size);
    real_product(b, S->im, false, v, S->dimension, size);
    for (size_t i = 0; i < size; i++) {
        v[i] = a[i] - b[size + i];
        v[size + i] = a[size + i] + b[i];
    }
}
