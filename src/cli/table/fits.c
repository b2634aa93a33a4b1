#include "cli/table/fits.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/args/number.h"
#include "fit/fraction.h"
#include "report/json.h"

bool lb_cli_fits_distinguish(const lb_cli_fits *fits, size_t setting)
{
    return strcmp(fits->plan->settings.names[setting], fits->plan->swept) != 0;
}

/* Whether the two rows differ at most in the swept parameter. */
static bool belong_together(const lb_cli_fits *fits, const lb_cli_row *a, const lb_cli_row *b)
{
    if (a->source != b->source)
        return false;
    for (size_t i = 0; i < fits->plan->settings.count; i++) {
        const char *name = fits->plan->settings.names[i];
        const char *x = lb_cli_row_setting(a, name), *y = lb_cli_row_setting(b, name);
        if (lb_cli_fits_distinguish(fits, i) && x && y && strcmp(x, y) != 0)
            return false;
    }
    return true;
}

static size_t find_fit(lb_cli_fits *fits, const lb_cli_row *row)
{
    size_t i = 0;
    while (i < fits->count && !belong_together(fits, fits->fits[i].first, row))
        i++;
    if (i == fits->count) {
        fits->fits = lb_grow(fits->fits, &fits->capacity, i + 1, sizeof *fits->fits);
        fits->fits[fits->count++] = (lb_cli_fit){.first = row};
    }
    return i;
}

typedef struct point {
    int64_t n;
    const lb_cli_row *row;
} point;

static int compare_points(const void *a, const void *b)
{
    int64_t m = ((const point *)a)->n, n = ((const point *)b)->n;
    return (m > n) - (m < n);
}

static bool is_proved(const lb_cli_row *row, lb_cli_quantity quantity)
{
    return quantity == LB_CLI_QUANTITY_VARIANCE ? row->has_variance
                                                : lb_cli_row_proved(row, quantity) != NULL;
}

/* The proved rows of a fit by their integer, each integer once. */
static size_t collect(point *points, const lb_cli_fits *fits, size_t fit, const lb_cli_rows *rows)
{
    size_t found = 0, count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const lb_cli_row *row = &rows->rows[i];
        const char *value = lb_cli_row_setting(row, fits->plan->swept);
        if (fits->of_row[i] == fit && is_proved(row, fits->quantity) && value &&
            lb_cli_read_integer(&points[found].n, value))
            points[found++].row = row;
    }
    qsort(points, found, sizeof *points, compare_points);
    for (size_t i = 0; i < found; i++)
        if (!count || points[count - 1].n != points[i].n)
            points[count++] = points[i];
    return count;
}

static void fit_fractions(lb_cli_fits *fits, size_t i, const point *points, const int64_t *at,
                          size_t count)
{
    __mpq_struct *values = lb_malloc(count, sizeof *values);
    for (size_t j = 0; j < count; j++)
        values[j] = *points[j].row->variance;
    lb_fit_find_fractions(&fits->fits[i].form, at, values, count, fits->plan->swept);
    free(values);
}

static void fit_integers(lb_cli_fits *fits, size_t i, const point *points, const int64_t *at,
                         size_t count)
{
    __mpz_struct *values = lb_malloc(count, sizeof *values);
    for (size_t j = 0; j < count; j++)
        values[j] = *lb_cli_row_proved(points[j].row, fits->quantity);
    lb_fit_find(&fits->fits[i].form, at, values, count, fits->plan->swept);
    free(values);
}

static void find_form(lb_cli_fits *fits, size_t i, const lb_cli_rows *rows)
{
    point *points = lb_malloc(rows->count, sizeof *points);
    size_t count = collect(points, fits, i, rows);
    int64_t *at = lb_malloc(count, sizeof *at);
    for (size_t j = 0; j < count; j++)
        at[j] = points[j].n;
    fits->fits[i].values = count;
    if (fits->quantity == LB_CLI_QUANTITY_VARIANCE)
        fit_fractions(fits, i, points, at, count);
    else
        fit_integers(fits, i, points, at, count);
    free(at);
    free(points);
}

void lb_cli_fits_init(lb_cli_fits *fits, const lb_cli_plan *plan, const lb_cli_rows *rows,
                      lb_cli_quantity quantity)
{
    *fits = (lb_cli_fits){.plan = plan, .quantity = quantity};
    fits->of_row = lb_malloc(rows->count, sizeof *fits->of_row);
    for (size_t i = 0; i < rows->count; i++)
        fits->of_row[i] = find_fit(fits, &rows->rows[i]);
    for (size_t i = 0; i < fits->count; i++)
        find_form(fits, i, rows);
}

void lb_cli_fits_clear(lb_cli_fits *fits)
{
    for (size_t i = 0; i < fits->count; i++)
        lb_fit_clear(&fits->fits[i].form);
    free(fits->fits);
    free(fits->of_row);
}

char *lb_cli_fit_status(const lb_cli_fit *fit)
{
    const lb_fit *form = &fit->form;
    if (!form->formula)
        return lb_sprintf("no formula found, %zu value%s", fit->values,
                          fit->values == 1 ? "" : "s");
    return lb_sprintf("conjecture, confirmed on %zu spare points", form->spare);
}

static json_t *fit_json(const lb_cli_fits *fits, const lb_cli_fit *fit)
{
    const lb_fit *form = &fit->form;
    json_t *object = json_object(), *parameters = json_object();
    for (size_t i = 0; i < fits->plan->settings.count; i++) {
        const char *name = fits->plan->settings.names[i];
        const char *value = lb_cli_row_setting(fit->first, name);
        if (value && lb_cli_fits_distinguish(fits, i))
            lb_json_set(parameters, name, lb_json_text(value));
    }
    lb_json_set(object, "ansatz", lb_json_text(fit->first->ansatz));
    lb_json_set(object, "parameters", parameters);
    lb_json_set(object, "of", lb_json_text(lb_cli_quantity_key(fits->quantity)));
    lb_json_set(object, "in", lb_json_text(fits->plan->swept));
    lb_json_set(object, "values", lb_json_count(fit->values));
    lb_json_set(object, "status", lb_json_text(form->formula ? "conjecture" : "none"));
    lb_json_set(object, "formula", lb_json_text(form->formula));
    lb_json_set(object, "latex", form->formula ? lb_json_text(form->latex) : json_null());
    lb_json_set(object, "unknowns", form->formula ? lb_json_count(form->unknowns) : json_null());
    lb_json_set(object, "spare", form->formula ? lb_json_count(form->spare) : json_null());
    lb_json_set(object, "exceptions",
                form->formula ? lb_json_count(form->exceptions) : json_null());
    return object;
}

void lb_cli_fits_json(json_t *array, const lb_cli_fits *fits)
{
    for (size_t i = 0; i < fits->count; i++)
        lb_json_append(array, fit_json(fits, &fits->fits[i]));
}
