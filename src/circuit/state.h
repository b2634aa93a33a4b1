/* Training states as vectors in the real embedding of rotation.h. */

#ifndef LB_CIRCUIT_STATE_H
#define LB_CIRCUIT_STATE_H

#include <liebound/status.h>

/* How many qubits the vector of the state has when the ansatz has `qubits`: as many for a label of
 * that many letters 0 1 + - r l (eigenstates of Z, X and Y; r is +i, l is -i), for "zero", "ghz",
 * "stabilizer" with generators and "vector" with amplitudes, and twice as many for "bell", where qubits + q is the reference
 * copy of qubit q. LB_INPUT for any other text. */
lb_status lb_state_qubits(size_t *total, const char *state, size_t qubits,
                          lb_error *error) LB_MUST_CHECK;

/* Fill v, 2^(total + 1) doubles, with the normalized state. O(2^total). */
void lb_state_fill(double *v, const char *state, size_t qubits);

#endif
