/* Pauli rotations: the kernels at each register width, the choice between them, and the order in
 * which a list of rotations meets the memory. */

#include "circuit/rotation.h"

/* A product and the sum it goes into may be one instruction. gcc allows this by default except
 * under -std=c11; clang allows it within an expression. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("fp-contract=fast")
#endif

#define LB_INLINE static inline __attribute__((always_inline))

/* LB_SHUFFLE(a, i0, i1, ...): lane l of the result is lane i_l of a. */
#ifdef __has_builtin
#if __has_builtin(__builtin_shufflevector)
#define LB_SHUFFLE(a, ...) __builtin_shufflevector(a, a, __VA_ARGS__)
#endif
#endif
#ifndef LB_SHUFFLE
typedef long long lb_lanes_2 __attribute__((vector_size(16)));
typedef long long lb_lanes_4 __attribute__((vector_size(32)));
typedef long long lb_lanes_8 __attribute__((vector_size(64)));
#define LB_SHUFFLE_TYPE(lanes)  LB_SHUFFLE_TYPE_(lanes)
#define LB_SHUFFLE_TYPE_(lanes) lb_lanes_##lanes
#define LB_SHUFFLE(a, ...)      __builtin_shuffle(a, (LB_SHUFFLE_TYPE(LB_LANES)){__VA_ARGS__})
#endif

#define LB_TARGET
#define LB_LANES       1
#define LB_WIDTH(name) name##_1
#include "circuit/rotation_loops.h"
#undef LB_LANES
#undef LB_WIDTH

/* Registers of 128 bits are in the baseline of x86-64 and aarch64. */
#define LB_LANES       2
#define LB_WIDTH(name) name##_2
#include "circuit/rotation_loops.h"
#undef LB_LANES
#undef LB_WIDTH
#undef LB_TARGET

#if defined(__x86_64__)
#define LB_TARGET      __attribute__((target("avx2,fma,popcnt")))
#define LB_LANES       4
#define LB_WIDTH(name) name##_4
#include "circuit/rotation_loops.h"
#undef LB_TARGET
#undef LB_LANES
#undef LB_WIDTH

#define LB_TARGET      __attribute__((target("avx512f,avx2,fma,popcnt")))
#define LB_LANES       8
#define LB_WIDTH(name) name##_8
#include "circuit/rotation_loops.h"
#undef LB_TARGET
#undef LB_LANES
#undef LB_WIDTH
#endif

static const lb_rotation_kernel kernels[] = {
    {"plain", 1, rotate_1, multiply_1, accumulate_1},
    {"128-bit", 2, rotate_2, multiply_2, accumulate_2},
#if defined(__x86_64__)
    {"avx2", 4, rotate_4, multiply_4, accumulate_4},
    {"avx512", 8, rotate_8, multiply_8, accumulate_8},
#endif
};

static bool runs_here(size_t lanes)
{
#if defined(__x86_64__)
    if (lanes == 8 && !__builtin_cpu_supports("avx512f"))
        return false;
    if (lanes >= 4)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
               __builtin_cpu_supports("popcnt");
#endif
    return lanes <= 2;
}

const lb_rotation_kernel *lb_rotation_kernel_at(size_t i)
{
    if (i >= sizeof kernels / sizeof kernels[0] || !runs_here(kernels[i].lanes))
        return NULL;
    return &kernels[i];
}

const lb_rotation_kernel *lb_rotation_kernel_best(size_t size)
{
    const lb_rotation_kernel *best = &kernels[0], *kernel;
    for (size_t i = 1; (kernel = lb_rotation_kernel_at(i)) && kernel->lanes <= size; i++)
        best = kernel;
    return best;
}

lb_rotation lb_rotation_make(uint64_t x, uint64_t z, double a, double b)
{
    unsigned y = (unsigned)__builtin_popcountll(x & z) % 4;
    lb_rotation r = {.x = x, .z = z, .crosses = y % 2 == 0, .cosine = a};
    r.sine = y == 1 || y == 2 ? -b : b;
    return r;
}

/* Amplitudes in a piece of the vector that fits into a first-level cache: 2^11 are 32 KiB. */
#define PIECE ((size_t)1 << 11)

/* How many rotations the step at r covers: a whole run when r is the end where it is entered and
 * at least that many are left. */
static size_t step_length(const lb_rotation *r, size_t left, bool inverse)
{
    const lb_diagonal *run = r->run;
    if (!run || run->count > left || r != run->first + (inverse ? run->count - 1 : 0))
        return 1;
    return run->count;
}

/* All of `count` rotations stay inside aligned pieces (x < PIECE): take each piece through all of
 * them while it is in the cache. The bits of z above the piece are one sign a piece. */
static void apply_by_pieces(const lb_rotation_kernel *kernel, double *v, size_t size,
                            const lb_rotation *rotations, size_t count, bool inverse)
{
    size_t length = size < PIECE ? size : PIECE;
    for (size_t start = 0; start < size; start += length) {
        double *re = v + start, *im = v + size + start;
        for (size_t i = 0, step; i < count; i += step) {
            const lb_rotation *r = &rotations[inverse ? count - 1 - i : i];
            step = step_length(r, count - i, inverse);
            if (step > 1) {
                kernel->multiply(re, im, length, r->run->re + start, r->run->im + start, inverse);
            } else {
                bool minus = inverse ^ __builtin_parityll(start & r->z);
                kernel->rotate(re, im, length, r, minus ? -r->sine : r->sine);
            }
        }
    }
}

void lb_rotations_apply(const lb_rotation_kernel *kernel, double *v, size_t size,
                        const lb_rotation *rotations, size_t count, bool inverse)
{
    size_t done = 0;
    while (done < count) {
        size_t local = 0;
        const lb_rotation *r = &rotations[inverse ? count - 1 - done : done];
        while (done + local < count && (inverse ? r - local : r + local)->x < PIECE)
            local++;
        if (local)
            apply_by_pieces(kernel, v, size, inverse ? r - local + 1 : r, local, inverse);
        else
            kernel->rotate(v, v + size, size, r, inverse ? -r->sine : r->sine);
        done += local ? local : 1;
    }
}
