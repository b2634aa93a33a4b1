/* Reduced bases over interned strings: modulo a prime, and over Q.
 *
 * Both list rows by increasing pivot string. A row is 1 at its pivot; the other entries of row i
 * are at offsets[i] .. offsets[i + 1] - 1. Over Q they are numerators[e] / denominators[i] with one
 * positive denominator a row, the least possible, and strings strictly decreasing. */

#ifndef LB_LINALG_REDUCED_BASIS_H
#define LB_LINALG_REDUCED_BASIS_H

#include <flint/fmpz.h>

#include "linalg/dense_echelon.h"
#include "linalg/echelon.h"
#include "pauli/table.h"

typedef struct lb_fp_basis {
    uint64_t prime;
    size_t *offsets;
    uint32_t *columns; /* increasing within a row */
    uint64_t *values;
} lb_fp_basis;

typedef struct lb_rational_basis {
    uint32_t count;
    uint32_t *pivots;
    size_t *offsets; /* count + 1 of them */
    uint32_t *columns;
    fmpz *numerators;
    fmpz *denominators;
} lb_rational_basis;

/* Copy the rows of an echelon basis in the given order. */
void lb_fp_basis_init(lb_fp_basis *basis, const lb_echelon *echelon, const uint32_t *order);
/* The same of a dense basis, whose column c is string number strings[c], with all numbers below the
 * number of columns. */
void lb_fp_basis_init_dense(lb_fp_basis *basis, const lb_dense_echelon *echelon,
                            const uint32_t *order, const uint32_t *strings);
void lb_fp_basis_clear(lb_fp_basis *basis);

/* A basis of single strings, pivots being the strings in increasing order. */
void lb_rational_basis_init_strings(lb_rational_basis *basis, const uint32_t *pivots,
                                    uint32_t count);
void lb_rational_basis_clear(lb_rational_basis *basis);

/* Whether every entry of the basis reduces to that of the modular basis (which must then have no
 * others), modulo its prime. */
bool lb_rational_basis_agrees(const lb_rational_basis *basis, const lb_fp_basis *modular);

/* Reconstruct a rational basis from `count` modular ones with the same pivots: Chinese remainders,
 * then for each entry the fraction with numerator and denominator at most sqrt(M/2), M the product
 * of the primes. False when some entry has none; basis is then not initialized. The result is a
 * guess until it is checked. When the columns are no strings, strings is NULL and the columns of a
 * row are in decreasing order. */
bool lb_rational_basis_lift(lb_rational_basis *basis, const uint32_t *pivots, uint32_t row_count,
                            const lb_fp_basis *modular, size_t count,
                            const lb_string_table *strings);

#endif
