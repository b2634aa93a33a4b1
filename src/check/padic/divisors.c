/* Elementary divisors, one power of p after another. Rows that are left are divided by the powers so
 * far. A row with a unit in it, at a pivot, is taken out, and with its multiples the pivot is removed
 * from all others; a row without one waits, and stays without one, since such a multiple of it is a
 * multiple of p. When only such rows are left, they are divided by p, modulo one power of p less. The
 * operations are invertible over the p-adic integers, and the quotients that they need are those of
 * residues by units. */

#include "check/padic/padic.h"

#include <stdlib.h>
#include <string.h>

typedef struct elimination {
    lb_check_ring ring; /* modulo the powers that are left */
    uint64_t **rows;
    size_t width;
    size_t *pivots; /* of the rows that were taken out for this power */
    uint64_t **taken;
    size_t count;
} elimination;

/* Subtract multiples of taken row number n. */
static void reduce_by(const elimination *E, uint64_t *row, size_t n)
{
    const lb_check_ring *R = &E->ring;
    const uint64_t *pivot_row = E->taken[n];
    if (!row[E->pivots[n]])
        return;
    uint64_t factor = lb_check_ring_factor(R, lb_check_negate(row[E->pivots[n]], R->q));
    for (size_t l = 0; l < E->width; l++)
        row[l] = lb_check_add(row[l], lb_check_ring_multiply(R, factor, pivot_row[l]), R->q);
}

static size_t find_unit(const elimination *E, const uint64_t *row)
{
    size_t l = 0;
    while (l < E->width && row[l] % E->ring.p == 0)
        l++;
    return l;
}

/* Scale to 1 at the pivot. */
static void take(elimination *E, uint64_t *row, size_t pivot)
{
    const lb_check_ring *R = &E->ring;
    uint64_t factor = lb_check_ring_factor(R, lb_check_invert(row[pivot], R->q));
    for (size_t l = 0; l < E->width; l++)
        row[l] = lb_check_ring_multiply(R, factor, row[l]);
    E->pivots[E->count] = pivot;
    E->taken[E->count++] = row;
}

/* All rows for one power of p: those without a unit come to the front; returns how many they are. */
static size_t take_units(elimination *E, size_t left, size_t wanted)
{
    size_t waiting = 0, *reduced = lb_check_resize(NULL, left * sizeof *reduced);
    E->count = 0;
    for (size_t i = 0; i < left && E->count < wanted; i++) {
        for (size_t n = 0; n < E->count; n++)
            reduce_by(E, E->rows[i], n);
        size_t pivot = find_unit(E, E->rows[i]);
        if (pivot < E->width) {
            take(E, E->rows[i], pivot);
        } else {
            reduced[waiting] = E->count;
            E->rows[waiting++] = E->rows[i];
        }
    }
    for (size_t i = 0; i < waiting && E->count < wanted; i++)
        for (size_t n = reduced[i]; n < E->count; n++)
            reduce_by(E, E->rows[i], n);
    free(reduced);
    return waiting;
}

size_t lb_check_divisors(const lb_check_ring *R, uint64_t **rows, size_t count, size_t width,
                         size_t wanted)
{
    size_t found = 0, left = count;
    elimination E = {.rows = lb_check_resize(NULL, count * sizeof *rows), .width = width};
    E.pivots = lb_check_resize(NULL, count * sizeof *E.pivots);
    E.taken = lb_check_resize(NULL, count * sizeof *E.taken);
    memcpy(E.rows, rows, count * sizeof *rows);
    for (unsigned k = R->k; k > 0 && found < wanted; k--) {
        E.ring = lb_check_ring_make(R->p, k);
        left = take_units(&E, left, wanted - found);
        found += E.count;
        for (size_t i = 0; i < left && found < wanted; i++)
            for (size_t l = 0; l < width; l++)
                E.rows[i][l] /= R->p;
    }
    free(E.rows);
    free(E.pivots);
    free(E.taken);
    return found;
}
