/* Numbers from a file: of angles, or of a state or a unitary. They are separated by commas, blanks
 * and line ends; # begins a comment. */

#ifndef LB_CLI_TRAIN_NUMBERS_FILE_H
#define LB_CLI_TRAIN_NUMBERS_FILE_H

#include <liebound/status.h>

/* Real numbers, which the caller frees. "-" is standard input. LB_IO, or LB_INPUT with line and column
 * of what is no finite number, and when there is none. */
lb_status lb_cli_read_reals(double **values, size_t *count, const char *path,
                            lb_error *error) LB_MUST_CHECK;
/* Complex numbers, as real and imaginary parts: 1, -0.5i, 0.1+0.2j, (0.1-0.2j); or, where no i or j is
 * in the file, two numbers for each. LB_INPUT also for an odd count of those. */
lb_status lb_cli_read_complex(double **values, size_t *count, const char *path,
                              lb_error *error) LB_MUST_CHECK;

#endif
