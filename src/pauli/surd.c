#include <liebound/surd.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/memory.h"

/* ---- Numbers ---- */

void lb_surd_init(lb_surd_t x)
{
    *x = (lb_surd_struct){0};
}

void lb_surd_clear(lb_surd_t x)
{
    for (size_t i = 0; i < x->length; i++) {
        mpz_clear(x->squares + i);
        mpq_clear(x->coefficients + i);
    }
    free(x->squares);
    free(x->coefficients);
}

/* A term 0 sqrt(m) in its place, or the one that is there. */
static size_t find_term(lb_surd_t x, const mpz_t m)
{
    size_t at = 0;
    while (at < x->length && mpz_cmp(x->squares + at, m) < 0)
        at++;
    if (at < x->length && !mpz_cmp(x->squares + at, m))
        return at;
    x->squares = lb_realloc(x->squares, x->length + 1, sizeof *x->squares);
    x->coefficients = lb_realloc(x->coefficients, x->length + 1, sizeof *x->coefficients);
    memmove(x->squares + at + 1, x->squares + at, (x->length - at) * sizeof *x->squares);
    memmove(x->coefficients + at + 1, x->coefficients + at,
            (x->length - at) * sizeof *x->coefficients);
    mpz_init_set(x->squares + at, m);
    mpq_init(x->coefficients + at);
    x->length++;
    return at;
}

static void remove_term(lb_surd_t x, size_t at)
{
    mpz_clear(x->squares + at);
    mpq_clear(x->coefficients + at);
    x->length--;
    memmove(x->squares + at, x->squares + at + 1, (x->length - at) * sizeof *x->squares);
    memmove(x->coefficients + at, x->coefficients + at + 1,
            (x->length - at) * sizeof *x->coefficients);
}

/* x += c sqrt(m). */
static void add_term(lb_surd_t x, const mpq_t c, const mpz_t m)
{
    size_t at = find_term(x, m);
    mpq_add(x->coefficients + at, x->coefficients + at, c);
    if (!mpq_sgn(x->coefficients + at))
        remove_term(x, at);
}

/* x takes what y has. */
static void take(lb_surd_t x, lb_surd_t y)
{
    lb_surd_clear(x);
    *x = *y;
}

void lb_surd_set(lb_surd_t x, const lb_surd_t y)
{
    lb_surd_t copy;
    lb_surd_init(copy);
    for (size_t i = 0; i < y->length; i++)
        add_term(copy, y->coefficients + i, y->squares + i);
    take(x, copy);
}

void lb_surd_set_root(lb_surd_t x, const mpq_t c, const mpz_t m)
{
    lb_surd_t root;
    lb_surd_init(root);
    add_term(root, c, m);
    take(x, root);
}

void lb_surd_set_sqrt(lb_surd_t x, const mpz_t m)
{
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_surd_set_root(x, one, m);
    mpq_clear(one);
}

void lb_surd_set_rational(lb_surd_t x, const mpq_t c)
{
    mpz_t one;
    mpz_init_set_ui(one, 1);
    lb_surd_set_root(x, c, one);
    mpz_clear(one);
}

void lb_surd_set_integer(lb_surd_t x, long n)
{
    mpq_t value;
    mpq_init(value);
    mpq_set_si(value, n, 1);
    lb_surd_set_rational(x, value);
    mpq_clear(value);
}

bool lb_surd_get_rational(mpq_t c, const lb_surd_t x)
{
    if (x->length > 1 || (x->length && mpz_cmp_ui(x->squares, 1)))
        return false;
    if (x->length)
        mpq_set(c, x->coefficients);
    else
        mpq_set_ui(c, 0, 1);
    return true;
}

double lb_surd_get_double(const lb_surd_t x)
{
    enum { BITS = 4096 };
    mpf_t sum, term, root;
    mpf_init2(sum, BITS);
    mpf_init2(term, BITS);
    mpf_init2(root, BITS);
    for (size_t i = 0; i < x->length; i++) {
        mpf_set_z(root, x->squares + i);
        mpf_sqrt(root, root);
        mpf_set_q(term, x->coefficients + i);
        mpf_mul(term, term, root);
        mpf_add(sum, sum, term);
    }
    double value = mpf_get_d(sum);
    mpf_clear(sum);
    mpf_clear(term);
    mpf_clear(root);
    return value;
}

bool lb_surd_equal(const lb_surd_t x, const lb_surd_t y)
{
    bool equal = x->length == y->length;
    for (size_t i = 0; i < x->length && equal; i++)
        equal = !mpz_cmp(x->squares + i, y->squares + i) &&
                mpq_equal(x->coefficients + i, y->coefficients + i);
    return equal;
}

void lb_surd_add(lb_surd_t x, const lb_surd_t y, const lb_surd_t z)
{
    lb_surd_t sum;
    lb_surd_init(sum);
    lb_surd_set(sum, y);
    for (size_t i = 0; i < z->length; i++)
        add_term(sum, z->coefficients + i, z->squares + i);
    take(x, sum);
}

void lb_surd_subtract(lb_surd_t x, const lb_surd_t y, const lb_surd_t z)
{
    lb_surd_t minus;
    lb_surd_init(minus);
    lb_surd_set(minus, z);
    for (size_t i = 0; i < minus->length; i++)
        mpq_neg(minus->coefficients + i, minus->coefficients + i);
    lb_surd_add(x, y, minus);
    lb_surd_clear(minus);
}

/* sqrt(a) sqrt(b) = *factor sqrt(m), with the greatest common divisor as the factor. */
static void multiply_roots(mpz_t m, mpq_t factor, const mpz_t a, const mpz_t b)
{
    mpz_t common, rest;
    mpz_inits(common, rest, (mpz_ptr)NULL);
    mpz_gcd(common, a, b);
    mpz_divexact(rest, a, common);
    mpz_divexact(m, b, common);
    mpz_mul(m, m, rest);
    mpq_set_z(factor, common);
    mpz_clears(common, rest, (mpz_ptr)NULL);
}

void lb_surd_multiply(lb_surd_t x, const lb_surd_t y, const lb_surd_t z)
{
    lb_surd_t product;
    mpz_t m;
    mpq_t c;
    lb_surd_init(product);
    mpz_init(m);
    mpq_init(c);
    for (size_t i = 0; i < y->length; i++)
        for (size_t j = 0; j < z->length; j++) {
            multiply_roots(m, c, y->squares + i, z->squares + j);
            mpq_mul(c, c, y->coefficients + i);
            mpq_mul(c, c, z->coefficients + j);
            add_term(product, c, m);
        }
    mpz_clear(m);
    mpq_clear(c);
    take(x, product);
}

/* The smallest prime factor of m > 1. */
static unsigned long find_prime(const mpz_t m)
{
    unsigned long p = 2;
    while (!mpz_divisible_ui_p(m, p))
        p++;
    return p;
}

/* With a prime p in some square and y = a + b, b the terms with p: (a + b) (a - b) has it no more. */
void lb_surd_invert(lb_surd_t x, const lb_surd_t y)
{
    lb_surd_t rest, numerator;
    lb_surd_init(rest);
    lb_surd_init(numerator);
    lb_surd_set(rest, y);
    lb_surd_set_integer(numerator, 1);
    while (mpz_cmp_ui(rest->squares + rest->length - 1, 1)) {
        lb_surd_t conjugate;
        lb_surd_init(conjugate);
        lb_surd_set(conjugate, rest);
        unsigned long p = find_prime(rest->squares + rest->length - 1);
        for (size_t i = 0; i < rest->length; i++)
            if (mpz_divisible_ui_p(rest->squares + i, p))
                mpq_neg(conjugate->coefficients + i, conjugate->coefficients + i);
        lb_surd_multiply(numerator, numerator, conjugate);
        lb_surd_multiply(rest, rest, conjugate);
        lb_surd_clear(conjugate);
    }
    mpq_inv(rest->coefficients, rest->coefficients);
    lb_surd_multiply(x, numerator, rest);
    lb_surd_clear(rest);
    lb_surd_clear(numerator);
}

/* "c*sqrt(m)" behind what is before it, which is freed. */
static char *append_term(char *before, mpz_srcptr m, mpq_srcptr c)
{
    char *number = lb_mpq_text(c), *square = lb_integer_text(m);
    bool rational = !mpz_cmp_ui(m, 1), minus = *number == '-';
    bool one = !rational && !strcmp(number + minus, "1");
    const char *sign = *before ? minus ? " - " : " + " : minus ? "-" : "";
    char *text = rational ? lb_sprintf("%s%s%s", before, sign, number + minus)
                          : lb_sprintf("%s%s%s%ssqrt(%s)", before, sign, one ? "" : number + minus,
                                       one ? "" : "*", square);
    free(before);
    free(number);
    free(square);
    return text;
}

char *lb_surd_text(const lb_surd_t x)
{
    char *text = lb_strdup(x->length ? "" : "0");
    for (size_t i = 0; i < x->length; i++)
        text = append_term(text, x->squares + i, x->coefficients + i);
    return text;
}

/* ---- Sums ---- */

void lb_surd_sum_init(lb_surd_sum_t S, size_t qubits)
{
    *S = (lb_surd_sum_struct){.qubits = qubits};
}

void lb_surd_sum_clear(lb_surd_sum_t S)
{
    for (size_t i = 0; i < S->count; i++) {
        mpz_clear(S->squares + i);
        lb_sum_clear(S->parts + i);
    }
    free(S->squares);
    free(S->parts);
}

/* S <- S + c sqrt(m) T. */
static void add_part(lb_surd_sum_t S, const mpz_t m, const mpq_t c, const lb_sum_t T)
{
    size_t at = 0;
    mpq_t product;
    if (!T->length)
        return;
    while (at < S->count && mpz_cmp(S->squares + at, m) < 0)
        at++;
    if (at == S->count || mpz_cmp(S->squares + at, m)) {
        S->squares = lb_realloc(S->squares, S->count + 1, sizeof *S->squares);
        S->parts = lb_realloc(S->parts, S->count + 1, sizeof *S->parts);
        memmove(S->squares + at + 1, S->squares + at, (S->count - at) * sizeof *S->squares);
        memmove(S->parts + at + 1, S->parts + at, (S->count - at) * sizeof *S->parts);
        mpz_init_set(S->squares + at, m);
        lb_sum_init(S->parts + at, S->qubits);
        S->count++;
    }
    mpq_init(product);
    for (size_t t = 0; t < T->length; t++) {
        mpq_mul(product, c, T->coefficients + t);
        lb_sum_append(S->parts + at, product, T->strings + t);
    }
    mpq_clear(product);
    lb_sum_normalize(S->parts + at);
    if (S->parts[at].length)
        return;
    mpz_clear(S->squares + at);
    lb_sum_clear(S->parts + at);
    S->count--;
    memmove(S->squares + at, S->squares + at + 1, (S->count - at) * sizeof *S->squares);
    memmove(S->parts + at, S->parts + at + 1, (S->count - at) * sizeof *S->parts);
}

void lb_surd_sum_add(lb_surd_sum_t S, const lb_surd_t x, const lb_sum_t T)
{
    for (size_t i = 0; i < x->length; i++)
        add_part(S, x->squares + i, x->coefficients + i, T);
}

void lb_surd_sum_set(lb_surd_sum_t S, const lb_surd_sum_t T)
{
    lb_surd_sum_t copy;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_surd_sum_init(copy, T->qubits);
    for (size_t i = 0; i < T->count; i++)
        add_part(copy, T->squares + i, one, T->parts + i);
    mpq_clear(one);
    lb_surd_sum_clear(S);
    *S = *copy;
}

void lb_surd_sum_set_rational(lb_surd_sum_t S, const lb_sum_t T)
{
    lb_surd_t one;
    lb_surd_init(one);
    lb_surd_set_integer(one, 1);
    lb_surd_sum_clear(S);
    lb_surd_sum_init(S, T->qubits);
    lb_surd_sum_add(S, one, T);
    lb_surd_clear(one);
}

void lb_surd_sum_add_multiple(lb_surd_sum_t S, const lb_surd_t x, const lb_surd_sum_t T)
{
    lb_surd_t y;
    lb_surd_init(y);
    for (size_t i = 0; i < T->count; i++) {
        lb_surd_set_sqrt(y, T->squares + i);
        lb_surd_multiply(y, y, x);
        lb_surd_sum_add(S, y, T->parts + i);
    }
    lb_surd_clear(y);
}

void lb_surd_sum_bracket(lb_surd_sum_t R, const lb_surd_sum_t S, const lb_surd_sum_t T)
{
    lb_sum_t bracket;
    lb_surd_t x, y;
    lb_surd_init(x);
    lb_surd_init(y);
    lb_sum_init(bracket, S->qubits);
    lb_surd_sum_clear(R);
    lb_surd_sum_init(R, S->qubits);
    for (size_t i = 0; i < S->count; i++)
        for (size_t j = 0; j < T->count; j++) {
            lb_surd_set_sqrt(x, S->squares + i);
            lb_surd_set_sqrt(y, T->squares + j);
            lb_surd_multiply(x, x, y);
            lb_sum_bracket(bracket, S->parts + i, T->parts + j);
            lb_surd_sum_add(R, x, bracket);
        }
    lb_sum_clear(bracket);
    lb_surd_clear(x);
    lb_surd_clear(y);
}

bool lb_surd_sum_equal(const lb_surd_sum_t S, const lb_surd_sum_t T)
{
    bool equal = S->count == T->count;
    for (size_t i = 0; i < S->count && equal; i++)
        equal =
            !mpz_cmp(S->squares + i, T->squares + i) && lb_sum_equal(S->parts + i, T->parts + i);
    return equal;
}

void lb_surd_sum_print_terms(FILE *stream, const lb_surd_sum_t S, size_t most)
{
    for (size_t i = 0; i < S->count; i++) {
        bool rational = !mpz_cmp_ui(S->squares + i, 1);
        fputs(i ? " + " : "", stream);
        if (!rational)
            gmp_fprintf(stream, "sqrt(%Zd)*(", S->squares + i);
        lb_sum_print_terms(stream, S->parts + i, most);
        fputs(rational ? "" : ")", stream);
    }
    if (!S->count)
        putc('0', stream);
}

void lb_surd_sum_round(lb_sum_t T, const lb_surd_sum_t S)
{
    enum { BITS = 4224 };
    mpq_t root, product;
    mpq_inits(root, product, (mpq_ptr)NULL);
    lb_sum_zero(T);
    for (size_t i = 0; i < S->count; i++) {
        mpq_set_z(root, S->squares + i);
        mpz_mul_2exp(mpq_numref(root), mpq_numref(root), 2 * BITS);
        mpz_sqrt(mpq_numref(root), mpq_numref(root));
        mpq_div_2exp(root, root, BITS);
        for (size_t t = 0; t < S->parts[i].length; t++) {
            mpq_mul(product, root, S->parts[i].coefficients + t);
            lb_sum_append(T, product, S->parts[i].strings + t);
        }
    }
    lb_sum_normalize(T);
    mpq_clears(root, product, (mpq_ptr)NULL);
}

void lb_surd_sum_strings(lb_sum_t T, const lb_surd_sum_t S)
{
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_sum_zero(T);
    for (size_t i = 0; i < S->count; i++)
        for (size_t t = 0; t < S->parts[i].length; t++)
            lb_sum_append(T, one, S->parts[i].strings + t);
    lb_sum_normalize(T);
    for (size_t t = 0; t < T->length; t++)
        mpq_set(T->coefficients + t, one);
    mpq_clear(one);
}

void lb_surd_sum_first(lb_string_t P, const lb_surd_sum_t S)
{
    const lb_string_struct *first = S->parts->strings;
    for (size_t i = 1; i < S->count; i++)
        if (lb_string_compare(S->parts[i].strings, first) > 0)
            first = S->parts[i].strings;
    lb_string_set(P, first);
}

/* The coefficient of P, NULL where it is 0. */
static mpq_srcptr find_coefficient(const lb_sum_t S, const lb_string_t P)
{
    size_t low = 0, high = S->length;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = lb_string_compare(S->strings + middle, P);
        if (!order)
            return S->coefficients + middle;
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

void lb_surd_sum_coefficient(lb_surd_t x, const lb_surd_sum_t S, const lb_string_t P)
{
    lb_surd_t sum;
    lb_surd_init(sum);
    for (size_t i = 0; i < S->count; i++) {
        mpq_srcptr c = find_coefficient(S->parts + i, P);
        if (c)
            add_term(sum, c, S->squares + i);
    }
    take(x, sum);
}
