/* dim g from the states, where the search takes long. */

#ifndef LB_CLI_STATES_H
#define LB_CLI_STATES_H

#include "cli/dimension.h"

/* The work (lb_run_options) of a search after which the states are looked at; 0 where they are not,
 * because something else is asked for that rests on a search. */
size_t lb_cli_work_before_states(const lb_cli_closing *closing, const lb_cli_call *call);
/* Decide by the states, if they do; LB_OK also when they do not. */
lb_status lb_cli_close_by_states(lb_cli_closing *closing, const lb_ansatz_t A,
                                 const lb_run_options *options, lb_error *error) LB_MUST_CHECK;

#endif
