#include <liebound/training.h>

#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "training/optimizer.h"
#include "training/states/picture.h"

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
    lb_training_objective objective;
    lb_status status = lb_states_objective(&objective, problem, starts > 1, run, error);
    if (status)
        return status;
    void *room = objective.open(objective.context, starts, run->threads > 1 ? run->threads : 1);
    status = objective.evaluate(room, starts, angles, losses, gradients, error);
    objective.close(room);
    objective.clear(&objective);
    return status;
}

lb_status lb_train(lb_training_t T, const lb_training_problem *problem,
                   const lb_training_options *options, lb_error *error)
{
    lb_training_objective objective;
    bool side_by_side = options->optimizer == LB_OPTIMIZER_ADAM;
    lb_status status = lb_states_objective(&objective, problem, side_by_side, &options->run, error);
    if (status)
        return status;
    status = lb_training_optimize(T, &objective, options, error);
    objective.clear(&objective);
    return status;
}
