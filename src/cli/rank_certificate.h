/* Certificates of what `bound` and `rank` found. */

#ifndef LB_CLI_RANK_CERTIFICATE_H
#define LB_CLI_RANK_CERTIFICATE_H

#include <liebound/certificate.h>

#include "cli/bound_print.h"
#include "cli/cmd.h"

/* Write the ranks, with the orbits of a proved closure as upper bounds, or with dim g by sectors; where
 * there is nothing to certify, a note says so, and the status is LB_UNDECIDED. `state` is the number of a
 * state, or LB_EXACT_ALL_STATES for all. The closing may be NULL. */
lb_status lb_cli_certify_ranks(const lb_cli_call *call, const lb_ansatz_t A,
                               const lb_rank_claim *claims, size_t count,
                               const lb_cli_closing *closing, size_t state, lb_error *error);
/* Those of `bound`. */
lb_status lb_cli_certify_bound(const lb_cli_call *call, const lb_cli_bounding *result, size_t state,
                               lb_error *error);

#endif
