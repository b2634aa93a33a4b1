/* The basis vectors of one state's coordinates, and what strings make of them. */

#ifndef LB_EXACT_RANK_PADIC_BLOCK_H
#define LB_EXACT_RANK_PADIC_BLOCK_H

#include "exact_rank/padic/space.h"

/* With the start as its coordinates. */
void lb_padic_block_init(lb_padic_block *B, const lb_state_struct *state);
void lb_padic_block_clear(lb_padic_block *B);

/* Make the vector with this name a coordinate, unless it is one. */
void lb_padic_reach(lb_padic_block *B, uint32_t name);

/* What one term makes of a basis vector. */
typedef struct lb_padic_image {
    uint32_t name, term;
    bool negative;
} lb_padic_image;

/* The strings of generator k on all qubits of a block; the caller frees them. */
uint64_t *lb_padic_strings(const lb_padic_block *B, const lb_exact_generators *G, size_t k);

/* The images of a name under -i times the strings number first .. end - 1, in the order of their
 * names. */
void lb_padic_images(lb_padic_image *images, lb_padic_block *B, const uint64_t *strings,
                     size_t first, size_t end, uint32_t from);
/* The end of the images with the same name as the first. */
size_t lb_padic_run_end(const lb_padic_image *images, size_t first, size_t count);

#endif
