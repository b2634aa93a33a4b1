/* A fully reduced sparse echelon basis modulo a prime.
 *
 * Rows are vectors over numbered columns. Every row has a pivot column where it is 1, and which is
 * 0 in every other row. So the coordinates of a vector of the span are its entries at the pivots,
 * and one pass over them reduces it.
 *
 * A vector is built in the accumulators (lb_echelon_add), reduced (lb_echelon_reduce) and then
 * either becomes a row (lb_echelon_insert) or is dropped (lb_echelon_discard):
 *
 *     columns:     accumulator, row whose pivot it is, list of the rows it occurs in
 *     touched:     the columns whose accumulator is in use
 *
 * Every vector carries a checksum, the value of a fixed pseudo-random linear functional on it. Sums
 * and multiples of vectors act on checksums by the same arithmetic, and lb_echelon_is_consistent
 * compares them with the entries at the end: an entry that went wrong on the way shows, except with
 * probability 1/p. This guards against faults of the program; no proof rests on it.
 *
 * An accumulator is 0 when it is not in use, else the value in 1 .. p, where p stands for a zero
 * that came about by cancellation. The occurrence lists hold every (row, column) entry outside the
 * pivots, and possibly stale ones, which are dropped when they outnumber the true ones. */

#ifndef LB_LINALG_ECHELON_H
#define LB_LINALG_ECHELON_H

#include <stdbool.h>
#include <stdint.h>

#include <gmp.h>
#include <flint/flint.h>
#include <flint/nmod_vec.h>

#include "base/memory.h"
#include "base/random.h"

#define LB_NO_ROW UINT32_MAX

/* The primes used: below this, so that sums of two residues fit a word with room to spare. */
#define LB_MODULUS_BITS 62

typedef struct lb_entry {
    uint64_t value;
    uint32_t column;
} lb_entry;

typedef struct lb_row {
    uint32_t pivot;  /* the column where the row is 1 */
    uint32_t length; /* of entries, by increasing column, the pivot left out */
    lb_entry *entries;
    uint64_t checksum;
} lb_row;

typedef struct lb_column {
    uint64_t accumulator;
    uint32_t pivot_row;   /* LB_NO_ROW if the column is no pivot */
    uint32_t occurrences; /* first node of a list, or LB_NO_ROW */
} lb_column;

typedef struct lb_occurrence {
    uint32_t row, next;
} lb_occurrence;

typedef struct lb_echelon {
    nmod_t modulus;
    lb_row *rows;
    uint32_t row_count;
    size_t row_capacity;
    lb_column *columns;
    size_t column_count, column_capacity;
    uint32_t *touched;
    size_t touched_count, touched_capacity;
    uint64_t checksum; /* of the accumulated vector */
    bool faulty;       /* a vector that is zero had another checksum */
    lb_occurrence *occurrences;
    size_t occurrence_count, occurrence_capacity;
    uint32_t free_occurrence;
    size_t entry_count;   /* entries in all rows */
    uint32_t longest_row; /* at any time, the pivot included */
    uint32_t *changed;    /* rows that the last insertion changed */
    size_t changed_count, changed_capacity;
    lb_entry *scratch; /* for merging rows */
    size_t scratch_capacity;
} lb_echelon;

void lb_echelon_init(lb_echelon *echelon, uint64_t prime);
void lb_echelon_clear(lb_echelon *echelon);

/* Make columns 0 .. count - 1 exist. */
void lb_echelon_reserve_columns(lb_echelon *echelon, size_t count);

/* Add value (1 .. p - 1) to the accumulator of a column that exists; the checksum is not touched.
 */
static inline void lb_echelon_accumulate(lb_echelon *echelon, uint32_t column, uint64_t value)
{
    uint64_t *accumulator = &echelon->columns[column].accumulator;
    if (!*accumulator) {
        echelon->touched = lb_grow(echelon->touched, &echelon->touched_capacity,
                                   echelon->touched_count + 1, sizeof *echelon->touched);
        echelon->touched[echelon->touched_count++] = column;
    }
    *accumulator += value;
    if (*accumulator > echelon->modulus.n)
        *accumulator -= echelon->modulus.n;
}

/* The checksum of a unit vector. */
static inline uint64_t lb_echelon_unit_checksum(uint32_t column, nmod_t modulus)
{
    return n_mod2_preinv(lb_mix((column + (uint64_t)1) * LB_MIX_STEP), modulus.n, modulus.ninv);
}

/* Add value (1 .. p - 1) times the unit vector of a column that exists. */
static inline void lb_echelon_add(lb_echelon *echelon, uint32_t column, uint64_t value)
{
    nmod_t modulus = echelon->modulus;
    uint64_t unit = lb_echelon_unit_checksum(column, modulus);
    echelon->checksum = nmod_add(echelon->checksum, nmod_mul(value, unit, modulus), modulus);
    lb_echelon_accumulate(echelon, column, value);
}

/* Reduce the accumulated vector; returns the number of columns where the remainder is not zero,
 * which are then touched[0 .. that number - 1]. O(entries of the rows that are subtracted). */
size_t lb_echelon_reduce(lb_echelon *echelon);
/* Make the remainder a row, with the given pivot from touched, and reduce the other rows by it;
 * returns its number. changed[] lists the rows that became different. */
uint32_t lb_echelon_insert(lb_echelon *echelon, uint32_t pivot);
/* Drop the accumulated vector. */
void lb_echelon_discard(lb_echelon *echelon);

/* Whether the invariant of this header holds and every checksum agrees with its row. O(entries). */
bool lb_echelon_is_consistent(const lb_echelon *echelon);

#endif
