/* Fixed gates that are no Clifford gates: dimension and orbit of random circuits, which are proved, against
 * explicit matrices: rotations of many layers, each conjugated by the fixed gates before it, and the
 * closure of these under commutators in floating point. */

#include <check.h>
#include <complex.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/bound.h>
#include <liebound/dimension.h>
#include <liebound/layers.h>

#include "base/random.h"
#include "matrices.h"
#include "support.h"

enum { SIZE = 8, ENTRIES = SIZE * SIZE, LAYERS = 40 };

static size_t qubits, size;

typedef struct matrix {
    amplitude at[ENTRIES];
} matrix;

static matrix multiply(const matrix *a, const matrix *b)
{
    matrix c = {{0}};
    for (size_t i = 0; i < size; i++)
        for (size_t k = 0; k < size; k++)
            for (size_t j = 0; j < size; j++)
                c.at[i * size + j] += a->at[i * size + k] * b->at[k * size + j];
    return c;
}

static matrix adjoint(const matrix *a)
{
    matrix c;
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++)
            c.at[i * size + j] = conj(a->at[j * size + i]);
    return c;
}

static matrix identity(void)
{
    matrix c = {{0}};
    for (size_t i = 0; i < size; i++)
        c.at[i * size + i] = 1;
    return c;
}

/* Qubit 0 has the highest bit, as sum_matrix has it. */
static size_t bit(size_t q)
{
    return (size_t)1 << (qubits - 1 - q);
}

/* A matrix on some qubits, the first of which is the upper bit of its index. */
static matrix embed(const amplitude *U, const size_t *at, size_t count)
{
    matrix c = {{0}};
    for (size_t column = 0; column < size; column++) {
        size_t from = 0, rest = column;
        for (size_t i = 0; i < count; i++) {
            from = 2 * from + ((column & bit(at[i])) != 0);
            rest &= ~bit(at[i]);
        }
        for (size_t to = 0; to < (size_t)1 << count; to++) {
            size_t row = rest;
            for (size_t i = 0; i < count; i++)
                row |= to >> (count - 1 - i) & 1 ? bit(at[i]) : 0;
            c.at[row * size + column] = U[(to << count) + from];
        }
    }
    return c;
}

/* ---- Gates as the language has them ---- */

static const struct {
    const char *name;
    size_t count;
} gates[] = {{"H", 1},    {"T", 1},  {"Tdg", 1}, {"S", 1},   {"CX", 2},   {"CS", 2},
             {"CSdg", 2}, {"CH", 2}, {"CCX", 3}, {"CCZ", 3}, {"CSWAP", 3}};

static matrix gate_matrix(const char *name, const size_t *at)
{
    const double h = sqrt(0.5);
    amplitude U[64] = {0};
    size_t count = 1, rows;
    for (size_t g = 0; g < sizeof gates / sizeof *gates; g++)
        if (!strcmp(gates[g].name, name))
            count = gates[g].count;
    rows = (size_t)1 << count;
    for (size_t i = 0; i < rows; i++)
        U[rows * i + i] = 1;
    amplitude *corner = U + (rows - 2) * rows + rows - 2;
    bool hadamard = strstr(name, "H"), flips = !strcmp(name, "CX") || !strcmp(name, "CCX");
    if (hadamard) {
        corner[0] = corner[1] = corner[rows] = h;
        corner[rows + 1] = -h;
    } else if (flips) {
        corner[0] = corner[rows + 1] = 0;
        corner[1] = corner[rows] = 1;
    } else if (!strcmp(name, "CSWAP")) {
        U[5 * 8 + 5] = U[6 * 8 + 6] = 0;
        U[5 * 8 + 6] = U[6 * 8 + 5] = 1;
    } else {
        corner[rows + 1] = !strcmp(name, "T")                          ? cexp(I * acos(-1) / 4)
                           : !strcmp(name, "Tdg")                      ? cexp(-I * acos(-1) / 4)
                           : !strcmp(name, "S") || !strcmp(name, "CS") ? I
                           : !strcmp(name, "CSdg")                     ? -I
                                                                       : -1;
    }
    return embed(U, at, count);
}

/* ---- A random circuit ---- */

typedef struct circuit {
    char text[2048];
    matrix axes[3], before[3]; /* and the fixed gates of the layer before each */
    matrix layer;
    size_t count;
} circuit;

static void append_string(circuit *c, size_t *used, lb_random *random)
{
    lb_sum_t H;
    lb_string_t P;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_string_init(P);
    lb_sum_init(H, qubits);
    lb_string_set_letter(P, (uint32_t)lb_random_below(random, qubits), 'X');
    for (uint32_t q = 0; q < qubits; q++)
        if (lb_random_below(random, 2))
            lb_string_set_letter(P, q, "IXYZ"[lb_random_below(random, 4)]);
    if (!P->length)
        lb_string_set_letter(P, 0, 'Z');
    lb_sum_append(H, one, P);
    char *text = lb_string_text(P, qubits, 0);
    *used += (size_t)snprintf(c->text + *used, sizeof c->text - *used, "rotate = %s\n", text);
    amplitude *M = sum_matrix(H);
    for (size_t i = 0; i < size * size; i++)
        c->axes[c->count].at[i] = I * M[i];
    c->before[c->count++] = c->layer;
    free(M);
    free(text);
    lb_sum_clear(H);
    lb_string_clear(P);
    mpq_clear(one);
}

static void append_gate(circuit *c, size_t *used, lb_random *random)
{
    size_t g, at[3], count;
    do
        g = lb_random_below(random, sizeof gates / sizeof *gates);
    while (gates[g].count > qubits);
    count = gates[g].count;
    at[0] = lb_random_below(random, qubits);
    at[1] = (at[0] + 1 + lb_random_below(random, qubits > 1 ? qubits - 1 : 1)) % qubits;
    at[2] = 3 - at[0] - at[1];
    *used += (size_t)snprintf(c->text + *used, sizeof c->text - *used, "apply %s[", gates[g].name);
    for (size_t i = 0; i < count; i++)
        *used +=
            (size_t)snprintf(c->text + *used, sizeof c->text - *used, "%s%zu", i ? "," : "", at[i]);
    *used += (size_t)snprintf(c->text + *used, sizeof c->text - *used, "]\n");
    matrix U = gate_matrix(gates[g].name, at);
    c->layer = multiply(&U, &c->layer);
}

static void make(circuit *c, lb_random *random)
{
    memset(c, 0, sizeof *c);
    qubits = 1 + lb_random_below(random, 3);
    size = (size_t)1 << qubits;
    c->layer = identity();
    size_t used = (size_t)snprintf(c->text, sizeof c->text, "qubits %zu\nlayer\n", qubits);
    append_string(c, &used, random);
    for (size_t steps = 1 + lb_random_below(random, 4); steps > 0; steps--)
        if (c->count < 2 && lb_random_below(random, 3) == 0)
            append_string(c, &used, random);
        else
            append_gate(c, &used, random);
    snprintf(c->text + used, sizeof c->text - used, "state zero\nstate plus\n");
}

/* ---- Floating spaces ---- */

typedef struct space {
    size_t count;
    matrix rows[ENTRIES];
} space;

static double scale(matrix *m)
{
    double norm = 0;
    for (size_t i = 0; i < size * size; i++)
        norm += creal(m->at[i] * conj(m->at[i]));
    norm = sqrt(norm);
    for (size_t i = 0; i < size * size && norm > 0; i++)
        m->at[i] /= norm;
    return norm;
}

/* Real combinations; twice, for what rounding leaves. */
static bool insert(space *s, matrix m)
{
    if (scale(&m) < 1e-9)
        return false;
    for (int pass = 0; pass < 2; pass++)
        for (size_t r = 0; r < s->count; r++) {
            double product = 0;
            for (size_t i = 0; i < size * size; i++)
                product += creal(conj(s->rows[r].at[i]) * m.at[i]);
            for (size_t i = 0; i < size * size; i++)
                m.at[i] -= product * s->rows[r].at[i];
        }
    if (scale(&m) < 1e-7)
        return false;
    s->rows[s->count++] = m;
    return true;
}

static void close_algebra(space *s, const circuit *c)
{
    static space generators;
    generators.count = s->count = 0;
    matrix power = identity();
    for (size_t l = 0; l < LAYERS; l++) {
        for (size_t k = 0; k < c->count; k++) {
            matrix V = multiply(&c->before[k], &power), back = adjoint(&V);
            matrix HV = multiply(&c->axes[k], &V);
            insert(&generators, multiply(&back, &HV));
        }
        power = multiply(&c->layer, &power);
    }
    for (size_t k = 0; k < generators.count; k++)
        insert(s, generators.rows[k]);
    for (size_t r = 0; r < s->count; r++)
        for (size_t k = 0; k < generators.count; k++) {
            matrix ab = multiply(&generators.rows[k], &s->rows[r]);
            matrix ba = multiply(&s->rows[r], &generators.rows[k]);
            for (size_t i = 0; i < size * size; i++)
                ab.at[i] -= ba.at[i];
            insert(s, ab);
        }
}

/* The state in a column; its orbit. */
static size_t orbit_dimension(const space *g, bool plus)
{
    space s = {.count = 0};
    for (size_t r = 0; r <= g->count; r++) {
        matrix v = {{0}};
        for (size_t i = 0; i < size; i++)
            for (size_t j = 0; j < size; j++)
                if (plus || j == 0)
                    v.at[i * size] += r ? g->rows[r - 1].at[i * size + j] : i == j ? I : 0;
        insert(&s, v);
    }
    return s.count - 1;
}

/* ---- The test ---- */

static void check_circuit(const circuit *c)
{
    static space g;
    lb_ansatz_t A;
    lb_error error;
    lb_dimension *d;
    mpz_t D;
    mpz_init(D);
    lb_ansatz_source source = {
        .name = "text.alg", .text = c->text, .length = strlen(c->text), .square_roots = true};
    ck_assert_msg(!lb_ansatz_read(A, &source, &error), "%s\n%s", error.message, c->text);
    close_algebra(&g, c);
    ck_assert(!lb_dimension_compute(&d, A, NULL, &error));
    ck_assert(lb_dimension_is_proved(d));
    lb_dimension_at_least(D, d);
    ck_assert_msg(!mpz_cmp_ui(D, g.count), "%lu, not %zu\n%s", mpz_get_ui(D), g.count, c->text);
    lb_bound_t B;
    lb_bound_options options = {.state = LB_BOUND_ALL_STATES, .seeds = 1};
    lb_bound_init(B);
    ck_assert(!lb_bound_compute(B, A, lb_dimension_closure(d), &options, &error));
    ck_assert_msg(!B->disagrees, "%s", c->text);
    for (size_t s = 0; s < 2; s++) {
        size_t orbit = orbit_dimension(&g, s == 1);
        ck_assert_msg(mpz_cmp_ui(B->states[s].rank.at_least, orbit) <= 0 &&
                          mpz_cmp_ui(B->states[s].rank.at_most, orbit) >= 0,
                      "%zu, not %lu .. %lu\n%s", orbit, mpz_get_ui(B->states[s].rank.at_least),
                      mpz_get_ui(B->states[s].rank.at_most), c->text);
        ck_assert_msg(B->states[s].rank.proved, "%s", c->text);
    }
    lb_bound_clear(B);
    lb_dimension_free(d);
    lb_ansatz_clear(A);
    mpz_clear(D);
}

START_TEST(test_turns)
{
    static circuit c;
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t trial = 0; trial < lb_test_count(300); trial++) {
        make(&c, &random);
        check_circuit(&c);
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("turns");
    tcase_add_test(cases, test_turns);
    return lb_test_run_cases("turns", cases);
}
