/* A gate goes into the first column that is free on all qubits from its first to its last, since
 * lines and boxes pass over those between. */

#include "drawing/drawing.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "drawing/labels.h"
#include "report/escape.h"

typedef struct builder {
    lb_drawing *D;
    const lb_ansatz_struct *A;
    size_t *next;         /* the first free column of each qubit */
    size_t layer, angles; /* from 1, 0 in the first layer; angles before it */
} builder;

uint32_t lb_drawn_first(const lb_drawn_gate *gate)
{
    return gate->marks[0].qubit;
}

uint32_t lb_drawn_last(const lb_drawn_gate *gate)
{
    return gate->marks[gate->count - 1].qubit;
}

bool lb_drawn_touches(const lb_drawn_gate *gate, uint32_t qubit)
{
    for (size_t m = 0; m < gate->count; m++)
        if (gate->marks[m].qubit == qubit)
            return true;
    return false;
}

/* A terminal shows one column for each character that is not a continuation byte. */
size_t lb_drawing_width(const char *text)
{
    size_t width = 0;
    for (; *text; text++)
        width += (*text & 0xC0) != 0x80;
    return width;
}

/* ---- Columns ---- */

/* Takes over the gate. */
static void place(builder *b, lb_drawn_gate gate)
{
    lb_drawing *D = b->D;
    for (uint32_t q = lb_drawn_first(&gate); q <= lb_drawn_last(&gate); q++)
        if (b->next[q] > gate.column)
            gate.column = b->next[q];
    for (uint32_t q = lb_drawn_first(&gate); q <= lb_drawn_last(&gate); q++)
        b->next[q] = gate.column + 1;
    if (gate.column >= D->column_count)
        D->column_count = gate.column + 1;
    D->gates = lb_grow(D->gates, &D->gate_capacity, D->gate_count + 1, sizeof *D->gates);
    D->gates[D->gate_count++] = gate;
}

/* What follows begins in a column of its own. */
static void begin_section(builder *b, char *title)
{
    lb_drawing *D = b->D;
    D->sections[D->section_count++] =
        (lb_drawn_section){.title = title, .first_column = D->column_count};
    for (size_t q = 0; q < D->qubits; q++)
        b->next[q] = D->column_count;
}

/* ---- Gates ---- */

static lb_drawn_gate new_gate(size_t marks)
{
    return (lb_drawn_gate){.count = marks, .marks = lb_calloc(marks, sizeof(lb_mark))};
}

/* A letter on each qubit of the string, and the angle on the last. */
static lb_drawn_gate string_gate(const lb_string_struct *P, size_t qubits, lb_drawn_label angle)
{
    lb_drawn_gate gate = new_gate(lb_string_weight(P));
    size_t m = 0;
    for (uint32_t q = 0; q < qubits; q++) {
        char letter[2] = {lb_string_letter(P, q), '\0'};
        if (*letter != 'I')
            gate.marks[m++] = (lb_mark){.qubit = q, .label = lb_drawn_label_word(letter)};
    }
    lb_mark *last = &gate.marks[m - 1];
    last->label = lb_drawn_label_join(last->label, angle);
    return gate;
}

static bool sum_touches(const lb_sum_struct *H, uint32_t qubit)
{
    for (size_t t = 0; t < H->length; t++)
        if (lb_string_letter(&H->strings[t], qubit) != 'I')
            return true;
    return false;
}

/* The name of a generator, or its number. */
static lb_drawn_label generator_label(const char *name, size_t number)
{
    char *other = lb_sprintf("g%zu", number);
    lb_drawn_label label = lb_drawn_label_word(*name ? name : other);
    free(other);
    return label;
}

static lb_drawn_gate sum_gate(const lb_sum_struct *H, lb_drawn_label label)
{
    size_t touched = 0;
    for (uint32_t q = 0; q < H->qubits; q++)
        touched += sum_touches(H, q);
    lb_drawn_gate gate = new_gate(touched);
    gate.wide = true;
    gate.label = label;
    for (uint32_t q = 0, m = 0; q < H->qubits; q++)
        if (sum_touches(H, q))
            gate.marks[m++].qubit = q;
    return gate;
}

/* Whether the sum is one string, apart from the identity; *term is its number. */
static bool is_string(size_t *term, const lb_sum_struct *H)
{
    size_t strings = 0;
    for (size_t t = 0; t < H->length; t++)
        if (lb_string_weight(&H->strings[t])) {
            *term = t;
            strings++;
        }
    return strings == 1;
}

static void add_rotation(builder *b, const lb_sum_struct *H, size_t number, const char *name,
                         const char *angle_name, size_t angle, const mpq_t factor)
{
    size_t term;
    mpq_t product;
    mpq_init(product);
    if (is_string(&term, H)) {
        mpq_mul(product, factor, &H->coefficients[term]);
        place(b,
              string_gate(&H->strings[term], H->qubits,
                          lb_drawn_label_angle(angle_name, b->angles + angle, b->layer, product)));
    } else if (H->length > 1) {
        place(b, sum_gate(H, lb_drawn_label_join(generator_label(name, number),
                                                 lb_drawn_label_angle(angle_name, b->angles + angle,
                                                                      b->layer, factor))));
    }
    mpq_clear(product);
}

static void set_mark(lb_drawn_gate *gate, size_t m, uint32_t qubit, lb_mark_kind kind,
                     const char *word)
{
    gate->marks[m] = (lb_mark){.kind = kind, .qubit = qubit};
    if (kind == LB_MARK_BOX)
        gate->marks[m].label = lb_drawn_label_word(word);
}

static void add_fixed(builder *b, const lb_gate *written)
{
    const char *name = lb_fixed_gate_name(written->fixed);
    lb_drawn_gate gate = new_gate((size_t)lb_fixed_gate_qubits(written->fixed));
    lb_mark_kind kinds[2] = {LB_MARK_BOX, LB_MARK_BOX};
    const char *words[2] = {name, name};
    size_t low = gate.count == 2 && written->qubits[1] < written->qubits[0];
    switch (written->fixed) {
    case LB_GATE_CX:
    case LB_GATE_CZ:
    case LB_GATE_CY:
        kinds[0] = LB_MARK_CONTROL;
        kinds[1] = written->fixed == LB_GATE_CX   ? LB_MARK_TARGET
                   : written->fixed == LB_GATE_CZ ? LB_MARK_CONTROL
                                                  : LB_MARK_BOX;
        words[1] = "Y";
        break;
    case LB_GATE_SWAP:
        kinds[0] = kinds[1] = LB_MARK_CROSS;
        break;
    case LB_GATE_ECR:
        words[0] = "ECR[0]";
        words[1] = "ECR[1]";
        break;
    default:
        break;
    }
    for (size_t m = 0; m < gate.count; m++) {
        size_t which = m ^ low;
        set_mark(&gate, m, written->qubits[which], kinds[which], words[which]);
    }
    place(b, gate);
}

/* ---- Layers ---- */

static void add_part(builder *b, lb_layer_part which)
{
    const lb_layers_struct *L = b->A->layers;
    const lb_layers_part *part = &L->parts[which];
    for (size_t g = 0; g < part->count; g++) {
        const lb_gate *gate = &part->gates[g];
        if (gate->is_turn)
            place(b, string_gate(gate->string, b->A->qubits,
                                 lb_drawn_label_angle("pi", 0, 0, gate->factor)));
        else if (gate->is_fixed)
            add_fixed(b, gate);
        else if (part->angle_places[gate->angle] != SIZE_MAX)
            add_rotation(b, &L->axes[gate->generator], gate->generator,
                         L->axis_names[gate->generator], part->angle_names[gate->angle],
                         part->angle_places[gate->angle], gate->factor);
    }
    b->angles += part->rotation_angles;
}

static void add_generators(builder *b)
{
    const lb_ansatz_struct *A = b->A;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    for (size_t k = 0; k < A->generator_count; k++)
        add_rotation(b, &A->generators[k], k, A->generator_names[k], "", k, one);
    b->angles += A->generator_count;
    mpq_clear(one);
}

static size_t gates_of_part(const lb_ansatz_t A, lb_layer_part which)
{
    if (A->layers)
        return A->layers->parts[which].count;
    return which == LB_LAYER ? A->generator_count : 0;
}

static void add_layers(builder *b, size_t layers)
{
    if (gates_of_part(b->A, LB_FIRST_LAYER)) {
        begin_section(b, lb_strdup("first"));
        add_part(b, LB_FIRST_LAYER);
    }
    for (b->layer = 1; b->layer <= layers; b->layer++) {
        begin_section(b, lb_sprintf("layer %zu", b->layer));
        if (b->A->layers)
            add_part(b, LB_LAYER);
        else
            add_generators(b);
    }
}

/* Product states have a letter for each qubit; of others the wires have their numbers. */
static void label_wires(lb_drawing *D, const lb_state_t state)
{
    bool product = state->kind == LB_STATE_PRODUCT;
    for (size_t q = 0; q < D->qubits; q++) {
        char letter[2] = {product ? state->text[q] : '\0', '\0'};
        D->wires[q] = product ? lb_drawn_label_ket(letter)
                              : (lb_drawn_label){lb_sprintf("q%zu", q), lb_sprintf("q_{%zu}", q)};
    }
}

/* Of a state that is no product the title tells the first word, or the name. */
static char *make_title(const lb_ansatz_t A, size_t layers, const lb_state_t state)
{
    char *name = lb_ansatz_title(A);
    int word = (int)strcspn(state->text, " ");
    char *from = state->kind == LB_STATE_PRODUCT ? lb_strdup("")
                 : state->amplitudes             ? lb_sprintf(", from the state %s", state->name)
                                     : lb_sprintf(", from a %.*s state", word, state->text);
    char *title = lb_sprintf("%s, %zu layer%s%s; a box with P and θ is exp(-iθP)", name, layers,
                             layers == 1 ? "" : "s", from);
    char *safe = lb_escape_text(title);
    free(name);
    free(from);
    free(title);
    return safe;
}

lb_status lb_drawing_init(lb_drawing *D, const lb_ansatz_t A, size_t layers, size_t state,
                          lb_error *error)
{
    assert(lb_ansatz_is_valid(A));
    size_t per_layer = gates_of_part(A, LB_LAYER);
    if (A->qubits > LB_DRAWN_QUBITS_MAX)
        return lb_fail(error, LB_INPUT,
                       "%zu qubits are too many for a picture: at most %d are drawn", A->qubits,
                       LB_DRAWN_QUBITS_MAX);
    if (per_layer && (layers > LB_DRAWN_GATES_MAX ||
                      gates_of_part(A, LB_FIRST_LAYER) + layers * per_layer > LB_DRAWN_GATES_MAX))
        return lb_fail(error, LB_INPUT,
                       "%zu layers of %zu gates are too many for a picture: at most %d gates are "
                       "drawn",
                       layers, per_layer, LB_DRAWN_GATES_MAX);
    if (state >= A->state_count)
        return lb_fail(error, LB_USAGE, "there is no training state number %zu", state);
    *D = (lb_drawing){.qubits = A->qubits, .title = make_title(A, layers, &A->states[state])};
    D->wires = lb_malloc(D->qubits, sizeof *D->wires);
    D->sections = lb_malloc(layers + 1, sizeof *D->sections);
    label_wires(D, &A->states[state]);
    builder b = {.D = D, .A = A, .next = lb_calloc(D->qubits, sizeof *b.next)};
    add_layers(&b, layers);
    free(b.next);
    return LB_OK;
}

void lb_drawing_clear(lb_drawing *D)
{
    for (size_t g = 0; g < D->gate_count; g++) {
        for (size_t m = 0; m < D->gates[g].count; m++)
            lb_drawn_label_clear(D->gates[g].marks[m].label);
        lb_drawn_label_clear(D->gates[g].label);
        free(D->gates[g].marks);
    }
    for (size_t q = 0; q < D->qubits; q++)
        lb_drawn_label_clear(D->wires[q]);
    for (size_t s = 0; s < D->section_count; s++)
        free(D->sections[s].title);
    free(D->gates);
    free(D->wires);
    free(D->sections);
    free(D->title);
    *D = (lb_drawing){0};
}
