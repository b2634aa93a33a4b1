/* First the exchanges, which may be too many for a list or for nauty; then the rest.
 *
 * An automorphism takes the tuples that can be exchanged with a given one to tuples with that
 * property. So, up to an element of N, it takes every line to a line with the first tuple to the
 * first and so on. Those that do are the automorphisms that keep each qubit's position in the
 * outermost line around it: a colour, with which nauty finds M at once. An element of N that keeps
 * all positions is the identity, so the order of S is that of N times that of M. */

#include "symmetry/group.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "symmetry/parts.h"

/* No search when the terms of the generators have more letters: it could take minutes. */
enum { LETTERS_MAX = 1 << 21 };

void lb_symmetry_init(lb_symmetry *symmetry, uint32_t qubits)
{
    *symmetry = (lb_symmetry){.qubits = qubits, .element_count = 1};
    symmetry->elements = lb_malloc(qubits, sizeof *symmetry->elements);
    for (uint32_t q = 0; q < qubits; q++)
        symmetry->elements[q] = q;
    mpz_init_set_ui(symmetry->order, 1);
}

void lb_symmetry_clear(lb_symmetry *symmetry)
{
    for (uint32_t i = 0; i < symmetry->exchange_count; i++)
        free(symmetry->exchanges[i].qubits);
    free(symmetry->exchanges);
    free(symmetry->maps);
    free(symmetry->elements);
    mpz_clear(symmetry->order);
}

static uint32_t *copy_numbers(const uint32_t *numbers, size_t count)
{
    uint32_t *copy = lb_malloc(count, sizeof *copy);
    if (count)
        memcpy(copy, numbers, count * sizeof *copy);
    return copy;
}

void lb_symmetry_init_copy(lb_symmetry *copy, const lb_symmetry *symmetry)
{
    size_t n = symmetry->qubits;
    *copy = *symmetry;
    copy->exchanges = lb_malloc(symmetry->exchange_count, sizeof *copy->exchanges);
    for (uint32_t i = 0; i < symmetry->exchange_count; i++) {
        copy->exchanges[i] = symmetry->exchanges[i];
        size_t count = (size_t)copy->exchanges[i].width * copy->exchanges[i].count;
        copy->exchanges[i].qubits = copy_numbers(symmetry->exchanges[i].qubits, count);
    }
    copy->maps = copy_numbers(symmetry->maps, n * symmetry->map_count);
    copy->elements = copy_numbers(symmetry->elements, n * symmetry->element_count);
    mpz_init_set(copy->order, symmetry->order);
}

bool lb_symmetry_is_trivial(const lb_symmetry *symmetry)
{
    return !symmetry->exchange_count && !symmetry->map_count;
}

/* 1 + the position in the outermost line, 0 without one. The caller frees the colours. */
static uint32_t *colour_positions(const lb_symmetry *symmetry)
{
    uint32_t *colours = lb_calloc(symmetry->qubits, sizeof *colours);
    for (uint32_t i = 0; i < symmetry->exchange_count; i++) {
        const lb_exchange *line = symmetry->exchanges + i;
        for (uint32_t j = 0; j < line->width * line->count; j++)
            colours[line->qubits[j]] = 1 + j;
    }
    return colours;
}

static void compute_order(lb_symmetry *symmetry)
{
    mpz_t factorial;
    mpz_init(factorial);
    mpz_set_ui(symmetry->order, symmetry->element_count);
    for (uint32_t i = 0; i < symmetry->exchange_count; i++) {
        mpz_fac_ui(factorial, symmetry->exchanges[i].count);
        mpz_mul(symmetry->order, symmetry->order, factorial);
    }
    mpz_clear(factorial);
}

/* `count` permutations, with more qubits; frees the old ones. */
static uint32_t *extend_images(uint32_t *images, size_t count, uint32_t from, uint32_t to)
{
    uint32_t *extended = lb_malloc(count * to, sizeof *extended);
    for (size_t i = 0; i < count; i++)
        for (uint32_t q = 0; q < to; q++)
            extended[i * to + q] = q < from ? images[i * from + q] : q;
    free(images);
    return extended;
}

void lb_symmetry_extend(lb_symmetry *symmetry, uint32_t qubits)
{
    if (qubits == symmetry->qubits)
        return;
    if ((uint64_t)symmetry->element_count * qubits > LB_SYMMETRY_IMAGES_MAX) {
        symmetry->map_count = 0;
        symmetry->element_count = 1;
        compute_order(symmetry);
    }
    symmetry->maps = extend_images(symmetry->maps, symmetry->map_count, symmetry->qubits, qubits);
    symmetry->elements =
        extend_images(symmetry->elements, symmetry->element_count, symmetry->qubits, qubits);
    symmetry->qubits = qubits;
}

bool lb_symmetry_find(lb_symmetry *symmetry, const lb_ansatz_t A, const lb_limits *limits)
{
    lb_terms terms;
    if (!lb_terms_init(&terms, A, LETTERS_MAX))
        return true;
    bool complete = lb_symmetry_find_exchanges(symmetry, &terms, limits);
    uint32_t *colours = colour_positions(symmetry);
    lb_permutations found = lb_symmetry_search(&terms, colours, limits);
    complete = complete && !found.cut;
    lb_symmetry_list(symmetry, &found);
    compute_order(symmetry);
    free(found.images);
    free(colours);
    lb_terms_clear(&terms);
    return complete;
}
