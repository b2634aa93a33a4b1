/* From a matrix to its singular values and their numerical rank. */

#ifndef LB_RANK_SPECTRUM_H
#define LB_RANK_SPECTRUM_H

#include <liebound/rank.h>

/* The spectrum of T (rows x columns, column-major; destroyed). h is the scale of the rounding
 * errors, see lb_spectrum_struct. The old contents of S are freed; the times are left 0.
 * LB_INTERNAL when LAPACK fails or an entry is not finite; S is then as it was. O(rows columns
 * min(rows, columns)). */
lb_status lb_spectrum_compute(lb_spectrum_t S, double *T, size_t rows, size_t columns, double h,
                              lb_error *error) LB_MUST_CHECK;

/* Bytes that lb_spectrum_compute needs besides T. */
double lb_spectrum_bytes(size_t rows, size_t columns);

#endif
