/* Pieces are sorted by insertion, and merged to pieces twice as long. */

#include "base/sort.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"

/* Items of a first piece, and items that are moved between two looks at the limits. */
enum { PIECE = 8, AT_ONCE = 1 << 12 };

typedef struct sorting {
    size_t size;
    int (*compare)(const void *, const void *);
    const lb_limits *limits;
    size_t moved;
    const char *reached;
} sorting;

static void insert_in_order(const sorting *s, char *items, size_t count, char *item)
{
    for (size_t i = 1; i < count; i++) {
        size_t at = i;
        while (at && s->compare(items + (at - 1) * s->size, items + i * s->size) > 0)
            at--;
        if (at == i)
            continue;
        memcpy(item, items + i * s->size, s->size);
        memmove(items + (at + 1) * s->size, items + at * s->size, (i - at) * s->size);
        memcpy(items + at * s->size, item, s->size);
    }
}

/* out <- the `count` items of two sorted halves, the first of `half`. */
static void merge(sorting *s, char *out, const char *in, size_t half, size_t count)
{
    const char *a = in, *middle = in + half * s->size, *b = middle, *end = in + count * s->size;
    for (; (a < middle || b < end) && !s->reached; out += s->size) {
        bool first = b == end || (a < middle && s->compare(a, b) <= 0);
        memcpy(out, first ? a : b, s->size);
        a += first ? s->size : 0;
        b += first ? 0 : s->size;
        if (++s->moved % AT_ONCE == 0)
            s->reached = lb_limit_reached(s->limits);
    }
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

const char *lb_sort(void *items, size_t count, size_t size,
                    int (*compare)(const void *, const void *), const lb_limits *limits)
{
    sorting s = {.size = size, .compare = compare, .limits = limits};
    if (count < 2)
        return NULL;
    if (!lb_limits_allow(limits, (double)count * (double)size))
        return "memory limit reached";
    char *room = lb_malloc(count, size), *in = items, *out = room;
    for (size_t i = 0; i < count; i += PIECE)
        insert_in_order(&s, in + i * size, least(PIECE, count - i), room);
    for (size_t half = PIECE; half < count; half *= 2) {
        for (size_t i = 0; i < count && !s.reached; i += 2 * half)
            merge(&s, out + i * size, in + i * size, least(half, count - i),
                  least(2 * half, count - i));
        if (s.reached)
            break;
        char *sorted = out;
        out = in;
        in = sorted;
    }
    if (in != items)
        memcpy(items, in, count * size);
    free(room);
    return s.reached;
}

int lb_compare_numbers(const void *a, const void *b)
{
    uint32_t p = *(const uint32_t *)a, q = *(const uint32_t *)b;
    return (p > q) - (p < q);
}

int lb_compare_doubles(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}
