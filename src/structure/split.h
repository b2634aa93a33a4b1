/* The simple ideals of the semisimple part, seen on a maximal torus.
 *
 * Let g be compact, t a maximal torus, s = t without the centre, and ( , ) the trace form. For y in
 * g let T_y be the operator on s with
 *
 *     (T_y h, h') = ({y, h}, {y, h'})                 for h, h' in s.
 *
 * The centroid of [g,g] (the linear maps that commute with every ad y) maps s to itself, is
 * self-adjoint, and commutes with every T_y. For a generic y the spectrum of T_y is simple, so the
 * maps that commute with it are its polynomials, and those that commute with two of them are found
 * by linear algebra on the rank of g alone. Their number bounds that of the simple ideals over R
 * from above, modulo any prime and for any choice of y: a bad choice only makes the bound worse.
 *
 * A *splitting* is one such map phi over Q, with distinct eigenvalues on the centroid, its
 * characteristic polynomial there, and the irreducible factors f of that. Where the ratios of roots
 * show as many ideals over R as the degrees add up to (ideals.h), phi lies in the centroid, and
 * each factor f of degree d belongs to one minimal ideal over Q, which over R is d ideals that are
 * conjugate to each other over Q[x]/(f) (proofs/structure.md). Its part of s is the kernel of
 * f(phi); it contains the vectors v_0, v_1 = phi v_0, ..., v_d, for which
 *
 *     (1)  {v_1, {v_k, x}} = {v_0, {v_{k+1}, x}}      k = 1 .. d - 1,
 *     (2)  {v_j, {v_j, x}} = {v_{j-1}, {v_{j+1}, x}}  j = 2 .. d - 1,
 *     (3)  {v_0, {w_0, x}} = 0                        w_0 of another factor,
 *
 * for all x in g. */

#ifndef LB_STRUCTURE_SPLIT_H
#define LB_STRUCTURE_SPLIT_H

#include <flint/fmpz_mat.h>
#include <flint/fmpz_poly.h>
#include <flint/nmod_mat.h>

#include "structure/torus.h"

typedef struct lb_factor {
    uint32_t degree;
    fmpz_poly_t polynomial; /* f, monic, irreducible over Q; x - c for degree 1 */
    /* v_0 .. v_degree, only v_0 for degree 1; the columns are numbers of torus vectors. */
    lb_rational *vectors;
    uint32_t rank, dimension; /* of all copies together */
    /* Modulo the prime: `rank` rows of torus coordinates, a basis of the factor's part of s. */
    uint64_t *subtorus;
} lb_factor;

typedef struct lb_splitting {
    uint32_t at_most;     /* simple ideals over R */
    lb_rational light[2]; /* the elements y */
    fmpz_mat_t map;       /* phi on the torus is map / denominator, zero on the centre; */
    fmpz_t denominator;   /* columns are images */
    uint32_t count;
    lb_factor *factors;
} lb_splitting;

static inline uint32_t lb_factor_vectors(const lb_factor *factor)
{
    return factor->degree > 1 ? factor->degree + 1 : 1;
}

/* Find a splitting whose degrees add up to the upper bound; that it is one over Q is proved
 * (lb_prove_splitting), but not yet that there are so many ideals, and dimensions are not known.
 * False when none was found: the numbers are too large for the primes that are tried, the choice of
 * y was not generic, or a limit came first. In any case it is to be cleared. O(r^3 + r D), r the
 * rank. */
bool lb_splitting_find(lb_splitting *splitting, lb_moduli *moduli, const lb_torus *torus,
                       double light_work);
void lb_splitting_clear(lb_splitting *splitting);

/* (left_i, right_j) in the trace form. */
void lb_torus_gram(nmod_mat_t M, const lb_frame *frame, const lb_subspace *left,
                   const lb_subspace *right);
/* ({y, h_i}, {y, h_j}) for the vectors of the torus. */
void lb_torus_form(nmod_mat_t F, const lb_frame *frame, const lb_subspace *torus,
                   const lb_rational *y);

#endif
