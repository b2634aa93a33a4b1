#include "structure/frame.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static void reserve_columns(lb_frame *frame, size_t count)
{
    frame->accumulators =
        lb_grow(frame->accumulators, &frame->column_capacity, count, sizeof *frame->accumulators);
    frame->index_of =
        lb_grow(frame->index_of, &frame->index_capacity, count, sizeof *frame->index_of);
    for (; frame->columns < count; frame->columns++) {
        frame->accumulators[frame->columns] = 0;
        frame->index_of[frame->columns] = LB_NO_INDEX;
    }
}

bool lb_frame_init(lb_frame *frame, const lb_rational *rows, const uint32_t *pivots, uint32_t count,
                   lb_string_table *strings, uint64_t prime)
{
    *frame = (lb_frame){.strings = strings};
    nmod_init(&frame->modulus, prime);
    frame->basis.vectors = lb_calloc(count, sizeof *frame->basis.vectors);
    frame->basis.pivots = lb_malloc(count, sizeof *frame->basis.pivots);
    frame->string = lb_malloc(2 * strings->words, sizeof *frame->string);
    lb_products_init(&frame->products, strings);
    reserve_columns(frame, strings->count);
    for (uint32_t a = 0; a < count; a++) {
        frame->basis.pivots[a] = pivots[a];
        frame->index_of[pivots[a]] = a;
        if (!lb_frame_reduce(frame->basis.vectors + a, frame, rows + a)) {
            lb_frame_clear(frame);
            return false;
        }
        frame->basis.count++;
    }
    return true;
}

void lb_frame_clear(lb_frame *frame)
{
    lb_subspace_clear(&frame->basis);
    free(frame->index_of);
    free(frame->accumulators);
    free(frame->touched);
    free(frame->string);
    lb_products_clear(&frame->products);
}

void lb_vector_clear(lb_vector *v)
{
    free(v->terms);
}

void lb_subspace_copy(lb_subspace *copy, const lb_subspace *space)
{
    *copy = (lb_subspace){.count = space->count};
    copy->vectors = lb_malloc(space->count, sizeof *copy->vectors);
    copy->pivots = lb_malloc(space->count, sizeof *copy->pivots);
    for (uint32_t i = 0; i < space->count; i++) {
        const lb_vector *v = space->vectors + i;
        copy->pivots[i] = space->pivots[i];
        copy->vectors[i].length = v->length;
        copy->vectors[i].terms = lb_malloc(v->length, sizeof *v->terms);
        memcpy(copy->vectors[i].terms, v->terms, v->length * sizeof *v->terms);
    }
}

void lb_subspace_clear(lb_subspace *space)
{
    for (uint32_t i = 0; i < space->count; i++)
        lb_vector_clear(space->vectors + i);
    free(space->vectors);
    free(space->pivots);
}

bool lb_frame_reduce(lb_vector *reduced, const lb_frame *frame, const lb_rational *v)
{
    nmod_t p = frame->modulus;
    uint64_t denominator = fmpz_fdiv_ui(v->denominator, p.n);
    if (!denominator)
        return false;
    uint64_t inverse = nmod_inv(denominator, p);
    *reduced = (lb_vector){.terms = lb_malloc(v->length, sizeof *reduced->terms)};
    for (uint32_t i = 0; i < v->length; i++) {
        uint64_t numerator = fmpz_fdiv_ui(v->numerators + i, p.n);
        if (numerator)
            reduced->terms[reduced->length++] =
                (lb_term){nmod_mul(numerator, inverse, p), v->columns[i]};
    }
    return true;
}

static void accumulate(lb_frame *frame, uint32_t column, uint64_t value)
{
    uint64_t *accumulator = frame->accumulators + column;
    if (!*accumulator) {
        frame->touched = lb_grow(frame->touched, &frame->touched_capacity, frame->touched_count + 1,
                                 sizeof *frame->touched);
        frame->touched[frame->touched_count++] = column;
    }
    *accumulator += value;
    if (*accumulator > frame->modulus.n)
        *accumulator -= frame->modulus.n;
}

void lb_frame_add(lb_frame *frame, uint64_t scale, const lb_vector *v)
{
    if (!scale)
        return;
    reserve_columns(frame, frame->strings->count);
    for (uint32_t i = 0; i < v->length; i++)
        accumulate(frame, v->terms[i].column, nmod_mul(scale, v->terms[i].value, frame->modulus));
}

static void accumulate_products(lb_frame *frame)
{
    uint32_t numbers[LB_PRODUCTS], count = frame->products.count;
    lb_products_resolve(&frame->products, numbers);
    reserve_columns(frame, frame->strings->count);
    for (uint32_t i = 0; i < count; i++)
        accumulate(frame, numbers[i], frame->values[i]);
}

void lb_frame_add_bracket(lb_frame *frame, uint64_t scale, const lb_vector *a, const lb_vector *b)
{
    size_t words = frame->strings->words;
    if (!scale)
        return;
    for (uint32_t i = 0; i < a->length; i++) {
        /* A copy, since the table moves when it grows. */
        memcpy(frame->string, lb_string_table_at(frame->strings, a->terms[i].column),
               2 * words * sizeof *frame->string);
        uint64_t factor = nmod_mul(scale, a->terms[i].value, frame->modulus);
        for (uint32_t j = 0; j < b->length; j++) {
            const uint64_t *other = lb_string_table_at(frame->strings, b->terms[j].column);
            if (!lb_dense_anticommutes(frame->string, other, words))
                continue;
            if (frame->products.count == LB_PRODUCTS) {
                accumulate_products(frame);
                other = lb_string_table_at(frame->strings, b->terms[j].column);
            }
            uint64_t value = nmod_mul(factor, b->terms[j].value, frame->modulus);
            uint32_t at = frame->products.count;
            int sign = lb_products_add(&frame->products, frame->string, other, words);
            frame->values[at] = sign > 0 ? value : nmod_neg(value, frame->modulus);
        }
    }
    accumulate_products(frame);
}

void lb_frame_take(lb_vector *v, lb_frame *frame)
{
    *v = (lb_vector){.terms = lb_malloc(frame->touched_count, sizeof *v->terms)};
    for (size_t i = 0; i < frame->touched_count; i++) {
        uint32_t column = frame->touched[i];
        uint64_t value = frame->accumulators[column];
        frame->accumulators[column] = 0;
        if (value != frame->modulus.n)
            v->terms[v->length++] = (lb_term){value, column};
    }
    frame->touched_count = 0;
}

bool lb_frame_drop(lb_frame *frame)
{
    bool zero = true;
    for (size_t i = 0; i < frame->touched_count; i++) {
        uint64_t *accumulator = frame->accumulators + frame->touched[i];
        zero = zero && *accumulator == frame->modulus.n;
        *accumulator = 0;
    }
    frame->touched_count = 0;
    return zero;
}

bool lb_frame_commute(lb_frame *frame, const lb_vector *a, const lb_vector *b)
{
    lb_frame_add_bracket(frame, 1, a, b);
    return lb_frame_drop(frame);
}

uint64_t lb_frame_dot(const lb_frame *frame, const lb_vector *v)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < v->length; i++) {
        uint64_t value =
            v->terms[i].column < frame->columns ? frame->accumulators[v->terms[i].column] : 0;
        if (value && value != frame->modulus.n)
            sum = nmod_add(sum, nmod_mul(value, v->terms[i].value, frame->modulus), frame->modulus);
    }
    return sum;
}
