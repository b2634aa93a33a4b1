#include "exact_rank/circuit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "exact_rank/state_vector.h"

enum { LANES = LB_EXACT_LANES };

/* Amplitudes in a piece of a vector that stays in a first-level cache: 2^11 are 32 KiB. */
#define PIECE ((size_t)1 << 11)

size_t lb_exact_circuit_length(const lb_exact_circuit *C)
{
    return C->state_count * 2 * C->size;
}

void lb_exact_circuit_init(lb_exact_circuit *C, const lb_exact_circuit_parts *parts,
                           const lb_field *F, const lb_random *random)
{
    size_t total = lb_exact_state_qubits(parts->states);
    *C = (lb_exact_circuit){.generators = parts->generators, .field = *F, .random = *random};
    C->size = (size_t)1 << total;
    C->state_count = parts->state_count;
    C->table_room = parts->tables;
    C->state = lb_malloc_aligned(lb_exact_circuit_length(C), sizeof *C->state);
    C->first_term = lb_calloc(1, sizeof *C->first_term);
    memset(C->state, 0, lb_exact_circuit_length(C) * sizeof *C->state);
    for (size_t s = 0; s < C->state_count; s++) {
        assert(lb_exact_state_qubits(parts->states + s) == total);
        lb_exact_state_fill(C->state + s * 2 * C->size, parts->states + s, F);
    }
}

void lb_exact_circuit_clear(lb_exact_circuit *C)
{
    for (size_t g = 0; g < C->group_count; g++)
        free(C->groups[g].table);
    free(C->groups);
    free(C->terms);
    free(C->first_term);
    free(C->state);
}

static const lb_exact_generator *generator_of(const lb_exact_circuit *C, size_t gate)
{
    return &C->generators->generators[lb_exact_generator_number(C->generators, gate)];
}

/* The rotations of a group commute, and those inside of a piece come first, piece by piece. */
static void rotate_all(const lb_exact_circuit *C, const lb_exact_group *group, double *v,
                       double sign)
{
    size_t length = C->size < PIECE ? C->size : PIECE;
    const lb_exact_term *terms = C->terms;
    for (size_t start = 0; start < C->size; start += length)
        for (size_t t = group->first_term; t < group->end_term; t++) {
            const lb_exact_string *S = &terms[t].rotation;
            bool minus = __builtin_parityll(start & S->z);
            if (S->x < length)
                lb_exact_rotate(v + 2 * start, length, S, minus ? -sign : sign, &C->field);
        }
    for (size_t t = group->first_term; t < group->end_term; t++)
        if (terms[t].rotation.x >= length)
            lb_exact_rotate(v, C->size, &terms[t].rotation, sign, &C->field);
}

/* A change of frame and a table, or back. */
static void apply_table(const lb_exact_circuit *C, const lb_exact_group *group, double *v,
                        bool forward)
{
    const lb_exact_frame_change *by = &group->change;
    lb_exact_diagonal D = {by->hadamard, group->table};
    bool turns = by->before_plus | by->before_minus;
    if (forward && turns)
        lb_exact_phase(v, C->size, by->before_plus, by->before_minus);
    lb_exact_diagonal_apply(v, C->size, &D, forward, &C->field);
    if (!forward && turns)
        lb_exact_phase(v, C->size, by->before_minus, by->before_plus);
}

void lb_exact_circuit_move(const lb_exact_circuit *C, size_t number, bool forward, double *vector,
                           double *scratch)
{
    const lb_exact_group *group = &C->groups[number];
    double sign = forward ? 1 : -1;
    for (size_t s = 0; s < C->state_count; s++) {
        double *v = vector + s * 2 * C->size;
        if (group->table) {
            apply_table(C, group, v, forward);
        } else if (group->is_sum) {
            memcpy(scratch, v, 2 * C->size * sizeof *v);
            for (size_t t = group->first_term; t < group->end_term; t++)
                lb_exact_accumulate(v, scratch, C->size, &C->terms[t].rotation, sign, &C->field);
        } else {
            rotate_all(C, group, v, sign);
        }
    }
}

void lb_exact_circuit_advance(lb_exact_circuit *C)
{
    assert(C->position < C->group_count);
    double *scratch = lb_malloc_aligned(2 * C->size, sizeof *scratch);
    lb_exact_circuit_move(C, C->position++, true, C->state, scratch);
    free(scratch);
}

/* A term times a factor, in the frame after the last group. */
static lb_exact_string string_in_frame(const lb_exact_circuit *C, const lb_exact_term *term,
                                       uint64_t factor)
{
    uint64_t x = term->x, z = term->z;
    bool negative = lb_exact_frame_translate(C->frame, &x, &z);
    return lb_exact_string_make(&C->field, x, z,
                                negative ? lb_field_negate(&C->field, factor) : factor);
}

static void append_gate(lb_exact_circuit *C)
{
    const lb_exact_generator *H = generator_of(C, C->gate_count);
    const lb_field *F = &C->field;
    size_t words = C->generators->words, first = C->first_term[C->gate_count];
    uint64_t *tangents = lb_malloc(H->length ? H->length : 1, sizeof *tangents);
    lb_exact_draw(tangents, H, F, &C->random);
    C->terms = lb_grow(C->terms, &C->term_capacity, first + H->length, sizeof *C->terms);
    for (size_t a = 0; a < H->length; a++) {
        uint64_t c = lb_exact_power(H, a, F);
        lb_exact_term *term = &C->terms[first + a];
        *term =
            (lb_exact_term){.x = H->strings[2 * words * a], .z = H->strings[2 * words * a + words]};
        term->tangent =
            H->form == LB_EXACT_COMMUTING ? tangents[a] : lb_field_multiply(F, c, tangents[0]);
        term->rotation = string_in_frame(C, term, term->tangent);
        term->derivative = string_in_frame(C, term, c);
    }
    free(tangents);
    C->gate_count++;
    C->first_term =
        lb_grow(C->first_term, &C->gate_capacity, C->gate_count + 1, sizeof *C->first_term);
    C->first_term[C->gate_count] = first + H->length;
}

static bool strings_commute(const lb_exact_generator *A, const lb_exact_generator *B, size_t words)
{
    for (size_t a = 0; a < A->length; a++)
        for (size_t b = 0; b < B->length; b++)
            if (lb_dense_anticommutes(A->strings + 2 * words * a, B->strings + 2 * words * b,
                                      words))
                return false;
    return true;
}

/* Whether the next gate may join the group of gates from `first` on. */
static bool joins(const lb_exact_circuit *C, size_t first)
{
    const lb_exact_generator *H = generator_of(C, C->gate_count);
    if (H->form == LB_EXACT_ANTICOMMUTING || generator_of(C, first)->form == LB_EXACT_ANTICOMMUTING)
        return false;
    for (size_t j = first; j < C->gate_count; j++)
        if (!strings_commute(H, generator_of(C, j), C->generators->words))
            return false;
    return true;
}

/* Passes over a vector that a table is worth, and a change of the frame for each qubit, in those of
 * a rotation. */
#define TABLE_COST  3
#define CHANGE_COST 2
#define QUBIT_COST  0.33

/* The frame in which the group is diagonal, if a table is worth its while. */
static bool choose_frame(const lb_exact_circuit *C, const lb_exact_group *group,
                         lb_exact_frame *frame)
{
    uint64_t x = 0, y = 0, z = 0;
    for (size_t t = group->first_term; t < group->end_term; t++) {
        const lb_exact_term *term = &C->terms[t];
        x |= term->x & ~term->z;
        y |= term->x & term->z;
        z |= term->z & ~term->x;
    }
    *frame = C->frame;
    if (group->is_sum || !C->table_room || !lb_exact_frame_find(frame, x, y, z))
        return false;
    int changed = lb_popcount((frame->x ^ C->frame.x) | (frame->y ^ C->frame.y));
    double cost = TABLE_COST + (changed ? CHANGE_COST + QUBIT_COST * changed : 0);
    return (double)(group->end_term - group->first_term) >= cost;
}

/* What the rotations make of a vector of the factor that the change of frame leaves out. The
 * circuit is in the frame after the group. */
static double *make_table(const lb_exact_circuit *C, const lb_exact_group *group)
{
    const lb_exact_frame_change *change = &group->change;
    double re = lb_field_balance(&C->field, change->factor.re);
    double im = lb_field_balance(&C->field, change->factor.im);
    double *table = lb_malloc_aligned(2 * C->size, sizeof *table);
    for (size_t k = 0; k < C->size; k++) {
        table[lb_exact_place(k)] = re;
        table[lb_exact_place(k) + LANES] = im;
    }
    for (size_t t = group->first_term; t < group->end_term; t++) {
        lb_exact_string S = string_in_frame(C, &C->terms[t], C->terms[t].tangent);
        lb_exact_rotate(table, C->size, &S, 1, &C->field);
    }
    if (change->after_plus | change->after_minus)
        lb_exact_phase(table, C->size, change->after_plus, change->after_minus);
    return table;
}

void lb_exact_circuit_append(lb_exact_circuit *C, size_t end)
{
    lb_exact_frame after;
    size_t first = C->gate_count;
    assert(first < end);
    append_gate(C);
    while (C->gate_count < end && C->gate_count - first < C->generators->count && joins(C, first))
        append_gate(C);
    C->groups = lb_grow(C->groups, &C->group_capacity, C->group_count + 1, sizeof *C->groups);
    lb_exact_group *group = &C->groups[C->group_count++];
    *group = (lb_exact_group){.first_gate = first, .end_gate = C->gate_count};
    group->first_term = C->first_term[first];
    group->end_term = C->first_term[C->gate_count];
    group->is_sum = generator_of(C, first)->form == LB_EXACT_ANTICOMMUTING;
    if (!choose_frame(C, group, &after))
        return;
    group->change = lb_exact_frame_change_make(C->frame, after, &C->field);
    C->frame = after;
    group->table = make_table(C, group);
    C->table_room--;
}

/* i v is (-im, re). */
void lb_exact_circuit_phase(const lb_exact_circuit *C, double *vector, size_t state)
{
    assert(C->position == 0);
    size_t begin = state * 2 * C->size;
    memset(vector, 0, lb_exact_circuit_length(C) * sizeof *vector);
    for (size_t k = 0; k < C->size; k++) {
        size_t i = begin + lb_exact_place(k);
        vector[i] = -C->state[i + LANES];
        vector[i + LANES] = C->state[i];
    }
}

void lb_exact_circuit_tangent(const lb_exact_circuit *C, size_t j, double *vector)
{
    assert(C->groups[C->position].first_gate <= j && j < C->groups[C->position].end_gate);
    memset(vector, 0, lb_exact_circuit_length(C) * sizeof *vector);
    for (size_t s = 0; s < C->state_count; s++) {
        double *v = vector + s * 2 * C->size;
        const double *psi = C->state + s * 2 * C->size;
        for (size_t t = C->first_term[j]; t < C->first_term[j + 1]; t++)
            lb_exact_accumulate(v, psi, C->size, &C->terms[t].derivative, 1, &C->field);
    }
}
