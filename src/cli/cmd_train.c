/* Training from random starts: what the losses come to, beside what is proved of the number of
 * angles. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>

#include "base/limits.h"
#include "base/memory.h"
#include "cli/circuit_options.h"
#include "cli/cmd.h"
#include "cli/observable.h"
#include "cli/processes/team.h"
#include "cli/progress.h"
#include "cli/target.h"
#include "cli/train/numbers_file.h"
#include "cli/train/picture.h"
#include "cli/train/result.h"
#include "cli/train/rows.h"
#include "cli/train/share.h"
#include "cli/watch.h"
#include "report/plot.h"

/* Seconds that bounds on M_c may take. */
#define BOUND_SECONDS 5

typedef struct inputs {
    double *target, *angles;
    size_t target_count;
} inputs;

static lb_status read_optimizer(lb_optimizer *optimizer, const char *name, lb_error *error)
{
    *optimizer = !strcmp(name, "adam") ? LB_OPTIMIZER_ADAM : LB_OPTIMIZER_LBFGS;
    if (strcmp(name, "adam") && strcmp(name, "lbfgs"))
        return lb_fail(error, LB_USAGE, "--optimizer %s is neither lbfgs nor adam", name);
    return LB_OK;
}

static lb_status read_start_angles(inputs *in, lb_train_result *result, lb_error *error)
{
    size_t count, M = result->angles;
    const char *path = result->options->start_angles;
    if (!path)
        return LB_OK;
    lb_status status = lb_cli_read_reals(&in->angles, &count, path, error);
    if (status)
        return status;
    if (!M || count % M)
        return lb_fail(error, LB_INPUT, "%s has %zu angles, no multiple of the %zu of a start",
                       path, count, M);
    result->training.angles = in->angles;
    result->training.starts = count / M;
    return LB_OK;
}

static lb_status check_targets(const lb_cli_options *options, lb_error *error)
{
    lb_status status = lb_cli_check_plot(options->plot, error);
    if (!status)
        status = lb_cli_check_target(options->csv, error);
    if (!status)
        status = lb_cli_check_target(options->checkpoint, error);
    if (!status && options->json && options->csv && !strcmp(options->csv, "-"))
        status = lb_fail(error, LB_USAGE, "--json and --csv - both want standard output");
    return status;
}

static lb_status find_ground(lb_train_result *result, const lb_run_options *run, lb_error *error)
{
    if (result->state == LB_RANK_ALL_STATES || result->options->target)
        return LB_OK;
    return lb_training_energy(&result->energy, &result->ground, result->A, result->state,
                              result->observable, run, error);
}

/* What is proved of M_c within some seconds; not of shared angles, nor cut circuits of them. */
static void find_bounds(lb_train_result *result, const lb_cli_call *call, lb_cli_progress *progress)
{
    lb_cli_call quick = *call;
    lb_error error;
    lb_bound_options options = {.state = result->state == LB_RANK_ALL_STATES ? LB_BOUND_ALL_STATES
                                                                             : result->state,
                                .seed = call->options.seed};
    lb_limits limits = lb_cli_limits(call);
    quick.deadline = lb_limits_within(&limits, BOUND_SECONDS).deadline;
    quick.watch = NULL;
    quick.options.checkpoint = NULL;
    lb_cli_progress_show(progress, "bounding the critical number of angles");
    result->bounding = (lb_cli_bounding){.A = result->A, .wants_ranks = true};
    lb_status status = lb_cli_bound(&result->bounding, &quick, &options, progress, &error);
    result->bounded = !status;
    if (status)
        lb_cli_bounding_clear(&result->bounding);
}

static lb_status train(lb_train_result *result, const inputs *in, const lb_train_share *share,
                       lb_error *error)
{
    const lb_cli_call *call = share->call;
    lb_training_options *options = &result->training;
    options->run.progress = lb_cli_progress_report;
    options->run.context = share->progress;
    lb_cli_tell(call, lb_train_print, result);
    lb_status status = find_ground(result, &options->run, error);
    if (!status && !call->options.no_lines && !call->options.slice && lb_cli_team_is_first())
        find_bounds(result, call, share->progress);
    lb_cli_tell(call, lb_train_print, result);
    lb_training_problem problem = {.A = result->A,
                                   .picture = result->picture,
                                   .state = result->state,
                                   .layers = call->options.layers,
                                   .parameters = call->options.angles,
                                   .observable = result->observable,
                                   .target = in->target,
                                   .target_count = in->target_count,
                                   .offset = result->energy};
    if (!status)
        status = lb_train_is_shared(share) ? lb_train_shared(share, result, &problem, error)
                                           : lb_train(result->trained, &problem, options, error);
    lb_cli_progress_erase(share->progress);
    return status;
}

static lb_status report(const lb_train_result *result, const lb_cli_call *call, lb_error *error)
{
    const lb_cli_options *options = result->options;
    bool csv_out = options->csv && !strcmp(options->csv, "-");
    FILE *stream = csv_out ? call->notes : call->out;
    lb_status status = LB_OK;
    lb_train_print(stream, result);
    if (options->csv)
        status = lb_train_write_csv(result, options->csv, error);
    if (!status && options->plot && result->trained->run_count)
        status = lb_train_write_plot(result, options->plot, error);
    if (!status && !options->json && options->csv && !csv_out)
        fprintf(stream, "losses: %s\n", options->csv);
    if (!status && !options->json && options->plot && result->trained->run_count)
        fprintf(stream, "plot: %s\n", options->plot);
    lb_cli_print_seconds(call, result->seconds);
    return status;
}

static lb_status run(lb_train_result *result, const inputs *in, const lb_train_share *share,
                     lb_error *error)
{
    const lb_cli_call *call = share->call;
    double start = lb_seconds();
    lb_status status = train(result, in, share, error);
    result->seconds = lb_seconds() - start;
    lb_cli_watch_end(call);
    if (status && status != LB_UNDECIDED)
        return status;
    error->message[0] = '\0';
    if (call->options.slice)
        return status;
    lb_status written = report(result, call, error);
    return written ? written : result->trained->limit ? LB_UNDECIDED : status;
}

static void set_training(lb_training_options *training, const lb_cli_call *call)
{
    const lb_cli_options *options = &call->options;
    *training =
        (lb_training_options){.starts = options->starts,
                              .seed = options->seed,
                              .width = options->width > 0 ? options->width : LB_TRAINING_WIDTH,
                              .steps = options->steps,
                              .below = options->below,
                              .rate = options->rate,
                              .beta1 = options->beta1,
                              .beta2 = options->beta2,
                              .epsilon = options->epsilon,
                              .single_constants = options->single_constants,
                              .half_angles = options->half_angles,
                              .checkpoint = options->checkpoint,
                              .checkpoint_seconds = options->checkpoint_every,
                              .checkpoint_failed = lb_cli_note_failed_checkpoint,
                              .run.threads = (int)options->threads,
                              .run.limits = lb_cli_limits(call)};
}

static lb_status prepare(lb_train_result *result, inputs *in, lb_ansatz_t A,
                         const lb_cli_call *call, lb_error *error)
{
    const lb_cli_options *options = &call->options;
    set_training(&result->training, call);
    lb_status status = read_optimizer(&result->training.optimizer, options->optimizer, error);
    if (!status)
        status = lb_cli_read_picture(&result->picture, options->picture, error);
    if (!status && (options->beta1 >= 1 || options->beta2 >= 1))
        status = lb_fail(error, LB_USAGE, "--beta1 and --beta2 are below 1");
    if (!status && options->target && options->observable)
        status = lb_fail(error, LB_USAGE, "--observable and --target are two losses: choose one");
    if (!status)
        status = lb_cli_read_observable(result->observable, A, options->observable, error);
    if (!status)
        status = lb_cli_read_target(&in->target, &in->target_count, A, options->target, error);
    if (!status)
        status = lb_cli_read_state(&result->state, A, options->summed_state, error);
    if (!status && result->state == LB_RANK_ALL_STATES && A->state_count <= 1)
        result->state = 0;
    if (!status)
        status = read_start_angles(in, result, error);
    return status ? status : check_targets(options, error);
}

static lb_status load_and_run(lb_train_share *share, lb_error *error)
{
    lb_ansatz_t A;
    inputs in = {0};
    const lb_cli_call *call = share->call;
    lb_status status = lb_cli_team_agree(lb_cli_load_circuit(A, call, error), error);
    if (status)
        return status;
    lb_train_result result = {.A = A, .options = &call->options};
    result.angles = lb_cli_angles(A, &call->options);
    lb_training_init(result.trained);
    lb_sum_init(result.observable, A->qubits);
    status = lb_cli_team_agree(prepare(&result, &in, A, call, error), error);
    if (!status)
        status = run(&result, &in, share, error);
    if (result.bounded)
        lb_cli_bounding_clear(&result.bounding);
    lb_training_clear(result.trained);
    lb_sum_clear(result.observable);
    free(in.target);
    free(in.angles);
    lb_ansatz_clear(A);
    return status;
}

/* A process that works alone is watched; those that share are by the one that prints. */
lb_status lb_cmd_train(const lb_cli_call *call, lb_error *error)
{
    lb_cli_call own = *call;
    lb_cli_progress progress;
    lb_train_share share;
    lb_cli_progress_start(&progress, &own);
    lb_status status =
        lb_cli_team_agree(lb_train_share_init(&share, &own, &progress, error), error);
    if (status)
        return status;
    if (!share.workers && !own.in_library)
        lb_cli_watch_start(&own);
    status = load_and_run(&share, error);
    lb_cli_watch_free(&own);
    return status;
}

/* The report of the slices that several runs of `train` computed. */
lb_status lb_train_merge(const lb_cli_call *call, lb_error *error)
{
    lb_cli_call again;
    lb_cli_progress progress;
    char **words;
    if (call->setting_count || call->options.fit || strcmp(call->options.format, "text") != 0)
        return lb_fail(error, LB_USAGE,
                       "slices of train take no settings, and of options --json, --csv and --plot");
    lb_status status = lb_train_call_again(&again, &words, call, error);
    lb_cli_progress_start(&progress, &again);
    lb_train_share share = {.call = &again, .progress = &progress, .slices = 1, .merge = call};
    if (!status)
        status = load_and_run(&share, error);
    lb_cli_call_clear(&again);
    lb_train_words_free(words);
    return status;
}
