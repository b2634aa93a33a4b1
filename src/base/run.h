/* The conduct of one closure: its limits, its progress reports, its threads. */

#ifndef LB_BASE_RUN_H
#define LB_BASE_RUN_H

#include <liebound/closure.h>

#include "base/pool.h"

typedef struct lb_run {
    lb_closure_options options;
    double start, last_report;
    size_t work, total; /* since the last look at the clock, and before it */
    const char *_Atomic stopped; /* which limit ended the run, NULL while it may go on */
    lb_error failure; /* its status is LB_OK unless something beyond limits ended the run */
    lb_pool *pool;
} lb_run;

void lb_run_start(lb_run *run, const lb_closure_options *options);
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
