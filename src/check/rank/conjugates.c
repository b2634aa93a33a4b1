/* A claim of the dimension of an orbit by conjugated generators. Lines that follow each other with the
 * same generators are the lanes of one panel. */

#include "check/rank/rank.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* proofs/README.md. */
#define ENTRIES_MAX (UINT64_C(1) << 27) /* amplitudes times vectors */
#define STEPS_MAX   (UINT64_C(1) << 38) /* amplitudes times terms of gates and of generators */
#define POWERS_MAX  (UINT64_C(1) << 28) /* bits of their coefficients */

/* Generators, and t of each gate behind the first of them. */
typedef struct line {
    size_t count, turn_capacity, point_capacity;
    lb_check_turn *turns; /* of the gates, and at last of the generator without one */
    uint32_t *point;
} line;

typedef struct conjugates {
    lb_check_rank *S;
    lb_check_reader *reader;
    uint64_t p, amplitudes, steps, bits;
    line read, lines; /* the last one, and those before it, each t of all of them side by side */
    size_t line_count;
    lb_check_circuit circuit;
    lb_check_gates gates;
    lb_check_elimination elimination;
    uint32_t *psi, *moved, *panel, *rows;
} conjugates;

static bool count_terms(conjugates *C, uint32_t k)
{
    const lb_check_sums *sums = &C->S->orbit.closure->generators;
    C->steps += C->amplitudes * (sums->start[k + 1] - sums->start[k]);
    for (size_t t = sums->start[k]; t < sums->start[k + 1]; t++)
        C->bits += lb_check_integer_bits(&sums->coefficients.at[t]);
    return (C->steps <= STEPS_MAX && C->bits <= POWERS_MAX) ||
           lb_check_fail(C->reader, "these vectors are too many to be checked");
}

/* "g3". */
static bool read_generator(conjugates *C, uint32_t *k)
{
    uint64_t number;
    if (!lb_check_read_literal(C->reader, "g") ||
        !lb_check_read_number(C->reader, &number, 0, LB_CHECK_NONE - 1, "generator"))
        return false;
    if (number >= C->S->orbit.generators)
        return lb_check_fail(C->reader, "there is no generator %" PRIu64, number);
    *k = (uint32_t)number;
    return count_terms(C, *k);
}

static void add_turn(line *L, uint32_t k, uint32_t t, size_t lane, size_t lanes)
{
    size_t n = L->count++;
    L->turns = lb_check_grow(L->turns, &L->turn_capacity, n + 1, sizeof *L->turns);
    L->point = lb_check_grow(L->point, &L->point_capacity, lanes * (n + 1), sizeof *L->point);
    L->turns[n] = (lb_check_turn){k, (uint32_t)n, 1};
    L->point[lanes * n + lane] = t;
}

/* "g5 g0 17 g1 4": the generator, and the gates before it. */
static bool read_line(conjugates *C)
{
    lb_check_reader *r = C->reader;
    uint32_t generator, k;
    uint64_t t;
    C->read.count = 0;
    if (!read_generator(C, &generator))
        return false;
    while (lb_check_accept(r, ' ')) {
        if (!read_generator(C, &k) || !lb_check_has_form(C->S, r, k) ||
            !lb_check_read_literal(r, " ") || !lb_check_read_number(r, &t, 0, C->p - 1, "angle"))
            return false;
        add_turn(&C->read, k, (uint32_t)t, 0, 1);
    }
    add_turn(&C->read, generator, 0, 0, 1);
    return lb_check_read_line_feed(r);
}

/* ---- Vectors ---- */

static void insert_rows(conjugates *C, const uint32_t *panel, size_t count)
{
    const lb_check_elimination *E = &C->elimination;
    lb_check_rows_set(&E->field, C->rows, count, E->width, E->room, panel, C->gates.length,
                      C->gates.lanes);
    lb_check_elimination_insert(&C->elimination, C->rows, count);
}

/* Insert the vectors of the lines so far. */
static void insert_lines(conjugates *C)
{
    lb_check_gates *G = &C->gates;
    line *L = &C->lines;
    if (!C->line_count)
        return;
    size_t gates = L->count - 1;
    const lb_check_sequence sequence = {.angles = gates, .count = gates, .turns = L->turns};
    C->circuit.sequence = &sequence;
    C->circuit.point = L->point;
    lb_check_gates_make(G);
    memcpy(C->moved, C->psi, G->length * G->lanes * sizeof *C->moved);
    lb_check_panel_move(G, 0, gates, &C->moved);
    memset(C->panel, 0, G->length * G->lanes * sizeof *C->panel);
    lb_check_panel_add_tangent(G, &L->turns[gates], C->panel, C->moved, 0, G->lanes);
    lb_check_panel_move(G, gates, 0, &C->panel);
    insert_rows(C, C->panel, C->line_count);
    C->line_count = 0;
}

static bool same_generators(const line *a, const line *b)
{
    bool same = a->count == b->count;
    for (size_t j = 0; same && j < a->count; j++)
        same = a->turns[j].generator == b->turns[j].generator;
    return same;
}

static void take_line(conjugates *C)
{
    const line *L = &C->read;
    if (C->line_count == C->gates.lanes || !same_generators(L, &C->lines))
        insert_lines(C);
    C->lines.count = 0;
    for (size_t j = 0; j < L->count; j++)
        add_turn(&C->lines, L->turns[j].generator, L->point[j], C->line_count, C->gates.lanes);
    for (size_t j = 0; j < L->count && !C->line_count; j++)
        for (size_t lane = 1; lane < C->gates.lanes; lane++)
            C->lines.point[C->gates.lanes * j + lane] = 0;
    C->line_count++;
}

static void open_vectors(conjugates *C)
{
    size_t length = lb_check_circuit_length(&C->circuit);
    lb_check_gates_open(&C->gates, &C->circuit, lb_check_panel_lanes(length), true);
    lb_check_elimination_init(&C->elimination, &C->circuit.field, length);
    C->psi = lb_check_panel_make(&C->gates);
    C->moved = lb_check_panel_make(&C->gates);
    C->panel = lb_check_panel_make(&C->gates);
    C->rows = lb_check_resize(NULL, C->gates.lanes * C->elimination.room * sizeof *C->rows);
    lb_check_panel_set_states(&C->gates, C->psi);
    for (size_t s = 0; s < C->circuit.state_count; s++) {
        lb_check_panel_set_phase(&C->gates, s, C->panel, C->psi);
        insert_rows(C, C->panel, 1);
    }
}

static void close_vectors(conjugates *C)
{
    lb_check_elimination_clear(&C->elimination);
    lb_check_gates_close(&C->gates);
    free(C->psi);
    free(C->moved);
    free(C->panel);
    free(C->rows);
    free(C->read.turns);
    free(C->read.point);
    free(C->lines.turns);
    free(C->lines.point);
}

static bool verify(conjugates *C, const lb_check_claim *claim, uint64_t vectors)
{
    bool ok = true;
    C->circuit = (lb_check_circuit){.field = lb_check_field_make((uint32_t)C->p),
                                    .generators = C->S->generators,
                                    .qubits = (size_t)C->reader->report->qubits,
                                    .states = C->S->orbit.states,
                                    .numbers = claim->states,
                                    .state_count = claim->state_count};
    open_vectors(C);
    for (uint64_t v = 0; v < vectors && ok; v++) {
        ok = read_line(C);
        if (ok)
            take_line(C);
    }
    if (ok)
        insert_lines(C);
    ok = ok && (C->elimination.count >= claim->value + claim->state_count ||
                lb_check_fail(C->reader, "the rank of these vectors is less than %" PRIu64,
                              claim->value));
    close_vectors(C);
    return ok;
}

bool lb_check_read_conjugates(lb_check_rank *S, lb_check_reader *r, lb_check_claim *claim)
{
    conjugates C = {.S = S, .reader = r};
    uint64_t vectors;
    *claim = (lb_check_claim){.kind = LB_CHECK_CONJUGATES};
    if (!lb_check_read_count(r, "conjugates", &claim->value) ||
        !lb_check_read_numbers(&S->orbit, r, claim) ||
        !lb_check_read_count(r, "vectors", &vectors) || !lb_check_read_prime(r, &C.p))
        return false;
    if (S->layers.stated)
        return lb_check_fail(r, "circuits with layers need not reach an orbit");
    if (!lb_check_read_line_feed(r) || !lb_check_rank_generators(S, r, claim))
        return false;
    for (size_t s = 0; s < claim->state_count; s++)
        C.amplitudes += UINT64_C(1) << S->orbit.states[claim->states[s]].qubits;
    if (vectors + claim->state_count > ENTRIES_MAX / C.amplitudes)
        return lb_check_fail(r, "these vectors are too many to be checked");
    return verify(&C, claim, vectors);
}
