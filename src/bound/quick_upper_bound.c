#include "bound/quick_upper_bound.h"

#include <string.h>

#include <liebound/orbit.h>

#include "base/limits.h"

/* Seconds for the dimension and for the orbit, each; and the largest algebra whose orbit is
 * computed. */
#define SECONDS 5
#define ALGEBRA 50000

static void lower(lb_ceiling *ceiling, const mpz_t bound, const char *source)
{
    if (mpz_cmp_ui(bound, ceiling->bound) < 0) {
        ceiling->bound = mpz_get_ui(bound);
        ceiling->source = source;
    }
}

/* The projective space of state vectors has 2^(n+1) - 2 dimensions; what acts on half of Bell pairs
 * moves them in 4^n - 1. */
static void add_space(mpz_t space, const lb_ansatz_t A, size_t state)
{
    bool bell = A->state_count && !strcmp(A->states[state], "bell");
    mpz_t one;
    mpz_init_set_ui(one, 1);
    mpz_mul_2exp(one, one, bell ? 2 * A->qubits : A->qubits + 1);
    mpz_sub_ui(one, one, bell ? 1 : 2);
    mpz_add(space, space, one);
    mpz_clear(one);
}

static lb_ceiling start(const lb_ansatz_t A, size_t state, size_t angles)
{
    lb_ceiling ceiling = {angles, "the number of angles", SIZE_MAX, SIZE_MAX};
    bool all = state == LB_RANK_ALL_STATES;
    mpz_t space;
    mpz_init(space);
    for (size_t s = 0; s < (all && A->state_count ? A->state_count : 1); s++)
        add_space(space, A, all ? s : state);
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

void lb_ceilings_init(lb_ceilings *ceilings, const lb_ansatz_t A, const lb_limits *limits)
{
    lb_closure_options options = {.run.limits = lb_limits_within(limits, SECONDS)};
    lb_error ignored;
    *ceilings = (lb_ceilings){.A = A};
    if (lb_closure_compute(&ceilings->closure, A, &options, &ignored))
        ceilings->closure = NULL;
}

void lb_ceilings_clear(lb_ceilings *ceilings)
{
    lb_closure_free(ceilings->closure);
}

lb_ceiling lb_find_ceiling(const lb_ceilings *ceilings, size_t state, size_t angles,
                           const lb_limits *limits)
{
    lb_ceiling ceiling = start(ceilings->A, state, angles);
    if (!ceilings->closure || !lb_closure_is_proved(ceilings->closure))
        return ceiling;
    mpz_t dimension;
    mpz_init(dimension);
    lb_closure_dimension(dimension, ceilings->closure);
    lower(&ceiling, dimension, "dim g");
    if (mpz_fits_ulong_p(dimension))
        ceiling.dimension = mpz_get_ui(dimension);
    if (mpz_cmp_ui(dimension, ALGEBRA) <= 0)
        bound_by_orbit(&ceiling, ceilings->A, state, ceilings->closure, limits);
    mpz_clear(dimension);
    return ceiling;
}
