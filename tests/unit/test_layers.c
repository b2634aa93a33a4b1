/* Layers with fixed gates, shared angles and a first layer: thousands of random circuits against
 * state vectors with the fixed gates in place, gate by gate from their textbook matrices. */

#include <check.h>
#include <complex.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/exact.h>
#include <liebound/hessian.h>
#include <liebound/layers.h>
#include <liebound/rank.h>

#include "base/memory.h"
#include "base/random.h"
#include "matrices.h"
#include "pauli/clifford.h"
#include "random_generators.h"
#include "support.h"
#include "unit/random_layers.h"

enum { QUBITS_MAX = 3, AMPLITUDES = 1 << QUBITS_MAX };

/* The matrix of a fixed gate, 4 x 4 with the first qubit as the upper bit, or 2 x 2. */
static void gate_entries(amplitude U[16], lb_fixed_gate gate)
{
    const double h = sqrt(0.5);
    const amplitude plus = (1 + I) / 2, minus = (1 - I) / 2;
    const amplitude matrices[LB_FIXED_GATES][16] = {
        [LB_GATE_H] = {h, h, h, -h},
        [LB_GATE_S] = {1, 0, 0, I},
        [LB_GATE_SDG] = {1, 0, 0, -I},
        [LB_GATE_X] = {0, 1, 1, 0},
        [LB_GATE_Y] = {0, -I, I, 0},
        [LB_GATE_Z] = {1, 0, 0, -1},
        [LB_GATE_SX] = {plus, minus, minus, plus},
        [LB_GATE_SXDG] = {minus, plus, plus, minus},
        [LB_GATE_CX] = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0},
        [LB_GATE_CY] = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, -I, 0, 0, I, 0},
        [LB_GATE_CZ] = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1},
        [LB_GATE_SWAP] = {1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1},
        [LB_GATE_ISWAP] = {1, 0, 0, 0, 0, 0, I, 0, 0, I, 0, 0, 0, 0, 0, 1},
        [LB_GATE_ECR] = {0, 0, h, I * h, 0, 0, I * h, h, h, -I * h, 0, 0, -I * h, h, 0, 0},
    };
    memcpy(U, matrices[gate], sizeof matrices[gate]);
}

/* v <- G v on n qubits, qubit 0 the upper bit of the index. */
static void apply_fixed(amplitude *v, size_t n, lb_fixed_gate gate, const uint32_t qubits[2])
{
    amplitude U[16], w[AMPLITUDES] = {0};
    bool two = lb_fixed_gate_qubits(gate) == 2;
    size_t size = (size_t)1 << n, a = (size_t)1 << (n - 1 - qubits[0]);
    size_t b = two ? (size_t)1 << (n - 1 - qubits[1]) : 0;
    gate_entries(U, gate);
    for (size_t k = 0; k < size; k++) {
        size_t first = (k & a) != 0, column = two ? 2 * first + ((k & b) != 0) : first;
        for (size_t row = 0; row < (two ? 4U : 2U); row++) {
            bool upper = two ? row & 2 : row & 1;
            size_t to = (k & ~a & ~b) | (upper ? a : 0) | (two && (row & 1) ? b : 0);
            w[to] += U[(two ? 4 : 2) * row + column] * v[k];
        }
    }
    memcpy(v, w, size * sizeof *v);
}

static void apply_matrix(amplitude *w, const amplitude *M, const amplitude *v, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        w[i] = 0;
        for (size_t j = 0; j < size; j++)
            w[i] += M[size * i + j] * v[j];
    }
}

static void apply_sum(amplitude *w, const lb_sum_t H, const amplitude *v)
{
    amplitude *M = sum_matrix(H);
    apply_matrix(w, M, v, (size_t)1 << H->qubits);
    free(M);
}

/* v <- exp(-i theta H) v by its series. */
static void rotate(amplitude *v, const lb_sum_t H, double theta)
{
    size_t size = (size_t)1 << H->qubits;
    amplitude term[AMPLITUDES], next[AMPLITUDES];
    int steps = 1 + (int)fabs(2 * theta);
    amplitude *M = sum_matrix(H);
    for (int s = 0; s < steps; s++) {
        memcpy(term, v, size * sizeof *v);
        for (int k = 1; k < 30; k++) {
            apply_matrix(next, M, term, size);
            for (size_t i = 0; i < size; i++) {
                term[i] = -I * theta / steps / k * next[i];
                v[i] += term[i];
            }
        }
    }
    free(M);
}

static void apply_fixed_turn(amplitude *v, const lb_gate *gate, size_t qubits)
{
    lb_sum_t P;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_sum_init(P, qubits);
    lb_sum_append(P, one, gate->string);
    rotate(v, P, acos(-1) * mpq_get_d(gate->factor));
    lb_sum_clear(P);
    mpq_clear(one);
}

/* Circuit of L layers on v, or its derivative by rotation number `at` (counted as written), after
 * which -i f H is put in. */
static void run_circuit(amplitude *v, const lb_layers_struct *L, const size_t *angle_of,
                        const double *angles, size_t layers, size_t at)
{
    size_t count = 0, size = (size_t)1 << L->qubits;
    amplitude image[AMPLITUDES];
    for (size_t l = 0; l <= layers; l++) {
        const lb_layers_part *part = &L->parts[l ? LB_LAYER : LB_FIRST_LAYER];
        for (size_t g = 0; g < part->count; g++) {
            const lb_gate *gate = &part->gates[g];
            if (gate->is_turn) {
                apply_fixed_turn(v, gate, L->qubits);
                continue;
            }
            if (gate->is_fixed) {
                apply_fixed(v, L->qubits, gate->fixed, gate->qubits);
                continue;
            }
            double f = mpq_get_d(gate->factor);
            const lb_sum_struct *H = &L->axes[gate->generator];
            rotate(v, H, f * angles[angle_of[count]]);
            if (count++ == at) {
                apply_sum(image, H, v);
                for (size_t i = 0; i < size; i++)
                    v[i] = -I * f * image[i];
            }
        }
    }
}

/* angle_of[r] is the number of the angle of rotation r, as they are written in the first layer and
 * L others; returns how many there are. */
static size_t map_angles(size_t *angle_of, const lb_ansatz_t A, size_t layers)
{
    const lb_layers_struct *L = A->layers;
    size_t count = 0;
    for (size_t l = 0; l <= layers; l++) {
        const lb_layers_part *part = &L->parts[l ? LB_LAYER : LB_FIRST_LAYER];
        size_t before = l ? lb_ansatz_angles(A, l - 1) : 0;
        for (size_t g = 0; g < part->count; g++)
            if (!part->gates[g].is_fixed)
                angle_of[count++] = before + part->angle_places[part->gates[g].angle];
    }
    return count;
}

/* The matrix F from explicit tangents. */
static void explicit_matrix(double *F, const lb_layers_struct *L, const size_t *angle_of,
                            size_t rotations, const double *angles, size_t M, size_t layers)
{
    size_t size = (size_t)1 << L->qubits;
    amplitude *T = calloc(size * (M + 1), sizeof *T), *psi = T + size * M;
    for (size_t r = 0; r <= rotations; r++) {
        amplitude v[AMPLITUDES] = {1};
        run_circuit(v, L, angle_of, angles, layers, r);
        for (size_t i = 0; i < size; i++)
            T[size * (r < rotations ? angle_of[r] : M) + i] += v[i];
    }
    for (size_t a = 0; a < M; a++)
        for (size_t b = 0; b < M; b++) {
            amplitude ab = 0, pa = 0, pb = 0;
            for (size_t i = 0; i < size; i++) {
                ab += conj(T[size * a + i]) * T[size * b + i];
                pa += conj(psi[i]) * T[size * a + i];
                pb += conj(psi[i]) * T[size * b + i];
            }
            F[a + M * b] = 4 * creal(ab - conj(pa) * pb);
        }
    free(T);
}

static double expectation(const lb_layers_struct *L, const size_t *angle_of, const double *angles,
                          size_t layers, const lb_sum_t O)
{
    size_t size = (size_t)1 << L->qubits;
    amplitude v[AMPLITUDES] = {1}, image[AMPLITUDES];
    double value = 0;
    run_circuit(v, L, angle_of, angles, layers, SIZE_MAX);
    apply_sum(image, O, v);
    for (size_t i = 0; i < size; i++)
        value += creal(conj(v[i]) * image[i]);
    return value;
}

static void compare_hessian(const lb_ansatz_t A, const lb_layers_struct *L, const size_t *angle_of,
                            double *angles, size_t M, size_t layers, const lb_sum_t O)
{
    const double h = 1e-4;
    lb_hessian_t H;
    lb_hessian_options options = {.layers = layers};
    lb_hessian_init(H);
    ck_assert_int_eq(lb_hessian_compute(H, A, 0, O, angles, &options, NULL), LB_OK);
    ck_assert_double_eq_tol(H->value, expectation(L, angle_of, angles, layers, O), 1e-9);
    for (size_t a = 0; a < M; a++)
        for (size_t b = 0; b <= a; b++) {
            double value = 0, old_a = angles[a], old_b = angles[b];
            for (int s = 0; s < 4; s++) {
                angles[a] += s & 1 ? -h : h;
                angles[b] += s & 2 ? -h : h;
                value += (s == 1 || s == 2 ? -1 : 1) * expectation(L, angle_of, angles, layers, O);
                angles[a] = old_a;
                angles[b] = old_b;
            }
            ck_assert_double_eq_tol(H->matrix[a + M * b], value / (4 * h * h), 2e-4);
        }
    lb_hessian_clear(H);
}

static void check_circuit(uint64_t seed, bool with_hessian, bool turns)
{
    lb_random random;
    lb_random_seed(&random, seed);
    size_t n = 2 + lb_random_below(&random, 2), layers = 1 + lb_random_below(&random, 3);
    lb_ansatz_t A;
    lb_ansatz_init(A, "", n);
    lb_layers_struct *L = random_layers(&random, n, lb_random_below(&random, 2), turns);
    lb_error error;
    ck_assert_msg(!lb_ansatz_set_layers(A, L, NULL, &error), "seed %llu: %s",
                  (unsigned long long)seed, error.message);
    size_t M = lb_ansatz_angles(A, layers), angle_of[512];
    size_t rotations = map_angles(angle_of, A, layers);
    double *angles = malloc(M * sizeof *angles), *F = malloc(M * M * sizeof *F),
           *G = malloc(M * M * sizeof *G);
    for (size_t a = 0; a < M; a++)
        angles[a] = 6.2 * lb_random_unit(&random);
    lb_rank_options options = {.layers = layers, .seed = seed};
    ck_assert_int_eq(lb_qfim_matrix(F, A, 0, angles, &options, NULL), LB_OK);
    explicit_matrix(G, L, angle_of, rotations, angles, M, layers);
    for (size_t i = 0; i < M * M; i++)
        ck_assert_msg(fabs(F[i] - G[i]) < 1e-8, "seed %llu, entry %zu: %g, not %g",
                      (unsigned long long)seed, i, F[i], G[i]);
    lb_sum_t O;
    lb_sum_init(O, n);
    random_generator(O, &random, 2, true);
    lb_sum_normalize(O);
    lb_hessian_options only = {.layers = layers};
    double value;
    ck_assert_int_eq(lb_expectation(&value, NULL, A, 0, O, angles, &only, NULL), LB_OK);
    ck_assert_double_eq_tol(value, expectation(L, angle_of, angles, layers, O), 1e-9);
    if (with_hessian)
        compare_hessian(A, L, angle_of, angles, M, layers, O);
    lb_sum_clear(O);
    free(angles);
    free(F);
    free(G);
    lb_ansatz_clear(A);
}

START_TEST(random_circuits)
{
    uint64_t seed = lb_test_seed();
    for (size_t i = 0; i < lb_test_count(1500); i++)
        check_circuit(seed + i, i % 50 == 0, false);
}
END_TEST

/* With fixed gates that are no Clifford gates. */
START_TEST(random_turns)
{
    uint64_t seed = lb_test_seed();
    for (size_t i = 0; i < lb_test_count(60); i++)
        check_circuit(seed + i, i % 50 == 0, true);
}
END_TEST

/* G^dagger P G for all strings on two qubits, gate by gate. */
START_TEST(fixed_gates_are_their_matrices)
{
    for (int g = 0; g < 2 * LB_FIXED_GATES; g++) {
        lb_fixed_gate gate = (lb_fixed_gate)(g / 2);
        const uint32_t qubits[2] = {g & 1, 1 - (g & 1)};
        lb_clifford V;
        lb_clifford_init(&V, 2);
        lb_clifford_append(&V, gate, qubits);
        for (int k = 1; k < 16; k++) {
            const char label[3] = {"IXYZ"[k % 4], "IXYZ"[k / 4], '\0'};
            lb_sum_t P, R;
            lb_sum_init(P, 2);
            lb_sum_init(R, 2);
            ck_assert_int_eq(lb_sum_append_label(P, 1, 1, label, &(lb_error){0}), LB_OK);
            lb_clifford_apply_sum(R, &V, P);
            for (size_t i = 0; i < 4; i++) { /* G R e_i = P G e_i */
                amplitude left[AMPLITUDES] = {0}, right[AMPLITUDES] = {0}, e[AMPLITUDES] = {0};
                e[i] = 1;
                apply_sum(left, R, e);
                apply_fixed(left, 2, gate, qubits);
                apply_fixed(e, 2, gate, qubits);
                apply_sum(right, P, e);
                for (size_t j = 0; j < 4; j++)
                    ck_assert_msg(cabs(left[j] - right[j]) < 1e-12, "%s on %s",
                                  lb_fixed_gate_name(gate), label);
            }
            ck_assert_int_eq(lb_sum_append_label(P, 1, 3, "ZX", &(lb_error){0}), LB_OK);
            ck_assert_int_eq(lb_sum_append_label(P, 1, 2, "YZ", &(lb_error){0}), LB_OK);
            lb_sum_normalize(P);
            lb_clifford_apply_sum(R, &V, P);
            ck_assert(lb_sum_is_normal(R));
            lb_sum_clear(P);
            lb_sum_clear(R);
        }
        lb_clifford_clear(&V);
    }
}
END_TEST

/* The generator of every rotation is V^dagger H V from the matrices of all fixed gates before it,
 * and the exact rank is that of the spectrum. */
static void check_generators(uint64_t seed)
{
    lb_random random;
    lb_random_seed(&random, seed);
    size_t n = 2 + lb_random_below(&random, 2), size = (size_t)1 << n;
    lb_ansatz_t A;
    lb_ansatz_init(A, "", n);
    lb_layers_struct *L = random_layers(&random, n, lb_random_below(&random, 2), false);
    for (int part = 0; part < LB_PARTS; part++) /* so that none meet */
        for (size_t g = 0; g < L->parts[part].count; g++)
            if (!L->parts[part].gates[g].is_fixed)
                L->parts[part].gates[g].angle = lb_layers_angle(L, (lb_layer_part)part, "");
    ck_assert_int_eq(lb_ansatz_set_layers(A, L, NULL, &(lb_error){0}), LB_OK);
    for (size_t i = 0; i < size; i++) {
        size_t j = 0, layers = 2 * L->period + 1 < 20 ? 2 * L->period + 1 : 20;
        amplitude v[AMPLITUDES] = {0}, left[AMPLITUDES], right[AMPLITUDES];
        v[i] = 1; /* V e_i */
        for (size_t l = 0; l <= layers; l++) {
            const lb_layers_part *part = &L->parts[l ? LB_LAYER : LB_FIRST_LAYER];
            for (size_t g = 0; g < part->count; g++) {
                const lb_gate *gate = &part->gates[g];
                if (gate->is_fixed) {
                    apply_fixed(v, n, gate->fixed, gate->qubits);
                    continue;
                }
                lb_turn_at turn = lb_ansatz_rotation(A, j);
                ck_assert_uint_eq(turn.angle, j++);
                amplitude e[AMPLITUDES] = {0}, image[AMPLITUDES];
                e[i] = turn.negative ? -1 : 1;
                apply_sum(image, &A->generators[turn.generator], e);
                memcpy(left, image, sizeof left); /* V of it, gate by gate from the start */
                for (size_t m = 0; m <= l; m++) {
                    const lb_layers_part *other = &L->parts[m ? LB_LAYER : LB_FIRST_LAYER];
                    for (size_t k = 0; k < (m == l ? g : other->count); k++)
                        if (other->gates[k].is_fixed)
                            apply_fixed(left, n, other->gates[k].fixed, other->gates[k].qubits);
                }
                apply_sum(right, &L->axes[gate->generator], v);
                for (size_t k = 0; k < size; k++)
                    ck_assert_msg(cabs(left[k] - mpq_get_d(gate->factor) * right[k]) < 1e-9,
                                  "seed %llu", (unsigned long long)seed);
            }
        }
    }
    lb_exact_t E;
    lb_spectrum_t S;
    lb_exact_init(E);
    lb_spectrum_init(S);
    lb_exact_options exact = {.layers = 3, .seed = seed};
    lb_rank_options options = {.layers = 3, .seed = seed};
    ck_assert_int_eq(lb_exact_rank(E, A, 0, &exact, &(lb_error){0}), LB_OK);
    ck_assert_int_eq(lb_qfim_spectrum(S, A, 0, &options, &(lb_error){0}), LB_OK);
    ck_assert_msg(E->rank == S->rank, "seed %llu: %zu, but %zu", (unsigned long long)seed, E->rank,
                  S->rank);
    lb_exact_clear(E);
    lb_spectrum_clear(S);
    lb_ansatz_clear(A);
}

START_TEST(generators_and_ranks)
{
    uint64_t seed = lb_test_seed();
    for (size_t i = 0; i < lb_test_count(300); i++)
        check_generators(seed + i);
}
END_TEST

/* The exact rank at a cut of circuits with shared angles is that of generic angles, for one state and
 * for all together. */
static size_t check_shared_ranks(uint64_t seed)
{
    lb_random random;
    lb_random_seed(&random, seed);
    size_t n = 2 + lb_random_below(&random, 2), compared = 0;
    lb_ansatz_t A;
    lb_error error;
    lb_ansatz_init(A, "", n);
    lb_layers_struct *L = random_layers(&random, n, lb_random_below(&random, 2), false);
    ck_assert(!lb_ansatz_set_layers(A, L, NULL, &error));
    ck_assert(!lb_ansatz_add_state(A, "zero", &error));
    ck_assert(!lb_ansatz_add_state(A, n == 2 ? "vector 00:1 01:2i 11:-1 v" : "ghz", &error));
    for (size_t layers = 1; layers <= 4 && A->layers->shared; layers++)
        for (size_t state = 0; state < 3; state++) {
            size_t number = state == 2 ? LB_EXACT_ALL_STATES : state;
            lb_exact_t E;
            lb_spectrum_t S;
            lb_exact_options options = {.layers = layers, .seed = seed};
            lb_rank_options simulated = {.layers = layers, .seed = seed};
            lb_exact_init(E);
            lb_spectrum_init(S);
            lb_status status = lb_exact_rank(E, A, number, &options, &error);
            ck_assert_msg(!status, "seed %llu: %s", (unsigned long long)seed, error.message);
            number = state == 2 ? LB_RANK_ALL_STATES : state;
            ck_assert(!lb_qfim_spectrum(S, A, number, &simulated, &error));
            if (S->gap >= 1e6) {
                ck_assert_msg(E->rank == S->rank, "seed %llu, %zu layers, state %zu: %zu, not %zu",
                              (unsigned long long)seed, layers, state, E->rank, S->rank);
                compared++;
            }
            ck_assert_uint_eq(E->parameters, lb_ansatz_angles(A, layers));
            for (size_t r = 0; r < E->rank; r++) {
                ck_assert_uint_ge(E->reached[r], r + 1);
                ck_assert(!lb_ansatz_check_cut(A, E->reached[r], &error));
            }
            lb_spectrum_clear(S);
            lb_exact_clear(E);
        }
    lb_ansatz_clear(A);
    return compared;
}

START_TEST(exact_ranks_of_shared_angles)
{
    uint64_t seed = lb_test_seed();
    size_t compared = 0;
    for (size_t i = 0; i < lb_test_count(300); i++)
        compared += check_shared_ranks(seed + 100000 + i);
    ck_assert_uint_ge(compared, lb_test_count(300));
}
END_TEST

/* The bonds of Qiskit's entanglement "sca": a ring that begins with its closing bond, moved by one
 * place to the right in each block, and turned in every second one. */
START_TEST(shifted_circular_alternating)
{
    static const char *const names[] = {"real-amplitudes-sca", "efficient-su2-sca"};
    for (int family = 0; family < 2; family++)
        for (size_t n = 3; n <= 6; n++) {
            char value[8];
            snprintf(value, sizeof value, "%zu", n);
            lb_setting setting = {"n", value};
            lb_ansatz_t A;
            lb_error error;
            ck_assert(!lb_ansatz_load(A, names[family], &setting, 1, &error));
            uint32_t ring[6][2];
            for (size_t j = 0; j < n; j++) {
                ring[j][0] = (uint32_t)(j ? j - 1 : n - 1);
                ring[j][1] = (uint32_t)j;
            }
            const lb_layers_part *part = &A->layers->parts[LB_LAYER];
            const lb_gate *gate = part->gates;
            size_t blocks = n % 2 ? 2 * n : n, rotations = (size_t)(family + 1) * n;
            ck_assert_uint_eq(part->count, blocks * (rotations + n));
            ck_assert_uint_eq(part->angle_count, blocks * rotations);
            for (size_t b = 0; b < blocks; b++) {
                for (size_t r = 0; r < rotations; r++, gate++) {
                    ck_assert(!gate->is_fixed);
                    ck_assert_uint_eq(gate->generator, r);
                    ck_assert_uint_eq(gate->angle, b * rotations + r);
                }
                for (size_t j = 0; j < n; j++, gate++) {
                    const uint32_t *bond = ring[(j + n * blocks - b) % n];
                    ck_assert(gate->is_fixed && gate->fixed == LB_GATE_CX);
                    ck_assert_uint_eq(gate->qubits[0], bond[b % 2]);
                    ck_assert_uint_eq(gate->qubits[1], bond[1 - b % 2]);
                }
            }
            lb_ansatz_clear(A);
        }
}
END_TEST

/* Blocks are what stands there for each value of their variables. */
START_TEST(blocks_are_written_out)
{
    static const char *const texts[] = {
        "qubits 2\ngenerator a = Z[0]\nfirst for k in 0..1:\napply H[k]\n"
        "layer for b in 0..1, c in 0..1 if b+c < 2:\nrotate a by t[b,c]\napply CX[b,1-b] if c == "
        "0\n"
        "rotate for i in 0..b: X[i]\nstate zero\n",
        "qubits 2\ngenerator a = Z[0]\nfirst\napply H[0]\napply H[1]\nlayer\n"
        "rotate a by t[0,0]\napply CX[0,1]\nrotate X[0]\n"
        "rotate a by t[0,1]\nrotate X[0]\n"
        "rotate a by t[1,0]\napply CX[1,0]\nrotate X[0]\nrotate X[1]\nstate zero\n"};
    char *shown[2] = {NULL};
    for (int k = 0; k < 2; k++) {
        lb_ansatz_t A;
        lb_error error;
        size_t length;
        lb_status status =
            lb_ansatz_parse(A, texts[k], strlen(texts[k]), "text.alg", NULL, 0, &error);
        ck_assert_msg(!status, "%zu:%zu: %s", error.line, error.column, error.message);
        FILE *stream = open_memstream(&shown[k], &length);
        ck_assert_ptr_nonnull(stream);
        lb_ansatz_print(stream, A);
        ck_assert(!fclose(stream));
        lb_ansatz_clear(A);
    }
    ck_assert_str_eq(shown[0], shown[1]);
    free(shown[0]);
    free(shown[1]);
}
END_TEST

LB_TEST_MAIN("layers", generators_and_ranks, fixed_gates_are_their_matrices, random_circuits,
             random_turns, exact_ranks_of_shared_angles, shifted_circular_alternating,
             blocks_are_written_out)
