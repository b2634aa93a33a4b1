#include "cli/number_file.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ansatz/language/assemble.h"
#include "base/memory.h"
#include "base/text.h"

enum { LONGEST = 1 << 28 };

typedef struct reading {
    const char *path, *text, *end;
    size_t line, column;
    const char *const *names;
    size_t name_count;
    /* The columns of a heading, from 0; SIZE_MAX for none. */
    bool has_heading;
    size_t value_column, seed_column, status_column;
    char *seed; /* the first */
    lb_number_file file;
    size_t capacity;
} reading;

/* ---- Fields ---- */

typedef struct field {
    const char *text;
    size_t length, column;
} field;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The next field of a line that ends at `end`: between commas in CSV, else between commas and blanks.
 * False when there is none left. */
static bool next_field(field *f, const char **at, const char *begin, const char *end, bool csv)
{
    const char *p = *at;
    while (p < end && (is_blank(*p) || (!csv && *p == ',')))
        p++;
    if (p >= end && (!csv || *at > end))
        return false;
    f->text = p;
    f->column = (size_t)(p - begin) + 1;
    while (p < end && *p != ',' && (csv || !is_blank(*p)))
        p++;
    f->length = (size_t)(p - f->text);
    while (f->length && is_blank(f->text[f->length - 1]))
        f->length--;
    *at = p + 1;
    return true;
}

static bool is_called(const field *f, const char *name)
{
    size_t length = strlen(name);
    bool plural = f->length == length + 1 && tolower((unsigned char)f->text[length]) == 's';
    return (f->length == length || plural) && !strncasecmp(f->text, name, length);
}

static bool is_same(const field *f, const char *text)
{
    return f->length == strlen(text) && !strncmp(f->text, text, f->length);
}

/* ---- Lines ---- */

static void add_value(reading *r, double value)
{
    r->file.values =
        lb_grow(r->file.values, &r->capacity, r->file.count + 1, sizeof *r->file.values);
    r->file.values[r->file.count++] = value;
}

static lb_status take_value(reading *r, const field *f, lb_error *error)
{
    char text[64], *end = text;
    double value = NAN;
    if (f->length && f->length < sizeof text) {
        memcpy(text, f->text, f->length);
        text[f->length] = '\0';
        value = strtod(text, &end);
    }
    if (end == text || *end || !isfinite(value))
        return lb_fail_at(error, r->path, r->line, f->column, "%s is no finite number",
                          lb_quote(f->text, f->length).text);
    add_value(r, value);
    return LB_OK;
}

/* Whether the first line has letters other than those of numbers: then it names columns. */
static bool is_heading(const char *line, const char *end)
{
    for (; line < end; line++)
        if (isalpha((unsigned char)*line) && !strchr("eEinfatyINFATY", *line))
            return true;
    return false;
}

static lb_status take_heading(reading *r, const char *line, const char *end, lb_error *error)
{
    field f;
    const char *at = line;
    size_t best = r->name_count;
    r->has_heading = true;
    for (size_t i = 0; next_field(&f, &at, line, end, true); i++) {
        for (size_t k = 0; k < best; k++)
            if (is_called(&f, r->names[k])) {
                r->value_column = i;
                best = k;
            }
        if (is_called(&f, "seed"))
            r->seed_column = i;
        else if (is_called(&f, "status"))
            r->status_column = i;
    }
    if (best == r->name_count)
        return lb_fail_at(error, r->path, r->line, 1, "no column is called %s or %s",
                          r->names[r->name_count - 1], r->names[0]);
    return LB_OK;
}

/* Whether the row is one of another seed, or of values that were not resolved. */
static bool is_left_out(reading *r, const char *line, const char *end)
{
    field f;
    const char *at = line;
    bool left_out = false;
    for (size_t i = 0; next_field(&f, &at, line, end, true); i++) {
        if (i == r->seed_column && !r->seed)
            r->seed = lb_sprintf("%.*s", (int)f.length, f.text);
        left_out |= i == r->seed_column && !is_same(&f, r->seed);
        left_out |= i == r->status_column && is_same(&f, "at-most");
    }
    return left_out;
}

static lb_status take_row(reading *r, const char *line, const char *end, lb_error *error)
{
    field f;
    const char *at = line;
    if (is_left_out(r, line, end))
        return LB_OK;
    for (size_t i = 0; next_field(&f, &at, line, end, true); i++)
        if (i == r->value_column)
            return take_value(r, &f, error);
    return lb_fail_at(error, r->path, r->line, (size_t)(end - line) + 1,
                      "the line has no column number %zu", r->value_column + 1);
}

static lb_status take_line(reading *r, const char *line, const char *end, lb_error *error)
{
    field f;
    const char *at = line;
    lb_status status = LB_OK;
    if (r->has_heading)
        return take_row(r, line, end, error);
    if (!r->file.count && is_heading(line, end))
        return take_heading(r, line, end, error);
    while (!status && next_field(&f, &at, line, end, false))
        status = take_value(r, &f, error);
    return status;
}

static bool is_empty(const char *line, const char *end)
{
    while (line < end && is_blank(*line))
        line++;
    return line == end;
}

static lb_status read_lines(reading *r, lb_error *error)
{
    const char *line = r->text + lb_byte_order_mark(r->text, (size_t)(r->end - r->text));
    lb_status status = LB_OK;
    for (r->line = 1; line < r->end && !status; r->line++) {
        const char *end = memchr(line, '\n', (size_t)(r->end - line));
        end = end ? end : r->end;
        const char *comment = memchr(line, '#', (size_t)(end - line));
        const char *stop = comment ? comment : end;
        if (!is_empty(line, stop))
            status = take_line(r, line, stop, error);
        line = end + 1;
    }
    if (!status && !r->file.count)
        return lb_fail_at(error, r->path, 0, 0, "there is no number in it");
    return status;
}

lb_status lb_number_file_read(lb_number_file *file, const char *path, const char *const *names,
                              size_t count, lb_error *error)
{
    char *text;
    size_t length;
    lb_status status = lb_file_read(&text, &length, path, LONGEST, error);
    if (status)
        return status;
    reading r = {.path = strcmp(path, "-") ? path : "standard input",
                 .text = text,
                 .end = text + length,
                 .names = names,
                 .name_count = count,
                 .value_column = SIZE_MAX,
                 .seed_column = SIZE_MAX,
                 .status_column = SIZE_MAX};
    status = read_lines(&r, error);
    free(r.seed);
    free(text);
    if (status)
        free(r.file.values);
    else
        *file = r.file;
    return status;
}

void lb_number_file_clear(lb_number_file *file)
{
    free(file->values);
}
