/* Rows as lines of JSON, for other processes and for the files of slices.
 *
 * A file of rows starts with a line that says what table they belong to (the plan), and has one
 * line for each row after it, in any order. */

#ifndef LB_CLI_TABLE_ROW_JSON_H
#define LB_CLI_TABLE_ROW_JSON_H

#include "cli/table/rows.h"

/* The table that was asked for. */
typedef struct lb_cli_plan {
    lb_cli_names sources;    /* as on the command line */
    lb_cli_names values;     /* settings as on the command line, "n=2..10" */
    lb_cli_names settings;   /* their names */
    lb_cli_names parameters; /* of all sources */
    char *swept; /* the parameter to fit in; NULL when none has several integer values */
    size_t rows; /* left out or not */
} lb_cli_plan;
void lb_cli_plan_clear(lb_cli_plan *plan);

/* One line without its end. The caller frees it. */
char *lb_cli_record_plan(const lb_cli_plan *plan);
char *lb_cli_record_row(const lb_cli_row *row);

/* Read a line. LB_INPUT when it is not one of these; plan and row are initialized by success only.
 */
lb_status lb_cli_record_read_plan(lb_cli_plan *plan, const char *text,
                                  lb_error *error) LB_MUST_CHECK;
lb_status lb_cli_record_read_row(lb_cli_row *row, const char *text, lb_error *error) LB_MUST_CHECK;

#endif
