/* Sparse integer vectors, many of them: vector v has the entries offsets[v] .. offsets[v + 1] - 1,
 * with increasing indices and values that are not zero. */

#ifndef LB_LINALG_SPARSE_H
#define LB_LINALG_SPARSE_H

#include <stdint.h>

#include <gmp.h>
#include <flint/flint.h>
#include <flint/fmpz.h>

typedef struct lb_sparse {
    size_t count;
    size_t *offsets;
    uint32_t *indices;
    fmpz *values;
} lb_sparse;

/* Entries as they come, of any vectors; equal places add up. */
typedef struct lb_triplets {
    size_t count;
    size_t *vectors;
    uint32_t *indices;
    fmpz *values;
    size_t vector_capacity, index_capacity, value_capacity;
} lb_triplets;

/* The value of a new entry, 0, to be set; valid until the next. */
fmpz *lb_triplets_add(lb_triplets *triplets, size_t vector, uint32_t index);

/* Order the entries, which come with increasing indices for each vector, by vector. Takes over and
 * clears the triplets. O(entries + count). */
void lb_sparse_init(lb_sparse *sparse, size_t count, lb_triplets *triplets);
void lb_sparse_clear(lb_sparse *sparse);

static inline size_t lb_sparse_length(const lb_sparse *sparse, size_t vector)
{
    return sparse->offsets[vector + 1] - sparse->offsets[vector];
}

#endif
