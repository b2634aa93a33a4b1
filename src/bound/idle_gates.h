/* Gates that cannot bring growth, whatever the angles: a bound on M_c from below.
 *
 * Gate j repeats gate i < j when its generator is a multiple of that of gate i and commutes with
 * those of all gates between; their tangents are then proportional. It is idle when its generator
 * commutes with those of all gates before it and has every training state as an eigenvector; its
 * tangent is then along the phase. With z(M) such gates among the first M, R(M) <= M - z(M). */

#ifndef LB_BOUND_IDLE_GATES_H
#define LB_BOUND_IDLE_GATES_H

#include <liebound/ansatz.h>

/* The least M with M - z(M) >= rank, or most + 1 when that is less; states are as in the ansatz.
 * O(K^2) comparisons of sums for K generators. */
size_t lb_repeats_least(const lb_ansatz_t A, const lb_state_struct *states, size_t state_count,
                        size_t rank, size_t most);

#endif
