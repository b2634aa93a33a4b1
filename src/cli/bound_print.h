/* What `bound` prints. */

#ifndef LB_CLI_BOUND_PRINT_H
#define LB_CLI_BOUND_PRINT_H

#include <liebound/layers.h>

#include "cli/bounding.h"

/* A line for each number with how it is known, for each state and jointly. */
void lb_cli_bounding_print(FILE *stream, const lb_cli_bounding *result);
/* Schema liebound/bound/1. */
void lb_cli_bounding_json(FILE *stream, const lb_cli_bounding *result);
/* Exact ranks against the number of angles, with the bounds as lines, as a plot (plot.h). */
lb_status lb_cli_bounding_plot(const lb_cli_bounding *result, const char *path,
                               lb_error *error) LB_MUST_CHECK;

#endif
