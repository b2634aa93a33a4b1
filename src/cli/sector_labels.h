/* Sectors by the operators of --sector. */

#ifndef LB_CLI_SECTOR_LABELS_H
#define LB_CLI_SECTOR_LABELS_H

#include <liebound/conserved.h>

#include "cli/cli.h"

typedef struct lb_cli_labels {
    size_t count; /* operators, 0 where none were asked for */
    char **names; /* as they were written */
    lb_sum_struct *operators;
    bool found;
    lb_labels labels;
    char *undecided; /* why there are none, or NULL */
    size_t digits;
} lb_cli_labels;

/* Read the operators; to be cleared in any case. LB_USAGE. */
lb_status lb_cli_labels_init(lb_cli_labels *labels, const lb_ansatz_t A, const lb_cli_call *call,
                             lb_error *error) LB_MUST_CHECK;
lb_status lb_cli_labels_find(lb_cli_labels *labels, const lb_ansatz_t A,
                             const lb_conserved *conserved, const lb_cli_call *call,
                             lb_error *error) LB_MUST_CHECK;
void lb_cli_labels_clear(lb_cli_labels *labels);

void lb_cli_labels_print(FILE *stream, const lb_cli_labels *labels);
/* An array of labels, null where none were asked for. */
json_t *lb_cli_labels_json(const lb_cli_labels *labels);

#endif
