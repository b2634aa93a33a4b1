#include "structure/constants.h"

#include <stdlib.h>

#include "base/memory.h"
#include "closure/closure_data.h"
#include "structure/structure_data.h"

/* The rows as integer vectors over numbered strings, the denominators apart. */
typedef struct row_table {
    uint32_t count;
    lb_rational *rows;
    lb_string_table strings;
    uint32_t *pivots; /* string number pivots[k] is the pivot of row k */
    size_t *first;    /* string c occurs in occurrences[first[c]] .. first[c + 1] - 1 */
    struct occurrence {
        uint32_t row;
        const fmpz *numerator;
    } * occurrences;
} row_table;

static void index_occurrences(row_table *t)
{
    size_t strings = t->strings.count;
    t->first = lb_calloc(strings + 2, sizeof *t->first);
    for (uint32_t a = 0; a < t->count; a++)
        for (uint32_t e = 0; e < t->rows[a].length; e++)
            t->first[t->rows[a].columns[e] + 2]++;
    for (size_t c = 0; c < strings; c++)
        t->first[c + 2] += t->first[c + 1];
    t->occurrences = lb_malloc(t->first[strings + 1], sizeof *t->occurrences);
    for (uint32_t a = 0; a < t->count; a++)
        for (uint32_t e = 0; e < t->rows[a].length; e++)
            t->occurrences[t->first[t->rows[a].columns[e] + 1]++] =
                (struct occurrence){a, t->rows[a].numerators + e};
}

static void table_init(row_table *t, const lb_closure *closure, size_t qubits)
{
    t->count = (uint32_t)lb_closure_row_count(closure);
    t->rows = lb_malloc(t->count, sizeof *t->rows);
    t->pivots = lb_malloc(t->count, sizeof *t->pivots);
    lb_string_table_init(&t->strings, lb_dense_words(qubits));
    uint64_t *dense = lb_malloc(2 * t->strings.words, sizeof *dense);
    lb_string_t pivot;
    lb_sum_t row;
    lb_string_init(pivot);
    lb_sum_init(row, qubits);
    for (uint32_t a = 0; a < t->count; a++) {
        lb_closure_row(row, closure, a);
        lb_rational_init_sum(t->rows + a, row, &t->strings);
        lb_closure_pivot(pivot, closure, a);
        lb_dense_from_string(dense, pivot, t->strings.words);
        t->pivots[a] = lb_string_table_intern(&t->strings, dense);
    }
    lb_sum_clear(row);
    lb_string_clear(pivot);
    free(dense);
    index_occurrences(t);
}

static void table_clear(row_table *t)
{
    for (uint32_t a = 0; a < t->count; a++)
        lb_rational_clear(t->rows + a);
    free(t->rows);
    free(t->pivots);
    free(t->first);
    free(t->occurrences);
    lb_string_table_clear(&t->strings);
}

/* The brackets of row i at the pivot P of row k: {Q, P} = s (Q+P) gives {Q, Q+P} = -s P, so each
 * string Q of row i adds -s times the entry of row j at Q+P to sums[j]. */
static void add_brackets(fmpz *sums, const row_table *t, uint32_t i, uint32_t k, uint64_t *product)
{
    size_t words = t->strings.words;
    const uint64_t *P = lb_string_table_at(&t->strings, t->pivots[k]);
    for (uint32_t e = 0; e < t->rows[i].length; e++) {
        const uint64_t *Q = lb_string_table_at(&t->strings, t->rows[i].columns[e]);
        if (!lb_dense_anticommutes(Q, P, words))
            continue;
        int sign = lb_dense_bracket(product, Q, P, words);
        uint32_t c =
            lb_string_table_find_hashed(&t->strings, product, lb_dense_hash(product, words));
        for (size_t o = c == LB_NO_STRING ? 0 : t->first[c];
             c != LB_NO_STRING && o < t->first[c + 1]; o++) {
            const struct occurrence *at = t->occurrences + o;
            if (at->row > i && sign < 0)
                fmpz_addmul(sums + at->row, t->rows[i].numerators + e, at->numerator);
            else if (at->row > i)
                fmpz_submul(sums + at->row, t->rows[i].numerators + e, at->numerator);
        }
    }
}

/* Append what is not zero, and set the sums to zero. */
static void take_sums(lb_constants_t C, const row_table *t, uint32_t i, uint32_t k, fmpz *sums)
{
    fmpq_t value;
    fmpq_init(value);
    for (uint32_t j = i + 1; j < t->count; j++) {
        if (fmpz_is_zero(sums + j))
            continue;
        fmpz_set(fmpq_numref(value), sums + j);
        fmpz_mul(fmpq_denref(value), t->rows[i].denominator, t->rows[j].denominator);
        fmpq_canonicalise(value);
        lb_constants_append(C, i, j, k, value);
        fmpz_zero(sums + j);
    }
    fmpq_clear(value);
}

/* By increasing (j, k), where i is the same. */
static int compare_constants(const void *a, const void *b)
{
    const lb_constant *p = a, *q = b;
    int order = (p->j > q->j) - (p->j < q->j);
    return order ? order : (p->k > q->k) - (p->k < q->k);
}

/* The constants from number `first` on, which have the same i, by increasing (j, k). */
static void sort_last(lb_constants_t C, size_t first)
{
    if (C->count > first)
        qsort(C->items + first, C->count - first, sizeof *C->items, compare_constants);
}

static bool bracket_rows(lb_constants_t C, const row_table *t, lb_run *run)
{
    uint64_t *product = lb_malloc(2 * t->strings.words, sizeof *product);
    fmpz *sums = lb_calloc(t->count, sizeof *sums);
    bool goes_on = true;
    for (uint32_t i = 0; i < t->count && goes_on; i++) {
        size_t before = C->count;
        for (uint32_t k = 0; k < t->count && goes_on; k++) {
            lb_progress progress = {.stage = "constants", .done = i, .total = t->count};
            goes_on = lb_run_goes_on(run, t->count + t->rows[i].length, progress);
            add_brackets(sums, t, i, k, product);
            take_sums(C, t, i, k, sums);
        }
        sort_last(C, before);
    }
    for (uint32_t j = 0; j < t->count; j++)
        fmpz_clear(sums + j);
    free(sums);
    free(product);
    return goes_on;
}

void lb_constants_append(lb_constants_t C, uint32_t i, uint32_t j, uint32_t k, const fmpq_t value)
{
    C->items = lb_grow(C->items, &C->capacity, C->count + 1, sizeof *C->items);
    lb_constant *constant = C->items + C->count++;
    constant->i = i;
    constant->j = j;
    constant->k = k;
    mpq_init(constant->value);
    fmpq_get_mpq(constant->value, value);
}

lb_status lb_constants_init(lb_constants_t C, const lb_closure *closure,
                            const lb_run_options *options, lb_error *error)
{
    if (!lb_closure_is_proved(closure) || lb_closure_algebra(closure) ||
        !lb_symmetry_is_trivial(&closure->symmetry))
        return lb_fail(error, LB_USAGE, "structure constants need a basis of sums of strings");
    row_table t;
    lb_run run;
    lb_constants_t found = {{.dimension = lb_closure_row_count(closure)}};
    lb_run_start(&run, options);
    table_init(&t, closure, closure->ansatz->qubits);
    bool complete = bracket_rows(found, &t, &run);
    table_clear(&t);
    lb_run_end(&run);
    if (!complete) {
        lb_constants_clear(found);
        return lb_fail(error, LB_UNDECIDED, "%s", run.stopped);
    }
    *C = *found;
    return LB_OK;
}

void lb_constants_clear(lb_constants_t C)
{
    for (size_t e = 0; e < C->count; e++)
        mpq_clear(C->items[e].value);
    free(C->items);
}

/* ad B_i takes B_from to value * B_to and other terms. */
typedef struct arrow {
    uint32_t from, to, i;
    bool negative;
    const __mpq_struct *value;
} arrow;

static int compare_arrows(const void *a, const void *b)
{
    const arrow *p = a, *q = b;
    if (p->from != q->from)
        return p->from < q->from ? -1 : 1;
    return (p->to > q->to) - (p->to < q->to);
}

static arrow *list_arrows(const lb_constants_t C)
{
    arrow *arrows = lb_malloc(2 * C->count, sizeof *arrows);
    for (size_t e = 0; e < C->count; e++) {
        const lb_constant *c = C->items + e;
        arrows[2 * e] = (arrow){c->j, c->k, c->i, false, c->value};
        arrows[2 * e + 1] = (arrow){c->i, c->k, c->j, true, c->value};
    }
    if (C->count)
        qsort(arrows, 2 * C->count, sizeof *arrows, compare_arrows);
    return arrows;
}

/* The first arrow that does not come before from -> to. */
static size_t find_arrow(const arrow *arrows, size_t count, uint32_t from, uint32_t to)
{
    const arrow sought = {.from = from, .to = to};
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_arrows(arrows + middle, &sought) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void lb_constants_killing(mpq_t *form, const lb_constants_t C)
{
    size_t D = C->dimension, count = 2 * C->count;
    arrow *arrows = list_arrows(C);
    mpq_t product;
    mpq_init(product);
    for (size_t e = 0; e < D * D; e++)
        mpq_set_ui(form[e], 0, 1);
    /* The trace of ad B_i ad B_j goes from k to l and back. */
    for (size_t a = 0; a < count; a++) {
        const arrow *there = arrows + a;
        size_t b = find_arrow(arrows, count, there->to, there->from);
        for (; b < count && arrows[b].from == there->to && arrows[b].to == there->from; b++) {
            mpq_t *entry = form + there->i * D + arrows[b].i;
            mpq_mul(product, there->value, arrows[b].value);
            if (there->negative != arrows[b].negative)
                mpq_neg(product, product);
            mpq_add(*entry, *entry, product);
        }
    }
    mpq_clear(product);
    free(arrows);
}
