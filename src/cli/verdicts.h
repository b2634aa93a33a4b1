/* Controllability and reachability, beside the symmetries. */

#ifndef LB_CLI_VERDICTS_H
#define LB_CLI_VERDICTS_H

#include <liebound/reach.h>

#include "cli/dimension.h"

typedef struct lb_cli_verdicts {
    bool asked;             /* for any of it */
    lb_cli_closing closing; /* when it was */
    bool has_control;
    lb_controllability control;
    size_t from, to; /* training states of the ansatz */
    bool has_reach;
    lb_reach reach;
    size_t digits;
} lb_cli_verdicts;

/* Before anything is computed: add the state of --reach to the ansatz. LB_USAGE, LB_INPUT. */
lb_status lb_cli_verdicts_prepare(lb_cli_verdicts *verdicts, lb_ansatz_t A, const lb_cli_call *call,
                                  lb_error *error) LB_MUST_CHECK;
/* To be cleared if it was prepared. */
lb_status lb_cli_verdicts_find(lb_cli_verdicts *verdicts, const lb_ansatz_t A,
                               const lb_conserved *conserved, const lb_cli_call *call,
                               lb_error *error) LB_MUST_CHECK;
void lb_cli_verdicts_clear(lb_cli_verdicts *verdicts);

void lb_cli_verdicts_print(FILE *stream, const lb_cli_verdicts *verdicts, const lb_ansatz_t A,
                           const lb_conserved *conserved);
/* "controllability" and "reach", null where they were not asked for. */
void lb_cli_verdicts_json(json_t *object, const lb_cli_verdicts *verdicts, const lb_ansatz_t A);

/* LB_UNDECIDED when what was asked for is open. */
lb_status lb_cli_verdicts_status(const lb_cli_verdicts *verdicts, const lb_cli_call *call);

#endif
