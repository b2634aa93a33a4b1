/* An output file that appears under its name only when it is complete.
 *
 * The text goes to a file beside the target, NAME.liebound-partial (compressed when NAME ends in
 * .gz), which is renamed by lb_output_commit, or removed after an error. The writer holds a lock on
 * it: what a killed process left is written over by the next one, and where another process is
 * writing, a name of its own is taken. A file that is replaced must be writable; the new one has
 * its mode, and its owner and group where that is allowed. A symbolic link stays, and the file that
 * it leads to is replaced. "-" is standard output; what is no regular file is written as it stands.
 * Write errors are remembered and reported by commit. */

#ifndef LB_BASE_OUTPUT_H
#define LB_BASE_OUTPUT_H

#include <liebound/status.h>

#include <stdint.h>
#include <stdio.h>

typedef struct lb_output lb_output;

lb_status lb_output_open(lb_output **output, const char *path, lb_error *error) LB_MUST_CHECK;
/* Onto a stream, which is closed with the output. */
lb_output *lb_output_onto(FILE *stream);
/* Commit fails (LB_USAGE) when a text is compressed that has more than `free` bytes, and more than
 * `times` as many as the file. */
void lb_output_limit_expansion(lb_output *output, uint64_t times, uint64_t free);
void lb_output_write(lb_output *output, const char *text, size_t length);
void lb_output_print(lb_output *output, const char *format, ...) LB_PRINTF(2, 3);
/* Give up: nothing appears under the name. Frees output. */
void lb_output_discard(lb_output *output);
/* Frees output. After an error nothing is left behind. */
lb_status lb_output_commit(lb_output *output, lb_error *error) LB_MUST_CHECK;

/* Remove the temporary files of all outputs that are open: for a process that is about to end. */
void lb_output_remove_incomplete(void);

#endif
