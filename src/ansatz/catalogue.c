#include "ansatz/catalogue.h"

#include <assert.h>
#include <string.h>

size_t lb_catalogue_size(void)
{
    return lb_catalogue_item_count;
}

const lb_catalogue_entry *lb_catalogue_at(size_t i)
{
    assert(i < lb_catalogue_item_count);
    return &lb_catalogue_items[i].entry;
}

const lb_catalogue_item *lb_catalogue_find(const char *name)
{
    size_t first = 0, end = lb_catalogue_item_count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        int side = strcmp(name, lb_catalogue_items[middle].entry.name);
        if (!side)
            return &lb_catalogue_items[middle];
        if (side < 0)
            end = middle;
        else
            first = middle + 1;
    }
    return NULL;
}
