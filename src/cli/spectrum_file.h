/* A spectrum that somebody else computed: eigenvalues of F, or singular values of a tangent matrix, in
 * any normalization. */

#ifndef LB_CLI_SPECTRUM_FILE_H
#define LB_CLI_SPECTRUM_FILE_H

#include "cli/number_file.h"

/* Absolute values, decreasing. */
typedef lb_number_file lb_cli_spectrum_file;

/* The numbers of a file, of CSV its column singular_value or else eigenvalue. Errors as
 * lb_number_file_read has them. */
lb_status lb_cli_spectrum_file_read(lb_cli_spectrum_file *file, const char *path,
                                    lb_error *error) LB_MUST_CHECK;

/* What a cut-off makes of the values. */
typedef struct lb_reading {
    const char *name; /* "1e-10", "numpy's default" */
    double cut_off;   /* values above it count; 0 for the largest gap */
    size_t rank;
} lb_reading;
enum { LB_READINGS = 6 };
/* The usual ones, and last the largest gap: where the ratio of a value to the next is largest, or all
 * when none is as large as LB_CLEAR_GAP (liebound/rank.h). */
void lb_cli_spectrum_file_readings(lb_reading readings[LB_READINGS],
                                   const lb_cli_spectrum_file *file);

#endif
