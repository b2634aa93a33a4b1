#include "linalg/membership.h"

#include <stdlib.h>

#include "base/memory.h"

void lb_membership_reserve(lb_membership *span, size_t columns)
{
    span->accumulators =
        lb_grow(span->accumulators, &span->column_capacity, columns, sizeof *span->accumulators);
    span->in_use = lb_grow(span->in_use, &span->use_capacity, columns, sizeof *span->in_use);
    span->row_of_pivot =
        lb_grow(span->row_of_pivot, &span->row_capacity, columns, sizeof *span->row_of_pivot);
    for (; span->columns < columns; span->columns++) {
        fmpz_init(span->accumulators + span->columns);
        span->in_use[span->columns] = false;
        span->row_of_pivot[span->columns] = LB_NO_ROW;
    }
}

void lb_membership_init(lb_membership *span, const lb_rational_basis *basis, size_t columns)
{
    *span = (lb_membership){.basis = basis};
    lb_membership_reserve(span, columns);
    for (uint32_t i = 0; i < basis->count; i++)
        span->row_of_pivot[basis->pivots[i]] = i;
    fmpz_init(span->scale);
    fmpz_init(span->part);
}

void lb_membership_clear(lb_membership *span)
{
    for (size_t c = 0; c < span->columns; c++)
        fmpz_clear(span->accumulators + c);
    free(span->accumulators);
    free(span->in_use);
    free(span->row_of_pivot);
    free(span->touched);
    fmpz_clear(span->scale);
    fmpz_clear(span->part);
}

fmpz *lb_membership_touch(lb_membership *span, uint32_t column)
{
    if (!span->in_use[column]) {
        span->in_use[column] = true;
        span->touched = lb_grow(span->touched, &span->touched_capacity, span->touched_count + 1,
                                sizeof *span->touched);
        span->touched[span->touched_count++] = column;
    }
    return span->accumulators + column;
}

/* The least common denominator of the rows whose pivots have an entry. */
static void common_denominator(lb_membership *span)
{
    fmpz_one(span->scale);
    for (size_t t = 0; t < span->touched_count; t++) {
        uint32_t column = span->touched[t], row = span->row_of_pivot[column];
        if (row == LB_NO_ROW || fmpz_is_zero(span->accumulators + column))
            continue;
        if (!fmpz_is_one(span->basis->denominators + row))
            fmpz_lcm(span->scale, span->scale, span->basis->denominators + row);
    }
}

static void subtract_row(lb_membership *span, uint32_t row, const fmpz_t coordinate)
{
    const lb_rational_basis *basis = span->basis;
    for (size_t e = basis->offsets[row]; e < basis->offsets[row + 1]; e++)
        fmpz_submul(lb_membership_touch(span, basis->columns[e]), coordinate,
                    basis->numerators + e);
}

bool lb_membership_contains(lb_membership *span)
{
    common_denominator(span);
    size_t before = span->touched_count;
    if (!fmpz_is_one(span->scale))
        for (size_t t = 0; t < before; t++)
            fmpz_mul(span->accumulators + span->touched[t], span->accumulators + span->touched[t],
                     span->scale);
    for (size_t t = 0; t < before; t++) {
        uint32_t column = span->touched[t], row = span->row_of_pivot[column];
        if (row == LB_NO_ROW || fmpz_is_zero(span->accumulators + column))
            continue;
        fmpz_divexact(span->part, span->accumulators + column, span->basis->denominators + row);
        fmpz_zero(span->accumulators + column);
        subtract_row(span, row, span->part);
    }
    bool zero = true;
    for (size_t t = 0; t < span->touched_count; t++) {
        uint32_t column = span->touched[t];
        zero = zero && fmpz_is_zero(span->accumulators + column);
        fmpz_zero(span->accumulators + column);
        span->in_use[column] = false;
    }
    span->touched_count = 0;
    return zero;
}
