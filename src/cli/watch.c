#include "cli/watch.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/output.h"

/* What a limit may be passed by, and how often the memory is looked at. */
static const double SECONDS_OVER = 0.5, PERIOD = 0.01, LONGEST_WAIT = 60;
static const size_t BYTES_OVER = (size_t)48 << 20;

struct lb_cli_watch {
    pthread_t thread;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t ended;
    bool over;      /* the command reports, or is done */
    int descriptor; /* where reports go */
    bool erases;    /* a line of progress may be there */
    char *text;
    size_t length;
    lb_limits limits; /* beyond which the process ends */
};

static void print_and_exit(const lb_cli_watch *watch)
{
    static const char erase[] = "\r\033[K";
    lb_output_remove_incomplete();
    if (watch->erases && write(STDERR_FILENO, erase, sizeof erase - 1) < 0)
        _exit(LB_IO);
    for (size_t at = 0; at < watch->length;) {
        ssize_t written = write(watch->descriptor, watch->text + at, watch->length - at);
        if (written <= 0)
            _exit(LB_IO);
        at += (size_t)written;
    }
    _exit(LB_UNDECIDED);
}

static void *keep_watch(void *argument)
{
    lb_cli_watch *watch = argument;
    pthread_mutex_lock(&watch->lock);
    while (!watch->over) {
        if (lb_limit_reached(&watch->limits))
            print_and_exit(watch);
        double wait = lb_seconds_left(&watch->limits);
        wait = watch->limits.bytes ? PERIOD : fmin(wait, LONGEST_WAIT) + PERIOD / 10;
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        long nanoseconds = until.tv_nsec + (long)(1e9 * wait);
        until.tv_sec += nanoseconds / 1000000000;
        until.tv_nsec = nanoseconds % 1000000000;
        pthread_cond_timedwait(&watch->ended, &watch->lock, &until);
    }
    pthread_mutex_unlock(&watch->lock);
    return NULL;
}

static void print_nothing_known(FILE *stream, const void *context)
{
    lb_cli_print_undecided(stream, context, LB_CLI_CUT_SHORT);
}

int lb_cli_report_descriptor(const lb_cli_call *call)
{
    const char *certificate = call->options.certificate;
    return certificate && !strcmp(certificate, "-") ? STDERR_FILENO : STDOUT_FILENO;
}

void lb_cli_watch_start(lb_cli_call *call)
{
    lb_cli_watch_part(call, lb_cli_report_descriptor(call), print_nothing_known, call);
}

/* Where more is held already, as behind a report, it is little more. */
static size_t at_most(size_t bytes, size_t held)
{
    size_t over = bytes + BYTES_OVER, little = held + BYTES_OVER / 4;
    return over > little ? over : little;
}

void lb_cli_watch_part(lb_cli_call *call, int descriptor, lb_cli_print *print, const void *context)
{
    size_t bytes = (size_t)call->options.memory_limit, held = lb_resident_bytes();
    if (!bytes && call->deadline <= 0)
        return;
    lb_cli_watch *watch = lb_calloc(1, sizeof *watch);
    pthread_mutex_init(&watch->lock, NULL);
    pthread_cond_init(&watch->ended, NULL);
    watch->descriptor = descriptor;
    watch->erases = !call->options.quiet && isatty(STDERR_FILENO);
    if (call->deadline > 0)
        watch->limits.deadline = call->deadline + SECONDS_OVER;
    if (bytes)
        watch->limits.bytes = at_most(bytes, held);
    call->watch = watch;
    lb_cli_tell(call, print, context);
    if (!pthread_create(&watch->thread, NULL, keep_watch, watch))
        return;
    free(watch->text);
    free(watch);
    call->watch = NULL;
}

void lb_cli_watch_certificate(lb_cli_call *own, const lb_cli_call *call, int descriptor,
                              lb_cli_notes *notes, lb_cli_print *print, const void *context)
{
    *own = *call;
    own->watch = NULL;
    if (!call->watch)
        return;
    fflush(call->out);
    if (own->deadline > 0)
        own->deadline = fmax(own->deadline, lb_seconds());
    lb_cli_notes_add(notes, "no certificate was written: %s", LB_CLI_CUT_SHORT);
    lb_cli_watch_part(own, descriptor, print, context);
    lb_cli_notes_take_back(notes);
}

void lb_cli_watch_end(const lb_cli_call *call)
{
    lb_cli_watch *watch = call->watch;
    if (!watch)
        return;
    pthread_mutex_lock(&watch->lock);
    watch->over = true;
    pthread_cond_signal(&watch->ended);
    pthread_mutex_unlock(&watch->lock);
}

void lb_cli_watch_free(lb_cli_call *call)
{
    lb_cli_watch *watch = call->watch;
    if (!watch)
        return;
    lb_cli_watch_end(call);
    pthread_join(watch->thread, NULL);
    pthread_mutex_destroy(&watch->lock);
    pthread_cond_destroy(&watch->ended);
    free(watch->text);
    free(watch);
    call->watch = NULL;
}

void lb_cli_tell(const lb_cli_call *call, lb_cli_print *print, const void *context)
{
    lb_cli_watch *watch = call->watch;
    char *text = NULL;
    size_t length = 0;
    FILE *stream = watch ? open_memstream(&text, &length) : NULL;
    if (!stream)
        return;
    print(stream, context);
    if (fclose(stream)) {
        free(text);
        return;
    }
    pthread_mutex_lock(&watch->lock);
    char *old = watch->text;
    watch->text = text;
    watch->length = length;
    pthread_mutex_unlock(&watch->lock);
    free(old);
}
