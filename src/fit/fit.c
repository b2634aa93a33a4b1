#include "fit/fit.h"

#include <assert.h>
#include <stdlib.h>

#include <flint/fmpq_vec.h>
#include <flint/fmpz_poly.h>
#include <flint/fmpz_vec.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "fit/library.h"
#include "fit/print.h"
#include "fit/recurrence.h"

/* The values as points, with the largest step; false when they lie too far apart. */
static bool points_init(lb_fit_points *points, const int64_t *at, const __mpz_struct *values,
                        size_t count)
{
    ulong step = 0;
    for (size_t i = 1; i < count; i++) {
        assert(at[i] > at[i - 1]);
        step = n_gcd(step, (ulong)at[i] - (ulong)at[0]);
    }
    if (count < 1 + LB_FIT_SPARE_LEAST || count > LB_FIT_VALUES_MAX || step > INT32_MAX ||
        at[0] < INT32_MIN || at[count - 1] > INT32_MAX ||
        (ulong)(at[count - 1] - at[0]) / step > LB_FIT_RANGE_MAX)
        return false;
    *points = (lb_fit_points){.count = count, .first = at[0], .step = (int64_t)step};
    points->t = lb_malloc(count, sizeof *points->t);
    points->values = _fmpz_vec_init((slong)count);
    for (size_t i = 0; i < count; i++) {
        points->t[i] = (size_t)(at[i] - at[0]) / step;
        fmpz_set_mpz(points->values + i, &values[i]);
    }
    return true;
}

static void points_clear(lb_fit_points *points)
{
    free(points->t);
    _fmpz_vec_clear(points->values, (slong)points->count);
}

/* Write the function with these values down if there are enough spare ones. */
static void write_closed(lb_fit *fit, const fmpz_poly_factor_t space, const lb_fit_points *points,
                         const char *parameter)
{
    lb_fit_closed closed;
    fmpq *coefficients = lb_fit_interpolate(space, points);
    if (coefficients && lb_fit_closed_init(&closed, space, coefficients, points)) {
        fit->formula = lb_fit_print_closed(&closed, points, parameter, LB_FIT_PLAIN);
        fit->latex = lb_fit_print_closed(&closed, points, parameter, LB_FIT_LATEX);
        lb_fit_closed_clear(&closed);
    }
    if (coefficients)
        _fmpq_vec_clear(coefficients, (slong)lb_fit_space_dimension(space));
}

/* Of a recurrence outside the library the coefficients are unknown as well. */
static bool fit_recurrence(lb_fit *fit, const lb_fit_points *points, const char *parameter)
{
    bool found = false;
    fmpz_poly_t characteristic;
    fmpz_poly_factor_t space;
    fmpz_poly_init(characteristic);
    fmpz_poly_factor_init(space);
    if (lb_fit_recurrence(characteristic, points, LB_FIT_SPARE_LEAST)) {
        fmpz_poly_factor(space, characteristic);
        size_t order = (size_t)fmpz_poly_degree(characteristic);
        unsigned length = lb_fit_length(space, points);
        fit->unknowns = length ? order : 2 * order;
        found = !fmpz_is_zero(characteristic->coeffs) &&
                lb_fit_affordable(points, fit->unknowns) >= length;
        if (found && lb_fit_space_is_monic(space))
            write_closed(fit, space, points, parameter);
        if (found && !fit->formula) {
            fit->unknowns = 2 * order;
            fit->formula = lb_fit_print_recurrence(characteristic, points, parameter, LB_FIT_PLAIN);
            fit->latex = lb_fit_print_recurrence(characteristic, points, parameter, LB_FIT_LATEX);
        }
    }
    fmpz_poly_factor_clear(space);
    fmpz_poly_clear(characteristic);
    return found;
}

static void fit_search(lb_fit *fit, const lb_fit_points *points, const char *parameter)
{
    fmpz_poly_factor_t space;
    fmpz_poly_factor_init(space);
    if (lb_fit_search(space, points) && lb_fit_is_redundant(space, points)) {
        fit->unknowns = lb_fit_space_dimension(space);
        write_closed(fit, space, points, parameter);
    }
    fmpz_poly_factor_clear(space);
}

static void add_exception(char **text, int64_t at, const mpz_t value, const char *parameter,
                          lb_fit_style style)
{
    char *form = *text;
    *text = lb_fit_print_exception(form, at, value, parameter, style);
    free(form);
}

/* The form of all values but the first ones. */
static bool fit_without(lb_fit *fit, const int64_t *at, const __mpz_struct *values, size_t count,
                        size_t exceptions, const char *parameter)
{
    lb_fit_points points;
    if (!points_init(&points, at + exceptions, values + exceptions, count - exceptions))
        return false;
    points.exceptions = exceptions;
    if (!fit_recurrence(fit, &points, parameter))
        fit_search(fit, &points, parameter);
    if (fit->formula) {
        fit->exceptions = exceptions;
        fit->spare = points.count - fit->unknowns;
        for (size_t i = 0; i < exceptions; i++) {
            add_exception(&fit->formula, at[i], &values[i], parameter, LB_FIT_PLAIN);
            add_exception(&fit->latex, at[i], &values[i], parameter, LB_FIT_LATEX);
        }
    }
    points_clear(&points);
    return fit->formula;
}

void lb_fit_find(lb_fit *fit, const int64_t *at, const __mpz_struct *values, size_t count,
                 const char *parameter)
{
    *fit = (lb_fit){0};
    size_t exceptions = 0;
    while (exceptions <= LB_FIT_EXCEPTIONS_MAX && exceptions < count &&
           !fit_without(fit, at, values, count, exceptions, parameter))
        exceptions++;
}

void lb_fit_clear(lb_fit *fit)
{
    free(fit->formula);
    free(fit->latex);
}
