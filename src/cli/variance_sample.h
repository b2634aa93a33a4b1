/* A floating-point cross-check of exact moments of a loss: circuits with random angles. */

#ifndef LB_CLI_VARIANCE_SAMPLE_H
#define LB_CLI_VARIANCE_SAMPLE_H

#include "cli/cli.h"

/* Of the losses of `count` circuits of `layers` layers: their mean and variance, with standard errors,
 * those of the variance from the fourth moment. */
typedef struct lb_cli_sample {
    size_t count, layers;
    double mean, mean_error, variance, variance_error;
} lb_cli_sample;

/* At angles drawn from [0, 2 pi) with the seeds of the call. Errors of lb_expectation. */
lb_status lb_cli_sample_loss(lb_cli_sample *sample, const lb_ansatz_t A, size_t state,
                             const lb_sum_t O, const lb_cli_call *call,
                             lb_error *error) LB_MUST_CHECK;
/* Whether both lie within five standard errors of the exact numbers, or of rounding. */
bool lb_cli_sample_agrees(const lb_cli_sample *sample, double mean, double variance);

#endif
