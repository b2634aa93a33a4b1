/* A wide matrix is first made lower triangular from the right (dgelqf); then it is made bidiagonal
 * (dgebrd), and the singular values of that are found by the dqds iteration (dbdsqr),
 * which is fast. The first two are the loops over blocks of these routines of LAPACK, written out
 * so that limits can be asked for between blocks. */

#include "linalg/singular_values.h"

#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/blas.h"
#include "base/lapack.h"
#include "base/limits.h"
#include "base/memory.h"

/* Columns or rows in a block. */
#define BLOCK 32

/* How much wider than high a matrix is when a triangle pays. */
#define WIDE 1.5

static lb_status ask(const lb_crew *crew, lb_error *error)
{
    const char *reached = lb_limit_reached(crew->limits);
    return reached ? lb_fail(error, LB_UNDECIDED, "%s while singular values were computed", reached)
                   : LB_OK;
}

/* A <- L with A = L Q, by rows first .. first + count - 1 at a time. */
static lb_status make_triangle(double *A, size_t rows, size_t columns, size_t distance,
                               const lb_crew *crew, lb_error *error)
{
    lb_status status = LB_OK;
    double *work = lb_malloc(BLOCK * rows, sizeof *work), tau[BLOCK], T[BLOCK * BLOCK];
    for (size_t i = 0; i < rows && !(status = ask(crew, error)); i += BLOCK) {
        double *V = A + i + distance * i;
        lapack_int count = (lapack_int)(rows - i < BLOCK ? rows - i : BLOCK);
        lapack_int n = (lapack_int)(columns - i), lda = (lapack_int)distance;
        lapack_int below = (lapack_int)(rows - i) - count;
        LAPACKE_dgelqf_work(LAPACK_COL_MAJOR, count, n, V, lda, tau, work, count);
        if (below) {
            LAPACKE_dlarft_work(LAPACK_COL_MAJOR, 'F', 'R', n, count, V, lda, tau, T, BLOCK);
            LAPACKE_dlarfb_work(LAPACK_COL_MAJOR, 'R', 'N', 'F', 'R', below, n, count, V, lda, T,
                                BLOCK, V + count, lda, work, below);
        }
    }
    for (size_t j = 1; j < rows; j++)
        memset(A + distance * j, 0, j * sizeof *A);
    free(work);
    return status;
}

/* The diagonal d and the off-diagonal e of a bidiagonal matrix with the singular values of A.
 * Whether e is above the diagonal or below it, as when A is wide, makes no difference to these. */
static lb_status make_bidiagonal(double *d, double *e, double *A, size_t rows, size_t columns,
                                 size_t distance, const lb_crew *crew, lb_error *error)
{
    double *X = lb_malloc(rows * BLOCK, sizeof *X), *Y = lb_malloc(columns * BLOCK, sizeof *Y);
    double *tau = lb_malloc(2 * rows, sizeof *tau);
    lapack_int lda = (lapack_int)distance, nb = BLOCK, info = 0;
    lb_status status = LB_OK;
    size_t i = 0;
    for (; rows - i > 4 * BLOCK && !(status = ask(crew, error)); i += BLOCK) {
        lapack_int m = (lapack_int)(rows - i), n = (lapack_int)(columns - i);
        double *B = A + i + distance * i, *next = B + nb + distance * BLOCK;
        LAPACK_GLOBAL(dlabrd, DLABRD)
        (&m, &n, &nb, B, &lda, d + i, e + i, tau, tau + rows, X, &m, Y, &n);
        cblas_dgemm(CblasColMajor, CblasNoTrans, CblasTrans, m - nb, n - nb, nb, -1, B + nb, lda,
                    Y + nb, n, 1, next, lda);
        cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, m - nb, n - nb, nb, -1, X + nb, m,
                    B + distance * BLOCK, lda, 1, next, lda);
    }
    if (!status)
        info = lb_lapack(LAPACKE_dgebrd(LAPACK_COL_MAJOR, (lapack_int)(rows - i),
                                        (lapack_int)(columns - i), A + i + distance * i, lda, d + i,
                                        e + i, tau, tau + rows));
    if (info)
        status = lb_fail(error, LB_INTERNAL, "the matrix of tangent vectors is not finite");
    free(X);
    free(Y);
    free(tau);
    return status;
}

lb_status lb_singular_values(double *values, double *A, size_t rows, size_t columns,
                             size_t distance, const lb_crew *crew, lb_error *error)
{
    int threads = openblas_get_num_threads();
    openblas_set_num_threads(1);
    lb_status status = LB_OK;
    double *e = lb_calloc(rows, sizeof *e);
    if ((double)columns > WIDE * (double)rows) {
        status = make_triangle(A, rows, columns, distance, crew, error);
        columns = rows;
    }
    if (!status)
        status = make_bidiagonal(values, e, A, rows, columns, distance, crew, error);
    if (!status) {
        lapack_int info = lb_lapack(LAPACKE_dbdsqr(LAPACK_COL_MAJOR, 'U', (lapack_int)rows, 0, 0, 0,
                                                   values, e, NULL, 1, NULL, 1, NULL, 1));
        if (info || (rows && !isfinite(values[0])))
            status = lb_fail(error, LB_INTERNAL,
                             "the singular values were not found (dbdsqr returned %d)", (int)info);
    }
    free(e);
    openblas_set_num_threads(threads);
    return status;
}
