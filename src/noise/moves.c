/* From generators and fixed gates to moves: each gate with its channels around it. */

#include "noise/moves.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>

#include "base/memory.h"
#include "base/text.h"
#include "circuit/state.h"
#include "noise/split.h"

static void push(lb_noise_moves *list, lb_noise_move move)
{
    list->at = lb_grow(list->at, &list->capacity, list->count + 1, sizeof *list->at);
    list->at[list->count++] = move;
}

/* What is being built: a list of a plan, for a model. */
typedef struct builder {
    lb_noise_plan *plan;
    const lb_noise_model *model;
    lb_noise_moves *list;
    const lb_limits *limits;
} builder;

static bool is_local(const lb_noise_model *model)
{
    return model->x + model->y + model->z > 0;
}

/* The channel of a gate on these qubits, when it is `before` it or behind. */
static void push_channel(const builder *b, uint32_t qubits, bool before)
{
    if (before == b->model->before && is_local(b->model))
        push(b->list, (lb_noise_move){.kind = LB_NOISE_CHANNEL, .qubits = qubits});
}

/* It is the same before and behind the gates of a stage, since they fix the identity. */
static void push_stages(const builder *b, size_t stages)
{
    double factor = pow(1 - b->model->global, (double)stages);
    if (factor < 1)
        push(b->list, (lb_noise_move){.kind = LB_NOISE_GLOBAL, .coefficient = factor});
}

static void push_fixed(const builder *b, lb_fixed_gate gate, const uint32_t *qubits)
{
    lb_noise_plan *plan = b->plan;
    plan->permutations = lb_grow(plan->permutations, &plan->permutation_capacity,
                                 plan->permutation_count + 1, sizeof *plan->permutations);
    lb_noise_permutation_init(&plan->permutations[plan->permutation_count], gate, qubits);
    push(b->list, (lb_noise_move){.kind = LB_NOISE_FIXED, .number = plan->permutation_count++});
}

static uint32_t qubits_of(lb_fixed_gate gate, const uint32_t *qubits)
{
    uint32_t mask = (uint32_t)1 << qubits[0];
    return lb_fixed_gate_qubits(gate) == 2 ? mask | (uint32_t)1 << qubits[1] : mask;
}

static void push_noisy_fixed(const builder *b, lb_fixed_gate gate, const uint32_t *qubits)
{
    push_channel(b, qubits_of(gate, qubits), true);
    push_fixed(b, gate, qubits);
    push_channel(b, qubits_of(gate, qubits), false);
}

/* In place of an angle: pi. */
#define IS_PI SIZE_MAX

static void push_rotation(const builder *b, const lb_spectral_term *term, size_t angle)
{
    bool turns = angle == IS_PI;
    push(b->list, (lb_noise_move){.kind = turns ? LB_NOISE_TURN : LB_NOISE_ROTATION,
                                  .string = {(uint32_t)term->x, (uint32_t)term->z},
                                  .coefficient = term->coefficient * (turns ? M_PI : 1),
                                  .angle = turns ? 0 : angle});
}

static void push_noisy_rotation(const builder *b, const lb_spectral_term *term, size_t angle)
{
    push_channel(b, (uint32_t)(term->x | term->z), true);
    push_rotation(b, term, angle);
    push_channel(b, (uint32_t)(term->x | term->z), false);
}

/* exp(-i theta c P) as gates on one and two qubits. */
static void push_split(const builder *b, const lb_spectral_term *term, size_t angle)
{
    lb_split_gate before[LB_SPLIT_MAX];
    lb_spectral_term core;
    size_t count = lb_split(before, &core, term);
    for (size_t i = 0; i < count; i++)
        push_noisy_fixed(b, before[i].gate, before[i].qubits);
    push_noisy_rotation(b, &core, angle);
    for (size_t i = count; i-- > 0;)
        push_noisy_fixed(b, before[i].gate == LB_GATE_SX ? LB_GATE_SXDG : before[i].gate,
                         before[i].qubits);
}

static uint32_t support(const lb_spectral_term *terms, size_t length)
{
    uint64_t mask = 0;
    for (size_t t = 0; t < length; t++)
        mask |= terms[t].x | terms[t].z;
    return (uint32_t)mask;
}

static void push_commuting(const builder *b, const lb_spectral_term *terms, size_t length,
                           size_t angle)
{
    lb_noise_gates gates = b->model->gates;
    if (gates == LB_NOISE_GENERATORS)
        push_channel(b, support(terms, length), true);
    for (size_t t = 0; t < length; t++) {
        if (gates == LB_NOISE_ELEMENTARY)
            push_split(b, &terms[t], angle);
        else if (gates == LB_NOISE_TERMS)
            push_noisy_rotation(b, &terms[t], angle);
        else
            push_rotation(b, &terms[t], angle);
    }
    if (gates == LB_NOISE_GENERATORS)
        push_channel(b, support(terms, length), false);
}

/* Takes over the terms. */
static lb_status push_dense(const builder *b, lb_spectral_term *terms, size_t length, size_t angle,
                            lb_error *error)
{
    lb_noise_plan *plan = b->plan;
    plan->dense =
        lb_grow(plan->dense, &plan->dense_capacity, plan->dense_count + 1, sizeof *plan->dense);
    lb_noise_dense *dense = &plan->dense[plan->dense_count];
    *dense = (lb_noise_dense){.terms = terms, .length = length};
    plan->dense_count++;
    lb_status status =
        lb_spectral_init(&dense->spectral, terms, length, plan->qubits, b->limits, error);
    push_channel(b, support(terms, length), true);
    push(b->list, (lb_noise_move){.kind = LB_NOISE_DENSE,
                                  .coefficient = 1,
                                  .angle = angle,
                                  .number = plan->dense_count - 1});
    push_channel(b, support(terms, length), false);
    return status;
}

/* exp(-i factor theta H); `name` is for a message. */
static lb_status push_generator(const builder *b, const lb_sum_struct *H, const char *name,
                                const mpq_t factor, size_t angle, lb_error *error)
{
    size_t length;
    lb_spectral_term *terms = lb_split_terms(&length, H, factor);
    lb_status status = LB_OK;
    if (!length) {
        free(terms);
        return LB_OK;
    }
    push_stages(b, b->model->gates == LB_NOISE_ELEMENTARY ? lb_split_stages(terms, length) : 1);
    if (lb_split_commute(terms, length)) {
        push_commuting(b, terms, length, angle);
    } else if (b->model->gates == LB_NOISE_GENERATORS) {
        return push_dense(b, terms, length, angle, error);
    } else {
        status = lb_fail(error, LB_USAGE,
                         "generator %.100s has terms that do not commute, so it is no product of "
                         "gates for its terms: take generators as gates",
                         name);
    }
    free(terms);
    return status;
}

static lb_status push_turn(const builder *b, const lb_gate *gate, size_t qubits, lb_error *error)
{
    lb_sum_t P;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_sum_init(P, qubits);
    lb_sum_append(P, one, gate->string);
    lb_status status = push_generator(b, P, "", gate->factor, IS_PI, error);
    lb_sum_clear(P);
    mpq_clear(one);
    return status;
}

static lb_status build_part(builder *b, const lb_layers_struct *L, lb_layer_part which,
                            lb_error *error)
{
    const lb_layers_part *part = &L->parts[which];
    lb_status status = LB_OK;
    for (size_t g = 0; g < part->count && !status; g++) {
        const lb_gate *gate = &part->gates[g];
        if (gate->is_turn) {
            status = push_turn(b, gate, L->qubits, error);
        } else if (gate->is_fixed) {
            push_stages(b, 1);
            push_noisy_fixed(b, gate->fixed, gate->qubits);
        } else if (part->angle_places[gate->angle] != SIZE_MAX) {
            status = push_generator(b, &L->axes[gate->generator], L->axis_names[gate->generator],
                                    gate->factor, part->angle_places[gate->angle], error);
        }
    }
    return status;
}

static lb_status build_layers(builder *b, const lb_ansatz_t A, lb_error *error)
{
    lb_status status = LB_OK;
    if (A->layers) {
        b->list = &b->plan->lists[LB_NOISE_FIRST];
        status = build_part(b, A->layers, LB_FIRST_LAYER, error);
        b->list = &b->plan->lists[LB_NOISE_LAYER];
        return status ? status : build_part(b, A->layers, LB_LAYER, error);
    }
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    b->list = &b->plan->lists[LB_NOISE_LAYER];
    for (size_t k = 0; k < A->generator_count && !status; k++)
        status = push_generator(b, &A->generators[k],
                                lb_generator_called(A->generator_names[k], k).text, one, k, error);
    mpq_clear(one);
    return status;
}

/* The gates that make a letter of |0>, in their order. */
static size_t letter_gates(lb_fixed_gate gates[2], char letter)
{
    switch (letter) {
    case '1':
        gates[0] = LB_GATE_X;
        return 1;
    case '+':
        gates[0] = LB_GATE_H;
        return 1;
    case '-':
        gates[0] = LB_GATE_X;
        gates[1] = LB_GATE_H;
        return 2;
    case 'r':
        gates[0] = LB_GATE_SXDG;
        return 1;
    case 'l':
        gates[0] = LB_GATE_SX;
        return 1;
    default:
        return 0;
    }
}

/* Product states are prepared from |0>, others are given. */
static void build_preparation(builder *b)
{
    const lb_noise_model *model = b->model;
    const lb_state_struct *state = b->plan->state;
    bool noisy = model->gates == LB_NOISE_ELEMENTARY && !model->ideal_preparation, prepared = false;
    if (state->kind != LB_STATE_PRODUCT)
        return;
    b->list = &b->plan->lists[LB_NOISE_PREPARATION];
    for (uint32_t q = 0; q < state->qubits; q++) {
        lb_fixed_gate gates[2];
        size_t count = letter_gates(gates, state->text[q]);
        if (noisy && count)
            push_channel(b, (uint32_t)1 << q, true);
        for (size_t i = 0; i < count; i++)
            push_fixed(b, gates[i], &q);
        if (noisy && count)
            push_channel(b, (uint32_t)1 << q, false);
        prepared = prepared || count;
    }
    if (noisy && prepared)
        push_stages(b, 1);
    b->plan->state = NULL;
}

static lb_status check_model(const lb_noise_model *model, lb_error *error)
{
    if (!(model->x >= 0 && model->y >= 0 && model->z >= 0 && model->x + model->y + model->z <= 1))
        return lb_fail(error, LB_USAGE,
                       "probabilities %g, %g and %g of X, Y and Z are not those of a channel",
                       model->x, model->y, model->z);
    if (!(model->global >= 0 && model->global <= 1))
        return lb_fail(error, LB_USAGE, "the weight %g of the mixed state is not in 0 .. 1",
                       model->global);
    return LB_OK;
}

static lb_status find_state(lb_noise_plan *plan, const lb_ansatz_t A, size_t number,
                            lb_error *error)
{
    if (number >= A->state_count)
        return lb_fail(error, LB_USAGE, "there is no training state number %zu", number);
    plan->state = &A->states[number];
    plan->qubits = plan->state->qubits;
    if (plan->qubits > LB_NOISE_QUBITS_MAX)
        return lb_fail(error, LB_INPUT,
                       "a density matrix on %zu qubits is too large: at most %d are simulated (a "
                       "bell state has twice the qubits of the ansatz)",
                       plan->qubits, LB_NOISE_QUBITS_MAX);
    return LB_OK;
}

lb_status lb_noise_plan_init(lb_noise_plan *plan, const lb_ansatz_t A, size_t state,
                             const lb_noise_options *options, lb_error *error)
{
    assert(lb_ansatz_is_valid(A));
    const lb_noise_model *model = &options->model;
    *plan = (lb_noise_plan){.factor = {1 - 2 * (model->y + model->z), 1 - 2 * (model->x + model->z),
                                       1 - 2 * (model->x + model->y)}};
    builder b = {.plan = plan, .model = model, .limits = &options->run.limits};
    lb_status status = check_model(model, error);
    if (!status)
        status = find_state(plan, A, state, error);
    if (!status) {
        build_preparation(&b);
        status = build_layers(&b, A, error);
    }
    if (status)
        lb_noise_plan_clear(plan);
    return status;
}

void lb_noise_plan_clear(lb_noise_plan *plan)
{
    for (size_t i = 0; i < LB_NOISE_LISTS; i++)
        free(plan->lists[i].at);
    for (size_t i = 0; i < plan->dense_count; i++) {
        free(plan->dense[i].terms);
        lb_spectral_clear(&plan->dense[i].spectral);
    }
    free(plan->dense);
    free(plan->permutations);
    *plan = (lb_noise_plan){0};
}
