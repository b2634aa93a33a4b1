#include "report/notation.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* How many digits stay at either end: together never more than `most`, if that is not 1. */
static size_t end_length(size_t most)
{
    enum { LONGEST_END = 10 };
    size_t half = most / 2 ? most / 2 : 1;
    return half < LONGEST_END ? half : LONGEST_END;
}

static size_t digit_run(const char *text)
{
    return strspn(text, "0123456789");
}

char *lb_notation_abbreviate(const char *text, size_t most)
{
    /* Beyond its two ends a run becomes " (18446744073709551615 digits)" and three dots. */
    enum { EXTRA = 40 };
    size_t size = strlen(text) + 1, length = 0, end = end_length(most);
    for (const char *c = text; *c; c++)
        if (digit_run(c)) {
            size += EXTRA;
            c += digit_run(c) - 1;
        }
    char *result = lb_malloc(size, 1);
    while (*text) {
        size_t run = digit_run(text), kept = run ? run : 1;
        if (most && run > most)
            length += (size_t)snprintf(result + length, size - length, "%.*s...%.*s (%zu digits)",
                                       (int)end, text, (int)end, text + run - end, run);
        else {
            memcpy(result + length, text, kept);
            length += kept;
        }
        text += kept;
    }
    result[length] = '\0';
    return result;
}

char *lb_notation_integer(const mpz_t value, size_t most)
{
    char *digits = lb_malloc(mpz_sizeinbase(value, 10) + 2, 1);
    mpz_get_str(digits, 10, value);
    char *text = lb_notation_abbreviate(digits, most);
    free(digits);
    return text;
}

/* The length of " (603 digits)" at text, else 0. */
static size_t digit_count_length(const char *text)
{
    static const char after[] = " digits)";
    if (strncmp(text, " (", 2) != 0)
        return 0;
    size_t run = digit_run(text + 2);
    bool matches = run && !strncmp(text + 2 + run, after, sizeof after - 1);
    return matches ? 2 + run + sizeof after - 1 : 0;
}

static char *append(char *out, const char *before, const char *text, size_t length,
                    const char *after)
{
    size_t left = strlen(before), right = strlen(after);
    memcpy(out, before, left);
    memcpy(out + left, text, length);
    memcpy(out + left + length, after, right);
    return out + left + length + right;
}

char *lb_notation_latex(const char *text)
{
    /* \mathfrak{u} for u is the largest. */
    enum { EXPANSION_MAX = 12 };
    char *result = lb_malloc(strlen(text) + 1, EXPANSION_MAX), *out = result;
    while (*text) {
        size_t count = digit_count_length(text), length = 1;
        if (count) {
            length = count;
            out = append(out, "\\mbox{", text, length, "}");
        } else if (!strncmp(text, "...", 3)) {
            length = 3;
            out = append(out, "\\ldots ", text, 0, "");
        } else if (*text == '^' && digit_run(text + 1)) {
            length = 1 + digit_run(text + 1);
            out = append(out, "^{", text + 1, length - 1, "}");
        } else if (*text == '*')
            out = append(out, "\\cdot", text, 0, "");
        else if (*text == ' ' && isalpha((unsigned char)text[1]))
            out = append(out, text[-1] == '+' ? " " : "\\,", text, 0, "");
        else if (isalpha((unsigned char)*text)) {
            while (isalpha((unsigned char)text[length]))
                length++;
            bool exceptional = isdigit((unsigned char)text[length]);
            out = append(out, "\\mathfrak{", text, length, exceptional ? "}_" : "}");
        } else
            out = append(out, "", text, 1, "");
        text += length;
    }
    *out = '\0';
    return result;
}

/* A sum of at most `most` signed powers of two, such as "2^1000 + 2^3 - 1", of a value above 0, or
 * NULL. */
static char *powers_text(const mpz_t value, size_t most)
{
    char *text = lb_strdup("");
    size_t count = 0;
    mpz_t left, power;
    mpz_init_set(left, value);
    mpz_init(power);
    /* The nearest power is the first digit of the representation without neighbouring digits. */
    while (mpz_sgn(left) && count <= most) {
        bool negative = mpz_sgn(left) < 0;
        mpz_abs(power, left);
        size_t bits = mpz_sizeinbase(power, 2);
        bool up = bits > 1 && mpz_tstbit(power, bits - 2) && mpz_scan1(power, 0) < bits - 1;
        size_t exponent = bits - 1 + up;
        mpz_set_ui(power, 0);
        mpz_setbit(power, exponent);
        negative ? mpz_add(left, left, power) : mpz_sub(left, left, power);
        const char *sign = negative ? count ? " - " : "-" : count ? " + " : "";
        char *longer = exponent > 9 ? lb_sprintf("%s%s2^%zu", text, sign, exponent)
                                    : lb_sprintf("%s%s%lu", text, sign, 1ul << exponent);
        free(text);
        text = longer;
        count++;
    }
    bool fits = !mpz_sgn(left) && count <= most;
    mpz_clears(left, power, (mpz_ptr)NULL);
    if (fits)
        return text;
    free(text);
    return NULL;
}

/* "1" or "(2^1000 + 1)". */
static char *factor_text(const mpz_t value, size_t most)
{
    enum { POWERS = 3 };
    char *digits = lb_notation_integer(value, 0);
    char *powers = most && strlen(digits) > most ? powers_text(value, POWERS) : NULL;
    char *text = !powers               ? lb_notation_abbreviate(digits, most)
                 : strchr(powers, ' ') ? lb_sprintf("(%s)", powers)
                                       : lb_strdup(powers);
    free(powers);
    free(digits);
    return text;
}

char *lb_notation_fraction(const mpq_t value, size_t most)
{
    mpz_t numerator;
    mpz_init(numerator);
    mpz_abs(numerator, mpq_numref(value));
    char *above = factor_text(numerator, most), *below = factor_text(mpq_denref(value), most);
    bool integral = !mpz_cmp_ui(mpq_denref(value), 1);
    char *text = lb_sprintf("%s%s%s%s", mpq_sgn(value) < 0 ? "-" : "", above, integral ? "" : "/",
                            integral ? "" : below);
    free(above);
    free(below);
    mpz_clear(numerator);
    return text;
}

char *lb_notation_decimal(const mpq_t value)
{
    enum { BITS = 128 };
    mpf_t decimal;
    mpf_init2(decimal, BITS);
    mpf_set_q(decimal, value);
    long exponent;
    double mantissa = mpf_get_d_2exp(&exponent, decimal);
    char text[64];
    if (labs(exponent) < 1000)
        snprintf(text, sizeof text, "%.6g", ldexp(mantissa, (int)exponent));
    else
        gmp_snprintf(text, sizeof text, "%.5Fe", decimal);
    mpf_clear(decimal);
    return lb_strdup(text);
}
