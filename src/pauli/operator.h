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

/* A becomes (re + i im) P; im may be NULL. */
void lb_operator_set_string(lb_operator *A, const mpq_t re, const mpq_t im, const lb_string_t P);
/* A += i^turns c P, without keeping the normal form: call lb_operator_normalize after the last. */
void lb_operator_append(lb_operator *A, unsigned turns, const mpq_t c, const lb_string_t P);
/* NULL, or which limit was reached, NULL for none: then the terms are in some order. */
const char *lb_operator_normalize(lb_operator *A, const lb_limits *limits);
/* A += B, without keeping the normal form. */
void lb_operator_append_all(lb_operator *A, const lb_operator *B);
/* A *= re + i im. */
void lb_operator_scale(lb_operator *A, const mpq_t re, const mpq_t im);

/* What A B takes before equal strings are added up: terms, |A| |B|, SIZE_MAX when there are more;
 * bytes, at most. */
size_t lb_operator_product_terms(const lb_operator *A, const lb_operator *B);
double lb_operator_product_bytes(const lb_operator *A, const lb_operator *B);
/* R = A B: O(|A| |B|) products of strings and a sort. R may be A or B. NULL, or which limit was
 * reached, with R as it was. */
const char *lb_operator_multiply(lb_operator *R, const lb_operator *A, const lb_operator *B,
                                 const lb_limits *limits);

#endif
