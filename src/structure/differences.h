/* Whether an element tells all root vectors of all blocks apart. */

#ifndef LB_STRUCTURE_DIFFERENCES_H
#define LB_STRUCTURE_DIFFERENCES_H

#include "structure/block_fields.h"

/* Whether the squares of the positive roots of the families' algebras at x are distinct and not 0: with
 * the eigenvalues l_1, l_2, ... of the traceless part of x on one block of the family, the
 * (l_i - l_j)^2, i < j, of su(d); and where these are +-l_i, the (l_i +- l_j)^2, i < j, with l_i^2 for
 * so(d), d odd, and (2 l_i)^2 for sp(d/2). False also when a limit of the run came first. Fast
 * arithmetic with polynomials of degree sum of d (d - 1) / 2. */
bool lb_differences_are_distinct(const lb_structure_blocks *blocks, const lb_probe_element *x,
                                 lb_run *run);
/* Whether it is so for one of some elements. */
bool lb_structure_roots_are_told_apart(const lb_structure_blocks *blocks, lb_run *run);

#endif
