/* Interned Pauli strings: the order, the product and the sign of the bracket.
 *
 * The table is open addressing with linear probing. Deleting the entry that was inserted last is
 * always safe there, because no later entry has probed past it; a rehash inserts in the order of
 * the numbers, so numbers can always be taken back from the end. */

#include "check/check.h"

#include <stdlib.h>
#include <string.h>

void lb_check_strings_clear(lb_check_strings *S)
{
    free(S->records);
    free(S->product);
    free(S->slots);
    free(S->support);
    free(S->products);
    lb_check_scratch_clear(&S->scratch);
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

static bool is_equal(const lb_check_strings *S, const uint64_t *a, const uint64_t *b)
{
    for (size_t i = 0; i < 2 * S->words; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

/* The slot that holds the string, or the free one where it belongs. The upper half of a slot is
 * that of the hash, so that records of other strings are hardly ever looked at. */
static size_t find_slot(const lb_check_strings *S, const uint64_t *xz, uint64_t hash)
{
    size_t slot = hash & (S->slot_count - 1);
    for (; S->slots[slot] != UINT64_MAX; slot = (slot + 1) & (S->slot_count - 1))
        if ((S->slots[slot] ^ hash) >> 32 == 0 &&
            is_equal(S, lb_check_words_of(S, (uint32_t)S->slots[slot]), xz))
            break;
    return slot;
}

static void enter(lb_check_strings *S, uint32_t id)
{
    uint64_t hash = hash_of(S, lb_check_words_of(S, id));
    S->slots[find_slot(S, lb_check_words_of(S, id), hash)] = (hash & ~(uint64_t)UINT32_MAX) | id;
}

static void set_slot_count(lb_check_strings *S, size_t slot_count)
{
    S->slot_count = slot_count;
    S->slots = lb_check_resize(S->slots, slot_count * sizeof *S->slots);
    memset(S->slots, 0xff, slot_count * sizeof *S->slots);
    for (size_t id = S->first; id < S->count; id++)
        enter(S, (uint32_t)id);
}

static void init(lb_check_strings *S, size_t qubits)
{
    S->qubits = qubits;
    S->words = (qubits + 63) / 64;
    S->stride = sizeof(lb_check_record) / sizeof(uint64_t) + 2 * S->words;
    S->product = lb_check_resize(NULL, 2 * S->words * sizeof *S->product);
    set_slot_count(S, 1024);
}

void lb_check_strings_init(lb_check_strings *S, size_t qubits)
{
    memset(S, 0, sizeof *S);
    init(S, qubits);
}

void lb_check_strings_set_symmetry(lb_check_strings *S, const lb_check_symmetry *symmetry)
{
    S->symmetry = symmetry;
    lb_check_scratch_init(&S->scratch, symmetry);
}

void lb_check_strings_init_after(lb_check_strings *S, const lb_check_strings *known)
{
    memset(S, 0, sizeof *S);
    S->known = known;
    S->first = S->count = known->count;
    init(S, known->qubits);
    lb_check_strings_set_symmetry(S, known->symmetry);
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

static uint32_t look_up(const lb_check_strings *S, const uint64_t *xz, uint64_t hash)
{
    uint64_t entry = S->slots[find_slot(S, xz, hash)];
    if (entry == UINT64_MAX && S->known)
        entry = S->known->slots[find_slot(S->known, xz, hash)];
    return entry == UINT64_MAX ? LB_CHECK_NONE : (uint32_t)entry;
}

uint32_t lb_check_strings_find(const lb_check_strings *S, const uint64_t *xz)
{
    return look_up(S, xz, hash_of(S, xz));
}

uint32_t lb_check_strings_intern(lb_check_strings *S, const uint64_t *xz)
{
    uint32_t id = look_up(S, xz, hash_of(S, xz));
    if (id != LB_CHECK_NONE)
        return id;
    id = (uint32_t)S->count;
    S->records =
        lb_check_grow(S->records, &S->capacity, S->count - S->first + 1, S->stride * sizeof *xz);
    fill_record(S, id, xz);
    S->count++;
    if (2 * (S->count - S->first) > S->slot_count)
        set_slot_count(S, 2 * S->slot_count);
    else
        enter(S, id);
    return id;
}

void lb_check_strings_truncate(lb_check_strings *S, size_t count)
{
    while (S->count > count) {
        const uint64_t *last = lb_check_words_of(S, (uint32_t)(S->count - 1));
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
    const uint64_t *u = lb_check_words_of(S, a), *v = lb_check_words_of(S, b);
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

/* On one qubit XY = iZ, YZ = iX, ZX = iY, and the other order gives -i; equal letters and I give no
 * factor. So W(a) W(b) = i^e W(a + b), where e counts the qubits with two different letters, once
 * for i and three times for -i. When e is even the strings commute; otherwise
 * {a, b} = (i/2) 2 i^e W(a + b), minus the string for e = 1 modulo 4 and plus for e = 3.
 * Of the pairs of different letters, with (x, z) that of the product and y = x1 & z2, the bits
 * x ^ z ^ y are 0 for XY (0,1,1), YZ (1,0,1), ZX (1,1,0) and 1 for YX (0,1,0), ZY (1,0,0),
 * XZ (1,1,1). */
uint32_t lb_check_quarters(const uint64_t *u, const uint64_t *v, size_t words, size_t first,
                           size_t end)
{
    uint32_t e = 0;
    for (size_t i = first; i < end; i++) {
        uint64_t x = u[i] ^ v[i], z = u[words + i] ^ v[words + i], y = u[i] & v[words + i];
        uint64_t different = y ^ (u[words + i] & v[i]);
        if (different)
            e += (uint32_t)(__builtin_popcountll(different) +
                            2 * __builtin_popcountll(different & (x ^ z ^ y)));
    }
    return e;
}

void lb_check_add_product(lb_check_strings *S, size_t at, int64_t times)
{
    lb_check_make_canonical(S, S->product);
    S->products = lb_check_grow(S->products, &S->product_capacity, at + 1, sizeof *S->products);
    S->products[at] = (lb_check_product){lb_check_strings_intern(S, S->product), times};
}

size_t lb_check_brackets(lb_check_strings *S, uint32_t a, uint32_t b)
{
    if (S->symmetry->cell_count)
        return lb_check_brackets_in_cells(S, a, b);
    const lb_check_record *A = lb_check_record_at(S, a), *B = lb_check_record_at(S, b);
    const uint64_t *u = lb_check_words_of(S, a), *v = lb_check_words_of(S, b);
    uint32_t e = lb_check_quarters(u, v, S->words, A->first > B->first ? A->first : B->first,
                                   A->end < B->end ? A->end : B->end);
    if (e % 2 == 0)
        return 0;
    for (size_t i = 0; i < 2 * S->words; i++)
        S->product[i] = u[i] ^ v[i];
    lb_check_add_product(S, 0, e % 4 == 1 ? -1 : 1);
    return 1;
}

bool lb_check_met_few(lb_check_reader *r, const lb_check_strings *S)
{
    return lb_check_may_meet(S, S->met) ||
           lb_check_fail(r, "the brackets have more than %llu strings on %zu qubits",
                         (unsigned long long)LB_CHECK_MET_MAX / (S->qubits + LB_CHECK_MET_EXTRA),
                         S->qubits);
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
