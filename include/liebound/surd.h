/* Sums of square roots, exact, and Pauli sums with such coefficients.
 *
 * A surd is c_1 sqrt(m_1) + c_2 sqrt(m_2) + .. with rational c_i other than 0, and integers
 * 1 <= m_1 < m_2 < .. without square factors; the rational part is that of sqrt(1). The roots are
 * independent over Q, so that equal numbers have equal terms. */

#ifndef LIEBOUND_SURD_H
#define LIEBOUND_SURD_H

#include <stdio.h>

#include <liebound/pauli.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lb_surd_struct {
    size_t length;
    __mpz_struct *squares;      /* m_i */
    __mpq_struct *coefficients; /* c_i */
} lb_surd_struct;
typedef lb_surd_struct lb_surd_t[1];

LB_API void lb_surd_init(lb_surd_t x); /* 0 */
LB_API void lb_surd_clear(lb_surd_t x);
LB_API void lb_surd_set(lb_surd_t x, const lb_surd_t y);
/* x <- c sqrt(m), m without square factors. */
LB_API void lb_surd_set_root(lb_surd_t x, const mpq_t c, const mpz_t m);
LB_API void lb_surd_set_sqrt(lb_surd_t x, const mpz_t m);
LB_API void lb_surd_set_rational(lb_surd_t x, const mpq_t c);
LB_API void lb_surd_set_integer(lb_surd_t x, long n);
/* Whether x is rational, and then its value. */
LB_API bool lb_surd_get_rational(mpq_t c, const lb_surd_t x);
/* The nearest double, or next to it where terms do not cancel. */
LB_API double lb_surd_get_double(const lb_surd_t x);
LB_API bool lb_surd_equal(const lb_surd_t x, const lb_surd_t y);

/* x may be y or z. O(terms) for a sum, else O(terms^2 log terms). */
LB_API void lb_surd_add(lb_surd_t x, const lb_surd_t y, const lb_surd_t z);
LB_API void lb_surd_subtract(lb_surd_t x, const lb_surd_t y, const lb_surd_t z);
LB_API void lb_surd_multiply(lb_surd_t x, const lb_surd_t y, const lb_surd_t z);
/* x <- 1/y for y other than 0. O(the smallest prime factor of each square), as those of coefficients have
 * none above 10^6. */
LB_API void lb_surd_invert(lb_surd_t x, const lb_surd_t y);

/* "1/2 - 3*sqrt(2)", "0". The caller frees it. */
LB_API char *lb_surd_text(const lb_surd_t x);

/* S = sqrt(m_1) S_1 + sqrt(m_2) S_2 + .. with rational sums S_i in normal form other than 0 and m_i as
 * above. */
typedef struct lb_surd_sum_struct {
    size_t qubits, count;
    __mpz_struct *squares; /* m_i */
    lb_sum_struct *parts;  /* S_i */
} lb_surd_sum_struct;
typedef lb_surd_sum_struct lb_surd_sum_t[1];

LB_API void lb_surd_sum_init(lb_surd_sum_t S, size_t qubits); /* zero */
LB_API void lb_surd_sum_clear(lb_surd_sum_t S);
LB_API void lb_surd_sum_set(lb_surd_sum_t S, const lb_surd_sum_t T);
LB_API void lb_surd_sum_set_rational(lb_surd_sum_t S, const lb_sum_t T);
/* S <- S + x T, T rational and in normal form, on as many qubits. */
LB_API void lb_surd_sum_add(lb_surd_sum_t S, const lb_surd_t x, const lb_sum_t T);
/* S <- S + x T. */
LB_API void lb_surd_sum_add_multiple(lb_surd_sum_t S, const lb_surd_t x, const lb_surd_sum_t T);
/* R <- {S, T}, R other than both. */
LB_API void lb_surd_sum_bracket(lb_surd_sum_t R, const lb_surd_sum_t S, const lb_surd_sum_t T);
LB_API bool lb_surd_sum_equal(const lb_surd_sum_t S, const lb_surd_sum_t T);
/* As in an .alg file, like lb_sum_print_terms: "X[0] + sqrt(2)*(Z[0] - 1/2 Z[1])". */
LB_API void lb_surd_sum_print_terms(FILE *stream, const lb_surd_sum_t S, size_t most);
/* S to 4224 bits behind the point for each root. */
LB_API void lb_surd_sum_round(lb_sum_t T, const lb_surd_sum_t S);
/* The strings of S, each with the coefficient 1, in normal form. */
LB_API void lb_surd_sum_strings(lb_sum_t T, const lb_surd_sum_t S);
/* The largest string of S, which is not zero. */
LB_API void lb_surd_sum_first(lb_string_t P, const lb_surd_sum_t S);
LB_API void lb_surd_sum_coefficient(lb_surd_t x, const lb_surd_sum_t S, const lb_string_t P);

#ifdef __cplusplus
}
#endif

#endif
