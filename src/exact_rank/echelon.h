/* A row echelon basis modulo p of dense vectors, which grows vector by vector.
 *
 * Row i has its first non-zero entry at its pivot, where it is 1, and was reduced by the rows
 * before it, so that it is 0 at their pivots. A vector is reduced by the rows in order. Vectors
 * come in batches: they are reduced by the rows that are there at once and by several threads, and
 * then one after another by those that the batch itself brings.
 *
 * Two rows at a time take 5 instructions for a register of residues. Products of matrices in
 * doubles would not take fewer: residues of 27 bits have products of 52, so that they had to be cut
 * in two halves first, for 4 products in place of 2.
 *
 * Modulo a power of a small prime the rows are those of padic/rows.h. */

#ifndef LB_EXACT_RANK_ECHELON_H
#define LB_EXACT_RANK_ECHELON_H

#include "exact_rank/kernel.h"
#include "exact_rank/padic/rows.h"

typedef struct lb_exact_rows {
    lb_field field;
    size_t width; /* of vectors, a multiple of 8 */
    size_t count, capacity;
    double **rows;
    size_t *pivots;
    lb_padic_rows padic; /* in place of them */
} lb_exact_rows;

void lb_exact_rows_init(lb_exact_rows *R, const lb_field *F, size_t width);
void lb_exact_rows_clear(lb_exact_rows *R);

/* Reduce `count` vectors, one after the other in memory, by the rows from number `first` on; rows
 * pass through the cache once for all of them. O(count * rows * width). */
void lb_exact_rows_reduce(const lb_exact_rows *R, double *vectors, size_t count, size_t first);
/* Make a reduced vector a row, a copy of it, unless it is zero; returns whether it was not. */
bool lb_exact_rows_insert(lb_exact_rows *R, const double *vector);

#endif
