/* Sweeps: n=2..10, n=2..10..2, n=2,4,8, and lists of these; and the combinations of several. */

#ifndef LB_CLI_TABLE_SWEEP_H
#define LB_CLI_TABLE_SWEEP_H

#include "cli/cli.h"

/* The most combinations of one sweep. */
#define LB_CLI_COMBINATIONS_MAX 1000000

/* Whether the text stands for several values. */
bool lb_cli_is_sweep(const char *values);

/* The settings of a call, each with its list of values. */
typedef struct lb_cli_axis {
    char *name;
    size_t count, capacity;
    char **values;
} lb_cli_axis;
typedef struct lb_cli_sweep {
    size_t axis_count;
    lb_cli_axis *axes;
    size_t combinations;
} lb_cli_sweep;

/* Append the values of a text to an axis that has a name, for messages; it is to be cleared in any
 * case. */
lb_status lb_cli_axis_fill(lb_cli_axis *axis, const char *values, lb_error *error) LB_MUST_CHECK;
void lb_cli_axis_clear(lb_cli_axis *axis);

lb_status lb_cli_sweep_new(lb_cli_sweep *sweep, const lb_cli_call *call,
                           lb_error *error) LB_MUST_CHECK;
void lb_cli_sweep_clear(lb_cli_sweep *sweep);

/* Combination i, the last axis running fastest: settings[0 .. axis_count - 1] point into sweep. */
void lb_cli_sweep_at(lb_setting *settings, const lb_cli_sweep *sweep, size_t i);

/* The setting with the most values among those with several, all of them integers; the first of
 * several such, or NULL. */
const lb_cli_axis *lb_cli_sweep_integers(const lb_cli_sweep *sweep);

#endif
