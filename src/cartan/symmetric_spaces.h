/* The symmetric pairs (g, k) of a simple compact g, by Cartan's list.
 *
 *     AI    su(n)/so(n)               n(n-1)/2          n - 1
 *     AII   su(2m)/sp(m)              m(2m+1)           m - 1
 *     AIII  su(p+q)/s(u(p)+u(q))      p^2 + q^2 - 1     q <= p
 *     BDI   so(p+q)/so(p)+so(q)       dim + dim         q <= p
 *     DIII  so(2m)/u(m)               m^2               m/2 rounded down
 *     CI    sp(m)/u(m)                m^2               m
 *     CII   sp(p+q)/sp(p)+sp(q)       dim + dim         q <= p
 *
 * and EI .. EIX, FI, FII, G: with dim k and the rank in the last columns. Coincidences of small n have
 * the first name: su(2) has AI only, so(8) no DIII, which is BDI(6,2) there. */

#ifndef LB_CARTAN_SYMMETRIC_SPACES_H
#define LB_CARTAN_SYMMETRIC_SPACES_H

#include <liebound/cartan.h>

typedef struct lb_symmetric_space {
    char *name, *quotient; /* owned */
    uint64_t k, rank;
} lb_symmetric_space;

/* The pairs of type(n) with this dim k below dim g; the caller clears each and frees the array. */
lb_symmetric_space *lb_symmetric_spaces(size_t *count, lb_ideal_type type, uint64_t n, uint64_t k);
void lb_symmetric_space_clear(lb_symmetric_space *space);

#endif
