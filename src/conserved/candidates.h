/* The whole commutant modulo a prime, in the reduced basis over strings: what the elements over Q
 * that are still missing must look like.
 *
 * Where the bound of a cover is sharp, each map from a basis vector e_a of E_j into E_j, for such a_j
 * that the invariant subspaces A e_a together are all of the space, extends to one element of the
 * commutant modulo p: w e_a goes to w v for products w of generators. The reduced basis of these
 * elements over strings, the lightest strings first, is that of the commutant over Q modulo p. */

#ifndef LB_CONSERVED_CANDIDATES_H
#define LB_CONSERVED_CANDIDATES_H

#include "conserved/cover.h"

typedef struct lb_candidate {
    uint32_t group, row;
    size_t length; /* its terms */
} lb_candidate;

typedef struct lb_candidates {
    const lb_blocks *blocks; /* not owned */
    size_t group_count;      /* by the mask between blocks */
    lb_residue_rows *groups; /* column c of a group is the coefficient of string number c, */
    uint32_t **strings;      /* x << n | z of its strings */
    size_t count;
    lb_candidate *order; /* the shortest first */
} lb_candidates;

/* False when the bound is not sharp, the numbers are too many, or a limit came first; nothing is then
 * to be cleared. At most LB_CANDIDATE_ENTRIES_MAX residues. */
#define LB_CANDIDATE_ENTRIES_MAX 100000000
bool lb_candidates_init(lb_candidates *candidates, const lb_blocks *blocks, const lb_cover *cover,
                        lb_run *run);
void lb_candidates_clear(lb_candidates *candidates);

/* S becomes candidate i with the rational numbers of least height; false when there are none. */
bool lb_candidate_lift(lb_sum_t S, const lb_candidates *candidates, size_t i);

#endif
