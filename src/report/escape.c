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
    return c == '"' ? "\"\"" : NULL;
}

char *lb_escape_csv(const char *text)
{
    if (!strpbrk(text, ",\"\r\n"))
        return lb_strdup(text);
    char *inner = replace_each(text, for_quoted_csv), *quoted = lb_sprintf("\"%s\"", inner);
    free(inner);
    return quoted;
}

static const char *for_ascii(char c)
{
    return (unsigned char)c > 127 ? "\xEF\xBF\xBD" : NULL;
}

char *lb_escape_ascii(const char *text)
{
    return replace_each(text, for_ascii);
}
