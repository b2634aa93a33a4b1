/* Files of slices of `train`: the words of the command in the first line, then a line of JSON for each
 * group of starts, in any order. A line that is cut off at the end does not count. */

#ifndef LB_CLI_TRAIN_ROWS_H
#define LB_CLI_TRAIN_ROWS_H

#include "cli/train/result.h"

enum { LB_TRAIN_GROUP = 8 };
size_t lb_train_starts_in(const lb_train_result *result, size_t group);

/* The line of a group without its end, which the caller frees. */
char *lb_train_record(size_t group, const lb_training_t T);
/* Add the runs of the next group. LB_INPUT when it is none of this training. */
lb_status lb_train_add_record(lb_train_result *result, size_t group, const char *text,
                              lb_error *error) LB_MUST_CHECK;

/* The first line: the words of the command, without options that may differ from slice to slice, and a
 * digest of what the files that it names say. The caller frees it. */
char *lb_train_plan_line(const lb_cli_call *call, const lb_train_result *result,
                         const lb_training_problem *problem);
/* Fill texts[group], NULL so far, which the caller frees, from a file or text of the call. LB_IO, or
 * LB_INPUT when its first line is another. */
lb_status lb_train_read_rows(char **texts, size_t groups, const char *plan, const lb_cli_call *call,
                             const char *path, lb_error *error) LB_MUST_CHECK;
/* Whether the file is of a slice of `train`. */
bool lb_train_file_is_one(const lb_cli_call *call, const char *path);
/* The call of `train` in such a file, the first source of a call of `merge`, with what that wants of its
 * result. `words` are to be freed after the call was cleared. LB_INPUT. */
lb_status lb_train_call_again(lb_cli_call *again, char ***words, const lb_cli_call *merge,
                              lb_error *error) LB_MUST_CHECK;
void lb_train_words_free(char **words);

#endif
