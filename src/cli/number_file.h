/* A list of numbers that somebody else wrote.
 *
 * Numbers are separated by commas, blanks and line ends; # begins a comment. Or the file is CSV with a
 * heading, and then one column is read, of several seeds the first, and not the rows that --spectrum
 * marks at-most. */

#ifndef LB_CLI_NUMBER_FILE_H
#define LB_CLI_NUMBER_FILE_H

#include <stddef.h>

#include <liebound/status.h>

typedef struct lb_number_file {
    size_t count;
    double *values; /* in the order of the file */
} lb_number_file;

/* names[0 .. count - 1] are what the column may be called, with or without an s at the end, in any case;
 * the first that is there is taken. "-" is standard input. LB_INPUT with line and column of what is no
 * finite number, and when there is none at all; LB_IO. The file is initialized by success. */
lb_status lb_number_file_read(lb_number_file *file, const char *path, const char *const *names,
                              size_t count, lb_error *error) LB_MUST_CHECK;
void lb_number_file_clear(lb_number_file *file);

#endif
