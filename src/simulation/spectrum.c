/* T = Q R + E: R has the singular values of T up to |E|. Going through T^T T would square them:
 * what is 1e-9 of the largest would be lost in 1e-16 of its square. */

#include "simulation/spectrum.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "linalg/singular_values.h"

void lb_spectrum_init(lb_spectrum_t S)
{
    *S = (lb_spectrum_struct){.gap = HUGE_VAL, .precision_bits = DBL_MANT_DIG};
}

void lb_spectrum_clear(lb_spectrum_t S)
{
    free(S->singular_values);
    lb_spectrum_init(S);
}

/* The relative error that may have gathered, for singular values or a scale of 1. */
static double relative_tolerance(size_t rows, size_t columns)
{
    return DBL_EPSILON * fmax(64.0 * (double)columns, (double)rows);
}

double lb_spectrum_floor(size_t rows, size_t columns, double h)
{
    double panels = ceil((double)columns / LB_RANGE_PANEL);
    return relative_tolerance(rows, columns) * h / (4 * sqrt(fmax(panels, 1)));
}

static void count_rank(lb_spectrum_t S, const lb_range *range, double h)
{
    const double *s = S->singular_values;
    double factor = relative_tolerance(range->rows, range->columns);
    S->tolerance = factor * fmax(S->count ? s[0] : 0, h);
    while (S->rank < S->count && s[S->rank] > S->tolerance)
        S->rank++;
    double next = S->rank < S->count ? s[S->rank] : 0;
    if (S->count < range->most && next < S->residual)
        next = S->residual;
    if (S->rank > 0 && next > 0)
        S->gap = s[S->rank - 1] / next;
}

lb_status lb_spectrum_compute(lb_spectrum_t S, lb_range *range, double h, lb_error *error)
{
    lb_spectrum_t new;
    lb_spectrum_init(new);
    new->parameters = range->columns;
    new->count = range->rank;
    new->residual = sqrt(range->residual_square);
    if (new->count) {
        new->singular_values = lb_malloc(new->count, sizeof *new->singular_values);
        lb_status status =
            lb_singular_values(new->singular_values, range->R, range->rank, range->columns,
                               range->most, &range->tall.crew, error);
        if (status) {
            lb_spectrum_clear(new);
            return status;
        }
    }
    count_rank(new, range, h);
    lb_spectrum_clear(S);
    *S = *new;
    return LB_OK;
}
