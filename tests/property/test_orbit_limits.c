/* Orbits and sectors where a limit comes before what proves them, where the algebra is known by its type
 * alone, and where the search averaged over a symmetry: what is left are bounds of what a whole basis
 * tells, which other tests compare with brute force. */

#include <check.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/random.h"
#include "orbit/orbit_data.h"
#include "support.h"

enum { STATES_MOST = 3, QUBITS_MOST = 5 };

/* ---- Problems ---- */

static void append_string(lb_sum_t H, const char *label, long c)
{
    ck_assert(!lb_sum_append_label(H, c, 1, label, NULL));
}

/* A string or a sum of some; with its reverse, where that is asked for. */
static void add_generator(lb_ansatz_t A, bool is_string, bool symmetric, lb_random *random)
{
    size_t n = A->qubits;
    lb_sum_t H;
    lb_sum_init(H, n);
    for (uint64_t t = is_string ? 1 : 1 + lb_random_below(random, 3); t > 0; t--) {
        char label[QUBITS_MOST + 1] = {0}, reverse[QUBITS_MOST + 1] = {0};
        long c = 1 + (long)lb_random_below(random, 3);
        for (size_t q = 0; q < n; q++)
            reverse[n - 1 - q] = label[q] = "IXYZ"[lb_random_below(random, 4)];
        append_string(H, label, c);
        if (symmetric)
            append_string(H, reverse, c);
    }
    lb_sum_normalize(H);
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
}

/* All strings on one qubit or two, which is su(2^n), or some that commute. */
static void add_known(lb_ansatz_t A, bool all)
{
    static const char LETTERS[] = "XYZ";
    for (size_t q = 0; q < A->qubits; q++)
        for (size_t l = all ? 0 : 2; l < 3; l++)
            for (size_t r = 0; r + q < A->qubits && r < 2; r++) {
                char label[QUBITS_MOST + 1] = "IIIII";
                lb_sum_t H;
                label[A->qubits] = '\0';
                label[q] = LETTERS[l];
                label[q + r] = LETTERS[l];
                lb_sum_init(H, A->qubits);
                append_string(H, label, 1);
                lb_ansatz_add_generator(A, NULL, H);
                lb_sum_clear(H);
            }
}

static void add_states(lb_ansatz_t A, lb_random *random)
{
    static const char *const names[] = {"plus", "zero", "ghz", "bell"};
    lb_error error;
    for (uint64_t s = 1 + lb_random_below(random, STATES_MOST); s > 0; s--) {
        uint64_t kind = lb_random_below(random, 6);
        char text[80];
        int n = (int)A->qubits;
        if (kind < 4)
            snprintf(text, sizeof text, "%s", names[kind]);
        else
            snprintf(text, sizeof text, "vector %.*s:1 %.*s:2i %.*s:1-i", n, "01101", n, "11100", n,
                     lb_random_below(random, 2) ? "00000" : "10010");
        ck_assert(!lb_ansatz_add_state(A, text, &error));
    }
}

static void draw_problem(lb_ansatz_t A, size_t qubits, lb_random *random)
{
    uint64_t kind = lb_random_below(random, 5);
    lb_ansatz_init(A, "random", qubits);
    if (kind < 2)
        add_known(A, !kind);
    else
        for (uint64_t k = 2 + lb_random_below(random, 4); k > 0; k--)
            add_generator(A, kind == 2, kind == 3, random);
    add_states(A, random);
}

/* ---- Bounds ---- */

static void check_number(const lb_orbit_number *found, const lb_orbit_number *whole,
                         const lb_ansatz_t A, size_t state)
{
    ck_assert(found->computed && whole->proved);
    bool right = mpz_cmp(found->at_least, whole->at_least) <= 0 &&
                 mpz_cmp(found->at_most, whole->at_least) >= 0 &&
                 found->proved == !mpz_cmp(found->at_least, found->at_most);
    if (!right) {
        lb_ansatz_print(stdout, A);
        ck_abort_msg("state %zu: %lu, not %lu .. %lu: %s", state, mpz_get_ui(whole->at_least),
                     mpz_get_ui(found->at_least), mpz_get_ui(found->at_most), found->evidence);
    }
}

static size_t check_bounds(const lb_orbit *whole, const lb_ansatz_t A, const lb_closure *closure,
                           const lb_orbit_options *options)
{
    lb_orbit *orbit;
    lb_error error;
    size_t open = 0;
    ck_assert(!lb_orbit_compute(&orbit, A, closure, options, &error));
    for (size_t s = 0; s < A->state_count + (A->state_count > 1); s++) {
        size_t state = s < A->state_count ? s : LB_ORBIT_JOINT;
        const lb_orbit_number *number = lb_orbit_dimension(orbit, state);
        check_number(number, lb_orbit_dimension(whole, state), A, state);
        open += !number->proved;
        check_number(lb_orbit_sector(orbit, state), lb_orbit_sector(whole, state), A, state);
    }
    lb_orbit_free(orbit);
    return open;
}

static size_t check_ansatz(const lb_ansatz_t A)
{
    static const size_t works[] = {1, 50000, 500000, 0};
    const lb_closure_options all = {.enumerate = true};
    lb_closure *closure, *part;
    lb_orbit *whole;
    lb_error error;
    size_t open = 0;
    mpz_t dimension;
    mpz_init(dimension);
    ck_assert(!lb_closure_compute(&closure, A, &all, &error));
    ck_assert(!lb_orbit_compute(&whole, A, closure, NULL, &error));
    lb_closure_dimension(dimension, closure);
    for (size_t w = 0; w < 4; w++)
        for (int kind = 0; kind < 4; kind++) {
            lb_closure_options search = {.symmetry = kind % 2, .run.work = kind < 2 ? 0 : works[w]};
            lb_orbit_options limited = {.run.work = kind < 2 ? works[w] : 0};
            if (w % 2)
                limited.upper_bound = dimension;
            ck_assert(!lb_closure_compute(&part, A, &search, &error));
            open += check_bounds(whole, A, part, &limited);
            lb_closure_free(part);
        }
    lb_orbit_free(whole);
    lb_closure_free(closure);
    mpz_clear(dimension);
    return open;
}

/* All words of g tell the orbit, too; the states of a claim come in any order. */
static void check_known_rank(const lb_ansatz_t A)
{
    const lb_closure_options all = {.enumerate = true};
    lb_closure *closure;
    lb_orbit *orbit;
    lb_error error;
    lb_run run;
    lb_run_start(&run, NULL);
    ck_assert(!lb_closure_compute(&closure, A, &all, &error));
    ck_assert(!lb_orbit_compute(&orbit, A, closure, NULL, &error));
    for (size_t i = 0; i < orbit->claim_count; i++) {
        uint32_t rank = lb_orbit_rank_known(orbit, orbit->orbits + i, &run);
        ck_assert(orbit->orbits[i].number.proved);
        if (mpz_cmp_ui(orbit->orbits[i].number.at_least, rank)) {
            lb_ansatz_print(stdout, A);
            ck_abort_msg("claim %zu: %" PRIu32, i, rank);
        }
    }
    lb_orbit_free(orbit);
    lb_closure_free(closure);
    lb_run_end(&run);
}

START_TEST(known_elements_tell_the_orbit)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < lb_test_count(200); i++) {
        lb_ansatz_t A;
        draw_problem(A, 2 + lb_random_below(&random, 2), &random);
        check_known_rank(A);
        lb_ansatz_clear(A);
    }
}
END_TEST

START_TEST(bounds_where_a_limit_comes)
{
    lb_random random;
    size_t open = 0, count = lb_test_count(300);
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < count; i++) {
        lb_ansatz_t A;
        draw_problem(A, QUBITS_MOST - i % 2, &random);
        open += check_ansatz(A);
        lb_ansatz_clear(A);
    }
    printf("%zu open\n", open);
    ck_assert_uint_ge(open, count / 2);
}
END_TEST

LB_TEST_MAIN("limits of orbits", known_elements_tell_the_orbit, bounds_where_a_limit_comes)
