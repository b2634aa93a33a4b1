#include "report/notation.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* How many digits stay at either end: together never more than `most`, if that is not 1. */
static size_t end_length(size_t most)
{
    enum { LONGEST_END = 10 };
    size_t half = most / 2 ? most / 2 : 1;
    return half < LONGEST_END ? half : LONGEST_END;
}

static size_t digit_run(const char *text)
{
    return strspn(text, "0123456789");
}

char *lb_notation_abbreviate(const char *text, size_t most)
{
    /* Beyond its two ends a run becomes " (18446744073709551615 digits)" and three dots. */
    enum { EXTRA = 40 };
    size_t size = strlen(text) + 1, length = 0, end = end_length(most);
    for (const char *c = text; *c; c++)
        if (digit_run(c)) {
            size += EXTRA;
            c += digit_run(c) - 1;
        }
    char *result = lb_malloc(size, 1);
    while (*text) {
        size_t run = digit_run(text), kept = run ? run : 1;
        if (most && run > most)
            length += (size_t)snprintf(result + length, size - length, "%.*s...%.*s (%zu digits)",
                                       (int)end, text, (int)end, text + run - end, run);
        else {
            memcpy(result + length, text, kept);
            length += kept;
        }
        text += kept;
    }
    result[length] = '\0';
    return result;
}

char *lb_notation_integer(const mpz_t value, size_t most)
{
    char *digits = lb_malloc(mpz_sizeinbase(value, 10) + 2, 1);
    mpz_get_str(digits, 10, value);
    char *text = lb_notation_abbreviate(digits, most);
    free(digits);
    return text;
}

/* The length of " (603 digits)" at text, else 0. */
static size_t digit_count_length(const char *text)
{
    static const char after[] = " digits)";
    if (strncmp(text, " (", 2) != 0)
        return 0;
    size_t run = digit_run(text + 2);
    bool matches = run && !strncmp(text + 2 + run, after, sizeof after - 1);
    return matches ? 2 + run + sizeof after - 1 : 0;
}

static char *append(char *out, const char *before, const char *text, size_t length,
                    const char *after)
{
    size_t left = strlen(before), right = strlen(after);
    memcpy(out, before, left);
    memcpy(out + left, text, length);
    memcpy(out + left + length, after, right);
    return out + left + length + right;
}

char *lb_notation_latex(const char *text)
{
    /* \mathfrak{u} for u is the largest. */
    enum { EXPANSION_MAX = 12 };
    char *result = lb_malloc(strlen(text) + 1, EXPANSION_MAX), *out = result;
    while (*text) {
        size_t count = digit_count_length(text), length = 1;
        if (count) {
            length = count;
            out = append(out, "\\mbox{", text, length, "}");
        } else if (!strncmp(text, "...", 3)) {
            length = 3;
            out = append(out, "\\ldots ", text, 0, "");
        } else if (*text == '^' && digit_run(text + 1)) {
            length = 1 + digit_run(text + 1);
            out = append(out, "^{", text + 1, length - 1, "}");
        } else if (*text == '*')
            out = append(out, "\\cdot", text, 0, "");
        else if (*text == ' ' && isalpha((unsigned char)text[1]))
            out = append(out, text[-1] == '+' ? " " : "\\,", text, 0, "");
        else if (isalpha((unsigned char)*text)) {
            while (isalpha((unsigned char)text[length]))
                length++;
            bool exceptional = isdigit((unsigned char)text[length]);
            out = append(out, "\\mathfrak{", text, length, exceptional ? "}_" : "}");
        } else
            out = append(out, "", text, 1, "");
        text += length;
    }
    *out = '\0';
    return result;
}
