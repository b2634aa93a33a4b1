/* The centre of the commutant of an ansatz as an algebra over Q, and the sectors as its values.
 *
 * C is the commutant of the generators, of dimension D, with the reduced basis c_1, .., c_D of
 * liebound/conserved.h; its centre Z has an idempotent e for each sector C^d (x) C^m. An element z of
 * Z with different values on all s sectors has powers that span Z = Q[x]/(f), f of degree s: an
 * element u of Z is a polynomial u(x) modulo f, with the value u(alpha) on the sector where z is
 * alpha. The irreducible factors of f are the sectors that are told apart over Q.
 *
 * A linear form L on Z has the values L(e); as L(z^k) = sum of alpha^k L(e) over the sectors, they
 * are those of a polynomial, found from L(z^0), .., L(z^(s-1)) and the traces of the x^k. Example:
 * tr(e) = d m, and the trace on C of the product with e is m^2. */

#ifndef LB_VARIANCE_SECTOR_CENTRE_H
#define LB_VARIANCE_SECTOR_CENTRE_H

#include <flint/fmpq_mat.h>
#include <flint/fmpq_poly.h>
#include <flint/fmpz_poly.h>

#include <liebound/conserved.h>

#include "base/run.h"
#include "pauli/table.h"

/* Conjugate sectors over Q[x]/(f), as many as its degree. */
typedef struct lb_centre_field {
    fmpz_poly_t f;
    uint64_t dimension, multiplicity; /* d, m */
} lb_centre_field;

/* A string of an element of the basis. */
typedef struct lb_centre_term {
    uint32_t string; /* its number in the table */
    fmpq coefficient;
} lb_centre_term;

typedef struct lb_variance_sector_centre {
    size_t qubits;
    uint32_t count, identity; /* D; the element 1 */
    lb_string_table strings;  /* of all elements */
    uint32_t *offsets;        /* element i has terms[offsets[i]] .. terms[offsets[i + 1] - 1], */
    uint32_t *pivots;         /* among them terms[pivots[i]], whose string is in no other element */
    lb_centre_term *terms;
    fmpq_mat_t product;                 /* row i: z c_i in the basis */
    fmpq_mat_t powers;                  /* row k: z^k in the basis */
    fmpq_poly_t f, dimensions, squares; /* dimensions: d m, squares: m^2 */
    fmpq_mat_t traces;                  /* inverse of the matrix of traces of x^(k+l) */
    fmpq *power_sums;                   /* of x^k, k < s */
    uint32_t field_count;
    lb_centre_field *fields;
} lb_variance_sector_centre;

/* Elements of a basis of C that are taken: eliminations are in fractions. */
#define LB_CENTRE_ELEMENTS_MAX 256

/* False, and nothing to be cleared: no basis of C is known, or too large a one, no z was found, or a
 * limit came first. O(D) for each string of each element, a hash each, and eliminations of D x 2D
 * fractions. */
bool lb_variance_sector_centre_init(lb_variance_sector_centre *c, const lb_conserved *conserved,
                                    size_t qubits, lb_run *run);
void lb_variance_sector_centre_clear(lb_variance_sector_centre *c);

/* v(alpha) = L(e) for the form with values[i] = L(c_i). */
void lb_centre_form(fmpq_poly_t v, const lb_variance_sector_centre *c, const fmpq *values);
/* The same for moments[k] = L(z^k), k < s. */
void lb_centre_form_of_moments(fmpq_poly_t v, const lb_variance_sector_centre *c,
                               const fmpq *moments);
/* v = a b and a / b on all sectors; b has no value 0. v may be a. */
void lb_centre_multiply(fmpq_poly_t v, const lb_variance_sector_centre *c, const fmpq_poly_t a,
                        const fmpq_poly_t b);
void lb_centre_divide(fmpq_poly_t v, const lb_variance_sector_centre *c, const fmpq_poly_t a,
                      const fmpq_poly_t b);
/* The sum of v over all sectors, and over those of a field. */
void lb_centre_sum(fmpq_t sum, const lb_variance_sector_centre *c, const fmpq_poly_t v);
void lb_centre_sum_of(fmpq_t sum, const lb_centre_field *field, const fmpq_poly_t v);
/* The value of v on all sectors of a field, where it is one rational number; else false. */
bool lb_centre_value(fmpq_t value, const fmpq_poly_t v, const fmpz_poly_t f);

/* The element of Z with these values, in the basis; D zeros are there. */
void lb_centre_element(fmpq *coordinates, const lb_variance_sector_centre *c, const fmpq_poly_t v);
/* values[i] = tr(c_i S), for D zeros. */
void lb_centre_pair(fmpq *values, const lb_variance_sector_centre *c, const lb_sum_t S);
/* S = c_i, and the sum of coordinates[i] c_i. */
void lb_centre_get_basis(lb_sum_t S, const lb_variance_sector_centre *c, uint32_t i);
void lb_centre_get_sum(lb_sum_t S, const lb_variance_sector_centre *c, const fmpq *coordinates);

#endif
