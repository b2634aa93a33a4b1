/* Ranges, products and singular values of tall matrices, against matrices of known singular values,
 * another algorithm and exact ranks. */

#include <cblas.h>
#include <check.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/exact.h>

#include "base/memory.h"
#include "base/random.h"
#include "linalg/singular_values.h"
#include "simulation/spectrum.h"
#include "support.h"

/* U diag(s) V^T with reflections U, V. */
static void known_matrix(double *T, size_t rows, size_t columns, const double *s, size_t count,
                         lb_random *random)
{
    double u[64], v[64], uu = 0, vv = 0;
    for (size_t i = 0; i < rows; i++) {
        u[i] = lb_random_unit(random);
        uu += u[i] * u[i];
    }
    for (size_t j = 0; j < columns; j++) {
        v[j] = lb_random_unit(random);
        vv += v[j] * v[j];
    }
    for (size_t j = 0; j < columns; j++)
        for (size_t i = 0; i < rows; i++) {
            T[i + rows * j] = 0;
            for (size_t k = 0; k < count; k++)
                T[i + rows * j] +=
                    s[k] * ((i == k) - 2 * u[i] * u[k] / uu) * ((j == k) - 2 * v[j] * v[k] / vv);
        }
}

/* The spectrum of a matrix, added in panels of `part` columns. */
static lb_status spectrum_of(lb_spectrum_t S, const double *T, size_t rows, size_t columns,
                             size_t part, double h)
{
    lb_error error;
    lb_range range;
    lb_status status = LB_OK;
    lb_crew crew = {.pool = lb_pool_new(1)};
    lb_range_init(&range, rows, columns, lb_spectrum_floor(rows, columns, h), crew);
    double *panel = lb_malloc_aligned(LB_RANGE_PANEL * range.stride, sizeof *panel);
    for (size_t j = 0, count; j < columns && !status; j += count) {
        count = columns - j < part ? columns - j : part;
        for (size_t i = 0; i < count; i++)
            memcpy(panel + range.stride * i, T + rows * (j + i), rows * sizeof *T);
        status = lb_range_add(&range, panel, count, &error);
    }
    if (!status)
        status = lb_spectrum_compute(S, &range, h, &error);
    lb_range_clear(&range);
    lb_pool_free(crew.pool);
    free(panel);
    return status;
}

static void check_value(const lb_spectrum_t S, size_t i, double expected, double tolerance)
{
    if (i < S->count)
        ck_assert_double_eq_tol(S->singular_values[i], expected, tolerance);
    else
        ck_assert_double_le(expected, S->residual + tolerance);
}

/* Tall, wide and square. A singular value of 1e-11 counts, although its square is lost beside 1. */
START_TEST(test_known_spectrum)
{
    static const double values[] = {1, 0.5, 0.125, 1e-3, 1e-11, 0, 0, 0};
    static const size_t shapes[][2] = {{60, 8}, {8, 60}, {8, 8}};
    double T[480];
    lb_random random;
    lb_spectrum_t S;
    lb_random_seed(&random, lb_test_seed());
    lb_spectrum_init(S);
    for (size_t t = 0; t < 9; t++) {
        size_t rows = shapes[t % 3][0], columns = shapes[t % 3][1], part = t / 3 ? 5 * (t / 3) : 64;
        known_matrix(T, rows, columns, values, 8, &random);
        ck_assert_int_eq(spectrum_of(S, T, rows, columns, part, 1), LB_OK);
        ck_assert_uint_eq(S->rank, 5);
        ck_assert_double_ge(S->gap, LB_CLEAR_GAP / 10);
        ck_assert_double_le(S->residual, S->tolerance / 4);
        for (size_t i = 0; i < 8; i++)
            check_value(S, i, values[i], 1e-14);
        /* Beside errors of the size of 1e6, the small ones mean nothing. */
        ck_assert_int_eq(spectrum_of(S, T, rows, columns, part, 1e6), LB_OK);
        ck_assert_uint_eq(S->rank, 4);
        double factor = columns == 60 ? 64 * 60 : 64 * 8;
        ck_assert_double_eq_tol(S->tolerance * 0x1p52, factor * 1e6, 1e-3);
    }
    T[17] = NAN;
    ck_assert_int_eq(spectrum_of(S, T, 8, 8, 8, 1), LB_INTERNAL);
    ck_assert_uint_eq(S->rank, 4);
    lb_spectrum_clear(S);
}
END_TEST

/* More columns than a panel and a spectrum over many orders of magnitude, one value beside the
 * next: what Gram matrices would lose, and what a saturated range must still notice when the last
 * columns of all bring a new direction. */
START_TEST(test_wide_spectrum)
{
    enum { ROWS = 700, COLUMNS = 300, RANK = 60 };
    double *T = lb_calloc((size_t)ROWS * COLUMNS, sizeof *T), values[RANK];
    lb_random random;
    lb_spectrum_t S;
    lb_random_seed(&random, lb_test_seed() + 1);
    lb_spectrum_init(S);
    for (size_t k = 0; k < RANK; k++)
        values[k] = pow(10, -(double)k / 7);
    for (size_t k = 0; k < RANK; k++) /* cosines at distinct frequencies are orthogonal */
        for (size_t j = 0; j < COLUMNS; j++)
            for (size_t i = 0; i < ROWS; i++)
                T[i + ROWS * j] += values[k] * 2 / sqrt((double)ROWS * (double)COLUMNS) *
                                   cos(M_PI * (double)((2 * i + 1) * (k + 1)) / (2 * ROWS)) *
                                   cos(M_PI * (double)((2 * j + 1) * (k + 3)) / (2 * COLUMNS));
    ck_assert_int_eq(spectrum_of(S, T, ROWS, COLUMNS, 64, 1), LB_OK);
    ck_assert_uint_eq(S->rank, RANK);
    for (size_t k = 0; k < RANK; k++)
        check_value(S, k, values[k], 2e-12);
    /* The last column alone sticks out, by little. */
    for (size_t i = 0; i < ROWS; i++)
        T[i + ROWS * (COLUMNS - 1)] += 1e-8 * (i % 2 ? -1 : 1);
    ck_assert_int_eq(spectrum_of(S, T, ROWS, COLUMNS, 64, 1), LB_OK);
    ck_assert_uint_eq(S->rank, RANK + 1);
    /* The same after panels that brought nothing new. */
    for (size_t j = 0; j < COLUMNS; j++)
        for (size_t i = 0; i < ROWS; i++)
            T[i + ROWS * j] = 1e-2 * (double)((i + 1) % 7) * (double)((j + 1) % 5);
    ck_assert_int_eq(spectrum_of(S, T, ROWS, COLUMNS, 64, 1), LB_OK);
    ck_assert_uint_eq(S->rank, 1);
    for (size_t i = 0; i < ROWS; i++)
        T[i + ROWS * (COLUMNS - 1)] += 1e-8 * (i % 2 ? -1 : 1);
    ck_assert_int_eq(spectrum_of(S, T, ROWS, COLUMNS, 64, 1), LB_OK);
    ck_assert_uint_eq(S->rank, 2);
    lb_spectrum_clear(S);
    free(T);
}
END_TEST

/* Integers, whose sums are exact in any order, on rows of several shares and slices. */
START_TEST(test_tall_products)
{
    enum { ROWS = 33000, STRIDE = 33008, A = 100, C = 90 };
    double *a = lb_malloc_aligned((size_t)STRIDE * A, sizeof *a);
    double *c = lb_malloc_aligned((size_t)STRIDE * C, sizeof *c);
    double *d = lb_malloc_aligned((size_t)STRIDE * C, sizeof *d);
    double W[A * C], X[A * C], expected[A * C];
    lb_tall T;
    lb_crew crew = {.pool = lb_pool_new(3)};
    lb_tall_init(&T, ROWS, STRIDE, A * A, crew);
    for (size_t i = 0; i < (size_t)STRIDE * A; i++)
        a[i] = (double)(i * 7 % 23) - 11;
    for (size_t i = 0; i < (size_t)STRIDE * C; i++)
        c[i] = d[i] = (double)(i * 5 % 19) - 9;
    cblas_dgemm(CblasColMajor, CblasTrans, CblasNoTrans, A, C, ROWS, 1, a, STRIDE, c, STRIDE, 0,
                expected, A);
    lb_tall_inner(&T, W, A, a, A, c, C);
    ck_assert_mem_eq(W, expected, sizeof W);
    for (size_t i = 0; i < A * C; i++)
        X[i] = (double)(i % 7) - 3;
    lb_tall_subtract(&T, c, C, a, A, X, A);
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, ROWS, C, A, -1, a, STRIDE, X, A, 1, d,
                STRIDE);
    for (size_t j = 0; j < C; j++)
        ck_assert_mem_eq(c + STRIDE * j, d + STRIDE * j, ROWS * sizeof *c);
    lb_tall_multiply(&T, c, C, a, A, X, A);
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, ROWS, C, A, 1, a, STRIDE, X, A, 0, d,
                STRIDE);
    for (size_t j = 0; j < C; j++)
        ck_assert_mem_eq(c + STRIDE * j, d + STRIDE * j, ROWS * sizeof *c);
    lb_tall_inner(&T, W, C, c, C, c, C);
    cblas_dsyrk(CblasColMajor, CblasLower, CblasTrans, C, ROWS, 1, c, STRIDE, 0, expected, C);
    for (size_t j = 0; j < C; j++)
        ck_assert_mem_eq(W + j + C * j, expected + j + C * j, (C - j) * sizeof *W);
    lb_tall_clear(&T);
    lb_pool_free(crew.pool);
    free(a);
    free(c);
    free(d);
}
END_TEST

/* A range that is found by any number of threads is the same to the last bit, and limits end it. */
START_TEST(test_range_threads)
{
    enum { ROWS = 5000, COLUMNS = 200, RANK = 90 };
    lb_random random;
    lb_error error;
    lb_range one;
    double *T = lb_malloc((size_t)ROWS * COLUMNS, sizeof *T);
    lb_random_seed(&random, lb_test_seed() + 2);
    for (size_t i = 0; i < (size_t)ROWS * COLUMNS; i++)
        T[i] = i < (size_t)ROWS * RANK ? lb_random_unit(&random) - 0.5
                                       : T[i - (size_t)ROWS * RANK] + T[i % ((size_t)ROWS * 7)];
    volatile sig_atomic_t stop = 0;
    lb_limits limits = {.stop = &stop};
    for (int threads = 1; threads <= 4; threads++) {
        lb_range range;
        lb_crew crew = {.pool = lb_pool_new(threads), .limits = &limits};
        lb_range_init(&range, ROWS, COLUMNS, lb_spectrum_floor(ROWS, COLUMNS, 1), crew);
        double *panel = lb_malloc_aligned(LB_RANGE_PANEL * range.stride, sizeof *panel);
        for (size_t j = 0, count; j < COLUMNS; j += count) {
            count = COLUMNS - j < LB_RANGE_PANEL ? COLUMNS - j : LB_RANGE_PANEL;
            for (size_t i = 0; i < count; i++)
                memcpy(panel + range.stride * i, T + ROWS * (j + i), ROWS * sizeof *T);
            ck_assert_int_eq(lb_range_add(&range, panel, count, &error), LB_OK);
        }
        ck_assert_uint_eq(range.rank, RANK);
        if (threads == 1) {
            one = range;
            free(panel);
            continue;
        }
        ck_assert_mem_eq(range.R, one.R, range.most * range.columns * sizeof *range.R);
        stop = 1;
        lb_spectrum_t S;
        lb_spectrum_init(S);
        ck_assert_int_eq(lb_spectrum_compute(S, &range, 1, &error), LB_UNDECIDED);
        ck_assert_uint_eq(S->count, 0);
        range.columns = 0;
        ck_assert_int_eq(lb_range_add(&range, panel, 10, &error), LB_UNDECIDED);
        stop = 0;
        lb_range_clear(&range);
        lb_pool_free(crew.pool);
        free(panel);
    }
    lb_pool_free(one.tall.crew.pool);
    lb_range_clear(&one);
    free(T);
}
END_TEST

/* Against LAPACK's divide and conquer, which shares no step with it after the bidiagonal form. */
START_TEST(test_singular_values)
{
    static const size_t shapes[][2] = {{1, 1},   {1, 40},    {3, 3},     {32, 33},
                                       {33, 90}, {130, 130}, {163, 400}, {200, 201}};
    lb_random random;
    lb_error error;
    lb_crew crew = {0};
    lb_random_seed(&random, lb_test_seed() + 3);
    for (size_t t = 0; t < sizeof shapes / sizeof shapes[0]; t++) {
        size_t rows = shapes[t][0], columns = shapes[t][1], lda = rows + t;
        double *A = lb_malloc(lda * columns, sizeof *A), *B = lb_malloc(lda * columns, sizeof *B);
        double got[200], expected[200];
        for (size_t i = 0; i < lda * columns; i++)
            A[i] = B[i] =
                pow(10, -3.0 * (double)(i % lda) / (double)rows) * (lb_random_unit(&random) - 0.5);
        ck_assert_int_eq(lb_singular_values(got, A, rows, columns, lda, &crew, &error), LB_OK);
        LAPACKE_dgesdd(LAPACK_COL_MAJOR, 'N', (lapack_int)rows, (lapack_int)columns, B,
                       (lapack_int)lda, expected, NULL, 1, NULL, 1);
        for (size_t i = 0; i < rows; i++)
            ck_assert_double_eq_tol(got[i], expected[i], 1e-13 * expected[0]);
        free(A);
        free(B);
    }
}
END_TEST

/* Circuits whose last directions are small remainders of their tangents: rounding errors along the
 * directions found before must not become directions in their place. Without the projection of what
 * is left, ranks like 409 came out for 542. */
START_TEST(test_small_remainders)
{
    static const struct {
        char qubits[3];
        size_t layers;
        uint64_t seed;
    } circuits[] = {{"9", 21, 3}, {"9", 22, 3}, {"9", 35, 1}, {"10", 18, 3}};
    for (size_t c = 0; c < sizeof circuits / sizeof circuits[0]; c++) {
        lb_ansatz_t A;
        lb_exact_t E;
        lb_spectrum_t S;
        lb_error error;
        char name[] = "n", qubits[3];
        memcpy(qubits, circuits[c].qubits, sizeof qubits);
        lb_setting setting = {.name = name, .value = qubits};
        ck_assert_int_eq(lb_ansatz_load(A, "hea", &setting, 1, &error), LB_OK);
        lb_exact_init(E);
        lb_spectrum_init(S);
        lb_rank_options simulated = {.layers = circuits[c].layers, .seed = circuits[c].seed};
        lb_exact_options exact = {.layers = circuits[c].layers, .picture = LB_PICTURE_STATE};
        ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &simulated, &error), LB_OK);
        ck_assert_int_eq(lb_exact_rank(E, A, 0, &exact, &error), LB_OK);
        ck_assert_uint_eq(S->rank, E->rank);
        lb_spectrum_clear(S);
        lb_exact_clear(E);
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("range", test_known_spectrum, test_wide_spectrum, test_tall_products,
             test_range_threads, test_singular_values, test_small_remainders)
