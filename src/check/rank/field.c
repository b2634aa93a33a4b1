#include "check/rank/rank.h"

lb_check_field lb_check_field_make(uint32_t p)
{
    uint32_t inverse = p; /* right in its last three bits, and in twice as many each time */
    for (int bits = 3; bits < 32; bits *= 2)
        inverse *= 2 - p * inverse;
    uint32_t one = (uint32_t)((UINT64_C(1) << 32) % p);
    return (lb_check_field){p, 0 - inverse, one, (uint32_t)((uint64_t)one * one % p)};
}

/* a^(p - 2). */
uint32_t lb_check_field_invert(const lb_check_field *F, uint32_t a)
{
    uint64_t power = 1, square = a;
    for (uint32_t e = F->p - 2; e; e >>= 1) {
        if (e & 1)
            power = power * square % F->p;
        square = square * square % F->p;
    }
    return (uint32_t)power;
}
