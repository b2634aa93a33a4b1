#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/cli.h"

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The least number of insertions, deletions and replacements of a character that lead from a to b;
 * row[j] is the distance of the first i characters of a to the first j of b. */
static size_t edit_distance(const char *a, const char *b)
{
    size_t columns = strlen(b) + 1, *row = lb_malloc(columns, sizeof *row);
    for (size_t j = 0; j < columns; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j < columns; j++) {
            size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = smaller(replaced, 1 + smaller(row[j], row[j - 1]));
        }
    }
    size_t distance = row[columns - 1];
    free(row);
    return distance;
}

const char *lb_cli_nearest(const char *word, const char *const *names, size_t count)
{
    enum { LONGEST_WORD = 100 };
    const char *nearest = NULL;
    size_t length = strlen(word), least = 1 + smaller(3, length / 2);
    for (size_t i = 0; i < count && length <= LONGEST_WORD; i++) {
        size_t distance = edit_distance(word, names[i]);
        if (distance < least) {
            least = distance;
            nearest = names[i];
        }
    }
    return nearest;
}
