/* What `train` reports, and how. */

#ifndef LB_CLI_TRAIN_RESULT_H
#define LB_CLI_TRAIN_RESULT_H

#include <liebound/training.h>

#include "cli/bounding.h"

typedef struct lb_train_result {
    const lb_ansatz_struct *A;
    const lb_cli_options *options;
    size_t state, angles; /* state as in lb_training_problem */
    lb_training_picture picture;
    lb_sum_t observable;
    lb_ground_source ground;
    double energy;
    lb_training_options training;
    lb_training_t trained;
    bool bounded; /* `bounding` holds what is proved of M */
    lb_cli_bounding bounding;
    double seconds;
} lb_train_result;

/* "the infidelity to V.txt", "<O> - E0": what is minimized, which the caller frees. */
char *lb_train_loss_text(const lb_train_result *result);
const char *lb_train_ground_text(lb_ground_source source);

void lb_train_print(FILE *stream, const void *result);
/* The result of the files of slices, the sources of a call of `merge`. */
lb_status lb_train_merge(const lb_cli_call *call, lb_error *error) LB_MUST_CHECK;
/* Losses of all steps as "start,step,loss". */
lb_status lb_train_write_csv(const lb_train_result *result, const char *path,
                             lb_error *error) LB_MUST_CHECK;
/* Median, quartiles and range of the loss against the step. */
lb_status lb_train_write_plot(const lb_train_result *result, const char *path,
                              lb_error *error) LB_MUST_CHECK;

#endif
