#include "cli/table/row_json.h"

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/memory.h"
#include "base/text.h"
#include "report/json.h"

static const char schema[] = "liebound/rows/1";

static const char *const verdicts[] = {
    [LB_VERDICT_NONE] = "not stated",
    [LB_VERDICT_OPEN] = "open",
    [LB_VERDICT_AGREES] = "agrees",
    [LB_VERDICT_CONTRADICTS] = "contradicts",
};

void lb_cli_plan_clear(lb_cli_plan *plan)
{
    lb_cli_names_clear(&plan->sources);
    lb_cli_names_clear(&plan->values);
    lb_cli_names_clear(&plan->settings);
    lb_cli_names_clear(&plan->parameters);
    free(plan->swept);
}

static json_t *names_json(const lb_cli_names *names)
{
    json_t *array = json_array();
    for (size_t i = 0; i < names->count; i++)
        lb_json_append(array, lb_json_text(names->names[i]));
    return array;
}

static char *line(json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    return text;
}

char *lb_cli_record_plan(const lb_cli_plan *plan)
{
    json_t *object = lb_json_new("rows");
    lb_json_set(object, "sources", names_json(&plan->sources));
    lb_json_set(object, "values", names_json(&plan->values));
    lb_json_set(object, "settings", names_json(&plan->settings));
    lb_json_set(object, "parameters", names_json(&plan->parameters));
    lb_json_set(object, "swept", lb_json_text(plan->swept));
    lb_json_set(object, "rows", lb_json_count(plan->rows));
    return line(object);
}

static json_t *settings_json(const lb_cli_row *row)
{
    json_t *settings = json_object();
    for (size_t i = 0; i < row->setting_count; i++)
        lb_json_set(settings, row->settings[i].name, lb_json_text(row->settings[i].value));
    return settings;
}

static json_t *bounds_json(const lb_cli_row *row)
{
    json_t *object = json_object();
    for (lb_cli_quantity q = 0; q < LB_CLI_QUANTITY_COUNT; q++) {
        const lb_cli_number *number = &row->bounds[q];
        if (!number->known)
            continue;
        json_t *pair = json_array();
        lb_json_append(pair, lb_json_integer(number->at_least));
        lb_json_append(pair, lb_json_integer(number->at_most));
        lb_json_set(object, lb_cli_quantity_key(q), pair);
    }
    lb_json_set(object, "open", json_boolean(row->open));
    lb_json_set(object, "disagrees", json_boolean(row->disagrees));
    lb_json_set(object, "needs_dimension", json_boolean(row->needs_dimension));
    return object;
}

static void set_result(json_t *object, const lb_cli_row *row)
{
    lb_json_set(object, "about", lb_json_text(row->about));
    lb_json_set(object, "reference", lb_json_text(row->reference));
    lb_json_set(object, "evidence", lb_json_text(row->evidence));
    lb_json_set(object, "qubits", lb_json_count(row->qubits));
    lb_json_set(object, "generators", lb_json_count(row->generators));
    lb_json_set(object, "dimension", lb_json_integer(row->dimension));
    lb_json_set(object, "proved", json_boolean(row->proved));
    lb_json_set(object, "at_most", row->has_at_most ? lb_json_integer(row->at_most) : json_null());
    lb_json_set(object, "algebra", lb_json_text(row->algebra));
    lb_json_set(object, "formula", lb_json_text(row->formula));
    lb_json_set(object, "verdict", lb_json_text(verdicts[row->verdict]));
    lb_json_set(object, "literature", lb_json_integer(row->literature));
    lb_json_set(object, "brackets", lb_json_count(row->brackets));
    lb_json_set(object, "longest_row", lb_json_count(row->longest_row));
    lb_json_set(object, "terms", lb_json_count(row->terms));
    lb_json_set(object, "seconds", lb_json_real(row->seconds));
    if (row->has_variance)
        lb_json_set(object, "variance", lb_json_rational(row->variance));
    else if (row->open)
        lb_json_set(object, "variance", json_null());
    if (row->has_bounds)
        lb_json_set(object, "bounds", bounds_json(row));
}

char *lb_cli_record_row(const lb_cli_row *row)
{
    json_t *object = json_object();
    lb_json_set(object, "index", lb_json_count(row->index));
    lb_json_set(object, "source", lb_json_count(row->source));
    lb_json_set(object, "ansatz", lb_json_text(row->ansatz));
    lb_json_set(object, "settings", settings_json(row));
    lb_json_set(object, "reason", lb_json_text(row->reason));
    if (!row->reason)
        set_result(object, row);
    return line(object);
}

/* A reader of the members of an object, which notes the first that is not as it should be. */
typedef struct reader {
    const json_t *object;
    const char *wrong;
} reader;

static const json_t *member(reader *r, const char *key, bool right)
{
    const json_t *value = json_object_get(r->object, key);
    if ((!value || !right) && !r->wrong)
        r->wrong = key;
    return value;
}

static bool is_plain_string(const json_t *value)
{
    return json_is_string(value) && lb_is_plain(json_string_value(value));
}

static size_t read_count(reader *r, const char *key)
{
    const json_t *value = json_object_get(r->object, key);
    bool right = json_is_integer(value) && json_integer_value(value) >= 0;
    member(r, key, right);
    return right ? (size_t)json_integer_value(value) : 0;
}

/* NULL for null where that is allowed. */
static char *read_text(reader *r, const char *key, bool or_null)
{
    const json_t *value = json_object_get(r->object, key);
    member(r, key, is_plain_string(value) || (or_null && json_is_null(value)));
    return json_is_string(value) ? lb_strdup(json_string_value(value))
           : or_null             ? NULL
                                 : lb_strdup("");
}

/* Whether the member is an integer, and not null. */
static bool read_integer(reader *r, const char *key, mpz_t integer, bool or_null)
{
    const char *digits = json_string_value(json_object_get(r->object, key));
    bool right = digits && *digits != '-' && !mpz_set_str(integer, digits, 10);
    member(r, key, right || (or_null && json_is_null(json_object_get(r->object, key))));
    return right;
}

static bool read_boolean(reader *r, const char *key)
{
    const json_t *value = json_object_get(r->object, key);
    return json_is_true(member(r, key, json_is_boolean(value)));
}

static void read_names(reader *r, const char *key, lb_cli_names *names)
{
    const json_t *array = json_object_get(r->object, key);
    member(r, key, json_is_array(array));
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *name = json_string_value(json_array_get(array, i));
        member(r, key, is_plain_string(json_array_get(array, i)));
        if (name)
            lb_cli_names_add(names, name);
    }
}

static void read_settings(reader *r, lb_cli_row *row)
{
    json_t *object = json_object_get(r->object, "settings"), *value;
    const char *name;
    member(r, "settings", json_is_object(object));
    row->settings = lb_malloc(json_object_size(object), sizeof *row->settings);
    json_object_foreach(object, name, value)
    {
        const char *text = json_string_value(value);
        member(r, "settings", is_plain_string(value) && lb_is_plain(name));
        if (text)
            row->settings[row->setting_count++] =
                (lb_setting){.name = lb_strdup(name), .value = lb_strdup(text)};
    }
}

static void read_verdict(reader *r, lb_cli_row *row)
{
    enum { COUNT = sizeof verdicts / sizeof *verdicts };
    char *word = read_text(r, "verdict", false);
    size_t v = 0;
    while (v < COUNT && strcmp(verdicts[v], word) != 0)
        v++;
    member(r, "verdict", v < COUNT);
    row->verdict = v < COUNT ? (lb_verdict)v : LB_VERDICT_NONE;
    free(word);
}

static bool read_part(const json_t *pair, size_t i, mpz_t integer)
{
    const char *digits = json_string_value(json_array_get(pair, i));
    return digits && *digits != '-' && !mpz_set_str(integer, digits, 10);
}

/* The member "bounds", if it is there. */
static void read_bounds(reader *r, lb_cli_row *row)
{
    reader inner = {.object = json_object_get(r->object, "bounds")};
    row->has_bounds = inner.object != NULL;
    if (!row->has_bounds)
        return;
    for (lb_cli_quantity q = 0; q < LB_CLI_QUANTITY_COUNT; q++) {
        lb_cli_number *number = &row->bounds[q];
        const json_t *pair = json_object_get(inner.object, lb_cli_quantity_key(q));
        number->known = pair != NULL;
        if (pair)
            member(&inner, lb_cli_quantity_key(q),
                   json_array_size(pair) == 2 && read_part(pair, 0, number->at_least) &&
                       read_part(pair, 1, number->at_most));
    }
    row->open |= read_boolean(&inner, "open");
    row->disagrees = read_boolean(&inner, "disagrees");
    row->needs_dimension = read_boolean(&inner, "needs_dimension");
    member(r, "bounds", !inner.wrong);
}

/* The member "variance", if it is there: a fraction that is not negative, or null where a limit came
 * first. */
static void read_variance(reader *r, lb_cli_row *row)
{
    const json_t *value = json_object_get(r->object, "variance");
    const char *text = json_string_value(value);
    row->open = json_is_null(value);
    if (!value || row->open)
        return;
    bool right = text && !text[strspn(text, "0123456789/")] &&
                 !mpq_set_str(row->variance, text, 10) && mpz_sgn(mpq_denref(row->variance)) > 0;
    member(r, "variance", right);
    if (!right)
        mpq_set_ui(row->variance, 0, 1);
    mpq_canonicalize(row->variance);
    row->has_variance = right;
}

static void read_result(reader *r, lb_cli_row *row)
{
    size_t length = strlen(row->ansatz);
    member(r, "ansatz", length <= LB_NAME_MAX && lb_name_length(row->ansatz, length) == length);
    row->about = read_text(r, "about", false);
    row->reference = read_text(r, "reference", false);
    row->evidence = read_text(r, "evidence", false);
    row->qubits = read_count(r, "qubits");
    row->generators = read_count(r, "generators");
    read_integer(r, "dimension", row->dimension, false);
    row->proved = read_boolean(r, "proved");
    row->has_at_most = read_integer(r, "at_most", row->at_most, true);
    row->algebra = read_text(r, "algebra", true);
    row->formula = read_text(r, "formula", true);
    read_verdict(r, row);
    read_integer(r, "literature", row->literature, false);
    row->brackets = read_count(r, "brackets");
    row->longest_row = read_count(r, "longest_row");
    row->terms = read_count(r, "terms");
    const json_t *seconds = json_object_get(r->object, "seconds");
    member(r, "seconds", json_is_number(seconds));
    row->seconds = json_number_value(seconds);
    read_variance(r, row);
    read_bounds(r, row);
}

static lb_status parse(json_t **object, const char *text, lb_error *error)
{
    json_error_t problem;
    *object = json_loads(text, JSON_REJECT_DUPLICATES, &problem);
    if (json_is_object(*object))
        return LB_OK;
    json_decref(*object);
    return lb_fail(error, LB_INPUT, "not a line of 'liebound table --slice'");
}

static lb_status wrong_member(const reader *r, lb_error *error)
{
    return lb_fail(error, LB_INPUT, "the member \"%s\" is missing or wrong", r->wrong);
}

lb_status lb_cli_record_read_plan(lb_cli_plan *plan, const char *text, lb_error *error)
{
    json_t *object;
    lb_status status = parse(&object, text, error);
    if (status)
        return status;
    lb_cli_plan made = {0};
    reader r = {.object = object};
    char *layout = read_text(&r, "schema", false);
    member(&r, "schema", !strcmp(layout, schema));
    read_names(&r, "sources", &made.sources);
    read_names(&r, "values", &made.values);
    read_names(&r, "settings", &made.settings);
    read_names(&r, "parameters", &made.parameters);
    made.swept = read_text(&r, "swept", true);
    made.rows = read_count(&r, "rows");
    free(layout);
    json_decref(object);
    if (r.wrong) {
        lb_cli_plan_clear(&made);
        return wrong_member(&r, error);
    }
    *plan = made;
    return LB_OK;
}

lb_status lb_cli_record_read_row(lb_cli_row *row, const char *text, lb_error *error)
{
    json_t *object;
    lb_status status = parse(&object, text, error);
    if (status)
        return status;
    reader r = {.object = object};
    lb_cli_row made;
    lb_cli_row_init(&made);
    made.index = read_count(&r, "index");
    made.source = read_count(&r, "source");
    made.ansatz = read_text(&r, "ansatz", false);
    made.reason = read_text(&r, "reason", true);
    read_settings(&r, &made);
    if (!made.reason)
        read_result(&r, &made);
    json_decref(object);
    if (r.wrong) {
        lb_cli_row_clear(&made);
        return wrong_member(&r, error);
    }
    *row = made;
    return LB_OK;
}
