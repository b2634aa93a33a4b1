/* Structure constants where coefficients have square roots. */

#ifndef LB_CLI_FIELD_CONSTANTS_H
#define LB_CLI_FIELD_CONSTANTS_H

#include "cli/dimension.h"

/* Print those of the algebra of the closing, as JSON or for GAP, with the expectation values in training state
 * number `state` unless it is SIZE_MAX. LB_UNDECIDED where its dimension is, or when a limit came first; LB_INPUT in
 * the Matrix Market format, which has no place for roots. */
lb_status lb_cli_print_field_constants(const lb_ansatz_t A, const lb_cli_closing *closing,
                                       size_t state, const lb_cli_call *call,
                                       lb_error *error) LB_MUST_CHECK;

#endif
