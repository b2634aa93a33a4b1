/* A random linear map from long vectors of residues to short ones that keeps ranks, almost surely.
 *
 * The vector is cut into blocks of B = 2^b entries. Each block passes through b levels of switches,
 *
 *     (x, y) -> (a x + (1 - a) y, (1 - a) x + a y),   x and y 2^l entries apart on level l,
 *
 * every switch with its own random a; then each entry is multiplied by a random number of its own,
 * and the blocks are added up. A rank modulo p never grows under a linear map. It keeps a rank
 * r <= B except with a probability of at most (b + 1) r / p: with a in {0, 1} the switches route
 * any r entries of the long vector to different places of the short one, with factors in {0, 1} the
 * others vanish, so that the minor in question is not the zero polynomial in the random numbers,
 * and its degree is at most (b + 1) r (proofs/overparametrization.md). Cost: half a multiplication
 * for each entry and level. */

#ifndef LB_EXACT_RANK_SKETCH_H
#define LB_EXACT_RANK_SKETCH_H

#include "exact_rank/kernel.h"

typedef struct lb_sketch {
    lb_field field;
    size_t length, width; /* of the long and of the short vectors */
    unsigned levels;      /* b; 0 when the vectors are kept as they are */
    double *numbers;      /* random, in the order in which they are used */
} lb_sketch;

/* For vectors of `length` entries (a multiple of 8) of rank at most `rank`. Where no short vector
 * would be much shorter, vectors are kept as they are. */
void lb_sketch_init(lb_sketch *S, const lb_field *F, size_t length, size_t rank, lb_random *random);
void lb_sketch_clear(lb_sketch *S);
/* The bytes it takes. */
double lb_sketch_bytes(size_t length, size_t rank);

/* out, S->width entries, aligned like the vector, which is used up. */
void lb_sketch_apply(const lb_sketch *S, double *out, double *vector);

#endif
