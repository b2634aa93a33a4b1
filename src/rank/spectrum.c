/* T = Q R, or T = L Q when T is wide: the k x k triangle, k = min(rows, columns), has the singular
 * values of T, and an error of rounding relative to the largest. Going through T^T T would square
 * them: what is 1e-9 of the largest would be lost in 1e-16 of its square. */

#include "rank/spectrum.h"

#include <float.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

void lb_spectrum_init(lb_spectrum_t S)
{
    *S = (lb_spectrum_struct){.gap = HUGE_VAL, .precision_bits = DBL_MANT_DIG};
}

void lb_spectrum_clear(lb_spectrum_t S)
{
    free(S->singular_values);
    lb_spectrum_init(S);
}

/* Columns in a panel of the factorization. */
#define PANEL 64

/* The triangle of the QR or LQ factorization of T as a full k x k matrix; NULL when LAPACK refuses,
 * which it does when an entry is not a number. */
static double *triangle(double *T, size_t rows, size_t columns)
{
    size_t k = rows < columns ? rows : columns;
    bool tall = rows >= columns;
    lapack_int m = (lapack_int)rows, n = (lapack_int)columns;
    lapack_int panel = k < PANEL ? (lapack_int)k : PANEL;
    double *reflectors = lb_malloc(PANEL * k, sizeof *reflectors);
    lapack_int info = tall ? LAPACKE_dgeqrt(LAPACK_COL_MAJOR, m, n, panel, T, m, reflectors, panel)
                           : LAPACKE_dgelqf(LAPACK_COL_MAJOR, m, n, T, m, reflectors);
    free(reflectors);
    if (info)
        return NULL;
    double *R = lb_calloc(k * k, sizeof *R);
    for (size_t j = 0; j < k; j++)
        for (size_t i = tall ? 0 : j; i < (tall ? j + 1 : k); i++)
            R[i + k * j] = T[i + rows * j];
    return R;
}

static void count_rank(lb_spectrum_t S, size_t rows, double h)
{
    const double *s = S->singular_values;
    double factor = fmax(64.0 * (double)S->parameters, (double)rows);
    S->tolerance = S->count ? factor * DBL_EPSILON * fmax(s[0], h) : 0;
    while (S->rank < S->count && s[S->rank] > S->tolerance)
        S->rank++;
    if (S->rank > 0 && S->rank < S->count && s[S->rank] > 0)
        S->gap = s[S->rank - 1] / s[S->rank];
}

lb_status lb_spectrum_compute(lb_spectrum_t S, double *T, size_t rows, size_t columns, double h,
                              lb_error *error)
{
    lb_spectrum_t new;
    lb_spectrum_init(new);
    new->parameters = columns;
    new->count = rows < columns ? rows : columns;
    if (new->count) {
        double *R = triangle(T, rows, columns);
        if (!R)
            return lb_fail(error, LB_INTERNAL, "the tangent vectors are not all finite");
        new->singular_values = lb_malloc(new->count, sizeof *new->singular_values);
        lapack_int k = (lapack_int) new->count;
        lapack_int info = LAPACKE_dgesdd(LAPACK_COL_MAJOR, 'N', k, k, R, k, new->singular_values,
                                         NULL, 1, NULL, 1);
        free(R);
        if (info || !isfinite(new->singular_values[0])) {
            lb_spectrum_clear(new);
            return lb_fail(error, LB_INTERNAL,
                           "the singular values were not found (dgesdd returned %d)", (int)info);
        }
    }
    count_rank(new, rows, h);
    lb_spectrum_clear(S);
    *S = *new;
    return LB_OK;
}

double lb_spectrum_bytes(size_t rows, size_t columns)
{
    double k = (double)(rows < columns ? rows : columns);
    return (k * k + 200 * k) * sizeof(double);
}
