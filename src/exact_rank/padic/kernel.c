/* Loops that the compiler makes vectors of, for the common kinds of x86-64; each call takes those
 * that the processor can run. */

#include "exact_rank/padic/kernel.h"

#include <string.h>

#include "base/lanes.h"

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif

enum { LANES = LB_PADIC_LANES };
typedef double vector __attribute__((vector_size(8 * LANES), may_alias));

/* Adding and subtracting 1.5 * 2^52 rounds to an integer. */
#define ROUNDER 6755399441055744.0

/* v - f r. */
LB_INLINE double difference(double v, double f, double r, double modulus, double inverse)
{
    double h = f * r, l = __builtin_fma(f, r, -h);
    double c = ((h - v) * inverse + ROUNDER) - ROUNDER;
    return v - (__builtin_fma(-c, modulus, h) + l);
}

LB_INLINE void subtract(double *restrict x, const double *restrict r, double f, size_t length,
                        lb_field F)
{
    for (size_t i = 0; i < length; i++)
        x[i] = difference(x[i], f, r[i], F.modulus, F.inverse);
}

LB_INLINE void scale(double *x, double f, size_t length, lb_field F)
{
    for (size_t i = 0; i < length; i++)
        x[i] = difference(0, -f, x[i], F.modulus, F.inverse);
}

/* Eight vectors of a block, the sum not reduced before its end. */
LB_INLINE vector row_sum(const double *v, const lb_padic_matrix *A, size_t row, size_t lanes)
{
    vector sum = {0};
    for (size_t e = A->start[row]; e < A->start[row + 1]; e++)
        sum += A->values[e] * *(const vector *)(v + lanes * A->columns[e]);
    return sum;
}

LB_INLINE void apply_small(double *restrict w, const double *restrict v, const lb_padic_matrix *A,
                           size_t lanes, lb_field F)
{
    for (size_t i = 0; i < A->size; i++)
        for (size_t l = 0; l < lanes; l += LANES) {
            vector sum = row_sum(v + l, A, i, lanes);
            vector quotient = (sum * F.inverse + ROUNDER) - ROUNDER;
            *(vector *)(w + lanes * i + l) = sum - quotient * F.modulus;
        }
}

LB_INLINE void apply(double *restrict w, const double *restrict v, const lb_padic_matrix *A,
                     size_t lanes, lb_field F)
{
    memset(w, 0, A->size * lanes * sizeof *w);
    for (size_t i = 0; i < A->size; i++)
        for (size_t e = A->start[i]; e < A->start[i + 1]; e++)
            subtract(w + lanes * i, v + lanes * A->columns[e], -A->values[e], lanes, F);
}

LB_INLINE bool divides(double m, const double *x, size_t length)
{
    const double inverse = 1 / m;
    double any = 0;
    for (size_t i = 0; i < length; i += LANES) {
        vector a = *(const vector *)(x + i);
        vector quotient = (a * inverse + ROUNDER) - ROUNDER, rest = a - quotient * m;
        rest *= rest;
        for (size_t l = 0; l < LANES; l++)
            any += rest[l];
        if (any != 0)
            return false;
    }
    return true;
}

#define LOOPS(target, width)                                                                       \
    target static void subtract_##width(double *x, const double *r, double f, size_t length,       \
                                        const lb_field *F)                                         \
    {                                                                                              \
        subtract(x, r, f, length, *F);                                                             \
    }                                                                                              \
    target static void scale_##width(double *x, double f, size_t length, const lb_field *F)        \
    {                                                                                              \
        scale(x, f, length, *F);                                                                   \
    }                                                                                              \
    target static void apply_##width(double *w, const double *v, const lb_padic_matrix *A,         \
                                     size_t lanes, const lb_field *F)                              \
    {                                                                                              \
        if (A->small)                                                                              \
            apply_small(w, v, A, lanes, *F);                                                       \
        else                                                                                       \
            apply(w, v, A, lanes, *F);                                                             \
    }                                                                                              \
    target static bool divides_##width(double m, const double *x, size_t length)                   \
    {                                                                                              \
        return divides(m, x, length);                                                              \
    }

LOOPS(, plain)
#if defined(__x86_64__)
LOOPS(LB_TARGET_AVX2, avx2)
LOOPS(LB_TARGET_AVX512, avx512)
#endif

void lb_padic_apply(double *w, const double *v, const lb_padic_matrix *A, size_t lanes,
                    const lb_field *F)
{
    LB_CALL_WIDEST(apply, w, v, A, lanes, F);
}

void lb_padic_subtract(double *x, const double *r, double f, size_t length, const lb_field *F)
{
    LB_CALL_WIDEST(subtract, x, r, f, length, F);
}

void lb_padic_scale(double *x, double f, size_t length, const lb_field *F)
{
    LB_CALL_WIDEST(scale, x, f, length, F);
}

bool lb_padic_divides(double m, const double *x, size_t length)
{
    return LB_CALL_WIDEST(divides, m, x, length);
}
