/* The loops of the kernel, included by kernel.c once for each kind of processor. LB_TARGET is the
 * attribute that lets the compiler use its registers, LB_WIDTH(name) a name of its own.
 *
 * A gate pairs amplitude k with k ^ x. Of x, the low three bits exchange lanes and the others
 * registers, here x = 8 * 2 + 3 on a state of four pairs of registers:
 *
 *     pair b           0     1     2     3
 *                      |     +-----|-----+
 *                      +-----------+               partners b and d = b ^ (x / 8)
 *     lane of v[b]     0  1  2  3  4  5  6  7
 *     lane of v[d]     3  2  1  0  7  6  5  4      exchanged: l ^ (x % 8)
 *
 *     v[b] <- v[b] + s * (-iP)(exchanged v[d]),   v[d] <- v[d] + u * (-iP)(exchanged v[b])
 *
 * with signs s and u for the lanes, which depend on b and d only through the parities of b & z and
 * d & z. */

/* x modulo p, balanced. */
LB_TARGET LB_INLINE vector LB_WIDTH(reduce)(vector x, lb_field F)
{
    vector quotient = (x * F.inverse + ROUNDER) - ROUNDER;
    return x - quotient * F.modulus;
}

#include "base/exchange_loops.h"

LB_TARGET LB_INLINE pair LB_WIDTH(get)(const double *v, size_t b)
{
    return (pair){CONST_AT(v, 2 * b), CONST_AT(v, 2 * b + 1)};
}

LB_TARGET LB_INLINE pair LB_WIDTH(exchanged)(const pair *v, unsigned m)
{
    return (pair){LB_WIDTH(exchange)(v->re, m), LB_WIDTH(exchange)(v->im, m)};
}

LB_TARGET LB_INLINE void LB_WIDTH(put_reduced)(double *v, size_t b, vector re, vector im,
                                               lb_field F)
{
    AT(v, 2 * b) = LB_WIDTH(reduce)(re, F);
    AT(v, 2 * b + 1) = LB_WIDTH(reduce)(im, F);
}

/* w <- a + s (-i P) p for the pairs of register b. */
LB_TARGET LB_INLINE void LB_WIDTH(update)(double *w, size_t b, pair a, vector s, pair p,
                                          bool crosses, lb_field F)
{
    if (crosses)
        LB_WIDTH(put_reduced)(w, b, a.re + s * p.im, a.im - s * p.re, F);
    else
        LB_WIDTH(put_reduced)(w, b, a.re + s * p.re, a.im + s * p.im, F);
}

LB_TARGET LB_INLINE lane_signs LB_WIDTH(make_signs)(uint64_t z, double factor)
{
    lane_signs s;
    for (unsigned l = 0; l < LANES; l++) {
        s.signs[0][l] = __builtin_parityll(l & z) ? -factor : factor;
        s.signs[1][l] = -s.signs[0][l];
    }
    return s;
}

/* When x touches lanes only, each register is its own partner. */
LB_TARGET LB_INLINE void LB_WIDTH(rotate_inside)(double *v, size_t size, const lb_exact_string *S,
                                                 double sign, lb_field F, unsigned low,
                                                 bool crosses)
{
    const lane_signs s = LB_WIDTH(make_signs)(S->z, sign * S->factor);
    const uint64_t z = S->z / LANES;
    for (size_t b = 0; b < size / LANES; b++) {
        vector t = CONST_AT(s.signs[__builtin_parityll(b & z)], 0);
        pair a = LB_WIDTH(get)(v, b);
        LB_WIDTH(update)(v, b, a, t, LB_WIDTH(exchanged)(&a, low), crosses, F);
    }
}

/* Otherwise registers b and d = b ^ x are partners; b runs over those without the highest bit of
 * x. */
LB_TARGET LB_INLINE void LB_WIDTH(rotate_across)(double *v, size_t size, const lb_exact_string *S,
                                                 double sign, lb_field F, unsigned low,
                                                 bool crosses)
{
    const lane_signs s = LB_WIDTH(make_signs)(S->z, sign * S->factor);
    const uint64_t x = S->x / LANES, z = S->z / LANES;
    const size_t half = (size_t)1 << (63 - __builtin_clzll(x));
    const int other = __builtin_parityll(x & z);
    for (size_t start = 0; start < size / LANES; start += 2 * half)
        for (size_t b = start; b < start + half; b++) {
            size_t d = b ^ x;
            int odd = __builtin_parityll(b & z);
            vector t = CONST_AT(s.signs[odd], 0), u = CONST_AT(s.signs[odd ^ other], 0);
            pair a = LB_WIDTH(get)(v, b), c = LB_WIDTH(get)(v, d);
            LB_WIDTH(update)(v, b, a, t, LB_WIDTH(exchanged)(&c, low), crosses, F);
            LB_WIDTH(update)(v, d, c, u, LB_WIDTH(exchanged)(&a, low), crosses, F);
        }
}

LB_TARGET LB_INLINE void LB_WIDTH(rotate_with)(double *v, size_t size, const lb_exact_string *S,
                                               double sign, lb_field F, unsigned low, bool crosses)
{
    if (S->x < LANES)
        LB_WIDTH(rotate_inside)(v, size, S, sign, F, low, crosses);
    else
        LB_WIDTH(rotate_across)(v, size, S, sign, F, low, crosses);
}

LB_TARGET static void LB_WIDTH(rotate)(double *v, size_t size, const lb_exact_string *S,
                                       double sign, const lb_field *F)
{
    if (S->crosses)
        LB_WITH_EXCHANGE(m, S->x % LANES, LANES,
                         LB_WIDTH(rotate_with)(v, size, S, sign, *F, m, true))
    else
        LB_WITH_EXCHANGE(m, S->x % LANES, LANES,
                         LB_WIDTH(rotate_with)(v, size, S, sign, *F, m, false))
}

LB_TARGET LB_INLINE void LB_WIDTH(accumulate_with)(double *w, const double *v, size_t size,
                                                   const lb_exact_string *S, double sign,
                                                   lb_field F, unsigned low, bool crosses)
{
    const lane_signs s = LB_WIDTH(make_signs)(S->z, sign * S->factor);
    const uint64_t x = S->x / LANES, z = S->z / LANES;
    for (size_t b = 0; b < size / LANES; b++) {
        vector t = CONST_AT(s.signs[__builtin_parityll(b & z)], 0);
        pair a = LB_WIDTH(get)(w, b), p = LB_WIDTH(get)(v, b ^ x);
        LB_WIDTH(update)(w, b, a, t, LB_WIDTH(exchanged)(&p, low), crosses, F);
    }
}

LB_TARGET static void LB_WIDTH(accumulate)(double *w, const double *v, size_t size,
                                           const lb_exact_string *S, double sign, const lb_field *F)
{
    if (S->crosses)
        LB_WITH_EXCHANGE(m, S->x % LANES, LANES,
                         LB_WIDTH(accumulate_with)(w, v, size, S, sign, *F, m, true))
    else
        LB_WITH_EXCHANGE(m, S->x % LANES, LANES,
                         LB_WIDTH(accumulate_with)(w, v, size, S, sign, *F, m, false))
}

LB_TARGET static void LB_WIDTH(multiply)(double *v, const double *table, size_t size,
                                         bool conjugate, const lb_field *field)
{
    const lb_field F = *field;
    const double sign = conjugate ? -1 : 1;
    for (size_t b = 0; b < size / LANES; b++) {
        vector c = CONST_AT(table, 2 * b), s = sign * CONST_AT(table, 2 * b + 1);
        pair a = LB_WIDTH(get)(v, b);
        LB_WIDTH(put_reduced)(v, b, c * a.re - s * a.im, c * a.im + s * a.re, F);
    }
}

/* (a + b, a - b) for lanes that differ in bit m. */
LB_TARGET LB_INLINE vector LB_WIDTH(hadamard_lane)(vector r, unsigned m)
{
    vector signs;
    for (unsigned l = 0; l < LANES; l++)
        signs[l] = l & m ? -1 : 1;
    return LB_WIDTH(exchange)(r, m) + r * signs;
}

/* The same for the bits of a mask, one after the other. */
LB_TARGET LB_INLINE vector LB_WIDTH(hadamard_inside)(vector r, unsigned lanes)
{
    if (lanes & 1)
        r = LB_WIDTH(hadamard_lane)(r, 1);
    if (lanes & 2)
        r = LB_WIDTH(hadamard_lane)(r, 2);
    if (lanes & 4)
        r = LB_WIDTH(hadamard_lane)(r, 4);
    return r;
}

/* The butterflies between 2^radix registers at a distance of one bit of their number each, and
 * those inside them. */
LB_TARGET LB_INLINE void LB_WIDTH(butterfly)(double *base, const size_t *steps,
                                             const hadamard_pass *P, lb_field F,
                                             const unsigned radix)
{
    vector r[8];
    LB_UNROLL
    for (unsigned j = 0; j < 1u << radix; j++)
        r[j] = AT(base, steps[j]);
    if (P->lanes) {
        LB_UNROLL
        for (unsigned j = 0; j < 1u << radix; j++)
            r[j] = LB_WIDTH(hadamard_inside)(r[j], P->lanes);
    }
    LB_UNROLL
    for (unsigned h = 0; h < radix; h++) {
        LB_UNROLL
        for (unsigned j = 0; j < 1u << radix; j++) {
            unsigned k = j | 1u << h;
            if (j == k)
                continue;
            vector sum = r[j] + r[k];
            r[k] = r[j] - r[k];
            r[j] = sum;
        }
    }
    LB_UNROLL
    for (unsigned j = 0; j < 1u << radix; j++)
        AT(base, steps[j]) = P->reduces ? LB_WIDTH(reduce)(r[j], F) : r[j];
}

/* One pass of 2^radix registers at a time, on bits of the tile; the first also takes the lanes. */
LB_TARGET LB_INLINE void LB_WIDTH(butterflies_as)(double *v, const hadamard_tile *T,
                                                  const hadamard_pass *P, lb_field F,
                                                  const unsigned radix)
{
    size_t steps[8] = {0};
    for (unsigned j = 1; j < 1u << radix; j++)
        for (unsigned i = 0; i < radix; i++)
            steps[j] += j >> i & 1 ? tile_place(T, (size_t)1 << P->bits[i]) : 0;
    const unsigned low = radix ? P->bits[0] : T->bits;
    const size_t run = (size_t)1 << (low < T->columns ? low : T->columns);
    for (size_t i = 0; i < (size_t)1 << (T->bits - radix); i += run) {
        size_t local = i;
        for (unsigned j = 0; j < radix; j++)
            local = open_bit(local, P->bits[j]);
        double *base = v + LANES * tile_place(T, local);
        for (size_t c = 0; c < run; c++, base += LANES)
            LB_WIDTH(butterfly)(base, steps, P, F, radix);
    }
}

LB_TARGET static void LB_WIDTH(butterflies)(double *v, const hadamard_tile *T,
                                            const hadamard_pass *P, const lb_field *F)
{
    switch (P->radix) {
    case 0:
        LB_WIDTH(butterflies_as)(v, T, P, *F, 0);
        break;
    case 1:
        LB_WIDTH(butterflies_as)(v, T, P, *F, 1);
        break;
    case 2:
        LB_WIDTH(butterflies_as)(v, T, P, *F, 2);
        break;
    default:
        LB_WIDTH(butterflies_as)(v, T, P, *F, 3);
        break;
    }
}

LB_TARGET static void LB_WIDTH(phase)(double *v, size_t size, uint64_t plus, uint64_t minus)
{
    double powers[4][2][LANES] __attribute__((aligned(64)));
    for (unsigned e = 0; e < 4; e++)
        for (unsigned l = 0; l < LANES; l++) {
            unsigned power = (e + quarter_turns(l, plus, minus)) % 4;
            powers[e][0][l] = power == 0 ? 1 : power == 2 ? -1 : 0;
            powers[e][1][l] = power == 1 ? 1 : power == 3 ? -1 : 0;
        }
    for (size_t b = 0; b < size / LANES; b++) {
        unsigned e = quarter_turns(LANES * b, plus, minus);
        vector c = CONST_AT(powers[e][0], 0), s = CONST_AT(powers[e][1], 0);
        pair a = LB_WIDTH(get)(v, b);
        AT(v, 2 * b) = c * a.re - s * a.im;
        AT(v, 2 * b + 1) = c * a.im + s * a.re;
    }
}

LB_TARGET static void LB_WIDTH(subtract)(double *x, const double *r, double a, const double *s,
                                         double b, size_t length, const lb_field *field)
{
    const lb_field F = *field;
    for (size_t i = 0; i < length / LANES; i++)
        AT(x, i) = LB_WIDTH(reduce)((AT(x, i) - a * CONST_AT(r, i)) - b * CONST_AT(s, i), F);
}

LB_TARGET static void LB_WIDTH(scale)(double *x, double c, size_t length, const lb_field *field)
{
    const lb_field F = *field;
    for (size_t i = 0; i < length / LANES; i++)
        AT(x, i) = LB_WIDTH(reduce)(c * AT(x, i), F);
}

LB_TARGET static void LB_WIDTH(add_products)(double *x, const double *y, const double *a,
                                             size_t length, const lb_field *field)
{
    const lb_field F = *field;
    for (size_t i = 0; i < length / LANES; i++)
        AT(x, i) = LB_WIDTH(reduce)(AT(x, i) + CONST_AT(a, i) * CONST_AT(y, i), F);
}

LB_TARGET static void LB_WIDTH(turn)(double *x, double *y, double c, double s, size_t length,
                                     const lb_field *field)
{
    const lb_field F = *field;
    for (size_t i = 0; i < length / LANES; i++) {
        vector u = AT(x, i), w = AT(y, i);
        AT(x, i) = LB_WIDTH(reduce)(c * u - s * w, F);
        AT(y, i) = LB_WIDTH(reduce)(c * w + s * u, F);
    }
}

LB_TARGET static void LB_WIDTH(switch)(double *x, double *y, const double *a, size_t length,
                                       const lb_field *field)
{
    const lb_field F = *field;
    for (size_t i = 0; i < length / LANES; i++) {
        vector u = AT(x, i), w = AT(y, i);
        vector mixed = LB_WIDTH(reduce)(w + CONST_AT(a, i) * (u - w), F);
        AT(x, i) = mixed;
        AT(y, i) = LB_WIDTH(reduce)((u + w) - mixed, F);
    }
}

LB_TARGET LB_INLINE void LB_WIDTH(switch_lanes_with)(double *x, const double *a, unsigned m,
                                                     size_t length, lb_field F)
{
    for (size_t i = 0; i < length / LANES; i++) {
        vector u = AT(x, i), w = LB_WIDTH(exchange)(u, m);
        AT(x, i) = LB_WIDTH(reduce)(w + CONST_AT(a, i) * (u - w), F);
    }
}

LB_TARGET static void LB_WIDTH(switch_lanes)(double *x, const double *a, unsigned m, size_t length,
                                             const lb_field *F)
{
    if (m == 1)
        LB_WIDTH(switch_lanes_with)(x, a, 1, length, *F);
    else if (m == 2)
        LB_WIDTH(switch_lanes_with)(x, a, 2, length, *F);
    else
        LB_WIDTH(switch_lanes_with)(x, a, 4, length, *F);
}
