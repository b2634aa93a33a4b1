/* The report goes to standard output unless the certificate does. Nothing in it but the members
 * seconds and resources of the JSON object depends on the clock: the text has its times on standard
 * error. */

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/cmd.h"
#include "cli/computation.h"
#include "cli/sum_list.h"
#include "report/json.h"

typedef struct dim_result {
    lb_cli_computation common;
    bool opened; /* the opening is on the terminal already */
    bool basis;
} dim_result;

/* Whether the file can be written; that a folder is no checkpoint is said where it is read. */
static lb_status check_checkpoint(const char *path, lb_error *error)
{
    struct stat info;
    if (!path || (!stat(path, &info) && S_ISDIR(info.st_mode)))
        return LB_OK;
    return lb_cli_check_target(path, error);
}

static void get_row(lb_sum_t S, const void *closure, size_t i)
{
    lb_closure_row(S, closure, i);
}

static lb_cli_sum_list basis(const dim_result *result)
{
    const lb_closure *closure = result->common.closing.closure;
    return (lb_cli_sum_list){result->common.A->qubits, lb_closure_row_count(closure), get_row,
                             closure};
}

static void print_text(FILE *stream, const void *context)
{
    const dim_result *result = context;
    const lb_cli_computation *common = &result->common;
    if (!result->opened)
        lb_cli_print_opening(stream, common->A, &common->closing, common->digits);
    lb_cli_print_dimension(stream, common->A, &common->closing, common->digits);
    lb_cli_notes_print(stream, &common->notes);
    lb_cli_print_certificate(stream, "certificate", common);
    if (result->basis) {
        lb_cli_sum_list rows = basis(result);
        lb_cli_sum_list_print(stream, "basis", &rows);
    }
}

static void print_resources(FILE *stream, const void *context)
{
    const lb_cli_computation *common = context;
    const lb_cli_closing *closing = &common->closing;
    if (closing->has_summary) {
        char *strings = lb_cli_group_digits(closing->statistics.strings);
        char *memory = lb_cli_bytes(closing->statistics.peak_bytes);
        fprintf(stream, "%.2f s, %s string%s, peak memory %s\n", common->seconds, strings,
                closing->statistics.strings == 1 ? "" : "s", memory);
        free(memory);
        free(strings);
        return;
    }
    char *brackets = lb_cli_group_digits(closing->statistics.brackets);
    char *longest = lb_cli_group_digits(closing->statistics.longest_row);
    char *memory = lb_cli_bytes(closing->statistics.peak_bytes);
    fprintf(stream, "%.2f s, %s bracket%s, longest row %s term%s, peak memory %s\n",
            common->seconds, brackets, closing->statistics.brackets == 1 ? "" : "s", longest,
            closing->statistics.longest_row == 1 ? "" : "s", memory);
    free(memory);
    free(longest);
    free(brackets);
}

static json_t *statistics_json(const lb_closure_statistics *statistics)
{
    json_t *object = json_object();
    lb_json_set(object, "brackets", lb_json_count(statistics->brackets));
    lb_json_set(object, "strings", lb_json_count(statistics->strings));
    lb_json_set(object, "longest_row", lb_json_count(statistics->longest_row));
    lb_json_set(object, "basis_terms", lb_json_count(statistics->terms));
    lb_json_set(object, "primes", lb_json_count(statistics->primes));
    return object;
}

static json_t *resources_json(const lb_closure_statistics *statistics)
{
    json_t *object = json_object();
    lb_json_set(object, "search_seconds", lb_json_real(statistics->search_seconds));
    lb_json_set(object, "proof_seconds", lb_json_real(statistics->proof_seconds));
    lb_json_set(object, "peak_bytes", lb_json_count(statistics->peak_bytes));
    return object;
}

/* The kind of the certificate that there is, whether it was asked for or not. */
static const char *kind_name(const lb_dimension *found)
{
    static const char *const names[] = {NULL, "strings", "closure", "sectors"};
    return names[found ? lb_dimension_certificate_kind(found) : LB_CERTIFICATE_NONE];
}

static void set_json(json_t *object, const void *context)
{
    const dim_result *result = context;
    const lb_cli_computation *common = &result->common;
    const lb_cli_closing *closing = &common->closing;
    lb_cli_closing_json(object, common->A, closing);
    lb_json_set(object, "certificate", lb_json_text(common->certificate));
    lb_json_set(object, "certificate_kind", lb_json_text(kind_name(closing->found)));
    lb_json_set(object, "notes", lb_cli_notes_json(&common->notes));
    if (result->basis) {
        lb_cli_sum_list rows = basis(result);
        lb_json_set(object, "basis", lb_cli_sum_list_json(&rows));
    }
    lb_json_set(object, "statistics", statistics_json(&closing->statistics));
    lb_json_set(object, "seconds", lb_json_real(common->seconds));
    lb_json_set(object, "resources", resources_json(&closing->statistics));
}

/* ---- The command ---- */

static lb_status check(const lb_cli_options *options, lb_error *error)
{
    const char *other = options->json ? "json" : options->basis ? "basis" : NULL;
    lb_status status = check_checkpoint(options->checkpoint, error);
    return status ? status : lb_cli_check_certificate(options, other, error);
}

static lb_status read_options(void *context, lb_error *error)
{
    const lb_cli_computation *common = context;
    return lb_cli_refuse_roots(common->A, common->call.options.basis ? "--basis" : NULL, error);
}

/* On a terminal what is known before the search is shown before it; elsewhere it waits, so that
 * after an error there is no output. */
static void open_report(dim_result *result)
{
    const lb_cli_computation *common = &result->common;
    FILE *stream = lb_cli_report_stream(&common->call);
    result->opened = !common->call.options.json && isatty(fileno(stream));
    if (!result->opened)
        return;
    lb_cli_print_opening(stream, common->A, &common->closing, common->digits);
    fflush(stream);
}

static lb_status compute(void *context, lb_error *error)
{
    lb_cli_computation *common = context;
    open_report(context);
    return lb_cli_close(&common->closing, common->A, &common->call, &common->progress, error);
}

static lb_status write_file(const void *context, const char *path, lb_error *error)
{
    return lb_dimension_certificate_write(((const lb_cli_computation *)context)->closing.found,
                                          path, error);
}

/* Write the certificate and note what did not come about. */
static lb_status conclude(void *context, lb_error *error)
{
    dim_result *result = context;
    lb_cli_computation *common = &result->common;
    const lb_cli_closing *closing = &common->closing;
    const lb_cli_options *options = &common->call.options;
    if (closing->by_theorem)
        return LB_OK;
    bool complete = lb_closure_is_proved(closing->closure);
    const char *reason = closing->proved ? "a limit ended the search before it was complete"
                                         : "the dimension is undecided";
    result->basis = options->basis && complete;
    if (options->basis && !complete)
        lb_cli_notes_add(&common->notes, "no basis is shown, because %s", reason);
    if (!options->certificate)
        return LB_OK;
    if (lb_dimension_certificate_kind(closing->found))
        return lb_cli_write_certificate(common, write_file, error);
    lb_cli_notes_add(&common->notes, "no certificate was written, because %s", reason);
    return LB_OK;
}

/* A basis or a certificate that a limit prevented is not done, even when the dimension is. */
static lb_status verdict(const void *context)
{
    const dim_result *result = context;
    const lb_cli_options *options = &result->common.call.options;
    bool missing =
        (options->basis && !result->basis) || (options->certificate && !result->common.certificate);
    return lb_cli_computation_status(&result->common, !missing);
}

static lb_status certify(void *context, const lb_cli_call *call, lb_error *error)
{
    const lb_dimension *found = ((const lb_cli_computation *)context)->closing.found;
    if (!found || !lb_dimension_certificate_kind(found))
        return lb_fail(error, LB_USAGE, "there is nothing to certify: no search was completed");
    return write_file(context, call->options.certificate, error);
}

lb_status lb_cmd_dim(const lb_cli_call *call, lb_error *error)
{
    static const lb_cli_steps steps = {.size = sizeof(dim_result),
                                       .check = check,
                                       .read = read_options,
                                       .compute = compute,
                                       .conclude = conclude,
                                       .print_text = print_text,
                                       .set_json = set_json,
                                       .print_resources = print_resources,
                                       .verdict = verdict,
                                       .certify = certify};
    return lb_cli_compute(&steps, call, error);
}
