/* The classical Fisher information against the definition with finite differences of probabilities,
 * its order below the QFIM, and the limits of the effective dimension. */

#include <check.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/capacity.h>
#include <liebound/hessian.h>
#include <liebound/orbit.h>

#include "base/memory.h"
#include "support.h"
#include "unit/ansatz_families.h"

enum { QUBITS = 3, SIZE = 1 << QUBITS, LAYERS = 3, M = 2 * LAYERS };

/* p_x as the expectation value of the projector on x, the product of (1 +- Z) / 2. */
static double probability(const lb_ansatz_t A, size_t state, size_t x, const double *angles)
{
    lb_error error;
    lb_sum_t P;
    double value;
    lb_hessian_options options = {.layers = LAYERS};
    lb_sum_init(P, QUBITS);
    for (size_t z = 0; z < SIZE; z++) {
        char label[QUBITS + 1] = {0};
        for (size_t q = 0; q < QUBITS; q++)
            label[q] = z >> q & 1 ? 'Z' : 'I';
        long sign = __builtin_parityll(x & z) ? -1 : 1;
        ck_assert_int_eq(lb_sum_append_label(P, sign, SIZE, label, &error), LB_OK);
    }
    lb_sum_normalize(P);
    ck_assert_int_eq(lb_expectation(&value, NULL, A, state, P, angles, &options, &error), LB_OK);
    lb_sum_clear(P);
    return value;
}

/* I += weight * the Fisher information of one state, by central differences. */
static void add_fisher(double *classical, const lb_ansatz_t A, size_t state, double *angles,
                       double weight)
{
    const double step = 1e-5;
    for (size_t x = 0; x < SIZE; x++) {
        double p = probability(A, state, x, angles), derivative[M];
        for (size_t j = 0; j < M; j++) {
            double angle = angles[j];
            angles[j] = angle + step;
            double up = probability(A, state, x, angles);
            angles[j] = angle - step;
            derivative[j] = (up - probability(A, state, x, angles)) / (2 * step);
            angles[j] = angle;
        }
        for (size_t j = 0; j < M; j++)
            for (size_t k = 0; k < M; k++)
                classical[j + M * k] += weight * derivative[j] * derivative[k] / p;
    }
}

static void make_two_states(lb_ansatz_t A)
{
    make_tfim(A, QUBITS, false);
    add_state(A, "0r1");
}

/* The eigenvalues of I are the squares of the singular values, for each state and the average. */
START_TEST(test_fisher)
{
    for (size_t c = 0; c < 3; c++) {
        lb_ansatz_t A;
        lb_error error;
        lb_spectrum_t S;
        double classical[M * M] = {0}, F[M * M], angles[M], values[M];
        lb_rank_options options = {.layers = LAYERS, .run.threads = 1 + (int)c % 2};
        make_two_states(A);
        lb_random_angles(angles, M, lb_test_seed() + c);
        lb_spectrum_init(S);
        size_t state = c < 2 ? c : LB_CAPACITY_ALL_STATES;
        ck_assert_int_eq(lb_fisher_spectrum(S, A, state, angles, &options, &error), LB_OK);
        if (c < 2)
            add_fisher(classical, A, c, angles, 1);
        for (size_t s = 0; c == 2 && s < 2; s++)
            add_fisher(classical, A, s, angles, 0.5);
        if (c < 2) { /* F - I is positive semidefinite. */
            ck_assert_int_eq(lb_qfim_matrix(F, A, c, angles, &options, &error), LB_OK);
            for (size_t i = 0; i < M * M; i++)
                F[i] -= classical[i];
            ck_assert_int_eq(LAPACKE_dsyevd(LAPACK_COL_MAJOR, 'N', 'L', M, F, M, values), 0);
            ck_assert_double_ge(values[0], -1e-6);
        }
        ck_assert_int_eq(LAPACKE_dsyevd(LAPACK_COL_MAJOR, 'N', 'L', M, classical, M, values), 0);
        for (size_t i = 0; i < M; i++) {
            double s = i < S->count ? S->singular_values[i] : 0;
            ck_assert_double_eq_tol(s * s, values[M - 1 - i], 1e-6);
        }
        lb_spectrum_clear(S);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* d_n tends to D2. A probability vector has 2^n - 1 free entries, which bounds D2, and D1 is the
 * orbit dimension once the circuit is deep. */
START_TEST(test_limits)
{
    lb_ansatz_t A;
    lb_error error;
    lb_capacity_struct C;
    make_local(A, QUBITS, "XY", true, "zero");
    lb_capacity_options options = {.layers = 4, .samples = 4, .seed = 1, .data = 1e300};
    ck_assert_int_eq(lb_capacity_compute(&C, A, 0, &options, &error), LB_OK);
    ck_assert_uint_eq(C.parameters, 32);
    ck_assert_double_eq_tol(C.d1, 14, 1e-12);
    ck_assert_uint_eq(C.d1_largest, 14);
    ck_assert_uint_eq(C.d2, 7);
    ck_assert_double_eq_tol(C.effective_dimension, 7, 0.1);
    options.samples = 0;
    ck_assert_int_eq(lb_capacity_compute(&C, A, LB_CAPACITY_ALL_STATES, &options, &error), LB_OK);
    ck_assert_uint_eq(C.samples, 10);
    ck_assert_int_eq(lb_capacity_compute(&C, A, 1, &options, &error), LB_USAGE);
    lb_ansatz_clear(A);
}
END_TEST

/* One angle: |0> turned by exp(-i theta X) gives p = cos^2 theta, I = 4 at every angle, so
 * d_n = log(1 + kappa) / log kappa; a circuit that does not move the state has no capacity. */
START_TEST(test_one_angle)
{
    lb_ansatz_t A;
    lb_error error;
    lb_capacity_struct C;
    make_local(A, 1, "X", false, "zero");
    lb_capacity_options options = {.samples = 3, .data = 1000};
    ck_assert_int_eq(lb_capacity_compute(&C, A, 0, &options, &error), LB_OK);
    double kappa = 1000 / (2 * M_PI * log(1000));
    ck_assert_double_eq_tol(C.effective_dimension, log(1 + kappa) / log(kappa), 1e-12);
    ck_assert_double_eq_tol(C.d1, 1, 1e-15);
    ck_assert_uint_eq(C.d2, 1);
    lb_ansatz_clear(A);
    make_local(A, 1, "Z", false, "zero");
    ck_assert_int_eq(lb_capacity_compute(&C, A, 0, &options, &error), LB_OK);
    ck_assert_double_eq(C.effective_dimension, 0);
    ck_assert_double_eq(C.d1, 0);
    lb_ansatz_clear(A);
}
END_TEST

/* The larger of both measures, against a bound. */
static void check_bounded(const lb_ansatz_t A, const lb_orbit *orbit, size_t state, size_t outcomes,
                          const lb_capacity_options *options)
{
    lb_capacity_struct C;
    lb_error error;
    ck_assert_int_eq(lb_capacity_compute(&C, A, state, options, &error), LB_OK);
    size_t number = state == LB_CAPACITY_ALL_STATES ? LB_ORBIT_JOINT : state;
    size_t bound = mpz_get_ui(lb_orbit_dimension(orbit, number)->at_most);
    ck_assert(C.d1 <= (double)C.d1_largest + 1e-9);
    ck_assert_uint_le(C.d1_largest, bound);
    ck_assert_uint_le(C.d2, bound);
    ck_assert_uint_le(C.d2, outcomes);
    if (state != LB_CAPACITY_ALL_STATES)
        ck_assert_uint_le(C.d2, C.d1_largest);
    /* Deep circuits at random angles: D1 is the maximal rank of each state. */
    if (state != LB_CAPACITY_ALL_STATES && C.smallest_gap >= LB_CLEAR_GAP)
        ck_assert_uint_eq(C.d1_largest, bound);
}

/* Theorem 2 of Larocca et al.: D1 and D2 <= dim g, by way of the orbit dimension, for single states
 * and for their average; and D1 reaches the orbit dimension. */
START_TEST(test_bounds)
{
    static const char *const families[] = {"XZ", "XY", "Y", "ZX"};
    lb_capacity_options options = {.layers = 8, .samples = 2};
    for (size_t trial = 0; trial < lb_test_count(24); trial++) {
        lb_ansatz_t A;
        lb_closure *closure;
        lb_orbit *orbit;
        lb_error error;
        uint32_t n = 1 + (uint32_t)trial % 3;
        const char *first[] = {"zero", "plus", "ghz"};
        if (trial % 2 && n > 1)
            make_tfim(A, n, trial % 4 == 1);
        else
            make_local(A, n, families[trial % 4], trial % 8 < 4, first[trial % 3]);
        add_state(A, n == 1   ? "vector 0:1 1:2i"
                     : n == 2 ? "vector 00:1 11:2i"
                              : "vector 000:1 110:3i");
        ck_assert_int_eq(
            lb_closure_compute(&closure, A, &(lb_closure_options){.enumerate = true}, &error),
            LB_OK);
        ck_assert_int_eq(lb_orbit_compute(&orbit, A, closure, NULL, &error), LB_OK);
        options.seed = lb_test_seed() + trial;
        size_t outcomes = ((size_t)1 << n) - 1, states = A->state_count;
        mpz_t dimension;
        mpz_init(dimension);
        lb_closure_dimension(dimension, closure);
        for (size_t s = 0; s < states; s++) {
            check_bounded(A, orbit, s, outcomes, &options);
            ck_assert(mpz_cmp(lb_orbit_dimension(orbit, s)->at_most, dimension) <= 0);
        }
        check_bounded(A, orbit, LB_CAPACITY_ALL_STATES, states * outcomes, &options);
        mpz_clear(dimension);
        lb_orbit_free(orbit);
        lb_closure_free(closure);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* d_n as its authors' program computes it, from the matrices: with F^ = M F / mean tr F over the
 * sets of angles, 2 (log mean sqrt det(1 + kappa F^)) / log kappa. */
START_TEST(test_effective_dimension)
{
    enum { SETS = 3 };
    lb_ansatz_t A;
    lb_error error;
    lb_capacity_struct C;
    double trace = 0, mean = 0, values[SETS][M], data = 500;
    make_two_states(A);
    for (size_t s = 0; s < SETS; s++) {
        double classical[M * M] = {0}, angles[M];
        lb_random_angles(angles, M, 11 + s);
        add_fisher(classical, A, 0, angles, 0.5);
        add_fisher(classical, A, 1, angles, 0.5);
        ck_assert_int_eq(LAPACKE_dsyevd(LAPACK_COL_MAJOR, 'N', 'L', M, classical, M, values[s]), 0);
        for (size_t j = 0; j < M; j++)
            trace += values[s][j] / (double)SETS;
    }
    double kappa = data / (2 * M_PI * log(data));
    for (size_t s = 0; s < SETS; s++) {
        double determinant = 1;
        for (size_t j = 0; j < M; j++)
            determinant *= 1 + kappa * (double)M * fmax(0, values[s][j]) / trace;
        mean += sqrt(determinant) / (double)SETS;
    }
    lb_capacity_options options = {.layers = LAYERS, .samples = SETS, .data = data, .seed = 11};
    ck_assert_int_eq(lb_capacity_compute(&C, A, LB_CAPACITY_ALL_STATES, &options, &error), LB_OK);
    ck_assert_double_eq_tol(C.effective_dimension, 2 * log(mean) / log(kappa), 1e-5);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("capacity", test_fisher, test_limits, test_one_angle, test_bounds,
             test_effective_dimension)
