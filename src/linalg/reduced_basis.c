#include "linalg/reduced_basis.h"

#include <stdlib.h>
#include <string.h>

#include <flint/fmpz_vec.h>
#include <flint/nmod.h>

#include "base/memory.h"

void lb_fp_basis_init(lb_fp_basis *basis, const lb_echelon *echelon, const uint32_t *order)
{
    basis->prime = echelon->modulus.n;
    basis->offsets = lb_malloc((size_t)echelon->row_count + 1, sizeof *basis->offsets);
    basis->columns = lb_malloc(echelon->entry_count, sizeof *basis->columns);
    basis->values = lb_malloc(echelon->entry_count, sizeof *basis->values);
    size_t e = 0;
    for (uint32_t i = 0; i < echelon->row_count; i++) {
        const lb_row *row = echelon->rows + order[i];
        basis->offsets[i] = e;
        for (uint32_t j = 0; j < row->length; j++, e++) {
            basis->columns[e] = row->entries[j].column;
            basis->values[e] = row->entries[j].value;
        }
    }
    basis->offsets[echelon->row_count] = e;
}

/* The free columns of a dense basis by increasing number of their strings. */
static uint32_t *order_free_columns(const lb_dense_echelon *echelon, const uint32_t *strings)
{
    uint32_t count = 0;
    uint32_t *free_of = lb_malloc(echelon->columns, sizeof *free_of);
    uint32_t *order = lb_malloc(echelon->free_count, sizeof *order);
    memset(free_of, 0xff, echelon->columns * sizeof *free_of); /* LB_NO_STRING */
    for (uint32_t c = 0; c < echelon->free_count; c++)
        free_of[strings[echelon->free_columns[c]]] = c;
    for (uint32_t s = 0; s < echelon->columns; s++)
        if (free_of[s] != LB_NO_STRING)
            order[count++] = free_of[s];
    free(free_of);
    return order;
}

void lb_fp_basis_init_dense(lb_fp_basis *basis, const lb_dense_echelon *echelon,
                            const uint32_t *order, const uint32_t *strings)
{
    *basis = (lb_fp_basis){.prime = echelon->prime};
    uint32_t *columns = order_free_columns(echelon, strings);
    size_t e = 0, column_capacity = 0, value_capacity = 0;
    basis->offsets = lb_malloc((size_t)echelon->rank + 1, sizeof *basis->offsets);
    for (uint32_t i = 0; i < echelon->rank; i++) {
        basis->offsets[i] = e;
        for (uint32_t j = 0; j < echelon->free_count; j++) {
            uint32_t value = lb_dense_echelon_entry(echelon, order[i], columns[j]);
            if (!value)
                continue;
            basis->columns = lb_grow(basis->columns, &column_capacity, e + 1, sizeof(uint32_t));
            basis->values = lb_grow(basis->values, &value_capacity, e + 1, sizeof(uint64_t));
            basis->columns[e] = strings[echelon->free_columns[columns[j]]];
            basis->values[e++] = value;
        }
    }
    basis->offsets[echelon->rank] = e;
    free(columns);
}

void lb_fp_basis_clear(lb_fp_basis *basis)
{
    free(basis->offsets);
    free(basis->columns);
    free(basis->values);
}

void lb_rational_basis_init_strings(lb_rational_basis *basis, const uint32_t *pivots,
                                    uint32_t count)
{
    *basis = (lb_rational_basis){.count = count};
    basis->pivots = lb_malloc(count, sizeof *pivots);
    memcpy(basis->pivots, pivots, count * sizeof *pivots);
    basis->offsets = lb_calloc((size_t)count + 1, sizeof *basis->offsets);
    basis->columns = lb_malloc(0, sizeof *basis->columns);
    basis->numerators = _fmpz_vec_init(0);
    basis->denominators = _fmpz_vec_init((slong)count);
    for (uint32_t i = 0; i < count; i++)
        fmpz_one(basis->denominators + i);
}

void lb_rational_basis_clear(lb_rational_basis *basis)
{
    if (basis->offsets)
        _fmpz_vec_clear(basis->numerators, (slong)basis->offsets[basis->count]);
    if (basis->denominators)
        _fmpz_vec_clear(basis->denominators, (slong)basis->count);
    free(basis->pivots);
    free(basis->offsets);
    free(basis->columns);
}

/* Whether numerators / denominator of one row reduce to the modular row: as both list distinct
 * columns, it is enough to find each modular entry, and to count the others that are not zero. */
static bool row_agrees(const lb_rational_basis *basis, const lb_fp_basis *modular, uint32_t i,
                       uint64_t *by_column, nmod_t prime)
{
    uint64_t denominator = fmpz_fdiv_ui(basis->denominators + i, prime.n);
    bool agrees = denominator != 0;
    size_t missing = 0;
    for (size_t e = modular->offsets[i]; e < modular->offsets[i + 1]; e++, missing++)
        by_column[modular->columns[e]] = modular->values[e];
    for (size_t e = basis->offsets[i]; e < basis->offsets[i + 1]; e++) {
        uint64_t numerator = fmpz_fdiv_ui(basis->numerators + e, prime.n);
        uint64_t value = by_column[basis->columns[e]];
        agrees = agrees && numerator == nmod_mul(value, denominator, prime);
        missing -= value != 0;
    }
    for (size_t e = modular->offsets[i]; e < modular->offsets[i + 1]; e++)
        by_column[modular->columns[e]] = 0;
    return agrees && !missing;
}

bool lb_rational_basis_agrees(const lb_rational_basis *basis, const lb_fp_basis *modular)
{
    nmod_t prime;
    nmod_init(&prime, modular->prime);
    uint32_t largest = 0;
    for (size_t e = 0; e < basis->offsets[basis->count]; e++)
        largest = basis->columns[e] > largest ? basis->columns[e] : largest;
    for (size_t e = 0; e < modular->offsets[basis->count]; e++)
        largest = modular->columns[e] > largest ? modular->columns[e] : largest;
    uint64_t *by_column = lb_calloc((size_t)largest + 1, sizeof *by_column);
    bool agrees = true;
    for (uint32_t i = 0; i < basis->count && agrees; i++)
        agrees = row_agrees(basis, modular, i, by_column, prime);
    free(by_column);
    return agrees;
}
