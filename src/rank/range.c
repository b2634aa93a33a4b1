/* Block Gram-Schmidt. The projection off Q leaves rounding errors of 2^-53 |c| along Q in a column
 * c; where what is left of it is small, they are not small beside it, so a new direction made from
 * it is projected off Q once more ("twice is enough"). */

#include "rank/range.h"

#include <assert.h>
#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* The smallest eigenvalue of a Gram matrix, relative to the largest, that is used. */
#define GRAM_CUT 1e-10
/* Random combinations in a probe. */
#define PROBES 8
/* A direction that keeps this share of its column is orthogonal enough after one projection. */
#define SAFE_SHARE 1e-6

size_t lb_range_stride(size_t rows)
{
    const size_t line = 64 / sizeof(double);
    return (rows + line - 1) / line * line + line;
}

void lb_range_init(lb_range *S, size_t rows, size_t columns, double floor)
{
    *S = (lb_range){.rows = rows, .stride = lb_range_stride(rows), .floor = floor};
    S->most = rows < columns ? rows : columns;
    S->Q = lb_malloc_aligned(S->stride * S->most, sizeof *S->Q);
    S->R = lb_calloc(S->most * columns, sizeof *S->R);
    S->gram = lb_malloc(LB_RANGE_PANEL * LB_RANGE_PANEL, sizeof *S->gram);
    S->values = lb_malloc(LB_RANGE_PANEL, sizeof *S->values);
    S->scratch = lb_malloc((S->most + 1) * LB_RANGE_PANEL, sizeof *S->scratch);
    S->probes = lb_malloc_aligned(PROBES * S->stride, sizeof *S->probes);
    lb_random_seed(&S->random, rows);
}

void lb_range_clear(lb_range *S)
{
    free(S->Q);
    free(S->R);
    free(S->gram);
    free(S->values);
    free(S->scratch);
    free(S->probes);
    *S = (lb_range){0};
}

double lb_range_bytes(size_t rows, size_t columns, size_t rank)
{
    double most = (double)(rows < columns ? rows : columns);
    return sizeof(double) * ((double)lb_range_stride(rows) * (double)rank +
                             most * ((double)columns + LB_RANGE_PANEL) + 1e4);
}

/* W <- Q_0^T C for the directions `first` and later, `found` of them; `most` is the distance
 * between columns of W. */
static void find_coefficients(const lb_range *S, size_t first, size_t found, const double *C,
                              size_t count, double *W)
{
    if (found)
        cblas_dgemm(CblasColMajor, CblasTrans, CblasNoTrans, (blasint)found, (blasint)count,
                    (blasint)S->rows, 1.0, S->Q + S->stride * first, (blasint)S->stride, C,
                    (blasint)S->stride, 0.0, W, (blasint)S->most);
}

/* C <- C - Q_0 W. */
static void subtract(const lb_range *S, size_t first, size_t found, double *C, size_t count,
                     const double *W)
{
    if (found)
        cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, (blasint)S->rows, (blasint)count,
                    (blasint)found, -1.0, S->Q + S->stride * first, (blasint)S->stride, W,
                    (blasint)S->most, 1.0, C, (blasint)S->stride);
}

static void project(const lb_range *S, size_t first, size_t found, double *C, size_t count,
                    double *W)
{
    find_coefficients(S, first, found, C, count, W);
    subtract(S, first, found, C, count, W);
}

/* Whether C - Q W is below the floor, judged by a few random combinations G of its columns at a
 * fraction of the cost of all: (C - Q W) g has square length |C - Q W|^2 on average, and for all of
 * them to be ten times too short by chance has a probability near 1e-10. */
static bool probe(lb_range *S, const double *C, size_t count, const double *W)
{
    double G[PROBES * LB_RANGE_PANEL], *Y = S->probes;
    blasint k = (blasint)S->rank, most = (blasint)S->most, n = (blasint)count;
    for (size_t i = 0; i < PROBES * count; i++)
        G[i] = sqrt(3) * (2 * lb_random_unit(&S->random) - 1);
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, (blasint)S->rows, PROBES, n, 1.0, C,
                (blasint)S->stride, G, n, 0.0, Y, (blasint)S->stride);
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, k, PROBES, n, 1.0, W, most, G, n, 0.0,
                S->scratch, most);
    subtract(S, 0, S->rank, Y, PROBES, S->scratch);
    double square = 0;
    for (size_t i = 0; i < PROBES; i++)
        square += pow(cblas_dnrm2((blasint)S->rows, Y + S->stride * i, 1), 2) / PROBES;
    if (!(square <= S->floor * S->floor))
        return false;
    S->residual_square += square;
    return true;
}

/* gram <- C^T C, its lower triangle. */
static void compute_gram(lb_range *S, const double *C, size_t count)
{
    blasint n = (blasint)count;
    cblas_dsyrk(CblasColMajor, CblasLower, CblasTrans, n, (blasint)S->rows, 1.0, C,
                (blasint)S->stride, 0.0, S->gram, n);
}

static double trace(const lb_range *S, size_t count)
{
    double sum = 0;
    for (size_t j = 0; j < count; j++)
        sum += S->gram[j * (count + 1)];
    return sum;
}

/* The eigenvalues of the Gram matrix that are to be used, by their number: the last of `values`,
 * which increase. 0 when the remainder is below the floor. */
static size_t count_usable(const lb_range *S, size_t count)
{
    double top = S->values[count - 1], cut = fmax(GRAM_CUT * top, S->floor * S->floor);
    size_t usable = 0;
    while (usable < count && S->values[count - 1 - usable] > cut)
        usable++;
    return usable < S->most - S->rank ? usable : S->most - S->rank;
}

/* The new directions C v / sqrt(lambda), behind the others in Q. They are orthonormal but for
 * rounding relative to the smallest eigenvalue used, which a Cholesky factor of their own Gram
 * matrix removes. */
static lb_status make_directions(lb_range *S, const double *C, size_t count, size_t usable,
                                 bool twice, lb_error *error)
{
    double *new = S->Q + S->stride * S->rank, *V = S->gram + count *(count - usable);
    blasint rows = (blasint)S->rows, stride = (blasint)S->stride, k = (blasint)usable;
    for (size_t i = 0; i < usable; i++)
        cblas_dscal((blasint)count, 1 / sqrt(S->values[count - usable + i]), V + count * i, 1);
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, rows, k, (blasint)count, 1.0, C, stride,
                V, (blasint)count, 0.0, new, stride);
    if (twice)
        project(S, 0, S->rank, new, usable, S->scratch);
    compute_gram(S, new, usable);
    if (LAPACKE_dpotrf(LAPACK_COL_MAJOR, 'L', k, S->gram, k))
        return lb_fail(error, LB_INTERNAL, "directions of tangent vectors were lost to rounding");
    cblas_dtrsm(CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, rows, k, 1.0,
                S->gram, k, new, stride);
    return LB_OK;
}

/* Project what is left of a panel once more. Its part along Q is rounding errors of the whole
 * columns, from which no direction should be made; it belongs to W. */
static void refine(lb_range *S, double *C, size_t count, double *W)
{
    project(S, 0, S->rank, C, count, S->scratch);
    for (size_t j = 0; j < count; j++)
        for (size_t i = 0; i < S->rank; i++)
            W[i + S->most * j] += S->scratch[i + S->most * j];
}

lb_status lb_range_add(lb_range *S, double *panel, size_t count, lb_error *error)
{
    assert(count > 0 && count <= LB_RANGE_PANEL);
    double *W = S->R + S->most * S->columns, total = -1, last = HUGE_VAL;
    size_t rank = S->rank;
    bool refined = false;
    find_coefficients(S, 0, rank, panel, count, W);
    S->columns += count;
    if (S->saturated && probe(S, panel, count, W))
        return LB_OK;
    subtract(S, 0, rank, panel, count, W);
    for (;;) {
        compute_gram(S, panel, count);
        double left = trace(S, count);
        if (total < 0)
            total = left + pow(cblas_dnrm2((blasint)(S->most * count), W, 1), 2);
        if (!isfinite(total) || LAPACKE_dsyevd(LAPACK_COL_MAJOR, 'V', 'L', (lapack_int)count,
                                               S->gram, (lapack_int)count, S->values))
            return lb_fail(error, LB_INTERNAL, "the tangent vectors are not all finite");
        size_t usable = count_usable(S, count);
        if (!usable || left > last / 2) {
            S->residual_square += fmax(S->values[count - 1], 0);
            S->saturated = S->rank == rank;
            return LB_OK;
        }
        bool twice = S->values[count - usable] < SAFE_SHARE * total;
        if (twice && !refined) {
            refine(S, panel, count, W);
            refined = true;
            continue;
        }
        lb_status status = make_directions(S, panel, count, usable, twice, error);
        if (status != LB_OK)
            return status;
        project(S, S->rank, usable, panel, count, W + S->rank);
        S->rank += usable;
        last = left;
        refined = false;
    }
}
