/* Brackets of strings in batches.
 *
 * Looking up a product in a large table waits for memory three times: for its slot, its string, and
 * what the user keeps about it. In a batch these waits overlap: the slots of all products are asked
 * for as they are formed, then the strings, then the products are looked up. */

#ifndef LB_PAULI_PRODUCTS_H
#define LB_PAULI_PRODUCTS_H

#include "pauli/table.h"

enum { LB_PRODUCTS = 64 };

typedef struct lb_products {
    lb_string_table *table; /* not owned */
    uint32_t count;
    uint64_t hashes[LB_PRODUCTS];
    uint64_t *strings; /* of the batch */
} lb_products;

void lb_products_init(lb_products *products, lb_string_table *table);
void lb_products_clear(lb_products *products);

/* Add the product of two anticommuting strings, of `words` words, to a batch that is not full;
 * returns the sign of their bracket. */
static inline int lb_products_add(lb_products *products, const uint64_t *a, const uint64_t *b,
                                  size_t words)
{
    uint64_t *product = products->strings + 2 * words * products->count;
    int sign = lb_dense_bracket(product, a, b, words);
    uint64_t hash = lb_dense_hash(product, words);
    __builtin_prefetch(products->table->slots + (hash & products->table->mask));
    products->hashes[products->count++] = hash;
    return sign;
}

/* The numbers of the products, in order, new strings being added to the table; the batch is empty
 * afterwards. */
void lb_products_resolve(lb_products *products, uint32_t numbers[LB_PRODUCTS]);

#endif
