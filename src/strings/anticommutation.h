/* The distinct strings of a set of generators, and their anticommutation graph.
 *
 * Two strings can anticommute only where they share a qubit with different letters. So the graph is
 * found from lists, for each qubit and letter, of the strings that have it there: for strings that
 * are local along a chain in linear time. Where the lists are too long for that (dense strings) the
 * graph is not stored, and the commutation of two strings is computed when it is asked for. */

#ifndef LB_STRINGS_ANTICOMMUTATION_H
#define LB_STRINGS_ANTICOMMUTATION_H

#include <liebound/ansatz.h>

#include "linalg/f2.h"

#define LB_NO_MEMBER UINT32_MAX

typedef struct lb_strings {
    size_t qubits;
    uint32_t count;
    const lb_string_struct **strings; /* owned by the ansatz */
    uint32_t *generators;             /* of each string, the first generator that has it */
    size_t zero_count, repeated_count;
    bool has_graph;
    lb_f2_graph graph; /* when has_graph */
    /* The connected components: members[] lists the strings component by component, in an order in
     * which each but the first of a component anticommutes with an earlier one, its parent.
     * Component c is members[first[c]] .. members[first[c + 1] - 1]. */
    uint32_t component_count;
    uint32_t *members, *parents; /* by position in members; LB_NO_MEMBER for a first */
    uint32_t *first;
} lb_strings;

struct lb_run;

/* Strings are numbered by first occurrence among the terms: of single-string generators, or of all
 * terms of all generators. When a limit stops the run, the set is good for nothing but
 * lb_strings_clear. O(total weight log + edges) with a graph, O(count^2 n / 64) at worst
 * without. */
void lb_strings_init(lb_strings *set, const lb_ansatz_t A, struct lb_run *run);
void lb_strings_clear(lb_strings *set);

#endif
