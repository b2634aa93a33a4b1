/* The loops of a rotation kernel, included by rotation.c once for each width of registers.
 *
 * LB_LANES is the number of doubles in a register, LB_TARGET the attribute that lets the compiler
 * use it, LB_WIDTH(name) a name of its own for each width.
 *
 * An index is split into a register number b and a lane: with LB_LANES = 8, the low three bits of x
 * permute lanes inside a register and the others send register b to register b ^ x. The
 * permutation must be known to the compiler, hence one copy of the loop for each. */

#if LB_LANES == 1
typedef double LB_WIDTH(vector);
#else
typedef double LB_WIDTH(vector) __attribute__((vector_size(8 * LB_LANES), may_alias));
#endif
#define vector LB_WIDTH(vector)

/* A register of real parts and that of the imaginary parts. */
typedef struct LB_WIDTH(pair) {
    vector re, im;
} LB_WIDTH(pair);
#define pair LB_WIDTH(pair)

#include "base/exchange_loops.h"

#define AT(array, b)  (*(const vector *)((array) + LB_LANES * (b)))
#define SET(array, b) (*(vector *)((array) + LB_LANES * (b)))

LB_TARGET LB_INLINE pair LB_WIDTH(exchanged)(pair v, unsigned m)
{
    return (pair){LB_WIDTH(exchange)(v.re, m), LB_WIDTH(exchange)(v.im, m)};
}

LB_TARGET LB_INLINE pair LB_WIDTH(get)(const double *re, const double *im, size_t b)
{
    return (pair){AT(re, b), AT(im, b)};
}

LB_TARGET LB_INLINE void LB_WIDTH(put)(double *re, double *im, size_t b, pair v)
{
    SET(re, b) = v.re;
    SET(im, b) = v.im;
}

/* c v + s (-i P) v for a pair v with the partner p. */
LB_TARGET LB_INLINE pair LB_WIDTH(rotated)(double c, pair v, vector s, pair p, bool crosses)
{
    if (crosses)
        return (pair){c * v.re + s * p.im, c * v.im - s * p.re};
    return (pair){c * v.re + s * p.re, c * v.im + s * p.im};
}

/* signs[p][l] = s (-1)^(p + |l & z|): the factor of lane l in a register b with |b & z| = p. */
LB_TARGET LB_INLINE void LB_WIDTH(lane_signs)(double signs[2][LB_LANES], double s, uint64_t z)
{
    SET(signs[0], 0) = (vector){0} + s;
    for (unsigned l = 0; z % LB_LANES && l < LB_LANES; l++)
        signs[0][l] = __builtin_parityll(l & z) ? -s : s;
    SET(signs[1], 0) = -AT(signs[0], 0);
}

/* When x touches lanes only, each register is its own partner. */
LB_TARGET LB_INLINE void LB_WIDTH(rotate_inside)(double *re, double *im, size_t size,
                                                 const lb_rotation *r, double sine, unsigned low,
                                                 bool crosses)
{
    double signs[2][LB_LANES] __attribute__((aligned(64)));
    LB_WIDTH(lane_signs)(signs, sine, r->z);
    uint64_t z = r->z / LB_LANES;
    double c = r->cosine;
    for (size_t b = 0; b < size / LB_LANES; b++) {
        vector s = AT(signs[__builtin_parityll(b & z)], 0);
        pair v = LB_WIDTH(get)(re, im, b), p = LB_WIDTH(exchanged)(v, low);
        LB_WIDTH(put)(re, im, b, LB_WIDTH(rotated)(c, v, s, p, crosses));
    }
}

/* Otherwise registers b and d = b ^ x are partners; b runs over those without the highest bit of
 * x. */
LB_TARGET LB_INLINE void LB_WIDTH(rotate_across)(double *re, double *im, size_t size,
                                                 const lb_rotation *r, double sine, unsigned low,
                                                 bool crosses)
{
    double signs[2][LB_LANES] __attribute__((aligned(64)));
    LB_WIDTH(lane_signs)(signs, sine, r->z);
    uint64_t x = r->x / LB_LANES, z = r->z / LB_LANES;
    size_t half = (size_t)1 << (63 - __builtin_clzll(x));
    unsigned other = (unsigned)__builtin_parityll(x & z);
    double c = r->cosine;
    for (size_t start = 0; start < size / LB_LANES; start += 2 * half)
        for (size_t b = start; b < start + half; b++) {
            size_t d = b ^ x;
            unsigned odd = (unsigned)__builtin_parityll(b & z);
            vector s = AT(signs[odd], 0), t = AT(signs[odd ^ other], 0);
            pair v = LB_WIDTH(get)(re, im, b), w = LB_WIDTH(get)(re, im, d);
            pair v_low = LB_WIDTH(exchanged)(v, low), w_low = LB_WIDTH(exchanged)(w, low);
            LB_WIDTH(put)(re, im, b, LB_WIDTH(rotated)(c, v, s, w_low, crosses));
            LB_WIDTH(put)(re, im, d, LB_WIDTH(rotated)(c, w, t, v_low, crosses));
        }
}

LB_TARGET LB_INLINE void LB_WIDTH(accumulate_with)(double *w, const double *v, size_t size,
                                                   const lb_rotation *r, unsigned low, bool crosses)
{
    double signs[2][LB_LANES] __attribute__((aligned(64)));
    LB_WIDTH(lane_signs)(signs, r->sine, r->z);
    uint64_t x = r->x / LB_LANES, z = r->z / LB_LANES;
    for (size_t b = 0; b < size / LB_LANES; b++) {
        vector s = AT(signs[__builtin_parityll(b & z)], 0);
        pair p = LB_WIDTH(exchanged)(LB_WIDTH(get)(v, v + size, b ^ x), low);
        pair sum = LB_WIDTH(rotated)(1, LB_WIDTH(get)(w, w + size, b), s, p, crosses);
        LB_WIDTH(put)(w, w + size, b, sum);
    }
}

LB_TARGET static void LB_WIDTH(multiply)(double *re, double *im, size_t size, const double *table,
                                         const double factor[2], bool inverse)
{
    double f_re = factor[0], f_im = factor[1], sign = inverse ? -1 : 1;
    for (size_t b = 0; b < size / LB_LANES; b++) {
        vector t_re = AT(table, b), t_im = AT(table + size, b), v_re = AT(re, b), v_im = AT(im, b);
        vector c = t_re * f_re - t_im * f_im, s = sign * (t_re * f_im + t_im * f_re);
        SET(re, b) = c * v_re - s * v_im;
        SET(im, b) = c * v_im + s * v_re;
    }
}

LB_TARGET static void LB_WIDTH(scale)(double *re, double *im, size_t size, double factor)
{
    for (size_t b = 0; b < size / LB_LANES; b++) {
        SET(re, b) = factor * AT(re, b);
        SET(im, b) = factor * AT(im, b);
    }
}

/* Each register is its own partner in all rotations, so it goes through them at once. */
LB_TARGET LB_INLINE void LB_WIDTH(rotate_lanes_with)(double *re, double *im, size_t size,
                                                     const lb_rotation_step *step,
                                                     const double *tangents, bool crosses)
{
    enum { COUNT = LB_LANES == 8 ? 3 : LB_LANES == 4 ? 2 : 1 };
    double signs[COUNT][2][LB_LANES] __attribute__((aligned(64)));
    uint64_t z[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        LB_WIDTH(lane_signs)(signs[i], tangents[i], step->first[i].z);
        z[i] = step->first[i].z / LB_LANES;
    }
    for (size_t b = 0; b < size / LB_LANES; b++) {
        pair v = LB_WIDTH(get)(re, im, b);
        LB_UNROLL
        for (unsigned i = 0; i < COUNT; i++) {
            vector s = AT(signs[i][__builtin_parityll(b & z[i])], 0);
            v = LB_WIDTH(rotated)(1, v, s, LB_WIDTH(exchanged)(v, 1U << i), crosses);
        }
        LB_WIDTH(put)(re, im, b, v);
    }
}

/* Where 2^count registers begin that are closed under all of x: the k-th index without the highest
 * bits of the x, given by the masks of what is below each, from the lowest on. */
LB_INLINE size_t LB_WIDTH(spread)(size_t k, const size_t *below, unsigned count)
{
    LB_UNROLL
    for (unsigned i = 0; i < count; i++)
        k = ((k & ~below[i]) << 1) | (k & below[i]);
    return k;
}

/* offset[e]: the sum of the x_i with bit i in e; and the masks for `spread`. */
LB_INLINE void LB_WIDTH(find_offsets)(size_t *offset, size_t *below, const lb_rotation *r,
                                      unsigned count)
{
    offset[0] = 0;
    for (unsigned i = 0; i < count; i++) {
        size_t x = r[i].x / LB_LANES, mask = ((size_t)1 << (63 - __builtin_clzll(x))) - 1;
        unsigned j = i;
        for (; j > 0 && below[j - 1] > mask; j--)
            below[j] = below[j - 1];
        below[j] = mask;
        for (size_t e = 0; e < (size_t)1 << i; e++)
            offset[e | (size_t)1 << i] = offset[e] ^ x;
    }
}

/* Registers at[e], real parts at index i_re and imaginary parts at i_im, through `count` rotations.
 * Partners in rotation i are e and e + 2^i; the sign of P_i at the second is that at the first
 * unless |x & z| is odd. */
LB_TARGET LB_INLINE void LB_WIDTH(rotate_closed)(double *const *at, size_t i_re, size_t i_im,
                                                 const vector *s, const unsigned count,
                                                 bool crosses)
{
    pair v[1 << LB_GROUP_MAX];
    LB_UNROLL
    for (unsigned e = 0; e < 1U << count; e++)
        v[e] = LB_WIDTH(get)(at[e] + i_re, at[e] + i_im, 0);
    LB_UNROLL
    for (unsigned i = 0; i < count; i++)
        LB_UNROLL
    for (unsigned e = 0; e < 1U << count; e++) {
        unsigned f = e | 1U << i;
        if (e == f)
            continue;
        pair p = v[e];
        v[e] = LB_WIDTH(rotated)(1, p, s[i], v[f], crosses);
        v[f] = LB_WIDTH(rotated)(1, v[f], crosses ? s[i] : -s[i], p, crosses);
    }
    LB_UNROLL
    for (unsigned e = 0; e < 1U << count; e++)
        LB_WIDTH(put)(at[e] + i_re, at[e] + i_im, 0, v[e]);
}

/* Below the lowest bit of all x and z, neither the distances of partners nor signs change. */
LB_TARGET LB_INLINE void LB_WIDTH(rotate_registers_with)(double *re, double *im, size_t size,
                                                         const lb_rotation_step *step,
                                                         const double *tangents,
                                                         const unsigned count, bool crosses)
{
    double signs[LB_GROUP_MAX][2][LB_LANES] __attribute__((aligned(64)));
    size_t offset[1 << LB_GROUP_MAX], below[LB_GROUP_MAX], bits = 0;
    LB_WIDTH(find_offsets)(offset, below, step->first, count);
    for (size_t i = 0; i < count; i++) {
        LB_WIDTH(lane_signs)(signs[i], tangents[i], step->first[i].z);
        bits |= (step->first[i].x | step->first[i].z) / LB_LANES;
    }
    size_t run = bits & -bits, distance = (size_t)(im - re);
    for (size_t k = 0; k < size / LB_LANES >> count; k += run) {
        size_t b = LB_WIDTH(spread)(k, below, count);
        double *at[1 << LB_GROUP_MAX];
        vector s[LB_GROUP_MAX];
        LB_UNROLL
        for (unsigned e = 0; e < 1U << count; e++)
            at[e] = re + LB_LANES * (b ^ offset[e]);
        LB_UNROLL
        for (unsigned i = 0; i < count; i++)
            s[i] = AT(signs[i][__builtin_parityll(b & (step->first[i].z / LB_LANES))], 0);
        for (size_t i = 0; i < LB_LANES * run; i += LB_LANES)
            LB_WIDTH(rotate_closed)(at, i, i + distance, s, count, crosses);
    }
}

LB_TARGET static void LB_WIDTH(rotate_lanes)(double *re, double *im, size_t size,
                                             const lb_rotation_step *step, const double *tangents)
{
    if (step->first->crosses)
        LB_WIDTH(rotate_lanes_with)(re, im, size, step, tangents, true);
    else
        LB_WIDTH(rotate_lanes_with)(re, im, size, step, tangents, false);
}

LB_TARGET static void LB_WIDTH(rotate_registers)(double *re, double *im, size_t size,
                                                 const lb_rotation_step *step,
                                                 const double *tangents)
{
    switch (2 * step->count + step->first->crosses) {
    case 4:
        LB_WIDTH(rotate_registers_with)(re, im, size, step, tangents, 2, false);
        break;
    case 5:
        LB_WIDTH(rotate_registers_with)(re, im, size, step, tangents, 2, true);
        break;
    case 6:
        LB_WIDTH(rotate_registers_with)(re, im, size, step, tangents, 3, false);
        break;
    case 7:
        LB_WIDTH(rotate_registers_with)(re, im, size, step, tangents, 3, true);
        break;
    }
}

LB_TARGET LB_INLINE void LB_WIDTH(rotate_with)(double *re, double *im, size_t size,
                                               const lb_rotation *r, double sine, unsigned low,
                                               bool crosses)
{
    if (r->x < LB_LANES)
        LB_WIDTH(rotate_inside)(re, im, size, r, sine, low, crosses);
    else
        LB_WIDTH(rotate_across)(re, im, size, r, sine, low, crosses);
}

LB_TARGET static void LB_WIDTH(rotate)(double *re, double *im, size_t size, const lb_rotation *r,
                                       double sine)
{
    if (r->crosses)
        LB_WITH_EXCHANGE(m, r->x % LB_LANES, LB_LANES,
                         LB_WIDTH(rotate_with)(re, im, size, r, sine, m, true))
    else
        LB_WITH_EXCHANGE(m, r->x % LB_LANES, LB_LANES,
                         LB_WIDTH(rotate_with)(re, im, size, r, sine, m, false))
}

LB_TARGET static void LB_WIDTH(accumulate)(double *w, const double *v, size_t size,
                                           const lb_rotation *r)
{
    if (r->crosses)
        LB_WITH_EXCHANGE(m, r->x % LB_LANES, LB_LANES,
                         LB_WIDTH(accumulate_with)(w, v, size, r, m, true))
    else
        LB_WITH_EXCHANGE(m, r->x % LB_LANES, LB_LANES,
                         LB_WIDTH(accumulate_with)(w, v, size, r, m, false))
}

#undef vector
#undef pair
#undef AT
#undef SET
