/* A complex number with rational parts, as it is written in a list of amplitudes:
 *
 *     1   -3/4   0.25   1e-3   i   -2/3i   1/2-3/4i   (0.5+0.5j)
 *
 * i and j are the same; 2/3i is (2/3) i; parentheses around the whole may be there or not, since
 * NumPy writes them. */

#ifndef LB_STATE_AMPLITUDE_H
#define LB_STATE_AMPLITUDE_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>

/* Numerators and denominators have at most so many bits. */
#define LB_AMPLITUDE_BITS_MAX 65536

/* Returns NULL, or what is wrong, to stand behind the quoted text ("is not a number such as ...").
 * *decimal is set, never cleared, when the text has a decimal point or an exponent. */
const char *lb_amplitude_read(mpq_t re, mpq_t im, bool *decimal, const char *text, size_t length);

/* The nearest double. */
double lb_amplitude_rounded(const mpq_t r);

/* The number in the same notation: as fractions, or with decimals of 17 digits that read back as
 * the same doubles. The caller frees it. */
char *lb_amplitude_text(const mpq_t re, const mpq_t im, bool decimal);

#endif
