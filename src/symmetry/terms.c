#include "symmetry/terms.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/random.h"

static size_t count_letters(const lb_ansatz_t A)
{
    size_t letters = 0;
    for (size_t k = 0; k < A->generator_count; k++)
        for (size_t i = 0; i < A->generators[k].length; i++)
            letters += lb_string_weight(A->generators[k].strings + i);
    return letters;
}

static size_t write_places(uint32_t *places, const lb_string_struct *P)
{
    size_t count = 0;
    for (uint32_t i = 0; i < P->length; i++) {
        const lb_block *block = P->blocks + i;
        for (uint64_t left = block->x | block->z; left; left &= left - 1) {
            unsigned bit = (unsigned)__builtin_ctzll(left);
            bool x = block->x >> bit & 1, z = block->z >> bit & 1;
            uint32_t letter = x ? 1 + z : 3;
            places[count++] = 4 * (64 * block->index + bit) + letter;
        }
    }
    return count;
}

typedef struct term {
    const lb_string_struct *string;
    const __mpq_struct *coefficient;
} term;

static int by_coefficient(const void *a, const void *b)
{
    return mpq_cmp(((const term *)a)->coefficient, ((const term *)b)->coefficient);
}

/* The terms of one generator but the identity, by increasing coefficient. */
static size_t sort_terms(term *sorted, const lb_sum_struct *H)
{
    size_t count = 0;
    for (size_t i = 0; i < H->length; i++)
        if (H->strings[i].length)
            sorted[count++] = (term){H->strings + i, H->coefficients + i};
    qsort(sorted, count, sizeof *sorted, by_coefficient);
    return count;
}

static void add_terms(lb_terms *terms, const lb_sum_struct *H)
{
    term *sorted = lb_malloc(H->length, sizeof *sorted);
    size_t count = sort_terms(sorted, H);
    for (size_t i = 0; i < count; i++) {
        if (!i || by_coefficient(sorted + i - 1, sorted + i))
            terms->class_count++;
        size_t begin = terms->offsets[terms->count];
        terms->classes[terms->count++] = terms->class_count - 1;
        terms->offsets[terms->count] =
            begin + write_places(terms->places + begin, sorted[i].string);
    }
    free(sorted);
}

static void list_terms_on_qubits(lb_terms *terms)
{
    size_t letters = terms->offsets[terms->count];
    terms->starts = lb_calloc(terms->qubits + 1, sizeof *terms->starts);
    terms->on = lb_malloc(letters, sizeof *terms->on);
    for (size_t e = 0; e < letters; e++)
        terms->starts[terms->places[e] / 4]++;
    for (uint32_t q = 0; q < terms->qubits; q++)
        terms->starts[q + 1] += terms->starts[q];
    for (uint32_t t = terms->count; t-- > 0;)
        for (size_t e = terms->offsets[t]; e < terms->offsets[t + 1]; e++)
            terms->on[--terms->starts[terms->places[e] / 4]] = t;
}

static uint64_t start_hash(const lb_terms *terms, uint32_t t)
{
    return lb_mix(LB_MIX_STEP * (terms->classes[t] + 1));
}

static void fill_slots(lb_terms *terms)
{
    while (terms->mask < 2 * (size_t)terms->count)
        terms->mask = 2 * terms->mask + 1;
    terms->hashes = lb_malloc(terms->count, sizeof *terms->hashes);
    terms->slots = lb_calloc(terms->mask + 1, sizeof *terms->slots);
    for (uint32_t t = 0; t < terms->count; t++) {
        uint64_t hash = start_hash(terms, t);
        for (size_t e = terms->offsets[t]; e < terms->offsets[t + 1]; e++)
            hash += lb_mix(terms->places[e]);
        terms->hashes[t] = hash;
        size_t at = hash & terms->mask;
        while (terms->slots[at])
            at = (at + 1) & terms->mask;
        terms->slots[at] = t + 1;
    }
}

bool lb_terms_init(lb_terms *terms, const lb_ansatz_t A, size_t letters_max)
{
    size_t letters = count_letters(A), count = 0;
    if (letters > letters_max)
        return false;
    for (size_t k = 0; k < A->generator_count; k++)
        count += A->generators[k].length;
    *terms = (lb_terms){.qubits = (uint32_t)A->qubits};
    terms->classes = lb_malloc(count, sizeof *terms->classes);
    terms->offsets = lb_calloc(count + 1, sizeof *terms->offsets);
    terms->places = lb_malloc(letters, sizeof *terms->places);
    for (size_t k = 0; k < A->generator_count; k++)
        add_terms(terms, A->generators + k);
    list_terms_on_qubits(terms);
    fill_slots(terms);
    return true;
}

void lb_terms_clear(lb_terms *terms)
{
    free(terms->classes);
    free(terms->offsets);
    free(terms->places);
    free(terms->starts);
    free(terms->on);
    free(terms->hashes);
    free(terms->slots);
}

static uint32_t image_of_place(uint32_t place, const uint32_t *image)
{
    return 4 * image[place / 4] + place % 4;
}

uint32_t lb_terms_letter(const lb_terms *terms, uint32_t t, uint32_t qubit)
{
    size_t low = terms->offsets[t], high = terms->offsets[t + 1];
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (terms->places[middle] / 4 <= qubit)
            low = middle;
        else
            high = middle;
    }
    return terms->places[low] / 4 == qubit ? terms->places[low] % 4 : 0;
}

static bool has_place(const lb_terms *terms, uint32_t t, uint32_t place)
{
    return lb_terms_letter(terms, t, place / 4) == place % 4;
}

/* Of two terms of equal weight and class, whether the first is taken to the second. */
static bool is_image(const lb_terms *terms, uint32_t from, uint32_t to, const uint32_t *image)
{
    size_t begin = terms->offsets[from], weight = terms->offsets[from + 1] - begin;
    if (terms->offsets[to + 1] - terms->offsets[to] != weight ||
        terms->classes[from] != terms->classes[to])
        return false;
    for (size_t e = begin; e < begin + weight; e++)
        if (!has_place(terms, to, image_of_place(terms->places[e], image)))
            return false;
    return true;
}

bool lb_terms_contain_image(const lb_terms *terms, uint32_t t, const uint32_t *image)
{
    uint64_t hash = start_hash(terms, t);
    for (size_t e = terms->offsets[t]; e < terms->offsets[t + 1]; e++)
        hash += lb_mix(image_of_place(terms->places[e], image));
    for (size_t at = hash & terms->mask; terms->slots[at]; at = (at + 1) & terms->mask) {
        uint32_t to = terms->slots[at] - 1;
        if (terms->hashes[to] == hash && is_image(terms, t, to, image))
            return true;
    }
    return false;
}

bool lb_terms_are_fixed(const lb_terms *terms, const uint32_t *image)
{
    for (uint32_t t = 0; t < terms->count; t++)
        if (!lb_terms_contain_image(terms, t, image))
            return false;
    return true;
}
