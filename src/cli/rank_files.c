/* Spectra as files: CSV for other programs, a plot for the eye. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/output.h"
#include "cli/rank_result.h"
#include "report/plot.h"

/* What was not resolved stands in one row, from its index on. */
static void write_run(lb_output *output, const lb_rank_run *run)
{
    const lb_spectrum_struct *S = lb_rank_best(run);
    for (size_t j = 0; j < S->count; j++)
        lb_output_print(output, "%ju,%zu,%.17g,%.17g,%d,%s\n", (uintmax_t)run->seed, j + 1,
                        S->singular_values[j], 4 * S->singular_values[j] * S->singular_values[j],
                        S->precision_bits, j < S->rank ? "counted" : "below-tolerance");
    if (S->count < S->parameters)
        lb_output_print(output, "%ju,%zu,%.17g,%.17g,%d,at-most\n", (uintmax_t)run->seed,
                        S->count + 1, S->residual, 4 * S->residual * S->residual,
                        S->precision_bits);
}

lb_status lb_rank_write_csv(const lb_rank_result *result, const char *path, lb_error *error)
{
    lb_output *output;
    if (!strcmp(path, "-") && fflush(stdout))
        return lb_fail(error, LB_IO, "standard output: cannot write");
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

lb_status lb_rank_write_plot(const lb_rank_result *result, const char *path, lb_error *error)
{
    size_t runs = result->run_count < PLOTTED_RUNS ? result->run_count : PLOTTED_RUNS;
    lb_plot_series series[PLOTTED_RUNS];
    lb_plot_level level = {.title = "tolerance: values below do not count",
                           .dashed = true,
                           .y = lb_rank_best(&result->runs[0])->tolerance};
    double *index = lb_malloc(result->angles, sizeof *index);
    char *titles[PLOTTED_RUNS], *name = lb_ansatz_title(result->A);
    for (size_t j = 0; j < result->angles; j++)
        index[j] = (double)(j + 1);
    for (size_t i = 0; i < runs; i++) {
        const lb_spectrum_struct *S = lb_rank_best(&result->runs[i]);
        titles[i] = lb_sprintf("seed %ju, %d bits: rank %zu", (uintmax_t)result->runs[i].seed,
                               S->precision_bits, S->rank);
        series[i] = (lb_plot_series){
            .title = titles[i], .count = S->count, .x = index, .y = S->singular_values};
        level.y = fmax(level.y, S->tolerance);
    }
    char *title = lb_sprintf("%s, %zu angle%s: singular values of the tangent matrix", name,
                             result->angles, result->angles == 1 ? "" : "s");
    lb_plot plot = {.title = title,
                    .x_label = "number of the value",
                    .y_label = "singular value (floating point)",
                    .log_y = true,
                    .series = series,
                    .series_count = runs,
                    .levels = &level,
                    .level_count = 1};
    lb_status status = lb_plot_write(&plot, path, error);
    for (size_t i = 0; i < runs; i++)
        free(titles[i]);
    free(title);
    free(name);
    free(index);
    return status;
}
