/* The algebra picture of a loss (Lie-algebraic simulation, arXiv:2308.01432): expectation values and
 * gradients in as many coordinates as the observable reaches, with nothing of size 2^n.
 *
 * With an orthonormal basis B_1 .. B_D of the space V that an observable O reaches under the
 * generators (observable_space.h), a state is its D expectation values r_a = <B_a>, a rotation
 * exp(-i theta H_k) turns them by exp(theta T_k) (orthonormal_basis.h, blocks.h), and
 *
 *     <O> = c + h . exp(theta_M T_M) .. exp(theta_1 T_1) r,
 *
 * c the coefficient of the identity, h the coordinates of O. The gradient takes one pass forward and
 * one back, in which r and the vector h both turn back:
 *
 *     d<O>/dtheta_m = h_m . T_m r_m,   r_m and h_m behind and before gate m.
 *
 * It applies to every observable, state and generators for which V is small: those in ig when dim g
 * is, and others. Doubles enter when the exact basis is orthonormalized; all figures are estimates. */

#ifndef LB_TRAINING_ALGEBRA_PICTURE_H
#define LB_TRAINING_ALGEBRA_PICTURE_H

#include <stdint.h>

#include <liebound/ansatz.h>

#include "training/objective.h"

/* The dimension of V above which the picture does not apply, unless another one is asked for. */
#define LB_ALGEBRA_DIMENSION_MAX 20000

struct lb_exponential;

/* What does not depend on the number of angles. */
typedef struct lb_training_algebra_picture {
    uint32_t dimension; /* D */
    uint32_t strings;   /* orbits of strings in which V is written */
    uint32_t generator_count;
    double constant;               /* c */
    double *state;                 /* r */
    double *observable;            /* h */
    struct lb_exponential *blocks; /* of each T_k */
    size_t room;                   /* doubles that they need */
    lb_limits limits;              /* asked by every evaluation */
} lb_training_algebra_picture;

/* For training state number `state` of A, or LB_EXPECTATIONS_ALL with the weights of the states,
 * and O as it is measured behind the fixed gates of so many layers (layers.h; 0 when A has none).
 * dimension_max is LB_ALGEBRA_DIMENSION_MAX when 0. The picture keeps options->limits. Errors say
 * why it does not apply: those of lb_training_space_init, lb_orthonormal_basis_init and
 * lb_expectations. */
lb_status lb_training_algebra_picture_init(lb_training_algebra_picture *P, const lb_ansatz_t A,
                                           size_t state, const lb_sum_t O, size_t layers,
                                           uint32_t dimension_max, const lb_run_options *options,
                                           lb_error *error) LB_MUST_CHECK;
void lb_training_algebra_picture_clear(lb_training_algebra_picture *P);

/* The loss <O> - energy of the first M angles of A, eight starts side by side. The picture
 * must outlive it. */
void lb_training_algebra_objective_init(lb_training_objective *objective,
                                        const lb_training_algebra_picture *P, const lb_ansatz_t A,
                                        size_t M, double energy);

#endif
