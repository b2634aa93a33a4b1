/* Fermionic modes on qubits. */

#ifndef LB_ANSATZ_LANGUAGE_MAPPING_H
#define LB_ANSATZ_LANGUAGE_MAPPING_H

#include "pauli/operator.h"

typedef enum lb_mapping { LB_MAP_NONE, LB_MAP_JW, LB_MAP_PARITY, LB_MAP_BK } lb_mapping;

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
/* W = Z_p, whose eigenvalue is 1 when the mode is empty and -1 when it is occupied. */
void lb_mapping_occupation(lb_string_t W, lb_mapping mapping, size_t p);
/* A += c_p, or its adjoint, in normal form; of qubits jw needs no more than p + 1. O(qubits). */
void lb_mapping_ladder(lb_operator *A, lb_mapping mapping, size_t qubits, size_t p, bool creates);
/* The label of the basis state with these occupation numbers (n characters 0 or 1), into bits. */
void lb_mapping_label(char *bits, const char *occupied, lb_mapping mapping, size_t qubits);

#endif
