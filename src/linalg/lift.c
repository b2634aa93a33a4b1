/* From bases modulo primes to a basis over Q.
 *
 * An entry that is zero modulo one prime is missing from that basis, so rows are united by column
 * first; then every entry is lifted (chinese.h). For instance 3/2 is 3 * 2^{-1} modulo each prime. */

#include "linalg/reduced_basis.h"

#include <stdlib.h>

#include <flint/fmpq.h>
#include <flint/fmpz_vec.h>
#include <flint/nmod.h>

#include "base/memory.h"
#include "linalg/chinese.h"

typedef struct lifter {
    const lb_fp_basis *modular;
    size_t count;
    lb_chinese chinese;
    uint64_t *residues; /* of one entry */
    size_t *positions;  /* in each modular basis */
    fmpq *fractions;    /* of the row */
    uint32_t *columns;  /* of the row */
    size_t length, capacity;
} lifter;

static void lifter_init(lifter *l, const lb_fp_basis *modular, size_t count)
{
    *l = (lifter){.modular = modular, .count = count};
    l->residues = lb_malloc(count, sizeof *l->residues);
    l->positions = lb_malloc(count, sizeof *l->positions);
    for (size_t i = 0; i < count; i++)
        l->residues[i] = modular[i].prime;
    lb_chinese_init(&l->chinese, l->residues, count);
}

static void lifter_clear(lifter *l)
{
    lb_chinese_clear(&l->chinese);
    for (size_t i = 0; i < l->capacity; i++)
        fmpq_clear(l->fractions + i);
    free(l->fractions);
    free(l->columns);
    free(l->positions);
    free(l->residues);
}

/* The smallest column not yet taken in row i, UINT32_MAX at the end of the row. */
static uint32_t next_column(const lifter *l, uint32_t i)
{
    uint32_t next = UINT32_MAX;
    for (size_t m = 0; m < l->count; m++) {
        const lb_fp_basis *basis = l->modular + m;
        size_t e = l->positions[m];
        if (e < basis->offsets[i + 1] && basis->columns[e] < next)
            next = basis->columns[e];
    }
    return next;
}

/* The entry of row i in a column, and past it. */
static bool lift_entry(lifter *l, uint32_t i, uint32_t column, fmpq_t fraction)
{
    for (size_t m = 0; m < l->count; m++) {
        const lb_fp_basis *basis = l->modular + m;
        size_t e = l->positions[m];
        bool present = e < basis->offsets[i + 1] && basis->columns[e] == column;
        l->residues[m] = present ? basis->values[e] : 0;
        l->positions[m] += present;
    }
    return lb_chinese_lift(fraction, &l->chinese, l->residues);
}

static void reserve_entry(lifter *l)
{
    if (l->length < l->capacity)
        return;
    size_t before = l->capacity, columns = before;
    l->fractions = lb_grow(l->fractions, &l->capacity, before + 1, sizeof *l->fractions);
    l->columns = lb_grow(l->columns, &columns, before + 1, sizeof *l->columns);
    for (size_t i = before; i < l->capacity; i++)
        fmpq_init(l->fractions + i);
}

static bool lift_row(lifter *l, uint32_t i)
{
    l->length = 0;
    for (size_t m = 0; m < l->count; m++)
        l->positions[m] = l->modular[m].offsets[i];
    for (uint32_t column; (column = next_column(l, i)) != UINT32_MAX;) {
        reserve_entry(l);
        l->columns[l->length] = column;
        if (!lift_entry(l, i, column, l->fractions + l->length))
            return false;
        if (!fmpq_is_zero(l->fractions + l->length))
            l->length++;
    }
    return true;
}

/* Append row i, its strings (or, without any, columns) in decreasing order, over its least common
 * denominator. */
static void append_row(lb_rational_basis *basis, uint32_t i, const lifter *l,
                       const lb_string_table *strings)
{
    size_t first = basis->offsets[i];
    uint32_t *order =
        strings ? lb_string_table_order(strings, l->columns, (uint32_t)l->length) : NULL;
    fmpz *denominator = basis->denominators + i;
    for (size_t e = 0; e < l->length; e++)
        fmpz_lcm(denominator, denominator, fmpq_denref(l->fractions + e));
    for (size_t e = 0; e < l->length; e++) {
        size_t at = l->length - 1 - e;
        if (order)
            at = order[at];
        fmpz *numerator = basis->numerators + first + e;
        basis->columns[first + e] = l->columns[at];
        fmpz_divexact(numerator, denominator, fmpq_denref(l->fractions + at));
        fmpz_mul(numerator, numerator, fmpq_numref(l->fractions + at));
    }
    basis->offsets[i + 1] = first + l->length;
    free(order);
}

static void reserve_row(lb_rational_basis *basis, size_t needed, size_t *capacity)
{
    size_t before = *capacity, columns = before;
    basis->columns = lb_grow(basis->columns, &columns, needed, sizeof *basis->columns);
    basis->numerators = lb_grow(basis->numerators, capacity, needed, sizeof *basis->numerators);
    for (size_t e = before; e < *capacity; e++)
        fmpz_init(basis->numerators + e);
}

bool lb_rational_basis_lift(lb_rational_basis *basis, const uint32_t *pivots, uint32_t row_count,
                            const lb_fp_basis *modular, size_t count,
                            const lb_string_table *strings)
{
    lb_rational_basis lifted;
    lb_rational_basis_init_strings(&lifted, pivots, row_count);
    lifter l;
    lifter_init(&l, modular, count);
    size_t capacity = 0;
    bool ok = true;
    for (uint32_t i = 0; i < row_count && ok; i++) {
        ok = lift_row(&l, i);
        if (ok) {
            reserve_row(&lifted, lifted.offsets[i] + l.length, &capacity);
            append_row(&lifted, i, &l, strings);
        } else {
            lifted.offsets[row_count] = lifted.offsets[i];
        }
    }
    lifter_clear(&l);
    if (ok)
        *basis = lifted;
    else
        lb_rational_basis_clear(&lifted);
    return ok;
}
