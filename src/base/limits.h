/* Time, memory in use, and the limits on both. */

#ifndef LB_BASE_LIMITS_H
#define LB_BASE_LIMITS_H

#include <liebound/run.h>

/* Wall-clock seconds from a fixed, unspecified start. */
double lb_seconds(void);

/* Resident memory of the process now, and its peak; 0 where the system does not tell. */
size_t lb_resident_bytes(void);
size_t lb_peak_bytes(void);
/* Memory of the machine. */
size_t lb_physical_bytes(void);

/* Which limit is passed: NULL for none, else "time limit reached", "memory limit reached" or
 * "interrupted". limits may be NULL. With a limit of memory it costs some microseconds: ask every
 * few thousand steps. */
const char *lb_limit_reached(const lb_limits *limits);
/* The same without a look at the memory: some ten nanoseconds. */
const char *lb_limit_of_time(const lb_limits *limits);

/* What is left until the deadline, below 0 when it has passed; HUGE_VAL without one. */
double lb_seconds_left(const lb_limits *limits);
/* Whether so many bytes more are within the limit: to be asked before much is taken at once. A
 * megabyte always is. */
bool lb_limits_allow(const lb_limits *limits, double bytes);
/* The same limits, and at most so many seconds from now, or such a share of what is left. */
lb_limits lb_limits_within(const lb_limits *limits, double seconds);
lb_limits lb_limits_share(const lb_limits *limits, double share);

#endif
