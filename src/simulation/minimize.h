/* A local minimum of a function of the angles, by the L-BFGS of NLopt (Johnson, The NLopt
 * nonlinear-optimization package; Nocedal 1980). */

#ifndef LB_SIMULATION_MINIMIZE_H
#define LB_SIMULATION_MINIMIZE_H

#include <liebound/run.h>

typedef struct lb_objective {
    size_t count; /* of angles */
    /* The value, and the gradient unless that is NULL; false when no more is wanted, and the value
     * then says nothing. */
    bool (*evaluate)(void *context, double *value, const double *angles, double *gradient);
    void *context;
    const lb_run_options *run;
} lb_objective;

/* Move the angles to the minimum, within `most` evaluations, which are counted; where no more was
 * wanted, to some that were tried. LB_UNDECIDED when a limit is reached. */
lb_status lb_minimize(double *angles, size_t *evaluations, const lb_objective *objective,
                      size_t most, lb_error *error) LB_MUST_CHECK;

#endif
