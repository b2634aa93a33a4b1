/* The target of --target. */

#ifndef LB_CLI_TARGET_H
#define LB_CLI_TARGET_H

#include "cli/cli.h"

/* The numbers of a state on the qubits of A, or of a unitary, which the caller frees; with the path
 * NULL there is none. A unitary is compiled on Bell pairs: they become the training state of A. LB_IO,
 * or LB_INPUT for anything else. */
lb_status lb_cli_read_target(double **target, size_t *target_count, lb_ansatz_t A, const char *path,
                             lb_error *error) LB_MUST_CHECK;

#endif
