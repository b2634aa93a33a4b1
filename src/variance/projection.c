#include "variance/projection.h"

#include <stdlib.h>

#include <flint/fmpq_mat.h>

#include "base/memory.h"
#include "base/union_find.h"

fmpq *lb_fractions_init(size_t count)
{
    fmpq *fractions = lb_malloc(count, sizeof *fractions);
    for (size_t i = 0; i < count; i++)
        fmpq_init(fractions + i);
    return fractions;
}

void lb_fractions_clear(fmpq *fractions, size_t count)
{
    for (size_t i = 0; i < count && fractions; i++)
        fmpq_clear(fractions + i);
    free(fractions);
}

/* ---- Pairings ---- */

/* value = the form on a row. */
static void pair(fmpq_t value, const lb_rational *row, const fmpq *form)
{
    fmpq_t part;
    fmpq_init(part);
    fmpq_zero(value);
    for (uint32_t i = 0; i < row->length; i++) {
        fmpq_mul_fmpz(part, form + row->columns[i], row->numerators + i);
        fmpq_add(value, value, part);
    }
    fmpq_div_fmpz(value, value, row->denominator);
    fmpq_clear(part);
}

void lb_variance_product(fmpq_t value, const lb_rational *a, const lb_rational *b,
                         const fmpz *sizes)
{
    fmpq_t part;
    fmpq_init(part);
    fmpq_zero(value);
    for (uint32_t i = 0, j = 0; i < a->length && j < b->length;) {
        uint32_t p = a->columns[i], q = b->columns[j];
        if (p == q) {
            fmpz_mul(fmpq_numref(part), a->numerators + i, b->numerators + j);
            fmpz_set(fmpq_denref(part), sizes + p);
            fmpq_canonicalise(part);
            fmpq_add(value, value, part);
        }
        i += p <= q;
        j += q <= p;
    }
    fmpq_div_fmpz(value, value, a->denominator);
    fmpq_div_fmpz(value, value, b->denominator);
    fmpq_clear(part);
}

/* ---- Blocks ---- */

/* Rows that share a string, directly or by others, have the same root: the first of them. */
static uint32_t *find_blocks(const lb_rational *rows, uint32_t count, uint32_t strings)
{
    uint32_t *parents = lb_malloc(count, sizeof *parents);
    uint32_t *seen = lb_malloc(strings, sizeof *seen);
    for (uint32_t c = 0; c < strings; c++)
        seen[c] = UINT32_MAX;
    for (uint32_t a = 0; a < count; a++) {
        parents[a] = a;
        for (uint32_t i = 0; i < rows[a].length; i++) {
            uint32_t *last = seen + rows[a].columns[i];
            if (*last != UINT32_MAX)
                lb_union_join(parents, a, *last);
            *last = a;
        }
    }
    for (uint32_t a = 0; a < count; a++)
        parents[a] = lb_union_root(parents, a);
    free(seen);
    return parents;
}

typedef struct block_entry {
    uint32_t root, row;
} block_entry;

static int compare_entries(const void *a, const void *b)
{
    const block_entry *p = a, *q = b;
    if (p->root != q->root)
        return p->root < q->root ? -1 : 1;
    return (p->row > q->row) - (p->row < q->row);
}

/* The rows, block after block. */
static block_entry *order_rows(const lb_rational *rows, uint32_t count, uint32_t strings)
{
    uint32_t *roots = find_blocks(rows, count, strings);
    block_entry *entries = lb_malloc(count, sizeof *entries);
    for (uint32_t a = 0; a < count; a++)
        entries[a] = (block_entry){roots[a], a};
    if (count)
        qsort(entries, count, sizeof *entries, compare_entries);
    free(roots);
    return entries;
}

/* Solve G y = o for the rows of one block. */
static void solve_block(lb_projection *p, const lb_rational *rows, const block_entry *entries,
                        uint32_t size, const fmpz *sizes)
{
    fmpq_mat_t G, o, y;
    fmpq_mat_init(G, size, size);
    fmpq_mat_init(o, size, LB_FORMS);
    fmpq_mat_init(y, size, LB_FORMS);
    for (uint32_t i = 0; i < size; i++) {
        for (uint32_t j = 0; j <= i; j++) {
            lb_variance_product(fmpq_mat_entry(G, i, j), rows + entries[i].row,
                                rows + entries[j].row, sizes);
            fmpq_set(fmpq_mat_entry(G, j, i), fmpq_mat_entry(G, i, j));
        }
        for (int form = 0; form < LB_FORMS; form++)
            fmpq_set(fmpq_mat_entry(o, i, form), p->pairings[form] + entries[i].row);
    }
    /* Independent rows have a positive definite G. */
    (void)fmpq_mat_solve(y, G, o);
    for (uint32_t i = 0; i < size; i++)
        for (int form = 0; form < LB_FORMS; form++)
            fmpq_swap(p->coordinates[form] + entries[i].row, fmpq_mat_entry(y, i, form));
    fmpq_mat_clear(G);
    fmpq_mat_clear(o);
    fmpq_mat_clear(y);
}

static bool solve_blocks(lb_projection *p, const lb_rational *rows,
                         const lb_variance_string_forms *forms, lb_run *run)
{
    bool goes_on = true;
    block_entry *entries = order_rows(rows, p->count, forms->moduli->strings.count);
    for (uint32_t first = 0, end; first < p->count && goes_on; first = end) {
        for (end = first + 1; end < p->count && entries[end].root == entries[first].root;)
            end++;
        size_t size = end - first;
        solve_block(p, rows, entries + first, (uint32_t)size, forms->moduli->orbits.sizes);
        goes_on =
            lb_run_goes_on(run, size * size * size,
                           (lb_progress){.stage = "variance", .done = end, .total = p->count});
    }
    free(entries);
    return goes_on;
}

bool lb_projection_init(lb_projection *p, const lb_rational *rows, uint32_t count,
                        const lb_variance_string_forms *forms, lb_run *run)
{
    *p = (lb_projection){.count = count, .degree = forms->degree};
    p->pairings = lb_malloc(LB_FORMS * p->degree, sizeof *p->pairings);
    for (int form = 0; form < LB_FORMS; form++)
        p->coordinates[form] = lb_fractions_init(count);
    for (size_t f = 0; f < LB_FORMS * p->degree; f++) {
        p->pairings[f] = lb_fractions_init(count);
        for (uint32_t a = 0; a < count; a++)
            pair(p->pairings[f] + a, rows + a, forms->values[f]);
    }
    bool complete = solve_blocks(p, rows, forms, run);
    if (!complete)
        lb_projection_clear(p);
    return complete;
}

void lb_projection_clear(lb_projection *p)
{
    for (size_t f = 0; f < LB_FORMS * p->degree; f++)
        lb_fractions_clear(p->pairings[f], p->count);
    for (int form = 0; form < LB_FORMS; form++)
        lb_fractions_clear(p->coordinates[form], p->count);
    free(p->pairings);
}

void lb_projection_product(fmpq_t value, const lb_projection *p, size_t T, lb_form a, lb_form b)
{
    const fmpq *pairings = p->pairings[a + LB_FORMS * T];
    fmpq_zero(value);
    for (uint32_t i = 0; i < p->count; i++)
        fmpq_addmul(value, pairings + i, p->coordinates[b] + i);
}
