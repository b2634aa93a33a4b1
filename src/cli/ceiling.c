#include "cli/ceiling.h"

#include <string.h>

#include <liebound/orbit.h>

/* Seconds for the dimension and for the orbit, each; and the largest algebra whose orbit is
 * computed. */
#define SECONDS 5
#define ALGEBRA 50000

static void lower(lb_cli_ceiling *ceiling, const mpz_t bound, const char *source)
{
    if (mpz_cmp_ui(bound, ceiling->bound) < 0)
        *ceiling = (lb_cli_ceiling){mpz_get_ui(bound), source};
}

/* The projective space of state vectors has 2^(n+1) - 2 dimensions; what acts on half of Bell pairs
 * moves them in 4^n - 1. */
static lb_cli_ceiling start(const lb_ansatz_t A, size_t state, size_t angles)
{
    bool bell = A->state_count && !strcmp(A->states[state], "bell");
    lb_cli_ceiling ceiling = {angles, "the number of angles"};
    mpz_t space;
    mpz_init_set_ui(space, 1);
    mpz_mul_2exp(space, space, bell ? 2 * A->qubits : A->qubits + 1);
    mpz_sub_ui(space, space, bell ? 1 : 2);
    lower(&ceiling, space, "the dimension of the state space");
    mpz_clear(space);
    return ceiling;
}

static lb_limits at_most(const lb_limits *limits, double seconds)
{
    lb_limits less = *limits;
    if (less.seconds <= 0 || less.seconds > seconds)
        less.seconds = seconds;
    return less;
}

static void bound_by_orbit(lb_cli_ceiling *ceiling, const lb_ansatz_t A, size_t state,
                           const lb_closure *closure, const lb_limits *limits)
{
    lb_orbit_options options = {.limits = at_most(limits, SECONDS), .one_state = true};
    options.state = state;
    options.no_sectors = true;
    lb_orbit *orbit;
    lb_error ignored;
    if (lb_orbit_compute(&orbit, A, closure, &options, &ignored))
        return;
    const lb_orbit_number *number = lb_orbit_dimension(orbit, state);
    if (number->computed)
        lower(ceiling, number->at_most, "the orbit dimension");
    lb_orbit_free(orbit);
}

lb_cli_ceiling lb_cli_find_ceiling(const lb_ansatz_t A, size_t state, size_t angles,
                                   const lb_limits *limits)
{
    lb_cli_ceiling ceiling = start(A, state, angles);
    lb_closure_options options = {.limits = at_most(limits, SECONDS)};
    lb_closure *closure;
    lb_error ignored;
    if (lb_closure_compute(&closure, A, &options, &ignored))
        return ceiling;
    if (lb_closure_is_proved(closure)) {
        mpz_t dimension;
        mpz_init(dimension);
        lb_closure_dimension(dimension, closure);
        lower(&ceiling, dimension, "dim g");
        if (mpz_cmp_ui(dimension, ALGEBRA) <= 0)
            bound_by_orbit(&ceiling, A, state, closure, limits);
        mpz_clear(dimension);
    }
    lb_closure_free(closure);
    return ceiling;
}
