/* What a run of L-BFGS was told so far. NLopt keeps its state to itself, but all that it does follows
 * from the losses and gradients that it gets: a run that begins again and is told the same arrives
 * where it was, without computing anything. */

#ifndef LB_TRAINING_JOURNAL_H
#define LB_TRAINING_JOURNAL_H

#include "training/objective.h"

typedef struct lb_training_journal {
    size_t count, told; /* evaluations in it, and how many of them this run has been told */
    double *entries;    /* a loss and M derivatives each */
    size_t capacity;    /* in doubles */
} lb_training_journal;

/* The next answer that is there; false when there is none. */
bool lb_journal_recall(lb_training_journal *J, size_t M, double *loss, double *gradient);
/* One more answer, which the run has been told. */
void lb_journal_append(lb_training_journal *J, size_t M, double loss, const double *gradient);
void lb_journal_clear(lb_training_journal *J);

#endif
