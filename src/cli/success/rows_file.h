/* A file of items: the plan in the first line, and then one line for each item, in any order. It is
 * what --slice prints and what a checkpoint keeps. A line that is cut off at the end of a file, as a
 * killed process leaves it, does not count. */

#ifndef LB_CLI_SUCCESS_ROWS_FILE_H
#define LB_CLI_SUCCESS_ROWS_FILE_H

#include "cli/success/results.h"

/* The plan of a file, or of the text of the call that has its name. LB_IO, LB_INPUT. */
lb_status lb_success_file_plan(lb_success_plan *plan, const lb_cli_call *call, const char *path,
                               lb_error *error) LB_MUST_CHECK;
/* Whether the file begins with a plan of `success`; false when it cannot be read. */
bool lb_success_file_is_one(const lb_cli_call *call, const char *path);
/* Take in all items of a file, which is of the plan of the results: LB_INPUT otherwise. *cut_off
 * tells whether its last line is. */
lb_status lb_success_file_read(lb_success_results *results, const lb_cli_call *call,
                               const char *path, bool *cut_off, lb_error *error) LB_MUST_CHECK;

/* A checkpoint that is being written. */
typedef struct lb_success_checkpoint lb_success_checkpoint;

/* Go on from the file, when it is there and not empty, or begin it. LB_INPUT when it is of another
 * plan. */
lb_status lb_success_checkpoint_open(lb_success_checkpoint **checkpoint,
                                     lb_success_results *results, const char *path,
                                     lb_error *error) LB_MUST_CHECK;
/* Only what is in the file, in a process that writes nothing. */
lb_status lb_success_checkpoint_look(lb_success_results *results, const char *path,
                                     lb_error *error) LB_MUST_CHECK;
/* Append the line of an item; when it returns, a crash of the process does not lose it. */
lb_status lb_success_checkpoint_add(lb_success_checkpoint *checkpoint, const char *line,
                                    lb_error *error) LB_MUST_CHECK;
void lb_success_checkpoint_close(lb_success_checkpoint *checkpoint); /* NULL is allowed */

#endif
