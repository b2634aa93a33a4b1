/* What is known over Q of spaces of states that g leaves in place (exact_spaces.h), for those who want to
 * see it: bases of them, and matrices Y of one or two of them, so that the sum F of the Y_ij a_i b_j^T,
 * over the vectors a_i and b_j of the spaces, satisfies
 *
 *     H F + F H = mu F (dual), or H F - F H = mu F (else), mu = 0 where it is to commute,
 *
 * for each generator H, all of which are real, and a number mu for each. */

#ifndef LB_STRUCTURE_LIFTS_H
#define LB_STRUCTURE_LIFTS_H

#include <flint/fmpz_mat.h>

#include <liebound/algebra.h>

typedef struct lb_lifted_matrix {
    uint32_t a, b; /* spaces */
    bool dual, commutes;
    fmpz_mat_t entries;
} lb_lifted_matrix;

typedef struct lb_lifts {
    uint32_t space_count, matrix_count;
    size_t space_capacity, matrix_capacity;
    fmpz_mat_struct
        *spaces; /* rows of 2^n integers, in echelon form; all have one number at their pivots */
    lb_lifted_matrix *matrices;
} lb_lifts;

void lb_lifts_clear(lb_lifts *lifts);

/* lb_states_algebra, with all that was lifted for it; where it fails nothing is there. */
lb_status lb_states_algebra_with_lifts(lb_algebra_t G, lb_lifts *lifts, const lb_ansatz_t A,
                                       const lb_run_options *options,
                                       lb_error *error) LB_MUST_CHECK;

#endif
