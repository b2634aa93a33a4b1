/* Exact means and variances of losses, by ideals and by sectors, and what they must be by Haar averages of
 * matrices (haar.h). */

#ifndef LB_TESTS_EXACT_LOSSES_H
#define LB_TESTS_EXACT_LOSSES_H

#include <liebound.h>

#include "automorphisms.h"
#include "haar.h"
#include "stabilizers.h"
#include "state/state.h"

/* ---- What is computed ---- */

typedef struct numbers {
    mpq_t mean, value;
    lb_variance_scope scope;
    lb_sum_t outside;
} numbers;

static inline void numbers_clear(numbers *found)
{
    mpq_clears(found->mean, found->value, (mpq_ptr)NULL);
    lb_sum_clear(found->outside);
}

static inline void take(numbers *found, const lb_variance *variance, size_t qubits)
{
    mpq_inits(found->mean, found->value, (mpq_ptr)NULL);
    lb_sum_init(found->outside, qubits);
    lb_surd_t number;
    lb_surd_sum_t outside;
    lb_surd_init(number);
    lb_surd_sum_init(outside, qubits);
    lb_variance_mean(number, variance);
    ck_assert(lb_surd_get_rational(found->mean, number));
    lb_variance_value(number, variance);
    ck_assert(lb_surd_get_rational(found->value, number));
    lb_variance_outside(outside, variance);
    ck_assert_uint_le(outside->count, 1);
    if (outside->count)
        lb_sum_set(found->outside, outside->parts);
    lb_surd_sum_clear(outside);
    lb_surd_clear(number);
    found->scope = lb_variance_get_scope(variance);
}

static inline void check_equal(const numbers *a, const numbers *b)
{
    ck_assert(mpq_equal(a->mean, b->mean));
    ck_assert(mpq_equal(a->value, b->value));
    ck_assert_int_eq(a->scope, b->scope);
    ck_assert(lb_sum_equal(a->outside, b->outside));
}

/* Purities of ideals of one dimension together. */
static inline void check_purities(const lb_variance *a, const lb_variance *b)
{
    lb_surd_t sums[2][2];
    for (size_t i = 0; i < lb_variance_ideals_count(a); i++) {
        const __mpz_struct *dimension = lb_variance_ideals_at(a, i)->dimension;
        for (int side = 0; side < 2; side++) {
            const lb_variance *v = side ? b : a;
            lb_surd_init(sums[side][0]);
            lb_surd_init(sums[side][1]);
            for (size_t j = 0; j < lb_variance_ideals_count(v); j++) {
                const lb_variance_ideals *ideals = lb_variance_ideals_at(v, j);
                if (mpz_cmp(ideals->dimension, dimension))
                    continue;
                lb_surd_add(sums[side][0], sums[side][0], ideals->observable);
                lb_surd_add(sums[side][1], sums[side][1], ideals->state);
            }
        }
        for (int of = 0; of < 2; of++) {
            ck_assert(lb_surd_equal(sums[0][of], sums[1][of]));
            for (int side = 0; side < 2; side++)
                lb_surd_clear(sums[side][of]);
        }
    }
}

static size_t by_sectors; /* how many of what follows were, */
static size_t whole;      /* and how many of them with the loss of what is outside i g */

/* Mean and variance of the loss of all of O, where the last to be computed had it by its sectors alone. */
static struct {
    bool known;
    double mean, variance;
} moments;

/* What is computed by sectors, where only these have all of the loss. */
static inline void take_moments(numbers *found)
{
    moments.known = true;
    moments.mean = mpq_get_d(found->mean);
    moments.variance = mpq_get_d(found->value);
    whole++;
}

/* The same numbers from the commutant alone, where the algebra is all that it and a duality allow. */
static inline void check_sectors(const numbers *found, const lb_variance *expected,
                                 const lb_ansatz_t A, const lb_structure *structure,
                                 const lb_variance_options *options)
{
    lb_error error;
    lb_variance *variance;
    numbers other;
    mpz_t derived;
    mpz_init(derived);
    lb_structure_derived_dimension(derived, structure);
    lb_status status = lb_variance_by_sectors(&variance, A, derived, options, &error);
    ck_assert_msg(!status, "%s", error.message);
    if (variance) {
        take(&other, variance, A->qubits);
        if (other.scope == LB_SCOPE_STATE)
            lb_sum_set(other.outside, found->outside); /* which sectors leave out */
        if (other.scope == LB_SCOPE_SECTORS) {
            ck_assert_int_eq(found->scope, LB_SCOPE_PART);
            take_moments(&other);
        } else
            check_equal(found, &other);
        check_purities(expected, variance);
        numbers_clear(&other);
        by_sectors++;
    }
    lb_variance_free(variance);
    mpz_clear(derived);
}

/* By a search, where `enumerate` says so also for single strings. */
static inline void compute(numbers *found, const lb_ansatz_t A, const lb_sum_t O, bool enumerate,
                           bool symmetry)
{
    lb_error error;
    lb_closure *closure;
    lb_structure *structure;
    lb_variance *variance;
    lb_closure_options options = {.enumerate = enumerate, .symmetry = symmetry};
    lb_variance_options asked = {.observable = O};
    ck_assert_int_eq(lb_closure_compute(&closure, A, &options, &error), LB_OK);
    ck_assert_int_eq(lb_structure_compute(&structure, closure, NULL, &error), LB_OK);
    ck_assert_int_eq(lb_structure_known(structure), LB_STRUCTURE_IDEALS);
    lb_status status = lb_variance_compute(&variance, A, closure, structure, &asked, &error);
    ck_assert_msg(!status, "%s", error.message);
    take(found, variance, A->qubits);
    moments.known = false;
    check_sectors(found, variance, A, structure, &asked);
    lb_variance_free(variance);
    lb_structure_free(structure);
    lb_closure_free(closure);
}

/* ---- What it must be ---- */

/* O, without what is outside where nothing is claimed of that. */
static inline void claimed_part(lb_sum_t part, const lb_sum_t O, const numbers *found)
{
    mpq_t minus;
    mpq_init(minus);
    lb_sum_set(part, O);
    for (size_t i = 0; i < found->outside->length && found->scope == LB_SCOPE_PART; i++) {
        mpq_neg(minus, found->outside->coefficients + i);
        lb_sum_append(part, minus, found->outside->strings + i);
    }
    lb_sum_normalize(part);
    mpq_clear(minus);
}

static inline void check_moments(const lb_ansatz_t A, const amplitude *rho, const lb_sum_t O,
                                 double mean_found, double variance_found, lb_random *random)
{
    double mean, variance, size = 1;
    haar_moments(&mean, &variance, A, rho, O, random);
    for (size_t i = 0; i < O->length; i++)
        size += fabs(mpq_get_d(O->coefficients + i));
    bool agrees = fabs(mean - mean_found) < 1e-8 * size &&
                  fabs(variance - variance_found) < 1e-8 * size * size;
    if (!agrees) {
        lb_ansatz_print(stdout, A);
        fflush(stdout);
        lb_sum_print_terms(stdout, O, LB_LABEL_QUBITS);
    }
    ck_assert_msg(agrees, "mean %.12g, %.12g by matrices; variance %.12g, %.12g by matrices",
                  mean_found, mean, variance_found, variance);
}

static inline void check_against_matrices(const lb_ansatz_t A, const amplitude *rho,
                                          const lb_sum_t O, const numbers *found, lb_random *random)
{
    lb_sum_t part;
    lb_sum_init(part, A->qubits);
    claimed_part(part, O, found);
    check_moments(A, rho, part, mpq_get_d(found->mean), mpq_get_d(found->value), random);
    if (moments.known)
        check_moments(A, rho, O, moments.mean, moments.variance, random);
    lb_sum_clear(part);
}

/* ---- Random choices ---- */

static inline void small_integer(mpq_t c, lb_random *random)
{
    mpq_set_si(c, (long)lb_random_below(random, 7) - 3, 1 + lb_random_below(random, 2));
}

/* Random strings, and perhaps a combination of nested commutators of the generators. */
static inline void random_observable(lb_sum_t O, const lb_ansatz_t A, lb_random *random)
{
    lb_sum_t word;
    mpq_t c;
    mpq_init(c);
    lb_sum_init(word, A->qubits);
    lb_sum_zero(O);
    for (size_t i = lb_random_below(random, 3); i > 0; i--) {
        lb_string_t P;
        lb_string_init(P);
        random_string(P, A->qubits, random);
        small_integer(c, random);
        mpq_canonicalize(c);
        lb_sum_append(O, c, P);
        lb_string_clear(P);
    }
    for (size_t i = lb_random_below(random, 4); i > 0; i--) {
        lb_sum_set(word, A->generators + lb_random_below(random, A->generator_count));
        for (size_t depth = lb_random_below(random, 4); depth > 0; depth--)
            lb_sum_bracket(word, A->generators + lb_random_below(random, A->generator_count), word);
        append_scaled(O, word, 1 + (long)lb_random_below(random, 3), 1, NULL);
    }
    lb_sum_normalize(O);
    lb_sum_clear(word);
    mpq_clear(c);
}

static inline void add_random_state(lb_ansatz_t A, lb_random *random)
{
    char text[256];
    lb_error error;
    random_stabilizer(text, A->qubits, random);
    ck_assert_int_eq(lb_ansatz_add_state(A, text, &error), LB_OK);
}

/* The generators of an ansatz of the catalogue, without its states. */
static inline void init_from_catalogue(lb_ansatz_t A, const char *name, const char *n)
{
    lb_ansatz_t known;
    lb_error error;
    lb_setting setting = {"n", (char *)n};
    ck_assert_int_eq(lb_ansatz_load(known, name, &setting, 1, &error), LB_OK);
    lb_ansatz_init(A, known->name, known->qubits);
    for (size_t k = 0; k < known->generator_count; k++)
        lb_ansatz_add_generator(A, NULL, known->generators + k);
    lb_ansatz_clear(known);
}

#endif
