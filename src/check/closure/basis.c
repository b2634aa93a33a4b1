/* At most D: the rows span a space that contains the generators and is closed under bracketing with
 * each of them, over Q.
 *
 * All sums are integer vectors; row P starts with d_P at its pivot. A vector v of integers lies in
 * the span exactly when, with m a common multiple of the d_P of the pivots that v meets,
 *
 *     m v - sum over pivots P of (m v_P / d_P) row_P = 0,
 *
 * since the rows are reduced: no pivot occurs in another row.
 *
 * The brackets are independent of each other. Threads take rows in turn; the first defect in the
 * order of the rows is the one that is reported, whoever finds it. Strings that a vector brings in
 * are forgotten after it, so memory stays that of the basis. */

#include "check/check.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 16 }; /* rows that a thread takes at a time */

typedef struct basis {
    lb_check_strings *strings;
    const lb_check_sums *generators, *vectors; /* as left operands, and as vectors */
    lb_check_sums rows;
    atomic_size_t next;   /* the first row that nobody has taken */
    atomic_size_t defect; /* the first row known to have a bracket outside, or SIZE_MAX */
} basis;

/* The vector being computed, of one thread: value k belongs to support[k], and place[support[k]] is
 * k. Elsewhere place is LB_CHECK_NONE. */
typedef struct vector {
    const basis *basis;
    lb_check_strings strings; /* continues those of the basis */
    uint32_t *place, *support;
    size_t place_capacity, support_capacity, length;
    lb_check_integers values;
    lb_check_integer common;
    size_t generator; /* the last one bracketed */
    bool is_too_long; /* its bracket was */
} vector;

static void vector_init(vector *v, const basis *B)
{
    memset(v, 0, sizeof *v);
    v->basis = B;
    lb_check_strings_init_after(&v->strings, B->strings);
}

static void vector_clear(vector *v)
{
    lb_check_strings_clear(&v->strings);
    lb_check_integers_clear(&v->values);
    lb_check_integer_clear(&v->common);
    free(v->place);
    free(v->support);
}

static void grow_place(vector *v, size_t needed)
{
    size_t before = v->place_capacity;
    v->place = lb_check_grow(v->place, &v->place_capacity, needed, sizeof *v->place);
    memset(v->place + before, 0xff, (v->place_capacity - before) * sizeof *v->place);
}

/* The value of a string, entered as 0 when it is new to the support. */
static lb_check_integer *value_of(vector *v, uint32_t id)
{
    if (id >= v->place_capacity)
        grow_place(v, v->strings.count);
    if (v->place[id] == LB_CHECK_NONE) {
        v->support =
            lb_check_grow(v->support, &v->support_capacity, v->length + 1, sizeof *v->support);
        lb_check_integers_grow(&v->values, v->length + 1);
        v->support[v->length] = id;
        lb_check_integer_set(&v->values.at[v->length], 0);
        v->place[id] = (uint32_t)v->length++;
    }
    return &v->values.at[v->place[id]];
}

/* Forget the vector and the strings it has brought in. */
static void forget(vector *v)
{
    for (size_t k = 0; k < v->length; k++)
        v->place[v->support[k]] = LB_CHECK_NONE;
    v->length = 0;
    lb_check_strings_truncate(&v->strings, v->strings.first);
}

static void set_generator(vector *v, size_t generator)
{
    static const lb_check_integer one = {1, NULL};
    const lb_check_sums *g = v->basis->vectors;
    for (size_t i = g->start[generator]; i < g->start[generator + 1]; i++)
        lb_check_integer_add_product(value_of(v, g->ids[i]), &g->coefficients.at[i], &one, 1);
}

/* {generator, row}; false, with a part of it, when it has too many strings. */
static bool set_bracket(vector *v, size_t generator, size_t row)
{
    const lb_check_sums *g = v->basis->generators, *rows = &v->basis->rows;
    for (size_t i = g->start[generator]; i < g->start[generator + 1]; i++)
        for (size_t j = rows->start[row]; j < rows->start[row + 1]; j++) {
            size_t count = lb_check_brackets(&v->strings, g->ids[i], rows->ids[j]);
            for (size_t k = 0; k < count; k++)
                lb_check_integer_add_product(value_of(v, v->strings.products[k].id),
                                             &g->coefficients.at[i], &rows->coefficients.at[j],
                                             v->strings.products[k].times);
            if (!lb_check_may_meet(&v->strings, v->length))
                return false;
        }
    return true;
}

/* What a row has at its pivot. */
static const lb_check_integer *at_pivot_of(const basis *B, uint32_t row)
{
    return &B->rows.coefficients.at[B->rows.start[row]];
}

/* The row whose pivot is at support[k], or LB_CHECK_NONE. */
static uint32_t row_at(const vector *v, size_t k)
{
    return lb_check_record_at(&v->strings, v->support[k])->row;
}

/* Multiply the vector by the least common multiple of d over the pivots in it. */
static void clear_denominators(vector *v)
{
    lb_check_integer_set(&v->common, 1);
    for (size_t k = 0; k < v->length; k++) {
        uint32_t row = row_at(v, k);
        if (row != LB_CHECK_NONE)
            lb_check_integer_lcm(&v->common, at_pivot_of(v->basis, row));
    }
    if (!lb_check_integer_is(&v->common, 1))
        for (size_t k = 0; k < v->length; k++)
            lb_check_integer_multiply(&v->values.at[k], &v->common);
}

/* Whether the vector lies in the span; forgets the vector. */
static bool is_inside(vector *v)
{
    const lb_check_sums *rows = &v->basis->rows;
    lb_check_integer factor = {0, NULL};
    bool inside = true;
    clear_denominators(v);
    for (size_t k = 0, n = v->length; k < n; k++) {
        uint32_t row = row_at(v, k);
        if (row == LB_CHECK_NONE || lb_check_integer_is(&v->values.at[k], 0))
            continue;
        lb_check_integer_divide(&v->values.at[k], at_pivot_of(v->basis, row));
        factor = v->values.at[k];
        v->values.at[k] = (lb_check_integer){0, NULL};
        for (size_t t = rows->start[row] + 1; t < rows->start[row + 1]; t++)
            lb_check_integer_add_product(value_of(v, rows->ids[t]), &factor,
                                         &rows->coefficients.at[t], -1);
        lb_check_integer_clear(&factor);
    }
    for (size_t k = 0; k < v->length; k++)
        inside = inside && lb_check_integer_is(&v->values.at[k], 0);
    forget(v);
    return inside;
}

/* Read the rows, then demand that no pivot occurs among the other terms of a row. */
static bool read_rows(basis *B, lb_check_reader *r)
{
    lb_check_strings *S = B->strings;
    const lb_check_sums *rows = &B->rows;
    size_t first_line = r->line;
    while (rows->count < r->report->dimension) {
        if (!lb_check_read_sum(r, S, &B->rows, true))
            return false;
        size_t i = rows->count - 1;
        uint32_t pivot = rows->ids[rows->start[i]];
        if (i && lb_check_strings_compare(S, rows->ids[rows->start[i - 1]], pivot) >= 0)
            return lb_check_fail(r, "rows are not in strictly increasing order of their pivots");
        lb_check_record_at(S, pivot)->row = (uint32_t)i;
        if (!lb_check_read_line_feed(r))
            return false;
    }
    for (size_t i = 0; i < rows->count; i++)
        for (size_t t = rows->start[i] + 1; t < rows->start[i + 1]; t++) {
            uint32_t row = lb_check_record_at(S, rows->ids[t])->row;
            if (row != LB_CHECK_NONE) {
                r->line = first_line + i;
                return row == i ? lb_check_fail(r, "this row contains its pivot twice")
                                : lb_check_fail(r, "this row contains the pivot of row %lu",
                                                (unsigned long)row);
            }
        }
    return true;
}

/* Whether the bracket of the row with every generator is inside; v->generator is the last tried. */
static bool is_row_closed(vector *v, size_t row)
{
    for (v->generator = 0; v->generator < v->basis->generators->count; v->generator++) {
        v->is_too_long = !set_bracket(v, v->generator, row);
        if (v->is_too_long)
            forget(v);
        if (v->is_too_long || !is_inside(v))
            return false;
    }
    return true;
}

/* A thread: take rows until none are left, or until a defect before them is known. */
static void *check_rows(void *argument)
{
    basis *B = argument;
    vector v;
    vector_init(&v, B);
    for (;;) {
        size_t row = atomic_fetch_add(&B->next, CHUNK), end = row + CHUNK;
        while (row < end && row < B->rows.count && row < B->defect && is_row_closed(&v, row))
            row++;
        if (row == end)
            continue;
        size_t known = B->defect;
        while (row < B->rows.count && row < known &&
               !atomic_compare_exchange_weak(&B->defect, &known, row))
            ;
        break;
    }
    vector_clear(&v);
    return NULL;
}

/* Let threads - 1 threads and this one check the rows. One that cannot be started is done without.
 */
static void run_threads(basis *B, size_t threads)
{
    pthread_t *others = lb_check_resize(NULL, threads * sizeof *others);
    size_t count = 0;
    while (count + 1 < threads && count * CHUNK < B->rows.count &&
           !pthread_create(&others[count], NULL, check_rows, B))
        count++;
    check_rows(B);
    for (size_t i = 0; i < count; i++)
        pthread_join(others[i], NULL);
    free(others);
}

static bool check_closed(basis *B, lb_check_reader *r)
{
    vector v;
    bool ok = true;
    vector_init(&v, B);
    for (size_t g = 0; ok && g < B->generators->count; g++) {
        set_generator(&v, g);
        ok = is_inside(&v) || lb_check_fail(r, "generator %zu is not in the span of the rows", g);
    }
    if (ok) {
        run_threads(B, r->threads);
        ok = B->defect == SIZE_MAX;
        if (!ok && !is_row_closed(&v, B->defect))
            lb_check_fail(
                r, "the bracket of generator %zu and row %zu %s", v.generator, (size_t)B->defect,
                v.is_too_long ? "has too many strings" : "is not in the span of the rows");
    }
    vector_clear(&v);
    return ok;
}

bool lb_check_basis(lb_check_closure *C)
{
    basis B = {.strings = &C->strings,
               .generators = &C->generators,
               .vectors = &C->averages,
               .defect = SIZE_MAX};
    bool ok = read_rows(&B, C->reader) && check_closed(&B, C->reader);
    C->rows = B.rows;
    return ok;
}
