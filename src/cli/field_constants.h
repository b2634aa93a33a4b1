/* Structure constants where coefficients have square roots. */

#ifndef LB_CLI_FIELD_CONSTANTS_H
#define LB_CLI_FIELD_CONSTANTS_H

#include <liebound/structure.h>

#include "cli/cli.h"

/* The keys from "dimension" on, but "expectations". */
void lb_cli_set_field_constants(json_t *object, const lb_field_constants_t C, bool killing);
/* A program for GAP. */
void lb_cli_print_field_constants(FILE *out, const lb_field_constants_t C, const lb_ansatz_t A);
/* The expectation values of the basis in training state number `state`. */
lb_status lb_cli_field_expectations(json_t **array, const lb_field_constants_t C,
                                    const lb_ansatz_t A, size_t state,
                                    lb_error *error) LB_MUST_CHECK;

#endif
