/* The two halves of the proof of a basis: what is not the closed space is refused, whichever row is missing or
 * coefficient wrong, and steps that repeat one another are no proof. */

#include <stdlib.h>
#include <string.h>

#include <liebound.h>

#include "base/memory.h"
#include "base/prime.h"
#include "base/random.h"
#include "closure/closure_data.h"
#include "closure/proof.h"
#include "closure/search.h"
#include "random_sums.h"
#include "support.h"

static void low_coefficient(mpq_t c, lb_random *random)
{
    mpq_set_si(c, (long)lb_random_below(random, 9) - 4, 1 + lb_random_below(random, 3));
}

static lb_closure *close(const lb_ansatz_t A, bool symmetry)
{
    lb_closure_options options = {.enumerate = true, .symmetry = symmetry};
    lb_closure *closure;
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, NULL), LB_OK);
    ck_assert(lb_closure_is_proved(closure));
    return closure;
}

/* Whether the rows contain all generators and brackets, on one thread and on two. */
static bool contains(lb_closure *c, const lb_rational_basis *basis)
{
    int results[2];
    for (int threads = 1; threads <= 2; threads++) {
        lb_run run;
        lb_run_start(&run, &(lb_run_options){.threads = threads});
        results[threads - 1] =
            lb_basis_contains_closure(basis, &c->generators, &c->canonical, &c->strings, &run);
        lb_run_end(&run);
    }
    ck_assert_int_eq(results[0], results[1]);
    ck_assert(results[0] == 0 || results[0] == 1);
    return results[0];
}

/* The basis without one row. */
static void drop_row(lb_rational_basis *basis, uint32_t row)
{
    size_t from = basis->offsets[row + 1], to = basis->offsets[row], shift = from - to;
    size_t entries = basis->offsets[basis->count];
    for (size_t e = from; e < entries; e++) {
        basis->columns[e - shift] = basis->columns[e];
        fmpz_swap(basis->numerators + e - shift, basis->numerators + e);
    }
    for (uint32_t i = row; i + 1 < basis->count; i++) {
        basis->pivots[i] = basis->pivots[i + 1];
        fmpz_swap(basis->denominators + i, basis->denominators + i + 1);
    }
    for (uint32_t i = row; i < basis->count; i++)
        basis->offsets[i] = basis->offsets[i + 1] - shift;
    basis->count--;
}

/* A part of the closed space, and any other space of its dimension, lacks something. */
static void check_all(const lb_ansatz_t A, bool symmetry)
{
    lb_closure *c = close(A, symmetry);
    lb_rational_basis *basis = &c->basis;
    ck_assert(contains(c, basis));
    for (uint32_t i = 0; i < basis->count; i++) {
        for (size_t e = basis->offsets[i]; e < basis->offsets[i + 1]; e++) {
            fmpz_add_ui(basis->numerators + e, basis->numerators + e, 1);
            ck_assert_msg(!contains(c, basis), "row %u", i);
            fmpz_sub_ui(basis->numerators + e, basis->numerators + e, 1);
        }
        if (basis->offsets[i] == basis->offsets[i + 1])
            continue;
        fmpz_add_ui(basis->denominators + i, basis->denominators + i, 1);
        ck_assert_msg(!contains(c, basis), "row %u", i);
        fmpz_sub_ui(basis->denominators + i, basis->denominators + i, 1);
    }
    ck_assert(contains(c, basis));
    uint32_t count = basis->count;
    lb_closure_free(c);
    for (uint32_t i = 0; i < count; i++) {
        c = close(A, symmetry);
        drop_row(&c->basis, i);
        ck_assert_msg(!contains(c, &c->basis), "without row %u", i);
        lb_closure_free(c);
    }
}

START_TEST(spaces_that_lack_something)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(60); trial++) {
        lb_ansatz_t A;
        lb_ansatz_init(A, "random", 2);
        for (size_t k = 1 + lb_random_below(&random, 3); k > 0; k--)
            add_random_sum(A, 1 + lb_random_below(&random, 3), trial % 3 ? "IXYZ" : "IZ",
                           low_coefficient, &random);
        check_all(A, trial % 2);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Brackets are zero, so that generators alone are missed. */
START_TEST(commuting_generators)
{
    static const char text[] = "qubits 2\ngenerator = ZI\ngenerator = IZ\ngenerator = ZZ + 2 ZI\n";
    lb_ansatz_t A;
    lb_error error;
    ck_assert(!lb_ansatz_parse(A, text, strlen(text), "test.alg", NULL, 0, &error));
    check_all(A, false);
    lb_ansatz_clear(A);
}
END_TEST

static void load(lb_ansatz_t A, const char *family, const char *n)
{
    lb_setting setting = {(char *)"n", (char *)n};
    lb_error error;
    ck_assert(!lb_ansatz_load(A, family, &setting, 1, &error));
}

START_TEST(averages_that_lack_something)
{
    static const char *const families[][2] = {
        {"tfim-closed", "5"}, {"xxz-open", "4"}, {"qaoa-complete", "4"}, {"sn-equivariant", "3"}};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        lb_ansatz_t A;
        load(A, families[i][0], families[i][1]);
        check_all(A, true);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* More than is needed is no fault: the space of all strings. */
START_TEST(the_space_of_all_strings)
{
    lb_ansatz_t A;
    load(A, "ltfim-open", "2");
    lb_closure *c = close(A, false);
    uint32_t pivots[16], *order;
    for (uint64_t s = 0; s < 16; s++)
        pivots[s] = lb_string_table_intern(&c->strings, (uint64_t[]){s & 3, s >> 2});
    order = lb_string_table_order(&c->strings, pivots, 16);
    for (uint32_t i = 0; i < 16; i++)
        order[i] = pivots[order[i]];
    lb_rational_basis basis;
    lb_rational_basis_init_strings(&basis, order, 16);
    ck_assert(contains(c, &basis));
    ck_assert_uint_lt(c->basis.count, 16);
    lb_rational_basis_clear(&basis);
    free(order);
    lb_closure_free(c);
    lb_ansatz_clear(A);
}
END_TEST

/* ---- The lower half ---- */

/* A search of its own, with its steps and pivots. */
typedef struct searched {
    lb_closure *closure; /* for its generators */
    lb_steps steps;
    uint32_t *pivots;
} searched;

static void searched_init(searched *s, const lb_ansatz_t A)
{
    lb_closure *c = s->closure = close(A, false);
    lb_closure_options options = {.method = LB_METHOD_SPARSE};
    lb_search_result result;
    lb_modular modular;
    lb_run run;
    lb_run_start(&run, NULL);
    lb_modular_init(&modular, &c->generators, &c->canonical, &c->strings, LB_LARGE_PRIME);
    lb_search(&result, &modular, 0, &options, &run);
    ck_assert(result.closed && result.consistent);
    s->steps = result.steps;
    s->pivots = lb_malloc(result.steps.count, sizeof *s->pivots);
    for (size_t r = 0; r < result.steps.count; r++)
        s->pivots[r] = modular.echelon.rows[r].pivot;
    lb_modular_clear(&modular);
    lb_run_end(&run);
}

static void searched_clear(searched *s)
{
    free(s->steps.items);
    free(s->pivots);
    lb_closure_free(s->closure);
}

enum { PRIMES = 3 };
static const uint64_t primes[PRIMES] = {LB_LARGE_PRIME, 3, 1000000007};

/* The result of a replay modulo each prime: alone, and together on one thread and on two, which is all the
 * same unless work ends it. */
static void replay(int *results, const searched *s, size_t work)
{
    lb_closure *c = s->closure;
    for (int threads = 0; threads <= 2; threads++) {
        lb_modular modulars[PRIMES];
        int found[PRIMES];
        for (int i = 0; i < PRIMES; i++)
            lb_modular_init(modulars + i, &c->generators, &c->canonical, &c->strings, primes[i]);
        lb_run run;
        lb_run_start(&run, &(lb_run_options){.threads = threads, .work = work});
        if (threads)
            lb_replay_together(found, modulars, PRIMES, &s->steps, s->pivots, &run);
        for (int i = 0; i < PRIMES && !threads; i++)
            found[i] = lb_replay(modulars + i, &s->steps, s->pivots, &run);
        lb_run_end(&run);
        for (int i = 0; i < PRIMES; i++) {
            ck_assert(!threads || work || results[i] == found[i]);
            results[i] = found[i];
            ck_assert(found[i] != 1 || modulars[i].echelon.row_count == s->steps.count);
            lb_modular_clear(modulars + i);
        }
    }
}

/* X + 3 Z and X: dependent modulo 3, so that the second has no remainder. */
START_TEST(replays)
{
    static const char text[] =
        "qubits 2\ngenerator = XI + 3 ZI\ngenerator = XI\ngenerator = ZZ + YX\n";
    lb_ansatz_t A;
    lb_error error;
    searched s;
    int results[PRIMES];
    ck_assert(!lb_ansatz_parse(A, text, strlen(text), "test.alg", NULL, 0, &error));
    searched_init(&s, A);
    replay(results, &s, 0);
    ck_assert(results[0] == 1 && results[1] == 0 && results[2] == 1);
    for (size_t t = 1; t < s.steps.count; t++)
        for (size_t before = 0; before < t; before++) {
            lb_step step = s.steps.items[t];
            s.steps.items[t] = s.steps.items[before];
            replay(results, &s, 0);
            /* a bracket with a row that has changed since may be another */
            ck_assert(step.row != LB_STEP_ALONE || s.steps.items[t].row != LB_STEP_ALONE ||
                      !results[0]);
            s.steps.items[t] = step;
        }
    for (size_t t = 0; t < s.steps.count; t++) {
        uint32_t pivot = s.pivots[t];
        s.pivots[t] = s.pivots[t ? 0 : 1];
        replay(results, &s, 0);
        ck_assert(!t || !results[0]);
        s.pivots[t] = pivot;
    }
    size_t count = s.steps.count;
    for (s.steps.count = 0; s.steps.count < count; s.steps.count++) {
        replay(results, &s, 0);
        ck_assert(results[0] == 1 && results[2] == 1);
    }
    searched_clear(&s);
    lb_ansatz_clear(A);
}
END_TEST

/* A limit decides nothing. */
START_TEST(replays_that_end_early)
{
    lb_ansatz_t A;
    searched s;
    int results[PRIMES];
    load(A, "ltfim-open", "6");
    searched_init(&s, A);
    replay(results, &s, 1);
    ck_assert(results[0] == -1 && results[2] == -1);
    replay(results, &s, 0);
    ck_assert(results[0] == 1 && results[2] == 1);
    lb_run run;
    lb_run_start(&run, &(lb_run_options){.work = 1});
    lb_closure *c = s.closure;
    ck_assert_int_eq(
        lb_basis_contains_closure(&c->basis, &c->generators, &c->canonical, &c->strings, &run), -1);
    lb_run_end(&run);
    searched_clear(&s);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("proofs of closures", spaces_that_lack_something, commuting_generators,
             averages_that_lack_something, the_space_of_all_strings, replays,
             replays_that_end_early)
