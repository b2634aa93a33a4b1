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

/* a with lane l and lane l ^ m exchanged. */
LB_TARGET LB_INLINE vector LB_WIDTH(exchange)(vector a, unsigned m)
{
    switch (m) {
#if LB_LANES == 2
    case 1:
        return LB_SHUFFLE(a, 1, 0);
#elif LB_LANES == 4
    case 1:
        return LB_SHUFFLE(a, 1, 0, 3, 2);
    case 2:
        return LB_SHUFFLE(a, 2, 3, 0, 1);
    case 3:
        return LB_SHUFFLE(a, 3, 2, 1, 0);
#elif LB_LANES == 8
    case 1:
        return LB_SHUFFLE(a, 1, 0, 3, 2, 5, 4, 7, 6);
    case 2:
        return LB_SHUFFLE(a, 2, 3, 0, 1, 6, 7, 4, 5);
    case 3:
        return LB_SHUFFLE(a, 3, 2, 1, 0, 7, 6, 5, 4);
    case 4:
        return LB_SHUFFLE(a, 4, 5, 6, 7, 0, 1, 2, 3);
    case 5:
        return LB_SHUFFLE(a, 5, 4, 7, 6, 1, 0, 3, 2);
    case 6:
        return LB_SHUFFLE(a, 6, 7, 4, 5, 2, 3, 0, 1);
    case 7:
        return LB_SHUFFLE(a, 7, 6, 5, 4, 3, 2, 1, 0);
#endif
    default:
        return a;
    }
}

/* signs[p][l] = s (-1)^(p + |l & z|): the factor of lane l in a register b with |b & z| = p. */
LB_TARGET static void LB_WIDTH(lane_signs)(double signs[2][LB_LANES], double s, uint64_t z)
{
    for (unsigned l = 0; l < LB_LANES; l++) {
        signs[0][l] = __builtin_parityll(l & z) ? -s : s;
        signs[1][l] = -signs[0][l];
    }
}

#define AT(array, b)  (*(const vector *)((array) + LB_LANES * (b)))
#define SET(array, b) (*(vector *)((array) + LB_LANES * (b)))

/* One register pair of v, updated with its partner p: c v + s (-i P) v. */
#define UPDATE(re, im, b, c, s, v_re, v_im, p_re, p_im)                                            \
    do {                                                                                           \
        SET(re, b) = (c) * (v_re) + (s) * (crosses ? (p_im) : (p_re));                             \
        SET(im, b) = crosses ? (c) * (v_im) - (s) * (p_re) : (c) * (v_im) + (s) * (p_im);          \
    } while (0)

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
        vector v_re = AT(re, b), v_im = AT(im, b);
        vector p_re = LB_WIDTH(exchange)(v_re, low), p_im = LB_WIDTH(exchange)(v_im, low);
        UPDATE(re, im, b, c, s, v_re, v_im, p_re, p_im);
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
            unsigned p = (unsigned)__builtin_parityll(b & z);
            vector s = AT(signs[p], 0), t = AT(signs[p ^ other], 0);
            vector v_re = AT(re, b), v_im = AT(im, b), w_re = AT(re, d), w_im = AT(im, d);
            vector pv_re = LB_WIDTH(exchange)(v_re, low), pv_im = LB_WIDTH(exchange)(v_im, low);
            vector pw_re = LB_WIDTH(exchange)(w_re, low), pw_im = LB_WIDTH(exchange)(w_im, low);
            UPDATE(re, im, b, c, s, v_re, v_im, pw_re, pw_im);
            UPDATE(re, im, d, c, t, w_re, w_im, pv_re, pv_im);
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
        vector p_re = LB_WIDTH(exchange)(AT(v, b ^ x), low);
        vector p_im = LB_WIDTH(exchange)(AT(v + size, b ^ x), low);
        UPDATE(w, w + size, b, 1.0, s, AT(w, b), AT(w + size, b), p_re, p_im);
    }
}

LB_TARGET static void LB_WIDTH(multiply)(double *re, double *im, size_t size, const double *a,
                                         const double *b, bool inverse)
{
    double sign = inverse ? -1 : 1;
    for (size_t k = 0; k < size / LB_LANES; k++) {
        vector c = AT(a, k), s = sign * AT(b, k), v_re = AT(re, k), v_im = AT(im, k);
        SET(re, k) = c * v_re - s * v_im;
        SET(im, k) = c * v_im + s * v_re;
    }
}

#define EACH_CASE(m)                                                                               \
    case 2 * (m):                                                                                  \
        CALL(m, false);                                                                            \
        break;                                                                                     \
    case 2 * (m) + 1:                                                                              \
        CALL(m, true);                                                                             \
        break;
#if LB_LANES == 1
#define ALL_CASES EACH_CASE(0)
#elif LB_LANES == 2
#define ALL_CASES EACH_CASE(0) EACH_CASE(1)
#elif LB_LANES == 4
#define ALL_CASES EACH_CASE(0) EACH_CASE(1) EACH_CASE(2) EACH_CASE(3)
#else
#define ALL_CASES                                                                                  \
    EACH_CASE(0)                                                                                   \
    EACH_CASE(1) EACH_CASE(2) EACH_CASE(3) EACH_CASE(4) EACH_CASE(5) EACH_CASE(6) EACH_CASE(7)
#endif

LB_TARGET static void LB_WIDTH(rotate)(double *re, double *im, size_t size, const lb_rotation *r,
                                       double sine)
{
    unsigned selector = 2 * (unsigned)(r->x % LB_LANES) + r->crosses;
    if (r->x < LB_LANES) {
#define CALL(m, crosses) LB_WIDTH(rotate_inside)(re, im, size, r, sine, m, crosses)
        switch (selector) {
            ALL_CASES
        }
#undef CALL
    } else {
#define CALL(m, crosses) LB_WIDTH(rotate_across)(re, im, size, r, sine, m, crosses)
        switch (selector) {
            ALL_CASES
        }
#undef CALL
    }
}

LB_TARGET static void LB_WIDTH(accumulate)(double *w, const double *v, size_t size,
                                           const lb_rotation *r)
{
#define CALL(m, crosses) LB_WIDTH(accumulate_with)(w, v, size, r, m, crosses)
    switch (2 * (unsigned)(r->x % LB_LANES) + r->crosses) {
        ALL_CASES
    }
#undef CALL
}

#undef vector
#undef AT
#undef SET
#undef UPDATE
#undef EACH_CASE
#undef ALL_CASES
