/* What a variance holds, and the three ways to it. */

#ifndef LB_VARIANCE_VARIANCE_DATA_H
#define LB_VARIANCE_VARIANCE_DATA_H

#include <liebound/variance.h>

#include "base/run.h"
#include "variance/pure_state.h"
#include "variance/sector_ideals.h"

struct lb_variance {
    mpq_t mean, value;
    mpq_t centre_observable, centre_state;
    /* The projection 1_g of the identity: (1, 1_g), Tr[rho 1_g] and (O, 1_g). */
    mpq_t identity, identity_state, identity_observable;
    lb_variance_scope scope;
    bool is_settled; /* scope, mean and value are those of the loss */
    lb_sum_t outside;
    char *evidence;
    size_t count, capacity;
    lb_variance_ideals *ideals;
};

/* What is asked for. */
typedef struct lb_variance_problem {
    const lb_ansatz_struct *A;
    const lb_closure *closure;
    const lb_structure *structure;
    const lb_variance_sector_ideals *sectors; /* where they tell [g, g]; else NULL */
    const lb_sum_struct *O;
    const lb_pure_state *state;
    lb_run *run;
} lb_variance_problem;

/* Append ideals of the one type in G, to be filled. */
lb_variance_ideals *lb_variance_append(lb_variance *v, const lb_algebra_t G);
/* The same for deg f copies of type(n), conjugate over Q[x]/f. */
lb_variance_ideals *lb_variance_append_conjugates(lb_variance *v, lb_ideal_type type, uint32_t n,
                                                  const fmpz_poly_t f);

/* Whether rho = rho_g + c d, d = 1 - 1_g. With s = (1, 1_g), <d, d> = 2^n (1 - s), and c is
 * (1 - Tr[rho 1_g]) / <d, d>: that is so when <rho_g, rho_g> + c^2 <d, d> = 1. Then scaled is 2^n
 * c. */
bool lb_variance_has_state(mpq_t scaled, const lb_variance *v, const lb_variance_problem *problem);

/* For g of all that the single terms of A generate. Ideals, centre and mean are set, and v->outside
 * becomes what is not in i g. */
lb_status lb_variance_of_strings(lb_variance *v, const lb_variance_problem *problem,
                                 lb_error *error) LB_MUST_CHECK;
/* The same where [g, g] is all that the sectors allow; what is not in i g is not set where the numbers
 * are those of the loss. */
lb_status lb_variance_of_sectors(lb_variance *v, const lb_variance_problem *problem,
                                 lb_error *error) LB_MUST_CHECK;
/* The same for a closure with a basis and its structure. */
lb_status lb_variance_of_sums(lb_variance *v, const lb_variance_problem *problem,
                              lb_error *error) LB_MUST_CHECK;

#endif
