/* Numbers that look random and are the same in every run: SplitMix64, for what links with the checker and
 * not with the library. */

#ifndef LB_TESTS_DRAW_H
#define LB_TESTS_DRAW_H

#include <stdint.h>

static uint64_t random_state = 20230626;

/* Below the bound, evenly but for less than bound / 2^64. */
static inline uint64_t draw(uint64_t bound)
{
    uint64_t z = random_state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) % bound;
}

#endif
