/* Sums as primitive integer vectors.
 *
 * A line is read as fractions, which are brought to a common denominator and divided by the
 * greatest common divisor. A row starts with an implied 1, so the number it leads with afterwards
 * is its common denominator: XI 2/3 IX 1/2 IZ becomes 6 XI + 4 IX + 3 IZ. */

#include "check/check.h"

#include <stdlib.h>
#include <string.h>

void lb_check_sums_init(lb_check_sums *s)
{
    memset(s, 0, sizeof *s);
    s->start = lb_check_grow(NULL, &s->start_capacity, 1, sizeof *s->start);
    s->start[0] = 0;
}

void lb_check_sums_clear(lb_check_sums *s)
{
    for (size_t i = 0; i < s->made; i++)
        mpz_clear(s->coefficients[i]);
    for (size_t i = 0; i < s->denominators_made; i++)
        mpz_clear(s->denominators[i]);
    free(s->start);
    free(s->ids);
    free(s->coefficients);
    free(s->denominators);
}

/* Element i of an array of GMP integers, made when it is the first time. */
static mpz_ptr element(mpz_t **array, size_t *made, size_t *capacity, size_t i)
{
    *array = lb_check_grow(*array, capacity, i + 1, sizeof **array);
    while (*made <= i)
        mpz_init((*array)[(*made)++]);
    return (*array)[i];
}

/* Term k of the line: its coefficient, unless it is the implied 1 of a pivot, and its string, which
 * must come before the previous one in the order of strings. */
static bool read_term(lb_check_reader *r, lb_check_strings *S, lb_check_sums *s, size_t k,
                      bool implied)
{
    size_t at = s->length + k;
    mpz_ptr numerator = element(&s->coefficients, &s->made, &s->capacity, at);
    mpz_ptr denominator =
        element(&s->denominators, &s->denominators_made, &s->denominator_capacity, k);
    mpz_set_ui(numerator, 1);
    mpz_set_ui(denominator, 1);
    if (!implied &&
        !(lb_check_read_coefficient(r, numerator, denominator) && lb_check_read_literal(r, " ")))
        return false;
    if (!lb_check_read_label(r, S->product, (size_t)r->report->qubits))
        return false;
    s->ids = lb_check_grow(s->ids, &s->id_capacity, at + 1, sizeof *s->ids);
    s->ids[at] = lb_check_strings_intern(S, S->product);
    return k == 0 || lb_check_strings_compare(S, s->ids[at - 1], s->ids[at]) > 0 ||
           lb_check_fail(r, "strings are not in strictly decreasing order");
}

/* Turn the fractions of a line of n terms into the primitive integer vector. */
static void make_primitive(lb_check_sums *s, size_t n)
{
    mpz_t common, quotient, *c = s->coefficients + s->length, *d = s->denominators;
    mpz_init_set_ui(common, 1);
    mpz_init(quotient);
    for (size_t k = 0; k < n; k++)
        if (mpz_cmp_ui(d[k], 1) != 0)
            mpz_lcm(common, common, d[k]);
    for (size_t k = 0; k < n && mpz_cmp_ui(common, 1) != 0; k++) {
        mpz_divexact(quotient, common, d[k]);
        mpz_mul(c[k], c[k], quotient);
    }
    mpz_set_ui(common, 0);
    for (size_t k = 0; k < n && mpz_cmp_ui(common, 1) != 0; k++)
        mpz_gcd(common, common, c[k]);
    for (size_t k = 0; k < n && mpz_cmp_ui(common, 1) != 0; k++)
        mpz_divexact(c[k], c[k], common);
    mpz_clear(common);
    mpz_clear(quotient);
}

bool lb_check_read_sum(lb_check_reader *r, lb_check_strings *S, lb_check_sums *s, bool is_row)
{
    size_t n = 0;
    if (!is_row && lb_check_peek(r) == '0')
        r->at++;
    else if (!read_term(r, S, s, n++, is_row))
        return false;
    while (n && lb_check_peek(r) == ' ') {
        r->at++;
        if (!read_term(r, S, s, n++, false))
            return false;
    }
    if (!lb_check_read_line_feed(r))
        return false;
    make_primitive(s, n);
    s->length += n;
    s->start = lb_check_grow(s->start, &s->start_capacity, s->count + 2, sizeof *s->start);
    s->start[++s->count] = s->length;
    return true;
}
