#include "fit/space.h"

#include <flint/fmpq_vec.h>
#include <flint/fmpz_poly.h>
#include <flint/fmpz_vec.h>
#include <flint/nmod_mat.h>

#include "base/prime.h"

bool lb_fit_space_is_monic(const fmpz_poly_factor_t space)
{
    for (slong i = 0; i < space->num; i++) {
        const fmpz_poly_struct *p = space->p + i;
        if (!fmpz_is_one(fmpz_poly_lead(p)) || fmpz_is_zero(p->coeffs))
            return false;
    }
    return true;
}

size_t lb_fit_space_dimension(const fmpz_poly_factor_t space)
{
    slong dimension = 0;
    for (slong i = 0; i < space->num; i++)
        dimension += space->exp[i] * fmpz_poly_degree(space->p + i);
    return (size_t)dimension;
}

/* state = x * state mod p, p of degree d. */
static void step_power(fmpz *state, const fmpz_poly_t p, slong d)
{
    fmpz_t top;
    fmpz_init_set(top, state + d - 1);
    for (slong j = d - 1; j > 0; j--)
        fmpz_set(state + j, state + j - 1);
    fmpz_zero(state);
    for (slong j = 0; j < d; j++)
        fmpz_submul(state + j, top, p->coeffs + j);
    fmpz_clear(top);
}

static void fill_row(fmpz_mat_t M, slong row, slong column, const fmpz *state, slong d, slong e,
                     int64_t n)
{
    fmpz_t power;
    fmpz_init_set_ui(power, 1);
    for (slong k = 0; k < e; k++) {
        for (slong j = 0; j < d; j++)
            fmpz_mul(fmpz_mat_entry(M, row, column + k * d + j), power, state + j);
        fmpz_mul_si(power, power, n);
    }
    fmpz_clear(power);
}

void lb_fit_columns(fmpz_mat_t M, slong first_column, const fmpz_poly_t p, ulong multiplicity,
                    const lb_fit_points *points)
{
    slong d = fmpz_poly_degree(p);
    fmpz *state = _fmpz_vec_init(d);
    fmpz_one(state);
    for (size_t i = 0, t = 0; i < points->count; i++) {
        for (; t < points->t[i]; t++)
            step_power(state, p, d);
        fill_row(M, (slong)i, first_column, state, d, (slong)multiplicity,
                 points->first + points->step * (int64_t)t);
    }
    _fmpz_vec_clear(state, d);
}

/* The columns of the space, with room for `extra` columns behind them. */
static void init_matrix(fmpz_mat_t M, const fmpz_poly_factor_t space, const lb_fit_points *points,
                        slong extra)
{
    slong column = 0;
    fmpz_mat_init(M, (slong)points->count, (slong)lb_fit_space_dimension(space) + extra);
    for (slong i = 0; i < space->num; i++) {
        lb_fit_columns(M, column, space->p + i, (ulong)space->exp[i], points);
        column += space->exp[i] * fmpz_poly_degree(space->p + i);
    }
}

/* [M | values] has the reduced form [1 | coefficients] exactly when there is one solution. */
fmpq *lb_fit_interpolate(const fmpz_poly_factor_t space, const lb_fit_points *points)
{
    slong unknowns = (slong)lb_fit_space_dimension(space);
    fmpq *coefficients = NULL;
    fmpz_mat_t M;
    fmpz_t denominator;
    fmpz_init(denominator);
    init_matrix(M, space, points, 1);
    for (size_t i = 0; i < points->count; i++)
        fmpz_set(fmpz_mat_entry(M, (slong)i, unknowns), points->values + i);
    slong rank = fmpz_mat_rref(M, denominator, M);
    bool unique = rank == unknowns;
    for (slong i = 0; i < unknowns && unique; i++)
        unique = !fmpz_is_zero(fmpz_mat_entry(M, i, i));
    if (unique) {
        coefficients = _fmpq_vec_init(unknowns);
        for (slong i = 0; i < unknowns; i++)
            fmpq_set_fmpz_frac(coefficients + i, fmpz_mat_entry(M, i, unknowns), denominator);
    }
    fmpz_mat_clear(M);
    fmpz_clear(denominator);
    return coefficients;
}

/* A rank modulo a prime is a lower bound for the rank over Q. */
bool lb_fit_is_redundant(const fmpz_poly_factor_t space, const lb_fit_points *points)
{
    const ulong prime = LB_LARGE_PRIME;
    slong unknowns = (slong)lb_fit_space_dimension(space), count = (slong)points->count;
    bool redundant = count > unknowns;
    fmpz_mat_t M;
    nmod_mat_t all, rest;
    init_matrix(M, space, points, 0);
    nmod_mat_init(all, count, unknowns, prime);
    nmod_mat_init(rest, count - 1, unknowns, prime);
    fmpz_mat_get_nmod_mat(all, M);
    for (slong out = 0; out < count && redundant; out++) {
        for (slong i = 0; i < count - 1; i++)
            for (slong j = 0; j < unknowns; j++)
                nmod_mat_entry(rest, i, j) = nmod_mat_entry(all, i + (i >= out), j);
        redundant = nmod_mat_rank(rest) == unknowns;
    }
    nmod_mat_clear(rest);
    nmod_mat_clear(all);
    fmpz_mat_clear(M);
    return redundant;
}
