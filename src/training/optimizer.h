/* From an objective to runs: every start by itself, in groups that are evaluated side by side, which
 * threads share out. */

#ifndef LB_TRAINING_OPTIMIZER_H
#define LB_TRAINING_OPTIMIZER_H

#include <liebound/training.h>

#include "training/objective.h"

/* Fill T->runs from every start that options ask for, or go on from options->checkpoint. Runs that a
 * limit ended are in T as they were then, and so is the limit; that is no error. The same bytes for
 * any number of threads. LB_IO and LB_INPUT are those of the checkpoint. */
lb_status lb_training_optimize(lb_training_t T, const lb_training_objective *objective,
                               const lb_training_options *options, lb_error *error) LB_MUST_CHECK;

#endif
