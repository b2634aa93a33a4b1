/* The rank of the QFIM over the rational numbers, by plain matrices over Z[i] at random integer
 * tangents: slow, and sharing nothing with the library but strings and their textbook matrices. For
 * generators whose coefficients times 6 are small integers, all terms commuting or anticommuting.
 */

#ifndef LB_TESTS_EXACT_BY_HAND_H
#define LB_TESTS_EXACT_BY_HAND_H

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <flint/flint.h>
#include <flint/fmpz.h>
#include <flint/fmpz_mat.h>

#include <liebound/ansatz.h>

#include "base/random.h"
#include "matrices.h"

/* A vector of 2^n Gaussian integers. */
typedef struct integer_vector {
    size_t size;
    mpz_t *re, *im;
} integer_vector;

static inline integer_vector vector_new(size_t size)
{
    integer_vector v = {size, malloc(size * sizeof(mpz_t)), malloc(size * sizeof(mpz_t))};
    for (size_t i = 0; i < size; i++)
        mpz_inits(v.re[i], v.im[i], NULL);
    return v;
}

static inline void vector_free(integer_vector v)
{
    for (size_t i = 0; i < v.size; i++)
        mpz_clears(v.re[i], v.im[i], NULL);
    free(v.re);
    free(v.im);
}

static inline void vector_add(integer_vector w, const mpz_t c, const integer_vector v)
{
    for (size_t i = 0; i < v.size; i++) {
        mpz_addmul(w.re[i], c, v.re[i]);
        mpz_addmul(w.im[i], c, v.im[i]);
    }
}

/* w += c (-i P) v, from the textbook matrices. */
static inline void vector_add_string(integer_vector w, const mpz_t c, const lb_string_t P, size_t n,
                                     const integer_vector v)
{
    amplitude *M = calloc(v.size * v.size, sizeof *M);
    mpz_t t;
    mpz_init(t);
    add_string_matrix(M, 1, P, n);
    for (size_t i = 0; i < v.size; i++)
        for (size_t j = 0; j < v.size; j++) {
            amplitude entry = -I * M[i * v.size + j];
            mpz_mul_si(t, c, (long)creal(entry));
            mpz_addmul(w.re[i], t, v.re[j]);
            mpz_addmul(w.im[i], t, v.im[j]);
            mpz_mul_si(t, c, (long)cimag(entry));
            mpz_submul(w.re[i], t, v.im[j]);
            mpz_addmul(w.im[i], t, v.re[j]);
        }
    mpz_clear(t);
    free(M);
}

/* 6 c is an integer for the coefficients of random_generator. */
static inline void integer_coefficient(mpz_t c, const lb_sum_t H, size_t t)
{
    mpq_t six;
    mpq_init(six);
    mpq_set_si(six, 6, 1);
    mpq_mul(six, six, &H->coefficients[t]);
    ck_assert_int_eq(mpz_cmp_ui(mpq_denref(six), 1), 0);
    mpz_set(c, mpq_numref(six));
    mpq_clear(six);
}

static inline bool all_commute(const lb_sum_t H)
{
    for (size_t t = 0; t < H->length; t++)
        for (size_t s = 0; s < t; s++)
            if (lb_string_anticommutes(&H->strings[s], &H->strings[t]))
                return false;
    return true;
}

/* v <- the gate of 6 H at the tangent t, up to a factor: a product of |c| factors 1 -+ itP, or
 * 1 - itH. The identity is left out: a global phase. */
static inline void vector_gate(integer_vector v, const lb_sum_t H, long t)
{
    integer_vector w = vector_new(v.size);
    mpz_t c, one;
    bool commuting = all_commute(H);
    mpz_init(c);
    mpz_init_set_ui(one, 1);
    vector_add(w, one, v);
    for (size_t a = 0; a < H->length; a++) {
        if (H->strings[a].length == 0)
            continue;
        integer_coefficient(c, H, a);
        long power = commuting ? labs(mpz_get_si(c)) : 1;
        mpz_set_si(c, commuting ? mpz_sgn(c) * t : mpz_get_si(c) * t);
        for (long i = 0; i < power; i++) {
            vector_add_string(w, c, &H->strings[a], H->qubits, v);
            for (size_t k = 0; k < v.size && commuting; k++) {
                mpz_set(v.re[k], w.re[k]);
                mpz_set(v.im[k], w.im[k]);
            }
        }
    }
    for (size_t k = 0; k < v.size; k++) {
        mpz_swap(v.re[k], w.re[k]);
        mpz_swap(v.im[k], w.im[k]);
    }
    mpz_clears(c, one, NULL);
    vector_free(w);
}

/* Qubit 0 is the leftmost factor of the matrices, hence the highest bit. */
static inline void vector_state(integer_vector v, const char *label, size_t n)
{
    static const char letters[] = "01+-rl";
    static const int re[][2] = {{1, 0}, {0, 1}, {1, 1}, {1, -1}, {1, 0}, {1, 0}};
    static const int im[][2] = {{0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 1}, {0, -1}};
    for (size_t k = 0; k < v.size; k++) {
        amplitude a = 1;
        for (size_t q = 0; q < n; q++) {
            size_t s = (size_t)(strchr(letters, label[q]) - letters), bit = k >> (n - 1 - q) & 1;
            a *= (double)re[s][bit] + I * (double)im[s][bit];
        }
        mpz_set_si(v.re[k], (long)creal(a));
        mpz_set_si(v.im[k], (long)cimag(a));
    }
}

/* The columns of one state, pushed forward gate by gate, in rows offset .. of T; the last columns
 * are i psi, one for each state. */
static inline void fill_columns(fmpz_mat_t T, const lb_ansatz_t A, size_t state, const long *t,
                                size_t M)
{
    size_t n = A->qubits, size = (size_t)1 << n, offset = state * 2 * size;
    integer_vector *columns = malloc((M + 1) * sizeof *columns), psi = vector_new(size);
    mpz_t c;
    mpz_init(c);
    vector_state(psi, A->states[state].text, n);
    for (size_t j = 0; j < M; j++) {
        const lb_sum_struct *H = &A->generators[j % A->generator_count];
        columns[j] = vector_new(size);
        for (size_t a = 0; a < H->length; a++) {
            if (H->strings[a].length == 0)
                continue;
            integer_coefficient(c, H, a);
            vector_add_string(columns[j], c, &H->strings[a], n, psi);
        }
        for (size_t i = 0; i <= j; i++)
            vector_gate(columns[i], H, t[j]);
        vector_gate(psi, H, t[j]);
    }
    for (size_t k = 0; k < size; k++) {
        for (size_t j = 0; j < M; j++) {
            fmpz_set_mpz(fmpz_mat_entry(T, (slong)(offset + k), (slong)j), columns[j].re[k]);
            fmpz_set_mpz(fmpz_mat_entry(T, (slong)(offset + size + k), (slong)j), columns[j].im[k]);
        }
        fmpz_set_mpz(fmpz_mat_entry(T, (slong)(offset + size + k), (slong)(M + state)), psi.re[k]);
        mpz_neg(psi.im[k], psi.im[k]);
        fmpz_set_mpz(fmpz_mat_entry(T, (slong)(offset + k), (slong)(M + state)), psi.im[k]);
    }
    for (size_t j = 0; j < M; j++)
        vector_free(columns[j]);
    free(columns);
    vector_free(psi);
    mpz_clear(c);
}

/* The rank over Q at random integer tangents. */
static inline size_t rank_by_integers(const lb_ansatz_t A, size_t first, size_t states, size_t M,
                                      lb_random *random)
{
    long *t = malloc((M + 1) * sizeof *t);
    fmpz_mat_t T;
    fmpz_mat_init(T, (slong)(A->state_count * 2 << A->qubits), (slong)(M + A->state_count));
    for (size_t j = 0; j < M; j++)
        t[j] = 1 + (long)lb_random_below(random, 1000);
    for (size_t s = first; s < first + states; s++)
        fill_columns(T, A, s, t, M);
    size_t rank = (size_t)fmpz_mat_rank(T) - states;
    fmpz_mat_clear(T);
    free(t);
    return rank;
}

#endif
