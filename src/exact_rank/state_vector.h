/* Training states as vectors of the exact rank. */

#ifndef LB_EXACT_RANK_STATE_VECTOR_H
#define LB_EXACT_RANK_STATE_VECTOR_H

#include <liebound/state.h>

#include "exact_rank/field.h"

/* The number of qubits of a state's vector: at least 3, so that a register is full. */
size_t lb_exact_state_qubits(const lb_state_t state);

/* Where the real part of amplitude k is; the imaginary part is LB_EXACT_LANES further on. */
size_t lb_exact_place(size_t k);

/* Fill a vector of zeros with the exact state: a stabilizer
 * state, scaled so that every amplitude is 0 or a power of i, or the integer amplitudes of a vector
 * modulo p; additional qubits are |0>. */
void lb_exact_state_fill(double *v, const lb_state_t state, const lb_field *F);

/* log2 of a bound on |Re| + |Im| of these amplitudes; 0 for a stabilizer state. */
double lb_exact_state_log(const lb_state_t state);

#endif
