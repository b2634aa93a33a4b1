/* The observable of --observable. */

#ifndef LB_CLI_OBSERVABLE_H
#define LB_CLI_OBSERVABLE_H

#include "cli/cli.h"

/* O <- the operator, in the .alg language with the numerical parameters of A; that of the ansatz, or
 * minus the sum of its generators, for NULL. LB_INPUT says what is wrong with it. */
lb_status lb_cli_read_observable(lb_sum_t O, const lb_ansatz_t A, const char *text,
                                 lb_error *error) LB_MUST_CHECK;
/* The same with square roots, for a text. */
lb_status lb_cli_read_exact_observable(lb_surd_sum_t O, const lb_ansatz_t A, const char *text,
                                       lb_error *error) LB_MUST_CHECK;

#endif
