#include "training/states/loss.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* i times a turn with sine s: P in place of -i P. */
static lb_turn string_of(const lb_term *term, size_t lanes)
{
    lb_turn T = lb_turn_make(term, lanes);
    double factor = T.crosses ? term->coefficient : -term->coefficient;
    T.crosses = !T.crosses;
    for (size_t l = 0; l < LB_REGISTER; l++) {
        T.sines[0][l] *= factor;
        T.sines[1][l] *= factor;
    }
    return T;
}

/* c where O has c X_q for every qubit q of the vector, else 0. */
static double find_flip(const lb_term *terms, size_t count, size_t size)
{
    double c = 0;
    uint64_t qubits = 0;
    for (size_t t = 0; t < count; t++) {
        if (terms[t].z || __builtin_popcountll(terms[t].x) != 1)
            continue;
        if (qubits && terms[t].coefficient != c)
            return 0;
        c = terms[t].coefficient;
        qubits |= terms[t].x;
    }
    return qubits + 1 == size ? c : 0;
}

static lb_term *list_terms(lb_measurement *M, const lb_sum_t O, size_t *count)
{
    lb_term *terms = lb_malloc(O->length, sizeof *terms);
    *count = 0;
    for (size_t t = 0; t < O->length; t++) {
        const lb_string_struct *P = &O->strings[t];
        double c = mpq_get_d(&O->coefficients[t]);
        if (P->length)
            terms[(*count)++] = (lb_term){P->blocks[0].x, P->blocks[0].z, c};
        else
            M->constant = c;
    }
    return terms;
}

void lb_measurement_init(lb_measurement *M, const lb_sum_t O, const lb_program *P)
{
    size_t count, diagonal = 0;
    *M = (lb_measurement){0};
    lb_term *terms = list_terms(M, O, &count), *of_z = lb_malloc(count, sizeof *of_z);
    M->turns = lb_malloc_aligned(count, sizeof *M->turns);
    M->measured.flip = find_flip(terms, count, P->circuit->size);
    for (size_t t = 0; t < count; t++)
        if (!terms[t].x)
            of_z[diagonal++] = terms[t];
        else if (M->measured.flip == 0 || terms[t].z || __builtin_popcountll(terms[t].x) > 1)
            M->turns[M->turn_count++] = string_of(&terms[t], P->lanes);
    if (diagonal) {
        lb_diagonal_init(&M->diagonal, of_z, diagonal, P->registers, P->lanes);
        M->measured.rows = M->diagonal.rows;
        M->measured.weights = M->diagonal.weights;
    }
    M->measured.lanes = P->lanes > 1;
    M->measured.qubits = (unsigned)__builtin_ctzll(P->registers);
    free(terms);
    free(of_z);
}

void lb_measurement_clear(lb_measurement *M)
{
    lb_diagonal_clear(&M->diagonal);
    free(M->turns);
    *M = (lb_measurement){0};
}

typedef struct measuring {
    const lb_measurement *M;
    lb_sweep *S;
} measuring;

static void measure_piece(void *context, int thread, size_t piece)
{
    const measuring *m = context;
    size_t N = m->S->program->registers, begin = piece * LB_SWEEP_PIECE,
           end = begin + LB_SWEEP_PIECE < N ? begin + LB_SWEEP_PIECE : N;
    (void)thread;
    m->S->kernel->measure(&m->S->both, begin, end, &m->M->measured,
                          m->S->sums + LB_REGISTER * piece);
}

void lb_measurement_apply(const lb_measurement *M, lb_sweep *S, double *value)
{
    double sums[2 * LB_REGISTER] __attribute__((aligned(64)));
    size_t N = S->program->registers;
    measuring m = {M, S};
    lb_sweep_each(S, S->pieces, measure_piece, &m);
    for (size_t t = 0; t < M->turn_count; t++)
        S->kernel->accumulate(&S->both, N, &M->turns[t], sums);
    if (M->turn_count)
        S->kernel->overlap(&S->both, N, sums);
    for (size_t l = 0; l < LB_REGISTER; l++) {
        value[l] = M->turn_count ? sums[l] : 0;
        for (size_t p = 0; p < S->pieces && !M->turn_count; p++)
            value[l] += S->sums[LB_REGISTER * p + l];
    }
    lb_sweep_sum_lanes(S, value);
    for (size_t l = 0; l < LB_REGISTER; l++)
        value[l] += M->constant;
}

void lb_overlap_apply(const double *phi, lb_sweep *S, double *value)
{
    double sums[2 * LB_REGISTER] __attribute__((aligned(64))),
        minus[2 * LB_REGISTER] __attribute__((aligned(64)));
    size_t N = S->program->registers;
    memcpy(S->both.re[1], phi, 2 * LB_REGISTER * N * sizeof *phi);
    S->kernel->overlap(&S->both, N, sums);
    lb_sweep_sum_lanes(S, sums);
    lb_sweep_sum_lanes(S, sums + LB_REGISTER);
    for (size_t l = 0; l < LB_REGISTER; l++) {
        size_t from = S->program->lanes == 1 ? l : 0;
        double re = sums[from], im = sums[LB_REGISTER + from];
        value[l] = 1 - (re * re + im * im);
        minus[l] = -re;
        minus[LB_REGISTER + l] = -im;
    }
    S->kernel->scale(&S->both, N, minus);
}

/* ---- Fixed gates ---- */

/* Gates as sums of strings on their qubits. */
typedef struct gate_term {
    double re, im;
    char letters[3];
} gate_term;

static const gate_term gate_terms[LB_FIXED_GATES][4] = {
    [LB_GATE_H] = {{M_SQRT1_2, 0, "X"}, {M_SQRT1_2, 0, "Z"}},
    [LB_GATE_S] = {{0.5, 0.5, "I"}, {0.5, -0.5, "Z"}},
    [LB_GATE_SDG] = {{0.5, -0.5, "I"}, {0.5, 0.5, "Z"}},
    [LB_GATE_X] = {{1, 0, "X"}},
    [LB_GATE_Y] = {{1, 0, "Y"}},
    [LB_GATE_Z] = {{1, 0, "Z"}},
    [LB_GATE_SX] = {{0.5, 0.5, "I"}, {0.5, -0.5, "X"}},
    [LB_GATE_SXDG] = {{0.5, -0.5, "I"}, {0.5, 0.5, "X"}},
    [LB_GATE_CX] = {{0.5, 0, "II"}, {0.5, 0, "ZI"}, {0.5, 0, "IX"}, {-0.5, 0, "ZX"}},
    [LB_GATE_CY] = {{0.5, 0, "II"}, {0.5, 0, "ZI"}, {0.5, 0, "IY"}, {-0.5, 0, "ZY"}},
    [LB_GATE_CZ] = {{0.5, 0, "II"}, {0.5, 0, "ZI"}, {0.5, 0, "IZ"}, {-0.5, 0, "ZZ"}},
    [LB_GATE_SWAP] = {{0.5, 0, "II"}, {0.5, 0, "XX"}, {0.5, 0, "YY"}, {0.5, 0, "ZZ"}},
    [LB_GATE_ISWAP] = {{0.5, 0, "II"}, {0.5, 0, "ZZ"}, {0, 0.5, "XX"}, {0, 0.5, "YY"}},
    [LB_GATE_ECR] = {{M_SQRT1_2, 0, "XI"}, {-M_SQRT1_2, 0, "YX"}},
};

/* w += c P v for the string with these bits; powers of i from Y = i X Z. */
static void add_string(double *w, const double *v, size_t size, size_t x, size_t z, double re,
                       double im)
{
    for (int y = __builtin_popcountll(x & z); y > 0; y--) {
        double old = re;
        re = -im;
        im = old;
    }
    for (size_t k = 0; k < size; k++) {
        double sign = __builtin_parityll(k & z) ? -1 : 1;
        w[k ^ x] += sign * (re * v[k] - im * v[size + k]);
        w[size + (k ^ x)] += sign * (re * v[size + k] + im * v[k]);
    }
}

/* w += conj(c) P v. */
static void add_term(double *w, const double *v, size_t size, const gate_term *term,
                     const uint32_t qubits[2])
{
    size_t x = 0, z = 0;
    for (int i = 0; term->letters[i]; i++) {
        size_t bit = (size_t)1 << qubits[i];
        x |= term->letters[i] == 'X' || term->letters[i] == 'Y' ? bit : 0;
        z |= term->letters[i] == 'Z' || term->letters[i] == 'Y' ? bit : 0;
    }
    add_string(w, v, size, x, z, term->re, -term->im);
}

/* w = exp(i f pi P) v. */
static void undo_turn(double *w, const double *v, size_t size, const lb_gate *gate)
{
    const lb_block *block = gate->string->blocks;
    double angle = M_PI * mpq_get_d(gate->factor);
    bool identity = gate->string->length == 0;
    add_string(w, v, size, 0, 0, cos(angle), identity ? sin(angle) : 0);
    if (!identity)
        add_string(w, v, size, block->x, block->z, 0, sin(angle));
}

static void undo_part(double *v, double *w, size_t size, const lb_layers_part *part)
{
    for (size_t g = part->count; g-- > 0;) {
        const lb_gate *gate = &part->gates[g];
        if (!gate->is_fixed)
            continue;
        memset(w, 0, 2 * size * sizeof *w);
        if (gate->is_turn)
            undo_turn(w, v, size, gate);
        for (int t = 0; !gate->is_turn && t < 4 && gate_terms[gate->fixed][t].letters[0]; t++)
            add_term(w, v, size, &gate_terms[gate->fixed][t], gate->qubits);
        memcpy(v, w, 2 * size * sizeof *v);
    }
}

void lb_fixed_gates_undo(double *v, size_t total, const lb_ansatz_t A, size_t layers)
{
    size_t size = (size_t)1 << total;
    if (!A->layers)
        return;
    double *w = lb_malloc(2 * size, sizeof *w);
    for (size_t l = 0; l < layers; l++)
        undo_part(v, w, size, &A->layers->parts[LB_LAYER]);
    undo_part(v, w, size, &A->layers->parts[LB_FIRST_LAYER]);
    free(w);
}
