/* What gcc and clang say differently of vectors of doubles, whose elements are called lanes. */

#ifndef LB_BASE_LANES_H
#define LB_BASE_LANES_H

#include <stdbool.h>
#include <stddef.h>

/* A loop over vectors is a function that is inlined into its callers, with some parameters that are
 * constants there: the compiler then makes a loop of its own for each. */
#define LB_INLINE static inline __attribute__((always_inline))

/* Stands before a loop of few turns over an array that is to live in registers. With sanitizers
 * there is no help. */
#if !defined(__OPTIMIZE__) || defined(__SANITIZE_ADDRESS__)
#define LB_UNROLL
#elif defined(__clang__)
#define LB_UNROLL _Pragma("unroll")
#else
#define LB_UNROLL _Pragma("GCC unroll 8")
#endif

/* LB_SHUFFLE(lanes, a, i0, i1, ...): lane l of the result is lane i_l of a, which has so many. */
#ifdef __has_builtin
#if __has_builtin(__builtin_shufflevector)
#define LB_SHUFFLE(lanes, a, ...) __builtin_shufflevector(a, a, __VA_ARGS__)
#endif
#endif
#ifndef LB_SHUFFLE
typedef long long lb_lanes_2 __attribute__((vector_size(16)));
typedef long long lb_lanes_4 __attribute__((vector_size(32)));
typedef long long lb_lanes_8 __attribute__((vector_size(64)));
#define LB_SHUFFLE(lanes, a, ...) __builtin_shuffle(a, (lb_lanes_##lanes){__VA_ARGS__})
#endif

/* Loops over registers are compiled for the common kinds of x86-64. The lanes of the widest registers
 * that this processor has: 8 with AVX-512, 4 with AVX2, else 2. */
#define LB_TARGET_AVX2   __attribute__((target("avx2,fma,popcnt")))
#define LB_TARGET_AVX512 __attribute__((target("avx512f,avx512dq,avx2,fma,popcnt")))
#if defined(__x86_64__)
static inline size_t lb_lanes_here(void)
{
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                __builtin_cpu_supports("popcnt");
    bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
    return avx2 && avx512 ? 8 : avx2 ? 4 : 2;
}
/* Call the widest of name_plain, name_avx2 and name_avx512 that runs here. */
#define LB_CALL_WIDEST(name, ...)                                                                  \
    (lb_lanes_here() == 8   ? name##_avx512(__VA_ARGS__)                                           \
     : lb_lanes_here() == 4 ? name##_avx2(__VA_ARGS__)                                             \
                            : name##_plain(__VA_ARGS__))
#else
static inline size_t lb_lanes_here(void)
{
    return 2;
}
#define LB_CALL_WIDEST(name, ...) name##_plain(__VA_ARGS__)
#endif

/* The statement, with m a constant that equals `exchange`, a number below the number of lanes. */
#define LB_WITH_EXCHANGE(m, exchange, lanes, statement)                                            \
    switch (exchange) {                                                                            \
        LB_EXCHANGE_CASE(m, 0, lanes, statement)                                                   \
        LB_EXCHANGE_CASE(m, 1, lanes, statement)                                                   \
        LB_EXCHANGE_CASE(m, 2, lanes, statement)                                                   \
        LB_EXCHANGE_CASE(m, 3, lanes, statement)                                                   \
        LB_EXCHANGE_CASE(m, 4, lanes, statement)                                                   \
        LB_EXCHANGE_CASE(m, 5, lanes, statement)                                                   \
        LB_EXCHANGE_CASE(m, 6, lanes, statement)                                                   \
        LB_EXCHANGE_CASE(m, 7, lanes, statement)                                                   \
    }
#define LB_EXCHANGE_CASE(m, value, lanes, statement)                                               \
    case value:                                                                                    \
        if ((value) < (lanes)) {                                                                   \
            enum { m = value };                                                                    \
            statement;                                                                             \
        }                                                                                          \
        break;

/* A product and the sum it goes into may be one instruction, as clang has it within an expression;
 * gcc does so except under -std=c11. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("fp-contract=fast")
#endif

#endif
