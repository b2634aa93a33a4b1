/* The rows of a table of dimensions. */

#ifndef LB_CLI_ROWS_H
#define LB_CLI_ROWS_H

#include "cli/cli.h"

typedef struct lb_cli_row {
    char *ansatz, *about, *reference, *evidence;
    size_t setting_count;
    lb_setting *settings;
    size_t qubits, generators;
    mpz_t dimension; /* a lower bound unless proved */
    bool proved, has_at_most;
    mpz_t at_most;           /* a proved upper bound, when has_at_most */
    char *algebra, *formula; /* NULL where the algebra was not identified */
    lb_cli_verdict verdict;
    mpz_t literature; /* when verdict is not LB_CLI_NOT_STATED */
    lb_closure_statistics statistics;
    double seconds;
} lb_cli_row;

typedef struct lb_cli_rows {
    size_t count, capacity;
    lb_cli_row *rows;
} lb_cli_rows;

void lb_cli_rows_clear(lb_cli_rows *rows);
/* A new row with what the ansatz says of itself; the rest is the caller's to fill. */
lb_cli_row *lb_cli_rows_add(lb_cli_rows *rows, const lb_ansatz_t A);

#endif
