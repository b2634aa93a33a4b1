/* What a variance holds, and the three ways to it. */

#ifndef LB_VARIANCE_VARIANCE_DATA_H
#define LB_VARIANCE_VARIANCE_DATA_H

#include <liebound/variance.h>

#include "base/run.h"
#include "variance/pure_state.h"
#include "variance/sector_ideals.h"

/* Rational numbers of ideals, as in lb_variance_ideals. */
typedef struct lb_part_ideals {
    char *algebra, *field;
    mpz_t copies, dimension;
    mpq_t observable, state, variance;
} lb_part_ideals;

/* What is known of a rational O. With square roots in generators a number is the sum over subsets S of
 * the roots of their product times the number in part S, and there is a part for every S. */
typedef struct lb_variance_part {
    mpq_t mean, value;
    mpq_t centre_observable, centre_state;
    /* The projection 1_g of the identity: (1, 1_g), Tr[rho 1_g] and (O, 1_g). */
    mpq_t identity, identity_state, identity_observable;
    lb_variance_scope scope;
    bool is_settled; /* scope, mean and value are those of the loss */
    lb_sum_t outside;
    char *evidence;
    size_t count, capacity;
    lb_part_ideals *ideals;
} lb_variance_part;

/* The same put together. */
struct lb_variance {
    lb_surd_t mean, value, centre_observable, centre_state;
    lb_surd_t identity, identity_state, identity_observable;
    lb_variance_scope scope;
    bool is_settled;
    lb_surd_sum_t outside;
    char *evidence;
    size_t count;
    lb_variance_ideals *ideals;
};

/* What is asked for. */
typedef struct lb_variance_problem {
    const lb_ansatz_struct *A;
    const lb_closure *closure;
    const lb_structure *structure;
    const lb_variance_sector_ideals *sectors; /* where they tell [g, g]; else NULL */
    const lb_sum_struct *O;                   /* rational: of all of O, or a part of it */
    const lb_pure_state *state;
    lb_run *run;
} lb_variance_problem;

void lb_variance_part_init(lb_variance_part *part, size_t qubits);
void lb_variance_part_clear(lb_variance_part *part);
/* Append ideals of the one type in G, to be filled. */
lb_part_ideals *lb_variance_append(lb_variance_part *part, const lb_algebra_t G);
/* The same for copies of type(n), conjugate over Q[x]/f if there are several. */
lb_part_ideals *lb_variance_append_conjugates(lb_variance_part *part, lb_ideal_type type,
                                              uint32_t n, const fmpz_poly_t f, uint32_t copies);

/* Without any number. */
lb_variance *lb_variance_new(size_t qubits);
/* v += what x times a part has. */
void lb_variance_add_part(lb_variance *v, const lb_variance_part *part, const lb_surd_t x);
/* v += what another has, with factors for the numbers that are quadratic in O, for those that are linear in
 * it, and for those of the state alone. */
typedef struct lb_variance_factors {
    lb_surd_t quadratic, linear, state;
} lb_variance_factors;
void lb_variance_add(lb_variance *v, const lb_variance *other, const lb_variance_factors *factors);

/* Whether rho = rho_g + c d, d = 1 - 1_g. With s = (1, 1_g), <d, d> = 2^n (1 - s), and c is
 * (1 - Tr[rho 1_g]) / <d, d>: that is so when <rho_g, rho_g> + c^2 <d, d> = 1. Then scaled is 2^n
 * c. */
bool lb_variance_has_state(lb_surd_t scaled, const lb_variance *v,
                           const lb_variance_problem *problem);

/* Settle what is outside i g, the scope, and the mean, of all of O. */
void lb_variance_conclude(lb_variance *v, const lb_variance_problem *problem,
                          const lb_surd_sum_t O);

/* For g of all that the single terms of A generate. Ideals, centre and mean are set, and v->outside
 * becomes what is not in i g. */
lb_status lb_variance_of_strings(lb_variance_part *v, const lb_variance_problem *problem,
                                 lb_error *error) LB_MUST_CHECK;
/* The same where [g, g] is all that the sectors allow; what is not in i g is not set where the numbers
 * are those of the loss. */
lb_status lb_variance_of_sectors(lb_variance_part *v, const lb_variance_problem *problem,
                                 lb_error *error) LB_MUST_CHECK;
/* The same for a closure with a basis and its structure: as many parts as the field has degrees. */
lb_status lb_variance_of_sums(lb_variance_part *v, const lb_variance_problem *problem,
                              lb_error *error) LB_MUST_CHECK;

#endif
