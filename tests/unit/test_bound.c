/* Proved bounds and simulated ranks side by side, for families whose figures are known. */

#include <check.h>
#include <math.h>
#include <stdlib.h>

#include <liebound/bound.h>

#include "base/random.h"
#include "support.h"
#include "unit/ansatz_families.h"

static void compute(lb_bound_t B, const lb_ansatz_t A, long dimension,
                    const lb_bound_options *options)
{
    lb_error error = {0};
    mpz_t D;
    mpz_init_set_si(D, dimension);
    lb_status status = lb_bound_compute(B, A, 0, dimension < 0 ? NULL : D, options, &error);
    ck_assert_msg(status == LB_OK, "%s", error.message);
    mpz_clear(D);
}

/* What must hold of every result. */
static void check_consistent(const lb_bound_t B)
{
    ck_assert(!B->disagrees);
    for (size_t i = 0; i < B->row_count; i++) {
        const lb_bound_row *row = &B->rows[i];
        ck_assert_uint_eq(row->layers, i + 1);
        ck_assert_uint_eq(row->parameters, (i + 1) * B->generators);
        ck_assert_uint_le(row->rank, row->parameters);
        ck_assert_int_ge(mpz_cmp_ui(B->rank_bound, row->rank), 0);
        ck_assert(i == 0 || row->rank >= B->rows[i - 1].rank);
        ck_assert(!row->exceeds);
        for (size_t s = 0; s < B->seeds; s++)
            ck_assert_uint_le(row->ranks[s], row->rank);
    }
    if (B->saturated)
        ck_assert_int_ge(mpz_cmp_ui(B->parameter_bound, B->saturated_parameters), 0);
}

/* Open chain: dim g = n^2, R = floor(n^2 / 2), M_c as computed exactly elsewhere; closed chain:
 * dim g = 3 n - 1, R = M_c = 2 floor(n / 2). */
START_TEST(test_tfim)
{
    static const size_t critical[] = {0, 0, 2, 4, 8, 12, 18, 24, 32};
    for (uint32_t n = 2; n <= 8; n++) {
        lb_ansatz_t A;
        lb_bound_t B;
        lb_bound_init(B);
        make_tfim(A, n, false);
        compute(B, A, n * n, NULL);
        check_consistent(B);
        ck_assert(B->saturated && B->uses_dimension && B->seeds_agree && B->clear_gaps);
        ck_assert_uint_eq(B->max_rank, n * n / 2);
        ck_assert_uint_eq(B->saturated_parameters, critical[n]);
        ck_assert_uint_eq(B->saturated_layers, (critical[n] + 1) / 2);
        ck_assert_uint_eq(B->row_count, B->saturated_layers + 2);
        ck_assert_int_eq(mpz_cmp_ui(B->rank_bound, n * n), 0);
        ck_assert_int_eq(mpz_cmp_ui(B->parameter_bound, n * n + 1), 0);
        ck_assert_str_eq(B->state, A->states[0]);
        ck_assert_ptr_null(B->limit);
        lb_ansatz_clear(A);
        if (n > 2) {
            make_tfim(A, n, true);
            compute(B, A, 3 * n - 1, NULL);
            check_consistent(B);
            ck_assert(B->saturated);
            ck_assert_uint_eq(B->max_rank, 2 * (n / 2));
            ck_assert_uint_eq(B->saturated_parameters, 2 * (n / 2));
            lb_ansatz_clear(A);
        }
        lb_bound_clear(B);
    }
}
END_TEST

/* State space alone: 2^(n+1) - 2, or 4^n - 1 for a bell state; dim g when that is less. */
START_TEST(test_proved_bounds)
{
    lb_ansatz_t A;
    lb_bound_t B;
    lb_bound_options options = {.max_layers = 1, .seeds = 1};
    lb_bound_init(B);
    make_local(A, 2, "XY", true, "zero");
    compute(B, A, -1, &options);
    ck_assert_int_eq(mpz_cmp_ui(B->rank_bound, 6), 0);
    ck_assert_int_eq(mpz_cmp_ui(B->parameter_bound, 4 * 6 + 1), 0);
    ck_assert(!B->uses_dimension && !B->saturated);
    compute(B, A, 15, &options);
    ck_assert_int_eq(mpz_cmp_ui(B->rank_bound, 6), 0);
    ck_assert(B->uses_dimension);
    lb_ansatz_clear(A);
    make_local(A, 2, "XY", true, "bell");
    compute(B, A, -1, &options);
    ck_assert_int_eq(mpz_cmp_ui(B->rank_bound, 15), 0);
    compute(B, A, 16, &options);
    ck_assert_int_eq(mpz_cmp_ui(B->rank_bound, 15), 0);
    options.max_layers = 0;
    compute(B, A, 15, &options);
    check_consistent(B);
    ck_assert(B->saturated);
    ck_assert_uint_eq(B->max_rank, 15);
    lb_ansatz_clear(A);
    lb_bound_clear(B);
}
END_TEST

/* Seven generators on |0>, all X but one Z: dim g = 3, R = 2, and the second direction comes with
 * the Z. So M_c is its place, which may exceed dim g, and never (K - 1) R + 1 = 13. */
START_TEST(test_repeated_generators)
{
    lb_ansatz_t A;
    lb_bound_t B;
    lb_sum_t H;
    lb_sum_init(H, 1);
    lb_bound_init(B);
    for (uint32_t place = 2; place <= 7; place++) {
        lb_ansatz_init(A, "repeated", 1);
        for (uint32_t k = 1; k <= 7; k++) {
            append(H, k == place ? "Z" : "X", 0, 0);
            add_generator(A, H);
        }
        add_state(A, "0");
        compute(B, A, 3, NULL);
        check_consistent(B);
        ck_assert(B->saturated);
        ck_assert_uint_eq(B->max_rank, 2);
        ck_assert_uint_eq(B->saturated_parameters, place);
        ck_assert_uint_eq(B->saturated_layers, 1);
        ck_assert_int_eq(mpz_cmp_ui(B->parameter_bound, 13), 0);
        lb_ansatz_clear(A);
    }

    /* One generator: M_c = 1 exactly. None that moves the state: 0. */
    make_local(A, 1, "X", false, "0");
    compute(B, A, 1, NULL);
    check_consistent(B);
    ck_assert_uint_eq(B->saturated_parameters, 1);
    ck_assert_int_eq(mpz_cmp_ui(B->parameter_bound, 1), 0);
    lb_ansatz_clear(A);
    make_local(A, 1, "Z", false, "0");
    compute(B, A, 1, NULL);
    ck_assert(B->saturated);
    ck_assert_uint_eq(B->max_rank, 0);
    ck_assert_uint_eq(B->saturated_parameters, 0);
    lb_ansatz_clear(A);
    lb_ansatz_init(A, "nothing", 1);
    add_state(A, "0");
    compute(B, A, 0, NULL);
    check_consistent(B);
    ck_assert(B->saturated);
    ck_assert_uint_eq(B->max_rank, 0);
    lb_ansatz_clear(A);
    lb_sum_clear(H);
    lb_bound_clear(B);
}
END_TEST

/* Random sums of strings: M_c never exceeds (K - 1) R + 1 with the simulated R. */
START_TEST(test_critical_number)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(40); trial++) {
        size_t n = 1 + lb_random_below(&random, 3), K = 1 + lb_random_below(&random, 5);
        lb_ansatz_t A;
        lb_bound_t B;
        lb_sum_t H;
        lb_error error;
        lb_sum_init(H, n);
        lb_bound_init(B);
        lb_ansatz_init(A, "random", n);
        for (size_t k = 0; k < K; k++) {
            size_t terms = 1 + lb_random_below(&random, 3);
            for (size_t t = 0; t < terms; t++) {
                char label[4] = "";
                for (size_t q = 0; q < n; q++)
                    label[q] = "IXYZ"[lb_random_below(&random, 4)];
                ck_assert_int_eq(lb_sum_append_label(H, 1, 1, label, &error), LB_OK);
            }
            add_generator(A, H);
        }
        add_state(A, "zero");
        compute(B, A, -1, NULL);
        check_consistent(B);
        ck_assert(B->saturated);
        if (B->max_rank)
            ck_assert_uint_le(B->saturated_parameters, (K - 1) * B->max_rank + 1);
        lb_sum_clear(H);
        lb_bound_clear(B);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* A claimed dimension that is too small is caught. */
START_TEST(test_disagreement)
{
    lb_ansatz_t A;
    lb_bound_t B;
    lb_bound_init(B);
    make_tfim(A, 4, false);
    compute(B, A, 7, NULL);
    ck_assert(B->disagrees);
    ck_assert(!B->rows[2].exceeds);
    ck_assert(B->rows[B->row_count - 1].exceeds);
    compute(B, A, 8, NULL);
    ck_assert(!B->disagrees);
    lb_bound_clear(B);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_limits)
{
    lb_ansatz_t A;
    lb_bound_t B;
    lb_error error;
    lb_bound_options options = {.max_layers = 3};
    lb_bound_init(B);
    make_tfim(A, 6, false);
    compute(B, A, 36, &options);
    ck_assert(!B->saturated && !B->limit);
    ck_assert_uint_eq(B->row_count, 3);
    volatile sig_atomic_t stop = 1;
    options.limits.stop = &stop;
    compute(B, A, 36, &options);
    ck_assert_ptr_nonnull(B->limit);
    ck_assert_uint_eq(B->row_count, 0);
    ck_assert_int_eq(mpz_cmp_ui(B->rank_bound, 36), 0);
    mpz_set_ui(B->rank_bound, 77);
    ck_assert_int_eq(lb_bound_compute(B, A, 5, NULL, NULL, &error), LB_USAGE);
    ck_assert_int_eq(mpz_cmp_ui(B->rank_bound, 77), 0);
    lb_ansatz_clear(A);
    make_tfim(A, 14, false);
    options = (lb_bound_options){.limits.seconds = 0.05};
    compute(B, A, 196, &options);
    ck_assert_ptr_nonnull(B->limit);
    ck_assert(!B->saturated);
    lb_ansatz_clear(A);
    lb_bound_clear(B);
}
END_TEST

LB_TEST_MAIN("bound", test_tfim, test_proved_bounds, test_repeated_generators, test_critical_number,
             test_disagreement, test_limits)
