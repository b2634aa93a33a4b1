#include "base/run.h"

#include "base/limits.h"

static const double REPORT_INTERVAL = 0.2;    /* seconds */
static const size_t CHECK_INTERVAL = 1 << 14; /* products: well below a millisecond */
static const size_t ASK_INTERVAL = 1 << 16; /* more, so that between short steps it is not asked */

lb_report_times lb_report_times_now(void)
{
    double now = lb_seconds();
    return (lb_report_times){.start = now, .last = now};
}

const char *lb_report(const lb_run_options *options, lb_report_times *times, lb_progress progress)
{
    double now = lb_seconds();
    if (times->refused)
        return "interrupted";
    if (!options->progress || now - times->last < REPORT_INTERVAL)
        return NULL;
    times->last = now;
    progress.seconds = now - times->start;
    progress.bytes = lb_resident_bytes();
    times->refused = !options->progress(&progress, options->context);
    return times->refused ? "interrupted" : NULL;
}

void lb_run_start(lb_run *run, const lb_run_options *options)
{
    *run = (lb_run){.times = lb_report_times_now()};
    if (options)
        run->options = *options;
    run->pool = lb_pool_new(run->options.threads > 1 ? run->options.threads : 1);
}

void lb_run_end(lb_run *run)
{
    lb_pool_free(run->pool);
    run->pool = NULL;
}

bool lb_run_asks(lb_run *run, size_t *counter, size_t work)
{
    *counter += work;
    if (!run || *counter < ASK_INTERVAL)
        return !run || !run->stopped;
    *counter = 0;
    const char *reached = lb_limit_reached(&run->options.limits);
    if (reached)
        run->stopped = reached;
    return !run->stopped;
}

bool lb_run_goes_on(lb_run *run, size_t work, lb_progress progress)
{
    run->work += work;
    if (run->work < CHECK_INTERVAL)
        return !run->stopped;
    run->total += run->work;
    run->work = 0;
    if (!run->stopped)
        run->stopped = lb_limit_reached(&run->options.limits);
    if (!run->stopped && run->options.work && run->total >= run->options.work)
        run->stopped = "limit of work reached";
    const char *ended = lb_report(&run->options, &run->times, progress);
    if (!run->stopped)
        run->stopped = ended;
    return !run->stopped;
}
