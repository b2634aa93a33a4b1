/* What is known of every training state, and the steps in the order of their cost: orbits, or else
 * real spans, as far as they come in some seconds; exact ranks; orbits that take longer; simulations;
 * and last the sectors, which may take far longer than all the rest. */

#include <liebound/bound.h>

#include <assert.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/memory.h"
#include "bound/bound_run.h"

/* The work of orbits, and then of real spans, before the exact ranks: some seconds. */
#define EARLY_WORK 100000000

/* ---- Values ---- */

static void range_init(lb_bound_range *range)
{
    mpz_inits(range->at_least, range->at_most, NULL);
    range->proved = false;
}

void lb_bound_range_set(lb_bound_range *range, const mpz_t at_least, const mpz_t at_most)
{
    mpz_set(range->at_least, at_least);
    mpz_set(range->at_most, at_most);
    range->proved = mpz_cmp(at_least, at_most) == 0;
}

/* What holds for every ansatz. */
static void state_init(lb_bound_state *S, const lb_ansatz_t A, size_t state)
{
    lb_bound_range *ranges[] = {&S->orbit, &S->sector, &S->rank, &S->critical};
    bool joint = state == LB_BOUND_ALL_STATES;
    *S = (lb_bound_state){
        .number = state, .rank_source = "the state space", .sector_source = "all of u(2^n)"};
    S->name = lb_strdup(joint ? "joint" : A->states[state].name);
    for (size_t i = 0; i < 4; i++)
        range_init(ranges[i]);
    lb_exact_init(S->exact);
    lb_bound_space(S->rank.at_most, A, state);
    mpz_set_ui(S->sector.at_most, 1);
    mpz_mul_2exp(S->sector.at_most, S->sector.at_most, 2 * A->qubits);
}

static void state_clear(lb_bound_state *S)
{
    lb_bound_range *ranges[] = {&S->orbit, &S->sector, &S->rank, &S->critical};
    for (size_t i = 0; i < 4; i++)
        mpz_clears(ranges[i]->at_least, ranges[i]->at_most, NULL);
    lb_exact_clear(S->exact);
    if (S->has_span)
        lb_real_span_clear(&S->span);
    free(S->name);
    free(S->not_certified);
    free(S->not_simulated);
}

void lb_bound_init(lb_bound_t B)
{
    *B = (lb_bound_struct){0};
    range_init(&B->critical);
}

void lb_bound_clear(lb_bound_t B)
{
    for (size_t i = 0; i < B->state_count; i++)
        state_clear(&B->states[i]);
    free(B->states);
    if (B->has_joint)
        state_clear(&B->joint);
    mpz_clears(B->critical.at_least, B->critical.at_most, NULL);
    free(B->limit);
}

/* ---- A run ---- */

void lb_bound_note_limit(lb_bound_run *run, const char *limit)
{
    if (limit && !run->bound->limit)
        run->bound->limit = lb_strdup(limit);
}

void lb_bound_tell(const lb_bound_run *run)
{
    if (run->options.known)
        run->options.known(run->bound, run->options.known_context);
}

/* A callback that has said no is not asked again. */
static bool forward_progress(const lb_progress *progress, void *context)
{
    lb_bound_run *run = context;
    const lb_run_options *given = &run->options.run;
    run->cancelled =
        run->cancelled || (given->progress && !given->progress(progress, given->context));
    return !run->cancelled;
}

lb_run_options lb_bound_part(lb_bound_run *run, double share, size_t work)
{
    lb_run_options part = run->options.run;
    part.limits = lb_limits_share(&part.limits, share);
    part.work = work;
    if (part.progress) {
        part.progress = forward_progress;
        part.context = run;
    }
    return part;
}

bool lb_bound_begins(lb_bound_run *run, const char *stage)
{
    lb_progress progress = {.stage = stage, .seconds = lb_seconds() - run->start};
    return forward_progress(&progress, run);
}

static void init_states(lb_bound_run *run)
{
    const lb_ansatz_struct *A = run->A;
    lb_bound_struct *B = run->bound;
    bool all = run->options.state == LB_BOUND_ALL_STATES;
    B->generators = lb_ansatz_layer_angles(A);
    B->state_count = all ? A->state_count : 1;
    B->has_joint = B->state_count > 1;
    B->states = lb_malloc(B->state_count, sizeof *B->states);
    for (size_t i = 0; i < B->state_count; i++)
        state_init(&B->states[i], A, all ? i : run->options.state);
    if (B->has_joint)
        state_init(&B->joint, A, LB_BOUND_ALL_STATES);
}

static void raise_to(mpz_t value, const mpz_t other)
{
    if (mpz_cmp(other, value) > 0)
        mpz_set(value, other);
}

/* From the single states. */
static void conclude_all(lb_bound_struct *B)
{
    mpz_set_ui(B->critical.at_least, 0);
    mpz_set_ui(B->critical.at_most, 0);
    for (size_t i = 0; i < B->state_count; i++) {
        const lb_bound_state *S = &B->states[i];
        raise_to(B->critical.at_least, S->critical.at_least);
        raise_to(B->critical.at_most, S->critical.at_most);
        B->disagrees |= S->contradicts || S->agreement == LB_BOUND_DISAGREES;
    }
    lb_bound_range_set(&B->critical, B->critical.at_least, B->critical.at_most);
    if (B->has_joint)
        B->disagrees |= B->joint.contradicts || B->joint.agreement == LB_BOUND_DISAGREES;
}

static lb_status run_step(lb_bound_run *run, lb_bound_step *step, lb_bound_state *S, size_t state,
                          lb_error *error)
{
    lb_status status = step(S, run, state, error);
    if (status)
        return status;
    lb_bound_conclude(S, run, state);
    conclude_all(run->bound);
    run->left--;
    return LB_OK;
}

lb_status lb_bound_each(lb_bound_run *run, lb_bound_step *step, lb_error *error)
{
    lb_bound_struct *B = run->bound;
    bool all = run->options.state == LB_BOUND_ALL_STATES;
    lb_status status = LB_OK;
    run->left = B->state_count + B->has_joint;
    for (size_t i = 0; i < B->state_count && !status; i++)
        status = run_step(run, step, &B->states[i], all ? i : run->options.state, error);
    if (B->has_joint && !status)
        status = run_step(run, step, &B->joint, LB_BOUND_ALL_STATES, error);
    return status;
}

static lb_status only_conclude(lb_bound_state *S, lb_bound_run *run, size_t state, lb_error *error)
{
    (void)S, (void)run, (void)state, (void)error;
    return LB_OK;
}

lb_status lb_bound_begin(lb_bound_run *run, lb_bound_t B, const lb_ansatz_t A,
                         const lb_bound_options *options, lb_error *error)
{
    assert(lb_ansatz_is_valid(A));
    static const lb_bound_options usual = {.state = LB_BOUND_ALL_STATES, .seeds = LB_BOUND_SEEDS};
    *run = (lb_bound_run){
        .A = A, .bound = B, .options = options ? *options : usual, .start = lb_seconds()};
    if (run->options.state != LB_BOUND_ALL_STATES && run->options.state >= A->state_count)
        return lb_fail(error, LB_USAGE, "there is no training state number %zu",
                       run->options.state);
    init_states(run);
    if (run->options.dimension_at_most)
        lb_bound_add_dimension(run, run->options.dimension_at_most);
    return lb_bound_each(run, only_conclude, error);
}

void lb_bound_end(lb_bound_run *run)
{
    lb_orbit_free(run->orbit);
}

/* ---- What is known ---- */

static bool is_bounded(const lb_bound_state *S)
{
    return S->has_span || S->rank.proved;
}

static bool is_decided(const lb_bound_state *S)
{
    return S->rank.proved;
}

static bool holds_for_all(const lb_bound_t B, bool (*holds)(const lb_bound_state *S))
{
    for (size_t i = 0; i < B->state_count; i++)
        if (!holds(&B->states[i]))
            return false;
    return !B->has_joint || holds(&B->joint);
}

bool lb_bound_has_upper_side(const lb_bound_t B)
{
    return holds_for_all(B, is_bounded);
}

bool lb_bound_is_decided(const lb_bound_t B)
{
    return holds_for_all(B, is_decided);
}

/* ---- The order ---- */

static lb_status add_all(lb_bound_run *run, const lb_closure *closure, lb_error *error)
{
    lb_status status = closure ? lb_bound_add_orbits(run, closure, EARLY_WORK, error) : LB_OK;
    if (!status)
        status = lb_bound_add_spans(run, EARLY_WORK, error);
    if (!status)
        status = lb_bound_add_orbit_ranks(run, error);
    if (!status)
        status = lb_bound_add_ranks(run, error);
    if (!status && closure && !lb_bound_is_decided(run->bound)) {
        status = lb_bound_add_orbits(run, closure, 0, error);
        if (!status)
            status = lb_bound_add_ranks(run, error);
    }
    if (!status)
        status = lb_bound_add_simulations(run, error);
    return !status && closure ? lb_bound_add_sectors(run, 0, error) : status;
}

lb_status lb_bound_compute(lb_bound_t B, const lb_ansatz_t A, const lb_closure *closure,
                           const lb_bound_options *options, lb_error *error)
{
    lb_bound_t new;
    lb_bound_run run;
    lb_bound_init(new);
    lb_status status = lb_bound_begin(&run, new, A, options, error);
    if (!status)
        status = add_all(&run, closure, error);
    lb_bound_end(&run);
    if (status != LB_OK) {
        lb_bound_clear(new);
        return status;
    }
    lb_bound_clear(B);
    *B = *new;
    return LB_OK;
}
