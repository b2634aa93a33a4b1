/* The orbits of strings in whose averages an algebra is written (proofs/README.md, Symmetry).
 *
 * With S = N M as in algebra/symmetry.h, M acts on the orbits of N, so the orbit of a canonical
 * string P has
 *
 *     |O(P)| = |N P| |M| / #{ e in M : sort(e P) = P },
 *
 * and |N P| is a product of multinomials, one for the equal tuples of each exchange line. The
 * average A(Q) acts by brackets as all strings of O(Q), each with the coefficient 1 / |O(Q)|; they
 * are listed as an operand, one item for each orbit of the exchanges of single qubits. Without
 * symmetry every orbit is one string. */

#ifndef LB_SYMMETRY_STRING_ORBIT_H
#define LB_SYMMETRY_STRING_ORBIT_H

#include <gmp.h>
#include <flint/flint.h>
#include <flint/fmpz.h>

#include "symmetry/bracket.h"

typedef struct lb_orbits {
    const lb_canonical *canonical; /* these two are not owned */
    const lb_string_table *strings;
    uint32_t count;
    fmpz *sizes;
    /* About how many products a bracket of the average with one string takes; LB_WORK_MAX where
     * the strings are too many to be listed. */
    double *work;
    lb_operand **operands; /* listed when they are first asked for */
} lb_orbits;

#define LB_WORK_MAX 1e18

/* Of all strings of the table, which are canonical. O(|M| n) each. */
void lb_orbits_init(lb_orbits *orbits, const lb_canonical *canonical,
                    const lb_string_table *strings);
void lb_orbits_clear(lb_orbits *orbits);
/* The strings of the orbit of string c, the work of which is below LB_WORK_MAX. Owned by the
 * orbits. */
const lb_operand *lb_orbits_operand(lb_orbits *orbits, uint32_t c);

/* Whether every permutation of the symmetry fixes the string. */
bool lb_canonical_is_fixed(const uint64_t *P, const lb_canonical *canonical);
/* Replace every average in S by its strings; false, and S as it was, when they are more than
 * `most`. */
bool lb_canonical_expand_averages(lb_sum_t S, const lb_canonical *canonical, uint32_t most);

#endif
