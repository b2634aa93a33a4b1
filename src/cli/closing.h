/* A closure with what the commands say about it. */

#ifndef LB_CLI_CLOSING_H
#define LB_CLI_CLOSING_H

#include "cli/cli.h"
#include "cli/progress.h"

typedef struct lb_cli_closing {
    lb_closure *closure;
    mpz_t dimension; /* a lower bound unless proved */
    bool proved;
    lb_cli_verdict verdict;
    lb_closure_statistics statistics;
    double seconds;
} lb_cli_closing;

/* Compute within the limits of the call, with progress, which is erased at the end. */
lb_status lb_cli_close(lb_cli_closing *closing, const lb_ansatz_t A, const lb_cli_call *call,
                       lb_cli_progress *progress, lb_error *error) LB_MUST_CHECK;
void lb_cli_closing_clear(lb_cli_closing *closing);

/* LB_DISAGREE when the stated dimension is contradicted, else LB_UNDECIDED unless proved. */
lb_status lb_cli_closing_status(const lb_cli_closing *closing);

/* The dimension, its status, its evidence, and what the literature says, a line each. */
void lb_cli_print_dimension(FILE *stream, const lb_ansatz_t A, const lb_cli_closing *closing);
/* dimension or dimension_at_least, status, evidence, and literature (null when nothing is
 * stated). */
void lb_cli_closing_json(json_t *object, const lb_ansatz_t A, const lb_cli_closing *closing);

#endif
