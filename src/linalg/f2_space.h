/* A space of dense strings over F2 in echelon form, with the quadratic form q of linalg/f2.h.
 *
 * q(a + b) = q(a) + q(b) + w(a, b), where w says whether a and b anticommute; it is given on what
 * is added. */

#ifndef LB_LINALG_F2_SPACE_H
#define LB_LINALG_F2_SPACE_H

#include "linalg/f2_echelon.h"
#include "pauli/dense.h"

typedef struct lb_f2_space {
    size_t words; /* W: a vector is 2 W words */
    uint32_t rank;
    uint64_t *rows; /* row r is rows[2 W r] .., its first bit is in no later row */
    bool *forms;    /* q of each row */
    size_t row_capacity, form_capacity;
    uint64_t *pivots; /* the first bits of all rows */
    uint32_t *row_of; /* by bit */
} lb_f2_space;

void lb_f2_space_init(lb_f2_space *space, size_t words);
void lb_f2_space_clear(lb_f2_space *space);
/* v becomes the one vector of its coset without pivots. Returns q(v) - q(what is left). O(rank
 * W). */
bool lb_f2_space_reduce(const lb_f2_space *space, uint64_t *v);
/* Add v, which is reduced in place; q is q(v). False when it was in the space, and then *excess, if
 * not NULL, is q less the q that the space has for v. */
bool lb_f2_space_add(lb_f2_space *space, uint64_t *v, bool q, bool *excess);

/* Whether v commutes with all of the space. */
bool lb_f2_space_commutes(const lb_f2_space *space, const uint64_t *v);

/* The dependencies of `count` vectors of `words` words each, which are changed: d sets of vectors,
 * each of (count + 63) / 64 words, whose sums are zero, a basis of all. The caller frees *sets.
 * Returns d. O(count^2 (words + count / 64)). */
uint32_t lb_f2_dependencies(uint64_t **sets, uint64_t *vectors, uint32_t count, size_t words);

#endif
