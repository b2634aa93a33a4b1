/* The table of the rows that `liebound table --slice` printed. Rows may come in any order and any
 * number of files; a line that is cut off at the end of a file, as a killed task leaves it, is left
 * out with a note, and so are rows that are nowhere. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/cmd.h"
#include "cli/success/report.h"
#include "cli/success/rows_file.h"
#include "cli/table/tabulate.h"
#include "cli/train/rows.h"

typedef struct merge_run {
    const lb_cli_call *call;
    lb_cli_tabulation table;
    lb_cli_plan plan;
    char *plan_text;  /* NULL until the first file */
    lb_cli_rows rows; /* as they come */
} merge_run;

typedef struct rows_file {
    const char *name;
    FILE *stream;
    size_t line, capacity;
    char *text;
    bool complete; /* whether the line had an end */
} rows_file;

static lb_status fail_in(const rows_file *file, lb_error *error, lb_status status,
                         const char *message)
{
    if (status == LB_IO)
        return lb_fail(error, LB_IO, "%s: %s", file->name, message);
    return lb_fail_at(error, file->name, file->line, 1, "%s", message);
}

/* The next line without its end, or none at the end of the file. */
static lb_status read_line(bool *there, rows_file *file, lb_error *error)
{
    enum { CHUNK = 1 << 12, LONGEST = 1 << 28 };
    size_t length = 0;
    file->complete = false;
    while (!file->complete) {
        file->text = lb_grow(file->text, &file->capacity, length + CHUNK, 1);
        if (!fgets(file->text + length, CHUNK, file->stream))
            break;
        length += strlen(file->text + length);
        file->complete = length && file->text[length - 1] == '\n';
        if (length >= LONGEST)
            return fail_in(file, error, LB_INPUT, "a line is too long");
    }
    if (ferror(file->stream))
        return fail_in(file, error, LB_IO, "cannot read");
    length -= file->complete;
    file->text[length] = '\0';
    file->line++;
    *there = file->complete || length;
    return LB_OK;
}

/* The first line of a file: all files are of one table. */
static lb_status take_plan(merge_run *run, const rows_file *file, lb_error *error)
{
    lb_error reason;
    if (run->plan_text) {
        if (!strcmp(run->plan_text, file->text))
            return LB_OK;
        return fail_in(file, error, LB_INPUT, "these are rows of another table");
    }
    if (lb_cli_record_read_plan(&run->plan, file->text, &reason))
        return fail_in(file, error, LB_INPUT, reason.message);
    run->plan_text = lb_strdup(file->text);
    return LB_OK;
}

static lb_status take_row(merge_run *run, const rows_file *file, lb_error *error)
{
    lb_cli_row row;
    lb_error reason;
    if (!file->complete) {
        fprintf(run->call->notes, "liebound: note: %s:%zu: left out a line that is cut off\n",
                file->name, file->line);
        return LB_OK;
    }
    if (lb_cli_record_read_row(&row, file->text, &reason))
        return fail_in(file, error, LB_INPUT, reason.message);
    if (row.index >= run->plan.rows) {
        lb_cli_row_clear(&row);
        return fail_in(file, error, LB_INPUT, "the table has no such row");
    }
    lb_cli_rows_add(&run->rows, &row);
    return LB_OK;
}

static lb_status read_rows(merge_run *run, rows_file *file, lb_error *error)
{
    bool there;
    lb_status status = read_line(&there, file, error);
    if (!status && !there)
        status = fail_in(file, error, LB_INPUT, "the file is empty");
    if (!status)
        status = take_plan(run, file, error);
    while (!status && there) {
        status = read_line(&there, file, error);
        if (!status && there)
            status = take_row(run, file, error);
    }
    return status;
}

static FILE *open_rows(const lb_cli_call *call, const char *name)
{
    const lb_cli_text *text = lb_cli_find_text(call, name);
    return text ? fmemopen((char *)text->text, text->length, "r") : fopen(name, "r");
}

static lb_status read_file(merge_run *run, const char *name, lb_error *error)
{
    bool input = !strcmp(name, "-");
    rows_file file = {.name = input ? "standard input" : name,
                      .stream = input ? stdin : open_rows(run->call, name)};
    if (!file.stream)
        return lb_fail(error, LB_IO, "%s: cannot open: %s", name, lb_strerror(errno));
    lb_status status = read_rows(run, &file, error);
    if (!input)
        fclose(file.stream);
    free(file.text);
    return status;
}

static int compare_rows(const void *a, const void *b)
{
    size_t i = ((const lb_cli_row *)a)->index, j = ((const lb_cli_row *)b)->index;
    return (i > j) - (i < j);
}

/* Hand the rows over by index, each once. */
static lb_status collect_rows(merge_run *run, lb_error *error)
{
    lb_cli_rows *rows = &run->rows;
    if (rows->count)
        qsort(rows->rows, rows->count, sizeof *rows->rows, compare_rows);
    for (size_t i = 1; i < rows->count; i++)
        if (rows->rows[i].index == rows->rows[i - 1].index)
            return lb_fail(error, LB_INPUT, "row %zu is there twice", rows->rows[i].index + 1);
    for (size_t i = 0; i < rows->count; i++)
        lb_cli_tabulation_add(&run->table, &rows->rows[i]);
    if (rows->count < run->plan.rows) {
        size_t missing = run->plan.rows - rows->count;
        fprintf(run->call->notes, "liebound: note: %zu of %zu row%s %s missing\n", missing,
                run->plan.rows, run->plan.rows == 1 ? "" : "s", missing == 1 ? "is" : "are");
        run->table.verdict = lb_cli_worse_verdict(run->table.verdict, LB_UNDECIDED);
    }
    rows->count = 0;
    return LB_OK;
}

static lb_status merge(merge_run *run, lb_error *error)
{
    const lb_cli_call *call = run->call;
    lb_status status = LB_OK;
    if (call->setting_count)
        return lb_fail(error, LB_USAGE, "merge takes no settings, but got %s=%s",
                       call->settings[0].name, call->settings[0].values);
    for (size_t i = 0; i < call->source_count && !status; i++)
        status = read_file(run, call->sources[i], error);
    if (!status)
        status = lb_cli_tabulation_begin(&run->table, &run->plan, error);
    if (!status)
        status = collect_rows(run, error);
    if (!status)
        lb_cli_tabulation_print(&run->table);
    return status ? status : run->table.verdict;
}

lb_status lb_cmd_merge(const lb_cli_call *call, lb_error *error)
{
    merge_run run = {.call = call};
    if (lb_success_file_is_one(call, call->sources[0]))
        return lb_success_merge(call, error);
    if (lb_train_file_is_one(call, call->sources[0]))
        return lb_train_merge(call, error);
    if (call->options.csv)
        return lb_fail(error, LB_USAGE, "--csv is for rows of 'liebound train'");
    if (call->options.plot)
        return lb_fail(error, LB_USAGE, "--plot is for rows of 'liebound success'");
    lb_status status = lb_cli_tabulation_init(&run.table, call, error);
    if (status)
        return status;
    status = merge(&run, error);
    lb_cli_rows_clear(&run.rows);
    lb_cli_tabulation_clear(&run.table);
    lb_cli_plan_clear(&run.plan);
    free(run.plan_text);
    return status;
}
