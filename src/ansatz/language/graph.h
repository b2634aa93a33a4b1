/* Graphs for the edges of an ansatz. */

#ifndef LB_ANSATZ_LANGUAGE_GRAPH_H
#define LB_ANSATZ_LANGUAGE_GRAPH_H

#include <stdbool.h>
#include <stdint.h>

#include <liebound/status.h>

#include "ansatz/language/syntax.h"

/* Ordered pairs, in the order in which loops visit them. */
typedef struct lb_graph {
    uint32_t (*edges)[2];
    size_t count, capacity;
    __mpq_struct *weights; /* of the edges, or NULL when all are 1 */
} lb_graph;
void lb_graph_clear(lb_graph *graph);
void lb_graph_add(lb_graph *graph, int64_t i, int64_t j);
/* Give the edges weights from 1/1000 to 1 in steps of 1/1000, drawn with the seed: the same ones on
 * every machine. */
void lb_graph_weigh(lb_graph *graph, uint64_t seed);

/* Make a graph from its formula and arguments:
 *   path(n)      (i, i+1), i = 0 .. n-2
 *   cycle(n)     (i, i+1 mod n), i = 0 .. n-1, n >= 2
 *   complete(n)  (i, j) with i < j
 *   star(n)      (0, i), i = 1 .. n-1
 *   grid(r, c)   vertex v = row * c + column; its right neighbour, then the one below
 *   torus(r, c)  the same, and from the last column and row to the first; not along a side of 1 or
 *                2, where that edge is there already
 *   bipartite(a, b)  (i, a + j), i < a, j < b
 *   random_regular(n, d, seed)  see lb_graph_add_random
 *   arcs(n)      all (i, j) with i != j
 * Returns NULL, or what is wrong with the arguments; there are at most LB_TERMS_MAX edges. */
const char *lb_graph_make(lb_graph *graph, lb_graph_kind kind,
                          const int64_t arguments[LB_GRAPH_ARGUMENTS_MAX]);

/* Add the edges (i, j), i < j, in increasing order, of a simple graph on n vertices that all have
 * degree d, drawn with the seed: the same one on every machine. 0 <= d < n, n d even; nearly
 * uniform among all of them (A. Steger and N. C. Wormald, "Generating random regular graphs
 * quickly", 1999). False when 1000 attempts fail. O(n d^2) an attempt. */
bool lb_graph_add_random(lb_graph *graph, int64_t n, int64_t d, uint64_t seed);

/* Make a graph from text: edges "i-j" or "i j", separated by blanks, commas or line ends, with
 * comments from # to the end of a line. In a file every edge has its own line. A number behind an
 * edge that ends its line is the weight of the edge, 1 where there is none: 0.5, -3 or 1/3. A place
 * in an error is that in text. */
lb_status lb_graph_read(lb_graph *graph, const char *source, const char *text, size_t length,
                        lb_error *error) LB_MUST_CHECK;

#endif
