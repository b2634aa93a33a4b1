#include "orbit/commutant.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* ---- Equations ---- */

void lb_orbit_equations_init(lb_orbit_equations *e, size_t qubits)
{
    size_t words = lb_dense_words(qubits);
    *e = (lb_orbit_equations){.words = words};
    lb_f2_echelon_init(&e->rows, 2 * words + 1, 2 * words);
    e->row = lb_malloc(2 * words + 1, sizeof *e->row);
}

void lb_orbit_equations_clear(lb_orbit_equations *e)
{
    lb_f2_echelon_clear(&e->rows);
    free(e->row);
}

void lb_orbit_equations_add(lb_orbit_equations *e, const uint64_t *Q, bool right)
{
    memcpy(e->row, Q + e->words, e->words * sizeof *Q); /* w(P, Q) pairs x with z */
    memcpy(e->row + e->words, Q, e->words * sizeof *Q);
    e->row[2 * e->words] = right;
    if (!lb_f2_echelon_insert(&e->rows, e->row))
        e->contradictory |= e->row[2 * e->words];
}

static void set_bit(uint64_t *P, size_t bit)
{
    P[bit / 64] |= (uint64_t)1 << bit % 64;
}

/* Set the bits of pivots whose rows have the given bit. */
static void set_pivots(uint64_t *P, const lb_f2_echelon *rows, size_t bit)
{
    for (size_t i = 0; i < rows->count; i++)
        if (lb_f2_has(lb_f2_echelon_at(rows, i), bit))
            set_bit(P, rows->pivots[i]);
}

void lb_orbit_equations_solve(const lb_orbit_equations *e, uint64_t *P)
{
    memset(P, 0, 2 * e->words * sizeof *P);
    set_pivots(P, &e->rows, 128 * e->words);
}

/* ---- Commutants ---- */

bool lb_orbit_is_odd(const uint64_t *P, size_t words)
{
    int letters = 0;
    for (size_t w = 0; w < words; w++)
        letters += lb_popcount(P[w] & P[words + w]);
    return letters % 2;
}

static bool is_pivot(const lb_f2_echelon *rows, size_t bit)
{
    for (size_t i = 0; i < rows->count; i++)
        if (rows->pivots[i] == bit)
            return true;
    return false;
}

/* One solution of the homogeneous equations for each bit that is no pivot. */
static void list_kernel(lb_commutant *c, const lb_f2_echelon *rows, size_t qubits, size_t most)
{
    size_t free_bits = 2 * qubits - rows->count, words = 2 * c->words;
    c->strings = lb_calloc((free_bits < most ? free_bits : most) * words, sizeof *c->strings);
    for (size_t bit = 0; bit < 64 * words && c->count < most; bit++) {
        if (bit % (64 * c->words) >= qubits || is_pivot(rows, bit))
            continue;
        uint64_t *P = c->strings + words * c->count++;
        set_bit(P, bit);
        set_pivots(P, rows, bit);
    }
}

void lb_commutant_init(lb_commutant *c, const uint64_t *terms, size_t count, size_t qubits,
                       size_t most)
{
    lb_orbit_equations e;
    lb_orbit_equations_init(&e, qubits);
    *c = (lb_commutant){.words = e.words};
    for (size_t t = 0; t < count; t++) {
        const uint64_t *Q = terms + 2 * e.words * t;
        lb_orbit_equations_add(&e, Q, !lb_orbit_is_odd(Q, e.words));
    }
    list_kernel(c, &e.rows, qubits, most);
    if (!e.contradictory) {
        c->antilinear = lb_malloc(2 * e.words, sizeof *c->antilinear);
        lb_orbit_equations_solve(&e, c->antilinear);
    }
    lb_orbit_equations_clear(&e);
}

void lb_commutant_clear(lb_commutant *c)
{
    free(c->strings);
    free(c->antilinear);
}
