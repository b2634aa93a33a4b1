/* Random regular graphs: what they promise, counted. */

#include "support.h"

#include <string.h>

#include "ansatz/language/graph.h"

static void make(lb_graph *graph, int64_t n, int64_t d, int64_t seed)
{
    const int64_t arguments[LB_GRAPH_ARGUMENTS_MAX] = {n, d, seed};
    *graph = (lb_graph){0};
    const char *problem = lb_graph_make(graph, LB_RANDOM_REGULAR, arguments);
    ck_assert_msg(!problem, "n = %d, d = %d: %s", (int)n, (int)d, problem);
}

/* Edges (i, j) with i < j, each once and in order, and d of them at every vertex. */
static void check_regular(const lb_graph *graph, int64_t n, int64_t d)
{
    size_t *degrees = calloc((size_t)n, sizeof *degrees);
    ck_assert_uint_eq(graph->count, (size_t)(n * d / 2));
    for (size_t k = 0; k < graph->count; k++) {
        const uint32_t *e = graph->edges[k], *before = k ? graph->edges[k - 1] : NULL;
        ck_assert(e[0] < e[1] && e[1] < n);
        ck_assert(!before || before[0] < e[0] || (before[0] == e[0] && before[1] < e[1]));
        degrees[e[0]]++;
        degrees[e[1]]++;
    }
    for (int64_t v = 0; v < n; v++)
        ck_assert_uint_eq(degrees[v], (size_t)d);
    free(degrees);
}

START_TEST(test_every_small_size)
{
    for (int64_t n = 1; n <= 14; n++)
        for (int64_t d = 0; d < n; d++)
            for (int64_t seed = 0; seed < 5 && n * d % 2 == 0; seed++) {
                lb_graph graph;
                make(&graph, n, d, seed);
                check_regular(&graph, n, d);
                lb_graph_clear(&graph);
            }
}
END_TEST

START_TEST(test_large_sizes)
{
    static const int64_t SIZES[][2] = {{100000, 3}, {200, 99}, {201, 100}, {110, 100}, {1000, 40}};
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        lb_graph graph;
        make(&graph, SIZES[i][0], SIZES[i][1], 1);
        check_regular(&graph, SIZES[i][0], SIZES[i][1]);
        lb_graph_clear(&graph);
    }
}
END_TEST

/* A seed names one graph, on every machine: here it is. */
START_TEST(test_seeds)
{
    static const uint32_t EXPECTED[9][2] = {{0, 1}, {0, 2}, {0, 3}, {1, 3}, {1, 5},
                                            {2, 4}, {2, 5}, {3, 4}, {4, 5}};
    lb_graph graph, again, other;
    make(&graph, 6, 3, 2);
    ck_assert(!memcmp(graph.edges, EXPECTED, sizeof EXPECTED));
    lb_graph_clear(&graph);
    make(&graph, 50, 3, 7);
    make(&again, 50, 3, 7);
    make(&other, 50, 3, 8);
    ck_assert(!memcmp(graph.edges, again.edges, graph.count * sizeof *graph.edges));
    ck_assert(memcmp(graph.edges, other.edges, graph.count * sizeof *graph.edges) != 0);
    lb_graph_clear(&graph);
    lb_graph_clear(&again);
    lb_graph_clear(&other);
}
END_TEST

/* The 15 perfect matchings of six vertices, and the 70 graphs of degree 2 on them (60 hexagons and
 * 10 pairs of triangles), all come up, about equally often: six standard deviations are allowed. */
START_TEST(test_uniformity)
{
    static const struct {
        int64_t d;
        size_t kinds;
    } CASES[] = {{1, 15}, {2, 70}};
    for (size_t c = 0; c < 2; c++) {
        enum { DRAWS = 7000 };
        size_t counts[1 << 15] = {0}, kinds = 0;
        for (int64_t seed = 0; seed < DRAWS; seed++) {
            lb_graph graph;
            size_t key = 0;
            make(&graph, 6, CASES[c].d, seed);
            for (size_t k = 0; k < graph.count; k++) {
                size_t i = graph.edges[k][0], j = graph.edges[k][1];
                key |= (size_t)1 << (j * (j - 1) / 2 + i);
            }
            kinds += !counts[key]++;
            lb_graph_clear(&graph);
        }
        double mean = (double)DRAWS / (double)CASES[c].kinds;
        ck_assert_uint_eq(kinds, CASES[c].kinds);
        for (size_t key = 0; key < sizeof counts / sizeof *counts; key++)
            ck_assert(!counts[key] ||
                      ((double)counts[key] - mean) * ((double)counts[key] - mean) < 36 * mean);
    }
}
END_TEST

LB_TEST_MAIN("graph", test_every_small_size, test_large_sizes, test_seeds, test_uniformity)
