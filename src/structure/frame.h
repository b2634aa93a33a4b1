/* The algebra modulo one prime, in the reduced basis of its closure.
 *
 * Basis vector a is 1 at the string pivots[a], which no other basis vector contains, so the
 * coordinates of a vector of the algebra are its entries at the pivots. All vectors of the algebra
 * are given by coordinates. The prime divides no denominator of the basis: the basis spans a
 * lattice over the local ring at p, closed under the bracket, and all that is computed here is its
 * reduction.
 *
 * Adjoint maps are sparse matrices. As {Q, {Q, P}} = -P for anticommuting strings Q and P, the
 * coordinate at the pivot P of {v, x} is the sum over the strings Q of v of -+ v_Q x_{Q+P}: for all
 * x at once it takes D |v| products, however many terms the basis has. */

#ifndef LB_STRUCTURE_FRAME_H
#define LB_STRUCTURE_FRAME_H

#include "pauli/table.h"
#include "structure/vector.h"

/* Row b lists the entries (a, value): {v, basis vector a} has the coordinate value at b. */
typedef struct lb_ad_map {
    uint32_t dimension;
    size_t *first; /* row b is terms[first[b]] .. terms[first[b + 1] - 1] */
    lb_term *terms;
} lb_ad_map;

typedef struct lb_frame {
    nmod_t modulus;
    lb_string_table *strings; /* these two are shared, not owned */
    const uint32_t *pivots;
    uint32_t dimension;
    lb_sparse_vector *rows; /* the basis, over strings */
    size_t *first;          /* where string c occurs: occurrences[first[c]] .. first[c + 1] - 1, */
    lb_term *occurrences;   /* with the basis vector as column */
} lb_frame;

/* pivots[a] is the pivot of rows[a]; all their strings are in the table, and no others. False, and
 * nothing initialized, when the prime divides a denominator. */
bool lb_frame_init(lb_frame *frame, const lb_rational *rows, const uint32_t *pivots, uint32_t count,
                   lb_string_table *strings, uint64_t prime);
void lb_frame_clear(lb_frame *frame);

/* The form tr(xy) / 2^n on the algebra, the sum of products of entries at the same string, applied
 * to a vector: form[a] = (basis vector a, x). Over R it is positive definite, and invariant:
 * ({x,y},z) = (x,{y,z}). O(terms of the basis). */
void lb_frame_trace_form(uint64_t *form, const lb_frame *frame, const uint64_t *x);

/* ad v. O(D |v|) expected, |v| counted in strings. */
void lb_ad_map_init(lb_ad_map *A, const lb_frame *frame, const lb_sparse_vector *v);
/* ad of several vectors, which share the basis vectors that occur in them: an array of `count`. */
lb_ad_map *lb_ad_maps_new(const lb_frame *frame, const lb_sparse_vector *vectors, uint32_t count);
/* The sum of coefficients[i] times matrices[i]. O(their terms). */
void lb_ad_map_init_combination(lb_ad_map *A, const uint64_t *coefficients,
                                const lb_ad_map *matrices, uint32_t count, nmod_t modulus);
void lb_ad_map_clear(lb_ad_map *A);
void lb_ad_maps_clear(lb_ad_map *matrices, uint32_t count); /* and free; NULL is allowed */

/* By sparse elimination. */
uint32_t lb_ad_map_rank(const lb_ad_map *A, nmod_t modulus);
/* Whether A B = C D; C and D may be NULL, for zero. */
bool lb_ad_map_products_agree(const lb_ad_map *A, const lb_ad_map *B, const lb_ad_map *C,
                              const lb_ad_map *D, nmod_t modulus);
/* tr(A B). */
uint64_t lb_ad_map_trace(const lb_ad_map *A, const lb_ad_map *B, nmod_t modulus);
/* y += scale * A x. */
void lb_ad_map_apply(uint64_t *y, const lb_ad_map *A, const uint64_t *x, uint64_t scale,
                     nmod_t modulus);

#endif
