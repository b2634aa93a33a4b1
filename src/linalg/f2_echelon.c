#include "linalg/f2_echelon.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void lb_f2_echelon_init(lb_f2_echelon *rows, size_t width, size_t searched)
{
    *rows = (lb_f2_echelon){.width = width, .searched = searched};
}

void lb_f2_echelon_clear(lb_f2_echelon *rows)
{
    free(rows->words);
    free(rows->pivots);
}

static size_t first_bit(const uint64_t *row, size_t words)
{
    size_t w = 0;
    while (w < words && !row[w])
        w++;
    return w < words ? 64 * w + (size_t)__builtin_ctzll(row[w]) : SIZE_MAX;
}

bool lb_f2_echelon_insert(lb_f2_echelon *rows, uint64_t *row)
{
    for (size_t i = 0; i < rows->count; i++)
        if (lb_f2_has(row, rows->pivots[i]))
            lb_f2_add(row, lb_f2_echelon_at(rows, i), rows->width);
    size_t pivot = first_bit(row, rows->searched);
    if (pivot == SIZE_MAX)
        return false;
    for (size_t i = 0; i < rows->count; i++)
        if (lb_f2_has(lb_f2_echelon_at(rows, i), pivot))
            lb_f2_add(lb_f2_echelon_at(rows, i), row, rows->width);
    rows->words =
        lb_grow(rows->words, &rows->capacity, rows->count + 1, rows->width * sizeof *rows->words);
    rows->pivots =
        lb_grow(rows->pivots, &rows->pivot_capacity, rows->count + 1, sizeof *rows->pivots);
    memcpy(lb_f2_echelon_at(rows, rows->count), row, rows->width * sizeof *row);
    rows->pivots[rows->count++] = pivot;
    return true;
}
