/* The residues of the exact rank: modulo a prime p = 3 (mod 4), 2^26 < p < 2^27 - 2^12, or modulo a
 * power of a small odd prime (padic/), below 2^49.4; everything up to the next paragraph but one is
 * about the former.
 *
 * In vectors a residue is a double, an integer of absolute value at most p/2 + 4 (balanced, up to
 * the rounding of a quotient). Two products of residues and a third residue then add up to less
 * than 2^53, so every intermediate number is an integer that a double holds, and reduction is
 * exact:
 *
 *     x mod p = x - q p,   q = x / p rounded to an integer.
 *
 * No result depends on whether the machine fuses multiplication and addition. Single numbers are
 * words in 0 .. p - 1. Since -1 is no square modulo p, F_p[i] is a field and 1 + t^2 is never 0.
 *
 * Modulo a power, what is no multiple of the prime is a unit and has an inverse; the loops over
 * vectors are others (padic/kernel.h). */

#ifndef LB_EXACT_RANK_FIELD_H
#define LB_EXACT_RANK_FIELD_H

#include <stdbool.h>
#include <stdint.h>

#include <gmp.h>

#include "base/random.h"

typedef struct lb_field {
    uint64_t p;
    double modulus, inverse; /* p and 1/p */
    uint64_t prime;          /* p = prime^exponent */
    unsigned exponent;
} lb_field;

/* How many primes there are to choose from. */
#define LB_FIELD_PRIMES 1822501

/* The field of one of them, each equally likely. */
lb_field lb_field_random(lb_random *random);

/* The residues modulo prime^exponent, for an odd prime below 2^20; the largest exponent there is
 * when that is larger, or 0. */
lb_field lb_field_power(uint64_t prime, unsigned exponent);

/* A random residue. Modulo two powers of one prime the same numbers give the same residue, as far
 * as the smaller power knows it. */
uint64_t lb_field_draw(const lb_field *F, lb_random *random);

uint64_t lb_field_multiply_wide(const lb_field *F, uint64_t a, uint64_t b);
static inline uint64_t lb_field_multiply(const lb_field *F, uint64_t a, uint64_t b)
{
    return F->exponent == 1 ? a * b % F->p : lb_field_multiply_wide(F, a, b);
}

/* Whether it is one of the powers. */
static inline bool lb_field_is_padic(const lb_field *F)
{
    return F->prime < 1 << 20;
}

static inline bool lb_field_is_unit(const lb_field *F, uint64_t a)
{
    return a % F->prime != 0;
}

static inline uint64_t lb_field_negate(const lb_field *F, uint64_t a)
{
    return a ? F->p - a : 0;
}

/* The inverse of a unit: modulo a prime, of a != 0. */
uint64_t lb_field_invert(const lb_field *F, uint64_t a);

static inline double lb_field_balance(const lb_field *F, uint64_t a)
{
    return a > F->p / 2 ? (double)a - F->modulus : (double)a;
}

/* The word of an integer of absolute value at most 2^53. */
static inline uint64_t lb_field_word(const lb_field *F, double a)
{
    int64_t remainder = (int64_t)a % (int64_t)F->p;
    return (uint64_t)(remainder < 0 ? remainder + (int64_t)F->p : remainder);
}

static inline double lb_field_reduce(const lb_field *F, double a)
{
    return lb_field_balance(F, lb_field_word(F, a));
}

/* re + i im. */
typedef struct lb_gaussian {
    uint64_t re, im;
} lb_gaussian;

lb_gaussian lb_gaussian_multiply(const lb_field *F, lb_gaussian a, lb_gaussian b);
/* a^exponent, exponent >= 0. */
lb_gaussian lb_gaussian_power(const lb_field *F, lb_gaussian a, const mpz_t exponent);

#endif
