/* What exact symmetries do with the copies of the blocks.
 *
 * An operator E that commutes with the generators maps the copies of a block, m of them, to
 * combinations of copies: it acts on a space of dimension m, the Hom(W, states) of the block W. */

#ifndef LB_STRUCTURE_COPIES_H
#define LB_STRUCTURE_COPIES_H

#include "structure/blocks.h"

/* The spaces Hom(W, states) as blocks of the module E, which acts on the 2^n states, for each class
 * of isomorphic blocks, whose first one is told as the sector: lb_structure_blocks_find_alike told
 * them, and copies are kept. False, and nothing initialized, where E is seen to mix classes, or a
 * limit came first. O(copies) products with E, and m^2 2^n for each class. */
bool lb_copies_init(lb_structure_blocks *copies, const lb_structure_blocks *blocks,
                    const lb_module *E, size_t qubits, const lb_symmetries *symmetries,
                    lb_run *run);

/* Whether blocks that are not `like` each other are not isomorphic: where dimension and traces are
 * equal, an element of the hull has distinct eigenvalues on all of them. */
bool lb_structure_blocks_are_distinct(const lb_structure_blocks *blocks, lb_run *run);

#endif
