/* Centralizers and maximal tori modulo a prime.
 *
 * {v, x} = 0 for x in a space with basis x_1, x_2, ... is a linear system for the coordinates of x.
 * Solved on a fully reduced sparse echelon basis, its free unknowns give a basis of the kernel in
 * which each vector is 1 at its own pivot coordinate and 0 at those of the others. */

#ifndef LB_STRUCTURE_CENTRALIZER_H
#define LB_STRUCTURE_CENTRALIZER_H

#include "algebra/run.h"
#include "structure/frame.h"

/* Vector i is 1 at coordinate pivots[i], the others are 0 there. */
typedef struct lb_subspace {
    uint32_t count;
    lb_sparse_vector *vectors;
    uint32_t *pivots;
} lb_subspace;

void lb_subspace_copy(lb_subspace *copy, const lb_subspace *space);
void lb_subspace_clear(lb_subspace *space);

/* Replace the space by the kernel of A on it; false when that is all of it. O(terms of A times the
 * space), and the elimination. */
bool lb_subspace_intersect_kernel(lb_subspace *space, const lb_ad_map *A, nmod_t modulus);

/* A maximal torus: from the whole algebra down, take the vector of fewest terms that is not yet
 * known to be central and centralize it, until what is left is abelian. As every chosen vector
 * stays in the space, the torus is its own centralizer. False when a limit ended the search; torus
 * is then empty. */
bool lb_torus_find(lb_subspace *torus, const lb_frame *frame, lb_run *run);

#endif
