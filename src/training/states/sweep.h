/* States on their way through a program and back, with the gradient: for the state psi at the end
 * and a co-state lambda there,
 *
 *     g_j = 2 Re <lambda | d_j psi> = 2 Re <lambda_j | (-i H_j) psi_j>,
 *
 * both taken back to behind gate j. One state, or one for each lane (kernel.h). */

#ifndef LB_TRAINING_STATES_SWEEP_H
#define LB_TRAINING_STATES_SWEEP_H

#include "base/pool.h"
#include "training/states/program.h"

/* Flips at an angle: the members are registers, the last the product of the scales of all qubits. */
typedef struct lb_flip_setting {
    double tangent[LB_REGISTER], scale[LB_REGISTER], power[LB_REGISTER];
    int64_t mask[LB_REGISTER];
    lb_flip_form form;
} __attribute__((aligned(64))) lb_flip_setting;

typedef struct lb_sweep {
    const lb_program *program;
    const lb_sweep_kernel *kernel;
    lb_pool *pool;
    size_t pieces, slot, half_slots; /* registers of a slot of `sums`, and slots of half a step */
    size_t columns_at_once;          /* of every piece */
    double *vectors;                 /* psi, lambda, and a spare one where gates need it */
    lb_vectors both;                 /* psi and lambda */
    double *arguments, *cosines, *sines; /* of all gates, see settings.c */
    lb_flip_setting *flips;
    double *table, *sums; /* phases of a step; partial sums of pieces */
    double *columns;      /* of each thread: registers that high qubits bring together */
    uint32_t *column_rows;
    double *scratch; /* of spectral gates */
} lb_sweep;

/* The pool and the program must outlive S. */
void lb_sweep_init(lb_sweep *S, const lb_program *program, lb_pool *pool);
void lb_sweep_clear(lb_sweep *S);

/* Set the angles of the gates: angles[8 j + l] for gate j and lane l, or with l = 0 for all. */
void lb_sweep_set_angles(lb_sweep *S, const double *angles);
/* psi <- U psi. LB_UNDECIDED is left to whoever asks the limits of the circuit after it. */
void lb_sweep_forward(lb_sweep *S);
/* psi and lambda <- U^dagger of them, and gradient[8 j + l] for gate j; with one state, l = 0. */
void lb_sweep_back(lb_sweep *S, double *gradient);

/* The sum of the lanes in the first, for one state. */
void lb_sweep_sum_lanes(const lb_sweep *S, double *x);
/* Call task(context, thread, i) for i = 0 .. count - 1, on all threads. */
void lb_sweep_each(lb_sweep *S, size_t count, void (*task)(void *context, int thread, size_t i),
                   void *context);

#endif
