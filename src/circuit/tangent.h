/* The tangent vectors of a circuit at its angles, in the frame of its middle.
 *
 * With gates U_1 .. U_M, U_j = exp(-i theta_j H_j), and psi = U_M .. U_1 psi_0,
 *
 *     d_j psi = U_M .. U_{j+1} (-i H_j) U_j .. U_1 psi_0.
 *
 * Inner products of these vectors, and of them with psi, do not change when all are multiplied by
 * one unitary. So let c = M/2 and take away U_M .. U_{c+1}: tangents of the first half are pushed
 * forward to the middle, those of the second half are pulled back to it, and each passes through
 * M/4 gates on average. */

#ifndef LB_CIRCUIT_TANGENT_H
#define LB_CIRCUIT_TANGENT_H

#include "circuit/gates.h"

/* T has 2 * C->size rows and C->gate_count columns, column-major: column j is d_j psi minus its
 * component along psi (a multiple of i psi), in the frame above, and psi (2 * C->size doubles) the
 * state there. The result does not depend on `threads`. LB_UNDECIDED when a limit, counted from
 * `start`, is reached; T then holds nothing of use. O(M^2 / 4) gates. */
lb_status lb_tangents(double *T, double *psi, const lb_circuit *C, const double *initial,
                      int threads, const lb_limits *limits, double start,
                      lb_error *error) LB_MUST_CHECK;

/* Bytes of working memory that lb_tangents allocates. */
size_t lb_tangent_bytes(const lb_circuit *C, int threads);

#endif
