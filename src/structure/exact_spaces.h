/* Spaces of states that g leaves in place, over Q.
 *
 * The copies of a class of blocks, or of some classes of equal dimension and multiplicity, which may be
 * conjugate, span a space U modulo the prime. Where the generators are real, the numbers in its reduced
 * echelon form, and those of the operators on it, are lifted to Q as rational numbers of small height,
 * and what is claimed of them is checked exactly. */

#ifndef LB_STRUCTURE_EXACT_SPACES_H
#define LB_STRUCTURE_EXACT_SPACES_H

#include <flint/fmpz_mat.h>

#include "structure/blocks.h"

/* Larger spaces are not lifted. */
#define LB_EXACT_SPACE_MAX 160

typedef struct lb_structure_space {
    uint32_t class_count, *classes; /* by their first blocks */
    uint32_t copies, dimension;     /* of each class, and of all copies of all classes together */
    uint32_t generator_count;
    nmod_mat_t rows;           /* the bases of the copies, in that of the space */
    fmpz_mat_t basis;          /* times the denominator, which its rows have at their pivots */
    fmpz_t denominator;        /* of the basis, and of */
    fmpz_mat_struct *matrices; /* the generators: rows of the basis are images' coordinates */
} lb_structure_space;

/* lb_structure_blocks_find_alike told the classes, and copies are kept. False, and nothing initialized,
 * where the space is not found. O(dimension^2 2^n). */
bool lb_structure_space_init(lb_structure_space *U, const lb_ansatz_t A,
                             const lb_structure_blocks *blocks, const uint32_t *classes,
                             uint32_t class_count, const lb_symmetries *symmetries);
void lb_structure_space_clear(lb_structure_space *U);

/* Whether the dimension of what commutes with the generators on U is the sum of m^2 over the classes, m
 * the number of copies. */
bool lb_structure_space_has_all_copies(const lb_structure_space *U);
/* Whether as many Y over Q as are seen modulo the prime satisfy A^T Y = Y B for all generators, A and B
 * their matrices on U and V, up to multiples of Y; or A^T Y = -Y B if dual. Then the sum of the
 * Y_ij u_i v_j^T, over the rows of both bases, is an operator on the states that commutes with the
 * generators, or a form that they preserve, up to numbers. T[i * classes of V + j] is a matrix with
 * A T = T B for class i of U and class j of V, or A T = -T B^T if dual, or NULL. */
bool lb_structure_spaces_are_related(const lb_structure_space *U, const lb_structure_space *V,
                                     const nmod_mat_struct *const *T, bool dual);
/* The same, and each of the matrices becomes a sum of integer multiples of the Y, drawn at random. */
bool lb_structure_spaces_relate(fmpz_mat_struct *matrices, uint32_t count,
                                const lb_structure_space *U, const lb_structure_space *V,
                                const nmod_mat_struct *const *T, bool dual);
/* The T for which these are the operators that commute with the generators on U; to be freed, and
 * `one`, which is initialized, to be cleared. */
const nmod_mat_struct **lb_structure_space_identities(nmod_mat_t one, const lb_structure_space *U);

#endif
