/* Training states: read once, and the stabilizer state that they are. */

#ifndef LB_STATE_STATE_H
#define LB_STATE_STATE_H

#include <liebound/state.h>

#include "pauli/stabilizer.h"
#include "state/amplitudes.h"

/* Read what a user wrote for an ansatz on these qubits; the names of product states stand for their
 * labels. LB_INPUT says what is wrong with it. Of stabilizer generators O(qubits^2) products. */
lb_status lb_state_init(lb_state_t state, const char *text, size_t qubits,
                        lb_error *error) LB_MUST_CHECK;
/* |0...0> */
void lb_state_init_zero(lb_state_t state, size_t qubits);
/* The state of a finished list of amplitudes. */
void lb_state_init_list(lb_state_t state, const lb_amplitude_list *list, const char *name);
void lb_state_init_copy(lb_state_t state, const lb_state_t other);
void lb_state_clear(lb_state_t state);

/* The dimension of the manifold of rays that a circuit on the qubits of the ansatz reaches at most
 * from the state: 2^(n+1) - 2, or of "bell" 4^n - 1. */
void lb_state_space_dimension(mpz_t dimension, const lb_state_t state);

/* The stabilizer group of a state that is not given by amplitudes; |0...0> for one that is.
 * Initializes S. */
void lb_state_stabilizer(lb_stabilizer *S, const lb_state_t state);

#endif
