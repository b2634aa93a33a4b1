/* What is minimized: a loss of M angles with its gradient, for several starts side by side. Any
 * picture of a circuit (states, algebra) can be one; optimizers know nothing else of it. */

#ifndef LB_TRAINING_OBJECTIVE_H
#define LB_TRAINING_OBJECTIVE_H

#include <stdint.h>

#include <liebound/status.h>

typedef struct lb_training_objective {
    size_t angles;       /* M */
    size_t side_by_side; /* starts in one call that cost little more than one, at least 1 */
    bool uses_threads;   /* inside a call */
    const char *picture; /* "states", "algebra", ...; a constant */
    uint64_t digest;     /* of what is computed, so that a checkpoint knows its own */
    const void *context; /* of all rooms, which only read it */

    /* What one caller works in, for at most so many starts in a call and with so many threads. */
    void *(*open)(const void *context, size_t starts, int threads);
    /* Fill losses[s] and, unless that is NULL, gradients[s * M + j] for the angles[s * M + j] of
     * starts s = 0 .. starts - 1. The figures of a start are the same to the last bit whatever the
     * other starts, their number, its place among them and the threads are; they may depend on what
     * the room was opened for. LB_UNDECIDED when a limit was reached, and the outputs say nothing. */
    lb_status (*evaluate)(void *room, size_t starts, const double *angles, double *losses,
                          double *gradients, lb_error *error);
    void (*close)(void *room);
    void (*clear)(struct lb_training_objective *objective); /* the context, after all rooms */
} lb_training_objective;

#endif
