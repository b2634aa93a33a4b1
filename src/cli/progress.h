/* One line on standard error, rewritten in place, while something is computed; nothing unless
 * standard error is a terminal. A library call has its own way to hear of it. */

#ifndef LB_CLI_PROGRESS_H
#define LB_CLI_PROGRESS_H

#include <liebound/closure.h>

#include "cli/cli.h"

typedef struct lb_cli_progress {
    bool enabled, shown;
    size_t width;      /* columns that may be used */
    FILE *notes;       /* for what else is to be said */
    const char *title; /* what comes first in the line */
    /* Of a library call, in place of the line; NULL for none. It may end the computation. */
    bool (*listener)(const lb_progress *state, void *context);
    void *listener_context;
    /* From the last but one report, for the rate. */
    double seconds;
    size_t done;
    const char *stage;
} lb_cli_progress;

void lb_cli_progress_start(lb_cli_progress *progress, const lb_cli_call *call);
/* For lb_run_options, with an lb_cli_progress as context. */
bool lb_cli_progress_report(const lb_progress *state, void *context);
/* The limits, threads and progress of one computation of the call. */
lb_run_options lb_cli_run_options(const lb_cli_call *call, lb_cli_progress *progress);
/* A line of the caller's. */
void lb_cli_progress_show(lb_cli_progress *progress, const char *text);
void lb_cli_progress_erase(lb_cli_progress *progress);
/* That a checkpoint cannot be written; the context is an lb_cli_progress. */
void lb_cli_note_failed_checkpoint(const lb_error *reason, void *context);

#endif
