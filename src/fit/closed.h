/* Functions of a space of lb_fit_columns, residue class by residue class.
 *
 * When x^M = c modulo every factor p, with integers c > 0, then s_j(t) = c^((t - r) / M) s_j(r) for
 * t = r modulo M: in each class modulo M the function is a sum of terms a c^((t - r) / M) n^k with
 * the same bases c and powers k for all classes. */

#ifndef LB_FIT_CLOSED_H
#define LB_FIT_CLOSED_H

#include "fit/space.h"

typedef struct lb_fit_closed {
    size_t period; /* in t, the least for which the classes can be told apart */
    size_t terms;  /* in each class, some perhaps zero; by falling base, then by falling power */
    fmpz *bases;   /* c of a term, for steps of one period */
    ulong *powers; /* k of a term */
    fmpq *values;  /* a of term i in class r at r * terms + i */
    bool *classes; /* whether some point lies in class r */
} lb_fit_closed;

/* False, and nothing to clear, when some root of the space has no power that is an integer, or the
 * period would exceed 240. */
bool lb_fit_closed_init(lb_fit_closed *closed, const fmpz_poly_factor_t space,
                        const fmpq *coefficients, const lb_fit_points *points);
void lb_fit_closed_clear(lb_fit_closed *closed);

#endif
