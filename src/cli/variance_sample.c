#include "cli/variance_sample.h"

#include <math.h>
#include <stdlib.h>

#include <liebound/hessian.h>
#include <liebound/layers.h>

#include "base/memory.h"

static void summarize(lb_cli_sample *sample, const double *losses)
{
    double n = (double)sample->count, second = 0, fourth = 0;
    sample->mean = 0;
    for (size_t i = 0; i < sample->count; i++)
        sample->mean += losses[i] / n;
    for (size_t i = 0; i < sample->count; i++) {
        double square = (losses[i] - sample->mean) * (losses[i] - sample->mean);
        second += square / n;
        fourth += square * square / n;
    }
    sample->variance = second * n / (n - 1);
    sample->mean_error = sqrt(sample->variance / n);
    sample->variance_error = sqrt(fmax(fourth - second * second, 0) / n);
}

lb_status lb_cli_sample_loss(lb_cli_sample *sample, const lb_ansatz_t A, size_t state,
                             const lb_sum_t O, const lb_cli_call *call, lb_error *error)
{
    const lb_cli_options *options = &call->options;
    lb_hessian_options circuit = {.layers = options->deep_layers,
                                  .run.limits = lb_cli_limits(call),
                                  .run.threads = (int)options->threads};
    size_t M = lb_ansatz_angles(A, options->deep_layers);
    double *angles = lb_malloc(M, sizeof *angles);
    double *losses = lb_malloc(options->sample, sizeof *losses);
    lb_status status = LB_OK;
    *sample = (lb_cli_sample){.count = options->sample, .layers = options->deep_layers};
    for (size_t i = 0; i < sample->count && !status; i++) {
        lb_random_angles(angles, M, options->seed + i);
        status = lb_expectation(losses + i, NULL, A, state, O, angles, &circuit, error);
    }
    if (!status)
        summarize(sample, losses);
    free(losses);
    free(angles);
    return status;
}

bool lb_cli_sample_agrees(const lb_cli_sample *sample, double mean, double variance)
{
    const double errors = 5, rounding = 1e-9;
    return fabs(sample->mean - mean) <= errors * sample->mean_error + rounding &&
           fabs(sample->variance - variance) <= errors * sample->variance_error + rounding;
}
