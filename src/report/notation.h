/* How long integers and names of algebras are written. The caller frees what is returned. */

#ifndef LB_REPORT_NOTATION_H
#define LB_REPORT_NOTATION_H

#include <gmp.h>
#include <stddef.h>

/* The text with every run of more than `most` decimal digits abbreviated, as in
 * "1148130695...0624299007 (603 digits)"; 0 abbreviates none. */
char *lb_notation_abbreviate(const char *text, size_t most);
/* The same for an integer. */
char *lb_notation_integer(const mpz_t value, size_t most);

/* A fraction: "-1/2", with integers of more than `most` digits (0: none are too long) as sums of powers
 * of two where three suffice, "1/(2^1000 + 1)", else abbreviated. */
char *lb_notation_fraction(const mpq_t value, size_t most);
/* About six digits, for any size: "0.0454545", "9.33264e-302". */
char *lb_notation_decimal(const mpq_t value);

/* What lb_algebra_text and lb_algebra_formula give, or an integer, abbreviated or not, for LaTeX in
 * math mode: "8 su(2^1000)" becomes 8\,\mathfrak{su}(2^{1000}). */
char *lb_notation_latex(const char *text);

#endif
