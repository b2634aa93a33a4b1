#include <assert.h>
#include <stdlib.h>

#include <liebound/conserved.h>

#include "ansatz/roots.h"
#include "base/memory.h"
#include "structure/blocks.h"
#include "structure/structure_data.h"
#include "variance/variance_data.h"

static lb_variance *variance_new(size_t qubits)
{
    lb_variance *v = lb_calloc(1, sizeof *v);
    mpq_inits(v->mean, v->value, v->centre_observable, v->centre_state, v->identity,
              v->identity_state, v->identity_observable, (mpq_ptr)NULL);
    lb_sum_init(v->outside, qubits);
    return v;
}

lb_variance_ideals *lb_variance_append(lb_variance *v, const lb_algebra_t G)
{
    v->ideals = lb_grow(v->ideals, &v->capacity, v->count + 1, sizeof *v->ideals);
    lb_variance_ideals *ideals = v->ideals + v->count++;
    *ideals = (lb_variance_ideals){.algebra = lb_algebra_text(G)};
    mpz_init_set(ideals->copies, G->ideals->copies);
    mpz_init_set(ideals->dimension, G->ideals->dimension);
    mpq_inits(ideals->observable, ideals->state, ideals->variance, (mpq_ptr)NULL);
    return ideals;
}

lb_variance_ideals *lb_variance_append_conjugates(lb_variance *v, lb_ideal_type type, uint32_t n,
                                                  const fmpz_poly_t f)
{
    uint32_t degree = (uint32_t)fmpz_poly_degree(f);
    lb_algebra_t G;
    lb_algebra_init(G);
    lb_structure_add_copies(G, type, n, degree);
    lb_variance_ideals *ideals = lb_variance_append(v, G);
    ideals->field = lb_structure_field_text(degree, f);
    lb_algebra_clear(G);
    return ideals;
}

void lb_variance_free(lb_variance *v)
{
    if (!v)
        return;
    for (size_t i = 0; i < v->count; i++) {
        lb_variance_ideals *ideals = v->ideals + i;
        free(ideals->algebra);
        free(ideals->field);
        mpz_clears(ideals->copies, ideals->dimension, NULL);
        mpq_clears(ideals->observable, ideals->state, ideals->variance, (mpq_ptr)NULL);
    }
    free(v->ideals);
    free(v->evidence);
    lb_sum_clear(v->outside);
    mpq_clears(v->mean, v->value, v->centre_observable, v->centre_state, v->identity,
               v->identity_state, v->identity_observable, (mpq_ptr)NULL);
    free(v);
}

void lb_variance_observable(lb_sum_t O, const lb_ansatz_t A)
{
    if (A->observable)
        lb_sum_set(O, A->observable);
    else if (A->generator_count)
        lb_sum_set(O, A->generators);
    else
        lb_sum_zero(O);
}

/* ---- What lies outside ---- */

static bool commutes_with_terms(const lb_string_t P, const lb_ansatz_t A)
{
    for (size_t k = 0; k < A->generator_count; k++)
        for (size_t t = 0; t < A->generators[k].length; t++)
            if (lb_string_anticommutes(P, A->generators[k].strings + t))
                return false;
    return true;
}

static bool commutes_with_generators(const lb_sum_t S, const lb_ansatz_t A)
{
    bool commutes = true;
    lb_sum_t bracket;
    lb_sum_init(bracket, A->qubits);
    for (size_t k = 0; k < A->generator_count && commutes; k++) {
        lb_sum_bracket(bracket, A->generators + k, S);
        commutes = !bracket->length;
    }
    lb_sum_clear(bracket);
    return commutes;
}

/* Part what is outside i g: the terms that commute with all generators, or all of it where it
 * commutes as a whole, are constant; the rest stays outside. */
static void settle_outside(lb_sum_t constant, lb_variance *v, const lb_variance_problem *problem)
{
    lb_sum_t kept;
    lb_sum_init(kept, problem->A->qubits);
    for (size_t i = 0; i < v->outside->length; i++) {
        const lb_string_struct *P = v->outside->strings + i;
        lb_sum_append(commutes_with_terms(P, problem->A) ? constant : kept,
                      v->outside->coefficients + i, P);
    }
    lb_sum_normalize(kept);
    if (kept->length && commutes_with_generators(kept, problem->A)) {
        for (size_t i = 0; i < kept->length; i++)
            lb_sum_append(constant, kept->coefficients + i, kept->strings + i);
        lb_sum_zero(kept);
    }
    lb_sum_normalize(constant);
    lb_sum_set(v->outside, kept);
    lb_sum_clear(kept);
}

bool lb_variance_has_state(mpq_t scaled, const lb_variance *v, const lb_variance_problem *problem)
{
    mpq_t sum, one;
    mpq_inits(sum, one, (mpq_ptr)NULL);
    mpq_set_ui(one, 1, 1);
    mpq_set_ui(scaled, 0, 1);
    if (!mpq_equal(v->identity, one)) {
        mpq_sub(scaled, one, v->identity_state);
        mpq_set(sum, scaled);
        mpq_sub(one, one, v->identity);
        mpq_div(scaled, scaled, one);
        mpq_mul(sum, sum, scaled);
        mpq_div_2exp(sum, sum, problem->A->qubits);
    }
    mpq_add(sum, sum, v->centre_state);
    for (size_t i = 0; i < v->count; i++)
        mpq_add(sum, sum, v->ideals[i].state);
    bool inside = problem->state->is_mixed || !mpq_cmp_ui(sum, 1, 1);
    mpq_clears(sum, one, (mpq_ptr)NULL);
    return inside;
}

/* mean += Tr[c d O] = 2^n c ((1, O) - (1_g, O)), with scaled = 2^n c as above. */
static void add_identity(mpq_t mean, const mpq_t scaled, const lb_variance *v, const lb_sum_t O)
{
    mpq_t share;
    mpq_init(share);
    if (lb_sum_contains_identity(O))
        mpq_set(share, O->coefficients + O->length - 1);
    mpq_sub(share, share, v->identity_observable);
    mpq_mul(share, share, scaled);
    mpq_add(mean, mean, share);
    mpq_clear(share);
}

static void conclude(lb_variance *v, const lb_variance_problem *problem)
{
    lb_sum_t constant;
    mpq_t scaled;
    for (size_t i = 0; i < v->count && v->scope != LB_SCOPE_SECTORS; i++)
        mpq_add(v->value, v->value, v->ideals[i].variance);
    if (v->is_settled)
        return;
    mpq_init(scaled);
    lb_sum_init(constant, problem->A->qubits);
    settle_outside(constant, v, problem);
    v->scope = !v->outside->length                         ? LB_SCOPE_OBSERVABLE
               : lb_variance_has_state(scaled, v, problem) ? LB_SCOPE_STATE
                                                           : LB_SCOPE_PART;
    if (v->scope == LB_SCOPE_STATE)
        add_identity(v->mean, scaled, v, problem->O);
    else
        lb_variance_add_expectation(v->mean, constant, problem->state);
    lb_sum_clear(constant);
    mpq_clear(scaled);
}

/* The ideals are those of g: together as large as [g, g]. */
static bool has_all_ideals(const lb_variance *v, const mpz_t derived)
{
    mpz_t sum;
    mpz_init(sum);
    for (size_t i = 0; i < v->count; i++)
        mpz_addmul(sum, v->ideals[i].copies, v->ideals[i].dimension);
    bool equal = !mpz_cmp(sum, derived);
    mpz_clear(sum);
    return equal;
}

static lb_status compute(lb_variance *v, const lb_variance_problem *problem, lb_error *error)
{
    if (problem->sectors)
        return lb_variance_of_sectors(v, problem, error);
    return problem->structure->searched ? lb_variance_of_sums(v, problem, error)
                                        : lb_variance_of_strings(v, problem, error);
}

/* The problem with the state of the options. */
static lb_status solve(lb_variance **variance, lb_variance_problem problem, const mpz_t derived,
                       const lb_variance_options *options, lb_error *error)
{
    lb_pure_state state;
    lb_status status = lb_pure_state_init(&state, problem.A, options->state, error);
    if (status)
        return status;
    lb_variance *v = variance_new(problem.A->qubits);
    problem.state = &state;
    status = compute(v, &problem, error);
    if (!status && !has_all_ideals(v, derived))
        status =
            lb_fail(error, LB_INTERNAL,
                    "the ideals of the variance are not those of the algebra; please report it");
    if (!status)
        conclude(v, &problem);
    lb_pure_state_clear(&state);
    if (status)
        lb_variance_free(v);
    else
        *variance = v;
    return status;
}

/* The observable of the options. */
static lb_status choose_observable(lb_sum_t O, const lb_ansatz_t A,
                                   const lb_variance_options *options, lb_error *error)
{
    lb_sum_init(O, A->qubits);
    if (options->observable)
        lb_sum_set(O, options->observable);
    else
        lb_variance_observable(O, A);
    if (O->qubits != A->qubits)
        return lb_fail(error, LB_USAGE, "the observable is on %zu qubits, the ansatz on %zu",
                       O->qubits, A->qubits);
    return LB_OK;
}

static lb_status check(const lb_closure *closure, const lb_structure *structure, lb_error *error)
{
    if (lb_structure_known(structure) < LB_STRUCTURE_IDEALS)
        return lb_fail(error, LB_USAGE, "the variance needs the ideals");
    if (structure->searched && (!closure || structure->by_blocks))
        return lb_fail(error, LB_USAGE, "the variance needs a closure and a structure with bases");
    return LB_OK;
}

static const lb_variance_options usual = {.state = 0};

lb_status lb_variance_compute(lb_variance **variance, const lb_ansatz_t A,
                              const lb_closure *closure, const lb_structure *structure,
                              const lb_variance_options *options, lb_error *error)
{
    assert(lb_ansatz_is_valid(A));
    lb_sum_t O;
    lb_run run;
    mpz_t derived;
    lb_status refused = lb_roots_refuse(A, error);
    if (refused)
        return refused;
    options = options ? options : &usual;
    mpz_init(derived);
    lb_status status = choose_observable(O, A, options, error);
    if (!status)
        status = check(closure, structure, error);
    if (!status) {
        lb_variance_problem problem = {
            .A = A, .closure = closure, .structure = structure, .O = O, .run = &run};
        lb_structure_derived_dimension(derived, structure);
        lb_run_start(&run, &options->run);
        status = solve(variance, problem, derived, options, error);
        lb_run_end(&run);
    }
    mpz_clear(derived);
    lb_sum_clear(O);
    return status;
}

/* ---- By sectors ---- */

/* Whether [g, g] may have this dimension and be all that the sectors allow: on one of d dimensions, or by
 * half on each of two, by d (d - 1) / 2 to d^2 - 1. */
static bool may_be_all(const lb_conserved *conserved, const mpz_t derived)
{
    mpz_t least, most, one;
    mpz_inits(least, most, one, (mpz_ptr)NULL);
    for (size_t i = 0; i < lb_conserved_sectors_count(conserved); i++) {
        const lb_conserved_sectors *sectors = lb_conserved_sectors_at(conserved, i);
        mpz_mul(one, sectors->dimension, sectors->dimension);
        mpz_sub_ui(one, one, 1);
        mpz_addmul(most, one, sectors->count);
        mpz_add_ui(one, one, 1);
        mpz_sub(one, one, sectors->dimension);
        mpz_tdiv_q_2exp(one, one, 1);
        mpz_addmul(least, one, sectors->count);
    }
    bool may = lb_conserved_is_proved(conserved) && mpz_cmp(least, derived) <= 0 &&
               mpz_cmp(derived, most) <= 0;
    mpz_clears(least, most, one, (mpz_ptr)NULL);
    return may;
}

/* Whether they are all of [g, g]; else they are cleared. */
static bool are_all(lb_variance_sector_ideals *sectors, const mpz_t derived)
{
    mpz_t D;
    mpz_init(D);
    lb_variance_sector_ideals_dimension(D, sectors);
    bool all = !mpz_cmp(D, derived);
    mpz_clear(D);
    if (!all)
        lb_variance_sector_ideals_clear(sectors);
    return all;
}

/* Whether the commutant may be small: of sectors of d dimensions, m copies, sum d m is 2^n, and its dimension
 * sum m^2 at least 4^n / sum d^2, where [g, g] has at least about half of sum d^2. */
static bool may_be_small(const lb_ansatz_t A, const mpz_t derived)
{
    mpz_t squares;
    mpz_init(squares);
    mpz_mul_ui(squares, derived, 4);
    mpz_add_ui(squares, squares, 4 * LB_CENTRE_ELEMENTS_MAX);
    mpz_mul_ui(squares, squares, LB_CENTRE_ELEMENTS_MAX);
    bool may = mpz_sizeinbase(squares, 2) > 2 * A->qubits;
    mpz_clear(squares);
    return may;
}

/* False, and nothing to be cleared, where the sectors do not tell [g, g]. */
static bool find_sectors(lb_variance_sector_ideals *sectors, const lb_ansatz_t A,
                         const mpz_t derived, lb_run *run)
{
    lb_conserved_options options = {.run = run->options, .basis = true};
    lb_conserved *conserved;
    lb_error ignored;
    if (A->qubits > LB_CONSERVED_QUBITS_MAX || !may_be_small(A, derived) ||
        lb_conserved_compute(&conserved, A, &options, &ignored))
        return false;
    bool found = may_be_all(conserved, derived) &&
                 lb_variance_sector_ideals_init(sectors, conserved, A, run) &&
                 are_all(sectors, derived);
    lb_conserved_free(conserved);
    return found;
}

lb_status lb_variance_by_sectors(lb_variance **variance, const lb_ansatz_t A, const mpz_t derived,
                                 const lb_variance_options *options, lb_error *error)
{
    lb_sum_t O;
    lb_run run;
    lb_variance_sector_ideals sectors;
    options = options ? options : &usual;
    *variance = NULL;
    lb_status status = choose_observable(O, A, options, error);
    if (!status) {
        lb_variance_problem problem = {.A = A, .O = O, .sectors = &sectors, .run = &run};
        lb_run_start(&run, &options->run);
        if (find_sectors(&sectors, A, derived, &run)) {
            status = solve(variance, problem, derived, options, error);
            lb_variance_sector_ideals_clear(&sectors);
        }
        lb_run_end(&run);
    }
    lb_sum_clear(O);
    return status;
}

/* ---- What is known ---- */

void lb_variance_mean(mpq_t mean, const lb_variance *v)
{
    mpq_set(mean, v->mean);
}

void lb_variance_value(mpq_t value, const lb_variance *v)
{
    mpq_set(value, v->value);
}

lb_variance_scope lb_variance_get_scope(const lb_variance *v)
{
    return v->scope;
}

void lb_variance_outside(lb_sum_t S, const lb_variance *v)
{
    lb_sum_set(S, v->outside);
}

const char *lb_variance_evidence(const lb_variance *v)
{
    return v->evidence;
}

size_t lb_variance_ideals_count(const lb_variance *v)
{
    return v->count;
}

const lb_variance_ideals *lb_variance_ideals_at(const lb_variance *v, size_t i)
{
    return v->ideals + i;
}

void lb_variance_centre(mpq_t observable, mpq_t state, const lb_variance *v)
{
    mpq_set(observable, v->centre_observable);
    mpq_set(state, v->centre_state);
}

lb_status lb_variance_expectations(mpq_t *values, const lb_ansatz_t A, size_t state,
                                   const lb_sum_struct *sums, size_t count, lb_error *error)
{
    lb_pure_state psi;
    lb_status status = lb_pure_state_init(&psi, A, state, error);
    if (status)
        return status;
    for (size_t i = 0; i < count; i++) {
        mpq_set_ui(values[i], 0, 1);
        lb_variance_add_expectation(values[i], sums + i, &psi);
    }
    lb_pure_state_clear(&psi);
    return LB_OK;
}
