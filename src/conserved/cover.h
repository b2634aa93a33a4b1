/* An upper bound of the dimension of the commutant, and the invariant subspaces it comes from.
 *
 * Modulo a prime let A be the algebra that the generators generate on V = F_p^N, h in A, f an
 * irreducible polynomial of degree d and E = ker f(h). A map that commutes with A maps E to itself
 * and commutes with h there, so that on E it is a matrix of (dim E / d)^2 entries of the field with
 * p^d elements, and on the invariant subspace W = A E it is determined by that. When subspaces W_1,
 * W_2, .. from elements h_j and polynomials f_j together span V,
 *
 *     dim C <= dim C modulo p <= sum over j of (dim E_j)^2 / d_j.
 *
 * The first step holds as the commutant is the kernel of integer matrices. For a good choice W_j is
 * the sum of the irreducible subspaces of one kind, d_j of them conjugate to each other, and the
 * bound is sharp: dim E_j / d_j is their multiplicity, dim W_j / dim E_j their dimension. */

#ifndef LB_CONSERVED_COVER_H
#define LB_CONSERVED_COVER_H

#include "base/run.h"
#include "conserved/blocks.h"
#include "conserved/rows.h"

typedef struct lb_cover_part {
    uint32_t degree;         /* d */
    uint32_t kernel;         /* dim E */
    uint32_t span;           /* by how much W_j makes the sum of W_1 .. W_(j-1) larger */
    lb_residue_rows *blocks; /* E in each block, every row 0 at the pivots of the others */
} lb_cover_part;

typedef struct lb_cover {
    uint32_t count;
    size_t capacity;
    lb_cover_part *parts;
    size_t bound; /* the sum */
} lb_cover;

/* With elements h of degree depth + 1 in the generators, 1 <= depth <= 4. False when a limit came
 * first, or no elements h were found that do; the cover is to be cleared in any case. For each part
 * and block, O(M^3) for blocks of dimension M. */
bool lb_cover_init(lb_cover *cover, const lb_blocks *blocks, int depth, lb_run *run);
void lb_cover_clear(lb_cover *cover, const lb_blocks *blocks);

#endif
