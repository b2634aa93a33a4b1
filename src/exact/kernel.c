/* Registers are vectors of the compiler, which makes several of them out of one where the processor
 * has narrower ones. The loops are compiled for the common kinds of x86-64, and each call takes
 * those that the processor can run. */

#include "exact/kernel.h"

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("fp-contract=fast")
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

#define LB_TARGET
#define LB_WIDTH(name) name##_plain
#include "exact/kernel_loops.h"
#undef LB_TARGET
#undef LB_WIDTH

#if defined(__x86_64__)
#define LB_TARGET      __attribute__((target("avx2,fma,popcnt")))
#define LB_WIDTH(name) name##_avx2
#include "exact/kernel_loops.h"
#undef LB_TARGET
#undef LB_WIDTH

#define LB_TARGET      __attribute__((target("avx512f,avx2,fma,popcnt")))
#define LB_WIDTH(name) name##_avx512
#include "exact/kernel_loops.h"

/* Every processor with the first has the others that the loops for it use. */
#define CALL(name, ...)                                                                            \
    (__builtin_cpu_supports("avx512f") ? name##_avx512(__VA_ARGS__)                                \
     : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&                          \
             __builtin_cpu_supports("popcnt")                                                      \
         ? name##_avx2(__VA_ARGS__)                                                                \
         : name##_plain(__VA_ARGS__))
#else
#define CALL(name, ...) name##_plain(__VA_ARGS__)
#endif

void lb_exact_rotate(double *v, size_t size, const lb_exact_string *S, double sign,
                     const lb_field *F)
{
    CALL(rotate, v, size, S, sign, F);
}

void lb_exact_accumulate(double *w, const double *v, size_t size, const lb_exact_string *S,
                         double sign, const lb_field *F)
{
    CALL(accumulate, w, v, size, S, sign, F);
}

void lb_exact_multiply(double *v, const double *table, size_t size, bool conjugate,
                       const lb_field *F)
{
    CALL(multiply, v, table, size, conjugate, F);
}

void lb_exact_subtract(double *x, const double *r, double a, const double *s, double b,
                       size_t length, const lb_field *F)
{
    CALL(subtract, x, r, a, s, b, length, F);
}

void lb_exact_scale(double *x, double c, size_t length, const lb_field *F)
{
    CALL(scale, x, c, length, F);
}

void lb_exact_add_products(double *x, const double *y, const double *a, size_t length,
                           const lb_field *F)
{
    CALL(add_products, x, y, a, length, F);
}

void lb_exact_turn(double *x, double *y, double c, double s, size_t length, const lb_field *F)
{
    CALL(turn, x, y, c, s, length, F);
}

void lb_exact_switch(double *x, double *y, const double *a, size_t length, const lb_field *F)
{
    CALL(switch, x, y, a, length, F);
}
