#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ansatz/foreign/print.h"
#include "base/memory.h"
#include "base/sort.h"
#include "base/text.h"

/* The bytes of a word; not those that end it, as in zz[0,1]. */
static char *word_of(const char *name)
{
    char *word = lb_strdup(name);
    size_t length = strlen(word);
    for (size_t i = 0; i < length; i++)
        if (!lb_is_name_byte(word[i]) || word[i] == '-' || word[i] == '.')
            word[i] = '_';
    while (length && word[length - 1] == '_' && name[length - 1] != '_')
        word[--length] = '\0';
    return word;
}

static bool is_numbered(const char *word, const char *prefix)
{
    size_t length = strlen(prefix);
    return !strncmp(word, prefix, length) && word[length] == '_' &&
           strspn(word + length + 1, "0123456789") == strlen(word + length + 1);
}

static bool is_good(const char *word, const char *prefix, const char *const *reserved)
{
    if (!word[0] || isdigit((unsigned char)word[0]) || is_numbered(word, prefix))
        return false;
    for (size_t i = 0; reserved[i]; i++)
        if (!strcmp(word, reserved[i]))
            return false;
    return true;
}

typedef struct entry {
    const char *word;
    size_t number;
} entry;

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const entry *)a)->word, ((const entry *)b)->word);
}

/* Empty all words that occur more than once. */
static void drop_repeated(char **words, size_t count)
{
    entry *entries = lb_malloc(count, sizeof *entries);
    bool *repeated = lb_calloc(count, sizeof *repeated);
    for (size_t k = 0; k < count; k++)
        entries[k] = (entry){words[k], k};
    (void)lb_sort(entries, count, sizeof *entries, compare_entries, NULL);
    for (size_t i = 1; i < count; i++)
        if (!strcmp(entries[i - 1].word, entries[i].word))
            repeated[entries[i - 1].number] = repeated[entries[i].number] = true;
    for (size_t k = 0; k < count; k++)
        if (repeated[k])
            words[k][0] = '\0';
    free(repeated);
    free(entries);
}

char **lb_identifiers(const char *prefix, char *const *names, size_t count,
                      const char *const *reserved)
{
    char **words = lb_malloc(count, sizeof *words);
    for (size_t k = 0; k < count; k++)
        words[k] = word_of(names[k]);
    drop_repeated(words, count);
    for (size_t k = 0; k < count; k++)
        if (!is_good(words[k], prefix, reserved)) {
            free(words[k]);
            words[k] = lb_sprintf("%s_%zu", prefix, k);
        }
    return words;
}

void lb_identifiers_free(char **words, size_t count)
{
    for (size_t k = 0; k < count; k++)
        free(words[k]);
    free(words);
}
