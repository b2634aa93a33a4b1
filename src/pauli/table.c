#include "pauli/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { FIRST_SLOTS = 1024 };

void lb_string_table_init(lb_string_table *table, size_t words)
{
    *table = (lb_string_table){.words = words, .mask = FIRST_SLOTS - 1};
    table->slots = lb_calloc(FIRST_SLOTS, sizeof *table->slots);
}

void lb_string_table_clear(lb_string_table *table)
{
    free(table->strings);
    free(table->slots);
}

static inline bool equal_words(const uint64_t *a, const uint64_t *b, size_t count)
{
    uint64_t differ = 0;
    for (size_t w = 0; w < count; w++)
        differ |= a[w] ^ b[w];
    return !differ;
}

/* The slot of the string, or the empty one where it would go. */
static size_t find_slot(const lb_string_table *table, const uint64_t *dense, uint64_t hash)
{
    size_t at = hash & table->mask;
    for (;; at = (at + 1) & table->mask) {
        uint64_t slot = table->slots[at];
        if (!slot)
            return at;
        if (slot >> 32 != hash >> 32)
            continue;
        if (equal_words(lb_string_table_at(table, (uint32_t)slot - 1), dense, 2 * table->words))
            return at;
    }
}

static void double_slots(lb_string_table *table)
{
    size_t mask = 2 * table->mask + 1;
    uint64_t *slots = lb_calloc(mask + 1, sizeof *slots);
    for (size_t i = 0; i <= table->mask; i++) {
        uint64_t slot = table->slots[i];
        if (!slot)
            continue;
        const uint64_t *dense = lb_string_table_at(table, (uint32_t)slot - 1);
        size_t at = lb_dense_hash(dense, table->words) & mask;
        while (slots[at])
            at = (at + 1) & mask;
        slots[at] = slot;
    }
    free(table->slots);
    table->slots = slots;
    table->mask = mask;
}

uint32_t lb_string_table_intern(lb_string_table *table, const uint64_t *dense)
{
    return lb_string_table_intern_hashed(table, dense, lb_dense_hash(dense, table->words));
}

uint32_t lb_string_table_intern_hashed(lb_string_table *table, const uint64_t *dense, uint64_t hash)
{
    size_t at = find_slot(table, dense, hash);
    if (table->slots[at])
        return (uint32_t)table->slots[at] - 1;
    if (table->count == LB_NO_STRING - 1) {
        fputs("liebound: more than 4294967294 distinct Pauli strings\n", stderr);
        exit(LB_MEMORY);
    }
    size_t size = 2 * table->words * sizeof *dense;
    table->strings = lb_grow(table->strings, &table->capacity, (size_t)table->count + 1, size);
    memcpy(table->strings + 2 * table->words * table->count, dense, size);
    table->slots[at] = hash >> 32 << 32 | ++table->count;
    if (table->count > table->mask / 2)
        double_slots(table);
    return table->count - 1;
}

uint32_t lb_string_table_find(const lb_string_table *table, const uint64_t *dense)
{
    size_t at = find_slot(table, dense, lb_dense_hash(dense, table->words));
    return table->slots[at] ? (uint32_t)table->slots[at] - 1 : LB_NO_STRING;
}

/* Comparing weights first saves most of the reading. */
typedef struct sort_key {
    const uint64_t *string;
    uint32_t position, words;
    size_t weight;
} sort_key;

static int compare_keys(const void *a, const void *b)
{
    const sort_key *p = a, *q = b;
    if (p->weight != q->weight)
        return p->weight < q->weight ? -1 : 1;
    return lb_dense_compare(p->string, q->string, p->words);
}

uint32_t *lb_string_table_order(const lb_string_table *table, const uint32_t *numbers,
                                uint32_t count)
{
    sort_key *keys = lb_malloc(count, sizeof *keys);
    for (uint32_t i = 0; i < count; i++) {
        const uint64_t *string = lb_string_table_at(table, numbers[i]);
        keys[i] =
            (sort_key){string, i, (uint32_t)table->words, lb_dense_weight(string, table->words)};
    }
    qsort(keys, count, sizeof *keys, compare_keys);
    uint32_t *order = lb_malloc(count, sizeof *order);
    for (uint32_t i = 0; i < count; i++)
        order[i] = keys[i].position;
    free(keys);
    return order;
}
