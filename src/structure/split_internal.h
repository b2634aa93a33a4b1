/* The operators on the torus modulo the prime, shared by the parts of the splitting. */

#ifndef LB_STRUCTURE_SPLIT_INTERNAL_H
#define LB_STRUCTURE_SPLIT_INTERNAL_H

#include <flint/fmpz_mat.h>
#include <flint/nmod_mat.h>

#include "base/random.h"
#include "structure/split.h"

/* Coordinates on s are with respect to the columns of `semisimple`, which are in the coordinates of
 * the torus; T and S are the operators T_y of two light elements y. */
typedef struct lb_torus_operators {
    const lb_frame *frame;
    uint32_t rank;   /* r = dim s */
    nmod_mat_t gram; /* of the torus */
    nmod_mat_t semisimple;
    nmod_mat_t inverse_gram; /* on s */
    nmod_mat_t T, S;
    lb_random random;
} lb_torus_operators;

/* False when the trace form degenerates modulo the prime, T does, or a limit came first. */
bool lb_torus_operators_init(lb_torus_operators *o, const lb_frame *frame, const lb_subspace *torus,
                             const lb_subspace *centre, const lb_rational light[2]);
void lb_torus_operators_clear(lb_torus_operators *o);
/* A map of s, on the torus, zero on the centre; t by t, columns are images. */
void lb_torus_extend(nmod_mat_t extended, const nmod_mat_t phi, const lb_torus_operators *o);

/* The centroid on s, by what its elements make of some basis vectors h_i of s, the probes: enough
 * of them to tell all elements apart, so that few and small numbers describe one. */
typedef struct lb_centroid {
    uint32_t dimension;
    nmod_mat_t T;      /* that of the operators */
    nmod_mat_t krylov; /* columns w, T w, T^2 w, ..., w random */
    uint32_t probe_count;
    uint32_t *probes;         /* numbers i */
    nmod_mat_struct *krylovs; /* the same for each h_i in place of w */
    /* Row a: phi_a h_i for each probe, in torus coordinates, one after the other; in reduced row
     * echelon form. The pivots are positions in a row. */
    nmod_mat_t images;
    uint32_t *pivots;
    nmod_mat_t coefficients; /* row a: phi_a as a polynomial in T */
} lb_centroid;

/* With the probes of another prime, or NULL to choose them. False when the pseudo-random choices
 * were not generic. */
bool lb_centroid_init(lb_centroid *c, lb_torus_operators *o, const lb_centroid *like);
void lb_centroid_clear(lb_centroid *c);
/* phi (r by r on s) becomes the element with the given coordinates in the phi_a, A (dimension by
 * dimension) its product with each phi_b: phi phi_b = sum A_ab phi_a. */
bool lb_centroid_element(nmod_mat_t phi, nmod_mat_t A, const lb_centroid *c,
                         const lb_torus_operators *o, const int *coordinates);

#endif
