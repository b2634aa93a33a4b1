/* The gates of a layer as they are written, and the circuit of an ansatz as a list of rotations. */

#include <liebound/layers.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

lb_layers_struct *lb_layers_new(size_t qubits)
{
    lb_layers_struct *L = lb_calloc(1, sizeof *L);
    L->qubits = qubits;
    L->known = SIZE_MAX;
    return L;
}

static void clear_part(lb_layers_part *part)
{
    for (size_t g = 0; g < part->count; g++) {
        mpq_clear(part->gates[g].factor);
        lb_string_clear(part->gates[g].string);
    }
    for (size_t a = 0; a < part->angle_count; a++)
        free(part->angle_names[a]);
    for (size_t r = 0; r < part->rotation_count; r++)
        free(part->rotations[r].axes);
    free(part->gates);
    free(part->angle_names);
    free(part->slots);
    free(part->rotations);
    free(part->angle_places);
}

void lb_layers_free(lb_layers_struct *L)
{
    if (!L)
        return;
    for (size_t k = 0; k < L->axis_count; k++) {
        lb_sum_clear(&L->axes[k]);
        free(L->axis_names[k]);
    }
    free(L->axes);
    free(L->axis_names);
    free(L->repeated);
    clear_part(&L->parts[LB_FIRST_LAYER]);
    clear_part(&L->parts[LB_LAYER]);
    free(L);
}

size_t lb_layers_add_generator(lb_layers_struct *L, const char *name, const lb_sum_t H)
{
    size_t k = L->axis_count++, capacity = L->axis_capacity;
    L->axes = lb_grow(L->axes, &L->axis_capacity, k + 1, sizeof *L->axes);
    L->axis_names = lb_grow(L->axis_names, &capacity, k + 1, sizeof *L->axis_names);
    lb_sum_init(&L->axes[k], H->qubits);
    lb_sum_set(&L->axes[k], H);
    lb_sum_normalize(&L->axes[k]);
    L->axis_names[k] = lb_strdup(name ? name : "");
    return k;
}

static size_t hash(const char *name)
{
    uint64_t h = 14695981039346656037U;
    for (; *name; name++)
        h = (h ^ (unsigned char)*name) * 1099511628211U;
    return (size_t)(h ^ h >> 29);
}

/* The slot of a name: its own, or the empty one where it belongs. */
static size_t *find_slot(const lb_layers_part *part, const char *name)
{
    size_t i = hash(name) & (part->slot_count - 1);
    while (part->slots[i] && strcmp(part->angle_names[part->slots[i] - 1], name))
        i = (i + 1) & (part->slot_count - 1);
    return &part->slots[i];
}

static void grow_slots(lb_layers_part *part)
{
    if (part->slot_count > 2 * (part->angle_count + 1))
        return;
    part->slot_count = part->slot_count ? 2 * part->slot_count : 16;
    free(part->slots);
    part->slots = lb_calloc(part->slot_count, sizeof *part->slots);
    for (size_t a = 0; a < part->angle_count; a++)
        if (part->angle_names[a][0])
            *find_slot(part, part->angle_names[a]) = a + 1;
}

size_t lb_layers_angle(lb_layers_struct *L, lb_layer_part which, const char *name)
{
    lb_layers_part *part = &L->parts[which];
    grow_slots(part);
    size_t *slot = name && name[0] ? find_slot(part, name) : NULL;
    if (slot && *slot)
        return *slot - 1;
    size_t a = part->angle_count++;
    part->angle_names =
        lb_grow(part->angle_names, &part->angle_capacity, a + 1, sizeof *part->angle_names);
    part->angle_names[a] = lb_strdup(name ? name : "");
    if (slot)
        *slot = a + 1;
    return a;
}

static lb_gate *add_gate(lb_layers_part *part)
{
    part->gates = lb_grow(part->gates, &part->capacity, part->count + 1, sizeof *part->gates);
    lb_gate *gate = &part->gates[part->count++];
    *gate = (lb_gate){0};
    mpq_init(gate->factor);
    lb_string_init(gate->string);
    return gate;
}

void lb_layers_add_rotation(lb_layers_struct *L, lb_layer_part part, size_t generator, size_t angle,
                            const mpq_t factor)
{
    assert(generator < L->axis_count && angle < L->parts[part].angle_count);
    lb_gate *gate = add_gate(&L->parts[part]);
    gate->generator = generator;
    gate->angle = angle;
    if (factor)
        mpq_set(gate->factor, factor);
    else
        mpq_set_ui(gate->factor, 1, 1);
}

void lb_layers_add_fixed(lb_layers_struct *L, lb_layer_part part, lb_fixed_gate fixed,
                         const uint32_t qubits[2])
{
    bool two = lb_fixed_gate_qubits(fixed) == 2;
    assert(qubits[0] < L->qubits && (!two || (qubits[1] < L->qubits && qubits[0] != qubits[1])));
    lb_gate *gate = add_gate(&L->parts[part]);
    gate->is_fixed = true;
    gate->fixed = fixed;
    gate->qubits[0] = qubits[0];
    gate->qubits[1] = two ? qubits[1] : 0;
}

void lb_layers_add_turn(lb_layers_struct *L, lb_layer_part part, const lb_string_t P,
                        const mpq_t factor)
{
    lb_gate *gate = add_gate(&L->parts[part]);
    gate->is_fixed = gate->is_turn = true;
    lb_string_set(gate->string, P);
    mpq_set(gate->factor, factor);
}

/* a + b c, or SIZE_MAX. */
static size_t add_multiple(size_t a, size_t b, size_t c)
{
    return b && c > (SIZE_MAX - a) / b ? SIZE_MAX : a + b * c;
}

size_t lb_ansatz_layer_angles(const lb_ansatz_t A)
{
    return A->layers ? A->layers->parts[LB_LAYER].rotation_angles : A->generator_count;
}

size_t lb_ansatz_first_angles(const lb_ansatz_t A)
{
    return A->layers ? A->layers->parts[LB_FIRST_LAYER].rotation_angles : 0;
}

size_t lb_ansatz_angles(const lb_ansatz_t A, size_t layers)
{
    return add_multiple(lb_ansatz_first_angles(A), layers, lb_ansatz_layer_angles(A));
}

size_t lb_ansatz_rotations(const lb_ansatz_t A, size_t layers)
{
    if (!A->layers)
        return lb_ansatz_angles(A, layers);
    return add_multiple(A->layers->parts[LB_FIRST_LAYER].rotation_count, layers,
                        A->layers->parts[LB_LAYER].rotation_count);
}

size_t lb_ansatz_layers_for(const lb_ansatz_t A, size_t angles)
{
    size_t K = lb_ansatz_layer_angles(A), first = lb_ansatz_first_angles(A);
    size_t left = angles > first ? angles - first : 0;
    return K ? left / K + (left % K != 0) : 0;
}

size_t lb_ansatz_known_layers(const lb_ansatz_t A)
{
    return A->layers ? A->layers->known : SIZE_MAX;
}

lb_status lb_ansatz_check_cut(const lb_ansatz_t A, size_t angles, lb_error *error)
{
    if (lb_ansatz_layers_for(A, angles) > lb_ansatz_known_layers(A))
        return lb_fail(error, LB_USAGE,
                       "the fixed gates let layers not repeat soon: the rotations of the first %zu "
                       "layers are known, not of %zu",
                       A->layers->known, lb_ansatz_layers_for(A, angles));
    if (!A->layers || !A->layers->shared ||
        lb_ansatz_angles(A, lb_ansatz_layers_for(A, angles)) == angles)
        return LB_OK;
    return lb_fail(error, LB_USAGE,
                   "angles are shared by rotations: the circuit can be cut behind a layer only, "
                   "not after %zu angles",
                   angles);
}

size_t lb_ansatz_cycle(const lb_ansatz_t A)
{
    return add_multiple(0, lb_ansatz_layer_angles(A), A->layers ? A->layers->period : 1);
}

lb_turn_at lb_ansatz_rotation(const lb_ansatz_t A, size_t j)
{
    if (!A->layers)
        return (lb_turn_at){j % A->generator_count, j, false};
    const lb_layers_part *first = &A->layers->parts[LB_FIRST_LAYER],
                         *part = &A->layers->parts[LB_LAYER];
    size_t layer = 0, before = 0;
    if (j < first->rotation_count) {
        part = first;
    } else {
        layer = (j - first->rotation_count) / part->rotation_count;
        before = first->rotation_angles + layer * part->rotation_angles;
        j = (j - first->rotation_count) % part->rotation_count;
    }
    const lb_rotation_place *place = &part->rotations[j];
    assert(layer < lb_ansatz_known_layers(A));
    lb_axis axis = place->axes[layer % place->period];
    return (lb_turn_at){axis.generator, before + place->angle, axis.negative};
}
