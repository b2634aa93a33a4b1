/* Optimizers that ask for one start at a time, evaluated side by side all the same.
 *
 * Each start is trained on a stack of its own, up to the point where it asks for a loss. When all that
 * are on their way have asked, one call of the objective answers them all, and they go on. A start
 * that ends makes room for the next. Since the figures of a start do not depend on the others, they
 * are those of lb_training_optimize. */

#ifndef LB_TRAINING_CONVOY_H
#define LB_TRAINING_CONVOY_H

#include <liebound/training.h>

#include "training/journal.h"
#include "training/objective.h"

/* How runs on their way are kept: a journal of each, and what is called after evaluations. */
typedef struct lb_convoy_keeping {
    lb_training_journal **journals;
    void (*keep)(void *context);
    void *context;
} lb_convoy_keeping;

/* Train options->starts starts, each into a T of its own, all initialized, with options->angles or
 * random angles; no checkpoint, but `keeping` unless that is NULL. In one thread. Errors are those
 * of lb_training_optimize, of the first start that has one; a limit is in every T that it ended, or
 * LB_UNDECIDED. */
lb_status lb_convoy_train(lb_training_struct *T, const lb_training_objective *objective,
                          const lb_training_options *options, const lb_convoy_keeping *keeping,
                          lb_error *error) LB_MUST_CHECK;

#endif
