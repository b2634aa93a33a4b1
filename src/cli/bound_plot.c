/* The proved rank against the number of angles, a curve for each state, with the bounds as lines.
 */

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/bound_print.h"
#include "report/plot.h"

/* States beyond this, and bounds above so many times the largest rank, are left out. */
enum { STATES = 6, OUT_OF_SIGHT = 5 };

/* (0, 0), then R(reached[i]) >= i + 1, and the same rank up to the last angle. */
static lb_plot_series rank_curve(double *x, double *y, const lb_bound_state *state)
{
    const lb_exact_struct *exact = state->exact;
    size_t count = 1;
    x[0] = y[0] = 0;
    for (size_t i = 0; i < exact->rank; i++, count++) {
        x[count] = (double)exact->reached[i];
        y[count] = (double)(i + 1);
    }
    if ((double)exact->gates > x[count - 1]) {
        x[count] = (double)exact->gates;
        y[count] = (double)exact->rank;
        count++;
    }
    return (lb_plot_series){.count = count, .x = x, .y = y, .joined = true};
}

typedef struct bound_plot {
    double *x[STATES], *y[STATES];
    char *titles[STATES];
    lb_plot_series series[STATES];
    lb_plot_level levels[3];
    char *rank_title;
    lb_plot plot;
    double largest;
} bound_plot;

static void add_state(bound_plot *p, const lb_bound_state *state)
{
    size_t i = p->plot.series_count;
    if (!state->has_exact || i == STATES)
        return;
    size_t room = state->exact->rank + 2;
    p->x[i] = lb_malloc(room, sizeof **p->x);
    p->y[i] = lb_malloc(room, sizeof **p->y);
    p->titles[i] = lb_sprintf("exact rank, state %s", state->name);
    p->series[i] = rank_curve(p->x[i], p->y[i], state);
    p->series[i].title = p->titles[i];
    p->plot.series_count++;
    if ((double)state->exact->rank > p->largest)
        p->largest = (double)state->exact->rank;
}

static void add_level(bound_plot *p, const char *title, const __mpz_struct *bound, bool dashed)
{
    if (bound && mpz_cmp_d(bound, (double)OUT_OF_SIGHT * p->largest) <= 0)
        p->levels[p->plot.level_count++] =
            (lb_plot_level){.title = title, .y = mpz_get_d(bound), .dashed = dashed};
}

lb_status lb_cli_bounding_plot(const lb_cli_bounding *result, const char *path, lb_error *error)
{
    const lb_bound_struct *bound = result->bound;
    char *name = lb_ansatz_title(result->A);
    char *title = lb_sprintf("%s: rank of the quantum Fisher information matrix", name);
    bound_plot p = {.plot = {.title = title, .x_label = "number of angles M", .y_label = "rank"}};
    for (size_t i = 0; i < bound->state_count; i++)
        add_state(&p, &bound->states[i]);
    const lb_bound_state *widest = bound->has_joint ? &bound->joint : &bound->states[0];
    if (bound->has_joint)
        add_state(&p, widest);
    add_level(&p, "dim g, proved", lb_cli_closing_at_most(&result->closing), false);
    add_level(&p, "sector dimension, proved", widest->sector.at_most, true);
    p.rank_title = strcmp(widest->rank_source, "the orbit dimension")
                       ? lb_sprintf("rank at most, by %s, proved", widest->rank_source)
                       : lb_strdup("orbit dimension, proved");
    add_level(&p, p.rank_title, widest->orbit.at_most, false);
    p.plot.series = p.series;
    p.plot.levels = p.levels;
    lb_status status = lb_plot_write(&p.plot, path, error);
    for (size_t i = 0; i < p.plot.series_count; i++) {
        free(p.x[i]);
        free(p.y[i]);
        free(p.titles[i]);
    }
    free(p.rank_title);
    free(title);
    free(name);
    return status;
}
