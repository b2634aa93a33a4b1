/* Rows have 1 at their pivots, and 0 at those of the rows before them. A new row is reduced by a
 * block of rows at once: first how many times each of them is to be subtracted, then the sum of
 * products in 64 bits, reduced once. With p < 2^29, 32 products stay below 2^63. */

#include "check/rank/rank.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 32, TILE = 512 };

void lb_check_elimination_init(lb_check_elimination *E, const lb_check_field *F, size_t width,
                               size_t rows_max)
{
    *E = (lb_check_elimination){.field = *F, .width = width};
    E->rows = lb_check_resize(NULL, rows_max * sizeof *E->rows);
    E->pivots = lb_check_resize(NULL, rows_max * sizeof *E->pivots);
}

void lb_check_elimination_clear(lb_check_elimination *E)
{
    for (size_t i = 0; i < E->count; i++)
        free(E->rows[i]);
    free(E->rows);
    free(E->pivots);
}

/* Factors of -c_i, where row - sum of c_i row_i is 0 at the pivots of the block. */
static void find_factors(const lb_check_elimination *E, size_t first, size_t end,
                         const uint32_t *row, uint32_t factors[BLOCK])
{
    const lb_check_field *F = &E->field;
    for (size_t i = first; i < end; i++) {
        uint64_t c = row[E->pivots[i]];
        for (size_t j = first; j < i; j++)
            c += lb_check_field_multiply(F, factors[j - first], E->rows[j][E->pivots[i]]);
        factors[i - first] =
            lb_check_field_factor(F, lb_check_field_negate(F, (uint32_t)(c % F->p)));
    }
}

static inline void add_run(uint64_t *restrict sums, const uint32_t *restrict row, uint32_t factor)
{
    for (size_t l = 0; l < LB_CHECK_RUN; l++)
        sums[l] += (uint64_t)factor * row[l];
}

/* a / 2^32 + b, where a / 2^32 is below 2^32, and is made less than p by one more reduction. */
static inline uint32_t finish_sum(const lb_check_field F, uint64_t a, uint32_t b)
{
    uint32_t m = (uint32_t)a * F.minus_inverse;
    uint64_t rest = (a + (uint64_t)m * F.p) >> 32;
    uint32_t sum = lb_check_field_reduce(&F, rest * F.one) + b;
    return sum < F.p ? sum : sum - F.p;
}

/* Rows have room for whole runs. */
LB_CHECK_CLONES static void add_rows(const lb_check_elimination *E, size_t first, size_t end,
                                     uint32_t *row, const uint32_t factors[BLOCK])
{
    uint64_t sums[TILE];
    for (size_t start = 0; start < E->width; start += TILE) {
        size_t length = E->width - start < TILE ? E->width - start : TILE;
        memset(sums, 0, sizeof sums);
        for (size_t i = first; i < end; i++)
            for (size_t l = 0; factors[i - first] && l < length; l += LB_CHECK_RUN)
                add_run(sums + l, E->rows[i] + start + l, factors[i - first]);
        for (size_t l = 0; l < length; l++)
            row[start + l] = finish_sum(E->field, sums[l], row[start + l]);
    }
}

bool lb_check_elimination_insert(lb_check_elimination *E, uint32_t *row)
{
    const lb_check_field *F = &E->field;
    uint32_t factors[BLOCK];
    for (size_t first = 0; first < E->count; first += BLOCK) {
        size_t end = E->count - first < BLOCK ? E->count : first + BLOCK;
        find_factors(E, first, end, row, factors);
        add_rows(E, first, end, row, factors);
    }
    size_t pivot = 0;
    while (pivot < E->width && !row[pivot])
        pivot++;
    if (pivot == E->width)
        return false;
    uint32_t factor = lb_check_field_factor(F, lb_check_field_invert(F, row[pivot]));
    size_t room = (E->width + LB_CHECK_RUN - 1) / LB_CHECK_RUN * LB_CHECK_RUN;
    uint32_t *kept = lb_check_resize(NULL, room * sizeof *kept);
    for (size_t l = 0; l < room; l++)
        kept[l] = l < E->width ? lb_check_field_multiply(F, factor, row[l]) : 0;
    E->pivots[E->count] = (uint32_t)pivot;
    E->rows[E->count++] = kept;
    return true;
}
