/* What must hold of any group of qubit permutations that is found: the conditions of the certificate format,
 * read anew from its text, and the list of its elements. */

#ifndef LB_TESTS_UNIT_PERMUTATIONS_H
#define LB_TESTS_UNIT_PERMUTATIONS_H

#include <check.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "symmetry/group.h"

/* The generator with its letters moved, through the public functions. */
static inline bool fixes(const lb_ansatz_t A, const uint32_t *image)
{
    bool fixed = true;
    for (size_t k = 0; k < A->generator_count && fixed; k++) {
        const lb_sum_struct *H = A->generators + k;
        lb_sum_t moved;
        lb_string_t P;
        lb_sum_init(moved, A->qubits);
        lb_string_init(P);
        for (size_t i = 0; i < H->length; i++) {
            lb_string_identity(P);
            for (uint32_t q = 0; q < A->qubits; q++) {
                char letter = lb_string_letter(H->strings + i, q);
                if (letter != 'I')
                    lb_string_set_letter(P, image[q], letter);
            }
            lb_sum_append(moved, H->coefficients + i, P);
        }
        lb_sum_normalize(moved);
        fixed = lb_sum_equal(moved, H);
        lb_string_clear(P);
        lb_sum_clear(moved);
    }
    return fixed;
}

/* The conditions of the format. */

static inline size_t line_size(const lb_exchange *line)
{
    return (size_t)line->width * line->count;
}

static inline void check_permutation(const uint32_t *image, uint32_t n)
{
    bool *hit = calloc(n, sizeof *hit);
    for (uint32_t q = 0; q < n; q++) {
        ck_assert_uint_lt(image[q], n);
        ck_assert(!hit[image[q]]);
        hit[image[q]] = true;
    }
    free(hit);
}

static inline void check_line(const lb_exchange *line, uint32_t n)
{
    bool *hit = calloc(n, sizeof *hit);
    ck_assert_uint_ge(line->count, 2);
    ck_assert_uint_ge(line->width, 1);
    for (size_t i = 0; i < line_size(line); i++) {
        ck_assert_uint_lt(line->qubits[i], n);
        ck_assert(!hit[line->qubits[i]]);
        hit[line->qubits[i]] = true;
    }
    free(hit);
}

/* Whether the images of the tuples of one line are the tuples of the other. */
static inline bool takes_line(const lb_exchange *from, const lb_exchange *to, const uint32_t *image)
{
    if (from->width != to->width || from->count != to->count)
        return false;
    for (uint32_t i = 0; i < from->count; i++) {
        bool found = false;
        for (uint32_t j = 0; j < to->count && !found; j++) {
            found = true;
            for (uint32_t k = 0; k < from->width && found; k++)
                found = image[from->qubits[i * from->width + k]] == to->qubits[j * to->width + k];
        }
        if (!found)
            return false;
    }
    return true;
}

static inline bool takes_to_a_line(const lb_symmetry *S, const lb_exchange *line,
                                   const uint32_t *image)
{
    for (uint32_t i = 0; i < S->exchange_count; i++)
        if (takes_line(line, S->exchanges + i, image))
            return true;
    return false;
}

/* Of a later and an earlier line: apart, or the earlier one in one tuple, whose number is returned;
 * -1 when apart. */
static inline long tuple_around(const lb_exchange *later, const lb_exchange *earlier)
{
    long around = -1;
    size_t met = 0;
    for (size_t i = 0; i < line_size(later); i++)
        for (size_t j = 0; j < line_size(earlier); j++) {
            if (later->qubits[i] != earlier->qubits[j])
                continue;
            ck_assert(around < 0 || around == (long)(i / later->width));
            around = (long)(i / later->width);
            met++;
        }
    if (around >= 0) {
        ck_assert_uint_eq(met, line_size(earlier));
        ck_assert_uint_gt(later->width, earlier->width);
    }
    return around;
}

static inline void swap_tuples(uint32_t *image, const lb_exchange *line, uint32_t i, uint32_t j)
{
    for (uint32_t k = 0; k < line->width; k++) {
        uint32_t a = line->qubits[i * line->width + k], b = line->qubits[j * line->width + k];
        image[a] = b;
        image[b] = a;
    }
}

static inline uint32_t *identity(uint32_t n)
{
    uint32_t *image = calloc(n + 1, sizeof *image);
    for (uint32_t q = 0; q < n; q++)
        image[q] = q;
    return image;
}

static inline void check_nesting(const lb_symmetry *S)
{
    for (uint32_t l = 0; l < S->exchange_count; l++) {
        const lb_exchange *later = S->exchanges + l;
        for (uint32_t e = 0; e < l; e++) {
            long around = tuple_around(later, S->exchanges + e);
            for (uint32_t j = 0; around >= 0 && j < later->count; j++) {
                if (j == around)
                    continue;
                uint32_t *image = identity(S->qubits);
                swap_tuples(image, later, (uint32_t)around, j);
                ck_assert(takes_to_a_line(S, S->exchanges + e, image));
                free(image);
            }
        }
    }
}

static inline void check_exchanges(const lb_symmetry *S, const lb_ansatz_t A)
{
    for (uint32_t l = 0; l < S->exchange_count; l++) {
        const lb_exchange *line = S->exchanges + l;
        check_line(line, S->qubits);
        for (uint32_t i = 1; i < line->count; i++) {
            uint32_t *image = identity(S->qubits);
            swap_tuples(image, line, 0, i);
            ck_assert_msg(fixes(A, image), "line %u, tuple %u", l, i);
            free(image);
        }
    }
    check_nesting(S);
}

static inline void check_maps(const lb_symmetry *S, const lb_ansatz_t A)
{
    uint32_t n = S->qubits, *unit = identity(n);
    for (uint32_t i = 0; i < S->map_count; i++) {
        const uint32_t *image = S->maps + (size_t)i * n;
        check_permutation(image, n);
        ck_assert(memcmp(image, unit, n * sizeof *image));
        ck_assert_msg(fixes(A, image), "map %u", i);
        for (uint32_t l = 0; l < S->exchange_count; l++)
            ck_assert(takes_to_a_line(S, S->exchanges + l, image));
    }
    free(unit);
}

/* A group as a sorted list of permutations, closed by trying every product. */

typedef struct listed {
    uint32_t n;
    size_t count;
    uint32_t **sorted;
} listed;

static inline size_t place_of(const listed *L, const uint32_t *image, bool *found)
{
    size_t low = 0, high = L->count;
    *found = false;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = 0;
        for (uint32_t q = 0; q < L->n && !order; q++)
            order = (L->sorted[middle][q] > image[q]) - (L->sorted[middle][q] < image[q]);
        if (!order) {
            *found = true;
            return middle;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static inline bool insert(listed *L, const uint32_t *image)
{
    bool found;
    size_t at = place_of(L, image, &found);
    if (found)
        return false;
    L->sorted = realloc(L->sorted, (L->count + 1) * sizeof *L->sorted);
    memmove(L->sorted + at + 1, L->sorted + at, (L->count - at) * sizeof *L->sorted);
    L->sorted[at] = malloc(L->n * sizeof *image);
    memcpy(L->sorted[at], image, L->n * sizeof *image);
    L->count++;
    return true;
}

static inline void clear_list(listed *L)
{
    for (size_t i = 0; i < L->count; i++)
        free(L->sorted[i]);
    free(L->sorted);
}

/* The number of elements of the group that the permutations generate. */
static inline size_t group_order(const uint32_t *generators, size_t count, uint32_t n)
{
    listed L = {.n = n};
    uint32_t *unit = identity(n), *product = malloc(n * sizeof *product);
    uint32_t *waiting = NULL;
    size_t waiting_count = 0;
    for (bool more = insert(&L, unit); more; more = waiting_count > 0) {
        if (waiting_count)
            memcpy(unit, waiting + --waiting_count * n, n * sizeof *unit);
        for (size_t g = 0; g < count; g++) {
            for (uint32_t q = 0; q < n; q++)
                product[q] = generators[g * n + unit[q]];
            if (!insert(&L, product))
                continue;
            waiting = realloc(waiting, (waiting_count + 1) * n * sizeof *waiting);
            memcpy(waiting + waiting_count++ * n, product, n * sizeof *product);
        }
    }
    size_t order = L.count;
    free(waiting);
    free(unit);
    free(product);
    clear_list(&L);
    return order;
}

/* The list of M: distinct, the identity first, a group, and the one that the maps generate. */
static inline void check_elements(const lb_symmetry *S)
{
    uint32_t n = S->qubits, *product = malloc((n + 1) * sizeof *product);
    listed L = {.n = n};
    ck_assert_uint_le(S->element_count, LB_SYMMETRY_ELEMENTS_MAX);
    for (uint32_t q = 0; q < n; q++)
        ck_assert_uint_eq(S->elements[q], q);
    for (uint32_t i = 0; i < S->element_count; i++)
        ck_assert(insert(&L, S->elements + (size_t)i * n));
    for (uint32_t i = 0; i < S->element_count; i++)
        for (uint32_t g = 0; g < S->map_count; g++) {
            bool found;
            for (uint32_t q = 0; q < n; q++)
                product[q] = S->maps[(size_t)g * n + S->elements[(size_t)i * n + q]];
            place_of(&L, product, &found);
            ck_assert(found);
        }
    ck_assert_uint_eq(S->element_count, group_order(S->maps, S->map_count, n));
    for (uint32_t g = 1; g <= S->map_count && S->element_count < 10000; g++) /* none redundant */
        ck_assert_uint_gt(group_order(S->maps, g, n), group_order(S->maps, g - 1, n));
    free(product);
    clear_list(&L);
}

static inline void check_same(const lb_symmetry *S, const lb_symmetry *T)
{
    size_t n = S->qubits, word = sizeof(uint32_t);
    ck_assert_uint_eq(S->exchange_count, T->exchange_count);
    for (uint32_t l = 0; l < S->exchange_count; l++) {
        const lb_exchange *a = S->exchanges + l, *b = T->exchanges + l;
        ck_assert(a->width == b->width && a->count == b->count);
        ck_assert(!memcmp(a->qubits, b->qubits, line_size(a) * word));
    }
    ck_assert(S->map_count == T->map_count && S->element_count == T->element_count);
    ck_assert(!S->map_count || !memcmp(S->maps, T->maps, S->map_count * n * word));
    ck_assert(!memcmp(S->elements, T->elements, S->element_count * n * word));
    ck_assert(!mpz_cmp(S->order, T->order));
}

/* Finds the group, twice, and checks all that must hold of any. */
static inline void find(lb_symmetry *S, const lb_ansatz_t A)
{
    lb_symmetry again;
    lb_symmetry_init(S, (uint32_t)A->qubits);
    lb_symmetry_init(&again, (uint32_t)A->qubits);
    ck_assert(lb_symmetry_is_trivial(S));
    lb_symmetry_find(S, A, NULL);
    lb_symmetry_find(&again, A, NULL);
    check_same(S, &again);
    lb_symmetry_clear(&again);
    check_exchanges(S, A);
    check_maps(S, A);
    check_elements(S);
    ck_assert(lb_symmetry_is_trivial(S) == !mpz_cmp_ui(S->order, 1));
}

/* Fields, and ZZ on the edges "0-1 1-2 ...". */
static inline void graph_ansatz(lb_ansatz_t A, uint32_t n, const char *edges)
{
    lb_sum_t cost, mixer;
    lb_error error;
    lb_sum_init(cost, n);
    lb_sum_init(mixer, n);
    lb_ansatz_init(A, "graph", n);
    for (const char *at = edges; *at;) {
        uint32_t ends[2];
        int used = 0;
        ck_assert_int_eq(sscanf(at, "%" SCNu32 "-%" SCNu32 "%n", ends, ends + 1, &used), 2);
        ck_assert(!lb_sum_append_letters(cost, 1, 1, "ZZ", ends, &error));
        at += used;
        at += strspn(at, " ");
    }
    for (uint32_t q = 0; q < n; q++)
        ck_assert(!lb_sum_append_letters(mixer, 1, 1, "X", &q, &error));
    lb_ansatz_add_generator(A, NULL, cost);
    lb_ansatz_add_generator(A, NULL, mixer);
    lb_sum_clear(cost);
    lb_sum_clear(mixer);
}

#endif
