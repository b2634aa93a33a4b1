/* Pauli strings that commute with generators, and those whose product with complex conjugation does.
 *
 * A string P commutes with every i H_k when it commutes with every term. Let K be conjugation of the
 * amplitudes in the computational basis, K W(Q) K = (-1)^y(Q) W(Q) with y(Q) the number of letters Y.
 * Then P K, which is antilinear, commutes with every i H_k when
 *
 *     w(P, Q) = 1 + y(Q)   (mod 2)    for every term Q,
 *
 * w(P, Q) = 1 meaning that P and Q anticommute. (P K)^2 = (-1)^y(P). All solutions are one of them
 * times a P of the first kind. Example: for sums of X_j and of Z_i Z_j over the edges of a bipartite
 * graph, Y on one side and Z on the other is such a P. */

#ifndef LB_ORBIT_COMMUTANT_H
#define LB_ORBIT_COMMUTANT_H

#include "linalg/f2_echelon.h"
#include "pauli/dense.h"

/* Linear equations w(P, Q) = b for a string P on n qubits, in reduced echelon form. */
typedef struct lb_orbit_equations {
    size_t words; /* of n qubits */
    bool contradictory;
    lb_f2_echelon rows; /* the coefficients of the bits of P, and a word for b */
    uint64_t *row;      /* room for one */
} lb_orbit_equations;

void lb_orbit_equations_init(lb_orbit_equations *e, size_t qubits);
void lb_orbit_equations_clear(lb_orbit_equations *e);
/* Add w(P, Q) = right. O(count) words of a string. */
void lb_orbit_equations_add(lb_orbit_equations *e, const uint64_t *Q, bool right);
/* P := a solution; there is one. */
void lb_orbit_equations_solve(const lb_orbit_equations *e, uint64_t *P);

typedef struct lb_commutant {
    size_t words, count;  /* linear strings, independent over F2 */
    uint64_t *strings;    /* 2 words each */
    uint64_t *antilinear; /* a P of the second kind, or NULL */
} lb_commutant;

/* Of `count` terms, strings on so many qubits; at most `most` independent linear ones. */
void lb_commutant_init(lb_commutant *c, const uint64_t *terms, size_t count, size_t qubits,
                       size_t most);
void lb_commutant_clear(lb_commutant *c);

/* y(P) mod 2. */
bool lb_orbit_is_odd(const uint64_t *P, size_t words);

#endif
