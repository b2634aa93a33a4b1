/* Central symmetries that are single strings: with V the span over F2 of the strings of all terms,
 * the radical of V. In a sector each of them is a sign, so strings that differ by a symmetry become
 * equal up to sign. */

#ifndef LB_STRUCTURE_CENTRAL_STRINGS_H
#define LB_STRUCTURE_CENTRAL_STRINGS_H

#include <liebound/ansatz.h>

#include "linalg/sparse_rational.h"
#include "symmetry/string_orbit.h"

typedef struct lb_symmetries {
    const lb_canonical *canonical; /* strings of sums stand for averages; not owned */
    bool fixed;                    /* by all permutations of qubits */
    size_t words;
    uint32_t count;
    uint64_t *strings; /* dense, one after the other: 2 words each, reduced over F2 */
    size_t *pivots;    /* the bit of a string that no other symmetry has */
} lb_symmetries;

/* None when there are more than LB_SYMMETRY_QUBITS_MAX qubits. O(m r n / 64) for m terms, r the
 * rank of V. */
void lb_symmetries_init(lb_symmetries *symmetries, const lb_ansatz_t A,
                        const lb_canonical *canonical);
void lb_symmetries_clear(lb_symmetries *symmetries);

/* S on the sector: every string, or average, replaced by one representative of its class, with its
 * sign. Where permutations of qubits move symmetries, and averages are not kept, they are replaced by
 * their strings; false when these are more than LB_SECTOR_STRINGS_MAX. */
#define LB_SECTOR_STRINGS_MAX (1 << 20)
bool lb_symmetries_keep_averages(const lb_symmetries *symmetries);
bool lb_symmetries_restrict(lb_sum_t restricted, const lb_symmetries *symmetries, const lb_sum_t S,
                            const bool *negative);

#endif
