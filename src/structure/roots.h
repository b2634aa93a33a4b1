/* The roots of the algebra, as the points of a polynomial ring modulo a prime.
 *
 * Let c be a subspace of L/p, x in c with {x, c} = 0, y in L/p. With s = lambda^2 over the
 * eigenvalues lambda of ad x, the numbers
 *
 *     m_k = (-1)^(k+1) ((ad x)^(k+1) y, (ad x)^(k+1) y) = sum over s of s^(k+1) c_s
 *
 * satisfy a linear recurrence, whose least polynomial q is found by the algorithm of Berlekamp and
 * Massey. When q has degree M = (D - dim c) / 2, is squarefree, and q(0) is not 0, then all
 * eigenvalues of ad x outside c are simple and not 0 (proofs/structure.md), and, where the checks
 * of lb_structure_roots_central hold, c is the reduction of a maximal torus, the eigenvalues are the values
 * a(x) of the roots, and the functions on pairs of roots +-a are the ring F_p[s] / q.
 *
 * For h in c the ratio a(h) / a(x) is such a function. It is found from
 *
 *     n_k = ({y, h}, (ad x)^(2k+1) y) = sum over s of s^(k+1) c_s a(h) / a(x),      k < M:
 *
 * if B and C are the polynomials of degree below M with B / q = sum of n_k s^(-k-1) and C / q = sum
 * of m_k s^(-k-1), it is B / C. */

#ifndef LB_STRUCTURE_ROOTS_H
#define LB_STRUCTURE_ROOTS_H

#include <flint/nmod_mat.h>
#include <flint/nmod_poly.h>

#include "structure/centralizer.h"
#include "structure/element.h"

typedef struct lb_structure_roots {
    const lb_frame *frame;
    const lb_subspace *torus; /* c; these three are not owned */
    const lb_mixture *y;
    lb_ad_map x;
    slong pairs;                 /* M */
    nmod_poly_t polynomial;      /* q */
    nmod_poly_t inverse_moments; /* 1 / C modulo q */
    uint64_t *odd_powers;        /* (ad x)^(2k+1) y, k < M; NULL where they are too many to keep */
} lb_structure_roots;

/* False, and nothing initialized, when q is not as it must be, {x, c} is not 0, or a limit came
 * first; x is given by coordinates in the algebra. O(D (D + terms of ad x)), and fast arithmetic
 * with polynomials of degree D. */
bool lb_structure_roots_init(lb_structure_roots *roots, const lb_frame *frame,
                             const lb_subspace *torus, const lb_mixture *y,
                             const lb_sparse_vector *x);
void lb_structure_roots_clear(lb_structure_roots *roots);

/* Whether exactly a subspace of dimension `centre` of c has no root that is not 0 on it, by its
 * brackets with one element. */
bool lb_structure_roots_central(const lb_structure_roots *roots, uint32_t centre);

/* ratios[i] becomes the function a(h) / a(x) for the vector h with the torus coordinates in row i,
 * for all rows; the polynomials are initialized by the caller. False when a limit came first.
 * O(D (D + terms of ad x) + rows D^2). */
bool lb_structure_roots_ratios(nmod_poly_struct *ratios, const lb_structure_roots *roots,
                               const nmod_mat_t vectors);
/* The sum of a function over all pairs of roots. */
uint64_t lb_structure_roots_sum(const lb_structure_roots *roots, const nmod_poly_t function);

#endif
