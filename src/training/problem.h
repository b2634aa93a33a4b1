/* A problem as an objective, in the picture that it asks for or that takes less. */

#ifndef LB_TRAINING_PROBLEM_H
#define LB_TRAINING_PROBLEM_H

#include <liebound/training.h>

#include "training/algebra_picture.h"
#include "training/objective.h"

/* An objective and what it lives on; it stays where it is. */
typedef struct lb_training_loss {
    lb_training_objective objective;
    bool has_algebra;
    lb_training_algebra_picture algebra;
} lb_training_loss;

/* To be cleared when this succeeds; the ansatz and the target must outlive it. In the state picture
 * lanes may be starts with `side_by_side`. Errors are those of lb_train. */
lb_status lb_training_loss_init(lb_training_loss *loss, const lb_training_problem *problem,
                                bool side_by_side, const lb_run_options *run,
                                lb_error *error) LB_MUST_CHECK;
void lb_training_loss_clear(lb_training_loss *loss);

#endif
