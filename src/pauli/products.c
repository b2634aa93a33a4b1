#include "pauli/products.h"

#include <stdlib.h>

#include "base/memory.h"

void lb_products_init(lb_products *products, lb_string_table *table)
{
    products->table = table;
    products->count = 0;
    products->strings = lb_malloc(LB_PRODUCTS * 2 * table->words, sizeof *products->strings);
}

void lb_products_clear(lb_products *products)
{
    free(products->strings);
}

void lb_products_resolve(lb_products *products, uint32_t numbers[LB_PRODUCTS])
{
    lb_string_table *table = products->table;
    size_t size = 2 * table->words;
    for (uint32_t i = 0; i < products->count; i++) {
        uint64_t slot = table->slots[products->hashes[i] & table->mask];
        if (slot)
            __builtin_prefetch(lb_string_table_at(table, (uint32_t)slot - 1));
    }
    for (uint32_t i = 0; i < products->count; i++)
        numbers[i] =
            lb_string_table_intern_hashed(table, products->strings + size * i, products->hashes[i]);
    products->count = 0;
}
