#include "linalg/sparse_modular.h"

#include <stdlib.h>
#include <string.h>

#include <flint/nmod.h>

#include "base/memory.h"

void lb_sparse_vector_clear(lb_sparse_vector *v)
{
    free(v->terms);
}

void lb_sparse_vectors_clear(lb_sparse_vector *vectors, uint32_t count)
{
    for (uint32_t i = 0; vectors && i < count; i++)
        lb_sparse_vector_clear(vectors + i);
    free(vectors);
}

void lb_sparse_vector_copy(lb_sparse_vector *copy, const lb_sparse_vector *v)
{
    lb_term *terms = lb_malloc(v->length, sizeof *terms);
    if (v->length)
        memcpy(terms, v->terms, v->length * sizeof *terms);
    *copy = (lb_sparse_vector){v->length, terms};
}

void lb_sparse_vector_add(uint64_t *dense, const lb_sparse_vector *v, uint64_t scale,
                          nmod_t modulus)
{
    for (uint32_t i = 0; scale && i < v->length; i++) {
        uint64_t *entry = dense + v->terms[i].column;
        *entry = nmod_add(*entry, nmod_mul(scale, v->terms[i].value, modulus), modulus);
    }
}

/* That many products of residues below 2^62 fit in two words. */
enum { FEW_TERMS = 16, SMALL_NORM = 2 };

static uint64_t dot_few(const uint64_t *dense, const lb_sparse_vector *v, nmod_t modulus)
{
    const mp_limb_t zero = 0; /* which NMOD2_RED2 would shift as an int */
    mp_limb_t s1 = 0, s0 = 0, high, low, sum;
    for (uint32_t i = 0; i < v->length; i++) {
        umul_ppmm(high, low, dense[v->terms[i].column], v->terms[i].value);
        add_ssaaaa(s1, s0, s1, s0, high, low);
    }
    NMOD_RED2(high, zero, s1, modulus);
    NMOD_RED2(sum, high, s0, modulus);
    return sum;
}

/* The sum of products of residues fits in three words. */
uint64_t lb_sparse_vector_dot(const uint64_t *dense, const lb_sparse_vector *v, nmod_t modulus)
{
    if (v->length <= FEW_TERMS && modulus.norm >= SMALL_NORM)
        return dot_few(dense, v, modulus);
    mp_limb_t s2 = 0, s1 = 0, s0 = 0, high, low, sum;
    for (uint32_t i = 0; i < v->length; i++) {
        umul_ppmm(high, low, dense[v->terms[i].column], v->terms[i].value);
        add_sssaaaaaa(s2, s1, s0, s2, s1, s0, 0, high, low);
    }
    NMOD_RED3(sum, s2, s1, s0, modulus);
    return sum;
}

void lb_sparse_vector_scatter(uint64_t *dense, uint32_t dimension, const lb_sparse_vector *v)
{
    memset(dense, 0, dimension * sizeof *dense);
    for (uint32_t i = 0; i < v->length; i++)
        dense[v->terms[i].column] = v->terms[i].value;
}

bool lb_sparse_vector_reduce(lb_sparse_vector *reduced, const lb_rational *v, nmod_t modulus)
{
    uint64_t denominator = fmpz_fdiv_ui(v->denominator, modulus.n);
    if (!denominator)
        return false;
    uint64_t inverse = nmod_inv(denominator, modulus);
    *reduced = (lb_sparse_vector){.terms = lb_malloc(v->length, sizeof *reduced->terms)};
    for (uint32_t i = 0; i < v->length; i++) {
        uint64_t numerator = fmpz_fdiv_ui(v->numerators + i, modulus.n);
        if (numerator)
            reduced->terms[reduced->length++] =
                (lb_term){nmod_mul(numerator, inverse, modulus), v->columns[i]};
    }
    return true;
}

lb_sparse_vector *lb_sparse_vectors_reduce(const lb_rational *vectors, uint32_t count,
                                           nmod_t modulus)
{
    lb_sparse_vector *reduced = lb_malloc(count, sizeof *reduced);
    for (uint32_t i = 0; i < count; i++)
        if (!lb_sparse_vector_reduce(reduced + i, vectors + i, modulus)) {
            lb_sparse_vectors_clear(reduced, i);
            return NULL;
        }
    return reduced;
}

void lb_sparse_sum_init(lb_sparse_sum *sum, uint32_t columns, nmod_t modulus)
{
    *sum = (lb_sparse_sum){.modulus = modulus};
    sum->values = lb_calloc(columns, sizeof *sum->values);
    sum->in_use = lb_calloc(columns, sizeof *sum->in_use);
    sum->touched = lb_malloc(columns, sizeof *sum->touched);
}

void lb_sparse_sum_clear(lb_sparse_sum *sum)
{
    free(sum->values);
    free(sum->in_use);
    free(sum->touched);
}

void lb_sparse_sum_add(lb_sparse_sum *sum, uint64_t scale, const lb_term *terms, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t column = terms[i].column;
        if (!sum->in_use[column]) {
            sum->in_use[column] = true;
            sum->touched[sum->count++] = column;
        }
        sum->values[column] = nmod_add(sum->values[column],
                                       nmod_mul(scale, terms[i].value, sum->modulus), sum->modulus);
    }
}

void lb_sparse_sum_take(lb_sparse_vector *v, lb_sparse_sum *sum)
{
    uint32_t length = 0;
    for (uint32_t i = 0; i < sum->count; i++)
        length += sum->values[sum->touched[i]] != 0;
    *v = (lb_sparse_vector){.terms = lb_malloc(length, sizeof *v->terms)};
    for (uint32_t i = 0; i < sum->count; i++)
        if (sum->values[sum->touched[i]])
            v->terms[v->length++] = (lb_term){sum->values[sum->touched[i]], sum->touched[i]};
    lb_sparse_sum_drop(sum);
}

bool lb_sparse_sum_drop(lb_sparse_sum *sum)
{
    bool zero = true;
    for (uint32_t i = 0; i < sum->count; i++) {
        zero = zero && !sum->values[sum->touched[i]];
        sum->values[sum->touched[i]] = 0;
        sum->in_use[sum->touched[i]] = false;
    }
    sum->count = 0;
    return zero;
}
