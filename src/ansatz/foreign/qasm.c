/* OpenQASM 2 and 3: declarations, loops, and what is left out of a circuit.
 *
 * A text is read and executed in one pass. The body of a gate or of a loop is read again each time. */

#include "ansatz/foreign/qasm.h"

#include <stdlib.h>
#include <string.h>

#include "ansatz/language/assemble.h"
#include "ansatz/set_layers.h"
#include "base/memory.h"
#include "base/text.h"

static lb_status statement(lb_qasm *q);

static lb_status end_statement(lb_qasm *q)
{
    return lb_scan_symbol(&q->scan, ';', "';'");
}

/* ---- Declarations ---- */

/* "[4]", which may be missing. */
static lb_status optional_size(lb_qasm *q, size_t *size, bool *given)
{
    lb_scanner *s = &q->scan;
    lb_status status = lb_scan_optional(s, '[', given);
    if (status || !*given)
        return status;
    lb_scanner place = *s;
    int64_t value;
    status = lb_qasm_integer(q, &value);
    if (!status && (value < 1 || value > LB_QUBITS_MAX))
        status = lb_scan_fail(&place, "a size from 1 to %d was expected here", LB_QUBITS_MAX);
    if (status)
        return status;
    *size = (size_t)value;
    return lb_scan_symbol(s, ']', "']'");
}

static lb_status declared_name(lb_qasm *q, const char **name, size_t *length)
{
    lb_scanner *s = &q->scan;
    if (s->kind != LB_SCAN_NAME)
        return lb_scan_expected(s, "a name");
    const lb_qasm_symbol *old = lb_qasm_find(q, s->text, s->length);
    if (old && old >= q->symbols + q->frame)
        return lb_scan_fail(s, "the name %s is in use already", lb_quote(s->text, s->length).text);
    *name = s->text;
    *length = s->length;
    return lb_scan_next(s);
}

static lb_status add_register(lb_qasm *q, const char *name, size_t length, lb_qasm_kind kind,
                              size_t size)
{
    if (kind == LB_QASM_QUBITS && q->qubits + size > LB_QUBITS_MAX)
        return lb_scan_fail(&q->scan, "more than %d qubits", LB_QUBITS_MAX);
    lb_qasm_symbol *symbol = lb_qasm_declare(q, name, length, kind);
    symbol->first = q->qubits;
    symbol->count = size;
    if (kind == LB_QASM_QUBITS)
        q->qubits += size;
    return LB_OK;
}

/* "qreg q[4];" or "qubit[4] q;", behind the first word, and the same for bits. Bits may be
 * assigned what is measured at once. */
static lb_status declare_register(lb_qasm *q, lb_qasm_kind kind, bool old_style)
{
    const char *name;
    size_t length, size = 1;
    bool given;
    lb_status status = old_style ? LB_OK : optional_size(q, &size, &given);
    if (!status)
        status = declared_name(q, &name, &length);
    if (!status && old_style)
        status = optional_size(q, &size, &given);
    return status ? status : add_register(q, name, length, kind, size);
}

/* "float[64]", "array[angle, 4]": a type of numbers; *size is that of an array, or 0. */
static lb_status number_type(lb_qasm *q, size_t *size)
{
    lb_scanner *s = &q->scan;
    static const char *const types[] = {"float", "angle", "int", "uint", "complex"};
    bool array = lb_scan_is(s, "array"), known = false, given;
    *size = 0;
    lb_status status = LB_OK;
    if (array) {
        status = lb_scan_next(s);
        if (!status)
            status = lb_scan_symbol(s, '[', "'['");
    }
    for (size_t i = 0; !status && i < sizeof types / sizeof *types; i++)
        known |= lb_scan_is(s, types[i]);
    if (!status && !known)
        return lb_scan_expected(s, "float, angle, int or uint");
    size_t width;
    if (!status)
        status = lb_scan_next(s);
    if (!status)
        status = optional_size(q, &width, &given);
    if (!status && array) {
        int64_t count = 0;
        status = lb_scan_symbol(s, ',', "','");
        if (!status)
            status = lb_qasm_integer(q, &count);
        if (!status && (count < 1 || count > LB_QUBITS_MAX))
            status = lb_scan_fail(s, "an array of 1 to %d numbers was expected", LB_QUBITS_MAX);
        *size = (size_t)count;
        if (!status)
            status = lb_scan_symbol(s, ']', "']'");
    }
    return status;
}

static lb_status declare_input(lb_qasm *q)
{
    size_t size, length;
    const char *name;
    lb_status status = lb_scan_next(&q->scan);
    if (!status)
        status = number_type(q, &size);
    if (!status)
        status = declared_name(q, &name, &length);
    if (status)
        return status;
    lb_qasm_symbol *symbol = lb_qasm_declare(q, name, length, LB_QASM_PARAMETERS);
    symbol->is_array = size > 0;
    symbol->count = size ? size : 1;
    symbol->first = q->parameter_count;
    for (size_t i = 0; i < symbol->count; i++) {
        char *each = size ? lb_sprintf("%.*s[%zu]", (int)length, name, i)
                          : lb_sprintf("%.*s", (int)length, name);
        lb_qasm_new_parameter(q, each, strlen(each));
        free(each);
    }
    return end_statement(q);
}

static lb_status declare_constant(lb_qasm *q)
{
    size_t size, length;
    const char *name;
    bool literal = true;
    lb_status status = number_type(q, &size);
    if (!status && size)
        status = lb_scan_fail(&q->scan, "arrays are taken as inputs only");
    if (!status)
        status = declared_name(q, &name, &length);
    if (!status)
        status = lb_scan_symbol(&q->scan, '=',
                                "'=' and the value (a parameter of the circuit is "
                                "declared by input)");
    if (status)
        return status;
    lb_angle value;
    lb_angle_init(&value);
    status = lb_qasm_expression(q, &value, &literal);
    if (!status)
        lb_angle_set(&lb_qasm_declare(q, name, length, LB_QASM_VALUE)->value, &value);
    lb_angle_clear(&value);
    return status ? status : end_statement(q);
}

/* ---- Qubits ---- */

/* Positions of a register: an index, or a range first:last or first:step:last with both ends. */
static lb_status read_range(lb_qasm *q, int64_t range[3], bool *is_range)
{
    lb_scanner *s = &q->scan;
    size_t count = 0;
    lb_status status = lb_qasm_integer(q, &range[count++]);
    while (!status && s->kind == ':' && count < 3) {
        status = lb_scan_next(s);
        if (!status)
            status = lb_qasm_integer(q, &range[count++]);
    }
    *is_range = count > 1;
    if (count == 1)
        range[2] = range[0];
    if (count < 3) {
        range[2] = count == 2 ? range[1] : range[0];
        range[1] = 1;
    }
    return status;
}

lb_status lb_qasm_operand(lb_qasm *q, uint32_t **qubits, size_t *count)
{
    lb_scanner *s = &q->scan, place = *s;
    const lb_qasm_symbol *found =
        s->kind == LB_SCAN_NAME ? lb_qasm_find(q, s->text, s->length) : NULL;
    if (!found || found->kind != LB_QASM_QUBITS)
        return lb_scan_expected(s, "a qubit or a register of qubits");
    const lb_qasm_symbol reg = *found;
    int64_t range[3] = {0, 1, (int64_t)reg.count - 1}, size = (int64_t)reg.count;
    bool indexed, is_range = false;
    lb_status status = lb_scan_next(s);
    if (!status)
        status = lb_scan_optional(s, '[', &indexed);
    if (!status && indexed) {
        status = read_range(q, range, &is_range);
        if (!status)
            status = lb_scan_symbol(s, ']', "']'");
    }
    if (status)
        return status;
    for (int i = 0; i < 3; i += 2)
        range[i] += range[i] < 0 && q->version > 2 ? size : 0;
    if (range[0] < 0 || range[2] < 0 || range[0] >= size || range[2] >= size || !range[1])
        return lb_scan_fail(&place, "%s has %lld qubits, counted from 0",
                            lb_quote(reg.name, strlen(reg.name)).text, (long long)size);
    int64_t steps = (range[2] - range[0]) / range[1];
    *count = steps < 0 ? 0 : (size_t)steps + 1;
    *qubits = lb_malloc(*count, sizeof **qubits);
    for (size_t i = 0; i < *count; i++)
        (*qubits)[i] = (uint32_t)(reg.first + (size_t)(range[0] + (int64_t)i * range[1]));
    return LB_OK;
}

static lb_status measure(lb_qasm *q)
{
    uint32_t *qubits;
    size_t count;
    lb_status status = lb_scan_next(&q->scan);
    if (!status)
        status = lb_qasm_operand(q, &qubits, &count);
    if (status)
        return status;
    if (q->measured_capacity < q->qubits) {
        q->measured = lb_realloc(q->measured, q->qubits, sizeof *q->measured);
        memset(q->measured + q->measured_capacity, 0, q->qubits - q->measured_capacity);
        q->measured_capacity = q->qubits;
    }
    for (size_t i = 0; i < count; i++)
        q->measured[qubits[i]] = true;
    q->measurements += count;
    free(qubits);
    return LB_OK;
}

/* ---- Statements ---- */

/* Up to the semicolon, whatever it is. */
static lb_status skip(lb_qasm *q)
{
    lb_status status = LB_OK;
    while (!status && q->scan.kind != ';' && q->scan.kind != LB_SCAN_END)
        status = lb_scan_next(&q->scan);
    return status ? status : end_statement(q);
}

/* "for int i in [0:3] BODY" or "in {0, 2} BODY", behind "for". */
typedef struct loop {
    const char *name;
    size_t length, count;
    int64_t *values;
} loop;

#define LB_QASM_LOOP_MAX 1000000

static lb_status loop_values(lb_qasm *q, loop *over)
{
    lb_scanner *s = &q->scan, place = *s;
    int64_t range[3];
    bool is_range, set = s->kind == '{';
    if (!set && s->kind != '[')
        return lb_scan_expected(s, "a range such as [0:3], or a set such as {0, 2}");
    size_t capacity = 0;
    lb_status status = LB_OK;
    do {
        status = lb_scan_next(s);
        if (!status)
            status = read_range(q, range, &is_range);
        if (status)
            return status;
        int64_t steps = range[1] ? (range[2] - range[0]) / range[1] : -1;
        if (!range[1] || steps >= LB_QASM_LOOP_MAX)
            return lb_scan_fail(&place, "a loop of at most %d turns was expected here",
                                LB_QASM_LOOP_MAX);
        for (int64_t k = 0; k <= steps; k++) {
            over->values = lb_grow(over->values, &capacity, over->count + 1, sizeof *over->values);
            over->values[over->count++] = range[0] + k * range[1];
        }
    } while (set && s->kind == ',');
    return lb_scan_symbol(s, set ? '}' : ']', set ? "'}'" : "']'");
}

static lb_status body_of(lb_qasm *q)
{
    bool braced;
    lb_status status = lb_scan_optional(&q->scan, '{', &braced);
    if (status)
        return status;
    return braced ? lb_qasm_block(q, true) : statement(q);
}

static lb_status run_loop(lb_qasm *q, const loop *over)
{
    lb_scanner body = q->scan;
    lb_status status = LB_OK;
    size_t symbols = q->symbol_count;
    for (size_t i = 0; !status && i < over->count; i++) {
        q->scan = body;
        lb_qasm_symbol *variable = lb_qasm_declare(q, over->name, over->length, LB_QASM_VALUE);
        mpq_set_si(variable->value.number, over->values[i], 1);
        status = body_of(q);
        lb_qasm_forget(q, symbols);
    }
    if (status || over->count)
        return status;
    bool braced;
    status = lb_scan_optional(&q->scan, '{', &braced);
    for (size_t depth = braced; !status && depth;) {
        depth += q->scan.kind == '{';
        depth -= q->scan.kind == '}';
        status = q->scan.kind == LB_SCAN_END ? lb_scan_expected(&q->scan, "'}'")
                                             : lb_scan_next(&q->scan);
    }
    return status || braced ? status : skip(q);
}

static lb_status for_loop(lb_qasm *q)
{
    lb_scanner *s = &q->scan;
    if (q->depth >= LB_QASM_DEPTH_MAX)
        return lb_scan_fail(s, "too many loops within loops");
    loop over = {0};
    size_t size;
    lb_status status = lb_scan_next(s);
    if (!status)
        status = number_type(q, &size);
    over.name = s->text;
    over.length = s->length;
    if (!status)
        status = lb_scan_symbol(s, LB_SCAN_NAME, "a loop variable");
    if (!status && !lb_scan_is(s, "in"))
        status = lb_scan_expected(s, "'in'");
    if (!status)
        status = lb_scan_next(s);
    if (!status)
        status = loop_values(q, &over);
    q->depth++;
    if (!status)
        status = run_loop(q, &over);
    q->depth--;
    free(over.values);
    return status;
}

/* "c = measure q;" */
static lb_status assignment(lb_qasm *q)
{
    lb_scanner *s = &q->scan;
    lb_status status = LB_OK;
    while (!status && s->kind != '=' && s->kind != ';' && s->kind != LB_SCAN_END)
        status = lb_scan_next(s);
    if (!status)
        status = lb_scan_symbol(s, '=', "'='");
    if (!status && !lb_scan_is(s, "measure"))
        return lb_scan_expected(s, "measure (values of bits are never used in a circuit)");
    if (!status)
        status = measure(q);
    return status ? status : end_statement(q);
}

static lb_status bits(lb_qasm *q, bool old_style)
{
    lb_status status = declare_register(q, LB_QASM_BITS, old_style);
    if (!status && q->scan.kind == '=')
        return assignment(q);
    return status ? status : end_statement(q);
}

static lb_status refuse_words(const lb_qasm *q)
{
    static const char *const words[] = {"if",     "while",  "reset", "switch",  "def",
                                        "extern", "return", "cal",   "defcal",  "delay",
                                        "box",    "let",    "break", "continue"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lb_scan_is(&q->scan, words[i]))
            return lb_scan_fail(&q->scan,
                                "%s has no place in an ansatz: rotations, fixed gates and "
                                "loops are taken",
                                words[i]);
    return LB_OK;
}

/* What stands outside of gates alone: *found tells whether it was such a statement. */
static lb_status declaration(lb_qasm *q, bool *found)
{
    lb_scanner *s = &q->scan;
    const bool old_qubits = lb_scan_is(s, "qreg"), old_bits = lb_scan_is(s, "creg");
    const bool qubits = old_qubits || lb_scan_is(s, "qubit"),
               all_bits = old_bits || lb_scan_is(s, "bit");
    const bool gate = lb_scan_is(s, "gate"), constant = lb_scan_is(s, "const");
    *found = true;
    if (lb_scan_is(s, "input"))
        return declare_input(q);
    if (lb_scan_is(s, "output"))
        return skip(q);
    if (lb_scan_is(s, "measure")) {
        lb_status status = measure(q);
        return status ? status : skip(q);
    }
    if (lb_scan_is(s, "float") || lb_scan_is(s, "angle") || lb_scan_is(s, "int") ||
        lb_scan_is(s, "uint"))
        return declare_constant(q);
    *found = qubits || all_bits || gate || constant;
    lb_status status = *found ? lb_scan_next(s) : LB_OK;
    if (status || !*found)
        return status;
    if (gate)
        return lb_qasm_define(q);
    if (constant)
        return declare_constant(q);
    if (all_bits)
        return bits(q, old_bits);
    status = declare_register(q, LB_QASM_QUBITS, old_qubits);
    return status ? status : end_statement(q);
}

/* "barrier q;" or "barrier;": over all qubits, it may end the first layer. */
static lb_status barrier(lb_qasm *q)
{
    lb_scanner *s = &q->scan;
    size_t covered = 0;
    lb_status status = lb_scan_next(s);
    bool all = s->kind == ';';
    while (!status && !q->frame && s->kind != ';') {
        uint32_t *qubits;
        size_t count;
        status = lb_qasm_operand(q, &qubits, &count);
        if (status)
            return status;
        free(qubits);
        covered += count;
        if (s->kind != ';')
            status = lb_scan_symbol(s, ',', "',' or ';'");
    }
    if (!status && !q->frame && (all || covered == q->qubits))
        lb_operations_barrier(&q->operations);
    return status ? status : skip(q);
}

static lb_status statement(lb_qasm *q)
{
    lb_scanner *s = &q->scan;
    bool found;
    lb_status status = lb_scan_optional(s, ';', &found);
    if (status || found)
        return status;
    if (lb_scan_is(s, "include") || lb_scan_is(s, "opaque") || lb_scan_is(s, "pragma"))
        return skip(q);
    if (lb_scan_is(s, "barrier"))
        return barrier(q);
    if (!q->frame) {
        status = declaration(q, &found);
        if (status || found)
            return status;
    }
    if (lb_scan_is(s, "for"))
        return for_loop(q);
    status = refuse_words(q);
    if (status)
        return status;
    const lb_qasm_symbol *symbol =
        s->kind == LB_SCAN_NAME ? lb_qasm_find(q, s->text, s->length) : NULL;
    if (symbol && symbol->kind == LB_QASM_BITS)
        return assignment(q);
    status = lb_qasm_call(q);
    return status ? status : end_statement(q);
}

lb_status lb_qasm_block(lb_qasm *q, bool braced)
{
    lb_status status = LB_OK;
    while (!status && q->scan.kind != '}' && q->scan.kind != LB_SCAN_END)
        status = statement(q);
    if (!status && !braced && q->scan.kind == '}')
        status = lb_scan_expected(&q->scan, "a statement");
    if (!status && braced)
        status = lb_scan_symbol(&q->scan, '}', "'}'");
    return status;
}

/* "OPENQASM 2.0;" */
static lb_status read_version(lb_qasm *q)
{
    lb_scanner *s = &q->scan;
    q->version = 2;
    if (!lb_scan_is(s, "OPENQASM"))
        return LB_OK;
    lb_status status = lb_scan_next(s);
    if (!status && s->kind == LB_SCAN_NUMBER && (s->text[0] == '2' || s->text[0] == '3')) {
        q->version = s->text[0] - '0';
        status = lb_scan_next(s);
    } else if (!status)
        status = lb_scan_expected(s, "version 2 or 3");
    return status ? status : end_statement(q);
}

static void remark(lb_ansatz_t A, const lb_qasm *q)
{
    if (A->layers->parts[LB_FIRST_LAYER].count)
        lb_ansatz_add_remark(A,
                             "the fixed gates before the %s come once, and the rest is a layer, "
                             "which may be repeated: %zu",
                             q->operations.has_barrier ? "barrier" : "first rotation",
                             A->layers->parts[LB_FIRST_LAYER].count);
    if (q->named)
        lb_ansatz_add_remark(A, "a parameter is one angle, however often it occurs: %zu", q->named);
    if (q->numbers && q->options->numbers == LB_NUMBERS_EQUAL)
        lb_ansatz_add_remark(A, "equal numbers are one angle: %zu numbers, %zu angles", q->numbers,
                             q->parameter_count - q->named);
    else if (q->numbers)
        lb_ansatz_add_remark(A, "each number that is an angle is one of its own%s: %zu",
                             q->options->numbers == LB_NUMBERS_ALL
                                 ? ""
                                 : ", but for multiples of pi/2, which are fixed",
                             q->numbers);
    if (q->rounded)
        lb_ansatz_add_remark(A, "decimal numbers within 1e-9 of a multiple of pi/2 are that: %zu",
                             q->rounded);
    if (q->measurements)
        lb_ansatz_add_remark(A, "measurements are passed over: %zu", q->measurements);
}

static lb_status assemble(lb_ansatz_t A, lb_qasm *q)
{
    if (!q->qubits)
        return lb_scan_fail(&q->scan, "this circuit has no qubits");
    lb_layers_struct *L = lb_layers_new(q->qubits);
    lb_status status =
        lb_operations_emit(L, &q->operations, q->parameters, q->scan.source, q->scan.error);
    if (status) {
        lb_layers_free(L);
        return status;
    }
    lb_ansatz_init(A, "", q->qubits);
    lb_prime_roots roots = {.qubits = q->qubits};
    status = lb_layers_build(A, L, &roots, q->options->limits, q->scan.error);
    if (!status && lb_layers_have_turns(L))
        status = lb_ansatz_take_roots(A, roots.roots, roots.count, q->scan.source,
                                      q->options->square_roots, q->scan.error);
    if (!status)
        status = lb_ansatz_add_state(A, "zero", q->scan.error);
    if (status)
        lb_ansatz_clear(A);
    else
        remark(A, q);
    return status;
}

static void clear(lb_qasm *q)
{
    lb_qasm_forget(q, 0);
    free(q->symbols);
    for (size_t i = 0; i < q->gate_count; i++) {
        lb_qasm_gate *gate = &q->gates[i];
        for (size_t k = 0; k < gate->angle_count; k++)
            free(gate->angles[k]);
        for (size_t k = 0; k < gate->qubit_count; k++)
            free(gate->qubits[k]);
        free(gate->name);
    }
    free(q->gates);
    for (size_t i = 0; i < q->parameter_count; i++)
        free(q->parameters[i].name);
    free(q->parameters);
    lb_operations_clear(&q->operations);
    free(q->measured);
    free(q->values);
    free(q->slots);
}

lb_status lb_qasm_read(lb_ansatz_t A, const char *source, const char *text, size_t length,
                       const lb_foreign_options *options, lb_error *error)
{
    lb_qasm q = {.options = options, .scan = {.error = error}};
    lb_operations_init(&q.operations);
    q.operations.qubits = LB_QUBITS_MAX;
    lb_status status = lb_qasm_begin(&q);
    if (!status)
        status = lb_scan_begin(&q.scan, source, text, length, false, error);
    if (!status)
        status = read_version(&q);
    if (!status)
        status = lb_qasm_block(&q, false);
    if (!status)
        status = assemble(A, &q);
    clear(&q);
    return status;
}
