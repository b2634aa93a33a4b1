/* dim g where g is all that its symmetries allow.
 *
 * The generators act on the sectors of their commutant (liebound/conserved.h), the irreducible spaces
 * C^d, each with m copies, so that [g, g] lies in the sum of su(d) over the sectors. Let t(d, m) be
 * the dimension of the orbit of 2m generic vectors of C^d under SU(d):
 *
 *     t = d^2 - (d - 2m)^2 if d > 2m, else d^2 - 1.
 *
 * If for some two states psi, phi of all n qubits
 *
 *     dim {(X psi, X phi) : X in [g, g]} = sum of t over the sectors,
 *
 * then [g, g] is that sum, and dim g = sum of (d^2 - 1) + dim of the centre, which is the rank of the
 * traces tr(H_k C), C in a basis of the commutant (proofs/symmetries.md). The left side is bounded from
 * below modulo a prime (orbit/conjugate_rank.h), the right side is proved. */

#ifndef LB_DIMENSION_FULL_SECTORS_H
#define LB_DIMENSION_FULL_SECTORS_H

#include <liebound/algebra.h>
#include <liebound/ansatz.h>
#include <liebound/run.h>

/* States of more qubits take too long. */
enum { LB_FULL_SECTORS_QUBITS_MAX = 12 };

/* Whether it is so; then G, which is to be empty, is the type of g, and evidence a sentence that the
 * caller frees. False also where something else or a limit came first, or the centre is not known.
 * LB_INTERNAL: an orbit is larger than the sectors allow, or a checksum of it is wrong.
 * O(8^n), and O(4^n) for each term of the generators. */
lb_status lb_full_sectors(bool *full, lb_algebra_t G, char **evidence, const lb_ansatz_t A,
                          const lb_run_options *options, lb_error *error) LB_MUST_CHECK;

#endif
