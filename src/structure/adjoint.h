/* Adjoint maps as sparse matrices in coordinates.
 *
 * Column a of ad v lists the coordinates of {v, basis vector a}. A torus is mostly spanned by
 * vectors of few terms, so the matrices of a basis cost few brackets, and that of any other vector
 * of the torus is a combination of them. */

#ifndef LB_STRUCTURE_ADJOINT_H
#define LB_STRUCTURE_ADJOINT_H

#include "structure/frame.h"

typedef struct lb_adjoint {
    uint32_t dimension;
    size_t *first;  /* column a is terms[first[a]] .. terms[first[a + 1] - 1] */
    lb_term *terms; /* the column of a term is a coordinate */
} lb_adjoint;

/* O(|v| terms of the basis). */
void lb_adjoint_init(lb_adjoint *A, lb_frame *frame, const lb_vector *v);
/* The sum of coefficients[i] times matrices[i]. O(their terms). */
void lb_adjoint_init_combination(lb_adjoint *A, const uint64_t *coefficients,
                                 const lb_adjoint *matrices, uint32_t count, nmod_t modulus);
void lb_adjoint_clear(lb_adjoint *A);

/* By sparse elimination. */
uint32_t lb_adjoint_rank(const lb_adjoint *A, nmod_t modulus);
/* Whether A B = C D; C and D may be NULL, for zero. */
bool lb_adjoint_products_agree(const lb_adjoint *A, const lb_adjoint *B, const lb_adjoint *C,
                               const lb_adjoint *D, nmod_t modulus);
/* tr(A B). */
uint64_t lb_adjoint_trace(const lb_adjoint *A, const lb_adjoint *B, nmod_t modulus);
/* y += scale * A x, for coordinates of all basis vectors. */
void lb_adjoint_apply(uint64_t *y, const lb_adjoint *A, const uint64_t *x, uint64_t scale,
                      nmod_t modulus);

#endif
