/* Optimizers against a deposited run and closed forms, also interrupted; ground energies against each
 * other. */

#include <check.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <liebound/training.h>

#include "base/random.h"
#include "support.h"
#include "training/optimizer.h"
#include "unit/ansatz_families.h"

/* A run deposited with Nat. Comput. Sci. 3, 542 (2023), Zenodo 10.5281/zenodo.7916659
 * (vha_loss_record_4q_2p_periodic_0i): its losses at some steps. */
START_TEST(test_adam)
{
    static const double angles[] = {1.1079277852385416, 1.0461923641025797, 1.4437872977005999,
                                    -1.9097331534562207};
    static const struct {
        size_t step;
        double loss;
    } deposited[] = {{0, 3.9447889271395957e+00},   {1, 3.7690729553185873e+00},
                     {2, 3.5994289658107839e+00},   {3, 3.4363489214353242e+00},
                     {5, 3.1316134252186218e+00},   {10, 2.5082840572935958e+00},
                     {20, 1.8199244392609599e+00},  {30, 1.4823569151274487e+00},
                     {50, 7.9250904923880494e-01},  {75, 1.6160023193481265e-01},
                     {100, 1.8793759711628333e-02}, {150, 1.2503161667787310e-04},
                     {200, 2.4548353572129145e-08}, {250, 2.6930448981943300e-09},
                     {300, 1.5960566202011250e-12}};
    lb_ansatz_t A;
    lb_training_t T;
    lb_error error;
    make_tfim(A, 4, true);
    lb_training_init(T);
    lb_sum_t O;
    lb_sum_init(O, 4);
    lb_ansatz_get_observable(O, A);
    lb_training_problem p = {.A = A, .layers = 2};
    lb_ground_source source;
    lb_run_options run = {.threads = 1};
    ck_assert_int_eq(lb_ground_energy(&p.offset, &source, O, &run, &error), LB_OK);
    ck_assert_double_eq_tol(p.offset, -2 / sin(acos(-1) / 8), 1e-14);
    lb_training_options options = {.optimizer = LB_OPTIMIZER_ADAM,
                                   .steps = 300,
                                   .single_constants = true,
                                   .half_angles = true,
                                   .angles = angles};
    ck_assert_int_eq(lb_train(T, &p, &options, &error), LB_OK);
    ck_assert_uint_eq(T->run_count, 1);
    ck_assert_uint_eq(T->runs[0].steps, 300);
    for (size_t i = 0; i < sizeof deposited / sizeof deposited[0]; i++)
        ck_assert_double_eq_tol(T->runs[0].losses[deposited[i].step], deposited[i].loss, 1e-13);
    options.single_constants = false;
    ck_assert_int_eq(lb_train(T, &p, &options, &error), LB_OK);
    ck_assert_double_gt(fabs(T->runs[0].losses[50] - deposited[8].loss), 1e-11);
    lb_sum_clear(O);
    lb_training_clear(T);
    lb_ansatz_clear(A);
}
END_TEST

static void train_closed_chain(lb_training_t T, uint32_t n, size_t layers, size_t starts,
                               int threads, lb_optimizer optimizer, lb_training_picture picture)
{
    lb_ansatz_t A;
    lb_error error;
    make_tfim(A, n, true);
    lb_training_problem p = {
        .A = A, .picture = picture, .layers = layers, .offset = -2 / sin(acos(-1) / 2 / n)};
    lb_training_options options = {.optimizer = optimizer,
                                   .starts = starts,
                                   .seed = 4,
                                   .steps = optimizer == LB_OPTIMIZER_ADAM ? 40 : 0,
                                   .run.threads = threads};
    ck_assert_int_eq(lb_train(T, &p, &options, &error), LB_OK);
    lb_ansatz_clear(A);
}

/* M_c = n for even n with two angles a layer: from no start to all. */
START_TEST(test_critical_number)
{
    lb_training_t T;
    lb_training_init(T);
    for (uint32_t n = 4; n <= 10; n += 2)
        for (size_t layers = n / 2 - 1; layers <= n / 2; layers++) {
            train_closed_chain(T, n, layers, 50, 1, LB_OPTIMIZER_LBFGS,
                               n == 4 ? LB_TRAINING_STATES : LB_TRAINING_ALGEBRA);
            ck_assert_uint_eq(T->run_count, 50);
            for (size_t i = 0; i < T->run_count; i++)
                if (layers == n / 2)
                    ck_assert_double_lt(T->runs[i].last, 1e-12);
                else
                    ck_assert_double_gt(T->runs[i].last, 0.1);
        }
    lb_training_clear(T);
}
END_TEST

/* Runs are the same for any number of threads and of starts beside them. */
START_TEST(test_same_bytes)
{
    static const lb_optimizer optimizers[] = {LB_OPTIMIZER_ADAM, LB_OPTIMIZER_LBFGS};
    for (size_t o = 0; o < 4; o++)
        for (int threads = 1; threads <= 3; threads++) {
            lb_training_picture picture = o / 2 ? LB_TRAINING_ALGEBRA : LB_TRAINING_STATES;
            lb_training_t T, S;
            lb_training_init(T);
            lb_training_init(S);
            train_closed_chain(T, 4, 3, 19, threads, optimizers[o % 2], picture);
            train_closed_chain(S, 4, 3, threads == 3 ? 1 : 19, 1, optimizers[o % 2], picture);
            ck_assert_str_eq(T->picture, o / 2 ? "algebra" : "states");
            for (size_t i = 0; i < S->run_count; i++) {
                ck_assert_uint_eq(T->runs[i].steps, S->runs[i].steps);
                ck_assert_mem_eq(T->runs[i].losses, S->runs[i].losses,
                                 (S->runs[i].steps + 1) * sizeof(double));
                ck_assert_mem_eq(T->runs[i].angles, S->runs[i].angles, 6 * sizeof(double));
            }
            ck_assert_double_ne(T->runs[0].losses[0], T->runs[1].losses[0]);
            lb_training_clear(T);
            lb_training_clear(S);
        }
}
END_TEST

/* sum_j (theta_j - j)^4 + (theta_j - j)^2, until so many evaluations are used up. */
typedef struct polynomial {
    size_t angles, side_by_side, left;
    volatile sig_atomic_t stop;
} polynomial;

static void *open_polynomial(const void *context, size_t starts, int threads)
{
    (void)starts;
    (void)threads;
    return (void *)context;
}

static lb_status evaluate_polynomial(void *room, size_t starts, const double *angles,
                                     double *losses, double *gradients, lb_error *error)
{
    polynomial *P = room;
    (void)error;
    for (size_t s = 0; s < starts; s++) {
        losses[s] = 0;
        for (size_t j = 0; j < P->angles; j++) {
            double x = angles[P->angles * s + j] - (double)j;
            losses[s] += x * x * x * x + x * x;
            gradients[P->angles * s + j] = 4 * x * x * x + 2 * x;
        }
    }
    P->left -= P->left > 0;
    P->stop = !P->left;
    return LB_OK;
}

static void close_polynomial(void *room)
{
    (void)room;
}

static void train_polynomial(lb_training_t T, polynomial *P, const lb_training_options *options)
{
    lb_training_objective objective = {.angles = P->angles,
                                       .side_by_side = P->side_by_side,
                                       .picture = "polynomial",
                                       .context = P,
                                       .open = open_polynomial,
                                       .evaluate = evaluate_polynomial,
                                       .close = close_polynomial};
    lb_training_options all = *options;
    lb_error error;
    all.run.limits.stop = &P->stop;
    P->stop = 0;
    lb_status status = lb_training_optimize(T, &objective, &all, &error);
    ck_assert_msg(!status || status == LB_UNDECIDED, "%s", error.message);
}

/* After any number of evaluations an interrupted training goes on to the same bytes, also in the middle
 * of a run of L-BFGS and of its Newton steps. */
START_TEST(test_resume)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/liebound-training-%ld", lb_test_folder(), (long)getpid());
    for (int o = 0; o < 3; o++)
        for (size_t i = 0; i < 8; i++) {
            size_t part = o ? 1 + 3 * i : 25 + 4 * i;
            lb_training_options options = {
                .optimizer = o ? LB_OPTIMIZER_LBFGS : LB_OPTIMIZER_ADAM, .starts = 7, .steps = 50};
            lb_training_t whole, T;
            polynomial P = {.angles = 4, .side_by_side = o == 1 ? 1 : 3, .left = SIZE_MAX};
            lb_training_init(whole);
            lb_training_init(T);
            train_polynomial(whole, &P, &options);
            ck_assert_uint_eq(whole->run_count, 7);
            options.checkpoint = path;
            size_t parts = 0;
            do {
                P.left = part;
                train_polynomial(T, &P, &options);
                parts++;
                ck_assert_uint_lt(parts, 1000);
            } while (T->run_count < 7 || T->limit);
            ck_assert_uint_gt(parts, 1);
            for (size_t r = 0; r < 7; r++) {
                const lb_training_run *a = &whole->runs[r], *b = &T->runs[r];
                ck_assert_uint_eq(a->steps, b->steps);
                ck_assert_uint_eq(a->evaluations, b->evaluations);
                ck_assert_uint_eq(a->best_step, b->best_step);
                ck_assert_int_eq(a->end, b->end);
                ck_assert_mem_eq(&a->gradient, &b->gradient, sizeof a->gradient);
                ck_assert_mem_eq(a->losses, b->losses, (a->steps + 1) * sizeof *a->losses);
                ck_assert_mem_eq(a->angles, b->angles, 4 * sizeof *a->angles);
                ck_assert_mem_eq(a->best_angles, b->best_angles, 4 * sizeof *a->angles);
            }
            unlink(path);
            lb_training_clear(whole);
            lb_training_clear(T);
        }
}
END_TEST

/* Open and closed chains with random coefficients of both signs, also one beside another: of X and ZZ, of
 * XX and YY in both fields, and of some letters each way. */
START_TEST(test_ground)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < lb_test_count(60); i++) {
        uint32_t n = 2 + (uint32_t)(i % 6);
        bool closed = i % 2 && n > 2;
        lb_sum_t O, padded;
        lb_error error;
        lb_sum_init(O, n + 2);
        lb_sum_init(padded, n + 2);
        for (uint32_t q = 0; q < n; q++) {
            long h = (long)lb_random_below(&random, 9) - 4,
                 J = (long)lb_random_below(&random, 9) - 4;
            static const char *const fields[] = {"X", "Z", "Y"},
                                     *const bonds[] = {"ZZ", "XX", "XZ"},
                                     *const others[] = {NULL, "YY", NULL};
            uint32_t pair[] = {q, q + 1 < n ? q + 1 : 0};
            size_t kind = i / 6 % 3;
            ck_assert_int_eq(lb_sum_append_letters(O, h, 3, fields[kind], &q, &error), LB_OK);
            if (q + 1 == n && !closed)
                continue;
            ck_assert_int_eq(lb_sum_append_letters(O, J, 3, bonds[kind], pair, &error), LB_OK);
            if (others[kind])
                ck_assert_int_eq(lb_sum_append_letters(O, h + J, 3, others[kind], pair, &error),
                                 LB_OK);
        }
        append(O, "ZZ", n, n + 1);
        append(O, "X", n, 0);
        lb_sum_normalize(O);
        double formula, lanczos;
        lb_ground_source source;
        lb_run_options run = {.threads = 1};
        ck_assert_int_eq(lb_ground_energy(&formula, &source, O, &run, &error), LB_OK);
        ck_assert_int_eq(source, LB_GROUND_FREE_FERMIONS);
        lb_sum_set(padded, O); /* and terms that make no free fermions */
        static const char *const couplings[] = {"XX", "YY", "ZZ"};
        for (uint32_t q = n; q < n + 2; q++)
            for (size_t l = 0; l < 3; l++)
                ck_assert_int_eq(lb_sum_append_letters(padded, 1, 1000000000000000000, couplings[l],
                                                       (uint32_t[]){0, q}, &error),
                                 LB_OK);
        ck_assert_int_eq(
            lb_sum_append_letters(padded, 1, 1000000000000000000, "Z", (uint32_t[]){n}, &error),
            LB_OK);
        lb_sum_normalize(padded);
        ck_assert_int_eq(lb_ground_energy(&lanczos, &source, padded, &run, &error), LB_OK);
        ck_assert_int_eq(source, LB_GROUND_LANCZOS);
        ck_assert_double_eq_tol(formula, lanczos, 1e-12);
        lb_sum_clear(O);
        lb_sum_clear(padded);
    }
}
END_TEST

LB_TEST_MAIN("optimizers", test_adam, test_critical_number, test_same_bytes, test_resume,
             test_ground)
