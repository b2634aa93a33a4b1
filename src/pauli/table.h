/* A set of dense strings on the same number of qubits, numbered from 0 in the order of arrival.
 *
 * The strings stand one after another in one array; an open-addressing table of 64-bit slots maps a
 * string to its number. A slot holds the upper half of the hash and the number, so that a probe
 * reads a string only when it is almost surely the right one:
 *
 *     slots:    [ hash 63..32 | number + 1 ]      0 is empty; at most 1/2 of them are taken
 *     strings:  [ x words | z words ] [ x words | z words ] ...
 *
 * Memory: 16 words of n/64 rounded up + 16 to 32 bytes a string. */

#ifndef LB_PAULI_TABLE_H
#define LB_PAULI_TABLE_H

#include "pauli/dense.h"

#define LB_NO_STRING UINT32_MAX

typedef struct lb_string_table {
    size_t words; /* W: a string is 2 W words */
    uint32_t count;
    size_t capacity;
    uint64_t *strings;
    uint64_t *slots;
    size_t mask; /* the number of slots is mask + 1, a power of two */
    bool adding; /* a thread is adding a string */
} lb_string_table;

void lb_string_table_init(lb_string_table *table, size_t words);
void lb_string_table_clear(lb_string_table *table);

/* The number of the string, which is added if it is not in the set. Expected O(W). */
uint32_t lb_string_table_intern(lb_string_table *table, const uint64_t *dense);
/* The same, its lb_dense_hash being known. */
uint32_t lb_string_table_intern_hashed(lb_string_table *table, const uint64_t *dense,
                                       uint64_t hash);

/* The number of the string, or LB_NO_STRING if it is not in the set. */
uint32_t lb_string_table_find(const lb_string_table *table, const uint64_t *dense);

/* Make room for `more` strings, so that adding them moves nothing. Room that is not used costs
 * address space, and slots. */
void lb_string_table_reserve(lb_string_table *table, size_t more);
/* The same as lb_string_table_intern_hashed while other threads call it too; there is room. Numbers
 * depend on which thread comes first. */
uint32_t lb_string_table_intern_shared(lb_string_table *table, const uint64_t *dense,
                                       uint64_t hash);

/* Ask for the memory that interning a string with this hash will read: first the slot, then, when
 * the slot has come, the string. */
static inline void lb_string_table_prefetch_slot(const lb_string_table *table, uint64_t hash)
{
    __builtin_prefetch(table->slots + (hash & table->mask));
}
static inline void lb_string_table_prefetch_string(const lb_string_table *table, uint64_t hash)
{
    uint64_t slot = __atomic_load_n(table->slots + (hash & table->mask), __ATOMIC_RELAXED);
    if (slot)
        __builtin_prefetch(table->strings + 2 * table->words * ((uint32_t)slot - 1));
}
/* The same for a string that is not to be added: LB_NO_STRING if it is not in the set. */
uint32_t lb_string_table_find_hashed(const lb_string_table *table, const uint64_t *dense,
                                     uint64_t hash);

/* Valid until the next string is added. */
static inline const uint64_t *lb_string_table_at(const lb_string_table *table, uint32_t number)
{
    return table->strings + 2 * table->words * number;
}

/* The permutation of 0 .. count - 1 that puts the strings with these numbers in increasing order;
 * the caller frees it. */
uint32_t *lb_string_table_order(const lb_string_table *table, const uint32_t *numbers,
                                uint32_t count);

static inline int lb_string_table_compare(const lb_string_table *table, uint32_t a, uint32_t b)
{
    return lb_dense_compare(lb_string_table_at(table, a), lb_string_table_at(table, b),
                            table->words);
}

#endif
