/* The loops of kernel_loops.h, compiled for the common kinds of x86-64. Registers are vectors of
 * the compiler, which makes several of them out of one where the processor has narrower ones. */

#include "training/states/kernel.h"

#include "base/lanes.h"

typedef double vector __attribute__((vector_size(64), may_alias));
typedef long long mask __attribute__((vector_size(64), may_alias));
typedef unsigned long long bits __attribute__((vector_size(64), may_alias));
#define AT(array, i)  (*(const vector *)((array) + LB_REGISTER * (i)))
#define SET(array, i) (*(vector *)((array) + LB_REGISTER * (i)))

/* A register of real parts and that of the imaginary parts. */
typedef struct pair {
    vector re, im;
} pair;

#define LB_LANES 8
#define LB_LOOPS "training/states/kernel_loops.h"
#include "base/each_target.h"

#define KERNEL(name)                                                                               \
    {                                                                                              \
#name, circle_##name, open_##name, flip_##name, flip_back_##name, close_##name,            \
            turn_##name, turn_back_##name, accumulate_##name, measure_##name, overlap_##name,      \
            scale_##name                                                                           \
    }
static const lb_sweep_kernel kernels[] = {
    KERNEL(plain),
#if defined(__x86_64__)
    KERNEL(avx2),
    KERNEL(avx512),
#endif
};

const lb_sweep_kernel *lb_sweep_kernel_at(size_t i)
{
    size_t lanes = (size_t)2 << i;
    return i < sizeof kernels / sizeof kernels[0] && lanes <= lb_lanes_here() ? &kernels[i] : NULL;
}

const lb_sweep_kernel *lb_sweep_kernel_best(void)
{
    size_t i = 0;
    while (lb_sweep_kernel_at(i + 1))
        i++;
    return lb_sweep_kernel_at(i);
}
