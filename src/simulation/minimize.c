#include "simulation/minimize.h"

#include <limits.h>
#include <nlopt.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/run.h"

/* Steps that L-BFGS keeps, at most. Left alone, NLopt keeps a million numbers, thousands of steps on few
 * angles, and works with all of them in each evaluation; beyond a hundred it finds no better. */
enum { STEPS_KEPT = 100 };

typedef struct search {
    const lb_objective *objective;
    nlopt_opt optimizer;
    size_t evaluations;
    lb_report_times times;
    const char *reached; /* the limit that was reached, or NULL */
} search;

static double evaluate(unsigned count, const double *angles, double *gradient, void *context)
{
    search *s = context;
    (void)count;
    lb_progress progress = {.stage = "minimization", .done = s->evaluations++};
    s->reached = lb_report(s->objective->run, &s->times, progress);
    if (!s->reached)
        s->reached = lb_limit_reached(&s->objective->run->limits);
    double value = 0;
    if (!s->objective->evaluate(s->objective->context, &value, angles, gradient) || s->reached)
        nlopt_force_stop(s->optimizer);
    return value;
}

lb_status lb_minimize(double *angles, size_t *evaluations, const lb_objective *objective,
                      size_t most, lb_error *error)
{
    search s = {.objective = objective, .times = lb_report_times_now()};
    double least;
    if (!objective->count)
        return LB_OK;
    s.optimizer = nlopt_create(NLOPT_LD_LBFGS, (unsigned)objective->count);
    if (!s.optimizer)
        lb_memory_refused("NLopt");
    nlopt_set_min_objective(s.optimizer, evaluate, &s);
    nlopt_set_vector_storage(s.optimizer, STEPS_KEPT);
    nlopt_set_ftol_rel(s.optimizer, 1e-15);
    nlopt_set_maxeval(s.optimizer, most < INT_MAX ? (int)most : INT_MAX);
    /* Rounding may end the last line search with a failure; the gradient at the angles decides. */
    if (nlopt_optimize(s.optimizer, angles, &least) == NLOPT_OUT_OF_MEMORY)
        lb_memory_refused("NLopt");
    nlopt_destroy(s.optimizer);
    *evaluations += s.evaluations;
    if (!s.reached)
        s.reached = lb_limit_of_time(&objective->run->limits);
    if (s.reached)
        return lb_fail(error, LB_UNDECIDED, "%s while the observable was minimized", s.reached);
    return LB_OK;
}
