/* Invariants of two states, one after the other until one differs: strings of the commutant and their
 * products, sums, a basis where there is one, and purities on ideals. */

#include <liebound/reach.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "pauli/dense.h"
#include "variance/pure_state.h"

/* Products of strings are compared where there are at most 2^STRINGS_MAX. */
enum { STRINGS_MAX = 12 };

typedef struct comparison {
    lb_reach *reach;
    const lb_ansatz_struct *A;
    const lb_conserved *conserved;
    lb_pure_state states[2];
} comparison;

static bool is_decided(const comparison *c)
{
    return c->reach->verdict == LB_REACH_NO;
}

/* Compare the values in reach->from and to; what they are of is taken over. */
static void conclude(lb_reach *reach, char *name)
{
    reach->compared++;
    if (!mpq_equal(reach->from, reach->to)) {
        reach->verdict = LB_REACH_NO;
        reach->invariant = name;
    } else
        free(name);
}

static char *string_name(const comparison *c, const lb_string_t P)
{
    char *label = lb_string_text(P, c->A->qubits, LB_LABEL_QUBITS);
    char *name = lb_sprintf("<%s>", label);
    free(label);
    return name;
}

static void compare_string(comparison *c, const lb_string_t P)
{
    size_t words = lb_dense_words(c->A->qubits);
    uint64_t *dense = lb_malloc(2 * words, sizeof *dense);
    lb_dense_from_string(dense, P, words);
    lb_pure_state_string(c->reach->from, c->states, dense, words);
    lb_pure_state_string(c->reach->to, c->states + 1, dense, words);
    free(dense);
    conclude(c->reach, string_name(c, P));
}

/* The listed strings or, where they are few, all their products in the order of a Gray code. */
static void compare_strings(comparison *c)
{
    size_t listed = lb_conserved_string_count(c->conserved), rank = 0;
    lb_string_t P, S;
    lb_string_init(P);
    lb_string_init(S);
    bool all =
        lb_conserved_string_rank(&rank, c->conserved) && rank == listed && rank <= STRINGS_MAX;
    size_t count = all ? ((size_t)1 << rank) - 1 : listed;
    for (size_t i = 1; i <= count && !is_decided(c); i++) {
        if (all) {
            lb_conserved_string(S, c->conserved, (size_t)__builtin_ctzll(i));
            lb_string_multiply(P, P, S);
        } else
            lb_conserved_string(P, c->conserved, i - 1);
        compare_string(c, P);
    }
    lb_string_clear(S);
    lb_string_clear(P);
}

/* "<ZZII + IZZI>" */
static char *sum_name(const lb_sum_t S)
{
    char *text = NULL;
    size_t size;
    FILE *stream = lb_open_text(&text, &size);
    putc('<', stream);
    lb_sum_print_terms(stream, S, LB_LABEL_QUBITS);
    putc('>', stream);
    lb_close_text(stream);
    return text;
}

static void compare_sums(comparison *c, size_t count,
                         void get(lb_sum_t, const lb_conserved *, size_t))
{
    lb_sum_t S;
    lb_sum_init(S, c->A->qubits);
    for (size_t i = 0; i < count && !is_decided(c); i++) {
        get(S, c->conserved, i);
        mpq_set_ui(c->reach->from, 0, 1);
        mpq_set_ui(c->reach->to, 0, 1);
        lb_variance_add_expectation(c->reach->from, S, c->states);
        lb_variance_add_expectation(c->reach->to, S, c->states + 1);
        conclude(c->reach, sum_name(S));
    }
    lb_sum_clear(S);
}

/* What both variances say of the states. */
static void compare_variances(lb_reach *reach, const lb_variance *a, const lb_variance *b)
{
    size_t count = lb_variance_ideals_count(a);
    for (size_t i = 0; i < count && reach->verdict != LB_REACH_NO; i++) {
        const lb_variance_ideals *ideals = lb_variance_ideals_at(a, i);
        (void)lb_surd_get_rational(reach->from, ideals->state);
        (void)lb_surd_get_rational(reach->to, lb_variance_ideals_at(b, i)->state);
        conclude(reach, lb_sprintf("the purity of the projection on %s", ideals->algebra));
    }
}

/* A combination of all generators, so that every ideal is listed. */
static void observe_all(lb_sum_t O, const lb_ansatz_t A)
{
    mpq_t c;
    mpq_init(c);
    for (size_t k = 0; k < A->generator_count; k++)
        for (size_t t = 0; t < A->generators[k].length; t++) {
            mpq_set_ui(c, k + 1, 1);
            mpq_mul(c, c, A->generators[k].coefficients + t);
            lb_sum_append(O, c, A->generators[k].strings + t);
        }
    lb_sum_normalize(O);
    mpq_clear(c);
}

static void compare_purities(comparison *c, const size_t states[2], const lb_closure *closure,
                             const lb_structure *structure, const lb_run_options *options)
{
    lb_variance *variances[2] = {NULL, NULL};
    lb_variance_options asked = {.run = options ? *options : (lb_run_options){.threads = 1}};
    bool known = true;
    lb_sum_t O;
    lb_sum_init(O, c->A->qubits);
    observe_all(O, c->A);
    asked.observable = O;
    for (int i = 0; i < 2 && known; i++) {
        asked.state = states[i];
        known = lb_variance_compute(variances + i, c->A, closure, structure, &asked, NULL) == LB_OK;
    }
    if (known)
        compare_variances(c->reach, variances[0], variances[1]);
    lb_variance_free(variances[0]);
    lb_variance_free(variances[1]);
    lb_sum_clear(O);
}

/* Whether phases of sectors cannot keep a state from another with the same <C>: g has them all, or
 * at most one sector has as many copies as dimensions, and its phase is that of the state. */
static bool phases_suffice(const lb_controllability *control, const lb_conserved *conserved)
{
    mpz_t tight;
    mpz_init(tight);
    for (size_t i = 0; i < lb_conserved_sectors_count(conserved); i++) {
        const lb_conserved_sectors *s = lb_conserved_sectors_at(conserved, i);
        if (mpz_cmp(s->multiplicity, s->dimension) >= 0)
            mpz_add(tight, tight, s->count);
    }
    bool suffice = control->phases || control->global || mpz_cmp_ui(tight, 1) <= 0;
    mpz_clear(tight);
    return suffice;
}

/* Whether the expectation values are those of all of the commutant: of its strings, where they span
 * it, or of a basis. */
static bool spans_commutant(const comparison *c)
{
    size_t rank, listed = lb_conserved_string_count(c->conserved);
    mpz_t D;
    if (!lb_conserved_is_proved(c->conserved) || !lb_conserved_string_rank(&rank, c->conserved))
        return false;
    mpz_init(D);
    lb_conserved_at_least(D, c->conserved);
    bool strings = listed == rank && rank <= STRINGS_MAX && !mpz_cmp_ui(D, 1ul << rank);
    bool basis = !mpz_cmp_ui(D, lb_conserved_basis_count(c->conserved));
    mpz_clear(D);
    return strings || basis;
}

static void compare(comparison *c)
{
    compare_strings(c);
    compare_sums(c, lb_conserved_sum_count(c->conserved), lb_conserved_sum);
    compare_sums(c, lb_conserved_basis_count(c->conserved), lb_conserved_basis);
    c->reach->spans = spans_commutant(c);
}

static void compare_all(comparison *c, const size_t states[2], const lb_controllability *control,
                        const lb_closure *closure, const lb_structure *structure,
                        const lb_run_options *options)
{
    compare(c);
    if (!is_decided(c) && structure && lb_structure_known(structure) == LB_STRUCTURE_IDEALS)
        compare_purities(c, states, closure, structure, options);
    bool pure = !c->states[0].is_mixed && !c->states[1].is_mixed;
    if (!is_decided(c) && pure && c->reach->spans && control && control->semisimple &&
        phases_suffice(control, c->conserved))
        c->reach->verdict = LB_REACH_YES;
}

static void reach_init(lb_reach *reach)
{
    *reach = (lb_reach){.verdict = LB_REACH_OPEN};
    mpq_inits(reach->from, reach->to, (mpq_ptr)NULL);
}

lb_status lb_reach_compute(lb_reach *reach, const lb_ansatz_t A, size_t from, size_t to,
                           const lb_conserved *conserved, const lb_controllability *control,
                           const lb_closure *closure, const lb_structure *structure,
                           const lb_run_options *options, lb_error *error)
{
    assert(lb_ansatz_is_valid(A));
    size_t states[2] = {from, to};
    comparison c = {.reach = reach, .A = A, .conserved = conserved};
    if (from >= A->state_count || to >= A->state_count)
        return lb_fail(error, LB_USAGE, "the ansatz has %zu training states", A->state_count);
    lb_status status = lb_pure_state_init(c.states, A, from, error);
    if (status)
        return status;
    status = lb_pure_state_init(c.states + 1, A, to, error);
    if (status) {
        lb_pure_state_clear(c.states);
        return status;
    }
    reach_init(reach);
    if (from == to || !strcmp(A->states[from].text, A->states[to].text))
        reach->verdict = LB_REACH_SAME;
    else
        compare_all(&c, states, control, closure, structure, options);
    lb_pure_state_clear(c.states + 1);
    lb_pure_state_clear(c.states);
    return LB_OK;
}

void lb_reach_clear(lb_reach *reach)
{
    mpq_clears(reach->from, reach->to, (mpq_ptr)NULL);
    free(reach->invariant);
}
