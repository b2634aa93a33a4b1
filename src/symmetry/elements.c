/* All elements of the group that some permutations generate.
 *
 * A group G with one more generator g is the union of cosets G r: begin with r = 1; for each r and
 * each generator s, unless r s is in the list already, append G r s (Dimino). Products are read
 * from left to right: (a b)(q) = b(a(q)). */

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "symmetry/parts.h"

enum { REFUSALS_MAX = 4 }; /* generators that make the group too large, before no more are tried */

typedef struct group {
    size_t n;
    uint32_t count, limit;
    size_t capacity; /* of the elements, in numbers */
    uint32_t *elements;
    uint32_t *slots; /* open addressing: element + 1, or 0 */
    size_t mask;
    uint32_t generator_count;
    size_t generator_capacity;
    uint32_t *generators;
} group;

static uint64_t hash_permutation(const uint32_t *image, size_t n)
{
    uint64_t hash = 0;
    for (size_t q = 0; q < n; q++)
        hash = (hash ^ image[q]) * LB_MIX_STEP;
    return lb_mix(hash);
}

static bool are_equal(const group *G, const uint32_t *a, const uint32_t *b)
{
    return !memcmp(a, b, G->n * sizeof *a);
}

/* The slot of the permutation, or the empty one where it would go. */
static size_t find_slot(const group *G, const uint32_t *image)
{
    size_t at = hash_permutation(image, G->n) & G->mask;
    while (G->slots[at] && !are_equal(G, G->elements + (G->slots[at] - 1) * G->n, image))
        at = (at + 1) & G->mask;
    return at;
}

static bool contains(const group *G, const uint32_t *image)
{
    return G->slots[find_slot(G, image)];
}

static void fill_slots(group *G, size_t mask)
{
    free(G->slots);
    G->mask = mask;
    G->slots = lb_calloc(mask + 1, sizeof *G->slots);
    for (uint32_t i = 0; i < G->count; i++)
        G->slots[find_slot(G, G->elements + i * G->n)] = i + 1;
}

static void multiply(uint32_t *product, const uint32_t *a, const uint32_t *b, size_t n)
{
    for (size_t q = 0; q < n; q++)
        product[q] = b[a[q]];
}

/* Append element 0 .. size - 1, each times r. */
static void append_coset(group *G, uint32_t size, const uint32_t *r)
{
    G->elements = lb_grow(G->elements, &G->capacity, (G->count + size) * G->n, sizeof *G->elements);
    if (2 * ((size_t)G->count + size) > G->mask)
        fill_slots(G, 2 * G->mask + 1);
    for (uint32_t i = 0; i < size; i++) {
        uint32_t *product = G->elements + (size_t)G->count * G->n;
        multiply(product, G->elements + i * G->n, r, G->n);
        G->slots[find_slot(G, product)] = ++G->count;
    }
}

/* Complete the group after its last generator; size is what it was without. False when it grows
 * beyond the limit. */
static bool complete(group *G, uint32_t size)
{
    uint32_t *r = lb_malloc(G->n, sizeof *r);
    bool fits = true;
    for (uint32_t coset = 0; coset < G->count && fits; coset += size)
        for (uint32_t s = 0; s < G->generator_count && fits; s++) {
            multiply(r, G->elements + coset * G->n, G->generators + s * G->n, G->n);
            if (contains(G, r))
                continue;
            fits = G->limit - G->count >= size;
            if (fits)
                append_coset(G, size, r);
        }
    free(r);
    return fits;
}

/* False when the group would be too large; it is then what it was. */
static bool add_generator(group *G, const uint32_t *image)
{
    if (contains(G, image))
        return true;
    uint32_t size = G->count;
    size_t last = G->generator_count * G->n;
    G->generators =
        lb_grow(G->generators, &G->generator_capacity, last + G->n, sizeof *G->generators);
    memcpy(G->generators + last, image, G->n * sizeof *image);
    G->generator_count++;
    if (complete(G, size))
        return true;
    G->generator_count--;
    G->count = size;
    fill_slots(G, G->mask);
    return false;
}

static void group_init(group *G, size_t n)
{
    *G = (group){.n = n, .count = 1};
    G->limit = LB_SYMMETRY_ELEMENTS_MAX;
    if (LB_SYMMETRY_IMAGES_MAX / n < G->limit)
        G->limit = (uint32_t)(LB_SYMMETRY_IMAGES_MAX / n);
    G->elements = lb_grow(NULL, &G->capacity, n, sizeof *G->elements);
    for (size_t q = 0; q < n; q++)
        G->elements[q] = (uint32_t)q;
    fill_slots(G, 63);
}

void lb_symmetry_list(lb_symmetry *symmetry, const lb_permutations *found)
{
    group G;
    unsigned refusals = 0;
    group_init(&G, found->qubits);
    for (size_t i = found->count; i-- > 0 && refusals < REFUSALS_MAX;)
        refusals += !add_generator(&G, found->images + i * G.n);
    free(G.slots);
    free(symmetry->elements);
    symmetry->map_count = G.generator_count;
    symmetry->maps = G.generators;
    symmetry->element_count = G.count;
    symmetry->elements = G.elements;
}
