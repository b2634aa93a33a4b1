/* The script goes to gnuplot in a temporary file, the picture comes back through a pipe. */

#include "report/plot.h"

#include <errno.h>
#include <math.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/output.h"
#include "report/escape.h"

extern char **environ;

/* The gnuplot terminal for the path, or NULL. */
static const char *terminal(const char *path)
{
    size_t length = strlen(path);
    if (length > 4 && !strcmp(path + length - 4, ".svg"))
        return "svg size 860,520 font 'sans-serif,14' background 'white'";
    if (length > 4 && !strcmp(path + length - 4, ".png"))
        return "pngcairo size 1290,780 fontscale 1.2 background 'white'";
    return NULL;
}

/* Some file called gnuplot in a folder of PATH can be executed. */
static bool has_gnuplot(void)
{
    const char *folders = getenv("PATH");
    bool found = false;
    while (folders && !found) {
        size_t length = strcspn(folders, ":");
        char *file = lb_sprintf("%.*s/gnuplot", (int)length, folders);
        found = length && !access(file, X_OK);
        free(file);
        folders = folders[length] ? folders + length + 1 : NULL;
    }
    return found;
}

lb_status lb_plot_check(const char *path, lb_error *error)
{
    if (!terminal(path))
        return lb_fail(error, LB_USAGE, "a plot is written to a file .svg or .png, not to %.100s",
                       path);
    if (!has_gnuplot())
        return lb_fail(error, LB_IO,
                       "a plot needs gnuplot, which is not in PATH; on Debian or Ubuntu it is in "
                       "the package gnuplot-nox");
    return LB_OK;
}

/* In single quotes, where gnuplot knows no escape but '' for the quote itself. */
static void print_quoted(FILE *script, const char *text)
{
    char *safe = lb_escape_text(text);
    putc('\'', script);
    for (const char *c = safe; *c; c++) {
        if (*c == '\'')
            putc('\'', script);
        putc(*c, script);
    }
    putc('\'', script);
    free(safe);
}

static void print_setting(FILE *script, const char *name, const char *text)
{
    fprintf(script, "set %s ", name);
    print_quoted(script, text);
    fputs(" noenhanced\n", script);
}

static void print_series(FILE *script, const lb_plot *plot, size_t i)
{
    const lb_plot_series *series = &plot->series[i];
    fprintf(script, "$series%zu << END\n", i);
    for (size_t p = 0; p < series->count; p++)
        if (isfinite(series->x[p]) && isfinite(series->y[p]) && (!plot->log_y || series->y[p] > 0))
            fprintf(script, "%.17g %.17g %.17g %.17g %.17g\n", series->x[p], series->y[p],
                    series->high ? series->high[p] : series->y[p],
                    series->error_low ? series->error_low[p] : series->y[p],
                    series->error_high ? series->error_high[p] : series->y[p]);
    fputs("END\n", script);
}

/* A vertical line is drawn through two points, from 0 to 1. */
static void print_vertical(FILE *script, const lb_plot *plot, size_t i)
{
    double x = plot->verticals[i].y;
    fprintf(script, "$vertical%zu << END\n%.17g 0\n%.17g 1\nEND\n", i, x, x);
}

static void print_title(FILE *script, const char *title)
{
    if (title) {
        fputs(" title ", script);
        print_quoted(script, title);
    } else {
        fputs(" notitle", script);
    }
}

static void print_curves(FILE *script, const lb_plot *plot)
{
    static const char *const colours[] = {"#4477aa", "#cc3311", "#117733",
                                          "#997700", "#882255", "#332288"};
    enum { SHADES = 2, GREYS = 3 };
    static const char *const greys[GREYS] = {"#000000", "#777777", "#bbbbbb"};
    static const char *const shades[SHADES] = {"#dde6ef", "#aac3db"};
    size_t count = sizeof colours / sizeof colours[0];
    for (size_t i = 0; i < plot->series_count; i++) {
        fprintf(script, "%s $series%zu ", i ? "," : "plot", i);
        if (plot->series[i].high)
            fprintf(script, "using 1:2:3 with filledcurves fill solid 1 linecolor rgb '%s'",
                    shades[i % SHADES]);
        else if (plot->series[i].error_low)
            fprintf(script, "using 1:2:4:5 with %s pointtype 7 pointsize 0.5 linecolor rgb '%s'",
                    plot->series[i].joined ? "yerrorlines" : "yerrorbars", colours[i % count]);
        else
            fprintf(script, "with %s pointtype 7 pointsize 0.5 linecolor rgb '%s'",
                    plot->series[i].joined ? "linespoints" : "points", colours[i % count]);
        print_title(script, plot->series[i].title);
    }
    for (size_t i = 0; i < plot->level_count + plot->vertical_count; i++) {
        bool vertical = i >= plot->level_count;
        const lb_plot_level *level =
            vertical ? plot->verticals + i - plot->level_count : plot->levels + i;
        fputs(i || plot->series_count ? ", " : "plot ", script);
        if (vertical)
            fprintf(script, "$vertical%zu", i - plot->level_count);
        else
            fprintf(script, "%.17g", level->y);
        fprintf(script, " with lines linewidth 2 dashtype %d linecolor rgb '%s'",
                level->dashed ? 2 : 1,
                vertical ? greys[(i - plot->level_count) % GREYS] : colours[count - 1 - i % count]);
        print_title(script, level->title);
    }
    putc('\n', script);
}

static void print_script(FILE *script, const lb_plot *plot, const char *path)
{
    fprintf(script, "set terminal %s noenhanced\nset encoding utf8\n", terminal(path));
    for (size_t i = 0; i < plot->series_count; i++)
        print_series(script, plot, i);
    for (size_t i = 0; i < plot->vertical_count; i++)
        print_vertical(script, plot, i);
    print_setting(script, "title", plot->title);
    print_setting(script, "xlabel", plot->x_label);
    print_setting(script, "ylabel", plot->y_label);
    if (plot->log_y)
        fputs("set logscale y\nset format y '%.0e'\n", script);
    else if (plot->fraction)
        fputs("set yrange [0:1.03]\n", script);
    else
        fputs("set yrange [0:*]\nset offsets graph 0, 0, 0.05, 0\n", script);
    fputs("set border 3\nset tics nomirror\nset key tmargin center horizontal spacing 1.1 width "
          "2\nset xrange [0:*]\n",
          script);
    print_curves(script, plot);
}

/* gnuplot with the script as its input and without the user's own settings; *picture gets the
 * reading end of its output. */
static lb_status start_gnuplot(pid_t *child, int *picture, FILE *script, lb_error *error)
{
    int ends[2];
    if (pipe(ends))
        return lb_fail(error, LB_IO, "no pipe to gnuplot: %s", lb_strerror(errno));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(script), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    int failure = posix_spawnp(child, "gnuplot", &actions, NULL,
                               (char *[]){"gnuplot", "-d", "-", NULL}, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    *picture = ends[0];
    if (!failure)
        return LB_OK;
    close(ends[0]);
    return lb_fail(error, LB_IO, "gnuplot does not start: %s", lb_strerror(failure));
}

/* Everything gnuplot writes goes to the file; true when it was something and gnuplot is content. */
static bool copy_picture(lb_output *output, int picture, pid_t child)
{
    char buffer[1 << 14];
    ssize_t length;
    size_t total = 0;
    int status;
    while ((length = read(picture, buffer, sizeof buffer)) > 0 || (length < 0 && errno == EINTR))
        if (length > 0) {
            lb_output_write(output, buffer, (size_t)length);
            total += (size_t)length;
        }
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return total && WIFEXITED(status) && !WEXITSTATUS(status);
}

static lb_status draw(FILE *script, const char *path, lb_error *error)
{
    lb_output *output;
    pid_t child;
    int picture = -1;
    lb_status status = lb_output_open(&output, path, error);
    if (status)
        return status;
    status = start_gnuplot(&child, &picture, script, error);
    if (status) {
        lb_output_discard(output);
        return status;
    }
    bool drawn = copy_picture(output, picture, child);
    close(picture);
    if (drawn)
        return lb_output_commit(output, error);
    lb_output_discard(output);
    return lb_fail(error, LB_IO, "gnuplot could not draw %.200s", path);
}

lb_status lb_plot_write(const lb_plot *plot, const char *path, lb_error *error)
{
    lb_status status = lb_plot_check(path, error);
    if (status)
        return status;
    FILE *script = tmpfile();
    if (!script)
        return lb_fail(error, LB_IO, "no temporary file for gnuplot: %s", lb_strerror(errno));
    print_script(script, plot, path);
    if (fflush(script) || lseek(fileno(script), 0, SEEK_SET))
        status = lb_fail(error, LB_IO, "the script for gnuplot was not written");
    else
        status = draw(script, path, error);
    fclose(script);
    return status;
}
