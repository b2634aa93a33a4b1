/* Compact simple Lie algebras of every type as Pauli sums, made from their Cartan matrices.
 *
 * In a minuscule representation the weights are one orbit, each with multiplicity one, and the
 * Chevalley generator e_i maps the weight vector of m to that of m - a_i with coefficient 1 where
 * m_i = 1, and to zero otherwise. So E = e_i + f_i and F = i(e_i - f_i) are matrices of zeros, ones
 * and i's, and generate the compact form. Sums over the orbits of a symmetry of the diagram give
 * the folded algebra: g2 from so(8), f4 from e6, so(2r+1) from so(2r+2), sp(r) from su(2r).
 * (Bourbaki, Groupes et algebres de Lie, chapters VI and VIII, whose numbering of simple roots is
 * used.) Several algebras stand in a direct sum on disjoint ranges of basis states. */

#ifndef LB_TESTS_MATRIX_ALGEBRAS_H
#define LB_TESTS_MATRIX_ALGEBRAS_H

#include <string.h>

#include <liebound/ansatz.h>

#include "support.h"

enum { RANK_MAX = 8, WEIGHTS_MAX = 64 };

typedef struct root_datum {
    unsigned rank;
    int cartan[RANK_MAX][RANK_MAX];
    unsigned minuscule; /* the fundamental weight that is used */
} root_datum;

static inline void join(root_datum *d, unsigned i, unsigned j)
{
    d->cartan[i][j] = d->cartan[j][i] = -1;
}

/* type is one of A, D and E. e8 has no minuscule weight. */
static inline root_datum simply_laced(char type, unsigned rank)
{
    root_datum d = {.rank = rank};
    for (unsigned i = 0; i < rank; i++)
        d.cartan[i][i] = 2;
    if (type == 'E') {
        static const unsigned edges[][2] = {{0, 2}, {2, 3}, {1, 3}, {3, 4}, {4, 5}, {5, 6}, {6, 7}};
        for (unsigned i = 0; i + 1 < rank; i++)
            join(&d, edges[i][0], edges[i][1]);
        d.minuscule = rank == 7 ? 6 : 0;
        return d;
    }
    for (unsigned i = 0; i + 1 < rank; i++)
        join(&d, i, i + 1);
    if (type == 'D') {
        d.cartan[rank - 1][rank - 2] = d.cartan[rank - 2][rank - 1] = 0;
        join(&d, rank - 3, rank - 1);
    }
    return d;
}

/* so(2r+1): the spin representation on 2^r states. */
static inline root_datum odd_orthogonal(unsigned rank)
{
    root_datum d = simply_laced('A', rank);
    d.cartan[rank - 2][rank - 1] = -2;
    d.minuscule = rank - 1;
    return d;
}

/* sp(r) on 2r states. */
static inline root_datum symplectic(unsigned rank)
{
    root_datum d = simply_laced('A', rank);
    d.cartan[rank - 1][rank - 2] = -2;
    return d;
}

typedef struct weight_system {
    unsigned count;
    int weights[WEIGHTS_MAX][RANK_MAX];
    int lowered[WEIGHTS_MAX][RANK_MAX]; /* the weight that e_i leads to, or -1 */
} weight_system;

static inline weight_system minuscule_weights(const root_datum *d)
{
    weight_system w = {.count = 1};
    w.weights[0][d->minuscule] = 1;
    for (unsigned m = 0; m < w.count; m++)
        for (unsigned i = 0; i < d->rank; i++) {
            w.lowered[m][i] = -1;
            ck_assert_int_le(abs(w.weights[m][i]), 1);
            if (w.weights[m][i] != 1)
                continue;
            int next[RANK_MAX] = {0};
            for (unsigned j = 0; j < d->rank; j++)
                next[j] = w.weights[m][j] - d->cartan[i][j];
            unsigned at = 0;
            while (at < w.count && memcmp(w.weights[at], next, sizeof next))
                at++;
            ck_assert_uint_lt(at, WEIGHTS_MAX);
            if (at == w.count)
                memcpy(w.weights[w.count++], next, sizeof next);
            w.lowered[m][i] = (int)at;
        }
    return w;
}

/* Add |a><b| + |b><a|, or i|a><b| - i|b><a|, on basis states whose bits are the qubits. */
static inline void append_pair(lb_sum_t H, uint32_t a, uint32_t b, bool imaginary)
{
    lb_string_t P;
    mpq_t c;
    lb_string_init(P);
    mpq_init(c);
    uint32_t x = a ^ b;
    for (uint32_t z = 0; z < 1u << H->qubits; z++) {
        unsigned power = (unsigned)__builtin_popcount(x & z) + imaginary;
        if (power & 1)
            continue;
        bool negative = (power >> 1 & 1) ^ ((unsigned)__builtin_popcount(z & a) & 1);
        for (uint32_t q = 0; q < H->qubits; q++)
            lb_string_set_letter(P, q, "IXZY"[(x >> q & 1) + 2 * (z >> q & 1)]);
        mpq_set_si(c, negative ? -2 : 2, 1ul << H->qubits);
        mpq_canonicalize(c);
        lb_sum_append(H, c, P);
    }
    mpq_clear(c);
    lb_string_clear(P);
}

/* Add a generator pair for the sum over some simple roots, given as a bit set. */
static inline void add_roots(lb_ansatz_t A, const weight_system *w, unsigned rank, unsigned roots,
                             uint32_t offset)
{
    for (int imaginary = 0; imaginary < 2; imaginary++) {
        lb_sum_t H;
        lb_sum_init(H, A->qubits);
        for (unsigned m = 0; m < w->count; m++)
            for (unsigned i = 0; i < rank; i++)
                if (roots >> i & 1 && w->lowered[m][i] >= 0)
                    append_pair(H, offset + m, offset + (uint32_t)w->lowered[m][i], imaginary);
        lb_sum_normalize(H);
        lb_ansatz_add_generator(A, NULL, H);
        lb_sum_clear(H);
    }
}

/* Add the generators of one algebra on the basis states from offset on; returns the first state
 * after it. orbits lists bit sets of simple roots, ended by 0; NULL for one root each. */
static inline uint32_t add_algebra(lb_ansatz_t A, const root_datum *d, const unsigned *orbits,
                                   uint32_t offset)
{
    weight_system w = minuscule_weights(d);
    ck_assert_uint_le(offset + w.count, 1u << A->qubits);
    if (orbits)
        for (; *orbits; orbits++)
            add_roots(A, &w, d->rank, *orbits, offset);
    else
        for (unsigned i = 0; i < d->rank; i++)
            add_roots(A, &w, d->rank, 1u << i, offset);
    return offset + w.count;
}

/* Add the projector on a range of basis states: central where nothing else leads across it. */
static inline void add_projector(lb_ansatz_t A, uint32_t first, uint32_t after)
{
    lb_sum_t H;
    lb_string_t P;
    mpq_t c;
    lb_sum_init(H, A->qubits);
    lb_string_init(P);
    mpq_init(c);
    for (uint32_t j = first; j < after; j++)
        for (uint32_t z = 0; z < 1u << A->qubits; z++) {
            for (uint32_t q = 0; q < A->qubits; q++)
                lb_string_set_letter(P, q, z >> q & 1 ? 'Z' : 'I');
            mpq_set_si(c, __builtin_popcount(z & j) & 1 ? -1 : 1, 1ul << A->qubits);
            mpq_canonicalize(c);
            lb_sum_append(H, c, P);
        }
    lb_sum_normalize(H);
    lb_ansatz_add_generator(A, NULL, H);
    lb_sum_clear(H);
    lb_string_clear(P);
    mpq_clear(c);
}

#endif
