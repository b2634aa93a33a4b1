/* The least upper bound on the rank of a QFIM that can be proved in a few seconds: from the number
 * of angles, the state space, dim g, the orbit of the training state and its real span. */

#ifndef LB_BOUND_QUICK_UPPER_BOUND_H
#define LB_BOUND_QUICK_UPPER_BOUND_H

#include <liebound/closure.h>
#include <liebound/rank.h>

typedef struct lb_ceiling {
    size_t bound;
    const char *source;      /* what gave it */
    size_t dimension, orbit; /* proved dimensions; SIZE_MAX without a proof */
} lb_ceiling;

typedef enum lb_ceiling_algebra {
    LB_CEILING_NO_ALGEBRA,
    LB_CEILING_IF_NEEDED, /* where it is soon found, or the real span is not */
    LB_CEILING_ALGEBRA    /* in a few seconds, for its dimension */
} lb_ceiling_algebra;

/* dim g, found once for several states. */
typedef struct lb_ceilings {
    const lb_ansatz_struct *A;
    lb_ceiling_algebra algebra;
    bool closed;         /* as far as it will be */
    lb_closure *closure; /* NULL when there is none */
} lb_ceilings;
void lb_ceilings_init(lb_ceilings *ceilings, const lb_ansatz_t A, lb_ceiling_algebra algebra,
                      const lb_limits *limits);
void lb_ceilings_clear(lb_ceilings *ceilings);

/* For training state number `state`, or LB_RANK_ALL_STATES and the sum of all matrices, and
 * circuits with so many angles (SIZE_MAX for any). Never fails: without a proof in time the bound
 * is that of the angles and the state space. */
lb_ceiling lb_find_ceiling(lb_ceilings *ceilings, size_t state, size_t angles,
                           const lb_limits *limits);

#endif
