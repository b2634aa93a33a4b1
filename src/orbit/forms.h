/* Spaces of linear forms on g, spanned by components of the action on states, and perhaps closed
 * under the adjoint action (action.h).
 *
 * This is the closure of g once more, on the dual space, with the same two halves of a proof: steps
 * whose remainders modulo a prime do not vanish, and a reduced basis over Q whose span contains
 * every component and, where it is to be closed, every composition of a basis form with a bracket.
 * Modulo a prime no denominator D_l vanishes, so forms independent modulo it are independent. The
 * pivot of a form is its first row; so in the annihilator of the space, with the rows of g as
 * coordinates, the last row of each reduced basis vector is in no other. */

#ifndef LB_ORBIT_FORMS_H
#define LB_ORBIT_FORMS_H

#include "orbit/action_stabilizer.h"

/* Component `index` of state number `what`; or form number `index`, as it stands then, composed
 * with the bracket by generator what & ~LB_FORM_COMPOSED. */
#define LB_FORM_COMPOSED 0x80000000u
typedef struct lb_form_step {
    uint32_t what, index;
} lb_form_step;

typedef struct lb_form_problem {
    const lb_rational_basis *basis; /* of g */
    const lb_action *actions;       /* by state */
    const uint32_t *states;         /* the ones that count */
    uint32_t state_count;
    /* To close the space: the adjoint action and the number of generators; the expectation values,
     * components 0, are then in the space too. NULL otherwise. */
    const lb_sparse *adjoint;
    uint32_t generator_count;
} lb_form_problem;

typedef struct lb_forms {
    bool proved;
    uint32_t dimension; /* at least this, and exactly this when proved */
    uint64_t prime;
    lb_form_step *steps; /* as many as the dimension */
    size_t step_capacity;
    /* When proved: by increasing pivots; the columns are the rows of g, in decreasing order. */
    lb_rational_basis basis;
} lb_forms;

/* LB_INTERNAL when a self-check fails; a limit leaves a lower bound. */
lb_status lb_forms_compute(lb_forms *forms, const lb_form_problem *problem, lb_run *run,
                           lb_error *error) LB_MUST_CHECK;
void lb_forms_clear(lb_forms *forms);

#endif
