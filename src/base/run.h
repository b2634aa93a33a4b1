/* The conduct of one computation: its limits, its progress reports, its threads. */

#ifndef LB_BASE_RUN_H
#define LB_BASE_RUN_H

#include <liebound/run.h>

#include "base/pool.h"

/* When a computation began, and when it reported last; whether the callback has wanted the end. */
typedef struct lb_report_times {
    double start, last;
    bool refused;
} lb_report_times;

lb_report_times lb_report_times_now(void);
/* Report progress where the options ask for it and it is time to; seconds and bytes are filled in.
 * Returns "interrupted" when the callback wants the end, from then on without asking it; else NULL. */
const char *lb_report(const lb_run_options *options, lb_report_times *times, lb_progress progress);

typedef struct lb_run {
    lb_run_options options;
    lb_report_times times;
    size_t work, total;          /* since the last look at the clock, and before it */
    const char *_Atomic stopped; /* which limit ended the run, NULL while it may go on */
    lb_error failure; /* its status is LB_OK unless something beyond limits ended the run */
    lb_pool *pool;
} lb_run;

/* options may be NULL. */
void lb_run_start(lb_run *run, const lb_run_options *options);
/* Ends the threads; what stopped the run can still be read. */
void lb_run_end(lb_run *run);
/* Account for some work, in products of strings or what takes as long, and, when enough has
 * gathered, look at the limits and report progress. False when the run must end. */
bool lb_run_goes_on(lb_run *run, size_t work, lb_progress progress);
/* Inside a step that may be long, in any thread: account for some work in a counter of the thread's
 * own, and look at the limits when enough has gathered. False when the run must end; run may be
 * NULL. */
bool lb_run_asks(lb_run *run, size_t *counter, size_t work);

#endif
