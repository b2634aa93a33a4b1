/* Dense matrices over Q(i), and spaces of vectors. */

#ifndef LB_REPRESENTATION_COMPLEX_MATRIX_H
#define LB_REPRESENTATION_COMPLEX_MATRIX_H

#include <flint/fmpq_mat.h>

#include <liebound/pauli.h>

typedef struct lb_matrix {
    fmpq_mat_t re, im;
} lb_matrix;

void lb_matrix_init(lb_matrix *M, slong rows, slong columns); /* zero */
void lb_matrix_clear(lb_matrix *M);
/* R = A B; R is neither. */
void lb_matrix_multiply(lb_matrix *R, const lb_matrix *A, const lb_matrix *B);
/* R += c A. */
void lb_matrix_add_multiple(lb_matrix *R, const fmpq_t c, const lb_matrix *A);
bool lb_matrix_equal(const lb_matrix *A, const lb_matrix *B);

/* R += S V for a sum S on n qubits and V of 2^n rows, qubit 0 the highest bit of the number of a
 * row. */
void lb_matrix_add_action(lb_matrix *R, const lb_sum_t S, const lb_matrix *V);

/* An orthogonal basis of a space of vectors of `length` numbers. */
typedef struct lb_orthogonal {
    slong length;
    uint32_t count;
    lb_matrix *vectors; /* columns, of one column each */
    fmpq *norms;        /* their squares */
    size_t capacity, norm_capacity;
} lb_orthogonal;

void lb_orthogonal_init(lb_orthogonal *space, slong length);
void lb_orthogonal_clear(lb_orthogonal *space);
/* Take from v its projection on the space, and add what is left, if it is not 0, which it returns.
 * v is then a primitive vector of integers. */
bool lb_orthogonal_add(lb_orthogonal *space, lb_matrix *v);
/* <u|v> of two columns. */
void lb_matrix_inner(fmpq_t re, fmpq_t im, const lb_matrix *u, const lb_matrix *v);

#endif
