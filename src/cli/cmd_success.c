/* How often training succeeds, against the number of angles.
 *
 * Items are computed here or in other processes (share.h), and always come as lines (results.h). They
 * are printed as such for --slice, kept as such in a checkpoint, and make one report in the end, the
 * same whoever computed them. An item that a limit cuts short does not count; with a checkpoint the
 * next run computes it again. */

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/kept_file.h"
#include "base/memory.h"
#include "cli/circuit_options.h"
#include "cli/cmd.h"
#include "cli/observable.h"
#include "cli/processes/share.h"
#include "cli/success/problem.h"
#include "cli/success/report.h"
#include "cli/success/rows_file.h"
#include "cli/table/sweep.h"
#include "cli/watch.h"

typedef struct success_run {
    const lb_cli_call *call; /* the next */
    lb_cli_call own;         /* which has a watch, where this process works alone */
    lb_ansatz_t A;
    bool has_ansatz;
    lb_success_plan plan;
    lb_success_problem problem;
    lb_success_results results;
    bool has_results;
    lb_success_report report;
    lb_success_checkpoint *checkpoint;
    size_t slice, slices;
    size_t todo_count, *todo; /* items to be computed */
    size_t workers;
    lb_cli_progress progress;
} success_run;

/* ---- Items ---- */

static lb_run_options run_options(const success_run *run)
{
    return (lb_run_options){.limits = lb_cli_limits(run->call),
                            .threads = (int)run->call->options.threads};
}

static lb_status compute_lines(char **text, success_run *run, lb_error *error)
{
    lb_success_lines lines;
    lb_cli_progress progress = run->progress;
    progress.enabled = progress.enabled && !run->workers;
    lb_success_lines_init(&lines);
    lb_status status =
        run->call->options.no_lines
            ? LB_OK
            : lb_success_find_lines(&lines, &run->problem, run->call, &progress, error);
    if (!status)
        *text = lb_success_lines_record(&lines);
    lb_success_lines_clear(&lines);
    return status;
}

static lb_status compute(char **text, size_t i, int answers, void *context, lb_error *error)
{
    success_run *run = context;
    size_t number = run->todo[i];
    (void)answers;
    if (!number)
        return compute_lines(text, run, error);
    lb_success_run runs[LB_SUCCESS_GROUP];
    lb_success_item item = lb_success_item_at(&run->plan, number);
    lb_run_options options = run_options(run);
    lb_cli_progress progress = run->progress;
    if (progress.enabled && !run->workers) {
        options.progress = lb_cli_progress_report;
        options.context = &progress;
    }
    lb_status status = lb_success_train(runs, &run->problem, item, &options, error);
    if (!status)
        *text = lb_success_runs_record(number, runs, item.count);
    return status;
}

/* Each line as soon as it is known. */
static void print_line(const success_run *run, const char *text)
{
    fprintf(run->call->out, "%s\n", text);
    fflush(run->call->out);
}

/* Without the checkpoint from the first item on that cannot be written. */
static void keep(success_run *run, const char *text)
{
    lb_error reason;
    if (!lb_success_checkpoint_add(run->checkpoint, text, &reason))
        return;
    lb_cli_note_failed_checkpoint(&reason, &run->progress);
    lb_success_checkpoint_close(run->checkpoint);
    run->checkpoint = NULL;
}

static lb_status take(const char *text, size_t i, void *context, lb_error *error)
{
    success_run *run = context;
    lb_status status = lb_success_results_add(&run->results, text, error);
    bool complete = run->todo[i] || !run->results.lines.cut;
    if (!status && run->checkpoint && complete)
        keep(run, text);
    lb_cli_progress_erase(&run->progress);
    if (!status && run->call->options.slice)
        print_line(run, text);
    char *count = lb_sprintf("%zu of %zu groups of starts", i + 1, run->todo_count);
    lb_cli_progress_show(&run->progress, count);
    free(count);
    return status;
}

/* ---- What is asked for ---- */

static lb_status choose_slice(success_run *run, lb_error *error)
{
    const lb_cli_options *options = &run->call->options;
    lb_status status = lb_cli_read_slice(&run->slice, &run->slices, options->slice, error);
    if (status || !options->slice)
        return status;
    if (options->json || strcmp(options->format, "text") != 0 || options->plot)
        return lb_fail(error, LB_USAGE,
                       "--slice prints rows for 'liebound merge'; --json, --format and --plot are "
                       "options of that");
    if (options->checkpoint)
        return lb_fail(error, LB_USAGE, "--slice and --checkpoint exclude each other");
    return LB_OK;
}

static lb_status read_state(success_run *run, lb_error *error)
{
    size_t *state = &run->problem.state;
    lb_status status = lb_cli_read_state(state, run->A, run->call->options.summed_state, error);
    if (!status && *state == SIZE_MAX && run->A->state_count <= 1)
        *state = 0;
    return status;
}

static lb_status read_energy(success_run *run, const lb_run_options *options, lb_error *error)
{
    const char *text = run->call->options.energy;
    lb_success_plan *plan = &run->plan;
    char *end;
    if (!text && run->problem.state == SIZE_MAX)
        return lb_fail(error, LB_USAGE,
                       "what the losses of several states count from is given with --energy");
    if (!text)
        return lb_success_find_energy(&run->problem, plan, options, error);
    plan->energy = strtod(text, &end);
    if (*end || end == text || !isfinite(plan->energy))
        return lb_fail(error, LB_USAGE, "--energy %s is not a number such as -12.5", text);
    plan->ground = lb_strdup(LB_SUCCESS_GIVEN);
    return LB_OK;
}

static lb_status read_points(success_run *run, lb_error *error)
{
    const char *text = run->call->options.layer_list;
    if (strcmp(text, "auto"))
        return lb_success_read_layers(&run->plan, run->A, text, error);
    if (!run->plan.dimension)
        return lb_fail(error, LB_USAGE,
                       "--layers auto needs the algebra picture; say which, such as --layers "
                       "10..40..2");
    lb_success_choose_layers(&run->plan, run->A, run->plan.dimension);
    return LB_OK;
}

/* Of all that the ansatz and the observable are, as they are printed. */
static char *digest(const lb_ansatz_t A, const lb_sum_t O)
{
    char *text = NULL;
    size_t size;
    FILE *memory = lb_open_text(&text, &size);
    lb_ansatz_print(memory, A);
    lb_sum_print(memory, O);
    lb_close_text(memory);
    uint64_t hash = lb_hash_bytes(LB_HASH_START, text, size);
    free(text);
    return lb_sprintf("%016" PRIx64, hash);
}

static void describe(success_run *run)
{
    const lb_cli_options *options = &run->call->options;
    lb_success_plan *plan = &run->plan;
    plan->ansatz = json_object();
    lb_cli_json_ansatz(plan->ansatz, run->A);
    plan->title = lb_ansatz_title(run->A);
    plan->digest = digest(run->A, run->problem.observable);
    plan->state =
        lb_strdup(run->problem.state == SIZE_MAX ? "all" : run->A->states[run->problem.state].name);
    plan->starts = options->starts;
    plan->steps = options->steps;
    plan->seed = options->seed;
    plan->width = options->width > 0 ? options->width : LB_TRAINING_WIDTH;
    plan->rate = options->rate;
    plan->beta1 = options->beta1;
    plan->beta2 = options->beta2;
    plan->epsilon = options->epsilon;
    plan->half_angles = options->half_angles;
    plan->single_constants = options->single_constants;
}

static lb_status make_plan(success_run *run, lb_error *error)
{
    const lb_cli_options *options = &run->call->options;
    lb_run_options conduct = run_options(run);
    run->problem.A = run->A;
    run->problem.plan = &run->plan;
    lb_sum_init(run->problem.observable, run->A->qubits);
    lb_status status =
        lb_cli_read_observable(run->problem.observable, run->A, options->observable, error);
    if (!status)
        status = read_state(run, error);
    if (status)
        return status;
    if (options->beta1 >= 1 || options->beta2 >= 1)
        return lb_fail(error, LB_USAGE, "--beta1 and --beta2 are below 1");
    describe(run);
    status = lb_success_read_optimizers(&run->plan, options->optimizers, error);
    if (!status)
        status =
            lb_success_choose_picture(&run->problem, &run->plan, options->picture, &conduct, error);
    if (!status)
        status = read_points(run, error);
    if (!status)
        status = read_energy(run, &conduct, error);
    run->problem.below = LB_SUCCESS_ROUNDING * fmax(1, fabs(run->plan.energy));
    return status;
}

/* The items of this slice that no checkpoint has. */
static void list_items(success_run *run)
{
    size_t items = lb_success_items(&run->plan);
    run->todo = lb_malloc(items, sizeof *run->todo);
    for (size_t i = run->slice; i < items; i += run->slices)
        if (!run->results.have[i])
            run->todo[run->todo_count++] = i;
}

static lb_status load(success_run *run, lb_error *error)
{
    const lb_cli_call *call = run->call;
    for (size_t i = 0; i < call->setting_count; i++)
        if (lb_cli_is_sweep(call->settings[i].values))
            return lb_fail(error, LB_USAGE, "success takes one value of %s",
                           call->settings[i].name);
    lb_status status = lb_cli_load(run->A, call, error);
    run->has_ansatz = !status;
    return status;
}

/* All that can be wrong before anything long is computed. */
static lb_status prepare(success_run *run, lb_error *error)
{
    const lb_cli_options *options = &run->call->options;
    lb_status status = choose_slice(run, error);
    if (!status)
        status = lb_success_report_init(&run->report, run->call, error);
    if (!status)
        status = lb_cli_team_count(&run->workers, options->jobs, error);
    if (!status && !run->workers && !run->call->in_library)
        lb_cli_watch_start(&run->own);
    if (!status)
        status = load(run, error);
    if (!status)
        status = make_plan(run, error);
    if (status)
        return status;
    lb_success_results_init(&run->results, &run->plan);
    run->has_results = true;
    run->report.results = &run->results;
    if (options->checkpoint && lb_cli_team_is_first())
        status =
            lb_success_checkpoint_open(&run->checkpoint, &run->results, options->checkpoint, error);
    else if (options->checkpoint)
        status = lb_success_checkpoint_look(&run->results, options->checkpoint, error);
    if (!status)
        list_items(run);
    return status;
}

static lb_status compute_items(success_run *run, lb_error *error)
{
    const lb_cli_options *options = &run->call->options;
    lb_cli_work work = {.count = run->todo_count,
                        .jobs = options->jobs > 1 && !run->call->in_library ? options->jobs : 0,
                        .compute = compute,
                        .take = take,
                        .context = run,
                        .interrupted = lb_cli_stop_flag(run->call)};
    size_t taken;
    if (options->slice) {
        char *line = lb_success_plan_line(&run->plan);
        print_line(run, line);
        free(line);
    }
    lb_status status = lb_cli_share(&taken, &work, error);
    lb_cli_progress_erase(&run->progress);
    lb_cli_watch_end(run->call);
    if (status && status != LB_UNDECIDED)
        return status;
    error->message[0] = '\0';
    if (options->slice)
        return status ? status : taken < work.count ? LB_UNDECIDED : LB_OK;
    return lb_success_report_print(&run->report, options->checkpoint, error);
}

static void run_clear(success_run *run)
{
    lb_cli_watch_free(&run->own);
    lb_success_checkpoint_close(run->checkpoint);
    if (run->has_results)
        lb_success_results_clear(&run->results);
    if (run->has_ansatz) {
        lb_sum_clear(run->problem.observable);
        lb_success_plan_clear(&run->plan);
        lb_ansatz_clear(run->A);
    }
    lb_success_report_clear(&run->report);
    free(run->todo);
}

lb_status lb_cmd_success(const lb_cli_call *call, lb_error *error)
{
    success_run run = {.own = *call};
    run.call = &run.own;
    lb_cli_progress_start(&run.progress, call);
    lb_status status = lb_cli_team_agree(prepare(&run, error), error);
    if (!status)
        status = compute_items(&run, error);
    run_clear(&run);
    return status;
}
