#include "ansatz/language/graph.h"

#include <stdlib.h>
#include <string.h>

#include <liebound/ansatz.h>

#include "base/bounded_rational.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/text.h"

void lb_graph_clear(lb_graph *graph)
{
    for (size_t e = 0; graph->weights && e < graph->count; e++)
        mpq_clear(&graph->weights[e]);
    free(graph->weights);
    free(graph->edges);
    *graph = (lb_graph){0};
}

void lb_graph_add(lb_graph *graph, int64_t i, int64_t j)
{
    graph->edges = lb_grow(graph->edges, &graph->capacity, graph->count + 1, sizeof *graph->edges);
    graph->edges[graph->count][0] = (uint32_t)i;
    graph->edges[graph->count++][1] = (uint32_t)j;
}

/* Room for the weights of all edges, which are 1. */
static void make_weights(lb_graph *graph)
{
    graph->weights = lb_malloc(graph->count, sizeof *graph->weights);
    for (size_t e = 0; e < graph->count; e++) {
        mpq_init(&graph->weights[e]);
        mpq_set_ui(&graph->weights[e], 1, 1);
    }
}

void lb_graph_weigh(lb_graph *graph, uint64_t seed)
{
    enum { STEPS = 1000 };
    lb_random random;
    lb_random_seed(&random, seed);
    if (!graph->weights)
        make_weights(graph);
    for (size_t e = 0; e < graph->count; e++) {
        mpq_set_ui(&graph->weights[e], 1 + lb_random_below(&random, STEPS), STEPS);
        mpq_canonicalize(&graph->weights[e]);
    }
}

/* Edges to the right and down, around the ends of sides of at least `around`. */
static void add_grid(lb_graph *graph, int64_t rows, int64_t columns, int64_t around)
{
    for (int64_t v = 0; v < rows * columns; v++) {
        int64_t row = v / columns, column = v % columns;
        if (column < columns - 1 || columns >= around)
            lb_graph_add(graph, v, row * columns + (column + 1) % columns);
        if (row < rows - 1 || rows >= around)
            lb_graph_add(graph, v, (row + 1) % rows * columns + column);
    }
}

/* All pairs; both orders for arcs. */
static void add_pairs(lb_graph *graph, int64_t n, bool both)
{
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = both ? 0 : i + 1; j < n; j++)
            if (i != j)
                lb_graph_add(graph, i, j);
}

static const char *check_regular(int64_t n, int64_t d, int64_t seed)
{
    enum { DEGREE_MOST = 100 };
    if (d < 0 || d >= n)
        return "the degree of a regular graph lies between 0 and the number of vertices less 1";
    if (n % 2 && d % 2)
        return "a regular graph with an odd number of vertices has an even degree";
    if (d > DEGREE_MOST)
        return "a random regular graph has a degree of at most 100";
    return seed < 0 ? "a seed is not negative" : NULL;
}

/* How many vertices and, when these are not too many, edges there will be. */
static int64_t count_vertices(lb_graph_kind kind, int64_t a, int64_t b)
{
    if (kind == LB_BIPARTITE)
        return a + b;
    return kind == LB_GRID || kind == LB_TORUS ? a * b : a;
}

static int64_t count_edges(lb_graph_kind kind, int64_t a, int64_t b)
{
    switch (kind) {
    case LB_COMPLETE:
        return a * (a - 1) / 2;
    case LB_ARCS:
        return a * (a - 1);
    case LB_BIPARTITE:
        return a * b;
    case LB_RANDOM_REGULAR:
        return b > 0 && b < a ? a * b / 2 : 0;
    default:
        return 0; /* few: the vertices are limited */
    }
}

/* NULL if a graph of this size can be made. */
static const char *check_size(lb_graph_kind kind, const int64_t *arguments)
{
    int64_t a = arguments[0], b = arguments[1];
    bool two = kind == LB_GRID || kind == LB_TORUS || kind == LB_BIPARTITE;
    if (a < 1 || (two && b < 1))
        return "a graph has at least one vertex";
    if (a > LB_QUBITS_MAX || (two && b > LB_QUBITS_MAX) ||
        count_vertices(kind, a, b) > LB_QUBITS_MAX)
        return "a graph has at most 1000000 vertices";
    if (count_edges(kind, a, b) > LB_TERMS_MAX)
        return "a graph has at most 20000000 edges";
    if (kind == LB_RANDOM_REGULAR)
        return check_regular(a, b, arguments[2]);
    return kind == LB_CYCLE && a < 2 ? "a cycle has at least two vertices" : NULL;
}

static void add_bipartite(lb_graph *graph, int64_t a, int64_t b)
{
    for (int64_t i = 0; i < a; i++)
        for (int64_t j = 0; j < b; j++)
            lb_graph_add(graph, i, a + j);
}

const char *lb_graph_make(lb_graph *graph, lb_graph_kind kind,
                          const int64_t arguments[LB_GRAPH_ARGUMENTS_MAX])
{
    int64_t a = arguments[0], b = arguments[1];
    const char *problem = check_size(kind, arguments);
    if (problem)
        return problem;
    if (kind == LB_GRID)
        add_grid(graph, a, b, INT64_MAX);
    else if (kind == LB_TORUS)
        add_grid(graph, a, b, 3);
    else if (kind == LB_BIPARTITE)
        add_bipartite(graph, a, b);
    else if (kind == LB_RANDOM_REGULAR)
        return lb_graph_add_random(graph, a, b, (uint64_t)arguments[2])
                   ? NULL
                   : "no such graph was found; try another seed or degree";
    else if (kind == LB_COMPLETE || kind == LB_ARCS)
        add_pairs(graph, a, kind == LB_ARCS);
    else if (kind == LB_STAR)
        add_bipartite(graph, 1, a - 1);
    else
        for (int64_t i = 0; i < (kind == LB_CYCLE ? a : a - 1); i++)
            lb_graph_add(graph, i, (i + 1) % a);
    return NULL;
}

/* A place in the text of a graph. */
typedef struct reader {
    const char *source, *next, *end, *line_start;
    size_t line;
    lb_error *error;
} reader;

static lb_status fail(const reader *r, const char *message)
{
    return lb_fail_at(r->error, r->source, r->line, (size_t)(r->next - r->line_start) + 1, "%s",
                      message);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void pass_blanks(reader *r, bool lines)
{
    while (r->next < r->end) {
        if (lines && *r->next == '#') {
            while (r->next < r->end && *r->next != '\n')
                r->next++;
        } else if (lines && *r->next == '\n') {
            r->line++;
            r->line_start = ++r->next;
        } else if (is_blank(*r->next) || (lines && *r->next == ',')) {
            r->next++;
        } else {
            return;
        }
    }
}

static lb_status read_vertex(reader *r, int64_t *vertex)
{
    int64_t value = 0;
    const char *start = r->next;
    for (; r->next < r->end && *r->next >= '0' && *r->next <= '9'; r->next++) {
        value = 10 * value + (*r->next - '0');
        if (value >= LB_QUBITS_MAX)
            return fail(r, "a vertex is a number below 1000000");
    }
    *vertex = value;
    return r->next > start ? LB_OK : fail(r, "a vertex (a number) was expected here");
}

/* A weight as text, whose value is kept until all edges are known. */
typedef struct weight {
    size_t edge;
    mpq_t value;
} weight;
typedef struct weights {
    size_t count, capacity;
    weight *all;
} weights;

/* Digits, perhaps a point and digits, perhaps e and an exponent. */
static bool is_literal(const char *text, size_t length)
{
    return length && lb_bounded_literal_length(text, length) == length;
}

/* [-] NUMBER [/ NUMBER]; NULL, or what is wrong. */
static const char *read_number(mpq_t value, const char *text, size_t length)
{
    bool negative = length && *text == '-';
    const char *slash = memchr(text, '/', length);
    size_t first = (slash ? (size_t)(slash - text) : length) - negative;
    static const char expected[] = "a weight is a number such as 0.5, -3 or 1/3";
    if (!is_literal(text + negative, first) ||
        (slash && !is_literal(slash + 1, length - first - negative - 1)))
        return expected;
    const char *problem = lb_bounded_quotient(value, text + negative, length - negative);
    if (negative)
        mpq_neg(value, value);
    return problem;
}

/* Whether a word behind an edge is its weight, and not the next edge. */
static bool is_weight(const char *word, size_t length)
{
    bool digit_first =
        length && (word[0] >= '0' || (length > 1 && word[0] == '-' && word[1] >= '0'));
    bool edge = length > 1 && memchr(word + 1, '-', length - 1) && !memchr(word, 'e', length) &&
                !memchr(word, 'E', length);
    return digit_first && !edge;
}

/* The word behind an edge, if it is the last of its line. */
static lb_status read_weight(reader *r, const lb_graph *graph, weights *w)
{
    static const char made_of[] = "0123456789.eE+-/";
    reader ahead = *r;
    pass_blanks(&ahead, false);
    const char *word = ahead.next;
    while (ahead.next < ahead.end && *ahead.next && strchr(made_of, *ahead.next))
        ahead.next++;
    size_t length = (size_t)(ahead.next - word);
    reader place = ahead;
    pass_blanks(&place, false);
    bool last = place.next == place.end || *place.next == '\n' || *place.next == '#';
    if (!last || !is_weight(word, length))
        return LB_OK;
    w->all = lb_grow(w->all, &w->capacity, w->count + 1, sizeof *w->all);
    weight *new = &w->all[w->count++];
    new->edge = graph->count - 1;
    mpq_init(new->value);
    const char *problem = read_number(new->value, word, length);
    if (problem)
        return lb_fail_at(r->error, r->source, r->line, (size_t)(word - r->line_start) + 1, "%s",
                          problem);
    r->next = ahead.next;
    return LB_OK;
}

static lb_status read_edge(reader *r, lb_graph *graph)
{
    int64_t i, j;
    lb_status status = read_vertex(r, &i);
    if (status)
        return status;
    pass_blanks(r, false);
    if (r->next < r->end && *r->next == '-') {
        r->next++;
        pass_blanks(r, false);
    }
    status = read_vertex(r, &j);
    if (status)
        return status;
    if (i == j)
        return fail(r, "an edge joins two different vertices");
    lb_graph_add(graph, i, j);
    bool ends = r->next == r->end || is_blank(*r->next) || *r->next == ',' || *r->next == '\n' ||
                *r->next == '#';
    return ends ? LB_OK : fail(r, "a blank or a line end was expected between two edges");
}

lb_status lb_graph_read(lb_graph *graph, const char *source, const char *text, size_t length,
                        lb_error *error)
{
    const char *start = text + lb_byte_order_mark(text, length);
    reader r = {.source = source,
                .next = start,
                .end = text + length,
                .line_start = start,
                .line = 1,
                .error = error};
    lb_graph made = {0};
    weights w = {0};
    lb_status status = LB_OK;
    for (pass_blanks(&r, true); !status && r.next < r.end; pass_blanks(&r, true)) {
        status = read_edge(&r, &made);
        if (!status)
            status = read_weight(&r, &made, &w);
    }
    if (!status && w.count)
        make_weights(&made);
    for (size_t i = 0; i < w.count; i++) {
        if (!status)
            mpq_swap(&made.weights[w.all[i].edge], w.all[i].value);
        mpq_clear(w.all[i].value);
    }
    free(w.all);
    if (status)
        lb_graph_clear(&made);
    else
        *graph = made;
    return status;
}
