#include "base/text.h"

#include <stdio.h>
#include <string.h>

lb_quoted lb_quote(const char *text, size_t length)
{
    const size_t most = 40;
    lb_quoted quoted = {"'"};
    size_t used = 1;
    for (size_t i = 0; i < length && i < most; i++)
        quoted.text[used++] = text[i] >= ' ' && text[i] < 127 ? text[i] : '?';
    snprintf(quoted.text + used, sizeof quoted.text - used, "%s'", length > most ? "..." : "");
    return quoted;
}

lb_generator_words lb_generator_called(const char *name, size_t number)
{
    lb_generator_words words;
    int used = snprintf(words.text, sizeof words.text, "generator g%zu", number);
    if (name && *name)
        snprintf(words.text + used, sizeof words.text - (size_t)used, " (%.*s)", LB_NAME_MAX, name);
    return words;
}

void lb_nearest_init(lb_nearest *nearest, const char *word, size_t length)
{
    *nearest = (lb_nearest){.word = word, .length = length, .distance = length / 3 + 1};
    if (length > 1)
        nearest->distance++;
}

/* Levenshtein's distance, one row of the table at a time: after row i, row[j] is the distance from
 * the first i letters of a to the first j letters of b. */
static size_t edit_distance(const char *a, size_t m, const char *b, size_t n)
{
    size_t row[LB_WORD_MAX + 1];
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[n];
}

void lb_nearest_offer(lb_nearest *nearest, const char *name, size_t length)
{
    size_t most = nearest->distance; /* no distance is below the difference of lengths */
    if (nearest->length > LB_WORD_MAX || length > LB_WORD_MAX || length >= nearest->length + most ||
        nearest->length >= length + most)
        return;
    size_t distance = edit_distance(nearest->word, nearest->length, name, length);
    if (distance >= nearest->distance || distance >= length)
        return;
    nearest->distance = distance;
    memcpy(nearest->name, name, length);
    nearest->name[length] = '\0';
}

lb_hint lb_nearest_hint(const lb_nearest *nearest)
{
    lb_hint hint = {""};
    if (nearest->name[0])
        snprintf(hint.text, sizeof hint.text, " (did you mean '%s'?)", nearest->name);
    return hint;
}

bool lb_same(const char *text, size_t length, const char *name)
{
    return strlen(name) == length && !memcmp(text, name, length);
}

bool lb_is_pauli(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] != 'I' && text[i] != 'X' && text[i] != 'Y' && text[i] != 'Z')
            return false;
    return length > 0;
}

bool lb_is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
}

size_t lb_name_length(const char *text, size_t length)
{
    size_t end = 0;
    while (end < length && lb_is_name_byte(text[end]))
        end++;
    if (!end || text[0] == '-' || text[0] == '.')
        return 0;
    if (end < length && text[end] == '[') {
        size_t close = end + 1;
        while (close < length && (lb_is_name_byte(text[close]) || text[close] == ','))
            close++;
        if (close < length && text[close] == ']')
            end = close + 1;
    }
    return end;
}

/* The range of the second byte of a character of UTF-8, by its first: narrower than 80 to BF where
 * the character would be a control character (C2), overlong (E0, F0), a surrogate (ED) or beyond
 * U+10FFFF (F4). */
static bool second_byte_fits(unsigned char lead, unsigned char next)
{
    unsigned char least = 0x80, most = 0xbf;
    if (lead == 0xc2 || lead == 0xe0)
        least = 0xa0;
    else if (lead == 0xf0)
        least = 0x90;
    else if (lead == 0xed)
        most = 0x9f;
    else if (lead == 0xf4)
        most = 0x8f;
    return next >= least && next <= most;
}

/* The bytes of the UTF-8 character at the start of text; 0 for a control character, a quote, or
 * what is not UTF-8. */
static size_t character_length(const unsigned char *text, size_t length)
{
    unsigned char lead = text[0];
    if (lead < 0x80)
        return lead >= ' ' && lead != 127 && lead != '"';
    size_t count = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || length < count || !second_byte_fits(lead, text[1]))
        return 0;
    for (size_t i = 2; i < count; i++)
        if ((text[i] & 0xc0) != 0x80)
            return 0;
    return count;
}

size_t lb_quoted_prefix(const char *text, size_t length)
{
    size_t end = 0;
    while (end < length) {
        size_t step = character_length((const unsigned char *)text + end, length - end);
        if (!step)
            break;
        end += step;
    }
    return end;
}

bool lb_is_plain(const char *text)
{
    size_t left = strlen(text);
    while (left) {
        size_t good = lb_quoted_prefix(text, left);
        good += text[good] == '"';
        if (!good)
            return false;
        text += good;
        left -= good;
    }
    return true;
}

size_t lb_byte_order_mark(const char *text, size_t length)
{
    return length >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? 3 : 0;
}

size_t lb_look_alike(char *ascii, const char *text, size_t length)
{
    static const struct {
        const char *bytes;
        char ascii;
    } characters[] = {{"\xe2\x88\x92", '-'},  /* minus sign */
                      {"\xe2\x80\x93", '-'},  /* en dash */
                      {"\xe2\x8a\x97", '*'},  /* tensor product */
                      {"\xc2\xb7", '*'},      /* middle dot */
                      {"\xe2\x8b\x85", '*'},  /* dot operator */
                      {"\xc3\x97", '*'},      /* multiplication sign */
                      {"\xc2\xa0", ' '},      /* no-break space */
                      {"\xe2\x80\xaf", ' '},  /* narrow no-break space */
                      {"\xe2\x80\x89", ' '}}; /* thin space */
    bool foreign = length && (unsigned char)text[0] >= 0x80;
    for (size_t i = 0; foreign && i < sizeof characters / sizeof *characters; i++) {
        size_t size = strlen(characters[i].bytes);
        if (length >= size && !memcmp(text, characters[i].bytes, size)) {
            *ascii = characters[i].ascii;
            return size;
        }
    }
    return 0;
}

uint32_t lb_code_point(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t count = length ? character_length(bytes, length) : 0;
    if (count < 2)
        return count ? bytes[0] : 0;
    uint32_t point = bytes[0] & (0x7fU >> count);
    for (size_t i = 1; i < count; i++)
        point = point << 6 | (bytes[i] & 0x3fU);
    return point;
}
