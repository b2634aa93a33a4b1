/* Sparse vectors over Q with one denominator: elements of the algebra, over interned strings, or
 * vectors of a torus, over its basis. */

#ifndef LB_LINALG_SPARSE_RATIONAL_H
#define LB_LINALG_SPARSE_RATIONAL_H

#include <gmp.h>
#include <flint/flint.h>
#include <flint/fmpq.h>
#include <flint/fmpz.h>

#include "pauli/table.h"

/* numerators[i] / denominator at columns[i], strictly increasing; no zeros. */
typedef struct lb_rational {
    uint32_t length;
    uint32_t *columns;
    fmpz *numerators;
    fmpz_t denominator;
} lb_rational;

void lb_rational_init_sum(lb_rational *v, const lb_sum_t S, lb_string_table *strings);
/* The entries of an array, column by column. */
void lb_rational_init_array(lb_rational *v, const fmpq *entries, uint32_t count);
/* The sum of coefficients[i] times vectors[i]. O(terms log terms). */
void lb_rational_init_combination(lb_rational *v, const fmpq *coefficients,
                                  const lb_rational *vectors, uint32_t count);
/* The sum of coordinates[j] times vectors[j], j over the columns of the coordinates. */
void lb_rational_init_at(lb_rational *v, const lb_rational *coordinates,
                         const lb_rational *vectors);
void lb_rational_clear(lb_rational *v);
void lb_rationals_clear(lb_rational *vectors, uint32_t count); /* and free; NULL is allowed */
void lb_rational_get_sum(lb_sum_t S, const lb_rational *v, const lb_string_table *strings);

/* The sum of |numerators| is below 2 to this power. */
uint32_t lb_rational_norm_bits(const lb_rational *v);

#endif
