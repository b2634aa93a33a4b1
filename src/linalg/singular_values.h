/* Singular values, by LAPACK's algorithms in steps short enough to be interrupted between them. */

#ifndef LB_LINALG_SINGULAR_VALUES_H
#define LB_LINALG_SINGULAR_VALUES_H

#include "linalg/blas_tall.h"

/* The singular values, decreasing, of the rows x columns matrix A with rows <= columns, whose
 * columns are `distance` apart; A is destroyed. One thread does it, so that the values do not
 * depend on how many there are; the crew gives the limits. LB_UNDECIDED when one is reached,
 * LB_INTERNAL when the iteration does not converge or a number is not finite. O(rows^2 columns). */
lb_status lb_singular_values(double *values, double *A, size_t rows, size_t columns,
                             size_t distance, const lb_crew *crew, lb_error *error) LB_MUST_CHECK;

#endif
