/* Defining polynomials of number fields, as they are shown. */

#ifndef LB_STRUCTURE_NUMBER_FIELD_H
#define LB_STRUCTURE_NUMBER_FIELD_H

#include <flint/fmpz_poly.h>

/* A monic integer polynomial that defines the same field as the irreducible f: x^2 - m with m free
 * of squares in degree 2; in general the roots are shifted and scaled to make coefficients
 * small. */
void lb_structure_field_simplify(fmpz_poly_t simple, const fmpz_poly_t f);

/* "x^2 - 3" for "x^2-3". The caller frees it. */
char *lb_structure_field_spaced(const char *text);

#endif
