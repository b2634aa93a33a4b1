/* The parts of lb_variance_of_sectors: purities of the observable and of the state, and second moments,
 * as values on the sectors of the commutant C. Its basis is c_1, .., c_D, the dual basis for tr(AB)
 * c^1, .., c^D, and theta is as in sector_ideals.h. */

#ifndef LB_VARIANCE_SECTOR_VARIANCE_H
#define LB_VARIANCE_SECTOR_VARIANCE_H

#include "variance/variance_data.h"

typedef struct lb_variance_by_sector {
    lb_variance_part *v;
    const lb_variance_problem *problem;
    const lb_variance_sector_ideals *k;
    const lb_variance_sector_centre *c; /* that of k */
    fmpq_mat_t dual;                    /* inverse of the matrix of tr(c_i c_j) */
    fmpq *pairings;                     /* tr(c_i O) */
    fmpq *expectations;                 /* <c_i> */
    fmpq_poly_t scale;                  /* d/m */
    fmpq_poly_t traces;                 /* tr(e O), and */
    fmpq_poly_t weights;                /* <e>, both of what -theta keeps */
    fmpq_poly_t observable, state;      /* the purities */
} lb_variance_by_sector;

/* tr(e S) on the sectors. */
void lb_variance_by_sector_traces(fmpq_poly_t traces, const lb_variance_by_sector *x,
                                  const lb_sum_t S);
/* purity = second - first^2 / (d m). */
void lb_variance_by_sector_purity(fmpq_poly_t purity, const lb_variance_by_sector *x,
                                  const fmpq_poly_t second, const fmpq_poly_t first);

/* Expectations, weights and purity of the state. False when a limit came first. */
bool lb_variance_by_sector_state(lb_variance_by_sector *x);
/* second = tr(e T(rho) rho). */
void lb_variance_by_sector_second_of_state(fmpq_poly_t second, const lb_variance_by_sector *x);

/* Pairings, traces and purity of the observable. False when a limit came first. */
bool lb_variance_by_sector_observable(lb_variance_by_sector *x);
/* M, D x D, becomes tr(c_i S c_j S). */
bool lb_variance_by_sector_pair_twice(fmpq_mat_t M, const lb_variance_by_sector *x,
                                      const lb_sum_t S);
/* T(X), X what -theta keeps of the observable. */
bool lb_variance_by_sector_project(lb_sum_t T, const lb_variance_by_sector *x);

/* The variance of the loss of all of O, where the state has one copy of each sector that it is in, and
 * [g, g] acts on these by su(d), independently (proofs/variance.md). False where that is not so. */
bool lb_variance_by_sector_second_moment(fmpq_t variance, const lb_variance_by_sector *x);

#endif
