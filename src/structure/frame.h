/* The algebra modulo one prime, in the reduced basis of its closure.
 *
 * Vectors are sparse over the interned strings. Sums of brackets are gathered in accumulators, one
 * a string, and then taken as a vector or only tested:
 *
 *     accumulators:   0 when not in use, else the value in 1 .. p, where p is a zero that came
 *                     about by cancellation
 *     touched:        the strings whose accumulator is in use
 *
 * Basis vector a is 1 at the string pivots[a], which no other basis vector contains, so the
 * coordinates of a vector of the algebra are its entries at the pivots. The prime divides no
 * denominator of the basis: the basis vectors span a lattice over the local ring at p, closed
 * under the bracket, and all that is computed here is its reduction. */

#ifndef LB_STRUCTURE_FRAME_H
#define LB_STRUCTURE_FRAME_H

#include <flint/nmod_vec.h>

#include "pauli/products.h"
#include "structure/rational.h"

#define LB_NO_INDEX UINT32_MAX

typedef struct lb_term {
    uint64_t value; /* 1 .. p - 1 */
    uint32_t column;
} lb_term;

typedef struct lb_vector {
    uint32_t length;
    lb_term *terms; /* in no particular order */
} lb_vector;

/* Linearly independent vectors; vector i is 1 at string pivots[i], the others are 0 there. */
typedef struct lb_subspace {
    uint32_t count;
    lb_vector *vectors;
    uint32_t *pivots;
} lb_subspace;

typedef struct lb_frame {
    lb_string_table *strings; /* shared, not owned */
    nmod_t modulus;
    lb_subspace basis;
    uint32_t *index_of; /* basis vector of a pivot, by string; LB_NO_INDEX elsewhere */
    uint64_t *accumulators;
    size_t columns, column_capacity, index_capacity;
    uint32_t *touched;
    size_t touched_count, touched_capacity;
    lb_products products;
    uint64_t values[LB_PRODUCTS];
    uint64_t *string; /* room for one */
} lb_frame;

/* pivots[a] is the pivot of rows[a]. False, and nothing initialized, when the prime divides a
 * denominator. */
bool lb_frame_init(lb_frame *frame, const lb_rational *rows, const uint32_t *pivots, uint32_t count,
                   lb_string_table *strings, uint64_t prime);
void lb_frame_clear(lb_frame *frame);

void lb_vector_clear(lb_vector *v);
void lb_subspace_copy(lb_subspace *copy, const lb_subspace *space);
void lb_subspace_clear(lb_subspace *space);

/* The reduction of v; false when the prime divides its denominator. */
bool lb_frame_reduce(lb_vector *reduced, const lb_frame *frame, const lb_rational *v);

/* Accumulate scale * v, and scale * {a, b}. O(|v|), O(|a| |b|) expected. */
void lb_frame_add(lb_frame *frame, uint64_t scale, const lb_vector *v);
void lb_frame_add_bracket(lb_frame *frame, uint64_t scale, const lb_vector *a, const lb_vector *b);
/* What was accumulated becomes v, the accumulators empty. */
void lb_frame_take(lb_vector *v, lb_frame *frame);
/* Empty the accumulators; whether they were all zero. */
bool lb_frame_drop(lb_frame *frame);
/* Whether a and b commute. */
bool lb_frame_commute(lb_frame *frame, const lb_vector *a, const lb_vector *b);

/* The trace form of the accumulated vector with v: the sum of products of entries at the same
 * string. Over R it is positive definite, and invariant: ({a,b},c) = (a,{b,c}). O(|v|). */
uint64_t lb_frame_dot(const lb_frame *frame, const lb_vector *v);

#endif
