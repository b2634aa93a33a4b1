/* A lower bound of the orbit dimension by conjugated generators, in the coordinates of real spans
 * (span_space.h), for orbits of many dimensions.
 *
 * For U in the group of g and a generator H the vector U^-1 i H U psi is X psi for an X in g. So for
 * short random circuits U
 *
 *     orbit dimension  >=  rank of these vectors and i psi_1, .., i psi_m  -  m,
 *
 * where a tangent vector of a long circuit, which these replace, costs as many gates as the circuit
 * has. A term J = i c P of a generator with commuting terms is a rotation exp(c theta J), up to a
 * factor 1 + tan(c theta) J; for anticommuting terms the whole generator is. With t = tan theta an
 * integer the entries are rational, and modulo a prime that divides no denominator their rank does
 * not grow. Other generators are only conjugated. The rank is that of a dense matrix modulo a prime
 * below 2^22 (linalg/dense_echelon.h). */

#ifndef LB_ORBIT_CONJUGATE_RANK_H
#define LB_ORBIT_CONJUGATE_RANK_H

#include <liebound/ansatz.h>
#include <liebound/run.h>

/* Independent vectors U^-1 H U psi, up to factors: U is the product of exp(i theta H_k), the first
 * one to act first, with t = tan theta for commuting terms of coprime coefficients, and for
 * anticommuting ones 1 + i t H; identities left out. */
typedef struct lb_conjugate_rotation {
    uint32_t generator, t;
} lb_conjugate_rotation;
typedef struct lb_conjugate_vector {
    uint32_t generator;
    size_t end; /* of its rotations, which begin where those of the vector before end */
} lb_conjugate_vector;
typedef struct lb_conjugate_list {
    size_t count, capacity, rotation_count, rotation_capacity;
    lb_conjugate_vector *vectors;
    lb_conjugate_rotation *rotations;
} lb_conjugate_list;
void lb_conjugate_list_clear(lb_conjugate_list *list);

typedef struct lb_conjugate_rank_options {
    lb_run_options run;
    size_t at_most; /* an upper bound of the orbit dimension, where it ends */
    uint64_t seed;
    lb_conjugate_list *list; /* where vectors that show the rank are appended; NULL for none */
} lb_conjugate_rank_options;

typedef struct lb_conjugate_rank {
    size_t rank; /* the lower bound of the orbit dimension */
    uint32_t prime;
    const char *limit; /* the limit that ended it, or NULL */
} lb_conjugate_rank;

/* Of `count` states, jointly. LB_USAGE: square roots, floating amplitudes, too many coordinates, or
 * no generator that is a rational rotation. LB_MEMORY: the limit leaves no room. LB_INTERNAL: a
 * checksum of the matrix is wrong. With r = at_most and N coordinates O(r^2 N), and O(r N) for each
 * term of the circuits, of some layers. */
lb_status lb_conjugate_rank_compute(lb_conjugate_rank *result, const lb_ansatz_t A,
                                    const lb_state_struct *states, size_t count,
                                    const lb_conjugate_rank_options *options,
                                    lb_error *error) LB_MUST_CHECK;

#endif
