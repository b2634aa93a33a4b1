#include "cli/success/plan.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>

#include "base/memory.h"
#include "base/text.h"
#include "cli/args/number.h"
#include "cli/table/sweep.h"
#include "report/json.h"

static const char schema[] = "liebound/success-rows/1";
static const char *const optimizer_names[] = {"adam", "lbfgs"};
enum { LAYERS_MOST = 1000000, POINTS_MOST = 10000 };

void lb_success_plan_clear(lb_success_plan *plan)
{
    json_decref(plan->ansatz);
    free(plan->title);
    free(plan->digest);
    free(plan->state);
    free(plan->points);
    free(plan->picture);
    free(plan->ground);
}

const char *lb_success_optimizer_name(lb_optimizer optimizer)
{
    return optimizer_names[optimizer];
}

/* ---- What was asked for ---- */

lb_status lb_success_read_optimizers(lb_success_plan *plan, const char *text, lb_error *error)
{
    char *copy = lb_strdup(text);
    lb_status status = LB_OK;
    for (char *name = copy, *next; name && !status; name = next) {
        next = strchr(name, ',');
        if (next)
            *next++ = '\0';
        size_t o = 0;
        while (o < LB_SUCCESS_OPTIMIZERS && strcmp(optimizer_names[o], name))
            o++;
        for (size_t i = 0; i < plan->optimizer_count; i++)
            if (o == (size_t)plan->optimizers[i])
                o = LB_SUCCESS_OPTIMIZERS;
        if (o == LB_SUCCESS_OPTIMIZERS)
            status = lb_fail(error, LB_USAGE,
                             "--optimizer %s is none of lbfgs, adam and adam,lbfgs", text);
        else
            plan->optimizers[plan->optimizer_count++] = (lb_optimizer)o;
    }
    free(copy);
    return status;
}

static int compare_points(const void *a, const void *b)
{
    const lb_success_point *p = a, *q = b;
    return (p->layers > q->layers) - (p->layers < q->layers);
}

/* The points of these layers, sorted, each once. */
static void set_points(lb_success_plan *plan, const lb_ansatz_t A, const size_t *layers,
                       size_t count)
{
    plan->points = lb_malloc(count, sizeof *plan->points);
    for (size_t i = 0; i < count; i++)
        plan->points[i] = (lb_success_point){layers[i], lb_ansatz_angles(A, layers[i])};
    qsort(plan->points, count, sizeof *plan->points, compare_points);
    for (size_t i = 0; i < count; i++)
        if (!plan->point_count || plan->points[plan->point_count - 1].layers != layers[i])
            plan->points[plan->point_count++] = plan->points[i];
}

lb_status lb_success_read_layers(lb_success_plan *plan, const lb_ansatz_t A, const char *text,
                                 lb_error *error)
{
    lb_cli_sweep sweep;
    char name[] = "--layers";
    lb_cli_setting setting = {name, text};
    lb_cli_call call = {.settings = &setting, .setting_count = 1};
    lb_status status = lb_cli_sweep_new(&sweep, &call, error);
    if (status)
        return status;
    size_t count = sweep.axes[0].count, *layers = lb_malloc(count, sizeof *layers);
    for (size_t i = 0; i < count && !status; i++) {
        uint64_t value;
        if (lb_cli_read_count(&value, sweep.axes[0].values[i]) && value >= 1 &&
            value <= LAYERS_MOST && lb_ansatz_angles(A, (size_t)value) != SIZE_MAX)
            layers[i] = (size_t)value;
        else
            status = lb_fail(error, LB_USAGE,
                             "--layers %s is neither a list such as 10..40..2 or 4,8,12, nor auto",
                             text);
    }
    if (!status && count > POINTS_MOST)
        status = lb_fail(error, LB_USAGE, "--layers %s has more than %d values", text, POINTS_MOST);
    if (!status)
        set_points(plan, A, layers, count);
    free(layers);
    lb_cli_sweep_clear(&sweep);
    return status;
}

void lb_success_choose_layers(lb_success_plan *plan, const lb_ansatz_t A, size_t angles)
{
    enum { FIRST = 1, LAST = 10, PARTS = 8 };
    size_t layers[LAST - FIRST + 1];
    for (size_t k = FIRST; k <= LAST; k++) {
        size_t needed = lb_ansatz_layers_for(A, angles * k / PARTS);
        layers[k - FIRST] = needed ? needed : 1;
    }
    set_points(plan, A, layers, LAST - FIRST + 1);
}

/* ---- Items ---- */

/* Of the starts at a point. */
static size_t group_count(const lb_success_plan *plan)
{
    return (plan->starts + LB_SUCCESS_GROUP - 1) / LB_SUCCESS_GROUP;
}

size_t lb_success_items(const lb_success_plan *plan)
{
    return 1 + plan->optimizer_count * plan->point_count * group_count(plan);
}

lb_success_item lb_success_item_at(const lb_success_plan *plan, size_t item)
{
    size_t groups = group_count(plan), at = (item - 1) / groups;
    lb_success_item found = {.optimizer = at / plan->point_count,
                             .point = at % plan->point_count,
                             .first = (item - 1) % groups * LB_SUCCESS_GROUP};
    size_t left = plan->starts - found.first;
    found.count = left < LB_SUCCESS_GROUP ? left : LB_SUCCESS_GROUP;
    return found;
}

/* ---- As a line ---- */

static json_t *plan_json(const lb_success_plan *plan)
{
    json_t *object = json_object(), *points = json_array(), *optimizers = json_array();
    lb_json_set(object, "schema", lb_json_text(schema));
    lb_json_set(object, "title", lb_json_text(plan->title));
    lb_json_set(object, "ansatz", json_incref(plan->ansatz));
    lb_json_set(object, "digest", lb_json_text(plan->digest));
    lb_json_set(object, "state", lb_json_text(plan->state));
    for (size_t i = 0; i < plan->point_count; i++) {
        json_t *pair = json_array();
        lb_json_append(pair, lb_json_count(plan->points[i].layers));
        lb_json_append(pair, lb_json_count(plan->points[i].angles));
        lb_json_append(points, pair);
    }
    for (size_t i = 0; i < plan->optimizer_count; i++)
        lb_json_append(optimizers, lb_json_text(optimizer_names[plan->optimizers[i]]));
    lb_json_set(object, "points", points);
    lb_json_set(object, "optimizers", optimizers);
    lb_json_set(object, "starts", lb_json_count(plan->starts));
    lb_json_set(object, "steps", lb_json_count(plan->steps));
    char *seed = lb_sprintf("%" PRIu64, plan->seed);
    lb_json_set(object, "seed", lb_json_text(seed));
    free(seed);
    lb_json_set(object, "width", lb_json_real(plan->width));
    lb_json_set(object, "rate", lb_json_real(plan->rate));
    lb_json_set(object, "beta1", lb_json_real(plan->beta1));
    lb_json_set(object, "beta2", lb_json_real(plan->beta2));
    lb_json_set(object, "epsilon", lb_json_real(plan->epsilon));
    lb_json_set(object, "half_angles", json_boolean(plan->half_angles));
    lb_json_set(object, "single_constants", json_boolean(plan->single_constants));
    lb_json_set(object, "picture", lb_json_text(plan->picture));
    lb_json_set(object, "dimension", lb_json_count(plan->dimension));
    lb_json_set(object, "ground", lb_json_text(plan->ground));
    return object;
}

char *lb_success_plan_line(const lb_success_plan *plan)
{
    json_t *object = plan_json(plan);
    lb_json_set(object, "energy", lb_json_real(plan->energy));
    char *line = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(17));
    json_decref(object);
    return line;
}

bool lb_success_plans_agree(const lb_success_plan *a, const lb_success_plan *b)
{
    json_t *one = plan_json(a), *other = plan_json(b);
    bool agree = json_equal(one, other);
    json_decref(one);
    json_decref(other);
    return agree && (strcmp(a->ground, LB_SUCCESS_GIVEN) || a->energy == b->energy);
}

static bool has_schema(const json_t *object)
{
    const char *text = json_string_value(json_object_get(object, "schema"));
    return text && !strcmp(text, schema);
}

bool lb_success_is_plan(const char *line)
{
    json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
    bool is = has_schema(object);
    json_decref(object);
    return is;
}

/* A count below 2^53, or SIZE_MAX. */
static size_t count_of(const json_t *value)
{
    return json_is_integer(value) && json_integer_value(value) >= 0
               ? (size_t)json_integer_value(value)
               : SIZE_MAX;
}

static bool read_points(lb_success_plan *plan, const json_t *points)
{
    plan->point_count = json_array_size(points);
    plan->points = lb_calloc(plan->point_count, sizeof *plan->points);
    for (size_t i = 0; i < plan->point_count; i++) {
        const json_t *pair = json_array_get(points, i);
        plan->points[i] = (lb_success_point){count_of(json_array_get(pair, 0)),
                                             count_of(json_array_get(pair, 1))};
        if (plan->points[i].layers > LAYERS_MOST || plan->points[i].angles == SIZE_MAX)
            return false;
    }
    return plan->point_count > 0 && plan->point_count <= POINTS_MOST;
}

static bool read_optimizers(lb_success_plan *plan, const json_t *names)
{
    lb_error ignored;
    size_t count = json_array_size(names);
    for (size_t i = 0; i < count; i++) {
        const char *name = json_string_value(json_array_get(names, i));
        if (!name || strchr(name, ',') || lb_success_read_optimizers(plan, name, &ignored))
            return false;
    }
    return count > 0;
}

static bool read_text(char **text, const json_t *object, const char *key)
{
    const char *value = json_string_value(json_object_get(object, key));
    *text = lb_strdup(value ? value : "");
    return value && lb_is_plain(value);
}

static bool read_members(lb_success_plan *plan, const json_t *object)
{
    char *seed;
    bool right = read_points(plan, json_object_get(object, "points"));
    right = read_optimizers(plan, json_object_get(object, "optimizers")) && right;
    right = read_text(&plan->title, object, "title") && right;
    right = read_text(&plan->digest, object, "digest") && right;
    right = read_text(&plan->state, object, "state") && right;
    right = read_text(&plan->picture, object, "picture") && right;
    right = read_text(&plan->ground, object, "ground") && right;
    right = read_text(&seed, object, "seed") && lb_cli_read_count(&plan->seed, seed) && right;
    free(seed);
    plan->ansatz = json_incref(json_object_get(object, "ansatz"));
    plan->starts = count_of(json_object_get(object, "starts"));
    plan->steps = count_of(json_object_get(object, "steps"));
    plan->dimension = count_of(json_object_get(object, "dimension"));
    plan->width = json_number_value(json_object_get(object, "width"));
    plan->rate = json_number_value(json_object_get(object, "rate"));
    plan->beta1 = json_number_value(json_object_get(object, "beta1"));
    plan->beta2 = json_number_value(json_object_get(object, "beta2"));
    plan->epsilon = json_number_value(json_object_get(object, "epsilon"));
    plan->energy = json_number_value(json_object_get(object, "energy"));
    plan->half_angles = json_is_true(json_object_get(object, "half_angles"));
    plan->single_constants = json_is_true(json_object_get(object, "single_constants"));
    return right && json_is_object(plan->ansatz) && plan->starts >= 1 &&
           plan->starts <= LAYERS_MOST && json_is_number(json_object_get(object, "energy"));
}

lb_status lb_success_plan_read(lb_success_plan *plan, const char *line, lb_error *error)
{
    json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
    lb_success_plan made = {0};
    bool right = has_schema(object) && read_members(&made, object);
    json_decref(object);
    if (!right) {
        lb_success_plan_clear(&made);
        return lb_fail(error, LB_INPUT, "not a line of 'liebound success'");
    }
    *plan = made;
    return LB_OK;
}
