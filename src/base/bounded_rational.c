#include "base/bounded_rational.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const char too_large[] = "the number is too large";

static size_t bits(const mpz_t a)
{
    return mpz_sizeinbase(a, 2);
}

static bool is_integer(const mpq_t q)
{
    return !mpz_cmp_ui(mpq_denref(q), 1);
}

/* Numerator and denominator of the result before reduction are bounded first. */
static const char *add(mpq_t r, char op, const mpq_t a, const mpq_t b)
{
    size_t top = bits(mpq_numref(a)) + bits(mpq_denref(b));
    size_t other = bits(mpq_numref(b)) + bits(mpq_denref(a));
    size_t bottom = bits(mpq_denref(a)) + bits(mpq_denref(b));
    if (top > LB_EXACT_BITS_MAX || other > LB_EXACT_BITS_MAX || bottom > LB_EXACT_BITS_MAX)
        return too_large;
    if (op == '+')
        mpq_add(r, a, b);
    else
        mpq_sub(r, a, b);
    return NULL;
}

static const char *multiply(mpq_t r, const mpq_t a, const mpq_t b)
{
    if (bits(mpq_numref(a)) + bits(mpq_numref(b)) > LB_EXACT_BITS_MAX ||
        bits(mpq_denref(a)) + bits(mpq_denref(b)) > LB_EXACT_BITS_MAX)
        return too_large;
    mpq_mul(r, a, b);
    return NULL;
}

static const char *divide(mpq_t r, const mpq_t a, const mpq_t b)
{
    if (!mpq_sgn(b))
        return "division by zero";
    if (bits(mpq_numref(a)) + bits(mpq_denref(b)) > LB_EXACT_BITS_MAX ||
        bits(mpq_denref(a)) + bits(mpq_numref(b)) > LB_EXACT_BITS_MAX)
        return too_large;
    mpq_div(r, a, b);
    return NULL;
}

static const char *remainder_of(mpq_t r, const mpq_t a, const mpq_t b)
{
    if (!is_integer(a) || !is_integer(b))
        return "% is for integers";
    if (!mpq_sgn(b))
        return "division by zero";
    mpz_fdiv_r(mpq_numref(r), mpq_numref(a), mpq_numref(b));
    mpz_set_ui(mpq_denref(r), 1);
    return NULL;
}

/* Powers of 0, 1 and -1, and powers with exponent 0, never grow: true if a^b is one of these. */
static bool small_power(mpq_t r, const mpq_t a, const mpz_t b)
{
    bool zero = !mpz_sgn(b), odd = mpz_odd_p(b);
    if (!zero && (!is_integer(a) || mpz_cmpabs_ui(mpq_numref(a), 1) > 0))
        return false;
    int sign = mpq_sgn(a);
    mpq_set_si(r, zero ? 1 : odd ? sign : sign * sign, 1);
    return true;
}

/* (k - 1) e < bits(a^e) <= k e where k = bits(a): the lower bound is tested before, which keeps the
 * work within twice the limit, and the result after. */
static const char *power(mpq_t r, const mpq_t a, const mpq_t b)
{
    int sign = mpq_sgn(b);
    if (!is_integer(b))
        return "the exponent is not an integer";
    if (!mpq_sgn(a) && sign < 0)
        return "division by zero";
    if (small_power(r, a, mpq_numref(b)))
        return NULL;
    if (mpz_cmpabs_ui(mpq_numref(b), LB_EXACT_BITS_MAX) > 0)
        return "the exponent is too large";
    unsigned long e = mpz_get_ui(mpq_numref(b));
    size_t least =
        bits(mpq_numref(a)) > bits(mpq_denref(a)) ? bits(mpq_numref(a)) : bits(mpq_denref(a));
    if ((least - 1) * e > LB_EXACT_BITS_MAX)
        return too_large;
    mpq_t result;
    mpq_init(result);
    mpz_pow_ui(mpq_numref(result), mpq_numref(a), e);
    mpz_pow_ui(mpq_denref(result), mpq_denref(a), e);
    if (sign < 0)
        mpq_inv(result, result);
    bool fits = bits(mpq_numref(result)) <= LB_EXACT_BITS_MAX + 1 &&
                bits(mpq_denref(result)) <= LB_EXACT_BITS_MAX + 1;
    if (fits)
        mpq_swap(r, result);
    mpq_clear(result);
    return fits ? NULL : too_large;
}

const char *lb_bounded_apply(mpq_t r, char op, const mpq_t a, const mpq_t b)
{
    switch (op) {
    case '+':
    case '-':
        return add(r, op, a, b);
    case '*':
        return multiply(r, a, b);
    case '/':
        return divide(r, a, b);
    case '%':
        return remainder_of(r, a, b);
    default:
        return power(r, a, b);
    }
}

/* a / b rounded down; C rounds towards zero, one too high when the signs differ. */
static int64_t quotient(int64_t a, int64_t b)
{
    return a / b - (a % b && (a < 0) != (b < 0));
}

static const char *integer_power(int64_t *r, int64_t a, int64_t e)
{
    if (e < 0)
        return "the exponent is negative";
    if (a >= -1 && a <= 1)
        e = e ? 2 - e % 2 : 0;
    int64_t value = 1;
    for (; e > 0; e--)
        if (__builtin_mul_overflow(value, a, &value))
            return too_large;
    *r = value;
    return NULL;
}

const char *lb_integer_apply(int64_t *r, char op, int64_t a, int64_t b)
{
    int64_t value = 0;
    bool overflow = false;
    switch (op) {
    case '+':
        overflow = __builtin_add_overflow(a, b, &value);
        break;
    case '-':
        overflow = __builtin_sub_overflow(a, b, &value);
        break;
    case '*':
        overflow = __builtin_mul_overflow(a, b, &value);
        break;
    case '^':
        return integer_power(r, a, b);
    default:
        if (!b)
            return "division by zero";
        if (b == -1)
            return op == '/' ? lb_integer_apply(r, '-', 0, a) : lb_integer_apply(r, '*', 0, a);
        value = op == '/' ? quotient(a, b) : a - b * quotient(a, b);
    }
    if (overflow)
        return too_large;
    *r = value;
    return NULL;
}

/* Shift *exponent by the exponent that text states, saturating far beyond the limit. */
static void read_exponent(long *exponent, const char *text, size_t length)
{
    long value = 0;
    bool negative = length && text[0] == '-';
    for (size_t i = length && (negative || text[0] == '+'); i < length; i++)
        if (value < 100000000)
            value = 10 * value + (text[i] - '0');
    *exponent += negative ? -value : value;
}

/* 12.5e3: the digits 125 and the exponent 3 - 1. */
const char *lb_bounded_literal(mpq_t r, const char *text, size_t length)
{
    const long most = (long)(LB_EXACT_BITS_MAX / 10 * 3);
    if (length > (size_t)most)
        return too_large;
    char *digits = lb_malloc(length + 1, 1);
    size_t count = 0, i = 0;
    long exponent = 0;
    bool fraction = false;
    for (; i < length && text[i] != 'e' && text[i] != 'E'; i++) {
        if (text[i] == '.') {
            fraction = true;
        } else {
            digits[count++] = text[i];
            exponent -= fraction;
        }
    }
    digits[count] = '\0';
    if (i < length)
        read_exponent(&exponent, text + i + 1, length - i - 1);
    const char *problem = labs(exponent) > most ? "the exponent is too large" : NULL;
    if (!problem) {
        mpq_t power_of_ten;
        mpq_init(power_of_ten);
        mpz_ui_pow_ui(mpq_numref(power_of_ten), 10, (unsigned long)labs(exponent));
        mpz_set_str(mpq_numref(r), digits, 10);
        mpz_set_ui(mpq_denref(r), 1);
        if (exponent >= 0)
            mpq_mul(r, r, power_of_ten);
        else
            mpq_div(r, r, power_of_ten);
        mpq_clear(power_of_ten);
    }
    free(digits);
    return problem;
}

static size_t count_digits(const char *text, size_t length)
{
    size_t count = 0;
    while (count < length && text[count] >= '0' && text[count] <= '9')
        count++;
    return count;
}

/* Of an exponent such as e-3, 0 when there is none. */
static size_t exponent_length(const char *text, size_t length)
{
    if (!length || (text[0] != 'e' && text[0] != 'E'))
        return 0;
    size_t sign = length > 1 && (text[1] == '+' || text[1] == '-');
    size_t digits = count_digits(text + 1 + sign, length - 1 - sign);
    return digits ? 1 + sign + digits : 0;
}

size_t lb_bounded_literal_length(const char *text, size_t length)
{
    size_t end = count_digits(text, length);
    if (end < length && text[end] == '.') {
        size_t after = count_digits(text + end + 1, length - end - 1);
        if (!end && !after)
            return 0;
        end += 1 + after;
    }
    return end ? end + exponent_length(text + end, length - end) : 0;
}

const char *lb_bounded_quotient(mpq_t r, const char *text, size_t length)
{
    const char *slash = memchr(text, '/', length), *problem;
    if (!slash)
        return lb_bounded_literal(r, text, length);
    mpq_t above, below;
    mpq_inits(above, below, (mpq_ptr)NULL);
    problem = lb_bounded_literal(above, text, (size_t)(slash - text));
    if (!problem)
        problem = lb_bounded_literal(below, slash + 1, length - (size_t)(slash + 1 - text));
    if (!problem)
        problem = lb_bounded_apply(r, '/', above, below);
    mpq_clears(above, below, (mpq_ptr)NULL);
    return problem;
}

const char *lb_function_name(lb_function f)
{
    static const char *const names[] = {"su", "so", "sp", "u", "floor", "binomial"};
    return names[f];
}

size_t lb_function_arity(lb_function f)
{
    return f == LB_BINOMIAL ? 2 : 1;
}

/* k (2N)-bit factors make the numerator; the smaller of k and n - k counts. */
static const char *binomial(mpz_t r, const mpz_t n, const mpz_t k)
{
    if (mpz_sgn(n) < 0 || mpz_sgn(k) < 0)
        return "binomial needs integers that are not negative";
    mpz_t least;
    mpz_init(least);
    mpz_sub(least, n, k);
    if (mpz_cmp(least, k) > 0)
        mpz_set(least, k);
    bool fits = mpz_sgn(least) < 0 || (mpz_cmp_ui(least, LB_EXACT_BITS_MAX) < 0 &&
                                       mpz_get_ui(least) * bits(n) <= LB_EXACT_BITS_MAX);
    if (mpz_sgn(least) < 0)
        mpz_set_ui(r, 0);
    else if (fits)
        mpz_bin_ui(r, n, mpz_get_ui(least));
    mpz_clear(least);
    return fits ? NULL : too_large;
}

/* The dimension for an integer argument N that is in range. */
static void classical(mpz_t r, lb_function f, const mpz_t N)
{
    mpz_t other;
    mpz_init_set(other, N);
    if (f == LB_SO)
        mpz_sub_ui(other, other, 1);
    if (f == LB_SP) {
        mpz_mul_2exp(other, other, 1);
        mpz_add_ui(other, other, 1);
    }
    mpz_mul(r, N, other);
    if (f == LB_SO)
        mpz_fdiv_q_2exp(r, r, 1);
    if (f == LB_SU)
        mpz_sub_ui(r, r, 1);
    mpz_clear(other);
}

const char *lb_bounded_call(mpq_t r, lb_function f, const mpq_t a, const mpq_t b)
{
    const char *problem = NULL;
    mpz_t value;
    mpz_init(value);
    if (f == LB_FLOOR)
        mpz_fdiv_q(value, mpq_numref(a), mpq_denref(a));
    else if (!is_integer(a) || (f == LB_BINOMIAL && !is_integer(b)))
        problem = "the argument is not an integer";
    else if (f == LB_BINOMIAL)
        problem = binomial(value, mpq_numref(a), mpq_numref(b));
    else if (mpq_sgn(a) < (f == LB_U ? 0 : 1))
        problem = "the argument is too small";
    else if (2 * bits(mpq_numref(a)) + 1 > LB_EXACT_BITS_MAX + 8)
        problem = too_large;
    else
        classical(value, f, mpq_numref(a));
    if (!problem)
        mpq_set_z(r, value);
    mpz_clear(value);
    return problem;
}

size_t lb_bounded_limbs(const mpq_t q)
{
    return mpz_size(mpq_numref(q)) + mpz_size(mpq_denref(q));
}

int lb_bounded_to_integer(int64_t *r, const mpq_t q)
{
    if (!is_integer(q) || bits(mpq_numref(q)) > 63)
        return 0;
    uint64_t magnitude = 0;
    mpz_export(&magnitude, NULL, -1, sizeof magnitude, 0, 0, mpq_numref(q));
    *r = mpq_sgn(q) < 0 ? -(int64_t)magnitude : (int64_t)magnitude;
    return 1;
}

void lb_bounded_set_integer(mpq_t r, int64_t value)
{
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    mpz_import(mpq_numref(r), 1, -1, sizeof magnitude, 0, 0, &magnitude);
    if (value < 0)
        mpz_neg(mpq_numref(r), mpq_numref(r));
    mpz_set_ui(mpq_denref(r), 1);
}
