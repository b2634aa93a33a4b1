/* Centralizers and maximal tori modulo a prime.
 *
 * {v, x} = 0 for x in a space with basis x_1, x_2, ... is a linear system for the coordinates of x.
 * Solved on the fully reduced sparse echelon basis, its free unknowns give a basis of the kernel in
 * which each vector is 1 at its own pivot string and 0 at those of the others. */

#ifndef LB_STRUCTURE_CENTRALIZER_H
#define LB_STRUCTURE_CENTRALIZER_H

#include "algebra/run.h"
#include "structure/frame.h"

/* Replace the space by those of its vectors that commute with v. O(|v| terms of the space), and
 * the elimination. */
void lb_subspace_centralize(lb_subspace *space, lb_frame *frame, const lb_vector *v);

/* A maximal torus: from the whole algebra down, take the sparsest vector that is not yet central
 * and centralize it, until what is left is abelian. As every chosen vector stays in the space, the
 * torus is its own centralizer. False when a limit ended the search; torus is then empty. */
bool lb_torus_find(lb_subspace *torus, lb_frame *frame, lb_run *run);

#endif
