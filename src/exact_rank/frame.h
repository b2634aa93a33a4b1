/* Product bases. A vector is written in the eigenbasis of Z, of X or of Y, a letter for each qubit:
 * in a basis that suits it, a group of commuting strings is diagonal, and one product with a table
 * takes the place of a pass for each string.
 *
 * With the basis vectors |0> +- |1> of X and |0> +- i|1> of Y, a string W becomes plus or minus
 * another one: at a qubit in the eigenbasis of X, X becomes Z, Z becomes X and Y becomes -Y; of Y,
 * X becomes Y, Y becomes Z and Z becomes X. A change of basis is, on each qubit that changes, and
 * with H = (1, 1; 1, -1) and S = diag(1, i), up to real factors,
 *
 *     Z to X, X to Z   H          Z to Y   H S^-1        Y to Z   S H
 *     X to Y           (1 - i) S H S                     Y to X   (1 + i) S^-1 H S^-1 */

#ifndef LB_EXACT_RANK_FRAME_H
#define LB_EXACT_RANK_FRAME_H

#include <stdbool.h>
#include <stddef.h>

#include "exact_rank/field.h"

/* The qubits in the eigenbasis of X and of Y; the others are in that of Z. */
typedef struct lb_exact_frame {
    uint64_t x, y;
} lb_exact_frame;

/* First i^(|k & before_plus| - |k & before_minus|) for each k, then H on some qubits, then the same
 * with `after`, and the factor. */
typedef struct lb_exact_frame_change {
    uint64_t before_plus, before_minus, hadamard, after_plus, after_minus;
    lb_gaussian factor;
} lb_exact_frame_change;

/* The string (x, z) in the frame; returns whether its sign is minus. */
bool lb_exact_frame_translate(lb_exact_frame frame, uint64_t *x, uint64_t *z);

lb_exact_frame_change lb_exact_frame_change_make(lb_exact_frame from, lb_exact_frame to,
                                                 const lb_field *F);

/* For strings that together have the letter X, Y and Z on these qubits: whether no qubit has two
 * letters; then the strings are diagonal in `frame` once it has been changed on these qubits. */
bool lb_exact_frame_find(lb_exact_frame *frame, uint64_t x, uint64_t y, uint64_t z);

#endif
