/* The loops of the kernel, included by kernel.c once for each kind of processor. LB_TARGET is the
 * attribute that lets the compiler use its registers, LB_WIDTH(name) a name of its own. */

LB_TARGET INLINE lane_signs LB_WIDTH(make_signs)(uint64_t z, double factor)
{
    lane_signs s;
    for (unsigned l = 0; l < LANES; l++) {
        s.signs[0][l] = __builtin_parityll(l & z) ? -factor : factor;
        s.signs[1][l] = -s.signs[0][l];
    }
    return s;
}

LB_TARGET INLINE void LB_WIDTH(rotate_as)(double *v, size_t count, const lb_exact_string *S,
                                          double sign, const lb_field *F, const bool crosses)
{
    TAKE_FIELD;
    const lane_signs s = LB_WIDTH(make_signs)(S->z, sign * S->factor);
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

LB_TARGET static void LB_WIDTH(rotate)(double *v, size_t size, const lb_exact_string *S,
                                       double sign, const lb_field *F)
{
    if (S->crosses)
        LB_WIDTH(rotate_as)(v, size / LANES, S, sign, F, true);
    else
        LB_WIDTH(rotate_as)(v, size / LANES, S, sign, F, false);
}

LB_TARGET INLINE void LB_WIDTH(accumulate_as)(double *w, const double *v, size_t count,
                                              const lb_exact_string *S, double sign,
                                              const lb_field *F, const bool crosses)
{
    TAKE_FIELD;
    const lane_signs s = LB_WIDTH(make_signs)(S->z, sign * S->factor);
    const unsigned low = S->x % LANES;
    const uint64_t x = S->x / LANES, z = S->z / LANES;
    FOR_LANES(ACCUMULATE)
}

LB_TARGET static void LB_WIDTH(accumulate)(double *w, const double *v, size_t size,
                                           const lb_exact_string *S, double sign, const lb_field *F)
{
    if (S->crosses)
        LB_WIDTH(accumulate_as)(w, v, size / LANES, S, sign, F, true);
    else
        LB_WIDTH(accumulate_as)(w, v, size / LANES, S, sign, F, false);
}

LB_TARGET static void LB_WIDTH(multiply)(double *v, const double *table, size_t size,
                                         bool conjugate, const lb_field *F)
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

/* One pass of 2^radix registers at a time, on bits of the tile; the first also takes the lanes. */
LB_TARGET INLINE void LB_WIDTH(butterflies_as)(double *v, const hadamard_tile *T,
                                               const hadamard_pass *P, const lb_field *F,
                                               const unsigned radix)
{
    TAKE_FIELD;
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
        for (size_t c = 0; c < run; c++, base += LANES) {
            vector r[8];
            UNROLL for (unsigned j = 0; j < 1u << radix; j++) r[j] = AT(base, steps[j]);
            if (P->lanes)
                UNROLL for (unsigned j = 0; j < 1u << radix; j++) HADAMARD_INSIDE(r[j], P->lanes);
            UNROLL for (unsigned h = 0; h < radix; h++)
                UNROLL for (unsigned j = 0; j < 1u << radix; j++) if (!(j >> h & 1))
            {
                vector sum = r[j] + r[j | 1 << h];
                r[j | 1 << h] = r[j] - r[j | 1 << h];
                r[j] = sum;
            }
            if (P->reduces)
                UNROLL for (unsigned j = 0; j < 1u << radix; j++) SET_REDUCED(r[j], r[j]);
            UNROLL for (unsigned j = 0; j < 1u << radix; j++) AT(base, steps[j]) = r[j];
        }
    }
}

LB_TARGET static void LB_WIDTH(butterflies)(double *v, const hadamard_tile *T,
                                            const hadamard_pass *P, const lb_field *F)
{
    switch (P->radix) {
    case 0:
        LB_WIDTH(butterflies_as)(v, T, P, F, 0);
        break;
    case 1:
        LB_WIDTH(butterflies_as)(v, T, P, F, 1);
        break;
    case 2:
        LB_WIDTH(butterflies_as)(v, T, P, F, 2);
        break;
    default:
        LB_WIDTH(butterflies_as)(v, T, P, F, 3);
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
        vector re = AT(v, 2 * b), im = AT(v, 2 * b + 1);
        AT(v, 2 * b) = c * re - s * im;
        AT(v, 2 * b + 1) = c * im + s * re;
    }
}

LB_TARGET static void LB_WIDTH(subtract)(double *x, const double *r, double a, const double *s,
                                         double b, size_t length, const lb_field *F)
{
    TAKE_FIELD;
    for (size_t i = 0; i < length / LANES; i++)
        SET_REDUCED(AT(x, i), (AT(x, i) - a * CONST_AT(r, i)) - b * CONST_AT(s, i));
}

LB_TARGET static void LB_WIDTH(scale)(double *x, double c, size_t length, const lb_field *F)
{
    TAKE_FIELD;
    for (size_t i = 0; i < length / LANES; i++)
        SET_REDUCED(AT(x, i), c * AT(x, i));
}

LB_TARGET static void LB_WIDTH(add_products)(double *x, const double *y, const double *a,
                                             size_t length, const lb_field *F)
{
    TAKE_FIELD;
    for (size_t i = 0; i < length / LANES; i++)
        SET_REDUCED(AT(x, i), AT(x, i) + CONST_AT(a, i) * CONST_AT(y, i));
}

LB_TARGET static void LB_WIDTH(turn)(double *x, double *y, double c, double s, size_t length,
                                     const lb_field *F)
{
    TAKE_FIELD;
    for (size_t i = 0; i < length / LANES; i++) {
        vector u = AT(x, i), w = AT(y, i);
        SET_REDUCED(AT(x, i), c * u - s * w);
        SET_REDUCED(AT(y, i), c * w + s * u);
    }
}

LB_TARGET static void LB_WIDTH(switch)(double *x, double *y, const double *a, size_t length,
                                       const lb_field *F)
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

LB_TARGET static void LB_WIDTH(switch_lanes)(double *x, const double *a, unsigned m, size_t length,
                                             const lb_field *F)
{
    TAKE_FIELD;
    if (m == 1)
        SWITCH_LANES(1)
    else if (m == 2)
        SWITCH_LANES(2)
    else
        SWITCH_LANES(4)
}
