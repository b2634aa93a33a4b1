/* The fields over which the ideals of blocks are defined.
 *
 * Simple ideals of one type are permuted by the Galois group. For an integer combination x of
 * brackets of generators, in commutators of Hermitian matrices, the Killing form
 *
 *     c = tr (ad x)^2         on the ideal
 *
 * is a number of the ideal, real and an algebraic integer, and conjugate ideals have conjugate
 * numbers. So the product of the T - c over these ideals is a polynomial over Z, known from its
 * residues modulo enough primes; where it is squarefree, its irreducible factors are the simple
 * ideals over Q, and a root generates the field of its ideal. */

#ifndef LB_STRUCTURE_BLOCK_FIELDS_H
#define LB_STRUCTURE_BLOCK_FIELDS_H

#include <flint/fmpz_poly.h>

#include "structure/blocks.h"

/* x is of this many summands: a combination of generators, its bracket with another, and so on. */
typedef struct lb_probe_element {
    uint32_t depth;
    uint32_t generator_count;
    int *coefficients; /* of combination j, at j * generator_count */
} lb_probe_element;

/* Element number 0, 1, ...: the first are simple, and their numbers small. */
void lb_probe_element_init(lb_probe_element *x, uint32_t generator_count, uint32_t number);
void lb_probe_element_clear(lb_probe_element *x);
/* The sum of the absolute values of the coefficients of H as a primitive integer vector. */
void lb_structure_generator_norm(fmpz_t norm, const lb_sum_t H);
/* The sum of the absolute values of its coefficients in strings is at most this. */
void lb_probe_element_norm(fmpz_t norm, const lb_probe_element *x, const lb_ansatz_t A);

/* The characteristic polynomial of x on a block. */
void lb_block_polynomial(nmod_poly_t f, const lb_block_module *b, const lb_probe_element *x);
static inline bool lb_parts_alike(const lb_simple_part *a, const lb_simple_part *b)
{
    return a->type == b->type && a->n == b->n;
}
uint32_t lb_structure_blocks_count_alike(const lb_structure_blocks *blocks,
                                         const lb_simple_part *like);
/* f becomes the product of the T - c modulo the prime, over the parts alike. */
void lb_structure_blocks_numbers(nmod_poly_t f, const lb_structure_blocks *blocks,
                                 const lb_simple_part *like, const lb_probe_element *x);

#endif
