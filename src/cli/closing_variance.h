/* The variance of a loss, after the closure of its generators. */

#ifndef LB_CLI_CLOSING_VARIANCE_H
#define LB_CLI_CLOSING_VARIANCE_H

#include <liebound/variance.h>

#include "cli/dimension.h"

/* After lb_cli_close: find the structure, and the variance by the sectors where [g, g] is large and all
 * that they allow, else from bases. *variance is NULL where it is undecided; *reason then says why,
 * to be freed, or is NULL where the structure does. */
lb_status lb_cli_close_variance(lb_variance **variance, char **reason, lb_cli_closing *closing,
                                const lb_ansatz_t A, const lb_cli_call *call,
                                lb_cli_progress *progress, lb_variance_options *options,
                                lb_error *error) LB_MUST_CHECK;

#endif
