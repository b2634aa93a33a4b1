#include "cli/progress.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/memory.h"

static size_t terminal_width(void)
{
    enum { USUAL_WIDTH = 80 };
    struct winsize size;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) || !size.ws_col)
        return USUAL_WIDTH;
    return size.ws_col;
}

void lb_cli_progress_start(lb_cli_progress *progress, const lb_cli_call *call)
{
    const char *terminal = getenv("TERM");
    memset(progress, 0, sizeof *progress);
    progress->title = "";
    progress->notes = call->notes;
    progress->listener = call->progress;
    progress->listener_context = call->progress_context;
    progress->enabled = !call->in_library && !call->options.quiet && isatty(STDERR_FILENO) &&
                        (!terminal || strcmp(terminal, "dumb"));
    progress->width = terminal_width() - 1;
}

void lb_cli_progress_erase(lb_cli_progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
    progress->shown = false;
}

lb_run_options lb_cli_run_options(const lb_cli_call *call, lb_cli_progress *progress)
{
    return (lb_run_options){.limits = lb_cli_limits(call),
                            .threads = (int)call->options.threads,
                            .progress = lb_cli_progress_report,
                            .context = progress};
}

void lb_cli_progress_show(lb_cli_progress *progress, const char *text)
{
    if (!progress->enabled)
        return;
    lb_cli_progress_erase(progress);
    fprintf(stderr, "%.*s", (int)progress->width, text);
    fflush(stderr);
    progress->shown = true;
}

/* Rows a second since the last report of the same stage; 0 when that cannot be said. */
static double rate(lb_cli_progress *progress, const lb_progress *state)
{
    double seconds = state->seconds - progress->seconds, value = 0;
    bool same_stage = progress->stage && !strcmp(progress->stage, state->stage);
    if (same_stage && seconds > 0 && state->done >= progress->done)
        value = (double)(state->done - progress->done) / seconds;
    progress->seconds = state->seconds;
    progress->done = state->done;
    progress->stage = state->stage;
    return value;
}

bool lb_cli_progress_report(const lb_progress *state, void *context)
{
    lb_cli_progress *progress = context;
    if (progress->listener)
        return progress->listener(state, progress->listener_context);
    if (!progress->enabled)
        return true;
    double speed = rate(progress, state);
    char *done = lb_cli_group_digits(state->done), *total = lb_cli_group_digits(state->total);
    char *rows_a_second = lb_cli_group_digits((size_t)speed), *memory = lb_cli_bytes(state->bytes);
    char *longest =
        state->longest ? lb_sprintf(", longest row %zu", state->longest) : lb_strdup("");
    char *deferred =
        state->deferred ? lb_sprintf(", %zu brackets put off", state->deferred) : lb_strdup("");
    char *rank = state->layer ? lb_sprintf(", layer %zu, rank %zu", state->layer, state->rank)
                              : lb_strdup("");
    char *text = lb_sprintf("%s%s %s%s%s%s%s%s%s%s%s, %s, %.0f s", progress->title, state->stage,
                            done, state->total ? " of " : "", state->total ? total : "", rank,
                            speed > 0 ? ", " : "", speed > 0 ? rows_a_second : "",
                            speed > 0 ? "/s" : "", longest, deferred, memory, state->seconds);
    lb_cli_progress_show(progress, text);
    free(text);
    free(rank);
    free(deferred);
    free(longest);
    free(memory);
    free(rows_a_second);
    free(total);
    free(done);
    return true;
}

void lb_cli_note_failed_checkpoint(const lb_error *reason, void *context)
{
    char text[1024];
    lb_error_format(text, sizeof text, reason);
    lb_cli_progress *progress = context;
    lb_cli_progress_erase(progress);
    fprintf(progress->notes, "liebound: note: %s; the search goes on without this checkpoint\n",
            text);
}
