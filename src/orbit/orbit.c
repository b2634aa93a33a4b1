#include "orbit/orbit_data.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "state/state.h"

/* ---- The states ---- */

static void init_states(lb_orbit *o, const lb_ansatz_t A)
{
    const lb_ansatz_struct *Q = lb_ansatz_over_q(A);
    o->degree = lb_ansatz_degree(A);
    o->state_count = A->state_count;
    o->written_states = lb_malloc(o->state_count, sizeof *o->written_states);
    o->given_states = lb_malloc(o->state_count, sizeof *o->given_states);
    o->qubits = A->qubits;
    for (size_t i = 0; i < o->state_count; i++) {
        lb_state_init_copy(o->written_states + i, A->states + i);
        lb_state_init_copy(o->given_states + i, Q->states + i);
    }
    if (Q->qubits > LB_CLOSURE_QUBITS_MAX)
        return;
    o->states = lb_calloc(o->state_count, sizeof *o->states);
    for (size_t i = 0; i < o->state_count; i++)
        lb_state_stabilizer(o->states + i, Q->states + i);
}

static void init_claim(lb_orbit_claim *claim, const lb_orbit *o, size_t number)
{
    bool joint = number == o->state_count;
    mpz_inits(claim->number.at_least, claim->number.at_most, (mpz_ptr)NULL);
    mpz_inits(claim->over_field.at_least, claim->over_field.at_most, (mpz_ptr)NULL);
    claim->state_count = joint ? (uint32_t)o->state_count : 1;
    claim->states = lb_malloc(claim->state_count, sizeof *claim->states);
    for (uint32_t i = 0; i < claim->state_count; i++)
        claim->states[i] = joint ? i : (uint32_t)number;
}

static void init_claims(lb_orbit *o)
{
    o->claim_count = o->state_count > 1 ? o->state_count + 1 : 1;
    o->orbits = lb_calloc(o->claim_count, sizeof *o->orbits);
    o->sectors = lb_calloc(o->claim_count, sizeof *o->sectors);
    for (size_t i = 0; i < o->claim_count; i++) {
        init_claim(o->orbits + i, o, i);
        init_claim(o->sectors + i, o, i);
    }
}

static void clear_claim(lb_orbit_claim *claim)
{
    mpz_clears(claim->number.at_least, claim->number.at_most, (mpz_ptr)NULL);
    mpz_clears(claim->over_field.at_least, claim->over_field.at_most, (mpz_ptr)NULL);
    free(claim->number.evidence);
    free(claim->over_field.evidence);
    free(claim->states);
    if (claim->has_forms)
        lb_invariant_space_clear(&claim->forms);
    lb_sparse_clear(&claim->annihilator.terms);
    free(claim->annihilator.rows);
}

void lb_orbit_free(lb_orbit *o)
{
    if (!o)
        return;
    for (size_t i = 0; i < o->claim_count; i++) {
        clear_claim(o->orbits + i);
        clear_claim(o->sectors + i);
    }
    for (size_t i = 0; i < o->state_count; i++) {
        lb_state_clear(o->written_states + i);
        lb_state_clear(o->given_states + i);
        if (o->states)
            lb_stabilizer_clear(o->states + i);
        if (o->actions)
            lb_action_clear(o->actions + i);
    }
    free(o->orbits);
    free(o->sectors);
    free(o->written_states);
    free(o->given_states);
    free(o->states);
    free(o->actions);
    lb_closure_free(o->owned);
    free(o);
}

/* Whether the closure has no basis of Pauli sums: it was identified from strings, or works in
 * averages over a symmetry. */
static bool lacks_basis(const lb_closure *closure)
{
    return closure->classified || (closure->proved && !lb_symmetry_is_trivial(&closure->symmetry));
}

/* ---- Bounds that need no basis ---- */

/* At most dim g, or what bounds it; an orbit also at most the space of the states. */
static void set_upper_bounds(lb_orbit *o, size_t i, const __mpz_struct *given)
{
    mpz_t *sector = &o->sectors[i].number.at_most, *orbit = &o->orbits[i].number.at_most, space;
    mpz_init(space);
    mpz_set_ui(*sector, 1);
    mpz_mul_2exp(*sector, *sector, 2 * o->closure->ansatz->qubits);
    if (o->given->proved)
        lb_closure_dimension(*sector, o->given);
    else if (given && mpz_cmp(given, *sector) < 0)
        mpz_set(*sector, given);
    for (uint32_t s = 0; s < o->orbits[i].state_count; s++) {
        lb_state_space_dimension(space, o->given_states + o->orbits[i].states[s]);
        mpz_add(*orbit, *orbit, space);
    }
    if (mpz_cmp(*sector, *orbit) < 0)
        mpz_set(*orbit, *sector);
    mpz_clear(space);
}

/* `given` is over the field. */
static void set_all_upper_bounds(lb_orbit *o, const __mpz_struct *given)
{
    mpz_t over_q;
    mpz_init(over_q);
    if (given)
        mpz_mul_ui(over_q, given, o->degree);
    for (size_t i = 0; i < o->claim_count; i++)
        set_upper_bounds(o, i, given ? over_q : NULL);
    mpz_clear(over_q);
}

/* ---- From forms ---- */

/* The annihilator lists by free row what the basis of the forms lists by form. */
static void set_annihilator(lb_orbit_claim *claim, uint32_t dimension)
{
    const lb_rational_basis *basis = &claim->forms.basis;
    uint32_t *position = lb_malloc(dimension, sizeof *position), count = 0;
    lb_triplets triplets = {0};
    claim->annihilator.rows = lb_malloc(dimension - basis->count, sizeof *position);
    for (uint32_t row = 0, form = 0; row < dimension; row++) {
        if (form < basis->count && basis->pivots[form] == row) {
            form++;
        } else {
            position[row] = count;
            claim->annihilator.rows[count++] = row;
        }
    }
    for (uint32_t form = 0; form < basis->count; form++)
        for (size_t e = basis->offsets[form]; e < basis->offsets[form + 1]; e++)
            fmpz_set(lb_triplets_add(&triplets, position[basis->columns[e]], form),
                     basis->numerators + e);
    lb_sparse_init(&claim->annihilator.terms, count, &triplets);
    free(position);
}

static char *describe(const lb_orbit_claim *claim, const lb_orbit *o, bool is_sector,
                      const lb_run *run)
{
    const lb_invariant_space *forms = &claim->forms;
    uint32_t rest = o->closure->dimension - forms->dimension;
    if (claim->number.proved)
        return lb_sprintf(
            "at most %" PRIu32 " by %s of dimension %" PRIu32 ", exactly over Q; at least %" PRIu32
            " by independent linear forms modulo %" PRIu64,
            forms->dimension, is_sector ? "an annihilating ideal" : "an isotropy algebra", rest,
            forms->dimension, forms->prime);
    return lb_sprintf("%s; at least %" PRIu32 " by independent linear forms modulo a prime",
                      run->stopped, forms->dimension);
}

/* The phases of several states are multiples of i psi_mu by all numbers of the field. */
static bool is_joint_over_field(const lb_orbit_claim *claim, const lb_orbit *o)
{
    return claim->state_count > 1 && o->degree > 1;
}

/* Compute the forms of a claim; adjoint is NULL for orbits. */
static lb_status compute_claim(lb_orbit_claim *claim, const lb_orbit *o, const lb_sparse *adjoint,
                               lb_run *run, lb_error *error)
{
    lb_form_problem problem = {.stage = adjoint ? "sector" : "orbit",
                               .basis = &o->closure->basis,
                               .actions = o->actions,
                               .states = claim->states,
                               .state_count = claim->state_count,
                               .adjoint = adjoint,
                               .generator_count = o->closure->generators.count,
                               .no_near = !adjoint && is_joint_over_field(claim, o)};
    lb_status status = lb_forms_compute(&claim->forms, &problem, run, error);
    if (status)
        return status;
    claim->has_forms = true;
    claim->number.computed = true;
    claim->number.proved = claim->forms.proved;
    mpz_set_ui(claim->number.at_least, claim->forms.dimension);
    if (claim->forms.proved) {
        mpz_set_ui(claim->number.at_most, claim->forms.dimension);
        set_annihilator(claim, o->closure->dimension);
    }
    claim->number.evidence = describe(claim, o, adjoint != NULL, run);
    return LB_OK;
}

static bool is_wanted(const lb_orbit *o, const lb_orbit_options *options, size_t claim)
{
    size_t wanted = options->state == LB_ORBIT_JOINT ? o->claim_count - 1 : options->state;
    return !options->one_state || claim == wanted;
}

static void init_actions(lb_orbit *o)
{
    o->actions = lb_calloc(o->state_count, sizeof *o->actions);
    for (uint32_t i = 0; i < o->state_count; i++)
        if (!lb_orbit_is_vector(o, i))
            lb_action_init(o->actions + i, o->closure, o->states + i, o->qubits);
        else if (o->given_states[i].is_exact)
            (void)lb_action_init_vector(o->actions + i, o->closure, o->given_states[i].amplitudes);
}

static bool has_actions(const lb_orbit *o, const lb_orbit_claim *claim, bool is_sector)
{
    bool joint = is_joint_over_field(claim, o) && !is_sector;
    for (uint32_t i = 0; i < claim->state_count; i++) {
        const lb_action *action = &o->actions[claim->states[i]];
        if (!action->components.offsets || (joint && !action->near))
            return false;
    }
    return true;
}

static lb_status compute_orbits(lb_orbit *o, const lb_orbit_options *options, lb_run *run,
                                lb_error *error)
{
    lb_status status = LB_OK;
    init_actions(o);
    for (size_t i = 0; i < o->claim_count && !status; i++)
        if (is_wanted(o, options, i) && has_actions(o, o->orbits + i, false))
            status = compute_claim(o->orbits + i, o, NULL, run, error);
    return status;
}

static lb_status compute_sectors(lb_orbit *o, const lb_orbit_options *options, lb_run *run,
                                 lb_error *error)
{
    lb_status status = LB_OK;
    lb_sparse adjoint;
    if (!lb_adjoint_rows_init(&adjoint, o->closure, run))
        return LB_OK;
    for (size_t i = 0; i < o->claim_count && !status; i++)
        if (is_wanted(o, options, i) && has_actions(o, o->sectors + i, true))
            status = compute_claim(o->sectors + i, o, &adjoint, run, error);
    lb_sparse_clear(&adjoint);
    return status;
}

/* ---- Without a basis, or after a limit ---- */

/* Whether g is known to be one simple ideal. */
static bool is_simple(const lb_closure *closure)
{
    const lb_algebra_struct *g = lb_closure_algebra(closure);
    return g && g->count == 1 && g->ideals->type != LB_IDEAL_U &&
           mpz_cmp_ui(g->ideals->copies, 1) == 0;
}

/* Whether g is all of su(2^n), whose orbits are the largest there are. */
static bool is_all_of_su(const lb_closure *closure)
{
    mpz_t size;
    mpz_init_set_ui(size, 1);
    mpz_mul_2exp(size, size, closure->ansatz->qubits);
    bool all = is_simple(closure) && lb_closure_algebra(closure)->ideals->type == LB_IDEAL_SU &&
               mpz_cmp(lb_closure_algebra(closure)->ideals->n, size) == 0;
    mpz_clear(size);
    return all;
}

/* What an orbit has from the elements that are known; all there is when g is su(2^n). */
static void set_known_orbit(lb_orbit *o, lb_orbit_claim *claim, const char *reason, lb_run *run)
{
    lb_orbit_number *number = &claim->number;
    number->computed = true;
    if (is_all_of_su(o->given) && claim->state_count == 1) {
        mpz_set(number->at_least, number->at_most);
        number->evidence = lb_sprintf("%s", "the algebra is all of su(2^n)");
    } else {
        uint32_t rank = lb_orbit_rank_known(o, claim, run);
        if (is_joint_over_field(claim, o)) {
            uint32_t phases = (uint32_t)(o->degree - 1) * claim->state_count;
            rank = rank > phases ? rank - phases : 0;
        }
        mpz_set_ui(number->at_least, rank);
        number->evidence = lb_sprintf(
            "%s; at least %" PRIu32 " by elements of the algebra, modulo a prime", reason, rank);
    }
    number->proved = mpz_cmp(number->at_least, number->at_most) == 0;
}

/* A sector has at least what its orbit has, and all when g is simple and moves the states. */
static void set_known_sector(lb_orbit *o, size_t i, const char *reason)
{
    lb_orbit_number *number = &o->sectors[i].number, *orbit = &o->orbits[i].number;
    bool faithful = is_simple(o->given) && mpz_sgn(orbit->at_least) > 0;
    if (mpz_cmp(number->at_least, orbit->at_least) < 0)
        mpz_set(number->at_least, orbit->at_least);
    if (faithful)
        mpz_set(number->at_least, number->at_most);
    number->computed = true;
    number->proved = mpz_cmp(number->at_least, number->at_most) == 0;
    free(number->evidence);
    number->evidence =
        faithful ? lb_sprintf("%s", "the algebra is simple, and moves the state")
                 : lb_sprintf("%s; at least as many as the orbit has, or as independent linear "
                              "forms modulo a prime",
                              reason);
}

/* Why a claim is not decided from a basis. */
static const char *reason_of(const lb_orbit *o, const lb_orbit_claim *claim, const lb_run *run)
{
    if (lb_orbit_has_floating(o, claim))
        return "the amplitudes are floating, so that no more is proved";
    if (run->stopped)
        return run->stopped;
    if (o->owned && !o->owned->proved)
        return "a limit came before a basis of the algebra";
    if (lacks_basis(o->closure))
        return "too large for a basis of the algebra";
    return o->closure->proved ? "too many amplitudes and terms" : "the dimension is undecided";
}

static void compute_known(lb_orbit *o, const lb_orbit_options *options, lb_run *run)
{
    for (size_t i = 0; i < o->claim_count; i++) {
        if (!is_wanted(o, options, i))
            continue;
        const char *reason = reason_of(o, o->orbits + i, run);
        if (!o->orbits[i].number.computed)
            set_known_orbit(o, o->orbits + i, reason, run);
        if (!o->sectors[i].number.proved && !options->no_sectors)
            set_known_sector(o, i, reason);
    }
}

/* ---- The whole ---- */

/* Over a field of degree d (proofs/roots.md): a sector over Q has d times the dimension; an orbit of
 * dimension D has d D over Q, or d D + d - 1 where its phase is in the span of its tangents. */
static void divide(lb_orbit_claim *claim, const lb_orbit *o, bool is_sector)
{
    lb_orbit_number *over_field = &claim->over_field;
    const lb_orbit_number *over_q = &claim->number;
    mpz_t space, most;
    mpz_inits(space, most, (mpz_ptr)NULL);
    for (uint32_t s = 0; s < claim->state_count && !is_sector; s++) {
        lb_state_space_dimension(space, o->written_states + claim->states[s]);
        mpz_add(most, most, space);
    }
    if (is_sector)
        mpz_setbit(most, 2 * o->qubits);
    if (is_sector)
        mpz_cdiv_q_ui(over_field->at_least, over_q->at_least, o->degree);
    else
        mpz_fdiv_q_ui(over_field->at_least, over_q->at_least, o->degree);
    mpz_fdiv_q_ui(over_field->at_most, over_q->at_most, o->degree);
    if (mpz_cmp(most, over_field->at_most) < 0)
        mpz_set(over_field->at_most, most);
    over_field->computed = over_q->computed;
    over_field->proved = mpz_cmp(over_field->at_least, over_field->at_most) == 0;
    free(over_field->evidence);
    over_field->evidence = lb_sprintf("over Q, where the field has degree %zu: %s", o->degree,
                                      over_q->evidence ? over_q->evidence : "");
    mpz_clears(space, most, (mpz_ptr)NULL);
}

static void divide_all(lb_orbit *o)
{
    for (size_t i = 0; i < o->claim_count && o->degree > 1; i++) {
        divide(o->orbits + i, o, false);
        divide(o->sectors + i, o, true);
    }
}

/* A basis for an algebra that has none yet, if it is not too large. */
static lb_status enumerate(lb_orbit *o, const lb_ansatz_t A, const lb_run *run, lb_error *error)
{
    mpz_t dimension;
    mpz_init(dimension);
    lb_closure_dimension(dimension, o->closure);
    bool small = mpz_cmp_ui(dimension, LB_ORBIT_ENUMERATED_MAX) <= 0 && o->states;
    mpz_clear(dimension);
    if (!small)
        return LB_OK;
    const double share = 0.75; /* of the time: some is left for what is known without a basis */
    lb_closure_options options = {.run = run->options, .enumerate = true};
    options.run.limits = lb_limits_share(&options.run.limits, share);
    lb_status status = lb_closure_compute(&o->owned, A, &options, error);
    if (!status)
        o->closure = o->owned;
    return status;
}

static void note_limit(lb_orbit *o, const lb_run *run)
{
    if (!o->limit && o->owned && !o->owned->proved)
        o->limit = "a limit came before a basis of the algebra";
    if (!o->limit)
        o->limit = run->stopped;
}

const char *lb_orbit_limit(const lb_orbit *orbit)
{
    return orbit->limit;
}

static bool has_basis(const lb_orbit *o)
{
    return o->closure->proved && !lacks_basis(o->closure);
}

lb_status lb_orbit_compute(lb_orbit **orbit, const lb_ansatz_t A, const lb_closure *closure,
                           const lb_orbit_options *options, lb_error *error)
{
    static const lb_orbit_options none = {0};
    options = options ? options : &none;
    size_t states = A->state_count;
    if (options->one_state && options->state != LB_ORBIT_JOINT && options->state >= states)
        return lb_fail(error, LB_USAGE, "there is no state %zu: the ansatz has %zu, counted from 0",
                       options->state, states);
    lb_run run;
    lb_run_start(&run, &options->run);
    lb_orbit *o = lb_calloc(1, sizeof *o);
    o->given = o->closure = closure;
    init_states(o, A);
    init_claims(o);
    lb_status status = lacks_basis(closure) ? enumerate(o, A, &run, error) : LB_OK;
    set_all_upper_bounds(o, options->upper_bound);
    if (!status && has_basis(o))
        status = compute_orbits(o, options, &run, error);
    /* Orbits before sectors, which may take far longer. */
    if (!status && has_basis(o) && !options->no_sectors)
        status = compute_sectors(o, options, &run, error);
    if (!status)
        compute_known(o, options, &run);
    divide_all(o);
    note_limit(o, &run);
    lb_run_end(&run);
    if (status)
        lb_orbit_free(o);
    else
        *orbit = o;
    return status;
}

lb_status lb_orbit_compute_sectors(lb_orbit *orbit, const lb_orbit_options *options,
                                   lb_error *error)
{
    lb_run run;
    lb_orbit_options with_sectors = *options;
    with_sectors.no_sectors = false;
    lb_run_start(&run, &options->run);
    lb_status status = has_basis(orbit) ? compute_sectors(orbit, options, &run, error) : LB_OK;
    if (!status)
        compute_known(orbit, &with_sectors, &run);
    divide_all(orbit);
    note_limit(orbit, &run);
    lb_run_end(&run);
    return status;
}

/* ---- What is known ---- */

size_t lb_orbit_state_count(const lb_orbit *orbit)
{
    return orbit->state_count;
}

const char *lb_orbit_state_name(const lb_orbit *orbit, size_t state)
{
    assert(state < orbit->state_count);
    return orbit->written_states[state].name;
}

static const lb_orbit_claim *claim_of(const lb_orbit *orbit, const lb_orbit_claim *claims,
                                      size_t state)
{
    assert(state == LB_ORBIT_JOINT || state < orbit->state_count);
    return claims + (state == LB_ORBIT_JOINT ? orbit->claim_count - 1 : state);
}

static const lb_orbit_number *number_of(const lb_orbit *orbit, const lb_orbit_claim *claim)
{
    return orbit->degree > 1 ? &claim->over_field : &claim->number;
}

const lb_orbit_number *lb_orbit_dimension(const lb_orbit *orbit, size_t state)
{
    return number_of(orbit, claim_of(orbit, orbit->orbits, state));
}

const lb_orbit_number *lb_orbit_sector(const lb_orbit *orbit, size_t state)
{
    return number_of(orbit, claim_of(orbit, orbit->sectors, state));
}

static size_t annihilator_count(const lb_orbit *orbit, const lb_orbit_claim *claim)
{
    return claim->forms.proved && orbit->degree == 1 ? claim->annihilator.terms.count : 0;
}

size_t lb_orbit_isotropy_count(const lb_orbit *orbit, size_t state)
{
    return annihilator_count(orbit, claim_of(orbit, orbit->orbits, state));
}

size_t lb_orbit_ideal_count(const lb_orbit *orbit, size_t state)
{
    return annihilator_count(orbit, claim_of(orbit, orbit->sectors, state));
}

/* X += c R_row. */
static void add_row(lb_sum_t X, const lb_closure *closure, uint32_t row, const mpq_t c)
{
    lb_sum_t R;
    mpq_t product;
    lb_sum_init(R, X->qubits);
    mpq_init(product);
    lb_closure_row(R, closure, row);
    for (size_t t = 0; t < R->length; t++) {
        mpq_mul(product, c, R->coefficients + t);
        lb_sum_append(X, product, R->strings + t);
    }
    mpq_clear(product);
    lb_sum_clear(R);
}

void lb_orbit_coefficient(mpq_t c, const lb_orbit *orbit, const lb_orbit_claim *claim,
                          uint32_t free_row, size_t e)
{
    const lb_rational_basis *forms = &claim->forms.basis, *g = &orbit->closure->basis;
    uint32_t form = claim->annihilator.terms.indices[e];
    fmpz_t part;
    fmpz_init(part);
    fmpz_mul(part, claim->annihilator.terms.values + e, g->denominators + forms->pivots[form]);
    fmpz_neg(part, part);
    fmpz_get_mpz(mpq_numref(c), part);
    fmpz_mul(part, forms->denominators + form, g->denominators + free_row);
    fmpz_get_mpz(mpq_denref(c), part);
    mpq_canonicalize(c);
    fmpz_clear(part);
}

static void set_element(lb_sum_t X, const lb_orbit *orbit, const lb_orbit_claim *claim, size_t i)
{
    const lb_annihilator *annihilator = &claim->annihilator;
    uint32_t free_row = annihilator->rows[i];
    mpq_t c;
    mpq_init(c);
    lb_sum_zero(X);
    X->qubits = orbit->closure->ansatz->qubits;
    mpq_set_ui(c, 1, 1);
    add_row(X, orbit->closure, free_row, c);
    for (size_t e = annihilator->terms.offsets[i]; e < annihilator->terms.offsets[i + 1]; e++) {
        lb_orbit_coefficient(c, orbit, claim, free_row, e);
        add_row(X, orbit->closure, claim->forms.basis.pivots[annihilator->terms.indices[e]], c);
    }
    lb_sum_normalize(X);
    mpq_clear(c);
}

void lb_orbit_isotropy(lb_sum_t X, const lb_orbit *orbit, size_t state, size_t i)
{
    assert(i < lb_orbit_isotropy_count(orbit, state));
    set_element(X, orbit, claim_of(orbit, orbit->orbits, state), i);
}

void lb_orbit_ideal(lb_sum_t X, const lb_orbit *orbit, size_t state, size_t i)
{
    assert(i < lb_orbit_ideal_count(orbit, state));
    set_element(X, orbit, claim_of(orbit, orbit->sectors, state), i);
}
