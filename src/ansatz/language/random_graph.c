/* Every vertex has d ends. Two ends are drawn, and joined when they belong to different vertices
 * that are not neighbours yet. When no such pair is found for long, all is begun again: near the
 * end only pairs that cannot be joined may be left. Of dense graphs the complement is drawn. */

#include "ansatz/language/graph.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"

typedef struct drawing {
    size_t n, d;
    uint32_t *ends; /* the vertices of the ends that are left */
    size_t left;
    uint32_t *neighbours; /* of vertex v from v d on */
    size_t *degrees;
    lb_random random;
} drawing;

static bool are_neighbours(const drawing *g, uint32_t v, uint32_t w)
{
    for (size_t i = 0; i < g->degrees[v]; i++)
        if (g->neighbours[v * g->d + i] == w)
            return true;
    return false;
}

static void drop_end(drawing *g, size_t i)
{
    g->ends[i] = g->ends[--g->left];
}

/* Draw two ends, and join them if they can be. */
static bool join(drawing *g)
{
    size_t i = lb_random_below(&g->random, g->left), j = lb_random_below(&g->random, g->left);
    uint32_t v = g->ends[i], w = g->ends[j];
    if (v == w || are_neighbours(g, v, w))
        return false;
    g->neighbours[v * g->d + g->degrees[v]++] = w;
    g->neighbours[w * g->d + g->degrees[w]++] = v;
    drop_end(g, i > j ? i : j);
    drop_end(g, i > j ? j : i);
    return true;
}

static bool attempt(drawing *g)
{
    enum { PATIENCE = 100 };
    size_t failures = 0;
    g->left = g->n * g->d;
    for (size_t i = 0; i < g->left; i++)
        g->ends[i] = (uint32_t)(i / g->d);
    memset(g->degrees, 0, g->n * sizeof *g->degrees);
    while (g->left && failures < PATIENCE + g->left)
        failures = join(g) ? 0 : failures + 1;
    return !g->left;
}

static int compare(const void *a, const void *b)
{
    uint32_t v = *(const uint32_t *)a, w = *(const uint32_t *)b;
    return (v > w) - (v < w);
}

/* The edges of the graph, or those that it lacks. */
static void add_edges(lb_graph *graph, drawing *g, bool complement)
{
    for (uint32_t v = 0; v < g->n; v++) {
        uint32_t *neighbours = g->neighbours + v * g->d;
        qsort(neighbours, g->d, sizeof *neighbours, compare);
        for (size_t i = 0; i < g->d && !complement; i++)
            if (v < neighbours[i])
                lb_graph_add(graph, v, neighbours[i]);
        for (uint32_t w = v + 1; w < g->n && complement; w++)
            if (!are_neighbours(g, v, w))
                lb_graph_add(graph, v, w);
    }
}

bool lb_graph_add_random(lb_graph *graph, int64_t n, int64_t d, uint64_t seed)
{
    enum { ATTEMPTS = 1000 };
    bool complement = 2 * d > n - 1, found = false;
    drawing g = {.n = (size_t)n, .d = (size_t)(complement ? n - 1 - d : d)};
    g.ends = lb_malloc(g.n * g.d, sizeof *g.ends);
    g.neighbours = lb_malloc(g.n * g.d, sizeof *g.neighbours);
    g.degrees = lb_malloc(g.n, sizeof *g.degrees);
    lb_random_seed(&g.random, seed);
    for (int i = 0; i < ATTEMPTS && !found; i++)
        found = attempt(&g);
    if (found)
        add_edges(graph, &g, complement);
    free(g.ends);
    free(g.neighbours);
    free(g.degrees);
    return found;
}
