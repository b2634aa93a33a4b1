/* The forms of --fit are a table of their own for each quantity behind the rows; two columns in
 * CSV, where a second table would break the first; the member "fits" in JSON. */

#include "cli/table/tabulate.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/table/fits.h"
#include "report/json.h"

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

lb_status lb_cli_tabulation_init(lb_cli_tabulation *t, const lb_cli_call *call, lb_error *error)
{
    const lb_cli_options *options = &call->options;
    lb_table_format format = lb_table_format_find(options->format);
    if (format == LB_TABLE_FORMAT_COUNT)
        return unknown_format(options->format, error);
    if (options->json && format != LB_TABLE_TEXT && format != LB_TABLE_JSON)
        return lb_fail(error, LB_USAGE, "--json and --format %s exclude each other",
                       options->format);
    *t = (lb_cli_tabulation){.call = call, .format = options->json ? LB_TABLE_JSON : format};
    return LB_OK;
}

lb_status lb_cli_tabulation_begin(lb_cli_tabulation *t, const lb_cli_plan *plan, lb_error *error)
{
    t->plan = plan;
    if (t->call->options.fit && !plan->swept)
        return lb_fail(error, LB_USAGE,
                       "--fit needs a parameter with several integer values, such as n=2..10");
    return lb_cli_columns_new(&t->columns, t->call->options.columns, &plan->settings,
                              &plan->parameters, error);
}

/* "tfim-open n=8 topology=open" */
static char *row_title(const lb_cli_row *row)
{
    char *title = lb_strdup(row->ansatz);
    for (size_t i = 0; i < row->setting_count; i++) {
        char *longer = lb_sprintf("%s %s=%s", title, row->settings[i].name, row->settings[i].value);
        free(title);
        title = longer;
    }
    return title;
}

void lb_cli_row_print_notes(FILE *stream, const lb_cli_row *row)
{
    char *title = row_title(row);
    if (row->reason)
        fprintf(stream, "liebound: note: left out %s: %s\n", title, row->reason);
    else if (row->verdict == LB_VERDICT_CONTRADICTS)
        fprintf(stream, "liebound: note: %s: the dimension found contradicts the stated one\n",
                title);
    else if (row->disagrees)
        fprintf(stream,
                "liebound: note: %s: the bounds on the rank contradict each other; please "
                "report it\n",
                title);
    free(title);
}

lb_status lb_cli_worse_verdict(lb_status a, lb_status b)
{
    if (a == LB_DISAGREE || b == LB_DISAGREE)
        return LB_DISAGREE;
    return a ? a : b;
}

void lb_cli_tabulation_add(lb_cli_tabulation *t, const lb_cli_row *row)
{
    lb_cli_row_print_notes(t->call->notes, row);
    t->verdict = lb_cli_worse_verdict(t->verdict, lb_cli_row_status(row));
    lb_cli_rows_add(row->reason ? &t->left_out : &t->rows, row);
}

static json_t *left_out_json(const lb_cli_rows *rows)
{
    json_t *array = json_array();
    for (size_t i = 0; i < rows->count; i++) {
        const lb_cli_row *row = &rows->rows[i];
        json_t *entry = json_object(), *parameters = json_object();
        for (size_t j = 0; j < row->setting_count; j++)
            lb_json_set(parameters, row->settings[j].name, lb_json_text(row->settings[j].value));
        lb_json_set(entry, "ansatz", lb_json_text(row->ansatz));
        lb_json_set(entry, "parameters", parameters);
        lb_json_set(entry, "reason", lb_json_text(row->reason));
        lb_json_append(array, entry);
    }
    return array;
}

static void print_json(const lb_cli_tabulation *t, const lb_table_t table, const lb_cli_fits *fits,
                       size_t fit_count)
{
    json_t *object = lb_json_new("table");
    lb_json_set(object, "rows", lb_table_json(table));
    lb_json_set(object, "skipped", left_out_json(&t->left_out));
    if (fit_count) {
        json_t *array = json_array();
        for (size_t f = 0; f < fit_count; f++)
            lb_cli_fits_json(array, fits + f);
        lb_json_set(object, "fits", array);
    }
    lb_json_finish(t->call->out, object);
}

/* The forms as a table behind an empty line. */
static void print_fits(const lb_cli_tabulation *t, const lb_cli_fits *fits)
{
    lb_table_t table;
    char *heading =
        lb_sprintf("%s in %s", lb_cli_quantity_heading(fits->quantity), fits->plan->swept);
    lb_table_init(table);
    lb_table_add_column(table, "ansatz", "ansatz", false);
    for (size_t i = 0; i < fits->plan->settings.count; i++)
        if (lb_cli_fits_distinguish(fits, i))
            lb_table_add_column(table, fits->plan->settings.names[i], fits->plan->settings.names[i],
                                false);
    lb_table_add_column(table, "formula", heading, false);
    lb_table_add_column(table, "status", "status", false);
    for (size_t f = 0; f < fits->count; f++) {
        const lb_cli_fit *fit = &fits->fits[f];
        char *status = lb_cli_fit_status(fit);
        lb_table_put(table, LB_CELL_TEXT, "%s", fit->first->ansatz);
        for (size_t i = 0; i < fits->plan->settings.count; i++)
            if (lb_cli_fits_distinguish(fits, i))
                lb_table_put_optional(
                    table, LB_CELL_TEXT,
                    lb_cli_row_setting(fit->first, fits->plan->settings.names[i]));
        lb_table_put_formula(table, fit->form.formula, fit->form.latex);
        lb_table_put(table, LB_CELL_TEXT, "%s", status);
        free(status);
    }
    putc('\n', t->call->out);
    lb_table_print(t->call->out, table, t->format);
    lb_table_clear(table);
    free(heading);
}

/* One for each quantity among the columns, and for dim g when there is none. */
static size_t find_fits(lb_cli_fits *fits, const lb_cli_tabulation *t)
{
    lb_cli_needs needs;
    size_t count = 0;
    lb_cli_columns_needs(&needs, t->call->options.columns);
    needs.quantity[LB_CLI_QUANTITY_DIMENSION] |= !needs.bounds && !needs.variance;
    for (lb_cli_quantity q = 0; t->call->options.fit && q < LB_CLI_QUANTITY_COUNT; q++)
        if (needs.quantity[q])
            lb_cli_fits_init(&fits[count++], t->plan, &t->rows, q);
    return count;
}

void lb_cli_tabulation_print(const lb_cli_tabulation *t)
{
    lb_table_t table;
    lb_cli_fits fits[LB_CLI_QUANTITY_COUNT];
    size_t count = find_fits(fits, t);
    lb_table_init(table);
    table->digits = t->call->options.digits;
    lb_cli_columns_fill(table, &t->columns, &t->rows, fits, t->format == LB_TABLE_CSV ? count : 0);
    if (t->format == LB_TABLE_JSON)
        print_json(t, table, fits, count);
    else
        lb_table_print(t->call->out, table, t->format);
    for (size_t f = 0; f < count; f++) {
        if (t->format != LB_TABLE_JSON && t->format != LB_TABLE_CSV)
            print_fits(t, &fits[f]);
        lb_cli_fits_clear(&fits[f]);
    }
    lb_table_clear(table);
}

void lb_cli_tabulation_clear(lb_cli_tabulation *t)
{
    lb_cli_columns_clear(&t->columns);
    lb_cli_rows_clear(&t->rows);
    lb_cli_rows_clear(&t->left_out);
}
