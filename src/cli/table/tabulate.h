/* From rows to a printed table, in the format and with the columns of the options. */

#ifndef LB_CLI_TABLE_TABULATE_H
#define LB_CLI_TABLE_TABULATE_H

#include "cli/table/columns.h"
#include "cli/table/row_json.h"

typedef struct lb_cli_tabulation {
    const lb_cli_call *call;
    lb_table_format format;
    const lb_cli_plan *plan;
    lb_cli_columns columns;
    lb_cli_rows rows, left_out;
    lb_status verdict; /* LB_OK, LB_UNDECIDED or LB_DISAGREE, over all rows */
} lb_cli_tabulation;

/* The format of the call alone, so that its errors come first. */
lb_status lb_cli_tabulation_init(lb_cli_tabulation *t, const lb_cli_call *call,
                                 lb_error *error) LB_MUST_CHECK;
/* Choose the columns; the plan is kept as a pointer. LB_USAGE for an unknown column, and for --fit
 * without a parameter to fit in. */
lb_status lb_cli_tabulation_begin(lb_cli_tabulation *t, const lb_cli_plan *plan,
                                  lb_error *error) LB_MUST_CHECK;
/* Take over a row; rows come by index. A note says when it is left out, or
 * contradicts what is stated. */
void lb_cli_tabulation_add(lb_cli_tabulation *t, const lb_cli_row *row);
void lb_cli_tabulation_print(const lb_cli_tabulation *t);
void lb_cli_tabulation_clear(lb_cli_tabulation *t);

/* The notes that a row deserves. */
void lb_cli_row_print_notes(FILE *stream, const lb_cli_row *row);
/* The worse of the two. */
lb_status lb_cli_worse_verdict(lb_status a, lb_status b);

#endif
