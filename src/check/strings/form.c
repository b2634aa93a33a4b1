/* The rank of the form, q on the radical and the Arf invariant, by splitting off pairs.
 *
 * Take a and b with w(a, b) = 1 and replace every other basis vector c by
 *
 *     c' = c + w(c, b) a + w(c, a) b,
 *
 * which commutes with both. With u(c) = w(c, a) and v(c) = w(c, b),
 *
 *     w(c', d') = w(c, d) + u(c) v(d) + v(c) u(d),
 *     q(c')     = q(c) + v(c) q(a) + u(c) q(b) + u(c) v(c).
 *
 * The pair adds 2 to the rank and q(a) q(b) to the Arf invariant. When all that is left commutes,
 * it is a basis of the radical, on which q is linear.
 *
 * The form is a graph: w(c, d) = 1 is an edge. The neighbours of c' are those of c, plus (modulo 2)
 * those of b if u(c) = 1 and those of a if v(c) = 1; this also takes a and b out. Only neighbours
 * of a and b change. While there are few edges they are kept as sorted lists, and a is a vertex
 * with fewest neighbours: on a chain it has one, and nothing is ever added. When lists would take
 * more room than a bit matrix, one bit matrix takes their place. */

#include "check/strings/strings.h"

#include <stdlib.h>
#include <string.h>

typedef struct neighbours {
    uint32_t *at; /* increasing */
    size_t count, capacity;
} neighbours;

typedef struct graph {
    size_t count, alive;
    neighbours *lists; /* NULL once there is a matrix */
    size_t entries;    /* in all lists */
    uint64_t *matrix;  /* count rows of `words` words */
    size_t words;
    bool *is_gone, *q;
    neighbours scratch;
    lb_check_heap heap; /* of (number of neighbours, vertex), with outdated entries */
    lb_check_form form;
} graph;

static void add_neighbour(neighbours *N, uint32_t vertex)
{
    N->at = lb_check_grow(N->at, &N->capacity, N->count + 1, sizeof *N->at);
    N->at[N->count++] = vertex;
}

static bool has_neighbour(const neighbours *N, uint32_t vertex)
{
    size_t low = 0, high = N->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (N->at[middle] < vertex)
            low = middle + 1;
        else
            high = middle;
    }
    return low < N->count && N->at[low] == vertex;
}

static bool is_crowded(const graph *G)
{
    return G->lists && G->entries > 24 + G->alive * (G->alive / 32);
}

static void set_bit(graph *G, size_t c, size_t d)
{
    G->matrix[c * G->words + d / 64] |= (uint64_t)1 << d % 64;
}

static bool has_bit(const graph *G, size_t c, size_t d)
{
    return G->matrix[c * G->words + d / 64] >> d % 64 & 1;
}

static void clear_lists(graph *G)
{
    for (size_t c = 0; G->lists && c < G->count; c++)
        free(G->lists[c].at);
    free(G->lists);
    G->lists = NULL;
}

/* Replace the lists by a matrix, numbering the vertices that are left from 0. */
static void make_matrix(graph *G)
{
    size_t count = G->count;
    uint32_t *number = lb_check_resize(NULL, count * sizeof *number);
    size_t next = 0;
    for (size_t c = 0; c < count; c++)
        number[c] = G->is_gone[c] ? LB_CHECK_NONE : (uint32_t)next++;
    G->words = (next + 63) / 64;
    G->matrix = lb_check_resize(NULL, next * G->words * sizeof *G->matrix);
    memset(G->matrix, 0, next * G->words * sizeof *G->matrix);
    for (size_t c = 0; c < count; c++) {
        if (G->is_gone[c])
            continue;
        for (size_t i = 0; i < G->lists[c].count; i++)
            set_bit(G, number[c], number[G->lists[c].at[i]]);
        G->q[number[c]] = G->q[c];
    }
    clear_lists(G);
    memset(G->is_gone, 0, count * sizeof *G->is_gone);
    G->count = next;
    free(number);
}

/* ---- Making the graph ---- */

static int compare_vertices(const void *a, const void *b)
{
    uint32_t u = *(const uint32_t *)a, v = *(const uint32_t *)b;
    return (u > v) - (u < v);
}

/* Join vertex c to the earlier ones given by M->odd. */
static void join(graph *G, lb_check_meetings *M, uint32_t c, const uint32_t *number)
{
    for (size_t i = 0; i < M->odd_count; i++) {
        uint32_t d = number[M->odd[i]];
        if (G->lists) {
            add_neighbour(&G->lists[c], d);
            add_neighbour(&G->lists[d], c);
        } else {
            set_bit(G, c, d);
            set_bit(G, d, c);
        }
    }
    G->entries += 2 * M->odd_count;
    if (G->lists && M->odd_count)
        qsort(G->lists[c].at, G->lists[c].count, sizeof(uint32_t), compare_vertices);
}

static void make_graph(graph *G, lb_check_meetings *M, const uint32_t *basis, uint32_t *number)
{
    for (size_t c = 0; c < G->count; c++) {
        number[basis[c]] = (uint32_t)c;
        lb_check_meetings_query(M, basis[c]);
        join(G, M, (uint32_t)c, number);
        lb_check_meetings_enter(M, basis[c]);
        if (is_crowded(G))
            make_matrix(G);
    }
    lb_check_meetings_reset(M);
}

/* ---- Elimination ---- */

/* Count the pair, and say what becomes of q(c). */
static void split_off(graph *G, size_t a, size_t b)
{
    G->form.k++;
    G->form.arf ^= G->q[a] && G->q[b];
    G->is_gone[a] = G->is_gone[b] = true;
    G->alive -= 2;
}

static void update_q(graph *G, size_t c, size_t a, size_t b, bool u, bool v)
{
    G->q[c] = G->q[c] ^ (v && G->q[a]) ^ (u && G->q[b]) ^ (u && v);
}

static void put_in_radical(graph *G, size_t c)
{
    G->form.q_on_radical |= G->q[c];
    G->is_gone[c] = true;
    G->alive--;
}

/* N + other, modulo 2. */
static void add_list(graph *G, neighbours *N, const neighbours *other)
{
    neighbours sum = G->scratch;
    size_t i = 0, j = 0, n = 0;
    sum.at = lb_check_grow(sum.at, &sum.capacity, N->count + other->count, sizeof *sum.at);
    while (i < N->count || j < other->count) {
        if (j == other->count || (i < N->count && N->at[i] < other->at[j]))
            sum.at[n++] = N->at[i++];
        else if (i == N->count || other->at[j] < N->at[i])
            sum.at[n++] = other->at[j++];
        else {
            i++;
            j++;
        }
    }
    sum.count = n;
    G->entries = G->entries + n - N->count;
    G->scratch = *N;
    *N = sum;
}

static void update_list(graph *G, uint32_t c, uint32_t a, uint32_t b)
{
    neighbours *N = &G->lists[c];
    bool u = has_neighbour(N, a), v = has_neighbour(N, b);
    update_q(G, c, a, b, u, v);
    if (u)
        add_list(G, N, &G->lists[b]);
    if (v)
        add_list(G, N, &G->lists[a]);
    lb_check_heap_push(&G->heap, (lb_check_heap_entry){.key = N->count, .item = c});
}

static void eliminate_in_lists(graph *G, uint32_t a)
{
    neighbours *A = &G->lists[a];
    uint32_t b = A->at[0];
    for (size_t i = 1; i < A->count; i++)
        if (G->lists[A->at[i]].count < G->lists[b].count)
            b = A->at[i];
    neighbours *B = &G->lists[b];
    split_off(G, a, b);
    for (size_t i = 0; i < B->count; i++)
        if (B->at[i] != a)
            update_list(G, B->at[i], a, b);
    for (size_t i = 0; i < A->count; i++)
        if (A->at[i] != b && !has_neighbour(B, A->at[i]))
            update_list(G, A->at[i], a, b);
    G->entries -= A->count + B->count;
    A->count = B->count = 0;
}

/* Until everything is split off, or the lists are to be replaced. */
static void run_lists(graph *G)
{
    for (uint32_t c = 0; c < G->count; c++)
        lb_check_heap_push(&G->heap, (lb_check_heap_entry){.key = G->lists[c].count, .item = c});
    while (G->heap.count && !is_crowded(G)) {
        lb_check_heap_entry least = lb_check_heap_pop(&G->heap);
        if (G->is_gone[least.item] || G->lists[least.item].count != least.key)
            continue;
        if (least.key)
            eliminate_in_lists(G, least.item);
        else
            put_in_radical(G, least.item);
    }
}

static void add_row(graph *G, size_t to, size_t from, size_t first_word)
{
    for (size_t i = first_word; i < G->words; i++)
        G->matrix[to * G->words + i] ^= G->matrix[from * G->words + i];
}

static void eliminate_in_matrix(graph *G, size_t a, size_t b)
{
    split_off(G, a, b);
    for (size_t c = a + 1; c < G->count; c++) {
        if (G->is_gone[c])
            continue;
        bool u = has_bit(G, c, a), v = has_bit(G, c, b);
        update_q(G, c, a, b, u, v);
        if (u)
            add_row(G, c, b, a / 64);
        if (v)
            add_row(G, c, a, a / 64);
    }
}

/* Vertices before a are gone, and no row that matters has a bit there. */
static void run_matrix(graph *G)
{
    for (size_t a = 0; a < G->count; a++) {
        if (G->is_gone[a])
            continue;
        size_t word = a / 64;
        while (word < G->words && !G->matrix[a * G->words + word])
            word++;
        if (word == G->words)
            put_in_radical(G, a);
        else
            eliminate_in_matrix(
                G, a, 64 * word + (size_t)__builtin_ctzll(G->matrix[a * G->words + word]));
    }
}

lb_check_form lb_check_form_of(lb_check_meetings *M, const uint32_t *basis, size_t count,
                               uint32_t *number)
{
    graph G = {.count = count, .alive = count};
    G.lists = lb_check_resize(NULL, count * sizeof *G.lists);
    memset(G.lists, 0, count * sizeof *G.lists);
    G.is_gone = lb_check_resize(NULL, count * sizeof *G.is_gone);
    G.q = lb_check_resize(NULL, count * sizeof *G.q);
    memset(G.is_gone, 0, count * sizeof *G.is_gone);
    for (size_t c = 0; c < count; c++)
        G.q[c] = true;
    make_graph(&G, M, basis, number);
    if (G.lists)
        run_lists(&G);
    if (G.lists && G.alive)
        make_matrix(&G);
    if (G.matrix)
        run_matrix(&G);
    clear_lists(&G);
    free(G.matrix);
    free(G.is_gone);
    free(G.q);
    free(G.scratch.at);
    free(G.heap.at);
    return G.form;
}
