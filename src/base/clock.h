/* Time, memory in use, and the limits on both. */

#ifndef LB_BASE_CLOCK_H
#define LB_BASE_CLOCK_H

#include <liebound/status.h>

/* Wall-clock seconds from a fixed, unspecified start. */
double lb_seconds(void);

/* Resident memory of the process now, and its peak; 0 where the system does not tell. */
size_t lb_resident_bytes(void);
size_t lb_peak_bytes(void);
/* Memory of the machine. */
size_t lb_physical_bytes(void);

/* Which limit is passed, counting time from start: NULL for none, else "time limit reached",
 * "memory limit reached" or "interrupted". limits may be NULL. Costs a system call: ask every few
 * thousand steps. */
const char *lb_limit_reached(const lb_limits *limits, double start);

#endif
