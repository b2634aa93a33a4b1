/* The conduct of one closure: its limits and its progress reports. */

#ifndef LB_ALGEBRA_RUN_H
#define LB_ALGEBRA_RUN_H

#include <liebound/closure.h>

typedef struct lb_run {
    lb_closure_options options;
    double start, last_report;
    const char *stopped; /* which limit ended the run, NULL while it may go on */
} lb_run;

void lb_run_start(lb_run *run, const lb_closure_options *options);
/* Report progress if it is time to, and look at the limits; false when the run must end. Costs a
 * few system calls: call it every few milliseconds of work. */
bool lb_run_goes_on(lb_run *run, lb_progress progress);

#endif
