/* A fully reduced sparse echelon basis modulo a prime.
 *
 * Rows are vectors over numbered columns. Every row has a pivot column where it is 1, and which is
 * 0 in every other row. So the coordinates of a vector of the span are its entries at the pivots,
 * and one pass over them reduces it.
 *
 * A vector is built in accumulators (lb_vector_add), reduced (lb_echelon_reduce) and then either
 * becomes a row (lb_echelon_insert) or is dropped (lb_vector_discard). Several threads may build
 * and reduce vectors of their own while no row is inserted.
 *
 * Every vector carries a checksum, the value of a fixed pseudo-random linear functional on it. Sums
 * and multiples of vectors act on checksums by the same arithmetic, and lb_echelon_is_consistent
 * compares them with the entries at the end: an entry that went wrong on the way shows, except with
 * probability 1/p. This guards against faults of the program; no proof rests on it.
 *
 * The occurrence lists hold every (row, column) entry outside the pivots, and possibly stale ones,
 * which are dropped when they outnumber the true ones. The numbers of occurrences are exact. */

#ifndef LB_LINALG_ECHELON_H
#define LB_LINALG_ECHELON_H

#include <stdbool.h>
#include <stdint.h>

#include <gmp.h>
#include <flint/flint.h>
#include <flint/nmod.h>
#include <flint/nmod_vec.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "base/random.h"

#define LB_NO_ROW UINT32_MAX

/* The primes used: below this, so that sums of two residues fit a word with room to spare. */
#define LB_MODULUS_BITS 62
/* Checksums of unit vectors have as many bits; most primes are larger. */
#define LB_CHECKSUM_BITS 60

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
    uint32_t pivot_row;   /* LB_NO_ROW if the column is no pivot */
    uint32_t count;       /* rows with an entry here, the pivot of the column left out */
    uint32_t occurrences; /* first node of a list, or LB_NO_ROW */
} lb_column;

typedef struct lb_occurrence {
    uint32_t row, next;
} lb_occurrence;

/* A dense vector of which few entries are in use. An accumulator is 0 when it is not in use, else
 * the value in 1 .. p, where p stands for a zero that came about by cancellation. */
typedef struct lb_vector {
    nmod_t modulus;
    uint64_t *accumulators;
    size_t column_count, column_capacity;
    uint32_t *touched; /* the columns in use */
    size_t touched_count, touched_capacity;
    uint64_t checksum;
    size_t work; /* entries of rows that were subtracted from it, ever */
    bool faulty; /* it was zero, with another checksum */
} lb_vector;

typedef struct lb_echelon {
    nmod_t modulus;
    lb_row *rows;
    uint32_t row_count;
    size_t row_capacity;
    lb_column *columns;
    size_t column_count, column_capacity;
    lb_occurrence *occurrences;
    size_t occurrence_count, occurrence_capacity;
    uint32_t free_occurrence;
    size_t entry_count;   /* entries in all rows */
    size_t work;          /* entries that were subtracted from rows, ever */
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

void lb_vector_init(lb_vector *vector, nmod_t modulus); /* zero */
void lb_vector_clear(lb_vector *vector);
/* Make columns 0 .. count - 1 exist. */
void lb_vector_reserve(lb_vector *vector, size_t count);
/* Make it zero. */
void lb_vector_discard(lb_vector *vector);

/* Make room for so many more columns in use. */
static inline void lb_vector_make_room(lb_vector *vector, size_t more)
{
    if (vector->touched_count + more > vector->touched_capacity)
        vector->touched = lb_grow(vector->touched, &vector->touched_capacity,
                                  vector->touched_count + more, sizeof *vector->touched);
}

/* Add value (1 .. p - 1) to the accumulator of a column that exists, there being room; the checksum
 * is not touched. */
static inline void lb_vector_accumulate(lb_vector *vector, uint32_t column, uint64_t value)
{
    uint64_t *accumulator = vector->accumulators + column;
    if (!*accumulator)
        vector->touched[vector->touched_count++] = column;
    *accumulator += value;
    if (*accumulator > vector->modulus.n)
        *accumulator -= vector->modulus.n;
}

/* The checksum of a unit vector. */
static inline uint64_t lb_unit_checksum(uint32_t column, nmod_t modulus)
{
    uint64_t mixed = lb_mix((column + (uint64_t)1) * LB_MIX_STEP) >> (64 - LB_CHECKSUM_BITS);
    return modulus.n >> LB_CHECKSUM_BITS ? mixed : n_mod2_preinv(mixed, modulus.n, modulus.ninv);
}

/* Add value (1 .. p - 1) times the unit vector of a column that exists. */
static inline void lb_vector_add(lb_vector *vector, uint32_t column, uint64_t value)
{
    nmod_t modulus = vector->modulus;
    uint64_t unit = lb_unit_checksum(column, modulus);
    vector->checksum = nmod_add(vector->checksum, nmod_mul(value, unit, modulus), modulus);
    lb_vector_make_room(vector, 1);
    lb_vector_accumulate(vector, column, value);
}

/* Reduce the vector; returns the number of columns where the remainder is not zero, which are then
 * touched[0 .. that number - 1]. O(entries of the rows that are subtracted). */
size_t lb_echelon_reduce(const lb_echelon *echelon, lb_vector *vector);
/* Make the remainder a row, with the given pivot from touched, and reduce the other rows by it;
 * returns its number. All its columns exist. The vector is zero afterwards. changed[] lists the
 * rows that became different, in order. */
uint32_t lb_echelon_insert(lb_echelon *echelon, lb_vector *vector, uint32_t pivot);

/* Add a row whose pivot is in no other row, and which has no other row's pivot; it takes the
 * entries. */
void lb_echelon_append(lb_echelon *echelon, lb_row row);

/* Whether the invariant of this header holds and every checksum agrees with its row. O(entries). */
bool lb_echelon_is_consistent(const lb_echelon *echelon);

#endif
