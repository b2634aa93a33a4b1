/* The losses of `success`, and how items are computed. */

#ifndef LB_CLI_SUCCESS_PROBLEM_H
#define LB_CLI_SUCCESS_PROBLEM_H

#include "cli/progress.h"
#include "cli/success/results.h"

/* What a loss may be off by, in units of the energy: a run ends below that. */
#define LB_SUCCESS_ROUNDING 1e-12

typedef struct lb_success_problem {
    const lb_ansatz_struct *A;
    const lb_success_plan *plan;
    lb_sum_t observable;
    size_t state;
    lb_training_picture picture;
    double below; /* where a run ends */
} lb_success_problem;

/* Find the picture, by its name or "auto", and the ground energy, and set them in the plan. The
 * problem has A, observable and state. LB_USAGE when the ground energy is not known,
 * LB_INPUT and LB_UNDECIDED why a picture does not apply. */
lb_status lb_success_choose_picture(lb_success_problem *problem, lb_success_plan *plan,
                                    const char *picture, const lb_run_options *run,
                                    lb_error *error) LB_MUST_CHECK;
lb_status lb_success_find_energy(lb_success_problem *problem, lb_success_plan *plan,
                                 const lb_run_options *run, lb_error *error) LB_MUST_CHECK;

/* Train the starts of an item; runs has room for them. LB_UNDECIDED when a limit came first. */
lb_status lb_success_train(lb_success_run *runs, const lb_success_problem *problem,
                           lb_success_item item, const lb_run_options *run,
                           lb_error *error) LB_MUST_CHECK;
/* What is proved within the limits of the call. */
lb_status lb_success_find_lines(lb_success_lines *lines, const lb_success_problem *problem,
                                const lb_cli_call *call, lb_cli_progress *progress,
                                lb_error *error) LB_MUST_CHECK;

#endif
