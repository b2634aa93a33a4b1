#include "exact_rank/echelon.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void lb_exact_rows_init(lb_exact_rows *R, const lb_field *F, size_t width)
{
    assert(width % LB_EXACT_LANES == 0);
    *R = (lb_exact_rows){.field = *F, .width = width};
    lb_padic_rows_init(&R->padic, F, width);
}

void lb_exact_rows_clear(lb_exact_rows *R)
{
    for (size_t i = 0; i < R->count; i++)
        free(R->rows[i]);
    free(R->rows);
    free(R->pivots);
    lb_padic_rows_clear(&R->padic);
}

/* Two rows at a time, r and then s: the entry at the pivot of s is known before the vector is
 * touched. What precedes both pivots is zero already. */
static void reduce_by(const lb_exact_rows *R, double *vector, size_t first, size_t end)
{
    const lb_field *F = &R->field;
    for (size_t i = first; i < end; i += 2) {
        const double *r = R->rows[i], *s = r;
        size_t start = R->pivots[i];
        double a = vector[R->pivots[i]], b = 0;
        if (i + 1 < end) {
            size_t pivot = R->pivots[i + 1];
            s = R->rows[i + 1];
            b = lb_field_reduce(F, vector[pivot] - a * r[pivot]);
            start = pivot < start ? pivot : start;
        }
        if (a == 0 && b == 0)
            continue;
        start -= start % LB_EXACT_LANES;
        lb_exact_subtract(vector + start, r + start, a, s + start, b, R->width - start, F);
    }
}

/* Bytes of rows that stay in a second-level cache beside the vectors. */
#define BLOCK_BYTES ((size_t)1 << 18)

void lb_exact_rows_reduce(const lb_exact_rows *R, double *vectors, size_t count, size_t first)
{
    size_t fit = BLOCK_BYTES / (R->width * sizeof *vectors);
    size_t block = count < 2 ? R->count : fit < 8 ? 8 : fit - fit % 2;
    for (size_t v = 0; v < count && lb_field_is_padic(&R->field); v++)
        lb_padic_rows_reduce(&R->padic, vectors + v * R->width);
    for (size_t end; first < R->count; first = end) {
        end = R->count - first < block ? R->count : first + block;
        for (size_t v = 0; v < count; v++)
            reduce_by(R, vectors + v * R->width, first, end);
    }
}

bool lb_exact_rows_insert(lb_exact_rows *R, const double *vector)
{
    const lb_field *F = &R->field;
    size_t pivot = 0;
    if (lb_field_is_padic(F))
        return lb_padic_rows_insert(&R->padic, vector);
    while (pivot < R->width && lb_field_word(F, vector[pivot]) == 0)
        pivot++;
    if (pivot == R->width)
        return false;
    if (R->count == R->capacity) {
        R->rows = lb_grow(R->rows, &R->capacity, R->count + 1, sizeof *R->rows);
        R->pivots = lb_realloc(R->pivots, R->capacity, sizeof *R->pivots);
    }
    double *row = lb_malloc_aligned(R->width, sizeof *row);
    memcpy(row, vector, R->width * sizeof *row);
    uint64_t inverse = lb_field_invert(F, lb_field_word(F, vector[pivot]));
    lb_exact_scale(row, lb_field_balance(F, inverse), R->width, F);
    R->rows[R->count] = row;
    R->pivots[R->count++] = pivot;
    return true;
}
