#include "cli/computation.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "cli/watch.h"
#include "report/json.h"

static void print(FILE *stream, const void *context)
{
    const lb_cli_computation *computation = context;
    if (!computation->call.options.json) {
        computation->steps->print_text(stream, computation);
        return;
    }
    json_t *object = lb_json_new(computation->call.command->name);
    lb_cli_json_ansatz(object, computation->A);
    computation->steps->set_json(object, computation);
    lb_json_finish(stream, object);
}

static lb_status find(lb_cli_computation *computation, lb_error *error)
{
    const lb_cli_steps *steps = computation->steps;
    lb_status status = steps->read ? steps->read(computation, error) : LB_OK;
    if (status)
        return status;
    computation->has_closing = !steps->without_closing;
    if (computation->has_closing)
        lb_cli_closing_init(&computation->closing, computation->A, &computation->call);
    return steps->compute(computation, error);
}

static lb_status report(lb_cli_computation *computation, lb_error *error)
{
    const lb_cli_steps *steps = computation->steps;
    const lb_cli_call *call = &computation->call;
    lb_cli_notes_add_generators(&computation->notes, computation->A);
    lb_status status = steps->conclude ? steps->conclude(computation, error) : LB_OK;
    print(lb_cli_report_stream(call), computation);
    if (!steps->print_resources)
        lb_cli_print_seconds(call, computation->seconds);
    else if (!call->options.quiet)
        steps->print_resources(call->notes, computation);
    return status ? status : steps->verdict(computation);
}

static lb_status run(lb_cli_computation *computation, lb_error *error)
{
    double start = lb_seconds();
    lb_status status = find(computation, error);
    lb_cli_progress_erase(&computation->progress);
    computation->seconds = lb_seconds() - start;
    lb_cli_watch_end(&computation->call);
    return status ? status : report(computation, error);
}

static void free_computation(void *context)
{
    lb_cli_computation *computation = context;
    if (computation->steps->clear)
        computation->steps->clear(computation);
    lb_cli_notes_clear(&computation->notes);
    if (computation->has_closing)
        lb_cli_closing_clear(&computation->closing);
    lb_ansatz_clear(computation->A);
    free(computation);
}

lb_status lb_cli_compute(const lb_cli_steps *steps, const lb_cli_call *call, lb_error *error)
{
    lb_status status = steps->check ? steps->check(&call->options, error) : LB_OK;
    if (status)
        return status;
    lb_cli_computation *computation = lb_calloc(1, steps->size);
    status = lb_cli_load(computation->A, call, error);
    if (status) {
        free(computation);
        return status;
    }
    computation->steps = steps;
    computation->call = *call;
    computation->digits = call->options.digits;
    lb_cli_notes_init(&computation->notes);
    lb_cli_progress_start(&computation->progress, call);
    status = run(computation, error);
    if (steps->certify)
        lb_cli_keep(call, &(lb_cli_kept){computation, steps->certify, free_computation});
    else
        free_computation(computation);
    return status;
}

void lb_cli_print_closing_alone(FILE *stream, const lb_cli_computation *computation)
{
    lb_cli_print_heading(stream, computation->A);
    lb_cli_print_dimension(stream, computation->A, &computation->closing, computation->digits);
    lb_cli_notes_print(stream, &computation->notes);
}

void lb_cli_print_certificate(FILE *stream, const char *title,
                              const lb_cli_computation *computation)
{
    const char *path = computation->certificate;
    if (path)
        fprintf(stream, "%s: %s\n", title, strcmp(path, "-") ? path : "standard output");
}

void lb_cli_json_end(json_t *object, const lb_cli_computation *computation)
{
    lb_json_set(object, "notes", lb_cli_notes_json(&computation->notes));
    lb_json_set(object, "seconds", lb_json_real(computation->seconds));
}

lb_status lb_cli_computation_status(const lb_cli_computation *computation, bool known)
{
    lb_status status = lb_cli_closing_status(&computation->closing);
    return status ? status : known ? LB_OK : LB_UNDECIDED;
}

lb_status lb_cli_write_certificate(lb_cli_computation *computation,
                                   lb_status write(const void *computation, const char *path,
                                                   lb_error *error),
                                   lb_error *error)
{
    const lb_cli_call *call = &computation->call;
    const char *path = call->options.certificate;
    lb_cli_call own;
    lb_cli_watch_certificate(&own, call, lb_cli_report_descriptor(call), &computation->notes, print,
                             computation);
    lb_status status = write(computation, path, error);
    lb_cli_watch_free(&own);
    if (status)
        lb_cli_notes_add(&computation->notes, "no certificate was written%s%s",
                         status == LB_USAGE ? ", because " : "",
                         status == LB_USAGE ? error->message : "");
    else
        computation->certificate = path;
    return status;
}
