/* The matrices on a block as a module under brackets with those of the generators. Matrices are rows of d^2
 * numbers, and act on columns: those of blocks, whose rows are images, are transposed. */

#ifndef LB_STRUCTURE_BLOCK_ADJOINT_H
#define LB_STRUCTURE_BLOCK_ADJOINT_H

#include "structure/blocks.h"

/* All d by d matrices. Traces of the generators do not matter. O(d^3) for each generator that is dense. */
void lb_block_matrices_init(lb_module *M, const lb_block_module *b, const lb_state_blocks *blocks);
/* x of d^2 residues becomes the sum of x and `times` the traceless part of generator k. */
void lb_block_add_generator(uint64_t *x, uint64_t times, uint32_t k, const lb_block_module *b,
                            const lb_state_blocks *blocks);
/* A random combination of these, for the caller to free. */
uint64_t *lb_block_draw_element(const lb_block_module *b, const lb_state_blocks *blocks,
                                lb_random *random);

#endif
