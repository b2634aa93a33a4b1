/* Training states given by amplitudes: against brute force on explicit vectors, and against the
 * same states by their names. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <flint/fmpz.h>
#include <flint/fmpz_vec.h>
#include <liebound/bound.h>

#include "brute_orbits.h"
#include "random_sums.h"
#include "stabilizers.h"
#include "support.h"

enum { STATES_MAX = 3 };

/* "vector 01:1+2i 10:-3 NAME"; entry b of v is the amplitude of the label of b in binary. */
static char *vector_text(const fmpz *v, size_t qubits, const char *name)
{
    char *text = lb_strdup("vector");
    slong size = (slong)1 << qubits;
    for (slong b = 0; b < size; b++) {
        char label[16] = {0};
        if (fmpz_is_zero(v + b) && fmpz_is_zero(v + size + b))
            continue;
        for (size_t q = 0; q < qubits; q++)
            label[q] = (char)('0' + (b >> (qubits - 1 - q) & 1));
        char *longer = lb_sprintf("%s %s:%ld%+ldi", text, label, fmpz_get_si(v + b),
                                  fmpz_get_si(v + size + b));
        free(text);
        text = longer;
    }
    char *named = lb_sprintf("%s %s", text, name);
    free(text);
    return named;
}

/* Small Gaussian integers, most of them 0 in some states. */
static void random_vector(vectors *V, size_t qubits, lb_random *random)
{
    bool sparse = lb_random_below(random, 2), real = lb_random_below(random, 3) == 0;
    vectors_init(V, 1, qubits);
    fmpz *v = V->rows->rows[0];
    while (_fmpz_vec_is_zero(v, V->length))
        for (slong i = 0; i < (real ? V->length / 2 : V->length); i++)
            if (!sparse || lb_random_below(random, 4) == 0)
                fmpz_set_si(v + i, (slong)lb_random_below(random, 9) - 4);
    V->count = 1;
}

/* w = X v times the denominators of X, whose coefficients may be long. */
static void apply(fmpz *w, const lb_sum_t X, const fmpz *v, slong length)
{
    size_t size = (size_t)length / 2;
    fmpz *image = _fmpz_vec_init(length);
    fmpz_t coefficient;
    mpz_t common, factor;
    mpz_init_set_ui(common, 1);
    mpz_init(factor);
    fmpz_init(coefficient);
    for (size_t t = 0; t < X->length; t++)
        mpz_lcm(common, common, mpq_denref(X->coefficients + t));
    _fmpz_vec_zero(w, length);
    for (size_t t = 0; t < X->length; t++) {
        amplitude *M = calloc(size * size, sizeof *M);
        add_string_matrix(M, 1, X->strings + t, X->qubits);
        multiply(image, M, 1, v, (slong)size);
        mpz_divexact(factor, common, mpq_denref(X->coefficients + t));
        mpz_mul(factor, factor, mpq_numref(X->coefficients + t));
        fmpz_set_mpz(coefficient, factor);
        _fmpz_vec_scalar_addmul_fmpz(w, image, length, coefficient);
        free(M);
    }
    mpz_clears(common, factor, NULL);
    fmpz_clear(coefficient);
    _fmpz_vec_clear(image, length);
}

/* Every element of the annihilators does to every state of a claim what it should. */
static void check_annihilator(const lb_orbit *orbit, size_t state, const vectors *psi, size_t count,
                              bool ideal)
{
    size_t elements = (ideal ? lb_orbit_ideal_count : lb_orbit_isotropy_count)(orbit, state);
    lb_sum_t X;
    lb_sum_init(X, 0);
    for (size_t i = 0; i < elements; i++) {
        (ideal ? lb_orbit_ideal : lb_orbit_isotropy)(X, orbit, state, i);
        for (size_t s = 0; s < count; s++) {
            fmpz_mat_t pair;
            fmpz_mat_init(pair, 2, psi[s].length);
            _fmpz_vec_set(pair->rows[0], psi[s].rows->rows[0], psi[s].length);
            apply(pair->rows[1], X, pair->rows[0], psi[s].length);
            ck_assert_int_eq(fmpz_mat_rank(pair), 1);
            ck_assert(!ideal || _fmpz_vec_is_zero(pair->rows[1], psi[s].length));
            fmpz_mat_clear(pair);
        }
    }
    lb_sum_clear(X);
}

static void check_claim(const lb_orbit *orbit, const lb_ansatz_t A, const lb_closure *closure,
                        size_t state, const vectors *psi, size_t count)
{
    vectors K[STATES_MAX] = {0};
    for (size_t s = 0; s < count; s++)
        (void)invariant_space(K + s, A, psi[s].rows->rows[0], A->qubits);
    slong expected[2] = {stacked_rank(closure, psi, count, true),
                         stacked_rank(closure, K, count, false)};
    const lb_orbit_number *found[2] = {lb_orbit_dimension(orbit, state),
                                       lb_orbit_sector(orbit, state)};
    for (int k = 0; k < 2; k++) {
        ck_assert(found[k]->proved);
        ck_assert_int_eq(mpz_get_si(found[k]->at_least), expected[k]);
        ck_assert_int_eq(mpz_get_si(found[k]->at_most), expected[k]);
        check_annihilator(orbit, state, psi, count, k);
    }
    ck_assert_int_eq((slong)lb_orbit_isotropy_count(orbit, state),
                     (slong)lb_closure_row_count(closure) - expected[0]);
    for (size_t s = 0; s < count; s++)
        fmpz_mat_clear(K[s].rows);
}

/* An exact rank of a deep circuit never exceeds the orbit dimension, and reaches it. */
static void check_exact(const lb_orbit *orbit, const lb_ansatz_t A, size_t state, uint64_t seed)
{
    lb_exact_t E;
    lb_error error;
    size_t bound = mpz_get_ui(lb_orbit_dimension(orbit, state)->at_most);
    lb_exact_options options = {.layers = bound + 2, .seed = seed};
    lb_exact_init(E);
    ck_assert_msg(!lb_exact_rank(E, A, state, &options, &error), "%s", error.message);
    ck_assert_uint_eq(E->rank, bound);
    ck_assert(E->picture == LB_PICTURE_STATE || E->picture == LB_PICTURE_PADIC);
    options.picture = LB_PICTURE_ADJOINT;
    ck_assert_int_eq(lb_exact_rank(E, A, state, &options, &error), LB_USAGE);
    lb_exact_clear(E);
}

static void check_ansatz(const lb_ansatz_t A, const vectors *psi, uint64_t seed)
{
    lb_closure *closure;
    lb_orbit *orbit;
    lb_error error;
    lb_closure_options options = {.enumerate = true};
    ck_assert(!lb_closure_compute(&closure, A, &options, &error));
    ck_assert(!lb_orbit_compute(&orbit, A, closure, NULL, &error));
    for (size_t s = 0; s < A->state_count; s++) {
        check_claim(orbit, A, closure, s, psi + s, 1);
        check_exact(orbit, A, s, seed);
    }
    if (A->state_count > 1) {
        check_claim(orbit, A, closure, LB_ORBIT_JOINT, psi, A->state_count);
        check_exact(orbit, A, LB_EXACT_ALL_STATES, seed);
    }
    lb_orbit_free(orbit);
    lb_closure_free(closure);
}

static void draw_coefficient(mpq_t c, lb_random *random)
{
    long number = 1 + (long)lb_random_below(random, 3);
    mpq_set_si(c, lb_random_below(random, 2) ? number : -number, 1 + lb_random_below(random, 2));
}

static void add_random_generator(lb_ansatz_t A, lb_random *random)
{
    add_random_sum(A, 1 + lb_random_below(random, 3), "IXYZ", draw_coefficient, random);
}

START_TEST(test_brute_force)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(2000); trial++) {
        lb_ansatz_t A;
        vectors psi[STATES_MAX];
        size_t qubits = 1 + lb_random_below(&random, 3);
        lb_ansatz_init(A, "random", qubits);
        for (uint64_t k = 1 + lb_random_below(&random, 3); k > 0; k--)
            add_random_generator(A, &random);
        size_t states = 1 + lb_random_below(&random, STATES_MAX);
        for (vectors *v = psi; v < psi + states; v++) {
            random_vector(v, qubits, &random);
            char *text = vector_text(v->rows->rows[0], qubits, "random");
            ck_assert(!lb_ansatz_add_state(A, text, NULL));
            free(text);
        }
        check_ansatz(A, psi, trial);
        for (size_t s = 0; s < A->state_count; s++)
            fmpz_mat_clear(psi[s].rows);
        lb_ansatz_clear(A);
    }
}
END_TEST

static void check_same_range(const lb_bound_range *a, const lb_bound_range *b)
{
    ck_assert_int_eq(mpz_cmp(a->at_least, b->at_least), 0);
    ck_assert_int_eq(mpz_cmp(a->at_most, b->at_most), 0);
    ck_assert_int_eq(a->proved, b->proved);
}

static void check_same_state(const lb_bound_state *a, const lb_bound_state *b)
{
    check_same_range(&a->orbit, &b->orbit);
    check_same_range(&a->sector, &b->sector);
    check_same_range(&a->rank, &b->rank);
    check_same_range(&a->critical, &b->critical);
    ck_assert_int_eq(a->has_exact, b->has_exact);
    ck_assert_uint_eq(a->exact->rank, b->exact->rank);
    ck_assert_uint_eq(a->float_rank, b->float_rank);
    ck_assert(!a->contradicts && !b->contradicts);
}

/* The named states of A, and the same given by multiples of their amplitudes. */
static void check_same(const lb_ansatz_t A, lb_random *random)
{
    lb_ansatz_t V;
    lb_closure *closure;
    lb_bound_t bounds[2];
    lb_error error;
    lb_bound_options options = {.state = LB_BOUND_ALL_STATES, .seeds = 1};
    lb_closure_options enumerate = {.enumerate = true};
    lb_ansatz_init(V, "vectors", A->qubits);
    for (size_t k = 0; k < A->generator_count; k++)
        lb_ansatz_add_generator(V, NULL, A->generators + k);
    for (size_t s = 0; s < A->state_count; s++) {
        lb_stabilizer S;
        vectors psi;
        lb_state_stabilizer(&S, &A->states[s]);
        state_vector(&psi, &S);
        _fmpz_vec_scalar_mul_si(psi.rows->rows[0], psi.rows->rows[0], psi.length,
                                1 + (slong)lb_random_below(random, 5));
        char *text = vector_text(psi.rows->rows[0], A->qubits, "named");
        ck_assert(!lb_ansatz_add_state(V, text, &error));
        free(text);
        fmpz_mat_clear(psi.rows);
        lb_stabilizer_clear(&S);
    }
    ck_assert(!lb_closure_compute(&closure, A, &enumerate, &error));
    for (int k = 0; k < 2; k++) {
        lb_bound_init(bounds[k]);
        ck_assert(!lb_bound_compute(bounds[k], k ? V : A, closure, &options, &error));
    }
    ck_assert_uint_eq(bounds[0]->state_count, bounds[1]->state_count);
    for (size_t s = 0; s < A->state_count; s++)
        check_same_state(&bounds[0]->states[s], &bounds[1]->states[s]);
    if (A->state_count > 1)
        check_same_state(&bounds[0]->joint, &bounds[1]->joint);
    check_same_range(&bounds[0]->critical, &bounds[1]->critical);
    for (int k = 0; k < 2; k++)
        lb_bound_clear(bounds[k]);
    lb_closure_free(closure);
    lb_ansatz_clear(V);
}

START_TEST(test_named_states)
{
    static const char *const names[] = {"plus", "zero", "ghz", "neel", "r-1", "l+0"};
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(400); trial++) {
        lb_ansatz_t A;
        char text[128];
        lb_ansatz_init(A, "named", 3);
        for (uint64_t k = 1 + lb_random_below(&random, 3); k > 0; k--)
            add_random_generator(A, &random);
        ck_assert(!lb_ansatz_add_state(A, names[trial % 6], NULL));
        for (uint64_t s = lb_random_below(&random, 2); s > 0; s--) {
            random_stabilizer(text, 3, &random);
            ck_assert(!lb_ansatz_add_state(A, text, NULL));
        }
        check_same(A, &random);
        lb_ansatz_clear(A);
    }
}
END_TEST

LB_TEST_MAIN("states", test_brute_force, test_named_states)
