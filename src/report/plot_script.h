/* What gnuplot is told to draw. */

#ifndef LB_REPORT_PLOT_SCRIPT_H
#define LB_REPORT_PLOT_SCRIPT_H

#include <stdio.h>

#include "report/plot.h"

typedef enum lb_plot_format {
    LB_PLOT_SVG,
    LB_PLOT_PNG,
    LB_PLOT_PDF,
    LB_PLOT_TEX,
    LB_PLOT_FORMATS
} lb_plot_format;

/* By the end of the path; LB_PLOT_FORMATS for none. */
lb_plot_format lb_plot_format_of(const char *path);

/* The script, with all data in it, that makes gnuplot write the picture to its standard output. */
void lb_plot_print_script(FILE *script, const lb_plot *plot, lb_plot_format format);

#endif
