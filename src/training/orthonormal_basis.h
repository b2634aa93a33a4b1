/* An orthonormal basis of the space that an observable reaches, in the scalar product
 * Tr(X Y) / 2^n, in which every i ad H is antisymmetric; and the matrices of the ad H_k in it.
 *
 * Averages of distinct orbits are orthogonal, and A(P) has the norm 1 / sqrt|O(P)|. Rows of the
 * reduced basis that share strings are orthonormalized together, the others only scaled, so the
 * basis stays as sparse as the exact one. All numbers become doubles once, here. */

#ifndef LB_TRAINING_ORTHONORMAL_BASIS_H
#define LB_TRAINING_ORTHONORMAL_BASIS_H

#include "training/observable_space.h"

/* Entry e of row i, offsets[i] <= e < offsets[i + 1], is values[e] at columns[e]. */
typedef struct lb_training_rows {
    uint32_t rows;
    size_t *offsets, capacity;
    uint32_t *columns;
    double *values;
} lb_training_rows;

/* d/dtheta of the expectation values r of the basis under exp(-i theta H_k) is T_k r. */
typedef struct lb_orthonormal_basis {
    uint32_t dimension, generator_count;
    lb_training_rows basis;    /* columns are strings, as multiples of A(P) sqrt|O(P)| */
    lb_training_rows *adjoint; /* T_k, antisymmetric */
    double *norms;             /* sqrt|O(P)|, of each string */
    double *observable;        /* the coordinates of O */
} lb_orthonormal_basis;

/* LB_INPUT: orbits are larger than a double can count; LB_UNDECIDED: a limit of the run was
 * reached; LB_INTERNAL: the basis is not closed within rounding. O(terms of the generators times
 * terms of the basis), and for rows that share strings the square of their number times those. */
lb_status lb_orthonormal_basis_init(lb_orthonormal_basis *B, const lb_training_space *V,
                                    lb_run *run, lb_error *error) LB_MUST_CHECK;
void lb_orthonormal_basis_clear(lb_orthonormal_basis *B);

#endif
