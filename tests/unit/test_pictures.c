/* Losses and gradients of large circuits against those by gates, of the two pictures against each other,
 * and at angles far from 0. */

#include <check.h>
#include <math.h>
#include <string.h>

#include <liebound/layers.h>
#include <liebound/training.h>

#include "support.h"
#include "unit/ansatz_families.h"

/* Layers of a chain, whose passes go by pieces and by columns in turn, or layers with more than that:
 * one thread and two have one result, and that of the gradient by gates. */
static void compare_large(bool mixed)
{
    enum { QUBITS = 13, LAYERS = 3, MOST = 7 * LAYERS };
    lb_ansatz_t A;
    lb_sum_t O;
    lb_error error;
    double angles[MOST], expected[MOST], gradient[MOST], value, loss, again[MOST];
    make_tfim(A, QUBITS, true);
    lb_sum_init(O, QUBITS);
    for (uint32_t i = 0; i < QUBITS && mixed; i++)
        append(O, "Z", i, 0);
    for (uint32_t i = 0; i < 5 && mixed; i++) {
        /* Two diagonal ones in turn; flips across pieces, inside them, and in some of the lanes. */
        static const uint32_t qubits[] = {0, 12, 4, 1, 2};
        if (i)
            append(O, i < 4 ? "X" : "XY", qubits[i], 11);
        add_generator(A, O);
    }
    lb_ansatz_get_observable(O, A);
    size_t M = lb_ansatz_angles(A, LAYERS);
    lb_random_angles(angles, M, 7);
    lb_hessian_options options = {.layers = LAYERS};
    ck_assert_int_eq(lb_expectation(&value, expected, A, 0, O, angles, &options, &error), LB_OK);
    lb_training_problem p = {.A = A, .layers = LAYERS, .picture = LB_TRAINING_STATES};
    for (int threads = 1; threads <= 2; threads++) {
        lb_run_options run = {.threads = threads};
        ck_assert_int_eq(lb_training_gradient(&loss, gradient, &p, angles, 1, &run, &error), LB_OK);
        ck_assert_double_eq_tol(loss, value, 1e-12);
        for (size_t j = 0; j < M; j++)
            ck_assert_double_eq_tol(gradient[j], expected[j], 1e-11);
        if (threads == 1)
            memcpy(again, gradient, M * sizeof *again);
        ck_assert_mem_eq(again, gradient, M * sizeof *again);
    }
    lb_sum_clear(O);
    lb_ansatz_clear(A);
}

START_TEST(test_large)
{
    compare_large(false);
    compare_large(true);
}
END_TEST

/* Chains, with fields along both axes, and a start in the middle of the lanes. */
START_TEST(test_pictures)
{
    for (uint32_t n = 3; n <= 6; n++) {
        enum { STARTS = 11, LAYERS = 4, M = 3 * LAYERS };
        lb_ansatz_t A;
        lb_sum_t H;
        lb_error error;
        double angles[STARTS * M], losses[2][STARTS], gradients[2][STARTS * M];
        lb_run_options run = {.threads = 1};
        make_tfim(A, n, n % 2);
        lb_sum_init(H, n);
        append(H, "Z", 0, 0);
        add_generator(A, H);
        lb_random_angles(angles, STARTS * M, n);
        for (int i = 0; i < 2; i++) {
            lb_training_problem p = {.A = A,
                                     .layers = LAYERS,
                                     .picture = i ? LB_TRAINING_ALGEBRA : LB_TRAINING_STATES,
                                     .offset = 0.5};
            ck_assert_msg(
                !lb_training_gradient(losses[i], gradients[i], &p, angles, STARTS, &run, &error),
                "%s", error.message);
        }
        for (size_t s = 0; s < STARTS; s++)
            ck_assert_double_eq_tol(losses[0][s], losses[1][s], 1e-12);
        for (size_t j = 0; j < STARTS * M; j++)
            ck_assert_double_eq_tol(gradients[0][j], gradients[1][j], 1e-12);
        lb_sum_clear(H);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Angles that are farther out are those of the C library. */
START_TEST(test_far_angles)
{
    lb_ansatz_t A;
    lb_error error;
    double angles[6], near[6], loss, expected, gradient[6], wanted[6];
    lb_run_options run = {.threads = 1};
    make_tfim(A, 4, true);
    lb_training_problem p = {.A = A, .layers = 3, .picture = LB_TRAINING_STATES};
    lb_random_angles(near, 6, 3);
    for (size_t j = 0; j < 6; j++) {
        angles[j] = near[j] + ldexp(acos(-1), 20);
        near[j] = (double)remainderl(angles[j], acosl(-1));
    }
    ck_assert_int_eq(lb_training_gradient(&loss, gradient, &p, angles, 1, &run, &error), LB_OK);
    ck_assert_int_eq(lb_training_gradient(&expected, wanted, &p, near, 1, &run, &error), LB_OK);
    ck_assert_double_eq_tol(loss, expected, 1e-11);
    for (size_t j = 0; j < 6; j++)
        ck_assert_double_eq_tol(gradient[j], wanted[j], 1e-11);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("pictures", test_large, test_pictures, test_far_angles)
