/* Exact numbers in decimal, as GMP writes them but in memory of this program: that of GMP is the
 * host's, who may have set its functions. The caller frees the text. */

#ifndef LB_BASE_DIGITS_H
#define LB_BASE_DIGITS_H

#include <gmp.h>

char *lb_integer_text(mpz_srcptr n);
/* "-3/4", or "2" for an integer. */
char *lb_mpq_text(mpq_srcptr q);

#endif
