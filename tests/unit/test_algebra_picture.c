/* The algebra picture against state vectors, finite differences, and energies of free fermions on
 * more qubits than any vector has. */

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/hessian.h>
#include <liebound/layers.h>

#include "base/memory.h"
#include "base/random.h"
#include "support.h"
#include "training/algebra_picture.h"
#include "training/convoy.h"
#include "training/expectations.h"
#include "training/optimizer.h"
#include "unit/ansatz_families.h"

static const lb_run_options run;

/* A picture with an objective and a room for it. */
typedef struct evaluator {
    lb_training_algebra_picture picture;
    lb_training_objective objective;
    void *room;
} evaluator;

static void evaluator_init(evaluator *e, const lb_ansatz_t A, size_t state, const lb_sum_t O,
                           size_t M)
{
    lb_error error;
    size_t layers = lb_ansatz_layers_for(A, M);
    lb_status status =
        lb_training_algebra_picture_init(&e->picture, A, state, O, layers, 0, &run, &error);
    ck_assert_msg(!status, "%s: %s", A->name, error.message);
    lb_training_algebra_objective_init(&e->objective, &e->picture, A, M, 0);
    e->room = e->objective.open(e->objective.context, 8, 1);
}

static void evaluator_clear(evaluator *e)
{
    e->objective.close(e->room);
    e->objective.clear(&e->objective);
    lb_training_algebra_picture_clear(&e->picture);
}

static double norm(const lb_sum_t O)
{
    double sum = 0;
    for (size_t t = 0; t < O->length; t++)
        sum += fabs(mpq_get_d(O->coefficients + t));
    return sum;
}

static double *random_angles(size_t count, lb_random *random)
{
    double *angles = lb_malloc(count, sizeof *angles);
    for (size_t j = 0; j < count; j++)
        angles[j] = 6.5 * lb_random_unit(random) - 3;
    return angles;
}

/* Losses and gradients of so many starts agree with those of state vectors, up to 1e-12 of the size
 * that they can have. */
static void compare_with_states(const lb_ansatz_t A, size_t state, const lb_sum_t O, size_t M,
                                size_t starts, lb_random *random)
{
    evaluator e;
    lb_error error;
    double *angles = random_angles(starts * M, random), value;
    double *losses = lb_malloc(starts, sizeof *losses), *part = lb_malloc(M, sizeof *part);
    double *gradients = lb_malloc(starts * M, sizeof *gradients);
    double turn = 0;
    for (size_t k = 0; k < A->generator_count; k++)
        turn = fmax(turn, norm(A->generators + k));
    evaluator_init(&e, A, state, O, M);
    ck_assert(!e.objective.evaluate(e.room, starts, angles, losses, gradients, &error));
    lb_hessian_options options = {.layers = lb_ansatz_layers_for(A, M), .parameters = M};
    for (size_t s = 0; s < starts; s++) {
        ck_assert_msg(!lb_expectation(&value, part, A, state, O, angles + s * M, &options, &error),
                      "%s", error.message);
        ck_assert_double_eq_tol(losses[s], value, 1e-12 * fmax(1, norm(O)));
        for (size_t j = 0; j < M; j++)
            ck_assert_msg(fabs(gradients[s * M + j] - part[j]) <
                              1e-12 * fmax(1, norm(O)) * fmax(1, 2 * turn),
                          "%s: angle %zu: %.17g, and with states %.17g", A->name, j,
                          gradients[s * M + j], part[j]);
    }
    evaluator_clear(&e);
    free(angles);
    free(losses);
    free(part);
    free(gradients);
}

/* Families whose algebras are small enough on these qubits: sums, free fermions, S_n-equivariant
 * ones, single strings, fixed gates, shared angles. */
static const struct family {
    const char *name, *parameter, *value;
    size_t angles;
} families[] = {
    {"tfim-open", "n", "6", 40},        {"tfim-closed", "n", "8", 30},
    {"tfim-open", "n", "2", 8},         {"tfxy", "n", "5", 21},
    {"sn-equivariant", "n", "6", 20},   {"matchgate", "n", "5", 30},
    {"ma-qaoa", "n", "4", 20},          {"xxz", "n", "4", 12},
    {"heisenberg-open", "n", "4", 12},  {"ltfim-open", "n", "4", 15},
    {"grover-mixer", "n", "4", 8},      {"rydberg", "n", "4", 12},
    {"xy-mixer", "n", "4", 12},         {"hea", "n", "3", 22},
    {"hea-cz", "n", "3", 24},           {"efficient-su2", "n", "3", 24},
    {"z2-gauge", NULL, NULL, 12},       {"qaoa-weighted", "n", "4", 8},
    {"qaoa-complete", "n", "7", 20},    {"real-amplitudes", "n", "4", 20},
    {"paired-doubles", NULL, NULL, 10}, {"a6", "n", "4", 12},
};

START_TEST(test_families)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
        lb_ansatz_t A;
        lb_sum_t O;
        lb_error error;
        lb_setting size = {(char *)families[f].parameter, (char *)families[f].value};
        ck_assert_msg(!lb_ansatz_load(A, families[f].name, &size, size.name != NULL, &error),
                      "%s: %s", families[f].name, error.message);
        lb_sum_init(O, A->qubits);
        lb_ansatz_get_observable(O, A);
        compare_with_states(A, 0, O, families[f].angles, 3, &random);
        lb_sum_clear(O);
        lb_ansatz_clear(A);
    }
}
END_TEST

static void random_sum(lb_sum_t H, lb_random *random, size_t terms)
{
    lb_error error;
    char label[8] = {0};
    for (size_t t = 0; t < terms; t++) {
        for (size_t q = 0; q < H->qubits; q++)
            label[q] = "IXYZ"[lb_random_below(random, 4)];
        ck_assert(!lb_sum_append_label(H, (long)lb_random_below(random, 9) - 4, 3, label, &error));
    }
    lb_sum_normalize(H);
}

static const char *const states[] = {
    "0+r-",
    "plus",
    "ghz",
    "bell",
    "zero",
    "stabilizer XXXX -ZZII IZZI IIZZ",
    "vector 0000:1 0111:1/2-3/4i 1010:-2i 1100:1",
};

/* Random sums, which generate most of u(16) and have rows that fill in; observables with an
 * identity, not in the algebra or in it. */
START_TEST(test_random)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < lb_test_count(14); i++) {
        lb_ansatz_t A;
        lb_sum_t H, O;
        lb_sum_init(H, 4);
        lb_sum_init(O, 4);
        lb_ansatz_init(A, "random", 4);
        for (size_t k = 0; k < 2 + i % 2; k++) {
            random_sum(H, &random, 1 + lb_random_below(&random, 4));
            add_generator(A, H);
        }
        random_sum(O, &random, 4);
        add_state(A, states[i % (sizeof states / sizeof *states)]);
        compare_with_states(A, 0, O, 9, 1 + i % 3, &random);
        lb_sum_clear(O);
        lb_sum_clear(H);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* States that a symmetry of the generators fixes or not, with observables that it fixes or not:
 * averages of O, averages over orbits of strings, and no symmetry at all. */
START_TEST(test_symmetry)
{
    static const char *const of_states[] = {"plus", "++-+-", "zero",  "ghz",
                                            "bell", "01010", "rr+ll", "vector 00111:1 10000:2"};
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < sizeof of_states / sizeof *of_states; i++)
        for (int fixed = 0; fixed < 2; fixed++) {
            lb_ansatz_t A;
            lb_sum_t O;
            lb_error error;
            lb_setting n = {"n", "5"};
            ck_assert(!lb_ansatz_load(A, i % 2 ? "sn-equivariant" : "tfim-closed", &n, 1, &error));
            lb_ansatz_t B;
            lb_ansatz_init(B, "symmetric", 5);
            for (size_t k = 0; k < A->generator_count; k++)
                lb_ansatz_add_generator(B, NULL, A->generators + k);
            add_state(B, of_states[i]);
            lb_sum_init(O, 5);
            if (fixed) {
                lb_ansatz_get_observable(O, A);
            } else {
                append(O, "XX", 0, 1);
                append(O, "ZZ", 1, 2);
                append(O, "X", 3, 0);
                lb_sum_normalize(O);
            }
            compare_with_states(B, 0, O, 11, 2, &random);
            lb_sum_clear(O);
            lb_ansatz_clear(B);
            lb_ansatz_clear(A);
        }
}
END_TEST

START_TEST(test_weighted_states)
{
    lb_ansatz_t A;
    lb_sum_t O;
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    make_tfim(A, 4, false);
    lb_sum_init(O, 4);
    append(O, "ZZ", 0, 1);
    append(O, "X", 2, 0);
    lb_sum_normalize(O);
    add_state(A, "vector weight=-1/2 0000:1 1111:1i");
    add_state(A, "vector weight=3 0011:1");
    compare_with_states(A, LB_EXPECTATIONS_ALL, O, 12, 2, &random);
    compare_with_states(A, 1, O, 12, 2, &random);
    lb_sum_clear(O);
    lb_ansatz_clear(A);
}
END_TEST

/* Differences of sixth order of the loss, on more qubits than vectors of this size have. */
START_TEST(test_differences)
{
    enum { ANGLES = 30, STARTS = 11 };
    static const double weights[] = {0.75, -0.15, 1.0 / 60};
    const double h = 5e-3;
    lb_ansatz_t A;
    lb_sum_t O;
    lb_error error;
    evaluator e;
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    make_tfim(A, 24, false);
    lb_sum_init(O, 24);
    lb_ansatz_get_observable(O, A);
    evaluator_init(&e, A, 0, O, ANGLES);
    ck_assert_uint_eq(e.picture.dimension, 24 * 24);
    double *angles = random_angles(STARTS * ANGLES, &random), losses[STARTS], above[STARTS],
           below[STARTS], gradients[STARTS * ANGLES];
    ck_assert(!e.objective.evaluate(e.room, STARTS, angles, losses, gradients, &error));
    for (size_t j = 0; j < ANGLES; j++) {
        double difference[STARTS] = {0};
        for (int k = 1; k <= 3; k++) {
            for (int side = -1; side <= 1; side += 2) {
                for (size_t s = 0; s < STARTS; s++)
                    angles[s * ANGLES + j] += side * k * h;
                ck_assert(!e.objective.evaluate(e.room, STARTS, angles, side < 0 ? below : above,
                                                NULL, &error));
                for (size_t s = 0; s < STARTS; s++)
                    angles[s * ANGLES + j] -= side * k * h;
            }
            for (size_t s = 0; s < STARTS; s++)
                difference[s] += weights[k - 1] * (above[s] - below[s]) / h;
        }
        for (size_t s = 0; s < STARTS; s++)
            ck_assert_double_eq_tol(difference[s], gradients[s * ANGLES + j], 2e-6);
    }
    free(angles);
    evaluator_clear(&e);
    lb_sum_clear(O);
    lb_ansatz_clear(A);
}
END_TEST

/* The figures of a start do not depend on the others, to the last bit. */
START_TEST(test_lanes)
{
    enum { ANGLES = 17, STARTS = 13 };
    lb_ansatz_t A;
    lb_sum_t O;
    lb_error error;
    lb_setting n = {"n", "6"};
    evaluator e;
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    ck_assert(!lb_ansatz_load(A, "sn-equivariant", &n, 1, &error));
    lb_sum_init(O, A->qubits);
    lb_ansatz_get_observable(O, A);
    evaluator_init(&e, A, 0, O, ANGLES);
    double *angles = random_angles(STARTS * ANGLES, &random), losses[STARTS],
           gradients[STARTS * ANGLES], alone[ANGLES], loss;
    ck_assert(!e.objective.evaluate(e.room, STARTS, angles, losses, gradients, &error));
    for (size_t s = 0; s < STARTS; s++) {
        ck_assert(!e.objective.evaluate(e.room, 1, angles + s * ANGLES, &loss, alone, &error));
        ck_assert(loss == losses[s]);
        ck_assert_mem_eq(alone, gradients + s * ANGLES, sizeof alone);
    }
    free(angles);
    evaluator_clear(&e);
    lb_sum_clear(O);
    lb_ansatz_clear(A);
}
END_TEST

/* Starts that are trained side by side end as they do one by one, whoever ends first. */
START_TEST(test_convoy)
{
    enum { ANGLES = 14, STARTS = 19 };
    lb_ansatz_t A;
    lb_sum_t O;
    lb_error error;
    evaluator e;
    lb_training_struct together[STARTS];
    lb_training_t alone;
    lb_training_options options = {
        .optimizer = LB_OPTIMIZER_LBFGS, .starts = STARTS, .steps = 60, .seed = lb_test_seed()};
    make_tfim(A, 5, false);
    lb_sum_init(O, 5);
    lb_ansatz_get_observable(O, A);
    evaluator_init(&e, A, 0, O, ANGLES);
    lb_training_init(alone);
    for (size_t s = 0; s < STARTS; s++)
        lb_training_init(&together[s]);
    ck_assert(!lb_convoy_train(together, &e.objective, &options, NULL, &error));
    ck_assert(!lb_training_optimize(alone, &e.objective, &options, &error));
    for (size_t s = 0; s < STARTS; s++) {
        const lb_training_run *one = &together[s].runs[0], *other = &alone->runs[s];
        ck_assert_uint_eq(together[s].run_count, 1);
        ck_assert_uint_eq(one->steps, other->steps);
        ck_assert_uint_eq(one->evaluations, other->evaluations);
        ck_assert_int_eq(one->end, other->end);
        ck_assert_mem_eq(one->losses, other->losses, (one->steps + 1) * sizeof *one->losses);
        ck_assert_mem_eq(one->angles, other->angles, ANGLES * sizeof *one->angles);
        lb_training_clear(&together[s]);
    }
    lb_training_clear(alone);
    evaluator_clear(&e);
    lb_sum_clear(O);
    lb_ansatz_clear(A);
}
END_TEST

/* A limit ends all of them. */
START_TEST(test_convoy_limit)
{
    lb_ansatz_t A;
    lb_sum_t O;
    lb_error error;
    evaluator e;
    lb_training_struct together[3];
    lb_training_options options = {.optimizer = LB_OPTIMIZER_LBFGS, .starts = 3, .steps = 1000000};
    make_tfim(A, 8, false);
    lb_sum_init(O, 8);
    lb_ansatz_get_observable(O, A);
    evaluator_init(&e, A, 0, O, 20);
    for (size_t s = 0; s < 3; s++)
        lb_training_init(&together[s]);
    options.run.limits.deadline = lb_deadline(0.05);
    lb_status status = lb_convoy_train(together, &e.objective, &options, NULL, &error);
    for (size_t s = 0; s < 3; s++) {
        ck_assert(status == LB_UNDECIDED || together[s].limit ||
                  together[s].runs[0].end != LB_TRAINING_LIMIT);
        lb_training_clear(&together[s]);
    }
    evaluator_clear(&e);
    lb_sum_clear(O);
    lb_ansatz_clear(A);
}
END_TEST

/* At fifty qubits: |+> is an eigenstate of sum X and has no ZZ; a turn by pi/4 with sum ZZ and one
 * with sum X does what it does to each bond. */
START_TEST(test_fifty_qubits)
{
    enum { QUBITS = 50 };
    lb_ansatz_t A;
    lb_sum_t O;
    lb_error error;
    evaluator e;
    double loss, gradient[4];
    make_tfim(A, QUBITS, false);
    lb_sum_init(O, QUBITS);
    lb_ansatz_get_observable(O, A);
    evaluator_init(&e, A, 0, O, 4);
    ck_assert_uint_eq(e.picture.dimension, QUBITS * QUBITS);
    ck_assert(!e.objective.evaluate(e.room, 1, (const double[]){0, 0.7, 0, 0.1}, &loss, gradient,
                                    &error));
    ck_assert_double_eq_tol(loss, -QUBITS, 1e-12);
    /* exp(-i a ZZ) exp(-i b X): <X_j> = cos(2a)^(bonds of j), and <ZZ> of a bond in closed form. */
    double a = 0.3, b = 0.2, c = cos(2 * a), s = sin(2 * a), expected = 0;
    ck_assert(
        !e.objective.evaluate(e.room, 1, (const double[]){a, b, 0, 0}, &loss, gradient, &error));
    expected -= 2 * c + (QUBITS - 2) * c * c;
    /* Z Z -> cos^2 Z Z + cos sin (Y Z + Z Y) + sin^2 Y Y, cos = cos(2b), in the state before the
     * turns about X: <YZ> = s times cos(2a) of the other bonds of the first, <YY> = 0. */
    expected -= cos(2 * b) * sin(2 * b) * s * (2 * (1 + c) + (QUBITS - 3) * 2 * c);
    ck_assert_double_eq_tol(loss, expected, 1e-11);
    evaluator_clear(&e);
    lb_sum_clear(O);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_refusals)
{
    lb_ansatz_t A;
    lb_sum_t O;
    lb_error error;
    lb_training_algebra_picture P;
    make_tfim(A, 6, false);
    lb_sum_init(O, 6);
    lb_ansatz_get_observable(O, A);
    ck_assert_int_eq(lb_training_algebra_picture_init(&P, A, 0, O, 0, 20, &run, &error), LB_INPUT);
    ck_assert_ptr_nonnull(strstr(error.message, "more than 20 dimensions"));
    lb_run_options past = {.limits = {.deadline = 1e-9}};
    ck_assert_int_eq(lb_training_algebra_picture_init(&P, A, 0, O, 0, 0, &past, &error),
                     LB_UNDECIDED);
    lb_sum_clear(O);
    lb_ansatz_clear(A);
    make_local(A, 12, "XY", true, "zero");
    lb_sum_init(O, 12);
    lb_ansatz_get_observable(O, A);
    ck_assert_int_eq(lb_training_algebra_picture_init(&P, A, 0, O, 0, 1000, &run, &error),
                     LB_INPUT);
    lb_sum_clear(O);
    lb_ansatz_clear(A);
}
END_TEST

/* A limit that comes later ends an evaluation. */
START_TEST(test_limits)
{
    lb_ansatz_t A;
    lb_sum_t O;
    lb_error error;
    evaluator e;
    double loss, angles[6] = {0};
    make_tfim(A, 3, false);
    lb_sum_init(O, 3);
    lb_ansatz_get_observable(O, A);
    evaluator_init(&e, A, 0, O, 6);
    e.picture.limits.deadline = 1e-9;
    ck_assert_int_eq(e.objective.evaluate(e.room, 1, angles, &loss, NULL, &error), LB_UNDECIDED);
    evaluator_clear(&e);
    lb_sum_clear(O);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("algebra picture", test_families, test_random, test_symmetry, test_weighted_states,
             test_differences, test_lanes, test_convoy, test_convoy_limit, test_fifty_qubits,
             test_refusals, test_limits)
