/* What `success` prints: the fraction of starts below each threshold against the number of angles,
 * with a binomial interval, beside what is proved of that number. */

#ifndef LB_CLI_SUCCESS_REPORT_H
#define LB_CLI_SUCCESS_REPORT_H

#include "cli/success/results.h"
#include "report/table.h"

typedef struct lb_success_report {
    const lb_success_results *results;
    size_t threshold_count;
    double *thresholds; /* decreasing */
    lb_table_format format;
    const char *plot;  /* path, or NULL */
    FILE *out, *notes; /* of the call */
} lb_success_report;

/* --threshold, --format, --json and --plot, whose file is looked at. LB_USAGE, LB_IO. The report is
 * to be cleared when this succeeds; its results are set later. */
lb_status lb_success_report_init(lb_success_report *report, const lb_cli_call *call,
                                 lb_error *error) LB_MUST_CHECK;
void lb_success_report_clear(lb_success_report *report);

/* Print, draw the plot, and say in a note what is missing, which the same
 * command computes from a checkpoint, if there is one. LB_UNDECIDED when something is missing,
 * LB_DISAGREE when what is proved contradicts itself, LB_IO. */
lb_status lb_success_report_print(const lb_success_report *report, const char *checkpoint,
                                  lb_error *error) LB_MUST_CHECK;
/* `liebound merge`, of files that --slice made. */
lb_status lb_success_merge(const lb_cli_call *call, lb_error *error) LB_MUST_CHECK;

#endif
