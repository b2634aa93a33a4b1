/* The brackets of averages with the pivots of a basis, which no prime changes.
 *
 * For a string Q and each pivot P, {A(Q), P} |O(Q)| is a sum of integers times canonical strings. A
 * structure asks for adjoint maps of many elements modulo several primes, and all of them are made
 * of these brackets; most of the products of an orbit with a pivot fall on few canonical strings.
 * Lists are made when they are first asked for, where all of them together are small. As {A(Q), P} and
 * {A(Q), A(P)} are the same average, a list gives an entry of each pivot's. */

#ifndef LB_STRUCTURE_PIVOT_BRACKETS_H
#define LB_STRUCTURE_PIVOT_BRACKETS_H

#include "base/run.h"
#include "symmetry/string_orbit.h"

typedef struct lb_bracket_entry {
    int64_t times; /* not zero */
    uint32_t string;
} lb_bracket_entry;

/* The brackets of one string with pivot b: entries[first[b]] .. entries[first[b + 1] - 1]. What
 * falls on strings that are not in the table is left out. */
typedef struct lb_bracket_list {
    uint32_t *first;
    lb_bracket_entry *entries;
} lb_bracket_list;

typedef struct lb_pivot_brackets {
    lb_orbits *orbits;      /* these three are not owned */
    const uint32_t *pivots; /* `dimension` numbers of strings, */
    const uint32_t *row_of; /* and which of them a string is, UINT32_MAX for none */
    uint32_t dimension;
    bool small;              /* the lists are made */
    lb_bracket_list **lists; /* of each string, or NULL */
} lb_pivot_brackets;

void lb_pivot_brackets_init(lb_pivot_brackets *brackets, lb_orbits *orbits, const uint32_t *pivots,
                            const uint32_t *row_of, uint32_t dimension);
void lb_pivot_brackets_clear(lb_pivot_brackets *brackets);
/* The list of string c, owned by the brackets; NULL where they are not small, or a limit of the run
 * came first. O(dimension) times the work of c, the first time. */
const lb_bracket_list *lb_pivot_brackets_of(lb_pivot_brackets *brackets, uint32_t c, lb_run *run);

#endif
