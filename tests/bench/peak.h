/* What a core reaches at most: multiply-adds in registers, and traffic to memory. */

#ifndef LB_BENCH_PEAK_H
#define LB_BENCH_PEAK_H

#include <math.h>
#include <stdlib.h>

#include "bench/bench.h"

/* Sixteen chains of multiply-adds, which hide each other's latency. */
#define CHAINS 16
#define SPIN(lanes)                                                                                \
    typedef double vector_##lanes __attribute__((vector_size(8 * (lanes))));                       \
    TARGET_##lanes static inline double spin_##lanes(size_t steps)                                 \
    {                                                                                              \
        vector_##lanes a[CHAINS], m = (vector_##lanes){0} + 0.999;                                 \
        for (size_t i = 0; i < CHAINS; i++)                                                        \
            a[i] = (vector_##lanes){0} + (double)(i + steps);                                      \
        for (size_t k = 0; k < steps; k++)                                                         \
            _Pragma("GCC unroll 16") for (size_t i = 0; i < CHAINS; i++) a[i] = a[i] * m + m;      \
        for (size_t i = 1; i < CHAINS; i++)                                                        \
            a[0] += a[i];                                                                          \
        return a[0][0];                                                                            \
    }
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("fp-contract=fast")
#endif
#define TARGET_2
SPIN(2)
#if defined(__x86_64__)
#define TARGET_4 __attribute__((target("avx2,fma")))
#define TARGET_8 __attribute__((target("avx512f,fma")))
SPIN(4)
SPIN(8)
#endif

static inline double bench_peak(void)
{
    double (*spin)(size_t) = spin_2, best = 0, sink = 0;
    size_t lanes = 2, steps = 2000000;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) {
        spin = spin_8;
        lanes = 8;
    } else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        spin = spin_4;
        lanes = 4;
    }
#endif
    for (int repeat = 0; repeat < 5; repeat++) {
        double start = bench_processor_seconds();
        sink += spin(steps);
        best = fmax(best, (double)(CHAINS * lanes * steps) / (bench_processor_seconds() - start));
    }
    return sink > 0 ? best : 0;
}

/* Bytes a second that are read and written by x <- a x on 256 MB. */
static inline double bench_memory(void)
{
    enum { LENGTH = 1 << 25 };
    double *x = malloc(LENGTH * sizeof *x), best = 0;
    for (size_t i = 0; i < LENGTH; i++)
        x[i] = 1;
    for (int repeat = 0; repeat < 5; repeat++) {
        double start = bench_processor_seconds();
        for (size_t i = 0; i < LENGTH; i++)
            x[i] *= 0.999;
        best = fmax(best, 2.0 * LENGTH * sizeof *x / (bench_processor_seconds() - start));
    }
    double sink = x[LENGTH / 2];
    free(x);
    return sink > 0 ? best : 0;
}

#endif
