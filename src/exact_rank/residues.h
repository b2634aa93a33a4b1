/* Square roots modulo powers of primes.
 *
 * Let the coefficients lie in K = Q(sqrt(m_1), .., sqrt(m_r)), and let every m_j be a square modulo an
 * odd prime p that does not divide it. Then it is a square in the p-adic numbers (Hensel), and K is
 * embedded in Q_p by one root of each. A minor of the tangents is a power series in the angles with
 * coefficients in K(i), the same under this embedding as under the real one: if it does not vanish at a
 * p-adic point it is not zero, and does not vanish at generic real angles (proofs/roots.md). */

#ifndef LB_EXACT_RANK_RESIDUES_H
#define LB_EXACT_RANK_RESIDUES_H

#include "ansatz/roots.h"

/* The two least such primes; 7 and 3 without roots, for NULL. */
void lb_exact_residue_primes(uint64_t primes[2], const lb_roots_struct *R);
/* For every subset S of the roots a rational number, integral at both primes, that is a root of m_S
 * modulo their largest powers (field.h). The caller frees them (lb_roots_values_free). */
__mpq_struct *lb_exact_residue_roots(const lb_roots_struct *R, const uint64_t primes[2]);

#endif
