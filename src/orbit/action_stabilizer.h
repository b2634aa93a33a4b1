/* How the rows of a basis of g act, on a state and on each other, as linear forms.
 *
 * Forms are vectors over the numbers of the rows: entry i is the value at the integer row D_i R_i,
 * D_i the denominator of R_i (basis.h). On a state psi
 *
 *     X psi = sum_s (a_s(X) + i b_s(X)) W(s) psi,
 *
 * s over representatives of the cosets (stabilizer.h), numbered from 0 with the identity first: a_s
 * is component 2 s, b_s component 2 s + 1. Component 0 is <psi|X|psi>, and 1 vanishes.
 *
 * For a state given by amplitudes the components from 2 on vanish on X if and only if X psi is a
 * multiple of psi, and with component 0 if and only if X psi = 0 (action_vector.c).
 *
 * With {H_k, D_i R_i} = sum_l N_kil R_l, N integer since H_k is primitive, a form f becomes
 * f . {H_k, .} = sum_l f_l N_kil / D_l. Vector k D + l of the adjoint action is N_k.l. */

#ifndef LB_ORBIT_ACTION_STABILIZER_H
#define LB_ORBIT_ACTION_STABILIZER_H

#include "closure/closure_data.h"
#include "linalg/sparse.h"
#include "pauli/stabilizer.h"
#include "state/amplitudes.h"

typedef struct lb_action {
    lb_sparse components;
    bool *near; /* of each representative: it has letters on the qubits of roots alone; or NULL */
    uint32_t *strings; /* for each component that is not zero, a string p of the closure whose
                          W(p) psi is +- the vector that it belongs to */
    /* Of a state given by amplitudes: for each component 2 k + part, part 1 imaginary, k the number
     * of a basis state. */
    uint32_t *coordinates;
    lb_string_table basis; /* the basis states, as strings of x */
} lb_action;

/* Of a closure with a basis, on qubits that are the first ones of the state; those of roots
 * (liebound/ansatz.h) are the ones from number `written` on. O(terms of the basis) reductions. */
void lb_action_init(lb_action *action, const lb_closure *closure, const lb_stabilizer *state,
                    size_t written);
/* The same for an exact state given by amplitudes; false, and nothing is there, when that would
 * take more than LB_ACTION_ENTRIES_MAX integers. O(terms of the basis * amplitudes). */
#define LB_ACTION_ENTRIES_MAX 3e7
bool lb_action_init_vector(lb_action *action, const lb_closure *closure, const lb_amplitudes *psi);
void lb_action_clear(lb_action *action);

/* O(brackets of generators with rows); false when a limit ended it. To be cleared in any case. */
bool lb_orbit_adjoint_rows_init(lb_sparse *adjoint, const lb_closure *closure, lb_run *run);

#endif
