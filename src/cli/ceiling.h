/* The least upper bound on the rank of a QFIM that can be proved in a few seconds: from the number
 * of angles, the state space, dim g and the orbit of the training state. */

#ifndef LB_CLI_CEILING_H
#define LB_CLI_CEILING_H

#include "cli/cli.h"

typedef struct lb_cli_ceiling {
    size_t bound;
    const char *source; /* what gave it */
} lb_cli_ceiling;

/* For training state number `state`, and circuits with so many angles (SIZE_MAX for any). Never
 * fails: without a proof in time the bound is that of the angles and the state space. */
lb_cli_ceiling lb_cli_find_ceiling(const lb_ansatz_t A, size_t state, size_t angles,
                                   const lb_limits *limits);

#endif
