/* A local minimum of an expectation value over the angles, by the L-BFGS of NLopt (Johnson, The
 * NLopt nonlinear-optimization package; Nocedal 1980). */

#ifndef LB_RANK_MINIMIZE_H
#define LB_RANK_MINIMIZE_H

#include "rank/observable.h"

/* Move the angles to the minimum, within `most` evaluations, which are counted. LB_UNDECIDED when
 * a limit is reached. */
lb_status lb_minimize(double *angles, size_t *evaluations, lb_simulation *s,
                      const lb_observable *observable, size_t most, lb_error *error) LB_MUST_CHECK;

#endif
