/* Exact identities over Q, checked modulo primes.
 *
 * An identity between rational vectors, times their denominators, is one between integer vectors
 * whose entries are bounded by products of norms. An integer of absolute value below 2^b that is
 * zero modulo primes with a product above 2^b is zero. So an identity checked modulo enough primes
 * is proved, in arithmetic of one machine word. */

#ifndef LB_STRUCTURE_PROOF_H
#define LB_STRUCTURE_PROOF_H

#include "structure/split.h"

/* Whether each of a commutes with each of b, in coordinates; b may be a. */
bool lb_prove_commuting(lb_moduli *moduli, const lb_rational *a, uint32_t a_count,
                        const lb_rational *b, uint32_t b_count);
/* Whether the vectors of the splitting are orthogonal to the centre, and the identities (1) to (3)
 * of split.h hold for x over the basis. */
bool lb_prove_splitting(lb_moduli *moduli, const lb_splitting *splitting, const lb_torus *torus);

#endif
