/* Centralizers and maximal tori modulo a prime.
 *
 * {v, x} = 0 for x in a space with basis x_1, x_2, ... is a linear system for the coordinates of x.
 * Solved on a fully reduced sparse echelon basis, its free unknowns give a basis of the kernel in
 * which each vector is 1 at its own pivot coordinate and 0 at those of the others. */

#ifndef LB_STRUCTURE_CENTRALIZER_H
#define LB_STRUCTURE_CENTRALIZER_H

#include <flint/nmod_mat.h>

#include "base/run.h"
#include "structure/element.h"

/* Vector i is 1 at coordinate pivots[i], the others are 0 there. */
typedef struct lb_subspace {
    uint32_t count;
    lb_sparse_vector *vectors;
    uint32_t *pivots;
} lb_subspace;

void lb_subspace_copy(lb_subspace *copy, const lb_subspace *space);
void lb_subspace_clear(lb_subspace *space);

/* Row j of the images becomes A x_j. O(D count), and for each term of A the vectors with an entry
 * there. */
void lb_subspace_images(nmod_mat_t images, const lb_subspace *space, const lb_ad_map *A,
                        const lb_frame *frame);
/* Replace the space by the kernel of A on it; false when that is all of it. O(terms of A times the
 * space), and the elimination. */
bool lb_subspace_intersect_kernel(lb_subspace *space, const lb_ad_map *A, const lb_frame *frame);

/* What seems to be a maximal torus: from the whole algebra down, the vector of least work that is
 * not yet known to be central is centralized, until no two vectors are seen not to commute in their
 * products with y. False when a limit ended the search, or no vector can be listed; torus is then
 * empty. */
bool lb_torus_find(lb_subspace *torus, const lb_mixture *y, lb_random *random);

#endif
