#include "symmetry/canonical.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Letters as numbers in their order, I X Y Z: bit 1 is z, bit 0 is x + z. */
static inline uint8_t letter_at(const uint64_t *dense, size_t words, uint32_t q)
{
    uint64_t x = dense[q / 64] >> q % 64 & 1, z = dense[words + q / 64] >> q % 64 & 1;
    return (uint8_t)(z << 1 | (x ^ z));
}

static inline void put_letter(uint64_t *dense, size_t words, uint32_t q, uint8_t letter)
{
    uint64_t z = letter >> 1, x = z ^ (letter & 1);
    dense[q / 64] |= x << q % 64;
    dense[words + q / 64] |= z << q % 64;
}

static void init_cells(lb_canonical *c)
{
    const lb_symmetry *S = c->symmetry;
    c->cells = lb_calloc(S->exchange_count, sizeof *c->cells);
    for (uint32_t l = 0; l < S->exchange_count; l++) {
        const lb_exchange *line = S->exchanges + l;
        if (line->width > 1)
            continue;
        lb_cell *cell = c->cells + c->cell_count++;
        cell->size = line->count;
        cell->prefixes = lb_calloc((line->count + (size_t)1) * c->words, sizeof *cell->prefixes);
        for (uint32_t k = 0; k < line->count; k++) {
            uint32_t q = line->qubits[k];
            uint64_t *next = cell->prefixes + (k + 1) * c->words;
            memcpy(next, next - c->words, c->words * sizeof *next);
            next[q / 64] |= (uint64_t)1 << q % 64;
            c->outside[q / 64] &= ~((uint64_t)1 << q % 64);
        }
    }
}

static void init_preimages(lb_canonical *c)
{
    uint32_t n = c->symmetry->qubits, count = c->symmetry->element_count;
    c->preimages = lb_malloc((size_t)n * count, sizeof *c->preimages);
    for (uint32_t e = 0; e < count; e++)
        for (uint32_t q = 0; q < n; q++)
            c->preimages[(size_t)c->symmetry->elements[(size_t)e * n + q] * count + e] = q;
}

/* Keys of images. The letter of qubit q takes bits 63 - 2q (z) and 62 - 2q (x + z), so x adds 1 and
 * z adds 3 to it, without carry. Qubits are taken four at a time: the entries for value v of bits
 * 4 i .. 4 i + 3 of x, one an element, are row 32 i + v, those of z row 32 i + 16 + v. A row
 * ends with keys 0, to the next multiple of four. */
enum { KEY_QUBITS = 32, KEY_ELEMENTS = 512, NIBBLE = 4, NIBBLES = 16 };

static size_t key_pairs(const lb_canonical *c)
{
    return (c->symmetry->element_count + (size_t)3) / 4 * 2;
}

static void init_image_keys(lb_canonical *c)
{
    uint32_t n = c->symmetry->qubits, count = c->symmetry->element_count;
    size_t chunks = (n + NIBBLE - 1) / NIBBLE, pairs = key_pairs(c);
    c->image_keys = lb_calloc(2 * NIBBLES * chunks * pairs, sizeof *c->image_keys);
    for (uint32_t q = 0; q < n; q++)
        for (uint32_t v = 0; v < NIBBLES; v++) {
            if (!(v >> q % NIBBLE & 1))
                continue;
            lb_key_pair *x = c->image_keys + (2 * NIBBLES * (q / NIBBLE) + v) * pairs;
            lb_key_pair *z = x + NIBBLES * pairs;
            for (uint32_t e = 0; e < count; e++) {
                uint32_t image = c->symmetry->elements[(size_t)e * n + q];
                x[e / 2][e % 2] ^= (uint64_t)1 << (62 - 2 * image);
                z[e / 2][e % 2] ^= (uint64_t)3 << (62 - 2 * image);
            }
        }
}

void lb_canonical_init(lb_canonical *c, const lb_symmetry *symmetry, size_t words)
{
    *c = (lb_canonical){.symmetry = symmetry, .words = words};
    c->outside = lb_malloc(words, sizeof *c->outside);
    memset(c->outside, 0xFF, words * sizeof *c->outside);
    init_cells(c);
    c->cells_suffice = c->cell_count == symmetry->exchange_count && symmetry->element_count == 1;
    if (symmetry->exchange_count || symmetry->element_count == 1)
        return;
    if (symmetry->qubits <= KEY_QUBITS && symmetry->element_count <= KEY_ELEMENTS)
        init_image_keys(c);
    else
        init_preimages(c);
}

void lb_canonical_use_letters(lb_canonical *c, const lb_letters *letters)
{
    c->letters = letters;
    c->cells_suffice = false;
}

void lb_canonical_clear(lb_canonical *c)
{
    for (uint32_t i = 0; i < c->cell_count; i++)
        free(c->cells[i].prefixes);
    free(c->cells);
    free(c->outside);
    free(c->preimages);
    free(c->image_keys);
}

void lb_canonical_room_init(lb_canonical_room *room, const lb_canonical *c)
{
    room->letters = lb_malloc(c->symmetry->qubits, sizeof *room->letters);
    room->image = lb_malloc(c->symmetry->qubits, sizeof *room->image);
    room->candidates = lb_malloc(c->symmetry->element_count, sizeof *room->candidates);
    room->best = lb_malloc(2 * c->words, sizeof *room->best);
    room->other = lb_malloc(2 * c->words, sizeof *room->other);
    room->turned = lb_malloc(2 * c->words, sizeof *room->turned);
    room->top = lb_malloc(2 * c->words, sizeof *room->top);
}

void lb_canonical_room_clear(lb_canonical_room *room)
{
    free(room->letters);
    free(room->image);
    free(room->candidates);
    free(room->best);
    free(room->other);
    free(room->turned);
    free(room->top);
}

void lb_cell_count(const lb_cell *cell, const uint64_t *dense, size_t words, uint32_t counts[4])
{
    const uint64_t *mask = cell->prefixes + cell->size * words;
    uint32_t x = 0, y = 0, z = 0;
    for (size_t w = 0; w < words; w++) {
        uint64_t a = dense[w] & mask[w], b = dense[words + w] & mask[w];
        x += (uint32_t)lb_popcount(a & ~b);
        y += (uint32_t)lb_popcount(a & b);
        z += (uint32_t)lb_popcount(b & ~a);
    }
    counts[0] = cell->size - x - y - z;
    counts[1] = x;
    counts[2] = y;
    counts[3] = z;
}

void lb_cell_fill(const lb_cell *cell, uint64_t *dense, size_t words, const uint32_t counts[4])
{
    const uint64_t *to_z = cell->prefixes + counts[3] * words, *to_y = to_z + counts[2] * words,
                   *to_x = to_y + counts[1] * words;
    for (size_t w = 0; w < words; w++) {
        dense[w] |= to_x[w] & ~to_z[w];
        dense[words + w] |= to_y[w];
    }
}

/* Sort the tuples of a line, given as letters: insertion, since lines are mostly in order. */
static void sort_tuples(const lb_exchange *line, uint8_t *letters, uint8_t *words)
{
    size_t w = line->width;
    for (size_t i = 0; i < line->count * w; i++)
        words[i] = letters[line->qubits[i]];
    for (size_t i = 1; i < line->count; i++)
        for (size_t j = i; j && memcmp(words + (j - 1) * w, words + j * w, w) < 0; j--)
            for (size_t k = 0; k < w; k++) {
                uint8_t letter = words[(j - 1) * w + k];
                words[(j - 1) * w + k] = words[j * w + k];
                words[j * w + k] = letter;
            }
    for (size_t i = 0; i < line->count * w; i++)
        letters[line->qubits[i]] = words[i];
}

static void sort_wide_lines(const lb_canonical *c, uint64_t *dense, lb_canonical_room *room)
{
    const lb_symmetry *S = c->symmetry;
    for (uint32_t q = 0; q < S->qubits; q++)
        room->letters[q] = letter_at(dense, c->words, q);
    for (uint32_t l = 0; l < S->exchange_count; l++)
        if (S->exchanges[l].width > 1)
            sort_tuples(S->exchanges + l, room->letters, room->image);
    memset(dense, 0, 2 * c->words * sizeof *dense);
    for (uint32_t q = 0; q < S->qubits; q++)
        put_letter(dense, c->words, q, room->letters[q]);
}

void lb_canonical_sort_cells(const lb_canonical *c, uint64_t *dense)
{
    size_t words = c->words;
    for (uint32_t i = 0; i < c->cell_count; i++) {
        const lb_cell *cell = c->cells + i;
        const uint64_t *mask = cell->prefixes + cell->size * words;
        uint32_t counts[4];
        lb_cell_count(cell, dense, words, counts);
        for (size_t w = 0; w < words; w++) {
            dense[w] &= ~mask[w];
            dense[words + w] &= ~mask[w];
        }
        lb_cell_fill(cell, dense, words, counts);
    }
}

/* sort(P) of the header. */
static void sort_lines(const lb_canonical *c, uint64_t *dense, lb_canonical_room *room)
{
    lb_canonical_sort_cells(c, dense);
    if (c->cell_count < c->symmetry->exchange_count)
        sort_wide_lines(c, dense, room);
}

/* Keep, qubit by qubit, the elements that put the largest letter there. */
static void largest_image(const lb_canonical *c, uint64_t *dense, lb_canonical_room *room)
{
    uint32_t n = c->symmetry->qubits, all = c->symmetry->element_count, count = all;
    uint32_t *candidates = room->candidates;
    for (uint32_t q = 0; q < n; q++)
        room->letters[q] = letter_at(dense, c->words, q);
    for (uint32_t e = 0; e < all; e++)
        candidates[e] = e;
    memset(dense, 0, 2 * c->words * sizeof *dense);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t *preimages = c->preimages + (size_t)i * all;
        uint8_t largest = room->letters[preimages[candidates[0]]];
        uint32_t kept = 1;
        for (uint32_t k = 1; k < count; k++) {
            uint8_t letter = room->letters[preimages[candidates[k]]];
            if (letter < largest)
                continue;
            kept = letter > largest ? 0 : kept;
            largest = letter;
            candidates[kept++] = candidates[k];
        }
        count = kept;
        put_letter(dense, c->words, i, largest);
    }
}

static inline uint64_t larger(uint64_t key, lb_key_pair keys)
{
    key = keys[0] > key ? keys[0] : key;
    return keys[1] > key ? keys[1] : key;
}

static uint64_t largest_key(const lb_canonical *c, uint64_t x, uint64_t z)
{
    const lb_key_pair *rows[2 * KEY_QUBITS / NIBBLE], *table = c->image_keys;
    size_t pairs = key_pairs(c), count = 0;
    for (; x | z; x >>= NIBBLE, z >>= NIBBLE, table += 2 * NIBBLES * pairs) {
        if (x % NIBBLES)
            rows[count++] = table + x % NIBBLES * pairs;
        if (z % NIBBLES)
            rows[count++] = table + (NIBBLES + z % NIBBLES) * pairs;
    }
    uint64_t largest = 0;
    for (size_t e = 0; e < pairs; e += 2) {
        lb_key_pair first = {0}, second = {0};
        for (size_t i = 0; i < count; i++) {
            first ^= rows[i][e];
            second ^= rows[i][e + 1];
        }
        largest = larger(larger(largest, first), second);
    }
    return largest;
}

/* Bits 0, 2, 4 ... of a word, packed. */
static uint64_t even_bits(uint64_t word)
{
    word &= 0x5555555555555555u;
    word = (word | word >> 1) & 0x3333333333333333u;
    word = (word | word >> 2) & 0x0F0F0F0F0F0F0F0Fu;
    word = (word | word >> 4) & 0x00FF00FF00FF00FFu;
    word = (word | word >> 8) & 0x0000FFFF0000FFFFu;
    return (word | word >> 16) & 0xFFFFFFFFu;
}

/* The lower 32 bits in reverse. */
static uint64_t reverse_bits(uint64_t word)
{
    word = (word & 0x55555555u) << 1 | (word >> 1 & 0x55555555u);
    word = (word & 0x33333333u) << 2 | (word >> 2 & 0x33333333u);
    word = (word & 0x0F0F0F0Fu) << 4 | (word >> 4 & 0x0F0F0F0Fu);
    return __builtin_bswap32((uint32_t)word);
}

static void largest_image_by_keys(const lb_canonical *c, uint64_t *dense)
{
    uint64_t key = largest_key(c, dense[0], dense[1]);
    dense[1] = reverse_bits(even_bits(key >> 1));
    dense[0] = dense[1] ^ reverse_bits(even_bits(key));
}

static void largest_sorted_image(const lb_canonical *c, uint64_t *dense, lb_canonical_room *room)
{
    const lb_symmetry *S = c->symmetry;
    size_t size = 2 * c->words * sizeof *dense;
    memset(room->best, 0, size);
    for (uint32_t e = 0; e < S->element_count; e++) {
        const uint32_t *element = S->elements + (size_t)e * S->qubits;
        memset(room->other, 0, size);
        for (uint32_t q = 0; q < S->qubits; q++)
            put_letter(room->other, c->words, element[q], letter_at(dense, c->words, q));
        sort_lines(c, room->other, room);
        if (lb_dense_compare(room->other, room->best, c->words) > 0)
            memcpy(room->best, room->other, size);
    }
    memcpy(dense, room->best, size);
}

/* Of permutations alone. */
static void permuted_form(const lb_canonical *c, uint64_t *dense, lb_canonical_room *room)
{
    if (c->symmetry->element_count == 1)
        sort_lines(c, dense, room);
    else if (c->image_keys)
        largest_image_by_keys(c, dense);
    else if (c->preimages)
        largest_image(c, dense, room);
    else
        largest_sorted_image(c, dense, room);
}

/* The largest over all rotations; where two of them lead to it with unlike signs, the average is its
 * own negative. */
static int rotated_form(const lb_canonical *c, uint64_t *dense, lb_canonical_room *room)
{
    size_t size = 2 * c->words * sizeof *dense;
    int sign = 0;
    bool zero = false;
    for (uint32_t i = 0; i < c->letters->count; i++) {
        int turn = lb_letter_change_apply(c->letters->rotations + i, room->turned, dense, c->words);
        permuted_form(c, room->turned, room);
        int order = sign ? lb_dense_compare(room->turned, room->top, c->words) : 1;
        if (order > 0) {
            memcpy(room->top, room->turned, size);
            sign = turn;
            zero = false;
        } else if (!order && turn != sign) {
            zero = true;
        }
    }
    memcpy(dense, room->top, size);
    return zero ? 0 : sign;
}

int lb_canonical_form(const lb_canonical *c, uint64_t *dense, lb_canonical_room *room)
{
    if (c->letters)
        return rotated_form(c, dense, room);
    permuted_form(c, dense, room);
    return 1;
}
