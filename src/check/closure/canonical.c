/* The canonical string of an orbit: the largest of sort(e(P)) over the elements e of M, where sort
 * puts the tuples of each exchange line in decreasing order, inner lines first.
 *
 * When there are no lines, sort does nothing, and the largest image is found qubit by qubit: of the
 * elements that bring the largest letter to qubit 0, those that bring the largest letter to qubit
 * 1, and so on. Few are left after a few qubits. When there are only cells, letters are counted. */

#include "check/check.h"

#include <stdlib.h>
#include <string.h>

void lb_check_count_letters(const lb_check_line *cell, const uint64_t *xz, size_t words,
                            uint32_t count[4])
{
    size_t width = cell->last_word - cell->first_word;
    const uint64_t *mask = cell->prefix + cell->m * width;
    const uint64_t *x = xz + cell->first_word, *z = x + words;
    memset(count, 0, 4 * sizeof *count);
    for (size_t i = 0; i < width; i++) {
        uint64_t both = x[i] & z[i] & mask[i];
        count[1] += (uint32_t)__builtin_popcountll((x[i] & mask[i]) ^ both);
        count[2] += (uint32_t)__builtin_popcountll(both);
        count[3] += (uint32_t)__builtin_popcountll((z[i] & mask[i]) ^ both);
    }
    count[0] = cell->m - count[1] - count[2] - count[3];
}

void lb_check_put_letters(const lb_check_line *cell, uint64_t *xz, size_t words,
                          const uint32_t count[4])
{
    size_t width = cell->last_word - cell->first_word;
    uint64_t *x = xz + cell->first_word, *z = x + words;
    const uint64_t *end_of_z = cell->prefix + count[3] * width;
    const uint64_t *end_of_y = end_of_z + count[2] * width, *end_of_x = end_of_y + count[1] * width;
    for (size_t i = 0; i < width; i++) {
        x[i] |= end_of_x[i] ^ end_of_z[i];
        z[i] |= end_of_y[i];
    }
}

void lb_check_sort_cells(const lb_check_strings *S, uint64_t *xz)
{
    const lb_check_symmetry *Y = S->symmetry;
    for (size_t c = 0; c < Y->cell_count; c++) {
        const lb_check_line *cell = &Y->lines[Y->cells[c]];
        size_t width = cell->last_word - cell->first_word;
        const uint64_t *mask = cell->prefix + cell->m * width;
        uint32_t count[4];
        lb_check_count_letters(cell, xz, S->words, count);
        for (size_t i = 0; i < width; i++) {
            xz[cell->first_word + i] &= ~mask[i];
            xz[S->words + cell->first_word + i] &= ~mask[i];
        }
        lb_check_put_letters(cell, xz, S->words, count);
    }
}

static void unpack(const lb_check_symmetry *Y, uint8_t *letters, const uint64_t *xz)
{
    const uint64_t *x = xz, *z = xz + Y->words;
    for (size_t q = 0; q < Y->qubits; q++) {
        unsigned has_x = x[q / 64] >> q % 64 & 1, has_z = z[q / 64] >> q % 64 & 1;
        letters[q] = (uint8_t)(has_z ? 3 - has_x : has_x);
    }
}

static void pack(const lb_check_symmetry *Y, uint64_t *xz, const uint8_t *letters)
{
    memset(xz, 0, 2 * Y->words * sizeof *xz);
    for (size_t q = 0; q < Y->qubits; q++) {
        xz[q / 64] |= (uint64_t)(letters[q] == 1 || letters[q] == 2) << q % 64;
        xz[Y->words + q / 64] |= (uint64_t)(letters[q] >= 2) << q % 64;
    }
}

/* Set image to the largest e(letters). */
static void set_largest_image(const lb_check_symmetry *Y, const lb_check_scratch *scratch)
{
    size_t order = Y->maps.order, left = order;
    uint32_t *candidates = scratch->candidates;
    for (uint32_t e = 0; e < order; e++)
        candidates[e] = e;
    for (size_t q = 0; q < Y->qubits; q++) {
        const uint16_t *sources = Y->sources + order * q;
        size_t kept = 0;
        uint8_t largest = 0;
        for (size_t i = 0; i < left; i++) {
            uint8_t letter = scratch->letters[sources[candidates[i]]];
            if (letter > largest)
                kept = 0;
            if (letter >= largest) {
                largest = letter;
                candidates[kept++] = candidates[i];
            }
        }
        left = kept;
        scratch->image[q] = largest;
    }
}

/* Whether tuple i of the line has a larger word than tuple i - 1. */
static bool is_larger(const lb_check_line *line, const uint8_t *letters, size_t i)
{
    const uint32_t *tuple = line->qubits + i * line->w, *before = tuple - line->w;
    for (size_t k = 0; k < line->w; k++)
        if (letters[tuple[k]] != letters[before[k]])
            return letters[tuple[k]] > letters[before[k]];
    return false;
}

static void exchange_tuples(uint32_t *tuple, uint32_t *other, size_t w, uint8_t *letters)
{
    for (size_t k = 0; k < w; k++) {
        uint8_t letter = letters[tuple[k]];
        letters[tuple[k]] = letters[other[k]];
        letters[other[k]] = letter;
    }
}

/* By insertion: a product of a sorted string is nearly sorted. */
static void sort_tuples(const lb_check_line *line, uint8_t *letters)
{
    size_t w = line->w;
    for (size_t last = 1; last < line->m; last++)
        for (size_t i = last; i > 0 && is_larger(line, letters, i); i--)
            exchange_tuples(line->qubits + i * w, line->qubits + (i - 1) * w, w, letters);
}

static void sort_cell(const lb_check_line *cell, uint8_t *letters)
{
    uint32_t count[4] = {0}, *next = cell->qubits;
    for (size_t k = 0; k < cell->m; k++)
        count[letters[cell->qubits[k]]]++;
    for (int letter = 3; letter >= 0; letter--)
        for (uint32_t k = 0; k < count[letter]; k++)
            letters[*next++] = (uint8_t)letter;
}

/* Set best to the largest sort(e(letters)). */
static void set_largest_sorted(const lb_check_symmetry *Y, lb_check_scratch *scratch)
{
    size_t n = Y->qubits, order = Y->maps.order;
    for (size_t e = 0; e < order; e++) {
        for (size_t q = 0; q < n; q++)
            scratch->image[q] = scratch->letters[Y->sources[order * q + e]];
        for (size_t i = 0; i < Y->line_count; i++)
            (Y->lines[i].w == 1 ? sort_cell : sort_tuples)(&Y->lines[i], scratch->image);
        if (e == 0 || memcmp(scratch->image, scratch->best, n) > 0) {
            uint8_t *image = scratch->image;
            scratch->image = scratch->best;
            scratch->best = image;
        }
    }
}

bool lb_check_is_unmoved(const lb_check_symmetry *Y, const uint64_t *xz)
{
    for (size_t i = 0; 64 * i < Y->movable; i++) {
        size_t left = Y->movable - 64 * i;
        uint64_t mask = left < 64 ? ((uint64_t)1 << left) - 1 : UINT64_MAX;
        if ((xz[i] | xz[Y->words + i]) & mask)
            return false;
    }
    return true;
}

void lb_check_make_canonical(lb_check_strings *S, uint64_t *xz)
{
    const lb_check_symmetry *Y = S->symmetry;
    if (lb_check_is_unmoved(Y, xz))
        return;
    if (Y->maps.order == 1 && Y->cell_count == Y->line_count) {
        lb_check_sort_cells(S, xz);
        return;
    }
    unpack(Y, S->scratch.letters, xz);
    if (Y->line_count)
        set_largest_sorted(Y, &S->scratch);
    else
        set_largest_image(Y, &S->scratch);
    pack(Y, xz, Y->line_count ? S->scratch.best : S->scratch.image);
}

bool lb_check_is_canonical(lb_check_strings *S, const uint64_t *xz)
{
    size_t size = 2 * S->words * sizeof *xz;
    memcpy(S->scratch.xz, xz, size);
    lb_check_make_canonical(S, S->scratch.xz);
    return memcmp(S->scratch.xz, xz, size) == 0;
}

void lb_check_scratch_init(lb_check_scratch *scratch, const lb_check_symmetry *Y)
{
    *scratch = (lb_check_scratch){
        .xz = lb_check_resize(NULL, 2 * Y->words * sizeof *scratch->xz),
        .letters = lb_check_resize(NULL, Y->qubits),
        .image = lb_check_resize(NULL, Y->qubits),
        .best = lb_check_resize(NULL, Y->qubits),
        .candidates = lb_check_resize(NULL, Y->maps.order * sizeof *scratch->candidates),
    };
}

void lb_check_scratch_clear(lb_check_scratch *scratch)
{
    free(scratch->xz);
    free(scratch->letters);
    free(scratch->image);
    free(scratch->best);
    free(scratch->candidates);
    free(scratch->partial);
    free(scratch->partial_words);
}
