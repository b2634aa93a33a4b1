#include "exact_rank/generators.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>

#include "base/limits.h"
#include "base/memory.h"
#include "exact_rank/residues.h"

/* Terms, or generators, between two looks at the limits. */
enum { PERIOD = 256 };

static lb_exact_form find_form(const lb_exact_generator *H, size_t words, const lb_limits *limits)
{
    bool commuting = true, anticommuting = true;
    for (size_t a = 0; a < H->length && (commuting || anticommuting); a++) {
        if (a % PERIOD == PERIOD - 1 && lb_limit_of_time(limits))
            return LB_EXACT_OTHER;
        for (size_t b = 0; b < a; b++)
            if (lb_dense_anticommutes(H->strings + 2 * words * a, H->strings + 2 * words * b,
                                      words))
                commuting = false;
            else
                anticommuting = false;
    }
    if (H->length == 0)
        return LB_EXACT_ZERO;
    return commuting ? LB_EXACT_COMMUTING : anticommuting ? LB_EXACT_ANTICOMMUTING : LB_EXACT_OTHER;
}

/* Coprime integers in proportion to the coefficients of the terms that are kept. */
static void set_powers(lb_exact_generator *H, const __mpq_struct *const *coefficients)
{
    mpz_t denominator, divisor;
    mpz_init_set_ui(denominator, 1);
    mpz_init(divisor);
    for (size_t a = 0; a < H->length; a++)
        mpz_lcm(denominator, denominator, mpq_denref(coefficients[a]));
    for (size_t a = 0; a < H->length; a++) {
        mpz_divexact(&H->powers[a], denominator, mpq_denref(coefficients[a]));
        mpz_mul(&H->powers[a], &H->powers[a], mpq_numref(coefficients[a]));
        mpz_gcd(divisor, divisor, &H->powers[a]);
    }
    for (size_t a = 0; a < H->length; a++)
        mpz_divexact(&H->powers[a], &H->powers[a], divisor);
    mpz_clears(denominator, divisor, NULL);
}

static double log2_of(const mpz_t a)
{
    long exponent;
    double mantissa = mpz_get_d_2exp(&exponent, a);
    return log2(mantissa) + (double)exponent;
}

/* A factor (1 - i t P)^c has degree |c| and the sum 2^|c|; 1 - i t H has degree 1 and the sum
 * 1 + sum_a |c_a|. */
static void set_sizes(lb_exact_generator *H)
{
    mpz_t sum;
    mpz_init(sum);
    for (size_t a = 0; a < H->length; a++)
        if (mpz_sgn(&H->powers[a]) < 0)
            mpz_sub(sum, sum, &H->powers[a]);
        else
            mpz_add(sum, sum, &H->powers[a]);
    if (H->length) {
        H->log_sum = log2_of(sum);
        bool commuting = H->form == LB_EXACT_COMMUTING;
        H->degree = commuting ? mpz_get_d(sum) : 1;
        H->log_norm = commuting ? H->degree : H->log_sum + 1;
    }
    mpz_clear(sum);
}

static void generator_init(lb_exact_generator *H, const lb_sum_struct *sum, size_t words,
                           const lb_limits *limits)
{
    const __mpq_struct **coefficients = lb_malloc(sum->length, sizeof *coefficients);
    *H = (lb_exact_generator){.strings = lb_calloc(2 * words * sum->length, sizeof *H->strings),
                              .powers = lb_malloc(sum->length, sizeof *H->powers)};
    for (size_t t = 0; t < sum->length; t++) {
        if (sum->strings[t].length == 0)
            continue;
        lb_dense_from_string(H->strings + 2 * words * H->length, &sum->strings[t], words);
        mpz_init(&H->powers[H->length]);
        coefficients[H->length++] = &sum->coefficients[t];
    }
    set_powers(H, coefficients);
    H->form = find_form(H, words, limits);
    set_sizes(H);
    free(coefficients);
}

/* Generator k with residues in the place of roots. */
static void generator_with_roots(lb_exact_generator *H, const lb_ansatz_t A, size_t k, size_t words,
                                 const __mpq_struct *values, const lb_limits *limits)
{
    const lb_roots_struct *R = A->roots;
    const lb_sum_struct *E = &R->sums[k];
    lb_sum_t residues;
    lb_roots_evaluate(residues, E, R, values, A->qubits);
    generator_init(H, residues, words, limits);
    if (H->form == LB_EXACT_COMMUTING && H->length > 1 && lb_roots_are_in(E, A->qubits))
        H->form = LB_EXACT_OTHER;
    lb_sum_clear(residues);
}

void lb_exact_generators_init(lb_exact_generators *G, const lb_ansatz_t A, const lb_limits *limits)
{
    *G = (lb_exact_generators){.words = lb_dense_words(A->qubits), .ansatz = A};
    G->generators = lb_malloc(A->generator_count, sizeof *G->generators);
    const lb_roots_struct *R = lb_ansatz_degree(A) > 1 ? A->roots : NULL;
    lb_exact_residue_primes(G->primes, R);
    __mpq_struct *values = R ? lb_exact_residue_roots(R, G->primes) : NULL;
    for (size_t k = 0; k < A->generator_count && !G->reached; k++) {
        if (values)
            generator_with_roots(&G->generators[k], A, k, G->words, values, limits);
        else
            generator_init(&G->generators[k], &A->generators[k], G->words, limits);
        G->count++;
        if (G->generators[k].length >= PERIOD || k % PERIOD == PERIOD - 1)
            G->reached = lb_limit_of_time(limits);
        if (G->generators[k].length > G->longest)
            G->longest = G->generators[k].length;
    }
    if (values)
        lb_roots_values_free(values, R);
}

void lb_exact_generators_clear(lb_exact_generators *G)
{
    for (size_t k = 0; k < G->count; k++) {
        lb_exact_generator *H = &G->generators[k];
        for (size_t a = 0; a < H->length; a++)
            mpz_clear(&H->powers[a]);
        free(H->powers);
        free(H->strings);
    }
    free(G->generators);
}

size_t lb_exact_generator_number(const lb_exact_generators *G, size_t j)
{
    return G->ansatz->layers ? lb_ansatz_rotation(G->ansatz, j).generator : j % G->count;
}

uint64_t lb_exact_power(const lb_exact_generator *H, size_t term, const lb_field *F)
{
    return mpz_fdiv_ui(&H->powers[term], F->p);
}

/* With (1 - it)^c = u + iv, 1 - i t_a P is proportional to u + iv P: t_a = -v / u. False when u is
 * no unit, or 1 + t^2, which is one when p = 3 (mod 4). */
static bool draw_commuting(uint64_t *tangents, const lb_exact_generator *H, uint64_t t,
                           const lb_field *F)
{
    mpz_t magnitude;
    bool good = lb_field_is_unit(F, 1 + lb_field_multiply(F, t, t));
    mpz_init(magnitude);
    for (size_t a = 0; a < H->length && good; a++) {
        mpz_abs(magnitude, &H->powers[a]);
        lb_gaussian base = {1, lb_field_negate(F, t)};
        lb_gaussian power = lb_gaussian_power(F, base, magnitude);
        good = lb_field_is_unit(F, power.re);
        if (!good)
            break;
        uint64_t ratio = lb_field_multiply(F, power.im, lb_field_invert(F, power.re));
        tangents[a] = mpz_sgn(&H->powers[a]) > 0 ? lb_field_negate(F, ratio) : ratio;
    }
    mpz_clear(magnitude);
    return good;
}

/* 1 - itH has the inverse (1 + itH) / (1 + t^2 h^2). */
static bool is_invertible(const lb_exact_generator *H, uint64_t t, const lb_field *F)
{
    uint64_t square = 0;
    for (size_t a = 0; a < H->length; a++) {
        uint64_t c = lb_exact_power(H, a, F);
        square = (square + lb_field_multiply(F, c, c)) % F->p;
    }
    return lb_field_is_unit(F, 1 + lb_field_multiply(F, lb_field_multiply(F, t, t), square));
}

uint64_t lb_exact_draw(uint64_t *tangents, const lb_exact_generator *H, const lb_field *F,
                       lb_random *random)
{
    uint64_t t = 0;
    for (bool good = H->form == LB_EXACT_ZERO; !good;) {
        t = lb_field_draw(F, random);
        tangents[0] = t;
        good = H->form == LB_EXACT_COMMUTING ? draw_commuting(tangents, H, t, F)
                                             : is_invertible(H, t, F);
    }
    return t;
}

void lb_exact_angles(uint32_t *angles, const lb_ansatz_t A, const lb_exact_point *point)
{
    lb_exact_generators G;
    lb_random random;
    lb_field F = lb_field_power(point->prime, 1);
    lb_exact_generators_init(&G, A, NULL);
    memcpy(random.state, point->random, sizeof random.state);
    uint64_t *tangents = lb_malloc(G.longest + 1, sizeof *tangents);
    for (size_t j = 0; j < point->gates; j++)
        angles[j] = (uint32_t)lb_exact_draw(
            tangents, &G.generators[lb_exact_generator_number(&G, j)], &F, &random);
    free(tangents);
    lb_exact_generators_clear(&G);
}
