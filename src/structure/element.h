/* Elements of the algebra whose adjoint maps are cheap, and one that is generic.
 *
 * Light elements are small integer combinations of generators, basis vectors or torus vectors, the
 * work of which stays within a budget. A mixture is
 *
 *     y = sum over k of c_k (ad g)^k y_0
 *
 * for two light elements: it reaches root spaces that no light element does, and, as ad (ad g) y_0 =
 * [ad g, ad y_0],
 *
 *     ad y = sum over i, j of (-1)^i c_{i+j} (i + j over i) (ad g)^j (ad y_0) (ad g)^i
 *
 * is applied to a vector by sparse products. Where brackets are listed, and one matrix is quick to
 * make, y is any vector. Whether an element is generic enough is checked where it is used. */

#ifndef LB_STRUCTURE_ELEMENT_H
#define LB_STRUCTURE_ELEMENT_H

#include "base/random.h"
#include "structure/algebra_over_q.h"

/* How much work generic elements may take. Where a choice is not generic it is made again with
 * more. */
typedef struct lb_effort {
    uint32_t depth;    /* of mixtures */
    double light_work; /* of light elements, beyond the generators */
    double torus_work; /* of an element of the torus */
} lb_effort;

/* A combination of the generators and of some basis vectors, in coordinates; its work is at most
 * budget beyond that of the generators. */
void lb_element_init_light(lb_rational *v, const lb_moduli *moduli, const lb_frame *frame,
                           double budget, lb_random *random);
/* The coefficients of a combination of the vectors with the least work, at least one of them, as
 * long as their work is within the budget; the rest are 0. */
void lb_element_choose(fmpq *coefficients, const lb_frame *frame, const lb_sparse_vector *vectors,
                       uint32_t count, double budget, lb_random *random);

typedef struct lb_mixture {
    const lb_frame *frame;
    uint64_t *vector; /* y */
    bool direct;
    lb_ad_map g;            /* ad g, or with `direct` ad y */
    lb_ad_map start;        /* this and the rest not with `direct` */
    uint32_t depth;         /* k = 0 .. depth */
    uint64_t *coefficients; /* c_k */
    uint64_t *room;         /* (depth + 3) D residues */
} lb_mixture;

void lb_mixture_init(lb_mixture *y, const lb_moduli *moduli, const lb_frame *frame,
                     const lb_effort *effort, lb_random *random);
void lb_mixture_clear(lb_mixture *y);
/* bracket = {y, x}. */
void lb_mixture_bracket(uint64_t *bracket, const lb_mixture *y, const uint64_t *x);

#endif
