/* Plots, drawn by gnuplot (a tool that is looked for when a plot is asked for): points and lines
 * over x with bands or bars around them, and lines across for bounds, thresholds and critical values.
 *
 * The end of the path says the format:
 *
 *     .svg .png   a picture
 *     .pdf        the same for print, 14 cm wide, with its fonts
 *     .tex        a picture environment for \input, in the fonts of the document, which needs the
 *                 packages graphicx, xcolor, pict2e and amssymb
 *
 * Colours are those of Okabe and Ito, which all readers can tell apart, and series differ in the shape
 * of their points, too. */

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
        *y; /* points that are not finite, or not positive on a log scale, are left out */
    const double *low, *high; /* bars on points, or NULL */
    bool joined;              /* by a line */
    bool bare;                /* a line without points */
    bool area;                /* nothing but the area between low and high, drawn behind the rest */
    bool open;                /* points are open: they do not count, or are bounds */
    size_t like;              /* k > 0 has the colour and shape of the k-th series; 0 has its own */
} lb_plot_series;

/* A line across the plot at y or, when it is vertical, at x = y; with its title in the key. */
typedef struct lb_plot_level {
    const char *title;
    double y;
    bool dashed, vertical;
} lb_plot_level;

typedef struct lb_plot {
    const char *title, *x_label, *y_label;
    bool log_y, fraction; /* y is from 0 to 1 */
    size_t series_count, level_count;
    const lb_plot_series *series;
    const lb_plot_level *levels;
} lb_plot;

/* Whether a plot can be drawn: LB_USAGE when the path ends in none of the formats, LB_IO when there
 * is no gnuplot. To be asked before hours of work. */
lb_status lb_plot_check(const char *path, lb_error *error) LB_MUST_CHECK;

/* Draw it. The file appears when it is complete. Errors as above, and LB_IO when gnuplot fails or
 * the file cannot be written. */
lb_status lb_plot_write(const lb_plot *plot, const char *path, lb_error *error) LB_MUST_CHECK;

#endif
