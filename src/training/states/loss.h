/* A loss as it is measured on the vectors of a sweep: an observable, or the distance from a target
 * state. Fixed gates behind the rotations are taken into both. */

#ifndef LB_TRAINING_STATES_LOSS_H
#define LB_TRAINING_STATES_LOSS_H

#include <liebound/layers.h>

#include "training/states/sweep.h"

/* <psi|O|psi>, lambda = O psi. */
typedef struct lb_measurement {
    double constant;
    lb_diagonal diagonal;
    lb_measured measured; /* rows and weights are those of the diagonal */
    size_t turn_count;    /* other strings */
    lb_turn *turns;       /* P in place of -i P, the coefficients in the sines */
} lb_measurement;

/* For vectors of the program; O acts on its lowest qubits. */
void lb_measurement_init(lb_measurement *M, const lb_sum_t O, const lb_program *program);
void lb_measurement_clear(lb_measurement *M);
/* Fill lambda of the sweep, and value[l] for the lanes, or value[0]. */
void lb_measurement_apply(const lb_measurement *M, lb_sweep *S, double *value);

/* value = 1 - |<phi|psi>|^2, lambda = -<phi|psi> phi; phi has the layout of half of the vectors. */
void lb_overlap_apply(const double *phi, lb_sweep *S, double *value);

#endif
