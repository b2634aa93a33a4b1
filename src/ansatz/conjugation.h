/* Conjugation by the fixed gates of a circuit, V^dagger S V: Clifford gates send strings to strings; a
 * turn G = exp(-i f pi P) about a string P leaves strings that commute with P, and for the others
 *
 *     G^dagger Q G = cos(2 pi f) Q + sin(2 pi f) {P, Q},    {P, Q} = (i/2)[P, Q].
 *
 * The cosines are numbers of a field of square roots, which stand in sums as rational sums on qubits of
 * their own (roots.h), so that all is exact; or they are rounded. */

#ifndef LB_ANSATZ_CONJUGATION_H
#define LB_ANSATZ_CONJUGATION_H

#include <liebound/layers.h>

#include "ansatz/roots.h"
#include "pauli/clifford.h"

/* Roots of primes behind the qubits of an ansatz, which are added as they are needed. */
typedef struct lb_prime_roots {
    size_t qubits; /* of the ansatz */
    size_t count;
    lb_root roots[LB_ROOTS_MAX];
} lb_prime_roots;

typedef struct lb_conjugation_step {
    bool is_turn;
    lb_clifford clifford;
    lb_string_t string;
    lb_sum_t cosine, sine;
} lb_conjugation_step;

typedef struct lb_conjugation {
    size_t qubits, count, capacity;
    bool has_turns;
    lb_conjugation_step *steps;
} lb_conjugation;

void lb_conjugation_init(lb_conjugation *V, size_t qubits);
void lb_conjugation_clear(lb_conjugation *V);
/* V <- G V for a fixed gate, with its cosines in the field, or rounded without roots (NULL). False,
 * and V as it was, for a turn whose cosines are not built of square roots, or too many of them. */
bool lb_conjugation_append(lb_conjugation *V, const lb_gate *gate, lb_prime_roots *roots);
/* R = V^dagger S V; R may be S. Without roots coefficients are rounded. */
void lb_conjugation_apply(lb_sum_t R, const lb_conjugation *V, const lb_sum_t S, bool rounded);

/* R += N S for a number N; not in normal form. */
void lb_conjugation_add_multiple(lb_sum_t R, const lb_sum_t N, const lb_sum_t S);

#endif
