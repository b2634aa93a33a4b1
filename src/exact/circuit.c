#include "exact/circuit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "exact/state.h"

enum { LANES = LB_EXACT_LANES };

/* Amplitudes in a piece of a vector that stays in a first-level cache: 2^11 are 32 KiB. */
#define PIECE ((size_t)1 << 11)
/* The fewest diagonal rotations that are worth a table. */
#define TABLE_MIN 3

size_t lb_exact_circuit_length(const lb_exact_circuit *C)
{
    return C->state_count * 2 * C->size;
}

void lb_exact_circuit_init(lb_exact_circuit *C, const lb_exact_generators *G, const lb_field *F,
                           const char *const *states, size_t state_count, size_t qubits,
                           const lb_random *random)
{
    size_t total = lb_exact_state_qubits(states[0], qubits);
    *C = (lb_exact_circuit){.generators = G, .field = *F, .random = *random};
    C->size = (size_t)1 << total;
    C->state_count = state_count;
    C->state = lb_malloc_aligned(lb_exact_circuit_length(C), sizeof *C->state);
    C->first_term = lb_calloc(1, sizeof *C->first_term);
    memset(C->state, 0, lb_exact_circuit_length(C) * sizeof *C->state);
    for (size_t s = 0; s < state_count; s++) {
        assert(lb_exact_state_qubits(states[s], qubits) == total);
        lb_exact_state_fill(C->state + s * 2 * C->size, states[s], qubits, F);
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
    return &C->generators->generators[gate % C->generators->count];
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

/* One state through a group, or back through it. */
static void apply_group(const lb_exact_circuit *C, const lb_exact_group *group, double *v,
                        bool inverse, double *scratch)
{
    double sign = inverse ? -1 : 1;
    if (group->table) {
        lb_exact_multiply(v, group->table, C->size, inverse, &C->field);
    } else if (group->is_sum) {
        memcpy(scratch, v, 2 * C->size * sizeof *v);
        for (size_t t = group->first_term; t < group->end_term; t++)
            lb_exact_accumulate(v, scratch, C->size, &C->terms[t].rotation, sign, &C->field);
    } else {
        rotate_all(C, group, v, sign);
    }
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
        const uint64_t *P = H->strings + 2 * words * a;
        uint64_t c = lb_exact_power(H, a, F);
        uint64_t t =
            H->form == LB_EXACT_COMMUTING ? tangents[a] : lb_field_multiply(F, c, tangents[0]);
        C->terms[first + a] = (lb_exact_term){lb_exact_string_make(F, P[0], P[words], t),
                                              lb_exact_string_make(F, P[0], P[words], c)};
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

/* What the rotations make of a vector of ones. */
static void make_table(lb_exact_circuit *C, lb_exact_group *group)
{
    for (size_t t = group->first_term; t < group->end_term; t++)
        if (C->terms[t].rotation.x)
            return;
    if (group->is_sum || group->end_term - group->first_term < TABLE_MIN)
        return;
    double *table = lb_malloc_aligned(2 * C->size, sizeof *table);
    memset(table, 0, 2 * C->size * sizeof *table);
    for (size_t k = 0; k < C->size; k++)
        table[lb_exact_place(k)] = 1;
    rotate_all(C, group, table, 1);
    group->table = table;
}

void lb_exact_circuit_append(lb_exact_circuit *C, size_t end)
{
    size_t first = C->gate_count;
    assert(first < end);
    double *scratch = lb_malloc_aligned(2 * C->size, sizeof *scratch);
    for (size_t s = 0; s < C->state_count && C->group_count; s++)
        apply_group(C, &C->groups[C->group_count - 1], C->state + s * 2 * C->size, false, scratch);
    free(scratch);
    append_gate(C);
    while (C->gate_count < end && C->gate_count - first < C->generators->count && joins(C, first))
        append_gate(C);
    C->groups = lb_grow(C->groups, &C->group_capacity, C->group_count + 1, sizeof *C->groups);
    lb_exact_group *group = &C->groups[C->group_count++];
    *group = (lb_exact_group){.first_gate = first, .end_gate = C->gate_count};
    group->first_term = C->first_term[first];
    group->end_term = C->first_term[C->gate_count];
    group->is_sum = generator_of(C, first)->form == LB_EXACT_ANTICOMMUTING;
    make_table(C, group);
}

/* i v is (-im, re). */
void lb_exact_circuit_phase(const lb_exact_circuit *C, double *vector, size_t state)
{
    assert(C->group_count == 0);
    size_t begin = state * 2 * C->size;
    memset(vector, 0, lb_exact_circuit_length(C) * sizeof *vector);
    for (size_t k = 0; k < C->size; k++) {
        size_t i = begin + lb_exact_place(k);
        vector[i] = -C->state[i + LANES];
        vector[i + LANES] = C->state[i];
    }
}

void lb_exact_circuit_tangent(const lb_exact_circuit *C, size_t j, double *vector, double *scratch)
{
    memset(vector, 0, lb_exact_circuit_length(C) * sizeof *vector);
    for (size_t s = 0; s < C->state_count; s++) {
        double *v = vector + s * 2 * C->size;
        const double *psi = C->state + s * 2 * C->size;
        for (size_t t = C->first_term[j]; t < C->first_term[j + 1]; t++)
            lb_exact_accumulate(v, psi, C->size, &C->terms[t].derivative, 1, &C->field);
        for (size_t g = C->group_count - 1; g-- > 0;)
            apply_group(C, &C->groups[g], v, true, scratch);
    }
}
