/* The factors that are tried when there are too few values for the shortest recurrence. */

#ifndef LB_FIT_LIBRARY_H
#define LB_FIT_LIBRARY_H

#include "fit/space.h"

/* The longest product for which the values are evidence when `unknowns` coefficients are unknown,
 * in binary digits: the sum of log2(2 |v| + 1) over the count - unknowns largest values, less
 * LB_FIT_MARGIN, and less LB_FIT_MARGIN for each exception; negative when fewer than
 * LB_FIT_SPARE_LEAST are spare. */
double lb_fit_affordable(const lb_fit_points *points, size_t unknowns);

/* The length of the product in binary digits, or 0 when a factor is not in the library. */
unsigned lb_fit_length(const fmpz_poly_factor_t space, const lb_fit_points *points);

/* The shortest product, of at most 20 digits, in which the values can be interpolated, with
 * evidence for it; modulo a prime only, so still to be interpolated over Q. False when there is
 * none, or when there are several equally short. At most 2^20 products are tried, each with count *
 * unknowns operations modulo the prime. */
bool lb_fit_search(fmpz_poly_factor_t space, const lb_fit_points *points);

#endif
