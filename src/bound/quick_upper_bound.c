#include "bound/quick_upper_bound.h"

#include <liebound/orbit.h>
#include <liebound/span.h>

#include "base/limits.h"
#include "bound/bound_run.h"

/* Seconds for the dimension, for the orbit and for the real span, each; the largest algebra whose
 * orbit is computed; and the work (closure.h) of an algebra that is soon found. */
#define SECONDS    5
#define ALGEBRA    50000
#define QUICK_WORK 4000000

static void lower(lb_ceiling *ceiling, const mpz_t bound, const char *source)
{
    if (mpz_cmp_ui(bound, ceiling->bound) < 0) {
        ceiling->bound = mpz_get_ui(bound);
        ceiling->source = source;
    }
}

static lb_ceiling start(const lb_ansatz_t A, size_t state, size_t angles)
{
    lb_ceiling ceiling = {angles, "the number of angles", SIZE_MAX, SIZE_MAX};
    mpz_t space;
    mpz_init(space);
    lb_bound_space(space, A, state);
    lower(&ceiling, space, "the dimension of the state space");
    mpz_clear(space);
    return ceiling;
}

static void bound_by_orbit(lb_ceiling *ceiling, const lb_ansatz_t A, size_t state,
                           const lb_closure *closure, const lb_limits *limits)
{
    lb_orbit_options options = {.run.limits = lb_limits_within(limits, SECONDS), .one_state = true};
    options.state = state;
    options.no_sectors = true;
    lb_orbit *orbit;
    lb_error ignored;
    if (lb_orbit_compute(&orbit, A, closure, &options, &ignored))
        return;
    const lb_orbit_number *number = lb_orbit_dimension(orbit, state);
    if (number->computed && number->proved && mpz_fits_ulong_p(number->at_most))
        ceiling->orbit = mpz_get_ui(number->at_most);
    if (number->computed)
        lower(ceiling, number->at_most, "the orbit dimension");
    lb_orbit_free(orbit);
}

static void bound_by_algebra(lb_ceiling *ceiling, const lb_ceilings *ceilings, size_t state,
                             const lb_limits *limits)
{
    if (!ceilings->closure || !lb_closure_is_proved(ceilings->closure))
        return;
    mpz_t dimension;
    mpz_init(dimension);
    lb_closure_dimension(dimension, ceilings->closure);
    mpz_fdiv_q_ui(dimension, dimension, lb_ansatz_degree(ceilings->A));
    lower(ceiling, dimension, "dim g");
    if (mpz_fits_ulong_p(dimension))
        ceiling->dimension = mpz_get_ui(dimension);
    if (mpz_cmp_ui(dimension, ALGEBRA) <= 0)
        bound_by_orbit(ceiling, ceilings->A, state, ceilings->closure, limits);
    mpz_clear(dimension);
}

/* False when it is not known in time. */
static bool bound_by_span(lb_ceiling *ceiling, const lb_ansatz_t A, size_t state,
                          const lb_limits *limits)
{
    lb_span_options options = {.run.limits = lb_limits_within(limits, SECONDS)};
    lb_real_span span;
    lb_error ignored;
    if (lb_real_span_compute(&span, A, state, &options, &ignored))
        return false;
    bool proved = span.proved;
    if (span.bounded) {
        mpz_t at_most;
        mpz_init_set_ui(at_most, span.rank_at_most);
        lower(ceiling, at_most, proved ? "the real span" : "the reached coordinates");
        mpz_clear(at_most);
    }
    lb_real_span_clear(&span);
    return proved;
}

static void close_algebra(lb_ceilings *ceilings, size_t work, const lb_limits *limits)
{
    lb_closure_options options = {.run.limits = lb_limits_within(limits, SECONDS),
                                  .run.work = work};
    lb_error ignored;
    lb_closure_free(ceilings->closure);
    ceilings->closed = !work;
    if (lb_closure_compute(&ceilings->closure, ceilings->A, &options, &ignored))
        ceilings->closure = NULL;
    else if (lb_closure_is_proved(ceilings->closure))
        ceilings->closed = true;
}

void lb_ceilings_init(lb_ceilings *ceilings, const lb_ansatz_t A, lb_ceiling_algebra algebra,
                      const lb_limits *limits)
{
    *ceilings = (lb_ceilings){.A = A, .algebra = algebra};
    if (algebra == LB_CEILING_NO_ALGEBRA)
        ceilings->closed = true;
    else
        close_algebra(ceilings, algebra == LB_CEILING_ALGEBRA ? 0 : QUICK_WORK, limits);
}

void lb_ceilings_clear(lb_ceilings *ceilings)
{
    lb_closure_free(ceilings->closure);
}

lb_ceiling lb_find_ceiling(lb_ceilings *ceilings, size_t state, size_t angles,
                           const lb_limits *limits)
{
    lb_ceiling ceiling = start(ceilings->A, state, angles);
    bound_by_algebra(&ceiling, ceilings, state, limits);
    if (ceiling.orbit != SIZE_MAX || bound_by_span(&ceiling, ceilings->A, state, limits) ||
        ceilings->closed)
        return ceiling;
    close_algebra(ceilings, 0, limits);
    bound_by_algebra(&ceiling, ceilings, state, limits);
    return ceiling;
}
