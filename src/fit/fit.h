/* Closed forms of integer sequences: a conjecture that fits every value exactly.
 *
 * Forms. All functions that a linear recurrence with constant coefficients annihilates: sums of
 * c^n n^k and of such sums that depend on the residue of n modulo a period. Such a form is named by
 * its characteristic polynomial, a product of powers of irreducible polynomials over Q: (x - 1)^3
 * stands for polynomials of degree 2, (x - 4)(x - 1)(x + 1) for a 4^n + b + c (-1)^n, (x^2 - 2) for
 * multiples of 2^(n/2) that differ for even and odd n. The degree of the polynomial is the number
 * of unknown coefficients; n = first + step t, and x acts as t -> t + 1.
 *
 * Search. First the shortest recurrence over Q (Berlekamp and Massey modulo a prime, then exactly
 * over Q): of order r it needs 2 r values, is unique, and knows no list of forms. Failing that, the
 * products of the factors in library.c, of which each has a length in binary digits: the first
 * power of x - 1 costs 1, as does every further one, (x + 1) and (x - 4) cost 3, up to 7 for the
 * rarest, and 2 end the product. The shortest product wins; of two equally short ones neither does.
 *
 * What is demanded. Every value fits, over Q (but for the exceptions below). At least
 * LB_FIT_SPARE_LEAST values are spare, that is, beyond the number of unknowns; for a recurrence
 * whose factors are not in the library its coefficients are unknown too. No value may be the only
 * one that decides a coefficient: without any one of them the coefficients are still determined.
 * And the spare values must be worth more than the choice of the form: if the largest of them, v,
 * is met with probability 1 / (2 v + 1) by accident, and so on, then the product of these stays
 * below 2^-(length + LB_FIT_MARGIN). The lengths are those of a prefix code, so all forms together
 * fit unrelated values of this size with a probability of at most 2^-LB_FIT_MARGIN. That is a guard
 * against overfitting, not evidence: a fit is a conjecture. */

#ifndef LB_FIT_FIT_H
#define LB_FIT_FIT_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LB_FIT_SPARE_LEAST 2
#define LB_FIT_MARGIN      5
/* So many values at the least n may be exceptions. */
#define LB_FIT_EXCEPTIONS_MAX 1
/* Of more values, or of values further apart, no form is looked for. */
#define LB_FIT_VALUES_MAX 1000
#define LB_FIT_RANGE_MAX  4096

typedef struct lb_fit {
    /* NULL when no form was found. The formula is an expression of the .alg language, or several
     * with conditions, separated by "; "; a recurrence that has no closed form with integer bases
     * is written as a(n) = ... with its first values. latex is the same for math mode. */
    char *formula, *latex;
    size_t unknowns, spare;
    size_t exceptions; /* values at the least n that the form leaves out, and the texts state */
} lb_fit;

/* Find the form of values[i] at n = at[i], at strictly increasing. parameter is the name of n. */
void lb_fit_find(lb_fit *fit, const int64_t *at, const __mpz_struct *values, size_t count,
                 const char *parameter);
void lb_fit_clear(lb_fit *fit);

#endif
