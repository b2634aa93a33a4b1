#include <liebound/status.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#ifndef LB_VERSION
#define LB_VERSION "0.0.0"
#endif

const char *lb_version(void)
{
    return LB_VERSION;
}

static void fill(lb_error *error, lb_status status, const char *format, va_list arguments)
{
    memset(error, 0, sizeof *error);
    error->status = status;
    vsnprintf(error->message, sizeof error->message, format, arguments);
}

lb_status lb_fail(lb_error *error, lb_status status, const char *format, ...)
{
    if (error) {
        va_list arguments;
        va_start(arguments, format);
        fill(error, status, format, arguments);
        va_end(arguments);
    }
    return status;
}

lb_status lb_fail_at(lb_error *error, const char *source, size_t line, size_t column,
                     const char *format, ...)
{
    if (error) {
        va_list arguments;
        va_start(arguments, format);
        fill(error, LB_INPUT, format, arguments);
        va_end(arguments);
        snprintf(error->source, sizeof error->source, "%s", source);
        error->line = line;
        error->column = column;
    }
    return LB_INPUT;
}

void lb_error_format(char *text, size_t size, const lb_error *error)
{
    char place[320] = "";
    if (error->source[0] && error->column)
        snprintf(place, sizeof place, "%s:%zu:%zu: ", error->source, error->line, error->column);
    else if (error->source[0] && error->line)
        snprintf(place, sizeof place, "%s:%zu: ", error->source, error->line);
    else if (error->source[0])
        snprintf(place, sizeof place, "%s: ", error->source);
    snprintf(text, size, "%s%s", place, error->message);
    for (char *c = text; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 127)
            *c = '?';
}
