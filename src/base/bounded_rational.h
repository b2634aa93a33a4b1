/* Arithmetic of bounded size, for the expressions of the .alg language.
 *
 * Every function returns NULL, or says in a few words why there is no result ("division by zero");
 * the result is then unchanged. Nothing larger than LB_EXACT_BITS_MAX bits is ever computed. */

#ifndef LB_BASE_BOUNDED_RATIONAL_H
#define LB_BASE_BOUNDED_RATIONAL_H

#include <gmp.h>
#include <stddef.h>
#include <stdint.h>

/* Enough for 4^LB_QUBITS_MAX. */
#define LB_EXACT_BITS_MAX (1UL << 21)

/* r = a op b, op one of + - * / % ^ . The remainder is that of integers and has the sign of b; the
 * exponent of a power is an integer. r may be a or b. */
const char *lb_bounded_apply(mpq_t r, char op, const mpq_t a, const mpq_t b);
/* The same for machine integers: / rounds down, and a result beyond 64 bits is refused. */
const char *lb_integer_apply(int64_t *r, char op, int64_t a, int64_t b);

/* The value of digits [. digits] [e [sign] digits]. */
const char *lb_bounded_literal(mpq_t r, const char *text, size_t length);
/* How many characters of it the text begins with, 0 when it begins with none, */
size_t lb_bounded_literal_length(const char *text, size_t length);
/* and the value of one, or of one / another. */
const char *lb_bounded_quotient(mpq_t r, const char *text, size_t length);

/* Dimensions of the classical Lie algebras, and what goes with them. */
typedef enum lb_function {
    LB_SU,       /* su(N) = N^2 - 1, N >= 1 */
    LB_SO,       /* so(N) = N (N - 1) / 2, N >= 1 */
    LB_SP,       /* sp(m) = m (2m + 1), m >= 1: sp(1) = su(2) */
    LB_U,        /* u(N) = N^2, N >= 0 */
    LB_FLOOR,    /* the largest integer at most q */
    LB_BINOMIAL, /* n over k, both integers >= 0 */
    LB_FUNCTION_COUNT
} lb_function;
const char *lb_function_name(lb_function f);
size_t lb_function_arity(lb_function f);
const char *lb_bounded_call(mpq_t r, lb_function f, const mpq_t a, const mpq_t b);

/* Limbs of numerator and denominator: the size that work is charged by. */
size_t lb_bounded_limbs(const mpq_t q);
/* Whether q is an integer of 64 bits, then in *r. */
int lb_bounded_to_integer(int64_t *r, const mpq_t q);
void lb_bounded_set_integer(mpq_t r, int64_t value);

#endif
