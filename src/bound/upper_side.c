/* Bounds on R from above: the state space, dim g, real spans, orbits and sectors. */

#include "base/limits.h"
#include "bound/bound_run.h"
#include "state/state.h"

/* Of the time that is left: of the real spans, each its part, and of all orbits. */
#define SPAN_SHARE  0.25
#define ORBIT_SHARE 0.5

void lb_bound_space(mpz_t dimension, const lb_ansatz_t A, size_t state)
{
    bool all = state == LB_BOUND_ALL_STATES;
    mpz_t space;
    mpz_init(space);
    mpz_set_ui(dimension, 0);
    for (size_t s = 0; s < (all ? A->state_count : 1); s++) {
        lb_state_space_dimension(space, &A->states[all ? s : state]);
        mpz_add(dimension, dimension, space);
    }
    mpz_clear(space);
}

/* A bound on R from a source, if it is better. */
static void lower_rank(lb_bound_state *S, const mpz_t at_most, const char *source)
{
    if (mpz_cmp(at_most, S->rank.at_most) >= 0)
        return;
    mpz_set(S->rank.at_most, at_most);
    S->rank_source = source;
}

static void lower_sector(lb_bound_state *S, const mpz_t at_most, const char *source)
{
    if (mpz_cmp(at_most, S->sector.at_most) >= 0)
        return;
    mpz_set(S->sector.at_most, at_most);
    S->sector_source = source;
}

void lb_bound_add_dimension(lb_bound_run *run, const mpz_t at_most)
{
    lb_bound_struct *B = run->bound;
    for (size_t i = 0; i < B->state_count + B->has_joint; i++) {
        lb_bound_state *S = i < B->state_count ? &B->states[i] : &B->joint;
        lower_rank(S, at_most, "dim g");
        lower_sector(S, at_most, "dim g");
    }
}

/* ---- Real spans ---- */

/* A real span that is refused, or comes to no end, bounds nothing. */
static lb_status compute_span(lb_bound_state *S, lb_bound_run *run, size_t state, lb_error *error)
{
    lb_span_options options = {.run =
                                   lb_bound_part(run, SPAN_SHARE / (double)run->left, run->work)};
    lb_real_span span;
    lb_error problem;
    if (S->has_span || (S->rank.proved && !run->all_spans))
        return LB_OK;
    lb_status status = lb_real_span_compute(&span, run->A, state, &options, &problem);
    if (status == LB_INTERNAL && error)
        *error = problem;
    if (status)
        return status == LB_INTERNAL ? status : LB_OK;
    if (span.bounded) {
        mpz_t at_most;
        mpz_init_set_ui(at_most, span.rank_at_most);
        lower_rank(S, at_most, span.proved ? "the real span" : "the reached coordinates");
        mpz_clear(at_most);
    }
    S->has_span = span.proved;
    if (span.proved)
        S->span = span;
    else
        lb_real_span_clear(&span);
    return LB_OK;
}

lb_status lb_bound_add_spans(lb_bound_run *run, size_t work, lb_error *error)
{
    run->work = work;
    lb_status status = lb_bound_each(run, compute_span, error);
    lb_bound_tell(run);
    return status;
}

/* ---- Orbits and sectors ---- */

static lb_orbit_options orbit_options(lb_bound_run *run, double share, size_t work)
{
    bool all = run->options.state == LB_BOUND_ALL_STATES;
    return (lb_orbit_options){.run = lb_bound_part(run, share, work),
                              .one_state = !all,
                              .state = all ? 0 : run->options.state,
                              .no_sectors = true};
}

static void raise_to(mpz_t value, const mpz_t other)
{
    if (mpz_cmp(value, other) < 0)
        mpz_set(value, other);
}

static lb_status take_orbit(lb_bound_state *S, lb_bound_run *run, size_t state, lb_error *error)
{
    const lb_orbit_number *orbit = lb_orbit_dimension(run->orbit, state);
    (void)error;
    if (lb_bound_reaches_orbit(run->A))
        raise_to(S->rank.at_least, orbit->at_least);
    else
        lb_bound_range_set(&S->orbit, orbit->at_least, orbit->at_most);
    lower_rank(S, orbit->at_most, "the orbit dimension");
    if (orbit->proved && mpz_cmp(orbit->at_most, S->rank.at_most) == 0)
        S->rank_source = "the orbit dimension";
    return LB_OK;
}

lb_status lb_bound_add_orbits(lb_bound_run *run, const lb_closure *closure, size_t work,
                              lb_error *error)
{
    lb_orbit_options options = orbit_options(run, ORBIT_SHARE, work);
    if (lb_closure_is_proved(closure)) {
        mpz_t dimension;
        mpz_init(dimension);
        lb_closure_dimension(dimension, closure);
        mpz_fdiv_q_ui(dimension, dimension, lb_ansatz_degree(run->A));
        lb_bound_add_dimension(run, dimension);
        mpz_clear(dimension);
    }
    lb_orbit_free(run->orbit);
    run->orbit = NULL;
    lb_status status = lb_orbit_compute(&run->orbit, run->A, closure, &options, error);
    if (status)
        return status;
    run->closure = closure;
    return lb_bound_each(run, take_orbit, error);
}

/* A sector that bounds R where the orbit did not come to its end. */
static lb_status take_sector(lb_bound_state *S, lb_bound_run *run, size_t state, lb_error *error)
{
    const lb_orbit_number *sector = lb_orbit_sector(run->orbit, state);
    (void)error;
    raise_to(S->sector.at_least, sector->at_least);
    lower_sector(S, sector->at_most, "dim g restricted");
    lower_rank(S, S->sector.at_most, "dim g restricted to the sector");
    lb_bound_conclude(S, run, state);
    if (S->rank.proved && (S->sector.proved || run->work))
        return LB_OK;
    lb_bound_note_limit(run, lb_orbit_limit(run->orbit));
    if (!lb_closure_is_proved(run->closure))
        lb_bound_note_limit(run, "a limit came before a basis of the algebra");
    return LB_OK;
}

lb_status lb_bound_add_sectors(lb_bound_run *run, size_t work, lb_error *error)
{
    lb_orbit_options options = orbit_options(run, 1, work);
    run->work = work;
    lb_status status = lb_orbit_compute_sectors(run->orbit, &options, error);
    return status ? status : lb_bound_each(run, take_sector, error);
}
