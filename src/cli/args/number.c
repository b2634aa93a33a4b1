#include "cli/args/number.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char figures[] = "0123456789";

bool lb_cli_read_count(uint64_t *value, const char *text)
{
    size_t length = strspn(text, figures);
    if (!length || text[length])
        return false;
    errno = 0;
    unsigned long long read = strtoull(text, NULL, 10);
    if (errno)
        return false;
    *value = read;
    return true;
}

bool lb_cli_read_integer(int64_t *value, const char *text)
{
    const char *number = text + (*text == '-');
    size_t length = strspn(number, figures);
    if (!length || number[length])
        return false;
    errno = 0;
    long long read = strtoll(text, NULL, 10);
    if (errno)
        return false;
    *value = read;
    return true;
}

bool lb_cli_read_seconds(double *seconds, const char *text)
{
    size_t whole = strspn(text, figures), length = whole;
    if (text[length] == '.')
        length += 1 + strspn(text + length + 1, figures);
    if (!whole || length > 20)
        return false;
    const char *unit = text + length;
    double factor = !strcmp(unit, "m") ? 60 : !strcmp(unit, "h") ? 3600 : 1;
    if (*unit && strcmp(unit, "s") && factor == 1)
        return false;
    double read = strtod(text, NULL) * factor;
    if (!(read > 0))
        return false;
    *seconds = read;
    return true;
}

bool lb_cli_read_real(double *value, const char *text)
{
    char *end;
    if (!strchr("0123456789.", *text))
        return false;
    double read = strtod(text, &end);
    if (*end || text[strspn(text, "0123456789.eE+-")] || !(read > 0) || !isfinite(read))
        return false;
    *value = read;
    return true;
}

bool lb_cli_read_bytes(uint64_t *bytes, const char *text)
{
    static const char units[] = "KMGT";
    size_t length = strspn(text, figures);
    if (!length)
        return false;
    unsigned shift = 0;
    if (text[length]) {
        const char *unit = strchr(units, text[length]);
        if (!unit || text[length + 1])
            return false;
        shift = 10 * (unsigned)(unit - units + 1);
    }
    errno = 0;
    unsigned long long read = strtoull(text, NULL, 10);
    if (errno || !read || read > SIZE_MAX >> shift)
        return false;
    *bytes = (uint64_t)read << shift;
    return true;
}

bool lb_cli_read_digits(uint64_t *digits, const char *text)
{
    if (strcmp(text, "all") != 0)
        return lb_cli_read_count(digits, text);
    *digits = 0;
    return true;
}
