/* A fully reduced dense echelon basis modulo a prime below 2^22, by matrix products in doubles.
 *
 * The pivot of a row is its first non-zero column; there it is 1, and every other row is 0. So the
 * basis is that of the space, whatever vectors were added and in whatever order. With the pivot
 * columns left out, and the others in increasing order, it is the matrix S of
 *
 *     R = [ I | S ]                        r rows, N - r columns
 *
 * and reducing a batch C = [ C_p | C_n ] of vectors is C_n -= C_p S; reducing the basis by new rows
 * is a product of the same shape. Residues are balanced, of absolute value at most (p - 1)/2 <
 * 2^21, so sums of 1024 products stay below 2^52: every sum is an integer that a double holds
 * exactly, in whatever order OpenBLAS adds, with any number of threads.
 *
 * Each vector carries a checksum in a further column, the value of a fixed pseudo-random linear
 * functional on it, which every operation acts on as on the others. A vector that becomes zero with
 * another checksum, or a row that does not have its own at the end, shows a fault. No proof rests
 * on it. */

#ifndef LB_LINALG_DENSE_ECHELON_H
#define LB_LINALG_DENSE_ECHELON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"

#define LB_DENSE_PRIME_MAX 4194301u /* the largest prime below 2^22 */

typedef struct lb_dense_echelon {
    uint32_t prime; /* odd */
    uint32_t columns, rank, free_count;
    uint32_t *pivots;       /* of row i, in the order of arrival */
    uint32_t *free_columns; /* those that are no pivots, increasing; columns - rank of them */
    double *entries;        /* S and the checksums: rank rows of free_count + 1 residues */
    size_t capacity;        /* of entries */
    lb_pool *pool;          /* not owned */
    bool faulty;            /* a vector became zero, with another checksum */
} lb_dense_echelon;

/* The pool is used between products; products use the threads that OpenBLAS is set to. */
void lb_dense_echelon_init(lb_dense_echelon *echelon, uint32_t prime, uint32_t columns,
                           lb_pool *pool);
void lb_dense_echelon_clear(lb_dense_echelon *echelon);

/* Reduce `count` vectors, rows of a matrix of `columns` balanced residues each, and add to the
 * basis those that are independent of it and of the vectors before them: independent[i] says
 * whether vector i was. Returns how many were. 2 (count + new) r (N - r) operations. */
uint32_t lb_dense_echelon_add(lb_dense_echelon *echelon, const double *vectors, uint32_t count,
                              bool *independent);

/* Entry `free` of row `row`, 0 .. p - 1: that of column free_columns[free]. */
uint32_t lb_dense_echelon_entry(const lb_dense_echelon *echelon, uint32_t row, uint32_t free);
/* Whether every row has its checksum, and no vector was faulty. O(entries). */
bool lb_dense_echelon_is_consistent(const lb_dense_echelon *echelon);

/* Bytes that a basis of at most `rank` rows and one batch of `count` vectors take, at most. */
double lb_dense_echelon_bytes(uint32_t columns, uint32_t rank, uint32_t count);

/* Set each of `count` integers below 2^53 in absolute value to its balanced residue. */
void lb_dense_balance(double *integers, size_t count, uint32_t prime);

#endif
