/* OpenQASM 2 and 3: statements, loops, and what is left out of a circuit.
 *
 * A text is read and executed in one pass. The body of a gate or of a loop is read again each time. */

#include "ansatz/foreign/qasm.h"

#include <stdlib.h>
#include <string.h>

#include "ansatz/language/assemble.h"
#include "base/memory.h"
#include "base/text.h"

static lb_status statement(lb_qasm *q);

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

/* Up to the semicolon, whatever it is. */
static lb_status skip(lb_qasm *q)
{
    lb_status status = LB_OK;
    while (!status && q->scan.kind != ';' && q->scan.kind != LB_SCAN_END)
        status = lb_scan_next(&q->scan);
    return status ? status : lb_qasm_end(q);
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
    bool set = s->kind == '{';
    if (!set && s->kind != '[')
        return lb_scan_expected(s, "a range such as [0:3], or a set such as {0, 2}");
    size_t capacity = 0;
    lb_status status = LB_OK;
    do {
        status = lb_scan_next(s);
        if (!status)
            status = lb_qasm_range(q, range);
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
        status = lb_qasm_number_type(q, &size);
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
    return status ? status : lb_qasm_end(q);
}

static lb_status bits(lb_qasm *q, bool old_style)
{
    lb_status status = lb_qasm_declare_register(q, LB_QASM_BITS, old_style);
    if (!status && q->scan.kind == '=')
        return assignment(q);
    return status ? status : lb_qasm_end(q);
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

static lb_status qubits_statement(lb_qasm *q)
{
    bool old_style = lb_scan_is(&q->scan, "qreg");
    lb_status status = lb_scan_next(&q->scan);
    if (!status)
        status = lb_qasm_declare_register(q, LB_QASM_QUBITS, old_style);
    return status ? status : lb_qasm_end(q);
}

static lb_status bits_statement(lb_qasm *q)
{
    bool old_style = lb_scan_is(&q->scan, "creg");
    lb_status status = lb_scan_next(&q->scan);
    return status ? status : bits(q, old_style);
}

static lb_status gate_statement(lb_qasm *q)
{
    lb_status status = lb_scan_next(&q->scan);
    return status ? status : lb_qasm_define(q);
}

static lb_status const_statement(lb_qasm *q)
{
    lb_status status = lb_scan_next(&q->scan);
    return status ? status : lb_qasm_declare_constant(q);
}

static lb_status measure_statement(lb_qasm *q)
{
    lb_status status = measure(q);
    return status ? status : skip(q);
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

typedef lb_status statement_reader(lb_qasm *q);

/* The reader of what begins with the word at hand; NULL for the name of a gate or a register. */
static statement_reader *find_reader(const lb_qasm *q)
{
    static const struct {
        const char *word;
        statement_reader *read;
        bool in_gates;
    } all[] = {{"include", skip, true},
               {"opaque", skip, true},
               {"pragma", skip, true},
               {"barrier", barrier, true},
               {"for", for_loop, true},
               {"input", lb_qasm_declare_input, false},
               {"output", skip, false},
               {"measure", measure_statement, false},
               {"float", lb_qasm_declare_constant, false},
               {"angle", lb_qasm_declare_constant, false},
               {"int", lb_qasm_declare_constant, false},
               {"uint", lb_qasm_declare_constant, false},
               {"const", const_statement, false},
               {"qreg", qubits_statement, false},
               {"qubit", qubits_statement, false},
               {"creg", bits_statement, false},
               {"bit", bits_statement, false},
               {"gate", gate_statement, false}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if ((all[i].in_gates || !q->frame) && lb_scan_is(&q->scan, all[i].word))
            return all[i].read;
    return NULL;
}

static lb_status statement(lb_qasm *q)
{
    lb_scanner *s = &q->scan;
    bool empty;
    lb_status status = lb_scan_optional(s, ';', &empty);
    if (status || empty)
        return status;
    statement_reader *read = find_reader(q);
    if (read)
        return read(q);
    status = refuse_words(q);
    if (status)
        return status;
    const lb_qasm_symbol *symbol =
        s->kind == LB_SCAN_NAME ? lb_qasm_find(q, s->text, s->length) : NULL;
    if (symbol && symbol->kind == LB_QASM_BITS)
        return assignment(q);
    status = lb_qasm_call(q);
    return status ? status : lb_qasm_end(q);
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
    return status ? status : lb_qasm_end(q);
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
    status = lb_ansatz_set_layers(A, L, q->options->limits, q->scan.error);
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
