/* The least upper bound on the rank of a QFIM that can be proved in a few seconds: from the number
 * of angles, the state space, dim g and the orbit of the training state. */

#ifndef LB_BOUND_QUICK_UPPER_BOUND_H
#define LB_BOUND_QUICK_UPPER_BOUND_H

#include <liebound/closure.h>
#include <liebound/rank.h>

typedef struct lb_ceiling {
    size_t bound;
    const char *source;      /* what gave it */
    size_t dimension, orbit; /* proved dimensions; SIZE_MAX without a proof */
} lb_ceiling;

/* dim g, found once for several states. */
typedef struct lb_ceilings {
    const lb_ansatz_struct *A;
    lb_closure *closure; /* NULL when it could not be started */
} lb_ceilings;
void lb_ceilings_init(lb_ceilings *ceilings, const lb_ansatz_t A, const lb_limits *limits);
void lb_ceilings_clear(lb_ceilings *ceilings);

/* For training state number `state`, or LB_RANK_ALL_STATES and the sum of all matrices, and
 * circuits with so many angles (SIZE_MAX for any). Never fails: without a proof in time the bound
 * is that of the angles and the state space. */
lb_ceiling lb_find_ceiling(const lb_ceilings *ceilings, size_t state, size_t angles,
                           const lb_limits *limits);

#endif
