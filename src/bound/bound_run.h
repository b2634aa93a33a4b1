/* Bounds step by step. A run adds to what is known of the states in any order and as often as there
 * is something new; what is known is not computed again, and nothing is lost. lb_bound_compute is one
 * order of these steps. */

#ifndef LB_BOUND_BOUND_RUN_H
#define LB_BOUND_BOUND_RUN_H

#include <liebound/bound.h>
#include <liebound/layers.h>

typedef struct lb_bound_run {
    const lb_ansatz_struct *A;
    const lb_closure *closure; /* of the orbits; NULL as long as there are none */
    lb_orbit *orbit;           /* NULL as long as there are none */
    lb_bound_struct *bound;    /* what is known */
    lb_bound_options options;
    double start;
    size_t left;    /* within a step: states to come, this one and the joint one counted */
    bool all_spans; /* also of states whose R is proved */
    size_t work;    /* within a step: what it may take; 0 for all that is left */
    bool cancelled; /* the progress callback wants the end */
} lb_bound_run;

/* B is to be empty, and gets what holds for every ansatz. LB_USAGE: no such state. options may be
 * NULL. */
lb_status lb_bound_begin(lb_bound_run *run, lb_bound_t B, const lb_ansatz_t A,
                         const lb_bound_options *options, lb_error *error) LB_MUST_CHECK;
void lb_bound_end(lb_bound_run *run);

/* A proved upper bound on dim g. */
void lb_bound_add_dimension(lb_bound_run *run, const mpz_t at_most);
/* Real spans of the states whose rank is not proved, each with so much work (lb_run_options). */
lb_status lb_bound_add_spans(lb_bound_run *run, size_t work, lb_error *error) LB_MUST_CHECK;
/* Orbits, within half of the time, and with so much work. The closure must live as long as the run.
 */
lb_status lb_bound_add_orbits(lb_bound_run *run, const lb_closure *closure, size_t work,
                              lb_error *error) LB_MUST_CHECK;
/* Where R may be large, bounds from below by the dimension of the orbit alone (orbit/conjugate_rank.h):
 * to be asked once, when what is cheap has bounded R from above. */
lb_status lb_bound_add_orbit_ranks(lb_bound_run *run, lb_error *error) LB_MUST_CHECK;
/* Exact ranks; again where one was not finished and its upper bound has become better. */
lb_status lb_bound_add_ranks(lb_bound_run *run, lb_error *error) LB_MUST_CHECK;
lb_status lb_bound_add_simulations(lb_bound_run *run, lb_error *error) LB_MUST_CHECK;
/* After lb_bound_add_orbits, within all of the time, and with so much work. */
lb_status lb_bound_add_sectors(lb_bound_run *run, size_t work, lb_error *error) LB_MUST_CHECK;

/* Whether the real span or the orbit dimension of every state, and of all jointly, is known. */
bool lb_bound_has_upper_side(const lb_bound_t B);
/* Whether R is proved, of every state and jointly. */
bool lb_bound_is_decided(const lb_bound_t B);

/* ---- Inside ---- */

void lb_bound_range_set(lb_bound_range *range, const mpz_t at_least, const mpz_t at_most);
/* Draw the conclusions from what is known of one state. */
void lb_bound_conclude(lb_bound_state *S, const lb_bound_run *run, size_t state);
void lb_bound_note_limit(lb_bound_run *run, const char *limit);
/* The layers that saturation takes at most. */
size_t lb_bound_enough_layers(const lb_bound_state *S, const lb_ansatz_t A);
/* Whether deep circuits reach all of the orbit of g: not where an angle has several rotations, as the
 * orbit is that of rotations with angles of their own, nor where the first layer rotates about what no
 * other layer does. */
bool lb_bound_reaches_orbit(const lb_ansatz_t A);
void lb_bound_tell(const lb_bound_run *run);
/* The options of a part that may take this share of the time that is left, and so much work. */
lb_run_options lb_bound_part(lb_bound_run *run, double share, size_t work);
/* Report a stage. False when it is not to begin, because the callback wants the end. */
bool lb_bound_begins(lb_bound_run *run, const char *stage);
/* Call a step for every state; its number is LB_BOUND_ALL_STATES for all jointly. */
typedef lb_status lb_bound_step(lb_bound_state *S, lb_bound_run *run, size_t state,
                                lb_error *error);
lb_status lb_bound_each(lb_bound_run *run, lb_bound_step *step, lb_error *error) LB_MUST_CHECK;

/* The dimension of the manifold of rays, summed over the states for LB_BOUND_ALL_STATES. */
void lb_bound_space(mpz_t dimension, const lb_ansatz_t A, size_t state);

#endif
