/* Rational parts of a variance, and sums of them with factors. */

#include <stdlib.h>

#include "base/memory.h"
#include "structure/blocks.h"
#include "structure/structure_data.h"
#include "variance/variance_data.h"

/* ---- Parts ---- */

void lb_variance_part_init(lb_variance_part *part, size_t qubits)
{
    *part = (lb_variance_part){.scope = LB_SCOPE_OBSERVABLE};
    mpq_inits(part->mean, part->value, part->centre_observable, part->centre_state, part->identity,
              part->identity_state, part->identity_observable, (mpq_ptr)NULL);
    lb_sum_init(part->outside, qubits);
}

lb_part_ideals *lb_variance_append(lb_variance_part *part, const lb_algebra_t G)
{
    part->ideals = lb_grow(part->ideals, &part->capacity, part->count + 1, sizeof *part->ideals);
    lb_part_ideals *ideals = part->ideals + part->count++;
    *ideals = (lb_part_ideals){.algebra = lb_algebra_text(G)};
    mpz_init_set(ideals->copies, G->ideals->copies);
    mpz_init_set(ideals->dimension, G->ideals->dimension);
    mpq_inits(ideals->observable, ideals->state, ideals->variance, (mpq_ptr)NULL);
    return ideals;
}

lb_part_ideals *lb_variance_append_conjugates(lb_variance_part *part, lb_ideal_type type,
                                              uint32_t n, const fmpz_poly_t f, uint32_t copies)
{
    lb_algebra_t G;
    lb_algebra_init(G);
    lb_structure_add_copies(G, type, n, copies);
    lb_part_ideals *ideals = lb_variance_append(part, G);
    if (copies > 1)
        ideals->field = lb_structure_field_text((uint32_t)fmpz_poly_degree(f), f);
    lb_algebra_clear(G);
    return ideals;
}

void lb_variance_part_clear(lb_variance_part *part)
{
    for (size_t i = 0; i < part->count; i++) {
        lb_part_ideals *ideals = part->ideals + i;
        free(ideals->algebra);
        free(ideals->field);
        mpz_clears(ideals->copies, ideals->dimension, (mpz_ptr)NULL);
        mpq_clears(ideals->observable, ideals->state, ideals->variance, (mpq_ptr)NULL);
    }
    free(part->ideals);
    free(part->evidence);
    lb_sum_clear(part->outside);
    mpq_clears(part->mean, part->value, part->centre_observable, part->centre_state, part->identity,
               part->identity_state, part->identity_observable, (mpq_ptr)NULL);
}

/* ---- The whole ---- */

lb_variance *lb_variance_new(size_t qubits)
{
    lb_variance *v = lb_calloc(1, sizeof *v);
    lb_surd_sum_init(v->outside, qubits);
    return v;
}

void lb_variance_free(lb_variance *v)
{
    if (!v)
        return;
    for (size_t i = 0; i < v->count; i++) {
        lb_variance_ideals *ideals = v->ideals + i;
        free(ideals->algebra);
        free(ideals->field);
        mpz_clears(ideals->copies, ideals->dimension, (mpz_ptr)NULL);
        lb_surd_clear(ideals->observable);
        lb_surd_clear(ideals->state);
        lb_surd_clear(ideals->variance);
    }
    free(v->ideals);
    free(v->evidence);
    lb_surd_sum_clear(v->outside);
    lb_surd_struct *numbers[] = {
        v->mean,     v->value,          v->centre_observable,  v->centre_state,
        v->identity, v->identity_state, v->identity_observable};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        lb_surd_clear(numbers[i]);
    free(v);
}

static void begin_ideals(lb_variance *v, size_t count)
{
    v->count = count;
    v->ideals = lb_calloc(count, sizeof *v->ideals);
    for (size_t i = 0; i < count; i++)
        mpz_inits(v->ideals[i].copies, v->ideals[i].dimension, (mpz_ptr)NULL);
}

static void name_ideals(lb_variance_ideals *ideals, const char *algebra, const char *field,
                        const mpz_t copies, const mpz_t dimension)
{
    ideals->algebra = lb_strdup(algebra);
    ideals->field = field ? lb_strdup(field) : NULL;
    mpz_set(ideals->copies, copies);
    mpz_set(ideals->dimension, dimension);
}

/* sum += factor x. */
static void add(lb_surd_t sum, const lb_surd_t x, const lb_surd_t factor)
{
    lb_surd_t product;
    lb_surd_init(product);
    lb_surd_multiply(product, x, factor);
    lb_surd_add(sum, sum, product);
    lb_surd_clear(product);
}

static void add_rational(lb_surd_t sum, const mpq_t x, const lb_surd_t factor)
{
    lb_surd_t number;
    lb_surd_init(number);
    lb_surd_set_rational(number, x);
    add(sum, number, factor);
    lb_surd_clear(number);
}

void lb_variance_add_part(lb_variance *v, const lb_variance_part *part, const lb_surd_t x)
{
    if (!v->evidence) {
        v->evidence = lb_strdup(part->evidence);
        v->scope = part->scope;
        v->is_settled = part->is_settled;
        begin_ideals(v, part->count);
        for (size_t i = 0; i < v->count; i++)
            name_ideals(v->ideals + i, part->ideals[i].algebra, part->ideals[i].field,
                        part->ideals[i].copies, part->ideals[i].dimension);
    }
    add_rational(v->mean, part->mean, x);
    add_rational(v->value, part->value, x);
    add_rational(v->centre_observable, part->centre_observable, x);
    add_rational(v->centre_state, part->centre_state, x);
    add_rational(v->identity, part->identity, x);
    add_rational(v->identity_state, part->identity_state, x);
    add_rational(v->identity_observable, part->identity_observable, x);
    lb_surd_sum_add(v->outside, x, part->outside);
    for (size_t i = 0; i < v->count; i++) {
        add_rational(v->ideals[i].observable, part->ideals[i].observable, x);
        add_rational(v->ideals[i].state, part->ideals[i].state, x);
        add_rational(v->ideals[i].variance, part->ideals[i].variance, x);
    }
}

void lb_variance_add(lb_variance *v, const lb_variance *other, const lb_variance_factors *factors)
{
    if (!v->evidence) {
        v->evidence = lb_strdup(other->evidence);
        begin_ideals(v, other->count);
        for (size_t i = 0; i < v->count; i++)
            name_ideals(v->ideals + i, other->ideals[i].algebra, other->ideals[i].field,
                        other->ideals[i].copies, other->ideals[i].dimension);
    }
    add(v->mean, other->mean, factors->linear);
    add(v->value, other->value, factors->quadratic);
    add(v->centre_observable, other->centre_observable, factors->quadratic);
    add(v->centre_state, other->centre_state, factors->state);
    add(v->identity, other->identity, factors->state);
    add(v->identity_state, other->identity_state, factors->state);
    add(v->identity_observable, other->identity_observable, factors->linear);
    lb_surd_sum_add_multiple(v->outside, factors->linear, other->outside);
    for (size_t i = 0; i < v->count; i++) {
        add(v->ideals[i].observable, other->ideals[i].observable, factors->quadratic);
        add(v->ideals[i].state, other->ideals[i].state, factors->state);
        add(v->ideals[i].variance, other->ideals[i].variance, factors->quadratic);
    }
}
