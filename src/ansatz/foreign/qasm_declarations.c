/* OpenQASM: registers and the qubits in them, inputs and constants. */

#include <stdlib.h>
#include <string.h>

#include "ansatz/foreign/qasm.h"
#include "base/memory.h"
#include "base/text.h"

lb_status lb_qasm_end(lb_qasm *q)
{
    return lb_scan_symbol(&q->scan, ';', "';'");
}

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
lb_status lb_qasm_declare_register(lb_qasm *q, lb_qasm_kind kind, bool old_style)
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

static bool is_number_type(const lb_scanner *s)
{
    static const char *const types[] = {"float", "angle", "int", "uint", "complex"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (lb_scan_is(s, types[i]))
            return true;
    return false;
}

/* "angle[64]" */
static lb_status element_type(lb_qasm *q)
{
    size_t width;
    bool given;
    if (!is_number_type(&q->scan))
        return lb_scan_expected(&q->scan, "float, angle, int or uint");
    lb_status status = lb_scan_next(&q->scan);
    return status ? status : optional_size(q, &width, &given);
}

/* ", 4]" */
static lb_status array_size(lb_qasm *q, size_t *size)
{
    lb_scanner *s = &q->scan;
    int64_t count = 0;
    lb_status status = lb_scan_symbol(s, ',', "','");
    if (!status)
        status = lb_qasm_integer(q, &count);
    if (!status && (count < 1 || count > LB_QUBITS_MAX))
        status = lb_scan_fail(s, "an array of 1 to %d numbers was expected", LB_QUBITS_MAX);
    *size = (size_t)count;
    return status ? status : lb_scan_symbol(s, ']', "']'");
}

lb_status lb_qasm_number_type(lb_qasm *q, size_t *size)
{
    lb_scanner *s = &q->scan;
    *size = 0;
    if (!lb_scan_is(s, "array"))
        return element_type(q);
    lb_status status = lb_scan_next(s);
    if (!status)
        status = lb_scan_symbol(s, '[', "'['");
    if (!status)
        status = element_type(q);
    return status ? status : array_size(q, size);
}

lb_status lb_qasm_declare_input(lb_qasm *q)
{
    size_t size, length;
    const char *name;
    lb_status status = lb_scan_next(&q->scan);
    if (!status)
        status = lb_qasm_number_type(q, &size);
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
    return lb_qasm_end(q);
}

lb_status lb_qasm_declare_constant(lb_qasm *q)
{
    size_t size, length;
    const char *name;
    bool literal = true;
    lb_status status = lb_qasm_number_type(q, &size);
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
    return status ? status : lb_qasm_end(q);
}

/* ---- Qubits ---- */

lb_status lb_qasm_range(lb_qasm *q, int64_t range[3])
{
    lb_scanner *s = &q->scan;
    size_t count = 0;
    lb_status status = lb_qasm_integer(q, &range[count++]);
    while (!status && s->kind == ':' && count < 3) {
        status = lb_scan_next(s);
        if (!status)
            status = lb_qasm_integer(q, &range[count++]);
    }
    if (count < 3) {
        range[2] = count == 2 ? range[1] : range[0];
        range[1] = 1;
    }
    return status;
}

/* What may stand behind a register: "[3]", "[0:2:6]", or nothing for all of it. */
static lb_status read_indices(lb_qasm *q, int64_t range[3])
{
    bool indexed;
    lb_status status = lb_scan_optional(&q->scan, '[', &indexed);
    if (status || !indexed)
        return status;
    status = lb_qasm_range(q, range);
    return status ? status : lb_scan_symbol(&q->scan, ']', "']'");
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
    lb_status status = lb_scan_next(s);
    if (!status)
        status = read_indices(q, range);
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
