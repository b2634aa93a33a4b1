#include "training/problem.h"

#include <liebound/layers.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/kept_file.h"
#include "base/limits.h"
#include "base/memory.h"
#include "training/states/picture.h"

/* A coordinate of the algebra takes about as long as so many amplitudes save; where there are no more
 * than that, and they are found in some tenths of a second, the picture is worth it. */
enum { COORDINATES_WORTH = 2, SEARCH_WORK = 10000000 };

/* Of the ansatz as a text, and of all else that the loss is made of. */
static uint64_t find_digest(const lb_training_problem *problem)
{
    char *text;
    size_t length;
    FILE *stream = lb_open_text(&text, &length);
    lb_ansatz_print(stream, problem->A);
    if (problem->observable)
        lb_sum_print(stream, problem->observable);
    fprintf(stream, "states %zu %zu %zu %a\n", problem->state, problem->layers, problem->parameters,
            problem->offset);
    lb_close_text(stream);
    uint64_t digest = lb_hash_bytes(LB_HASH_START, text, length);
    free(text);
    if (problem->target)
        digest = lb_hash_bytes(digest, problem->target, 2 * problem->target_count * sizeof(double));
    return digest;
}

static uint32_t coordinates_worth(const lb_training_problem *problem)
{
    if (problem->picture == LB_TRAINING_ALGEBRA || problem->A->qubits > 12)
        return LB_ALGEBRA_DIMENSION_MAX;
    return (uint32_t)COORDINATES_WORTH << problem->A->qubits;
}

static lb_status count_angles(size_t *M, const lb_training_problem *problem, lb_error *error)
{
    size_t layers = problem->layers ? problem->layers : 1,
           most = lb_ansatz_angles(problem->A, layers);
    if (most > INT32_MAX || lb_ansatz_rotations(problem->A, layers) > INT32_MAX)
        return lb_fail(error, LB_INPUT, "%zu layers of %zu angles are too many angles", layers,
                       lb_ansatz_layer_angles(problem->A));
    if (problem->parameters > most)
        return lb_fail(error, LB_USAGE, "%zu parameters were asked for, but %zu layers have %zu",
                       problem->parameters, layers, most);
    *M = problem->parameters ? problem->parameters : most;
    return lb_ansatz_check_cut(problem->A, *M, error);
}

static lb_status open_algebra(lb_training_loss *loss, const lb_training_problem *problem,
                              const lb_run_options *run, lb_error *error)
{
    size_t M = 0;
    lb_sum_t O;
    lb_run_options conduct = *run;
    if (problem->target)
        return lb_fail(error, LB_USAGE,
                       "the infidelity to a target has no algebra picture: it is no expectation "
                       "value of an observable of the algebra");
    lb_status status = count_angles(&M, problem, error);
    if (status)
        return status;
    if (problem->picture == LB_TRAINING_AUTOMATIC)
        conduct.work = SEARCH_WORK;
    lb_sum_init(O, problem->A->qubits);
    if (problem->observable)
        lb_sum_set(O, problem->observable);
    else
        lb_ansatz_get_observable(O, problem->A);
    status = lb_training_algebra_picture_init(&loss->algebra, problem->A, problem->state, O,
                                              problem->layers, coordinates_worth(problem), &conduct,
                                              error);
    lb_sum_clear(O);
    if (status)
        return status;
    loss->has_algebra = true;
    lb_training_algebra_objective_init(&loss->objective, &loss->algebra, problem->A, M,
                                       problem->offset);
    return LB_OK;
}

lb_status lb_training_loss_init(lb_training_loss *loss, const lb_training_problem *problem,
                                bool side_by_side, const lb_run_options *run, lb_error *error)
{
    *loss = (lb_training_loss){.has_algebra = false};
    bool automatic = problem->picture == LB_TRAINING_AUTOMATIC, algebra = !problem->target;
    if (problem->picture == LB_TRAINING_STATES)
        algebra = false;
    lb_status status = LB_OK;
    if (algebra || problem->picture == LB_TRAINING_ALGEBRA)
        status = open_algebra(loss, problem, run, error);
    if (!loss->has_algebra && (!status || (automatic && !lb_limit_reached(&run->limits))))
        status = lb_training_states_objective(&loss->objective, problem, side_by_side, run, error);
    if (!status)
        loss->objective.digest = find_digest(problem);
    return status;
}

void lb_training_loss_clear(lb_training_loss *loss)
{
    loss->objective.clear(&loss->objective);
    if (loss->has_algebra)
        lb_training_algebra_picture_clear(&loss->algebra);
}
