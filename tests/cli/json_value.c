/* json_value FILE PATH: print the value at a path such as rows.0.dimension ("missing" if there is
 * none). Strings are printed without quotes, everything else as JSON; "length" behind an array or
 * object is its size, and "first" the first key of an object. Fails when FILE is not JSON. */

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const json_t *step(const json_t *value, const char *name)
{
    if (json_is_object(value))
        return json_object_get(value, name);
    char *end;
    size_t index = (size_t)strtoul(name, &end, 10);
    return *end ? NULL : json_array_get(value, index);
}

static int print_property(json_t *value, const char *name)
{
    if (!strcmp(name, "length") && (json_is_array(value) || json_is_object(value)))
        printf("%zu\n", json_is_array(value) ? json_array_size(value) : json_object_size(value));
    else if (!strcmp(name, "first") && json_is_object(value))
        puts(json_object_iter_key(json_object_iter(value)));
    else
        return 0;
    return 1;
}

int main(int argc, char **argv)
{
    json_error_t error;
    if (argc != 3)
        return 64;
    json_t *root = json_load_file(argv[1], JSON_REJECT_DUPLICATES, &error), *value = root;
    if (!root) {
        printf("not JSON: line %d: %s\n", error.line, error.text);
        return 1;
    }
    for (char *name = strtok(argv[2], "."); name; name = strtok(NULL, ".")) {
        const json_t *next = step(value, name);
        if (!next && print_property(value, name))
            return 0;
        value = (json_t *)next;
    }
    if (!value)
        puts("missing");
    else if (json_is_string(value))
        puts(json_string_value(value));
    else {
        json_dumpf(value, stdout, JSON_ENCODE_ANY | JSON_COMPACT);
        putchar('\n');
    }
    json_decref(root);
    return 0;
}
