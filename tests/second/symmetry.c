/* The section "symmetry": conditions 1 to 4 of the page, and canonical strings. */

#include "inside.h"

#include <string.h>

enum { ORDER_MAX = 100000, IMAGES_MAX = 50000000 };

/* ---- Exchange lines ---- */

static line read_exchange(page *P, const symmetry *Y)
{
    line L = {0};
    bool *named = memset(second_resize(NULL, Y->n), 0, Y->n);
    size_t count = 0, room = 0;
    second_line(P);
    second_word(P, "exchange");
    L.w = second_number(P, 1, UINT64_MAX);
    while (P->rest) {
        uint32_t q = (uint32_t)second_number(P, 0, Y->moved - 1);
        if (named[q])
            second_refuse("a qubit is named twice");
        named[q] = true;
        L.qubits = second_grow(L.qubits, &room, count + 1, sizeof *L.qubits);
        L.qubits[count++] = q;
    }
    L.m = count / L.w;
    if (L.m < 2 || L.m * L.w != count)
        second_refuse("not two or more tuples");
    return L;
}

/* Where the line has the qubit: tuple times w plus place, or m w. */
static size_t place_of(const line *L, uint32_t q)
{
    size_t place = 0;
    while (place < L->m * L->w && L->qubits[place] != q)
        place++;
    return place;
}

/* Whether the inner line, moved from tuple `from` to tuple `to`, is one of the lines. */
static bool is_moved(const symmetry *Y, const line *L, const line *inner, size_t from, size_t to)
{
    for (size_t i = 0; i < Y->line_count; i++) {
        const line *other = &Y->lines[i];
        bool same = other->w == inner->w && other->m == inner->m;
        for (size_t k = 0; same && k < inner->m * inner->w; k++)
            same = other->qubits[k] ==
                   L->qubits[place_of(L, inner->qubits[k]) - from * L->w + to * L->w];
        if (same)
            return true;
    }
    return false;
}

/* Condition 1 for a line and the earlier ones. */
static void check_nesting(const symmetry *Y, const line *L)
{
    for (size_t i = 0; i < Y->line_count; i++) {
        const line *inner = &Y->lines[i];
        size_t size = L->m * L->w, met = 0, tuple = 0;
        for (size_t k = 0; k < inner->m * inner->w; k++) {
            size_t place = place_of(L, inner->qubits[k]);
            if (place == size)
                continue;
            if (met++ && place / L->w != tuple)
                second_refuse("an earlier line is in two tuples");
            tuple = place / L->w;
        }
        if (!met)
            continue;
        if (met < inner->m * inner->w)
            second_refuse("an earlier line is not within a tuple");
        for (size_t to = 0; to < L->m; to++)
            if (!is_moved(Y, L, inner, tuple, to))
                second_refuse("an earlier line is not moved to one");
    }
}

/* Condition 2: whether the map takes the tuples of L to those of the other line. */
static bool is_taken(const line *L, const line *other, const uint32_t *map)
{
    if (L->w != other->w || L->m != other->m)
        return false;
    for (size_t t = 0; t < L->m; t++) {
        size_t first = place_of(other, map[L->qubits[t * L->w]]);
        for (size_t k = 0; k < L->w; k++) {
            size_t place = place_of(other, map[L->qubits[t * L->w + k]]);
            size_t in_first = place_of(other, map[L->qubits[k]]);
            if (place == L->m * L->w || in_first == L->m * L->w || place / L->w != first / L->w ||
                place % L->w != in_first % L->w)
                return false;
        }
    }
    return true;
}

/* ---- Maps ---- */

static uint32_t *read_map(page *P, const symmetry *Y)
{
    uint32_t *map = second_resize(NULL, Y->n * sizeof *map);
    bool *named = memset(second_resize(NULL, Y->n), 0, Y->n), moves = false;
    second_line(P);
    second_word(P, "map");
    for (uint32_t q = 0; q < Y->n; q++) {
        map[q] = q < Y->moved ? (uint32_t)second_number(P, 0, Y->moved - 1) : q;
        if (named[map[q]])
            second_refuse("no permutation");
        named[map[q]] = true;
        moves = moves || map[q] != q;
    }
    second_end_line(P);
    if (!moves)
        second_refuse("the identity");
    for (size_t i = 0; i < Y->line_count; i++) {
        bool taken = false;
        for (size_t j = 0; j < Y->line_count; j++)
            taken = taken || is_taken(&Y->lines[i], &Y->lines[j], map);
        if (!taken)
            second_refuse("a map takes a line to none");
    }
    return map;
}

/* The elements found so far, in a table of slots. */
typedef struct found {
    uint32_t *slots;
    size_t slot_count, room;
} found;

static void enter(symmetry *Y, found *F, const uint32_t *map)
{
    uint64_t h = 14695981039346656037u;
    for (size_t q = 0; q < Y->n; q++)
        h = (h ^ map[q]) * 1099511628211u;
    size_t slot = (h ^ h >> 29) % F->slot_count, size = Y->n * sizeof *map;
    for (; F->slots[slot] != SECOND_NONE; slot = (slot + 1) % F->slot_count)
        if (!memcmp(Y->elements[F->slots[slot]], map, size))
            return;
    if (Y->order == ORDER_MAX || Y->order + 1 > IMAGES_MAX / Y->n)
        second_refuse("the maps generate too much");
    F->slots[slot] = (uint32_t)Y->order;
    Y->elements = second_grow(Y->elements, &F->room, Y->order + 1, sizeof *Y->elements);
    Y->elements[Y->order++] = memcpy(second_resize(NULL, size), map, size);
}

/* All products of the maps. */
static void generate(symmetry *Y, uint32_t **maps, size_t count)
{
    found F = {.slot_count = count ? 4 * ORDER_MAX : 2};
    F.slots = second_resize(NULL, F.slot_count * sizeof *F.slots);
    memset(F.slots, 0xff, F.slot_count * sizeof *F.slots);
    uint32_t *product = second_resize(NULL, Y->n * sizeof *product);
    for (uint32_t q = 0; q < Y->n; q++)
        product[q] = q;
    enter(Y, &F, product);
    for (size_t e = 0; e < Y->order; e++)
        for (size_t g = 0; g < count; g++) {
            for (size_t q = 0; q < Y->n; q++)
                product[q] = maps[g][Y->elements[e][q]];
            enter(Y, &F, product);
        }
    second_release(product);
    second_release(F.slots);
}

/* ---- Whether generators are fixed ---- */

/* The permutation takes qubit q to map[q]. */
static void check_fixed(table *T, const vector *generators, size_t count, const uint32_t *map)
{
    sum S = {0};
    uint8_t *image = second_resize(NULL, T->n);
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    for (size_t g = 0; g < count; g++) {
        second_add(&S, one, &generators[g]);
        for (size_t t = 0; t < generators[g].length; t++) {
            const uint8_t *letters = T->letters[generators[g].strings[t]];
            for (size_t q = 0; q < T->n; q++)
                image[map[q]] = letters[q];
            if (!mpq_equal(*second_at(&S, second_number_string(T, image)), generators[g].c[t]))
                second_refuse("generator %zu is not fixed", g);
        }
        second_forget(&S);
    }
    second_release(image);
}

static void check_exchanges(table *T, const vector *generators, size_t count, const line *L)
{
    uint32_t *map = second_resize(NULL, T->n * sizeof *map);
    for (size_t i = 1; i < L->m; i++) {
        for (uint32_t q = 0; q < T->n; q++)
            map[q] = q;
        for (size_t k = 0; k < L->w; k++) {
            map[L->qubits[k]] = L->qubits[i * L->w + k];
            map[L->qubits[i * L->w + k]] = L->qubits[k];
        }
        check_fixed(T, generators, count, map);
    }
}

void second_symmetry(page *P, symmetry *Y, table *T, const vector *generators, size_t count)
{
    size_t room = 0, map_room = 0;
    second_line(P);
    second_word(P, "symmetry");
    uint64_t lines = second_number(P, 0, SECOND_COUNT_MAX);
    uint64_t maps = second_number(P, 0, SECOND_COUNT_MAX);
    second_end_line(P);
    for (uint64_t i = 0; i < lines; i++) {
        line L = read_exchange(P, Y);
        check_nesting(Y, &L);
        check_exchanges(T, generators, count, &L);
        Y->lines = second_grow(Y->lines, &room, Y->line_count + 1, sizeof *Y->lines);
        Y->lines[Y->line_count++] = L;
    }
    uint32_t **list = NULL;
    for (uint64_t i = 0; i < maps; i++) {
        list = second_grow(list, &map_room, i + 1, sizeof *list);
        list[i] = read_map(P, Y);
        check_fixed(T, generators, count, list[i]);
    }
    Y->map_count = maps;
    generate(Y, list, maps);
}

/* ---- Canonical strings ---- */

static void sort_tuples(const line *L, uint8_t *letters)
{
    for (size_t last = 1; last < L->m; last++)
        for (size_t i = last; i > 0; i--) {
            const uint32_t *a = L->qubits + (i - 1) * L->w, *b = a + L->w;
            size_t k = 0;
            while (k < L->w && letters[a[k]] == letters[b[k]])
                k++;
            if (k == L->w || letters[a[k]] > letters[b[k]])
                break;
            for (k = 0; k < L->w; k++) {
                uint8_t letter = letters[a[k]];
                letters[a[k]] = letters[b[k]];
                letters[b[k]] = letter;
            }
        }
}

void second_make_canonical(const symmetry *Y, uint8_t *letters)
{
    uint8_t *best = NULL, *image = second_resize(NULL, Y->n);
    for (size_t e = 0; e < Y->order; e++) {
        for (size_t q = 0; q < Y->n; q++)
            image[Y->elements[e][q]] = letters[q];
        for (size_t i = 0; i < Y->line_count; i++)
            sort_tuples(&Y->lines[i], image);
        if (!best)
            best = memcpy(second_resize(NULL, Y->n), image, Y->n);
        else if (memcmp(image, best, Y->n) > 0)
            memcpy(best, image, Y->n);
    }
    memcpy(letters, best, Y->n);
    second_release(best);
    second_release(image);
}
