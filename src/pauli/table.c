#include "pauli/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { FIRST_SLOTS = 64 };

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

/* The slot of the string, or the empty one where it would go; *seen is what it held, which another
 * thread may have changed by now if it was empty. */
static size_t find_slot(const lb_string_table *table, const uint64_t *dense, uint64_t hash,
                        uint64_t *seen)
{
    size_t at = hash & table->mask;
    for (;; at = (at + 1) & table->mask) {
        *seen = __atomic_load_n(table->slots + at, __ATOMIC_ACQUIRE);
        if (!*seen)
            return at;
        if (*seen >> 32 != hash >> 32)
            continue;
        if (equal_words(lb_string_table_at(table, (uint32_t)*seen - 1), dense, 2 * table->words))
            return at;
    }
}

static void resize_slots(lb_string_table *table, size_t mask)
{
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

void lb_string_table_reserve(lb_string_table *table, size_t more)
{
    size_t needed = table->count + more, mask = table->mask;
    if (needed >= LB_NO_STRING)
        lb_memory_refused("more than 4294967294 distinct Pauli strings");
    table->strings = lb_grow(table->strings, &table->capacity, needed,
                             2 * table->words * sizeof *table->strings);
    while (needed > mask / 2)
        mask = 2 * mask + 1;
    if (mask != table->mask)
        resize_slots(table, mask);
}

/* Add a string, for which there is room, at an empty slot. */
static uint32_t add_string(lb_string_table *table, size_t at, const uint64_t *dense, uint64_t hash)
{
    size_t size = 2 * table->words;
    uint32_t number = table->count;
    __atomic_store_n(&table->count, number + 1, __ATOMIC_RELAXED);
    memcpy(table->strings + size * number, dense, size * sizeof *dense);
    __atomic_store_n(table->slots + at, hash >> 32 << 32 | (number + 1), __ATOMIC_RELEASE);
    return number;
}

uint32_t lb_string_table_intern(lb_string_table *table, const uint64_t *dense)
{
    return lb_string_table_intern_hashed(table, dense, lb_dense_hash(dense, table->words));
}

uint32_t lb_string_table_intern_hashed(lb_string_table *table, const uint64_t *dense, uint64_t hash)
{
    uint64_t seen;
    find_slot(table, dense, hash, &seen);
    if (seen)
        return (uint32_t)seen - 1;
    lb_string_table_reserve(table, 1);
    return add_string(table, find_slot(table, dense, hash, &seen), dense, hash);
}

uint32_t lb_string_table_intern_shared(lb_string_table *table, const uint64_t *dense, uint64_t hash)
{
    uint64_t seen;
    find_slot(table, dense, hash, &seen);
    if (seen)
        return (uint32_t)seen - 1;
    while (__atomic_test_and_set(&table->adding, __ATOMIC_ACQUIRE))
        ;
    size_t at = find_slot(table, dense, hash, &seen);
    uint32_t number = seen ? (uint32_t)seen - 1 : add_string(table, at, dense, hash);
    __atomic_clear(&table->adding, __ATOMIC_RELEASE);
    return number;
}

uint32_t lb_string_table_find(const lb_string_table *table, const uint64_t *dense)
{
    return lb_string_table_find_hashed(table, dense, lb_dense_hash(dense, table->words));
}

uint32_t lb_string_table_find_hashed(const lb_string_table *table, const uint64_t *dense,
                                     uint64_t hash)
{
    /* An empty slot holds 0, which becomes LB_NO_STRING. */
    uint64_t seen;
    find_slot(table, dense, hash, &seen);
    return (uint32_t)seen - 1;
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
