/* Tangents of layers with shared angles modulo a prime, against explicit ones. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/exact.h>
#include <liebound/layers.h>

#include "base/memory.h"
#include "base/random.h"
#include "exact_rank/problem.h"
#include "exact_rank/sketch.h"
#include "exact_rank/state_vector.h"
#include "support.h"
#include "unit/random_layers.h"

enum { QUBITS_MAX = 3, AMPLITUDES = 1 << QUBITS_MAX };

typedef struct residue {
    uint64_t re, im;
} residue;

static uint64_t times(uint64_t a, uint64_t b, uint64_t p)
{
    return a * b % p;
}

static residue product(residue a, residue b, uint64_t p)
{
    return (residue){(times(a.re, b.re, p) + p - times(a.im, b.im, p)) % p,
                     (times(a.re, b.im, p) + times(a.im, b.re, p)) % p};
}

static uint64_t inverse(uint64_t a, uint64_t p)
{
    uint64_t r = 1, e = p - 2;
    for (; e; e >>= 1, a = times(a, a, p))
        r = e & 1 ? times(r, a, p) : r;
    return r;
}

/* w += c P v for a string on n qubits, qubit 0 the lowest bit. */
static void add_image(residue *w, residue c, const lb_string_t P, const residue *v, size_t n,
                      uint64_t p)
{
    for (size_t k = 0; k < (size_t)1 << n; k++) {
        size_t to = k;
        residue a = product(c, v[k], p);
        for (uint32_t q = 0; q < n; q++) {
            char letter = lb_string_letter(P, q);
            bool one = k >> q & 1;
            to ^= letter == 'X' || letter == 'Y' ? (size_t)1 << q : 0;
            if (letter == 'Y')
                a = product(a, (residue){0, one ? p - 1 : 1}, p);
            if (letter == 'Z' && one)
                a = product(a, (residue){p - 1, 0}, p);
        }
        w[to].re = (w[to].re + a.re) % p;
        w[to].im = (w[to].im + a.im) % p;
    }
}

typedef struct turn_mod_p {
    const lb_string_struct *P;
    uint64_t t;
} turn_mod_p;

/* v <- (1 -+ i t P) v, the latter divided by 1 + t^2: the inverse of the former. */
static void apply_turn(residue *v, const turn_mod_p *turn, bool back, size_t n, uint64_t p)
{
    residue w[AMPLITUDES];
    size_t size = (size_t)1 << n;
    memcpy(w, v, size * sizeof *v);
    add_image(w, (residue){0, back ? turn->t : (p - turn->t) % p}, turn->P, v, n, p);
    uint64_t factor = back ? inverse((1 + times(turn->t, turn->t, p)) % p, p) : 1;
    for (size_t k = 0; k < size; k++)
        v[k] = product(w[k], (residue){factor, 0}, p);
}

/* m and the tangent of m phi, from that of phi. */
static uint64_t multiple(long m, uint64_t t, uint64_t p)
{
    residue power = {1, 0};
    for (long k = 0; k < labs(m); k++)
        power = product(power, (residue){1, m < 0 ? (p - t) % p : t}, p);
    return times(power.im, inverse(power.re, p), p);
}

/* The tangents of one layer, all of its angles, at the state |0...0>: rotations `begin` to `end`. */
static void explicit_tangents(residue (*rows)[AMPLITUDES], const lb_ansatz_t A, size_t begin,
                              size_t end, size_t first_angle, const uint64_t *t, turn_mod_p *turns,
                              size_t *turn_count, residue *psi, uint64_t p)
{
    long D[64];
    for (size_t a = 0; a < 64; a++)
        D[a] = 1;
    for (size_t j = begin; j < end; j++) {
        lb_turn_at turn = lb_ansatz_rotation(A, j);
        const lb_sum_struct *H = &A->generators[turn.generator];
        for (size_t a = 0; a < H->length; a++) {
            long d = (long)mpz_get_ui(mpq_denref(&H->coefficients[a]));
            long *all = &D[turn.angle - first_angle], rest = *all;
            while (rest % d)
                rest += *all;
            *all = rest;
        }
    }
    for (size_t j = begin; j < end; j++) {
        lb_turn_at turn = lb_ansatz_rotation(A, j);
        const lb_sum_struct *H = &A->generators[turn.generator];
        size_t angle = turn.angle - first_angle, before = *turn_count;
        residue v[AMPLITUDES] = {{0, 0}};
        for (size_t a = 0; a < H->length; a++) {
            long m = mpz_get_si(mpq_numref(&H->coefficients[a])) * D[angle] /
                     (long)mpz_get_ui(mpq_denref(&H->coefficients[a])) * (turn.negative ? -1 : 1);
            if (!H->strings[a].length)
                continue;
            add_image(v, (residue){0, (uint64_t)((long)p - m) % p}, &H->strings[a], psi, A->qubits,
                      p);
            turns[(*turn_count)++] = (turn_mod_p){&H->strings[a], multiple(m, t[angle], p)};
        }
        for (size_t i = before; i-- > 0;)
            apply_turn(v, &turns[i], true, A->qubits, p);
        for (size_t k = 0; k < (size_t)1 << A->qubits; k++) {
            rows[angle][k].re = (rows[angle][k].re + v[k].re) % p;
            rows[angle][k].im = (rows[angle][k].im + v[k].im) % p;
        }
        for (size_t i = before; i < *turn_count; i++)
            apply_turn(psi, &turns[i], false, A->qubits, p);
    }
}

/* The rows of all layers against these. */
static void compare_rows(const lb_ansatz_t A, size_t layers, uint64_t seed)
{
    enum { ROWS = 64 };
    lb_exact_problem problem;
    const lb_picture_kind *kind;
    lb_exact_options options = {.layers = layers};
    lb_error error;
    lb_random random;
    ck_assert(!lb_exact_problem_init(&problem, &kind, A, 0, &options, &error));
    ck_assert_ptr_eq(kind, &lb_shared_picture);
    lb_random_seed(&random, seed);
    lb_field F = lb_field_random(&random);
    lb_random other = random;
    void *picture = kind->open(&problem, &F, &random, 0);
    lb_random points, switches;
    lb_random_seed(&switches, lb_random_next(&other));
    lb_random_seed(&points, lb_random_next(&other));
    residue psi[AMPLITUDES] = {{1, 0}};
    turn_mod_p *turns = calloc(8192, sizeof *turns);
    size_t turn_count = 0, rotation = 0, angle = 0, total = A->qubits < 3 ? 3 : A->qubits;
    lb_sketch sketch;
    lb_sketch_init(&sketch, &F, (size_t)2 << total, problem.rank_end + 1, &switches);
    double *vector = lb_malloc_aligned((size_t)4 << total, sizeof *vector);
    double *wanted = vector + ((size_t)2 << total);
    for (size_t l = lb_ansatz_first_angles(A) ? 0 : 1; l <= layers; l++) {
        static residue rows[ROWS][AMPLITUDES];
        uint64_t t[ROWS];
        size_t angles = lb_ansatz_angles(A, l) - angle, end = lb_ansatz_rotations(A, l);
        lb_exact_batch batch = {.width = kind->width(picture)};
        ck_assert_uint_le(angles, ROWS);
        memset(rows, 0, sizeof rows);
        for (size_t a = 0; a < angles; a++)
            t[a] = lb_field_draw(&F, &points);
        explicit_tangents(rows, A, rotation, end, angle, t, turns, &turn_count, psi, F.p);
        kind->next(picture, &batch);
        ck_assert_uint_eq(batch.count, angles);
        for (size_t a = 0; a < angles; a++) {
            memset(vector, 0, ((size_t)2 << total) * sizeof *vector);
            for (size_t k = 0; k < (size_t)1 << A->qubits; k++) {
                vector[lb_exact_place(k)] = lb_field_balance(&F, rows[a][k].re);
                vector[lb_exact_place(k) + LB_EXACT_LANES] = lb_field_balance(&F, rows[a][k].im);
            }
            lb_sketch_apply(&sketch, wanted, vector);
            for (size_t c = 0; c < batch.width; c++)
                ck_assert_uint_eq(lb_field_word(&F, batch.rows[a * batch.width + c]),
                                  lb_field_word(&F, wanted[c]));
        }
        free(batch.rows);
        rotation = end;
        angle += angles;
    }
    kind->close(picture);
    lb_exact_problem_clear(&problem);
    lb_sketch_clear(&sketch);
    free(vector);
    free(turns);
}

START_TEST(tangents_of_shared_angles)
{
    uint64_t seed = lb_test_seed();
    size_t compared = 0;
    for (size_t i = 0; i < lb_test_count(300); i++) {
        lb_random random;
        lb_random_seed(&random, seed + 200000 + i);
        lb_ansatz_t A;
        lb_error error;
        size_t n = 2 + lb_random_below(&random, 2);
        lb_ansatz_init(A, "", n);
        lb_layers_struct *L = random_layers(&random, n, lb_random_below(&random, 2), false);
        ck_assert(!lb_ansatz_set_layers(A, L, NULL, &error));
        if (A->layers->shared) {
            compare_rows(A, 3, seed + i);
            compared++;
        }
        lb_ansatz_clear(A);
    }
    ck_assert_uint_ge(compared, lb_test_count(50));
}
END_TEST

LB_TEST_MAIN("layer tangents", tangents_of_shared_angles)
