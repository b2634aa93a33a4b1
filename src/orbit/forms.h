/* Spaces of linear forms on g, spanned by components of the action on states, and perhaps closed
 * under the adjoint action (action.h).
 *
 * This is an invariant space (closure/invariant_space.h) on the dual of g: the given vectors are
 * components of the action, the maps compose a form with the bracket by a generator. Modulo a prime
 * no denominator D_l vanishes, so forms independent modulo it are independent. The pivot of a form
 * is its first row; so in the annihilator of the space, with the rows of g as coordinates, the last
 * row of each reduced basis vector is in no other. */

#ifndef LB_ORBIT_FORMS_H
#define LB_ORBIT_FORMS_H

#include "closure/invariant_space.h"
#include "orbit/action_stabilizer.h"

typedef struct lb_form_problem {
    const char *stage;              /* as it is called in progress reports */
    const lb_rational_basis *basis; /* of g */
    const lb_action *actions;       /* by state */
    const uint32_t *states;         /* the ones that count */
    uint32_t state_count;
    /* To close the space: the adjoint action and the number of generators; the expectation values,
     * components 0, are then in the space too. NULL otherwise. */
    const lb_sparse *adjoint;
    uint32_t generator_count;
    bool no_near; /* without the components of vectors that are near to the states (action.h) */
} lb_form_problem;

/* The steps are components, `index` of state number `what`, and compositions. The columns are the
 * rows of g. LB_INTERNAL when a self-check fails; a limit leaves a lower bound. */
lb_status lb_forms_compute(lb_invariant_space *forms, const lb_form_problem *problem, lb_run *run,
                           lb_error *error) LB_MUST_CHECK;

#endif
