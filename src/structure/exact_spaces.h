/* Spaces of states that g leaves in place, over Q.
 *
 * The copies of a class of blocks span a space U modulo the prime. Where the generators are real, the
 * numbers in its reduced echelon form, and those of the operators on it, are lifted to Q as rational
 * numbers of small height, and what is claimed of them is checked exactly. */

#ifndef LB_STRUCTURE_EXACT_SPACES_H
#define LB_STRUCTURE_EXACT_SPACES_H

#include <flint/fmpz_mat.h>

#include "structure/blocks.h"

/* Larger spaces are not lifted. */
#define LB_EXACT_SPACE_MAX 160

typedef struct lb_exact_space {
    uint32_t copies, dimension; /* of all copies together */
    uint32_t generator_count;
    nmod_mat_t rows;           /* the bases of the copies, in that of the space */
    fmpz_t denominator;        /* of */
    fmpz_mat_struct *matrices; /* the generators: rows of the basis are images' coordinates */
} lb_exact_space;

/* Of the class whose first block is `first`; lb_state_blocks_find_alike told it, and copies are kept.
 * False, and nothing initialized, where that is not found. O(dimension^2 2^n). */
bool lb_exact_space_init(lb_exact_space *U, const lb_ansatz_t A, const lb_state_blocks *blocks,
                         uint32_t first, const lb_symmetries *symmetries);
void lb_exact_space_clear(lb_exact_space *U);

/* Whether the dimension of what commutes with the generators on U is m^2 over Q, m the number of
 * copies. */
bool lb_exact_space_has_all_copies(const lb_exact_space *U);
/* Whether some X over Q, not zero, satisfies A X = X B for all generators, A and B the traceless parts
 * of their matrices on U and V; or A X = -X B^T if dual. T is such a matrix for one block of each. */
bool lb_exact_spaces_are_related(const lb_exact_space *U, const lb_exact_space *V,
                                 const nmod_mat_t T, bool dual);

#endif
