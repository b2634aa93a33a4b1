/* What the items of `success` came to, as lines of JSON and together. */

#ifndef LB_CLI_SUCCESS_RESULTS_H
#define LB_CLI_SUCCESS_RESULTS_H

#include "cli/success/plan.h"
#include "cli/table/rows.h"

/* What is proved: the lines of the plot. */
typedef struct lb_success_lines {
    bool known; /* they were looked for */
    bool disagrees;
    bool cut; /* a limit came before all was known: the item is still to be computed */
    lb_cli_number dimension, rank, critical;
} lb_success_lines;

/* One start. */
typedef struct lb_success_run {
    bool known;
    double best, last; /* losses */
    size_t steps, evaluations;
} lb_success_run;

typedef struct lb_success_results {
    const lb_success_plan *plan;
    lb_success_lines lines;
    bool *have;           /* of each item */
    lb_success_run *runs; /* start s of point p and optimizer o: starts (point_count o + p) + s */
} lb_success_results;

void lb_success_results_init(lb_success_results *results, const lb_success_plan *plan);
void lb_success_results_clear(lb_success_results *results);
const lb_success_run *lb_success_run_at(const lb_success_results *results, size_t optimizer,
                                        size_t point, size_t start);
/* Items that are not there. */
size_t lb_success_missing(const lb_success_results *results);

/* Lines without their ends, which the caller frees. */
char *lb_success_lines_record(const lb_success_lines *lines);
char *lb_success_runs_record(size_t item, const lb_success_run *runs, size_t count);
/* Take in a line. LB_INPUT when it is none of the plan, or is there already. */
lb_status lb_success_results_add(lb_success_results *results, const char *line,
                                 lb_error *error) LB_MUST_CHECK;

void lb_success_lines_init(lb_success_lines *lines);
void lb_success_lines_clear(lb_success_lines *lines);

#endif
