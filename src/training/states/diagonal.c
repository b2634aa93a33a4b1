#include "training/states/diagonal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "base/sort.h"
#include "training/states/kernel.h"

/* The eigenvalue of every amplitude. */
static double *list_values(const lb_spectral_term *terms, size_t length, size_t amplitudes)
{
    double *values = lb_calloc(amplitudes, sizeof *values);
    for (size_t t = 0; t < length; t++)
        for (size_t k = 0; k < amplitudes; k++)
            values[k] +=
                __builtin_parityll(k & terms[t].z) ? -terms[t].coefficient : terms[t].coefficient;
    return values;
}

static void find_values(lb_diagonal *D, const double *all, size_t count, double norm)
{
    double *sorted = lb_malloc(count, sizeof *sorted);
    memcpy(sorted, all, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, lb_compare_doubles);
    for (size_t k = 0; k < count; k++)
        if (!D->value_count || sorted[k] - sorted[D->value_count - 1] > 1e-14 * norm)
            sorted[D->value_count++] = sorted[k];
    D->values = lb_realloc(sorted, D->value_count, sizeof *sorted);
}

/* The number of the value that is nearest to x from below, or within rounding errors above. */
static uint32_t find_value(const lb_diagonal *D, double x)
{
    size_t low = 0, high = D->value_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        *(D->values[middle] <= x ? &low : &high) = middle;
    }
    return (uint32_t)low;
}

/* The row with these values, a new one when there is none; `table` has rows + 1 by their hash. */
static uint32_t find_row(lb_diagonal *D, const uint32_t *values, size_t lanes, uint32_t *table,
                         size_t slots)
{
    uint64_t hash = 0;
    for (size_t l = 0; l < lanes; l++)
        hash = lb_mix(hash + values[l] + 1);
    size_t slot = hash & (slots - 1);
    for (; table[slot]; slot = (slot + 1) & (slots - 1))
        if (!memcmp(D->row_values + lanes * (table[slot] - 1), values, lanes * sizeof *values))
            return table[slot] - 1;
    memcpy(D->row_values + lanes * D->row_count, values, lanes * sizeof *values);
    table[slot] = (uint32_t)++D->row_count;
    return table[slot] - 1;
}

void lb_diagonal_init(lb_diagonal *D, const lb_spectral_term *terms, size_t length,
                      size_t registers, size_t lanes)
{
    double norm = 0, *all = list_values(terms, length, registers * lanes);
    uint32_t values[LB_REGISTER];
    *D = (lb_diagonal){.rows = lb_malloc(registers, sizeof *D->rows),
                       .row_values = lb_malloc(registers * lanes, sizeof *D->row_values)};
    for (size_t t = 0; t < length; t++)
        norm += fabs(terms[t].coefficient);
    find_values(D, all, registers * lanes, norm);
    uint32_t *table = lb_calloc(2 * registers, sizeof *table);
    for (size_t b = 0; b < registers; b++) {
        for (size_t l = 0; l < lanes; l++)
            values[l] = find_value(D, all[lanes * b + l]);
        D->rows[b] = find_row(D, values, lanes, table, 2 * registers);
    }
    free(table);
    free(all);
    D->row_values = lb_realloc(D->row_values, D->row_count * lanes, sizeof *D->row_values);
    D->weights = lb_malloc_aligned(D->row_count * LB_REGISTER, sizeof *D->weights);
    for (size_t r = 0; r < D->row_count; r++)
        for (size_t l = 0; l < LB_REGISTER; l++)
            D->weights[LB_REGISTER * r + l] = D->values[D->row_values[lanes * r + l % lanes]];
}

void lb_diagonal_clear(lb_diagonal *D)
{
    free(D->values);
    free(D->row_values);
    free(D->rows);
    free(D->weights);
    *D = (lb_diagonal){0};
}
