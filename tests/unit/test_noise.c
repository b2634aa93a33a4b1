/* Noisy circuits against explicit Kraus operators, gate by gate as they are written out here, with
 * derivatives by exact shifts of the angles and F from a linear system for the symmetric logarithmic
 * derivatives; against the pure matrix without noise; and against the closed form of global noise. */

#include <check.h>
#include <complex.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>
#include <liebound/noise.h>
#include <liebound/rank.h>

#include "base/random.h"
#include "matrices.h"
#include "support.h"

static void parse(lb_ansatz_t A, const char *text)
{
    lb_error error;
    lb_ansatz_source source = {
        .name = "test", .text = text, .length = strlen(text), .square_roots = true};
    ck_assert_msg(!lb_ansatz_read(A, &source, &error), "%s", error.message);
}

static void load(lb_ansatz_t A, const char *name, const char *size)
{
    lb_error error;
    char n[] = "n", value[8];
    lb_setting setting = {n, value};
    strcpy(value, size);
    ck_assert_msg(!lb_ansatz_load(A, name, &setting, 1, &error), "%s", error.message);
}

/* ---- Kraus operators on three qubits ---- */

enum { QUBITS = 3, N = 1 << QUBITS, SQUARE = N * N };

/* A gate of a circuit: a fixed gate by its matrix, or exp(-i c theta P). */
typedef struct kraus_gate {
    const char *name; /* H, SX, SXdg, CX, X, T; or a label of Pauli letters */
    int first, second;
    int angle; /* of a rotation */
    double c;
    unsigned noisy; /* qubits of the channel that belongs to it, bit q for qubit q */
} kraus_gate;

typedef struct kraus_case {
    const char *text;
    size_t angles, layers;
    const kraus_gate *preparation, *layer; /* each ends with a gate without a name */
    lb_noise_model model;
} kraus_case;

static int bit(int index, int qubit)
{
    return index >> (QUBITS - 1 - qubit) & 1;
}

static amplitude fixed_entry(const char *name, int row, int column)
{
    const double h = sqrt(0.5);
    if (!strcmp(name, "H"))
        return row & column ? -h : h;
    if (!strcmp(name, "X"))
        return row != column;
    if (!strcmp(name, "T"))
        return row != column ? 0 : row ? h + h * I : 1;
    double sign = strcmp(name, "SX") ? -1 : 1; /* SX or SXdg */
    return (row == column ? 1 + sign * I : 1 - sign * I) / 2;
}

/* U of a fixed gate, row by row. */
static void fixed_matrix(amplitude *U, const kraus_gate *gate)
{
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            if (!strcmp(gate->name, "CX")) {
                int to = bit(j, gate->first) ? j ^ 1 << (QUBITS - 1 - gate->second) : j;
                U[N * i + j] = i == to;
                continue;
            }
            bool others = !((i ^ j) & ~(1 << (QUBITS - 1 - gate->first)));
            U[N * i + j] =
                others ? fixed_entry(gate->name, bit(i, gate->first), bit(j, gate->first)) : 0;
        }
}

static amplitude *label_matrix(const char *label)
{
    lb_sum_t S;
    lb_error error;
    lb_sum_init(S, QUBITS);
    ck_assert_int_eq(lb_sum_append_label(S, 1, 1, label, &error), LB_OK);
    amplitude *M = sum_matrix(S);
    lb_sum_clear(S);
    return M;
}

/* R += weight K rho K^dagger. */
static void add_conjugate(amplitude *R, double weight, const amplitude *K, const amplitude *rho)
{
    amplitude *left = calloc(SQUARE, sizeof *left);
    add_product(left, 1, K, rho, N);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            for (int k = 0; k < N; k++)
                R[N * i + j] += weight * left[N * i + k] * conj(K[N * j + k]);
    free(left);
}

static void conjugate(amplitude *rho, const amplitude *K)
{
    amplitude R[SQUARE] = {0};
    add_conjugate(R, 1, K, rho);
    memcpy(rho, R, sizeof R);
}

static void channel(amplitude *rho, const lb_noise_model *model, unsigned qubits)
{
    for (int q = 0; q < QUBITS; q++) {
        const double p[] = {model->x, model->y, model->z};
        amplitude R[SQUARE] = {0};
        if (!(qubits >> q & 1))
            continue;
        for (int i = 0; i < SQUARE; i++)
            R[i] = (1 - p[0] - p[1] - p[2]) * rho[i];
        for (int k = 0; k < 3; k++) {
            char label[] = "III";
            label[q] = "XYZ"[k];
            amplitude *P = label_matrix(label);
            add_conjugate(R, p[k], P, rho);
            free(P);
        }
        memcpy(rho, R, sizeof R);
    }
}

static void apply_gate(amplitude *rho, const kraus_case *c, const kraus_gate *gate, double theta)
{
    amplitude U[SQUARE];
    if (c->model.before)
        channel(rho, &c->model, gate->noisy);
    if (gate->c != 0) {
        amplitude *P = label_matrix(gate->name);
        for (int i = 0; i < SQUARE; i++)
            U[i] = (i % (N + 1) ? 0 : cos(theta)) - I * sin(theta) * P[i];
        free(P);
    } else {
        fixed_matrix(U, gate);
    }
    conjugate(rho, U);
    if (!c->model.before)
        channel(rho, &c->model, gate->noisy);
}

/* rho at these angles, with phi of rotation number `shifted` changed by `shift`. */
static void evolve(amplitude *rho, const kraus_case *c, const double *angles, size_t shifted,
                   double shift)
{
    memset(rho, 0, SQUARE * sizeof *rho);
    rho[0] = 1;
    for (const kraus_gate *gate = c->preparation; gate->name; gate++)
        apply_gate(rho, c, gate, 0);
    size_t rotation = 0;
    for (size_t l = 0; l < c->layers; l++)
        for (const kraus_gate *gate = c->layer; gate->name; gate++) {
            double phi = gate->c == 0 ? 0 : gate->c * angles[c->angles * l + (size_t)gate->angle];
            if (gate->c != 0 && rotation++ == shifted)
                phi += shift;
            apply_gate(rho, c, gate, phi);
        }
}

/* D[a], by shifts: the derivative by phi of a rotation is rho(phi + pi/4) - rho(phi - pi/4). */
static void derivatives(amplitude *D, const kraus_case *c, const double *angles)
{
    size_t rotation = 0;
    memset(D, 0, c->layers * c->angles * SQUARE * sizeof *D);
    for (size_t l = 0; l < c->layers; l++)
        for (const kraus_gate *gate = c->layer; gate->name; gate++) {
            amplitude plus[SQUARE], minus[SQUARE];
            if (gate->c == 0)
                continue;
            evolve(plus, c, angles, rotation, M_PI / 4);
            evolve(minus, c, angles, rotation++, -M_PI / 4);
            for (int i = 0; i < SQUARE; i++)
                D[SQUARE * (c->angles * l + (size_t)gate->angle) + (size_t)i] +=
                    gate->c * (plus[i] - minus[i]);
        }
}

/* F_ab = Re Tr(L_a d_b rho), L_a from rho L + L rho = 2 d_a rho as a linear system. */
static void logarithmic(double *F, const amplitude *rho, const amplitude *D, size_t M)
{
    lapack_complex_double *S = calloc(SQUARE * SQUARE, sizeof *S),
                          *L = calloc(SQUARE * M, sizeof *L);
    lapack_int pivots[SQUARE];
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            for (int k = 0; k < N; k++) { /* (rho L)_ij and (L rho)_ij */
                S[(N * i + j) + SQUARE * (N * k + j)] += rho[N * i + k];
                S[(N * i + j) + SQUARE * (N * i + k)] += rho[N * k + j];
            }
    for (size_t a = 0; a < M; a++)
        for (size_t i = 0; i < SQUARE; i++)
            L[i + SQUARE * a] = 2 * D[SQUARE * a + i];
    ck_assert_int_eq(
        LAPACKE_zgesv(LAPACK_COL_MAJOR, SQUARE, (lapack_int)M, S, SQUARE, pivots, L, SQUARE), 0);
    for (size_t a = 0; a < M; a++)
        for (size_t b = 0; b < M; b++) {
            F[a + M * b] = 0;
            for (size_t i = 0; i < N; i++)
                for (size_t j = 0; j < N; j++)
                    F[a + M * b] += creal(L[N * i + j + SQUARE * a] * D[SQUARE * b + N * j + i]);
        }
    free(S);
    free(L);
}

/* Qubit 0 is the leftmost factor here, and bit 0 of an index in the library. */
static int mirrored(int index)
{
    return (index & 1) << 2 | (index & 2) | index >> 2;
}

static void check_kraus(const kraus_case *c, uint64_t seed)
{
    size_t M = c->angles * c->layers;
    lb_ansatz_t A;
    lb_error error;
    double *angles = malloc(M * sizeof *angles), *F = malloc(M * M * sizeof *F),
           *expected = malloc(M * M * sizeof *F), density[2 * SQUARE];
    amplitude rho[SQUARE], *D = malloc(M * SQUARE * sizeof *D);
    lb_noise_options options = {.model = c->model, .run.threads = 2};
    parse(A, c->text);
    lb_random_angles(angles, M, seed);
    ck_assert_msg(!lb_noise_matrix(F, density, A, 0, c->layers, angles, &options, &error), "%s",
                  error.message);
    evolve(rho, c, angles, SIZE_MAX, 0);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            const double *entry = density + 2 * (mirrored(i) + N * mirrored(j));
            ck_assert_double_eq_tol(entry[0], creal(rho[N * i + j]), 1e-14);
            ck_assert_double_eq_tol(entry[1], cimag(rho[N * i + j]), 1e-14);
        }
    derivatives(D, c, angles);
    logarithmic(expected, rho, D, M);
    for (size_t i = 0; i < M * M; i++)
        ck_assert_double_eq_tol(F[i], expected[i], 1e-12);
    lb_ansatz_clear(A);
    free(angles);
    free(F);
    free(expected);
    free(D);
}

static const char split_text[] = "qubits 3\n"
                                 "generator zz = ZZI + IZZ + ZIZ\n"
                                 "generator x = XII + 1/2 IXI\n"
                                 "generator xy = 1/3 XIY - 2 III\n"
                                 "generator long = ZXZ\n"
                                 "state +0r\n";
static const kraus_gate split_preparation[] = {
    {.name = "H", .first = 0, .noisy = 1}, {.name = "SXdg", .first = 2, .noisy = 4}, {0}};
static const kraus_gate split_layer[] = {{.name = "CX", .first = 0, .second = 1, .noisy = 3},
                                         {.name = "IZI", .angle = 0, .c = 1, .noisy = 2},
                                         {.name = "CX", .first = 0, .second = 1, .noisy = 3},
                                         {.name = "CX", .first = 1, .second = 2, .noisy = 6},
                                         {.name = "IIZ", .angle = 0, .c = 1, .noisy = 4},
                                         {.name = "CX", .first = 1, .second = 2, .noisy = 6},
                                         {.name = "CX", .first = 0, .second = 2, .noisy = 5},
                                         {.name = "IIZ", .angle = 0, .c = 1, .noisy = 4},
                                         {.name = "CX", .first = 0, .second = 2, .noisy = 5},
                                         {.name = "XII", .angle = 1, .c = 1, .noisy = 1},
                                         {.name = "IXI", .angle = 1, .c = 0.5, .noisy = 2},
                                         {.name = "H", .first = 0, .noisy = 1},
                                         {.name = "SX", .first = 2, .noisy = 4},
                                         {.name = "CX", .first = 0, .second = 2, .noisy = 5},
                                         {.name = "IIZ", .angle = 2, .c = 1.0 / 3, .noisy = 4},
                                         {.name = "CX", .first = 0, .second = 2, .noisy = 5},
                                         {.name = "SXdg", .first = 2, .noisy = 4},
                                         {.name = "H", .first = 0, .noisy = 1},
                                         {.name = "H", .first = 1, .noisy = 2},
                                         {.name = "CX", .first = 0, .second = 1, .noisy = 3},
                                         {.name = "CX", .first = 1, .second = 2, .noisy = 6},
                                         {.name = "IIZ", .angle = 3, .c = 1, .noisy = 4},
                                         {.name = "CX", .first = 1, .second = 2, .noisy = 6},
                                         {.name = "CX", .first = 0, .second = 1, .noisy = 3},
                                         {.name = "H", .first = 1, .noisy = 2},
                                         {0}};

START_TEST(test_elementary)
{
    kraus_case c = {.text = split_text,
                    .angles = 4,
                    .layers = 2,
                    .preparation = split_preparation,
                    .layer = split_layer,
                    .model = {.x = 0.01, .y = 0.03, .z = 0.02}};
    uint64_t seed = lb_test_seed();
    check_kraus(&c, seed);
    c.model.before = true;
    check_kraus(&c, seed + 1);
}
END_TEST

/* Terms as gates, behind a preparation without noise. */
static const kraus_gate ideal_preparation[] = {
    {.name = "H", .first = 0}, {.name = "SXdg", .first = 2}, {0}};
static const kraus_gate terms_layer[] = {{.name = "ZZI", .angle = 0, .c = 1, .noisy = 3},
                                         {.name = "IZZ", .angle = 0, .c = 1, .noisy = 6},
                                         {.name = "ZIZ", .angle = 0, .c = 1, .noisy = 5},
                                         {.name = "XII", .angle = 1, .c = 1, .noisy = 1},
                                         {.name = "IXI", .angle = 1, .c = 0.5, .noisy = 2},
                                         {.name = "XIY", .angle = 2, .c = 1.0 / 3, .noisy = 5},
                                         {.name = "ZXZ", .angle = 3, .c = 1, .noisy = 7},
                                         {0}};

START_TEST(test_terms)
{
    kraus_case c = {.text = split_text,
                    .angles = 4,
                    .layers = 2,
                    .preparation = ideal_preparation,
                    .layer = terms_layer,
                    .model = {.x = 0.02, .z = 0.05, .gates = LB_NOISE_TERMS}};
    uint64_t seed = lb_test_seed();
    check_kraus(&c, seed);
    c.model.before = true;
    check_kraus(&c, seed + 1);
}
END_TEST

/* A generator is a gate: one channel for all its terms, the last of which carries it here. */
static const kraus_gate generators_layer[] = {{.name = "ZZI", .angle = 0, .c = 1},
                                              {.name = "IZZ", .angle = 0, .c = 1},
                                              {.name = "ZIZ", .angle = 0, .c = 1, .noisy = 7},
                                              {.name = "XII", .angle = 1, .c = 1},
                                              {.name = "IXI", .angle = 1, .c = 0.5, .noisy = 3},
                                              {.name = "XIY", .angle = 2, .c = 1.0 / 3, .noisy = 5},
                                              {.name = "ZXZ", .angle = 3, .c = 1, .noisy = 7},
                                              {0}};

START_TEST(test_generators)
{
    kraus_case c = {.text = split_text,
                    .angles = 4,
                    .layers = 3,
                    .preparation = ideal_preparation,
                    .layer = generators_layer,
                    .model = {.x = 0.02, .y = 0.02, .z = 0.02, .gates = LB_NOISE_GENERATORS}};
    check_kraus(&c, lb_test_seed());
}
END_TEST

/* Fixed gates are gates with noise where they stand, and a shared angle turns all its rotations. */
static const char layers_text[] = "qubits 3\n"
                                  "layer\n"
                                  "rotate X[0] by a\n"
                                  "apply CX[0,1]\n"
                                  "rotate Z[1] by -1/2*a\n"
                                  "rotate Y[2]\n"
                                  "apply SX[1]\n"
                                  "apply CX[1,2]\n"
                                  "state 1-0\n";
static const kraus_gate layers_preparation[] = {{.name = "X", .first = 0, .noisy = 1},
                                                {.name = "X", .first = 1},
                                                {.name = "H", .first = 1, .noisy = 2},
                                                {0}};
static const kraus_gate layers_layer[] = {{.name = "XII", .angle = 0, .c = 1, .noisy = 1},
                                          {.name = "CX", .first = 0, .second = 1, .noisy = 3},
                                          {.name = "IZI", .angle = 0, .c = -0.5, .noisy = 2},
                                          {.name = "IIY", .angle = 1, .c = 1, .noisy = 4},
                                          {.name = "SX", .first = 1, .noisy = 2},
                                          {.name = "CX", .first = 1, .second = 2, .noisy = 6},
                                          {0}};

START_TEST(test_fixed_gates)
{
    kraus_case c = {.text = layers_text,
                    .angles = 2,
                    .layers = 4,
                    .preparation = layers_preparation,
                    .layer = layers_layer,
                    .model = {.x = 0.03, .y = 0.01, .z = 0.02}};
    check_kraus(&c, lb_test_seed());
}
END_TEST

/* Fixed rotations, too. */
static const char turns_text[] = "qubits 3\n"
                                 "layer\n"
                                 "rotate X[0] by a\n"
                                 "apply T[0]\n"
                                 "rotate Y[2] by b\n"
                                 "apply CX[0,1] T[1]\n"
                                 "state 000\n";
static const kraus_gate no_preparation[] = {{0}};
static const kraus_gate turns_layer[] = {{.name = "XII", .angle = 0, .c = 1, .noisy = 1},
                                         {.name = "T", .first = 0, .noisy = 1},
                                         {.name = "IIY", .angle = 1, .c = 1, .noisy = 4},
                                         {.name = "CX", .first = 0, .second = 1, .noisy = 3},
                                         {.name = "T", .first = 1, .noisy = 2},
                                         {0}};

START_TEST(test_turns)
{
    kraus_case c = {.text = turns_text,
                    .angles = 2,
                    .layers = 3,
                    .preparation = no_preparation,
                    .layer = turns_layer,
                    .model = {.x = 0.03, .y = 0.01, .z = 0.02}};
    check_kraus(&c, lb_test_seed());
}
END_TEST

/* ---- Without noise, and with global noise ---- */

/* F of noise.h and of rank.h, where f times the latter is expected. */
static void check_pure(lb_ansatz_t A, size_t layers, const lb_noise_model *model, double f,
                       uint64_t seed)
{
    size_t M = lb_ansatz_angles(A, layers);
    lb_error error;
    double *angles = malloc(M * sizeof *angles), *F = malloc(M * M * sizeof *F),
           *pure = malloc(M * M * sizeof *F);
    lb_noise_options options = {.model = *model};
    lb_rank_options rank_options = {.layers = layers};
    lb_random_angles(angles, M, seed);
    ck_assert_msg(!lb_noise_matrix(F, NULL, A, 0, layers, angles, &options, &error), "%s",
                  error.message);
    ck_assert_msg(!lb_qfim_matrix(pure, A, 0, angles, &rank_options, &error), "%s", error.message);
    for (size_t i = 0; i < M * M; i++)
        ck_assert_double_eq_tol(F[i], f * pure[i], 1e-12 * fmax(1, fabs(pure[i])));
    free(angles);
    free(F);
    free(pure);
}

START_TEST(test_pure)
{
    static const char *const texts[] = {
        split_text, layers_text,
        "qubits 2\ngenerator = XX + YY\ngenerator = Z[0] - 1/3 Z[1]\nstate bell\n",
        "qubits 3\ngenerator = XXI + YYI + 2 ZII\ngenerator = IXZ - 1/3 IZX + IYI\nstate "
        "stabilizer \"XXX ZZI IZZ\"\n",
        "qubits 3\nfirst\nrotate X[1]\napply "
        "iSWAP[0,2]\nlayer\nrotate ZZI\napply ECR[2,0] S CY[0,1] Sdg[1]\nrotate IXX\nstate vector "
        "\"000:1 011:1/2-i 101:3\"\n"};
    uint64_t seed = lb_test_seed();
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        lb_ansatz_t A;
        lb_noise_model model = {.gates = LB_NOISE_GENERATORS};
        parse(A, texts[t]);
        check_pure(A, 3, &model, 1, seed);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* rho = q psi + (1 - q) / d has F = q^2 / (q + 2 (1 - q) / d) times that of psi, and closed chains
 * have 4 stages a layer and one for the preparation. */
START_TEST(test_global)
{
    lb_ansatz_t A;
    uint64_t seed = lb_test_seed();
    for (size_t layers = 1; layers < 7; layers++) {
        lb_noise_model model = {.global = 0.03};
        double q = pow(0.97, 4.0 * (double)layers + 1);
        load(A, "tfim-closed", "4");
        check_pure(A, layers, &model, q * q / (q + (1 - q) / 8), seed);
        model.ideal_preparation = true;
        q /= 0.97;
        check_pure(A, layers, &model, q * q / (q + (1 - q) / 8), seed);
        model.gates = LB_NOISE_GENERATORS;
        q = pow(0.97, 2.0 * (double)layers);
        check_pure(A, layers, &model, q * q / (q + (1 - q) / 8), seed);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* Spectra at several depths are those of the matrices, and do not depend on the threads. */
START_TEST(test_spectra)
{
    static const size_t layers[] = {1, 4, 11};
    lb_ansatz_t A;
    lb_error error;
    lb_noise_spectrum_struct S[3], T[3];
    double angles[22];
    size_t done;
    lb_noise_options options = {.model = {.x = 1e-3, .y = 1e-3, .z = 1e-3}, .seed = 3};
    load(A, "tfim-closed", "4");
    lb_random_angles(angles, 22, 3);
    for (size_t i = 0; i < 3; i++) {
        lb_noise_spectrum_init(&S[i]);
        lb_noise_spectrum_init(&T[i]);
    }
    ck_assert_int_eq(lb_noise_spectra(S, &done, A, 0, layers, 3, NULL, &options, &error), LB_OK);
    ck_assert_uint_eq(done, 3);
    options.run.threads = 3;
    ck_assert_int_eq(lb_noise_spectra(T, NULL, A, 0, layers, 3, angles, &options, &error), LB_OK);
    for (size_t i = 0; i < 3; i++) {
        size_t M = 2 * layers[i];
        double F[22 * 22], values[22], rho[2 * 256], purity = 0;
        ck_assert_int_eq(lb_noise_matrix(F, rho, A, 0, layers[i], angles, &options, &error), LB_OK);
        LAPACKE_dsyev(LAPACK_COL_MAJOR, 'N', 'U', (lapack_int)M, F, (lapack_int)M, values);
        for (size_t k = 0; k < 2 * 256; k++)
            purity += rho[k] * rho[k];
        ck_assert_double_eq_tol(S[i].purity, purity, 1e-13);
        ck_assert_uint_eq(S[i].parameters, M);
        ck_assert_uint_eq(S[i].layers, layers[i]);
        ck_assert_uint_eq(S[i].count, T[i].count);
        ck_assert_uint_eq(S[i].rank, M);
        for (size_t k = 0; k < S[i].count; k++) {
            ck_assert_double_eq_tol(S[i].eigenvalues[k], values[M - 1 - k], 1e-13);
            ck_assert_double_eq(S[i].eigenvalues[k], T[i].eigenvalues[k]);
        }
        lb_noise_spectrum_clear(&S[i]);
        lb_noise_spectrum_clear(&T[i]);
    }
    lb_ansatz_clear(A);
}
END_TEST

START_TEST(test_refusals)
{
    static const size_t layers[] = {2, 1};
    lb_ansatz_t A;
    lb_error error;
    lb_noise_spectrum_struct S[2];
    lb_noise_spectrum_init(&S[0]);
    lb_noise_options options = {.model = {.x = 0.6, .y = 0.5}};
    load(A, "tfim-closed", "4");
    ck_assert_int_eq(lb_noise_spectra(S, NULL, A, 0, layers, 1, NULL, &options, &error), LB_USAGE);
    options.model = (lb_noise_model){.global = 1.5};
    ck_assert_int_eq(lb_noise_spectra(S, NULL, A, 0, layers, 1, NULL, &options, &error), LB_USAGE);
    options.model = (lb_noise_model){.x = 0.1};
    ck_assert_int_eq(lb_noise_spectra(S, NULL, A, 0, layers, 2, NULL, &options, &error), LB_USAGE);
    ck_assert_int_eq(lb_noise_spectra(S, NULL, A, 1, layers, 1, NULL, &options, &error), LB_USAGE);
    options.run.limits.bytes = 1;
    ck_assert_int_eq(
        lb_noise_spectra(S, NULL, A, 0, (const size_t[]){9000}, 1, NULL, &options, &error),
        LB_UNDECIDED);
    lb_ansatz_clear(A);
    options.run.limits.bytes = 0;
    load(A, "tfim-closed", "9");
    ck_assert_int_eq(lb_noise_spectra(S, NULL, A, 0, layers, 1, NULL, &options, &error), LB_INPUT);
    lb_ansatz_clear(A);
    parse(A, "qubits 2\ngenerator mixed = XX + ZI\n");
    ck_assert_int_eq(lb_noise_spectra(S, NULL, A, 0, layers, 1, NULL, &options, &error), LB_USAGE);
    ck_assert_ptr_nonnull(strstr(error.message, "mixed"));
    lb_ansatz_clear(A);
    ck_assert_uint_eq(S->parameters, 0);
}
END_TEST

LB_TEST_MAIN("noise", test_elementary, test_terms, test_generators, test_fixed_gates, test_turns,
             test_pure, test_global, test_spectra, test_refusals)
