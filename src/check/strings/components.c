/* The rules of the three kinds of components. */

#include "check/strings/strings.h"

#include <stdlib.h>
#include <string.h>

/* ---- What all kinds share ---- */

static bool read_after_space(lb_check_reader *r, uint64_t *n, const char *what)
{
    return lb_check_read_literal(r, " ") && lb_check_read_number(r, n, 0, UINT32_MAX, what);
}

/* The number of a string that has no component yet, which is then this one. */
static bool read_member(lb_check_set *C, uint32_t index, uint32_t *string)
{
    uint64_t n;
    if (!lb_check_read_number(C->reader, &n, 0, UINT32_MAX, "string"))
        return false;
    if (n >= C->count)
        return lb_check_fail(C->reader, "there is no string %" PRIu64, n);
    if (C->component[n] != LB_CHECK_NONE)
        return lb_check_fail(C->reader, "string %" PRIu64 " is already in a component", n);
    *string = (uint32_t)n;
    C->component[n] = index;
    C->assigned++;
    return true;
}

/* M strings are to follow: at least one, and no more than are left. */
static bool read_member_count(lb_check_set *C, uint64_t *count)
{
    return read_after_space(C->reader, count, "strings of the component") &&
           ((*count && *count <= C->count - C->assigned) ||
            lb_check_fail(C->reader, "there are not so many strings left, or none is stated"));
}

/* The string commutes with all strings of earlier components. Strings of this component that have
 * been entered are left in others.odd. */
static bool check_others(lb_check_set *C, uint32_t string)
{
    lb_check_meetings *M = &C->others;
    lb_check_meetings_query(M, string);
    for (size_t i = 0; i < M->odd_count; i++)
        if (C->component[M->odd[i]] != C->component[string])
            return lb_check_fail(C->reader,
                                 "strings %" PRIu32 " and %" PRIu32
                                 " of different components anticommute",
                                 M->odd[i], string);
    return true;
}

/* ---- alone ---- */

static bool read_alone(lb_check_set *C, uint32_t index)
{
    uint32_t string;
    if (!lb_check_read_literal(C->reader, " ") || !read_member(C, index, &string) ||
        !lb_check_read_line_feed(C->reader) || !check_others(C, string))
        return false;
    lb_check_meetings_enter(&C->others, string);
    lb_check_sum_add(&C->sum, LB_CHECK_U, 1, 0, 0);
    C->reader->report->alone++;
    return true;
}

/* ---- pairs ---- */

typedef struct edge {
    uint32_t string, p, q; /* p < q */
} edge;

typedef struct pairs {
    lb_check_set *set;
    edge *edges;
    size_t count, capacity;
    uint64_t vertices, s;
} pairs;

static bool read_edge(pairs *P, uint32_t index)
{
    lb_check_reader *r = P->set->reader;
    uint32_t string;
    uint64_t p, q;
    if (!read_member(P->set, index, &string) || !read_after_space(r, &p, "vertex") ||
        !read_after_space(r, &q, "vertex") || !lb_check_read_line_feed(r))
        return false;
    if (p >= q || q >= P->vertices)
        return lb_check_fail(r, "an edge is not two vertices p < q < %" PRIu64, P->vertices);
    P->edges = lb_check_grow(P->edges, &P->capacity, P->count + 1, sizeof *P->edges);
    P->edges[P->count++] = (edge){string, (uint32_t)p, (uint32_t)q};
    return true;
}

static uint32_t find_root(uint32_t *parent, uint32_t vertex)
{
    while (parent[vertex] != vertex)
        vertex = parent[vertex] = parent[parent[vertex]];
    return vertex;
}

/* Joining the ends of the edges leaves one class. (Vertices are at most one more than strings.) */
static bool is_connected(const pairs *P)
{
    uint32_t *parent = lb_check_resize(NULL, P->vertices * sizeof *parent);
    uint64_t classes = P->vertices;
    for (uint32_t v = 0; v < P->vertices; v++)
        parent[v] = v;
    for (size_t i = 0; i < P->count; i++) {
        uint32_t u = find_root(parent, P->edges[i].p), v = find_root(parent, P->edges[i].q);
        classes -= u != v;
        parent[u] = v;
    }
    free(parent);
    return classes == 1;
}

static int compare_edges(const void *a, const void *b)
{
    const edge *e = a, *f = b;
    if (e->p != f->p)
        return e->p < f->p ? -1 : 1;
    return (e->q > f->q) - (e->q < f->q);
}

/* The number of pairs of edges that share exactly one vertex. The pairs of edges at a vertex,
 * summed over the vertices, count these once and parallel edges twice. Sorts the edges. With M
 * edges the sums are at most M^2, which 64 bits hold. */
static uint64_t count_adjacent(pairs *P)
{
    uint64_t *degree = lb_check_resize(NULL, P->vertices * sizeof *degree), adjacent = 0;
    memset(degree, 0, P->vertices * sizeof *degree);
    for (size_t i = 0; i < P->count; i++) {
        adjacent += degree[P->edges[i].p]++;
        adjacent += degree[P->edges[i].q]++;
    }
    free(degree);
    qsort(P->edges, P->count, sizeof *P->edges, compare_edges);
    for (size_t i = 1, earlier = 0; i < P->count; i++) {
        earlier = compare_edges(&P->edges[i - 1], &P->edges[i]) ? 0 : earlier + 1;
        adjacent -= 2 * earlier;
    }
    return adjacent;
}

/* Two strings of the component anticommute exactly when their edges share one vertex: every pair
 * that anticommutes does, and there are as many as there are such pairs of edges. */
static bool check_edges(pairs *P)
{
    lb_check_set *C = P->set;
    lb_check_meetings *M = &C->others;
    uint64_t anticommuting = 0;
    for (size_t i = 0; i < P->count; i++)
        C->number[P->edges[i].string] = (uint32_t)i;
    for (size_t i = 0; i < P->count; i++) {
        const edge *e = &P->edges[i];
        if (!check_others(C, e->string))
            return false;
        for (size_t j = 0; j < M->odd_count; j++) {
            const edge *f = &P->edges[C->number[M->odd[j]]];
            if ((e->p == f->p || e->p == f->q) == (e->q == f->p || e->q == f->q))
                return lb_check_fail(C->reader,
                                     "strings %" PRIu32 " and %" PRIu32
                                     " anticommute, but their edges do not share one vertex",
                                     e->string, f->string);
        }
        anticommuting += M->odd_count;
        lb_check_meetings_enter(M, e->string);
    }
    return anticommuting == count_adjacent(P) ||
           lb_check_fail(C->reader, "some strings commute although their edges share one vertex");
}

/* The rank of the strings extended by the ends of their edges, which are put behind the qubits. */
static size_t rank_of_extended(const pairs *P)
{
    uint32_t first = LB_CHECK_STRINGS_QUBITS_MAX / 64 + 1;
    lb_check_f2 *rows = lb_check_resize(NULL, P->count * sizeof *rows);
    for (size_t i = 0; i < P->count; i++) {
        const edge *e = &P->edges[i];
        lb_check_f2_copy(&rows[i], &P->set->strings[e->string]);
        lb_check_f2_append(&rows[i], first + e->p / 64, (uint64_t)1 << e->p % 64, 0);
        lb_check_f2_append(&rows[i], first + e->q / 64, (uint64_t)1 << e->q % 64, 0);
    }
    size_t rank = lb_check_f2_rank(rows, P->count, NULL).rank;
    free(rows);
    return rank;
}

static bool check_pairs(pairs *P)
{
    lb_check_set *C = P->set;
    if (!is_connected(P))
        return lb_check_fail(C->reader, "the graph of the component is not connected");
    if (!check_edges(P))
        return false;
    if (rank_of_extended(P) != P->vertices - 1 + P->s)
        return lb_check_fail(C->reader, "s is not that of the strings");
    lb_check_sum_add(&C->sum, LB_CHECK_SO, P->vertices, 0, P->s);
    C->reader->report->pairs++;
    return true;
}

static bool read_pairs(lb_check_set *C, uint32_t index)
{
    lb_check_reader *r = C->reader;
    pairs P = {.set = C};
    uint64_t count;
    if (!read_member_count(C, &count) || !read_after_space(r, &P.vertices, "number of vertices"))
        return false;
    if (P.vertices < 3 || P.vertices == 4 || P.vertices > count + 1)
        return lb_check_fail(r,
                             "a connected graph of %" PRIu64 " edges on %" PRIu64
                             " vertices is not what Theorem A takes",
                             count, P.vertices);
    bool ok = read_after_space(r, &P.s, "s") && lb_check_read_line_feed(r);
    while (ok && P.count < count)
        ok = read_edge(&P, index);
    ok = ok && check_pairs(&P);
    free(P.edges);
    return ok;
}

/* ---- full ---- */

typedef struct full {
    lb_check_set *set;
    uint32_t index;
    uint32_t *members;
    size_t count, capacity;
    lb_check_f2 *steps; /* element m + j is steps[j] */
    size_t step_count, step_capacity;
    lb_check_type type;
    uint64_t k, s;
} full;

static bool read_full_member(full *F)
{
    lb_check_set *C = F->set;
    uint32_t string;
    if (!read_member(C, F->index, &string))
        return false;
    if (F->count) {
        uint64_t parent;
        if (!read_after_space(C->reader, &parent, "parent"))
            return false;
        if (parent >= C->count || C->component[parent] != F->index || parent == string)
            return lb_check_fail(C->reader, "string %" PRIu64 " is not on an earlier line", parent);
        if (!lb_check_f2_anticommute(&C->strings[string], &C->strings[parent]))
            return lb_check_fail(C->reader, "strings %" PRIu32 " and %" PRIu64 " commute", string,
                                 parent);
    }
    F->members = lb_check_grow(F->members, &F->capacity, F->count + 1, sizeof *F->members);
    F->members[F->count++] = string;
    return lb_check_read_line_feed(C->reader);
}

/* A string of the component, or an earlier step. The pointer holds until the next step. */
static bool read_element(full *F, const lb_check_f2 **element)
{
    lb_check_set *C = F->set;
    uint64_t n;
    if (!lb_check_read_number(C->reader, &n, 0, UINT32_MAX, "element"))
        return false;
    if (n < C->count) {
        *element = &C->strings[n];
        return C->component[n] == F->index ||
               lb_check_fail(C->reader, "string %" PRIu64 " is not of this component", n);
    }
    if (n - C->count >= F->step_count)
        return lb_check_fail(C->reader, "there is no element %" PRIu64 " yet", n);
    *element = &F->steps[n - C->count];
    return true;
}

static bool read_step(full *F)
{
    lb_check_reader *r = F->set->reader;
    const lb_check_f2 *a, *b;
    if (!read_element(F, &a) || !lb_check_read_literal(r, " ") || !read_element(F, &b) ||
        !lb_check_read_line_feed(r))
        return false;
    if (!lb_check_f2_anticommute(a, b))
        return lb_check_fail(r, "the factors of this step commute");
    lb_check_f2 product = {0};
    lb_check_f2_add(&product, a, b);
    F->steps = lb_check_grow(F->steps, &F->step_capacity, F->step_count + 1, sizeof *F->steps);
    F->steps[F->step_count++] = product;
    return lb_check_count_letters_read(r, lb_check_f2_weight(&product));
}

/* Six elements e0 - e1 - e2 - e3 - e4 and e5 - e2. Their form has rank 6, so k >= 3. */
static bool read_six(full *F)
{
    static const bool is_joined[6][6] = {{0, 1, 0, 0, 0, 0}, {1, 0, 1, 0, 0, 0},
                                         {0, 1, 0, 1, 0, 1}, {0, 0, 1, 0, 1, 0},
                                         {0, 0, 0, 1, 0, 0}, {0, 0, 1, 0, 0, 0}};
    lb_check_reader *r = F->set->reader;
    const lb_check_f2 *six[6];
    if (!lb_check_read_literal(r, "six"))
        return false;
    for (int i = 0; i < 6; i++) {
        if (!lb_check_read_literal(r, " ") || !read_element(F, &six[i]))
            return false;
        for (int j = 0; j < i; j++)
            if (lb_check_f2_anticommute(six[i], six[j]) != is_joined[i][j])
                return lb_check_fail(r, "e%d and e%d do not anticommute as in E6", j, i);
    }
    return lb_check_read_line_feed(r);
}

/* Theorem B: k, s and the type that the strings of the component have.
 *
 * The rank and q on the dependencies come from all strings, the form from a basis among them. */
static void identify(const full *F, lb_check_type *type, uint64_t *k, uint64_t *s)
{
    lb_check_set *C = F->set;
    lb_check_f2 *rows = lb_check_resize(NULL, F->count * sizeof *rows);
    bool *is_independent = lb_check_resize(NULL, F->count * sizeof *is_independent);
    uint32_t *basis = lb_check_resize(NULL, F->count * sizeof *basis);
    size_t size = 0;
    for (size_t i = 0; i < F->count; i++)
        lb_check_f2_copy(&rows[i], &C->strings[F->members[i]]);
    lb_check_f2_size rank = lb_check_f2_rank(rows, F->count, is_independent);
    for (size_t i = 0; i < F->count; i++)
        if (is_independent[i])
            basis[size++] = F->members[i];
    lb_check_form form = lb_check_form_of(&C->within, basis, size, C->number);
    *k = form.k;
    *s = rank.rank - 2 * form.k;
    if (rank.q_on_dependencies)
        *type = LB_CHECK_SU;
    else if (form.q_on_radical) {
        *type = LB_CHECK_SU;
        *s -= 1;
    } else
        *type = form.arf ? LB_CHECK_SP : LB_CHECK_SO;
    free(rows);
    free(is_independent);
    free(basis);
}

static bool check_full(full *F, bool is_last)
{
    lb_check_set *C = F->set;
    lb_check_type type;
    uint64_t k, s;
    for (size_t i = 0; i < F->count; i++)
        if (!check_others(C, F->members[i]))
            return false;
    identify(F, &type, &k, &s);
    if (type != F->type)
        return lb_check_fail(C->reader, "the type is not that of the strings");
    if (k != F->k)
        return lb_check_fail(C->reader, "k is not that of the strings");
    if (s != F->s)
        return lb_check_fail(C->reader, "s is not that of the strings");
    lb_check_sum_add(&C->sum, type, 1, type == LB_CHECK_SP ? k - 1 : k, s);
    for (size_t i = 0; i < F->count && !is_last; i++)
        lb_check_meetings_enter(&C->others, F->members[i]);
    C->reader->report->full++;
    return true;
}

static bool read_type(lb_check_reader *r, lb_check_type *type)
{
    if (!lb_check_read_literal(r, " s"))
        return false;
    if (lb_check_accept(r, 'u'))
        *type = LB_CHECK_SU;
    else if (lb_check_accept(r, 'o'))
        *type = LB_CHECK_SO;
    else if (lb_check_accept(r, 'p'))
        *type = LB_CHECK_SP;
    else
        return lb_check_fail(r, "expected su, so or sp");
    return true;
}

static bool read_full(lb_check_set *C, uint32_t index, bool is_last)
{
    lb_check_reader *r = C->reader;
    full F = {.set = C, .index = index};
    uint64_t count, step_count;
    bool ok = read_member_count(C, &count) && read_type(r, &F.type) &&
              read_after_space(r, &F.k, "k") && read_after_space(r, &F.s, "s") &&
              read_after_space(r, &step_count, "number of steps") && lb_check_read_line_feed(r);
    while (ok && F.count < count)
        ok = read_full_member(&F);
    while (ok && F.step_count < step_count)
        ok = read_step(&F);
    ok = ok && read_six(&F) && check_full(&F, is_last);
    for (size_t j = 0; j < F.step_count; j++)
        lb_check_f2_clear(&F.steps[j]);
    free(F.steps);
    free(F.members);
    return ok;
}

bool lb_check_component(lb_check_set *C, uint32_t index, uint32_t count)
{
    lb_check_reader *r = C->reader;
    if (lb_check_peek(r) == 'a')
        return lb_check_read_literal(r, "alone") && read_alone(C, index);
    if (lb_check_peek(r) == 'p')
        return lb_check_read_literal(r, "pairs") && read_pairs(C, index);
    if (lb_check_peek(r) == 'f')
        return lb_check_read_literal(r, "full") && read_full(C, index, index + 1 == count);
    return lb_check_fail(r, "expected alone, pairs or full");
}
