/* The invariants of the form by symplectic elimination of the anticommutation graph.
 *
 * A pair u, v with an edge is split off: every other vertex x becomes
 *
 *     x' = x + b u + a v,    a = w(x, u), b = w(x, v),
 *
 * which commutes with u and v. Then
 *
 *     w(x', y') = w(x, y) + a(x) b(y) + b(x) a(y),
 *     q(x') = q(x) + b q(u) + a q(v) + a b,
 *
 * so that exactly the edges between two different ones of the classes (a, b) = (1, 0), (0, 1),
 * (1, 1) are toggled. The pair adds 2 to the rank and q(u) q(v) to the Arf invariant; a vertex
 * without neighbours lies in the radical.
 *
 * Worked example, the triangle X, Y, Z on one qubit: u = X, v = Y, and Z has a = b = 1. No edge is
 * left, q(Z') = 1 + 1 + 1 + 1 = 0: Z' is the formal sum X + Y + Z, a dependency on which q is 0.
 * The rank is 2 and the Arf invariant 1, as q is 1 on all three nonzero vectors. */

#include "linalg/f2_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"

typedef struct elimination {
    size_t count;
    lb_f2_list *neighbours; /* increasing */
    uint8_t *q;
    lb_f2_queue queue; /* of vertices */
    lb_f2_list scratch, near_u, near_v, near_one;
    size_t active, edges; /* vertices with neighbours, twice the edges */
    lb_f2_form *form;
    const lb_limits *limits;
} elimination;

static void elimination_init(elimination *e, const lb_f2_graph *graph, lb_f2_form *form)
{
    *e = (elimination){.count = graph->count, .form = form};
    e->neighbours = lb_calloc(graph->count, sizeof *e->neighbours);
    e->q = lb_malloc(graph->count, 1);
    if (graph->q && graph->count)
        memcpy(e->q, graph->q, graph->count);
    else
        memset(e->q, 1, graph->count);
    lb_f2_queue_init(&e->queue, graph->count, graph->count);
    for (size_t x = 0; x < graph->count; x++) {
        size_t first = graph->offsets[x];
        uint32_t degree = (uint32_t)(graph->offsets[x + 1] - first);
        e->edges += degree;
        e->active += degree > 0;
        form->odd_radical |= degree == 0 && e->q[x];
        if (degree) {
            lb_f2_list_assign(e->neighbours + x, graph->neighbours + first, degree);
            lb_f2_queue_set(&e->queue, (uint32_t)x, degree);
        }
    }
}

static void elimination_clear(elimination *e)
{
    for (size_t x = 0; x < e->count; x++)
        lb_f2_list_clear(e->neighbours + x);
    free(e->neighbours);
    free(e->q);
    lb_f2_queue_clear(&e->queue);
    lb_f2_list_clear(&e->scratch);
    lb_f2_list_clear(&e->near_u);
    lb_f2_list_clear(&e->near_v);
    lb_f2_list_clear(&e->near_one);
}

/* sum = the symmetric difference of a and b, without u and v. */
static void add_lists(lb_f2_list *sum, const lb_f2_list *a, const lb_f2_list *b, uint32_t u,
                      uint32_t v)
{
    lb_f2_list_reserve(sum, (size_t)a->length + b->length);
    uint32_t length = 0;
    for (uint32_t i = 0, j = 0; i < a->length || j < b->length;) {
        uint32_t x = i < a->length ? a->items[i] : UINT32_MAX;
        uint32_t y = j < b->length ? b->items[j] : UINT32_MAX;
        i += x <= y;
        j += y <= x;
        uint32_t item = x < y ? x : y;
        if (x != y && item != u && item != v)
            sum->items[length++] = item;
    }
    sum->length = length;
}

static void retire(elimination *e, uint32_t x)
{
    lb_f2_list_clear(e->neighbours + x);
    lb_f2_queue_set(&e->queue, x, 0);
    e->active--;
}

/* The neighbours of x, toggled by those in `toggled`, without u and v. */
static void update_vertex(elimination *e, uint32_t x, const lb_f2_list *toggled, uint32_t u,
                          uint32_t v)
{
    lb_f2_list *list = e->neighbours + x;
    add_lists(&e->scratch, list, toggled, u, v);
    uint32_t before = list->length, after = e->scratch.length;
    lb_f2_list_assign(list, e->scratch.items, after);
    e->edges += after;
    e->edges -= before;
    if (!after) {
        e->form->odd_radical |= e->q[x];
        retire(e, x);
    } else {
        lb_f2_queue_set(&e->queue, x, after);
    }
}

/* near_u and near_v are the neighbours of u and of v other than u and v, near_one those of exactly
 * one of the two. */
static void split_pair(elimination *e, uint32_t u, uint32_t v)
{
    static const lb_f2_list nothing = {NULL, 0, 0};
    add_lists(&e->near_u, e->neighbours + u, &nothing, u, v);
    add_lists(&e->near_v, e->neighbours + v, &nothing, u, v);
    add_lists(&e->near_one, &e->near_u, &e->near_v, u, v);
    e->edges -= (size_t)e->neighbours[u].length + e->neighbours[v].length;
    retire(e, u);
    retire(e, v);
    for (uint32_t i = 0, j = 0; i < e->near_u.length || j < e->near_v.length;) {
        uint32_t x = i < e->near_u.length ? e->near_u.items[i] : UINT32_MAX;
        uint32_t y = j < e->near_v.length ? e->near_v.items[j] : UINT32_MAX;
        bool a = x <= y, b = y <= x;
        i += a;
        j += b;
        uint32_t vertex = a ? x : y;
        e->q[vertex] ^= (b & e->q[u]) ^ (a & e->q[v]) ^ (a & b);
        update_vertex(e, vertex, a && b ? &e->near_one : a ? &e->near_v : &e->near_u, u, v);
    }
    e->form->rank += 2;
    e->form->arf ^= e->q[u] & e->q[v];
}

static uint32_t lowest_neighbour(const elimination *e, uint32_t u)
{
    const lb_f2_list *list = e->neighbours + u;
    uint32_t best = list->items[0];
    for (uint32_t i = 1; i < list->length; i++) {
        if (e->queue.degrees[list->items[i]] < e->queue.degrees[best])
            best = list->items[i];
    }
    return best;
}

/* Whether bits are the better choice for what is left: the lists are longer than the bits, or the
 * lists merged to split off a pair, at 2 ns an entry, cost more than the words of the matrix, at
 * 0.03 ns a word and row added (both measured). */
static bool fills_in(const elimination *e, uint32_t degree)
{
    double vertices = (double)e->active, entries = (double)e->edges;
    return 32 * entries > vertices * vertices ||
           4000 * degree * entries > vertices * vertices * vertices;
}

static void finish_dense(elimination *e)
{
    uint32_t *number = lb_malloc(e->count, sizeof *number), active = 0;
    for (size_t x = 0; x < e->count; x++) {
        number[x] = active;
        active += e->queue.degrees[x] > 0;
    }
    lb_f2_matrix matrix;
    lb_f2_matrix_init(&matrix, active);
    for (size_t x = 0; x < e->count; x++) {
        const lb_f2_list *list = e->neighbours + x;
        for (uint32_t i = 0; i < list->length; i++) {
            uint32_t y = number[list->items[i]];
            *lb_f2_matrix_at(&matrix, number[x], y) |= (uint64_t)1 << y % 64;
        }
        if (list->length)
            matrix.q[number[x]] = e->q[x];
        lb_f2_list_clear(e->neighbours + x);
    }
    lb_f2_matrix_eliminate(&matrix, e->form, e->limits);
    lb_f2_matrix_clear(&matrix);
    free(number);
}

void lb_f2_form_on_path(lb_f2_form *form, const lb_f2_graph *graph, lb_f2_path path,
                        const lb_limits *limits)
{
    lb_f2_form result = {0, false, 0, NULL};
    elimination e;
    elimination_init(&e, graph, &result);
    e.limits = limits;
    for (uint32_t u; !result.reached && lb_f2_queue_least(&e.queue, &u);) {
        if (path == LB_F2_DENSE || (path == LB_F2_MEASURED && fills_in(&e, e.queue.degrees[u]))) {
            finish_dense(&e);
            break;
        }
        split_pair(&e, u, lowest_neighbour(&e, u));
        result.reached = lb_limit_of_time(limits);
    }
    elimination_clear(&e);
    *form = result;
}

void lb_f2_form_of_graph(lb_f2_form *form, const lb_f2_graph *graph, const lb_limits *limits)
{
    lb_f2_form_on_path(form, graph, LB_F2_MEASURED, limits);
}
