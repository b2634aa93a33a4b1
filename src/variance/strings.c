/* Single strings: every component of the anticommutation graph on its own. */

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "pauli/table.h"
#include "variance/string_classes.h"
#include "variance/variance_data.h"

typedef struct string_variance {
    lb_variance_part *v;
    const lb_variance_problem *problem;
    lb_classification classification;
    size_t words;    /* a string is 2 words words */
    uint64_t *terms; /* of the observable */
    bool *taken;     /* of each: it lies in i g */
    uint64_t *group; /* the stabilizer group, and how many strings generate it */
    uint32_t group_count;
} string_variance;

static const uint64_t *term(const string_variance *s, size_t i)
{
    return s->terms + 2 * s->words * i;
}

/* value *= 2^(sign n), n the number of qubits. */
static void scale(mpq_t value, const string_variance *s, bool up)
{
    size_t qubits = s->problem->A->qubits;
    if (up)
        mpq_mul_2exp(value, value, qubits);
    else
        mpq_div_2exp(value, value, qubits);
}

/* The terms that lie in the class; returns their number. */
static uint32_t find_terms(uint32_t *members, const string_variance *s,
                           const lb_variance_class *class)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->problem->O->length; i++)
        if (!s->taken[i] && lb_variance_class_contains(class, term(s, i))) {
            s->taken[i] = true;
            members[count++] = i;
        }
    return count;
}

/* sum += 2 c_i c_j times the sign and the expectation value of their product. */
static void add_pair(mpq_t sum, const string_variance *s, const lb_variance_class *class,
                     uint32_t i, uint32_t j)
{
    const lb_sum_struct *O = s->problem->O;
    lb_string_t t;
    uint64_t *dense = lb_malloc(2 * s->words, sizeof *dense);
    memcpy(dense, term(s, i), 2 * s->words * sizeof *dense);
    lb_f2_add(dense, term(s, j), 2 * s->words);
    if (lb_variance_class_shifts(class, dense)) {
        lb_string_init(t);
        unsigned e = lb_string_multiply(t, O->strings + i, O->strings + j);
        int sign = lb_pure_state_sign(s->problem->state, dense, s->words) * (1 - (int)e);
        mpq_t product;
        mpq_init(product);
        mpq_mul(product, O->coefficients + i, O->coefficients + j);
        mpz_mul_si(mpq_numref(product), mpq_numref(product), 2 * sign);
        mpq_canonicalize(product);
        mpq_add(sum, sum, product);
        mpq_clear(product);
        lb_string_clear(t);
    }
    free(dense);
}

/* The sum over all pairs of terms whose product is a string that shifts the class. */
static bool add_pairs(mpq_t sum, const string_variance *s, const lb_variance_class *class,
                      const uint32_t *members, uint32_t count)
{
    bool goes_on = true;
    if (!class->class->exponent)
        return true;
    for (uint32_t i = 0; i < count && goes_on; i++) {
        for (uint32_t j = 0; j < i; j++)
            add_pair(sum, s, class, members[i], members[j]);
        goes_on = lb_run_goes_on(s->problem->run, (size_t)i * s->words,
                                 (lb_progress){.stage = "variance"});
    }
    return goes_on;
}

static void add_squares(mpq_t sum, const lb_sum_t O, const uint32_t *members, uint32_t count)
{
    mpq_t square;
    mpq_init(square);
    for (uint32_t i = 0; i < count; i++) {
        mpq_mul(square, O->coefficients + members[i], O->coefficients + members[i]);
        mpq_add(sum, sum, square);
    }
    mpq_clear(square);
}

/* A string that commutes with all: a part of the centre. */
static void add_central(string_variance *s, const lb_variance_class *class, const mpz_t seen,
                        const uint32_t *members, uint32_t count)
{
    lb_variance_part *v = s->v;
    mpq_t value;
    mpq_init(value);
    mpq_set_z(value, seen);
    scale(value, s, false);
    mpq_add(v->centre_state, v->centre_state, value);
    mpq_set_ui(value, 0, 1);
    add_squares(value, s->problem->O, members, count);
    scale(value, s, true);
    mpq_add(v->centre_observable, v->centre_observable, value);
    if (count) {
        mpq_set_si(value, lb_pure_state_sign(s->problem->state, class->alone, s->words), 1);
        mpq_mul(value, value, s->problem->O->coefficients + members[0]);
        mpq_add(v->mean, v->mean, value);
    }
    if (lb_f2_is_zero(class->alone, 2 * s->words)) {
        mpq_set_ui(v->identity, 1, 1);
        mpq_set_ui(v->identity_state, 1, 1);
        if (count)
            mpq_set(v->identity_observable, s->problem->O->coefficients + members[0]);
    }
    mpq_clear(value);
}

static bool add_ideals(string_variance *s, const lb_variance_class *class, const mpz_t seen,
                       const uint32_t *members, uint32_t count)
{
    lb_algebra_t G;
    lb_algebra_init(G);
    lb_class_add(G, class->class);
    lb_part_ideals *ideals = lb_variance_append(s->v, G);
    lb_algebra_clear(G);
    mpq_set_z(ideals->state, seen);
    scale(ideals->state, s, false);
    add_squares(ideals->observable, s->problem->O, members, count);
    mpq_set(ideals->variance, ideals->observable);
    scale(ideals->observable, s, true);
    bool complete = !mpz_sgn(seen) || add_pairs(ideals->variance, s, class, members, count);
    mpz_mul(mpq_numref(ideals->variance), mpq_numref(ideals->variance), seen);
    mpz_mul(mpq_denref(ideals->variance), mpq_denref(ideals->variance), class->size);
    mpq_canonicalize(ideals->variance);
    return complete;
}

static lb_status add_component(string_variance *s, uint32_t c, lb_error *error)
{
    lb_variance_class class;
    lb_run *run = s->problem->run;
    lb_status status = lb_variance_class_init(&class, &s->classification, c, run, error);
    if (status)
        return status;
    uint32_t *members = lb_malloc(s->problem->O->length, sizeof *members);
    uint32_t count = find_terms(members, s, &class);
    mpz_t seen;
    mpz_init(seen);
    bool complete = lb_variance_class_count(seen, &class, s->group, s->group_count, run);
    if (class.class->kind == LB_CLASS_ALONE)
        add_central(s, &class, seen, members, count);
    else if (complete)
        complete = add_ideals(s, &class, seen, members, count);
    mpz_clear(seen);
    free(members);
    lb_variance_class_clear(&class);
    return complete ? LB_OK : lb_fail(error, LB_UNDECIDED, "%s", run->stopped);
}

static void set_strings(string_variance *s)
{
    const lb_sum_struct *O = s->problem->O;
    const lb_pure_state *state = s->problem->state;
    s->words = lb_dense_words(s->problem->A->qubits);
    s->terms = lb_malloc(2 * s->words * O->length, sizeof *s->terms);
    s->taken = lb_calloc(O->length, sizeof *s->taken);
    for (size_t i = 0; i < O->length; i++)
        lb_dense_from_string(s->terms + 2 * s->words * i, O->strings + i, s->words);
    s->group_count = state->is_mixed ? 0 : (uint32_t)state->S.count;
    s->group = lb_malloc(2 * s->words * s->group_count, sizeof *s->group);
    for (uint32_t j = 0; j < s->group_count; j++)
        lb_dense_from_string(s->group + 2 * s->words * j, state->S.reduced + j, s->words);
}

static void set_outside(string_variance *s)
{
    const lb_sum_struct *O = s->problem->O;
    for (size_t i = 0; i < O->length; i++)
        if (!s->taken[i])
            lb_sum_append(s->v->outside, O->coefficients + i, O->strings + i);
    lb_sum_normalize(s->v->outside);
}

lb_status lb_variance_of_strings(lb_variance_part *v, const lb_variance_problem *problem,
                                 lb_error *error)
{
    string_variance s = {.v = v, .problem = problem};
    if (problem->state->psi)
        return lb_fail(error, LB_USAGE,
                       "for a state given by amplitudes an algebra of strings needs a basis");
    lb_status status = lb_classification_init(&s.classification, problem->A, problem->run, error);
    if (status)
        return status;
    set_strings(&s);
    for (uint32_t c = 0; c < s.classification.set.component_count && !status; c++)
        status = add_component(&s, c, error);
    set_outside(&s);
    free(s.terms);
    free(s.taken);
    free(s.group);
    lb_classification_clear(&s.classification);
    v->evidence = lb_strdup("purities of the sets of strings, by linear algebra over F2");
    return status;
}
