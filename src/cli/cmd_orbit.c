/* Orbit and sector dimensions of the training states, one by one and jointly. */

#include <stdlib.h>
#include <string.h>

#include <liebound/orbit.h>

#include "base/memory.h"
#include "cli/cmd.h"
#include "cli/computation.h"
#include "report/json.h"
#include "report/notation.h"

typedef struct orbit_result {
    lb_cli_computation common;
    lb_orbit_options options;
    lb_orbit *orbit;
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

static void print_text(FILE *stream, const void *context)
{
    const orbit_result *result = context;
    const lb_cli_computation *common = &result->common;
    lb_cli_print_opening(stream, common->A, &common->closing, common->digits);
    lb_cli_print_dimension(stream, common->A, &common->closing, common->digits);
    for (size_t i = 0; i < entry_count(result); i++) {
        size_t state = state_at(result, i);
        const lb_orbit_number *orbit = number_of(result, state, false);
        if (!orbit->computed)
            continue;
        if (state == LB_ORBIT_JOINT)
            fprintf(stream, "\nall %zu states jointly:\n", lb_orbit_state_count(result->orbit));
        else
            fprintf(stream, "\nstate %zu, %s:\n", state, lb_orbit_state_name(result->orbit, state));
        print_number(stream, "orbit dimension", orbit, common->digits);
        print_number(stream, "sector dimension", number_of(result, state, true), common->digits);
    }
    lb_cli_notes_print(stream, &common->notes);
    lb_cli_print_certificate(stream, "certificate", common);
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

static void set_json(json_t *object, const void *context)
{
    const orbit_result *result = context;
    const lb_cli_computation *common = &result->common;
    json_t *states = json_array();
    size_t count = lb_orbit_state_count(result->orbit);
    lb_cli_closing_json(object, common->A, &common->closing);
    for (size_t i = 0; i < count; i++)
        if (number_of(result, i, false)->computed)
            lb_json_append(states, entry_json(result, i));
    lb_json_set(object, "states", states);
    bool joint = count > 1 && number_of(result, LB_ORBIT_JOINT, false)->computed;
    lb_json_set(object, "joint", joint ? entry_json(result, LB_ORBIT_JOINT) : json_null());
    lb_json_set(object, "certificate", lb_json_text(common->certificate));
    lb_cli_json_end(object, common);
}

/* ---- The options ---- */

/* Which numbers the command line asks for. */
static lb_status set_options(lb_orbit_options *options, const lb_ansatz_t A,
                             const lb_cli_options *given, lb_error *error)
{
    const char *word = given->one_state;
    options->no_sectors = given->no_sectors;
    options->one_state = given->joint || word;
    options->state = LB_ORBIT_JOINT;
    if (given->joint && word)
        return lb_fail(error, LB_USAGE, "--joint and --state exclude each other");
    if (given->joint || !word)
        return LB_OK;
    char *end;
    options->state = strtoul(word, &end, 10);
    if (*end || *word < '0' || *word > '9' || options->state >= A->state_count)
        return lb_fail(error, LB_USAGE,
                       "--state %.40s: the ansatz has %zu training state%s, counted from 0", word,
                       A->state_count, A->state_count == 1 ? "" : "s");
    return LB_OK;
}

/* Nothing is proved of floating amplitudes in what is asked for. */
static lb_status check_certificate(const lb_ansatz_t A, const lb_orbit_options *asked,
                                   const lb_cli_options *options, lb_error *error)
{
    for (size_t i = 0; options->certificate && i < A->state_count; i++) {
        bool is_asked = asked->state == LB_ORBIT_JOINT || asked->state == i;
        if (is_asked && !A->states[i].is_exact)
            return lb_fail(error, LB_USAGE,
                           "--certificate: the amplitudes of the state %.40s are floating, and "
                           "nothing is proved of it",
                           A->states[i].name);
    }
    return lb_cli_check_certificate(options, options->json ? "json" : NULL, error);
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
    const lb_ansatz_struct *A = result->common.A;
    size_t written = 0;
    for (size_t i = 0; i < A->state_count; i++) {
        bool exact = A->states[i].is_exact;
        if (exact && i != written && number_of(result, i, false)->computed)
            lb_cli_notes_add(&result->common.notes,
                             "state %zu is number %zu in the certificate, which has no states "
                             "with floating amplitudes",
                             i, written);
        written += exact;
    }
}

static lb_status read_options(void *context, lb_error *error)
{
    orbit_result *result = context;
    const lb_ansatz_struct *A = result->common.A;
    const lb_cli_options *options = &result->common.call.options;
    lb_status status = set_options(&result->options, A, options, error);
    return status ? status : check_certificate(A, &result->options, options, error);
}

static lb_status compute(void *context, lb_error *error)
{
    orbit_result *result = context;
    lb_cli_computation *common = &result->common;
    const lb_cli_closing *closing = &common->closing;
    lb_status status =
        lb_cli_close(&common->closing, common->A, &common->call, &common->progress, error);
    result->options.run = lb_cli_run_options(&common->call, &common->progress);
    result->options.upper_bound = lb_cli_closing_at_most(closing);
    return status ? status
                  : lb_orbit_compute(&result->orbit, common->A, closing->closure, &result->options,
                                     error);
}

static lb_status write_file(const void *context, const char *path, lb_error *error)
{
    return lb_orbit_certificate_write(((const orbit_result *)context)->orbit, path, error);
}

/* Where not all is proved, a note says that there is no certificate. */
static lb_status conclude(void *context, lb_error *error)
{
    orbit_result *result = context;
    if (!result->common.call.options.certificate)
        return LB_OK;
    lb_status status = lb_cli_write_certificate(&result->common, write_file, error);
    if (!status)
        note_numbers(result);
    if (status != LB_USAGE)
        return status;
    error->message[0] = '\0';
    return LB_OK;
}

static lb_status verdict(const void *context)
{
    const orbit_result *result = context;
    const lb_cli_computation *common = &result->common;
    bool missing = common->call.options.certificate && !common->certificate;
    return lb_cli_computation_status(common, all_proved(result) && !missing);
}

static lb_status certify(void *context, const lb_cli_call *call, lb_error *error)
{
    if (!((const orbit_result *)context)->orbit)
        return lb_fail(error, LB_USAGE, "there is nothing to certify: no orbit was computed");
    return write_file(context, call->options.certificate, error);
}

static void clear(void *context)
{
    lb_orbit_free(((orbit_result *)context)->orbit);
}

lb_status lb_cmd_orbit(const lb_cli_call *call, lb_error *error)
{
    static const lb_cli_steps steps = {.size = sizeof(orbit_result),
                                       .read = read_options,
                                       .compute = compute,
                                       .conclude = conclude,
                                       .print_text = print_text,
                                       .set_json = set_json,
                                       .verdict = verdict,
                                       .certify = certify,
                                       .clear = clear};
    return lb_cli_compute(&steps, call, error);
}
