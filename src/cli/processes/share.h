/* Independent items of work, computed here or shared dynamically among the processes of a team.
 *
 * Items are handed out in their order, one at a time to whoever is idle, and their results are
 * taken in their order, so the outcome does not depend on the number of processes: when item i
 * fails, all before it are computed and taken, and none after it is taken, as in a serial run.
 * After an interruption no item is begun, and those begun are taken. */

#ifndef LB_CLI_PROCESSES_SHARE_H
#define LB_CLI_PROCESSES_SHARE_H

#include "cli/processes/team.h"

typedef struct lb_cli_work {
    size_t count;
    size_t jobs; /* processes that compute for this one; 0 when it computes itself */
    lb_cli_serve *compute;
    /* Called in this process alone, for i = 0, 1, ... */
    lb_status (*take)(const char *text, size_t i, void *context, lb_error *error);
    void *context;
    const volatile sig_atomic_t *interrupted; /* set by an interruption */
} lb_cli_work;

/* *taken is the number of items taken. In a worker the function does not return. */
lb_status lb_cli_share(size_t *taken, const lb_cli_work *work, lb_error *error) LB_MUST_CHECK;

#endif
