#include "exact_rank/field.h"

#include <flint/flint.h>
#include <flint/ulong_extras.h>

#define PRIME_MIN ((uint64_t)1 << 26)
#define PRIME_MAX (((uint64_t)1 << 27) - (1 << 12))

lb_field lb_field_random(lb_random *random)
{
    uint64_t p;
    do
        p = PRIME_MIN + 3 + 4 * lb_random_below(random, (PRIME_MAX - PRIME_MIN) / 4);
    while (!n_is_prime(p));
    return (lb_field){
        .p = p, .modulus = (double)p, .inverse = 1 / (double)p, .prime = p, .exponent = 1};
}

/* Below 2^49.4 (padic/kernel.h says why). */
#define POWER_MAX 700000000000000

lb_field lb_field_power(uint64_t prime, unsigned exponent)
{
    uint64_t p = prime;
    unsigned k = 1;
    while (p <= POWER_MAX / prime && k != exponent) {
        p *= prime;
        k++;
    }
    return (lb_field){
        .p = p, .modulus = (double)p, .inverse = 1 / (double)p, .prime = prime, .exponent = k};
}

uint64_t lb_field_draw(const lb_field *F, lb_random *random)
{
    uint64_t range = lb_field_is_padic(F) ? lb_field_power(F->prime, 0).p : F->p;
    return lb_random_below(random, range) % F->p;
}

uint64_t lb_field_multiply_wide(const lb_field *F, uint64_t a, uint64_t b)
{
    return n_mulmod2(a, b, F->p);
}

uint64_t lb_field_invert(const lb_field *F, uint64_t a)
{
    return n_invmod(a, F->p);
}

lb_gaussian lb_gaussian_multiply(const lb_field *F, lb_gaussian a, lb_gaussian b)
{
    uint64_t minus = lb_field_negate(F, a.im);
    return (lb_gaussian){
        (lb_field_multiply(F, a.re, b.re) + lb_field_multiply(F, minus, b.im)) % F->p,
        (lb_field_multiply(F, a.re, b.im) + lb_field_multiply(F, a.im, b.re)) % F->p};
}

lb_gaussian lb_gaussian_power(const lb_field *F, lb_gaussian a, const mpz_t exponent)
{
    lb_gaussian power = {1, 0};
    for (size_t bit = mpz_sizeinbase(exponent, 2); bit-- > 0;) {
        power = lb_gaussian_multiply(F, power, power);
        if (mpz_tstbit(exponent, bit))
            power = lb_gaussian_multiply(F, power, a);
    }
    return power;
}
