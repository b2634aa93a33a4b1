/* Ranks of conjugated generators against the orbits of closed algebras. */

#include <check.h>

#include <stdio.h>
#include <unistd.h>

#include <liebound/certificate.h>
#include <liebound/closure.h>
#include <liebound/orbit.h>

#include "checking.h"
#include "orbit/conjugate_rank.h"
#include "random_generators.h"
#include "support.h"

static const char *const STATES[] = {"zero", "plus", "ghz", "neel",
                                     "vector 000:1 011:1/2-1i 101:2 other"};

/* Generators with rational gates, and the last one sometimes without. */
static void draw_ansatz(lb_ansatz_t A, bool rational, size_t states, lb_random *random)
{
    lb_error error;
    lb_ansatz_init(A, "random", 3);
    size_t count = 2 + lb_random_below(random, 3);
    for (size_t k = 0; k < count; k++) {
        lb_sum_t H;
        lb_sum_init(H, 3);
        if (k + 1 == count && !rational)
            random_sum(H, random, 3);
        else
            random_generator(H, random, 3, lb_random_below(random, 2));
        lb_sum_normalize(H);
        lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
    }
    for (size_t j = 0, first = lb_random_below(random, 5); j < states; j++)
        ck_assert_int_eq(lb_ansatz_add_state(A, STATES[(first + j) % 5], &error), LB_OK);
}

static size_t orbit_dimension(const lb_ansatz_t A, size_t state)
{
    lb_closure *closure;
    lb_orbit *orbit;
    lb_error error;
    ck_assert_msg(!lb_closure_compute(&closure, A, NULL, &error), "%s", error.message);
    ck_assert_msg(!lb_orbit_compute(&orbit, A, closure, NULL, &error), "%s", error.message);
    const lb_orbit_number *number = lb_orbit_dimension(orbit, state);
    ck_assert(number->proved);
    size_t dimension = mpz_get_ui(number->at_least);
    lb_orbit_free(orbit);
    lb_closure_free(closure);
    return dimension;
}

/* Equal when all gates are rational, else never more. */
START_TEST(test_against_orbits)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    size_t large = 0;
    for (size_t i = 0; i < lb_test_count(200); i++) {
        lb_ansatz_t A;
        lb_error error;
        lb_conjugate_rank found;
        bool rational = i % 4 != 0;
        size_t states = 1 + i % 2;
        draw_ansatz(A, rational, states, &random);
        const lb_conjugate_rank_options options = {
            .at_most = 40, .seed = i, .run.threads = 1 + (int)(i % 3)};
        ck_assert_msg(!lb_conjugate_rank_compute(&found, A, A->states, states, &options, &error),
                      "%s", error.message);
        size_t dimension = orbit_dimension(A, states == 1 ? 0 : LB_ORBIT_JOINT);
        ck_assert_uint_le(found.rank, dimension);
        if (rational)
            ck_assert_uint_eq(found.rank, dimension);
        large += found.rank > 6;
        lb_ansatz_clear(A);
    }
    ck_assert_uint_gt(large, lb_test_count(200) / 4);
}
END_TEST

/* It ends at the bound, with what the last group of vectors brought, or refuses what it cannot do. */
START_TEST(test_ends)
{
    static const struct {
        const char *name, *n;
        lb_status status;
        size_t at_most, rank;
    } known[] = {
        {"hea", "6", LB_OK, 126, 126},     {"hea", "6", LB_OK, 50, 50},
        {"tfim-open", "8", LB_OK, 64, 32}, {"tfim-open", "40", LB_USAGE, 800, 0},
        {"xxz-open", "4", LB_OK, 30, 4},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char name[] = "n";
        lb_ansatz_t A;
        lb_error error;
        lb_conjugate_rank found;
        lb_setting setting = {name, (char *)known[i].n};
        lb_conjugate_rank_options options = {.at_most = known[i].at_most};
        ck_assert(!lb_ansatz_load(A, known[i].name, &setting, 1, &error));
        lb_status status = lb_conjugate_rank_compute(&found, A, A->states, 1, &options, &error);
        ck_assert_int_eq(status, known[i].status);
        if (!status) {
            ck_assert_uint_ge(found.rank, known[i].rank);
            ck_assert_uint_lt(found.rank, known[i].rank + 8);
        }
        lb_ansatz_clear(A);
    }
}
END_TEST

/* What was found can be shown to both checkers, and one dimension more cannot. */
START_TEST(test_certificates)
{
    lb_random random;
    char path[4096];
    lb_random_seed(&random, lb_test_seed());
    snprintf(path, sizeof path, "%s/liebound-conjugates-%ld.cert", lb_test_folder(),
             (long)getpid());
    for (size_t i = 0; i < lb_test_count(12); i++) {
        lb_ansatz_t A;
        lb_error error;
        lb_conjugate_rank found;
        char text[256], line[64];
        draw_ansatz(A, lb_random_below(&random, 2), 1 + i % 2, &random);
        lb_conjugate_rank_options options = {.at_most = 64, .seed = 1};
        lb_status status =
            lb_conjugate_rank_compute(&found, A, A->states, A->state_count, &options, &error);
        if (!status && found.rank) {
            const lb_rank_claim claim = {LB_EXACT_ALL_STATES, NULL, found.rank};
            ck_assert_msg(!lb_rank_certificate_write(A, &claim, 1, &(lb_rank_bounds){.orbit = NULL},
                                                     path, &error),
                          "%s", error.message);
            ck_assert_msg(run_checker(path, text, 1), "%s", text);
            snprintf(line, sizeof line, "VERIFIED maximal rank %zu", found.rank);
            ck_assert_msg(!strncmp(text, line, strlen(line)), "%s, not %s", text, line);
            const lb_rank_claim more = {LB_EXACT_ALL_STATES, NULL, found.rank + 1};
            ck_assert_int_eq(lb_rank_certificate_write(
                                 A, &more, 1, &(lb_rank_bounds){.orbit = NULL}, path, &error),
                             LB_USAGE);
        }
        lb_ansatz_clear(A);
    }
    remove(path);
}
END_TEST

LB_TEST_MAIN("conjugate rank", test_against_orbits, test_ends, test_certificates)
