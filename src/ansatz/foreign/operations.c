#include "ansatz/foreign/operations.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void lb_operations_init(lb_operations *list)
{
    *list = (lb_operations){0};
}

static void clear_operation(lb_operation *operation)
{
    lb_sum_clear(operation->H);
    lb_angle_clear(&operation->angle);
}

void lb_operations_clear(lb_operations *list)
{
    for (size_t i = 0; i < list->count; i++)
        clear_operation(&list->items[i]);
    free(list->items);
}

static lb_operation *append(lb_operations *list)
{
    list->items = lb_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
    lb_operation *operation = &list->items[list->count++];
    *operation = (lb_operation){.line = list->line, .column = list->column};
    lb_sum_init(operation->H, list->qubits);
    lb_angle_init(&operation->angle);
    return operation;
}

void lb_operations_fixed(lb_operations *list, lb_fixed_gate gate, const uint32_t *at)
{
    lb_operation *operation = append(list);
    operation->is_fixed = true;
    operation->gate = gate;
    for (int i = 0; i < lb_fixed_gate_qubits(gate); i++)
        operation->qubits[i] = at[i];
}

static void append_letters(lb_sum_t H, const mpq_t c, const char *letters, const uint32_t *at)
{
    lb_string_t P;
    lb_string_init(P);
    for (size_t i = 0; letters[i]; i++)
        lb_string_set_letter(P, at[i], letters[i]);
    lb_sum_append(H, c, P);
    lb_string_clear(P);
}

void lb_operations_rotation(lb_operations *list, const char *letters, const uint32_t *at,
                            const mpq_t c, bool shift, const lb_angle *a)
{
    lb_operation *operation = append(list);
    append_letters(operation->H, c, letters, at);
    if (shift) {
        mpq_t minus;
        mpq_init(minus);
        mpq_neg(minus, c);
        append_letters(operation->H, minus, "", at);
        mpq_clear(minus);
    }
    lb_sum_normalize(operation->H);
    lb_angle_set(&operation->angle, a);
}

void lb_operations_phase(lb_operations *list, const lb_angle *a)
{
    mpq_t minus;
    mpq_init(minus);
    mpq_set_si(minus, -1, 1);
    lb_operations_rotation(list, "", NULL, minus, false, a);
    mpq_clear(minus);
}

/* exp(-i pi/4 quarters P), or P - 1 in place of P. */
static void constant(lb_operations *list, const char *letters, const uint32_t *at, long quarters,
                     bool shift)
{
    lb_angle a;
    mpq_t one;
    lb_angle_init(&a);
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    mpq_set_si(a.pi, quarters, 4);
    mpq_canonicalize(a.pi);
    lb_operations_rotation(list, letters, at, one, shift, &a);
    mpq_clear(one);
    lb_angle_clear(&a);
}

/* exp(-i pi/2 (SWAP - 1)) with SWAP = (1 + XX + YY + ZZ)/2. */
static void append_swap(lb_operations *list, const uint32_t *at)
{
    static const char *const letters[] = {"XX", "YY", "ZZ"};
    mpq_t half;
    lb_operation *operation = append(list);
    mpq_init(half);
    for (int i = 0; i < 3; i++) {
        mpq_set_ui(half, 1, 2);
        append_letters(operation->H, half, letters[i], at);
    }
    mpq_set_si(half, -1, 2);
    append_letters(operation->H, half, "", at);
    lb_sum_normalize(operation->H);
    mpq_set_ui(operation->angle.pi, 1, 2);
    mpq_clear(half);
}

/* exp(-i pi/4 quarters P), on the qubits of the gate or the second alone, times a phase with which
 * a half turn is P itself. */
typedef struct turn {
    const char *letters;
    int quarters;
    bool shift;
} turn;

/* One after the other; those of controlled gates are on the second qubit, and controlled by the
 * first. */
typedef struct recipe {
    turn turns[2];
    bool controlled;
} recipe;

static const recipe recipes[LB_FIXED_GATES] = {
    [LB_GATE_X] = {.turns = {{"X", 2, true}}},
    [LB_GATE_Y] = {.turns = {{"Y", 2, true}}},
    [LB_GATE_Z] = {.turns = {{"Z", 2, true}}},
    [LB_GATE_S] = {.turns = {{"Z", 1, true}}},
    [LB_GATE_SDG] = {.turns = {{"Z", -1, true}}},
    [LB_GATE_SX] = {.turns = {{"X", 1, true}}},
    [LB_GATE_SXDG] = {.turns = {{"X", -1, true}}},
    [LB_GATE_H] = {.turns = {{"Y", 1, false}, {"X", 2, true}}},
    [LB_GATE_CX] = {.turns = {{"X", 2, true}}, .controlled = true},
    [LB_GATE_CY] = {.turns = {{"Y", 2, true}}, .controlled = true},
    [LB_GATE_CZ] = {.turns = {{"Z", 2, true}}, .controlled = true},
    [LB_GATE_ISWAP] = {.turns = {{"XX", -1, false}, {"YY", -1, false}}},
    [LB_GATE_ECR] = {.turns = {{"ZX", 1, false}, {"X", 2, true}}},
};

static void append_as_rotations(lb_operations *list, lb_fixed_gate gate, const uint32_t *at)
{
    size_t first = list->count;
    bool controlled = recipes[gate].controlled;
    if (gate == LB_GATE_SWAP)
        append_swap(list, at);
    for (int i = 0; i < 2 && recipes[gate].turns[i].letters; i++) {
        const turn *t = &recipes[gate].turns[i];
        constant(list, t->letters, at + controlled, t->quarters, t->shift);
    }
    if (controlled)
        lb_operations_control(list, first, at[0], false);
}

/* Fixed gates from `first` on become rotations. */
static void make_rotations(lb_operations *list, size_t first)
{
    lb_operations all = {.qubits = list->qubits};
    for (size_t i = first; i < list->count; i++) {
        lb_operation *old = &list->items[i];
        all.line = old->line;
        all.column = old->column;
        if (old->is_fixed) {
            append_as_rotations(&all, old->gate, old->qubits);
            clear_operation(old);
        } else {
            all.items = lb_grow(all.items, &all.capacity, all.count + 1, sizeof *all.items);
            all.items[all.count++] = *old;
        }
    }
    list->count = first;
    for (size_t i = 0; i < all.count; i++) {
        list->items = lb_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
        list->items[list->count++] = all.items[i];
    }
    free(all.items);
}

static lb_fixed_gate inverse_gate(lb_fixed_gate gate)
{
    switch (gate) {
    case LB_GATE_S:
        return LB_GATE_SDG;
    case LB_GATE_SDG:
        return LB_GATE_S;
    case LB_GATE_SX:
        return LB_GATE_SXDG;
    case LB_GATE_SXDG:
        return LB_GATE_SX;
    default:
        return gate; /* but for iSWAP, which is made a rotation before */
    }
}

static bool has_iswap(const lb_operations *list, size_t first)
{
    for (size_t i = first; i < list->count; i++)
        if (list->items[i].is_fixed && list->items[i].gate == LB_GATE_ISWAP)
            return true;
    return false;
}

static void scale_angle(lb_operation *operation, long factor)
{
    mpq_t c;
    mpq_init(c);
    mpq_set_si(c, factor, 1);
    lb_angle_scale(&operation->angle, c);
    mpq_clear(c);
}

void lb_operations_invert(lb_operations *list, size_t first)
{
    if (has_iswap(list, first))
        make_rotations(list, first);
    for (size_t i = first, j = list->count; i < j; i++) {
        lb_operation last = list->items[--j];
        list->items[j] = list->items[i];
        list->items[i] = last;
    }
    for (size_t i = first; i < list->count; i++) {
        lb_operation *operation = &list->items[i];
        if (operation->is_fixed)
            operation->gate = inverse_gate(operation->gate);
        else
            scale_angle(operation, -1);
    }
}

static void repeat(lb_operations *list, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        lb_operation *copy = append(list);
        const lb_operation *from = &list->items[i];
        copy->is_fixed = from->is_fixed;
        copy->gate = from->gate;
        memcpy(copy->qubits, from->qubits, sizeof copy->qubits);
        lb_sum_set(copy->H, from->H);
        lb_angle_set(&copy->angle, &from->angle);
    }
}

#define LB_POWER_MAX 1000

bool lb_operations_power(lb_operations *list, size_t first, const mpq_t power)
{
    if (list->count == first + 1 && list->items[first].is_fixed && mpz_cmp_ui(mpq_denref(power), 1))
        make_rotations(list, first);
    if (list->count == first + 1 && !list->items[first].is_fixed) {
        lb_angle_scale(&list->items[first].angle, power);
        return true;
    }
    if (mpz_cmp_ui(mpq_denref(power), 1) || mpz_cmpabs_ui(mpq_numref(power), LB_POWER_MAX) > 0)
        return false;
    long times = mpz_get_si(mpq_numref(power));
    if (times < 0)
        lb_operations_invert(list, first);
    size_t end = list->count;
    for (long i = 1; i < labs(times); i++)
        repeat(list, first, end);
    while (!times && list->count > first)
        clear_operation(&list->items[--list->count]);
    return true;
}

/* H becomes (1 - Z)/2 H, or (1 + Z)/2 H. */
static void control_sum(lb_sum_t H, uint32_t qubit, bool negative)
{
    lb_string_t P;
    lb_sum_t R;
    mpq_t half;
    lb_string_init(P);
    lb_sum_init(R, H->qubits);
    mpq_init(half);
    for (size_t i = 0; i < H->length; i++) {
        mpq_div_2exp(half, H->coefficients + i, 1);
        lb_sum_append(R, half, H->strings + i);
        lb_string_set(P, H->strings + i);
        lb_string_set_letter(P, qubit, 'Z');
        if (!negative)
            mpq_neg(half, half);
        lb_sum_append(R, half, P);
    }
    lb_sum_normalize(R);
    lb_sum_clear(H);
    *H = *R;
    lb_string_clear(P);
    mpq_clear(half);
}

/* X, Y and Z controlled are fixed gates by name. */
static bool control_letter(lb_operation *operation, uint32_t qubit)
{
    static const lb_fixed_gate gates[][2] = {
        {LB_GATE_X, LB_GATE_CX}, {LB_GATE_Y, LB_GATE_CY}, {LB_GATE_Z, LB_GATE_CZ}};
    for (int i = 0; operation->is_fixed && i < 3; i++)
        if (operation->gate == gates[i][0]) {
            operation->gate = gates[i][1];
            operation->qubits[1] = operation->qubits[0];
            operation->qubits[0] = qubit;
            return true;
        }
    return false;
}

void lb_operations_control(lb_operations *list, size_t first, uint32_t qubit, bool negative)
{
    if (!negative && list->count == first + 1 && control_letter(&list->items[first], qubit))
        return;
    make_rotations(list, first);
    for (size_t i = first; i < list->count; i++)
        control_sum(list->items[i].H, qubit, negative);
}

void lb_operations_barrier(lb_operations *list)
{
    for (size_t i = list->barrier; i < list->count && !list->has_rotation; i++)
        list->has_rotation = list->items[i].angle.count > 0;
    if (list->has_rotation)
        return;
    list->has_barrier = true;
    list->barrier = list->count;
}
