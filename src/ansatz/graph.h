/* Graphs for the edges of an ansatz. */

#ifndef LB_ANSATZ_GRAPH_H
#define LB_ANSATZ_GRAPH_H

#include <stdint.h>

#include <liebound/status.h>

#include "ansatz/syntax.h"

/* Ordered pairs, in the order in which loops visit them. */
typedef struct lb_graph {
    uint32_t (*edges)[2];
    size_t count, capacity;
} lb_graph;
void lb_graph_clear(lb_graph *graph);

/* Make a graph from its formula, a, b being its arguments (b only for grid):
 *   path(n)      (i, i+1), i = 0 .. n-2
 *   cycle(n)     (i, i+1 mod n), i = 0 .. n-1, n >= 2
 *   complete(n)  (i, j) with i < j
 *   star(n)      (0, i), i = 1 .. n-1
 *   grid(r, c)   vertex v = row * c + column; its right neighbour, then the one below
 *   arcs(n)      all (i, j) with i != j
 * Returns NULL, or what is wrong with the arguments; there are at most LB_TERMS_MAX edges. */
const char *lb_graph_make(lb_graph *graph, lb_graph_kind kind, int64_t a, int64_t b);

/* Make a graph from text: edges "i-j" or "i j", separated by blanks, commas or line ends, with
 * comments from # to the end of a line. In a file every edge has its own line. A place in an error
 * is that in text. */
lb_status lb_graph_read(lb_graph *graph, const char *source, const char *text, size_t length,
                        lb_error *error) LB_MUST_CHECK;

#endif
