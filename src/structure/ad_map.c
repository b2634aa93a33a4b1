#include <assert.h>
#include <stdlib.h>

#include <flint/nmod.h>

#include "base/memory.h"
#include "structure/algebra_mod_p.h"

/* The products of one pivot with strings of v, on their way to a row. They are looked up in
 * batches. */
typedef struct row_products {
    const lb_frame *frame;
    lb_products products;
    uint64_t *values; /* of string number i of v: its coefficient over the size of its orbit */
    const lb_bracket_list **lists; /* its brackets, where they are listed */
    lb_sparse_sum row;
} row_products;

/* `times` products of string number i of v with the pivot, which fall on a string, in the row of the
 * pivot. */
static void add_product(row_products *r, uint32_t i, int64_t times, uint32_t string, uint64_t size)
{
    const lb_frame *frame = r->frame;
    nmod_t p = frame->modulus;
    uint64_t value = nmod_mul(r->values[i], frame->inverse_sizes[string], p);
    if (times != 1 && times != -1)
        value = nmod_mul(value, (uint64_t)llabs(times) % p.n, p);
    if (size != 1)
        value = nmod_mul(value, size, p);
    if (times > 0)
        value = nmod_neg(value, p);
    size_t first = frame->first[string], after = frame->first[string + 1];
    lb_sparse_sum_add(&r->row, value, frame->occurrences + first, after - first);
}

static void flush_products(row_products *r, uint64_t size)
{
    lb_products_find(&r->products, r->frame->orbits->strings);
    for (size_t i = 0; i < r->products.count; i++) {
        const lb_product *product = r->products.items + i;
        if (r->products.columns[i] != LB_NO_STRING)
            add_product(r, product->right, product->multiplicity, r->products.columns[i], size);
    }
    r->products.count = 0;
}

static void add_row(row_products *r, const lb_sparse_vector *strings, uint32_t b)
{
    lb_orbits *orbits = r->frame->orbits;
    uint32_t pivot = r->frame->pivots[b];
    uint64_t size = r->frame->sizes[pivot];
    const uint64_t *P = lb_string_table_at(orbits->strings, pivot);
    for (uint32_t i = 0; i < strings->length; i++) {
        const lb_bracket_list *list = r->lists[i];
        if (list) {
            for (uint32_t k = list->first[b]; k < list->first[b + 1]; k++)
                add_product(r, i, list->entries[k].times, list->entries[k].string, size);
            continue;
        }
        lb_products_add(&r->products, lb_orbits_operand(orbits, strings->terms[i].column), P, i);
        if (r->products.count >= LB_PRODUCTS_BATCH)
            flush_products(r, size);
    }
    if (r->products.count)
        flush_products(r, size);
}

/* A vector given by coordinates, over strings. */
static void expand(lb_sparse_vector *strings, const lb_frame *frame, const lb_sparse_vector *v)
{
    lb_sparse_sum sum;
    lb_sparse_sum_init(&sum, frame->orbits->count, frame->modulus);
    for (uint32_t i = 0; i < v->length; i++) {
        const lb_sparse_vector *row = frame->rows + v->terms[i].column;
        lb_sparse_sum_add(&sum, v->terms[i].value, row->terms, row->length);
    }
    lb_sparse_sum_take(strings, &sum);
    lb_sparse_sum_clear(&sum);
}

static void products_init(row_products *r, const lb_frame *frame, const lb_sparse_vector *strings)
{
    *r = (row_products){.frame = frame};
    r->values = lb_malloc(strings->length, sizeof *r->values);
    for (uint32_t i = 0; i < strings->length; i++)
        r->values[i] = nmod_mul(strings->terms[i].value,
                                frame->inverse_sizes[strings->terms[i].column], frame->modulus);
    r->lists = lb_malloc(strings->length, sizeof *r->lists);
    for (uint32_t i = 0; i < strings->length; i++)
        r->lists[i] = lb_pivot_brackets_of(frame->brackets, strings->terms[i].column, frame->run);
    lb_products_init(&r->products, frame->orbits->canonical);
    lb_sparse_sum_init(&r->row, frame->dimension, frame->modulus);
}

static void products_clear(row_products *r)
{
    lb_sparse_sum_clear(&r->row);
    lb_products_clear(&r->products);
    free(r->lists);
    free(r->values);
}

/* Row b becomes the sum, which becomes zero. */
static void write_row(lb_ad_map *A, uint32_t b, lb_sparse_sum *row, size_t *capacity)
{
    size_t count = A->first[b];
    A->terms = lb_grow(A->terms, capacity, count + row->count, sizeof *A->terms);
    for (uint32_t i = 0; i < row->count; i++) {
        uint32_t column = row->touched[i];
        if (row->values[column])
            A->terms[count++] = (lb_term){row->values[column], column};
    }
    A->first[b + 1] = count;
    lb_sparse_sum_drop(row);
}

void lb_ad_map_init_products(lb_ad_map *A, const lb_frame *frame, const lb_sparse_vector *v)
{
    lb_sparse_vector strings;
    row_products r;
    size_t capacity = 0, work = (size_t)lb_frame_work(frame, v) + 1;
    assert(lb_frame_work(frame, v) < LB_WORK_MAX);
    expand(&strings, frame, v);
    products_init(&r, frame, &strings);
    *A = (lb_ad_map){.dimension = frame->dimension};
    A->first = lb_calloc((size_t)A->dimension + 1, sizeof *A->first);
    for (uint32_t b = 0; b < A->dimension; b++) {
        lb_progress progress = {.stage = "brackets", .done = b, .total = A->dimension};
        if (lb_run_goes_on(frame->run, work, progress))
            add_row(&r, &strings, b);
        write_row(A, b, &r.row, &capacity);
    }
    products_clear(&r);
    lb_sparse_vector_clear(&strings);
}

/* The sum of the maps of basis vectors. */
static void add_units(lb_ad_map *A, const lb_frame *frame, const lb_sparse_vector *v)
{
    lb_sparse_sum row;
    size_t capacity = 0;
    lb_sparse_sum_init(&row, frame->dimension, frame->modulus);
    *A = (lb_ad_map){.dimension = frame->dimension};
    A->first = lb_calloc((size_t)A->dimension + 1, sizeof *A->first);
    for (uint32_t b = 0; b < A->dimension; b++) {
        for (uint32_t i = 0; i < v->length; i++) {
            const lb_ad_map *unit = frame->units + v->terms[i].column;
            lb_sparse_sum_add(&row, v->terms[i].value, unit->terms + unit->first[b],
                              unit->first[b + 1] - unit->first[b]);
        }
        write_row(A, b, &row, &capacity);
    }
    lb_sparse_sum_clear(&row);
}

void lb_ad_map_init(lb_ad_map *A, const lb_frame *frame, const lb_sparse_vector *v)
{
    if (frame->units)
        add_units(A, frame, v);
    else
        lb_ad_map_init_products(A, frame, v);
}

void lb_ad_map_clear(lb_ad_map *A)
{
    free(A->first);
    free(A->terms);
}

typedef struct application {
    const lb_ad_map *A;
    const uint64_t *x;
    uint64_t *y;
    nmod_t modulus;
    size_t next; /* block of rows */
} application;

enum { BLOCK = 64 };

static void apply_blocks(void *context, int thread)
{
    application *task = context;
    const lb_ad_map *A = task->A;
    (void)thread;
    for (size_t b; (b = lb_pool_next(&task->next) * BLOCK) < A->dimension;)
        for (size_t end = b + BLOCK < A->dimension ? b + BLOCK : A->dimension; b < end; b++) {
            const lb_sparse_vector row = {(uint32_t)(A->first[b + 1] - A->first[b]),
                                          A->terms + A->first[b]};
            task->y[b] = lb_sparse_vector_dot(task->x, &row, task->modulus);
        }
}

/* So many terms are worth waking threads for. */
#define SHARED_TERMS ((size_t)1 << 15)

void lb_ad_map_apply(uint64_t *y, const lb_ad_map *A, const uint64_t *x, const lb_frame *frame)
{
    size_t terms = A->first[A->dimension];
    lb_progress progress = {.stage = "structure", .done = frame->dimension};
    lb_run_goes_on(frame->run, terms / 8 + A->dimension, progress);
    application task = {.A = A, .x = x, .y = y, .modulus = frame->modulus};
    if (terms < SHARED_TERMS || !frame->run->pool)
        apply_blocks(&task, 0);
    else
        lb_pool_run(frame->run->pool, apply_blocks, &task);
}
