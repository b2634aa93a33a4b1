/* Pauli rotations: the kernels at each register width, the choice between them, and the order in
 * which a list of rotations meets the memory. */

#include "circuit/rotation.h"

#include <math.h>

#include "base/lanes.h"

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
#define LB_TARGET      LB_TARGET_AVX2
#define LB_LANES       4
#define LB_WIDTH(name) name##_4
#include "circuit/rotation_loops.h"
#undef LB_TARGET
#undef LB_LANES
#undef LB_WIDTH

#define LB_TARGET      LB_TARGET_AVX512
#define LB_LANES       8
#define LB_WIDTH(name) name##_8
#include "circuit/rotation_loops.h"
#undef LB_TARGET
#undef LB_LANES
#undef LB_WIDTH
#endif

#define KERNEL(name, lanes, group)                                                                 \
    {                                                                                              \
        name, lanes, rotate_##lanes, multiply_##lanes, rotate_lanes_##lanes,                       \
            rotate_registers_##lanes, group, scale_##lanes, accumulate_##lanes                     \
    }
static const lb_rotation_kernel kernels[] = {
    KERNEL("plain", 1, 2),
    KERNEL("128-bit", 2, 2),
#if defined(__x86_64__)
    KERNEL("avx2", 4, 2),
    KERNEL("avx512", 8, 3),
#endif
};

const lb_rotation_kernel *lb_rotation_kernel_at(size_t i)
{
    if (i >= sizeof kernels / sizeof kernels[0] || kernels[i].lanes > lb_lanes_here())
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

/* The step that begins at r, when r is the end where it is entered and all of it is in the list. */
static const lb_rotation_step *step_at(const lb_rotation *r, size_t left, bool inverse)
{
    const lb_rotation_step *s = r->step;
    if (!s || s->count > left || r != s->first + (inverse ? s->count - 1 : 0))
        return NULL;
    return s;
}

static bool is_negative(const lb_rotation *r, size_t start, bool inverse)
{
    return inverse ^ __builtin_parityll(start & r->z);
}

/* Amplitudes start .. start + length - 1 on their way through a list. They are those of the state
 * divided by `scale`, the cosines of the steps so far: a table of phases takes them in for nothing.
 */
typedef struct piece {
    const lb_rotation_kernel *kernel;
    double *re, *im;
    size_t start, length;
    bool inverse;
    double scale;
} piece;

/* Below this the cosines are multiplied in. The smallest cosine of a double is above 2^-60. */
#define SCALE_MIN 0x1p-300

static void flush_scale(piece *p)
{
    if (p->scale != 1)
        p->kernel->scale(p->re, p->im, p->length, p->scale);
    p->scale = 1;
}

static void apply_diagonal(piece *p, const lb_rotation_step *s)
{
    size_t number = p->start / p->length;
    const double *own = s->factors + 2 * number;
    const double factor[2] = {p->scale * own[0], p->scale * own[1]};
    p->kernel->multiply(p->re, p->im, p->length, s->tables + 2 * p->length * s->table_of[number],
                        factor, p->inverse);
    p->scale = 1;
}

static void apply_group(piece *p, const lb_rotation_step *s)
{
    double tangents[LB_GROUP_MAX];
    for (size_t i = 0; i < s->count; i++)
        tangents[i] =
            is_negative(&s->first[i], p->start, p->inverse) ? -s->tangents[i] : s->tangents[i];
    if (s->form == LB_STEP_LANES)
        p->kernel->rotate_lanes(p->re, p->im, p->length, s, tangents);
    else
        p->kernel->rotate_registers(p->re, p->im, p->length, s, tangents);
    p->scale *= s->scale;
    if (fabs(p->scale) < SCALE_MIN)
        flush_scale(p);
}

/* What is first in the list of `left` rotations, or last when `inverse`; r is that rotation.
 * Returns how many were applied. The bits of z above the piece are one sign. */
static size_t apply_next(piece *p, const lb_rotation *r, size_t left)
{
    const lb_rotation_step *s = step_at(r, left, p->inverse);
    if (s && s->form == LB_STEP_DIAGONAL)
        apply_diagonal(p, s);
    else if (s)
        apply_group(p, s);
    else
        p->kernel->rotate(p->re, p->im, p->length, r,
                          is_negative(r, p->start, p->inverse) ? -r->sine : r->sine);
    return s ? s->count : 1;
}

/* How many of the next rotations stay inside aligned pieces. */
static size_t count_local(const lb_rotation *r, size_t left, bool inverse)
{
    size_t local = 0;
    while (local < left && (inverse ? r - local : r + local)->x < LB_PIECE)
        local++;
    return local;
}

/* Take each piece through the next `count` rotations, which are local, while it is in the cache.
 * Returns the scale that all pieces end with. */
static double apply_by_pieces(const piece *all, const lb_rotation *r, size_t count)
{
    piece p = *all;
    p.length = all->length < LB_PIECE ? all->length : LB_PIECE;
    for (p.start = 0; p.start < all->length; p.start += p.length) {
        p.re = all->re + p.start;
        p.im = all->im + p.start;
        p.scale = all->scale;
        for (size_t i = 0; i < count;)
            i += apply_next(&p, all->inverse ? r - i : r + i, count - i);
    }
    return p.scale;
}

void lb_rotations_apply(const lb_rotation_kernel *kernel, double *v, size_t size,
                        const lb_rotation *rotations, size_t count, bool inverse)
{
    piece all = {kernel, v, v + size, 0, size, inverse, 1};
    for (size_t done = 0; done < count;) {
        const lb_rotation *r = &rotations[inverse ? count - 1 - done : done];
        size_t local = count_local(r, count - done, inverse);
        if (local)
            all.scale = apply_by_pieces(&all, r, local);
        else
            local = apply_next(&all, r, count - done);
        done += local;
    }
    flush_scale(&all);
}
