/* One row for each source and each combination of the swept parameters.
 *
 * A combination that an ansatz does not allow (a `require` that fails) leaves no row but a note on
 * standard error and an entry "skipped" in JSON; a source that allows none of them is an error,
 * found before anything is computed.
 *
 * Rows are computed here or in other processes (share.h) and always come as the text of a record.
 * With limits it is another process, which ends when a row passes them without coming back. A slice
 * is every N-th row, printed as records; `liebound merge` makes the table of them. */

#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>

#include "base/memory.h"
#include "cli/bounding.h"
#include "cli/closing_variance.h"
#include "cli/cmd.h"
#include "cli/processes/message.h"
#include "cli/processes/share.h"
#include "cli/table/source.h"
#include "cli/table/sweep.h"
#include "cli/table/tabulate.h"
#include "cli/watch.h"

typedef struct table_run {
    const lb_cli_call *call;
    lb_cli_sweep sweep;
    size_t source_count;
    lb_cli_source *sources;
    size_t index;         /* of the row at hand */
    lb_setting *settings; /* of its combination */
    lb_cli_plan plan;
    size_t slice, slices;     /* rows slice, slice + slices, ... */
    lb_cli_progress progress; /* of the row at hand, or of the rows when workers compute them */
    size_t workers;           /* processes that compute rows side by side, or 0 */
    lb_cli_tabulation table;
} table_run;

static lb_status choose_slice(table_run *run, const lb_cli_options *options, lb_error *error)
{
    lb_status status = lb_cli_read_slice(&run->slice, &run->slices, options->slice, error);
    if (status || !options->slice)
        return status;
    if (options->fit || options->json || strcmp(options->format, "text") != 0)
        return lb_fail(error, LB_USAGE,
                       "--slice prints rows for 'liebound merge'; --fit, --json and --format are "
                       "options of that");
    return LB_OK;
}

static void choose_row(table_run *run, size_t index)
{
    run->index = index;
    lb_cli_sweep_at(run->settings, &run->sweep, index % run->sweep.combinations);
}

static lb_status load(lb_ansatz_t A, const table_run *run, const lb_cli_call *call, lb_error *error)
{
    const lb_cli_source *opened = &run->sources[run->index / run->sweep.combinations];
    lb_limits limits = lb_cli_limits(call);
    lb_ansatz_source from = {.name = opened->name,
                             .text = opened->text,
                             .length = opened->length,
                             .is_file = opened->text != NULL,
                             .settings = run->settings,
                             .setting_count = run->sweep.axis_count,
                             .limits = &limits,
                             .square_roots = true};
    lb_status status = lb_cli_read_language(&from, call, error);
    return status ? status : lb_cli_load_source(A, &from, error);
}

/* The part of the time of a row that the first look at a source may take. */
#define CHECK_PART 10.0

/* Whether the source allows some combination; if not, the error of the first. */
static lb_status check_source(table_run *run, size_t source, lb_error *error)
{
    lb_error first = {.status = LB_OK};
    for (size_t i = 0; i < run->sweep.combinations; i++) {
        lb_ansatz_t A;
        lb_error reason;
        lb_cli_call call = *run->call;
        call.deadline = lb_deadline(call.options.time_limit / CHECK_PART);
        choose_row(run, source * run->sweep.combinations + i);
        lb_status status = load(A, run, &call, &reason);
        if (!status) {
            for (size_t j = 0; j < A->setting_count; j++)
                lb_cli_names_add(&run->plan.parameters, A->settings[j].name);
            lb_ansatz_clear(A);
            return LB_OK;
        }
        if (status == LB_UNDECIDED)
            return LB_OK; /* as the row will be */
        if (!first.status || status != LB_INPUT)
            first = reason;
        if (status != LB_INPUT)
            break;
    }
    *error = first;
    return first.status;
}

static lb_status open_sources(table_run *run, lb_error *error)
{
    for (size_t i = 0; i < run->call->source_count; i++) {
        const char *name = run->call->sources[i];
        if (!strcmp(name, "-") && lb_cli_names_have(&run->plan.sources, name))
            return lb_fail(error, LB_USAGE, "standard input can be read only once");
        if (!strcmp(name, "-") && !lb_cli_team_shares_input())
            return lb_fail(error, LB_USAGE, "the ranks of mpirun cannot share standard input");
        lb_status status = lb_cli_source_open(&run->sources[i], run->call, name, error);
        if (status)
            return status;
        run->source_count++;
        lb_cli_names_add(&run->plan.sources, name);
        status = check_source(run, i, error);
        if (status)
            return status;
    }
    return LB_OK;
}

/* What the table is of, once the sources are known. */
static void make_plan(table_run *run)
{
    const lb_cli_axis *swept = lb_cli_sweep_integers(&run->sweep);
    for (size_t i = 0; i < run->call->setting_count; i++) {
        const lb_cli_setting *setting = &run->call->settings[i];
        char *value = lb_sprintf("%s=%s", setting->name, setting->values);
        lb_cli_names_add(&run->plan.settings, setting->name);
        lb_cli_names_add(&run->plan.values, value);
        free(value);
    }
    run->plan.swept = swept ? lb_strdup(swept->name) : NULL;
    run->plan.rows = run->source_count * run->sweep.combinations;
}

static void record(lb_cli_row *row, const lb_ansatz_t A, const lb_cli_closing *closing)
{
    lb_cli_row_describe(row, A);
    row->evidence = lb_strdup(closing->evidence);
    if (closing->algebra) {
        row->algebra = lb_algebra_text(closing->algebra);
        row->formula = lb_algebra_formula(closing->algebra);
    }
    row->has_at_most = closing->terms != NULL;
    mpz_set(row->at_most, closing->at_most);
    mpz_set(row->dimension, closing->dimension);
    row->proved = closing->proved;
    row->verdict = closing->verdict;
    row->brackets = closing->statistics.brackets;
    row->longest_row = closing->statistics.longest_row;
    row->terms = closing->statistics.terms;
    row->seconds = closing->seconds;
}

/* Of the loss whose observable the ansatz states, or its first generator, from the first training
 * state. A row is open where it is not proved. */
static lb_status record_variance(lb_cli_row *row, const lb_ansatz_t A, lb_cli_closing *closing,
                                 const lb_cli_call *call, lb_cli_progress *progress,
                                 lb_error *error)
{
    lb_variance_options options = {.state = 0};
    lb_variance *variance;
    char *reason;
    row->open = true;
    lb_status status =
        lb_cli_close_variance(&variance, &reason, closing, A, call, progress, &options, error);
    free(reason);
    if (status || !variance)
        return status == LB_INTERNAL ? status : LB_OK;
    row->open = false;
    lb_surd_t value;
    lb_surd_init(value);
    lb_variance_value(value, variance);
    row->has_variance = lb_surd_get_rational(row->variance, value) &&
                        lb_variance_get_scope(variance) != LB_SCOPE_PART; /* else of no loss */
    lb_surd_clear(value);
    lb_variance_free(variance);
    return LB_OK;
}

static lb_status close_more(lb_cli_row *row, const lb_ansatz_t A, lb_cli_closing *closing,
                            const lb_cli_call *call, lb_cli_progress *progress,
                            const lb_cli_needs *needs, lb_error *error)
{
    if (needs->variance)
        return record_variance(row, A, closing, call, progress, error);
    return needs->algebra ? lb_cli_close_structure(closing, call, progress, error) : LB_OK;
}

static lb_status compute_closing(lb_cli_row *row, const lb_ansatz_t A, const lb_cli_call *call,
                                 lb_cli_progress *progress, const lb_cli_needs *needs,
                                 lb_error *error)
{
    lb_cli_closing closing;
    lb_cli_closing_init(&closing, A, call);
    lb_status status = lb_cli_close(&closing, A, call, progress, error);
    if (!status)
        status = close_more(row, A, &closing, call, progress, needs, error);
    if (!status)
        record(row, A, &closing);
    lb_cli_closing_clear(&closing);
    return status;
}

static void set_number(lb_cli_row *row, const lb_cli_needs *needs, lb_cli_quantity quantity,
                       const lb_bound_range *range)
{
    lb_cli_number *number = &row->bounds[quantity];
    number->known = needs->quantity[quantity];
    mpz_set(number->at_least, range->at_least);
    mpz_set(number->at_most, range->at_most);
}

/* From angles to the layers that they need. */
static void count_layers(mpz_t number, const lb_ansatz_t A)
{
    if (lb_ansatz_layer_angles(A) && mpz_fits_ulong_p(number))
        mpz_set_ui(number, lb_ansatz_layers_for(A, mpz_get_ui(number)));
}

/* Of the training state, or of all jointly. */
static void record_bounds(lb_cli_row *row, const lb_ansatz_t A, const lb_bound_struct *bound,
                          const lb_cli_needs *needs)
{
    const lb_bound_state *S = bound->has_joint ? &bound->joint : &bound->states[0];
    lb_cli_number *span = &row->bounds[LB_CLI_QUANTITY_SPAN];
    lb_cli_number *layers = &row->bounds[LB_CLI_QUANTITY_LAYERS];
    row->has_bounds = true;
    row->needs_dimension = needs->dimension;
    row->open = bound->limit != NULL;
    row->disagrees = bound->disagrees;
    set_number(row, needs, LB_CLI_QUANTITY_ORBIT, &S->orbit);
    set_number(row, needs, LB_CLI_QUANTITY_SECTOR, &S->sector);
    set_number(row, needs, LB_CLI_QUANTITY_RANK, &S->rank);
    set_number(row, needs, LB_CLI_QUANTITY_CRITICAL, &S->critical);
    set_number(row, needs, LB_CLI_QUANTITY_LAYERS, &S->critical);
    span->known = needs->quantity[LB_CLI_QUANTITY_SPAN] && S->has_span;
    mpz_set_ui(span->at_least, S->span.rank_at_most);
    mpz_set(span->at_most, span->at_least);
    count_layers(layers->at_least, A);
    count_layers(layers->at_most, A);
}

static lb_status compute_bounds(lb_cli_row *row, const lb_ansatz_t A, const lb_cli_call *call,
                                lb_cli_progress *progress, const lb_cli_needs *needs,
                                lb_error *error)
{
    const lb_bound_options options = {.state = LB_BOUND_ALL_STATES};
    lb_cli_bounding result = {.A = A,
                              .wants_spans = needs->quantity[LB_CLI_QUANTITY_SPAN],
                              .wants_sectors = needs->quantity[LB_CLI_QUANTITY_SECTOR],
                              .wants_dimension = needs->dimension};
    for (lb_cli_quantity q = 0; q < LB_CLI_QUANTITY_COUNT; q++)
        result.wants_ranks |= q != LB_CLI_QUANTITY_DIMENSION && q != LB_CLI_QUANTITY_SPAN &&
                              q != LB_CLI_QUANTITY_VARIANCE && needs->quantity[q];
    lb_status status = lb_cli_bound(&result, call, &options, progress, error);
    if (!status)
        status = close_more(row, A, &result.closing, call, progress, needs, error);
    if (!status) {
        bool open = row->open;
        record(row, A, &result.closing);
        row->seconds = result.seconds;
        record_bounds(row, A, result.bound, needs);
        row->open |= open;
    }
    lb_cli_bounding_clear(&result);
    return status;
}

static lb_status compute_numbers(lb_cli_row *row, table_run *run, const lb_cli_call *call,
                                 const lb_ansatz_t A, lb_error *error)
{
    lb_cli_needs needs;
    lb_cli_progress progress = run->progress;
    char *title = lb_ansatz_title(A), *prefix = lb_sprintf("%s: ", title);
    progress.title = prefix;
    progress.enabled = progress.enabled && !run->workers;
    lb_cli_columns_needs(&needs, call->options.columns);
    lb_status status = needs.bounds ? compute_bounds(row, A, call, &progress, &needs, error)
                                    : compute_closing(row, A, call, &progress, &needs, error);
    lb_cli_watch_end(call);
    free(prefix);
    free(title);
    return status;
}

static void row_init(lb_cli_row *row, const table_run *run)
{
    lb_cli_row_init(row);
    row->index = run->index;
    row->source = run->index / run->sweep.combinations;
}

/* A row of which no more is known than its name: it is left out, or a limit came first. */
static void name_row(lb_cli_row *row, const table_run *run, lb_status status,
                     const lb_error *reason)
{
    char text[1024];
    lb_error_format(text, sizeof text, reason);
    row->ansatz = lb_strdup(run->sources[row->source].name);
    lb_cli_row_set_settings(row, run->settings, run->sweep.axis_count);
    if (status == LB_INPUT) {
        row->reason = lb_strdup(text);
        return;
    }
    row->about = lb_strdup("");
    row->reference = lb_strdup("");
    row->evidence = lb_strdup(text);
}

/* The answer of a process that a limit ends. */
static void print_cut_row(FILE *stream, lb_cli_row *row)
{
    char *text = lb_cli_record_row(row);
    lb_cli_message_print_last(stream, text);
    free(text);
    lb_cli_row_clear(row);
}

static void print_name(FILE *stream, const void *context)
{
    lb_cli_row row;
    lb_error reason;
    row_init(&row, context);
    name_row(&row, context, lb_fail(&reason, LB_UNDECIDED, LB_CLI_CUT_SHORT), &reason);
    print_cut_row(stream, &row);
}

static void print_closing(FILE *stream, const lb_ansatz_t A, const lb_cli_closing *closing,
                          const void *context)
{
    lb_cli_row row;
    row_init(&row, context);
    record(&row, A, closing);
    print_cut_row(stream, &row);
}

static lb_status compute_row(lb_cli_row *row, table_run *run, lb_cli_call *call, lb_error *error)
{
    lb_ansatz_t A;
    lb_error reason;
    lb_status status = load(A, run, call, &reason);
    if (status == LB_INPUT || status == LB_UNDECIDED) {
        name_row(row, run, status, &reason);
        return LB_OK;
    }
    if (status) {
        *error = reason;
        return status;
    }
    status = compute_numbers(row, run, call, A, error);
    lb_ansatz_clear(A);
    return status;
}

/* Limits hold for each row: the time of a call begins with it. */
static lb_cli_call call_of_row(const table_run *run)
{
    lb_cli_call call = *run->call;
    call.deadline = lb_deadline(call.options.time_limit);
    call.print_closing = print_closing;
    call.print_context = run;
    return call;
}

/* Item i of this slice as a record. */
static lb_status compute(char **text, size_t i, int answers, void *context, lb_error *error)
{
    table_run *run = context;
    lb_cli_row row;
    choose_row(run, run->slice + i * run->slices);
    lb_cli_call call = call_of_row(run);
    if (answers >= 0)
        lb_cli_watch_part(&call, answers, print_name, run);
    row_init(&row, run);
    lb_status status = compute_row(&row, run, &call, error);
    lb_cli_watch_free(&call);
    if (!status)
        *text = lb_cli_record_row(&row);
    lb_cli_row_clear(&row);
    return status;
}

static size_t slice_size(const table_run *run)
{
    size_t rows = run->plan.rows;
    return rows > run->slice ? (rows - run->slice - 1) / run->slices + 1 : 0;
}

/* Each line as soon as it is known. */
static void print_line(const table_run *run, const char *text)
{
    fprintf(run->call->out, "%s\n", text);
    fflush(run->call->out);
}

static lb_status take(const char *text, size_t i, void *context, lb_error *error)
{
    table_run *run = context;
    lb_cli_row row;
    lb_status status = lb_cli_record_read_row(&row, text, error);
    if (status)
        return status;
    lb_cli_progress_erase(&run->progress);
    if (!run->call->options.slice)
        lb_cli_tabulation_add(&run->table, &row);
    else {
        lb_cli_row_print_notes(run->call->notes, &row);
        run->table.verdict = lb_cli_worse_verdict(run->table.verdict, lb_cli_row_status(&row));
        print_line(run, text);
        lb_cli_row_clear(&row);
    }
    if (run->workers) {
        char *count = lb_sprintf("%zu of %zu rows", i + 1, slice_size(run));
        lb_cli_progress_show(&run->progress, count);
        free(count);
    }
    return LB_OK;
}

static void print_plan(const table_run *run)
{
    char *text = lb_cli_record_plan(&run->plan);
    print_line(run, text);
    free(text);
}

/* An error or an interruption ends the run; the rows before it stay. */
static lb_status compute_rows(table_run *run, lb_error *error)
{
    const lb_cli_options *options = &run->call->options;
    bool limited = options->time_limit > 0 || options->memory_limit;
    bool parallel = !run->call->in_library && (options->jobs > 1 || limited);
    lb_cli_work work = {.count = slice_size(run),
                        .jobs = parallel ? options->jobs : 0,
                        .compute = compute,
                        .take = take,
                        .context = run,
                        .interrupted = lb_cli_stop_flag(run->call)};
    size_t taken;
    lb_cli_catch_signals(run->call);
    if (run->call->options.slice)
        print_plan(run);
    lb_status status = lb_cli_share(&taken, &work, error);
    lb_cli_progress_erase(&run->progress);
    if (!status && taken < work.count) {
        fprintf(run->call->notes, "liebound: note: interrupted before the last %zu of %zu rows\n",
                work.count - taken, work.count);
        run->table.verdict = lb_cli_worse_verdict(run->table.verdict, LB_UNDECIDED);
    }
    if (!run->call->options.slice)
        lb_cli_tabulation_print(&run->table);
    return status ? status : run->table.verdict;
}

static void run_clear(table_run *run)
{
    for (size_t i = 0; i < run->source_count; i++)
        lb_cli_source_clear(&run->sources[i]);
    free(run->sources);
    free(run->settings);
    lb_cli_tabulation_clear(&run->table);
    lb_cli_plan_clear(&run->plan);
    lb_cli_sweep_clear(&run->sweep);
}

/* All that can be wrong before anything is computed. */
static lb_status prepare(table_run *run, lb_error *error)
{
    lb_status status = lb_cli_tabulation_init(&run->table, run->call, error);
    if (!status)
        status = choose_slice(run, &run->call->options, error);
    if (!status)
        status = lb_cli_team_count(&run->workers, run->call->options.jobs, error);
    if (!status)
        status = lb_cli_sweep_new(&run->sweep, run->call, error);
    if (status)
        return status;
    run->sources = lb_malloc(run->call->source_count, sizeof *run->sources);
    run->settings = lb_malloc(run->call->setting_count, sizeof *run->settings);
    status = open_sources(run, error);
    if (status)
        return status;
    make_plan(run);
    return lb_cli_tabulation_begin(&run->table, &run->plan, error);
}

lb_status lb_cmd_table(const lb_cli_call *call, lb_error *error)
{
    table_run run = {.call = call};
    lb_cli_progress_start(&run.progress, call);
    lb_status status = lb_cli_team_agree(prepare(&run, error), error);
    if (!status)
        status = compute_rows(&run, error);
    run_clear(&run);
    return status;
}
