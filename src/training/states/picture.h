/* The objective of the state picture: every training state as a vector, its loss at the end of the
 * circuit, and the gradient by one pass back. O(2^n gates terms). */

#ifndef LB_TRAINING_STATES_PICTURE_H
#define LB_TRAINING_STATES_PICTURE_H

#include <liebound/training.h>

#include "training/objective.h"

/* The loss of `problem`. With `side_by_side` lanes may be starts, if vectors are small enough. The
 * ansatz must outlive the objective, which is to be cleared when this succeeds. Errors are those of
 * lb_train. */
lb_status lb_training_states_objective(lb_training_objective *objective,
                                       const lb_training_problem *problem, bool side_by_side,
                                       const lb_run_options *run, lb_error *error) LB_MUST_CHECK;

#endif
