/* A maximal torus and the centre, modulo primes and over Q.
 *
 * Found modulo a prime (lb_torus_find) and lifted, from as many primes as its numbers need. That
 * the lifted vectors commute with the element x of the torus is checked exactly; with what the
 * spectrum of ad x shows modulo the first prime, they are a maximal torus (proofs/structure.md). */

#ifndef LB_STRUCTURE_TORUS_H
#define LB_STRUCTURE_TORUS_H

#include "structure/roots.h"

/* A torus with its lift, and the centre, which is part of it; vectors are in coordinates. */
typedef struct lb_torus {
    lb_subspace reduced; /* modulo the prime of frame 0 */
    lb_rational *vectors;
    lb_subspace centre_reduced;
    lb_rational *centre;
    fmpq *regular; /* x in coordinates of the torus, integers */
    lb_mixture y;
    lb_structure_roots roots;
} lb_torus;

/* False, with nothing to be cleared, when x or y was not generic, the numbers could not be lifted,
 * or a limit came first. */
bool lb_torus_init(lb_torus *torus, lb_moduli *moduli, const lb_effort *effort);
void lb_torus_clear(lb_torus *torus);

#endif
