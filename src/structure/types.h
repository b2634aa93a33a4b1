/* The simple compact Lie algebras, and which of them one is.
 *
 * Dimension and rank leave one type, but for so(2r+1) against sp(r), r >= 3, and e6 beside so(13)
 * and sp(6). Those are told apart by the lengths of roots: with the Killing form k on a maximal
 * torus t, the function
 *
 *     |a|^2 = sum over i, j of (k^-1)_ij a(h_i) a(h_j),       h_i a basis of t,
 *
 * of the roots a is 1 / h for long roots, h the dual Coxeter number, and half (for g2 a third) of
 * that for short ones. So |a|^2 - 1/h, or (|a|^2 - 1/h)(|a|^2 - 1/2h), vanishes on all roots for
 * the true type. Modulo a prime it is found as an element of the ring of functions on pairs of
 * roots (roots.h), and where it does not vanish there a type is excluded. A factor of conjugate
 * copies is treated as a whole: its Killing form is the sum of theirs.
 */

#ifndef LB_STRUCTURE_TYPES_H
#define LB_STRUCTURE_TYPES_H

#include <liebound/algebra.h>

#include "structure/split.h"

typedef struct lb_simple_type {
    lb_ideal_type type;
    uint32_t n;
    uint32_t dual_coxeter;
    uint32_t ratio; /* of the squares of root lengths: 1, 2 or 3 */
} lb_simple_type;

enum { LB_TYPES_MAX = 3 };

/* All simple types of this dimension and rank; returns their number, 0 to 3. */
uint32_t lb_simple_types(lb_simple_type types[LB_TYPES_MAX], uint32_t dimension, uint32_t rank);

/* The only type that the factor's copies can have; false when more or less than one is left. */
bool lb_factor_type(lb_simple_type *type, const lb_factor *factor, const lb_torus *torus);

#endif
