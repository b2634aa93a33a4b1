#include "cli/train/numbers_file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ansatz/language/assemble.h"
#include "base/memory.h"
#include "base/text.h"

enum { LONGEST = 1 << 28 };

typedef struct reading {
    const char *path;
    size_t line, column;
    double *values; /* two for each number when complex */
    size_t count, capacity;
    bool complex, has_imaginary;
} reading;

static void add(reading *r, double value)
{
    r->values = lb_grow(r->values, &r->capacity, r->count + 1, sizeof *r->values);
    r->values[r->count++] = value;
}

/* a, bi, a+bi or a-bi, j for i, perhaps in brackets. */
static bool read_complex(double parts[2], char *text)
{
    size_t length = strlen(text);
    if (length > 1 && text[0] == '(' && text[length - 1] == ')') {
        text[length - 1] = '\0';
        text++;
    }
    parts[0] = parts[1] = 0;
    for (bool first = true; *text; first = false) {
        char *end;
        if (!first && *text != '+' && *text != '-')
            return false;
        double value = strtod(text, &end);
        if (end == text && strchr("ij", text[strspn(text, "+-")]) && text[strspn(text, "+-")]) {
            end += strspn(text, "+-");
            value = *text == '-' ? -1 : 1;
        }
        bool imaginary = *end == 'i' || *end == 'j';
        if (end == text || !isfinite(value))
            return false;
        parts[imaginary] += value;
        text = end + imaginary;
    }
    return true;
}

static lb_status take_word(reading *r, const char *word, size_t length, lb_error *error)
{
    char text[128];
    double parts[2] = {0};
    bool good = length < sizeof text;
    if (good) {
        memcpy(text, word, length);
        text[length] = '\0';
        bool imaginary = strpbrk(text, "ij") && !strstr(text, "inf");
        r->has_imaginary |= imaginary;
        good = (r->complex || !imaginary) && read_complex(parts, text);
    }
    if (!good)
        return lb_fail_at(error, r->path, r->line, r->column, "%s is no finite %snumber",
                          lb_quote(word, length).text, r->complex ? "" : "real ");
    add(r, parts[0]);
    if (r->complex)
        add(r, parts[1]);
    return LB_OK;
}

static lb_status take_line(reading *r, const char *line, const char *end, lb_error *error)
{
    static const char blanks[] = " \t\r,";
    lb_status status = LB_OK;
    for (const char *p = line; p < end && *p != '#' && !status;) {
        const char *word = p;
        while (p < end && *p != '#' && !strchr(blanks, *p))
            p++;
        r->column = (size_t)(word - line) + 1;
        if (p > word)
            status = take_word(r, word, (size_t)(p - word), error);
        else
            p++;
    }
    return status;
}

static lb_status take_lines(reading *r, const char *text, size_t length, lb_error *error)
{
    const char *line = text + lb_byte_order_mark(text, length), *stop = text + length;
    lb_status status = LB_OK;
    for (r->line = 1; line < stop && !status; r->line++) {
        const char *end = memchr(line, '\n', (size_t)(stop - line));
        end = end ? end : stop;
        status = take_line(r, line, end, error);
        line = end + 1;
    }
    if (!status && !r->count)
        return lb_fail_at(error, r->path, 0, 0, "there is no number in it");
    return status;
}

/* Where every number was real, they are parts in turn. */
static lb_status pair_up(reading *r, lb_error *error)
{
    if (!r->complex || r->has_imaginary)
        return LB_OK;
    if (r->count / 2 % 2)
        return lb_fail_at(error, r->path, 0, 0,
                          "%zu real numbers are no real and imaginary parts: their number is odd",
                          r->count / 2);
    for (size_t i = 0; i < r->count / 2; i++)
        r->values[i] = r->values[2 * i];
    r->count /= 2;
    return LB_OK;
}

static lb_status read_numbers(reading *r, const char *path, lb_error *error)
{
    char *text;
    size_t length;
    lb_status status = lb_file_read(&text, &length, path, LONGEST, error);
    if (status)
        return status;
    r->path = strcmp(path, "-") ? path : "standard input";
    status = take_lines(r, text, length, error);
    if (!status)
        status = pair_up(r, error);
    free(text);
    if (status)
        free(r->values);
    return status;
}

lb_status lb_cli_read_reals(double **values, size_t *count, const char *path, lb_error *error)
{
    reading r = {.complex = false};
    lb_status status = read_numbers(&r, path, error);
    if (!status) {
        *values = r.values;
        *count = r.count;
    }
    return status;
}

lb_status lb_cli_read_complex(double **values, size_t *count, const char *path, lb_error *error)
{
    reading r = {.complex = true};
    lb_status status = read_numbers(&r, path, error);
    if (!status) {
        *values = r.values;
        *count = r.count / 2;
    }
    return status;
}
