/* Plots, drawn by gnuplot (a tool that is looked for when a plot is asked for) as SVG or PNG:
 * points and lines over x, with horizontal lines for bounds and thresholds. */

#ifndef LB_REPORT_PLOT_H
#define LB_REPORT_PLOT_H

#include <stdbool.h>
#include <stddef.h>

#include <liebound/status.h>

/* Points (x_i, y_i). Titles are plain text; NULL leaves the series out of the key. */
typedef struct lb_plot_series {
    const char *title;
    size_t count;
    const double *x,
        *y;      /* points that are not finite, or not positive on a log scale, are left out */
    bool joined; /* by a line */
    const double *high; /* the area between y and this is filled instead; NULL for none */
    const double *error_low, *error_high; /* the ends of error bars; NULL for none */
} lb_plot_series;

/* A horizontal line across the plot, or a vertical one, with its title in the key. */
typedef struct lb_plot_level {
    const char *title;
    double y; /* or x, of a vertical one */
    bool dashed;
} lb_plot_level;

typedef struct lb_plot {
    const char *title, *x_label, *y_label;
    bool log_y, fraction;                             /* y from 0 to 1 */
    size_t series_count, level_count, vertical_count; /* the last in plots of fractions */
    const lb_plot_series *series;
    const lb_plot_level *levels, *verticals;
} lb_plot;

/* Whether a plot can be drawn: LB_USAGE when the path ends in neither .svg nor .png, LB_IO when
 * there is no gnuplot. To be asked before hours of work. */
lb_status lb_plot_check(const char *path, lb_error *error) LB_MUST_CHECK;

/* Draw it. The file appears when it is complete. Errors as above, and LB_IO when gnuplot fails or
 * the file cannot be written. */
lb_status lb_plot_write(const lb_plot *plot, const char *path, lb_error *error) LB_MUST_CHECK;

#endif
