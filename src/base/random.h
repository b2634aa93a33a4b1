/* Pseudo-random numbers for angles and tests, never for a proof: xoshiro256**, seeded through
 * splitmix64 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021). The
 * same seed gives the same numbers on every machine. */

#ifndef LB_BASE_RANDOM_H
#define LB_BASE_RANDOM_H

#include <stdint.h>

/* The mixing step of splitmix64, a bijection: neighbouring words become unrelated ones. */
static inline uint64_t lb_mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* The step between the words that splitmix64 mixes: odd, near 2^64 over the golden ratio. */
#define LB_MIX_STEP 0x9E3779B97F4A7C15u

typedef struct lb_random {
    uint64_t state[4];
} lb_random;

void lb_random_seed(lb_random *random, uint64_t seed);
uint64_t lb_random_next(lb_random *random);
/* Uniform in 0 .. bound - 1, bound > 0. */
uint64_t lb_random_below(lb_random *random, uint64_t bound);
/* Uniform in [0, 1). */
double lb_random_unit(lb_random *random);

#endif
