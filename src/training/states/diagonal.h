/* Sums of strings of Z and 1, which have few different eigenvalues: their phases are computed once
 * for each value, and the factors of a register once for each row, a combination of values in its
 * lanes. A chain has as many values as bonds and twice as many rows, whatever its length. */

#ifndef LB_TRAINING_STATES_DIAGONAL_H
#define LB_TRAINING_STATES_DIAGONAL_H

#include <stdint.h>

#include "circuit/spectral.h"

typedef struct lb_diagonal {
    size_t value_count, row_count;
    double *values; /* increasing; those that differ by rounding errors alone are one */
    uint32_t
        *row_values; /* the value in lane l of row r is that of number row_values[lanes r + l] */
    uint32_t *rows;  /* the row of each register */
    double *weights; /* the values of each row, a register */
} lb_diagonal;

/* For vectors of `registers` registers with so many amplitudes of a state in each, 1 or 8.
 * O(2^qubits length). */
void lb_diagonal_init(lb_diagonal *D, const lb_spectral_term *terms, size_t length,
                      size_t registers, size_t lanes);
void lb_diagonal_clear(lb_diagonal *D);

#endif
