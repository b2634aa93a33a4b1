#include "linalg/echelon.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <flint/nmod.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "base/sort.h"

void lb_echelon_init(lb_echelon *echelon, uint64_t prime)
{
    assert(prime >> LB_MODULUS_BITS == 0);
    *echelon = (lb_echelon){.free_occurrence = LB_NO_ROW};
    nmod_init(&echelon->modulus, prime);
}

void lb_echelon_clear(lb_echelon *echelon)
{
    for (uint32_t r = 0; r < echelon->row_count; r++)
        free(echelon->rows[r].entries);
    free(echelon->rows);
    free(echelon->columns);
    free(echelon->occurrences);
    free(echelon->changed);
    free(echelon->scratch);
}

void lb_echelon_reserve_columns(lb_echelon *echelon, size_t count)
{
    echelon->columns =
        lb_grow(echelon->columns, &echelon->column_capacity, count, sizeof *echelon->columns);
    while (echelon->column_count < count)
        echelon->columns[echelon->column_count++] = (lb_column){LB_NO_ROW, 0, LB_NO_ROW};
}

void lb_vector_init(lb_vector *vector, nmod_t modulus)
{
    *vector = (lb_vector){.modulus = modulus};
}

void lb_vector_clear(lb_vector *vector)
{
    free(vector->accumulators);
    free(vector->touched);
}

void lb_vector_reserve(lb_vector *vector, size_t count)
{
    if (count <= vector->column_count)
        return;
    vector->accumulators = lb_grow(vector->accumulators, &vector->column_capacity, count,
                                   sizeof *vector->accumulators);
    memset(vector->accumulators + vector->column_count, 0,
           (count - vector->column_count) * sizeof *vector->accumulators);
    vector->column_count = count;
}

void lb_vector_discard(lb_vector *vector)
{
    for (size_t i = 0; i < vector->touched_count; i++)
        vector->accumulators[vector->touched[i]] = 0;
    vector->touched_count = 0;
    vector->checksum = 0;
}

/* Subtract from the vector the multiple of a row that removes its pivot. (Shoup's product by a
 * constant takes half the time of a general one.) */
static void subtract_row(lb_vector *vector, const lb_row *row, uint64_t coefficient)
{
    nmod_t modulus = vector->modulus;
    uint64_t factor = modulus.n - coefficient;
    uint64_t inverse = row->length ? n_mulmod_precomp_shoup(factor, modulus.n) : 0;
    lb_vector_make_room(vector, row->length);
    vector->work += row->length;
    for (uint32_t i = 0; i < row->length; i++)
        lb_vector_accumulate(vector, row->entries[i].column,
                             n_mulmod_shoup(factor, row->entries[i].value, inverse, modulus.n));
    vector->checksum =
        nmod_add(vector->checksum, nmod_mul(factor, row->checksum, modulus), modulus);
}

size_t lb_echelon_reduce(const lb_echelon *echelon, lb_vector *vector)
{
    /* Rows have no pivot columns but their own, so columns that are touched meanwhile need no
     * reduction. A column that the basis has not seen yet is no pivot. */
    size_t before = vector->touched_count;
    uint64_t zero = vector->modulus.n;
    for (size_t i = 0; i < before; i++) {
        uint32_t column = vector->touched[i];
        if (column >= echelon->column_count || echelon->columns[column].pivot_row == LB_NO_ROW)
            continue;
        uint64_t coefficient = vector->accumulators[column];
        vector->accumulators[column] = zero;
        if (coefficient != zero)
            subtract_row(vector, echelon->rows + echelon->columns[column].pivot_row, coefficient);
    }
    size_t kept = 0;
    for (size_t i = 0; i < vector->touched_count; i++) {
        uint32_t column = vector->touched[i];
        if (vector->accumulators[column] == zero)
            vector->accumulators[column] = 0;
        else
            vector->touched[kept++] = column;
    }
    vector->touched_count = kept;
    if (!kept && vector->checksum)
        vector->faulty = true;
    if (!kept)
        vector->checksum = 0;
    return kept;
}

static void note_occurrence(lb_echelon *echelon, uint32_t column, uint32_t row)
{
    uint32_t node = echelon->free_occurrence;
    if (node != LB_NO_ROW)
        echelon->free_occurrence = echelon->occurrences[node].next;
    else {
        echelon->occurrences = lb_grow(echelon->occurrences, &echelon->occurrence_capacity,
                                       echelon->occurrence_count + 1, sizeof *echelon->occurrences);
        node = (uint32_t)echelon->occurrence_count++;
    }
    echelon->occurrences[node] = (lb_occurrence){row, echelon->columns[column].occurrences};
    echelon->columns[column].occurrences = node;
}

/* Drop the stale nodes by building all lists anew. */
static void rebuild_occurrences(lb_echelon *echelon)
{
    for (size_t c = 0; c < echelon->column_count; c++)
        echelon->columns[c].occurrences = LB_NO_ROW;
    echelon->occurrence_count = 0;
    echelon->free_occurrence = LB_NO_ROW;
    for (uint32_t r = 0; r < echelon->row_count; r++)
        for (uint32_t i = 0; i < echelon->rows[r].length; i++)
            note_occurrence(echelon, echelon->rows[r].entries[i].column, r);
}

static int compare_entries(const void *a, const void *b)
{
    uint32_t p = ((const lb_entry *)a)->column, q = ((const lb_entry *)b)->column;
    return (p > q) - (p < q);
}

/* The position of a column in a row, its length if it does not occur. */
static uint32_t find_entry(const lb_row *row, uint32_t column)
{
    uint32_t low = 0, high = row->length;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (row->entries[middle].column < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low < row->length && row->entries[low].column == column ? low : row->length;
}

static void enter_column(lb_echelon *echelon, uint32_t column, uint32_t row)
{
    echelon->columns[column].count++;
    note_occurrence(echelon, column, row);
}

/* row -= coefficient * other, where other's pivot is an entry of row: a merge of two sorted lists,
 * in which that entry disappears. */
static void reduce_row(lb_echelon *echelon, uint32_t number, const lb_row *other,
                       uint64_t coefficient)
{
    lb_row *row = echelon->rows + number;
    uint64_t prime = echelon->modulus.n, factor = prime - coefficient;
    uint64_t inverse = other->length ? n_mulmod_precomp_shoup(factor, prime) : 0;
    uint32_t i = 0, j = 0, length = 0;
    echelon->scratch = lb_grow(echelon->scratch, &echelon->scratch_capacity,
                               (size_t)row->length + other->length, sizeof *echelon->scratch);
    lb_entry *merged = echelon->scratch;
    echelon->work += (size_t)row->length + other->length;
    while (i < row->length || j < other->length) {
        uint32_t a = i < row->length ? row->entries[i].column : UINT32_MAX;
        uint32_t b = j < other->length ? other->entries[j].column : UINT32_MAX;
        uint32_t column = a < b ? a : b;
        uint64_t value = a == column ? row->entries[i++].value : 0;
        if (b == column) {
            uint64_t term = n_mulmod_shoup(factor, other->entries[j++].value, inverse, prime);
            if (!value)
                enter_column(echelon, column, number);
            value = nmod_add(value, term, echelon->modulus);
        }
        if (value && column != other->pivot)
            merged[length++] = (lb_entry){value, column};
        else
            echelon->columns[column].count--;
    }
    echelon->entry_count += (size_t)length - row->length;
    if (length > row->length)
        row->entries = lb_realloc(row->entries, length, sizeof *row->entries);
    memcpy(row->entries, merged, length * sizeof *merged);
    row->length = length;
    row->checksum = nmod_add(row->checksum, nmod_mul(factor, other->checksum, echelon->modulus),
                             echelon->modulus);
    if (length + 1 > echelon->longest_row)
        echelon->longest_row = length + 1;
}

/* The new row takes the remainder out of the accumulators, divided by its pivot entry. */
static lb_row take_remainder(lb_vector *vector, uint32_t pivot)
{
    nmod_t modulus = vector->modulus;
    lb_row row = {.pivot = pivot};
    uint64_t inverse = nmod_inv(vector->accumulators[pivot], modulus);
    row.checksum = nmod_mul(vector->checksum, inverse, modulus);
    vector->checksum = 0;
    if (vector->touched_count > 1)
        row.entries = lb_malloc(vector->touched_count - 1, sizeof *row.entries);
    for (size_t i = 0; i < vector->touched_count; i++) {
        uint32_t column = vector->touched[i];
        uint64_t value = vector->accumulators[column];
        vector->accumulators[column] = 0;
        if (column != pivot)
            row.entries[row.length++] = (lb_entry){nmod_mul(value, inverse, modulus), column};
    }
    vector->touched_count = 0;
    if (row.length)
        qsort(row.entries, row.length, sizeof *row.entries, compare_entries);
    return row;
}

void lb_echelon_append(lb_echelon *echelon, lb_row row)
{
    uint32_t number = echelon->row_count++;
    echelon->rows =
        lb_grow(echelon->rows, &echelon->row_capacity, echelon->row_count, sizeof *echelon->rows);
    echelon->rows[number] = row;
    echelon->columns[row.pivot].pivot_row = number;
    echelon->entry_count += row.length;
    for (uint32_t i = 0; i < row.length; i++)
        enter_column(echelon, row.entries[i].column, number);
    if (row.length + 1 > echelon->longest_row)
        echelon->longest_row = row.length + 1;
}

uint32_t lb_echelon_insert(lb_echelon *echelon, lb_vector *vector, uint32_t pivot)
{
    lb_row row = take_remainder(vector, pivot);
    lb_column *column = echelon->columns + pivot;
    uint32_t node = column->occurrences;
    column->occurrences = LB_NO_ROW;
    echelon->changed_count = 0;
    while (node != LB_NO_ROW) {
        lb_occurrence occurrence = echelon->occurrences[node];
        echelon->occurrences[node].next = echelon->free_occurrence;
        echelon->free_occurrence = node;
        node = occurrence.next;
        const lb_row *other = echelon->rows + occurrence.row;
        uint32_t at = find_entry(other, pivot);
        if (at == other->length)
            continue;
        reduce_row(echelon, occurrence.row, &row, other->entries[at].value);
        echelon->changed = lb_grow(echelon->changed, &echelon->changed_capacity,
                                   echelon->changed_count + 1, sizeof *echelon->changed);
        echelon->changed[echelon->changed_count++] = occurrence.row;
    }
    if (echelon->changed_count)
        qsort(echelon->changed, echelon->changed_count, sizeof *echelon->changed,
              lb_compare_numbers);
    lb_echelon_append(echelon, row);
    if (echelon->occurrence_count > 4 * echelon->entry_count + 100000)
        rebuild_occurrences(echelon);
    return echelon->row_count - 1;
}

static bool row_is_consistent(const lb_echelon *echelon, uint32_t number)
{
    const lb_row *row = echelon->rows + number;
    nmod_t modulus = echelon->modulus;
    uint64_t checksum = lb_unit_checksum(row->pivot, modulus);
    if (echelon->columns[row->pivot].pivot_row != number)
        return false;
    for (uint32_t i = 0; i < row->length; i++) {
        const lb_entry *entry = row->entries + i;
        if (!entry->value || entry->value >= modulus.n ||
            (i && entry[-1].column >= entry->column) ||
            echelon->columns[entry->column].pivot_row != LB_NO_ROW)
            return false;
        uint64_t unit = lb_unit_checksum(entry->column, modulus);
        checksum = nmod_add(checksum, nmod_mul(entry->value, unit, modulus), modulus);
    }
    return checksum == row->checksum;
}

/* Whether each column knows in how many rows it is. */
static bool counts_are_exact(const lb_echelon *echelon)
{
    uint32_t *counts = lb_calloc(echelon->column_count, sizeof *counts);
    for (uint32_t r = 0; r < echelon->row_count; r++)
        for (uint32_t i = 0; i < echelon->rows[r].length; i++)
            counts[echelon->rows[r].entries[i].column]++;
    bool exact = true;
    for (size_t c = 0; c < echelon->column_count; c++)
        exact = exact && counts[c] == echelon->columns[c].count;
    free(counts);
    return exact;
}

bool lb_echelon_is_consistent(const lb_echelon *echelon)
{
    size_t entries = 0;
    for (uint32_t r = 0; r < echelon->row_count; r++) {
        if (!row_is_consistent(echelon, r))
            return false;
        entries += echelon->rows[r].length;
    }
    return entries == echelon->entry_count && counts_are_exact(echelon);
}
