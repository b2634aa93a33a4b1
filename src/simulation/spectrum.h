/* From a matrix to its singular values and their numerical rank. */

#ifndef LB_SIMULATION_SPECTRUM_H
#define LB_SIMULATION_SPECTRUM_H

#include <liebound/rank.h>

#include "linalg/range_finder.h"

/* What lb_range_init may leave in E for a matrix of this shape: over all panels together a quarter
 * of the least tolerance that the spectrum can have. */
double lb_spectrum_floor(size_t rows, size_t columns, double h);

/* The spectrum of T = Q R + E from its range, made with the floor above; R is destroyed. h is the
 * scale of the rounding errors, see lb_spectrum_struct. The old contents of S are freed; the times
 * are left 0. LB_INTERNAL when LAPACK fails and LB_UNDECIDED when a limit of the
 * range's crew is reached; S is then as it was. O(rank^2 columns). */
lb_status lb_spectrum_compute(lb_spectrum_t S, lb_range *range, double h,
                              lb_error *error) LB_MUST_CHECK;

#endif
