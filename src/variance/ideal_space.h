/* A simple ideal over Q as a space, and the centroid on it.
 *
 * The splitting of structure/split.h has a vector v_0 of each factor in the torus. The smallest
 * space that contains it and is closed under brackets with the generators is an ideal over Q, and
 * so the whole factor, which is simple over Q. Where it is several conjugate ideals over R, the
 * smallest invariant space of g + g that contains (v_0, phi v_0) is the graph of phi on it. Both are
 * found and proved as g is (closure/invariant_space.h). */

#ifndef LB_VARIANCE_IDEAL_SPACE_H
#define LB_VARIANCE_IDEAL_SPACE_H

#include <flint/fmpq_mat.h>

#include "closure/closure_data.h"
#include "linalg/sparse.h"
#include "structure/structure_data.h"

typedef struct lb_variance_ideal_space {
    uint32_t dimension;
    lb_rational *rows; /* over the strings of the moduli */
    uint32_t degree;   /* over the field of the coefficients */
    fmpq_mat_t phi;    /* for degree > 1: phi row_t = sum_u phi_tu row_u */
} lb_variance_ideal_space;

/* What is shared by the ideals of one structure. */
typedef struct lb_variance_ideal_finder {
    const lb_structure *structure; /* these three are not owned */
    const lb_closure *closure;
    lb_run *run;
    lb_sparse adjoint[2]; /* on g, and on g + g; made when they are first asked for */
} lb_variance_ideal_finder;
void lb_variance_ideal_finder_init(lb_variance_ideal_finder *finder, const lb_structure *structure,
                                   const lb_closure *closure, lb_run *run);
void lb_variance_ideal_finder_clear(lb_variance_ideal_finder *finder);

/* Factor number i. LB_UNDECIDED when a limit came first, LB_INTERNAL when its dimension is not that
 * of the structure; nothing is then initialized. */
lb_status lb_variance_ideal_space_init(lb_variance_ideal_space *space,
                                       lb_variance_ideal_finder *finder, uint32_t i,
                                       lb_error *error) LB_MUST_CHECK;
void lb_variance_ideal_space_clear(lb_variance_ideal_space *space);

/* v becomes the combination of rows of the closure with the coordinates c, over strings. */
void lb_variance_to_strings(lb_rational *v, const lb_rational *c, const lb_moduli *moduli);

#endif
