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
typedef struct lb_adjoint {
    uint32_t dimension;
    size_t *first; /* row b is terms[first[b]] .. terms[first[b + 1] - 1] */
    lb_term *terms;
} lb_adjoint;

typedef struct lb_frame {
    nmod_t modulus;
    lb_string_table *strings; /* these two are shared, not owned */
    const uint32_t *pivots;
    uint32_t dimension;
    lb_sparse *rows;      /* the basis, over strings */
    size_t *first;        /* where string c occurs: occurrences[first[c]] .. first[c + 1] - 1, */
    lb_term *occurrences; /* with the basis vector as column */
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
void lb_adjoint_init(lb_adjoint *A, const lb_frame *frame, const lb_sparse *v);
/* ad of several vectors, which share the basis vectors that occur in them: an array of `count`. */
lb_adjoint *lb_adjoints_new(const lb_frame *frame, const lb_sparse *vectors, uint32_t count);
/* The sum of coefficients[i] times matrices[i]. O(their terms). */
void lb_adjoint_init_combination(lb_adjoint *A, const uint64_t *coefficients,
                                 const lb_adjoint *matrices, uint32_t count, nmod_t modulus);
void lb_adjoint_clear(lb_adjoint *A);
void lb_adjoints_clear(lb_adjoint *matrices, uint32_t count); /* and free; NULL is allowed */

/* By sparse elimination. */
uint32_t lb_adjoint_rank(const lb_adjoint *A, nmod_t modulus);
/* Whether A B = C D; C and D may be NULL, for zero. */
bool lb_adjoint_products_agree(const lb_adjoint *A, const lb_adjoint *B, const lb_adjoint *C,
                               const lb_adjoint *D, nmod_t modulus);
/* tr(A B). */
uint64_t lb_adjoint_trace(const lb_adjoint *A, const lb_adjoint *B, nmod_t modulus);
/* y += scale * A x. */
void lb_adjoint_apply(uint64_t *y, const lb_adjoint *A, const uint64_t *x, uint64_t scale,
                      nmod_t modulus);

#endif
