/* The maximal rank of the quantum Fisher information matrix and the critical number of angles: the
 * bounds from both sides, and beside them what floating point sees. */

#include <stdlib.h>

#include "base/memory.h"
#include "cli/bound_print.h"
#include "cli/cmd.h"
#include "cli/rank_certificate.h"
#include "cli/watch.h"
#include "report/plot.h"

typedef struct bound_command {
    lb_ansatz_t A;
    lb_bound_options options;
    lb_cli_bounding result;
    bool has_begun; /* the result is initialized */
} bound_command;

static lb_status read_options(lb_bound_options *options, const lb_ansatz_t A,
                              const lb_cli_call *call, lb_error *error)
{
    const lb_cli_options *given = &call->options;
    *options = (lb_bound_options){
        .state = LB_BOUND_ALL_STATES, .seeds = given->seeds, .seed = given->seed};
    lb_status status =
        lb_cli_read_word(&options->layers, given->bound_layers, "auto", 1, "--layers", error);
    return status ? status : lb_cli_read_state(&options->state, A, given->bound_state, error);
}

static lb_status read_claims(lb_cli_bounding *result, const lb_ansatz_t A, size_t state,
                             const lb_cli_call *call, lb_error *error)
{
    const lb_cli_options *given = &call->options;
    bool several = state == LB_BOUND_ALL_STATES && A->state_count > 1;
    if (several && (given->claim || given->claim_critical))
        return lb_fail(error, LB_USAGE, "%s is about one training state: choose it with --state",
                       given->claim ? "--claim" : "--claim-critical");
    lb_status status = lb_claim_read(&result->claim, given->claim, "--claim", error);
    return status ? status
                  : lb_claim_read(&result->claim_critical, given->claim_critical,
                                  "--claim-critical", error);
}

static lb_status print(const lb_cli_bounding *result, const lb_cli_call *call, lb_error *error)
{
    const char *plot = call->options.plot;
    if (call->options.json)
        lb_cli_bounding_json(call->out, result);
    else
        lb_cli_bounding_print(lb_cli_report_stream(call), result);
    lb_status status = plot ? lb_cli_bounding_plot(result, plot, error) : LB_OK;
    if (!status && plot && !call->options.json)
        fprintf(lb_cli_report_stream(call), "plot: %s\n", plot);
    return status;
}

static lb_status certify(void *context, const lb_cli_call *call, lb_error *error)
{
    const bound_command *command = context;
    return lb_cli_certify_bound(call, &command->result, command->options.state, error);
}

static lb_status run(bound_command *command, const lb_cli_call *call, lb_error *error)
{
    lb_cli_bounding *result = &command->result;
    lb_cli_progress progress;
    command->has_begun = true;
    lb_cli_progress_start(&progress, call);
    lb_status status = lb_cli_bound(result, call, &command->options, &progress, error);
    lb_cli_watch_end(call);
    if (!status) {
        status = print(result, call, error);
        if (!status)
            status = certify(command, call, error);
        if (!status)
            status = lb_cli_bounding_status(result);
        lb_cli_print_seconds(call, result->seconds);
    }
    return status;
}

static lb_status prepare(bound_command *command, const lb_cli_call *call, lb_error *error)
{
    lb_status status = read_options(&command->options, command->A, call, error);
    if (!status)
        status = read_claims(&command->result, command->A, command->options.state, call, error);
    if (!status)
        status = lb_cli_check_plot(call->options.plot, error);
    return status ? status
                  : lb_cli_check_certificate(&call->options, call->options.json ? "json" : NULL,
                                             error);
}

static void free_command(void *context)
{
    bound_command *command = context;
    if (command->has_begun)
        lb_cli_bounding_clear(&command->result);
    lb_ansatz_clear(command->A);
    free(command);
}

lb_status lb_cmd_bound(const lb_cli_call *call, lb_error *error)
{
    bound_command *command = lb_calloc(1, sizeof *command);
    lb_status status = lb_cli_load(command->A, call, error);
    if (status) {
        free(command);
        return status;
    }
    command->result = (lb_cli_bounding){.A = command->A,
                                        .wants_ranks = true,
                                        .wants_sectors = true,
                                        .digits = call->options.digits};
    status = prepare(command, call, error);
    if (!status)
        status = run(command, call, error);
    lb_cli_keep(call, &(lb_cli_kept){command, certify, free_command});
    return status;
}
