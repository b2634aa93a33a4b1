/* Losses against steps. A run that has ended keeps its last loss; L-BFGS is drawn by the smallest loss
 * so far, since its line searches try points in between. */

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/output.h"
#include "cli/train/result.h"
#include "cli/train/statistics.h"
#include "report/plot.h"

lb_status lb_train_write_csv(const lb_train_result *result, const char *path, lb_error *error)
{
    lb_output *output;
    lb_status status = lb_output_open(&output, path, error);
    if (status)
        return status;
    lb_output_print(output, "start,step,loss\n");
    for (size_t i = 0; i < result->trained->run_count; i++) {
        const lb_training_run *run = &result->trained->runs[i];
        for (size_t k = 0; k <= run->steps; k++)
            lb_output_print(output, "%zu,%zu,%.17g\n", i, k, run->losses[k]);
    }
    return lb_output_commit(output, error);
}

/* Points of a curve, and the smallest loss that is drawn. */
enum { POINTS = 500, CURVES = 5 };
#define FLOOR 1e-16

typedef struct curves {
    size_t count;
    double steps[POINTS + 1], y[CURVES][POINTS + 1];
} curves;

static size_t longest(const lb_training_t T)
{
    size_t most = 0;
    for (size_t i = 0; i < T->run_count; i++)
        most = T->runs[i].steps > most ? T->runs[i].steps : most;
    return most;
}

/* The losses of all runs at a step; `least` has the smallest of each up to step `from`. */
static void losses_at(double *losses, double *least, size_t from, size_t step,
                      const lb_training_t T, bool smallest)
{
    for (size_t i = 0; i < T->run_count; i++) {
        const lb_training_run *run = &T->runs[i];
        for (size_t k = from; k <= step && k <= run->steps; k++)
            least[i] = fmin(least[i], run->losses[k]);
        losses[i] = smallest ? least[i] : run->losses[step < run->steps ? step : run->steps];
    }
}

static void fill_curves(curves *c, const lb_training_t T, bool smallest)
{
    static const double quantiles[CURVES] = {0, 0.25, 0.5, 0.75, 1};
    size_t last = longest(T), from = 0;
    double *losses = lb_malloc(T->run_count, sizeof *losses),
           *least = lb_malloc(T->run_count, sizeof *least);
    for (size_t i = 0; i < T->run_count; i++)
        least[i] = HUGE_VAL;
    c->count = last < POINTS ? last + 1 : POINTS + 1;
    for (size_t p = 0; p < c->count; p++) {
        size_t step = last < POINTS ? p : last * p / POINTS;
        losses_at(losses, least, from, step, T, smallest);
        from = step + 1;
        c->steps[p] = (double)step;
        for (size_t q = 0; q < CURVES; q++)
            c->y[q][p] = fmax(FLOOR, lb_quantile(losses, T->run_count, quantiles[q]));
    }
    free(losses);
    free(least);
}

lb_status lb_train_write_plot(const lb_train_result *result, const char *path, lb_error *error)
{
    bool smallest = result->training.optimizer == LB_OPTIMIZER_LBFGS;
    curves *c = lb_malloc(1, sizeof *c);
    fill_curves(c, result->trained, smallest);
    char *name = lb_ansatz_title(result->A), *loss = lb_train_loss_text(result),
         *title = lb_sprintf("%s, %zu angles: %zu starts of %s", name, result->angles,
                             result->trained->run_count, smallest ? "L-BFGS" : "Adam"),
         *label = lb_sprintf("%s%s", loss, smallest ? ", smallest so far" : "");
    const lb_plot_series median = {.title = "median",
                                   .count = c->count,
                                   .x = c->steps,
                                   .y = c->y[2],
                                   .joined = true,
                                   .bare = true,
                                   .like = 1};
    lb_plot_series all = median, half = median;
    all.area = half.area = true;
    all.title = "all starts";
    all.low = c->y[0];
    all.high = c->y[4];
    half.title = "the middle half";
    half.low = c->y[1];
    half.high = c->y[3];
    const lb_plot_series series[] = {all, half, median};
    lb_plot plot = {.title = title,
                    .x_label = "step",
                    .y_label = label,
                    .log_y = true,
                    .series = series,
                    .series_count = 3};
    lb_status status = lb_plot_write(&plot, path, error);
    free(title);
    free(label);
    free(loss);
    free(name);
    free(c);
    return status;
}
