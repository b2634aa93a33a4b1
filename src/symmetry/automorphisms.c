/* Permutations that fix the generators, as automorphisms of a coloured graph.
 *
 * Vertices: the qubits, in the colours given; for each qubit the letters X, Y, Z, coloured by
 * letter and joined to it; the terms, coloured by class and joined to their letters. A permutation
 * of the qubits fixes the generators exactly when it extends to an automorphism, and then in one
 * way.
 *
 *     qubits 0 .. n - 1 | letters n + 3 q + l - 1 | terms 4 n + t
 *
 * Debian's nauty keeps its workspace in thread-local storage, so that searches in several threads
 * do not meet. Its callbacks take no argument of the caller's: what they fill is one thread-local
 * pointer, set for the time of the call. When nauty cannot allocate it ends the process; the
 * workspace (about 125 bytes a vertex) is therefore asked for, and given back, beforehand. */

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <nauty/nausparse.h>

#include "base/limits.h"
#include "base/memory.h"
#include "symmetry/parts.h"

/* The search ends after this many steps of (nodes of the search tree) * (vertices and edges). */
#define STEPS_MAX 2e9
/* Of these steps, some between two looks at the clock: a millisecond, about. */
#define PERIOD 1e5

typedef struct search {
    const lb_terms *terms;
    lb_permutations found;
    double steps, node_steps, since; /* since: the clock was looked at */
    const lb_limits *limits;
} search;

static _Thread_local search *current;

static void build_graph(sparsegraph *graph, const lb_terms *terms)
{
    size_t n = terms->qubits, letters = terms->offsets[terms->count];
    size_t vertices = 4 * n + terms->count, edges = 2 * (3 * n + letters);
    *graph = (sparsegraph){.nde = edges, .nv = (int)vertices};
    graph->v = lb_calloc(vertices + 1, sizeof *graph->v);
    graph->d = lb_calloc(vertices, sizeof *graph->d);
    graph->e = lb_malloc(edges, sizeof *graph->e);
    graph->vlen = graph->dlen = vertices;
    graph->elen = edges;
}

static size_t letter_vertex(const lb_terms *terms, uint32_t place)
{
    return terms->qubits + 3 * (size_t)(place / 4) + place % 4 - 1;
}

static void join(sparsegraph *graph, size_t a, size_t b)
{
    graph->e[graph->v[a] + (size_t)graph->d[a]++] = (int)b;
    graph->e[graph->v[b] + (size_t)graph->d[b]++] = (int)a;
}

/* v from the degrees that the vertices will have. */
static void place_lists(sparsegraph *graph, const lb_terms *terms)
{
    size_t n = terms->qubits, at = 0;
    for (size_t e = 0; e < terms->offsets[terms->count]; e++)
        graph->v[letter_vertex(terms, terms->places[e])]++;
    for (size_t a = 0; a < (size_t)graph->nv; a++) {
        size_t degree = a < n       ? 3
                        : a < 4 * n ? graph->v[a] + 1
                                    : terms->offsets[a - 4 * n + 1] - terms->offsets[a - 4 * n];
        graph->v[a] = at;
        at += degree;
    }
}

static void fill_graph(sparsegraph *graph, const lb_terms *terms)
{
    place_lists(graph, terms);
    for (uint32_t q = 0; q < terms->qubits; q++)
        for (uint32_t letter = 1; letter <= 3; letter++)
            join(graph, q, letter_vertex(terms, 4 * q + letter));
    for (uint32_t t = 0; t < terms->count; t++)
        for (size_t e = terms->offsets[t]; e < terms->offsets[t + 1]; e++)
            join(graph, 4 * (size_t)terms->qubits + t, letter_vertex(terms, terms->places[e]));
}

typedef struct coloured {
    uint64_t colour;
    int vertex;
} coloured;

static int by_colour(const void *a, const void *b)
{
    const coloured *s = a, *t = b;
    if (s->colour != t->colour)
        return s->colour < t->colour ? -1 : 1;
    return (s->vertex > t->vertex) - (s->vertex < t->vertex);
}

/* nauty's way to give colours: the vertices by colour, and 0 at the end of each. */
static void colour_graph(int *lab, int *ptn, const lb_terms *terms, const uint32_t *colours)
{
    size_t n = terms->qubits, vertices = 4 * n + terms->count;
    coloured *order = lb_malloc(vertices, sizeof *order);
    for (size_t a = 0; a < vertices; a++) {
        uint64_t colour = a < n       ? colours[a]
                          : a < 4 * n ? (uint64_t)1 << 32 | (a - n) % 3
                                      : (uint64_t)2 << 32 | terms->classes[a - 4 * n];
        order[a] = (coloured){colour, (int)a};
    }
    qsort(order, vertices, sizeof *order, by_colour);
    for (size_t i = 0; i < vertices; i++) {
        lab[i] = order[i].vertex;
        ptn[i] = i + 1 < vertices && order[i].colour == order[i + 1].colour;
    }
    free(order);
}

/* Each permutation is checked: nothing rests on nauty. */
static void keep_automorphism(int count, int *permutation, int *orbits, int orbit_count, int fixed,
                              int vertices)
{
    (void)count, (void)orbits, (void)orbit_count, (void)fixed, (void)vertices;
    lb_permutations *found = &current->found;
    size_t n = found->qubits;
    found->images =
        lb_grow(found->images, &found->capacity, (found->count + 1) * n, sizeof *found->images);
    uint32_t *image = found->images + found->count * n;
    for (size_t q = 0; q < n; q++)
        image[q] = (uint32_t)permutation[q];
    found->count += lb_terms_are_fixed(current->terms, image);
}

static void count_node(graph *g, int *lab, int *ptn, int level, int cells, int target, int code,
                       int m, int n)
{
    (void)g, (void)lab, (void)ptn, (void)level, (void)cells, (void)target, (void)code, (void)m;
    (void)n;
    search *s = current;
    s->steps += s->node_steps;
    s->since += s->node_steps;
    if (s->since > PERIOD) {
        s->since = 0;
        s->found.cut = lb_limit_of_time(s->limits) != NULL;
    }
    if (s->steps > STEPS_MAX || s->found.cut)
        nauty_kill_request = 1;
}

static void run_nauty(search *s, sparsegraph *graph, const uint32_t *colours)
{
    size_t vertices = (size_t)graph->nv;
    int *lab = lb_malloc(3 * vertices, sizeof *lab);
    DEFAULTOPTIONS_SPARSEGRAPH(options);
    statsblk statistics;
    options.defaultptn = FALSE;
    options.userautomproc = keep_automorphism;
    options.usernodeproc = count_node;
    colour_graph(lab, lab + vertices, s->terms, colours);
    free(lb_malloc(vertices, 160));
    s->node_steps = (double)(vertices + graph->nde);
    current = s;
    sparsenauty(graph, lab, lab + vertices, lab + 2 * vertices, &options, &statistics, NULL);
    current = NULL;
    nauty_kill_request = 0;
    nausparse_freedyn();
    nauty_freedyn();
    nautil_freedyn();
    free(lab);
}

lb_permutations lb_symmetry_search(const lb_terms *terms, const uint32_t *colours,
                                   const lb_limits *limits)
{
    search s = {.terms = terms, .limits = limits, .found = {.qubits = terms->qubits}};
    sparsegraph graph;
    build_graph(&graph, terms);
    fill_graph(&graph, terms);
    run_nauty(&s, &graph, colours);
    free(graph.v);
    free(graph.d);
    free(graph.e);
    return s.found;
}
