/* What the infidelity 1 - |<phi|psi>|^2 is to: a state phi, or a unitary V as the state (V x 1) of n
 * Bell pairs, with <phi|psi> = Tr[V^dagger U] / 2^n for psi = (U x 1) of the same. */

#ifndef LB_SIMULATION_TARGET_H
#define LB_SIMULATION_TARGET_H

#include "simulation/ensemble.h"

/* phi, normalized, pulled back through the fixed gates of so many layers (layers.h), in the real
 * embedding of rotation.h; the caller frees it. `target` has real and imaginary parts of `size`
 * amplitudes, or of V row by row, in the order of binary labels with qubit 0 first. */
double *lb_target_vector(const lb_ansatz_t A, size_t layers, const double *target, size_t size);
/* LB_INPUT unless all states have as many amplitudes as the target. */
lb_status lb_target_check(const lb_ensemble *E, size_t target_count, lb_error *error) LB_MUST_CHECK;

#endif
