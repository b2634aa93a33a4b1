/* Commutants of generators with square roots, by rational ones.
 *
 * H_k over K = Q(sqrt(m_1), ..), of degree d, become the sums A_S H_k on n + e qubits (ansatz/roots.h). With
 * the sums A_j, of which w are on two qubits, for the roots themselves, their commutant has d 4^w times the
 * dimension of C, each sector of C becomes d sectors of the same dimension with 2^w times as many copies
 * (proofs/roots.md). */

#ifndef LB_CONSERVED_FIELD_H
#define LB_CONSERVED_FIELD_H

#include <liebound/conserved.h>

/* B becomes those sums, for A with roots. */
void lb_field_ansatz_init(lb_ansatz_t B, const lb_ansatz_t A);
/* What was found of B becomes what it says of A. LB_INTERNAL when a number is not a multiple of what it must
 * be. */
lb_status lb_conserved_divide(lb_conserved *conserved, const lb_ansatz_t A,
                              lb_error *error) LB_MUST_CHECK;

#endif
