#include <stdlib.h>

#include "algebra/closure_data.h"
#include "base/memory.h"
#include "structure/structure_data.h"

/* The rows as sums, and which row a string is the pivot of. */
typedef struct row_table {
    uint32_t count;
    lb_sum_struct *rows;
    lb_string_table pivots; /* string number a is the pivot of row a */
} row_table;

static void table_init(row_table *t, const lb_closure *closure, size_t qubits)
{
    t->count = (uint32_t)lb_closure_row_count(closure);
    t->rows = lb_malloc(t->count, sizeof *t->rows);
    lb_string_table_init(&t->pivots, lb_dense_words(qubits));
    uint64_t *dense = lb_malloc(2 * t->pivots.words, sizeof *dense);
    lb_string_t pivot;
    lb_string_init(pivot);
    for (uint32_t a = 0; a < t->count; a++) {
        lb_sum_init(t->rows + a, qubits);
        lb_closure_row(t->rows + a, closure, a);
        lb_closure_pivot(pivot, closure, a);
        lb_dense_from_string(dense, pivot, t->pivots.words);
        lb_string_table_intern(&t->pivots, dense);
    }
    lb_string_clear(pivot);
    free(dense);
}

static void table_clear(row_table *t)
{
    for (uint32_t a = 0; a < t->count; a++)
        lb_sum_clear(t->rows + a);
    free(t->rows);
    lb_string_table_clear(&t->pivots);
}

static int compare_constants(const void *a, const void *b)
{
    const lb_constant *p = a, *q = b;
    return (p->k > q->k) - (p->k < q->k);
}

/* The coordinates of the bracket of rows i and j. */
static void append_bracket(lb_constants_t C, const row_table *t, const lb_sum_t bracket, uint32_t i,
                           uint32_t j, uint64_t *dense)
{
    size_t first = C->count;
    for (size_t e = 0; e < bracket->length; e++) {
        lb_dense_from_string(dense, bracket->strings + e, t->pivots.words);
        uint32_t k =
            lb_string_table_find_hashed(&t->pivots, dense, lb_dense_hash(dense, t->pivots.words));
        if (k == LB_NO_STRING)
            continue;
        C->items = lb_grow(C->items, &C->capacity, C->count + 1, sizeof *C->items);
        lb_constant *constant = C->items + C->count++;
        constant->i = i;
        constant->j = j;
        constant->k = k;
        mpq_init(constant->value);
        mpq_set(constant->value, bracket->coefficients + e);
    }
    if (C->count > first)
        qsort(C->items + first, C->count - first, sizeof *C->items, compare_constants);
}

static bool bracket_rows(lb_constants_t C, const row_table *t, size_t qubits, lb_run *run)
{
    lb_sum_t bracket;
    lb_sum_init(bracket, qubits);
    uint64_t *dense = lb_malloc(2 * t->pivots.words, sizeof *dense);
    bool goes_on = true;
    for (uint32_t i = 0; i < t->count && goes_on; i++)
        for (uint32_t j = i + 1; j < t->count && goes_on; j++) {
            lb_progress progress = {.stage = "constants", .done = i, .total = t->count};
            goes_on = lb_run_goes_on(run, t->rows[i].length * t->rows[j].length, progress);
            lb_sum_bracket(bracket, t->rows + i, t->rows + j);
            append_bracket(C, t, bracket, i, j, dense);
        }
    free(dense);
    lb_sum_clear(bracket);
    return goes_on;
}

lb_status lb_constants_init(lb_constants_t C, const lb_closure *closure,
                            const lb_closure_options *options, lb_error *error)
{
    if (!lb_closure_is_proved(closure) || lb_closure_algebra(closure) ||
        !lb_closure_has_plain_rows(closure))
        return lb_fail(error, LB_USAGE, "structure constants need a basis of sums of strings");
    row_table t;
    lb_run run;
    size_t qubits = closure->ansatz->qubits;
    lb_constants_t found = {{.dimension = lb_closure_row_count(closure)}};
    lb_run_start(&run, options);
    table_init(&t, closure, qubits);
    bool complete = bracket_rows(found, &t, qubits, &run);
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
