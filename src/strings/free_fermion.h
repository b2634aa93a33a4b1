/* Components of free-fermion type: strings as edges of a graph.
 *
 * If the vertices of a connected multigraph can be given such that every string of a component is
 * an edge, and two strings anticommute exactly when their edges share one vertex, then with N
 * vertices the component generates copies of so(N): the strings behave as products of two Majorana
 * operators. Here such a labelling is found, or the first string that no labelling fits.
 *
 * The search works in V / radical, where V is the span of the strings: a fingerprint of 128 bits,
 * linear in the string and zero on the radical, stands for the class of a string, so that each
 * string is labelled by two look-ups. Whether the labels are right is then checked exactly. */

#ifndef LB_STRINGS_FREE_FERMION_H
#define LB_STRINGS_FREE_FERMION_H

#include "base/run.h"
#include "strings/anticommutation.h"

typedef struct lb_fingerprint {
    uint64_t low, high;
} lb_fingerprint;

/* fingerprints[i] of every string of the set: the sum of pseudo-random words of the strings it
 * anticommutes with. Strings of V that commute with all others have 0; classes differ except with
 * probability 2^-128 a pair. O(total weight). The caller frees it. */
lb_fingerprint *lb_fingerprints(const lb_strings *set);

/* One component in some order: each member but the first anticommutes with an earlier one. */
typedef struct lb_component {
    const lb_strings *set;
    const lb_fingerprint *fingerprints;
    uint32_t count;
    uint32_t *members;   /* string numbers */
    uint32_t *parents;   /* of each, the number of an earlier neighbour; of the first, none */
    uint32_t *positions; /* scratch by string number: where it stands in members */
    lb_run *run; /* whose limits are asked, or NULL; once it is stopped no result means anything */
} lb_component;

typedef struct lb_edge {
    uint32_t ends[2];
} lb_edge;

/* Labels of the members of one component. */
typedef struct lb_pairs {
    const lb_component *component;
    uint32_t vertex_count;
    lb_edge *edges; /* by position in members */
    /* The tree of the edges that brought a new vertex: of each vertex but 0, where it was attached
     * and by which position. */
    uint32_t *attached_to, *attached_by;
    /* The first position whose label disagrees with an earlier one; count when all agree. The
     * vertices in use before it are then vertex_count. */
    uint32_t failed;
} lb_pairs;

/* O(edges of the component) with a graph, O(count^2) comparisons without. */
void lb_pairs_init(lb_pairs *pairs, const lb_component *component);
void lb_pairs_clear(lb_pairs *pairs);

#endif
