/* One row for each source and each combination of the swept parameters.
 *
 * A combination that an ansatz does not allow (a `require` that fails) leaves no row but a note on
 * standard error and an entry "skipped" in JSON; a source that allows none of them is an error,
 * found before anything is computed. */

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/closing.h"
#include "cli/cmd.h"
#include "cli/columns.h"
#include "cli/rows.h"
#include "cli/source.h"
#include "cli/sweep.h"
#include "report/json.h"

typedef struct table_run {
    const lb_cli_call *call;
    lb_table_format format;
    lb_cli_sweep sweep;
    size_t source_count;
    lb_cli_source *sources;
    lb_setting *settings; /* of the combination at hand */
    lb_cli_progress progress;
    lb_cli_names parameters; /* of all sources */
    lb_cli_columns columns;
    lb_cli_rows rows;
    json_t *skipped;
    lb_status verdict; /* LB_OK, LB_UNDECIDED or LB_DISAGREE */
} table_run;

static lb_status unknown_format(const char *word, lb_error *error)
{
    const char *names[LB_TABLE_FORMAT_COUNT];
    for (lb_table_format f = 0; f < LB_TABLE_FORMAT_COUNT; f++)
        names[f] = lb_table_format_name(f);
    const char *nearest = lb_cli_nearest(word, names, LB_TABLE_FORMAT_COUNT);
    if (nearest)
        return lb_fail(error, LB_USAGE, "there is no format '%s'; did you mean %s?", word, nearest);
    return lb_fail(error, LB_USAGE,
                   "there is no format '%s'; there are text, markdown, csv, json and latex", word);
}

static lb_status choose_format(table_run *run, const lb_cli_options *options, lb_error *error)
{
    run->format = lb_table_format_find(options->format);
    if (run->format == LB_TABLE_FORMAT_COUNT)
        return unknown_format(options->format, error);
    if (options->json && run->format != LB_TABLE_TEXT && run->format != LB_TABLE_JSON)
        return lb_fail(error, LB_USAGE, "--json and --format %s exclude each other",
                       options->format);
    if (options->json)
        run->format = LB_TABLE_JSON;
    return LB_OK;
}

static lb_status load(lb_ansatz_t A, table_run *run, size_t source, size_t combination,
                      lb_error *error)
{
    lb_cli_sweep_at(run->settings, &run->sweep, combination);
    return lb_cli_source_load(A, &run->sources[source], run->settings, run->sweep.axis_count,
                              error);
}

/* Whether the source allows some combination; if not, the error of the first. */
static lb_status check_source(table_run *run, size_t source, lb_error *error)
{
    lb_status first = LB_OK;
    for (size_t i = 0; i < run->sweep.combinations; i++) {
        lb_ansatz_t A;
        lb_error ignored;
        lb_status status = load(A, run, source, i, first ? &ignored : error);
        if (!status) {
            for (size_t j = 0; j < A->setting_count; j++)
                lb_cli_names_add(&run->parameters, A->settings[j].name);
            lb_ansatz_clear(A);
            return LB_OK;
        }
        if (status != LB_INPUT)
            return load(A, run, source, i, error);
        first = status;
    }
    return first;
}

static lb_status open_sources(table_run *run, lb_error *error)
{
    for (size_t i = 0; i < run->call->source_count; i++) {
        for (size_t j = 0; j < i; j++)
            if (!strcmp(run->call->sources[i], "-") && !strcmp(run->call->sources[j], "-"))
                return lb_fail(error, LB_USAGE, "standard input can be read only once");
        lb_status status = lb_cli_source_open(&run->sources[i], run->call->sources[i], error);
        if (status)
            return status;
        run->source_count++;
        status = check_source(run, i, error);
        if (status)
            return status;
    }
    return LB_OK;
}

static void skip(table_run *run, size_t source, const lb_error *error)
{
    char text[1024];
    lb_error_format(text, sizeof text, error);
    json_t *entry = json_object(), *parameters = json_object();
    lb_json_set(entry, "ansatz", lb_json_text(run->sources[source].name));
    lb_cli_progress_erase(&run->progress);
    fprintf(stderr, "liebound: note: left out %s", run->sources[source].name);
    for (size_t i = 0; i < run->sweep.axis_count; i++) {
        fprintf(stderr, " %s=%s", run->settings[i].name, run->settings[i].value);
        lb_json_set(parameters, run->settings[i].name, lb_json_text(run->settings[i].value));
    }
    fprintf(stderr, ": %s\n", text);
    lb_json_set(entry, "parameters", parameters);
    lb_json_set(entry, "reason", lb_json_text(text));
    lb_json_append(run->skipped, entry);
}

static void record(table_run *run, const lb_ansatz_t A, const lb_cli_closing *closing)
{
    lb_cli_row *row = lb_cli_rows_add(&run->rows, A);
    row->evidence = lb_strdup(closing->evidence);
    if (closing->algebra) {
        row->algebra = lb_algebra_text(closing->algebra);
        row->formula = lb_algebra_formula(closing->algebra);
    }
    row->has_at_most = closing->has_terms;
    mpz_set(row->at_most, closing->at_most);
    mpz_set(row->dimension, closing->dimension);
    row->proved = closing->proved;
    row->verdict = closing->verdict;
    row->statistics = closing->statistics;
    row->seconds = closing->seconds;
    lb_status status = lb_cli_closing_status(closing);
    if (status == LB_DISAGREE || run->verdict == LB_OK)
        run->verdict = status;
    if (status == LB_DISAGREE)
        fprintf(stderr, "liebound: note: %sthe dimension found contradicts the stated one\n",
                run->progress.title);
}

static lb_status compute_row(table_run *run, const lb_ansatz_t A, lb_error *error)
{
    lb_cli_closing closing;
    char *title = lb_ansatz_title(A), *prefix = lb_sprintf("%s: ", title);
    run->progress.title = prefix;
    lb_cli_closing_init(&closing, A, run->call);
    closing.needs_rows = lb_cli_columns_need_algebra(&run->columns);
    lb_status status = lb_cli_close(&closing, A, run->call, &run->progress, error);
    if (!status && closing.needs_rows)
        status = lb_cli_close_structure(&closing, run->call, &run->progress, error);
    if (!status)
        record(run, A, &closing);
    lb_cli_closing_clear(&closing);
    free(prefix);
    free(title);
    return status;
}

static lb_status compute_combination(table_run *run, size_t source, size_t i, lb_error *error)
{
    lb_ansatz_t A;
    lb_error reason;
    lb_status status = load(A, run, source, i, &reason);
    if (status == LB_INPUT) {
        skip(run, source, &reason);
        return LB_OK;
    }
    if (status) {
        *error = reason;
        return status;
    }
    status = compute_row(run, A, error);
    lb_ansatz_clear(A);
    return status;
}

/* An error or an interruption ends the run; the rows before it stay. */
static lb_status compute(table_run *run, lb_error *error)
{
    size_t total = run->source_count * run->sweep.combinations;
    lb_status status = LB_OK;
    for (size_t i = 0; i < total && !status; i++) {
        if (lb_cli_interrupted()) {
            fprintf(stderr, "liebound: note: interrupted before the last %zu of %zu rows\n",
                    total - i, total);
            return run->verdict == LB_DISAGREE ? LB_DISAGREE : LB_UNDECIDED;
        }
        status = compute_combination(run, i / run->sweep.combinations, i % run->sweep.combinations,
                                     error);
    }
    return status ? status : run->verdict;
}

static void print(table_run *run)
{
    lb_table_t table;
    lb_table_init(table);
    table->digits = run->call->options.digits;
    lb_cli_columns_fill(table, &run->columns, &run->rows);
    if (run->format == LB_TABLE_JSON) {
        json_t *object = lb_json_new("table");
        lb_json_set(object, "rows", lb_table_json(table));
        lb_json_set(object, "skipped", json_incref(run->skipped));
        lb_json_finish(stdout, object);
    } else
        lb_table_print(stdout, table, run->format);
    lb_table_clear(table);
}

static void run_clear(table_run *run)
{
    for (size_t i = 0; i < run->source_count; i++)
        lb_cli_source_clear(&run->sources[i]);
    free(run->sources);
    free(run->settings);
    json_decref(run->skipped);
    lb_cli_names_clear(&run->parameters);
    lb_cli_columns_clear(&run->columns);
    lb_cli_rows_clear(&run->rows);
    lb_cli_sweep_clear(&run->sweep);
}

lb_status lb_cmd_table(const lb_cli_call *call, lb_error *error)
{
    table_run run = {.call = call};
    lb_status status = choose_format(&run, &call->options, error);
    if (!status)
        status = lb_cli_sweep_new(&run.sweep, call, error);
    if (status)
        return status;
    run.skipped = json_array();
    run.sources = lb_malloc(call->source_count, sizeof *run.sources);
    run.settings = lb_malloc(call->setting_count, sizeof *run.settings);
    lb_cli_progress_start(&run.progress, call);
    status = open_sources(&run, error);
    if (!status)
        status = lb_cli_columns_new(&run.columns, call, &run.parameters, error);
    if (!status) {
        status = compute(&run, error);
        print(&run);
    }
    run_clear(&run);
    return status;
}
