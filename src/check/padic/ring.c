#include "check/padic/padic.h"

lb_check_ring lb_check_ring_make(uint64_t p, unsigned k)
{
    lb_check_ring R = {.p = p, .q = 1, .k = k};
    for (unsigned i = 0; i < k; i++)
        R.q *= p;
    uint64_t inverse = R.q; /* right in its last three bits, and in twice as many each time */
    for (int bits = 3; bits < 64; bits *= 2)
        inverse *= 2 - R.q * inverse;
    R.minus_inverse = 0 - inverse;
    R.one = (uint64_t)(((lb_check_wide)1 << 64) % R.q);
    R.square = (uint64_t)((lb_check_wide)R.one * R.one % R.q);
    return R;
}

/* Modulo p by Fermat, and then right in twice as many digits each time. */
uint64_t lb_check_ring_invert(const lb_check_ring *R, uint64_t a)
{
    lb_check_wide power = 1, square = a % R->p;
    for (uint64_t e = R->p - 2; e; e >>= 1) {
        if (e & 1)
            power = power * square % R->p;
        square = square * square % R->p;
    }
    uint64_t inverse = (uint64_t)power;
    for (unsigned digits = 1; digits < R->k; digits *= 2) {
        uint64_t product = (uint64_t)((lb_check_wide)a * inverse % R->q);
        uint64_t rest = lb_check_ring_add(R, 2, lb_check_ring_negate(R, product));
        inverse = (uint64_t)((lb_check_wide)inverse * rest % R->q);
    }
    return inverse;
}
