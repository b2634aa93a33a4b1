/* Gates of OpenQASM: the ones that are rotations or fixed gates by themselves, a library of the others
 * written in terms of these, the definitions of a file, and calls with their modifiers. */

#include "ansatz/foreign/qasm.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"

/* exp(-i a/2 P), or with shift diag(1, exp(i a)) and its like. */
static const struct rotation {
    const char *name, *letters;
    bool shift;
} rotations[] = {
    {"rx", "X", false},   {"ry", "Y", false},   {"rz", "Z", false},   {"p", "Z", true},
    {"u1", "Z", true},    {"phase", "Z", true}, {"rxx", "XX", false}, {"ryy", "YY", false},
    {"rzz", "ZZ", false}, {"rzx", "ZX", false},
};

static const struct fixed {
    const char *name;
    lb_fixed_gate gate;
} fixed_gates[] = {
    {"h", LB_GATE_H},   {"s", LB_GATE_S},       {"sdg", LB_GATE_SDG},     {"x", LB_GATE_X},
    {"y", LB_GATE_Y},   {"z", LB_GATE_Z},       {"sx", LB_GATE_SX},       {"sxdg", LB_GATE_SXDG},
    {"cx", LB_GATE_CX}, {"CX", LB_GATE_CX},     {"cnot", LB_GATE_CX},     {"cy", LB_GATE_CY},
    {"cz", LB_GATE_CZ}, {"swap", LB_GATE_SWAP}, {"iswap", LB_GATE_ISWAP}, {"ecr", LB_GATE_ECR},
};

static const char library[] =
    "gate id a {}\n"
    "gate u0(t) a {}\n"
    "gate t a { p(pi/4) a; }\n"
    "gate tdg a { p(-pi/4) a; }\n"
    "gate u3(t, f, l) a { p(l) a; ry(t) a; p(f) a; }\n"
    "gate u2(f, l) a { p(l) a; ry(pi/2) a; p(f) a; }\n"
    "gate u(t, f, l) a { u3(t, f, l) a; }\n"
    "gate U(t, f, l) a { u3(t, f, l) a; }\n"
    "gate r(t, f) a { rz(-f) a; rx(t) a; rz(f) a; }\n"
    "gate ch a, b { ctrl @ h a, b; }\n"
    "gate cs a, b { ctrl @ s a, b; }\n"
    "gate csdg a, b { ctrl @ sdg a, b; }\n"
    "gate csx a, b { ctrl @ sx a, b; }\n"
    "gate crx(t) a, b { ctrl @ rx(t) a, b; }\n"
    "gate cry(t) a, b { ctrl @ ry(t) a, b; }\n"
    "gate crz(t) a, b { ctrl @ rz(t) a, b; }\n"
    "gate cp(t) a, b { ctrl @ p(t) a, b; }\n"
    "gate cu1(t) a, b { ctrl @ p(t) a, b; }\n"
    "gate cphase(t) a, b { ctrl @ p(t) a, b; }\n"
    "gate cu3(t, f, l) a, b { ctrl @ u3(t, f, l) a, b; }\n"
    "gate cu(t, f, l, g) a, b { p(g) a; ctrl @ u3(t, f, l) a, b; }\n"
    "gate ccx a, b, c { ctrl @ cx a, b, c; }\n"
    "gate ccz a, b, c { ctrl @ cz a, b, c; }\n"
    "gate cswap a, b, c { ctrl @ swap a, b, c; }\n"
    "gate dcx a, b { cx a, b; cx b, a; }\n"
    "gate xx_plus_yy(t, f) a, b { rz(f) a; rxx(t/2) a, b; ryy(t/2) a, b; rz(-f) a; }\n"
    "gate xx_minus_yy(t, f) a, b { rz(-f) b; rxx(t/2) a, b; ryy(-t/2) a, b; rz(f) b; }\n";

static const lb_qasm_gate *find_gate(const lb_qasm *q, const char *name, size_t length,
                                     bool of_library)
{
    for (size_t i = q->gate_count; i-- > 0;)
        if (q->gates[i].of_library == of_library && lb_same(name, length, q->gates[i].name))
            return &q->gates[i];
    return NULL;
}

/* What a call names: one of the three. */
typedef struct target {
    const struct rotation *rotation;
    const struct fixed *fixed;
    size_t gate; /* its number + 1 */
    bool phase;  /* gphase: no qubits */
    size_t angles, qubits;
} target;

static target find_target(const lb_qasm *q, const char *name, size_t length)
{
    const lb_qasm_gate *gate = find_gate(q, name, length, false);
    for (size_t i = 0; !gate && i < sizeof rotations / sizeof *rotations; i++)
        if (lb_same(name, length, rotations[i].name))
            return (target){
                .rotation = &rotations[i], .angles = 1, .qubits = strlen(rotations[i].letters)};
    for (size_t i = 0; !gate && i < sizeof fixed_gates / sizeof *fixed_gates; i++)
        if (lb_same(name, length, fixed_gates[i].name))
            return (target){.fixed = &fixed_gates[i],
                            .qubits = (size_t)lb_fixed_gate_qubits(fixed_gates[i].gate)};
    if (!gate && lb_same(name, length, "gphase"))
        return (target){.phase = true, .angles = 1};
    if (!gate)
        gate = find_gate(q, name, length, true);
    if (!gate)
        return (target){0};
    return (target){.gate = (size_t)(gate - q->gates) + 1,
                    .angles = gate->angle_count,
                    .qubits = gate->qubit_count};
}

/* ---- Definitions ---- */

static lb_status read_names(lb_qasm *q, char **names, size_t *count, int end)
{
    lb_scanner *s = &q->scan;
    lb_status status = LB_OK;
    while (!status && s->kind != end) {
        if (s->kind != LB_SCAN_NAME)
            return lb_scan_expected(s, "a name");
        if (*count == LB_QASM_ARGUMENTS_MAX)
            return lb_scan_fail(s, "a gate has at most %d names here", LB_QASM_ARGUMENTS_MAX);
        names[*count] = lb_sprintf("%.*s", (int)s->length, s->text);
        ++*count;
        status = lb_scan_next(s);
        if (!status && s->kind != end)
            status = lb_scan_symbol(s, ',', "','");
    }
    return status;
}

static lb_status skip_body(lb_scanner *s)
{
    lb_status status = LB_OK;
    for (size_t depth = 1; !status && depth;) {
        depth += s->kind == '{';
        depth -= s->kind == '}';
        if (s->kind == LB_SCAN_END)
            return lb_scan_expected(s, "'}'");
        status = lb_scan_next(s);
    }
    return status;
}

lb_status lb_qasm_define(lb_qasm *q)
{
    lb_scanner *s = &q->scan;
    if (s->kind != LB_SCAN_NAME)
        return lb_scan_expected(s, "the name of the gate");
    if (find_gate(q, s->text, s->length, q->in_library))
        return lb_scan_fail(s, "the gate %s is defined already", lb_quote(s->text, s->length).text);
    q->gates = lb_grow(q->gates, &q->gate_capacity, q->gate_count + 1, sizeof *q->gates);
    lb_qasm_gate *gate = &q->gates[q->gate_count++];
    *gate = (lb_qasm_gate){.name = lb_sprintf("%.*s", (int)s->length, s->text),
                           .of_library = q->in_library};
    lb_status status = lb_scan_next(s);
    if (!status && s->kind == '(') {
        status = lb_scan_next(s);
        if (!status)
            status = read_names(q, gate->angles, &gate->angle_count, ')');
        if (!status)
            status = lb_scan_next(s);
    }
    if (!status)
        status = read_names(q, gate->qubits, &gate->qubit_count, '{');
    gate->body = *s;
    if (!status)
        status = lb_scan_symbol(s, '{', "'{'");
    return status ? status : skip_body(s);
}

lb_status lb_qasm_begin(lb_qasm *q)
{
    lb_status status = lb_scan_begin(&q->scan, "the library of gates", library, sizeof library - 1,
                                     false, q->scan.error);
    q->in_library = true;
    while (!status && q->scan.kind != LB_SCAN_END) {
        status = lb_scan_next(&q->scan);
        if (!status)
            status = lb_qasm_define(q);
    }
    q->in_library = false;
    return status;
}

/* ---- Calls ---- */

typedef enum modifier_kind { INVERSE, POWER, CONTROL } modifier_kind;
typedef struct modifier {
    modifier_kind kind;
    bool negative;
    mpq_t power;
} modifier;

typedef struct call {
    size_t modifier_count, controls;
    modifier modifiers[LB_QASM_ARGUMENTS_MAX];
    target target;
    size_t angle_count;
    lb_angle angles[LB_QASM_ARGUMENTS_MAX];
    size_t operand_count, length; /* length: of the registers, 1 without any */
    uint32_t *operands[2 * LB_QASM_ARGUMENTS_MAX];
    size_t sizes[2 * LB_QASM_ARGUMENTS_MAX];
} call;

static lb_status add_modifier(lb_qasm *q, call *c, modifier_kind kind, bool negative)
{
    if (c->modifier_count == LB_QASM_ARGUMENTS_MAX)
        return lb_scan_fail(&q->scan, "too many modifiers");
    modifier *m = &c->modifiers[c->modifier_count++];
    m->kind = kind;
    m->negative = negative;
    mpq_init(m->power);
    c->controls += kind == CONTROL;
    return LB_OK;
}

/* The number in the parentheses of pow(1/2) or ctrl(2). */
static lb_status modifier_number(lb_qasm *q, mpq_t number)
{
    lb_scanner place = q->scan;
    bool literal = true;
    lb_angle value;
    lb_angle_init(&value);
    lb_status status = lb_scan_symbol(&q->scan, '(', "'('");
    if (!status)
        status = lb_qasm_expression(q, &value, &literal);
    if (!status && !lb_angle_is_rational(&value))
        status = lb_scan_fail(&place, "a number was expected here");
    mpq_set(number, value.number);
    lb_angle_clear(&value);
    return status ? status : lb_scan_symbol(&q->scan, ')', "')'");
}

static lb_status read_controls(lb_qasm *q, call *c, bool negative)
{
    mpq_t number;
    mpq_init(number);
    mpq_set_ui(number, 1, 1);
    lb_scanner place = q->scan;
    lb_status status = q->scan.kind == '(' ? modifier_number(q, number) : LB_OK;
    if (!status && (mpz_cmp_ui(mpq_denref(number), 1) || mpz_cmp_ui(mpq_numref(number), 1) < 0 ||
                    mpz_cmp_ui(mpq_numref(number), LB_QASM_ARGUMENTS_MAX) > 0))
        status = lb_scan_fail(&place, "a number of controls was expected here");
    for (unsigned long i = 0; !status && i < mpz_get_ui(mpq_numref(number)); i++)
        status = add_modifier(q, c, CONTROL, negative);
    mpq_clear(number);
    return status;
}

static lb_status read_modifiers(lb_qasm *q, call *c)
{
    lb_scanner *s = &q->scan;
    lb_status status = LB_OK;
    while (!status) {
        bool inverse = lb_scan_is(s, "inv"), negative = lb_scan_is(s, "negctrl");
        bool power = lb_scan_is(s, "pow");
        if (!inverse && !negative && !power && !lb_scan_is(s, "ctrl"))
            return LB_OK;
        status = lb_scan_next(s);
        if (!status && inverse)
            status = add_modifier(q, c, INVERSE, false);
        else if (!status && power) {
            status = add_modifier(q, c, POWER, false);
            if (!status)
                status = modifier_number(q, c->modifiers[c->modifier_count - 1].power);
        } else if (!status)
            status = read_controls(q, c, negative);
        if (!status)
            status = lb_scan_symbol(s, '@', "'@'");
    }
    return status;
}

static lb_status unknown_gate(const lb_qasm *q)
{
    const lb_scanner *s = &q->scan;
    lb_nearest nearest;
    lb_nearest_init(&nearest, s->text, s->length);
    for (size_t i = 0; i < sizeof rotations / sizeof *rotations; i++)
        lb_nearest_offer(&nearest, rotations[i].name, strlen(rotations[i].name));
    for (size_t i = 0; i < sizeof fixed_gates / sizeof *fixed_gates; i++)
        lb_nearest_offer(&nearest, fixed_gates[i].name, strlen(fixed_gates[i].name));
    for (size_t i = 0; i < q->gate_count; i++)
        lb_nearest_offer(&nearest, q->gates[i].name, strlen(q->gates[i].name));
    return lb_scan_fail(s, "there is no gate called %s%s", lb_quote(s->text, s->length).text,
                        lb_nearest_hint(&nearest).text);
}

/* "(theta, pi/2)", if it is there. */
static lb_status read_angles(lb_qasm *q, call *c)
{
    lb_scanner *s = &q->scan;
    bool open;
    lb_status status = lb_scan_optional(s, '(', &open);
    while (!status && open && (s->kind != ')' || c->angle_count)) {
        if (c->angle_count == c->target.angles)
            return lb_scan_fail(s, "this gate has %zu angles", c->target.angles);
        lb_angle_init(&c->angles[c->angle_count]);
        status = lb_qasm_angle(q, &c->angles[c->angle_count++]);
        if (status || s->kind == ')')
            break;
        status = s->kind == ',' ? lb_scan_next(s) : lb_scan_expected(s, "',' or ')'");
    }
    if (!status && open)
        status = lb_scan_next(s);
    if (!status && c->angle_count != c->target.angles)
        status = lb_scan_fail(s, "this gate has %zu angles, not %zu", c->target.angles,
                              c->angle_count);
    return status;
}

static lb_status read_operands(lb_qasm *q, call *c)
{
    lb_scanner *s = &q->scan;
    size_t wanted = c->target.qubits + c->controls;
    lb_status status = LB_OK;
    c->length = 1;
    while (!status && s->kind != ';') {
        if (c->operand_count == wanted)
            return lb_scan_fail(s, "this gate is on %zu qubits", wanted);
        size_t i = c->operand_count;
        status = lb_qasm_operand(q, &c->operands[i], &c->sizes[i]);
        c->operand_count += !status;
        if (!status && c->sizes[i] != 1 && c->length != 1 && c->sizes[i] != c->length)
            status = lb_scan_fail(s, "registers of %zu and %zu qubits do not go together",
                                  c->length, c->sizes[i]);
        if (!status && c->sizes[i] != 1)
            c->length = c->sizes[i];
        if (!status && s->kind != ';')
            status = lb_scan_symbol(s, ',', "',' or ';'");
    }
    if (!status && c->operand_count != wanted)
        status = lb_scan_fail(s, "this gate is on %zu qubits, not %zu", wanted, c->operand_count);
    return status;
}

static lb_status run_body(lb_qasm *q, size_t number, const lb_angle *angles, const uint32_t *at)
{
    if (q->depth >= LB_QASM_DEPTH_MAX)
        return lb_scan_fail(&q->scan, "gates are defined by gates more than %d deep",
                            LB_QASM_DEPTH_MAX);
    const lb_qasm_gate gate = q->gates[number - 1];
    lb_scanner back = q->scan;
    size_t frame = q->frame, symbols = q->symbol_count;
    bool in_library = q->in_library;
    for (size_t i = 0; i < gate.angle_count; i++)
        lb_angle_set(
            &lb_qasm_declare(q, gate.angles[i], strlen(gate.angles[i]), LB_QASM_VALUE)->value,
            &angles[i]);
    for (size_t i = 0; i < gate.qubit_count; i++) {
        lb_qasm_symbol *qubit =
            lb_qasm_declare(q, gate.qubits[i], strlen(gate.qubits[i]), LB_QASM_QUBITS);
        qubit->first = at[i];
        qubit->count = 1;
    }
    q->frame = symbols;
    q->in_library = gate.of_library;
    q->scan = gate.body;
    q->depth++;
    lb_status status = lb_scan_symbol(&q->scan, '{', "'{'");
    if (!status)
        status = lb_qasm_block(q, true);
    q->depth--;
    q->scan = back;
    q->frame = frame;
    q->in_library = in_library;
    lb_qasm_forget(q, symbols);
    return status;
}

static lb_status apply_target(lb_qasm *q, const call *c, const uint32_t *at)
{
    const target *t = &c->target;
    if (t->gate)
        return run_body(q, t->gate, c->angles, at);
    if (t->fixed)
        lb_operations_fixed(&q->operations, t->fixed->gate, at);
    else if (t->phase)
        lb_operations_phase(&q->operations, &c->angles[0]);
    else {
        mpq_t half;
        mpq_init(half);
        mpq_set_ui(half, 1, 2);
        lb_operations_rotation(&q->operations, t->rotation->letters, at, half, t->rotation->shift,
                               &c->angles[0]);
        mpq_clear(half);
    }
    return LB_OK;
}

static lb_status apply_modifiers(lb_qasm *q, const call *c, size_t first, const uint32_t *at)
{
    size_t control = c->controls;
    for (size_t i = c->modifier_count; i-- > 0;) {
        const modifier *m = &c->modifiers[i];
        if (m->kind == INVERSE)
            lb_operations_invert(&q->operations, first);
        else if (m->kind == CONTROL)
            lb_operations_control(&q->operations, first, at[--control], m->negative);
        else if (!lb_operations_power(&q->operations, first, m->power))
            return lb_scan_fail(&q->scan,
                                "this gate is not raised to such a power: an integer of at "
                                "most 1000, or a rotation, was expected");
    }
    return LB_OK;
}

/* One gate, on the k-th qubits of its registers. */
static lb_status apply(lb_qasm *q, const call *c, const lb_scanner *place, size_t k)
{
    uint32_t at[2 * LB_QASM_ARGUMENTS_MAX] = {0};
    for (size_t i = 0; i < c->operand_count; i++) {
        at[i] = c->operands[i][c->sizes[i] == 1 ? 0 : k];
        for (size_t j = 0; j < i; j++)
            if (at[i] == at[j])
                return lb_scan_fail(place, "the same qubit twice in one gate");
        if (at[i] < q->measured_capacity && q->measured[at[i]])
            return lb_scan_fail(place, "this qubit was measured before: a circuit of rotations and "
                                       "fixed gates was expected");
    }
    if (q->operations.count > LB_QASM_OPERATIONS_MAX)
        return lb_scan_fail(place, "more than %d gates", LB_QASM_OPERATIONS_MAX);
    const char *limit = q->operations.count % 1024 ? NULL : lb_limit_reached(q->options->limits);
    if (limit)
        return lb_fail(q->scan.error, LB_UNDECIDED, "%s", limit);
    size_t first = q->operations.count;
    if (!q->frame) {
        q->operations.line = place->at_line;
        q->operations.column = place->at_column;
    }
    lb_status status = apply_target(q, c, at + c->controls);
    return status ? status : apply_modifiers(q, c, first, at);
}

static void clear_call(call *c)
{
    for (size_t i = 0; i < c->modifier_count; i++)
        mpq_clear(c->modifiers[i].power);
    for (size_t i = 0; i < c->angle_count; i++)
        lb_angle_clear(&c->angles[i]);
    for (size_t i = 0; i < c->operand_count; i++)
        free(c->operands[i]);
    free(c);
}

static lb_status read_call(lb_qasm *q, call *c)
{
    lb_scanner *s = &q->scan;
    lb_status status = read_modifiers(q, c);
    if (status)
        return status;
    if (s->kind != LB_SCAN_NAME)
        return lb_scan_expected(s, "a gate");
    c->target = find_target(q, s->text, s->length);
    if (!c->target.angles && !c->target.qubits && !c->target.gate)
        return unknown_gate(q);
    status = lb_scan_next(s);
    if (!status)
        status = read_angles(q, c);
    return status ? status : read_operands(q, c);
}

lb_status lb_qasm_call(lb_qasm *q)
{
    lb_scanner place = q->scan;
    call *c = lb_calloc(1, sizeof *c);
    lb_status status = read_call(q, c);
    for (size_t k = 0; !status && k < c->length; k++)
        status = apply(q, c, &place, k);
    clear_call(c);
    return status;
}
