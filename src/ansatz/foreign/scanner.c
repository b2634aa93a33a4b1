#include "ansatz/foreign/scanner.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/bounded_rational.h"
#include "base/text.h"

/* Enough for any double, and not for a number that takes a machine. */
#define DIGITS_MAX 1100

static char at(const lb_scanner *s, size_t i)
{
    return (size_t)(s->end - s->next) > i ? s->next[i] : '\0';
}

static void new_line(lb_scanner *s)
{
    s->line++;
    s->line_start = s->next;
}

/* Past the end of a comment between slashes and stars. */
static lb_status pass_comment(lb_scanner *s)
{
    for (s->next += 2; !(at(s, 0) == '*' && at(s, 1) == '/');) {
        if (s->next >= s->end)
            return lb_scan_fail(s, "this comment does not end");
        if (*s->next++ == '\n')
            new_line(s);
    }
    s->next += 2;
    return LB_OK;
}

/* Blanks and comments; with `lines`, up to the line end. */
static lb_status pass_blanks(lb_scanner *s)
{
    lb_status status = LB_OK;
    while (!status) {
        char c = at(s, 0);
        if (c == '/' && at(s, 1) == '*') {
            status = pass_comment(s);
        } else if (c == '#' || (c == '/' && at(s, 1) == '/')) {
            while (s->next < s->end && *s->next != '\n')
                s->next++;
        } else if (c && strchr(s->lines ? " \t\r" : " \t\r\n", c)) {
            s->next++;
            if (c == '\n')
                new_line(s);
        } else
            return LB_OK;
    }
    return status;
}

static bool is_name_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c > 127;
}

static size_t digits(const char *text, const char *end)
{
    size_t count = 0;
    while (text + count < end && isdigit((unsigned char)text[count]))
        count++;
    return count;
}

static size_t number_length(const lb_scanner *s)
{
    const char *p = s->next;
    p += digits(p, s->end);
    if (p < s->end && *p == '.')
        p += 1 + digits(p + 1, s->end);
    if (p < s->end && (*p == 'e' || *p == 'E')) {
        const char *exponent = p + 1;
        if (exponent < s->end && (*exponent == '+' || *exponent == '-'))
            exponent++;
        size_t count = digits(exponent, s->end);
        if (count)
            p = exponent + count;
    }
    return (size_t)(p - s->next);
}

static lb_status scan_text(lb_scanner *s)
{
    const char *close = memchr(s->next + 1, *s->next, (size_t)(s->end - s->next - 1));
    const char *line = memchr(s->next, '\n', (size_t)(s->end - s->next));
    if (!close || (line && line < close))
        return lb_scan_fail(s, "this text in quotes does not end on its line");
    s->kind = LB_SCAN_TEXT;
    s->text = s->next + 1;
    s->length = (uint32_t)(close - s->text);
    s->next = close + 1;
    return LB_OK;
}

static int symbol_kind(const lb_scanner *s)
{
    char c = at(s, 0), d = at(s, 1);
    if (c == '-' && d == '>')
        return LB_SCAN_ARROW;
    if (c == '*' && d == '*')
        return LB_SCAN_POWER;
    return c == '=' && d == '=' ? LB_SCAN_EQUAL : (unsigned char)c;
}

lb_status lb_scan_next(lb_scanner *s)
{
    s->at_line = s->line;
    s->at_column = (uint32_t)(s->next - s->line_start) + 1;
    lb_status status = pass_blanks(s);
    if (status)
        return status;
    s->text = s->next;
    s->at_line = s->line;
    s->at_column = (uint32_t)(s->next - s->line_start) + 1;
    char c = at(s, 0);
    if (s->next >= s->end) {
        s->kind = LB_SCAN_END;
        s->length = 0;
        return LB_OK;
    }
    if (c == '"' || c == '\'')
        return scan_text(s);
    if (c == '\n') {
        s->kind = LB_SCAN_LINE;
        s->length = 1;
    } else if (isdigit((unsigned char)c) || (c == '.' && isdigit((unsigned char)at(s, 1)))) {
        s->kind = LB_SCAN_NUMBER;
        s->length = (uint32_t)number_length(s);
    } else if (is_name_byte(c)) {
        s->kind = LB_SCAN_NAME;
        for (s->length = 0; is_name_byte(at(s, s->length)); s->length++) {
        }
    } else {
        s->kind = symbol_kind(s);
        s->length = s->kind < LB_SCAN_END ? 1 : 2;
        if (c < ' ')
            return lb_scan_fail(s, "a control character (byte %d) has no place here", c);
    }
    s->next += s->length;
    if (s->kind == LB_SCAN_LINE)
        new_line(s);
    return LB_OK;
}

lb_status lb_scan_begin(lb_scanner *s, const char *source, const char *text, size_t length,
                        bool lines, lb_error *error)
{
    size_t mark = lb_byte_order_mark(text, length);
    *s = (lb_scanner){.source = source,
                      .next = text + mark,
                      .end = text + length,
                      .line_start = text + mark,
                      .line = 1,
                      .lines = lines,
                      .error = error};
    return lb_scan_next(s);
}

lb_status lb_scan_within(lb_scanner *s, const lb_scanner *text)
{
    *s = *text;
    s->lines = false;
    s->next = text->text;
    s->end = text->text + text->length;
    s->line = text->at_line;
    s->line_start = text->text - text->at_column;
    return lb_scan_next(s);
}

lb_status lb_scan_fail(const lb_scanner *s, const char *format, ...)
{
    char message[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return lb_fail_at(s->error, s->source, s->at_line, s->at_column, "%s", message);
}

lb_status lb_scan_expected(const lb_scanner *s, const char *what)
{
    if (s->kind == LB_SCAN_END)
        return lb_scan_fail(s, "%s was expected here, not the end of the text", what);
    if (s->kind == LB_SCAN_LINE)
        return lb_scan_fail(s, "%s was expected here, not the end of the line", what);
    return lb_scan_fail(s, "%s was expected here, not %s", what, lb_quote(s->text, s->length).text);
}

lb_status lb_scan_symbol(lb_scanner *s, int kind, const char *what)
{
    return s->kind == kind ? lb_scan_next(s) : lb_scan_expected(s, what);
}

lb_status lb_scan_optional(lb_scanner *s, int kind, bool *found)
{
    *found = s->kind == kind;
    return *found ? lb_scan_next(s) : LB_OK;
}

bool lb_scan_is(const lb_scanner *s, const char *word)
{
    return s->kind == LB_SCAN_NAME && lb_same(s->text, s->length, word);
}

lb_status lb_scan_number(mpq_t value, lb_scanner *s)
{
    if (s->kind != LB_SCAN_NUMBER)
        return lb_scan_expected(s, "a number");
    const char *exponent = memchr(s->text, 'e', s->length);
    if (!exponent)
        exponent = memchr(s->text, 'E', s->length);
    size_t power_digits = exponent ? (size_t)(s->text + s->length - exponent) : 0;
    if (s->length > DIGITS_MAX || power_digits > 5)
        return lb_scan_fail(s, "this number has too many digits");
    const char *problem = lb_bounded_literal(value, s->text, s->length);
    return problem ? lb_scan_fail(s, "%s", problem) : lb_scan_next(s);
}

lb_status lb_scan_count(uint64_t *value, lb_scanner *s, uint64_t most)
{
    uint64_t sum = 0;
    bool good = s->kind == LB_SCAN_NUMBER && digits(s->text, s->text + s->length) == s->length;
    for (uint32_t i = 0; good && i < s->length; i++) {
        sum = 10 * sum + (uint64_t)(s->text[i] - '0');
        good = sum <= most;
    }
    if (!good)
        return lb_scan_fail(s, "an integer of at most %llu was expected here, not %s",
                            (unsigned long long)most, lb_quote(s->text, s->length).text);
    *value = sum;
    return lb_scan_next(s);
}
