#include "training/states/program.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

lb_turn lb_turn_make(const lb_spectral_term *term, size_t lanes)
{
    lb_rotation r = lb_rotation_make(term->x, term->z, 0, 1);
    lb_turn T = {.x = (size_t)term->x / lanes,
                 .z = (size_t)term->z / lanes,
                 .lanes = (unsigned)(term->x % lanes),
                 .crosses = r.crosses};
    for (size_t l = 0; l < LB_REGISTER; l++) {
        double sign = __builtin_parityll(l & (term->z % lanes)) ? -r.sine : r.sine;
        T.signs[0][l] = T.sines[0][l] = sign;
        T.signs[1][l] = T.sines[1][l] = -sign;
    }
    return T;
}

static bool is_diagonal(const lb_circuit_generator *G)
{
    for (size_t t = 0; t < G->length; t++)
        if (G->terms[t].x)
            return false;
    return true;
}

bool lb_term_is_mirror(const lb_spectral_term *term, size_t size)
{
    return !term->z && size > 2 && term->x == size - 1;
}

/* The qubits of c sum_q X_q, X .. X left out; 0 when it is none, or when the lanes have some of them
 * only. */
static uint64_t flip_qubits(const lb_circuit_generator *G, size_t size, size_t lanes)
{
    uint64_t qubits = 0;
    for (size_t t = 0; t < G->length; t++) {
        const lb_spectral_term *term = &G->terms[t];
        bool mirror = lb_term_is_mirror(term, size);
        if (term->z || (!mirror && __builtin_popcountll(term->x) != 1) ||
            term->coefficient != G->terms[0].coefficient)
            return 0;
        qubits |= mirror ? 0 : term->x;
    }
    return qubits % lanes == 0 || qubits % lanes == lanes - 1 ? qubits : 0;
}

/* The next group at bit q of the register numbers, of a run that ends inside a piece or at its
 * end: four qubits go by two and two. */
static unsigned group_length(uint64_t qubits, unsigned q)
{
    unsigned run = 0, end = q < LB_PIECE_BITS ? LB_PIECE_BITS : 64;
    while (q + run < end && qubits >> (q + run) & 1)
        run++;
    return run >= 3 && run != 4 ? 3 : run >= 2 ? 2 : run;
}

static void set_groups(lb_shape *S, uint64_t qubits, size_t size, size_t lanes)
{
    S->flips = (unsigned)S->generator->length;
    for (size_t t = 0; t < S->generator->length; t++)
        if (lb_term_is_mirror(&S->generator->terms[t], size))
            S->mirror = lanes == 1 ? LB_MIRROR_REGISTERS : LB_MIRROR_LANES;
    S->coefficient = S->generator->terms[0].coefficient;
    S->lanes = qubits % lanes != 0;
    qubits /= lanes;
    for (unsigned q = 0, count; q < 48; q += count ? count : 1) {
        count = group_length(qubits, q);
        if (!count)
            continue;
        S->group[S->groups++] = (lb_flip_group){(size_t)1 << q, count};
        S->local += q < LB_PIECE_BITS;
    }
}

static void set_shape(lb_shape *S, const lb_circuit_generator *G, size_t registers, size_t lanes)
{
    uint64_t flips = flip_qubits(G, registers * lanes, lanes);
    S->generator = G;
    if (G->form == LB_FORM_ZERO)
        S->kind = LB_SHAPE_ZERO;
    else if (is_diagonal(G)) {
        S->kind = LB_SHAPE_DIAGONAL;
        lb_diagonal_init(&S->diagonal, G->terms, G->length, registers, lanes);
    } else if (flips) {
        S->kind = LB_SHAPE_FLIPS;
        set_groups(S, flips, registers * lanes, lanes);
    } else
        S->kind = G->form == LB_FORM_COMMUTING ? LB_SHAPE_TURNS : LB_SHAPE_OTHER;
    if (S->kind < LB_SHAPE_TURNS)
        return;
    S->turns = lb_malloc_aligned(G->length, sizeof *S->turns);
    for (size_t t = 0; t < G->length; t++)
        S->turns[t] = lb_turn_make(&G->terms[t], lanes);
}

/* Registers of arguments: of a cosine and a sine for each value, term, or lane. */
static size_t count_arguments(const lb_shape *S, size_t lanes)
{
    size_t values = S->diagonal.value_count;
    switch (S->kind) {
    case LB_SHAPE_ZERO:
        return 0;
    case LB_SHAPE_DIAGONAL:
        return lanes == 1 ? values : (values + LB_REGISTER - 1) / LB_REGISTER;
    case LB_SHAPE_TURNS:
        return S->generator->length;
    default:
        return 1;
    }
}

static void list_steps(lb_program *P)
{
    P->steps = lb_malloc(P->gate_count, sizeof *P->steps);
    for (size_t j = 0; j < P->gate_count; j++) {
        lb_shape_kind kind = P->gates[j]->kind;
        lb_program_step *last = P->step_count ? &P->steps[P->step_count - 1] : NULL;
        if (kind == LB_SHAPE_ZERO)
            continue;
        if (kind == LB_SHAPE_FLIPS && last && last->diagonal != SIZE_MAX &&
            last->flips == SIZE_MAX) {
            last->flips = j;
            continue;
        }
        P->steps[P->step_count++] =
            (lb_program_step){.diagonal = kind == LB_SHAPE_DIAGONAL ? j : SIZE_MAX,
                              .flips = kind == LB_SHAPE_FLIPS ? j : SIZE_MAX,
                              .other = kind >= LB_SHAPE_TURNS ? j : SIZE_MAX};
    }
}

void lb_program_init(lb_program *P, const lb_circuit *circuit, size_t gates, size_t lanes)
{
    assert(circuit->size >= lanes && (lanes == 1 || lanes == LB_REGISTER));
    *P = (lb_program){.circuit = circuit,
                      .lanes = lanes,
                      .registers = circuit->size / lanes,
                      .shape_count = circuit->generator_count,
                      .gate_count = gates};
    P->shapes = lb_calloc(P->shape_count, sizeof *P->shapes);
    P->gates = lb_malloc(gates, sizeof *P->gates);
    P->places = lb_malloc(gates, sizeof *P->places);
    P->flip_places = lb_malloc(gates, sizeof *P->flip_places);
    for (size_t k = 0; k < P->shape_count; k++) {
        set_shape(&P->shapes[k], &circuit->generators[k], P->registers, lanes);
        if (P->shapes[k].diagonal.row_count > P->rows)
            P->rows = P->shapes[k].diagonal.row_count;
        P->has_mirror = P->has_mirror || P->shapes[k].mirror;
    }
    for (size_t j = 0; j < gates; j++) {
        P->gates[j] = &P->shapes[circuit->order ? circuit->order[j] : j % P->shape_count];
        P->places[j] = LB_REGISTER * P->arguments;
        P->flip_places[j] = P->flips;
        P->arguments += count_arguments(P->gates[j], lanes);
        P->flips += P->gates[j]->kind == LB_SHAPE_FLIPS;
    }
    list_steps(P);
}

void lb_program_clear(lb_program *P)
{
    for (size_t k = 0; k < P->shape_count; k++) {
        lb_diagonal_clear(&P->shapes[k].diagonal);
        free(P->shapes[k].turns);
    }
    free(P->shapes);
    free(P->gates);
    free(P->places);
    free(P->flip_places);
    free(P->steps);
    *P = (lb_program){0};
}
