/* The bound on rounding errors. Let |v| <= 1 be exact, and errors be counted in units of u, in the
 * Euclidean norm. Terms of second order are covered by a factor of 2 at the end, for a bound of at
 * most 1/16 of the longest tangent: relative errors of vectors, and of sums over 2 N numbers, are
 * then below 1/16 too, and with 2 e <= 1/8 for all gates exp(2 e) - 1 < 1.1 (2 e). Errors larger
 * than that have no bound.
 *
 *   a rotation by c theta: the product of the rounded coefficient and theta is off by 2 |c theta|,
 *       so cosine and sine by 2 |c theta| + 1 each; two products and a sum per number round by at
 *       most 1 + sqrt(2) in all: together below 6 |c theta| + 6;
 *   -i H v with L terms: each coefficient, product and sum rounds: (L + 3) sum |c_a|;
 *   an anticommuting gate: cos(h theta) and sin(h theta) / h from rounded arguments, the
 *       application of H / h with sum |c_a| / h <= sqrt(L), two products and a sum: below
 *       8 h |theta| + 12 + (L + 6) L;
 *   a Taylor step with t = |theta| sum |c_a| <= 1: the d-th term is off by (L + 6) d / d!, its
 *       addition rounds by e: below 3 (L + 6) + 3 D for degree D, and what is left out is at most
 *       2 / (D + 1)!, which the choice of D makes less than 1.
 *
 * A tangent sees all gates at most twice (before it as part of the state, after it on the way to
 * the middle), is as long as H_k at most, and the projection doubles its error and adds that of
 * psi and of a scalar product over 2 N numbers. */

#include "circuit/precise.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void lb_precise_vector_init(lb_precise_vector *v, size_t count, mpfr_prec_t bits)
{
    size_t bytes = mpfr_custom_get_size(bits), limbs = bytes / sizeof(mp_limb_t);
    v->values = lb_malloc(count, sizeof *v->values);
    v->limbs = lb_malloc(count, bytes);
    for (size_t i = 0; i < count; i++) {
        mpfr_custom_init(v->limbs + limbs * i, bits);
        mpfr_custom_init_set(&v->values[i], MPFR_ZERO_KIND, 0, bits, v->limbs + limbs * i);
    }
}

void lb_precise_vector_clear(lb_precise_vector *v)
{
    free(v->values);
    free(v->limbs);
    *v = (lb_precise_vector){0};
}

static const lb_precise_generator *generator_of(const lb_precise_circuit *P, size_t gate)
{
    return &P->generators[P->order ? P->order[gate] : gate % P->generator_count];
}

/* sum of c_a^2, exactly, and its root. */
static void set_norm(mpfr_t norm, const lb_sum_struct *H)
{
    mpq_t sum, square;
    mpq_inits(sum, square, NULL);
    for (size_t t = 0; t < H->length; t++)
        if (H->strings[t].length) {
            mpq_mul(square, &H->coefficients[t], &H->coefficients[t]);
            mpq_add(sum, sum, square);
        }
    mpfr_set_q(norm, sum, MPFR_RNDN);
    mpfr_sqrt(norm, norm, MPFR_RNDN);
    mpq_clears(sum, square, NULL);
}

static void prepare_generator(lb_precise_generator *G, const lb_circuit_generator *given,
                              const lb_sum_struct *H, mpfr_prec_t bits)
{
    *G = (lb_precise_generator){.form = given->form};
    G->terms = lb_malloc(H->length, sizeof *G->terms);
    for (size_t t = 0; t < H->length; t++) {
        const lb_string_struct *string = &H->strings[t];
        if (!string->length)
            continue;
        lb_precise_term *term = &G->terms[G->length++];
        term->x = string->blocks[0].x;
        term->z = string->blocks[0].z;
        mpfr_init2(term->coefficient, bits);
        mpfr_set_q(term->coefficient, &H->coefficients[t], MPFR_RNDN);
        G->sum += fabs(mpfr_get_d(term->coefficient, MPFR_RNDA));
    }
    G->sum *= 1 + 1e-12;
    mpfr_init2(G->norm, bits);
    set_norm(G->norm, H);
}

/* Cosine and sine of c theta for every rotation of the commuting gates. */
static void prepare_rotations(lb_precise_circuit *P)
{
    size_t count = P->first_rotation[P->gate_count];
    mpfr_t angle;
    mpfr_init2(angle, P->bits);
    lb_precise_vector_init(&P->cosines, count, P->bits);
    lb_precise_vector_init(&P->sines, count, P->bits);
    for (size_t j = 0; j < P->gate_count; j++)
        for (size_t r = P->first_rotation[j]; r < P->first_rotation[j + 1]; r++) {
            const lb_precise_term *term = &generator_of(P, j)->terms[r - P->first_rotation[j]];
            mpfr_mul_d(angle, term->coefficient, P->angles[j], MPFR_RNDN);
            mpfr_sin_cos(&P->sines.values[r], &P->cosines.values[r], angle, MPFR_RNDN);
        }
    mpfr_clear(angle);
}

static void prepare_state(lb_precise_circuit *P, const double *initial)
{
    size_t nonzero = 0;
    mpfr_t value;
    mpfr_init2(value, P->bits);
    for (size_t i = 0; i < 2 * P->size; i++)
        nonzero += initial[i] != 0;
    mpfr_set_ui(value, nonzero, MPFR_RNDN);
    mpfr_rec_sqrt(value, value, MPFR_RNDN);
    lb_precise_vector_init(&P->initial, 2 * P->size, P->bits);
    for (size_t i = 0; i < 2 * P->size; i++)
        if (initial[i] != 0)
            mpfr_setsign(&P->initial.values[i], value, initial[i] < 0, MPFR_RNDN);
    mpfr_clear(value);
}

/* psi, the initial state moved to the middle of the circuit. */
static void move_to_middle(lb_precise_circuit *P)
{
    lb_precise_vector scratch;
    lb_precise_vector_init(&scratch, LB_PRECISE_SCRATCH(P->size), P->bits);
    for (size_t i = 0; i < 2 * P->size; i++)
        mpfr_set(&P->psi.values[i], &P->initial.values[i], MPFR_RNDN);
    lb_precise_apply(P, P->psi.values, 0, P->gate_count / 2, false, scratch.values);
    lb_precise_vector_clear(&scratch);
}

static void take_part(mpfr_t part, const lb_amplitudes *psi, size_t p)
{
    if (psi->exact)
        mpfr_set_z(part, &psi->parts[p], MPFR_RNDN);
    else
        mpfr_set_d(part, psi->numbers[p], MPFR_RNDN);
}

/* The parts divided by their Euclidean norm. With so many bits more before it, the last rounding is
 * all there is but for terms of second order: an error of one unit, as above. */
void lb_precise_set_amplitudes(lb_precise_circuit *P, const lb_amplitudes *psi)
{
    const mpfr_prec_t guard = 64;
    mpfr_t norm, part;
    mpfr_inits2(P->bits + guard, norm, part, (mpfr_ptr)NULL);
    mpfr_set_zero(norm, 1);
    for (size_t p = 0; p < 2 * psi->count; p++) {
        take_part(part, psi, p);
        mpfr_sqr(part, part, MPFR_RNDN);
        mpfr_add(norm, norm, part, MPFR_RNDN);
    }
    mpfr_sqrt(norm, norm, MPFR_RNDN);
    for (size_t i = 0; i < 2 * P->size; i++)
        mpfr_set_zero(&P->initial.values[i], 1);
    for (size_t p = 0; p < 2 * psi->count; p++) {
        take_part(part, psi, p);
        mpfr_div(&P->initial.values[psi->bits[p / 2] + p % 2 * P->size], part, norm, MPFR_RNDN);
    }
    mpfr_clears(norm, part, (mpfr_ptr)NULL);
    move_to_middle(P);
}

/* The least D with 4 / (D + 1)! < 2^-bits. */
static size_t taylor_degree(mpfr_prec_t bits)
{
    size_t degree = 1;
    double log_factorial = 1;
    while (log_factorial < (double)bits + 3)
        log_factorial += log2((double)++degree + 1);
    return degree;
}

void lb_precise_init(lb_precise_circuit *P, const lb_circuit *C, const lb_sum_struct *generators,
                     const double *initial, mpfr_prec_t bits)
{
    *P = (lb_precise_circuit){.bits = bits, .size = C->size, .gate_count = C->gate_count};
    P->generator_count = C->generator_count;
    P->degree = taylor_degree(bits);
    P->generators = lb_malloc(C->generator_count, sizeof *P->generators);
    for (size_t k = 0; k < C->generator_count; k++)
        prepare_generator(&P->generators[k], &C->generators[k], &generators[k], bits);
    if (C->order) {
        P->order = lb_malloc(C->gate_count, sizeof *P->order);
        memcpy(P->order, C->order, C->gate_count * sizeof *P->order);
    }
    P->angles = lb_malloc(C->gate_count, sizeof *P->angles);
    memcpy(P->angles, C->angles, C->gate_count * sizeof *P->angles);
    P->first_rotation = lb_malloc(C->gate_count + 1, sizeof *P->first_rotation);
    memcpy(P->first_rotation, C->first_rotation, (C->gate_count + 1) * sizeof *P->first_rotation);
    prepare_rotations(P);
    prepare_state(P, initial);
    lb_precise_vector_init(&P->psi, 2 * P->size, bits);
    move_to_middle(P);
}

void lb_precise_clear(lb_precise_circuit *P)
{
    for (size_t k = 0; k < P->generator_count; k++) {
        for (size_t t = 0; t < P->generators[k].length; t++)
            mpfr_clear(P->generators[k].terms[t].coefficient);
        mpfr_clear(P->generators[k].norm);
        free(P->generators[k].terms);
    }
    free(P->generators);
    free(P->order);
    free(P->angles);
    free(P->first_rotation);
    lb_precise_vector_clear(&P->cosines);
    lb_precise_vector_clear(&P->sines);
    lb_precise_vector_clear(&P->initial);
    lb_precise_vector_clear(&P->psi);
    *P = (lb_precise_circuit){0};
}

double lb_precise_bytes(const lb_circuit *C, size_t gate_count, mpfr_prec_t bits)
{
    double number = (double)(sizeof(__mpfr_struct) + mpfr_custom_get_size(bits)), rotations = 0;
    size_t gates = C->order ? C->order_count : C->generator_count;
    for (size_t j = 0; j < gates; j++)
        rotations += (double)C->generators[C->order ? C->order[j] : j].length;
    if (!C->order && C->generator_count)
        rotations *= (double)(gate_count / C->generator_count + 1);
    return number * (2 * rotations + 8 * (double)C->size + 64);
}

/* a <- c a +- s b and b <- c b +- s a, together; t has room for two numbers. */
static void mix(__mpfr_struct *a, __mpfr_struct *b, const __mpfr_struct *c, const __mpfr_struct *s,
                bool minus_a, bool minus_b, __mpfr_struct *t)
{
    mpfr_mul(&t[0], s, b, MPFR_RNDN);
    mpfr_mul(&t[1], s, a, MPFR_RNDN);
    mpfr_mul(a, c, a, MPFR_RNDN);
    mpfr_mul(b, c, b, MPFR_RNDN);
    if (minus_a)
        mpfr_sub(a, a, &t[0], MPFR_RNDN);
    else
        mpfr_add(a, a, &t[0], MPFR_RNDN);
    if (minus_b)
        mpfr_sub(b, b, &t[1], MPFR_RNDN);
    else
        mpfr_add(b, b, &t[1], MPFR_RNDN);
}

/* The sign of -i P at k as in rotation.h: true for minus. */
static bool sign_at(const lb_precise_term *term, size_t k)
{
    unsigned y = (unsigned)__builtin_popcountll(term->x & term->z) % 4;
    return (y == 1 || y == 2) ^ __builtin_parityll(k & term->z);
}

static bool crosses(const lb_precise_term *term)
{
    return !__builtin_parityll(term->x & term->z);
}

/* v <- (c + s (-i P)) v, with -s when inverse. */
static void rotate(__mpfr_struct *v, size_t size, const lb_precise_term *term,
                   const __mpfr_struct *c, const __mpfr_struct *s, bool inverse, __mpfr_struct *t)
{
    __mpfr_struct *re = v, *im = v + size;
    bool crossing = crosses(term);
    for (size_t k = 0; k < size; k++) {
        size_t d = k ^ term->x;
        if (d < k)
            continue;
        bool at_k = sign_at(term, k) ^ inverse, at_d = sign_at(term, d) ^ inverse;
        if (!crossing) {
            mix(&re[k], &re[d], c, s, at_k, at_d, t);
            mix(&im[k], &im[d], c, s, at_k, at_d, t);
        } else {
            mix(&re[k], &im[d], c, s, at_k, !at_d, t);
            if (d != k)
                mix(&im[k], &re[d], c, s, !at_k, at_d, t);
        }
    }
}

/* w <- w + factor c (-i P) v. */
static void accumulate(__mpfr_struct *w, const __mpfr_struct *v, size_t size,
                       const lb_precise_term *term, const __mpfr_struct *factor, __mpfr_struct *t)
{
    bool crossing = crosses(term);
    mpfr_mul(&t[0], factor, term->coefficient, MPFR_RNDN);
    for (size_t k = 0; k < size; k++) {
        size_t d = k ^ term->x;
        bool minus = sign_at(term, k);
        mpfr_mul(&t[1], &t[0], &v[crossing ? size + d : d], MPFR_RNDN);
        (minus ? mpfr_sub : mpfr_add)(&w[k], &w[k], &t[1], MPFR_RNDN);
        mpfr_mul(&t[1], &t[0], &v[crossing ? d : size + d], MPFR_RNDN);
        (minus ^ crossing ? mpfr_sub : mpfr_add)(&w[size + k], &w[size + k], &t[1], MPFR_RNDN);
    }
}

/* w <- factor (-i H) v. */
static void apply_generator(const lb_precise_circuit *P, const lb_precise_generator *G,
                            const __mpfr_struct *factor, __mpfr_struct *w, const __mpfr_struct *v,
                            __mpfr_struct *t)
{
    for (size_t i = 0; i < 2 * P->size; i++)
        mpfr_set_zero(&w[i], 1);
    for (size_t a = 0; a < G->length; a++)
        accumulate(w, v, P->size, &G->terms[a], factor, t);
}

static void apply_anticommuting(const lb_precise_circuit *P, const lb_precise_generator *G,
                                double theta, __mpfr_struct *v, __mpfr_struct *scratch)
{
    __mpfr_struct *w = scratch, *t = scratch + 4 * P->size;
    mpfr_mul_d(&t[2], G->norm, theta, MPFR_RNDN);
    mpfr_sin_cos(&t[2], &t[3], &t[2], MPFR_RNDN);
    mpfr_div(&t[2], &t[2], G->norm, MPFR_RNDN);
    apply_generator(P, G, &t[2], w, v, t);
    for (size_t i = 0; i < 2 * P->size; i++) {
        mpfr_mul(&v[i], &v[i], &t[3], MPFR_RNDN);
        mpfr_add(&v[i], &v[i], &w[i], MPFR_RNDN);
    }
}

static size_t taylor_steps(const lb_precise_generator *G, double theta)
{
    return 1 + (size_t)(fabs(theta) * G->sum);
}

static void apply_taylor(const lb_precise_circuit *P, const lb_precise_generator *G, double theta,
                         __mpfr_struct *v, __mpfr_struct *scratch)
{
    __mpfr_struct *t = scratch + 4 * P->size, *power = scratch, *next = scratch + 2 * P->size;
    for (size_t steps = taylor_steps(G, theta), left = steps; left; left--) {
        for (size_t i = 0; i < 2 * P->size; i++)
            mpfr_set(&power[i], &v[i], MPFR_RNDN);
        for (size_t d = 1; d <= P->degree; d++) {
            mpfr_set_d(&t[2], theta, MPFR_RNDN);
            mpfr_div_ui(&t[2], &t[2], steps * d, MPFR_RNDN);
            apply_generator(P, G, &t[2], next, power, t);
            for (size_t i = 0; i < 2 * P->size; i++)
                mpfr_add(&v[i], &v[i], &next[i], MPFR_RNDN);
            __mpfr_struct *swap = power;
            power = next;
            next = swap;
        }
    }
}

static void apply_gate(const lb_precise_circuit *P, size_t j, __mpfr_struct *v, bool inverse,
                       __mpfr_struct *scratch)
{
    const lb_precise_generator *G = generator_of(P, j);
    double theta = inverse ? -P->angles[j] : P->angles[j];
    if (G->form == LB_FORM_ANTICOMMUTING)
        apply_anticommuting(P, G, theta, v, scratch);
    if (G->form == LB_FORM_SPECTRAL)
        apply_taylor(P, G, theta, v, scratch);
    if (G->form != LB_FORM_COMMUTING)
        return;
    for (size_t a = 0, r = P->first_rotation[j]; a < G->length; a++, r++)
        rotate(v, P->size, &G->terms[a], &P->cosines.values[r], &P->sines.values[r], inverse,
               scratch + 4 * P->size);
}

void lb_precise_apply(const lb_precise_circuit *P, __mpfr_struct *v, size_t from, size_t to,
                      bool inverse, __mpfr_struct *scratch)
{
    assert(to <= P->gate_count);
    for (size_t i = from; i < to; i++)
        apply_gate(P, inverse ? from + to - 1 - i : i, v, inverse, scratch);
}

/* s <- sum_i a_i b_i, with the sign of some products turned. */
static void add_products(__mpfr_struct *s, const __mpfr_struct *a, const __mpfr_struct *b,
                         size_t count, bool minus, __mpfr_struct *t)
{
    for (size_t i = 0; i < count; i++) {
        mpfr_mul(t, &a[i], &b[i], MPFR_RNDN);
        (minus ? mpfr_sub : mpfr_add)(s, s, t, MPFR_RNDN);
    }
}

/* v <- v - i psi Im <psi | v>; the real part of <psi | d_j psi> is 0 in exact arithmetic. */
static void remove_phase(const lb_precise_circuit *P, __mpfr_struct *v, __mpfr_struct *t)
{
    size_t size = P->size;
    const __mpfr_struct *re = P->psi.values, *im = re + size;
    mpfr_set_zero(&t[2], 1);
    add_products(&t[2], re, v + size, size, false, t);
    add_products(&t[2], im, v, size, true, t);
    for (size_t i = 0; i < size; i++) {
        mpfr_mul(t, &t[2], &im[i], MPFR_RNDN);
        mpfr_add(&v[i], &v[i], t, MPFR_RNDN);
        mpfr_mul(t, &t[2], &re[i], MPFR_RNDN);
        mpfr_sub(&v[size + i], &v[size + i], t, MPFR_RNDN);
    }
}

void lb_precise_tangent(const lb_precise_circuit *P, size_t j, __mpfr_struct *v,
                        const __mpfr_struct *before, __mpfr_struct *scratch)
{
    size_t middle = P->gate_count / 2;
    __mpfr_struct *t = scratch + 4 * P->size;
    mpfr_set_ui(&t[2], 1, MPFR_RNDN);
    apply_generator(P, generator_of(P, j), &t[2], v, before, t);
    if (j < middle)
        lb_precise_apply(P, v, j, middle, false, scratch);
    else
        lb_precise_apply(P, v, middle, j, true, scratch);
    remove_phase(P, v, t);
}

static double gate_error(const lb_precise_circuit *P, size_t j)
{
    const lb_precise_generator *G = generator_of(P, j);
    double theta = fabs(P->angles[j]), L = (double)G->length;
    switch (G->form) {
    case LB_FORM_COMMUTING:
        return 6 * theta * G->sum + 6 * L;
    case LB_FORM_ANTICOMMUTING:
        return 8 * theta * G->sum + 12 + (L + 6) * L;
    case LB_FORM_SPECTRAL:
        return (double)taylor_steps(G, theta) * (3 * (L + 6) + 3 * (double)P->degree + 1);
    default:
        return 0;
    }
}

double lb_precise_error(const lb_precise_circuit *P)
{
    double gates = 1, longest = 0, derivative = 0;
    for (size_t j = 0; j < P->gate_count; j++)
        gates += gate_error(P, j);
    for (size_t k = 0; k < P->generator_count; k++) {
        longest = fmax(longest, P->generators[k].sum);
        derivative = fmax(derivative, P->generators[k].sum * (double)(P->generators[k].length + 4));
    }
    double tangent = 2 * gates * longest + derivative;
    double projection = 2 * tangent + 2 * gates * longest + 8 * (double)P->size * longest;
    double error = 2 * (projection + 8 * longest);
    return ldexp(error, 4 - (int)P->bits) <= longest ? error : INFINITY;
}
