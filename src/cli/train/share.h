/* Starts of `train`, shared among processes or slices in groups of a few: what a group comes to is a
 * line of JSON, and does not depend on the others. */

#ifndef LB_CLI_TRAIN_SHARE_H
#define LB_CLI_TRAIN_SHARE_H

#include "cli/progress.h"
#include "cli/train/result.h"

typedef struct lb_train_share {
    const lb_cli_call *call;
    lb_cli_progress *progress;
    size_t workers;           /* 0 when this process works alone */
    size_t slice, slices;     /* 0 and 1 for all groups */
    const lb_cli_call *merge; /* whose files have the groups, or NULL */
} lb_train_share;

/* What the options say of processes and slices. LB_USAGE. */
lb_status lb_train_share_init(lb_train_share *share, const lb_cli_call *call,
                              lb_cli_progress *progress, lb_error *error) LB_MUST_CHECK;
/* Whether starts go by groups. */
bool lb_train_is_shared(const lb_train_share *share);
/* As lb_train with result->training; of a slice, the lines are printed in place of results. In a worker
 * the function does not return. */
lb_status lb_train_shared(const lb_train_share *share, lb_train_result *result,
                          const lb_training_problem *problem, lb_error *error) LB_MUST_CHECK;

#endif
