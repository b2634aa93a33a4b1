/* Residues modulo m in machine words, and Montgomery's products of them in words of 32 and of 64 bits. */

#ifndef LB_CHECK_RESIDUE_H
#define LB_CHECK_RESIDUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef unsigned __int128 lb_check_wide;

/* Compiled once per instruction set, chosen when the program is loaded. */
#if defined(__x86_64__) && defined(__gnu_linux__)
#define LB_CHECK_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define LB_CHECK_CLONES
#endif

#define LB_CHECK_MODULUS_MAX ((UINT64_C(1) << 62) - 1)

/* ---- Modulo m, at most that; operands are residues ---- */

static inline uint64_t lb_check_multiply(uint64_t a, uint64_t b, uint64_t m)
{
    return (uint64_t)((lb_check_wide)a * b % m);
}

static inline uint64_t lb_check_add(uint64_t a, uint64_t b, uint64_t m)
{
    return a + b < m ? a + b : a + b - m;
}

static inline uint64_t lb_check_subtract(uint64_t a, uint64_t b, uint64_t m)
{
    return a < b ? a + m - b : a - b;
}

static inline uint64_t lb_check_negate(uint64_t a, uint64_t m)
{
    return a ? m - a : 0;
}

uint64_t lb_check_power(uint64_t a, uint64_t exponent, uint64_t m);
/* 1 / a; 0 when a is no unit. */
uint64_t lb_check_invert(uint64_t a, uint64_t m);
/* Whether n, below 2^64, is prime. */
bool lb_check_is_prime(uint64_t n);

/* sums[c] += the sum over j of factors[j] rows[j][c], for `count` rows of `width`, one behind the other;
 * four at once, so that sums are seldom stored. To be inlined where both are constants. */
static inline void lb_check_add_products(uint64_t *sums, const uint32_t *factors,
                                         const uint32_t *rows, size_t count, size_t width)
{
    for (size_t j = 0; j < count; j += 4, rows += 4 * width) {
        const uint32_t a = factors[j], b = factors[j + 1], d = factors[j + 2], e = factors[j + 3];
        for (size_t c = 0; c < width; c++)
            sums[c] += (uint64_t)a * rows[c] + (uint64_t)b * rows[width + c] +
                       (uint64_t)d * rows[2 * width + c] + (uint64_t)e * rows[3 * width + c];
    }
}

/* ---- Montgomery ----
 *
 * With words of w bits and an odd modulus m, a factor is a residue times 2^w. For a < 2^w m the number
 * a + (-a / m modulo 2^w) m is divisible by 2^w and below 2^(w + 1) m, so that its quotient, less m where
 * it is not smaller, is a / 2^w modulo m. Hence one reduction makes a residue of the product of a factor
 * and a number below 2^w.
 *
 * A field has an odd prime p < 2^29 and w = 32, so that the sum of two products can be reduced; a ring has
 * q = p^k < 2^62, p an odd prime, and w = 64. */

typedef struct lb_check_field {
    uint32_t p, minus_inverse; /* -1 / p modulo 2^32 */
    uint32_t one, square;      /* 2^32 and 2^64 modulo p */
} lb_check_field;

typedef struct lb_check_ring {
    uint64_t p, q, minus_inverse; /* -1 / q modulo 2^64 */
    uint64_t one, square;         /* 2^64 and 2^128 modulo q */
    unsigned k;
} lb_check_ring;

lb_check_field lb_check_field_make(uint32_t p);
lb_check_ring lb_check_ring_make(uint64_t p, unsigned k);

/* a modulo p, for a < 2 p. */
static inline uint32_t lb_check_less_modulus(uint32_t a, uint32_t p)
{
    return a - p < a ? a - p : a;
}

/* a / 2^32 modulo p, for a < 2^32 p. */
static inline uint32_t lb_check_field_reduce(const lb_check_field *F, uint64_t a)
{
    uint32_t m = (uint32_t)a * F->minus_inverse;
    return lb_check_less_modulus((uint32_t)((a + (uint64_t)m * F->p) >> 32), F->p);
}

/* a / 2^64 modulo q, for a < 2^64 q. */
static inline uint64_t lb_check_ring_reduce(const lb_check_ring *R, lb_check_wide a)
{
    uint64_t m = (uint64_t)a * R->minus_inverse;
    uint64_t b = (uint64_t)((a + (lb_check_wide)m * R->q) >> 64);
    return b < R->q ? b : b - R->q;
}

static inline uint32_t lb_check_field_multiply(const lb_check_field *F, uint32_t factor, uint32_t a)
{
    return lb_check_field_reduce(F, (uint64_t)factor * a);
}

static inline uint64_t lb_check_ring_multiply(const lb_check_ring *R, uint64_t factor, uint64_t a)
{
    return lb_check_ring_reduce(R, (lb_check_wide)factor * a);
}

/* The factor of a residue. */
static inline uint32_t lb_check_field_factor(const lb_check_field *F, uint32_t a)
{
    return lb_check_field_multiply(F, F->square, a);
}

static inline uint64_t lb_check_ring_factor(const lb_check_ring *R, uint64_t a)
{
    return lb_check_ring_multiply(R, R->square, a);
}

static inline uint32_t lb_check_field_negate(const lb_check_field *F, uint32_t a)
{
    return a ? F->p - a : 0;
}

#endif
