/* Training states as texts: their canonical form, and the stabilizer state that they mean. */

#ifndef LB_STATE_STATE_H
#define LB_STATE_STATE_H

#include "pauli/stabilizer.h"
#include "state/amplitudes.h"

/* The text of a state of lb_ansatz_struct for what a user wrote: the names of product states are
 * replaced by their labels, "stabilizer" and its generators are checked and put one space apart.
 * LB_INPUT says what is wrong with it. The caller frees *text. */
lb_status lb_state_canonical(char **text, const char *state, size_t qubits,
                             lb_error *error) LB_MUST_CHECK;

/* How many qubits the state has when the ansatz has `qubits`: twice as many for "bell". */
size_t lb_state_total_qubits(const char *text, size_t qubits);

/* The text of the state on `all` qubits that is psi on the first `qubits` of them, for a canonical text,
 * and |0> on the others; of "bell", that of more pairs. The caller frees it. */
char *lb_state_extend(const char *text, size_t qubits, size_t all);

/* The dimension of the manifold of rays that a circuit on `qubits` qubits reaches at most from the
 * state: 2^(n+1) - 2, or of "bell" 4^n - 1. */
void lb_state_space_dimension(mpz_t dimension, const char *text, size_t qubits);

/* Whether proofs are possible: the state is not given by floating amplitudes. */
bool lb_state_is_exact(const char *text);

/* Its coefficient in a loss: 1 unless its amplitudes come with another. */
double lb_state_weight(const char *text);

/* The state of a canonical text that is no vector, or of "zero". Letters 0 1 are eigenstates of Z,
 * + - of X, r l of Y (r is +i); qubit n + q of "bell" is the reference copy of qubit q. Initializes
 * S. */
void lb_state_stabilizer(lb_stabilizer *S, const char *text, size_t qubits);

#endif
