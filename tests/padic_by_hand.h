/* The rank of the QFIM over the p-adic numbers, by the textbook matrices of all 2^n amplitudes and
 * integers modulo a large power of p: slow, and sharing nothing with the library but strings and
 * rational sums. For generators whose coefficients times 6 are integers. */

#ifndef LB_TESTS_PADIC_BY_HAND_H
#define LB_TESTS_PADIC_BY_HAND_H

#include "exact_by_hand.h"

/* Digits in base p, and how many of them a pivot may lack. */
enum { HAND_DIGITS = 60, HAND_VALUATION = 50 };

static inline void vector_reduce(integer_vector v, const mpz_t modulus)
{
    for (size_t i = 0; i < v.size; i++) {
        mpz_fdiv_r(v.re[i], v.re[i], modulus);
        mpz_fdiv_r(v.im[i], v.im[i], modulus);
    }
}

/* c <- (p tau)^j / j! modulo p^HAND_DIGITS. */
static inline void hand_coefficient(mpz_t c, unsigned long p, long tau, unsigned long j,
                                    const mpz_t modulus)
{
    mpz_t factorial, prime;
    mpz_init_set_ui(prime, p);
    mpz_init(factorial);
    mpz_fac_ui(factorial, j);
    unsigned long lost = mpz_remove(factorial, factorial, prime);
    mpz_set_si(c, tau);
    mpz_pow_ui(c, c, j);
    mpz_ui_pow_ui(prime, p, j - lost);
    mpz_mul(c, c, prime);
    mpz_invert(factorial, factorial, modulus);
    mpz_mul(c, c, factorial);
    mpz_fdiv_r(c, c, modulus);
    mpz_clears(factorial, prime, NULL);
}

/* w <- -i 6 H v. */
static inline void hand_derivative(integer_vector w, const lb_sum_t H, const integer_vector v)
{
    mpz_t c;
    mpz_init(c);
    for (size_t i = 0; i < w.size; i++) {
        mpz_set_ui(w.re[i], 0);
        mpz_set_ui(w.im[i], 0);
    }
    for (size_t a = 0; a < H->length; a++)
        if (H->strings[a].length) {
            integer_coefficient(c, H, a);
            vector_add_string(w, c, &H->strings[a], H->qubits, v);
        }
    mpz_clear(c);
}

/* v <- exp(-i p tau 6 H) v, twice as many terms as digits and some more. */
static inline void hand_gate(integer_vector v, const lb_sum_t H, unsigned long p, long tau,
                             const mpz_t modulus)
{
    integer_vector power = vector_new(v.size), next = vector_new(v.size);
    mpz_t c;
    mpz_init_set_ui(c, 1);
    vector_add(power, c, v);
    for (unsigned long j = 1; j < 2 * HAND_DIGITS + 20; j++) {
        hand_derivative(next, H, power);
        vector_reduce(next, modulus);
        hand_coefficient(c, p, tau, j, modulus);
        vector_add(v, c, next);
        integer_vector swapped = power;
        power = next;
        next = swapped;
    }
    vector_reduce(v, modulus);
    mpz_clear(c);
    vector_free(power);
    vector_free(next);
}

/* How many elementary divisors of some rows of integers have a valuation below `bound`; the rows
 * are changed. Always a pivot of least valuation. */
static inline size_t hand_divisors(mpz_t **rows, size_t count, size_t width, const mpz_t prime,
                                   unsigned long bound, const mpz_t modulus)
{
    mpz_t a, b, unit;
    size_t rank = 0;
    mpz_inits(a, b, unit, NULL);
    for (; rank < count; rank++) {
        unsigned long least = bound;
        size_t row = 0, column = 0;
        for (size_t i = rank; i < count; i++)
            for (size_t j = 0; j < width; j++) {
                mpz_fdiv_r(rows[i][j], rows[i][j], modulus);
                if (mpz_sgn(rows[i][j]) == 0)
                    continue;
                unsigned long valuation = mpz_remove(a, rows[i][j], prime);
                if (valuation < least) {
                    least = valuation;
                    row = i;
                    column = j;
                }
            }
        if (least == bound)
            break;
        mpz_t *pivot = rows[row];
        rows[row] = rows[rank];
        rows[rank] = pivot;
        mpz_remove(unit, pivot[column], prime);
        mpz_invert(unit, unit, modulus);
        mpz_pow_ui(b, prime, least);
        for (size_t i = rank + 1; i < count; i++) {
            mpz_divexact(a, rows[i][column], b);
            mpz_mul(a, a, unit);
            for (size_t j = 0; j < width; j++)
                mpz_submul(rows[i][j], a, pivot[j]);
        }
    }
    mpz_clears(a, b, unit, NULL);
    return rank;
}

/* At random multiples of p, the tangents of one product state pushed forward to the end. */
static inline size_t rank_by_padics(const lb_ansatz_t A, size_t state, size_t M, unsigned long p,
                                    lb_random *random)
{
    size_t size = (size_t)1 << A->qubits;
    integer_vector *columns = malloc((M + 1) * sizeof *columns);
    mpz_t **rows = malloc((M + 1) * sizeof *rows), prime, modulus;
    mpz_init_set_ui(prime, p);
    mpz_init(modulus);
    mpz_pow_ui(modulus, prime, HAND_DIGITS);
    for (size_t j = 0; j <= M; j++)
        columns[j] = vector_new(size);
    integer_vector psi = columns[M];
    vector_state(psi, A->states[state].text, A->qubits);
    for (size_t j = 0; j < M; j++) {
        const lb_sum_struct *H = &A->generators[j % A->generator_count];
        long tau = 1 + (long)lb_random_below(random, 1000000);
        hand_derivative(columns[j], H, psi);
        for (size_t i = 0; i <= j; i++)
            hand_gate(columns[i], H, p, tau, modulus);
        hand_gate(psi, H, p, tau, modulus);
    }
    for (size_t j = 0; j <= M; j++) {
        rows[j] = malloc(2 * size * sizeof **rows);
        for (size_t k = 0; k < size; k++) {
            mpz_init_set(rows[j][k], j < M ? columns[j].re[k] : psi.im[k]);
            mpz_init_set(rows[j][size + k], j < M ? columns[j].im[k] : psi.re[k]);
            if (j == M)
                mpz_neg(rows[j][k], rows[j][k]);
        }
    }
    size_t rank = hand_divisors(rows, M + 1, 2 * size, prime, HAND_VALUATION, modulus) - 1;
    for (size_t j = 0; j <= M; j++) {
        for (size_t k = 0; k < 2 * size; k++)
            mpz_clear(rows[j][k]);
        free(rows[j]);
        vector_free(columns[j]);
    }
    free(rows);
    free(columns);
    mpz_clears(prime, modulus, NULL);
    return rank;
}

#endif
