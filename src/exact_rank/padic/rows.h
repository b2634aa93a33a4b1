/* Vectors modulo p^k by valuation: how many elementary divisors of the matrix of all that came are
 * not 0 modulo p^k.
 *
 * Row i is p^(a_i) w_i with a_1 <= a_2 <= .. < k. At its pivot w_i is 1, and rows that come later
 * are 0 there. So the pivot columns of the w_i are triangular with ones on the diagonal, and the
 * a_i are the valuations of the elementary divisors. A vector is reduced row by row as long as it
 * is a multiple of p^(a_i), which leaves no doubt about any quotient: quotients are known modulo
 * p^(k - a_i), and the row is a multiple of p^(a_i). A vector with a smaller valuation than the next
 * row takes a place before it, and all rows from there on are inserted again.
 *
 * Two matrices that are equal modulo p^k have the same number of such divisors, and it is at most
 * the rank of each (proofs/overparametrization.md). */

#ifndef LB_EXACT_RANK_PADIC_ROWS_H
#define LB_EXACT_RANK_PADIC_ROWS_H

#include "exact_rank/field.h"

typedef struct lb_padic_row {
    double *entries;
    size_t pivot;
    unsigned valuation;
} lb_padic_row;

typedef struct lb_padic_rows {
    lb_field field;
    size_t width; /* a multiple of 8 */
    size_t count, room;
    lb_padic_row *rows;
} lb_padic_rows;

void lb_padic_rows_init(lb_padic_rows *R, const lb_field *F, size_t width);
void lb_padic_rows_clear(lb_padic_rows *R);

/* Reduce a vector by all rows whose turn comes before it. O(rows * width). */
void lb_padic_rows_reduce(const lb_padic_rows *R, double *vector);
/* Insert a copy of a vector; returns whether the number of rows has grown. Besides its reduction
 * O(r^2 * width) for the r rows with larger valuations. */
bool lb_padic_rows_insert(lb_padic_rows *R, const double *vector);

#endif
