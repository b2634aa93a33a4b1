#include "cli/success/report.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/args/number.h"
#include "cli/train/statistics.h"
#include "report/json.h"
#include "report/plot.h"

/* Below this a threshold is within rounding errors of losses. */
#define THRESHOLD_LEAST 1e-11
enum { THRESHOLDS_MOST = 20 };

/* ---- Options ---- */

static int compare_down(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

static lb_status read_thresholds(lb_success_report *report, const char *text, lb_error *error)
{
    char *copy = lb_strdup(text);
    lb_status status = LB_OK;
    report->thresholds = lb_malloc(THRESHOLDS_MOST, sizeof *report->thresholds);
    for (char *item = copy, *next; item && !status; item = next) {
        next = strchr(item, ',');
        if (next)
            *next++ = '\0';
        double value;
        if (report->threshold_count == THRESHOLDS_MOST || !lb_cli_read_real(&value, item) ||
            value < THRESHOLD_LEAST)
            status = lb_fail(error, LB_USAGE,
                             "--threshold %s is no list of up to %d numbers from 1e-11 on, such as "
                             "1e-4,1e-8",
                             text, THRESHOLDS_MOST);
        else
            report->thresholds[report->threshold_count++] = value;
    }
    free(copy);
    qsort(report->thresholds, report->threshold_count, sizeof(double), compare_down);
    return status;
}

lb_status lb_success_report_init(lb_success_report *report, const lb_cli_call *call,
                                 lb_error *error)
{
    const lb_cli_options *options = &call->options;
    *report = (lb_success_report){.format = lb_table_format_find(options->format),
                                  .plot = options->plot,
                                  .out = call->out,
                                  .notes = call->notes};
    if (report->format == LB_TABLE_FORMAT_COUNT)
        return lb_fail(error, LB_USAGE,
                       "there is no format '%s'; there are text, markdown, csv, json and latex",
                       options->format);
    if (options->json && report->format != LB_TABLE_TEXT && report->format != LB_TABLE_JSON)
        return lb_fail(error, LB_USAGE, "--json and --format %s exclude each other",
                       options->format);
    report->format = options->json ? LB_TABLE_JSON : report->format;
    lb_status status = read_thresholds(report, options->threshold, error);
    if (!status)
        status = lb_cli_check_plot(report->plot, error);
    if (status)
        lb_success_report_clear(report);
    return status;
}

void lb_success_report_clear(lb_success_report *report)
{
    free(report->thresholds);
    report->thresholds = NULL;
}

/* ---- Numbers ---- */

/* Starts of a point that were trained, and those with a best loss below the threshold. */
static lb_fraction fraction_at(const lb_success_report *report, size_t optimizer, size_t point,
                               double threshold)
{
    const lb_success_plan *plan = report->results->plan;
    size_t total = 0, count = 0;
    for (size_t s = 0; s < plan->starts; s++) {
        const lb_success_run *run = lb_success_run_at(report->results, optimizer, point, s);
        total += run->known;
        count += run->known && run->best < threshold;
    }
    return lb_fraction_of(count, total);
}

/* The q-quantile of the best losses; NAN without any. */
static double loss_at(const lb_success_report *report, size_t optimizer, size_t point, double q)
{
    const lb_success_plan *plan = report->results->plan;
    double *losses = lb_malloc(plan->starts, sizeof *losses), value;
    size_t count = 0;
    for (size_t s = 0; s < plan->starts; s++) {
        const lb_success_run *run = lb_success_run_at(report->results, optimizer, point, s);
        if (run->known)
            losses[count++] = run->best;
    }
    value = count ? lb_quantile(losses, count, q) : NAN;
    free(losses);
    return value;
}

static bool is_proved(const lb_cli_number *number)
{
    return number->known && !mpz_cmp(number->at_least, number->at_most);
}

/* ---- The table ---- */

static const struct line {
    const char *key, *heading, *title;
} lines[] = {
    {"critical", "M_c", "M_c"},
    {"rank", "rank", "maximal QFIM rank"},
    {"dimension", "dim g", "dim g"},
};
enum { LINES = sizeof lines / sizeof lines[0] };

static const lb_cli_number *line_at(const lb_success_report *report, size_t i)
{
    const lb_success_lines *found = &report->results->lines;
    const lb_cli_number *numbers[LINES] = {&found->critical, &found->rank, &found->dimension};
    return numbers[i];
}

static void put_line(lb_table_t table, const lb_cli_number *number)
{
    if (!number->known) {
        lb_table_put_none(table);
        return;
    }
    char *least = mpz_get_str(NULL, 10, number->at_least),
         *most = mpz_sgn(number->at_most) < 0 ? NULL : mpz_get_str(NULL, 10, number->at_most);
    if (is_proved(number))
        lb_table_put(table, LB_CELL_INTEGER, "%s", least);
    else
        lb_table_put_bounds(table, least, most);
    free(least);
    free(most);
}

static bool is_read_by_programs(const lb_success_report *report)
{
    return report->format == LB_TABLE_CSV || report->format == LB_TABLE_JSON;
}

static void add_columns(lb_table_t table, bool with_lines)
{
    lb_table_add_column(table, "optimizer", "optimizer", false);
    lb_table_add_column(table, "layers", "layers", true);
    lb_table_add_column(table, "angles", "M", true);
    lb_table_add_column(table, "threshold", "loss below", true);
    lb_table_add_column(table, "starts", "starts", true);
    lb_table_add_column(table, "solved", "solved", true);
    lb_table_add_column(table, "fraction", "fraction", true);
    lb_table_add_column(table, "low", "from", true);
    lb_table_add_column(table, "high", "to", true);
    lb_table_add_column(table, "smallest_loss", "smallest loss", true);
    lb_table_add_column(table, "median_loss", "median", true);
    for (size_t i = 0; i < LINES && with_lines; i++)
        lb_table_add_column(table, lines[i].key, lines[i].heading, true);
}

static void put_loss(lb_table_t table, const lb_success_report *report, double loss)
{
    if (isnan(loss))
        lb_table_put_none(table);
    else
        lb_table_put(table, LB_CELL_REAL, "%.*e", is_read_by_programs(report) ? 16 : 3, loss);
}

static void add_row(lb_table_t table, const lb_success_report *report, size_t optimizer,
                    size_t point, double threshold, bool with_lines)
{
    const lb_success_plan *plan = report->results->plan;
    lb_fraction f = fraction_at(report, optimizer, point, threshold);
    lb_table_put(table, LB_CELL_TEXT, "%s", lb_success_optimizer_name(plan->optimizers[optimizer]));
    lb_table_put(table, LB_CELL_COUNT, "%zu", plan->points[point].layers);
    lb_table_put(table, LB_CELL_COUNT, "%zu", plan->points[point].angles);
    lb_table_put(table, LB_CELL_REAL, "%.3g", threshold);
    lb_table_put(table, LB_CELL_COUNT, "%zu", f.total);
    lb_table_put(table, LB_CELL_COUNT, "%zu", f.count);
    int digits = is_read_by_programs(report) ? 15 : 4;
    if (f.total) {
        lb_table_put(table, LB_CELL_REAL, "%.*f", digits, (double)f.count / (double)f.total);
        lb_table_put(table, LB_CELL_REAL, "%.*f", digits, f.low);
        lb_table_put(table, LB_CELL_REAL, "%.*f", digits, f.high);
    } else {
        for (int i = 0; i < 3; i++)
            lb_table_put_none(table);
    }
    put_loss(table, report, loss_at(report, optimizer, point, 0));
    put_loss(table, report, loss_at(report, optimizer, point, 0.5));
    for (size_t i = 0; i < LINES && with_lines; i++)
        put_line(table, line_at(report, i));
}

static void fill_table(lb_table_t table, const lb_success_report *report, bool with_lines)
{
    const lb_success_plan *plan = report->results->plan;
    add_columns(table, with_lines);
    for (size_t o = 0; o < plan->optimizer_count; o++)
        for (size_t t = 0; t < report->threshold_count; t++)
            for (size_t p = 0; p < plan->point_count; p++)
                add_row(table, report, o, p, report->thresholds[t], with_lines);
}

/* ---- Text ---- */

static void print_line(const lb_success_report *report, size_t i)
{
    const lb_cli_number *number = line_at(report, i);
    if (!number->known)
        return;
    fprintf(report->out, "%-19s ", lines[i].title);
    mpz_out_str(report->out, 10, number->at_least);
    if (is_proved(number)) {
        fputs("   proved\n", report->out);
        return;
    }
    fputs(" or more", report->out);
    if (mpz_sgn(number->at_most) >= 0) {
        fputs(", at most ", report->out);
        mpz_out_str(report->out, 10, number->at_most);
    }
    fputs("   bounds, proved\n", report->out);
}

static bool trains_with(const lb_success_plan *plan, lb_optimizer optimizer)
{
    for (size_t o = 0; o < plan->optimizer_count; o++)
        if (plan->optimizers[o] == optimizer)
            return true;
    return false;
}

/* What is known of how far such fractions can be trusted. */
static void print_remarks(FILE *out, const lb_success_plan *plan)
{
    if (trains_with(plan, LB_OPTIMIZER_ADAM))
        fputs("Adam with a fixed number of steps shows where training is fast, not where it is "
              "possible:\nfor open Ising chains and 3000 steps near M = n^2, where L-BFGS shows "
              "M_c.\n",
              out);
    fputs("On Ising chains of 8 qubits and more, a threshold of 1e-4 does not tell M_c from M a\n"
          "little below it.\n",
          out);
}

static void print_opening(FILE *out, const lb_success_plan *plan)
{
    const json_t *qubits = json_object_get(plan->ansatz, "qubits"),
                 *generators = json_object_get(plan->ansatz, "generators");
    fprintf(out, "%s: %" JSON_INTEGER_FORMAT " qubits, %" JSON_INTEGER_FORMAT " generators\n",
            plan->title, json_integer_value(qubits), json_integer_value(generators));
    fprintf(out, "loss: <O> - E0, E0 = %.12g the ground energy %s   (floating point)\n",
            plan->energy, plan->ground);
    if (plan->dimension)
        fprintf(out, "picture: algebra, %zu coordinates\n", plan->dimension);
    else
        fprintf(out, "picture: %s\n", plan->picture);
    fprintf(out,
            "state %s, %zu starts uniform in [0, %.6g), seed %" PRIu64 ", at most %zu steps%s\n",
            plan->state, plan->starts, plan->width, plan->seed, plan->steps,
            plan->half_angles ? "; gates exp(-i theta/2 H)" : "");
}

static void print_text(const lb_success_report *report)
{
    const lb_success_plan *plan = report->results->plan;
    lb_table_t table;
    print_opening(report->out, plan);
    for (size_t i = 0; i < LINES; i++)
        print_line(report, i);
    fputs("\nfraction of the starts with a loss below the threshold at some step, with the 95 % "
          "interval of Wilson\n",
          report->out);
    lb_table_init(table);
    fill_table(table, report, false);
    lb_table_print(report->out, table, report->format);
    lb_table_clear(table);
    putc('\n', report->out);
    print_remarks(report->out, plan);
}

/* ---- JSON ---- */

static json_t *line_json(const lb_cli_number *number)
{
    if (!number->known)
        return json_null();
    json_t *object = json_object();
    lb_json_set(object, "at_least", lb_json_integer(number->at_least));
    lb_json_set(object, "at_most",
                mpz_sgn(number->at_most) < 0 ? json_null() : lb_json_integer(number->at_most));
    lb_json_set(object, "status", lb_json_text(is_proved(number) ? "proved" : "bounded"));
    return object;
}

static void print_json(const lb_success_report *report)
{
    const lb_success_plan *plan = report->results->plan;
    json_t *object = lb_json_new("success"), *found = json_object();
    lb_table_t table;
    json_object_update(object, plan->ansatz);
    lb_json_set(object, "state", lb_json_text(plan->state));
    lb_json_set(object, "picture", lb_json_text(plan->picture));
    lb_json_set(object, "coordinates",
                plan->dimension ? lb_json_count(plan->dimension) : json_null());
    lb_json_set(object, "ground_energy", lb_json_real(plan->energy));
    lb_json_set(object, "ground_energy_source", lb_json_text(plan->ground));
    lb_json_set(object, "starts", lb_json_count(plan->starts));
    lb_json_set(object, "steps", lb_json_count(plan->steps));
    char *seed = lb_sprintf("%" PRIu64, plan->seed);
    lb_json_set(object, "seed", lb_json_text(seed));
    free(seed);
    lb_json_set(object, "width", lb_json_real(plan->width));
    lb_json_set(object, "half_angles", json_boolean(plan->half_angles));
    for (size_t i = 0; i < LINES; i++)
        lb_json_set(found, lines[i].key, line_json(line_at(report, i)));
    lb_json_set(object, "lines", found);
    lb_json_set(object, "interval", lb_json_text("Wilson, 95 %"));
    lb_table_init(table);
    fill_table(table, report, false);
    lb_json_set(object, "rows", lb_table_json(table));
    lb_table_clear(table);
    lb_json_set(object, "missing", lb_json_count(lb_success_missing(report->results)));
    lb_json_finish(report->out, object);
}

/* ---- The plot ---- */

/* One curve: an optimizer and a threshold. */
typedef struct curve {
    char *title;
    double *x, *y, *low, *high;
    size_t count;
} curve;

static void curve_init(curve *c, const lb_success_report *report, size_t optimizer,
                       double threshold)
{
    const lb_success_plan *plan = report->results->plan;
    size_t points = plan->point_count;
    *c = (curve){.title =
                     lb_sprintf("%s, loss below %.3g",
                                lb_success_optimizer_name(plan->optimizers[optimizer]), threshold)};
    c->x = lb_malloc(4 * points, sizeof *c->x);
    c->y = c->x + points;
    c->low = c->y + points;
    c->high = c->low + points;
    for (size_t p = 0; p < points; p++) {
        lb_fraction f = fraction_at(report, optimizer, p, threshold);
        if (!f.total)
            continue;
        c->x[c->count] = (double)plan->points[p].angles;
        c->y[c->count] = (double)f.count / (double)f.total;
        c->low[c->count] = f.low;
        c->high[c->count++] = f.high;
    }
}

static void curve_clear(curve *c)
{
    free(c->title);
    free(c->x);
}

/* Vertical lines, where their number is proved or bounded from above; one for equal numbers. */
static size_t plot_lines(lb_plot_level *levels, char **titles, const lb_success_report *report)
{
    size_t count = 0;
    for (size_t i = 0; i < LINES; i++) {
        const lb_cli_number *number = line_at(report, i);
        if (!number->known || mpz_sgn(number->at_most) < 0)
            continue;
        double x = mpz_get_d(number->at_most);
        bool again = count && levels[count - 1].y == x && is_proved(number);
        char *value = mpz_get_str(NULL, 10, number->at_most), *title;
        if (again)
            title = lb_sprintf("%s = %s", lines[i].title, titles[--count]);
        else
            title = lb_sprintf(is_proved(number) ? "%s = %s, proved" : "%s <= %s, proved",
                               lines[i].title, value);
        if (again)
            free(titles[count]);
        free(value);
        titles[count] = title;
        levels[count++] =
            (lb_plot_level){.title = title, .y = x, .dashed = !is_proved(number), .vertical = true};
    }
    return count;
}

static lb_status draw(const lb_success_report *report, lb_error *error)
{
    const lb_success_plan *plan = report->results->plan;
    size_t count = plan->optimizer_count * report->threshold_count;
    curve *curves = lb_malloc(count, sizeof *curves);
    lb_plot_series *series = lb_calloc(count, sizeof *series);
    lb_plot_level levels[LINES];
    char *titles[LINES], *title = lb_sprintf("%s: training that succeeds", plan->title);
    for (size_t i = 0; i < count; i++) {
        curve *c = curves + i;
        curve_init(c, report, i / report->threshold_count,
                   report->thresholds[i % report->threshold_count]);
        series[i] = (lb_plot_series){.title = c->title,
                                     .count = c->count,
                                     .x = c->x,
                                     .y = c->y,
                                     .joined = true,
                                     .low = c->low,
                                     .high = c->high};
    }
    lb_plot plot = {.title = title,
                    .x_label = "number of angles M",
                    .y_label = "fraction of starts, 95 % (Wilson)",
                    .fraction = true,
                    .series_count = count,
                    .series = series,
                    .levels = levels};
    plot.level_count = plot_lines(levels, titles, report);
    lb_status status = lb_plot_write(&plot, report->plot, error);
    for (size_t i = 0; i < count; i++)
        curve_clear(curves + i);
    for (size_t i = 0; i < plot.level_count; i++)
        free(titles[i]);
    free(curves);
    free(series);
    free(title);
    return status;
}

static void print_result(const lb_success_report *report)
{
    lb_table_t table;
    if (report->format == LB_TABLE_JSON) {
        print_json(report);
    } else if (report->format == LB_TABLE_TEXT) {
        print_text(report);
    } else {
        lb_table_init(table);
        fill_table(table, report, true);
        lb_table_print(report->out, table, report->format);
        lb_table_clear(table);
    }
}

lb_status lb_success_report_print(const lb_success_report *report, const char *checkpoint,
                                  lb_error *error)
{
    size_t missing = lb_success_missing(report->results);
    print_result(report);
    if (missing)
        fprintf(report->notes, "liebound: note: %zu of %zu parts are missing%s%s\n", missing,
                lb_success_items(report->results->plan),
                checkpoint ? "; the same command goes on from " : "", checkpoint ? checkpoint : "");
    lb_status status = report->plot ? draw(report, error) : LB_OK;
    if (status)
        return status;
    if (report->plot && report->format == LB_TABLE_TEXT)
        fprintf(report->out, "plot: %s\n", report->plot);
    return report->results->lines.disagrees ? LB_DISAGREE : missing ? LB_UNDECIDED : LB_OK;
}
