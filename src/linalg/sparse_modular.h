/* Sparse vectors modulo a prime, and their sums. */

#ifndef LB_LINALG_SPARSE_MODULAR_H
#define LB_LINALG_SPARSE_MODULAR_H

#include <flint/nmod_vec.h>

#include "linalg/sparse_rational.h"

typedef struct lb_term {
    uint64_t value; /* 1 .. p - 1 */
    uint32_t column;
} lb_term;

typedef struct lb_sparse_vector {
    uint32_t length;
    lb_term *terms; /* distinct columns in no particular order */
} lb_sparse_vector;

void lb_sparse_vector_clear(lb_sparse_vector *v);
void lb_sparse_vectors_clear(lb_sparse_vector *vectors,
                             uint32_t count); /* and free the array; NULL is allowed */
void lb_sparse_vector_copy(lb_sparse_vector *copy, const lb_sparse_vector *v);
/* dense += scale * v. */
void lb_sparse_vector_add(uint64_t *dense, const lb_sparse_vector *v, uint64_t scale,
                          nmod_t modulus);
uint64_t lb_sparse_vector_dot(const uint64_t *dense, const lb_sparse_vector *v, nmod_t modulus);
/* The entries as an array of `dimension` residues. */
void lb_sparse_vector_scatter(uint64_t *dense, uint32_t dimension, const lb_sparse_vector *v);
/* The reduction of v; false when the prime divides its denominator. */
bool lb_sparse_vector_reduce(lb_sparse_vector *reduced, const lb_rational *v, nmod_t modulus);
/* The same for an array, which the caller frees; NULL when the prime divides a denominator. */
lb_sparse_vector *lb_sparse_vectors_reduce(const lb_rational *vectors, uint32_t count,
                                           nmod_t modulus);

/* A vector being summed up: values of all columns, and which of them are in use. */
typedef struct lb_sparse_sum {
    nmod_t modulus;
    uint64_t *values; /* 0 where not in use */
    bool *in_use;
    uint32_t *touched;
    uint32_t count;
} lb_sparse_sum;

void lb_sparse_sum_init(lb_sparse_sum *sum, uint32_t columns, nmod_t modulus);
void lb_sparse_sum_clear(lb_sparse_sum *sum);
/* Add scale times some terms. */
void lb_sparse_sum_add(lb_sparse_sum *sum, uint64_t scale, const lb_term *terms, size_t count);
/* The sum becomes v, and empty. */
void lb_sparse_sum_take(lb_sparse_vector *v, lb_sparse_sum *sum);
/* Empty the sum; whether it was zero. */
bool lb_sparse_sum_drop(lb_sparse_sum *sum);

#endif
