/* Spectra as files: CSV for other programs, a plot for the eye. */

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/output.h"
#include "cli/rank_result.h"
#include "report/plot.h"

/* What was not resolved stands in one row, from its index on. */
static void write_run(lb_output *output, const lb_cli_rank_run *run)
{
    const lb_spectrum_struct *S = lb_cli_rank_best(run);
    for (size_t j = 0; j < S->count; j++)
        lb_output_print(output, "%ju,%zu,%.17g,%.17g,%d,%s\n", (uintmax_t)run->seed, j + 1,
                        S->singular_values[j], 4 * S->singular_values[j] * S->singular_values[j],
                        S->precision_bits, j < S->rank ? "counted" : "below-tolerance");
    if (S->count < S->parameters)
        lb_output_print(output, "%ju,%zu,%.17g,%.17g,%d,at-most\n", (uintmax_t)run->seed,
                        S->count + 1, S->residual, 4 * S->residual * S->residual,
                        S->precision_bits);
}

lb_status lb_cli_rank_write_csv(const lb_cli_rank_result *result, const char *path, lb_error *error)
{
    lb_output *output;
    lb_status status = lb_output_open(&output, path, error);
    if (status)
        return status;
    lb_output_print(output, "seed,index,singular_value,eigenvalue,precision_bits,status\n");
    for (size_t i = 0; i < result->run_count; i++)
        write_run(output, &result->runs[i]);
    return lb_output_commit(output, error);
}

/* Runs beyond this are left out of a plot. */
#define PLOTTED_RUNS 6

/* A run in a plot: values that count, values that do not, and for those that are lost in rounding
 * errors what they are at most. */
typedef struct run_plot {
    double *index, *values;
    char *title;
} run_plot;

/* The bound of what was not resolved; where it is 0, so low that the gap is seen. */
static double at_most(const lb_spectrum_struct *S)
{
    const double far_below = 1e-3;
    return fmax(S->residual, far_below * S->tolerance);
}

static run_plot plot_run(lb_plot_series series[2], const lb_cli_rank_run *run)
{
    const lb_spectrum_struct *S = lb_cli_rank_best(run);
    size_t count = S->parameters;
    run_plot p = {.index = lb_malloc(count, sizeof *p.index),
                  .values = lb_malloc(count, sizeof *p.values)};
    for (size_t j = 0; j < count; j++) {
        p.index[j] = (double)(j + 1);
        p.values[j] = j < S->count ? S->singular_values[j] : at_most(S);
    }
    p.title =
        lb_sprintf("seed %ju, %d bits: rank %zu", (uintmax_t)run->seed, S->precision_bits, S->rank);
    series[0] = (lb_plot_series){.title = p.title, .count = S->rank, .x = p.index, .y = p.values};
    series[1] = (lb_plot_series){
        .count = count - S->rank, .x = p.index + S->rank, .y = p.values + S->rank, .open = true};
    return p;
}

lb_status lb_cli_rank_write_plot(const lb_cli_rank_result *result, const char *path,
                                 lb_error *error)
{
    size_t runs = result->run_count < PLOTTED_RUNS ? result->run_count : PLOTTED_RUNS;
    lb_plot_series series[2 * PLOTTED_RUNS];
    run_plot plots[PLOTTED_RUNS];
    lb_plot_level level = {.title = "tolerance: values below do not count", .dashed = true};
    for (size_t i = 0; i < runs; i++) {
        plots[i] = plot_run(series + 2 * i, &result->runs[i]);
        series[2 * i + 1].title = i + 1 < runs ? NULL : "open points: at most this";
        series[2 * i].like = series[2 * i + 1].like = i + 1;
        level.y = fmax(level.y, lb_cli_rank_best(&result->runs[i])->tolerance);
    }
    char *name = lb_ansatz_title(result->A);
    char *title = lb_sprintf("%s, %zu angle%s: singular values of the tangent matrix", name,
                             result->angles, result->angles == 1 ? "" : "s");
    lb_plot plot = {.title = title,
                    .x_label = "number of the value",
                    .y_label = "singular value (floating point)",
                    .log_y = true,
                    .series = series,
                    .series_count = 2 * runs,
                    .levels = &level,
                    .level_count = 1};
    lb_status status = lb_plot_write(&plot, path, error);
    for (size_t i = 0; i < runs; i++) {
        free(plots[i].index);
        free(plots[i].values);
        free(plots[i].title);
    }
    free(title);
    free(name);
    return status;
}
