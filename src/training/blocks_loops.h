/* The loops of blocks_turn.c, included once for each kind of processor. */

/* cosines and sines of f theta for |f theta| <= ARGUMENT_MAX: reduced to |x| <= pi/4, then the series
 * up to x^17 and x^18, whose next terms are below 2^-60. */
LB_TARGET LB_INLINE void LB_WIDTH(series)(double *cosine, double *sine, const double *theta,
                                          double f)
{
    vector angle = CONST_AT(theta, 0) * f, quarters, x, y, s, c;
    quarters = angle * 0.63661977236758134308 + ROUNDER;
    quarters -= ROUNDER;
    x = angle - quarters * HALF_PI_A;
    x -= quarters * HALF_PI_B;
    x -= quarters * HALF_PI_C;
    y = x * x;
    s = y * (1 / 355687428096000.0) - 1 / 1307674368000.0;
    s = s * y + 1 / 6227020800.0;
    s = s * y - 1 / 39916800.0;
    s = s * y + 1 / 362880.0;
    s = s * y - 1 / 5040.0;
    s = s * y + 1 / 120.0;
    s = s * y - 1 / 6.0;
    s = x + x * y * s;
    c = y * (1 / 20922789888000.0) - 1 / 87178291200.0;
    c = c * y + 1 / 479001600.0;
    c = c * y - 1 / 3628800.0;
    c = c * y + 1 / 40320.0;
    c = c * y - 1 / 720.0;
    c = c * y + 1 / 24.0;
    c = 1 - 0.5 * y + y * y * c;
    /* angle = x + quarters pi/2: a multiple of 4 of them is left out. */
    y = (quarters * 0.25 + ROUNDER) - ROUNDER;
    quarters -= 4 * y;
    mask odd = (quarters == 1) | (quarters == -1), beyond = (quarters == 2) | (quarters == -2);
    mask a = (odd & (mask)s) | (~odd & (mask)c), b = (odd & (mask)c) | (~odd & (mask)s);
    AT(cosine, 0) = (vector)(a ^ (SIGN & ((quarters == 1) | beyond)));
    AT(sine, 0) = (vector)(b ^ (SIGN & ((quarters == -1) | beyond)));
}

/* room: the cosines, then the sines. */
LB_TARGET LB_INLINE void LB_WIDTH(trigonometry)(const lb_exponential *blocks, const double *theta,
                                                double *room)
{
    double *cosines = room, *sines = room + LANES * (size_t)blocks->frequency_count;
    for (uint32_t i = 0; i < blocks->frequency_count; i++) {
        double f = blocks->frequencies[i];
        LB_WIDTH(series)(cosines + LANES * i, sines + LANES * i, theta, f);
        for (size_t l = 0; l < LANES; l++)
            if (!(fabs(f * theta[l]) <= ARGUMENT_MAX)) {
                cosines[LANES * i + l] = cos(f * theta[l]);
                sines[LANES * i + l] = sin(f * theta[l]);
            }
    }
}

/* E <- the exponential of a small kind. */
LB_TARGET LB_INLINE void LB_WIDTH(exponential)(const lb_exponential *blocks,
                                               const lb_block_kind *kind, const double *room,
                                               double *E)
{
    size_t size = (size_t)kind->order * kind->order;
    const double *cosines = room, *sines = room + LANES * (size_t)blocks->frequency_count;
    for (size_t e = 0; e < size; e++) {
        vector sum = {0};
        sum += kind->tables[e];
        for (uint32_t k = 0; k < kind->plane_count; k++) {
            const double *C = kind->tables + size * (1 + 2 * (size_t)k), *S = C + size;
            uint32_t f = kind->plane_frequencies[k];
            sum += C[e] * CONST_AT(cosines, f) + S[e] * CONST_AT(sines, f);
        }
        AT(E, e) = sum;
    }
}

/* r <- E r on the blocks of a small kind; order is a constant, so that what is small enough stays in
 * registers. */
LB_TARGET LB_INLINE void LB_WIDTH(forward)(double *restrict r, const lb_block_kind *kind,
                                           const double *E, uint32_t order)
{
    const uint32_t *restrict indices = kind->indices;
    vector e[LB_BLOCK_ORDER_MAX * LB_BLOCK_ORDER_MAX], x[LB_BLOCK_ORDER_MAX], y;
    for (uint32_t k = 0; k < order * order; k++)
        e[k] = CONST_AT(E, k);
    for (uint32_t b = kind->count; b-- > 0; indices += order) {
        LB_UNROLL
        for (uint32_t i = 0; i < order; i++)
            x[i] = AT(r, indices[i]);
        LB_UNROLL
        for (uint32_t i = 0; i < order; i++) {
            y = e[i * order] * x[0];
            LB_UNROLL
            for (uint32_t j = 1; j < order; j++)
                y += e[i * order + j] * x[j];
            AT(r, indices[i]) = y;
        }
    }
}

/* derivative += co . T r on the blocks of a small kind, and then r <- E^T r and co <- E^T co. The
 * products that belong to one entry of T are added up over the blocks first. */
LB_TARGET LB_INLINE void LB_WIDTH(backward)(double *restrict r, double *restrict co,
                                            double *derivative, const lb_block_kind *kind,
                                            const double *E, uint32_t order)
{
    const uint32_t *restrict indices = kind->indices;
    vector e[LB_BLOCK_ORDER_MAX * LB_BLOCK_ORDER_MAX], x[LB_BLOCK_ORDER_MAX], y;
    vector u[LB_BLOCK_ORDER_MAX], w, products[LB_BLOCK_ORDER_MAX * LB_BLOCK_ORDER_MAX / 2];
    for (uint32_t k = 0; k < order * order; k++)
        e[k] = CONST_AT(E, k);
    for (uint32_t k = 0; k < order * (order - 1) / 2; k++)
        products[k] = (vector){0};
    for (uint32_t b = kind->count; b-- > 0; indices += order) {
        LB_UNROLL
        for (uint32_t i = 0; i < order; i++) {
            x[i] = AT(r, indices[i]);
            u[i] = AT(co, indices[i]);
        }
        LB_UNROLL
        for (uint32_t j = 1; j < order; j++)
            LB_UNROLL
        for (uint32_t i = 0; i < j; i++) {
            products[j * (j - 1) / 2 + i] += u[i] * x[j];
            products[j * (j - 1) / 2 + i] -= u[j] * x[i];
        }
        LB_UNROLL
        for (uint32_t i = 0; i < order; i++) {
            y = e[i] * x[0];
            w = e[i] * u[0];
            LB_UNROLL
            for (uint32_t j = 1; j < order; j++) {
                y += e[j * order + i] * x[j];
                w += e[j * order + i] * u[j];
            }
            AT(r, indices[i]) = y;
            AT(co, indices[i]) = w;
        }
    }
    for (uint32_t k = 0; k < kind->entry_count; k++) {
        uint32_t i = kind->rows[k], j = kind->columns[k];
        AT(derivative, 0) += kind->entries[k] * products[j * (j - 1) / 2 + i];
    }
}

/* x and y, of a block, are what it was, copied; y <- exp(theta T) x, or with -theta: in the plane of p
 * and q, (a, b) = (p.x, q.x) becomes (c a - s b, c b + s a). */
LB_TARGET LB_INLINE void LB_WIDTH(turn_planes)(const lb_exponential *blocks,
                                               const lb_block_kind *kind, const double *room,
                                               const double *x, double *y, bool back)
{
    uint32_t order = kind->order;
    const double *cosines = room, *sines = room + LANES * (size_t)blocks->frequency_count;
    for (uint32_t k = 0; k < kind->plane_count; k++) {
        const double *p = kind->planes + (size_t)2 * k * order, *q = p + order;
        uint32_t f = kind->plane_frequencies[k];
        vector a = {0}, b = {0}, c = CONST_AT(cosines, f) - 1, s = CONST_AT(sines, f);
        for (uint32_t i = 0; i < order; i++) {
            a += p[i] * CONST_AT(x, i);
            b += q[i] * CONST_AT(x, i);
        }
        s = back ? -s : s;
        vector to_p = c * a - s * b, to_q = c * b + s * a;
        for (uint32_t i = 0; i < order; i++)
            AT(y, i) += p[i] * to_p + q[i] * to_q;
    }
}

/* The same with one frequency and products with T; z is room. */
LB_TARGET LB_INLINE void LB_WIDTH(turn_alike)(const lb_exponential *blocks,
                                              const lb_block_kind *kind, const double *room,
                                              const double *x, double *y, double *z, bool back)
{
    uint32_t order = kind->order, number = kind->plane_frequencies[0];
    double f = blocks->frequencies[number];
    vector c = (1 - CONST_AT(room, number)) / (f * f);
    vector s = CONST_AT(room, blocks->frequency_count + number) / (back ? -f : f);
    for (uint32_t i = 0; i < order; i++)
        AT(z, i) = (vector){0};
    for (uint32_t e = 0; e < kind->entry_count; e++) {
        AT(z, kind->rows[e]) += kind->entries[e] * CONST_AT(x, kind->columns[e]);
        AT(z, kind->columns[e]) -= kind->entries[e] * CONST_AT(x, kind->rows[e]);
    }
    for (uint32_t i = 0; i < order; i++)
        AT(y, i) += s * CONST_AT(z, i);
    for (uint32_t e = 0; e < kind->entry_count; e++) {
        AT(y, kind->rows[e]) += kind->entries[e] * c * CONST_AT(z, kind->columns[e]);
        AT(y, kind->columns[e]) -= kind->entries[e] * c * CONST_AT(z, kind->rows[e]);
    }
}

/* r <- exp(theta T) r on a large block, or with -theta. Room for three blocks. */
LB_TARGET LB_INLINE void LB_WIDTH(turn_large)(const lb_exponential *blocks,
                                              const lb_block_kind *kind, double *r,
                                              const uint32_t *indices, const double *room,
                                              double *x, bool back)
{
    uint32_t order = kind->order;
    double *y = x + LANES * (size_t)order, *z = y + LANES * (size_t)order;
    for (uint32_t i = 0; i < order; i++)
        AT(y, i) = AT(x, i) = AT(r, indices[i]);
    if (kind->planes)
        LB_WIDTH(turn_planes)(blocks, kind, room, x, y, back);
    else
        LB_WIDTH(turn_alike)(blocks, kind, room, x, y, z, back);
    for (uint32_t i = 0; i < order; i++)
        AT(r, indices[i]) = AT(y, i);
}

/* sum += co . T r on a block of a large kind. */
LB_TARGET LB_INLINE void LB_WIDTH(differentiate)(vector *sum, const lb_block_kind *kind,
                                                 const uint32_t *indices, const double *r,
                                                 const double *co)
{
    for (uint32_t e = 0; e < kind->entry_count; e++) {
        uint32_t i = indices[kind->rows[e]], j = indices[kind->columns[e]];
        *sum += kind->entries[e] *
                (CONST_AT(co, i) * CONST_AT(r, j) - CONST_AT(co, j) * CONST_AT(r, i));
    }
}

/* The statement, with `order` a constant that equals kind->order. */
#define WITH_ORDER(statement)                                                                      \
    switch (kind->order) {                                                                         \
        ORDER_CASE(2, statement)                                                                   \
        ORDER_CASE(3, statement)                                                                   \
        ORDER_CASE(4, statement)                                                                   \
        ORDER_CASE(5, statement)                                                                   \
        ORDER_CASE(6, statement)                                                                   \
        ORDER_CASE(7, statement)                                                                   \
        ORDER_CASE(8, statement)                                                                   \
    }
#define ORDER_CASE(value, statement)                                                               \
    case value: {                                                                                  \
        enum { order = value };                                                                    \
        statement;                                                                                 \
    } break;

LB_TARGET static void LB_WIDTH(turn)(const lb_exponential *blocks, const double *theta, double *r,
                                     double *room)
{
    double *E = room + 2 * LANES * (size_t)blocks->frequency_count;
    LB_WIDTH(trigonometry)(blocks, theta, room);
    for (uint32_t k = 0; k < blocks->kind_count; k++) {
        const lb_block_kind *kind = blocks->kinds + k;
        if (kind->tables) {
            LB_WIDTH(exponential)(blocks, kind, room, E);
            WITH_ORDER(LB_WIDTH(forward)(r, kind, E, order))
            continue;
        }
        for (uint32_t b = 0; b < kind->count; b++)
            LB_WIDTH(turn_large)
        (blocks, kind, r, kind->indices + (size_t)b * kind->order, room, E, false);
    }
}

LB_TARGET static void LB_WIDTH(turn_back)(const lb_exponential *blocks, const double *theta,
                                          double *r, double *co, double *derivative, double *room)
{
    double *E = room + 2 * LANES * (size_t)blocks->frequency_count;
    AT(derivative, 0) = (vector){0};
    LB_WIDTH(trigonometry)(blocks, theta, room);
    for (uint32_t k = 0; k < blocks->kind_count; k++) {
        const lb_block_kind *kind = blocks->kinds + k;
        if (kind->tables) {
            LB_WIDTH(exponential)(blocks, kind, room, E);
            WITH_ORDER(LB_WIDTH(backward)(r, co, derivative, kind, E, order))
            continue;
        }
        for (uint32_t b = 0; b < kind->count; b++) {
            const uint32_t *indices = kind->indices + (size_t)b * kind->order;
            LB_WIDTH(differentiate)(&AT(derivative, 0), kind, indices, r, co);
            LB_WIDTH(turn_large)(blocks, kind, r, indices, room, E, true);
            LB_WIDTH(turn_large)(blocks, kind, co, indices, room, E, true);
        }
    }
}
#undef WITH_ORDER
#undef ORDER_CASE
