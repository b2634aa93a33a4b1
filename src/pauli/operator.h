/* Operators: combinations of Pauli strings with complex rational coefficients, as A + iB with two
 * Pauli sums A and B. Products of Pauli sums, creation operators and projectors are such; a
 * generator is Hermitian, B = 0, or what an anti-Hermitian one is i times, A = 0. */

#ifndef LB_PAULI_OPERATOR_H
#define LB_PAULI_OPERATOR_H

#include <liebound/pauli.h>

typedef struct lb_operator {
    lb_sum_t real, imaginary; /* in normal form */
} lb_operator;

void lb_operator_init(lb_operator *A, size_t qubits); /* zero */
void lb_operator_clear(lb_operator *A);
void lb_operator_set(lb_operator *A, const lb_operator *B);

/* A becomes (re + i im) P; im may be NULL. */
void lb_operator_set_string(lb_operator *A, const mpq_t re, const mpq_t im, const lb_string_t P);
/* A += B. */
void lb_operator_add(lb_operator *A, const lb_operator *B);
/* A *= re + i im. */
void lb_operator_scale(lb_operator *A, const mpq_t re, const mpq_t im);
/* R = A B, term by term: O(|A| |B|) products of strings and a sort. R may be A or B. False, and R as
 * it was, when |A| |B| is above `most`. */
bool lb_operator_multiply(lb_operator *R, const lb_operator *A, const lb_operator *B, size_t most);

#endif
