/* Exact ranks in the coordinates of real spans (span_space.h), for circuits on many qubits whose states
 * stay in few coordinates, such as averages over all qubit permutations.
 *
 * With T = i H on the coordinates, a gate exp(-i theta H) is a polynomial in T. For commuting
 * strings with integer coefficients H has the eigenvalues l = N, N - 2, .., -N, N the sum of the
 * |c|, or some of them; up to a positive factor the gate is
 *
 *     (1 - i t)^((N + l)/2) (1 + i t)^((N - l)/2),    t = tan theta,
 *
 * on each, so it is the polynomial through these values, which has rational coefficients in T.
 * Modulo a prime with a root of -1 it is interpolated at (that root) l. For anticommuting strings
 * the gate is 1 - t T. At random integers t the rank of the tangents modulo the prime is a lower
 * bound of R(M) as in liebound/exact.h. */

#ifndef LB_ORBIT_COORDINATE_RANK_H
#define LB_ORBIT_COORDINATE_RANK_H

#include <liebound/ansatz.h>

typedef struct lb_coordinate_rank_options {
    size_t layers;  /* at most so many */
    size_t at_most; /* an upper bound of the rank, where it ends; none when 0 */
    uint64_t seed;
    lb_limits limits;
} lb_coordinate_rank_options;

typedef struct lb_coordinate_rank {
    size_t rank;
    size_t *reached; /* reached[i] gates have the rank i + 1 */
    size_t gates;
    bool saturated; /* a whole layer brought nothing */
    uint32_t prime;
    const char *limit; /* the limit that ended it, or NULL */
} lb_coordinate_rank;

/* Of training state number `state`, within the limits. LB_USAGE: a generator of another kind,
 * square roots, a state with floating amplitudes, or more than 4096 coordinates. Time O(M^2 N)
 * images of vectors. */
lb_status lb_coordinate_rank_compute(lb_coordinate_rank *result, const lb_ansatz_t A, size_t state,
                                     const lb_coordinate_rank_options *options,
                                     lb_error *error) LB_MUST_CHECK;
void lb_coordinate_rank_clear(lb_coordinate_rank *result);

#endif
