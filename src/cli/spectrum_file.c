#include "cli/spectrum_file.h"

#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <liebound/rank.h>

#include "ansatz/language/assemble.h"
#include "base/memory.h"
#include "base/text.h"

enum { LONGEST = 1 << 28 };

typedef struct reading {
    const char *path, *text, *end;
    size_t line, column;
    /* The columns of a heading, from 0; SIZE_MAX for none. */
    bool has_heading;
    size_t value_column, seed_column, status_column;
    char *seed; /* the first */
    lb_spectrum_file file;
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
    r->file.values[r->file.count++] = fabs(value);
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
    size_t eigenvalues = SIZE_MAX;
    r->has_heading = true;
    for (size_t i = 0; next_field(&f, &at, line, end, true); i++) {
        if (is_called(&f, "singular_value") || is_called(&f, "singular value"))
            r->value_column = i;
        else if (is_called(&f, "eigenvalue"))
            eigenvalues = i;
        else if (is_called(&f, "seed"))
            r->seed_column = i;
        else if (is_called(&f, "status"))
            r->status_column = i;
    }
    if (r->value_column == SIZE_MAX)
        r->value_column = eigenvalues;
    if (r->value_column == SIZE_MAX)
        return lb_fail_at(error, r->path, r->line, 1,
                          "no column is called eigenvalue or singular_value");
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

static int compare_values(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

lb_status lb_spectrum_file_read(lb_spectrum_file *file, const char *path, lb_error *error)
{
    char *text;
    size_t length;
    lb_status status = lb_file_read(&text, &length, path, LONGEST, error);
    if (status)
        return status;
    reading r = {.path = strcmp(path, "-") ? path : "standard input",
                 .text = text,
                 .end = text + length,
                 .value_column = SIZE_MAX,
                 .seed_column = SIZE_MAX,
                 .status_column = SIZE_MAX};
    status = read_lines(&r, error);
    free(r.seed);
    free(text);
    if (status) {
        free(r.file.values);
        return status;
    }
    qsort(r.file.values, r.file.count, sizeof *r.file.values, compare_values);
    *file = r.file;
    return LB_OK;
}

void lb_spectrum_file_clear(lb_spectrum_file *file)
{
    free(file->values);
}

/* ---- Readings ---- */

static size_t count_above(const lb_spectrum_file *file, double cut_off)
{
    size_t count = 0;
    while (count < file->count && file->values[count] > cut_off)
        count++;
    return count;
}

/* The ratio to an exact zero, which programs print for what they round away: a clear gap, and less than
 * one between a value and rounding errors. */
#define GAP_TO_ZERO 1e8

static size_t read_gap(const lb_spectrum_file *file)
{
    size_t rank = file->values[0] > 0 ? file->count : 0;
    double largest = LB_CLEAR_GAP;
    for (size_t i = 0; i + 1 < file->count && file->values[i] > 0; i++) {
        double next = file->values[i + 1], ratio = next > 0 ? file->values[i] / next : GAP_TO_ZERO;
        if (ratio > largest) {
            largest = ratio;
            rank = i + 1;
        }
    }
    return rank;
}

void lb_spectrum_file_readings(lb_reading readings[LB_READINGS], const lb_spectrum_file *file)
{
    double most = file->values[0];
    const lb_reading usual[LB_READINGS] = {
        {"above 1e-6", 1e-6, 0},
        {"above 1e-8", 1e-8, 0},
        {"above 1e-10", 1e-10, 0},
        {"above 1e-12", 1e-12, 0},
        {"numpy's default", most * (double)file->count * DBL_EPSILON, 0},
        {"the largest gap", 0, 0},
    };
    for (size_t i = 0; i < LB_READINGS; i++) {
        readings[i] = usual[i];
        readings[i].rank =
            usual[i].cut_off > 0 ? count_above(file, usual[i].cut_off) : read_gap(file);
    }
}
