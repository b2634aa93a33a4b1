/* Training states as vectors in the real embedding of rotation.h. */

#ifndef LB_CIRCUIT_STATE_H
#define LB_CIRCUIT_STATE_H

#include <liebound/state.h>

/* Fill v, 2^(qubits of the state + 1) doubles, with the normalized state. O(2^qubits). */
void lb_circuit_fill_state(double *v, const lb_state_t state);

#endif
