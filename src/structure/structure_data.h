/* What a structure holds. */

#ifndef LB_STRUCTURE_STRUCTURE_DATA_H
#define LB_STRUCTURE_STRUCTURE_DATA_H

#include <inttypes.h>

#include <liebound/structure.h>

#include "structure/blocks.h"
#include "structure/central_strings.h"
#include "structure/centralizer.h"
#include "structure/ideals.h"
#include "structure/number_field.h"
#include "structure/proof.h"
#include "structure/types.h"

struct lb_structure {
    size_t qubits;
    size_t degree; /* by which the numbers were divided */
    lb_structure_level known;
    char *evidence;
    mpz_t dimension, centre, rank;
    lb_algebra_t algebra;
    size_t ideals_count;
    lb_real_ideals *ideals;
    /* When the algebra was searched: */
    bool searched;
    lb_run run;
    lb_moduli moduli;
    lb_torus torus;
    lb_splitting splitting;
    lb_simple_type *types; /* of the factors, when the ideals are known */
    lb_symmetries symmetries;
    /* When it is known from blocks (from_blocks.c), instead of moduli, torus, splitting and types: */
    bool by_blocks;
    lb_structure_blocks blocks; /* without their matrices */
    uint32_t *centre_ranks;     /* of the centre on each sector */
};

/* Enter a simple ideal over Q: `degree` conjugate copies over the field of the polynomial, which may
 * be NULL for degree 1. Ideals over Q of the same type are counted together. */
void lb_structure_add_ideal(lb_structure *s, lb_ideal_type type, uint32_t n, uint32_t degree,
                            const fmpz_poly_struct *polynomial);
/* None are entered any more. */
void lb_structure_forget_ideals(lb_structure *s);
/* All ideals are entered. */
void lb_structure_end_ideals(lb_structure *s);
/* The same from the blocks of the states; false, and nothing found, where these do not tell. */
bool lb_structure_from_blocks(lb_structure *s, const lb_closure *closure);
/* The same without a closure, where s has the dimension of g. */
bool lb_structure_from_dimension(lb_structure *s, const lb_ansatz_t A);
/* The algebra by which g acts on a sector, from the blocks. */
void lb_structure_sector_of_blocks(lb_algebra_t G, const lb_structure *s, const bool *negative);

/* The symmetries, when the ideals are known; none where sectors could not be told. */
void lb_structure_find_symmetries(lb_structure *s, const lb_ansatz_struct *A);
/* Every ideal has `degree` times fewer copies. */
void lb_structure_divide(lb_algebra_t G, size_t degree);
/* S becomes the vector with these torus coordinates. */
void lb_structure_torus_combination(lb_sum_t S, const lb_structure *s, const lb_rational *v);

/* The defining polynomial of the field of a factor, as it is printed; NULL for Q. The caller frees
 * it. */
char *lb_structure_field_text(uint32_t degree, const fmpz_poly_struct *polynomial);

#endif
