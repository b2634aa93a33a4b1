/* How the rows of a basis of g act, on a stabilizer state and on each other, as linear forms.
 *
 * Forms are vectors over the numbers of the rows: entry i is the value at the integer row D_i R_i,
 * D_i the denominator of R_i (basis.h). On a state psi
 *
 *     X psi = sum_s (a_s(X) + i b_s(X)) W(s) psi,
 *
 * s over representatives of the cosets (stabilizer.h), numbered from 0 with the identity first: a_s
 * is component 2 s, b_s component 2 s + 1. Component 0 is <psi|X|psi>, and 1 vanishes.
 *
 * With {H_k, D_i R_i} = sum_l N_kil R_l, N integer since H_k is primitive, a form f becomes
 * f . {H_k, .} = sum_l f_l N_kil / D_l. Vector k D + l of the adjoint action is N_k.l. */

#ifndef LB_ALGEBRA_ACTION_H
#define LB_ALGEBRA_ACTION_H

#include "algebra/closure_data.h"
#include "linalg/sparse.h"
#include "pauli/stabilizer.h"

typedef struct lb_action {
    lb_sparse components;
    uint32_t *strings; /* for each component that is not zero, a string p of the closure whose
                          W(p) psi is +- the vector that it belongs to */
} lb_action;

/* Of a closure with a basis, on qubits that are the first ones of the state. O(terms of the basis)
 * reductions. */
void lb_action_init(lb_action *action, const lb_closure *closure, const lb_stabilizer *state);
void lb_action_clear(lb_action *action);

/* O(brackets of generators with rows); false when a limit ended it, and then nothing is there. */
bool lb_adjoint_rows_init(lb_sparse *adjoint, const lb_closure *closure, lb_run *run);

#endif
