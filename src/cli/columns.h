/* The columns of a table of dimensions. */

#ifndef LB_CLI_COLUMNS_H
#define LB_CLI_COLUMNS_H

#include "cli/cli.h"
#include "cli/rows.h"
#include "report/table.h"

/* A set of names in the order in which they were added; the names are copies. */
typedef struct lb_cli_names {
    size_t count, capacity;
    char **names;
} lb_cli_names;

void lb_cli_names_add(lb_cli_names *names, const char *name);
void lb_cli_names_clear(lb_cli_names *names);

typedef struct lb_cli_column {
    int id;
    const char *parameter; /* NULL unless the column is that of a parameter */
} lb_cli_column;
typedef struct lb_cli_columns {
    size_t count, capacity;
    lb_cli_column *columns;
} lb_cli_columns;

/* The columns of --columns. Every item is the name of a column or of one of the parameters;
 * "parameters" stands for the parameters set on the command line, or for all when none is. The
 * result points into call and parameters. LB_USAGE for an unknown name. */
lb_status lb_cli_columns_new(lb_cli_columns *columns, const lb_cli_call *call,
                             const lb_cli_names *parameters, lb_error *error) LB_MUST_CHECK;
void lb_cli_columns_clear(lb_cli_columns *columns);

/* Whether some column shows the algebra. */
bool lb_cli_columns_need_algebra(const lb_cli_columns *list);

/* Add the columns and a row for each of rows; table is initialized and empty. */
void lb_cli_columns_fill(lb_table_t table, const lb_cli_columns *columns, const lb_cli_rows *rows);

#endif
