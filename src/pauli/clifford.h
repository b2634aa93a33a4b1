/* Clifford circuits, by what they make of Pauli strings.
 *
 * The circuit V = G_m .. G_1 of fixed gates sends a string P to V^dagger P V, which is a string up
 * to its sign. It is kept as the images of X and Z on every qubit, so that the image of a string is
 * the product of those of its letters, Y = i X Z. */

#ifndef LB_PAULI_CLIFFORD_H
#define LB_PAULI_CLIFFORD_H

#include <liebound/pauli.h>

typedef struct lb_clifford_image {
    bool known; /* it may differ from the letter itself */
    bool negative;
    lb_string_t string;
} lb_clifford_image;

typedef struct lb_clifford {
    size_t qubits;
    lb_clifford_image *images; /* of X on qubit q at 2q, of Z at 2q + 1 */
} lb_clifford;

/* The identity. 64 bytes a qubit. */
void lb_clifford_init(lb_clifford *V, size_t qubits);
void lb_clifford_clear(lb_clifford *V);

/* V <- G V: the gate comes after those of V. Its qubits are below V->qubits, and differ. O(length
 * of the images of its qubits). */
void lb_clifford_append(lb_clifford *V, lb_fixed_gate gate, const uint32_t qubits[2]);

/* R = V^dagger P V; returns whether it has a minus sign. R is not P. */
bool lb_clifford_apply(lb_string_t R, const lb_clifford *V, const lb_string_t P);
/* R = V^dagger S V, in normal form if S is. R may be S. */
void lb_clifford_apply_sum(lb_sum_t R, const lb_clifford *V, const lb_sum_t S);

#endif
