/* The tangent vectors of a circuit at its angles, in the frame of its middle.
 *
 * With gates U_1 .. U_M, U_j = exp(-i theta_j H_j), and psi = U_M .. U_1 psi_0,
 *
 *     d_j psi = U_M .. U_{j+1} (-i H_j) U_j .. U_1 psi_0.
 *
 * Inner products of these vectors, and of them with psi, do not change when all are multiplied by
 * one unitary. So let c = M/2 and take away U_M .. U_{c+1}: tangents of the first half are pushed
 * forward to the middle, those of the second half are pulled back to it, and each passes through
 * M/4 gates on average. In the frame c = M they are the vectors themselves, for twice the work. */

#ifndef LB_CIRCUIT_TANGENT_H
#define LB_CIRCUIT_TANGENT_H

#include "base/pool.h"
#include "circuit/gates.h"

/* Makes tangents, some at a time. */
typedef struct lb_tangents {
    const lb_circuit *C;
    lb_pool *pool;
    size_t frame;  /* U_M .. U_{frame + 1} are taken away */
    bool whole;    /* set by the caller to keep the component along psi in the columns */
    double *psi;   /* 2 * C->size numbers: the state in the frame */
    double *state; /* the state before gate `at`, the first of a block of gates */
    size_t at;
    double *initial, *scratch; /* psi_0, and room for each thread */
} lb_tangents;

/* O(M) gates. C and the pool must outlive S. */
void lb_tangents_init(lb_tangents *S, const lb_circuit *C, const double *initial, size_t frame,
                      lb_pool *pool);
void lb_tangents_clear(lb_tangents *S);

/* Some columns of T, given by the indices j of their gates in increasing order. */
typedef struct lb_tangent_panel {
    const size_t *gates;
    size_t count, stride; /* stride, between columns, is a multiple of 8 */
    double *T;
} lb_tangent_panel;

/* Fill the panel: d_j psi minus its component along psi (a multiple of i psi), in the frame above.
 * The result does not depend on the number of threads, nor on what was computed before.
 * LB_UNDECIDED when a limit is reached; T then holds nothing of use. O(M /
 * 4) gates a tangent on average, and at most one pass through the circuit. */
lb_status lb_tangents_compute(lb_tangents *S, const lb_tangent_panel *panel,
                              const lb_limits *limits, lb_error *error) LB_MUST_CHECK;

/* Bytes of working memory that the stream allocates. */
size_t lb_tangents_bytes(const lb_circuit *C, int threads);

#endif
