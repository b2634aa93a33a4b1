/* An invariant sum as the left side of brackets with canonical strings.
 *
 * In coordinates of orbit averages, {g, A(P)} = sum over the terms c_Q Q of g of c_Q {Q, P}, each
 * string on the right being replaced by its canonical one (proofs/README.md). Terms that differ by
 * permutations that fix P contribute equally. So the terms of g are kept as orbits under N: one
 * item each, with its letters outside the cells and its numbers of X, Y, Z in each cell it touches.
 * How these letters meet the letters of P in the cell is enumerated as tables
 *
 *     t[L][l] = number of letters l of Q that lie on letters L of P,
 *     sum over L of t[L][l] = q_l,
 *
 * each of which stands for the product over L of (p_L over t[L][X], t[L][Y], t[L][Z]) terms. An
 * all-to-all ZZ on 200 qubits has 19,900 terms, one item, and at most ten tables.
 *
 * Without cells an item is simply a term. */

#ifndef LB_SYMMETRY_BRACKET_H
#define LB_SYMMETRY_BRACKET_H

#include "pauli/table.h"
#include "symmetry/canonical.h"

typedef struct lb_part {
    uint32_t cell;
    uint32_t letters[3]; /* how many X, Y, Z */
} lb_part;

typedef struct lb_operand {
    uint32_t count;       /* items */
    uint64_t *strings;    /* of each, the letters outside the cells: 2 W words */
    uint32_t *first_part; /* count + 1 numbers */
    lb_part *parts;       /* those of item i are first_part[i] .. first_part[i + 1] - 1 */
    size_t work;          /* products with one string, at most */
} lb_operand;

/* The items of the terms of H, which is invariant: item_of[i] is that of term i. */
void lb_operand_init(lb_operand *operand, uint32_t *item_of, const lb_sum_t H,
                     const lb_canonical *canonical);
/* The same with an item for each string of a table: their cells are sorted. */
void lb_operand_init_strings(lb_operand *operand, const lb_string_table *sorted,
                             const lb_canonical *canonical);
void lb_operand_clear(lb_operand *operand);

/* One contribution to a bracket: multiplicity times the item's coefficient times that of the string
 * on the right. */
typedef struct lb_product {
    uint32_t item, right;
    int64_t multiplicity;
} lb_product;

/* A batch of products on their way to the columns they belong to. Looking up a product in a large
 * table waits for memory three times: for its slot, its string, and what the user keeps about it.
 * In a batch these waits overlap. */
typedef struct lb_products {
    const lb_canonical *canonical; /* not owned */
    lb_canonical_room room;
    uint32_t (*counts)[4]; /* letters of a product in the cells of its item's parts */
    size_t count, capacity;
    lb_product *items;
    uint64_t *strings, *hashes;
    uint32_t *columns;
    size_t string_capacity, hash_capacity, column_capacity;
} lb_products;

enum { LB_PRODUCTS_BATCH = 64 }; /* enough for the waits to overlap */

void lb_products_init(lb_products *products, const lb_canonical *canonical);
void lb_products_clear(lb_products *products);

/* Add the products of {operand, string} to the batch, marked with the number `right`. The string is
 * canonical. O(items) and the tables. */
void lb_products_add(lb_products *products, const lb_operand *operand, const uint64_t *string,
                     uint32_t right);
/* Set columns[i] to the number of the canonical string of product i, for all i < count; new strings
 * are added to the table. With `shared`, other threads do the same at this time, and there is room
 * for all (lb_string_table_reserve). The user empties the batch by setting count to 0. */
void lb_products_resolve(lb_products *products, lb_string_table *table, bool shared);
/* The same with LB_NO_STRING for strings that are not in the table, which stays as it is. */
void lb_products_find(lb_products *products, const lb_string_table *table);

#endif
