/* A proved lower bound on a rank: that one square submatrix, known up to an error in each entry, is
 * regular. If |1 - X A| + |X F| < 1 for all allowed errors F, then X (A + F) is regular, and A + F
 * with it. Where X comes from does not matter. */

#include "simulation/precise.h"

#include <stdlib.h>

#include "base/memory.h"

/* A matrix in which rows and columns are exchanged by their numbers. */
typedef struct matrix {
    size_t rows, columns;
    lb_precise_vector entry;
    size_t *row, *column;
    mpfr_t factor, product;
} matrix;

static void matrix_init(matrix *A, size_t rows, size_t columns, mpfr_prec_t bits)
{
    *A = (matrix){.rows = rows, .columns = columns};
    lb_precise_vector_init(&A->entry, rows * columns, bits);
    A->row = lb_malloc(rows, sizeof *A->row);
    A->column = lb_malloc(columns, sizeof *A->column);
    for (size_t i = 0; i < rows; i++)
        A->row[i] = i;
    for (size_t j = 0; j < columns; j++)
        A->column[j] = j;
    mpfr_inits2(bits, A->factor, A->product, (mpfr_ptr)NULL);
}

static void matrix_clear(matrix *A)
{
    lb_precise_vector_clear(&A->entry);
    free(A->row);
    free(A->column);
    mpfr_clears(A->factor, A->product, (mpfr_ptr)NULL);
}

static __mpfr_struct *at(const matrix *A, size_t i, size_t j)
{
    return &A->entry.values[A->row[i] + A->rows * A->column[j]];
}

static void exchange(size_t *order, size_t i, size_t j)
{
    size_t first = order[i];
    order[i] = order[j];
    order[j] = first;
}

/* Bring the largest entry of rows and columns from k on, columns below `columns`, to place k. */
static void choose_pivot(matrix *A, size_t k, size_t columns)
{
    size_t row = k, column = k;
    for (size_t j = k; j < columns; j++)
        for (size_t i = k; i < A->rows; i++)
            if (mpfr_cmpabs(at(A, i, j), at(A, row, column)) > 0) {
                row = i;
                column = j;
            }
    exchange(A->row, k, row);
    exchange(A->column, k, column);
}

/* Subtract row k from row i so that entry (i, k) vanishes. */
static void eliminate(matrix *A, size_t k, size_t i)
{
    mpfr_div(A->factor, at(A, i, k), at(A, k, k), MPFR_RNDN);
    for (size_t j = k; j < A->columns; j++) {
        mpfr_mul(A->product, A->factor, at(A, k, j), MPFR_RNDN);
        mpfr_sub(at(A, i, j), at(A, i, j), A->product, MPFR_RNDN);
    }
}

/* Rows and columns of S T on which Gaussian elimination with complete pivoting finds `rank` pivots;
 * false when a pivot is 0. */
static bool choose_submatrix(size_t *rows, size_t *columns, const lb_simulation_sketch *S,
                             mpfr_prec_t bits, size_t rank)
{
    matrix A;
    bool found = true;
    matrix_init(&A, S->rows, S->columns, bits);
    for (size_t i = 0; i < S->rows * S->columns; i++)
        mpfr_set(&A.entry.values[i], &S->entry.values[i], MPFR_RNDN);
    for (size_t k = 0; k < rank && found; k++) {
        choose_pivot(&A, k, S->columns);
        found = !mpfr_zero_p(at(&A, k, k));
        for (size_t i = k + 1; found && i < S->rows; i++)
            eliminate(&A, k, i);
        rows[k] = A.row[k];
        columns[k] = A.column[k];
    }
    matrix_clear(&A);
    return found;
}

/* X <- about A^-1, by elimination on [A | 1]; false when a pivot is 0. */
static bool invert(matrix *X, const matrix *A, mpfr_prec_t bits)
{
    size_t n = A->rows;
    matrix W;
    bool regular = true;
    matrix_init(&W, n, 2 * n, bits);
    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < n; i++)
            mpfr_set(at(&W, i, j), at(A, i, j), MPFR_RNDN);
        mpfr_set_ui(at(&W, j, n + j), 1, MPFR_RNDN);
    }
    for (size_t k = 0; k < n && regular; k++) {
        choose_pivot(&W, k, n);
        regular = !mpfr_zero_p(at(&W, k, k));
        for (size_t i = 0; i < n && regular; i++)
            if (i != k)
                eliminate(&W, k, i);
    }
    /* Row k of W now has its pivot in column k alone, which stands for variable column[k]. */
    for (size_t k = 0; k < n && regular; k++)
        for (size_t j = 0; j < n; j++)
            mpfr_div(at(X, W.column[k], j), at(&W, k, n + j), at(&W, k, k), MPFR_RNDN);
    matrix_clear(&W);
    return regular;
}

/* sum += |entry (i, j) of 1 - X A| + its rounding errors, rounded up: with n products and sums at
 * b bits these are below 2 (n + 2) 2^-b (1 + sum_k |X_ik A_kj|). */
static void add_defect(mpfr_t sum, const matrix *X, const matrix *A, size_t i, size_t j,
                       mpfr_t *room, mpfr_prec_t bits)
{
    mpfr_set_si(room[0], -(i == j), MPFR_RNDN);
    mpfr_set_si(room[1], 1, MPFR_RNDU);
    for (size_t k = 0; k < A->rows; k++) {
        mpfr_mul(room[2], at(X, i, k), at(A, k, j), MPFR_RNDN);
        mpfr_add(room[0], room[0], room[2], MPFR_RNDN);
        mpfr_mul(room[2], at(X, i, k), at(A, k, j), MPFR_RNDA);
        mpfr_abs(room[2], room[2], MPFR_RNDU);
        mpfr_add(room[1], room[1], room[2], MPFR_RNDU);
    }
    mpfr_mul_ui(room[1], room[1], 2 * (A->rows + 2), MPFR_RNDU);
    mpfr_div_2si(room[1], room[1], (long)bits, MPFR_RNDU);
    mpfr_abs(room[0], room[0], MPFR_RNDU);
    mpfr_add(sum, sum, room[0], MPFR_RNDU);
    mpfr_add(sum, sum, room[1], MPFR_RNDU);
}

/* Whether |1 - X A| + |X| n error < 1, all rounded up; error in units of 2^-bits. */
static bool is_regular(const matrix *X, const matrix *A, double error, mpfr_prec_t bits)
{
    bool regular = true;
    mpfr_t room[5];
    for (size_t r = 0; r < 5; r++)
        mpfr_init2(room[r], bits);
    for (size_t i = 0; i < A->rows && regular; i++) {
        mpfr_set_zero(room[3], 1);
        mpfr_set_zero(room[4], 1);
        for (size_t j = 0; j < A->rows; j++) {
            add_defect(room[3], X, A, i, j, room, bits);
            mpfr_abs(room[0], at(X, i, j), MPFR_RNDU);
            mpfr_add(room[4], room[4], room[0], MPFR_RNDU);
        }
        mpfr_mul_ui(room[4], room[4], A->rows, MPFR_RNDU);
        mpfr_mul_d(room[4], room[4], error, MPFR_RNDU);
        mpfr_div_2si(room[4], room[4], (long)bits, MPFR_RNDU);
        mpfr_add(room[3], room[3], room[4], MPFR_RNDU);
        regular = mpfr_cmp_ui(room[3], 1) < 0;
    }
    for (size_t r = 0; r < 5; r++)
        mpfr_clear(room[r]);
    return regular;
}

size_t lb_simulation_sketch_prove(const lb_simulation_sketch *S, mpfr_prec_t bits, size_t rank)
{
    size_t *rows = lb_malloc(rank, sizeof *rows), *columns = lb_malloc(rank, sizeof *columns);
    matrix A, X;
    matrix_init(&A, rank, rank, bits);
    matrix_init(&X, rank, rank, bits);
    bool proved = choose_submatrix(rows, columns, S, bits, rank);
    for (size_t j = 0; j < rank && proved; j++)
        for (size_t i = 0; i < rank; i++)
            mpfr_set(at(&A, i, j), &S->entry.values[rows[i] + S->rows * columns[j]], MPFR_RNDN);
    proved = proved && invert(&X, &A, bits) && is_regular(&X, &A, S->error, bits);
    matrix_clear(&A);
    matrix_clear(&X);
    free(rows);
    free(columns);
    return proved ? rank : 0;
}
