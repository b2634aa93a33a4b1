/* The fields over which the ideals of blocks are defined.
 *
 * Ideals that act on blocks of one dimension d are permuted by the Galois group. For an integer
 * combination x of brackets of generators,
 *
 *     c = d tr x^2 - (tr x)^2         on a block of dimension d
 *
 * is a number of its ideal, real and an algebraic integer, and conjugate ideals have conjugate
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
void lb_generator_norm(fmpz_t norm, const lb_sum_t H);
/* The sum of the absolute values of its coefficients in strings is at most this. */
void lb_probe_element_norm(fmpz_t norm, const lb_probe_element *x, const lb_ansatz_t A);

/* c of one block. */
uint64_t lb_block_number(const lb_block_module *b, const lb_probe_element *x);
/* f becomes the product of the T - c modulo the prime, over the distinct c of all blocks of
 * dimension d. */
void lb_state_blocks_numbers(nmod_poly_t f, const lb_state_blocks *blocks, uint32_t d,
                             const lb_probe_element *x);

#endif
