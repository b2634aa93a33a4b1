/* A spectrum that somebody else computed: eigenvalues of F, or singular values of a tangent matrix, in
 * any normalization.
 *
 * Numbers are separated by commas, blanks and line ends; # begins a comment. Or the file is CSV with a
 * heading that names a column singular_value or eigenvalue (s or no s at the end, any case): then that
 * column is read, of several seeds the first, and not the rows that --spectrum marks at-most. */

#ifndef LB_CLI_SPECTRUM_FILE_H
#define LB_CLI_SPECTRUM_FILE_H

#include <stddef.h>

#include <liebound/status.h>

typedef struct lb_spectrum_file {
    size_t count;
    double *values; /* absolute values, decreasing */
} lb_spectrum_file;

/* "-" is standard input. LB_INPUT with line and column of what is no finite number, and when there is
 * none at all; LB_IO. The file is initialized by success. */
lb_status lb_spectrum_file_read(lb_spectrum_file *file, const char *path,
                                lb_error *error) LB_MUST_CHECK;
void lb_spectrum_file_clear(lb_spectrum_file *file);

/* What a cut-off makes of the values. */
typedef struct lb_reading {
    const char *name; /* "1e-10", "numpy's default" */
    double cut_off;   /* values above it count; 0 for the largest gap */
    size_t rank;
} lb_reading;
enum { LB_READINGS = 6 };
/* The usual ones, and last the largest gap: where the ratio of a value to the next is largest, or all
 * when none is as large as LB_CLEAR_GAP (liebound/rank.h). */
void lb_spectrum_file_readings(lb_reading readings[LB_READINGS], const lb_spectrum_file *file);

#endif
