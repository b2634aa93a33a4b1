/* The proved bound on rounding errors in multiple precision, where errors are as large as they get:
 * hundreds of equal gates, whose errors add up in one direction, at few bits. The bound must hold,
 * and be near enough to what happens that one too small by a factor is noticed; and no rank made of
 * rounding errors may be proved. */

#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/random.h"
#include "circuit/precise.h"
#include "circuit/state.h"
#include "simulation/precise.h"
#include "support.h"
#include "unit/ansatz_families.h"

typedef struct circuit {
    lb_ansatz_t A;
    lb_circuit C;
    double *initial, *angles;
    size_t numbers; /* of a vector */
} circuit;

/* A was made by the caller, and has one state; angles are 0 until they are set. */
static void circuit_init(circuit *c, size_t gates)
{
    lb_error error;
    size_t n = c->A->qubits;
    ck_assert_int_eq(
        lb_circuit_init(&c->C, c->A->generators, NULL, c->A->generator_count, n, NULL, &error),
        LB_OK);
    c->numbers = 2 * c->C.size;
    c->angles = lb_calloc(gates, sizeof *c->angles);
    c->initial = lb_malloc_aligned(c->numbers, sizeof *c->initial);
    lb_circuit_fill_state(c->initial, c->A->states);
    lb_circuit_set_angles(&c->C, c->angles, gates);
}

static void circuit_clear(circuit *c)
{
    lb_circuit_clear(&c->C);
    lb_ansatz_clear(c->A);
    free(c->angles);
    free(c->initial);
}

static void set_angles(circuit *c, lb_random *random, double scale, bool equal)
{
    for (size_t j = 0; j < c->C.gate_count; j++)
        c->angles[j] = scale * (double)lb_random_below(random, 1000001) / 1e6;
    for (size_t j = 1; equal && j < c->C.gate_count; j++)
        c->angles[j] = c->angles[0];
    lb_circuit_set_angles(&c->C, c->angles, c->C.gate_count);
}

static void set_equal_angles(circuit *c, double angle)
{
    for (size_t j = 0; j < c->C.gate_count; j++)
        c->angles[j] = angle;
    lb_circuit_set_angles(&c->C, c->angles, c->C.gate_count);
}

/* Tangents of the first, the middle and the last gate, and the bound on their errors. */
static double three_tangents(lb_precise_vector *T, const circuit *c, mpfr_prec_t bits)
{
    size_t M = c->C.gate_count, gates[] = {0, M / 2, M - 1}, at = 0;
    lb_precise_circuit P;
    lb_precise_vector room;
    lb_precise_init(&P, &c->C, c->A->generators, c->initial, bits);
    lb_precise_vector_init(T, 3 * c->numbers, bits);
    lb_precise_vector_init(&room, c->numbers + LB_PRECISE_SCRATCH(c->C.size), bits);
    __mpfr_struct *state = room.values, *scratch = state + c->numbers;
    for (size_t i = 0; i < c->numbers; i++)
        mpfr_set(&state[i], &P.initial.values[i], MPFR_RNDN);
    for (size_t g = 0; g < 3; g++) {
        lb_precise_apply(&P, state, at, gates[g], false, scratch);
        lb_precise_tangent(&P, gates[g], T->values + c->numbers * g, state, scratch);
        at = gates[g];
    }
    double error = lb_precise_error(&P);
    lb_precise_vector_clear(&room);
    lb_precise_clear(&P);
    return error;
}

/* The largest Euclidean distance between tangents at `bits` bits and finer ones, in units of u. */
static double largest_error(const circuit *c, const lb_precise_vector *rough,
                            const lb_precise_vector *fine, mpfr_prec_t bits)
{
    double largest = 0;
    mpfr_t difference;
    mpfr_init2(difference, 200);
    for (size_t g = 0; g < 3; g++) {
        double square = 0;
        for (size_t i = c->numbers * g; i < c->numbers * (g + 1); i++) {
            mpfr_sub(difference, &rough->values[i], &fine->values[i], MPFR_RNDN);
            square += pow(ldexp(mpfr_get_d(difference, MPFR_RNDN), (int)bits), 2);
        }
        largest = fmax(largest, sqrt(square));
    }
    mpfr_clear(difference);
    return largest;
}

/* The same over the proved bound; 200 bits stand for the exact numbers. */
static double error_over_bound(const circuit *c, mpfr_prec_t bits)
{
    lb_precise_vector rough, fine;
    double bound = three_tangents(&rough, c, bits);
    three_tangents(&fine, c, 200);
    double error = largest_error(c, &rough, &fine, bits);
    lb_precise_vector_clear(&rough);
    lb_precise_vector_clear(&fine);
    ck_assert(isfinite(bound));
    return error / bound;
}

/* One generator of each form, with coefficients that no precision represents. */
typedef struct form_case {
    lb_generator_form form;
    size_t qubits;
    const char *labels[3], *state;
    double large;     /* the largest angle */
    double looseness; /* a bound on bound / error, for some angles */
} form_case;

static const form_case forms[] = {
    {LB_FORM_COMMUTING, 1, {"Z"}, "+", 3000, 400},
    {LB_FORM_COMMUTING, 2, {"ZZ", "XX", "YY"}, "+r", 3000, 1000},
    {LB_FORM_ANTICOMMUTING, 1, {"X", "Z"}, "+", 3000, 3000},
    {LB_FORM_SPECTRAL, 2, {"XI", "ZI", "ZZ"}, "0+", 8, 20000},
};

static void circuit_of_form(circuit *c, const form_case *f, size_t gates)
{
    static const unsigned long denominators[] = {3, 7, 5};
    lb_error error;
    lb_sum_t H;
    lb_sum_init(H, f->qubits);
    lb_ansatz_init(c->A, "form", f->qubits);
    for (size_t t = 0; t < 3 && f->labels[t]; t++)
        ck_assert_int_eq(lb_sum_append_label(H, 1, denominators[t], f->labels[t], &error), LB_OK);
    add_generator(c->A, H);
    add_state(c->A, f->state);
    lb_sum_clear(H);
    circuit_init(c, gates);
    ck_assert_int_eq(c->C.generators[0].form, f->form);
}

/* Some angles up to `scale`, at two precisions. */
static void check_bound(circuit *c, const form_case *f, lb_random *random, double scale,
                        mpfr_prec_t bits)
{
    double largest = 0;
    for (size_t round = 0; round < lb_test_count(6); round++) {
        set_angles(c, random, scale, true);
        double ratio = error_over_bound(c, bits + 10 * (mpfr_prec_t)(round % 2));
        ck_assert_double_le(ratio, 1);
        largest = fmax(largest, ratio);
    }
    ck_assert_double_ge(largest * f->looseness, 1);
}

/* Small angles try what a gate adds whatever its angle is, large ones what grows with the angle. */
START_TEST(test_equal_gates)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
        circuit c;
        circuit_of_form(&c, &forms[k], 300);
        check_bound(&c, &forms[k], &random, 3e-3, 30);
        check_bound(&c, &forms[k], &random, forms[k].large, 42);
        circuit_clear(&c);
    }
}
END_TEST

/* The bound follows the angles: errors of large ones are in proportion to them. */
START_TEST(test_growth)
{
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
        circuit c;
        double bounds[2];
        circuit_of_form(&c, &forms[k], 3);
        for (size_t i = 0; i < 2; i++) {
            lb_precise_circuit P;
            set_equal_angles(&c, i ? -200 : -100);
            lb_precise_init(&P, &c.C, c.A->generators, c.initial, 100);
            bounds[i] = lb_precise_error(&P);
            lb_precise_clear(&P);
        }
        ck_assert_double_ge(bounds[1], 1.8 * bounds[0]);
        circuit_clear(&c);
    }
}
END_TEST

/* exp(-i phi (x X + z Z)) on one qubit in a|0> + b|1>: the amplitudes are c a - i s (z a + x b) and
 * c b - i s (x a - z b), with c = cos(h phi), s = sin(h phi) / h and h^2 = x^2 + z^2. */
static void rotate_qubit(mpfr_t out[4], double phi, long x[2], long z[2], double a, double b)
{
    mpfr_t X, Z, h, c, s;
    mpfr_inits2(400, X, Z, h, c, s, (mpfr_ptr)NULL);
    mpfr_set_si(X, x[0], MPFR_RNDN);
    mpfr_div_si(X, X, x[1], MPFR_RNDN);
    mpfr_set_si(Z, z[0], MPFR_RNDN);
    mpfr_div_si(Z, Z, z[1], MPFR_RNDN);
    mpfr_hypot(h, X, Z, MPFR_RNDN);
    mpfr_mul_d(c, h, phi, MPFR_RNDN);
    mpfr_sin_cos(s, c, c, MPFR_RNDN);
    mpfr_div(s, s, h, MPFR_RNDN);
    mpfr_neg(s, s, MPFR_RNDN);
    mpfr_mul_d(out[0], c, a, MPFR_RNDN);
    mpfr_mul_d(out[1], c, b, MPFR_RNDN);
    mpfr_mul_d(h, Z, a, MPFR_RNDN);
    mpfr_mul_d(c, X, b, MPFR_RNDN);
    mpfr_add(out[2], h, c, MPFR_RNDN);
    mpfr_mul_d(h, X, a, MPFR_RNDN);
    mpfr_mul_d(c, Z, b, MPFR_RNDN);
    mpfr_sub(out[3], h, c, MPFR_RNDN);
    for (size_t i = 2; i < 4; i++)
        mpfr_mul(out[i], out[i], s, MPFR_RNDN);
    mpfr_clears(X, Z, h, c, s, (mpfr_ptr)NULL);
}

/* psi is known: the generators of three forms are x X + z Z on the first qubit, for the last one
 * with z = 1/7 + 1/5 and 1/7 - 1/5 where the second qubit is |0> and |1>. Its angle is
 * the largest of a single Taylor step, where what is left out of the series is largest. */
START_TEST(test_closed_forms)
{
    const size_t cases[] = {0, 2, 3, 3}, amplitude[] = {0, 0, 0, 2};
    long x[][2] = {{0, 1}, {1, 3}, {1, 3}, {1, 3}}, z[][2] = {{1, 3}, {1, 7}, {12, 35}, {-2, 35}};
    mpfr_t exact[4], root;
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 4);
    mpfr_inits2(400, exact[0], exact[1], exact[2], exact[3], root, (mpfr_ptr)NULL);
    mpfr_set_d(root, 0.5, MPFR_RNDN);
    mpfr_sqrt(root, root, MPFR_RNDN);
    for (size_t k = 0; k < 4; k++)
        for (mpfr_prec_t bits = 60; bits <= 300; bits += 60) {
            circuit c;
            lb_precise_circuit P;
            circuit_of_form(&c, &forms[cases[k]], 32);
            set_angles(&c, &random, 3, true);
            if (k >= 2)
                set_equal_angles(&c, 1.4785);
            lb_precise_init(&P, &c.C, c.A->generators, c.initial, bits);
            rotate_qubit(exact, 16 * c.angles[0], x[k], z[k], 1, k < 2);
            for (size_t i = 0; i < 4; i++) {
                size_t at = amplitude[k] + i % 2 + (i < 2 ? 0 : c.C.size);
                mpfr_mul(exact[i], exact[i], root, MPFR_RNDN);
                mpfr_sub(exact[i], exact[i], &P.psi.values[at], MPFR_RNDN);
                double error = ldexp(fabs(mpfr_get_d(exact[i], MPFR_RNDN)), (int)bits);
                ck_assert_double_le(error, lb_precise_error(&P));
            }
            lb_precise_clear(&P);
            circuit_clear(&c);
        }
    mpfr_clears(exact[0], exact[1], exact[2], exact[3], root, (mpfr_ptr)NULL);
}
END_TEST

static void sketch_of(lb_simulation_sketch *S, const circuit *c, mpfr_prec_t bits)
{
    lb_error error;
    lb_precise_circuit P;
    lb_precise_init(&P, &c->C, c->A->generators, c->initial, bits);
    ck_assert_int_eq(lb_simulation_sketch_init(S, &P, NULL, 1, NULL, &error), LB_OK);
    lb_precise_clear(&P);
}

/* Entries at 40 bits differ from those at 200 bits by less than the bound for entries. */
static void check_entries(const circuit *c)
{
    lb_simulation_sketch rough, fine;
    mpfr_t difference;
    sketch_of(&rough, c, 40);
    sketch_of(&fine, c, 200);
    mpfr_init2(difference, 200);
    for (size_t i = 0; i < rough.rows * rough.columns; i++) {
        mpfr_sub(difference, &rough.entry.values[i], &fine.entry.values[i], MPFR_RNDN);
        ck_assert_double_le(ldexp(fabs(mpfr_get_d(difference, MPFR_RNDN)), 40), rough.error);
    }
    mpfr_clear(difference);
    lb_simulation_sketch_clear(&rough);
    lb_simulation_sketch_clear(&fine);
}

/* Whatever is proved is at most `rank`, which no angles exceed, though rounding errors make every
 * submatrix of the computed tangents regular; and with 120 bits it is reached. */
static void check_noise(circuit *c, lb_random *random, size_t rank)
{
    static const mpfr_prec_t precisions[] = {2, 8, 16, 24, 30, 40, 54, 120};
    set_angles(c, random, 6, false);
    for (size_t b = 0; b < sizeof precisions / sizeof *precisions; b++) {
        lb_simulation_sketch S;
        sketch_of(&S, c, precisions[b]);
        for (size_t r = rank + 1; r <= S.rows && r <= S.columns; r++)
            ck_assert_uint_eq(lb_simulation_sketch_prove(&S, precisions[b], r), 0);
        if (precisions[b] == 120)
            ck_assert_uint_eq(lb_simulation_sketch_prove(&S, 120, rank), rank);
        lb_simulation_sketch_clear(&S);
    }
}

/* The open chain on 4 qubits, whose orbit has dimension floor(4^2 / 2), stored whole and, in the
 * second case, compressed: 6 qubits, dimension 18. */
START_TEST(test_noise_of_chains)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 1);
    for (uint32_t n = 4; n <= 6; n += 2) {
        circuit c;
        make_tfim(c.A, n, false);
        circuit_init(&c, n == 4 ? 300 : 50);
        check_noise(&c, &random, n * n / 2);
        set_angles(&c, &random, 3000, false);
        check_entries(&c);
        circuit_clear(&c);
    }
}
END_TEST

/* Gates of one generator commute, and all tangents are one vector. */
START_TEST(test_noise_of_forms)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 2);
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
        circuit c;
        circuit_of_form(&c, &forms[k], 200);
        check_noise(&c, &random, 1);
        circuit_clear(&c);
    }
}
END_TEST

/* Errors as long as the tangents leave no bound at all, and nothing is proved then. */
START_TEST(test_no_bound)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 3);
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
        circuit c;
        lb_simulation_sketch S;
        circuit_of_form(&c, &forms[k], 300);
        set_angles(&c, &random, 3, false);
        sketch_of(&S, &c, 16);
        ck_assert(isinf(S.error));
        ck_assert_uint_eq(lb_simulation_sketch_prove(&S, 16, 1), 0);
        lb_simulation_sketch_clear(&S);
        sketch_of(&S, &c, 40);
        ck_assert(isfinite(S.error));
        ck_assert_uint_eq(lb_simulation_sketch_prove(&S, 40, 1), 1);
        lb_simulation_sketch_clear(&S);
        circuit_clear(&c);
    }
}
END_TEST

/* 1 - J / n is singular, J all ones: an error of 1 / n in each entry of 1 must be too large. */
START_TEST(test_errors_of_all_entries)
{
    enum { N = 9, BITS = 60 };
    lb_simulation_sketch S = {.rows = N, .columns = N};
    lb_precise_vector_init(&S.entry, N * N, BITS);
    for (size_t i = 0; i < N; i++)
        mpfr_set_ui(&S.entry.values[i + N * i], 1, MPFR_RNDN);
    S.error = ldexp(1.001 / (double)N, BITS);
    ck_assert_uint_eq(lb_simulation_sketch_prove(&S, BITS, N), 0);
    S.error = ldexp(0.999 / (double)N, BITS);
    ck_assert_uint_eq(lb_simulation_sketch_prove(&S, BITS, N), N);
    S.error = INFINITY;
    ck_assert_uint_eq(lb_simulation_sketch_prove(&S, BITS, N), 0);
    lb_precise_vector_clear(&S.entry);
}
END_TEST

/* Exact matrices of rank at most 2, so small that the few bits of the proof hold them, and with
 * rounding errors so large that only their bound keeps the proof from a rank of 3. */
START_TEST(test_few_bits)
{
    enum { N = 3 };
    lb_random random;
    lb_random_seed(&random, lb_test_seed() + 5);
    for (size_t round = 0; round < lb_test_count(20000); round++) {
        mpfr_prec_t bits = 3 + (mpfr_prec_t)(round % 4);
        lb_simulation_sketch S = {.rows = N, .columns = N};
        lb_precise_vector_init(&S.entry, N * N, bits);
        long rows[2][N], limit = bits == 3 ? 1 : 2;
        for (size_t i = 0; i < 2 * N; i++)
            rows[i / N][i % N] = (long)lb_random_below(&random, 2 * (uint64_t)limit + 1) - limit;
        for (size_t i = 0; i < N * N; i++) {
            long a = rows[0][i % N], b = rows[1][i % N];
            mpfr_set_si(&S.entry.values[i], i < N ? a : i < 2 * N ? b : a + b, MPFR_RNDN);
        }
        ck_assert_uint_eq(lb_simulation_sketch_prove(&S, bits, N), 0);
        lb_precise_vector_clear(&S.entry);
    }
}
END_TEST

LB_TEST_MAIN("rounding", test_equal_gates, test_growth, test_closed_forms, test_noise_of_chains,
             test_noise_of_forms, test_no_bound, test_errors_of_all_entries, test_few_bits)
