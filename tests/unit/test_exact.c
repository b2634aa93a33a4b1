/* Exact ranks: against figures that are known, against the same rank by plain integer matrices over
 * Z[i], and against floating point where that is clear. */

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound.h>

#include "base/random.h"
#include "exact_by_hand.h"
#include "exact_rank/echelon.h"
#include "exact_rank/kernel.h"
#include "exact_rank/sketch.h"
#include "random_generators.h"
#include "support.h"

static void load(lb_ansatz_t A, const char *name, size_t n)
{
    lb_error error = {0};
    char value[24];
    snprintf(value, sizeof value, "%zu", n);
    char parameter[] = "n";
    lb_setting setting = {parameter, value};
    lb_status status = lb_ansatz_load(A, name, &setting, 1, &error);
    ck_assert_msg(status == LB_OK, "%s", error.message);
}

static void compute(lb_exact_t E, const lb_ansatz_t A, size_t state,
                    const lb_exact_options *options)
{
    lb_error error = {0};
    lb_status status = lb_exact_rank(E, A, state, options, &error);
    ck_assert_msg(status == LB_OK, "%s", error.message);
    ck_assert_ptr_null(E->limit);
    ck_assert_uint_le(E->rank, E->parameters);
    ck_assert_uint_le(E->gates, E->parameters);
    for (size_t i = 0; i < E->rank; i++) {
        ck_assert_uint_ge(E->reached[i], i + 1);
        ck_assert(i == 0 || E->reached[i] > E->reached[i - 1]);
    }
    ck_assert(E->equal ? E->error == 0 : E->error > 0 && E->prime_count == 2);
}

/* The rank, and the least number of gates that have it, in both pictures. */
static void check_saturation(const char *name, size_t n, size_t rank, size_t gates)
{
    static const lb_exact_picture pictures[] = {LB_PICTURE_STATE, LB_PICTURE_ADJOINT};
    lb_ansatz_t A;
    lb_exact_t E;
    load(A, name, n);
    lb_exact_init(E);
    for (size_t i = 0; i < 2; i++) {
        lb_exact_options options = {.layers = 60, .picture = pictures[i]};
        compute(E, A, 0, &options);
        ck_assert(E->picture == pictures[i] && (E->equal || E->saturated));
        ck_assert_uint_eq(E->rank, rank);
        ck_assert_uint_eq(E->reached[rank - 1], gates);
        ck_assert(E->error < 1e-3);
        options.at_most = rank;
        compute(E, A, 0, &options);
        ck_assert(E->equal && E->prime_count == 1);
        ck_assert_uint_eq(E->rank, rank);
    }
    lb_exact_clear(E);
    lb_ansatz_clear(A);
}

START_TEST(test_tfim)
{
    static const size_t critical[] = {0, 0, 2, 4, 8, 12, 18, 24, 32, 40, 50};
    for (size_t n = 2; n <= 10; n++) {
        check_saturation("tfim-open", n, n * n / 2, critical[n]);
        if (n == 2)
            continue;
        check_saturation("tfim-closed", n, 2 * (n / 2), 2 * (n / 2));
        check_saturation("tfim-closed-free", n, n * (n - 1), n * (n - 1));
    }
}
END_TEST

/* The first layer with the full rank, where floating point fails. */
START_TEST(test_first_saturated_layer)
{
    static const size_t cases[][3] = {{10, 5, 90}, {12, 6, 132}, {14, 7, 182}};
    lb_exact_t E;
    lb_exact_init(E);
    for (size_t i = 0; i < 3; i++) {
        size_t n = cases[i][0], layers = cases[i][1];
        lb_ansatz_t A;
        load(A, "tfim-open-free", n);
        lb_exact_options options = {.layers = layers, .at_most = cases[i][2]};
        compute(E, A, 0, &options);
        ck_assert(E->equal);
        ck_assert_uint_eq(E->rank, cases[i][2]);
        options.layers = layers - 1;
        compute(E, A, 0, &options);
        ck_assert_uint_lt(E->rank, cases[i][2]);
        lb_ansatz_clear(A);
    }
    lb_exact_clear(E);
}
END_TEST

/* Compilation: the hardware-efficient ansatz on one half of Bell pairs. */
START_TEST(test_compilation)
{
    lb_exact_t E;
    lb_exact_init(E);
    for (size_t n = 2; n <= 4; n++) {
        lb_ansatz_t A;
        lb_error error;
        load(A, "hea", n);
        ck_assert_int_eq(lb_ansatz_add_state(A, "bell", &error), LB_OK);
        lb_exact_options options = {.layers = 100};
        compute(E, A, 1, &options);
        ck_assert(E->equal);
        ck_assert_uint_eq(E->rank, ((size_t)1 << 2 * n) - 1);
        lb_ansatz_clear(A);
    }
    lb_exact_clear(E);
}
END_TEST

/* A rank that more gates have than its number may be that of fewer gates, with some probability. */
START_TEST(test_earlier)
{
    lb_ansatz_t A;
    lb_exact_t E;
    lb_exact_init(E);
    load(A, "hea", 4);
    lb_exact_options options = {.layers = 9, .at_most = 30};
    compute(E, A, 0, &options);
    ck_assert(E->equal && E->reached[29] == 36);
    ck_assert(E->earlier > 1e-7 && E->earlier < 1e-3);
    lb_ansatz_clear(A);
    load(A, "tfim-open", 6);
    options.at_most = 18;
    compute(E, A, 0, &options);
    ck_assert(E->equal && E->reached[17] == 18 && E->earlier == 0);
    lb_ansatz_clear(A);
    lb_exact_clear(E);
}
END_TEST

/* Far beyond state vectors. */
START_TEST(test_many_qubits)
{
    lb_ansatz_t A;
    lb_exact_t E;
    load(A, "tfim-closed-free", 24);
    lb_exact_init(E);
    lb_exact_options options = {.layers = 30, .at_most = 24 * 23};
    compute(E, A, 0, &options);
    ck_assert(E->equal && E->picture == LB_PICTURE_ADJOINT);
    ck_assert_uint_eq(E->reached[E->rank - 1], 24 * 23);
    lb_ansatz_clear(A);
    lb_exact_clear(E);
}
END_TEST

/* ---- against integers ---- */

static void random_ansatz(lb_ansatz_t A, lb_random *random, bool sums)
{
    size_t n = 1 + lb_random_below(random, 3), K = 1 + lb_random_below(random, 4);
    lb_error error;
    lb_ansatz_init(A, "random", n);
    for (size_t k = 0; k < K; k++) {
        lb_sum_t H;
        lb_sum_init(H, n);
        random_generator(H, random, 1 + lb_random_below(random, 3),
                         !sums || lb_random_below(random, 2));
        lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
    }
    for (size_t s = 0; s < 2; s++) {
        char label[8] = {0};
        for (size_t q = 0; q < n; q++)
            label[q] = random_letter(random, "01+-rl");
        ck_assert_int_eq(lb_ansatz_add_state(A, label, &error), LB_OK);
    }
}

START_TEST(test_integers)
{
    lb_random random;
    lb_exact_t E;
    lb_random_seed(&random, lb_test_seed());
    lb_exact_init(E);
    for (size_t i = 0; i < lb_test_count(150); i++) {
        lb_ansatz_t A;
        random_ansatz(A, &random, true);
        size_t layers = 1 + lb_random_below(&random, 3), M = layers * A->generator_count;
        M -= lb_random_below(&random, M);
        lb_exact_options options = {.layers = layers, .parameters = M, .seed = i};
        compute(E, A, 0, &options);
        ck_assert_uint_eq(E->rank, rank_by_integers(A, 0, 1, M, &random));
        compute(E, A, 1, &options);
        ck_assert_uint_eq(E->rank, rank_by_integers(A, 1, 1, M, &random));
        compute(E, A, LB_EXACT_ALL_STATES, &options);
        ck_assert_uint_eq(E->rank, rank_by_integers(A, 0, 2, M, &random));
        lb_ansatz_clear(A);
    }
    lb_exact_clear(E);
}
END_TEST

/* The two pictures walk through the same points: they reach every rank at the same gate. */
START_TEST(test_pictures)
{
    lb_random random;
    lb_exact_t E, F;
    lb_random_seed(&random, lb_test_seed() + 1);
    lb_exact_init(E);
    lb_exact_init(F);
    for (size_t i = 0; i < lb_test_count(500); i++) {
        lb_ansatz_t A;
        lb_error error;
        random_ansatz(A, &random, false);
        ck_assert_int_eq(lb_ansatz_add_state(A, "bell", &error), LB_OK);
        ck_assert_int_eq(lb_ansatz_add_state(A, "ghz", &error), LB_OK);
        lb_exact_options options = {.layers = 1 + lb_random_below(&random, 20), .seed = i};
        options.picture = LB_PICTURE_STATE;
        compute(E, A, i % 4, &options);
        options.picture = LB_PICTURE_ADJOINT;
        options.run.threads = 2;
        compute(F, A, i % 4, &options);
        ck_assert_uint_eq(E->rank, F->rank);
        ck_assert_uint_eq(E->primes[0], F->primes[0]);
        for (size_t r = 0; r < E->rank; r++)
            ck_assert_uint_eq(E->reached[r], F->reached[r]);
        lb_ansatz_clear(A);
    }
    lb_exact_clear(E);
    lb_exact_clear(F);
}
END_TEST

/* Vectors longer than a piece of the cache, and strings that reach across pieces. */
START_TEST(test_long_vectors)
{
    static const char *const letters[] = {"XZ", "Z", "YZ", "XX", "ZZ", "ZZ", "ZZ", "X", "YX"};
    static const uint32_t qubits[][2] = {{0, 12}, {0},    {12, 0}, {12, 3}, {11, 12},
                                         {3, 12}, {0, 3}, {11},    {4, 12}};
    lb_ansatz_t A;
    lb_exact_t E, F;
    lb_error error;
    lb_ansatz_init(A, "long", 13);
    for (size_t k = 0; k < 9; k++) {
        lb_sum_t H;
        lb_sum_init(H, 13);
        ck_assert_int_eq(lb_sum_append_letters(H, 1, 1, letters[k], qubits[k], &error), LB_OK);
        lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
    }
    ck_assert_int_eq(lb_ansatz_add_state(A, "0+1-rl+0r1-+0", &error), LB_OK);
    ck_assert_int_eq(lb_ansatz_add_state(A, "ghz", &error), LB_OK);
    lb_exact_init(E);
    lb_exact_init(F);
    for (size_t state = 0; state < 2; state++) {
        lb_exact_options options = {.layers = 60, .picture = LB_PICTURE_STATE};
        compute(E, A, state, &options);
        options.picture = LB_PICTURE_ADJOINT;
        compute(F, A, state, &options);
        ck_assert_uint_eq(E->rank, F->rank);
        ck_assert_int_eq(memcmp(E->reached, F->reached, E->rank * sizeof *E->reached), 0);
    }
    lb_ansatz_clear(A);
    lb_exact_clear(E);
    lb_exact_clear(F);
}
END_TEST

/* Equal to the numerical rank wherever the spectrum has a wide gap, and never above dim g. */
START_TEST(test_floating_point)
{
    lb_random random;
    lb_exact_t E;
    lb_spectrum_t S;
    lb_error error;
    size_t clear = 0, count = lb_test_count(1000);
    lb_random_seed(&random, lb_test_seed() + 2);
    lb_exact_init(E);
    lb_spectrum_init(S);
    for (size_t i = 0; i < count; i++) {
        lb_ansatz_t A;
        random_ansatz(A, &random, true);
        lb_exact_options exact = {.layers = 1 + lb_random_below(&random, 5), .seed = i};
        lb_rank_options simulated = {.layers = exact.layers, .seed = i};
        compute(E, A, i % 2, &exact);
        ck_assert_int_eq(lb_qfim_spectrum(S, A, i % 2, &simulated, &error), LB_OK);
        ck_assert_uint_le(S->rank, E->rank);
        if (S->gap > 1e8) {
            ck_assert_uint_eq(S->rank, E->rank);
            clear++;
        }
        lb_ansatz_clear(A);
    }
    ck_assert_uint_gt(clear, count / 2);
    lb_exact_clear(E);
    lb_spectrum_clear(S);
}
END_TEST

/* ---- options and errors ---- */

START_TEST(test_threads_and_cuts)
{
    lb_ansatz_t A;
    lb_exact_t E, F;
    load(A, "tfim-open-free", 7);
    lb_exact_init(E);
    lb_exact_init(F);
    for (int picture = LB_PICTURE_STATE; picture <= LB_PICTURE_ADJOINT; picture++) {
        lb_exact_options options = {.layers = 9, .seed = 3, .picture = (lb_exact_picture)picture};
        compute(E, A, 0, &options);
        options.run.threads = 3;
        compute(F, A, 0, &options);
        ck_assert_uint_eq(E->rank, F->rank);
        ck_assert_uint_eq(E->gates, F->gates);
        ck_assert(E->error == F->error && E->earlier == F->earlier);
        ck_assert_int_eq(memcmp(E->reached, F->reached, E->rank * sizeof *E->reached), 0);
        for (size_t M = 1; M < 50; M++) {
            options.parameters = M;
            compute(F, A, 0, &options);
            size_t expected = 0;
            while (expected < E->rank && E->reached[expected] <= M)
                expected++;
            ck_assert_uint_eq(F->rank, expected);
            ck_assert_uint_eq(F->parameters, M);
        }
    }
    lb_ansatz_clear(A);
    lb_exact_clear(E);
    lb_exact_clear(F);
}
END_TEST

static void add_label(lb_ansatz_t A, size_t count, const char *const *labels,
                      const long *coefficients)
{
    lb_sum_t H;
    lb_error error;
    lb_sum_init(H, A->qubits);
    for (size_t t = 0; t < count; t++)
        ck_assert_int_eq(lb_sum_append_label(H, coefficients[t], 1, labels[t], &error), LB_OK);
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
}

START_TEST(test_errors)
{
    lb_ansatz_t A;
    lb_exact_t E;
    lb_error error;
    lb_exact_init(E);
    lb_exact_options options = {.layers = 2};
    load(A, "tfim-open", 4);
    ck_assert_int_eq(lb_exact_rank(E, A, 1, &options, &error), LB_USAGE);
    options.parameters = 5;
    ck_assert_int_eq(lb_exact_rank(E, A, 0, &options, &error), LB_USAGE);
    options = (lb_exact_options){.layers = SIZE_MAX};
    ck_assert_int_eq(lb_exact_rank(E, A, 0, &options, &error), LB_INPUT);
    lb_ansatz_clear(A);
    load(A, "hea", 30);
    options.layers = 1;
    ck_assert_int_eq(lb_exact_rank(E, A, 0, &options, &error), LB_INPUT);
    lb_ansatz_clear(A);
    load(A, "tfim-open-free", 16);
    options = (lb_exact_options){.layers = 9, .run.limits = {.deadline = lb_deadline(1e-9)}};
    ck_assert_int_eq(lb_exact_rank(E, A, 0, &options, &error), LB_OK);
    ck_assert(E->limit && !E->equal && E->rank == 0 && E->error == 1);
    lb_ansatz_clear(A);
    lb_exact_clear(E);
}
END_TEST

/* A coefficient of 10^12 beside 1: the gate is a power that no polynomial would be written out for.
 * Two strings of one qubit each, so that the rank is plain. */
START_TEST(test_large_coefficients)
{
    lb_ansatz_t A;
    lb_exact_t E;
    lb_ansatz_init(A, "large", 2);
    add_label(A, 2, (const char *[]){"XI", "IX"}, (long[]){1, 1000000000000});
    add_label(A, 1, (const char *[]){"ZI"}, (long[]){1});
    add_label(A, 1, (const char *[]){"IZ"}, (long[]){1});
    lb_exact_init(E);
    lb_exact_options options = {.layers = 4, .at_most = 4};
    compute(E, A, 0, &options);
    ck_assert(E->equal);
    ck_assert_uint_eq(E->rank, 4);
    options.at_most = 0;
    compute(E, A, 0, &options);
    ck_assert(E->error == 1 && E->rank == 4 && !E->equal);
    lb_ansatz_clear(A);
    lb_exact_clear(E);
}
END_TEST

/* ---- parts ---- */

static lb_field random_field(lb_random *random)
{
    lb_field F = lb_field_random(random);
    ck_assert_uint_eq(F.p % 4, 3);
    ck_assert(F.p > (uint64_t)1 << 26 && F.p < ((uint64_t)1 << 27) - (1 << 12));
    return F;
}

/* Every loop at the largest residues, against words. */
START_TEST(test_kernel)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 3);
    for (size_t round = 0; round < lb_test_count(50); round++) {
        lb_field F = random_field(&random);
        _Alignas(64) double x[64], y[64], a[64], u[64], w[64];
        double c = (double)(F.p / 2), s = round % 2 ? c - 1 : 1 - c;
        for (size_t i = 0; i < 64; i++) {
            double *places[] = {&x[i], &y[i], &a[i]};
            for (size_t k = 0; k < 3; k++) {
                uint64_t half = F.p / 2, near = lb_random_below(&random, 3);
                uint64_t r = round % 3 ? lb_random_below(&random, F.p) : (half + near) % F.p;
                *places[k] = lb_field_balance(&F, r);
            }
        }
        memcpy(u, x, sizeof u);
        memcpy(w, y, sizeof w);
        lb_exact_turn(u, w, c, s, 64, &F);
        int64_t p = (int64_t)F.p;
        for (size_t i = 0; i < 64; i++) {
            int64_t expected = ((int64_t)c * (int64_t)x[i] - (int64_t)s * (int64_t)y[i]) % p;
            ck_assert_uint_eq(lb_field_word(&F, u[i]), (uint64_t)((expected + p) % p));
            ck_assert(fabs(u[i]) <= (double)(F.p / 2 + 4));
        }
        memcpy(u, x, sizeof u);
        lb_exact_subtract(u, y, c, a, s, 64, &F);
        for (size_t i = 0; i < 64; i++) {
            int64_t expected =
                ((int64_t)x[i] - (int64_t)c * (int64_t)y[i] - (int64_t)s * (int64_t)a[i]) % p;
            ck_assert_uint_eq(lb_field_word(&F, u[i]), (uint64_t)((expected + p) % p));
        }
    }
}
END_TEST

/* A sketch keeps the rank of single entries, which plain hashing into buckets does not. */
START_TEST(test_sketch)
{
    enum { LENGTH = 2048, RANK = 60 };
    static _Alignas(64) double vector[LENGTH], row[LENGTH];
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 4);
    for (size_t round = 0; round < lb_test_count(20); round++) {
        lb_field F = random_field(&random);
        lb_sketch S;
        lb_exact_rows R;
        lb_sketch_init(&S, &F, LENGTH, RANK, &random);
        ck_assert_uint_eq(S.width, 64);
        lb_exact_rows_init(&R, &F, S.width);
        size_t stride = 1 + 2 * lb_random_below(&random, LENGTH / 2);
        for (size_t i = 0; i < RANK; i++) {
            memset(vector, 0, sizeof vector);
            vector[i * stride % LENGTH] = 1;
            lb_sketch_apply(&S, row, vector);
            lb_exact_rows_reduce(&R, row, 1, 0);
            ck_assert(lb_exact_rows_insert(&R, row));
        }
        lb_exact_rows_clear(&R);
        lb_sketch_clear(&S);
    }
}
END_TEST

LB_TEST_MAIN("exact", test_tfim, test_first_saturated_layer, test_compilation, test_earlier,
             test_many_qubits, test_integers, test_pictures, test_long_vectors, test_floating_point,
             test_threads_and_cuts, test_errors, test_large_coefficients, test_kernel, test_sketch)
