/* The loops of the kernel, included by kernel.c once for each kind of processor: LB_TARGET is the
 * attribute that lets the compiler use it, LB_WIDTH(name) a name of its own. What a loop reads is
 * copied first: registers are stored to what may be anything, and the compiler would read it again. */

LB_TARGET LB_INLINE pair LB_WIDTH(get)(const lb_vectors *v, int which, size_t b)
{
    return (pair){AT(v->re[which], b), AT(v->im[which], b)};
}

LB_TARGET LB_INLINE void LB_WIDTH(put)(const lb_vectors *v, int which, size_t b, pair a)
{
    SET(v->re[which], b) = a.re;
    SET(v->im[which], b) = a.im;
}

#include "base/exchange_loops.h"

LB_TARGET LB_INLINE pair LB_WIDTH(exchanged)(pair v, unsigned m)
{
    return (pair){LB_WIDTH(exchange)(v.re, m), LB_WIDTH(exchange)(v.im, m)};
}

LB_TARGET LB_INLINE vector LB_WIDTH(select)(vector a, vector b, mask m)
{
    return (vector)(((mask)a & ~m) | ((mask)b & m));
}

LB_TARGET LB_INLINE pair LB_WIDTH(select_pair)(pair a, pair b, mask m)
{
    return (pair){LB_WIDTH(select)(a.re, b.re, m), LB_WIDTH(select)(a.im, b.im, m)};
}

/* x = k pi/2 + r with |r| <= pi/4: k by rounding, pi/2 in three parts, of which the first two have 33
 * bits, so that their products with k are exact. Then the Taylor series of r, to below rounding errors,
 * exchanged and with signs by k mod 4. */
LB_TARGET static void LB_WIDTH(circle)(double *cosines, double *sines, const double *arguments,
                                       size_t N)
{
    static const double
        of_sine[] = {-1.0 / 6,        1.0 / 120,        -1.0 / 5040,         1.0 / 362880,
                     -1.0 / 39916800, 1.0 / 6227020800, -1.0 / 1307674368e3, 1.0 / 355687428096e3},
        of_cosine[] = {-0.5,           1.0 / 24,        -1.0 / 720,         1.0 / 40320,
                       -1.0 / 3628800, 1.0 / 479001600, -1.0 / 87178291200, 1.0 / 20922789888e3};
    enum { TERMS = sizeof of_sine / sizeof of_sine[0] };
    const double rounder = 0x1.8p52;
    for (size_t i = 0; i < N; i++) {
        vector x = AT(arguments, i), shifted = x * 0x1.45f306dc9c883p-1 + rounder;
        bits k = (bits)shifted;
        vector turns = shifted - rounder, r = x - turns * 0x1.921fb544p+0;
        r = r - turns * 0x1.0b4611a6p-34;
        r = r - turns * 0x1.3198a2e037073p-69;
        vector square = r * r, s = square * of_sine[TERMS - 1], c = square * of_cosine[TERMS - 1];
        LB_UNROLL
        for (int t = TERMS - 2; t >= 0; t--) {
            s = (s + of_sine[t]) * square;
            c = (c + of_cosine[t]) * square;
        }
        s = r + r * s;
        c = c + 1;
        bits sine_sign = (k & 2) << 62, cosine_sign = ((k + 1) & 2) << 62;
        mask odd = -(mask)(k & 1);
        vector sine = LB_WIDTH(select)(s, c, odd), cosine = LB_WIDTH(select)(c, s, odd);
        SET(sines, i) = (vector)((bits)sine ^ sine_sign);
        SET(cosines, i) = (vector)((bits)cosine ^ cosine_sign);
    }
}

/* The member of a pair of amplitudes (own, partner) after a flip. */
LB_TARGET LB_INLINE pair LB_WIDTH(flipped)(pair own, pair partner, vector t, mask m,
                                           lb_flip_form form)
{
    pair u = own, v = partner;
    if (form == LB_FLIP_EXCHANGED) {
        u = partner;
        v = own;
    }
    if (form == LB_FLIP_MIXED) {
        u = LB_WIDTH(select_pair)(own, partner, m);
        v = LB_WIDTH(select_pair)(partner, own, m);
    }
    return (pair){u.re + t * v.im, u.im - t * v.re};
}

LB_TARGET LB_INLINE pair LB_WIDTH(flip_lanes)(pair v, vector t, mask m, lb_flip_form form)
{
    v = LB_WIDTH(flipped)(v, LB_WIDTH(exchanged)(v, 1), t, m, form);
    v = LB_WIDTH(flipped)(v, LB_WIDTH(exchanged)(v, 2), t, m, form);
    return LB_WIDTH(flipped)(v, LB_WIDTH(exchanged)(v, 4), t, m, form);
}

/* Re conj(a) (-i b), one summand for each lane. */
LB_TARGET LB_INLINE vector LB_WIDTH(turned_product)(pair a, pair b)
{
    return a.re * b.im - a.im * b.re;
}

LB_TARGET LB_INLINE pair LB_WIDTH(phase)(pair v, const lb_phases *P, size_t b, bool rows)
{
    if (!rows)
        return (pair){v.re * AT(P->scale, 0), v.im * AT(P->scale, 0)};
    const double *row = P->table + (size_t)2 * LB_REGISTER * P->rows[b];
    vector c = AT(row, 0), s = AT(row, 1);
    return (pair){c * v.re - s * v.im, c * v.im + s * v.re};
}

/* Registers through the flips in their lanes and the mirror: two that are partners, or one. */
LB_TARGET LB_INLINE void LB_WIDTH(flip_inside)(pair a[2], size_t partners, const lb_flips *F,
                                               lb_flip_form form, bool lanes, lb_mirror mirror)
{
    vector t = AT(F->tangent, 0);
    mask m = mirror ? *(const mask *)F->mask : (mask){0};
    const unsigned turn = mirror == LB_MIRROR_LANES ? LB_REGISTER - 1 : 0;
    for (size_t e = 0; e < partners && lanes; e++)
        a[e] = LB_WIDTH(flip_lanes)(a[e], t, (mask){0}, form);
    if (!mirror)
        return;
    pair own = a[0], other = a[partners - 1];
    for (size_t e = 0; e < partners; e++)
        a[e] = LB_WIDTH(flipped)(e ? other : own, LB_WIDTH(exchanged)(e ? own : other, turn), t, m,
                                 LB_FLIP_MIXED);
}

/* The sum of the partners of register e in these flips. */
LB_TARGET LB_INLINE pair LB_WIDTH(sum_inside)(const pair a[2], size_t e, size_t partners,
                                              bool lanes, lb_mirror mirror)
{
    const unsigned turn = mirror == LB_MIRROR_LANES ? LB_REGISTER - 1 : 0;
    pair sum = {{0}, {0}};
    LB_UNROLL
    for (unsigned m = 1; m < LB_REGISTER && lanes; m *= 2) {
        pair p = LB_WIDTH(exchanged)(a[e], m);
        sum = (pair){sum.re + p.re, sum.im + p.im};
    }
    if (mirror) {
        pair p = LB_WIDTH(exchanged)(a[partners - 1 - e], turn);
        sum = (pair){sum.re + p.re, sum.im + p.im};
    }
    return sum;
}

LB_TARGET LB_INLINE void LB_WIDTH(open_at)(const lb_vectors *v, const size_t at[2],
                                           const size_t partners, const lb_phases *P,
                                           const lb_flips *F, lb_flip_form form, bool rows,
                                           bool lanes, lb_mirror mirror)
{
    pair a[2];
    for (size_t e = 0; e < partners; e++)
        a[e] = LB_WIDTH(phase)(LB_WIDTH(get)(v, 0, at[e]), P, at[e], rows);
    if (lanes || mirror)
        LB_WIDTH(flip_inside)(a, partners, F, form, lanes, mirror);
    for (size_t e = 0; e < partners; e++)
        LB_WIDTH(put)(v, 0, at[e], a[e]);
}

LB_TARGET LB_INLINE void LB_WIDTH(open_with)(const lb_vectors *vectors, size_t N,
                                             const lb_phases *phases, const lb_flips *flips,
                                             lb_flip_form form, bool rows, bool lanes,
                                             lb_mirror mirror)
{
    const lb_vectors v[1] = {*vectors};
    const lb_phases P[1] = {*phases};
    const lb_flips F[1] = {lanes || mirror ? *flips : (lb_flips){0}};
    if (mirror && N > 1)
        for (size_t b = 0; b < N / 2; b++)
            LB_WIDTH(open_at)(v, (size_t[2]){b, N - 1 - b}, 2, P, F, form, rows, lanes, mirror);
    else
        for (size_t b = 0; b < N; b++)
            LB_WIDTH(open_at)(v, (size_t[2]){b, b}, 1, P, F, form, rows, lanes, mirror);
}

LB_TARGET LB_INLINE void LB_WIDTH(close_at)(const lb_vectors *v, const size_t at[2],
                                            const size_t partners, const lb_phases *P,
                                            const lb_flips *F, vector sums[2], lb_flip_form form,
                                            bool rows, bool lanes, lb_mirror mirror)
{
    pair a[2], l[2];
    for (size_t e = 0; e < partners; e++) {
        a[e] = LB_WIDTH(get)(v, 0, at[e]);
        l[e] = LB_WIDTH(get)(v, 1, at[e]);
    }
    if (lanes || mirror) {
        for (size_t e = 0; e < partners; e++)
            sums[0] +=
                LB_WIDTH(turned_product)(l[e], LB_WIDTH(sum_inside)(a, e, partners, lanes, mirror));
        LB_WIDTH(flip_inside)(a, partners, F, form, lanes, mirror);
        LB_WIDTH(flip_inside)(l, partners, F, form, lanes, mirror);
    }
    for (size_t e = 0; e < partners; e++) {
        if (rows)
            sums[1] += AT(P->weights, P->rows[at[e]]) * LB_WIDTH(turned_product)(l[e], a[e]);
        LB_WIDTH(put)(v, 0, at[e], LB_WIDTH(phase)(a[e], P, at[e], rows));
        LB_WIDTH(put)(v, 1, at[e], LB_WIDTH(phase)(l[e], P, at[e], rows));
    }
}

LB_TARGET LB_INLINE void LB_WIDTH(close_with)(const lb_vectors *vectors, size_t N,
                                              const lb_phases *phases, const lb_flips *flips,
                                              double *sums, lb_flip_form form, bool rows,
                                              bool lanes, lb_mirror mirror)
{
    const lb_vectors v[1] = {*vectors};
    const lb_phases P[1] = {*phases};
    const lb_flips F[1] = {lanes || mirror ? *flips : (lb_flips){0}};
    vector parts[2] = {{0}, {0}};
    if (mirror && N > 1)
        for (size_t b = 0; b < N / 2; b++)
            LB_WIDTH(close_at)
    (v, (size_t[2]){b, N - 1 - b}, 2, P, F, parts, form, rows, lanes, mirror);
    else for (size_t b = 0; b < N; b++)
        LB_WIDTH(close_at)(v, (size_t[2]){b, b}, 1, P, F, parts, form, rows, lanes, mirror);
    SET(sums, 0) = parts[0];
    SET(sums, 1) = parts[1];
}

/* The statement, with constants that equal the form of the lanes, whether they flip, the mirror and
 * whether there are rows. Lanes are of one state: they have one form, and a mirror reverses them. */
#define LB_WITH_FLIPS(F, phases, statement)                                                        \
    do {                                                                                           \
        if ((phases)->rows)                                                                        \
            LB_WITH_LANES(F, true, statement)                                                      \
        else                                                                                       \
            LB_WITH_LANES(F, false, statement)                                                     \
    } while (0)
#define LB_WITH_LANES(F, has_rows, statement)                                                      \
    switch ((F) ? 4 * (int)(F)->mirror + ((F)->lanes ? 1 + (int)(F)->form : 0) : 0) {              \
        LB_LANES_CASE(0, LB_FLIP_PLAIN, has_rows, false, LB_MIRROR_NONE, statement)                \
        LB_LANES_CASE(1, LB_FLIP_PLAIN, has_rows, true, LB_MIRROR_NONE, statement)                 \
        LB_LANES_CASE(2, LB_FLIP_EXCHANGED, has_rows, true, LB_MIRROR_NONE, statement)             \
        LB_LANES_CASE(4, LB_FLIP_PLAIN, has_rows, false, LB_MIRROR_REGISTERS, statement)           \
        LB_LANES_CASE(8, LB_FLIP_PLAIN, has_rows, false, LB_MIRROR_LANES, statement)               \
        LB_LANES_CASE(9, LB_FLIP_PLAIN, has_rows, true, LB_MIRROR_LANES, statement)                \
        LB_LANES_CASE(10, LB_FLIP_EXCHANGED, has_rows, true, LB_MIRROR_LANES, statement)           \
    }
#define LB_LANES_CASE(value, the_form, has_rows, has_lanes, the_mirror, statement)                 \
    case value: {                                                                                  \
        const lb_flip_form form = the_form;                                                        \
        const lb_mirror mirror = the_mirror;                                                       \
        const bool rows = has_rows, lanes = has_lanes;                                             \
        statement;                                                                                 \
    } break;

LB_TARGET static void LB_WIDTH(open)(const lb_vectors *v, size_t N, const lb_phases *P,
                                     const lb_flips *F)
{
    LB_WITH_FLIPS(F, P, LB_WIDTH(open_with)(v, N, P, F, form, rows, lanes, mirror));
}

LB_TARGET static void LB_WIDTH(close)(const lb_vectors *v, size_t N, const lb_phases *P,
                                      const lb_flips *F, double *sums)
{
    LB_WITH_FLIPS(F, P, LB_WIDTH(close_with)(v, N, P, F, sums, form, rows, lanes, mirror));
}
#undef LB_WITH_FLIPS
#undef LB_WITH_LANES
#undef LB_LANES_CASE

/* The registers b + e stride, through flips on all bits of e. */
LB_TARGET LB_INLINE void LB_WIDTH(flip_group)(const lb_vectors *v, int which, size_t b,
                                              size_t stride, const unsigned count, vector t, mask m,
                                              lb_flip_form form)
{
    pair a[1 << LB_FLIPS_MAX];
    LB_UNROLL
    for (unsigned e = 0; e < 1U << count; e++)
        a[e] = LB_WIDTH(get)(v, which, b + e * stride);
    LB_UNROLL
    for (unsigned q = 0; q < count; q++)
        LB_UNROLL
    for (unsigned e = 0; e < 1U << count; e++) {
        if (e >> q & 1)
            continue;
        pair own = a[e], partner = a[e | 1U << q];
        a[e] = LB_WIDTH(flipped)(own, partner, t, m, form);
        a[e | 1U << q] = LB_WIDTH(flipped)(partner, own, t, m, form);
    }
    LB_UNROLL
    for (unsigned e = 0; e < 1U << count; e++)
        LB_WIDTH(put)(v, which, b + e * stride, a[e]);
}

LB_TARGET LB_INLINE vector LB_WIDTH(flip_products)(const lb_vectors *v, size_t b, size_t stride,
                                                   const unsigned count)
{
    vector products = {0};
    pair a[1 << LB_FLIPS_MAX];
    LB_UNROLL
    for (unsigned e = 0; e < 1U << count; e++)
        a[e] = LB_WIDTH(get)(v, 0, b + e * stride);
    LB_UNROLL
    for (unsigned e = 0; e < 1U << count; e++) {
        pair sum = a[e ^ 1], l = LB_WIDTH(get)(v, 1, b + e * stride);
        LB_UNROLL
        for (unsigned q = 1; q < count; q++) {
            sum.re += a[e ^ 1U << q].re;
            sum.im += a[e ^ 1U << q].im;
        }
        products += LB_WIDTH(turned_product)(l, sum);
    }
    return products;
}

LB_TARGET LB_INLINE void LB_WIDTH(flip_with)(const lb_vectors *vectors, size_t N, const lb_flips *F,
                                             const unsigned count, lb_flip_form form, bool back,
                                             double *sum)
{
    const lb_vectors v[1] = {*vectors};
    const size_t stride = F->stride;
    vector t = AT(F->tangent, 0), products = {0};
    mask m = form == LB_FLIP_MIXED ? *(const mask *)F->mask : (mask){0};
    for (size_t block = 0; block < N; block += stride << count)
        for (size_t b = block; b < block + stride; b++) {
            if (back) {
                products += LB_WIDTH(flip_products)(v, b, stride, count);
                LB_WIDTH(flip_group)(v, 1, b, stride, count, t, m, form);
            }
            LB_WIDTH(flip_group)(v, 0, b, stride, count, t, m, form);
        }
    if (back)
        SET(sum, 0) = products;
}

#define LB_FLIP_CASE(count, form, back)                                                            \
    case 4 * (count) + (form):                                                                     \
        LB_WIDTH(flip_with)(v, N, F, count, form, back, sum);                                      \
        break;
#define LB_FLIP_CASES(form, back)                                                                  \
    LB_FLIP_CASE(1, form, back)                                                                    \
    LB_FLIP_CASE(2, form, back)                                                                    \
    LB_FLIP_CASE(3, form, back)

LB_TARGET static void LB_WIDTH(flip)(const lb_vectors *v, size_t N, const lb_flips *F)
{
    double *sum = NULL;
    switch (4 * F->count + F->form) {
        LB_FLIP_CASES(LB_FLIP_PLAIN, false)
        LB_FLIP_CASES(LB_FLIP_EXCHANGED, false)
        LB_FLIP_CASES(LB_FLIP_MIXED, false)
    }
}

LB_TARGET static void LB_WIDTH(flip_back)(const lb_vectors *v, size_t N, const lb_flips *F,
                                          double *sum)
{
    switch (4 * F->count + F->form) {
        LB_FLIP_CASES(LB_FLIP_PLAIN, true)
        LB_FLIP_CASES(LB_FLIP_EXCHANGED, true)
        LB_FLIP_CASES(LB_FLIP_MIXED, true)
    }
}
#undef LB_FLIP_CASE
#undef LB_FLIP_CASES

/* -i P of the partner: what comes to an amplitude, but for the sign. */
LB_TARGET LB_INLINE pair LB_WIDTH(arriving)(pair partner, unsigned lanes, bool crosses)
{
    pair p = LB_WIDTH(exchanged)(partner, lanes);
    return crosses ? (pair){p.im, -p.re} : p;
}

LB_TARGET LB_INLINE pair LB_WIDTH(turned)(pair own, pair arriving, vector c, vector s)
{
    return (pair){c * own.re + s * arriving.re, c * own.im + s * arriving.im};
}

/* Registers b and b ^ x, which may be one: the product before, then the turn of both vectors. */
LB_TARGET LB_INLINE vector LB_WIDTH(turn_at)(const lb_vectors *v, size_t b, const lb_turn *T,
                                             unsigned lanes, bool crosses, bool back, bool apart)
{
    size_t d = b ^ T->x;
    unsigned p = (unsigned)__builtin_parityll(b & T->z), q = (unsigned)__builtin_parityll(d & T->z);
    vector c = AT(T->cosine, 0), products = {0};
    for (int which = 0; which < (back ? 2 : 1); which++) {
        pair own = LB_WIDTH(get)(v, which, b), other = apart ? LB_WIDTH(get)(v, which, d) : own;
        pair to_own = LB_WIDTH(arriving)(other, lanes, crosses),
             to_other = LB_WIDTH(arriving)(own, lanes, crosses);
        if (back && which == 0) {
            pair l = LB_WIDTH(get)(v, 1, b);
            products += AT(T->signs[p], 0) * (l.re * to_own.re + l.im * to_own.im);
            if (apart) {
                l = LB_WIDTH(get)(v, 1, d);
                products += AT(T->signs[q], 0) * (l.re * to_other.re + l.im * to_other.im);
            }
        }
        LB_WIDTH(put)(v, which, b, LB_WIDTH(turned)(own, to_own, c, AT(T->sines[p], 0)));
        if (apart)
            LB_WIDTH(put)(v, which, d, LB_WIDTH(turned)(other, to_other, c, AT(T->sines[q], 0)));
    }
    return products;
}

LB_TARGET LB_INLINE void LB_WIDTH(turn_with)(const lb_vectors *vectors, size_t N,
                                             const lb_turn *turn, unsigned lanes, bool crosses,
                                             double *sum, bool back)
{
    const lb_vectors v[1] = {*vectors};
    const lb_turn T[1] = {*turn};
    vector products = {0};
    if (!T->x)
        for (size_t b = 0; b < N; b++)
            products += LB_WIDTH(turn_at)(v, b, T, lanes, crosses, back, false);
    else {
        size_t half = (size_t)1 << (63 - __builtin_clzll(T->x));
        for (size_t block = 0; block < N; block += 2 * half)
            for (size_t b = block; b < block + half; b++)
                products += LB_WIDTH(turn_at)(v, b, T, lanes, crosses, back, true);
    }
    if (back)
        SET(sum, 0) = products;
}

LB_TARGET static void LB_WIDTH(turn)(const lb_vectors *v, size_t N, const lb_turn *T)
{
    if (T->crosses)
        LB_WITH_EXCHANGE(m, T->lanes, 8, LB_WIDTH(turn_with)(v, N, T, m, true, NULL, false))
    else
        LB_WITH_EXCHANGE(m, T->lanes, 8, LB_WIDTH(turn_with)(v, N, T, m, false, NULL, false))
}

LB_TARGET static void LB_WIDTH(turn_back)(const lb_vectors *v, size_t N, const lb_turn *T,
                                          double *sum)
{
    if (T->crosses)
        LB_WITH_EXCHANGE(m, T->lanes, 8, LB_WIDTH(turn_with)(v, N, T, m, true, sum, true))
    else
        LB_WITH_EXCHANGE(m, T->lanes, 8, LB_WIDTH(turn_with)(v, N, T, m, false, sum, true))
}

LB_TARGET LB_INLINE void LB_WIDTH(accumulate_with)(const lb_vectors *vectors, size_t N,
                                                   const lb_turn *turn, unsigned lanes,
                                                   bool crosses, double *sum)
{
    const lb_vectors v[1] = {*vectors};
    const lb_turn T[1] = {*turn};
    const vector zero = {0}, one = zero + 1;
    vector products = zero;
    for (size_t b = 0; b < N; b++) {
        unsigned p = (unsigned)__builtin_parityll(b & T->z);
        pair to_own = LB_WIDTH(arriving)(LB_WIDTH(get)(v, 0, b ^ T->x), lanes, crosses),
             l = LB_WIDTH(get)(v, 1, b);
        products += AT(T->signs[p], 0) * (l.re * to_own.re + l.im * to_own.im);
        LB_WIDTH(put)(v, 1, b, LB_WIDTH(turned)(l, to_own, one, AT(T->sines[p], 0)));
    }
    SET(sum, 0) = products;
}

LB_TARGET static void LB_WIDTH(accumulate)(const lb_vectors *v, size_t N, const lb_turn *T,
                                           double *sum)
{
    if (T->crosses)
        LB_WITH_EXCHANGE(m, T->lanes, 8, LB_WIDTH(accumulate_with)(v, N, T, m, true, sum))
    else
        LB_WITH_EXCHANGE(m, T->lanes, 8, LB_WIDTH(accumulate_with)(v, N, T, m, false, sum))
}

LB_TARGET static void LB_WIDTH(measure)(const lb_vectors *vectors, size_t begin, size_t end,
                                        const lb_measured *measured, double *sum)
{
    const lb_vectors v[1] = {*vectors};
    const lb_measured O[1] = {*measured};
    vector value = {0};
    for (size_t b = begin; b < end; b++) {
        pair own = LB_WIDTH(get)(v, 0, b), flips = {{0}, {0}}, w = flips;
        if (O->flip != 0) {
            for (unsigned m = 1; O->lanes && m < LB_REGISTER; m *= 2) {
                flips.re += LB_WIDTH(exchange)(own.re, m);
                flips.im += LB_WIDTH(exchange)(own.im, m);
            }
            for (unsigned q = 0; q < O->qubits; q++) {
                flips.re += AT(v->re[0], b ^ (size_t)1 << q);
                flips.im += AT(v->im[0], b ^ (size_t)1 << q);
            }
            if (O->mirror) {
                pair p = LB_WIDTH(get)(v, 0, O->last - b);
                if (O->mirror == LB_MIRROR_LANES)
                    p = LB_WIDTH(exchanged)(p, LB_REGISTER - 1);
                flips = (pair){flips.re + p.re, flips.im + p.im};
            }
            w = (pair){O->flip * flips.re, O->flip * flips.im};
        }
        if (O->rows) {
            vector d = AT(O->weights, O->rows[b]);
            w = (pair){w.re + d * own.re, w.im + d * own.im};
        }
        value += own.re * w.re + own.im * w.im;
        LB_WIDTH(put)(v, 1, b, w);
    }
    SET(sum, 0) = value;
}

LB_TARGET static void LB_WIDTH(overlap)(const lb_vectors *v, size_t N, double *sums)
{
    vector re = {0}, im = {0};
    for (size_t b = 0; b < N; b++) {
        pair a = LB_WIDTH(get)(v, 0, b), l = LB_WIDTH(get)(v, 1, b);
        re += l.re * a.re + l.im * a.im;
        im += l.re * a.im - l.im * a.re;
    }
    SET(sums, 0) = re;
    SET(sums, 1) = im;
}

/* Vector 1 times a complex register. */
LB_TARGET static void LB_WIDTH(scale)(const lb_vectors *v, size_t N, const double *factor)
{
    vector re = AT(factor, 0), im = AT(factor, 1);
    for (size_t b = 0; b < N; b++) {
        pair a = LB_WIDTH(get)(v, 1, b);
        LB_WIDTH(put)(v, 1, b, (pair){re * a.re - im * a.im, re * a.im + im * a.re});
    }
}
