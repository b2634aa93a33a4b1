/* Sums as primitive integer vectors.
 *
 * A line is read as fractions, which are brought to a common denominator and divided by the
 * greatest common divisor. A row starts with an implied 1, so the number it leads with afterwards
 * is its common denominator: XI 2/3 IX 1/2 IZ becomes 6 XI + 4 IX + 3 IZ. */

#include "check/check.h"

#include <stdlib.h>
#include <string.h>

void lb_check_sums_clear(lb_check_sums *s)
{
    lb_check_integers_clear(&s->coefficients);
    lb_check_integers_clear(&s->denominators);
    lb_check_integer_clear(&s->common);
    free(s->start);
    free(s->ids);
}

/* A coefficient and the space after it, or the implied 1 of a pivot. */
static bool read_fraction(lb_check_reader *r, lb_check_integer *numerator,
                          lb_check_integer *denominator, bool implied)
{
    mpz_t a, b;
    mpz_init_set_ui(a, 1);
    mpz_init_set_ui(b, 1);
    bool ok = implied || (lb_check_read_coefficient(r, a, b) && lb_check_read_literal(r, " "));
    lb_check_integer_set_mpz(numerator, a);
    lb_check_integer_set_mpz(denominator, b);
    mpz_clears(a, b, NULL);
    return ok;
}

/* Term k of the line: its coefficient, unless it is the implied 1 of a pivot, and its string, which
 * must be smaller than the previous one, the pivot left out. */
static bool read_term(lb_check_reader *r, lb_check_strings *S, lb_check_sums *s, size_t k,
                      bool is_row)
{
    size_t at = s->length + k;
    lb_check_integers_grow(&s->coefficients, at + 1);
    lb_check_integers_grow(&s->denominators, k + 1);
    if (!read_fraction(r, &s->coefficients.at[at], &s->denominators.at[k], is_row && k == 0))
        return false;
    r->letters += S->qubits;
    if (r->letters > LB_CHECK_LETTERS_MAX)
        return lb_check_fail(r, "there are more than %llu letters in all terms",
                             (unsigned long long)LB_CHECK_LETTERS_MAX);
    size_t qubits = is_row ? S->qubits : (size_t)r->report->qubits;
    if (!lb_check_read_label(r, S->product, S->words, qubits))
        return false;
    if (S->symmetry && !lb_check_is_canonical(S, S->product))
        return lb_check_fail(r, "a string is not the canonical one of its orbit");
    s->ids = lb_check_grow(s->ids, &s->id_capacity, at + 1, sizeof *s->ids);
    s->ids[at] = lb_check_strings_intern(S, S->product);
    return k <= is_row || lb_check_strings_compare(S, s->ids[at - 1], s->ids[at]) > 0 ||
           lb_check_fail(r, "strings are not in strictly decreasing order");
}

/* Multiply the least common denominator by that of a line. */
static bool count_heights(lb_check_reader *r, const lb_check_integer *of_line, size_t n,
                          lb_check_integer *common)
{
    if (lb_check_integer_is(of_line, 1))
        return true;
    if (common && lb_check_integer_is(common, 0))
        lb_check_integer_set(common, 1);
    if (common)
        lb_check_integer_lcm(common, of_line);
    r->heights += n * lb_check_integer_bits(of_line);
    if (lb_check_integer_bits(common ? common : of_line) > LB_CHECK_COMMON_MAX)
        return lb_check_fail(r, "the common denominator has more than %d bits",
                             LB_CHECK_COMMON_MAX);
    return r->heights <= LB_CHECK_HEIGHTS_MAX ||
           lb_check_fail(r, "the common denominators of all terms have more than %llu bits",
                         (unsigned long long)LB_CHECK_HEIGHTS_MAX);
}

bool lb_check_make_primitive(lb_check_reader *r, lb_check_integer *c, const lb_check_integer *d,
                             size_t n, lb_check_integer *common)
{
    lb_check_integer factor = {1, NULL};
    bool ok = true;
    for (size_t k = 0; k < n && lb_check_integer_bits(&factor) <= LB_CHECK_COMMON_MAX; k++)
        if (!lb_check_integer_is(&d[k], 1))
            lb_check_integer_lcm(&factor, &d[k]);
    ok = count_heights(r, &factor, n, common);
    for (size_t k = 0; ok && k < n; k++) {
        lb_check_integer_multiply(&c[k], &factor);
        lb_check_integer_divide(&c[k], &d[k]);
    }
    lb_check_integer_set(&factor, 0);
    for (size_t k = 0; ok && k < n && !lb_check_integer_is(&factor, 1); k++)
        lb_check_integer_gcd(&factor, &c[k]);
    for (size_t k = 0; ok && k < n && !lb_check_integer_is(&factor, 1); k++)
        lb_check_integer_divide(&c[k], &factor);
    lb_check_integer_clear(&factor);
    return ok;
}

static void end_sum(lb_check_sums *s)
{
    s->start = lb_check_grow(s->start, &s->start_capacity, s->count + 2, sizeof *s->start);
    s->start[0] = 0;
    s->start[++s->count] = s->length;
}

bool lb_check_read_sum(lb_check_reader *r, lb_check_strings *S, lb_check_sums *s, bool is_row)
{
    size_t n = 0;
    bool more = is_row || !lb_check_accept(r, '0');
    while (more) {
        if (!read_term(r, S, s, n, is_row))
            return false;
        n++;
        more = lb_check_accept(r, ' ');
    }
    if (n && !lb_check_make_primitive(r, s->coefficients.at + s->length, s->denominators.at, n,
                                      is_row ? &s->common : NULL))
        return false;
    s->length += n;
    end_sum(s);
    return true;
}

void lb_check_sums_average(lb_check_sums *averages, const lb_check_sums *s, lb_check_strings *S)
{
    static const lb_check_integer one = {1, NULL};
    for (size_t i = 0; i < s->count; i++) {
        for (size_t t = s->start[i]; t < s->start[i + 1]; t++) {
            memcpy(S->product, lb_check_words_of(S, s->ids[t]), 2 * S->words * sizeof *S->product);
            lb_check_make_canonical(S, S->product);
            uint32_t id = lb_check_strings_intern(S, S->product);
            size_t next = S->support_length;
            lb_check_record *record = lb_check_touch(S, id);
            if (S->support_length > next) {
                record->value = averages->length++;
                averages->ids = lb_check_grow(averages->ids, &averages->id_capacity,
                                              averages->length, sizeof *averages->ids);
                averages->ids[record->value] = id;
                lb_check_integers_grow(&averages->coefficients, averages->length);
            }
            lb_check_integer_add_product(&averages->coefficients.at[record->value],
                                         &s->coefficients.at[t], &one, 1);
        }
        lb_check_support_clear(S);
        end_sum(averages);
    }
}

void lb_check_sums_thin(lb_check_sums *s, const lb_check_strings *S)
{
    size_t size = 2 * S->words * sizeof *S->product, length = 0;
    for (size_t i = 0, t = 0; i < s->count; i++) {
        for (; t < s->start[i + 1]; t++) {
            memcpy(S->product, lb_check_words_of(S, s->ids[t]), size);
            lb_check_sort_cells(S, S->product);
            if (memcmp(S->product, lb_check_words_of(S, s->ids[t]), size) != 0)
                continue;
            lb_check_integer kept = s->coefficients.at[length];
            s->coefficients.at[length] = s->coefficients.at[t];
            s->coefficients.at[t] = kept;
            s->ids[length++] = s->ids[t];
        }
        s->start[i + 1] = length;
    }
    s->length = length;
}
