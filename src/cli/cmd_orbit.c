/* Orbit and sector dimensions of the training states, one by one and jointly. */

#include <stdlib.h>
#include <string.h>

#include <liebound/orbit.h>

#include "base/limits.h"
#include "base/memory.h"
#include "cli/cmd.h"
#include "cli/dimension.h"
#include "cli/result_remarks.h"
#include "cli/watch.h"
#include "report/json.h"
#include "report/notation.h"

typedef struct orbit_result {
    const lb_cli_call *call;
    lb_ansatz_t A;
    lb_cli_closing closing;
    lb_cli_notes notes;
    lb_orbit *orbit;
    const char *certificate; /* NULL when none was written */
    size_t digits;
    double seconds;
} orbit_result;

/* The numbers of a state, or of LB_ORBIT_JOINT. */
static const lb_orbit_number *number_of(const orbit_result *result, size_t state, bool is_sector)
{
    return (is_sector ? lb_orbit_sector : lb_orbit_dimension)(result->orbit, state);
}

/* The i-th of all states, and after them all of them together. */
static size_t state_at(const orbit_result *result, size_t i)
{
    return i < lb_orbit_state_count(result->orbit) ? i : LB_ORBIT_JOINT;
}

static size_t entry_count(const orbit_result *result)
{
    size_t states = lb_orbit_state_count(result->orbit);
    return states > 1 ? states + 1 : 1;
}

static void print_number(FILE *stream, const char *name, const lb_orbit_number *number,
                         size_t digits)
{
    if (!number->computed)
        return;
    char *least = lb_notation_integer(number->at_least, digits);
    char *most = lb_notation_integer(number->at_most, digits);
    if (number->proved)
        fprintf(stream, "%s %s   proved\n", name, least);
    else
        fprintf(stream, "%s >= %s and <= %s   undecided\n", name, least, most);
    fprintf(stream, "evidence: %s\n", number->evidence);
    free(most);
    free(least);
}

static void print_text(FILE *stream, const orbit_result *result)
{
    lb_cli_print_opening(stream, result->A, &result->closing, result->digits);
    lb_cli_print_dimension(stream, result->A, &result->closing, result->digits);
    for (size_t i = 0; i < entry_count(result); i++) {
        size_t state = state_at(result, i);
        const lb_orbit_number *orbit = number_of(result, state, false);
        if (!orbit->computed)
            continue;
        if (state == LB_ORBIT_JOINT)
            fprintf(stream, "\nall %zu states jointly:\n", lb_orbit_state_count(result->orbit));
        else
            fprintf(stream, "\nstate %zu, %s:\n", state, lb_orbit_state_name(result->orbit, state));
        print_number(stream, "orbit dimension", orbit, result->digits);
        print_number(stream, "sector dimension", number_of(result, state, true), result->digits);
    }
    lb_cli_notes_print(stream, &result->notes);
    if (result->certificate)
        fprintf(stream, "certificate: %s\n",
                strcmp(result->certificate, "-") ? result->certificate : "standard output");
}

static json_t *number_json(const lb_orbit_number *number)
{
    if (!number->computed)
        return json_null();
    json_t *object = json_object();
    if (number->proved) {
        lb_json_set(object, "dimension", lb_json_integer(number->at_least));
    } else {
        lb_json_set(object, "dimension_at_least", lb_json_integer(number->at_least));
        lb_json_set(object, "dimension_at_most", lb_json_integer(number->at_most));
    }
    lb_json_set(object, "status", lb_json_text(number->proved ? "proved" : "undecided"));
    lb_json_set(object, "evidence", lb_json_text(number->evidence));
    return object;
}

static json_t *entry_json(const orbit_result *result, size_t state)
{
    json_t *object = json_object();
    if (state != LB_ORBIT_JOINT) {
        lb_json_set(object, "number", lb_json_count(state));
        lb_json_set(object, "state", lb_json_text(lb_orbit_state_name(result->orbit, state)));
    }
    lb_json_set(object, "orbit", number_json(number_of(result, state, false)));
    lb_json_set(object, "sector", number_json(number_of(result, state, true)));
    return object;
}

static void print_json(FILE *stream, const orbit_result *result)
{
    json_t *object = lb_json_new("orbit"), *states = json_array();
    size_t count = lb_orbit_state_count(result->orbit);
    lb_cli_json_ansatz(object, result->A);
    lb_cli_closing_json(object, result->A, &result->closing);
    for (size_t i = 0; i < count; i++)
        if (number_of(result, i, false)->computed)
            lb_json_append(states, entry_json(result, i));
    lb_json_set(object, "states", states);
    bool joint = count > 1 && number_of(result, LB_ORBIT_JOINT, false)->computed;
    lb_json_set(object, "joint", joint ? entry_json(result, LB_ORBIT_JOINT) : json_null());
    lb_json_set(object, "certificate", lb_json_text(result->certificate));
    lb_json_set(object, "notes", lb_cli_notes_json(&result->notes));
    lb_json_set(object, "seconds", lb_json_real(result->seconds));
    lb_json_finish(stream, object);
}

static void print(FILE *stream, const void *context)
{
    const orbit_result *result = context;
    (result->call->options.json ? print_json : print_text)(stream, result);
}

/* ---- The options ---- */

/* Which numbers the command line asks for. */
static lb_status set_options(lb_orbit_options *options, const lb_ansatz_t A,
                             const lb_cli_call *call, lb_error *error)
{
    const char *word = call->options.one_state;
    *options = (lb_orbit_options){.run.limits = lb_cli_limits(call),
                                  .no_sectors = call->options.no_sectors};
    if (call->options.joint) {
        if (word)
            return lb_fail(error, LB_USAGE, "--joint and --state exclude each other");
        options->one_state = true;
        options->state = LB_ORBIT_JOINT;
    } else if (word) {
        char *end;
        options->one_state = true;
        options->state = strtoul(word, &end, 10);
        if (*end || *word < '0' || *word > '9' || options->state >= A->state_count)
            return lb_fail(error, LB_USAGE,
                           "--state %.40s: the ansatz has %zu training state%s, counted from 0",
                           word, A->state_count, A->state_count == 1 ? "" : "s");
    }
    return LB_OK;
}

/* Whether the numbers asked for say something about state i. */
static bool is_asked(const lb_orbit_options *options, size_t i)
{
    return !options->one_state || options->state == LB_ORBIT_JOINT || options->state == i;
}

static lb_status check_certificate(const lb_ansatz_t A, const lb_orbit_options *asked,
                                   const lb_cli_options *options, lb_error *error)
{
    if (!options->certificate)
        return LB_OK;
    for (size_t i = 0; i < A->state_count; i++)
        if (is_asked(asked, i) && !A->states[i].is_exact)
            return lb_fail(error, LB_USAGE,
                           "--certificate: the amplitudes of the state %.40s are floating, and "
                           "nothing is proved of it",
                           A->states[i].name);
    if (!strcmp(options->certificate, "-") && options->json)
        return lb_fail(error, LB_USAGE, "--certificate - and --json both want standard output");
    return lb_cli_check_target(options->certificate, error);
}

/* ---- The command ---- */

static bool all_proved(const orbit_result *result)
{
    for (size_t i = 0; i < 2 * entry_count(result); i++) {
        const lb_orbit_number *number = number_of(result, state_at(result, i / 2), i % 2);
        if (number->computed && !number->proved)
            return false;
    }
    return true;
}

/* In a certificate the states are numbered without those with floating amplitudes. */
static void note_numbers(orbit_result *result)
{
    size_t written = 0;
    for (size_t i = 0; i < result->A->state_count; i++) {
        bool exact = result->A->states[i].is_exact;
        if (exact && i != written && number_of(result, i, false)->computed)
            lb_cli_notes_add(&result->notes,
                             "state %zu is number %zu in the certificate, which has no states "
                             "with floating amplitudes",
                             i, written);
        written += exact;
    }
}

static lb_status write_certificate(orbit_result *result, const lb_cli_options *options,
                                   lb_error *error)
{
    lb_cli_call own;
    if (!options->certificate)
        return LB_OK;
    lb_cli_watch_certificate(&own, result->call, lb_cli_report_descriptor(result->call),
                             &result->notes, print, result);
    lb_status status = lb_orbit_certificate_write(result->orbit, options->certificate, error);
    lb_cli_watch_free(&own);
    if (status == LB_OK) {
        result->certificate = options->certificate;
        note_numbers(result);
    } else
        lb_cli_notes_add(&result->notes, "no certificate was written%s",
                         status == LB_USAGE ? ", because not all is proved" : "");
    return status == LB_USAGE ? LB_UNDECIDED : status;
}

static lb_status report(orbit_result *result, const lb_cli_options *options, lb_error *error)
{
    lb_cli_notes_add_generators(&result->notes, result->A);
    lb_status written = write_certificate(result, options, error);
    print(lb_cli_report_stream(result->call), result);
    lb_cli_print_seconds(result->call, result->seconds);
    if (written && written != LB_UNDECIDED)
        return written;
    lb_status status = lb_cli_closing_status(&result->closing);
    return status ? status : written ? written : all_proved(result) ? LB_OK : LB_UNDECIDED;
}

static lb_status run(orbit_result *result, const lb_cli_call *call, lb_orbit_options options,
                     lb_error *error)
{
    lb_cli_progress progress;
    double start = lb_seconds();
    lb_cli_progress_start(&progress, call);
    lb_status status = lb_cli_close(&result->closing, result->A, call, &progress, error);
    options.run = lb_cli_run_options(call, &progress);
    options.upper_bound = lb_cli_closing_at_most(&result->closing);
    if (!status)
        status =
            lb_orbit_compute(&result->orbit, result->A, result->closing.closure, &options, error);
    lb_cli_progress_erase(&progress);
    result->seconds = lb_seconds() - start;
    lb_cli_watch_end(call);
    if (!status)
        status = report(result, &call->options, error);
    return status;
}

static lb_status certify(void *context, const lb_cli_call *call, lb_error *error)
{
    const orbit_result *result = context;
    if (!result->orbit)
        return lb_fail(error, LB_USAGE, "there is nothing to certify: no orbit was computed");
    return lb_orbit_certificate_write(result->orbit, call->options.certificate, error);
}

static void free_result(void *context)
{
    orbit_result *result = context;
    lb_orbit_free(result->orbit);
    lb_cli_notes_clear(&result->notes);
    lb_cli_closing_clear(&result->closing);
    lb_ansatz_clear(result->A);
    free(result);
}

static lb_status prepare(orbit_result *result, lb_orbit_options *options, lb_error *error)
{
    lb_status status = set_options(options, result->A, result->call, error);
    return status ? status : check_certificate(result->A, options, &result->call->options, error);
}

lb_status lb_cmd_orbit(const lb_cli_call *call, lb_error *error)
{
    lb_orbit_options options;
    orbit_result *result = lb_calloc(1, sizeof *result);
    result->call = call;
    result->digits = call->options.digits;
    lb_status status = lb_cli_load(result->A, call, error);
    if (status) {
        free(result);
        return status;
    }
    lb_cli_notes_init(&result->notes);
    lb_cli_closing_init(&result->closing, result->A, call);
    status = prepare(result, &options, error);
    if (!status)
        status = run(result, call, options, error);
    lb_cli_keep(call, &(lb_cli_kept){result, certify, free_result});
    return status;
}
