#include "report/json.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "report/escape.h"
#include "report/notation.h"

json_t *lb_json_new(const char *name)
{
    json_t *object = json_object();
    char *schema = lb_sprintf("liebound/%s/1", name);
    lb_json_set(object, "schema", json_string(schema));
    free(schema);
    return object;
}

json_t *lb_json_text(const char *text)
{
    if (!text)
        return json_null();
    json_t *value = json_string(text);
    if (value)
        return value;
    char *valid = lb_escape_ascii(text);
    value = json_string(valid);
    free(valid);
    return value;
}

json_t *lb_json_count(size_t count)
{
    return json_integer((json_int_t)count);
}

json_t *lb_json_integer(const mpz_t value)
{
    char *digits = lb_notation_integer(value, 0);
    json_t *text = json_string(digits);
    free(digits);
    return text;
}

json_t *lb_json_rational(const mpq_t value)
{
    char *fraction = lb_notation_fraction(value, 0);
    json_t *text = json_string(fraction);
    free(fraction);
    return text;
}

json_t *lb_json_real(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

void lb_json_set(json_t *object, const char *key, json_t *value)
{
    int failed = json_object_set_new(object, key, value);
    assert(!failed);
    (void)failed;
}

void lb_json_append(json_t *array, json_t *value)
{
    int failed = json_array_append_new(array, value);
    assert(!failed);
    (void)failed;
}

void lb_json_finish(FILE *stream, json_t *value)
{
    json_dumpf(value, stream, JSON_INDENT(2));
    putc('\n', stream);
    json_decref(value);
}
