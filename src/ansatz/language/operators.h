/* Operators that are no plain sums of strings: products of sums, powers, projectors, fermions. Until
 * they are multiplied out they need not be Hermitian. */

#ifndef LB_ANSATZ_LANGUAGE_OPERATORS_H
#define LB_ANSATZ_LANGUAGE_OPERATORS_H

#include "ansatz/language/interpreter.h"

/* Append the terms of node to S, which is not brought to normal form. LB_INPUT, with the offending
 * term, when they do not add up to a Hermitian operator. The terms of a product are at most
 * LB_TERMS_MAX, and each costs a step. */
lb_status lb_expand_operator(lb_sum_t S, lb_run *run, const lb_node *node) LB_MUST_CHECK;

/* How n fermionic modes lie on n qubits: the bits q of a basis state are sums modulo 2 of the
 * occupation numbers.
 *
 *     jw      q_j = n_j
 *     parity  q_j = n_0 + .. + n_j
 *     bk      q_j = the sum of the modes below and at j that node j of a Fenwick tree covers
 *
 * With U(p) the qubits that know mode p, and P(p) those whose sum is n_0 + .. + n_p,
 *
 *     c_p = Z^{P(p-1)} (X_p + i Y_p) / 2,   X_p = X^{U(p)},  Z_p = Z^{P(p-1) + P(p)},  Y_p = i X_p Z_p,
 *
 * the operators of Jordan and Wigner in the new basis.
 *
 * The mapping of this name, or LB_MAP_NONE. */
lb_mapping lb_mapping_find(const char *name, size_t length);
/* W = X_p; W = Z^{P(p)}, the identity for p = -1. */
void lb_mapping_flip(lb_string_t W, lb_mapping mapping, size_t qubits, size_t p);
void lb_mapping_parity(lb_string_t W, lb_mapping mapping, int64_t p);
/* The label of the basis state with these occupation numbers (n characters 0 or 1), into bits. */
void lb_mapping_label(char *bits, const char *occupied, lb_mapping mapping, size_t qubits);

#endif
