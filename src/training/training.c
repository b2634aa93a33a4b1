#include <liebound/training.h>

#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "training/optimizer.h"
#include "training/problem.h"

void lb_training_start(double *angles, size_t count, const lb_training_options *options, size_t i)
{
    if (options->angles) {
        memcpy(angles, options->angles + count * i, count * sizeof *angles);
        return;
    }
    double width = options->width > 0 ? options->width : LB_TRAINING_WIDTH;
    lb_random random;
    lb_random_seed(&random, lb_mix(lb_mix(options->seed) + LB_MIX_STEP * (i + 1)));
    for (size_t j = 0; j < count; j++)
        angles[j] = width * lb_random_unit(&random);
}

void lb_training_init(lb_training_t T)
{
    *T = (lb_training_struct){0};
}

void lb_training_clear(lb_training_t T)
{
    for (size_t i = 0; i < T->run_count; i++) {
        free(T->runs[i].angles);
        free(T->runs[i].best_angles);
        free(T->runs[i].losses);
    }
    free(T->runs);
    lb_training_init(T);
}

lb_status lb_training_gradient(double *losses, double *gradients,
                               const lb_training_problem *problem, const double *angles,
                               size_t starts, const lb_run_options *run, lb_error *error)
{
    lb_training_loss loss;
    lb_status status = lb_training_loss_init(&loss, problem, starts > 1, run, error);
    if (status)
        return status;
    const lb_training_objective *objective = &loss.objective;
    size_t most = objective->side_by_side, M = objective->angles;
    void *room = objective->open(objective->context, most, run->threads > 1 ? run->threads : 1);
    for (size_t s = 0; s < starts && !status; s += most)
        status = objective->evaluate(room, starts - s < most ? starts - s : most, angles + M * s,
                                     losses + s, gradients ? gradients + M * s : NULL, error);
    objective->close(room);
    lb_training_loss_clear(&loss);
    return status;
}

lb_status lb_train(lb_training_t T, const lb_training_problem *problem,
                   const lb_training_options *options, lb_error *error)
{
    lb_training_loss loss;
    lb_status status = lb_training_loss_init(
        &loss, problem, options->optimizer == LB_OPTIMIZER_ADAM, &options->run, error);
    if (status)
        return status;
    status = lb_training_optimize(T, &loss.objective, options, error);
    lb_training_loss_clear(&loss);
    return status;
}
