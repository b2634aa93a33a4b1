#include "fit/closed.h"

#include <stdlib.h>

#include <flint/fmpq_vec.h>
#include <flint/fmpz_poly.h>
#include <flint/fmpz_vec.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"

enum { PERIOD_MOST = 240 };

/* The least M with x^M = c > 0 modulo p; 0 when there is none up to PERIOD_MOST. */
static size_t root_period(fmpz_t c, const fmpz_poly_t p)
{
    fmpz_poly_t power;
    fmpz_poly_init(power);
    fmpz_poly_one(power);
    size_t M = 0, found = 0;
    while (M < PERIOD_MOST && !found) {
        fmpz_poly_shift_left(power, power, 1);
        fmpz_poly_rem(power, power, p);
        M++;
        if (fmpz_poly_degree(power) == 0 && fmpz_sgn(power->coeffs) > 0)
            found = M;
    }
    if (found)
        fmpz_set(c, power->coeffs);
    fmpz_poly_clear(power);
    return found;
}

/* What the factors have in common: their period, and their bases for it. */
static size_t common_period(fmpz *bases, const fmpz_poly_factor_t space)
{
    size_t period = 1;
    size_t *own = lb_malloc((size_t)space->num, sizeof *own);
    for (slong i = 0; i < space->num && period; i++) {
        own[i] = root_period(bases + i, space->p + i);
        period = own[i] ? period / n_gcd(period, own[i]) * own[i] : 0;
        period = period <= PERIOD_MOST ? period : 0;
    }
    for (slong i = 0; i < space->num && period; i++)
        fmpz_pow_ui(bases + i, bases + i, period / own[i]);
    free(own);
    return period;
}

static size_t find_term(const lb_fit_closed *closed, const fmpz_t base, ulong power)
{
    size_t i = 0;
    while (i < closed->terms &&
           (!fmpz_equal(closed->bases + i, base) || closed->powers[i] != power))
        i++;
    return i;
}

/* Make room for a term where the order wants it. */
static void insert_term(lb_fit_closed *closed, const fmpz_t base, ulong power)
{
    if (find_term(closed, base, power) < closed->terms)
        return;
    size_t i = closed->terms++;
    for (; i; i--) {
        int order = fmpz_cmp(closed->bases + i - 1, base);
        if (order > 0 || (!order && closed->powers[i - 1] > power))
            break;
        fmpz_swap(closed->bases + i, closed->bases + i - 1);
        closed->powers[i] = closed->powers[i - 1];
    }
    fmpz_set(closed->bases + i, base);
    closed->powers[i] = power;
}

/* The values of s_j(r) for all r below the period, row r and column j. */
static void fill_states(fmpz_mat_t states, const fmpz_poly_t p)
{
    lb_fit_points points = {.count = (size_t)states->r, .step = 1};
    points.t = lb_malloc(points.count, sizeof *points.t);
    for (size_t r = 0; r < points.count; r++)
        points.t[r] = r;
    lb_fit_columns(states, 0, p, 1, &points);
    free(points.t);
}

static void add_factor(lb_fit_closed *closed, const fmpz_poly_t p, slong multiplicity,
                       const fmpz_t base, const fmpq *coefficients)
{
    slong degree = fmpz_poly_degree(p);
    fmpz_mat_t states;
    fmpz_mat_init(states, (slong)closed->period, degree);
    fill_states(states, p);
    for (size_t r = 0; r < closed->period; r++)
        for (slong k = 0; k < multiplicity; k++) {
            fmpq *value = closed->values + r * closed->terms + find_term(closed, base, (ulong)k);
            for (slong j = 0; j < degree; j++) {
                fmpq_t product;
                fmpq_init(product);
                fmpq_mul_fmpz(product, coefficients + k * degree + j,
                              fmpz_mat_entry(states, (slong)r, j));
                fmpq_add(value, value, product);
                fmpq_clear(product);
            }
        }
    fmpz_mat_clear(states);
}

/* The shorter period m, if it exists: every base has an integer root for it, and the classes with
 * points agree. The class r + i m continues r with base^(i m / period). */
static bool roots_of_bases(fmpz *roots, const lb_fit_closed *closed, size_t m)
{
    for (size_t i = 0; i < closed->terms; i++)
        if (!fmpz_root(roots + i, closed->bases + i, (slong)(closed->period / m)))
            return false;
    return true;
}

/* Class r of the shorter period, from the classes r, r + m, ... of the longer one. */
static bool merge_class(fmpq *values, bool *sampled, const fmpz *roots, const lb_fit_closed *closed,
                        size_t m, size_t r)
{
    bool agree = true;
    fmpq_t value;
    fmpz_t power;
    fmpq_init(value);
    fmpz_init(power);
    for (size_t s = r; s < closed->period && agree; s += m) {
        for (size_t i = 0; i < closed->terms && closed->classes[s] && agree; i++) {
            fmpz_pow_ui(power, roots + i, (s - r) / m);
            fmpq_div_fmpz(value, closed->values + s * closed->terms + i, power);
            agree = !*sampled || fmpq_equal(value, values + i);
            fmpq_set(values + i, value);
        }
        *sampled = *sampled || closed->classes[s];
    }
    fmpz_clear(power);
    fmpq_clear(value);
    return agree;
}

/* Take the period m if it is one. */
static bool shorten(lb_fit_closed *closed, size_t m)
{
    lb_fit_closed shorter = {.period = m, .terms = closed->terms};
    slong terms = (slong)closed->terms;
    shorter.bases = _fmpz_vec_init(terms);
    shorter.values = _fmpq_vec_init((slong)m * terms);
    shorter.classes = lb_calloc(m, sizeof *shorter.classes);
    shorter.powers = lb_malloc(closed->terms, sizeof *shorter.powers);
    for (slong i = 0; i < terms; i++)
        shorter.powers[i] = closed->powers[i];
    bool agree = roots_of_bases(shorter.bases, closed, m);
    for (size_t r = 0; r < m && agree; r++)
        agree = merge_class(shorter.values + r * closed->terms, &shorter.classes[r], shorter.bases,
                            closed, m, r);
    if (agree) {
        lb_fit_closed longer = *closed;
        *closed = shorter;
        shorter = longer;
    }
    lb_fit_closed_clear(&shorter);
    return agree;
}

/* The terms of all factors, without values. */
static void closed_init(lb_fit_closed *closed, size_t period, const fmpz *bases,
                        const fmpz_poly_factor_t space, const lb_fit_points *points)
{
    slong most = 0;
    for (slong i = 0; i < space->num; i++)
        most += space->exp[i];
    *closed = (lb_fit_closed){.period = period, .bases = _fmpz_vec_init(most)};
    closed->powers = lb_malloc((size_t)most, sizeof *closed->powers);
    for (slong i = 0; i < space->num; i++)
        for (slong k = 0; k < space->exp[i]; k++)
            insert_term(closed, bases + i, (ulong)k);
    closed->values = _fmpq_vec_init((slong)(period * closed->terms));
    closed->classes = lb_calloc(period, sizeof *closed->classes);
    for (size_t i = 0; i < points->count; i++)
        closed->classes[points->t[i] % period] = true;
}

bool lb_fit_closed_init(lb_fit_closed *closed, const fmpz_poly_factor_t space,
                        const fmpq *coefficients, const lb_fit_points *points)
{
    fmpz *bases = _fmpz_vec_init(space->num);
    size_t period = common_period(bases, space);
    if (period) {
        closed_init(closed, period, bases, space, points);
        for (slong i = 0; i < space->num; i++) {
            add_factor(closed, space->p + i, space->exp[i], bases + i, coefficients);
            coefficients += space->exp[i] * fmpz_poly_degree(space->p + i);
        }
        size_t m = 1;
        while (period % m || !shorten(closed, m))
            m++;
    }
    _fmpz_vec_clear(bases, space->num);
    return period;
}

void lb_fit_closed_clear(lb_fit_closed *closed)
{
    _fmpq_vec_clear(closed->values, (slong)(closed->period * closed->terms));
    _fmpz_vec_clear(closed->bases, (slong)closed->terms);
    free(closed->powers);
    free(closed->classes);
}
