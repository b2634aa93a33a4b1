/* Forms as text: in the .alg language, or for LaTeX in math mode. */

#ifndef LB_FIT_PRINT_H
#define LB_FIT_PRINT_H

#include "fit/closed.h"

typedef enum lb_fit_style { LB_FIT_PLAIN, LB_FIT_LATEX } lb_fit_style;

/* The caller frees what is returned. */
char *lb_fit_print_closed(const lb_fit_closed *closed, const lb_fit_points *points,
                          const char *parameter, lb_fit_style style);
/* a(n) = 3*a(n-1) - a(n-2), a(2) = 4, a(3) = 9. */
char *lb_fit_print_recurrence(const fmpz_poly_t characteristic, const lb_fit_points *points,
                              const char *parameter, lb_fit_style style);
/* The form, and after it "; 21 if n == 3". */
char *lb_fit_print_exception(const char *form, int64_t at, const mpz_t value, const char *parameter,
                             lb_fit_style style);

#endif
