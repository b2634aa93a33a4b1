/* Rank, and q on dependencies, by sparse elimination.
 *
 * A row is a list of letters, qubit << 2 | letter with 1 for X, 2 for Z, 3 for Y, by increasing
 * qubit. A coordinate is 2 * qubit for x, 2 * qubit + 1 for z. At each step the coordinate that
 * occurs in the fewest rows is chosen, and among these rows the shortest is added to the others and
 * set aside:
 *
 *     XX.., X..., .X.X      coordinates x0: 2 rows, x1: 2, x3: 1
 *     .X.X is set aside     nothing to add
 *     x1: only XX.. left    set aside
 *     x0: X...              set aside, the rank is 3
 *
 * No row left contains a coordinate that was chosen, so w of two of them is read off what is left,
 * and q(v + b) = q(v) + q(b) + w(v, b). A row that becomes empty is a dependency. */

#include "linalg/f2_internal.h"

#include <assert.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/memory.h"
#include "pauli/dense.h"

typedef struct elimination {
    size_t count; /* of rows */
    size_t qubits;
    lb_f2_list *rows; /* empty when set aside */
    uint8_t *q;
    lb_f2_list *columns; /* per coordinate, the rows that contain it, and some that did */
    lb_f2_queue queue;   /* of coordinates, by the number of rows that contain them */
    lb_f2_list scratch;
    size_t active_rows, active_columns, letters; /* of the rows not set aside */
    lb_f2_span *span;
    lb_f2_triangle *triangle; /* where rows set aside are kept, or NULL */
    const lb_limits *limits;
} elimination;

static size_t string_weights(const lb_string_struct *const *strings, size_t count)
{
    size_t weight = 0;
    for (size_t i = 0; i < count; i++)
        weight += lb_string_weight(strings[i]);
    return weight;
}

static void row_from_string(lb_f2_list *row, const lb_string_struct *string)
{
    lb_f2_list_reserve(row, lb_string_weight(string));
    for (uint32_t i = 0; i < string->length; i++) {
        const lb_block *block = string->blocks + i;
        for (uint64_t left = block->x | block->z; left; left &= left - 1) {
            uint32_t bit = (uint32_t)__builtin_ctzll(left);
            uint32_t letter = (uint32_t)(block->x >> bit & 1) | (uint32_t)(block->z >> bit & 1)
                                                                    << 1;
            row->items[row->length++] = (64 * block->index + bit) << 2 | letter;
        }
    }
}

static void raise_degree(elimination *e, uint32_t c)
{
    uint32_t degree = e->queue.degrees[c];
    e->active_columns += !degree;
    lb_f2_queue_set(&e->queue, c, degree + 1);
}

static void lower_degree(elimination *e, uint32_t c)
{
    uint32_t degree = e->queue.degrees[c] - 1;
    e->active_columns -= !degree;
    lb_f2_queue_set(&e->queue, c, degree);
}

static void enter_row(elimination *e, uint32_t r)
{
    const lb_f2_list *row = e->rows + r;
    e->letters += row->length;
    e->active_rows += row->length > 0;
    for (uint32_t i = 0; i < row->length; i++) {
        for (uint32_t bit = 0; bit < 2; bit++) {
            uint32_t c = 2 * (row->items[i] >> 2) + bit;
            if (row->items[i] >> bit & 1) {
                lb_f2_list_append(e->columns + c, r);
                raise_degree(e, c);
            }
        }
    }
}

static void elimination_init(elimination *e, const lb_string_struct *const *strings, size_t count,
                             size_t qubits)
{
    *e = (elimination){.count = count, .qubits = qubits};
    e->rows = lb_calloc(count, sizeof *e->rows);
    e->q = lb_malloc(count, 1);
    e->columns = lb_calloc(2 * qubits, sizeof *e->columns);
    lb_f2_queue_init(&e->queue, 2 * qubits, count);
    for (size_t r = 0; r < count; r++) {
        e->q[r] = 1;
        row_from_string(e->rows + r, strings[r]);
        enter_row(e, (uint32_t)r);
    }
}

static void elimination_clear(elimination *e)
{
    for (size_t r = 0; r < e->count; r++)
        lb_f2_list_clear(e->rows + r);
    for (size_t c = 0; c < 2 * e->qubits; c++)
        lb_f2_list_clear(e->columns + c);
    free(e->rows);
    free(e->q);
    free(e->columns);
    lb_f2_queue_clear(&e->queue);
    lb_f2_list_clear(&e->scratch);
}

/* Row r gets `added` where it has `old`, on the qubit of added. */
static void update_columns(elimination *e, uint32_t r, uint32_t added, uint32_t old)
{
    for (uint32_t bit = 0; bit < 2; bit++) {
        uint32_t c = 2 * (added >> 2) + bit;
        if (!(added >> bit & 1))
            continue;
        if (old >> bit & 1) {
            lower_degree(e, c);
        } else {
            raise_degree(e, c);
            lb_f2_list_append(e->columns + c, r);
        }
    }
}

static void add_row(elimination *e, uint32_t target, uint32_t pivot)
{
    lb_f2_list *a = e->rows + target;
    const lb_f2_list *b = e->rows + pivot;
    lb_f2_list_reserve(&e->scratch, (size_t)a->length + b->length);
    uint32_t *sum = e->scratch.items, length = 0, i = 0, w = 0;
    for (uint32_t j = 0; j < b->length; j++) {
        uint32_t added = b->items[j], old = 0;
        while (i < a->length && a->items[i] >> 2 < added >> 2)
            sum[length++] = a->items[i++];
        if (i < a->length && a->items[i] >> 2 == added >> 2)
            old = a->items[i++] & 3;
        w ^= (old & added >> 1) ^ (old >> 1 & added);
        if (old ^ (added & 3))
            sum[length++] = added ^ old;
        update_columns(e, target, added, old);
    }
    while (i < a->length)
        sum[length++] = a->items[i++];
    e->letters += length;
    e->letters -= a->length;
    lb_f2_list_assign(a, sum, length);
    e->q[target] ^= e->q[pivot] ^ (w & 1);
}

static bool row_contains(const lb_f2_list *row, uint32_t c)
{
    uint32_t low = 0, high = row->length;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (row->items[middle] >> 2 < c / 2)
            low = middle + 1;
        else
            high = middle;
    }
    return low < row->length && row->items[low] >> 2 == c / 2 && (row->items[low] >> c % 2 & 1);
}

static uint32_t shortest_row(const elimination *e, uint32_t c)
{
    const lb_f2_list *column = e->columns + c;
    uint32_t pivot = UINT32_MAX;
    for (uint32_t i = 0; i < column->length; i++) {
        uint32_t r = column->items[i];
        if ((pivot == UINT32_MAX || e->rows[r].length < e->rows[pivot].length) &&
            row_contains(e->rows + r, c))
            pivot = r;
    }
    return pivot;
}

/* Takes the row over. */
static void keep_row(lb_f2_triangle *triangle, lb_f2_list *row, uint32_t c)
{
    triangle->rows = lb_grow(triangle->rows, &triangle->row_capacity, triangle->count + 1,
                             sizeof *triangle->rows);
    triangle->pivots = lb_grow(triangle->pivots, &triangle->pivot_capacity, triangle->count + 1,
                               sizeof *triangle->pivots);
    triangle->rows[triangle->count] = *row;
    triangle->pivots[triangle->count++] = c;
    *row = (lb_f2_list){NULL, 0, 0};
}

static void set_aside(elimination *e, uint32_t r, uint32_t c)
{
    lb_f2_list *row = e->rows + r;
    for (uint32_t i = 0; i < row->length; i++) {
        for (uint32_t bit = 0; bit < 2; bit++) {
            if (row->items[i] >> bit & 1)
                lower_degree(e, 2 * (row->items[i] >> 2) + bit);
        }
    }
    e->letters -= row->length;
    e->active_rows--;
    if (e->triangle)
        keep_row(e->triangle, row, c);
    else
        lb_f2_list_clear(row);
}

static void eliminate_coordinate(elimination *e, uint32_t c)
{
    uint32_t pivot = shortest_row(e, c);
    assert(pivot != UINT32_MAX);
    for (uint32_t i = 0; i < e->columns[c].length; i++) {
        uint32_t r = e->columns[c].items[i];
        if (r == pivot || !row_contains(e->rows + r, c))
            continue;
        add_row(e, r, pivot);
        if (!e->rows[r].length) {
            e->active_rows--;
            e->span->odd_dependency |= e->q[r];
        }
    }
    set_aside(e, pivot, c);
    lb_f2_list_clear(e->columns + c);
    e->span->rank++;
}

/* Whether bits are the better choice for what is left: the lists are longer than the bits, or the
 * letters moved to eliminate a coordinate, at 2 ns, cost more than the words of all rows, at 0.03
 * ns a word and pivot (both measured). */
static bool fills_in(const elimination *e, uint32_t degree)
{
    double rows = (double)e->active_rows, qubits = (double)e->active_columns / 2;
    double letters = (double)e->letters;
    return 16 * letters > rows * qubits || 2000 * degree * letters > rows * rows * qubits;
}

/* What is left as bits, qubits that do not occur any more left out. */
static void finish_dense(elimination *e)
{
    uint32_t *number = lb_malloc(e->qubits, sizeof *number);
    size_t qubits = 0, row = 0;
    for (size_t i = 0; i < e->qubits; i++) {
        number[i] = (uint32_t)qubits;
        qubits += e->queue.degrees[2 * i] || e->queue.degrees[2 * i + 1];
    }
    lb_f2_rows rows;
    lb_f2_rows_init(&rows, e->active_rows, qubits);
    for (size_t r = 0; r < e->count; r++) {
        const lb_f2_list *letters = e->rows + r;
        for (uint32_t i = 0; i < letters->length; i++) {
            uint32_t qubit = number[letters->items[i] >> 2];
            uint64_t *word = lb_f2_rows_at(&rows, row, qubit / 64);
            word[0] |= (uint64_t)(letters->items[i] & 1) << qubit % 64;
            word[LB_F2_LANES] |= (uint64_t)(letters->items[i] >> 1 & 1) << qubit % 64;
        }
        if (letters->length)
            rows.q[row++] = e->q[r];
        lb_f2_list_clear(e->rows + r);
    }
    lb_f2_rows_eliminate(&rows, e->span, e->limits);
    lb_f2_rows_clear(&rows);
    free(number);
}

/* The coordinate in the fewest rows, but the other one of the qubit in hand if that is not much
 * worse: otherwise strings of the other letter trail from where one letter was eliminated to where
 * it went, XX + XX + YY + .. = X Z Z .. Z Y, and get long. */
static bool next_coordinate(elimination *e, uint32_t last, uint32_t *c)
{
    if (!lb_f2_queue_least(&e->queue, c))
        return false;
    uint32_t other = last ^ 1, degree = e->queue.degrees[other];
    if (degree && degree <= 2 * e->queue.degrees[*c])
        *c = other;
    return true;
}

static void span_sparse(lb_f2_span *span, const lb_string_struct *const *strings, size_t count,
                        size_t qubits, lb_f2_path path, lb_f2_triangle *triangle,
                        const lb_limits *limits)
{
    elimination e;
    elimination_init(&e, strings, count, qubits);
    e.span = span;
    e.triangle = triangle;
    e.limits = limits;
    /* The identity is the dependency of one string, and q is 1 on it. */
    span->odd_dependency = e.active_rows < count;
    for (uint32_t c, last = 0; !span->reached && next_coordinate(&e, last, &c); last = c) {
        if (path == LB_F2_MEASURED && fills_in(&e, e.queue.degrees[c])) {
            finish_dense(&e);
            break;
        }
        eliminate_coordinate(&e, c);
        span->reached = lb_limit_of_time(limits);
    }
    elimination_clear(&e);
}

static void span_dense(lb_f2_span *span, const lb_string_struct *const *strings, size_t count,
                       size_t qubits, const lb_limits *limits)
{
    lb_f2_rows rows;
    lb_f2_rows_init(&rows, count, qubits);
    for (size_t r = 0; r < count; r++) {
        for (uint32_t i = 0; i < strings[r]->length; i++) {
            const lb_block *block = strings[r]->blocks + i;
            uint64_t *word = lb_f2_rows_at(&rows, r, block->index);
            word[0] = block->x;
            word[LB_F2_LANES] = block->z;
        }
        rows.q[r] = 1;
    }
    lb_f2_rows_eliminate(&rows, span, limits);
    lb_f2_rows_clear(&rows);
}

void lb_f2_span_on_path(lb_f2_span *span, const lb_string_struct *const *strings, size_t count,
                        size_t qubits, lb_f2_path path, const lb_limits *limits)
{
    lb_f2_span result = {0, false, NULL};
    size_t weight = string_weights(strings, count);
    bool dense = path == LB_F2_DENSE || (path == LB_F2_MEASURED && 16 * weight > count * qubits);
    if (dense)
        span_dense(&result, strings, count, qubits, limits);
    else
        span_sparse(&result, strings, count, qubits, path, NULL, limits);
    *span = result;
}

void lb_f2_span_compute(lb_f2_span *span, const lb_string_struct *const *strings, size_t count,
                        size_t qubits, const lb_limits *limits)
{
    lb_f2_span_on_path(span, strings, count, qubits, LB_F2_MEASURED, limits);
}

const char *lb_f2_triangle_init(lb_f2_triangle *triangle, const lb_string_struct *const *strings,
                                size_t count, size_t qubits, const lb_limits *limits)
{
    lb_f2_span span = {0, false, NULL};
    *triangle = (lb_f2_triangle){.count = 0};
    span_sparse(&span, strings, count, qubits, LB_F2_SPARSE, triangle, limits);
    if (span.reached)
        lb_f2_triangle_clear(triangle);
    return span.reached;
}

void lb_f2_triangle_clear(lb_f2_triangle *triangle)
{
    for (size_t i = 0; i < triangle->count; i++)
        lb_f2_list_clear(triangle->rows + i);
    free(triangle->rows);
    free(triangle->pivots);
}
