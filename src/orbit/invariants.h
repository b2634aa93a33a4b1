/* Functions that every circuit conserves, and how many directions of a real span they forbid.
 *
 * Let C be a real-linear map on C^(2^n) that commutes with every i H_k and is symmetric for the real
 * inner product Re <u|v>. Then Re <v|C v> is the same at psi and at U psi, and tangent vectors X psi,
 * X in g, are orthogonal to C psi: Re <X psi|C psi> = -Re <psi|C X psi> = -Re <C psi|X psi>. C = 1
 * says that they are orthogonal to psi. Others are Pauli strings P that commute with every term, and P
 * K and i P K of commutant.h with (P K)^2 = 1; where H_k is all that these allow, the bound of span.h
 * is the rank. Between two states <psi|C psi'> is conserved, be C symmetric or not. Example: a QAOA
 * for a bipartite graph whose sides have even parts conserves psi^T P psi. */

#ifndef LB_ORBIT_INVARIANTS_H
#define LB_ORBIT_INVARIANTS_H

#include "linalg/sparse.h"
#include "orbit/span_space.h"

/* Re <psi|C psi'> for C = i^turns W(P), or i^turns W(P) K, with the states of two frames, or of one. */
typedef struct lb_invariant {
    uint32_t frame, other;
    uint8_t turns;
    bool conjugates;
    size_t string; /* of P: place of its 2 words words, of that frame */
} lb_invariant;

/* The functionals v -> Re <C psi|v> for each state, and v -> Re <C psi'|v> + Re <C^T psi|v'> for two
 * that the same strings fix up to signs, up to a factor for each; over a field of square roots also
 * the multiples of each by the factors of the space, behind each other. The first ones are the norms
 * of all states. */
typedef struct lb_invariants {
    uint32_t count, degree;
    lb_sparse columns;  /* by column: which functionals do not vanish on it, and their values */
    lb_invariant *list; /* count / degree */
    uint64_t *strings;
    size_t list_capacity, string_count, string_capacity;
} lb_invariants;

/* At most 2^13 strings are tried for each state, and less for pairs of states where these are many. */
void lb_invariants_init(lb_invariants *invariants, lb_span_space *s);
void lb_invariants_clear(lb_invariants *invariants);

/* Their rank on the space with this basis, or of all columns for NULL, at least, by a rank modulo a
 * prime. */
uint32_t lb_invariants_rank(const lb_invariants *invariants, const lb_rational_basis *basis);
/* Of the functionals, which are independent of those before them, modulo a prime below 2^62: by number. */
void lb_invariants_choose(bool *chosen, const lb_invariants *invariants,
                          const lb_rational_basis *basis, uint64_t prime);
/* The dimension of the combinations of the phases of these states on which all vanish, exactly. */
uint32_t lb_invariants_count_phases(const lb_invariants *invariants, lb_span_space *s,
                                    const size_t *states, size_t count);
/* Whether all vanish on the sum of i psi over `count` states from the first on. */
bool lb_invariants_allow_phases(const lb_invariants *invariants, lb_span_space *s, size_t first,
                                size_t count);

#endif
