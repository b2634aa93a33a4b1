/* The shortest linear recurrence of a sequence, over Q. */

#ifndef LB_FIT_RECURRENCE_H
#define LB_FIT_RECURRENCE_H

#include "fit/space.h"

/* The characteristic polynomial, primitive over Z, of the recurrence of least order r > 0 that all
 * values obey. False unless the points are consecutive and 2 r + spare of them are there: then that
 * recurrence is unique. Exact; O(count^2) operations modulo a prime and one exact elimination of
 * count - r rows and r + 1 columns. */
bool lb_fit_recurrence(fmpz_poly_t characteristic, const lb_fit_points *points, size_t spare);

#endif
