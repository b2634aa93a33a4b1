#include "report/escape.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* No format needs more than this for one byte: \textbackslash{} and a line end. */
enum { EXPANSION_MAX = 18 };

static bool is_control(char c)
{
    return (unsigned char)c < ' ' || c == 127;
}

/* What stands for one character, or NULL when it stands for itself. */
typedef const char *replacement(char c);

static char *replace_each(const char *text, replacement *replace)
{
    char *result = lb_malloc(strlen(text) + 1, EXPANSION_MAX), *out = result;
    for (; *text; text++) {
        const char *other = replace(*text);
        size_t length = other ? strlen(other) : 1;
        memcpy(out, other ? other : text, length);
        out += length;
    }
    *out = '\0';
    return result;
}

static const char *for_terminal(char c)
{
    return is_control(c) ? "?" : NULL;
}

char *lb_escape_text(const char *text)
{
    return replace_each(text, for_terminal);
}

static const char *for_markdown(char c)
{
    switch (c) {
    case '|':
        return "\\|";
    case '\\':
        return "\\\\";
    case '*':
        return "\\*";
    case '_':
        return "\\_";
    case '`':
        return "\\`";
    case '<':
        return "&lt;";
    case '&':
        return "&amp;";
    default:
        return is_control(c) ? " " : NULL;
    }
}

char *lb_escape_markdown(const char *text)
{
    return replace_each(text, for_markdown);
}

static const char *for_latex(char c)
{
    switch (c) {
    case '\\':
        return "\\textbackslash{}";
    case '{':
        return "\\{";
    case '}':
        return "\\}";
    case '$':
        return "\\$";
    case '&':
        return "\\&";
    case '#':
        return "\\#";
    case '%':
        return "\\%";
    case '_':
        return "\\_";
    case '^':
        return "\\textasciicircum{}";
    case '~':
        return "\\textasciitilde{}";
    case '<':
        return "\\textless{}";
    case '>':
        return "\\textgreater{}";
    default:
        return is_control(c) ? " " : NULL;
    }
}

char *lb_escape_latex(const char *text)
{
    return replace_each(text, for_latex);
}

static const char *for_quoted_csv(char c)
{
    if (c == '"')
        return "\"\"";
    return is_control(c) && c != '\n' && c != '\r' ? "?" : NULL;
}

static const char *pass_digits(const char *text)
{
    return text + strspn(text, "0123456789");
}

/* A sign, digits, and perhaps a point or a fraction, and an exponent. */
static bool is_signed_number(const char *text)
{
    const char *end = pass_digits(text + 1);
    if (!strchr("+-", *text) || end == text + 1)
        return false;
    if (*end == '.' || *end == '/')
        end = pass_digits(end + 1);
    if (*end == 'e' || *end == 'E')
        end = pass_digits(end + 1 + (end[1] == '+' || end[1] == '-'));
    return !*end;
}

/* Whether a program for tables would take the field for a formula and compute it: it begins like
 * one and is no number. */
static bool is_formula(const char *text)
{
    return *text && strchr("=+-@", *text) && !is_signed_number(text);
}

char *lb_escape_csv(const char *text)
{
    char *inner = replace_each(text, for_quoted_csv);
    const char *mark = is_formula(text) ? "'" : "";
    char *field = lb_sprintf(strpbrk(text, ",\"\r\n") ? "\"%s%s\"" : "%s%s", mark, inner);
    free(inner);
    return field;
}

static const char *for_ascii(char c)
{
    return (unsigned char)c > 127 ? "\xEF\xBF\xBD" : NULL;
}

char *lb_escape_ascii(const char *text)
{
    return replace_each(text, for_ascii);
}
