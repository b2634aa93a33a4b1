/* Bounds from both sides, for families whose figures are known, and where they must disagree. */

#include <check.h>
#include <math.h>
#include <stdlib.h>

#include <liebound/bound.h>

#include "base/random.h"
#include "bound/idle_gates.h"
#include "support.h"
#include "uccsd.h"
#include "unit/ansatz_families.h"

static void compute(lb_bound_t B, const lb_ansatz_t A, const lb_bound_options *options)
{
    lb_error error = {0};
    lb_closure *closure;
    ck_assert_int_eq(lb_closure_compute(&closure, A, NULL, &error), LB_OK);
    lb_status status = lb_bound_compute(B, A, closure, options, &error);
    ck_assert_msg(status == LB_OK, "%s", error.message);
    lb_closure_free(closure);
}

static void check_range(const lb_bound_range *range, unsigned long at_least, unsigned long at_most)
{
    ck_assert_int_eq(mpz_cmp_ui(range->at_least, at_least), 0);
    ck_assert_int_eq(mpz_cmp_ui(range->at_most, at_most), 0);
    ck_assert(range->proved == (at_least == at_most));
}

/* Every inequality of the header. */
static void check_consistent(const lb_bound_t B, const lb_bound_state *S)
{
    ck_assert(!B->disagrees && !S->contradicts);
    ck_assert_int_le(mpz_cmp(S->rank.at_least, S->rank.at_most), 0);
    ck_assert_int_le(mpz_cmp(S->critical.at_least, S->critical.at_most), 0);
    ck_assert_int_le(mpz_cmp(S->rank.at_least, S->critical.at_least), 0);
    ck_assert_int_le(mpz_cmp(S->orbit.at_most, S->sector.at_most), 0);
    if (S->has_exact) {
        ck_assert_int_ge(mpz_cmp_ui(S->orbit.at_most, S->exact->rank), 0);
        ck_assert_int_ge(mpz_cmp_ui(S->rank.at_least, S->exact->rank), 0);
        ck_assert_uint_le(S->exact->rank, S->exact->parameters);
    }
    if (S->has_float)
        ck_assert_int_ge(mpz_cmp_ui(S->rank.at_most, S->float_rank), 0);
}

START_TEST(test_tfim)
{
    static const size_t critical[] = {0, 0, 2, 4, 8, 12, 18, 24, 32};
    for (uint32_t n = 2; n <= 8; n++)
        for (int closed = 0; closed <= (n > 2); closed++) {
            size_t R = closed ? 2 * (n / 2) : n * n / 2, M = closed ? 2 * (n / 2) : critical[n];
            lb_ansatz_t A;
            lb_bound_t B;
            lb_bound_init(B);
            make_tfim(A, n, closed);
            compute(B, A, NULL);
            const lb_bound_state *S = &B->states[0];
            check_consistent(B, S);
            ck_assert_uint_eq(B->state_count, 1);
            ck_assert(!B->has_joint && !B->limit);
            ck_assert_str_eq(S->name, A->states[0].name);
            check_range(&S->orbit, R, R);
            check_range(&S->rank, R, R);
            check_range(&S->critical, M, M);
            check_range(&B->critical, M, M);
            ck_assert_uint_eq(S->layers, (M + 1) / 2);
            ck_assert(S->has_float && S->agreement == LB_BOUND_AGREES);
            ck_assert(S->float_gap > LB_CLEAR_GAP);
            lb_bound_clear(B);
            lb_ansatz_clear(A);
        }
}
END_TEST

/* Seven generators on |0>, all X but one Z: R = 2 and M_c is the place of the Z, which may exceed
 * dim g = 3, and never (K - 1) R + 1 = 13; proved from below because the other X repeat the first.
 */
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
        compute(B, A, NULL);
        const lb_bound_state *S = &B->states[0];
        check_consistent(B, S);
        check_range(&S->rank, 2, 2);
        ck_assert_uint_eq(S->critical_seen, place);
        check_range(&S->critical, place, place);
        lb_ansatz_clear(A);
    }

    /* One generator: M_c = 1 exactly. None that moves the state, and none at all: 0. */
    make_local(A, 1, "X", false, "0");
    compute(B, A, NULL);
    check_range(&B->critical, 1, 1);
    lb_ansatz_clear(A);
    make_local(A, 1, "Z", false, "0");
    compute(B, A, NULL);
    check_consistent(B, &B->states[0]);
    check_range(&B->states[0].rank, 0, 0);
    check_range(&B->critical, 0, 0);
    lb_ansatz_clear(A);
    lb_ansatz_init(A, "nothing", 1);
    add_state(A, "0");
    compute(B, A, NULL);
    check_range(&B->critical, 0, 0);
    lb_ansatz_clear(A);
    lb_sum_clear(H);
    lb_bound_clear(B);
}
END_TEST

/* Random sums of strings on two states: the inequalities hold, each state and jointly; the
 * rank is proved, and M_c lies between R and (K - 1) R + 1. */
START_TEST(test_inequalities)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(60); trial++) {
        size_t n = 1 + lb_random_below(&random, 3), K = 1 + lb_random_below(&random, 4);
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
        add_state(A, "plus");
        compute(B, A, NULL);
        ck_assert(B->has_joint && B->state_count == 2);
        for (size_t i = 0; i < 3; i++) {
            const lb_bound_state *S = i < 2 ? &B->states[i] : &B->joint;
            check_consistent(B, S);
            ck_assert(S->orbit.proved);
            ck_assert(S->has_exact);
            ck_assert(S->saturated && S->rank.proved);
            size_t R = S->exact->rank;
            ck_assert_int_eq(mpz_cmp_ui(S->critical.at_most, S->critical_seen), 0);
            ck_assert_uint_le(S->critical_seen, R ? (K - 1) * R + 1 : 0);
            ck_assert_int_ge(mpz_cmp(S->critical.at_least, S->rank.at_least), 0);
            ck_assert_int_le(mpz_cmp(S->rank.at_least, B->joint.rank.at_least), 0);
        }
        lb_sum_clear(H);
        lb_bound_clear(B);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Gates that are said to bring nothing bring nothing: no rank is reached earlier than that allows.
 */
START_TEST(test_repeats)
{
    static const char *const states[] = {"00", "0+", "+-", "rl", "bell", "ghz"};
    lb_random random;
    lb_exact_t E;
    lb_sum_t H;
    size_t sharp = 0;
    lb_random_seed(&random, lb_test_seed() + 1);
    lb_exact_init(E);
    lb_sum_init(H, 2);
    for (size_t trial = 0; trial < lb_test_count(500); trial++) {
        size_t K = 1 + lb_random_below(&random, 8);
        lb_ansatz_t A;
        lb_error error;
        lb_ansatz_init(A, "repeats", 2);
        for (size_t k = 0; k < K; k++) {
            static const char *const letters[] = {"X", "Z", "Z", "ZZ"};
            uint32_t q = (uint32_t)lb_random_below(&random, 2);
            append(H, letters[lb_random_below(&random, 4)], q, 1 - q);
            if (lb_random_below(&random, 4) == 0)
                append(H, "Z", q, 0);
            add_generator(A, H);
        }
        add_state(A, states[trial % 6]);
        lb_exact_options options = {.layers = 12, .seed = trial};
        ck_assert_int_eq(lb_exact_rank(E, A, 0, &options, &error), LB_OK);
        for (size_t i = 0; i < E->rank; i++) {
            size_t least = lb_repeats_least(A, A->states, 1, i + 1, 1000);
            ck_assert_uint_le(least, E->reached[i]);
            sharp += least == E->reached[i] && least > i + 1;
        }
        lb_ansatz_clear(A);
    }
    ck_assert_uint_gt(sharp, 100);
    lb_sum_clear(H);
    lb_exact_clear(E);
}
END_TEST

/* A claimed upper bound that is too small is caught, by the exact rank alone. */
START_TEST(test_disagreement)
{
    lb_ansatz_t A;
    lb_bound_t B;
    mpz_t claimed;
    mpz_init_set_ui(claimed, 7);
    lb_bound_init(B);
    make_tfim(A, 4, false);
    lb_bound_options options = {.dimension_at_most = claimed};
    compute(B, A, &options);
    ck_assert(B->disagrees && B->states[0].contradicts);
    mpz_set_ui(claimed, 8);
    compute(B, A, &options);
    ck_assert(!B->states[0].contradicts);

    lb_exact_t E;
    lb_error error;
    lb_exact_init(E);
    lb_exact_options exact = {.layers = 10, .at_most = 7};
    ck_assert_int_eq(lb_exact_rank(E, A, 0, &exact, &error), LB_OK);
    ck_assert(E->exceeds && !E->equal && E->rank == 8);
    lb_exact_clear(E);
    lb_bound_clear(B);
    lb_ansatz_clear(A);
    mpz_clear(claimed);
}
END_TEST

/* What is told on the way is true at its time, and more each time. */
static void hear(const lb_bound_struct *so_far, void *context)
{
    size_t *told = context;
    const lb_bound_state *S = &so_far->states[0];
    ck_assert_uint_eq(so_far->state_count, 1);
    ck_assert_int_le(mpz_cmp_ui(S->rank.at_least, 18), 0);
    ck_assert_int_ge(mpz_cmp_ui(S->rank.at_most, 18), 0);
    ck_assert(S->has_exact == (*told > 0) && S->has_float == (*told > 1));
    ++*told;
}

START_TEST(test_limits)
{
    lb_ansatz_t A;
    lb_bound_t B;
    lb_error error;
    lb_closure *closure;
    lb_bound_options options = {.layers = 3};
    lb_bound_init(B);
    make_tfim(A, 6, false);
    compute(B, A, &options);
    ck_assert(!B->states[0].saturated && !B->limit && !B->states[0].has_float);
    ck_assert_uint_eq(B->states[0].exact->rank, 6);
    check_range(&B->states[0].critical, 18, 19);
    volatile sig_atomic_t stop = 1;
    options.run.limits.stop = &stop;
    compute(B, A, &options);
    ck_assert_ptr_nonnull(B->limit);
    ck_assert_int_ge(mpz_cmp_ui(B->states[0].rank.at_most, 18), 0);
    ck_assert(!B->states[0].has_exact); /* a rank of no gates would be none */
    size_t told = 0;
    lb_bound_options telling = {.seeds = 1, .known = hear, .known_context = &told};
    compute(B, A, &telling);
    ck_assert_uint_eq(told, 3);
    ck_assert_int_eq(lb_closure_compute(&closure, A, NULL, &error), LB_OK);
    options.state = 5;
    ck_assert_int_eq(lb_bound_compute(B, A, closure, &options, &error), LB_USAGE);
    ck_assert_uint_eq(B->state_count, 1);
    lb_closure_free(closure);
    lb_ansatz_clear(A);
    lb_bound_clear(B);
}
END_TEST

/* Coupled cluster: the group is all of SO on the real amplitudes that it reaches, so R is one
 * less than their number; without the algebra, whose dimension explodes. */
START_TEST(test_uccsd)
{
    static const struct {
        size_t orbitals, pairs, rank;
    } known[] = {{2, 1, 3}, {3, 1, 8}, {3, 2, 8}, {4, 2, 35}, {5, 2, 99}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        lb_ansatz_t A;
        lb_bound_t B;
        lb_error error;
        lb_bound_options options = {.seeds = 0};
        lb_bound_init(B);
        make_uccsd(A, known[i].orbitals, 2 * known[i].pairs);
        ck_assert_msg(!lb_bound_compute(B, A, NULL, &options, &error), "%s", error.message);
        const lb_bound_state *S = &B->states[0];
        check_consistent(B, S);
        ck_assert(S->has_span);
        ck_assert_str_eq(S->rank_source, "the real span");
        check_range(&S->rank, known[i].rank, known[i].rank);
        lb_bound_clear(B);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Without the algebra no bound is better than with it, and none contradicts it. */
START_TEST(test_without_algebra)
{
    static const char *const families[] = {"tfim-open", "ltfim-closed",   "xxz-open",
                                           "hea",       "sn-equivariant", "qaoa-cycle"};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        char name[] = "n", value[] = "4";
        lb_ansatz_t A;
        lb_bound_t with, without;
        lb_error error;
        lb_bound_options options = {.seeds = 0};
        lb_bound_init(with);
        lb_bound_init(without);
        ck_assert(!lb_ansatz_load(A, families[i], &(lb_setting){name, value}, 1, &error));
        compute(with, A, &options);
        ck_assert(!lb_bound_compute(without, A, NULL, &options, &error));
        const lb_bound_state *S = &with->states[0], *T = &without->states[0];
        check_consistent(without, T);
        ck_assert_int_le(mpz_cmp(T->rank.at_least, S->rank.at_least), 0);
        ck_assert_int_ge(mpz_cmp(T->rank.at_most, S->rank.at_most), 0);
        ck_assert_int_ge(mpz_cmp(T->critical.at_most, S->critical.at_most), 0);
        lb_bound_clear(with);
        lb_bound_clear(without);
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("bound", test_uccsd, test_without_algebra, test_tfim, test_repeated_generators,
             test_inequalities, test_repeats, test_disagreement, test_limits)
