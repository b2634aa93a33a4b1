#include "cli/table/sweep.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/args/number.h"

/* A path such as ../my.edges is no range. */
static bool is_range(const char *text)
{
    return strstr(text, "..") && !strchr(text, '/');
}

bool lb_cli_is_sweep(const char *values)
{
    return strchr(values, ',') || is_range(values);
}

static void add_value(lb_cli_axis *axis, char *value)
{
    axis->values = lb_grow(axis->values, &axis->capacity, axis->count + 1, sizeof *axis->values);
    axis->values[axis->count++] = value;
}

/* Cut text at the next separator and return what follows it, or NULL. */
static char *cut(char *text, const char *separator)
{
    char *found = strstr(text, separator);
    if (!found)
        return NULL;
    *found = '\0';
    return found + strlen(separator);
}

/* first..last or first..last..step, all integers, step > 0; text is used up. */
static lb_status add_range(lb_cli_axis *axis, char *text, lb_error *error)
{
    char *end = cut(text, ".."), *stride = cut(end, "..");
    int64_t first, last, step = 1;
    if (!lb_cli_read_integer(&first, text) || !lb_cli_read_integer(&last, end) ||
        (stride && !lb_cli_read_integer(&step, stride)))
        return lb_fail(error, LB_USAGE, "a range of %s is not of the form 2..10 or 2..10..2",
                       axis->name);
    if (step <= 0 || first > last)
        return lb_fail(error, LB_USAGE, "the range %" PRId64 "..%" PRId64 " of %s is empty", first,
                       last, axis->name);
    uint64_t steps = ((uint64_t)last - (uint64_t)first) / (uint64_t)step;
    if (steps >= LB_CLI_COMBINATIONS_MAX)
        return lb_fail(error, LB_USAGE, "a range of %s has more than %d values", axis->name,
                       LB_CLI_COMBINATIONS_MAX);
    for (uint64_t i = 0; i <= steps; i++)
        add_value(axis, lb_sprintf("%" PRId64, first + (int64_t)i * step));
    return LB_OK;
}

lb_status lb_cli_axis_fill(lb_cli_axis *axis, const char *values, lb_error *error)
{
    char *copy = lb_strdup(values);
    lb_status status = LB_OK;
    for (char *item = copy, *next; item && !status; item = next) {
        next = cut(item, ",");
        if (is_range(item))
            status = add_range(axis, item, error);
        else if (*item)
            add_value(axis, lb_strdup(item));
        else
            status = lb_fail(error, LB_USAGE, "%s=%s lacks a value", axis->name, values);
    }
    free(copy);
    return status;
}

lb_status lb_cli_sweep_new(lb_cli_sweep *sweep, const lb_cli_call *call, lb_error *error)
{
    lb_cli_sweep s = {.axis_count = call->setting_count, .combinations = 1};
    s.axes = lb_calloc(call->setting_count, sizeof *s.axes);
    lb_status status = LB_OK;
    for (size_t i = 0; i < s.axis_count && !status; i++) {
        s.axes[i].name = call->settings[i].name;
        status = lb_cli_axis_fill(&s.axes[i], call->settings[i].values, error);
        if (!status && s.axes[i].count > LB_CLI_COMBINATIONS_MAX / s.combinations)
            status = lb_fail(error, LB_USAGE, "the sweep has more than %d combinations",
                             LB_CLI_COMBINATIONS_MAX);
        s.combinations *= s.axes[i].count;
    }
    if (status)
        lb_cli_sweep_clear(&s);
    else
        *sweep = s;
    return status;
}

void lb_cli_axis_clear(lb_cli_axis *axis)
{
    for (size_t j = 0; j < axis->count; j++)
        free(axis->values[j]);
    free(axis->values);
}

void lb_cli_sweep_clear(lb_cli_sweep *sweep)
{
    for (size_t i = 0; i < sweep->axis_count; i++)
        lb_cli_axis_clear(&sweep->axes[i]);
    free(sweep->axes);
}

void lb_cli_sweep_at(lb_setting *settings, const lb_cli_sweep *sweep, size_t i)
{
    for (size_t j = sweep->axis_count; j-- > 0;) {
        const lb_cli_axis *axis = &sweep->axes[j];
        settings[j] = (lb_setting){.name = axis->name, .value = axis->values[i % axis->count]};
        i /= axis->count;
    }
}

static bool has_integers(const lb_cli_axis *axis)
{
    int64_t ignored;
    for (size_t i = 0; i < axis->count; i++)
        if (!lb_cli_read_integer(&ignored, axis->values[i]))
            return false;
    return axis->count > 1;
}

const lb_cli_axis *lb_cli_sweep_integers(const lb_cli_sweep *sweep)
{
    const lb_cli_axis *best = NULL;
    for (size_t i = 0; i < sweep->axis_count; i++) {
        const lb_cli_axis *axis = &sweep->axes[i];
        if (has_integers(axis) && (!best || axis->count > best->count))
            best = axis;
    }
    return best;
}
