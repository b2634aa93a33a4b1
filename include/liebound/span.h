/* An upper bound on the rank of the quantum Fisher information matrix that needs no Lie algebra: the
 * real span of the orbit of a training state.
 *
 * For a state psi let V be the smallest real subspace of C^(2^n) = R^(2 2^n) that contains psi and is
 * closed under v -> i H_k v for every generator. V is closed under every gate exp(-i theta H_k), so
 * it contains U psi for every circuit U, and all derivatives of U psi by its angles. These are real
 * orthogonal to U psi, and the QFIM does not see their part along i U psi, which lies in V exactly
 * when i psi does. Hence, with R the maximal rank,
 *
 *     R = orbit dimension <= dim_R V - 1 - [i psi in V].
 *
 * More is conserved than the norm when more commutes with the generators. Let C_1 = 1, C_2, .. be
 * real-linear maps that commute with every i H_k and are symmetric for Re <u|v>: <v|C v> is conserved,
 * and tangent vectors are orthogonal to C psi. With Q the part of V that is orthogonal to every C psi,
 *
 *     R <= dim Q - [i psi in Q].
 *
 * Such C are looked for among Pauli strings and products of strings with complex conjugation. The bound
 * is attained where the group is all that preserves what is conserved; so it is tight just where the
 * dimension of the algebra explodes. It is not where the group is small: for the open Ising chain on 6
 * qubits it is 38, and R is 18.
 *
 * For several states (psi_1, .., psi_m) spans V in the direct sum of their spaces, and the maximal
 * rank of sum_mu F_mu is at most dim Q - dim(Q cap P), P spanned by the phases (0, .., i psi_mu, ..,
 * 0). Here dim(Q cap P) is bounded from below by the phases that are in Q, each by itself or all
 * together.
 *
 * How. For a stabilizer state the coordinates belong to the vectors W(s) psi, s over cosets of
 * strings modulo the stabilizer group; for a state given by amplitudes to the basis states that it
 * reaches. Where qubit permutations fix all generators and the states, which are then products, the
 * coordinates are averages over their orbits. Only what is reached has a coordinate: particle
 * number and other symmetries make V small by themselves. The space of all coordinates that are
 * reached is closed too, and bounds the rank in place of V before that is known. dim V is proved in
 * two halves, like the dimension of an algebra: a reduced basis of V over Q, whose closure is
 * checked exactly, and independent elements modulo a prime. */

#ifndef LIEBOUND_SPAN_H
#define LIEBOUND_SPAN_H

#include <liebound/orbit.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lb_span_options {
    lb_run_options run; /* the stage is "real span" */
    bool no_symmetry;   /* do not look for qubit permutations */
} lb_span_options;

typedef struct lb_real_span {
    bool proved;        /* dim V is known */
    uint32_t dimension; /* of V: at least this, and exactly this when proved */
    /* Whether rank_at_most = space - invariants - phases bounds the rank: always when proved, and then
     * space = dim V; else where all coordinates are known, with the space of them all for V. */
    bool bounded;
    uint32_t space;
    uint32_t invariants, phases; /* what Q and Q cap P take away, at least */
    uint32_t rank_at_most;
    char *evidence; /* one sentence: how it is known, or what ended the computation */
} lb_real_span;

/* The real span of training state number `state` of A, or of all jointly for LB_ORBIT_JOINT; the
 * state |0...0> when A has none. *span is initialized when LB_OK is returned, and to be cleared. A
 * limit is no error, and leaves a lower bound of dim V, and perhaps a bound by all coordinates.
 * options may be NULL.
 *
 * LB_USAGE: no such state. LB_INPUT: a state with floating amplitudes, or more qubits than a search
 * takes (16384). Time: the products of the terms of all generators with the entries of the rows that
 * are met, some times dim V when rows stay short; at most (dim V)^3. */
LB_API lb_status lb_real_span_compute(lb_real_span *span, const lb_ansatz_t A, size_t state,
                                      const lb_span_options *options,
                                      lb_error *error) LB_MUST_CHECK;
LB_API void lb_real_span_clear(lb_real_span *span);

#ifdef __cplusplus
}
#endif

#endif
