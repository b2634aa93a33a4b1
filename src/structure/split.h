/* The simple ideals of the semisimple part, seen on a maximal torus.
 *
 * Let g be compact, t a maximal torus, s = t without the centre, and ( , ) the trace form. For x in
 * g let T_x be the operator on s with
 *
 *     (T_x h, h') = ({x, h}, {x, h'})                 for h, h' in s.
 *
 * The centroid of [g,g] (the linear maps that commute with every ad y) maps s to itself, is
 * self-adjoint, and commutes with every T_x. For a generic x the spectrum of T_x is simple, so the
 * maps that commute with it are its polynomials, and those that commute with two of them are found
 * by linear algebra on the rank of g alone. Their number bounds that of the simple ideals over R
 * from above, modulo any prime and for any choice of x: a bad choice only makes the bound worse.
 *
 * Conversely a *splitting* of s proves ideals. It is a list of factors; a factor of degree d is an
 * irreducible polynomial f of degree d over Q and vectors v_0 .. v_d of s with v_0 .. v_{d-1}
 * linearly independent, f_0 v_0 + ... + f_d v_d = 0, and, for every x in g,
 *
 *     (1)  {v_1, {v_k, x}} = {v_0, {v_{k+1}, x}}      k = 1 .. d - 1,
 *     (2)  {v_j, {v_j, x}} = {v_{j-1}, {v_{j+1}, x}}  j = 2 .. d - 1,
 *     (3)  {v_0, {w_0, x}} = 0                        w_0 of another factor.
 *
 * So for each root a either a(v_k) = 0 for all k, or a(v_k) = c^k a(v_0) with f(c) = 0; the vectors
 * that belong to the roots of all the f's are orthogonal to each other's roots, and so lie in
 * different ideals (proofs/structure.md): there are at least as many simple ideals over R as the
 * degrees add up to. Where this meets the upper bound, each factor is one minimal ideal over Q,
 * which over R is d ideals that are conjugate to each other. */

#ifndef LB_STRUCTURE_SPLIT_H
#define LB_STRUCTURE_SPLIT_H

#include <flint/fmpz_poly.h>

#include "structure/centralizer.h"
#include "structure/moduli.h"

typedef struct lb_factor {
    uint32_t degree;
    fmpz_poly_t polynomial; /* monic, irreducible over Q; x - c for degree 1 */
    /* v_0 .. v_degree, only v_0 for degree 1; the columns are numbers of torus vectors. */
    lb_rational *vectors;
    uint32_t rank, dimension; /* of all copies together */
    /* Modulo the prime: `rank` rows of torus coordinates, a basis of the factor's part of s. */
    uint64_t *subtorus;
} lb_factor;

typedef struct lb_splitting {
    uint32_t at_most; /* simple ideals over R */
    uint32_t count;
    lb_factor *factors;
} lb_splitting;

static inline uint32_t lb_factor_vectors(const lb_factor *factor)
{
    return factor->degree > 1 ? factor->degree + 1 : 1;
}

/* A torus with its lift, and the centre, which is part of it; vectors are in coordinates. */
typedef struct lb_torus {
    lb_subspace reduced;
    lb_rational *vectors;
    lb_ad_map *adjoints; /* of the reduced vectors */
    lb_subspace centre_reduced;
    lb_rational *centre;
} lb_torus;

/* Find a splitting whose degrees add up to the upper bound; its identities are not checked yet, but
 * ranks and dimensions are those of the ideals if they hold. False when none was found: the vectors
 * are too large for the primes that are tried, or a limit came first. O(r^3 + r^2 D), r the rank.
 */
bool lb_splitting_find(lb_splitting *splitting, lb_moduli *moduli, const lb_torus *torus);
void lb_splitting_clear(lb_splitting *splitting);

/* The rational number with numerator and denominator at most sqrt(p/2) that has this residue. */
bool lb_lift_residue(fmpq_t value, uint64_t residue, nmod_t modulus);

#endif
