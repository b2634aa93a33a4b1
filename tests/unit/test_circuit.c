/* States, gates and tangents, against explicit matrices and finite differences. */

#include <check.h>

#include "circuit/gates.h"
#include "circuit/state.h"
#include "circuit/tangent.h"
#include "state/state.h"
#include "support.h"
#include "unit/vectors.h"

/* v becomes the state of a text. */
static void fill(double *v, const char *text, size_t qubits)
{
    lb_state_t state;
    ck_assert(!lb_state_init(state, text, qubits, NULL));
    lb_circuit_fill_state(v, state);
    lb_state_clear(state);
}

START_TEST(test_states)
{
    const double h = sqrt(0.5);
    const struct {
        char letter;
        cplx zero, one;
    } table[] = {{'0', 1, 0},  {'1', 0, 1},     {'+', h, h},
                 {'-', h, -h}, {'r', h, I * h}, {'l', h, -I * h}};
    double v[64];
    char label[5] = "";
    for (int code = 0; code < 1296; code++) {
        int digits[4] = {code % 6, code / 6 % 6, code / 36 % 6, code / 216};
        for (int q = 0; q < 4; q++)
            label[q] = table[digits[q]].letter;
        fill(v, label, 4);
        for (int i = 0; i < 16; i++) {
            cplx expected = 1;
            for (int q = 0; q < 4; q++)
                expected *= i >> q & 1 ? table[digits[q]].one : table[digits[q]].zero;
            ck_assert_double_lt(cabs(v[i] + I * v[16 + i] - expected), 1e-15);
        }
    }
    fill(v, "zero", 2);
    ck_assert_double_eq(v[0], 1);
    for (int i = 1; i < 8; i++)
        ck_assert_double_eq(v[i], 0);
    fill(v, "bell", 2);
    for (int i = 0; i < 32; i++)
        ck_assert_double_eq_tol(v[i], i < 16 && i % 5 == 0 ? 0.5 : 0, 1e-15);
}
END_TEST

START_TEST(test_state_labels)
{
    lb_state_t state = {{.qubits = 99}};
    lb_error error;
    const char *const good[] = {"01+", "plus", "bell"};
    const size_t totals[] = {3, 3, 6};
    for (size_t i = 0; i < 3; i++) {
        ck_assert_int_eq(lb_state_init(state, good[i], 3, &error), LB_OK);
        ck_assert_uint_eq(state->qubits, totals[i]);
        lb_state_clear(state);
    }
    const char *const bad[] = {"", "01", "01+-", "01x", "Plus", "0 1", "01I"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ck_assert_int_eq(lb_state_init(state, bad[i], 3, &error), LB_INPUT);
        ck_assert_uint_eq(state->qubits, 6);
    }
}
END_TEST

/* Gates of a circuit with long and short runs of diagonal rotations: any range of them is its
 * rotations one by one. */
START_TEST(test_diagonal_runs)
{
    enum { QUBITS = 12, SIZE = 1 << QUBITS, COUNT = 12 };
    static const bool diagonal[COUNT] = {1, 1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1};
    lb_random random;
    lb_error error;
    lb_random_seed(&random, lb_test_seed() + 6);
    lb_sum_struct sums[COUNT];
    double angles[COUNT];
    for (size_t k = 0; k < COUNT; k++) {
        lb_sum_init(&sums[k], QUBITS);
        char label[QUBITS + 1] = "";
        for (size_t q = 0; q < QUBITS; q++)
            label[q] = (diagonal[k] ? "IZIZ" : "IXYZ")[lb_random_below(&random, 4)];
        label[k] = diagonal[k] ? 'Z' : 'X';
        ck_assert_int_eq(lb_sum_append_label(&sums[k], 1, 1, label, &error), LB_OK);
        angles[k] = 6.28 * lb_random_unit(&random);
    }
    lb_circuit C[1];
    ck_assert_int_eq(lb_circuit_init(C, sums, NULL, COUNT, QUBITS, NULL, &error), LB_OK);
    lb_circuit_set_angles(C, angles, COUNT);
    size_t diagonal_steps = 0;
    for (size_t i = 0; i < C->steps.count; i++)
        diagonal_steps += C->steps.all[i].form == LB_STEP_DIAGONAL;
    ck_assert_uint_eq(diagonal_steps, 2);
    double *v = random_vector(&random, SIZE), *got = lb_malloc_aligned(2 * SIZE, sizeof *got);
    double *expected = lb_malloc_aligned(2 * SIZE, sizeof *expected);
    for (size_t from = 0; from < COUNT; from++)
        for (size_t to = from + 1; to <= COUNT; to++)
            for (int inverse = 0; inverse <= 1; inverse++) {
                memcpy(got, v, 2 * SIZE * sizeof *v);
                memcpy(expected, v, 2 * SIZE * sizeof *v);
                lb_circuit_apply(C, got, from, to, inverse, NULL);
                for (size_t i = from; i < to; i++) {
                    const lb_rotation *r = &C->rotations[inverse ? to - 1 - (i - from) : i];
                    C->kernel->rotate(expected, expected + SIZE, SIZE, r,
                                      inverse ? -r->sine : r->sine);
                }
                for (size_t i = 0; i < 2 * SIZE; i++)
                    ck_assert_double_eq_tol(got[i], expected[i], 1e-13);
            }
    for (size_t k = 0; k < COUNT; k++)
        lb_sum_clear(&sums[k]);
    free(v);
    free(got);
    free(expected);
    lb_circuit_clear(C);
}
END_TEST

/* A sum from terms; coefficients are multiples of 1/8. */
static void make_sum(lb_sum_t S, size_t n, const lb_spectral_term *terms, size_t length)
{
    lb_error error;
    lb_sum_init(S, n);
    for (size_t t = 0; t < length; t++) {
        char label[16] = "";
        for (size_t q = 0; q < n; q++)
            label[q] = "IXZY"[(terms[t].x >> q & 1) + 2 * (terms[t].z >> q & 1)];
        ck_assert_int_eq(lb_sum_append_label(S, (long)(8 * terms[t].coefficient), 8, label, &error),
                         LB_OK);
    }
    lb_sum_normalize(S);
}

/* Generators of every form on 3 qubits: x, z, coefficient. */
#define GENERATORS 9
static const lb_spectral_term terms[GENERATORS][4] = {
    {{1, 0, 1}, {2, 0, 0.5}, {4, 0, -0.75}, {0}},  /* X_q: commuting */
    {{3, 0, 1}, {3, 3, 0.5}, {0, 3, 2}, {0}},      /* XX, YY, ZZ: commuting */
    {{1, 0, 1}, {0, 1, 0.75}, {0}},                /* X + Z: anticommuting */
    {{1, 0, 1}, {1, 1, -1}, {0, 1, 1}, {0, 0, 3}}, /* X - Y + Z + 3: anticommuting, identity */
    {{1, 0, 1}, {0, 1, 1}, {2, 6, 0.5}, {0}},      /* X0 + Z0 + Y1 Z2 / 2: neither */
    {{0, 0, 5}, {0}},                              /* identity */
    {{0, 0, 0}},                                   /* zero */
    {{0, 1, 1}, {0, 6, 0.5}, {0, 3, -0.25}},       /* Z0 + Z1 Z2 / 2 - Z0 Z1 / 4: commuting, and */
    {{0, 7, 1}}                                    /* with ZZZ a run of diagonal rotations */
};
static const size_t lengths[GENERATORS] = {3, 3, 2, 4, 3, 1, 0, 3, 1};
static const lb_generator_form forms[GENERATORS] = {
    LB_FORM_COMMUTING,     LB_FORM_COMMUTING, LB_FORM_ANTICOMMUTING,
    LB_FORM_ANTICOMMUTING, LB_FORM_SPECTRAL,  LB_FORM_ZERO,
    LB_FORM_ZERO,          LB_FORM_COMMUTING, LB_FORM_COMMUTING};
/* What of each generator is not identity comes first. */
static const size_t effective[GENERATORS] = {3, 3, 2, 3, 3, 0, 0, 3, 1};

static void make_circuit(lb_circuit *C, size_t n, size_t total)
{
    lb_sum_struct sums[GENERATORS];
    lb_error error;
    for (size_t k = 0; k < GENERATORS; k++)
        make_sum(&sums[k], n, terms[k], lengths[k]);
    ck_assert_int_eq(lb_circuit_init(C, sums, NULL, GENERATORS, total, NULL, &error), LB_OK);
    for (size_t k = 0; k < GENERATORS; k++)
        lb_sum_clear(&sums[k]);
}

/* On the qubits of the ansatz and beside two spectator qubits. */
START_TEST(test_gates)
{
    const size_t n = 3, total = _i ? 5 : 3, N = (size_t)1 << total;
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 2);
    lb_circuit C[1];
    make_circuit(C, n, total);
    double angles[2 * GENERATORS];
    for (size_t j = 0; j < 2 * GENERATORS; j++)
        angles[j] = 6.28 * lb_random_unit(&random);
    lb_circuit_set_angles(C, angles, 2 * GENERATORS);
    double *scratch = lb_malloc_aligned(lb_circuit_scratch(C), sizeof *scratch);
    double *v = random_vector(&random, N), *got = lb_malloc_aligned(2 * N, sizeof *got);
    for (size_t j = 0; j < 2 * GENERATORS; j++) {
        size_t k = j % GENERATORS;
        ck_assert_int_eq(C->generators[k].form, forms[k]);
        cplx *H = sum_matrix(total, terms[k], effective[k]);
        cplx *in = to_complex(v, N), *expected = lb_malloc(N, sizeof *expected);
        matrix_vector(expected, H, in, N);
        for (size_t i = 0; i < N; i++)
            expected[i] *= -I;
        lb_circuit_derivative(C, j, got, v);
        ck_assert_double_lt(distance(got, expected, N), 1e-13);

        memcpy(got, v, 2 * N * sizeof *v);
        lb_circuit_apply(C, got, j, j + 1, false, scratch);
        taylor_exponential(in, H, angles[j], N);
        ck_assert_double_lt(distance(got, in, N), 1e-11);
        lb_circuit_apply(C, got, j, j + 1, true, scratch);
        cplx *back = to_complex(v, N);
        ck_assert_double_lt(distance(got, back, N), 1e-13);
        free(back);
        free(in);
        free(expected);
        free(H);
    }
    /* A range at once is its gates one by one. */
    cplx *one_by_one = to_complex(v, N);
    memcpy(got, v, 2 * N * sizeof *v);
    lb_circuit_apply(C, got, 1, 2 * GENERATORS, false, scratch);
    for (size_t j = 1; j < 2 * GENERATORS; j++) {
        cplx *H = sum_matrix(total, terms[j % GENERATORS], effective[j % GENERATORS]);
        taylor_exponential(one_by_one, H, angles[j], N);
        free(H);
    }
    ck_assert_double_lt(distance(got, one_by_one, N), 1e-10);
    lb_circuit_apply(C, got, 1, 2 * GENERATORS, true, scratch);
    free(one_by_one);
    one_by_one = to_complex(v, N);
    ck_assert_double_lt(distance(got, one_by_one, N), 1e-12);
    free(one_by_one);
    free(v);
    free(got);
    free(scratch);
    lb_circuit_clear(C);
}
END_TEST

START_TEST(test_circuit_refusals)
{
    lb_sum_t S;
    lb_error error;
    lb_circuit C[1];
    memset(C, 0x5a, sizeof C);
    const lb_circuit before = *C;
    lb_sum_init(S, 11);
    ck_assert_int_eq(lb_sum_append_letters(S, 1, 1, "X", (const uint32_t[]){0}, &error), LB_OK);
    ck_assert_int_eq(lb_sum_append_letters(S, 1, 1, "Z", (const uint32_t[]){0}, &error), LB_OK);
    ck_assert_int_eq(lb_sum_append_letters(S, 1, 1, "Z", (const uint32_t[]){9}, &error), LB_OK);
    lb_sum_normalize(S);
    char name[] = "mixed", *const names[] = {name};
    ck_assert_int_eq(lb_circuit_init(C, S, names, 1, 11, NULL, &error), LB_USAGE);
    ck_assert_int_eq(memcmp(C, &before, sizeof before), 0);
    ck_assert_ptr_nonnull(strstr(error.message, "generator g0 (mixed) has terms"));
    S->qubits = 10;
    ck_assert_int_eq(lb_circuit_init(C, S, NULL, 1, 10, NULL, &error), LB_OK);
    lb_circuit_clear(C);
    lb_sum_clear(S);

    lb_sum_init(S, 1);
    ck_assert_int_eq(lb_sum_append_label(S, 2000000000000000, 1, "X", &error), LB_OK);
    ck_assert_int_eq(lb_circuit_init(C, S, NULL, 1, 1, NULL, &error), LB_INPUT);
    lb_sum_clear(S);
}
END_TEST

/* psi(theta) in the frame of the whole circuit, by Taylor series of explicit matrices. */
static void final_state(cplx *psi, const double *initial, const double *angles, size_t gates,
                        size_t N, size_t total)
{
    for (size_t i = 0; i < N; i++)
        psi[i] = initial[i] + I * initial[N + i];
    for (size_t j = 0; j < gates; j++) {
        cplx *H = sum_matrix(total, terms[j % GENERATORS], effective[j % GENERATORS]);
        taylor_exponential(psi, H, angles[j], N);
        free(H);
    }
}

/* All columns of T, side by side. */
static lb_status all_tangents(double *T, const lb_circuit *C, const double *initial, int threads,
                              const lb_limits *limits)
{
    lb_error error;
    lb_tangents S;
    size_t *gates = lb_malloc(C->gate_count, sizeof *gates);
    for (size_t j = 0; j < C->gate_count; j++)
        gates[j] = j;
    lb_pool *pool = lb_pool_new(threads);
    lb_tangents_init(&S, C, initial, C->gate_count / 2, pool);
    lb_tangent_panel panel = {
        .gates = gates, .count = C->gate_count, .stride = 2 * C->size, .T = T};
    lb_status status = lb_tangents_compute(&S, &panel, limits, &error);
    lb_tangents_clear(&S);
    lb_pool_free(pool);
    free(gates);
    return status;
}

/* Central differences of psi, projected away from psi: their real inner products must be those of
 * the columns of T, whatever the frame. */
START_TEST(test_tangents)
{
    enum { TOTAL = 3, N = 1 << TOTAL, GATES = 2 * GENERATORS + 3 };
    const double step = 1e-4;
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 3);
    lb_circuit C[1];
    make_circuit(C, 3, TOTAL);
    double angles[GATES], initial[2 * N] __attribute__((aligned(64)));
    double T[2 * N * GATES] __attribute__((aligned(64)));
    cplx D[GATES][N], plus[N], minus[N], final[N];
    fill(initial, "0+r", 3);
    for (size_t j = 0; j < GATES; j++)
        angles[j] = 6.28 * lb_random_unit(&random);
    lb_circuit_set_angles(C, angles, GATES);
    ck_assert_int_eq(all_tangents(T, C, initial, 1, NULL), LB_OK);

    final_state(final, initial, angles, GATES, N, TOTAL);
    for (size_t j = 0; j < GATES; j++) {
        double angle = angles[j];
        cplx overlap = 0;
        angles[j] = angle + step;
        final_state(plus, initial, angles, GATES, N, TOTAL);
        angles[j] = angle - step;
        final_state(minus, initial, angles, GATES, N, TOTAL);
        angles[j] = angle;
        for (size_t i = 0; i < N; i++) {
            D[j][i] = (plus[i] - minus[i]) / (2 * step);
            overlap += conj(final[i]) * D[j][i];
        }
        for (size_t i = 0; i < N; i++)
            D[j][i] -= overlap * final[i];
    }
    for (size_t j = 0; j < GATES; j++)
        for (size_t k = 0; k < GATES; k++) {
            double expected = 0, got = 0;
            for (size_t i = 0; i < N; i++)
                expected += creal(conj(D[j][i]) * D[k][i]);
            for (size_t i = 0; i < 2 * N; i++)
                got += T[2 * N * j + i] * T[2 * N * k + i];
            ck_assert_double_eq_tol(got, expected, 1e-5);
        }
    lb_circuit_clear(C);
}
END_TEST

START_TEST(test_threads_and_limits)
{
    enum { TOTAL = 5, N = 1 << TOTAL, GATES = 10 * GENERATORS };
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 4);
    lb_circuit C[1];
    make_circuit(C, 3, TOTAL);
    double angles[GATES];
    double initial[2 * N] __attribute__((aligned(64)));
    double *one = lb_malloc_aligned(2 * N * GATES, sizeof *one);
    double *many = lb_malloc_aligned(2 * N * GATES, sizeof *many);
    fill(initial, "0+r-1", TOTAL);
    for (size_t j = 0; j < GATES; j++)
        angles[j] = 6.28 * lb_random_unit(&random);
    lb_circuit_set_angles(C, angles, GATES);
    ck_assert_int_eq(all_tangents(one, C, initial, 1, NULL), LB_OK);
    for (int threads = 2; threads <= 7; threads++) {
        memset(many, 0, 2 * N * GATES * sizeof *many);
        ck_assert_int_eq(all_tangents(many, C, initial, threads, NULL), LB_OK);
        ck_assert_int_eq(memcmp(one, many, 2 * N * GATES * sizeof *many), 0);
    }
    /* Any panel has the same columns, whatever came before it. */
    lb_tangents S;
    lb_error error;
    lb_pool *pool = lb_pool_new(2);
    lb_tangents_init(&S, C, initial, GATES / 2, pool);
    for (size_t round = 0; round < 20; round++) {
        size_t gates[3] = {lb_random_below(&random, 3), 5 + lb_random_below(&random, 9),
                           20 + lb_random_below(&random, GATES - 20)};
        size_t count = 1 + lb_random_below(&random, 3), stride = 2 * N + 8;
        lb_tangent_panel panel = {.gates = gates + 3 - count, count, stride, many};
        ck_assert_int_eq(lb_tangents_compute(&S, &panel, NULL, &error), LB_OK);
        for (size_t i = 0; i < count; i++)
            ck_assert_mem_eq(many + stride * i, one + 2 * N * panel.gates[i], 2 * N * sizeof *many);
    }
    lb_tangents_clear(&S);
    lb_pool_free(pool);
    volatile sig_atomic_t stop = 1;
    lb_limits limits = {.stop = &stop};
    ck_assert_int_eq(all_tangents(many, C, initial, 2, &limits), LB_UNDECIDED);
    free(one);
    free(many);
    lb_circuit_clear(C);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("circuit");
    tcase_add_test(tests, test_states);
    tcase_add_test(tests, test_state_labels);
    tcase_add_test(tests, test_diagonal_runs);
    tcase_add_loop_test(tests, test_gates, 0, 2);
    tcase_add_test(tests, test_circuit_refusals);
    tcase_add_test(tests, test_tangents);
    tcase_add_test(tests, test_threads_and_limits);
    return lb_test_run_cases("circuit", tests);
}
