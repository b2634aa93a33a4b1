/* What deserves a note as soon as an ansatz is read. */

#ifndef LB_CLI_INPUT_REMARKS_H
#define LB_CLI_INPUT_REMARKS_H

#include "cli/cli.h"

/* The remarks of the ansatz; that no training state is stated, to a command that wants one; and
 * coefficients that look as if they were rounded: they are exact rational numbers, and one digit
 * may change the algebra. O(terms). */
void lb_cli_remark(const lb_cli_call *call, const lb_ansatz_t A);

#endif
