#include "cli/success/problem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/bounding.h"
#include "training/convoy.h"
#include "training/free_fermions.h"
#include "training/optimizer.h"
#include "training/states/picture.h"

/* The algebra picture takes about as long as the other one when it has so many times the coordinates,
 * and is tried up to that. */
enum { COORDINATES_WORTH = 4 };

/* ---- The picture and the energy ---- */

static uint32_t dimension_worth(const lb_ansatz_struct *A)
{
    return A->qubits < 12 ? (uint32_t)COORDINATES_WORTH << A->qubits : LB_ALGEBRA_DIMENSION_MAX;
}

static lb_status open_picture(lb_algebra_picture *picture, const lb_success_problem *problem,
                              size_t layers, uint32_t dimension_max, const lb_run_options *run,
                              lb_error *error)
{
    return lb_algebra_picture_init(picture, problem->A, problem->state, problem->observable, layers,
                                   dimension_max, run, error);
}

lb_status lb_success_choose_picture(lb_success_problem *problem, lb_success_plan *plan,
                                    const char *picture, const lb_run_options *run, lb_error *error)
{
    bool by_cost = !strcmp(picture, "auto");
    if (!by_cost && strcmp(picture, "algebra") && strcmp(picture, "states"))
        return lb_fail(error, LB_USAGE, "--picture %s is none of auto, states and algebra",
                       picture);
    problem->algebra = strcmp(picture, "states");
    if (problem->algebra) {
        uint32_t most = by_cost ? dimension_worth(problem->A) : LB_ALGEBRA_DIMENSION_MAX;
        lb_status status = open_picture(&problem->picture, problem, 1, most, run, error);
        problem->has_picture = !status;
        problem->algebra = !status;
        if (status && (!by_cost || status != LB_INPUT))
            return status;
    }
    plan->picture = lb_strdup(problem->algebra ? "algebra" : "states");
    plan->dimension = problem->algebra ? problem->picture.dimension : 0;
    return LB_OK;
}

static const char *ground_text(lb_ground_source source)
{
    return source == LB_GROUND_SPECTRUM        ? "of a diagonal observable"
           : source == LB_GROUND_FREE_FERMIONS ? "of free fermions"
                                               : "by Lanczos";
}

lb_status lb_success_find_energy(lb_success_problem *problem, lb_success_plan *plan,
                                 const lb_run_options *run, lb_error *error)
{
    bool found;
    lb_ground_source source = LB_GROUND_UNKNOWN;
    lb_status status = lb_free_fermion_energy(&found, &plan->energy, problem->A, problem->state,
                                              problem->observable, run, error);
    if (!status && !found)
        status = lb_ground_energy(&plan->energy, &source, problem->observable, run, error);
    if (status)
        return status;
    if (!found && source == LB_GROUND_UNKNOWN)
        return lb_fail(error, LB_USAGE,
                       "the ground energy of the observable is not known: give it with --energy");
    plan->ground =
        lb_strdup(found ? "of free fermions in the sector of the state" : ground_text(source));
    return LB_OK;
}

void lb_success_problem_clear(lb_success_problem *problem)
{
    if (problem->has_picture)
        lb_algebra_picture_clear(&problem->picture);
    lb_sum_clear(problem->observable);
}

/* ---- Training ---- */

/* An objective at one number of layers, and what it lives on. */
typedef struct loss {
    lb_training_objective objective;
    bool has_picture;
    lb_algebra_picture picture;
} loss;

static lb_status open_states(loss *l, const lb_success_problem *problem, lb_success_point point,
                             bool side_by_side, const lb_run_options *run, lb_error *error)
{
    const lb_training_problem training = {.A = problem->A,
                                          .state = problem->state,
                                          .layers = point.layers,
                                          .observable = problem->observable,
                                          .offset = problem->plan->energy};
    return lb_states_objective(&l->objective, &training, side_by_side, run, error);
}

static lb_status open_algebra(loss *l, const lb_success_problem *problem, lb_success_point point,
                              const lb_run_options *run, lb_error *error)
{
    const lb_algebra_picture *picture = &problem->picture;
    if (problem->A->layers) {
        lb_status status = open_picture(&l->picture, problem, point.layers, 0, run, error);
        if (status)
            return status;
        l->has_picture = true;
        picture = &l->picture;
    }
    lb_algebra_objective_init(&l->objective, picture, problem->A, point.angles,
                              problem->plan->energy);
    return LB_OK;
}

static void close_loss(loss *l)
{
    l->objective.clear(&l->objective);
    if (l->has_picture)
        lb_algebra_picture_clear(&l->picture);
}

/* Each start has a T of its own where they travel together, else all have the first. */
static lb_status collect(lb_success_run *runs, const lb_training_struct *T, size_t starts,
                         bool together, lb_error *error)
{
    for (size_t s = 0; s < starts; s++) {
        const lb_training_struct *of = T + (together ? s : 0);
        const lb_training_run *run = of->runs + (together ? 0 : s);
        if (of->limit)
            return lb_fail(error, LB_UNDECIDED, "%s", of->limit);
        runs[s] = (lb_success_run){.known = true,
                                   .best = run->best,
                                   .last = run->last,
                                   .steps = run->steps,
                                   .evaluations = run->evaluations};
    }
    return LB_OK;
}

/* L-BFGS asks for one start at a time. */
static lb_status train(lb_success_run *runs, const loss *l, const lb_training_options *options,
                       lb_error *error)
{
    bool together = options->optimizer == LB_OPTIMIZER_LBFGS && l->objective.side_by_side > 1;
    lb_training_struct T[LB_SUCCESS_GROUP];
    for (size_t s = 0; s < LB_SUCCESS_GROUP; s++)
        lb_training_init(&T[s]);
    lb_status status = together ? lb_convoy_train(T, &l->objective, options, error)
                                : lb_training_optimize(T, &l->objective, options, error);
    if (!status)
        status = collect(runs, T, options->starts, together, error);
    for (size_t s = 0; s < LB_SUCCESS_GROUP; s++)
        lb_training_clear(&T[s]);
    return status;
}

lb_status lb_success_train(lb_success_run *runs, const lb_success_problem *problem,
                           lb_success_item item, const lb_run_options *run, lb_error *error)
{
    const lb_success_plan *plan = problem->plan;
    lb_success_point point = plan->points[item.point];
    lb_optimizer optimizer = plan->optimizers[item.optimizer];
    bool adam = optimizer == LB_OPTIMIZER_ADAM;
    loss l = {.has_picture = false};
    lb_training_options options = {.optimizer = optimizer,
                                   .starts = item.count,
                                   .seed = plan->seed,
                                   .width = plan->width,
                                   .steps = plan->steps,
                                   .below = problem->below,
                                   .rate = plan->rate,
                                   .single_constants = plan->single_constants,
                                   .half_angles = plan->half_angles,
                                   .run = *run};
    lb_status status = problem->algebra ? open_algebra(&l, problem, point, run, error)
                                        : open_states(&l, problem, point, adam, run, error);
    if (status)
        return status;
    double *angles = lb_malloc(item.count * point.angles, sizeof *angles);
    for (size_t s = 0; s < item.count; s++)
        lb_training_start(angles + s * point.angles, point.angles, &options, item.first + s);
    options.angles = angles;
    status = train(runs, &l, &options, error);
    free(angles);
    close_loss(&l);
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
    const lb_bound_options options = {.state = problem->state,
                                      .seed = call->options.seed,
                                      .run.threads = (int)call->options.threads};
    lb_cli_bounding result = {.A = problem->A, .wants_ranks = true};
    lb_cli_call bounding = *call;
    bounding.options.checkpoint = NULL; /* which is that of the training */
    lb_status status = lb_cli_bound(&result, &bounding, &options, progress, error);
    if (!status) {
        const lb_bound_state *S =
            result.bound->has_joint ? &result.bound->joint : &result.bound->states[0];
        const __mpz_struct *at_most = lb_cli_closing_at_most(&result.closing);
        lines->known = lines->dimension.known = true;
        lines->disagrees = result.bound->disagrees;
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
