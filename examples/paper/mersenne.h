/* The numbers of numpy.random.RandomState(seed).rand(count): the Mersenne twister MT19937 of Matsumoto
 * and Nishimura (ACM TOMACS 8, 3 (1998)), and doubles of 53 bits from two outputs each. */

#ifndef MERSENNE_H
#define MERSENNE_H

#include <stddef.h>
#include <stdint.h>

enum { MERSENNE_WORDS = 624, MERSENNE_SHIFT = 397 };

typedef struct mersenne {
    uint32_t word[MERSENNE_WORDS];
    size_t next;
} mersenne;

static void mersenne_seed(mersenne *state, uint32_t seed)
{
    for (uint32_t i = 0; i < MERSENNE_WORDS; i++) {
        state->word[i] = seed;
        seed = 1812433253u * (seed ^ seed >> 30) + i + 1;
    }
    state->next = MERSENNE_WORDS;
}

static void mersenne_twist(mersenne *state)
{
    uint32_t *w = state->word;
    for (size_t i = 0; i < MERSENNE_WORDS; i++) {
        uint32_t y = (w[i] & 0x80000000u) | (w[(i + 1) % MERSENNE_WORDS] & 0x7FFFFFFFu);
        w[i] = w[(i + MERSENNE_SHIFT) % MERSENNE_WORDS] ^ y >> 1 ^ (y & 1 ? 0x9908B0DFu : 0);
    }
    state->next = 0;
}

static uint32_t mersenne_next(mersenne *state)
{
    if (state->next == MERSENNE_WORDS)
        mersenne_twist(state);
    uint32_t y = state->word[state->next++];
    y ^= y >> 11;
    y ^= y << 7 & 0x9D2C5680u;
    y ^= y << 15 & 0xEFC60000u;
    return y ^ y >> 18;
}

static void mersenne_uniform(double *values, size_t count, unsigned long seed)
{
    mersenne state;
    mersenne_seed(&state, (uint32_t)seed);
    for (size_t i = 0; i < count; i++) {
        uint32_t high = mersenne_next(&state) >> 5, low = mersenne_next(&state) >> 6;
        values[i] = (high * 67108864.0 + low) / 9007199254740992.0;
    }
}

#endif
