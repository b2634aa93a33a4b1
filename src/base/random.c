#include "base/random.h"

static uint64_t rotate(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

void lb_random_seed(lb_random *random, uint64_t seed)
{
    for (int i = 0; i < 4; i++)
        random->state[i] = lb_mix(seed += LB_MIX_STEP);
}

uint64_t lb_random_next(lb_random *random)
{
    uint64_t *s = random->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9, shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate(s[3], 45);
    return result;
}

uint64_t lb_random_below(lb_random *random, uint64_t bound)
{
    uint64_t limit = UINT64_MAX - UINT64_MAX % bound, draw;
    do
        draw = lb_random_next(random);
    while (draw >= limit);
    return draw % bound;
}

double lb_random_unit(lb_random *random)
{
    return (double)(lb_random_next(random) >> 11) * 0x1p-53;
}
