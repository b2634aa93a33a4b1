/* The ground energy of Ising chains and rings in transverse fields, by free fermions.
 *
 * With Majorana operators a_j = X_0 .. X_{j-1} Z_j and b_j = X_0 .. X_{j-1} Y_j along a chain,
 *
 *     X_j = i a_j b_j,   Z_j Z_{j+1} = -i a_{j+1} b_j,   Z_{n-1} Z_0 = i P a_0 b_{n-1}
 *
 * with the parity P = X_0 .. X_{n-1}. So sum_j h_j X_j + J_j Z_j Z_{j+1} = i sum_jk A_jk a_j b_k with
 * A_jj = h_j, A_{j+1,j} = -J_j, and on a ring A_{0,n-1} = P J_{n-1}. Its eigenvalues are the sums of
 * +-sigma_k over the singular values of A; on a ring those with (-1)^(number of +) = (-1)^n P sign
 * det A. (Lieb, Schultz and Mattis 1961; Pfeuty 1970.) */

#ifndef LB_TRAINING_ISING_CHAIN_H
#define LB_TRAINING_ISING_CHAIN_H

#include <liebound/pauli.h>

/* Whether O is chains, rings and single qubits of this kind, next to each other. O(length). */
bool lb_ising_chains_fit(const lb_sum_t O);
/* The ground energy, when it is. LB_UNDECIDED when a limit is reached, LB_INTERNAL when LAPACK fails.
 * O(n^3). */
lb_status lb_ising_chains_ground(double *energy, const lb_sum_t O, const lb_limits *limits,
                                 lb_error *error) LB_MUST_CHECK;

#endif
