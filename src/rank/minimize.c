#include "rank/minimize.h"

#include <limits.h>
#include <nlopt.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/memory.h"

typedef struct objective {
    lb_simulation *s;
    const lb_observable *observable;
    double *gradient, *room;
    nlopt_opt optimizer;
    size_t evaluations;
    const char *reached; /* the limit that was reached, or NULL */
} objective;

static double evaluate(unsigned count, const double *angles, double *gradient, void *context)
{
    objective *o = context;
    (void)count;
    o->evaluations++;
    o->reached = lb_limit_reached(&o->s->limits, o->s->start);
    if (o->reached)
        nlopt_force_stop(o->optimizer);
    lb_simulation_set_angles(o->s, angles);
    return lb_observable_expect(o->observable, o->s, gradient, NULL, o->room);
}

lb_status lb_minimize(double *angles, size_t *evaluations, lb_simulation *s,
                      const lb_observable *observable, size_t most, lb_error *error)
{
    objective o = {.s = s, .observable = observable};
    double least;
    if (!s->parameters)
        return LB_OK;
    o.optimizer = nlopt_create(NLOPT_LD_LBFGS, (unsigned)s->parameters);
    if (!o.optimizer)
        return lb_fail(error, LB_INTERNAL, "NLopt refused %zu angles", s->parameters);
    o.room = lb_malloc_aligned(lb_observable_room(&s->circuit), sizeof *o.room);
    nlopt_set_min_objective(o.optimizer, evaluate, &o);
    nlopt_set_ftol_rel(o.optimizer, 1e-15);
    nlopt_set_maxeval(o.optimizer, most < INT_MAX ? (int)most : INT_MAX);
    /* Rounding may end the last line search with a failure; the gradient at the angles decides. */
    (void)nlopt_optimize(o.optimizer, angles, &least);
    nlopt_destroy(o.optimizer);
    free(o.room);
    *evaluations += o.evaluations;
    if (o.reached)
        return lb_fail(error, LB_UNDECIDED, "%s while the observable was minimized", o.reached);
    return LB_OK;
}
