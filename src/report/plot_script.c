/* Areas are drawn first, in light colours instead of transparent ones, which print and every format
 * has. The key stands below the label of the x axis, in a margin made for its rows. */

#include "report/plot_script.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/escape.h"

lb_plot_format lb_plot_format_of(const char *path)
{
    static const char *const ends[LB_PLOT_FORMATS] = {".svg", ".png", ".pdf", ".tex"};
    size_t length = strlen(path), format = 0;
    while (format < LB_PLOT_FORMATS &&
           (length < 5 || strcmp(path + length - strlen(ends[format]), ends[format])))
        format++;
    return (lb_plot_format)format;
}

/* ---- Texts ---- */

/* In single quotes, where gnuplot knows no escape but '' for the quote itself. */
static void print_quoted(FILE *script, const char *text, lb_plot_format format)
{
    char *safe = format == LB_PLOT_TEX ? lb_escape_latex(text) : lb_escape_text(text);
    putc('\'', script);
    for (const char *c = safe; *c; c++) {
        if (*c == '\'')
            putc('\'', script);
        putc(*c, script);
    }
    putc('\'', script);
    free(safe);
}

static void print_setting(FILE *script, const char *name, const char *text, lb_plot_format format)
{
    fprintf(script, "set %s ", name);
    print_quoted(script, text, format);
    fputs(" noenhanced\n", script);
}

static void print_title(FILE *script, const char *title, lb_plot_format format)
{
    if (title) {
        fputs(" title ", script);
        print_quoted(script, title, format);
    } else {
        fputs(" notitle", script);
    }
}

/* ---- Data ---- */

/* An end of a bar or an area where a logarithmic axis can show it: none is drawn down from y. */
static double end_at(const lb_plot *plot, double end, double y)
{
    return !plot->log_y || end > 0 ? end : y;
}

static bool point_is_drawn(const lb_plot *plot, const lb_plot_series *series, size_t p)
{
    double y = series->y[p];
    return isfinite(series->x[p]) && isfinite(y) && (!plot->log_y || y > 0);
}

/* gnuplot warns of curves without points. */
static bool series_is_drawn(const lb_plot *plot, const lb_plot_series *series)
{
    for (size_t p = 0; p < series->count; p++)
        if (point_is_drawn(plot, series, p))
            return true;
    return false;
}

static void print_series(FILE *script, const lb_plot *plot, size_t i)
{
    const lb_plot_series *series = &plot->series[i];
    fprintf(script, "$series%zu << END\n", i);
    for (size_t p = 0; p < series->count; p++) {
        if (!point_is_drawn(plot, series, p))
            continue;
        fprintf(script, "%.17g %.17g", series->x[p], series->y[p]);
        if (series->low)
            fprintf(script, " %.17g %.17g", end_at(plot, series->low[p], series->y[p]),
                    end_at(plot, series->high[p], series->y[p]));
        putc('\n', script);
    }
    fputs("END\n", script);
}

/* ---- Curves ---- */

/* A colour of Okabe and Ito, and the same mixed with white for areas: the first, and others on it. */
static const struct {
    const char *full, *light, *middle;
    int closed, open; /* points of gnuplot */
} styles[] = {{"#0072B2", "#D9EAF4", "#8CC0DE", 7, 6},   {"#D55E00", "#F9E7D9", "#EBB58C", 5, 4},
              {"#009E73", "#D9F0EA", "#8CD1BE", 9, 8},   {"#CC79A7", "#F7EBF2", "#E7C1D6", 13, 12},
              {"#E69F00", "#FBF1D9", "#F3D28C", 11, 10}, {"#56B4E9", "#E6F4FC", "#B3DCF5", 15, 14}};
enum { STYLES = sizeof styles / sizeof *styles };

static size_t style_of(const lb_plot *plot, size_t i)
{
    return (plot->series[i].like ? plot->series[i].like - 1 : i) % STYLES;
}

static void print_curve(FILE *script, const lb_plot *plot, size_t i, lb_plot_format format)
{
    const lb_plot_series *series = &plot->series[i];
    size_t k = style_of(plot, i);
    const char *with = series->joined ? series->bare ? "lines" : "linespoints" : "points";
    if (series->low && !series->bare) {
        fprintf(script,
                " $series%zu using 1:2:3:4 with yerrorbars linewidth 1.5 pointtype %d "
                "pointsize 0.01 linecolor rgb '%s' notitle,",
                i, styles[k].closed, styles[k].full);
    }
    fprintf(script, " $series%zu using 1:2 with %s linewidth 1.5", i, with);
    if (!series->bare)
        fprintf(script, " pointtype %d pointsize 0.7",
                series->open ? styles[k].open : styles[k].closed);
    fprintf(script, " linecolor rgb '%s'", styles[k].full);
    print_title(script, series->title, format);
}

static const char *const level_colours[] = {"#000000", "#7F7F7F", "#B3B3B3"};
enum { LEVEL_COLOURS = sizeof level_colours / sizeof *level_colours };

/* A vertical line is an arrow, and something that is not drawn stands for it in the key. */
static void print_level(FILE *script, const lb_plot_level *level, size_t i, lb_plot_format format)
{
    if (level->vertical)
        fputs(" NaN", script);
    else
        fprintf(script, " %.17g", level->y);
    fprintf(script, " with lines linewidth 2 dashtype %d linecolor rgb '%s'", level->dashed ? 2 : 1,
            level_colours[i % LEVEL_COLOURS]);
    print_title(script, level->title, format);
}

static void print_arrows(FILE *script, const lb_plot *plot)
{
    for (size_t i = 0; i < plot->level_count; i++)
        if (plot->levels[i].vertical)
            fprintf(script,
                    "set arrow from %.17g, graph 0 to %.17g, graph 1 nohead linewidth 2 "
                    "dashtype %d linecolor rgb '%s' back\n",
                    plot->levels[i].y, plot->levels[i].y, plot->levels[i].dashed ? 2 : 1,
                    level_colours[i % LEVEL_COLOURS]);
}

static void print_curves(FILE *script, const lb_plot *plot, lb_plot_format format)
{
    const char *separator = "plot";
    size_t areas = 0;
    for (size_t i = 0; i < plot->series_count; i++) {
        const lb_plot_series *series = &plot->series[i];
        size_t k = style_of(plot, i);
        if (!series->area || !series_is_drawn(plot, series))
            continue;
        fprintf(script,
                "%s $series%zu using 1:3:4 with filledcurves fill solid 1 linecolor rgb '%s'",
                separator, i, areas++ ? styles[k].middle : styles[k].light);
        print_title(script, series->title, format);
        separator = ",";
    }
    for (size_t i = 0; i < plot->level_count; i++) {
        fputs(separator, script);
        print_level(script, &plot->levels[i], i, format);
        separator = ",";
    }
    for (size_t i = 0; i < plot->series_count; i++) {
        if (plot->series[i].area || !series_is_drawn(plot, &plot->series[i]))
            continue;
        fputs(separator, script);
        print_curve(script, plot, i, format);
        separator = ",";
    }
    putc('\n', script);
}

/* ---- The frame ---- */

/* Rows of the key, in one column when a title is too long for two. */
static int key_rows(const lb_plot *plot, int *columns)
{
    enum { HALF = 34 }; /* characters */
    int titles = 0;
    *columns = 2;
    for (size_t i = 0; i < plot->series_count + plot->level_count; i++) {
        const char *title = i < plot->series_count ? plot->series[i].title
                                                   : plot->levels[i - plot->series_count].title;
        titles += title != NULL;
        if (title && strlen(title) > HALF)
            *columns = 1;
    }
    return (titles + *columns - 1) / *columns;
}

static void print_terminal(FILE *script, lb_plot_format format, int rows)
{
    const double inner = 8, row = 0.45; /* centimetres */
    double height = inner + row * rows;
    switch (format) {
    case LB_PLOT_SVG:
        fprintf(script, "set terminal svg size 860,%.0f font 'sans-serif,14' background 'white'\n",
                height * 860 / 14);
        return;
    case LB_PLOT_PNG:
        fprintf(script, "set terminal pngcairo size 1290,%.0f fontscale 1.2 background 'white'\n",
                height * 1290 / 14);
        return;
    case LB_PLOT_PDF:
        fprintf(script, "set terminal pdfcairo size 14cm,%.2fcm font 'Sans,14'\n", height);
        return;
    default:
        fprintf(script, "set terminal pict2e size 14cm,%.2fcm texpoints gparrows\n", height);
    }
}

/* Somewhat behind the last point, so that levels go to the end of the axis. */
static double right_end(const lb_plot *plot)
{
    const double behind = 1.02;
    double last = 0;
    for (size_t i = 0; i < plot->series_count; i++)
        for (size_t p = 0; p < plot->series[i].count; p++)
            if (isfinite(plot->series[i].x[p]))
                last = fmax(last, plot->series[i].x[p]);
    for (size_t i = 0; i < plot->level_count; i++)
        if (plot->levels[i].vertical)
            last = fmax(last, plot->levels[i].y);
    return last > 0 ? behind * last : 1;
}

void lb_plot_print_script(FILE *script, const lb_plot *plot, lb_plot_format format)
{
    int columns, rows = key_rows(plot, &columns);
    print_terminal(script, format, rows);
    fputs("set encoding utf8\n", script);
    for (size_t i = 0; i < plot->series_count; i++)
        print_series(script, plot, i);
    print_setting(script, "title", plot->title, format);
    print_setting(script, "xlabel", plot->x_label, format);
    print_setting(script, "ylabel", plot->y_label, format);
    if (plot->log_y)
        fprintf(script, "set logscale y\nset format y %s\nset mytics 1\n",
                format == LB_PLOT_TEX ? "'$10^{%T}$'" : "'10^{%T}'");
    if (plot->fraction)
        fputs("set yrange [0:1.03]\n", script);
    else if (!plot->log_y)
        fputs("set yrange [0:*]\nset offsets graph 0, 0, 0.05, 0\n", script);
    fprintf(script, "set xrange [0:%.17g]\n", right_end(plot));
    fputs("set border 3\nset tics nomirror\n", script);
    fprintf(script,
            "set bmargin %d\nset key at screen 0.5, screen 0.015 center bottom horizontal "
            "maxcols %d Left reverse noenhanced samplen 2 width 2\n",
            4 + rows, columns);
    print_arrows(script, plot);
    print_curves(script, plot, format);
}
