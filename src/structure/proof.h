/* Exact identities over Q, checked modulo primes.
 *
 * An identity between rational numbers, times their denominators, is one between integers which are
 * bounded by products of norms. An integer of absolute value below 2^b that is zero modulo primes
 * with a product above 2^b is zero. So an identity checked modulo enough primes is proved, in
 * arithmetic of one machine word. */

#ifndef LB_STRUCTURE_PROOF_H
#define LB_STRUCTURE_PROOF_H

#include "structure/split.h"

/* Whether each of a commutes with each of b, in coordinates. O(b (terms of the maps ad a)) for each
 * prime. */
bool lb_prove_commuting(lb_moduli *moduli, const lb_rational *a, uint32_t a_count,
                        const lb_rational *b, uint32_t b_count);
/* Whether phi is self-adjoint for the trace form, commutes with both operators T_y, is zero on the
 * centre, and satisfies f(phi) phi x = 0 for the regular x, f being the product of the polynomials
 * of the factors; and whether v_{k+1} = phi v_k and f(phi) v_0 = 0, v_0 not 0, for each factor. */
bool lb_prove_splitting(lb_moduli *moduli, const lb_splitting *splitting, const lb_torus *torus);

#endif
