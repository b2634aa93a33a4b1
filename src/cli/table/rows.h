/* The rows of a table of dimensions. */

#ifndef LB_CLI_TABLE_ROWS_H
#define LB_CLI_TABLE_ROWS_H

#include "cli/cli.h"
#include "cli/table/name_list.h"

typedef struct lb_cli_row {
    size_t index;  /* in the table, rows that are left out counted */
    size_t source; /* the ansatz on the command line */
    char *ansatz, *about, *reference, *evidence;
    char *reason; /* why it is left out, or NULL; then only the settings are known */
    size_t setting_count;
    lb_setting *settings;
    size_t qubits, generators;
    mpz_t dimension; /* a lower bound unless proved */
    bool proved, has_at_most;
    mpz_t at_most;           /* a proved upper bound, when has_at_most */
    char *algebra, *formula; /* NULL where the algebra was not identified */
    lb_verdict verdict;
    mpz_t literature; /* when verdict is not LB_VERDICT_NONE */
    size_t brackets, longest_row, terms;
    double seconds;
} lb_cli_row;

/* A row without anything; every row is cleared by its owner. */
void lb_cli_row_init(lb_cli_row *row);
void lb_cli_row_clear(lb_cli_row *row);
/* Copy what the ansatz says of itself. */
void lb_cli_row_describe(lb_cli_row *row, const lb_ansatz_t A);
void lb_cli_row_set_settings(lb_cli_row *row, const lb_setting *settings, size_t count);
/* The value of the setting, or NULL. */
const char *lb_cli_row_setting(const lb_cli_row *row, const char *name);
/* LB_DISAGREE when the stated dimension is contradicted, else LB_UNDECIDED unless proved; LB_OK for
 * a row that is left out. */
lb_status lb_cli_row_status(const lb_cli_row *row);

/* The rows of a table, and those that are left out of it, each by index. */
typedef struct lb_cli_rows {
    size_t count, capacity;
    lb_cli_row *rows;
} lb_cli_rows;

/* Take over the row. */
void lb_cli_rows_add(lb_cli_rows *rows, const lb_cli_row *row);
void lb_cli_rows_clear(lb_cli_rows *rows);

#endif
