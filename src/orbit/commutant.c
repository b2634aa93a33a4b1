#include "orbit/commutant.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* ---- Equations ---- */

void lb_string_equations_init(lb_string_equations *e, size_t qubits)
{
    size_t words = lb_dense_words(qubits);
    *e = (lb_string_equations){.words = words, .bits = 128 * words};
    e->rows = lb_calloc(2 * qubits * 2 * words, sizeof *e->rows);
    e->right = lb_calloc(2 * qubits, sizeof *e->right);
    e->pivots = lb_calloc(2 * qubits, sizeof *e->pivots);
    e->row = lb_malloc(2 * words, sizeof *e->row);
}

void lb_string_equations_clear(lb_string_equations *e)
{
    free(e->rows);
    free(e->right);
    free(e->pivots);
    free(e->row);
}

static bool has_bit(const uint64_t *row, size_t bit)
{
    return row[bit / 64] >> (bit % 64) & 1;
}

static void add_row(uint64_t *to, const uint64_t *row, size_t words)
{
    for (size_t w = 0; w < words; w++)
        to[w] ^= row[w];
}

static size_t first_bit(const uint64_t *row, size_t words)
{
    for (size_t w = 0; w < words; w++)
        if (row[w])
            return 64 * w + (size_t)__builtin_ctzll(row[w]);
    return 64 * words;
}

void lb_string_equations_add(lb_string_equations *e, const uint64_t *Q, bool right)
{
    size_t words = 2 * e->words;
    memcpy(e->row, Q + e->words, e->words * sizeof *Q); /* w(P, Q) pairs x with z */
    memcpy(e->row + e->words, Q, e->words * sizeof *Q);
    for (size_t i = 0; i < e->count; i++)
        if (has_bit(e->row, e->pivots[i])) {
            add_row(e->row, e->rows + words * i, words);
            right ^= e->right[i];
        }
    size_t pivot = first_bit(e->row, words);
    if (pivot == e->bits) {
        e->contradictory |= right;
        return;
    }
    for (size_t i = 0; i < e->count; i++)
        if (has_bit(e->rows + words * i, pivot)) {
            add_row(e->rows + words * i, e->row, words);
            e->right[i] ^= right;
        }
    memcpy(e->rows + words * e->count, e->row, words * sizeof *Q);
    e->right[e->count] = right;
    e->pivots[e->count++] = (uint32_t)pivot;
}

void lb_string_equations_solve(const lb_string_equations *e, uint64_t *P)
{
    memset(P, 0, 2 * e->words * sizeof *P);
    for (size_t i = 0; i < e->count; i++)
        P[e->pivots[i] / 64] |= (uint64_t)e->right[i] << (e->pivots[i] % 64);
}

/* ---- Commutants ---- */

bool lb_string_is_odd(const uint64_t *P, size_t words)
{
    int letters = 0;
    for (size_t w = 0; w < words; w++)
        letters += lb_popcount(P[w] & P[words + w]);
    return letters % 2;
}

static bool is_pivot(const lb_string_equations *e, size_t bit)
{
    for (size_t i = 0; i < e->count; i++)
        if (e->pivots[i] == bit)
            return true;
    return false;
}

/* One solution of the homogeneous equations for each bit that is no pivot. */
static void list_kernel(lb_commutant *c, const lb_string_equations *e, size_t qubits, size_t most)
{
    size_t free_bits = 2 * qubits - e->count, words = 2 * c->words;
    c->strings = lb_calloc((free_bits < most ? free_bits : most) * words, sizeof *c->strings);
    for (size_t bit = 0; bit < e->bits && c->count < most; bit++) {
        if (bit % (64 * c->words) >= qubits || is_pivot(e, bit))
            continue;
        uint64_t *P = c->strings + words * c->count++;
        P[bit / 64] |= (uint64_t)1 << (bit % 64);
        for (size_t i = 0; i < e->count; i++)
            if (has_bit(e->rows + words * i, bit))
                P[e->pivots[i] / 64] |= (uint64_t)1 << (e->pivots[i] % 64);
    }
}

void lb_commutant_init(lb_commutant *c, const uint64_t *terms, size_t count, size_t qubits,
                       size_t most)
{
    lb_string_equations e;
    lb_string_equations_init(&e, qubits);
    *c = (lb_commutant){.words = e.words};
    for (size_t t = 0; t < count; t++) {
        const uint64_t *Q = terms + 2 * e.words * t;
        lb_string_equations_add(&e, Q, !lb_string_is_odd(Q, e.words));
    }
    list_kernel(c, &e, qubits, most);
    if (!e.contradictory) {
        c->antilinear = lb_malloc(2 * e.words, sizeof *c->antilinear);
        lb_string_equations_solve(&e, c->antilinear);
    }
    lb_string_equations_clear(&e);
}

void lb_commutant_clear(lb_commutant *c)
{
    free(c->strings);
    free(c->antilinear);
}
