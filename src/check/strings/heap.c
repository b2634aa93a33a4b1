/* A binary heap: no entry is smaller than its parent, that of at[i] being at[(i - 1) / 2]. */

#include "check/strings/strings.h"

static bool is_before(const lb_check_heap_entry *a, const lb_check_heap_entry *b)
{
    if (a->key != b->key)
        return a->key < b->key;
    return a->second != b->second ? a->second < b->second : a->item < b->item;
}

void lb_check_heap_push(lb_check_heap *heap, lb_check_heap_entry entry)
{
    heap->at = lb_check_grow(heap->at, &heap->capacity, heap->count + 1, sizeof *heap->at);
    size_t i = heap->count++;
    for (; i && is_before(&entry, &heap->at[(i - 1) / 2]); i = (i - 1) / 2)
        heap->at[i] = heap->at[(i - 1) / 2];
    heap->at[i] = entry;
}

void lb_check_heap_replace(lb_check_heap *heap, lb_check_heap_entry entry)
{
    size_t i = 0, child = 1;
    for (; child < heap->count; i = child, child = 2 * i + 1) {
        if (child + 1 < heap->count && is_before(&heap->at[child + 1], &heap->at[child]))
            child++;
        if (!is_before(&heap->at[child], &entry))
            break;
        heap->at[i] = heap->at[child];
    }
    heap->at[i] = entry;
}

lb_check_heap_entry lb_check_heap_pop(lb_check_heap *heap)
{
    lb_check_heap_entry smallest = heap->at[0];
    heap->count--;
    lb_check_heap_replace(heap, heap->at[heap->count]);
    return smallest;
}
