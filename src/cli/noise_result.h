/* What `noise` finds, and how it is printed. */

#ifndef LB_CLI_NOISE_RESULT_H
#define LB_CLI_NOISE_RESULT_H

#include <liebound/noise.h>

#include "cli/cli.h"

/* A strength of the channel, and the spectra of F for the numbers of layers. */
typedef struct lb_cli_noise_point {
    const char *text; /* as it was typed */
    lb_noise_model model;
    size_t done; /* spectra, fewer than asked for when a limit was reached */
    lb_noise_spectrum_struct *spectra;
} lb_cli_noise_point;

typedef struct lb_cli_noise_result {
    const lb_ansatz_struct *A;
    const lb_cli_options *options;
    size_t layer_count, point_count;
    size_t *layers;             /* increasing */
    lb_cli_noise_point *points; /* in the order of the command line */
    double *angles;             /* of --at, or NULL */
    double seconds;
} lb_cli_noise_result;

void lb_cli_noise_print_text(FILE *stream, const lb_cli_noise_result *result);
void lb_cli_noise_print_json(FILE *stream, const lb_cli_noise_result *result);

/* The eigenvalues as CSV ("-" is standard output), and as a plot against the layers, or, of one
 * number of layers, against their own number. */
lb_status lb_cli_noise_write_csv(const lb_cli_noise_result *result, const char *path,
                                 lb_error *error) LB_MUST_CHECK;
lb_status lb_cli_noise_write_plot(const lb_cli_noise_result *result, const char *path,
                                  lb_error *error) LB_MUST_CHECK;

#endif
