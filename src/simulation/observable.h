/* An observable on state vectors, and its expectation value with the gradient by one backward
 * pass. */

#ifndef LB_SIMULATION_OBSERVABLE_H
#define LB_SIMULATION_OBSERVABLE_H

#include "simulation/simulation.h"

/* A sum of strings, or the infidelity 1 - |phi><phi| to a target. */
typedef struct lb_observable {
    double constant; /* the coefficient of the identity */
    double norm;     /* sum of the absolute values of the others */
    size_t length;
    lb_spectral_term *terms;
    double *target; /* phi, or NULL */
} lb_observable;

/* O acts on at most 64 qubits. */
void lb_observable_init(lb_observable *S, const lb_sum_struct *O);
/* phi, normalized, belongs to S then. */
void lb_observable_init_target(lb_observable *S, double *phi);
void lb_observable_clear(lb_observable *S);

/* w <- (O - constant) v, for vectors of the circuit; they do not overlap. */
void lb_observable_apply(const lb_observable *S, const lb_circuit *C, double *w, const double *v);

/* L at the angles of the simulation, and its gradient unless that is NULL; `room` is 3 vectors and
 * lb_circuit_scratch. co_state, unless NULL, gets (O - constant) psi pulled back to the beginning
 * of the circuit, which takes a gradient. */
double lb_observable_expect(const lb_observable *S, const lb_simulation *s, double *gradient,
                            double *co_state, double *room);
/* Doubles in that room. */
size_t lb_observable_room(const lb_circuit *C);

#endif
