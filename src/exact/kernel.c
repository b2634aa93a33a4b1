/* Registers are vectors of the compiler; a clone of each loop is made for the common widths of
 * x86-64, and the one that the processor can run is chosen when the program starts. */

#include "exact/kernel.h"

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("fp-contract=fast")
#endif

#if defined(__x86_64__)
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif
#define INLINE static inline __attribute__((always_inline))

enum { LANES = LB_EXACT_LANES };
typedef double vector __attribute__((vector_size(8 * LANES), may_alias));
#define AT(array, i)       (*(vector *)((array) + LANES * (i)))
#define CONST_AT(array, i) (*(const vector *)((array) + LANES * (i)))

/* Adding and subtracting 1.5 * 2^52 rounds to an integer. */
#define ROUNDER 6755399441055744.0

/* place <- value modulo p, in a function that begins with TAKE_FIELD. */
#define SET_REDUCED(place, value)                                                                  \
    do {                                                                                           \
        vector whole = (value);                                                                    \
        vector quotient = (whole * inverse + ROUNDER) - ROUNDER;                                   \
        place = whole - quotient * modulus;                                                        \
    } while (0)
#define TAKE_FIELD const double modulus = F->modulus, inverse = F->inverse

/* Lane l becomes lane l ^ m, for a constant m. */
#ifdef __clang__
#define EXCHANGE(a, m)                                                                             \
    __builtin_shufflevector(a, a, 0 ^ (m), 1 ^ (m), 2 ^ (m), 3 ^ (m), 4 ^ (m), 5 ^ (m), 6 ^ (m),   \
                            7 ^ (m))
#else
typedef long long lane_numbers __attribute__((vector_size(8 * LANES)));
#define EXCHANGE(a, m)                                                                             \
    __builtin_shuffle(                                                                             \
        a, (lane_numbers){0 ^ (m), 1 ^ (m), 2 ^ (m), 3 ^ (m), 4 ^ (m), 5 ^ (m), 6 ^ (m), 7 ^ (m)})
#endif

lb_exact_string lb_exact_string_make(const lb_field *F, uint64_t x, uint64_t z, uint64_t factor)
{
    unsigned y = (unsigned)__builtin_popcountll(x & z) % 4;
    double f = lb_field_balance(F, factor % F->p);
    return (lb_exact_string){
        .x = x, .z = z, .crosses = y % 2 == 0, .factor = y == 1 || y == 2 ? -f : f};
}

/* signs[p] is the factor of the lanes of a register b with |b & z| = p modulo 2. */
typedef struct lane_signs {
    double signs[2][LANES] __attribute__((aligned(64)));
} lane_signs;

INLINE lane_signs make_signs(uint64_t z, double factor)
{
    lane_signs s;
    for (unsigned l = 0; l < LANES; l++) {
        s.signs[0][l] = __builtin_parityll(l & z) ? -factor : factor;
        s.signs[1][l] = -s.signs[0][l];
    }
    return s;
}

/* w + s (-i P) p for a register pair, p the partner. */
#define UPDATE(w, b, s, re, im, p_re, p_im)                                                        \
    do {                                                                                           \
        SET_REDUCED(AT(w, 2 * (b)), (re) + (s) * (crosses ? (p_im) : (p_re)));                     \
        SET_REDUCED(AT(w, 2 * (b) + 1), crosses ? (im) - (s) * (p_re) : (im) + (s) * (p_im));      \
    } while (0)

#define ROTATE_INSIDE(m)                                                                           \
    for (size_t b = 0; b < count; b++) {                                                           \
        vector t = CONST_AT(s.signs[__builtin_parityll(b & z)], 0);                                \
        vector re = AT(v, 2 * b), im = AT(v, 2 * b + 1);                                           \
        vector p_re = EXCHANGE(re, m), p_im = EXCHANGE(im, m);                                     \
        UPDATE(v, b, t, re, im, p_re, p_im);                                                       \
    }

/* Registers b and b ^ x are partners; b runs over those without the highest bit of x. */
#define ROTATE_ACROSS(m)                                                                           \
    for (size_t start = 0; start < count; start += 2 * half)                                       \
        for (size_t b = start; b < start + half; b++) {                                            \
            size_t d = b ^ x;                                                                      \
            int odd = __builtin_parityll(b & z);                                                   \
            vector t = CONST_AT(s.signs[odd], 0), u = CONST_AT(s.signs[odd ^ other], 0);           \
            vector re = AT(v, 2 * b), im = AT(v, 2 * b + 1);                                       \
            vector d_re = AT(v, 2 * d), d_im = AT(v, 2 * d + 1);                                   \
            vector p_re = EXCHANGE(re, m), p_im = EXCHANGE(im, m);                                 \
            vector q_re = EXCHANGE(d_re, m), q_im = EXCHANGE(d_im, m);                             \
            UPDATE(v, b, t, re, im, q_re, q_im);                                                   \
            UPDATE(v, d, u, d_re, d_im, p_re, p_im);                                               \
        }

#define ACCUMULATE(m)                                                                              \
    for (size_t b = 0; b < count; b++) {                                                           \
        vector t = CONST_AT(s.signs[__builtin_parityll(b & z)], 0);                                \
        vector p_re = EXCHANGE(CONST_AT(v, 2 * (b ^ x)), m);                                       \
        vector p_im = EXCHANGE(CONST_AT(v, 2 * (b ^ x) + 1), m);                                   \
        vector re = AT(w, 2 * b), im = AT(w, 2 * b + 1);                                           \
        UPDATE(w, b, t, re, im, p_re, p_im);                                                       \
    }

/* The lane exchange and the kind of the string must be known to the compiler. */
#define FOR_LANES(LOOP)                                                                            \
    switch (low) {                                                                                 \
    case 0:                                                                                        \
        LOOP(0) break;                                                                             \
    case 1:                                                                                        \
        LOOP(1) break;                                                                             \
    case 2:                                                                                        \
        LOOP(2) break;                                                                             \
    case 3:                                                                                        \
        LOOP(3) break;                                                                             \
    case 4:                                                                                        \
        LOOP(4) break;                                                                             \
    case 5:                                                                                        \
        LOOP(5) break;                                                                             \
    case 6:                                                                                        \
        LOOP(6) break;                                                                             \
    default:                                                                                       \
        LOOP(7) break;                                                                             \
    }

INLINE void rotate(double *v, size_t count, const lb_exact_string *S, double sign,
                   const lb_field *F, const bool crosses)
{
    TAKE_FIELD;
    const lane_signs s = make_signs(S->z, sign * S->factor);
    const unsigned low = S->x % LANES;
    const uint64_t x = S->x / LANES, z = S->z / LANES;
    if (x) {
        const size_t half = (size_t)1 << (63 - __builtin_clzll(x));
        const int other = __builtin_parityll(x & z);
        FOR_LANES(ROTATE_ACROSS)
    } else {
        FOR_LANES(ROTATE_INSIDE)
    }
}

CLONES void lb_exact_rotate(double *v, size_t size, const lb_exact_string *S, double sign,
                            const lb_field *F)
{
    if (S->crosses)
        rotate(v, size / LANES, S, sign, F, true);
    else
        rotate(v, size / LANES, S, sign, F, false);
}

INLINE void accumulate(double *w, const double *v, size_t count, const lb_exact_string *S,
                       double sign, const lb_field *F, const bool crosses)
{
    TAKE_FIELD;
    const lane_signs s = make_signs(S->z, sign * S->factor);
    const unsigned low = S->x % LANES;
    const uint64_t x = S->x / LANES, z = S->z / LANES;
    FOR_LANES(ACCUMULATE)
}

CLONES void lb_exact_accumulate(double *w, const double *v, size_t size, const lb_exact_string *S,
                                double sign, const lb_field *F)
{
    if (S->crosses)
        accumulate(w, v, size / LANES, S, sign, F, true);
    else
        accumulate(w, v, size / LANES, S, sign, F, false);
}

CLONES void lb_exact_multiply(double *v, const double *table, size_t size, bool conjugate,
                              const lb_field *F)
{
    TAKE_FIELD;
    const double sign = conjugate ? -1 : 1;
    for (size_t b = 0; b < size / LANES; b++) {
        vector c = CONST_AT(table, 2 * b), s = sign * CONST_AT(table, 2 * b + 1);
        vector re = AT(v, 2 * b), im = AT(v, 2 * b + 1);
        SET_REDUCED(AT(v, 2 * b), c * re - s * im);
        SET_REDUCED(AT(v, 2 * b + 1), c * im + s * re);
    }
}

CLONES void lb_exact_subtract(double *x, const double *r, double a, const double *s, double b,
                              size_t length, const lb_field *F)
{
    TAKE_FIELD;
    for (size_t i = 0; i < length / LANES; i++)
        SET_REDUCED(AT(x, i), (AT(x, i) - a * CONST_AT(r, i)) - b * CONST_AT(s, i));
}

CLONES void lb_exact_scale(double *x, double c, size_t length, const lb_field *F)
{
    TAKE_FIELD;
    for (size_t i = 0; i < length / LANES; i++)
        SET_REDUCED(AT(x, i), c * AT(x, i));
}

CLONES void lb_exact_add_products(double *x, const double *y, const double *a, size_t length,
                                  const lb_field *F)
{
    TAKE_FIELD;
    for (size_t i = 0; i < length / LANES; i++)
        SET_REDUCED(AT(x, i), AT(x, i) + CONST_AT(a, i) * CONST_AT(y, i));
}

CLONES void lb_exact_turn(double *x, double *y, double c, double s, size_t length,
                          const lb_field *F)
{
    TAKE_FIELD;
    for (size_t i = 0; i < length / LANES; i++) {
        vector u = AT(x, i), w = AT(y, i);
        SET_REDUCED(AT(x, i), c * u - s * w);
        SET_REDUCED(AT(y, i), c * w + s * u);
    }
}

CLONES void lb_exact_switch(double *x, double *y, const double *a, size_t length, const lb_field *F)
{
    TAKE_FIELD;
    for (size_t i = 0; i < length / LANES; i++) {
        vector u = AT(x, i), w = AT(y, i);
        vector mixed;
        SET_REDUCED(mixed, w + CONST_AT(a, i) * (u - w));
        AT(x, i) = mixed;
        SET_REDUCED(AT(y, i), (u + w) - mixed);
    }
}
