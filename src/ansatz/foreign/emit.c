/* From operations to a layer: rotations about generators that occur once each, and fixed gates. A
 * rotation by a multiple of pi/4 about a string is a fixed gate on one qubit between changes of basis
 * and a ladder of CX, which bring the string to Z on its last qubit. */

#include "ansatz/foreign/operations.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

typedef struct emitter {
    lb_layers_struct *L;
    lb_layer_part part; /* the first layer, before the first rotation */
    lb_parameter *parameters;
    const char *source;
    lb_error *error;
    size_t *slots, capacity; /* of the generators, number + 1, by their hash; a power of two */
} emitter;

static uint64_t hash_of(const lb_sum_t H)
{
    uint64_t hash = H->length;
    for (size_t i = 0; i < H->length; i++)
        for (uint32_t k = 0; k < H->strings[i].length; k++) {
            const lb_block *block = &H->strings[i].blocks[k];
            hash = (hash ^ block->x) * UINT64_C(0x9e3779b97f4a7c15);
            hash = (hash ^ block->z ^ block->index) * UINT64_C(0xc2b2ae3d27d4eb4f);
            hash ^= hash >> 29;
        }
    return hash;
}

static size_t *slot_of(const emitter *e, const lb_sum_t H)
{
    size_t i = (size_t)hash_of(H) & (e->capacity - 1);
    while (e->slots[i] && !lb_sum_equal(&e->L->axes[e->slots[i] - 1], H))
        i = (i + 1) & (e->capacity - 1);
    return &e->slots[i];
}

static void make_room(emitter *e)
{
    if (2 * (e->L->axis_count + 1) <= e->capacity)
        return;
    free(e->slots);
    e->capacity = e->capacity ? 2 * e->capacity : 64;
    e->slots = lb_calloc(e->capacity, sizeof *e->slots);
    for (size_t i = 0; i < e->L->axis_count; i++)
        *slot_of(e, &e->L->axes[i]) = i + 1;
}

/* "zx[0,3]" for a string on at most four qubits, else none. */
static void name_of(char *name, size_t size, const lb_sum_t H)
{
    uint32_t at[4];
    name[0] = '\0';
    if (H->length != 1 || lb_string_weight(H->strings) > 4)
        return;
    size_t used = 0, found = lb_string_support(at, 4, H->strings);
    for (size_t i = 0; i < found; i++)
        name[used++] = (char)(lb_string_letter(H->strings, at[i]) + ('a' - 'A'));
    for (size_t i = 0; i < found; i++)
        used += (size_t)snprintf(name + used, size - used, "%c%u", i ? ',' : '[', at[i]);
    snprintf(name + used, size - used, "]");
}

static size_t generator_of(emitter *e, const lb_sum_t H)
{
    make_room(e);
    size_t *slot = slot_of(e, H);
    if (!*slot) {
        char name[64];
        name_of(name, sizeof name, H);
        *slot = lb_layers_add_generator(e->L, name, H) + 1;
    }
    return *slot - 1;
}

/* H without the identity, divided by its first coefficient, which goes to c; false when nothing is
 * left. */
static bool make_monic(lb_sum_t R, mpq_t c, const lb_sum_t H)
{
    mpq_t quotient;
    mpq_init(quotient);
    for (size_t i = 0; i < H->length && H->strings[i].length; i++) {
        if (!i)
            mpq_set(c, H->coefficients);
        mpq_div(quotient, H->coefficients + i, c);
        lb_sum_append(R, quotient, H->strings + i);
    }
    mpq_clear(quotient);
    return R->length;
}

static size_t layer_angle(const emitter *e, size_t parameter)
{
    lb_parameter *p = &e->parameters[parameter];
    if (p->angle == SIZE_MAX)
        p->angle = lb_layers_angle(e->L, LB_LAYER, p->name);
    return p->angle;
}

static void fixed(const emitter *e, lb_fixed_gate gate, uint32_t a, uint32_t b)
{
    lb_layers_add_fixed(e->L, e->part, gate, (const uint32_t[]){a, b});
}

/* The letter at `qubit` becomes Z; or `back`. */
static void change_basis(const emitter *e, char letter, uint32_t qubit, bool back)
{
    if (letter == 'X')
        fixed(e, LB_GATE_H, qubit, 0);
    if (letter == 'Y')
        fixed(e, back ? LB_GATE_SXDG : LB_GATE_SX, qubit, 0);
}

/* exp(-i pi/4 quarters Z) with quarters in 1 .. 3. */
static void fixed_z(const emitter *e, long quarters, uint32_t qubit)
{
    static const lb_fixed_gate gates[] = {LB_GATE_S, LB_GATE_Z, LB_GATE_SDG};
    fixed(e, gates[quarters - 1], qubit, 0);
}

/* exp(-i pi/4 quarters P). */
static void fixed_rotation(const emitter *e, const lb_string_t P, long quarters)
{
    size_t weight = lb_string_weight(P);
    uint32_t *at = lb_malloc(weight, sizeof *at);
    lb_string_support(at, weight, P);
    for (size_t i = 0; i < weight; i++)
        change_basis(e, lb_string_letter(P, at[i]), at[i], false);
    for (size_t i = 0; i + 1 < weight; i++)
        fixed(e, LB_GATE_CX, at[i], at[i + 1]);
    fixed_z(e, quarters, at[weight - 1]);
    for (size_t i = weight - 1; i-- > 0;)
        fixed(e, LB_GATE_CX, at[i], at[i + 1]);
    for (size_t i = 0; i < weight; i++)
        change_basis(e, lb_string_letter(P, at[i]), at[i], true);
    free(at);
}

/* exp(-i pi/4 quarters P) for a rotation by a multiple of pi/12. */
static lb_status turn(const emitter *e, const lb_operation *operation, const lb_string_t P,
                      mpq_t quarters)
{
    mpz_t rest;
    mpz_init(rest);
    mpz_mul_ui(rest, mpq_numref(quarters), 6);
    bool whole = mpz_divisible_p(rest, mpq_denref(quarters)) != 0;
    mpz_clear(rest);
    if (!whole)
        return lb_fail_at(e->error, e->source, operation->line, operation->column,
                          "this gate has a fixed angle, which is no multiple of pi/12: its cosine "
                          "is not built of square roots; a parameter in its place has an algebra "
                          "that contains that of the circuit");
    mpq_div_2exp(quarters, quarters, 2);
    lb_layers_add_turn(e->L, e->part, P, quarters);
    return LB_OK;
}

static lb_status emit_constant(const emitter *e, const lb_operation *operation)
{
    if (mpq_sgn(operation->angle.number))
        return lb_fail_at(e->error, e->source, operation->line, operation->column,
                          "the constant in this angle is not a multiple of pi/2");
    mpq_t quarters;
    mpq_init(quarters);
    lb_status status = LB_OK;
    for (size_t i = 0; !status && i < operation->H->length; i++) {
        const lb_string_struct *P = operation->H->strings + i;
        mpq_mul(quarters, operation->H->coefficients + i, operation->angle.pi);
        mpq_mul_2exp(quarters, quarters, 2);
        if (!P->length)
            continue;
        unsigned long rest = mpz_fdiv_ui(mpq_numref(quarters), 4);
        if (mpz_cmp_ui(mpq_denref(quarters), 1))
            status = turn(e, operation, P, quarters);
        else if (rest)
            fixed_rotation(e, P, (long)rest);
    }
    mpq_clear(quarters);
    return status;
}

static lb_status emit_rotation(emitter *e, const lb_operation *operation)
{
    mpq_t c, factor;
    lb_sum_t H;
    mpq_inits(c, factor, NULL);
    lb_sum_init(H, e->L->qubits);
    if (operation->angle.count && make_monic(H, c, operation->H))
        for (size_t i = 0; i < operation->angle.count; i++) {
            const lb_angle_term *term = &operation->angle.terms[i];
            mpq_mul(factor, c, term->factor);
            lb_layers_add_rotation(e->L, LB_LAYER, generator_of(e, H),
                                   layer_angle(e, term->parameter), factor);
        }
    lb_sum_clear(H);
    mpq_clears(c, factor, NULL);
    return emit_constant(e, operation);
}

lb_status lb_operations_emit(lb_layers_struct *L, const lb_operations *list,
                             lb_parameter *parameters, const char *source, lb_error *error)
{
    emitter e = {
        .L = L, .part = LB_FIRST_LAYER, .parameters = parameters, .source = source, .error = error};
    lb_status status = LB_OK;
    for (size_t i = 0; !status && i < list->count; i++) {
        const lb_operation *operation = &list->items[i];
        if (operation->angle.count || (list->has_barrier && i >= list->barrier))
            e.part = LB_LAYER;
        if (operation->is_fixed)
            fixed(&e, operation->gate, operation->qubits[0], operation->qubits[1]);
        else
            status = emit_rotation(&e, operation);
    }
    free(e.slots);
    return status;
}
