#include "structure/adjoint.h"

#include <stdlib.h>

#include "base/memory.h"
#include "linalg/echelon.h"

/* Coordinates being summed up, with those in use. */
typedef struct column_sum {
    uint64_t *values; /* all zero when empty */
    bool *in_use;
    uint32_t *touched;
    uint32_t count;
    nmod_t modulus;
} column_sum;

static void sum_init(column_sum *s, uint32_t dimension, nmod_t modulus)
{
    *s = (column_sum){.modulus = modulus};
    s->values = lb_calloc(dimension, sizeof *s->values);
    s->in_use = lb_calloc(dimension, sizeof *s->in_use);
    s->touched = lb_malloc(dimension, sizeof *s->touched);
}

static void sum_clear(column_sum *s)
{
    free(s->values);
    free(s->in_use);
    free(s->touched);
}

/* Add scale times column a of A. */
static void sum_add(column_sum *s, const lb_adjoint *A, uint32_t a, uint64_t scale)
{
    for (size_t i = A->first[a]; i < A->first[a + 1]; i++) {
        uint32_t row = A->terms[i].column;
        if (!s->in_use[row]) {
            s->in_use[row] = true;
            s->touched[s->count++] = row;
        }
        s->values[row] =
            nmod_add(s->values[row], nmod_mul(scale, A->terms[i].value, s->modulus), s->modulus);
    }
}

/* Add scale times A times column a of B. */
static void sum_add_product(column_sum *s, const lb_adjoint *A, const lb_adjoint *B, uint32_t a,
                            uint64_t scale)
{
    for (size_t i = B->first[a]; i < B->first[a + 1]; i++)
        sum_add(s, A, B->terms[i].column, nmod_mul(scale, B->terms[i].value, s->modulus));
}

/* Empty the sum; whether it was zero. */
static bool sum_drop(column_sum *s)
{
    bool zero = true;
    for (uint32_t i = 0; i < s->count; i++) {
        zero = zero && !s->values[s->touched[i]];
        s->values[s->touched[i]] = 0;
        s->in_use[s->touched[i]] = false;
    }
    s->count = 0;
    return zero;
}

static size_t append_term(lb_adjoint *A, size_t count, size_t *capacity, lb_term term)
{
    A->terms = lb_grow(A->terms, capacity, count + 1, sizeof *A->terms);
    A->terms[count] = term;
    return count + 1;
}

void lb_adjoint_init(lb_adjoint *A, lb_frame *frame, const lb_vector *v)
{
    size_t count = 0, capacity = 0;
    *A = (lb_adjoint){.dimension = frame->basis.count};
    A->first = lb_malloc((size_t)A->dimension + 1, sizeof *A->first);
    for (uint32_t a = 0; a < A->dimension; a++) {
        A->first[a] = count;
        lb_frame_add_bracket(frame, 1, v, frame->basis.vectors + a);
        for (size_t i = 0; i < frame->touched_count; i++) {
            uint32_t column = frame->touched[i], coordinate = frame->index_of[column];
            uint64_t value = frame->accumulators[column];
            if (coordinate != LB_NO_INDEX && value != frame->modulus.n)
                count = append_term(A, count, &capacity, (lb_term){value, coordinate});
        }
        lb_frame_drop(frame);
    }
    A->first[A->dimension] = count;
}

void lb_adjoint_init_combination(lb_adjoint *A, const uint64_t *coefficients,
                                 const lb_adjoint *matrices, uint32_t count, nmod_t modulus)
{
    size_t length = 0, capacity = 0;
    *A = (lb_adjoint){.dimension = matrices->dimension};
    A->first = lb_malloc((size_t)A->dimension + 1, sizeof *A->first);
    column_sum s;
    sum_init(&s, A->dimension, modulus);
    for (uint32_t a = 0; a < A->dimension; a++) {
        A->first[a] = length;
        for (uint32_t i = 0; i < count; i++)
            if (coefficients[i])
                sum_add(&s, matrices + i, a, coefficients[i]);
        for (uint32_t i = 0; i < s.count; i++)
            if (s.values[s.touched[i]])
                length = append_term(A, length, &capacity,
                                     (lb_term){s.values[s.touched[i]], s.touched[i]});
        sum_drop(&s);
    }
    A->first[A->dimension] = length;
    sum_clear(&s);
}

void lb_adjoint_clear(lb_adjoint *A)
{
    free(A->first);
    free(A->terms);
}

/* The column among those of the remainder that occurs in the fewest columns of A. */
static uint32_t rarest(const lb_echelon *echelon, const uint32_t *occurrences)
{
    uint32_t best = echelon->touched[0];
    for (size_t i = 1; i < echelon->touched_count; i++)
        if (occurrences[echelon->touched[i]] < occurrences[best])
            best = echelon->touched[i];
    return best;
}

uint32_t lb_adjoint_rank(const lb_adjoint *A, nmod_t modulus)
{
    lb_echelon echelon;
    lb_echelon_init(&echelon, modulus.n);
    lb_echelon_reserve_columns(&echelon, A->dimension);
    uint32_t *occurrences = lb_calloc(A->dimension, sizeof *occurrences);
    for (size_t i = 0; i < A->first[A->dimension]; i++)
        occurrences[A->terms[i].column]++;
    for (uint32_t a = 0; a < A->dimension; a++) {
        for (size_t i = A->first[a]; i < A->first[a + 1]; i++)
            lb_echelon_add(&echelon, A->terms[i].column, A->terms[i].value);
        if (lb_echelon_reduce(&echelon))
            lb_echelon_insert(&echelon, rarest(&echelon, occurrences));
    }
    uint32_t rank = echelon.row_count;
    lb_echelon_clear(&echelon);
    free(occurrences);
    return rank;
}

bool lb_adjoint_products_agree(const lb_adjoint *A, const lb_adjoint *B, const lb_adjoint *C,
                               const lb_adjoint *D, nmod_t modulus)
{
    column_sum s;
    bool agree = true;
    sum_init(&s, A->dimension, modulus);
    for (uint32_t a = 0; a < A->dimension && agree; a++) {
        sum_add_product(&s, A, B, a, 1);
        if (C)
            sum_add_product(&s, C, D, a, modulus.n - 1);
        agree = sum_drop(&s);
    }
    sum_clear(&s);
    return agree;
}

uint64_t lb_adjoint_trace(const lb_adjoint *A, const lb_adjoint *B, nmod_t modulus)
{
    column_sum s;
    uint64_t trace = 0;
    sum_init(&s, A->dimension, modulus);
    for (uint32_t a = 0; a < A->dimension; a++) {
        sum_add_product(&s, A, B, a, 1);
        trace = nmod_add(trace, s.values[a], modulus);
        sum_drop(&s);
    }
    sum_clear(&s);
    return trace;
}

void lb_adjoint_apply(uint64_t *y, const lb_adjoint *A, const uint64_t *x, uint64_t scale,
                      nmod_t modulus)
{
    for (uint32_t a = 0; a < A->dimension; a++) {
        if (!x[a])
            continue;
        uint64_t factor = nmod_mul(scale, x[a], modulus);
        for (size_t i = A->first[a]; i < A->first[a + 1]; i++) {
            uint64_t *target = y + A->terms[i].column;
            *target = nmod_add(*target, nmod_mul(factor, A->terms[i].value, modulus), modulus);
        }
    }
}
