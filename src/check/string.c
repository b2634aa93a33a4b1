/* Interned Pauli strings: the order, the product and the sign of the bracket.
 *
 * The table is open addressing with linear probing. Deleting the entry that was inserted last is
 * always safe there, because no later entry has probed past it; a rehash inserts in the order of
 * the numbers, so numbers can always be taken back from the end. */

#include "check/check.h"

#include <stdlib.h>
#include <string.h>

static uint64_t *words_of(const lb_check_strings *S, uint32_t id)
{
    return (uint64_t *)(lb_check_record_at(S, id) + 1);
}

void lb_check_strings_init(lb_check_strings *S, size_t qubits)
{
    size_t slots = 0, product = 0;
    memset(S, 0, sizeof *S);
    S->words = (qubits + 63) / 64;
    S->stride = sizeof(lb_check_record) / sizeof(uint64_t) + 2 * S->words;
    S->product = lb_check_grow(NULL, &product, 2 * S->words, sizeof(uint64_t));
    S->slot_count = 1024;
    S->slots = lb_check_grow(NULL, &slots, S->slot_count, sizeof *S->slots);
    memset(S->slots, 0xff, S->slot_count * sizeof *S->slots);
}

void lb_check_strings_clear(lb_check_strings *S)
{
    free(S->records);
    free(S->product);
    free(S->slots);
    free(S->support);
}

static uint64_t hash_of(const lb_check_strings *S, const uint64_t *xz)
{
    uint64_t h = 0;
    for (size_t i = 0; i < 2 * S->words; i++) {
        h = (h ^ xz[i]) * 0x9E3779B97F4A7C15u;
        h ^= h >> 32;
    }
    return h;
}

/* The slot that holds the string, or the free one where it belongs. The upper half of a slot is
 * that of the hash, so that records of other strings are hardly ever looked at. */
static size_t find_slot(const lb_check_strings *S, const uint64_t *xz, uint64_t hash)
{
    size_t slot = hash & (S->slot_count - 1);
    for (; S->slots[slot] != UINT64_MAX; slot = (slot + 1) & (S->slot_count - 1))
        if ((S->slots[slot] ^ hash) >> 32 == 0 &&
            !memcmp(words_of(S, (uint32_t)S->slots[slot]), xz, 2 * S->words * sizeof *xz))
            break;
    return slot;
}

static uint64_t entry_of(uint64_t hash, uint32_t id)
{
    return (hash & ~(uint64_t)UINT32_MAX) | id;
}

static void rehash(lb_check_strings *S)
{
    size_t none = 0;
    free(S->slots);
    S->slot_count *= 2;
    S->slots = lb_check_grow(NULL, &none, S->slot_count, sizeof *S->slots);
    memset(S->slots, 0xff, S->slot_count * sizeof *S->slots);
    for (uint32_t id = 0; id < S->count; id++) {
        uint64_t hash = hash_of(S, words_of(S, id));
        S->slots[find_slot(S, words_of(S, id), hash)] = entry_of(hash, id);
    }
}

static void fill_record(const lb_check_strings *S, uint32_t id, const uint64_t *xz)
{
    lb_check_record *record = lb_check_record_at(S, id);
    memset(record, 0, sizeof *record);
    memcpy(record + 1, xz, 2 * S->words * sizeof *xz);
    record->row = record->uses = LB_CHECK_NONE;
    for (size_t i = 0; i < S->words; i++) {
        uint64_t support = xz[i] | xz[S->words + i];
        if (!support)
            continue;
        if (!record->end)
            record->first = (uint16_t)i;
        record->end = (uint16_t)(i + 1);
        record->weight = (uint16_t)(record->weight + __builtin_popcountll(support));
    }
}

uint32_t lb_check_strings_intern(lb_check_strings *S, const uint64_t *xz)
{
    uint64_t hash = hash_of(S, xz);
    size_t slot = find_slot(S, xz, hash);
    if (S->slots[slot] != UINT64_MAX)
        return (uint32_t)S->slots[slot];
    uint32_t id = (uint32_t)S->count;
    /* Numbers have 32 bits; this many strings count as out of memory. */
    size_t needed = id + 1 < LB_CHECK_NONE ? S->count + 1 : SIZE_MAX / 2;
    S->records = lb_check_grow(S->records, &S->capacity, needed, S->stride * sizeof *S->records);
    S->count++;
    fill_record(S, id, xz);
    S->slots[slot] = entry_of(hash, id);
    if (2 * S->count > S->slot_count)
        rehash(S);
    return id;
}

void lb_check_strings_truncate(lb_check_strings *S, size_t count)
{
    while (S->count > count) {
        const uint64_t *last = words_of(S, (uint32_t)(S->count - 1));
        S->slots[find_slot(S, last, hash_of(S, last))] = UINT64_MAX;
        S->count--;
    }
}

/* I < X < Y < Z at one bit of x and z. */
static int letter_rank(uint64_t x, uint64_t z, int bit)
{
    int has_x = (int)(x >> bit & 1), has_z = (int)(z >> bit & 1);
    return has_z ? 3 - has_x : has_x;
}

int lb_check_strings_compare(const lb_check_strings *S, uint32_t a, uint32_t b)
{
    int weight = lb_check_record_at(S, a)->weight - lb_check_record_at(S, b)->weight;
    if (weight)
        return weight;
    const uint64_t *u = words_of(S, a), *v = words_of(S, b);
    size_t W = S->words;
    for (size_t i = 0; i < W; i++) {
        uint64_t differ = (u[i] ^ v[i]) | (u[W + i] ^ v[W + i]);
        if (differ) {
            int bit = __builtin_ctzll(differ);
            return letter_rank(u[i], u[W + i], bit) - letter_rank(v[i], v[W + i], bit);
        }
    }
    return 0;
}

/* W(a) W(b) = i^e W(a + b) with e = |x1&z1| + |x2&z2| + 2|z1&x2| - |(x1^x2)&(z1^z2)| modulo 4. The
 * strings anticommute when e is odd, and then {a, b} = (i/2) 2 i^e W(a + b): minus the string for
 * e = 1, plus for e = 3. Only words where both are not the identity can make e differ from 0,
 * since elsewhere |x&z| of the product is that of the one factor. */
int lb_check_strings_multiply(lb_check_strings *S, uint32_t a, uint32_t b)
{
    const lb_check_record *A = lb_check_record_at(S, a), *B = lb_check_record_at(S, b);
    const uint64_t *u = words_of(S, a), *v = words_of(S, b);
    size_t W = S->words, first = A->first > B->first ? A->first : B->first;
    size_t end = A->end < B->end ? A->end : B->end;
    uint64_t odd = 0;
    for (size_t i = first; i < end; i++)
        odd ^= (u[i] & v[W + i]) ^ (u[W + i] & v[i]);
    if (!__builtin_parityll(odd))
        return 0;
    int e = 0;
    for (size_t i = first; i < end; i++) {
        uint64_t x1 = u[i], z1 = u[W + i], x2 = v[i], z2 = v[W + i];
        e += __builtin_popcountll(x1 & z1) + __builtin_popcountll(x2 & z2) +
             2 * __builtin_popcountll(z1 & x2) - __builtin_popcountll((x1 ^ x2) & (z1 ^ z2));
    }
    for (size_t i = 0; i < 2 * W; i++)
        S->product[i] = u[i] ^ v[i];
    return (e & 3) == 1 ? -1 : 1;
}

int lb_check_strings_bracket(lb_check_strings *S, uint32_t a, uint32_t b, uint32_t *c)
{
    int sign = lb_check_strings_multiply(S, a, b);
    if (sign)
        *c = lb_check_strings_intern(S, S->product);
    return sign;
}

lb_check_record *lb_check_touch(lb_check_strings *S, uint32_t id)
{
    lb_check_record *record = lb_check_record_at(S, id);
    if (!record->listed) {
        S->support = lb_check_grow(S->support, &S->support_capacity, S->support_length + 1,
                                   sizeof *S->support);
        S->support[S->support_length++] = id;
        record->listed = true;
        record->value = 0;
    }
    return record;
}

void lb_check_support_clear(lb_check_strings *S)
{
    for (size_t i = 0; i < S->support_length; i++)
        lb_check_record_at(S, S->support[i])->listed = false;
    S->support_length = 0;
}
