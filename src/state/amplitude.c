#include "state/amplitude.h"

#include <float.h>
#include <mpfr.h>
#include <stdlib.h>
#include <string.h>

#include "base/bounded_rational.h"
#include "base/digits.h"
#include "base/memory.h"

static const char no_number[] = "is not a number such as 1, -3/4, 0.25, 1e-3 or 1/2-3/4i";

static size_t digits_at(const char *text, size_t length)
{
    size_t count = 0;
    while (count < length && text[count] >= '0' && text[count] <= '9')
        count++;
    return count;
}

/* The length of a number without a sign, which is 12, 12/7, 1.5, .5, 1. or one of the last four
 * with an exponent; 0 when there is none. */
static size_t number_at(bool *decimal, const char *text, size_t length)
{
    size_t digits = digits_at(text, length);
    if (digits && digits < length && text[digits] == '/') {
        size_t denominator = digits_at(text + digits + 1, length - digits - 1);
        return denominator ? digits + 1 + denominator : 0;
    }
    size_t end = lb_bounded_literal_length(text, length);
    *decimal |= end > digits;
    return end;
}

static const char *read_number(mpq_t r, const char *text, size_t length)
{
    bool quotient = memchr(text, '/', length);
    const char *problem = lb_bounded_quotient(r, text, length);
    return problem && quotient ? "divides by zero or is too large" : problem;
}

/* A real number or one with its unit, as it stands at the start of a text. */
typedef struct part {
    mpq_t value;
    bool imaginary, decimal, is_signed;
    size_t length;
} part;

/* Returns NULL, or what is wrong. */
static const char *read_part(part *p, const char *text, size_t length)
{
    p->is_signed = length && (text[0] == '+' || text[0] == '-');
    size_t number = number_at(&p->decimal, text + p->is_signed, length - p->is_signed);
    size_t end = p->is_signed + number;
    p->imaginary = end < length && (text[end] == 'i' || text[end] == 'j');
    p->length = end + p->imaginary;
    mpq_set_ui(p->value, 1, 1);
    const char *problem = !number && !p->imaginary ? no_number
                          : number ? read_number(p->value, text + p->is_signed, number)
                                   : NULL;
    if (p->is_signed && text[0] == '-')
        mpq_neg(p->value, p->value);
    return problem;
}

static bool is_large(const mpq_t r)
{
    return mpz_sizeinbase(mpq_numref(r), 2) > LB_AMPLITUDE_BITS_MAX ||
           mpz_sizeinbase(mpq_denref(r), 2) > LB_AMPLITUDE_BITS_MAX;
}

const char *lb_amplitude_read(mpq_t re, mpq_t im, bool *decimal, const char *text, size_t length)
{
    bool seen[2] = {false, false};
    part p = {.decimal = false};
    if (length > 2 && text[0] == '(' && text[length - 1] == ')') {
        text++;
        length -= 2;
    }
    mpq_init(p.value);
    mpq_set_ui(re, 0, 1);
    mpq_set_ui(im, 0, 1);
    const char *problem = length ? NULL : no_number;
    for (size_t at = 0; at < length && !problem; at += p.length) {
        problem = read_part(&p, text + at, length - at);
        if (!problem && ((at && !p.is_signed) || seen[p.imaginary]))
            problem = no_number;
        if (!problem && is_large(p.value))
            problem = "is too large, or too close to zero";
        seen[p.imaginary] = true;
        mpq_set(p.imaginary ? im : re, p.value);
    }
    *decimal |= p.decimal;
    mpq_clear(p.value);
    return problem;
}

double lb_amplitude_rounded(const mpq_t r)
{
    mpfr_t rounded;
    mpfr_init2(rounded, DBL_MANT_DIG);
    mpfr_set_q(rounded, r, MPFR_RNDN);
    double value = mpfr_get_d(rounded, MPFR_RNDN);
    mpfr_clear(rounded);
    return value;
}

static char *part_text(const mpq_t r, bool decimal)
{
    return decimal ? lb_sprintf("%.17g", lb_amplitude_rounded(r)) : lb_mpq_text(r);
}

char *lb_amplitude_text(const mpq_t re, const mpq_t im, bool decimal)
{
    char *real = part_text(re, decimal), *imaginary = part_text(im, decimal), *text;
    if (!mpq_sgn(im))
        text = lb_strdup(real);
    else if (!mpq_sgn(re))
        text = lb_sprintf("%si", imaginary);
    else
        text = lb_sprintf("%s%s%si", real, *imaginary == '-' ? "" : "+", imaginary);
    free(real);
    free(imaginary);
    return text;
}
