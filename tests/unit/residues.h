/* Residues modulo primes for the tests of the kind sectors, without any cleverness: products, powers and
 * ranks. */

#ifndef LB_TESTS_UNIT_RESIDUES_H
#define LB_TESTS_UNIT_RESIDUES_H

#include <string.h>

#include "check/sectors/sectors.h"
#include "draw.h"

/* The largest primes below 2^60 that are 1 modulo 4, and small ones. */
static const uint64_t primes[] = {1152921504606846869u, 1152921504606846797u, 5, 13, 97, 65537};
enum { PRIMES = sizeof primes / sizeof *primes };

static inline uint64_t times(uint64_t a, uint64_t b, uint64_t p)
{
    return (uint64_t)((lb_check_wide)a * b % p);
}

static inline uint64_t power(uint64_t a, uint64_t e, uint64_t p)
{
    uint64_t result = 1 % p;
    for (; e; e /= 2, a = times(a, a, p))
        if (e % 2)
            result = times(result, a, p);
    return result;
}

/* Often 0 or next to p, where sums are largest. */
static inline uint64_t draw_residue(uint64_t p)
{
    switch (draw(4)) {
    case 0:
        return 0;
    case 1:
        return p - 1 - draw(2);
    default:
        return draw(p);
    }
}

/* By Gauss, who takes a copy of the whole matrix. */
static inline size_t rank_of(const uint64_t *rows, size_t count, size_t width, size_t columns,
                             uint64_t p)
{
    static uint64_t M[300][320];
    size_t rank = 0;
    for (size_t i = 0; i < count; i++)
        memcpy(M[i], rows + i * width, columns * sizeof **M);
    for (size_t j = 0; j < columns && rank < count; j++) {
        size_t i = rank;
        while (i < count && !M[i][j])
            i++;
        if (i == count)
            continue;
        for (size_t k = 0; k < columns; k++) {
            uint64_t entry = M[i][k];
            M[i][k] = M[rank][k];
            M[rank][k] = entry;
        }
        uint64_t inverse = power(M[rank][j], p - 2, p);
        for (i = rank + 1; i < count; i++) {
            uint64_t factor = p - times(M[i][j], inverse, p);
            for (size_t k = j; k < columns; k++)
                M[i][k] = (M[i][k] + times(factor, M[rank][k], p)) % p;
        }
        rank++;
    }
    return rank;
}

#endif
