/* Simulation in multiple precision: against double precision, whose vectors it must repeat; against
 * itself at twice the bits, where its bound on the rounding errors must hold; and the proof of
 * lower bounds, which must never exceed the exact rank. */

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/exact.h>
#include <liebound/rank.h>

#include "base/memory.h"
#include "base/random.h"
#include "circuit/precise.h"
#include "circuit/state.h"
#include "circuit/tangent.h"
#include "simulation/precise.h"
#include "support.h"
#include "unit/ansatz_families.h"

static const char letters[] = "IXYZ";

/* A sum of random strings with small rational coefficients; all of X and I, when commuting. */
static void add_random_generator(lb_ansatz_t A, lb_random *random, size_t terms, bool commuting)
{
    lb_error error;
    lb_sum_t H;
    lb_sum_init(H, A->qubits);
    for (size_t t = 0; t < terms; t++) {
        char label[8] = {0};
        for (size_t q = 0; q < A->qubits; q++)
            label[q] = letters[lb_random_below(random, commuting ? 2 : 4)];
        long num = 1 + (long)lb_random_below(random, 5);
        ck_assert_int_eq(lb_sum_append_label(H, num, 1 + lb_random_below(random, 3), label, &error),
                         LB_OK);
    }
    add_generator(A, H);
    lb_sum_clear(H);
}

/* Strings, commuting sums, an anticommuting sum and others; on a state with all phases. */
static void make_mixed(lb_ansatz_t A, lb_random *random, bool others)
{
    lb_sum_t H;
    lb_ansatz_init(A, "mixed", 3);
    add_random_generator(A, random, 1, false);
    add_random_generator(A, random, 3, true);
    lb_sum_init(H, 3);
    append(H, "X", 1, 0);
    append(H, "Z", 1, 0);
    append(H, "YX", 1, 2);
    add_generator(A, H);
    lb_sum_clear(H);
    add_random_generator(A, random, 1, false);
    if (others)
        add_random_generator(A, random, 4, false);
    add_state(A, "+r1");
}

typedef struct setup {
    lb_ansatz_t A;
    lb_circuit C;
    double *initial, *angles;
    size_t gates;
} setup;

static void setup_init(setup *s, lb_random *random, size_t layers)
{
    lb_error error;
    make_mixed(s->A, random, true);
    ck_assert_int_eq(
        lb_circuit_init(&s->C, s->A->generators, NULL, s->A->generator_count, 3, NULL, &error),
        LB_OK);
    s->gates = layers * s->A->generator_count;
    s->angles = lb_malloc(s->gates, sizeof *s->angles);
    s->initial = lb_malloc_aligned(16, sizeof *s->initial);
    lb_random_angles(s->angles, s->gates, lb_random_next(random));
    lb_circuit_set_angles(&s->C, s->angles, s->gates);
    lb_circuit_fill_state(s->initial, s->A->states);
}

static void setup_clear(setup *s)
{
    lb_circuit_clear(&s->C);
    lb_ansatz_clear(s->A);
    free(s->angles);
    free(s->initial);
}

/* All tangents at some precision, 16 numbers each; returns the bound on their errors. */
static double precise_tangents(lb_precise_vector *T, const setup *s, mpfr_prec_t bits)
{
    lb_precise_circuit P;
    lb_precise_vector room;
    lb_precise_init(&P, &s->C, s->A->generators, s->initial, bits);
    lb_precise_vector_init(T, 16 * s->gates, bits);
    lb_precise_vector_init(&room, 16 + LB_PRECISE_SCRATCH(8), bits);
    for (size_t i = 0; i < 16; i++)
        mpfr_set(&room.values[i], &P.initial.values[i], MPFR_RNDN);
    for (size_t j = 0; j < s->gates; j++) {
        lb_precise_tangent(&P, j, T->values + 16 * j, room.values, room.values + 16);
        lb_precise_apply(&P, room.values, j, j + 1, false, room.values + 16);
    }
    double error = lb_precise_error(&P);
    lb_precise_vector_clear(&room);
    lb_precise_clear(&P);
    return error;
}

START_TEST(test_double_precision)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t round = 0; round < lb_test_count(5); round++) {
        setup s;
        lb_tangents S;
        lb_error error;
        lb_precise_vector T;
        double v[16] __attribute__((aligned(64)));
        setup_init(&s, &random, 4);
        lb_pool *pool = lb_pool_new(1);
        lb_tangents_init(&S, &s.C, s.initial, s.gates / 2, pool);
        precise_tangents(&T, &s, 100);
        for (size_t j = 0; j < s.gates; j++) {
            lb_tangent_panel panel = {.gates = &j, .count = 1, .stride = 16, .T = v};
            ck_assert_int_eq(lb_tangents_compute(&S, &panel, NULL, &error), LB_OK);
            for (size_t i = 0; i < 16; i++)
                ck_assert_double_eq_tol(v[i], mpfr_get_d(&T.values[16 * j + i], MPFR_RNDN), 1e-11);
        }
        lb_precise_vector_clear(&T);
        lb_tangents_clear(&S);
        lb_pool_free(pool);
        setup_clear(&s);
    }
}
END_TEST

/* Twice the bits stand for the exact numbers. The bound holds, and is not wildly too large. */
START_TEST(test_error_bound)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 1);
    for (size_t round = 0; round < lb_test_count(5); round++) {
        setup s;
        lb_precise_vector rough, fine;
        mpfr_t difference;
        setup_init(&s, &random, 4);
        mpfr_init2(difference, 200);
        double bound = precise_tangents(&rough, &s, 80);
        precise_tangents(&fine, &s, 200);
        double largest = 0;
        for (size_t j = 0; j < s.gates; j++) {
            double square = 0;
            for (size_t i = 16 * j; i < 16 * j + 16; i++) {
                mpfr_sub(difference, &rough.values[i], &fine.values[i], MPFR_RNDN);
                square += pow(ldexp(mpfr_get_d(difference, MPFR_RNDN), 80), 2);
            }
            largest = fmax(largest, sqrt(square));
        }
        ck_assert_double_le(largest, bound);
        ck_assert_double_ge(largest, bound / 1e5);
        mpfr_clear(difference);
        lb_precise_vector_clear(&rough);
        lb_precise_vector_clear(&fine);
        setup_clear(&s);
    }
}
END_TEST

/* Proved ranks on random circuits: at most the exact one, and that one when the bits suffice. */
START_TEST(test_proof)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 2);
    for (size_t round = 0; round < lb_test_count(20); round++) {
        lb_ansatz_t A;
        lb_error error;
        lb_exact_t exact;
        lb_spectrum_t S;
        make_mixed(A, &random, false);
        lb_spectrum_init(S);
        lb_exact_init(exact);
        size_t layers = 1 + lb_random_below(&random, 6);
        lb_exact_options exact_options = {.layers = layers, .seed = round};
        ck_assert_int_eq(lb_exact_rank(exact, A, 0, &exact_options, &error), LB_OK);
        lb_rank_options options = {.layers = layers, .seed = round, .prove = true};
        for (options.precision_bits = 54; options.precision_bits < 200;
             options.precision_bits += 70) {
            ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &error), LB_OK);
            ck_assert_uint_le(S->proved_rank, exact->rank);
            ck_assert_int_eq(S->precision_bits, options.precision_bits);
        }
        ck_assert_uint_eq(S->rank, exact->rank);
        ck_assert_uint_eq(S->proved_rank, exact->rank);
        lb_spectrum_clear(S);
        lb_exact_clear(exact);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* A matrix of known rank: the proof finds that rank and refuses any larger one, however small the
 * error; and refuses the rank itself when the error hides it. */
START_TEST(test_proof_of_known_rank)
{
    enum { ROWS = 12, COLUMNS = 9, RANK = 5 };
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 3);
    lb_simulation_sketch S = {.rows = ROWS, .columns = COLUMNS, .error = 1};
    lb_precise_vector_init(&S.entry, ROWS * COLUMNS, 100);
    long left[ROWS][RANK], right[RANK][COLUMNS];
    for (size_t k = 0; k < RANK; k++) {
        for (size_t i = 0; i < ROWS; i++)
            left[i][k] = (long)lb_random_below(&random, 2001) - 1000;
        for (size_t j = 0; j < COLUMNS; j++)
            right[k][j] = (long)lb_random_below(&random, 2001) - 1000;
    }
    for (size_t j = 0; j < COLUMNS; j++)
        for (size_t i = 0; i < ROWS; i++) {
            long sum = 0;
            for (size_t k = 0; k < RANK; k++)
                sum += left[i][k] * right[k][j];
            mpfr_set_si(&S.entry.values[i + ROWS * j], sum, MPFR_RNDN);
        }
    for (size_t rank = 0; rank <= COLUMNS; rank++)
        ck_assert_uint_eq(lb_simulation_sketch_prove(&S, 100, rank), rank <= RANK ? rank : 0);
    S.error = 0x1p98;
    ck_assert_uint_eq(lb_simulation_sketch_prove(&S, 100, RANK), RANK);
    S.error = 0x1p121;
    ck_assert_uint_eq(lb_simulation_sketch_prove(&S, 100, RANK), 0);
    lb_precise_vector_clear(&S.entry);
}
END_TEST

/* What double precision gets wrong: the saturated chain with one angle a gate. */
START_TEST(test_saturated_chain)
{
    lb_ansatz_t A;
    lb_sum_t H;
    lb_error error;
    lb_spectrum_t S;
    lb_spectrum_init(S);
    lb_sum_init(H, 8);
    lb_ansatz_init(A, "chain", 8);
    for (uint32_t i = 0; i + 1 < 8; i++) {
        append(H, "ZZ", i, i + 1);
        add_generator(A, H);
    }
    for (uint32_t i = 0; i < 8; i++) {
        append(H, "X", i, 0);
        add_generator(A, H);
    }
    add_state(A, "plus");
    lb_rank_options options = {.layers = 4, .seed = 1, .run.threads = 2, .precision_bits = 128};
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &error), LB_OK);
    ck_assert_uint_eq(S->rank, 56);
    ck_assert_double_ge(S->gap, 1e15);
    ck_assert_uint_eq(S->proved_rank, 0);
    options.run.limits.deadline = lb_deadline(1e-4);
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &error), LB_UNDECIDED);
    options.run.limits = (lb_limits){.bytes = 1 << 20};
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &error), LB_UNDECIDED);
    ck_assert_uint_eq(S->rank, 56);
    lb_spectrum_clear(S);
    lb_sum_clear(H);
    lb_ansatz_clear(A);
}
END_TEST

LB_TEST_MAIN("precise", test_double_precision, test_error_bound, test_proof,
             test_proof_of_known_rank, test_saturated_chain)
