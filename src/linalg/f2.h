/* Linear algebra over F2 on sets of Pauli strings.
 *
 * A string (x, z) is a vector of F2^{2n}, and the form w(a, b) = |x1 & z2| + |z1 & x2| mod 2 says
 * whether two strings anticommute. Given strings g_1 .. g_m, formal sums c in E = F2^m map to
 * vectors sum c_i g_i, and carry the quadratic form
 *
 *     q(c) = sum_i c_i + sum_{i<j} c_i c_j w(g_i, g_j),   q(c + c') = q(c) + q(c') + w(c, c'),
 *
 * which is 1 on every generator. q is linear on the dependencies (formal sums that are zero as
 * vectors), and on the radical of E (formal sums that commute with every generator). */

#ifndef LB_LINALG_F2_H
#define LB_LINALG_F2_H

#include <liebound/pauli.h>

typedef struct lb_f2_span {
    size_t rank;         /* of the strings as vectors of F2^{2n} */
    bool odd_dependency; /* q is 1 on some dependency, so it is no function of the vector */
    const char *reached; /* the limit that came first, when the rest says nothing; else NULL */
} lb_f2_span;

/* Rank, and q on the dependencies, of count strings on the given number of qubits; strings[i] are
 * read only, in any order, repetitions allowed. Sparse elimination, the coordinate in the fewest
 * strings first: near-linear for strings local along a chain, open or closed, and for stars and
 * complete graphs. Where strings are dense, or fill in, elimination by tables on bits takes over:
 * count * rank * 2n / 64 / 8 word operations, a third of that for as many strings as coordinates,
 * count * n / 4 bytes. limits may be NULL here and below. */
void lb_f2_span_compute(lb_f2_span *span, const lb_string_struct *const *strings, size_t count,
                        size_t qubits, const lb_limits *limits);

/* The strings that commute with all of some strings: a space over F2 of dimension 2n - rank, of which
 * the first `listed` strings of a basis are kept. */
typedef struct lb_f2_commutant {
    size_t dimension, listed;
    lb_string_struct *strings;
    const char *reached; /* as in lb_f2_span; to be cleared all the same */
} lb_f2_commutant;

/* At most `most` strings of the basis are listed. The sparse elimination of lb_f2_span_compute, and for
 * each listed string one pass over what it leaves. */
void lb_f2_commutant_compute(lb_f2_commutant *commutant, const lb_string_struct *const *strings,
                             size_t count, size_t qubits, size_t most, const lb_limits *limits);
void lb_f2_commutant_clear(lb_f2_commutant *commutant);

typedef struct lb_f2_form {
    size_t rank;         /* 2k, of the matrix w(g_i, g_j) */
    bool odd_radical;    /* q is 1 somewhere on the radical of E */
    int arf;             /* the Arf invariant of q on E / radical; meaningful when !odd_radical */
    const char *reached; /* as in lb_f2_span */
} lb_f2_form;

/* The anticommutation graph of m strings as adjacency lists: the neighbours of i are
 * neighbours[offsets[i] .. offsets[i + 1] - 1], increasing. */
typedef struct lb_f2_graph {
    size_t count;
    size_t *offsets; /* count + 1 of them */
    uint32_t *neighbours;
    const uint8_t *q; /* of each string, where a form with other values is meant; NULL for 1 */
} lb_f2_graph;

/* The invariants of the form from the graph alone, by symplectic elimination of the graph: choose a
 * pair u, v with an edge, add u to the neighbours of v and v to those of u, carrying q, until no
 * edge is left. Near-linear for graphs of bounded width; a dense bit matrix takes over when the
 * lists fill in. */
void lb_f2_form_of_graph(lb_f2_form *form, const lb_f2_graph *graph, const lb_limits *limits);

/* The same from the strings, for sets whose graph is dense: the bit matrix is formed directly, by
 * tables, and eliminated: count^2 (2n + rank) / 64 / 8 word operations, count^2 / 8 bytes. */
void lb_f2_form_of_strings(lb_f2_form *form, const lb_string_struct *const *strings, size_t count,
                           size_t qubits, const lb_limits *limits);

#endif
