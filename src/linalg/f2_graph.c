/* Lists and the queue of the sparse eliminations. */

#include "linalg/f2_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#define NONE UINT32_MAX

void lb_f2_list_reserve(lb_f2_list *list, size_t length)
{
    size_t capacity = list->capacity;
    list->items = lb_grow(list->items, &capacity, length, sizeof *list->items);
    list->capacity = (uint32_t)capacity;
}

void lb_f2_list_append(lb_f2_list *list, uint32_t item)
{
    lb_f2_list_reserve(list, (size_t)list->length + 1);
    list->items[list->length++] = item;
}

void lb_f2_list_assign(lb_f2_list *list, const uint32_t *items, uint32_t length)
{
    lb_f2_list_reserve(list, length);
    if (length)
        memcpy(list->items, items, length * sizeof *items);
    list->length = length;
}

void lb_f2_list_clear(lb_f2_list *list)
{
    free(list->items);
    *list = (lb_f2_list){NULL, 0, 0};
}

void lb_f2_queue_init(lb_f2_queue *queue, size_t count, size_t largest)
{
    queue->degrees = lb_calloc(count, sizeof *queue->degrees);
    queue->next = lb_malloc(count, sizeof *queue->next);
    queue->previous = lb_malloc(count, sizeof *queue->previous);
    queue->first = lb_malloc(largest + 1, sizeof *queue->first);
    memset(queue->first, 0xFF, (largest + 1) * sizeof *queue->first);
    queue->largest = largest;
    queue->lowest = 1;
}

void lb_f2_queue_clear(lb_f2_queue *queue)
{
    free(queue->degrees);
    free(queue->next);
    free(queue->previous);
    free(queue->first);
}

static void unlink_item(lb_f2_queue *queue, uint32_t item)
{
    uint32_t next = queue->next[item], previous = queue->previous[item];
    if (previous == NONE)
        queue->first[queue->degrees[item]] = next;
    else
        queue->next[previous] = next;
    if (next != NONE)
        queue->previous[next] = previous;
}

void lb_f2_queue_set(lb_f2_queue *queue, uint32_t item, uint32_t degree)
{
    if (queue->degrees[item])
        unlink_item(queue, item);
    queue->degrees[item] = degree;
    if (!degree)
        return;
    uint32_t next = queue->first[degree];
    queue->next[item] = next;
    queue->previous[item] = NONE;
    queue->first[degree] = item;
    if (next != NONE)
        queue->previous[next] = item;
    if (degree < queue->lowest)
        queue->lowest = degree;
}

bool lb_f2_queue_least(lb_f2_queue *queue, uint32_t *item)
{
    while (queue->lowest <= queue->largest && queue->first[queue->lowest] == NONE)
        queue->lowest++;
    if (queue->lowest > queue->largest)
        return false;
    *item = queue->first[queue->lowest];
    return true;
}
