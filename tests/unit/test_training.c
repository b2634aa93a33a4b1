/* Losses and gradients against a simulation with explicit gates in extended precision. */

#include <check.h>
#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>
#include <liebound/training.h>

#include "base/memory.h"
#include "base/random.h"
#include "simulation/sector.h"
#include "support.h"
#include "training/states/sweep.h"
#include "unit/ansatz_families.h"

typedef long double complex number;

/* v <- P v for the letters of P, qubit q at bit q. */
static void apply_string(number *w, const number *v, size_t size, const lb_string_t P)
{
    uint64_t x = P->length ? P->blocks[0].x : 0, z = P->length ? P->blocks[0].z : 0;
    for (size_t k = 0; k < size; k++) {
        number value = v[k];
        for (unsigned q = 0; size >> q > 1; q++) {
            bool one = k >> q & 1, has_x = x >> q & 1, has_z = z >> q & 1;
            if (has_x && has_z)
                value *= one ? -I : I;
            else if (has_z && one)
                value = -value;
        }
        w[k ^ x] = value;
    }
}

static void apply_sum(number *w, const number *v, size_t size, const lb_sum_struct *H)
{
    number *part = lb_malloc(size, sizeof *part);
    for (size_t k = 0; k < size; k++)
        w[k] = 0;
    for (size_t t = 0; t < H->length; t++) {
        long double c = (long double)mpz_get_si(mpq_numref(&H->coefficients[t])) /
                        (long double)mpz_get_si(mpq_denref(&H->coefficients[t]));
        apply_string(part, v, size, &H->strings[t]);
        for (size_t k = 0; k < size; k++)
            w[k] += c * part[k];
    }
    free(part);
}

/* v <- exp(-i theta H) v by the Taylor series, in short steps. */
static void rotate(number *v, size_t size, const lb_sum_struct *H, long double theta)
{
    enum { STEPS = 8, TERMS = 44 };
    number *power = lb_malloc(size, sizeof *power), *next = lb_malloc(size, sizeof *next);
    for (int step = 0; step < STEPS; step++) {
        memcpy(power, v, size * sizeof *v);
        for (int d = 1; d < TERMS; d++) {
            apply_sum(next, power, size, H);
            for (size_t k = 0; k < size; k++) {
                power[k] = -I * (theta / STEPS / d) * next[k];
                v[k] += power[k];
            }
        }
    }
    free(power);
    free(next);
}

/* v <- G v, by what it does to basis states. */
static void apply_fixed(number *v, size_t size, const lb_gate *gate)
{
    size_t a = (size_t)1 << gate->qubits[0], b = (size_t)1 << gate->qubits[1];
    for (size_t k = 0; k < size; k++) {
        number old = v[k];
        switch (gate->fixed) {
        case LB_GATE_H:
            if (k & a)
                continue;
            v[k] = (old + v[k ^ a]) * sqrtl(0.5L);
            v[k ^ a] = (old - v[k ^ a]) * sqrtl(0.5L);
            break;
        case LB_GATE_S:
            v[k] *= k & a ? I : 1;
            break;
        case LB_GATE_CX:
            if (!(k & a) || k & b)
                continue;
            v[k] = v[k ^ b];
            v[k ^ b] = old;
            break;
        case LB_GATE_CZ:
            v[k] *= k & a && k & b ? -1 : 1;
            break;
        default:
            ck_abort_msg("the test does not know this gate");
        }
    }
}

/* The state behind the circuit: parts of the layers as they are written, or the generators. */
static void run_circuit(number *v, size_t size, const lb_ansatz_t A, size_t layers,
                        const long double *angles)
{
    if (!A->layers) {
        for (size_t j = 0; j < layers * A->generator_count; j++)
            rotate(v, size, &A->generators[j % A->generator_count], angles[j]);
        return;
    }
    for (size_t l = 0; l <= layers; l++) {
        const lb_layers_part *part = &A->layers->parts[l ? LB_LAYER : LB_FIRST_LAYER];
        for (size_t g = 0; g < part->count; g++) {
            const lb_gate *gate = &part->gates[g];
            if (gate->is_fixed)
                apply_fixed(v, size, gate);
            else
                rotate(v, size, &A->layers->axes[gate->generator],
                       angles[part->angle_places[gate->angle]] *
                           (long double)mpq_get_d(gate->factor));
        }
        angles += part->rotation_angles;
    }
}

/* Product states of letters, and Bell pairs. */
static size_t fill_state(number *v, const char *state, size_t n)
{
    size_t size = (size_t)1 << n;
    if (!strcmp(state, "bell")) {
        for (size_t k = 0; k < size * size; k++)
            v[k] = k / size == k % size ? 1 / sqrtl((long double)size) : 0;
        return size * size;
    }
    for (size_t k = 0; k < size; k++) {
        v[k] = 1;
        for (size_t q = 0; q < n; q++) {
            bool one = k >> q & 1, in_z = state[q] == '0' || state[q] == '1';
            number phase = state[q] == '-' ? -1 : state[q] == 'r' ? I : state[q] == 'l' ? -I : 1;
            v[k] *= in_z ? one == (state[q] == '1') : (one ? phase : 1) * sqrtl(0.5L);
        }
    }
    return size;
}

static size_t reversed(size_t k, size_t n)
{
    size_t r = 0;
    for (size_t q = 0; q < n; q++)
        r |= (k >> q & 1) << (n - 1 - q);
    return r;
}

/* The loss by its definition. */
static long double loss_of(const lb_training_problem *p, const long double *angles)
{
    size_t n = p->A->qubits, d = (size_t)1 << n;
    number *v = lb_malloc(d * d, sizeof *v), *w = lb_malloc(d * d, sizeof *w), sum = 0;
    size_t size = fill_state(v, p->A->states[p->state].text, n);
    run_circuit(v, size, p->A, p->layers, angles);
    long double norm = 0, loss;
    if (p->target) {
        for (size_t k = 0; k < size; k++) {
            size_t at = reversed(k / (size / d), n) | reversed(k % (size / d), n) * d;
            at = size == d ? reversed(k, n) : at;
            number phi = p->target[2 * k] + I * p->target[2 * k + 1];
            norm += creall(phi * conjl(phi));
            sum += conjl(phi) * v[at];
        }
        loss = 1 - creall(sum * conjl(sum)) / norm;
    } else {
        apply_sum(w, v, size, p->observable);
        for (size_t k = 0; k < size; k++)
            sum += conjl(v[k]) * w[k];
        loss = creall(sum);
    }
    free(v);
    free(w);
    return loss - (long double)p->offset;
}

/* The derivative by angle j, from differences of order 4. */
static double derivative_of(const lb_training_problem *p, long double *angles, size_t j)
{
    static const long double weights[] = {2 / 3.0L, -1 / 12.0L};
    const long double step = 0x1p-14L, angle = angles[j];
    long double sum = 0;
    for (int i = 1; i <= 2; i++)
        for (int sign = 1; sign >= -1; sign -= 2) {
            angles[j] = angle + sign * i * step;
            sum += sign * weights[i - 1] * loss_of(p, angles);
        }
    angles[j] = angle;
    return (double)(sum / step);
}

/* Losses and gradients of some starts against loss_of and its differences. */
static void compare_with_definition(const lb_training_problem *problem, uint64_t seed,
                                    size_t starts)
{
    lb_training_problem p[1] = {*problem};
    p->picture = LB_TRAINING_STATES;
    size_t M = lb_ansatz_angles(p->A, p->layers);
    double *angles = lb_malloc(starts * M, sizeof *angles),
           *gradients = lb_malloc(starts * M, sizeof *gradients),
           *losses = lb_malloc(starts, sizeof *losses);
    long double *moved = lb_malloc(M, sizeof *moved);
    lb_run_options run = {.threads = 1};
    lb_error error;
    lb_random_angles(angles, starts * M, seed);
    ck_assert_msg(!lb_training_gradient(losses, gradients, p, angles, starts, &run, &error), "%s",
                  error.message);
    for (size_t s = 0; s<starts; s += starts> 2 ? starts - 1 : 1) {
        for (size_t j = 0; j < M; j++)
            moved[j] = angles[M * s + j];
        ck_assert_double_eq_tol(losses[s], (double)loss_of(p, moved), 1e-13);
        for (size_t j = 0; j < M; j++)
            ck_assert_double_eq_tol(gradients[M * s + j], derivative_of(p, moved, j), 1e-11);
    }
    free(angles);
    free(gradients);
    free(losses);
    free(moved);
}

static void random_sum(lb_sum_t H, lb_random *random, size_t terms, const char *letters)
{
    lb_error error;
    for (size_t t = 0; t < terms; t++) {
        char label[16] = {0};
        for (size_t q = 0; q < H->qubits; q++)
            label[q] = letters[lb_random_below(random, strlen(letters))];
        ck_assert_int_eq(
            lb_sum_append_label(H, (long)lb_random_below(random, 9) - 4, 3, label, &error), LB_OK);
    }
    lb_sum_normalize(H);
}

/* Diagonal sums, sums of X on all qubits and on one, the first also with X .. X, single strings, and
 * sums of any. */
static void make_random(lb_ansatz_t A, uint32_t n, lb_random *random)
{
    lb_sum_t H;
    lb_sum_init(H, n);
    lb_ansatz_init(A, "random", n);
    random_sum(H, random, 4, "IZ");
    add_generator(A, H);
    for (uint32_t i = 0; i < n; i++)
        append(H, "X", i, 0);
    add_generator(A, H);
    for (uint32_t i = 0; i < n; i++)
        append(H, "X", i, 0);
    ck_assert(!lb_sum_append_label(H, 1, 1, n == 4 ? "XXXX" : n == 3 ? "XXX" : "XX", NULL));
    lb_sum_normalize(H);
    add_generator(A, H);
    append(H, "X", (uint32_t)lb_random_below(random, n), 0);
    add_generator(A, H);
    for (size_t k = 1; k < 4; k++) {
        random_sum(H, random, k, "IXYZ");
        add_generator(A, H);
    }
    add_state(A, n == 3 ? "0+0" : n == 2 ? "+0" : "+++0");
    lb_sum_clear(H);
}

START_TEST(test_random_circuits)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < lb_test_count(6); i++) {
        lb_ansatz_t A;
        lb_sum_t O;
        uint32_t n = 2 + (uint32_t)(i % 3);
        make_random(A, n, &random);
        lb_sum_init(O, n);
        random_sum(O, &random, 5, "IXYZ");
        lb_training_problem p = {.A = A, .layers = 2, .observable = O, .offset = 0.25};
        compare_with_definition(&p, lb_random_next(&random), i % 2 ? 1 : 9);
        lb_sum_clear(O);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* A string that fixes the state, with its sign: some of the letters. */
static void random_fixed(lb_string_t P, lb_random *random, const char *state)
{
    lb_string_identity(P);
    for (uint32_t q = 0; state[q]; q++)
        if (lb_random_below(random, 3))
            lb_string_set_letter(P, q,
                                 strchr("01", state[q])   ? 'Z'
                                 : strchr("+-", state[q]) ? 'X'
                                                          : 'Y');
}

/* The terms of random sums that commute with P; one or two generators that have the forms of layers. */
static void make_symmetric(lb_ansatz_t A, uint32_t n, const lb_string_t P, lb_random *random)
{
    lb_sum_t all, H;
    lb_sum_init(all, n);
    lb_sum_init(H, n);
    lb_ansatz_init(A, "symmetric", n);
    for (size_t k = 0; k < 6; k++) {
        lb_sum_zero(all);
        for (uint32_t i = 0; i < n && k == 0; i++)
            append(all, "X", i, 0);
        if (k)
            random_sum(all, random, k < 3 ? 6 : k, k < 3 ? "IZ" : k == 5 ? "IX" : "IXYZ");
        for (size_t t = 0; t < all->length; t++)
            if (!lb_string_anticommutes(&all->strings[t], P))
                lb_sum_append(H, &all->coefficients[t], &all->strings[t]);
        lb_sum_normalize(H);
        if (H->length && !lb_sum_contains_identity(H))
            add_generator(A, H);
        lb_sum_zero(H);
    }
    lb_sum_clear(all);
    lb_sum_clear(H);
}

/* Circuits with a string that fixes all their states, in every kind of product state. */
START_TEST(test_sectors)
{
    static const char *const states[] = {"++++", "0000", "-+-+", "1+0", "r0+l", "rlr", "+-1r"};
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    size_t halved = 0;
    for (size_t i = 0; i < lb_test_count(21); i++) {
        const char *state = states[i % (sizeof states / sizeof *states)];
        uint32_t n = (uint32_t)strlen(state);
        lb_ansatz_t A;
        lb_sum_t O;
        lb_string_t P;
        lb_simulation_sector S;
        lb_string_init(P);
        lb_sum_init(O, n);
        if (i % 7 < 2)
            for (uint32_t q = 0; q < n; q++)
                lb_string_set_letter(P, q, i % 7 ? 'Z' : 'X');
        else
            random_fixed(P, &random, state);
        make_symmetric(A, n, P, &random);
        add_state(A, state);
        lb_simulation_sector_init(&S, A, &A->states[0]);
        ck_assert(S.count > 0 || !lb_string_weight(P));
        halved += S.count > 0;
        lb_simulation_sector_clear(&S);
        random_sum(O, &random, 8, "IXYZ");
        lb_training_problem p = {.A = A, .layers = n < 4 ? 2 : 1, .observable = O};
        if (A->generator_count)
            compare_with_definition(&p, lb_random_next(&random), i % 3 ? 1 : 9);
        lb_sum_clear(O);
        lb_string_clear(P);
        lb_ansatz_clear(A);
    }
    ck_assert_uint_gt(halved, 10);
}
END_TEST

/* Targets with parts in all sectors: of a state, and of Bell pairs, which X .. X on both halves
 * fixes. */
START_TEST(test_targets_in_sectors)
{
    static const char *const states[] = {"+++", "bell"};
    enum { SIZE = 64 };
    double target[2 * SIZE];
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t k = 0; k < 2 * SIZE; k++)
        target[k] = lb_random_unit(&random) - 0.5;
    for (size_t i = 0; i < 2; i++) {
        lb_ansatz_t A;
        lb_simulation_sector S;
        make_tfim(A, 3, i);
        lb_ansatz_drop_states(A);
        add_state(A, states[i]);
        lb_simulation_sector_init(&S, A, &A->states[0]);
        ck_assert_uint_eq(S.count, 1);
        lb_simulation_sector_clear(&S);
        lb_training_problem p = {
            .A = A, .layers = 2, .target = target, .target_count = i ? SIZE : 8};
        compare_with_definition(&p, lb_random_next(&random), i ? 9 : 1);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* States in the two sectors of the parity and in none, side by side: the sum of their losses. */
START_TEST(test_several_sectors)
{
    static const char *const states[] = {"+++", "-++", "0+0", "--+"};
    enum { LAYERS = 3, M = 2 * LAYERS, STATES = sizeof states / sizeof *states };
    lb_ansatz_t A;
    lb_error error;
    double angles[M], gradient[M], sum[M] = {0}, loss, total = 0;
    const lb_run_options run = {.threads = 1};
    make_tfim(A, 3, true);
    lb_ansatz_drop_states(A);
    for (size_t s = 0; s < STATES; s++)
        add_state(A, states[s]);
    lb_random_angles(angles, M, 5);
    lb_training_problem p = {.A = A, .layers = LAYERS, .picture = LB_TRAINING_STATES};
    for (p.state = 0; p.state < STATES; p.state++) {
        ck_assert(!lb_training_gradient(&loss, gradient, &p, angles, 1, &run, &error));
        total += loss;
        for (size_t j = 0; j < M; j++)
            sum[j] += gradient[j];
    }
    p.state = LB_RANK_ALL_STATES;
    ck_assert(!lb_training_gradient(&loss, gradient, &p, angles, 1, &run, &error));
    ck_assert_double_eq_tol(loss, total, 1e-13);
    for (size_t j = 0; j < M; j++)
        ck_assert_double_eq_tol(gradient[j], sum[j], 1e-12);
    lb_ansatz_clear(A);
}
END_TEST

/* Fixed gates inside and behind, a first layer, one angle in several rotations. */
static const char layered[] = "qubits 3\ngenerator x for i in 0..2: X[i]\ngenerator y = Y[1]\n"
                              "generator zz = Z[0] Z[1] + Z[1] Z[2]\nstate \"0+0\"\n"
                              "first\nrotate x\napply H[0]\n"
                              "layer\nrotate zz by a\napply CX[0,1]\nrotate x[0] by b\n"
                              "rotate y by 2*b\napply S[2]\nrotate x[2] by -a\napply CZ[1,2]\n";

/* Behind Z, X is minus X. */
static const char signs[] = "qubits 2\ngenerator x for i in 0..1: X[i]\nstate \"0+\"\n"
                            "layer\nrotate x\napply S[0] S[0]\nrotate Z[0] Z[1]\n";

START_TEST(test_signs)
{
    lb_ansatz_t A;
    lb_sum_t O;
    lb_error error;
    lb_random random;
    lb_random_seed(&random, 6);
    ck_assert_msg(!lb_ansatz_parse(A, signs, strlen(signs), "signs", NULL, 0, &error), "%s",
                  error.message);
    lb_sum_init(O, 2);
    random_sum(O, &random, 6, "IXYZ");
    lb_training_problem p = {.A = A, .layers = 3, .observable = O};
    compare_with_definition(&p, 3, 1);
    compare_with_definition(&p, 4, 3);
    lb_sum_clear(O);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_layers)
{
    lb_ansatz_t A;
    lb_sum_t O;
    lb_error error;
    lb_random random;
    lb_random_seed(&random, 5);
    ck_assert_msg(!lb_ansatz_parse(A, layered, strlen(layered), "layered", NULL, 0, &error), "%s",
                  error.message);
    lb_sum_init(O, 3);
    random_sum(O, &random, 6, "IXYZ");
    lb_training_problem p = {.A = A, .layers = 3, .observable = O};
    compare_with_definition(&p, 3, 1);
    compare_with_definition(&p, 4, 3);
    double target[16];
    for (size_t k = 0; k < 16; k++)
        target[k] = lb_random_unit(&random) - 0.5;
    p.target = target;
    p.target_count = 8;
    compare_with_definition(&p, 5, 1);
    p.target_count = 4;
    double loss;
    lb_run_options run = {.threads = 1};
    ck_assert_int_eq(lb_training_gradient(&loss, NULL, &p, target, 1, &run, &error), LB_INPUT);
    lb_sum_clear(O);
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_compilation)
{
    enum { D = 4 };
    double V[2 * D * D];
    lb_ansatz_t A;
    lb_random random;
    lb_random_seed(&random, 8);
    for (size_t k = 0; k < 2 * D * D; k++)
        V[k] = lb_random_unit(&random) - 0.5;
    make_local(A, 2, "XY", true, "bell");
    lb_training_problem p = {.A = A, .layers = 2, .target = V, .target_count = D * D};
    compare_with_definition(&p, 1, 1);
    compare_with_definition(&p, 2, 8);
    lb_ansatz_clear(A);
}
END_TEST

/* psi and lambda random: U^dagger U is the identity, for each kernel, and the gradients agree. */
START_TEST(test_kernels)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (uint32_t n = 3; n <= 4; n++)
        for (size_t lanes = 1; lanes <= 8; lanes += 7) {
            lb_ansatz_t A;
            lb_circuit C;
            lb_error error;
            lb_program P;
            make_random(A, n, &random);
            size_t gates = 2 * A->generator_count, length;
            double *angles = lb_malloc(8 * gates, sizeof *angles),
                   *first = lb_malloc(8 * gates, sizeof *first),
                   *gradient = lb_malloc(8 * gates, sizeof *gradient);
            lb_random_angles(angles, 8 * gates, lb_random_next(&random));
            ck_assert_int_eq(
                lb_circuit_init(&C, A->generators, NULL, A->generator_count, n, NULL, &error),
                LB_OK);
            lb_program_init(&P, &C, gates, lanes);
            length = 4 * 8 * P.registers;
            double *start = lb_malloc(length, sizeof *start);
            for (size_t i = 0; i < length; i++)
                start[i] = lb_random_unit(&random) - 0.5;
            const lb_sweep_kernel *kernel;
            for (size_t i = 0; (kernel = lb_sweep_kernel_at(i)); i++) {
                lb_pool *pool = lb_pool_new(1);
                lb_sweep S;
                lb_sweep_init(&S, &P, pool);
                S.kernel = kernel;
                memcpy(S.vectors, start, length * sizeof *start);
                lb_sweep_set_angles(&S, angles);
                lb_sweep_forward(&S);
                lb_sweep_back(&S, gradient);
                if (i == 0)
                    memcpy(first, gradient, 8 * gates * sizeof *first);
                for (size_t j = 0; j < 8 * gates; j++)
                    if (lanes == 1 || j % 8 == 0)
                        ck_assert_double_eq_tol(gradient[j], first[j], 1e-12);
                for (size_t k = 0; k < length / 2; k++)
                    ck_assert_double_eq_tol(S.vectors[k], start[k], 1e-12);
                lb_sweep_clear(&S);
                lb_pool_free(pool);
            }
            free(start);
            free(angles);
            free(first);
            free(gradient);
            lb_program_clear(&P);
            lb_circuit_clear(&C);
            lb_ansatz_clear(A);
        }
}
END_TEST

/* Small and large arguments, and those near multiples of pi/2. */
START_TEST(test_circle)
{
    enum { REGISTERS = 4000, COUNT = 8 * REGISTERS };
    double *x = lb_malloc_aligned(3 * COUNT, sizeof *x), *c = x + COUNT, *s = c + COUNT;
    const lb_sweep_kernel *kernel;
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t i = 0; i < COUNT; i++) {
        double unit = 2 * lb_random_unit(&random) - 1;
        double near = floor(unit * 1e5) * acos(-1) / 2;
        x[i] = i % 3 == 0 ? 10 * unit : i % 3 == 1 ? 0x1p19 * unit : near;
    }
    x[0] = 0;
    for (size_t k = 0; (kernel = lb_sweep_kernel_at(k)); k++) {
        kernel->circle(c, s, x, REGISTERS);
        for (size_t i = 0; i < COUNT; i++) {
            ck_assert_double_eq_tol(c[i], (double)cosl(x[i]), 0x1p-52);
            ck_assert_double_eq_tol(s[i], (double)sinl(x[i]), 0x1p-52);
        }
    }
    free(x);
}
END_TEST

LB_TEST_MAIN("training", test_random_circuits, test_sectors, test_targets_in_sectors,
             test_several_sectors, test_layers, test_signs, test_compilation, test_kernels,
             test_circle)
