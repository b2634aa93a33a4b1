/* Products of matrices with many rows and few columns, divided among threads and by limits.
 *
 * All have the same N rows, in columns `stride` apart. The rows are cut into shares that depend on
 * N alone, sums over rows are sums over shares in their order: results are the same for any number
 * of threads. Limits are asked for between calls of BLAS of some milliseconds. Once one
 * is reached, nothing more is computed, and results mean nothing; `reached` says so. */

#ifndef LB_LINALG_BLAS_TALL_H
#define LB_LINALG_BLAS_TALL_H

#include <liebound/run.h>

#include "base/pool.h"

/* Who works, and within which limits, NULL for none. */
typedef struct lb_crew {
    lb_pool *pool;
    const lb_limits *limits;
} lb_crew;

typedef struct lb_tall {
    size_t rows, stride;
    lb_crew crew;
    const char *reached; /* the limit, or NULL */
    double *partial;     /* what the shares contribute to a sum over rows */
} lb_tall;

/* `most` is the largest number of entries of an inner product. */
void lb_tall_init(lb_tall *T, size_t rows, size_t stride, size_t most, lb_crew crew);
void lb_tall_clear(lb_tall *T);
/* Numbers that lb_tall_init takes memory for. */
double lb_tall_numbers(size_t rows, size_t most);

/* W <- A^T B for a columns of A and b of B; columns of W are w apart. When A is B, only the lower
 * triangle is filled. */
void lb_tall_inner(lb_tall *T, double *W, size_t w, const double *A, size_t a, const double *B,
                   size_t b);
/* C <- C - A X and C <- A X for a columns of A and c of C; columns of X are x apart. */
void lb_tall_subtract(lb_tall *T, double *C, size_t c, const double *A, size_t a, const double *X,
                      size_t x);
void lb_tall_multiply(lb_tall *T, double *C, size_t c, const double *A, size_t a, const double *X,
                      size_t x);
/* C <- C L^-T for a lower triangular c x c matrix L. */
void lb_tall_solve(lb_tall *T, double *C, size_t c, const double *L);

#endif
