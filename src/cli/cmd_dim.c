/* The report goes to standard output unless the certificate does. Nothing in it but the members
 * seconds and resources of the JSON object depends on the clock: the text has its times on standard
 * error. */

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "cli/cmd.h"
#include "cli/dimension.h"
#include "cli/result_remarks.h"
#include "cli/sum_list.h"
#include "cli/watch.h"
#include "report/json.h"

typedef struct dim_result {
    const lb_cli_call *call;
    lb_ansatz_t A;
    lb_cli_closing closing;
    lb_cli_notes notes;
    const char *certificate; /* NULL when none was written */
    bool opened;             /* the opening is on the terminal already */
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

static lb_status check_options(const lb_cli_options *options, lb_error *error)
{
    lb_status status = check_checkpoint(options->checkpoint, error);
    if (status || !options->certificate)
        return status;
    if (!strcmp(options->certificate, "-") && (options->json || options->basis))
        return lb_fail(error, LB_USAGE, "--certificate - and --%s both want standard output",
                       options->json ? "json" : "basis");
    return lb_cli_check_target(options->certificate, error);
}

static void get_row(lb_sum_t S, const void *closure, size_t i)
{
    lb_closure_row(S, closure, i);
}

static lb_cli_sum_list basis(const dim_result *result)
{
    const lb_closure *closure = result->closing.closure;
    return (lb_cli_sum_list){result->A->qubits, lb_closure_row_count(closure), get_row, closure};
}

static void print_text(FILE *stream, const dim_result *result)
{
    size_t digits = result->call->options.digits;
    if (!result->opened)
        lb_cli_print_opening(stream, result->A, &result->closing, digits);
    lb_cli_print_dimension(stream, result->A, &result->closing, digits);
    lb_cli_notes_print(stream, &result->notes);
    if (result->certificate)
        fprintf(stream, "certificate: %s\n",
                strcmp(result->certificate, "-") ? result->certificate : "standard output");
    if (result->basis) {
        lb_cli_sum_list rows = basis(result);
        lb_cli_sum_list_print(stream, "basis", &rows);
    }
}

static void print_resources(FILE *stream, const lb_cli_closing *closing)
{
    if (closing->has_summary) {
        char *strings = lb_cli_group_digits(closing->statistics.strings);
        char *memory = lb_cli_bytes(closing->statistics.peak_bytes);
        fprintf(stream, "%.2f s, %s string%s, peak memory %s\n", closing->seconds, strings,
                closing->statistics.strings == 1 ? "" : "s", memory);
        free(memory);
        free(strings);
        return;
    }
    char *brackets = lb_cli_group_digits(closing->statistics.brackets);
    char *longest = lb_cli_group_digits(closing->statistics.longest_row);
    char *memory = lb_cli_bytes(closing->statistics.peak_bytes);
    fprintf(stream, "%.2f s, %s bracket%s, longest row %s term%s, peak memory %s\n",
            closing->seconds, brackets, closing->statistics.brackets == 1 ? "" : "s", longest,
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
static const char *kind_name(const dim_result *result)
{
    static const char *const names[] = {NULL, "strings", "closure", "sectors"};
    const lb_dimension *found = result->closing.found;
    return names[found ? lb_dimension_certificate_kind(found) : LB_CERTIFICATE_NONE];
}

static void print_json(FILE *stream, const dim_result *result)
{
    const lb_cli_closing *closing = &result->closing;
    json_t *object = lb_json_new("dim");
    lb_cli_json_ansatz(object, result->A);
    lb_cli_closing_json(object, result->A, closing);
    lb_json_set(object, "certificate", lb_json_text(result->certificate));
    lb_json_set(object, "certificate_kind", lb_json_text(kind_name(result)));
    lb_json_set(object, "notes", lb_cli_notes_json(&result->notes));
    if (result->basis) {
        lb_cli_sum_list rows = basis(result);
        lb_json_set(object, "basis", lb_cli_sum_list_json(&rows));
    }
    lb_json_set(object, "statistics", statistics_json(&closing->statistics));
    lb_json_set(object, "seconds", lb_json_real(closing->seconds));
    lb_json_set(object, "resources", resources_json(&closing->statistics));
    lb_json_finish(stream, object);
}

static void print(FILE *stream, const void *context)
{
    const dim_result *result = context;
    (result->call->options.json ? print_json : print_text)(stream, result);
}

/* Write the certificate and note what did not come about. */
static lb_status write_extras(dim_result *result, const lb_cli_options *options, lb_error *error)
{
    lb_cli_call own;
    if (result->closing.by_theorem)
        return LB_OK;
    bool complete = lb_closure_is_proved(result->closing.closure);
    const char *reason = result->closing.proved ? "a limit ended the search before it was complete"
                                                : "the dimension is undecided";
    result->basis = options->basis && complete;
    if (options->basis && !complete)
        lb_cli_notes_add(&result->notes, "no basis is shown, because %s", reason);
    if (!options->certificate)
        return LB_OK;
    if (!lb_dimension_certificate_kind(result->closing.found)) {
        lb_cli_notes_add(&result->notes, "no certificate was written, because %s", reason);
        return LB_OK;
    }
    lb_cli_watch_certificate(&own, result->call, lb_cli_report_descriptor(result->call),
                             &result->notes, print, result);
    lb_status status =
        lb_dimension_certificate_write(result->closing.found, options->certificate, error);
    lb_cli_watch_free(&own);
    if (status)
        lb_cli_notes_add(&result->notes, "no certificate was written");
    else
        result->certificate = options->certificate;
    return status;
}

/* On a terminal what is known before the search is shown before it; elsewhere it waits, so that
 * after an error there is no output. */
static void open_report(dim_result *result, const lb_cli_options *options)
{
    FILE *stream = lb_cli_report_stream(result->call);
    result->opened = !options->json && isatty(fileno(stream));
    if (!result->opened)
        return;
    lb_cli_print_opening(stream, result->A, &result->closing, options->digits);
    fflush(stream);
}

/* A basis or a certificate that a limit prevented is not done, even when the dimension is. */
static lb_status verdict(const dim_result *result, const lb_cli_options *options)
{
    lb_status status = lb_cli_closing_status(&result->closing);
    bool missing =
        (options->basis && !result->basis) || (options->certificate && !result->certificate);
    return !status && missing ? LB_UNDECIDED : status;
}

static lb_status report(dim_result *result, const lb_cli_options *options, lb_error *error)
{
    lb_status status = write_extras(result, options, error);
    print(lb_cli_report_stream(result->call), result);
    if (!options->quiet)
        print_resources(result->call->notes, &result->closing);
    return status ? status : verdict(result, options);
}

static lb_status certify(void *context, const lb_cli_call *call, lb_error *error)
{
    const lb_dimension *found = ((dim_result *)context)->closing.found;
    if (!found || !lb_dimension_certificate_kind(found))
        return lb_fail(error, LB_USAGE, "there is nothing to certify: no search was completed");
    return lb_dimension_certificate_write(found, call->options.certificate, error);
}

static void free_result(void *context)
{
    dim_result *result = context;
    lb_cli_notes_clear(&result->notes);
    lb_cli_closing_clear(&result->closing);
    lb_ansatz_clear(result->A);
    free(result);
}

static lb_status run(dim_result *result, const lb_cli_call *call, lb_error *error)
{
    lb_cli_progress progress;
    lb_cli_progress_start(&progress, call);
    lb_cli_notes_init(&result->notes);
    lb_cli_closing_init(&result->closing, result->A, call);
    const char *option = call->options.basis ? "--basis" : NULL;
    lb_status status = lb_cli_refuse_roots(result->A, option, error);
    if (status)
        return status;
    open_report(result, &call->options);
    status = lb_cli_close(&result->closing, result->A, call, &progress, error);
    if (status)
        return status;
    lb_cli_watch_end(call);
    lb_cli_notes_add_generators(&result->notes, result->A);
    return report(result, &call->options, error);
}

lb_status lb_cmd_dim(const lb_cli_call *call, lb_error *error)
{
    lb_status status = check_options(&call->options, error);
    if (status)
        return status;
    dim_result *result = lb_calloc(1, sizeof *result);
    result->call = call;
    status = lb_cli_load(result->A, call, error);
    if (status) {
        free(result);
        return status;
    }
    status = run(result, call, error);
    lb_cli_keep(call, &(lb_cli_kept){result, certify, free_result});
    return status;
}
