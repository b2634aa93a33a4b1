/* Optimizers that ask for one start at a time, evaluated side by side all the same.
 *
 * Each start is trained by a thread of its own; whoever asks waits until all that are open have
 * asked, and the last one evaluates what all asked for in one call of an objective. A start that has
 * ended (its room is closed) is waited for no longer. Since the figures of a start do not depend on
 * the others, neither do they on who comes first. */

#ifndef LB_TRAINING_CONVOY_H
#define LB_TRAINING_CONVOY_H

#include "training/objective.h"

/* An objective whose rooms, opened by threads, travel together; `inner` must outlive it. The inner
 * objective has one room, for as many starts as it takes side by side. */
void lb_convoy_init(lb_training_objective *convoy, const lb_training_objective *inner);

#endif
