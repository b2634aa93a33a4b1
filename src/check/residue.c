#include "check/residue.h"

uint64_t lb_check_power(uint64_t a, uint64_t exponent, uint64_t m)
{
    uint64_t power = 1 % m;
    for (a %= m; exponent; exponent >>= 1) {
        if (exponent & 1)
            power = lb_check_multiply(power, a, m);
        a = lb_check_multiply(a, a, m);
    }
    return power;
}

/* By Euclid. */
uint64_t lb_check_invert(uint64_t a, uint64_t m)
{
    uint64_t r0 = m, r1 = a;
    int64_t t0 = 0, t1 = 1; /* r0 = t0 a and r1 = t1 a modulo m */
    while (r1) {
        uint64_t q = r0 / r1, r2 = r0 - q * r1;
        int64_t t2 = t0 - (int64_t)q * t1;
        r0 = r1, r1 = r2, t0 = t1, t1 = t2;
    }
    if (r0 != 1)
        return 0;
    return t0 < 0 ? m - (uint64_t)-t0 : (uint64_t)t0;
}

static bool is_witness(uint64_t base, uint64_t n)
{
    uint64_t odd = (n - 1) >> __builtin_ctzll(n - 1), power = lb_check_power(base, odd, n);
    if (power == 1)
        return false;
    for (; odd < n - 1; odd <<= 1) {
        if (power == n - 1)
            return false;
        power = lb_check_multiply(power, power, n);
    }
    return true;
}

/* Miller and Rabin; these bases suffice below 2^64 (Sorenson and Webster, Math. Comp. 86, 985). */
bool lb_check_is_prime(uint64_t n)
{
    static const uint64_t bases[] = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37};
    if (n < 2)
        return false;
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        if (n % bases[i] == 0)
            return n == bases[i];
        if (is_witness(bases[i], n))
            return false;
    }
    return true;
}

/* -1 / m modulo 2^64, and with it modulo smaller powers of 2, for an odd m. */
static uint64_t minus_inverse(uint64_t m)
{
    uint64_t inverse = m; /* right in its last three bits, and in twice as many each time */
    for (int bits = 3; bits < 64; bits *= 2)
        inverse *= 2 - m * inverse;
    return 0 - inverse;
}

lb_check_field lb_check_field_make(uint32_t p)
{
    uint32_t one = (uint32_t)((UINT64_C(1) << 32) % p);
    return (lb_check_field){.p = p,
                            .minus_inverse = (uint32_t)minus_inverse(p),
                            .one = one,
                            .square = (uint32_t)((uint64_t)one * one % p)};
}

lb_check_ring lb_check_ring_make(uint64_t p, unsigned k)
{
    lb_check_ring R = {.p = p, .q = 1, .k = k};
    for (unsigned i = 0; i < k; i++)
        R.q *= p;
    R.minus_inverse = minus_inverse(R.q);
    R.one = (uint64_t)(((lb_check_wide)1 << 64) % R.q);
    R.square = lb_check_multiply(R.one, R.one, R.q);
    return R;
}
