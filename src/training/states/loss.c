#include "training/states/loss.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* i times a turn with sine s: P in place of -i P. */
static lb_turn string_of(const lb_spectral_term *term, size_t lanes)
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
static double find_flip(const lb_spectral_term *terms, size_t count, size_t size)
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

static lb_spectral_term *list_terms(lb_measurement *M, const lb_sum_t O, size_t *count)
{
    lb_spectral_term *terms = lb_malloc(O->length, sizeof *terms);
    *count = 0;
    for (size_t t = 0; t < O->length; t++) {
        const lb_string_struct *P = &O->strings[t];
        double c = mpq_get_d(&O->coefficients[t]);
        if (P->length)
            terms[(*count)++] = (lb_spectral_term){P->blocks[0].x, P->blocks[0].z, c};
        else
            M->constant = c;
    }
    return terms;
}

void lb_measurement_init(lb_measurement *M, const lb_sum_t O, const lb_program *P)
{
    size_t count, diagonal = 0;
    *M = (lb_measurement){0};
    lb_spectral_term *terms = list_terms(M, O, &count), *of_z = lb_malloc(count, sizeof *of_z);
    M->turns = lb_malloc_aligned(count, sizeof *M->turns);
    M->measured.flip = find_flip(terms, count, P->circuit->size);
    for (size_t t = 0; t < count; t++)
        if (!terms[t].x)
            of_z[diagonal++] = terms[t];
        else if (terms[t].coefficient == M->measured.flip &&
                 lb_term_is_mirror(&terms[t], P->circuit->size))
            M->measured.mirror = P->lanes == 1 ? LB_MIRROR_REGISTERS : LB_MIRROR_LANES;
        else if (M->measured.flip == 0 || terms[t].z || __builtin_popcountll(terms[t].x) > 1)
            M->turns[M->turn_count++] = string_of(&terms[t], P->lanes);
    if (diagonal) {
        lb_diagonal_init(&M->diagonal, of_z, diagonal, P->registers, P->lanes);
        M->measured.rows = M->diagonal.rows;
        M->measured.weights = M->diagonal.weights;
    }
    M->measured.lanes = P->lanes > 1;
    M->measured.qubits = (unsigned)__builtin_ctzll(P->registers);
    M->measured.last = P->registers - 1;
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
