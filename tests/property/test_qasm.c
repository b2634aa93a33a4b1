/* Circuits in OpenQASM against the matrices of their gates: the unitary of a random circuit, by the
 * matrices of the specification, is that of what was read, up to a phase. */

#include <complex.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>
#include <liebound/layers.h>

#include "base/random.h"
#include "support.h"

enum { N = 3, SIZE = 8, PARAMETERS = 5, GATES = 14 };
#define PI 3.14159265358979323846

typedef double complex state[SIZE];

/* U, of k qubits, whose matrix has the first of them as its highest bit. */
static void apply(state v, const double complex *U, int k, const int *at)
{
    state w = {0};
    for (int i = 0; i < SIZE; i++) {
        int column = 0;
        for (int a = 0; a < k; a++)
            column = 2 * column + (i >> at[a] & 1);
        for (int row = 0; row < 1 << k; row++) {
            int j = i;
            for (int a = 0; a < k; a++)
                j = (j & ~(1 << at[a])) | (row >> (k - 1 - a) & 1) << at[a];
            w[j] += U[(row << k) + column] * v[i];
        }
    }
    memcpy(v, w, sizeof w);
}

/* ---- The matrices of the specification ---- */

typedef struct matrix {
    int k;
    double complex U[64];
} matrix;

static matrix one(double complex a, double complex b, double complex c, double complex d)
{
    return (matrix){1, {a, b, c, d}};
}

static matrix controlled(const matrix *m)
{
    matrix c = {.k = m->k + 1};
    int size = 1 << m->k;
    for (int i = 0; i < size; i++) {
        c.U[i * 2 * size + i] = 1;
        for (int j = 0; j < size; j++)
            c.U[(i + size) * 2 * size + j + size] = m->U[i * size + j];
    }
    return c;
}

static matrix rotation(double a, double complex p, double complex q, double complex r,
                       double complex s)
{
    double complex c = cos(a / 2), d = -I * sin(a / 2);
    return one(c + d * p, d * q, d * r, c + d * s);
}

static matrix phase(double a)
{
    return one(1, 0, 0, cexp(I * a));
}

static matrix u3(double t, double f, double l)
{
    return one(cos(t / 2), -cexp(I * l) * sin(t / 2), cexp(I * f) * sin(t / 2),
               cexp(I * (f + l)) * cos(t / 2));
}

/* exp(-i a/2 P) of two letters, from the product of their matrices. */
static matrix two_letters(double a, const char *letters)
{
    static const double complex pauli[][4] = {{0, 1, 1, 0}, {0, -I, I, 0}, {1, 0, 0, -1}};
    const double complex *p = pauli[letters[0] - 'X'], *q = pauli[letters[1] - 'X'];
    matrix m = {.k = 2};
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++)
            m.U[4 * i + j] = (i == j) * cos(a / 2) -
                             I * sin(a / 2) * p[2 * (i / 2) + j / 2] * q[2 * (i % 2) + j % 2];
    return m;
}

static matrix fixed(const char *name)
{
    double r = sqrt(0.5);
    if (!strcmp(name, "h"))
        return one(r, r, r, -r);
    if (!strcmp(name, "x"))
        return one(0, 1, 1, 0);
    if (!strcmp(name, "y"))
        return one(0, -I, I, 0);
    if (!strcmp(name, "z"))
        return one(1, 0, 0, -1);
    if (!strcmp(name, "s"))
        return one(1, 0, 0, I);
    if (!strcmp(name, "sdg"))
        return one(1, 0, 0, -I);
    if (!strcmp(name, "sx"))
        return one(0.5 + 0.5 * I, 0.5 - 0.5 * I, 0.5 - 0.5 * I, 0.5 + 0.5 * I);
    if (!strcmp(name, "swap"))
        return (matrix){2, {1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1}};
    if (!strcmp(name, "iswap"))
        return (matrix){2, {1, 0, 0, 0, 0, 0, I, 0, 0, I, 0, 0, 0, 0, 0, 1}};
    if (!strcmp(name, "ecr"))
        return (matrix){2, {0, 0, r, I * r, 0, 0, I * r, r, r, -I * r, 0, 0, -I * r, r, 0, 0}};
    matrix target = fixed(name + 1); /* cx, cy, cz */
    return controlled(&target);
}

static matrix rotation_of(const char *name, const double *a)
{
    if (!strcmp(name, "rx"))
        return rotation(a[0], 0, 1, 1, 0);
    if (!strcmp(name, "ry"))
        return rotation(a[0], 0, -I, I, 0);
    if (!strcmp(name, "rz"))
        return rotation(a[0], 1, 0, 0, -1);
    if (!strcmp(name, "p") || !strcmp(name, "u1"))
        return phase(a[0]);
    if (!strcmp(name, "u3") || !strcmp(name, "U"))
        return u3(a[0], a[1], a[2]);
    if (!strcmp(name, "u2"))
        return u3(PI / 2, a[0], a[1]);
    if (!strcmp(name, "rzz"))
        return two_letters(a[0], "ZZ");
    if (!strcmp(name, "rxx"))
        return two_letters(a[0], "XX");
    if (!strcmp(name, "ryy"))
        return two_letters(a[0], "YY");
    if (!strcmp(name, "rzx"))
        return two_letters(a[0], "ZX");
    matrix target = rotation_of(name + 1, a); /* crx, cry, crz, cp, cu3 */
    return controlled(&target);
}

static void invert(matrix *m)
{
    int size = 1 << m->k;
    matrix old = *m;
    for (int i = 0; i < size; i++)
        for (int j = 0; j < size; j++)
            m->U[i * size + j] = conj(old.U[j * size + i]);
}

/* ---- Random circuits ---- */

typedef struct circuit {
    char text[8192];
    size_t used;
    double values[PARAMETERS];
    state columns[SIZE]; /* of its unitary */
} circuit;

static void add(circuit *c, const char *text)
{
    c->used += (size_t)snprintf(c->text + c->used, sizeof c->text - c->used, "%s", text);
}

static void choose_qubits(int at[3], lb_random *random)
{
    for (int i = 0; i < 3; i++)
        at[i] = i;
    for (int i = 2; i > 0; i--) {
        int j = (int)lb_random_below(random, (uint64_t)i + 1), old = at[i];
        at[i] = at[j];
        at[j] = old;
    }
}

static void run(circuit *c, const matrix *m, const int *at)
{
    for (int i = 0; i < SIZE; i++)
        apply(c->columns[i], m->U, m->k, at);
}

static void add_operands(circuit *c, int k, const int *at)
{
    char text[64];
    for (int i = 0; i < k; i++) {
        snprintf(text, sizeof text, "%s q[%d]", i ? "," : "", at[i]);
        add(c, text);
    }
    add(c, ";\n");
}

/* An angle: a multiple of a parameter, perhaps plus a multiple of pi/2. */
static double add_angle(circuit *c, lb_random *random)
{
    static const char *const forms[] = {"a%d",   "-a%d",       "2*a%d",
                                        "a%d/3", "a%d + pi/2", "(pi - a%d)"};
    int k = (int)lb_random_below(random, PARAMETERS);
    double x = c->values[k];
    double value[] = {x, -x, 2 * x, x / 3, x + PI / 2, PI - x};
    size_t form = lb_random_below(random, 6);
    char text[64];
    snprintf(text, sizeof text, forms[form], k);
    add(c, text);
    return value[form];
}

static void add_fixed(circuit *c, lb_random *random)
{
    static const char *const names[] = {"h",  "x",  "y",  "z",  "s",    "sdg",
                                        "sx", "cx", "cy", "cz", "swap", "iswap"};
    const char *name = names[lb_random_below(random, 12)];
    bool inverse = lb_random_below(random, 3) == 0;
    matrix m = fixed(name);
    int at[3];
    choose_qubits(at, random);
    add(c, inverse ? "inv @ " : "");
    add(c, name);
    add_operands(c, m.k, at);
    if (inverse)
        invert(&m);
    run(c, &m, at);
}

static void add_rotation(circuit *c, lb_random *random)
{
    static const struct {
        const char *name;
        int angles;
        bool clifford_shift; /* a constant pi/2 in its angle is a Clifford gate */
    } gates[] = {{"rx", 1, true},   {"ry", 1, true},   {"rz", 1, true},   {"p", 1, true},
                 {"u1", 1, true},   {"u3", 3, true},   {"U", 3, true},    {"u2", 2, true},
                 {"rzz", 1, true},  {"rxx", 1, true},  {"ryy", 1, true},  {"rzx", 1, true},
                 {"crx", 1, false}, {"cry", 1, false}, {"crz", 1, false}, {"cp", 1, false},
                 {"cu3", 3, false}};
    size_t i = lb_random_below(random, sizeof gates / sizeof *gates);
    bool inverse = lb_random_below(random, 4) == 0;
    double a[3];
    int at[3];
    choose_qubits(at, random);
    add(c, inverse ? "inv @ " : "");
    add(c, gates[i].name);
    add(c, "(");
    for (int j = 0; j < gates[i].angles; j++) {
        add(c, j ? ", " : "");
        if (gates[i].clifford_shift)
            a[j] = add_angle(c, random);
        else {
            int k = (int)lb_random_below(random, PARAMETERS);
            char text[32];
            snprintf(text, sizeof text, "a%d", k);
            add(c, text);
            a[j] = c->values[k];
        }
    }
    add(c, ")");
    matrix m = rotation_of(gates[i].name, a);
    add_operands(c, m.k, at);
    if (inverse)
        invert(&m);
    run(c, &m, at);
}

/* A gate of the file's own, with a loop and modifiers: cp on all pairs by a power. */
static void add_own(circuit *c, lb_random *random)
{
    int k = (int)lb_random_below(random, PARAMETERS), at[3];
    char text[64];
    matrix m = phase(3 * c->values[k] / 2), flip = fixed("cx");
    snprintf(text, sizeof text, "pow(3) @ own(a%d/2)", k);
    choose_qubits(at, random);
    add(c, text);
    add_operands(c, 2, at);
    run(c, &flip, at);
    run(c, &m, at + 1);
    run(c, &flip, at);
    add(c, "for int i in [0:1] { negctrl @ z q[i], q[i + 1]; }\n");
    for (int i = 0; i < 2; i++) {
        matrix z = {2, {1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}};
        run(c, &z, (const int[]){i, i + 1});
    }
}

static void make(circuit *c, lb_random *random)
{
    memset(c, 0, sizeof *c);
    add(c, "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[3] q;\n"
           "gate own(t) x, y { cx x, y; p(t) y; cx x, y; }\n");
    for (int k = 0; k < PARAMETERS; k++) {
        char text[64];
        snprintf(text, sizeof text, "input float[64] a%d;\n", k);
        add(c, text);
        c->values[k] = 6 * lb_random_unit(random) - 3;
    }
    for (int i = 0; i < SIZE; i++)
        c->columns[i][i] = 1;
    for (int g = 0; g < GATES; g++)
        switch (lb_random_below(random, 7)) {
        case 0:
        case 1:
        case 2:
            add_fixed(c, random);
            break;
        case 3:
            add_own(c, random);
            break;
        default:
            add_rotation(c, random);
        }
    add(c, "rx(a0) q[0];\n");
    matrix m = rotation_of("rx", c->values);
    run(c, &m, (const int[]){0});
}

/* ---- What was read ---- */

static void apply_string(state v, const lb_string_t P)
{
    for (uint32_t q = 0; q < N; q++) {
        char letter = lb_string_letter(P, q);
        static const char letters[] = "xyz";
        if (letter != 'I') {
            char name[2] = {letters[letter - 'X'], '\0'};
            matrix m = fixed(name);
            apply(v, m.U, 1, (const int[]){(int)q});
        }
    }
}

/* exp(-i a H), the terms of which commute. */
static void apply_rotation(state v, const lb_sum_struct *H, double a)
{
    for (size_t t = 0; t < H->length; t++) {
        double b = a * mpq_get_d(&H->coefficients[t]);
        state w;
        memcpy(w, v, sizeof w);
        apply_string(w, &H->strings[t]);
        for (int i = 0; i < SIZE; i++)
            v[i] = cos(b) * v[i] - I * sin(b) * w[i];
    }
}

static void apply_gate(state v, const lb_layers_struct *L, const lb_gate *gate, const circuit *c)
{
    static const char *const names[LB_FIXED_GATES] = {
        "h", "s", "sdg", "x", "y", "z", "sx", "sxdg", "cx", "cy", "cz", "swap", "iswap", "ecr"};
    if (!gate->is_fixed) {
        const char *name = L->parts[LB_LAYER].angle_names[gate->angle];
        ck_assert_int_eq(name[0], 'a');
        apply_rotation(v, &L->axes[gate->generator],
                       mpq_get_d(gate->factor) * c->values[atoi(name + 1)]);
        return;
    }
    int at[2] = {(int)gate->qubits[0], (int)gate->qubits[1]};
    bool inverse = gate->fixed == LB_GATE_SXDG;
    matrix m = fixed(inverse ? "sx" : names[gate->fixed]);
    if (inverse)
        invert(&m);
    apply(v, m.U, m.k, at);
}

/* tr U^dagger V for the unitary U of c and the gates of A. */
static double complex overlap(const lb_ansatz_t A, const circuit *c)
{
    double complex trace = 0;
    for (int i = 0; i < SIZE; i++) {
        state v = {0};
        v[i] = 1;
        for (int p = 0; p < LB_PARTS; p++)
            for (size_t g = 0; g < A->layers->parts[p].count; g++)
                apply_gate(v, A->layers, &A->layers->parts[p].gates[g], c);
        for (int j = 0; j < SIZE; j++)
            trace += conj(v[j]) * c->columns[i][j];
    }
    return trace;
}

static void read_circuit(lb_ansatz_t A, const char *text, size_t length)
{
    lb_error error;
    lb_status status = lb_ansatz_parse(A, text, length, "test.qasm", NULL, 0, &error);
    ck_assert_msg(!status, "%zu:%zu: %s\n%s", error.line, error.column, error.message, text);
}

START_TEST(test_unitaries)
{
    lb_random random;
    static circuit c;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(2000); trial++) {
        make(&c, &random);
        lb_ansatz_t A;
        read_circuit(A, c.text, c.used);
        double complex trace = overlap(A, &c);
        ck_assert_msg(fabs(cabs(trace) - SIZE) < 1e-9, "|tr U^dagger V| = %g\n%s", cabs(trace),
                      c.text);
        lb_ansatz_clear(A);
    }
}
END_TEST

/* ---- What is printed ---- */

static void random_string(lb_string_t P, lb_random *random)
{
    lb_string_identity(P);
    for (uint32_t q = 0; q < N; q++)
        lb_string_set_letter(P, q, "IXYZ"[lb_random_below(random, 4)]);
}

/* One to three strings that commute. */
static size_t add_generator(lb_layers_struct *L, lb_random *random)
{
    lb_sum_t H;
    lb_string_t P;
    mpq_t c;
    lb_sum_init(H, N);
    lb_string_init(P);
    mpq_init(c);
    for (size_t wanted = 1 + lb_random_below(random, 3); H->length < wanted;) {
        random_string(P, random);
        bool commutes = true;
        for (size_t i = 0; i < H->length; i++)
            commutes &= !lb_string_anticommutes(P, &H->strings[i]);
        mpq_set_si(c, 1 + (long)lb_random_below(random, 5), 1 + lb_random_below(random, 3));
        mpq_canonicalize(c);
        if (lb_random_below(random, 2))
            mpq_neg(c, c);
        if (commutes && P->length)
            lb_sum_append(H, c, P);
    }
    size_t k = lb_layers_add_generator(L, NULL, H);
    mpq_clear(c);
    lb_string_clear(P);
    lb_sum_clear(H);
    return k;
}

static void random_layer(lb_ansatz_t A, lb_random *random)
{
    lb_layers_struct *L = lb_layers_new(N);
    mpq_t factor;
    lb_error error;
    mpq_init(factor);
    for (int g = 0; g < GATES; g++) {
        int at[3];
        choose_qubits(at, random);
        if (lb_random_below(random, 2)) {
            lb_fixed_gate gate = (lb_fixed_gate)lb_random_below(random, LB_FIXED_GATES);
            lb_layers_add_fixed(L, g < 3 ? LB_FIRST_LAYER : LB_LAYER, gate,
                                (const uint32_t[]){(uint32_t)at[0], (uint32_t)at[1]});
            continue;
        }
        char name[8];
        snprintf(name, sizeof name, "a%d", (int)lb_random_below(random, PARAMETERS));
        mpq_set_si(factor, (long)lb_random_below(random, 7) - 3, 1 + lb_random_below(random, 2));
        mpq_canonicalize(factor);
        if (!mpq_sgn(factor))
            mpq_set_ui(factor, 1, 1);
        lb_layers_add_rotation(L, LB_LAYER, add_generator(L, random),
                               lb_layers_angle(L, LB_LAYER, name), factor);
    }
    lb_layers_add_rotation(L, LB_LAYER, add_generator(L, random),
                           lb_layers_angle(L, LB_LAYER, "a0"), NULL);
    lb_ansatz_init(A, "", N);
    ck_assert(!lb_ansatz_set_layers(A, L, NULL, &error));
    mpq_clear(factor);
}

/* The unitary of a circuit is that of its text. */
START_TEST(test_printed)
{
    lb_random random;
    lb_error error;
    static circuit c;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(1000); trial++) {
        lb_ansatz_t A, B;
        random_layer(A, &random);
        memset(&c, 0, sizeof c);
        for (int k = 0; k < PARAMETERS; k++)
            c.values[k] = 6 * lb_random_unit(&random) - 3;
        char *text = NULL;
        size_t size = 0;
        FILE *stream = open_memstream(&text, &size);
        ck_assert_ptr_nonnull(stream);
        ck_assert(!lb_ansatz_print_in(stream, A, LB_LANGUAGE_QASM, &error));
        ck_assert(!fclose(stream));
        read_circuit(B, text, size);
        for (int i = 0; i < SIZE; i++) {
            c.columns[i][i] = 1;
            for (int p = 0; p < LB_PARTS; p++)
                for (size_t g = 0; g < A->layers->parts[p].count; g++)
                    apply_gate(c.columns[i], A->layers, &A->layers->parts[p].gates[g], &c);
        }
        double complex trace = overlap(B, &c);
        ck_assert_msg(fabs(cabs(trace) - SIZE) < 1e-9, "|tr U^dagger V| = %g\n%s", cabs(trace),
                      text);
        free(text);
        lb_ansatz_clear(A);
        lb_ansatz_clear(B);
    }
}
END_TEST

LB_TEST_MAIN("qasm", test_unitaries, test_printed)
