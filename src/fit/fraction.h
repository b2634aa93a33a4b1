/* Closed forms of sequences of fractions, conjectures as in fit.h.
 *
 * Integers and the inverses of integers have the forms of fit.h: 1/(2^n + 1). Other values have that
 * of a quotient of polynomials, perhaps one for even and one for odd n, with the fewest coefficients,
 * up to a common factor, that fit every value: the quotient is then the only one of these degrees,
 * and LB_FIT_SPARE_LEAST values at least are spare. */

#ifndef LB_FIT_FRACTION_H
#define LB_FIT_FRACTION_H

#include "fit/fit.h"

/* Of more values no quotient is looked for. */
#define LB_FIT_QUOTIENT_VALUES_MAX 100

/* Find the form of values[i] at n = at[i], at strictly increasing. */
void lb_fit_find_fractions(lb_fit *fit, const int64_t *at, const __mpq_struct *values, size_t count,
                           const char *parameter);

#endif
