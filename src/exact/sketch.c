/* The 8 lanes of the registers belong to 8 different blocks, so that a switch is one operation of
 * registers for 8 blocks; block number 8 k + l has the entries (k B + i) 8 + l, i < B. */

#include "exact/sketch.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* The least b >= 3 with 2^b >= rank, or 0 where `length` has no 8 blocks of 2^b. */
static unsigned choose_levels(size_t length, size_t rank)
{
    unsigned b = 3;
    while (((size_t)1 << b) < rank && b < 40)
        b++;
    return length % ((size_t)LB_EXACT_LANES << b) == 0 ? b : 0;
}

double lb_sketch_bytes(size_t length, size_t rank)
{
    unsigned levels = choose_levels(length, rank);
    return levels ? (levels / 2.0 + 1) * (double)length * sizeof(double) : 0;
}

void lb_sketch_init(lb_sketch *S, const lb_field *F, size_t length, size_t rank, lb_random *random)
{
    *S = (lb_sketch){.field = *F, .length = length, .levels = choose_levels(length, rank)};
    S->width = S->levels ? (size_t)1 << S->levels : length;
    size_t count = S->levels ? S->levels * length / 2 + length : 0;
    S->numbers = lb_malloc_aligned(count, sizeof *S->numbers);
    for (size_t i = 0; i < count; i++)
        S->numbers[i] = lb_field_balance(F, lb_random_below(random, F->p));
}

void lb_sketch_clear(lb_sketch *S)
{
    free(S->numbers);
}

/* One group of 8 blocks, added to the sum; returns the random numbers that come next. */
static const double *pass_group(const lb_sketch *S, double *sum, double *group, const double *a)
{
    size_t entries = S->width * LB_EXACT_LANES;
    for (size_t step = LB_EXACT_LANES; step < entries; step *= 2)
        for (size_t i = 0; i < entries; i += 2 * step, a += step)
            lb_exact_switch(group + i, group + i + step, a, step, &S->field);
    lb_exact_add_products(sum, group, a, entries, &S->field);
    return a + entries;
}

void lb_sketch_apply(const lb_sketch *S, double *out, double *vector, double *sum)
{
    const double *a = S->numbers;
    size_t entries = S->width * LB_EXACT_LANES;
    if (!S->levels) {
        memcpy(out, vector, S->length * sizeof *out);
        return;
    }
    memset(sum, 0, entries * sizeof *sum);
    for (size_t start = 0; start < S->length; start += entries)
        a = pass_group(S, sum, vector + start, a);
    for (size_t i = 0; i < S->width; i++) {
        out[i] = 0;
        for (size_t l = 0; l < LB_EXACT_LANES; l++)
            out[i] += sum[LB_EXACT_LANES * i + l];
        out[i] = lb_field_reduce(&S->field, out[i]);
    }
}
