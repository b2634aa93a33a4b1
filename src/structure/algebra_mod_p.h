/* The algebra modulo one prime, in the reduced basis of its closure.
 *
 * Basis vector a is 1 at the string pivots[a], which no other basis vector contains, so the
 * coordinates of a vector of the algebra are its entries at the pivots. All vectors of the algebra
 * are given by coordinates, sparse or as arrays. A string stands for the average A(P) over its
 * orbit (structure/orbits.h). The prime divides no denominator of the basis, and no size of an
 * orbit: the basis spans a lattice over the local ring at p, closed under the bracket, and all that
 * is computed here is its reduction.
 *
 * The trace form (x, y) = tr(xy) / 2^n is (A(P), A(P')) = 1 / |O(P)| for P = P', else 0. Over R it
 * is positive definite, and it is invariant: ({x,y},z) = (x,{y,z}). So the coordinate of {v, x} at
 * the pivot P is -|O(P)| (x, {v, A(P)}): for all x at once it takes the products of v with D
 * strings, however many terms the basis has.
 *
 * When a limit of the run is reached, adjoint maps are left incomplete: nothing may be concluded
 * without a look at run->stopped. */

#ifndef LB_STRUCTURE_ALGEBRA_MOD_P_H
#define LB_STRUCTURE_ALGEBRA_MOD_P_H

#include "base/run.h"
#include "linalg/sparse_modular.h"
#include "structure/pivot_brackets.h"

/* Row b lists the entries (a, value): {v, basis vector a} has the coordinate value at b. */
typedef struct lb_ad_map {
    uint32_t dimension;
    size_t *first; /* row b is terms[first[b]] .. terms[first[b + 1] - 1] */
    lb_term *terms;
} lb_ad_map;

typedef struct lb_frame {
    nmod_t modulus;
    lb_run *run; /* these four are shared, not owned */
    lb_pivot_brackets *brackets;
    lb_orbits *orbits; /* of all strings of the basis, and no others */
    const uint32_t *pivots;
    uint32_t dimension;
    lb_sparse_vector *rows; /* the basis, over strings */
    size_t *first;          /* where string c occurs: occurrences[first[c]] .. first[c + 1] - 1, */
    lb_term *occurrences;   /* with the basis vector as column */
    uint64_t *sizes, *inverse_sizes; /* of the orbits of the strings */
    lb_ad_map
        *units; /* of the basis vectors, where these are few and brackets are listed; or NULL */
} lb_frame;

/* Of the basis with these rows and pivots. False, and nothing initialized, when the prime divides a
 * denominator. */
bool lb_frame_init(lb_frame *frame, const lb_rational *rows, lb_pivot_brackets *brackets,
                   uint64_t prime, lb_run *run);
void lb_frame_clear(lb_frame *frame);

/* The trace form applied to a vector: form[a] = (basis vector a, x). O(terms of the basis). */
void lb_frame_trace_form(uint64_t *form, const lb_frame *frame, const uint64_t *x);
/* (x, y). */
uint64_t lb_frame_product(const lb_frame *frame, const uint64_t *x, const uint64_t *y);
/* About how many products of strings ad v takes for each basis vector; at least LB_WORK_MAX when it
 * has strings that cannot be listed. */
double lb_frame_work(const lb_frame *frame, const lb_sparse_vector *v);

/* ad v, the work of which is below LB_WORK_MAX. O(D times the work of v) expected; the terms of their
 * maps, where those of the basis vectors are kept. */
void lb_ad_map_init(lb_ad_map *A, const lb_frame *frame, const lb_sparse_vector *v);
/* From the products of strings. */
void lb_ad_map_init_products(lb_ad_map *A, const lb_frame *frame, const lb_sparse_vector *v);
void lb_ad_map_clear(lb_ad_map *A);
/* y = A x; y is not x. O(terms of A), on the threads of the run while it lasts. */
void lb_ad_map_apply(uint64_t *y, const lb_ad_map *A, const uint64_t *x, const lb_frame *frame);

#endif
