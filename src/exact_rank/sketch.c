/* Blocks are neighbours; switches of the first three levels stay in the lanes of a register. */

#include "exact_rank/sketch.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { LANES = LB_EXACT_LANES };

/* The least b >= 3 with 2^b >= rank, or 0 where `length` has no two blocks of 2^b. */
static unsigned choose_levels(size_t length, size_t rank)
{
    unsigned b = 3;
    while (((size_t)1 << b) < rank && b < 40)
        b++;
    return length >= (size_t)2 << b ? b : 0;
}

/* In a register both lanes of a switch have its number. */
static size_t count_numbers(size_t length, unsigned levels)
{
    return levels ? 3 * length + (levels - 3) * length / 2 + length : 0;
}

double lb_sketch_bytes(size_t length, size_t rank)
{
    return (double)count_numbers(length, choose_levels(length, rank)) * sizeof(double);
}

static void equalize_lanes(double *a, size_t width)
{
    for (size_t m = 1; m < LANES; m *= 2, a += width)
        for (size_t i = 0; i < width; i++)
            a[i] = a[i & ~m];
}

void lb_sketch_init(lb_sketch *S, const lb_field *F, size_t length, size_t rank, lb_random *random)
{
    *S = (lb_sketch){.field = *F, .length = length, .levels = choose_levels(length, rank)};
    S->width = S->levels ? (size_t)1 << S->levels : length;
    size_t blocks = length / S->width, count = count_numbers(length, S->levels);
    assert(length % S->width == 0);
    S->numbers = lb_malloc_aligned(count, sizeof *S->numbers);
    for (size_t i = 0; i < count; i++)
        S->numbers[i] = lb_field_balance(F, lb_random_below(random, F->p));
    for (size_t k = 0; k < blocks && S->levels; k++)
        equalize_lanes(S->numbers + k * (count / blocks), S->width);
}

void lb_sketch_clear(lb_sketch *S)
{
    free(S->numbers);
}

/* One block, added to the sum; returns the random numbers that come next. */
static const double *pass_block(const lb_sketch *S, double *sum, double *block, const double *a)
{
    for (unsigned m = 1; m < LANES; m *= 2, a += S->width)
        lb_exact_switch_lanes(block, a, m, S->width, &S->field);
    for (size_t step = LANES; step < S->width; step *= 2)
        for (size_t i = 0; i < S->width; i += 2 * step, a += step)
            lb_exact_switch(block + i, block + i + step, a, step, &S->field);
    lb_exact_add_products(sum, block, a, S->width, &S->field);
    return a + S->width;
}

void lb_sketch_apply(const lb_sketch *S, double *out, double *vector)
{
    const double *a = S->numbers;
    if (!S->levels) {
        memcpy(out, vector, S->length * sizeof *out);
        return;
    }
    memset(out, 0, S->width * sizeof *out);
    for (size_t start = 0; start < S->length; start += S->width)
        a = pass_block(S, out, vector + start, a);
}
