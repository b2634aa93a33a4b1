/* The solution spaces of linear recurrences, and exact interpolation in them.
 *
 * For a factor p^e of the characteristic polynomial, p monic, irreducible and of degree d, the
 * space is spanned by n^k s_j(t), k < e, j < d, where s_j(t) is the coefficient of x^j in x^t mod
 * p. For p = x - c this is n^k c^t; for p = x^2 + x + 1 the s_j are 1 0 -1 1 0 -1 ... and 0 1 -1 0
 * 1 -1 ... The polynomials here have p(0) != 0. */

#ifndef LB_FIT_SPACE_H
#define LB_FIT_SPACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <flint/fmpq.h>
#include <flint/fmpz_mat.h>
#include <flint/fmpz_poly_factor.h>

/* Values at n = first + step t[i], t strictly increasing from 0. */
typedef struct lb_fit_points {
    size_t count;
    size_t exceptions; /* values at smaller n, which were left out */
    int64_t first, step;
    size_t *t;
    fmpz *values;
} lb_fit_points;

/* p(0) != 0, p monic, of every factor; its degree with multiplicities. */
bool lb_fit_space_is_monic(const fmpz_poly_factor_t space);
size_t lb_fit_space_dimension(const fmpz_poly_factor_t space);

/* Write n^k s_j(t) at the points into the columns of M from first_column on, k slowest. */
void lb_fit_columns(fmpz_mat_t M, slong first_column, const fmpz_poly_t p, ulong multiplicity,
                    const lb_fit_points *points);

/* The coefficients of the only function of the space with these values, in the order of the factors
 * and their columns: a vector for _fmpq_vec_clear. NULL unless there is exactly one. Exact. */
fmpq *lb_fit_interpolate(const fmpz_poly_factor_t space, const lb_fit_points *points);

/* Whether the values determine the coefficients also without any one of them. */
bool lb_fit_is_redundant(const fmpz_poly_factor_t space, const lb_fit_points *points);

#endif
