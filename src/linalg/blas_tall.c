/* Each thread takes the next share and calls BLAS, set to one thread, on a slice of its rows after
 * the other. */

#include "linalg/blas_tall.h"

#include <cblas.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"

/* Shares, and the fewest rows in one. */
enum { SHARES = 16, SHARE_MIN = 512 };
/* Multiplications in a call of BLAS, about. */
#define SLICE_WORK ((size_t)1 << 24)

typedef enum product_kind { INNER, MULTIPLY, SOLVE } product_kind;

typedef struct product {
    lb_tall *T;
    product_kind kind;
    const double *A, *B, *X;
    double *C, alpha, beta;
    size_t a, c, x; /* columns of A and of B or C, and the distance between columns of X */
    size_t next;
} product;

static size_t share_length(size_t rows)
{
    size_t length = (rows + SHARES - 1) / SHARES;
    length = (length + 7) / 8 * 8;
    return length < SHARE_MIN ? SHARE_MIN : length;
}

static size_t count_shares(size_t rows)
{
    return (rows + share_length(rows) - 1) / share_length(rows);
}

double lb_tall_numbers(size_t rows, size_t most)
{
    return (double)count_shares(rows) * (double)most;
}

void lb_tall_init(lb_tall *T, size_t rows, size_t stride, size_t most, lb_crew crew)
{
    *T = (lb_tall){.rows = rows, .stride = stride, .crew = crew};
    T->partial = lb_malloc(count_shares(rows) * most, sizeof *T->partial);
}

void lb_tall_clear(lb_tall *T)
{
    free(T->partial);
    *T = (lb_tall){0};
}

/* The part of a sum over rows that share `share` contributes, from `rows` of its rows. */
static void add_inner(const product *p, size_t share, size_t first, size_t rows, bool begins)
{
    double *W = p->T->partial + share * p->a * p->c, beta = begins ? 0 : 1;
    blasint a = (blasint)p->a, c = (blasint)p->c, n = (blasint)rows, stride = (blasint)p->T->stride;
    if (p->A == p->B)
        cblas_dsyrk(CblasColMajor, CblasLower, CblasTrans, a, n, 1.0, p->A + first, stride, beta, W,
                    a);
    else
        cblas_dgemm(CblasColMajor, CblasTrans, CblasNoTrans, a, c, n, 1.0, p->A + first, stride,
                    p->B + first, stride, beta, W, a);
}

static void compute_slice(const product *p, size_t share, size_t first, size_t rows, bool begins)
{
    blasint a = (blasint)p->a, c = (blasint)p->c, n = (blasint)rows, stride = (blasint)p->T->stride;
    switch (p->kind) {
    case INNER:
        add_inner(p, share, first, rows, begins);
        break;
    case MULTIPLY:
        cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, n, c, a, p->alpha, p->A + first,
                    stride, p->X, (blasint)p->x, p->beta, p->C + first, stride);
        break;
    case SOLVE:
        cblas_dtrsm(CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, n, c, 1.0,
                    p->X, c, p->C + first, stride);
        break;
    }
}

static bool goes_on(lb_tall *T)
{
    const char *reached = __atomic_load_n(&T->reached, __ATOMIC_RELAXED);
    if (!reached)
        reached = lb_limit_reached(T->crew.limits);
    if (reached)
        __atomic_store_n(&T->reached, reached, __ATOMIC_RELAXED);
    return !reached;
}

static void compute_shares(void *context, int thread)
{
    (void)thread;
    product *p = context;
    size_t rows = p->T->rows, length = share_length(rows), slice = SLICE_WORK / (p->a * p->c),
           share;
    slice = slice < SHARE_MIN ? SHARE_MIN : slice;
    while ((share = lb_pool_next(&p->next)) < count_shares(rows)) {
        size_t begin = share * length, end = begin + length < rows ? begin + length : rows;
        for (size_t first = begin; first < end && goes_on(p->T); first += slice)
            compute_slice(p, share, first, first + slice < end ? slice : end - first,
                          first == begin);
    }
}

static void compute(product *p)
{
    if (!p->a || !p->c || p->T->reached)
        return;
    int threads = openblas_get_num_threads();
    openblas_set_num_threads(1);
    lb_pool_run(p->T->crew.pool, compute_shares, p);
    openblas_set_num_threads(threads);
}

void lb_tall_inner(lb_tall *T, double *W, size_t w, const double *A, size_t a, const double *B,
                   size_t b)
{
    product p = {.T = T, .kind = INNER, .A = A, .B = B, .a = a, .c = b};
    compute(&p);
    for (size_t j = 0; a && j < b && !T->reached; j++) {
        size_t top = A == B ? j : 0;
        memset(W + top + w * j, 0, (a - top) * sizeof *W);
        for (size_t share = 0; share < count_shares(T->rows); share++)
            for (size_t i = top; i < a; i++)
                W[i + w * j] += T->partial[i + a * (j + b * share)];
    }
}

void lb_tall_subtract(lb_tall *T, double *C, size_t c, const double *A, size_t a, const double *X,
                      size_t x)
{
    product p = {T, MULTIPLY, A, NULL, X, C, -1, 1, a, c, x, 0};
    compute(&p);
}

void lb_tall_multiply(lb_tall *T, double *C, size_t c, const double *A, size_t a, const double *X,
                      size_t x)
{
    product p = {T, MULTIPLY, A, NULL, X, C, 1, 0, a, c, x, 0};
    compute(&p);
}

void lb_tall_solve(lb_tall *T, double *C, size_t c, const double *L)
{
    product p = {.T = T, .kind = SOLVE, .X = L, .C = C, .a = c, .c = c};
    compute(&p);
}
