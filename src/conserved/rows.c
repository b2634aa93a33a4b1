#include "conserved/rows.h"

#include <stdlib.h>

#include <flint/ulong_extras.h>

#include "base/memory.h"

void lb_residue_rows_init(lb_residue_rows *rows, size_t length, nmod_t modulus)
{
    *rows = (lb_residue_rows){.modulus = modulus, .length = length};
}

void lb_residue_rows_clear(lb_residue_rows *rows)
{
    free(rows->vectors);
    free(rows->pivots);
}

void lb_residues_subtract(uint64_t *v, const uint64_t *w, uint64_t c, size_t length, nmod_t modulus)
{
    uint64_t p = modulus.n, minus = nmod_neg(c, modulus), ratio = n_mulmod_precomp_shoup(minus, p);
    for (size_t b = 0; b < length; b++)
        v[b] = nmod_add(v[b], n_mulmod_shoup(minus, w[b], ratio, p), modulus);
}

static void append_row(lb_residue_rows *rows, const uint64_t *v, size_t pivot)
{
    size_t pivots = rows->capacity;
    rows->vectors = lb_grow(rows->vectors, &rows->capacity, (size_t)rows->count + 1,
                            rows->length * sizeof *rows->vectors);
    rows->pivots = lb_grow(rows->pivots, &pivots, (size_t)rows->count + 1, sizeof *rows->pivots);
    uint64_t inverse = nmod_inv(v[pivot], rows->modulus), *row = lb_residue_row(rows, rows->count);
    for (size_t b = 0; b < rows->length; b++)
        row[b] = nmod_mul(v[b], inverse, rows->modulus);
    rows->pivots[rows->count++] = (uint32_t)pivot;
}

bool lb_residue_rows_insert(lb_residue_rows *rows, uint64_t *v)
{
    size_t pivot = 0;
    for (uint32_t i = 0; i < rows->count; i++)
        if (v[rows->pivots[i]])
            lb_residues_subtract(v, lb_residue_row(rows, i), v[rows->pivots[i]], rows->length,
                                 rows->modulus);
    while (pivot < rows->length && !v[pivot])
        pivot++;
    if (pivot == rows->length)
        return false;
    append_row(rows, v, pivot);
    return true;
}

bool lb_residue_rows_reduce(lb_residue_rows *rows, lb_run *run)
{
    size_t work = 0;
    bool goes_on = true;
    for (uint32_t j = rows->count; j-- > 0 && goes_on;)
        for (uint32_t i = 0; i < j && goes_on; i++) {
            uint64_t c = lb_residue_row(rows, i)[rows->pivots[j]];
            if (c)
                lb_residues_subtract(lb_residue_row(rows, i), lb_residue_row(rows, j), c,
                                     rows->length, rows->modulus);
            goes_on = lb_run_asks(run, &work, rows->length / 16 + 1);
        }
    return goes_on;
}
