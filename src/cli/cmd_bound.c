/* The maximal rank of the quantum Fisher information matrix and the critical number of angles: the
 * bounds from both sides, and beside them what floating point sees. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/bound.h>

#include "base/limits.h"
#include "base/memory.h"
#include "cli/args/number.h"
#include "cli/bound_print.h"
#include "cli/cmd.h"
#include "cli/watch.h"
#include "report/json.h"
#include "report/plot.h"

static lb_status read_options(lb_bound_options *options, const lb_ansatz_t A,
                              const lb_cli_call *call, lb_error *error)
{
    const lb_cli_options *given = &call->options;
    *options = (lb_bound_options){.state = LB_BOUND_ALL_STATES,
                                  .seeds = given->seeds,
                                  .seed = given->seed,
                                  .run.threads = (int)given->threads};
    lb_status status =
        lb_cli_read_word(&options->layers, given->bound_layers, "auto", 1, "--layers", error);
    return status ? status : lb_cli_read_state(&options->state, A, given->bound_state, error);
}

typedef struct telling {
    const lb_cli_call *call;
    lb_cli_bounding result;
} telling;

static void print_known(FILE *stream, const void *context)
{
    const telling *t = context;
    (t->call->options.json ? lb_cli_bounding_json : lb_cli_bounding_print)(stream, &t->result);
}

static void tell_known(const lb_bound_struct *so_far, void *context)
{
    telling *t = context;
    char limit[] = LB_CLI_CUT_SHORT;
    *t->result.bound = *so_far;
    if (!so_far->limit)
        t->result.bound->limit = limit;
    lb_cli_tell(t->call, print_known, t);
}

static lb_status compute(lb_cli_bounding *result, const lb_cli_call *call, lb_bound_options options,
                         lb_cli_progress *progress, lb_error *error)
{
    lb_status status = lb_cli_close(&result->closing, result->A, call, progress, error);
    if (status)
        return status;
    telling told = {call, *result};
    options.known = tell_known;
    options.known_context = &told;
    options.run.limits = lb_cli_limits(call);
    options.dimension_at_most = lb_cli_closing_at_most(&result->closing);
    if (progress->enabled) {
        options.run.progress = lb_cli_progress_report;
        options.run.context = progress;
    }
    status = lb_bound_compute(result->bound, result->A, result->closing.closure, &options, error);
    lb_cli_progress_erase(progress);
    return status;
}

static lb_status verdict(const lb_cli_bounding *result)
{
    lb_status status = lb_dimension_status(result->closing.found);
    if (result->bound->disagrees)
        return LB_DISAGREE;
    return status ? status : result->bound->limit ? LB_UNDECIDED : LB_OK;
}

static lb_status run(lb_cli_bounding *result, const lb_cli_call *call, lb_bound_options *options,
                     lb_error *error)
{
    lb_cli_progress progress;
    double start = lb_seconds();
    lb_cli_progress_start(&progress, call);
    lb_cli_closing_init(&result->closing, result->A, call);
    lb_bound_init(result->bound);
    lb_status status = compute(result, call, *options, &progress, error);
    result->seconds = lb_seconds() - start;
    lb_cli_watch_end(call);
    if (!status) {
        if (call->options.json)
            lb_cli_bounding_json(stdout, result);
        else
            lb_cli_bounding_print(stdout, result);
        status =
            call->options.plot ? lb_cli_bounding_plot(result, call->options.plot, error) : LB_OK;
        if (!status && call->options.plot && !call->options.json)
            printf("plot: %s\n", call->options.plot);
        if (!status)
            status = verdict(result);
        if (!call->options.quiet)
            fprintf(stderr, "%.2f s\n", result->seconds);
    }
    lb_bound_clear(result->bound);
    lb_cli_closing_clear(&result->closing);
    return status;
}

lb_status lb_cmd_bound(const lb_cli_call *call, lb_error *error)
{
    lb_ansatz_t A;
    lb_bound_options options;
    lb_status status = lb_cli_load(A, call, error);
    if (status)
        return status;
    lb_cli_bounding result = {.A = A, .digits = call->options.digits};
    status = read_options(&options, A, call, error);
    if (!status && call->options.plot)
        status = lb_plot_check(call->options.plot, error);
    if (!status && call->options.plot)
        status = lb_cli_check_target(call->options.plot, error);
    if (!status)
        status = run(&result, call, &options, error);
    lb_ansatz_clear(A);
    return status;
}
