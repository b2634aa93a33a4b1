/* The columns of a table of dimensions and ranks. */

#ifndef LB_CLI_TABLE_COLUMNS_H
#define LB_CLI_TABLE_COLUMNS_H

#include "cli/cli.h"
#include "cli/table/fits.h"
#include "cli/table/rows.h"
#include "report/table.h"

typedef struct lb_cli_column {
    int id;
    const char *parameter; /* NULL unless the column is that of a parameter */
} lb_cli_column;
typedef struct lb_cli_columns {
    size_t count, capacity;
    lb_cli_column *columns;
} lb_cli_columns;

/* The columns of a text, separated by commas. Every item is the name of a column or of one of the
 * parameters; "parameters" stands for the settings, those of the command line, or for all
 * parameters when there is none. The result points into settings and parameters. LB_USAGE for an
 * unknown name. */
lb_status lb_cli_columns_new(lb_cli_columns *columns, const char *text,
                             const lb_cli_names *settings, const lb_cli_names *parameters,
                             lb_error *error) LB_MUST_CHECK;
void lb_cli_columns_clear(lb_cli_columns *columns);

/* What the columns of a text show: something of the algebra or of dim g, bounds on the rank and the
 * like, and which quantities; dim g when nothing of the others. */
typedef struct lb_cli_needs {
    bool algebra, dimension, bounds, variance;
    bool quantity[LB_CLI_QUANTITY_COUNT];
} lb_cli_needs;
void lb_cli_columns_needs(lb_cli_needs *needs, const char *text);

/* Add the columns and a row for each of rows; table is initialized and empty. The form of each of
 * fits and its spare points are two more columns. */
void lb_cli_columns_fill(lb_table_t table, const lb_cli_columns *columns, const lb_cli_rows *rows,
                         const lb_cli_fits *fits, size_t fit_count);

#endif
