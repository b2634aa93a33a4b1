/* The vectors -iB psi_0, B a string and psi_0 a training state, as coordinates. A string sends a
 * stabilizer state to a vector of an orthogonal basis, up to a power of i (pauli/stabilizer.h), so
 * that -iB psi_0 is plus or minus one real coordinate. The coordinates of several states lie side
 * by side. */

#ifndef LB_EXACT_RANK_COORDINATES_H
#define LB_EXACT_RANK_COORDINATES_H

#include <liebound/state.h>

#include "pauli/table.h"

typedef struct lb_coordinate {
    uint32_t number;
    int sign;
} lb_coordinate;

typedef struct lb_coordinates {
    size_t count, state_count, string_count;
    uint32_t *phases;      /* of each state: the coordinate of i psi_0 */
    lb_coordinate *images; /* of string b and state s at b + s * string_count */
} lb_coordinates;

/* O(strings * states) reductions by a stabilizer group. */
void lb_coordinates_init(lb_coordinates *C, const lb_string_table *strings,
                         const lb_state_struct *states, size_t state_count);
void lb_coordinates_clear(lb_coordinates *C);

#endif
