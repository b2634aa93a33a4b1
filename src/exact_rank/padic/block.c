#include "exact_rank/padic/block.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "state/state.h"

/* The number of a name, which may be new, and is then no coordinate. */
static uint32_t intern(lb_padic_block *B, const uint64_t *name)
{
    uint32_t before = B->names.count, number = lb_string_table_intern(&B->names, name);
    if (number == before) {
        B->coordinates =
            lb_grow(B->coordinates, &B->name_room, B->names.count, sizeof *B->coordinates);
        B->coordinates[number] = LB_NO_STRING;
    }
    return number;
}

/* -i W(p) i^s W(r) psi = i^(3 + s + e) W(p + r) psi, brought to its representative. */
static lb_padic_image find_image(lb_padic_block *B, const uint64_t *string, uint32_t from,
                                 uint64_t *name)
{
    size_t W = B->reference.words;
    const uint64_t *vector = lb_string_table_at(&B->names, from);
    int e = 3 + (int)vector[2 * W];
    for (size_t w = 0; w < W; w++)
        e += lb_word_phase(string[w], string[W + w], vector[w], vector[W + w]);
    for (size_t w = 0; w < 2 * W; w++)
        name[w] = string[w] ^ vector[w];
    e += (int)lb_stabilizer_reduce(&B->reference, name);
    name[2 * W] = e & 1;
    name[2 * W + 1] = 0;
    return (lb_padic_image){.name = intern(B, name), .negative = e & 2};
}

static int compare_images(const void *a, const void *b)
{
    uint32_t first = ((const lb_padic_image *)a)->name, second = ((const lb_padic_image *)b)->name;
    return (first > second) - (first < second);
}

uint64_t *lb_padic_strings(const lb_padic_block *B, const lb_exact_generators *G, size_t k)
{
    const lb_exact_generator *H = &G->generators[k];
    size_t W = B->reference.words;
    uint64_t *strings = lb_malloc(2 * W * H->length, sizeof *strings);
    for (size_t a = 0; a < H->length; a++)
        lb_stabilizer_load(&B->reference, strings + 2 * W * a, H->strings + 2 * G->words * a,
                           G->words);
    return strings;
}

void lb_padic_images(lb_padic_image *images, lb_padic_block *B, const uint64_t *strings,
                     size_t first, size_t end, uint32_t from)
{
    size_t W = B->reference.words;
    uint64_t *name = lb_malloc(2 * W + 2, sizeof *name);
    for (size_t a = first; a < end; a++) {
        images[a - first] = find_image(B, strings + 2 * W * a, from, name);
        images[a - first].term = (uint32_t)a;
    }
    free(name);
    qsort(images, end - first, sizeof *images, compare_images);
}

size_t lb_padic_run_end(const lb_padic_image *images, size_t first, size_t count)
{
    size_t end = first + 1;
    while (end < count && images[end].name == images[first].name)
        end++;
    return end;
}

void lb_padic_reach(lb_padic_block *B, uint32_t name)
{
    if (B->coordinates[name] != LB_NO_STRING)
        return;
    B->coordinates[name] = (uint32_t)B->count;
    B->reached = lb_grow(B->reached, &B->reached_room, B->count + 1, sizeof *B->reached);
    B->reached[B->count++] = name;
}

static void reach_start(lb_padic_block *B)
{
    size_t W = B->reference.words;
    uint64_t *name = lb_calloc(2 * W + 2, sizeof *name);
    const lb_amplitudes *psi = B->state->amplitudes;
    for (size_t p = 0; psi && p < 2 * psi->count; p++) {
        memcpy(name, psi->bits + psi->words * (p / 2), psi->words * sizeof *name);
        name[2 * W] = p % 2;
        if (mpz_sgn(&psi->parts[p]))
            lb_padic_reach(B, intern(B, name));
    }
    if (!psi)
        lb_padic_reach(B, intern(B, name));
    free(name);
}

void lb_padic_block_init(lb_padic_block *B, const lb_state_struct *state)
{
    *B = (lb_padic_block){.state = state};
    lb_state_stabilizer(&B->reference, state);
    lb_string_table_init(&B->names, B->reference.words + 1);
    reach_start(B);
}

void lb_padic_block_clear(lb_padic_block *B)
{
    lb_stabilizer_clear(&B->reference);
    lb_string_table_clear(&B->names);
    free(B->coordinates);
    free(B->reached);
}
