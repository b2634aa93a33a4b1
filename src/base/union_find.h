/* Disjoint sets of numbers: parents[i] is i for the root of a set, its least number, and else another
 * number of the set. */

#ifndef LB_BASE_UNION_FIND_H
#define LB_BASE_UNION_FIND_H

#include <stdint.h>

/* The root of the set of i, amortized O(log count). */
static inline uint32_t lb_union_root(uint32_t *parents, uint32_t i)
{
    while (parents[i] != i)
        i = parents[i] = parents[parents[i]];
    return i;
}

static inline void lb_union_join(uint32_t *parents, uint32_t a, uint32_t b)
{
    a = lb_union_root(parents, a);
    b = lb_union_root(parents, b);
    parents[a > b ? a : b] = a < b ? a : b;
}

#endif
