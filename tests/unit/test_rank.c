/* Ranks and QFIMs, against the textbook formula with explicit matrices, matrices of known singular
 * values, and ranks known from the literature. */

#include <cblas.h>
#include <check.h>
#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/rank.h>

#include "base/memory.h"
#include "base/random.h"
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
        lb_rank_options options = {.layers = layers, .seed = seed, .run.threads = 1};
        ck_assert_msg(lb_qfim_spectrum(one, A, 0, &options, &error) == LB_OK, "%s", error.message);
        ck_assert_msg(one->rank == expected, "%s on %zu qubits, %zu layers: rank %zu, not %zu",
                      A->name, A->qubits, layers, one->rank, expected);
        ck_assert_double_ge(one->gap, LB_CLEAR_GAP);
        ck_assert_uint_eq(one->parameters, layers * A->generator_count);
        options.run.threads = 2;
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
    options.run.limits.bytes = 1 << 20;
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &error), LB_UNDECIDED);
    options = (lb_rank_options){.layers = 500000000};
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &error), LB_MEMORY);
    options.layers = SIZE_MAX / 2 + 1;
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &error), LB_INPUT);
    options = (lb_rank_options){.layers = 500, .run.limits.deadline = lb_deadline(1e-3)};
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
    lb_rank_options options = {.layers = 4, .run.threads = 2};
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
             test_drift, test_no_state, test_refusals, test_process_state)
