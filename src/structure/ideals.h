/* How many simple ideals there are, and their dimensions, from the ratios of roots.
 *
 * Modulo the prime let g = a(phi x) / a(x), a function on pairs of roots (roots.h). Where
 *
 *     a(phi^k x) / a(x) = g^k    for k = 1 .. m,    f(g) = 0,
 *
 * m the degree of f, the product of the polynomials of the factors, and the phi^k x are linearly
 * independent, the parts of x in the eigenspaces of phi belong
 * to different simple ideals over R, and the roots where f_i(g) = 0 are those of the ideals of
 * factor i (proofs/structure.md). */

#ifndef LB_STRUCTURE_IDEALS_H
#define LB_STRUCTURE_IDEALS_H

#include "structure/split.h"

/* Set the dimensions of the factors of a splitting that is proved; false when the ratios are not as
 * they must be, or a limit came first. */
bool lb_splitting_measure(lb_splitting *splitting, const lb_torus *torus);

#endif
