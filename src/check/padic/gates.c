/* A gate is exp(p tau A), A the matrix of -i H, or at t, as modulo a prime, the product of the (1 - i t
 * W)^c over the terms c W of its generator, where they commute, and 1 + t A where they anticommute.
 *
 * The coefficient of A^n in the exponential is p^n tau^n / n!, with the valuation n - v(n!) >= n -
 * (n - 1) / (p - 1), which does not fall with n: where it comes to k the series ends modulo p^k.
 * With u_n the part of n that is prime to p, A^n tau^n / (u_1 .. u_n) comes from the one before by
 * A and tau / u_n.
 *
 * Tangents are compared at the place in the middle of the circuit: those of earlier gates move
 * forward to it, those of later ones back, by exp(-p tau A) and the adjoints of the other gates, which
 * are their inverses up to a unit that stands for a real number. */

#include "check/padic/padic.h"

#include <stdlib.h>
#include <string.h>

enum { TERMS_MAX = 80 }; /* of the series: less than 2 k, k < 40 */

typedef struct run {
    const lb_check_padic *C;
    lb_check_ring ring;
    lb_check_space space;
    lb_check_sparse *whole, **terms; /* by generator, as far as they are in use */
    /* Of the series: factors of 1 / u_n, and of p^(n - v(n!)), 0 where that is 0. */
    size_t degree;
    uint64_t inverses[TERMS_MAX], powers[TERMS_MAX];
    uint64_t *image, *other; /* room for vectors */
} run;

static const lb_check_generator *generator_of(const lb_check_padic *C, const lb_check_turn *turn)
{
    return &C->generators[turn->generator];
}

/* ---- What is asked of gates ---- */

/* 1 + t^2 h^2 modulo q, with h = 1 where terms commute. */
static uint64_t square_of(const lb_check_padic *C, const lb_check_turn *turn)
{
    const lb_check_generator *H = generator_of(C, turn);
    lb_check_wide q = C->ring.q, t = C->point[turn->angle], square = !H->anticommuting;
    for (size_t a = 0; H->anticommuting && a < H->length; a++) {
        lb_check_wide c = mpz_fdiv_ui(H->coefficients[a], C->ring.q);
        square = (square + c * c) % q;
    }
    return (uint64_t)((t * t % q * square + 1) % q);
}

bool lb_check_padic_gates(lb_check_reader *r, const lb_check_padic *C)
{
    for (size_t j = 0; j < C->sequence->count; j++) {
        const lb_check_turn *turn = &C->sequence->turns[j];
        const lb_check_generator *H = generator_of(C, turn);
        if (C->exponential[turn->angle] || !H->length)
            continue;
        if (!H->commuting && !H->anticommuting)
            return lb_check_fail(r,
                                 "the terms of generator %zu neither all commute nor all "
                                 "anticommute",
                                 (size_t)turn->generator);
        if (!lb_check_is_rational(H, C->sequence, turn))
            return lb_check_fail(r, "anticommuting terms share an angle, or have a factor");
        if (square_of(C, turn) % C->ring.p == 0)
            return lb_check_fail(r, "a gate is singular modulo %llu",
                                 (unsigned long long)C->ring.p);
    }
    return true;
}

/* ---- Gates ---- */

/* (A v)_i of any matrix. */
static uint64_t multiply_row(const lb_check_ring *F, const lb_check_sparse *A, size_t i,
                             const uint64_t *v)
{
    uint64_t sum = 0;
    for (size_t e = A->start[i]; e < A->start[i + 1]; e++) {
        bool negative = A->value[e] < 0;
        uint64_t size = (uint64_t)(negative ? -A->value[e] : A->value[e]);
        uint64_t x = lb_check_ring_multiply(F, lb_check_ring_factor(F, size), v[A->index[e]]);
        sum = lb_check_add(sum, negative ? lb_check_negate(x, F->q) : x, F->q);
    }
    return sum;
}

/* out = A v times a factor. Sums of a small matrix are in size at most c q, for an integer c < 2^61 / q:
 * what makes them positive is a multiple of q. */
static void multiply(const run *R, uint64_t *out, uint64_t factor, const lb_check_sparse *A,
                     const uint64_t *v)
{
    const lb_check_ring *F = &R->ring;
    int64_t shift = (int64_t)(((uint64_t)1 << 61) / F->q * F->q);
    for (size_t i = 0; i < R->space.count; i++) {
        int64_t sum = shift;
        for (size_t e = A->start[i]; A->small && e < A->start[i + 1]; e++)
            sum += A->value[e] * (int64_t)v[A->index[e]];
        out[i] =
            lb_check_ring_multiply(F, factor, A->small ? (uint64_t)sum : multiply_row(F, A, i, v));
    }
}

/* v = a v + b A v, a and b factors. */
static void add_image(run *R, uint64_t *v, uint64_t a, uint64_t b, const lb_check_sparse *A)
{
    const lb_check_ring *F = &R->ring;
    multiply(R, R->image, b, A, v);
    for (size_t i = 0; i < R->space.count; i++)
        v[i] = lb_check_add(lb_check_ring_multiply(F, a, v[i]), R->image[i], F->q);
}

static void apply_exponential(run *R, uint64_t *v, uint64_t tau, const lb_check_sparse *A)
{
    const lb_check_ring *F = &R->ring;
    size_t bytes = R->space.count * sizeof *v;
    uint64_t *from = R->image, *to = R->other;
    memcpy(from, v, bytes);
    for (size_t n = 1; n <= R->degree; n++) {
        multiply(R, to, lb_check_ring_multiply(F, R->inverses[n], tau), A, from);
        for (size_t i = 0; R->powers[n] && i < R->space.count; i++)
            v[i] = lb_check_add(v[i], lb_check_ring_multiply(F, R->powers[n], to[i]), F->q);
        uint64_t *last = from;
        from = to;
        to = last;
    }
}

/* (re, im) = (1 - i t)^|c|. */
static void set_power(const lb_check_ring *F, uint64_t t, const mpz_t c, uint64_t *re, uint64_t *im)
{
    lb_check_wide q = F->q, a = 1, b = 0, minus = lb_check_negate(t, F->q);
    mpz_t size;
    mpz_init(size);
    mpz_abs(size, c);
    for (size_t bit = mpz_sizeinbase(size, 2); bit-- > 0;) {
        lb_check_wide square = (a * a + (q - b) * b) % q;
        b = 2 * a % q * b % q;
        a = square;
        if (mpz_tstbit(size, bit)) {
            square = (a + (q - minus) * b) % q;
            b = (b + minus * a) % q;
            a = square;
        }
    }
    mpz_clear(size);
    *re = (uint64_t)a;
    *im = (uint64_t)b;
}

/* The product of the re + im (i W) = re - im (-i W), with conjugates for an adjoint and for c < 0. */
static void apply_product(run *R, const lb_check_turn *turn, bool adjoint, uint64_t *v)
{
    const lb_check_ring *F = &R->ring;
    const lb_check_generator *H = generator_of(R->C, turn);
    mpz_t c;
    mpz_init(c);
    for (size_t a = 0; a < H->length; a++) {
        uint64_t re, im;
        mpz_mul_si(c, H->coefficients[a], turn->factor);
        set_power(F, R->C->point[turn->angle], c, &re, &im);
        im = adjoint ^ (mpz_sgn(c) < 0) ? im : lb_check_negate(im, F->q);
        add_image(R, v, lb_check_ring_factor(F, re), lb_check_ring_factor(F, im),
                  &R->terms[turn->generator][a]);
    }
    mpz_clear(c);
}

/* The factor of a residue times the factor of a turn, or minus that. */
static uint64_t turn_by(const lb_check_ring *F, uint64_t number, int64_t factor, bool negative)
{
    uint64_t size = (uint64_t)(factor < 0 ? -factor : factor) % F->q;
    uint64_t product = lb_check_ring_multiply(F, lb_check_ring_factor(F, size), number);
    return lb_check_ring_factor(F,
                                negative ^ (factor < 0) ? lb_check_negate(product, F->q) : product);
}

static void apply(run *R, size_t j, bool adjoint, uint64_t *v)
{
    const lb_check_turn *turn = &R->C->sequence->turns[j];
    uint64_t factor = turn_by(&R->ring, R->C->point[turn->angle], turn->factor, adjoint);
    if (R->C->exponential[turn->angle])
        apply_exponential(R, v, factor, &R->whole[turn->generator]);
    else if (generator_of(R->C, turn)->anticommuting)
        add_image(R, v, R->ring.one, factor, &R->whole[turn->generator]);
    else
        apply_product(R, turn, adjoint, v);
}

/* What the adjoint of a gate times the gate is. */
static uint64_t norm_of(const run *R, const lb_check_turn *turn)
{
    const lb_check_generator *H = generator_of(R->C, turn);
    uint64_t square = square_of(R->C, turn), norm = 1;
    mpz_t c, power, modulus;
    if (R->C->exponential[turn->angle] || !H->length)
        return 1;
    if (H->anticommuting)
        return square;
    mpz_init(c);
    mpz_init_set_ui(power, square);
    mpz_init_set_ui(modulus, R->ring.q);
    for (size_t a = 0; a < H->length; a++) {
        mpz_mul_si(c, H->coefficients[a], turn->factor);
        mpz_abs(c, c);
        mpz_set_ui(power, square);
        mpz_powm(power, power, c, modulus);
        norm = (uint64_t)((lb_check_wide)norm * mpz_get_ui(power) % R->ring.q);
    }
    mpz_clears(c, power, modulus, NULL);
    return norm;
}

/* ---- Setting up ---- */

static void set_series(run *R)
{
    uint64_t p = R->ring.p;
    unsigned valuation = 0; /* of n! */
    R->degree = 0;
    for (unsigned n = 1; n - (n - 1) / (p - 1) < R->ring.k; n++) {
        uint64_t unit = n, power = 1;
        for (; unit % p == 0; unit /= p)
            valuation++;
        R->inverses[n] =
            lb_check_ring_factor(&R->ring, lb_check_invert(unit % R->ring.q, R->ring.q));
        for (unsigned i = 0; i < n - valuation && power; i++)
            power = (uint64_t)((lb_check_wide)power * p % R->ring.q);
        R->powers[n] = lb_check_ring_factor(&R->ring, power);
        R->degree = n;
    }
}

static lb_check_usage *find_usage(const lb_check_padic *C)
{
    size_t K = C->generator_count;
    lb_check_usage *usage = lb_check_resize(NULL, K * sizeof *usage);
    memset(usage, 0, K * sizeof *usage);
    for (size_t j = 0; j < C->sequence->count; j++) {
        const lb_check_turn *turn = &C->sequence->turns[j];
        usage[turn->generator].whole = true; /* the tangent is that of all */
        if (!C->exponential[turn->angle] && generator_of(C, turn)->commuting)
            usage[turn->generator].terms = true;
    }
    return usage;
}

static void set_matrices(run *R)
{
    size_t K = R->C->generator_count;
    R->whole = lb_check_resize(NULL, K * sizeof *R->whole);
    R->terms = lb_check_resize(NULL, K * sizeof *R->terms);
    memset(R->whole, 0, K * sizeof *R->whole);
    memset(R->terms, 0, K * sizeof *R->terms);
    for (size_t k = 0; k < K; k++) {
        size_t length = R->C->generators[k].length;
        if (R->space.usage[k].whole)
            lb_check_space_matrix(&R->whole[k], &R->space, k, LB_CHECK_WHOLE);
        if (!R->space.usage[k].terms)
            continue;
        R->terms[k] = lb_check_resize(NULL, length * sizeof **R->terms);
        for (size_t a = 0; a < length; a++)
            lb_check_space_matrix(&R->terms[k][a], &R->space, k, (ptrdiff_t)a);
    }
}

static void clear_matrices(run *R)
{
    for (size_t k = 0; k < R->C->generator_count; k++) {
        for (size_t a = 0; R->terms[k] && a < R->C->generators[k].length; a++)
            lb_check_sparse_clear(&R->terms[k][a]);
        free(R->terms[k]);
        lb_check_sparse_clear(&R->whole[k]);
    }
    free(R->whole);
    free(R->terms);
}

/* ---- Tangents ---- */

/* From the place behind so many gates to another one. */
static void move(run *R, size_t from, size_t place, uint64_t *v)
{
    for (size_t j = from; j < place; j++)
        apply(R, j, false, v);
    for (size_t j = from; j > place; j--)
        apply(R, j - 1, true, v);
}

/* row += factor v, for a factor of the ring. */
static void add_multiple(const run *R, uint64_t *row, uint64_t factor, const uint64_t *v)
{
    for (size_t i = 0; i < R->space.count; i++)
        row[i] = lb_check_add(row[i], lb_check_ring_multiply(&R->ring, factor, v[i]), R->ring.q);
}

/* Add the tangents of the gates to the rows of their angles. Moved back by adjoints they are more than
 * they ought to be by the norms of these gates. */
static void add_tangents(run *R, uint64_t **rows)
{
    const lb_check_ring *F = &R->ring;
    size_t turns = R->C->sequence->count, middle = turns / 2,
           bytes = R->space.count * sizeof **rows;
    uint64_t *psi = lb_check_resize(NULL, bytes), *v = lb_check_resize(NULL, bytes), inverse = 1;
    lb_check_space_state(&R->space, psi);
    for (size_t j = 0; j < turns; j++) {
        const lb_check_turn *turn = &R->C->sequence->turns[j];
        apply(R, j, false, psi);
        multiply(R, v, turn_by(F, 1, turn->factor, false), &R->whole[turn->generator], psi);
        move(R, j + 1, middle, v);
        if (j >= middle && R->C->sequence->shared) {
            uint64_t unit = lb_check_invert(norm_of(R, turn), F->q);
            inverse = (uint64_t)((lb_check_wide)inverse * unit % F->q);
        }
        add_multiple(R, rows[turn->angle], lb_check_ring_factor(F, inverse), v);
    }
    free(psi);
    free(v);
}

/* The rows, of all angles and of the phases that are in the space; returns how many. */
static size_t fill_rows(run *R, uint64_t **rows)
{
    const lb_check_padic *C = R->C;
    size_t angles = C->sequence->angles, count = angles, bytes = R->space.count * sizeof **rows;
    for (size_t a = 0; a < angles; a++) {
        rows[a] = lb_check_resize(NULL, bytes);
        memset(rows[a], 0, bytes);
    }
    add_tangents(R, rows);
    for (size_t s = 0; s < C->state_count; s++)
        if (R->space.has_phase[s]) {
            uint64_t *row = rows[count++] = lb_check_resize(NULL, bytes);
            lb_check_space_phase(&R->space, row, s);
            move(R, 0, C->sequence->count / 2, row);
        }
    return count;
}

bool lb_check_padic_reaches(const lb_check_padic *C, size_t rank)
{
    run R = {.C = C, .ring = C->ring};
    lb_check_usage *usage = find_usage(C);
    R.space = (lb_check_space){.ring = &R.ring,
                               .generators = C->generators,
                               .usage = usage,
                               .generator_count = C->generator_count,
                               .states = C->states,
                               .state_count = C->state_count};
    set_series(&R);
    lb_check_space_init(&R.space);
    set_matrices(&R);
    R.image = lb_check_resize(NULL, R.space.count * sizeof *R.image);
    R.other = lb_check_resize(NULL, R.space.count * sizeof *R.other);
    uint64_t **rows = lb_check_resize(NULL, (C->sequence->angles + C->state_count) * sizeof *rows);
    size_t count = fill_rows(&R, rows), wanted = rank;
    for (size_t s = 0; s < C->state_count; s++)
        wanted += R.space.has_phase[s];
    bool reached = lb_check_divisors(&R.ring, rows, count, R.space.count, wanted) >= wanted;
    for (size_t i = 0; i < count; i++)
        free(rows[i]);
    free(rows);
    free(R.image);
    free(R.other);
    clear_matrices(&R);
    lb_check_space_clear(&R.space);
    free(usage);
    return reached;
}
