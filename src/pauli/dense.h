/* Strings as dense words, for inner loops: on n qubits with W = ceil(n / 64) a string is 2 W words,
 * the W words of x and then the W words of z. The algebra is that of <liebound/pauli.h>. */

#ifndef LB_PAULI_DENSE_H
#define LB_PAULI_DENSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <liebound/pauli.h>

static inline int lb_popcount(uint64_t word)
{
    return __builtin_popcountll(word);
}

static inline char lb_letter(bool x, bool z)
{
    return "IXZY"[x + 2 * z];
}

/* The contribution of 64 qubits to e in W(a) W(b) = i^e W(a + b), not yet reduced modulo 4. */
static inline int lb_word_phase(uint64_t ax, uint64_t az, uint64_t bx, uint64_t bz)
{
    return lb_popcount(ax & az) + lb_popcount(bx & bz) + 2 * lb_popcount(az & bx) -
           lb_popcount((ax ^ bx) & (az ^ bz));
}

static inline size_t lb_dense_words(size_t qubits)
{
    return (qubits + 63) / 64;
}

static inline bool lb_dense_anticommutes(const uint64_t *a, const uint64_t *b, size_t words)
{
    uint64_t parity = 0;
    for (size_t w = 0; w < words; w++)
        parity ^= (a[w] & b[words + w]) ^ (a[words + w] & b[w]);
    return __builtin_parityll(parity);
}

/* For anticommuting a and b: sum = a + b, and the sign s with {W(a), W(b)} = s W(a + b). As
 * {A, B} = (i/2)(AB - BA) = i AB = i^{e+1} W(a + b), s is -1 for e = 1 and 1 for e = 3. */
static inline int lb_dense_bracket(uint64_t *sum, const uint64_t *a, const uint64_t *b,
                                   size_t words)
{
    int e = 0;
    for (size_t w = 0; w < words; w++) {
        e += lb_word_phase(a[w], a[words + w], b[w], b[words + w]);
        sum[w] = a[w] ^ b[w];
        sum[words + w] = a[words + w] ^ b[words + w];
    }
    return (e & 3) == 3 ? 1 : -1;
}

static inline size_t lb_dense_weight(const uint64_t *a, size_t words)
{
    size_t weight = 0;
    for (size_t w = 0; w < words; w++)
        weight += (size_t)lb_popcount(a[w] | a[words + w]);
    return weight;
}

/* The order of strings: by weight, then alphabetically. */
static inline int lb_dense_compare(const uint64_t *a, const uint64_t *b, size_t words)
{
    size_t a_weight = lb_dense_weight(a, words), b_weight = lb_dense_weight(b, words);
    if (a_weight != b_weight)
        return a_weight < b_weight ? -1 : 1;
    for (size_t w = 0; w < words; w++) {
        uint64_t differ = (a[w] ^ b[w]) | (a[words + w] ^ b[words + w]);
        if (!differ)
            continue;
        int bit = __builtin_ctzll(differ);
        return lb_letter(a[w] >> bit & 1, a[words + w] >> bit & 1) -
               lb_letter(b[w] >> bit & 1, b[words + w] >> bit & 1);
    }
    return 0;
}

static inline uint64_t lb_dense_hash(const uint64_t *a, size_t words)
{
    uint64_t h = 0;
    for (size_t w = 0; w < 2 * words; w++) {
        h = (h ^ a[w]) * 0x9E3779B97F4A7C15u;
        h ^= h >> 32;
    }
    return h;
}

void lb_dense_from_string(uint64_t *dense, const lb_string_t P, size_t words);
void lb_dense_to_string(lb_string_t P, const uint64_t *dense, size_t words);

#endif
