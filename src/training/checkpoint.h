/* A training in a file: every run as it was after some step of its own, so that it goes on to the same
 * bytes. Runs do not depend on each other, so their steps need not be of one moment. A run of L-BFGS
 * on its way is kept as its journal. */

#ifndef LB_TRAINING_CHECKPOINT_H
#define LB_TRAINING_CHECKPOINT_H

#include "training/work.h"

/* Take over the runs of the file, if there is one. LB_IO, or LB_INPUT for another file, one that is
 * damaged, and one of another training. */
lb_status lb_training_resume(lb_training_work *work, lb_error *error) LB_MUST_CHECK;
/* Keep starts first .. first + count - 1, between two steps of them, when it is time to. */
void lb_training_keep(lb_training_seat *seat, size_t first, size_t count);
/* Write all runs as they are, when no thread is at work. */
void lb_training_write(lb_training_work *work);

#endif
