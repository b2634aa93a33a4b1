#include "structure/number_field.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <flint/fmpz.h>
#include <flint/fmpz_factor.h>

#include "base/memory.h"

/* Primes by which discriminants are divided. */
enum { SMALL_PRIMES = 2000 };

/* x^2 + bx + c defines the field of the square root of b^2 - 4c. That number can be large, with a
 * large square in it: after division by small primes the rest is looked at as a whole. */
static void simplify_quadratic(fmpz_poly_t simple, const fmpz_poly_t f)
{
    fmpz_t discriminant;
    fmpz_factor_t factors;
    fmpz_init(discriminant);
    fmpz_factor_init(factors);
    fmpz_poly_discriminant(discriminant, f);
    fmpz_factor_trial(factors, discriminant, SMALL_PRIMES);
    fmpz_set_si(discriminant, factors->sign);
    for (slong i = 0; i < factors->num; i++)
        if (factors->exp[i] & 1 && !fmpz_is_square(factors->p + i))
            fmpz_mul(discriminant, discriminant, factors->p + i);
    fmpz_neg(discriminant, discriminant);
    fmpz_poly_zero(simple);
    fmpz_poly_set_coeff_ui(simple, 2, 1);
    fmpz_poly_set_coeff_fmpz(simple, 0, discriminant);
    fmpz_factor_clear(factors);
    fmpz_clear(discriminant);
}

/* Move the mean of the roots near 0, then divide them by the largest integer c for which c^k
 * divides the coefficient of x^(d-k). */
static void shift_and_scale(fmpz_poly_t simple, const fmpz_poly_t f)
{
    slong d = fmpz_poly_degree(f);
    fmpz_t shift, part;
    fmpz_poly_t move;
    fmpz_init(shift);
    fmpz_init(part);
    fmpz_poly_init(move);
    fmpz_set_si(part, d);
    fmpz_neg(shift, fmpz_poly_get_coeff_ptr(f, d - 1));
    fmpz_fdiv_q(shift, shift, part);
    fmpz_poly_set_coeff_ui(move, 1, 1);
    fmpz_poly_set_coeff_fmpz(move, 0, shift);
    fmpz_poly_compose(simple, f, move);
    for (ulong c = 2; c <= 1000; c++)
        for (bool divides = true; divides;) {
            fmpz_one(part);
            for (slong k = 1; k <= d && divides; k++) {
                fmpz_mul_ui(part, part, c);
                fmpz *coefficient = fmpz_poly_get_coeff_ptr(simple, d - k);
                divides = !coefficient || fmpz_divisible(coefficient, part);
            }
            fmpz_one(part);
            for (slong k = 1; k <= d && divides; k++) {
                fmpz_mul_ui(part, part, c);
                fmpz *coefficient = fmpz_poly_get_coeff_ptr(simple, d - k);
                if (coefficient)
                    fmpz_divexact(coefficient, coefficient, part);
            }
        }
    fmpz_poly_clear(move);
    fmpz_clear(part);
    fmpz_clear(shift);
}

void lb_structure_field_simplify(fmpz_poly_t simple, const fmpz_poly_t f)
{
    if (fmpz_poly_degree(f) == 2)
        simplify_quadratic(simple, f);
    else
        shift_and_scale(simple, f);
}

char *lb_structure_field_spaced(const char *text)
{
    char *spaced = lb_malloc(3 * strlen(text) + 1, 1), *end = spaced;
    for (const char *c = text; *c; c++) {
        bool sign = (*c == '+' || *c == '-') && c != text;
        if (sign)
            *end++ = ' ';
        *end++ = *c;
        if (sign)
            *end++ = ' ';
    }
    *end = 0;
    return spaced;
}
