/* Spectra of noisy circuits as files. */

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/output.h"
#include "cli/noise_result.h"
#include "report/plot.h"

static void write_spectrum(lb_output *output, const char *p, const lb_noise_spectrum_struct *S)
{
    for (size_t j = 0; j < S->count; j++)
        lb_output_print(output, "%s,%zu,%zu,%.17g,%s\n", p, S->layers, j + 1, S->eigenvalues[j],
                        j < S->rank ? "counted" : "below-tolerance");
    if (S->count < S->parameters)
        lb_output_print(output, "%s,%zu,%zu,%.17g,at-most\n", p, S->layers, S->count + 1,
                        S->residual);
}

lb_status lb_cli_noise_write_csv(const lb_cli_noise_result *result, const char *path,
                                 lb_error *error)
{
    lb_output *output;
    lb_status status = lb_output_open(&output, path, error);
    if (status)
        return status;
    lb_output_print(output, "p,layers,index,eigenvalue,status\n");
    for (size_t i = 0; i < result->point_count; i++)
        for (size_t k = 0; k < result->points[i].done; k++)
            write_spectrum(output, result->points[i].text, &result->points[i].spectra[k]);
    return lb_output_commit(output, error);
}

/* Strengths beyond this are left out of a plot. */
enum { PLOTTED = 6 };

/* The eigenvalues of a strength, of which `counted` come first in x and y. */
typedef struct point_plot {
    size_t count, counted;
    double *x, *y;
    char *title;
} point_plot;

/* Of what is lost in rounding errors, as far down as F in double precision would show it. */
static double at_most(const lb_noise_spectrum_struct *S)
{
    return fmax(S->residual, S->count ? DBL_EPSILON * S->eigenvalues[0] : 0);
}

static void add(point_plot *p, double x, double y)
{
    p->x[p->count] = x;
    p->y[p->count++] = y;
}

/* Strengths stand beside each other where they have the layers in common. */
static double place(const lb_cli_noise_result *result, size_t point,
                    const lb_noise_spectrum_struct *S, size_t j)
{
    const double width = 0.6;
    size_t strengths = result->point_count < PLOTTED ? result->point_count : PLOTTED;
    double shift = width * (((double)point + 0.5) / (double)strengths - 0.5);
    return result->layer_count > 1 ? (double)S->layers + shift : (double)(j + 1);
}

static point_plot plot_point(const lb_cli_noise_result *result, size_t i)
{
    const lb_cli_noise_point *point = &result->points[i];
    point_plot p = {.title = lb_sprintf("p = %s", point->text)};
    size_t room = 0;
    for (size_t k = 0; k < point->done; k++)
        room += point->spectra[k].parameters;
    p.x = lb_malloc(room, sizeof *p.x);
    p.y = lb_malloc(room, sizeof *p.y);
    for (int counting = 1; counting >= 0; counting--) {
        for (size_t k = 0; k < point->done; k++) {
            const lb_noise_spectrum_struct *S = &point->spectra[k];
            for (size_t j = counting ? 0 : S->rank; j < (counting ? S->rank : S->parameters); j++)
                add(&p, place(result, i, S, j), j < S->count ? S->eigenvalues[j] : at_most(S));
        }
        if (counting)
            p.counted = p.count;
    }
    return p;
}

static void make_series(lb_plot_series series[2], const point_plot *p, size_t i)
{
    series[0] = (lb_plot_series){
        .title = p->title, .count = p->counted, .x = p->x, .y = p->y, .like = i + 1};
    series[1] = (lb_plot_series){.count = p->count - p->counted,
                                 .x = p->x + p->counted,
                                 .y = p->y + p->counted,
                                 .open = true,
                                 .like = i + 1};
}

lb_status lb_cli_noise_write_plot(const lb_cli_noise_result *result, const char *path,
                                  lb_error *error)
{
    size_t count = result->point_count < PLOTTED ? result->point_count : PLOTTED;
    point_plot points[PLOTTED];
    lb_plot_series series[2 * PLOTTED];
    for (size_t i = 0; i < count; i++) {
        points[i] = plot_point(result, i);
        make_series(series + 2 * i, &points[i], i);
    }
    if (count && points[0].counted < points[0].count)
        series[1].title = "open points: rounding errors, at most";
    char *name = lb_ansatz_title(result->A);
    char *title =
        lb_sprintf("%s: quantum Fisher information under %s noise", name, result->options->channel);
    lb_plot plot = {.title = title,
                    .x_label = result->layer_count > 1 ? "layers" : "number of the eigenvalue",
                    .y_label = "eigenvalue (floating point)",
                    .log_y = true,
                    .series = series,
                    .series_count = 2 * count};
    lb_status status = lb_plot_write(&plot, path, error);
    for (size_t i = 0; i < count; i++) {
        free(points[i].x);
        free(points[i].y);
        free(points[i].title);
    }
    free(title);
    free(name);
    return status;
}
