/* Ranks and QFIMs, against the textbook formula with explicit matrices, matrices of known singular
 * values, and ranks known from the literature. */

#include <cblas.h>
#include <check.h>
#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <lapacke.h>
#include <liebound/exact.h>
#include <liebound/rank.h>

#include "base/memory.h"
#include "base/random.h"
#include "rank/singular.h"
#include "rank/spectrum.h"
#include "support.h"
#include "unit/ansatz_families.h"

typedef double complex cplx;

/* A string on one to four qubits from its letters, qubit 0 first, as a dense operator on v. */
static void apply_label(cplx *w, const char *label, const cplx *v, size_t n)
{
    for (size_t i = 0; i < (size_t)1 << n; i++) {
        size_t target = i;
        cplx c = 1;
        for (size_t q = 0; q < n; q++) {
            size_t bit = i >> q & 1;
            if (label[q] == 'X' || label[q] == 'Y')
                target ^= (size_t)1 << q;
            if (label[q] == 'Y')
                c *= bit ? -I : I;
            if (label[q] == 'Z')
                c *= bit ? -1 : 1;
        }
        w[target] = c * v[i];
    }
}

/* F from its definition, for generators that are single strings: all derivatives carried through
 * the whole circuit. */
static void textbook_qfim(double *F, const char *const *labels, size_t K, size_t M, size_t n,
                          const double *angles)
{
    enum { SIZE = 16, MOST = 32 };
    cplx psi[SIZE] = {1}, D[MOST][SIZE], P[SIZE];
    size_t N = (size_t)1 << n;
    for (size_t j = 0; j < M; j++) {
        double c = cos(angles[j]), s = sin(angles[j]);
        apply_label(P, labels[j % K], psi, n);
        for (size_t i = 0; i < N; i++)
            psi[i] = c * psi[i] - I * s * P[i];
        for (size_t d = 0; d < j; d++) {
            apply_label(P, labels[j % K], D[d], n);
            for (size_t i = 0; i < N; i++)
                D[d][i] = c * D[d][i] - I * s * P[i];
        }
        apply_label(P, labels[j % K], psi, n);
        for (size_t i = 0; i < N; i++)
            D[j][i] = -I * P[i];
    }
    for (size_t j = 0; j < M; j++)
        for (size_t k = 0; k < M; k++) {
            cplx jk = 0, jp = 0, pk = 0;
            for (size_t i = 0; i < N; i++) {
                jk += conj(D[j][i]) * D[k][i];
                jp += conj(D[j][i]) * psi[i];
                pk += conj(psi[i]) * D[k][i];
            }
            F[j * M + k] = 4 * creal(jk - jp * pk);
        }
}

/* F against the definition for several M, so that the frame of the middle is at several gates; and
 * F of fewer gates is a corner of F of more. */
START_TEST(test_qfim)
{
    enum { MOST = 23, K = 5 };
    static const char *const labels[K] = {"XYZ", "ZIZ", "IYI", "YXI", "IIX"};
    double angles[MOST], expected[MOST * MOST], F[MOST * MOST], longest[MOST * MOST];
    lb_ansatz_t A;
    lb_error error;
    lb_sum_t H;
    lb_sum_init(H, 3);
    lb_ansatz_init(A, "strings", 3);
    for (size_t k = 0; k < K; k++) {
        ck_assert_int_eq(lb_sum_append_label(H, 1, 1, labels[k], &error), LB_OK);
        add_generator(A, H);
    }
    add_state(A, "000");
    lb_random_angles(angles, MOST, lb_test_seed());
    lb_rank_options options = {.layers = 5, .parameters = MOST};
    ck_assert_int_eq(lb_qfim_matrix(longest, A, 0, angles, &options, &error), LB_OK);
    for (size_t M = 1; M <= MOST; M++) {
        options.parameters = M;
        ck_assert_int_eq(lb_qfim_matrix(F, A, 0, angles, &options, &error), LB_OK);
        textbook_qfim(expected, labels, K, M, 3, angles);
        for (size_t i = 0; i < M * M; i++) {
            ck_assert_double_eq_tol(F[i], expected[i], 1e-13);
            ck_assert_double_eq_tol(F[i], longest[i / M * MOST + i % M], 1e-13);
        }
        lb_spectrum_t S;
        lb_spectrum_init(S);
        ck_assert_int_eq(lb_qfim_spectrum_at(S, A, 0, angles, &options, &error), LB_OK);
        double trace = 0, squares = 0;
        for (size_t j = 0; j < M; j++)
            trace += expected[j * M + j];
        for (size_t i = 0; i < S->count; i++)
            squares += 4 * S->singular_values[i] * S->singular_values[i];
        ck_assert_double_eq_tol(squares, trace, 1e-12);
        lb_spectrum_clear(S);
    }
    lb_sum_clear(H);
    lb_ansatz_clear(A);
}
END_TEST

/* The rank with clear gap for three seeds, and the same spectrum, bit by bit, with two threads. */
static void check_rank(const lb_ansatz_t A, size_t layers, size_t expected)
{
    lb_error error = {0};
    lb_spectrum_t one, two;
    lb_spectrum_init(one);
    lb_spectrum_init(two);
    for (uint64_t seed = 1; seed <= 3; seed++) {
        lb_rank_options options = {.layers = layers, .seed = seed, .threads = 1};
        ck_assert_msg(lb_qfim_spectrum(one, A, 0, &options, &error) == LB_OK, "%s", error.message);
        ck_assert_msg(one->rank == expected, "%s on %zu qubits, %zu layers: rank %zu, not %zu",
                      A->name, A->qubits, layers, one->rank, expected);
        ck_assert_double_ge(one->gap, LB_CLEAR_GAP);
        ck_assert_uint_eq(one->parameters, layers * A->generator_count);
        options.threads = 2;
        ck_assert_int_eq(lb_qfim_spectrum(two, A, 0, &options, &error), LB_OK);
        ck_assert_uint_eq(two->rank, expected);
        ck_assert_uint_eq(two->count, one->count);
        if (one->count)
            ck_assert_mem_eq(one->singular_values, two->singular_values,
                             one->count * sizeof *one->singular_values);
    }
    lb_spectrum_clear(one);
    lb_spectrum_clear(two);
}

/* Orbit dimensions of |+>^n: floor(n^2 / 2) for the open chain, 2 floor(n / 2) for the closed. */
START_TEST(test_tfim)
{
    for (uint32_t n = 2; n <= 8; n++) {
        lb_ansatz_t A;
        make_tfim(A, n, false);
        check_rank(A, n * n, n * n / 2);
        lb_ansatz_clear(A);
        if (n == 2)
            continue;
        make_tfim(A, n, true);
        check_rank(A, 3 * n, 2 * (n / 2));
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Independent qubits: each moves on its Bloch sphere. Rotations about Z alone leave |0..0> where it
 * is, up to a phase; those about X move it on a circle. */
START_TEST(test_products)
{
    for (uint32_t n = 1; n <= 6; n++) {
        lb_ansatz_t A;
        make_local(A, n, "XZ", false, "zero");
        check_rank(A, 2, 2 * n);
        lb_ansatz_clear(A);
        make_local(A, n, "Z", false, "zero");
        check_rank(A, 3, 0);
        lb_ansatz_clear(A);
        make_local(A, n, "X", false, "zero");
        check_rank(A, 3, n);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* All of SU(2^n): 2^(n+1) - 2 directions of state space, and 4^n - 1 of the group on a bell
 * state. */
START_TEST(test_hardware_efficient)
{
    for (uint32_t n = 1; n <= 3; n++) {
        lb_ansatz_t A;
        make_local(A, n, "XY", true, "zero");
        check_rank(A, 12, ((size_t)2 << n) - 2);
        lb_ansatz_clear(A);
        make_local(A, n, "XY", true, "bell");
        check_rank(A, 12 * n, ((size_t)1 << 2 * n) - 1);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Generators that need the other forms: X + Z (anticommuting) and Heisenberg chains with a field
 * (spectral), with an identity term and a zero generator on the way. */
START_TEST(test_other_forms)
{
    lb_ansatz_t A;
    lb_sum_t H;
    lb_error error;
    lb_sum_init(H, 2);
    lb_ansatz_init(A, "other", 2);
    append(H, "X", 0, 0);
    append(H, "Z", 0, 0);
    ck_assert_int_eq(lb_sum_append_label(H, 7, 2, "II", &error), LB_OK);
    add_generator(A, H);
    add_generator(A, H);
    append(H, "X", 0, 0);
    append(H, "Z", 0, 0);
    append(H, "YY", 0, 1);
    append(H, "Z", 1, 0);
    add_generator(A, H);
    append(H, "X", 1, 0);
    add_generator(A, H);
    add_state(A, "0l");
    check_rank(A, 40, 6);
    lb_ansatz_clear(A);

    lb_ansatz_init(A, "phases", 2);
    add_generator(A, H);
    ck_assert_int_eq(lb_sum_append_label(H, 7, 2, "II", &error), LB_OK);
    add_generator(A, H);
    add_state(A, "++");
    check_rank(A, 3, 0);
    lb_ansatz_clear(A);
    lb_sum_clear(H);
}
END_TEST

/* Over 640 gates made from eigenvectors the norm drifts by far more than one rounding. What is left
 * beyond the 6 directions of two qubits must stay far below the tolerance all the same. */
START_TEST(test_drift)
{
    lb_ansatz_t A;
    lb_sum_t H;
    lb_error error;
    lb_spectrum_t S;
    lb_sum_init(H, 2);
    lb_ansatz_init(A, "drift", 2);
    for (uint32_t k = 0; k < 2; k++) {
        append(H, k ? "X" : "Z", 0, 0);
        append(H, k ? "X" : "Z", 1, 0);
        append(H, k ? "Y" : "X", 0, 0);
        append(H, "XY", 0, 1);
        add_generator(A, H);
    }
    add_state(A, "plus");
    lb_spectrum_init(S);
    lb_rank_options options = {.layers = 320, .seed = 3};
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &error), LB_OK);
    ck_assert_uint_eq(S->rank, 6);
    ck_assert_double_lt(S->count > 6 ? S->singular_values[6] : S->residual, 0.01 * S->tolerance);
    lb_spectrum_clear(S);
    lb_sum_clear(H);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_no_state)
{
    lb_ansatz_t A;
    lb_sum_t H;
    lb_sum_init(H, 1);
    lb_ansatz_init(A, "none", 1);
    check_rank(A, 1, 0);
    append(H, "Z", 0, 0);
    add_generator(A, H);
    check_rank(A, 1, 0);
    append(H, "Y", 0, 0);
    add_generator(A, H);
    check_rank(A, 1, 1);
    lb_sum_clear(H);
    lb_ansatz_clear(A);
}
END_TEST

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
                T[i + ROWS * j] += values[k] * 2 / sqrt((double)ROWS * COLUMNS) *
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

START_TEST(test_refusals)
{
    lb_ansatz_t A;
    lb_error error;
    lb_spectrum_t S;
    make_tfim(A, 12, false);
    lb_spectrum_init(S);
    S->rank = 42;
    lb_rank_options options = {.layers = 2, .parameters = 5};
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &error), LB_USAGE);
    options.parameters = 4;
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 1, &options, &error), LB_USAGE);
    options.limits.bytes = 1 << 20;
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &error), LB_UNDECIDED);
    options = (lb_rank_options){.layers = 500000000};
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &error), LB_MEMORY);
    options.layers = SIZE_MAX / 2 + 1;
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &error), LB_INPUT);
    options = (lb_rank_options){.layers = 500, .limits.seconds = 1e-3};
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &error), LB_UNDECIDED);
    lb_ansatz_clear(A);
    make_local(A, 13, "X", false, "bell");
    options = (lb_rank_options){.layers = 1};
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &error), LB_INPUT);
    lb_ansatz_clear(A);
    ck_assert_uint_eq(S->rank, 42);
    lb_spectrum_clear(S);
}
END_TEST

START_TEST(test_process_state)
{
    lb_ansatz_t A;
    lb_error error;
    lb_spectrum_t S;
    lb_spectrum_init(S);
    make_tfim(A, 4, false);
    lb_rank_options options = {.layers = 4, .threads = 2};
    openblas_set_num_threads(1);
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &error), LB_OK);
    ck_assert_int_eq(openblas_get_num_threads(), 1);
    double a[1000], b[10];
    lb_random_angles(a, 1000, 7);
    lb_random_angles(b, 10, 7);
    ck_assert_mem_eq(a, b, sizeof b);
    double least = 10, most = -10;
    for (size_t i = 0; i < 1000; i++) {
        least = fmin(least, a[i]);
        most = fmax(most, a[i]);
    }
    ck_assert(least >= 0 && least < 0.1 && most < 6.2832 && most > 6.1832);
    lb_spectrum_clear(S);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("rank", test_qfim, test_tfim, test_products, test_hardware_efficient, test_other_forms,
             test_drift, test_no_state, test_known_spectrum, test_wide_spectrum, test_tall_products,
             test_range_threads, test_singular_values, test_small_remainders, test_refusals,
             test_process_state)
