/* Berlekamp and Massey modulo a prime tell the order; the coefficients come from the Hankel system
 * over Q, whose surplus equations are the check of all other values. A prime that hides a part of
 * the recurrence makes that system inconsistent, and the recurrence is not found. */

#include "fit/recurrence.h"

#include <flint/fmpz_poly.h>
#include <flint/nmod_poly.h>

#include "base/prime.h"

static slong order_modulo_prime(const lb_fit_points *points)
{
    const ulong prime = LB_LARGE_PRIME;
    nmod_berlekamp_massey_t massey;
    nmod_berlekamp_massey_init(massey, prime);
    for (size_t i = 0; i < points->count; i++)
        nmod_berlekamp_massey_add_point(massey, fmpz_fdiv_ui(points->values + i, prime));
    nmod_berlekamp_massey_reduce(massey);
    slong order = nmod_poly_degree(nmod_berlekamp_massey_V_poly(massey));
    nmod_berlekamp_massey_clear(massey);
    return order;
}

/* Row i: v_i ... v_{i+r-1} | v_{i+r}. The solution c gives x^r - c_{r-1} x^{r-1} - ... - c_0. */
static bool solve_hankel(fmpz_poly_t characteristic, const lb_fit_points *points, slong order)
{
    fmpz_mat_t H;
    fmpz_t denominator, content;
    fmpz_init(denominator);
    fmpz_init(content);
    fmpz_mat_init(H, (slong)points->count - order, order + 1);
    for (slong i = 0; i < H->r; i++)
        for (slong j = 0; j <= order; j++)
            fmpz_set(fmpz_mat_entry(H, i, j), points->values + i + j);
    bool unique = fmpz_mat_rref(H, denominator, H) == order;
    for (slong i = 0; i < order && unique; i++)
        unique = !fmpz_is_zero(fmpz_mat_entry(H, i, i));
    if (unique) {
        fmpz_poly_set_coeff_fmpz(characteristic, order, denominator);
        for (slong j = 0; j < order; j++) {
            fmpz_neg(content, fmpz_mat_entry(H, j, order));
            fmpz_poly_set_coeff_fmpz(characteristic, j, content);
        }
        fmpz_poly_primitive_part(characteristic, characteristic);
    }
    fmpz_mat_clear(H);
    fmpz_clear(content);
    fmpz_clear(denominator);
    return unique;
}

bool lb_fit_recurrence(fmpz_poly_t characteristic, const lb_fit_points *points, size_t spare)
{
    if (points->t[points->count - 1] + 1 != points->count)
        return false;
    slong order = order_modulo_prime(points);
    return order > 0 && 2 * (size_t)order + spare <= points->count &&
           solve_hankel(characteristic, points, order);
}
