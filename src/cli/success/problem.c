#include "cli/success/problem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "cli/bounding.h"
#include "cli/train/picture.h"
#include "cli/train/result.h"
#include "training/optimizer.h"
#include "training/problem.h"

/* ---- The picture and the energy ---- */

static lb_training_problem training_problem(const lb_success_problem *problem, size_t layers)
{
    return (lb_training_problem){.A = problem->A,
                                 .picture = problem->picture,
                                 .state = problem->state,
                                 .layers = layers,
                                 .observable = problem->observable,
                                 .offset = problem->plan->energy};
}

/* One layer tells. */
lb_status lb_success_choose_picture(lb_success_problem *problem, lb_success_plan *plan,
                                    const char *picture, const lb_run_options *run, lb_error *error)
{
    lb_training_loss loss;
    lb_status status = lb_cli_read_picture(&problem->picture, picture, error);
    if (status)
        return status;
    lb_training_problem training = training_problem(problem, 1);
    status = lb_training_loss_init(&loss, &training, false, run, error);
    if (status)
        return status;
    problem->picture = loss.has_algebra ? LB_TRAINING_ALGEBRA : LB_TRAINING_STATES;
    plan->picture = lb_strdup(lb_cli_picture_name(problem->picture));
    plan->dimension = loss.has_algebra ? loss.algebra.dimension : 0;
    lb_training_loss_clear(&loss);
    return LB_OK;
}

lb_status lb_success_find_energy(lb_success_problem *problem, lb_success_plan *plan,
                                 const lb_run_options *run, lb_error *error)
{
    lb_ground_source source;
    lb_status status = lb_training_energy(&plan->energy, &source, problem->A, problem->state,
                                          problem->observable, run, error);
    if (status)
        return status;
    if (source == LB_GROUND_UNKNOWN)
        return lb_fail(error, LB_USAGE,
                       "the ground energy of the observable is not known: give it with --energy");
    plan->ground = lb_strdup(lb_train_ground_text(source));
    return LB_OK;
}

/* ---- Training ---- */

static lb_status train(lb_success_run *runs, const lb_training_objective *objective,
                       const lb_training_options *options, lb_error *error)
{
    lb_training_t T;
    lb_training_init(T);
    lb_status status = lb_training_optimize(T, objective, options, error);
    if (!status && T->limit)
        status = lb_fail(error, LB_UNDECIDED, "%s", T->limit);
    for (size_t s = 0; s < options->starts && !status; s++)
        runs[s] = (lb_success_run){.known = true,
                                   .best = T->runs[s].best,
                                   .last = T->runs[s].last,
                                   .steps = T->runs[s].steps,
                                   .evaluations = T->runs[s].evaluations};
    lb_training_clear(T);
    return status;
}

lb_status lb_success_train(lb_success_run *runs, const lb_success_problem *problem,
                           lb_success_item item, const lb_run_options *run, lb_error *error)
{
    const lb_success_plan *plan = problem->plan;
    lb_success_point point = plan->points[item.point];
    lb_optimizer optimizer = plan->optimizers[item.optimizer];
    lb_training_problem training = training_problem(problem, point.layers);
    lb_training_loss loss;
    lb_training_options options = {.optimizer = optimizer,
                                   .starts = item.count,
                                   .seed = plan->seed,
                                   .width = plan->width,
                                   .steps = plan->steps,
                                   .below = problem->below,
                                   .rate = plan->rate,
                                   .beta1 = plan->beta1,
                                   .beta2 = plan->beta2,
                                   .epsilon = plan->epsilon,
                                   .single_constants = plan->single_constants,
                                   .half_angles = plan->half_angles,
                                   .run = *run};
    lb_status status =
        lb_training_loss_init(&loss, &training, optimizer == LB_OPTIMIZER_ADAM, run, error);
    if (status)
        return status;
    double *angles = lb_malloc(item.count * point.angles, sizeof *angles);
    for (size_t s = 0; s < item.count; s++)
        lb_training_start(angles + s * point.angles, point.angles, &options, item.first + s);
    options.angles = angles;
    status = train(runs, &loss.objective, &options, error);
    free(angles);
    lb_training_loss_clear(&loss);
    return status;
}

/* ---- What is proved ---- */

static void set_line(lb_cli_number *line, const lb_bound_range *range)
{
    line->known = true;
    mpz_set(line->at_least, range->at_least);
    mpz_set(line->at_most, range->at_most);
}

lb_status lb_success_find_lines(lb_success_lines *lines, const lb_success_problem *problem,
                                const lb_cli_call *call, lb_cli_progress *progress, lb_error *error)
{
    const lb_bound_options options = {.state = problem->state, .seed = call->options.seed};
    lb_cli_bounding result = {.A = problem->A, .wants_ranks = true};
    lb_cli_call bounding = *call;
    lb_limits limits = lb_cli_limits(call);
    bounding.options.checkpoint = NULL; /* which is that of the training, */
    bounding.watch = NULL;              /* as what is told of it is */
    lb_status status = lb_cli_bound(&result, &bounding, &options, progress, error);
    if (!status) {
        const lb_bound_state *S =
            result.bound->has_joint ? &result.bound->joint : &result.bound->states[0];
        const __mpz_struct *at_most = lb_cli_closing_at_most(&result.closing);
        lines->known = lines->dimension.known = true;
        lines->disagrees = result.bound->disagrees;
        lines->cut = result.bound->limit && lb_limit_reached(&limits);
        mpz_set(lines->dimension.at_least, result.closing.dimension);
        if (at_most)
            mpz_set(lines->dimension.at_most, at_most);
        else
            mpz_set_si(lines->dimension.at_most, -1);
        set_line(&lines->rank, &S->rank);
        set_line(&lines->critical, &S->critical);
    }
    lb_cli_bounding_clear(&result);
    return status;
}
