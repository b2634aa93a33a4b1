#include "cli/success/results.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "report/json.h"

static const char *const line_keys[] = {"dimension", "rank", "critical"};
enum { LINES = sizeof line_keys / sizeof line_keys[0] };

static lb_cli_number *line_at(lb_success_lines *lines, size_t i)
{
    lb_cli_number *numbers[LINES] = {&lines->dimension, &lines->rank, &lines->critical};
    return numbers[i];
}

void lb_success_lines_init(lb_success_lines *lines)
{
    *lines = (lb_success_lines){.known = false};
    for (size_t i = 0; i < LINES; i++)
        mpz_inits(line_at(lines, i)->at_least, line_at(lines, i)->at_most, (mpz_ptr)NULL);
}

void lb_success_lines_clear(lb_success_lines *lines)
{
    for (size_t i = 0; i < LINES; i++)
        mpz_clears(line_at(lines, i)->at_least, line_at(lines, i)->at_most, (mpz_ptr)NULL);
}

void lb_success_results_init(lb_success_results *results, const lb_success_plan *plan)
{
    *results = (lb_success_results){.plan = plan};
    lb_success_lines_init(&results->lines);
    results->have = lb_calloc(lb_success_items(plan), sizeof *results->have);
    results->runs =
        lb_calloc(plan->optimizer_count * plan->point_count * plan->starts, sizeof *results->runs);
}

void lb_success_results_clear(lb_success_results *results)
{
    lb_success_lines_clear(&results->lines);
    free(results->have);
    free(results->runs);
}

static lb_success_run *run_at(const lb_success_results *results, size_t optimizer, size_t point,
                              size_t start)
{
    const lb_success_plan *plan = results->plan;
    return results->runs + (optimizer * plan->point_count + point) * plan->starts + start;
}

const lb_success_run *lb_success_run_at(const lb_success_results *results, size_t optimizer,
                                        size_t point, size_t start)
{
    return run_at(results, optimizer, point, start);
}

size_t lb_success_missing(const lb_success_results *results)
{
    size_t missing = 0;
    for (size_t i = 0; i < lb_success_items(results->plan); i++)
        missing += !results->have[i];
    return missing + results->lines.cut;
}

/* ---- Lines of JSON ---- */

static char *line(json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(17));
    json_decref(object);
    return text;
}

char *lb_success_lines_record(const lb_success_lines *lines)
{
    json_t *object = json_object(), *found = json_object();
    for (size_t i = 0; i < LINES; i++) {
        const lb_cli_number *number = line_at((lb_success_lines *)lines, i);
        if (!number->known)
            continue;
        json_t *pair = json_array();
        lb_json_append(pair, lb_json_integer(number->at_least));
        lb_json_append(pair, mpz_sgn(number->at_most) < 0 ? json_null()
                                                          : lb_json_integer(number->at_most));
        lb_json_set(found, line_keys[i], pair);
    }
    lb_json_set(found, "disagrees", json_boolean(lines->disagrees));
    lb_json_set(found, "cut", json_boolean(lines->cut));
    lb_json_set(object, "item", lb_json_count(0));
    lb_json_set(object, "lines", lines->known ? found : json_null());
    if (!lines->known)
        json_decref(found);
    return line(object);
}

char *lb_success_runs_record(size_t item, const lb_success_run *runs, size_t count)
{
    json_t *object = json_object(), *array = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *run = json_array();
        lb_json_append(run, lb_json_real(runs[i].best));
        lb_json_append(run, lb_json_real(runs[i].last));
        lb_json_append(run, lb_json_count(runs[i].steps));
        lb_json_append(run, lb_json_count(runs[i].evaluations));
        lb_json_append(array, run);
    }
    lb_json_set(object, "item", lb_json_count(item));
    lb_json_set(object, "runs", array);
    return line(object);
}

static bool read_integer(mpz_t value, const json_t *text)
{
    const char *digits = json_string_value(text);
    return digits && *digits != '-' && !mpz_set_str(value, digits, 10);
}

static bool add_lines(lb_success_results *results, const json_t *found)
{
    lb_success_lines *lines = &results->lines;
    lines->known = json_is_object(found);
    lines->disagrees = json_is_true(json_object_get(found, "disagrees"));
    lines->cut = json_is_true(json_object_get(found, "cut"));
    for (size_t i = 0; i < LINES; i++) {
        const json_t *pair = json_object_get(found, line_keys[i]), *most = json_array_get(pair, 1);
        lb_cli_number *number = line_at(lines, i);
        number->known = pair != NULL;
        if (json_is_null(most))
            mpz_set_si(number->at_most, -1);
        if (pair && (json_array_size(pair) != 2 ||
                     !read_integer(number->at_least, json_array_get(pair, 0)) ||
                     (!json_is_null(most) && !read_integer(number->at_most, most))))
            return false;
    }
    return lines->known || json_is_null(found);
}

static bool add_runs(lb_success_results *results, size_t number, const json_t *runs)
{
    lb_success_item item = lb_success_item_at(results->plan, number);
    if (json_array_size(runs) != item.count)
        return false;
    for (size_t i = 0; i < item.count; i++) {
        const json_t *run = json_array_get(runs, i);
        for (size_t k = 0; k < 4; k++)
            if (!json_is_number(json_array_get(run, k)))
                return false;
        *run_at(results, item.optimizer, item.point, item.first + i) =
            (lb_success_run){.known = true,
                             .best = json_number_value(json_array_get(run, 0)),
                             .last = json_number_value(json_array_get(run, 1)),
                             .steps = (size_t)json_integer_value(json_array_get(run, 2)),
                             .evaluations = (size_t)json_integer_value(json_array_get(run, 3))};
    }
    return true;
}

lb_status lb_success_results_add(lb_success_results *results, const char *text, lb_error *error)
{
    json_t *object = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    const json_t *item = json_object_get(object, "item");
    lb_status status = LB_OK;
    size_t number = json_is_integer(item) && json_integer_value(item) >= 0
                        ? (size_t)json_integer_value(item)
                        : SIZE_MAX;
    if (number >= lb_success_items(results->plan))
        status = lb_fail(error, LB_INPUT, "not an item of this 'liebound success'");
    else if (results->have[number])
        status = lb_fail(error, LB_INPUT, "item %zu is there twice", number);
    else if (!(number ? add_runs(results, number, json_object_get(object, "runs"))
                      : add_lines(results, json_object_get(object, "lines"))))
        status = lb_fail(error, LB_INPUT, "item %zu is damaged", number);
    else
        results->have[number] = true;
    json_decref(object);
    return status;
}
