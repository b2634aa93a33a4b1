/* The statements of fermions. */

#include "ansatz/language/assembly.h"

#include <stdlib.h>
#include <string.h>

#include "ansatz/language/operators.h"
#include "base/memory.h"

lb_status lb_assembly_map_fermions(lb_assembly *a, const lb_statement *s)
{
    const char *name;
    size_t length;
    lb_evaluate_text(&name, &length, &a->run, s->value);
    a->run.mapping = lb_mapping_find(name, length);
    if (a->run.mapping == LB_MAP_NONE)
        return lb_interpreter_fail(
            &a->run, s->value,
            "fermions are mapped by jw, parity or bk (Jordan-Wigner, parity, "
            "Bravyi-Kitaev)");
    return LB_OK;
}

/* A 0 or 1 for each mode. */
static lb_status find_occupied(char *occupied, lb_assembly *a, const lb_node *value)
{
    size_t qubits = a->run.qubits, length;
    const char *text;
    int64_t count = 0;
    if (value->type == LB_TYPE_TEXT) {
        lb_evaluate_text(&text, &length, &a->run, value);
        if (length != qubits || strspn(memcpy(occupied, text, length), "01") != length)
            return lb_interpreter_fail(&a->run, value, "a 0 or 1 for each mode was expected here");
        return LB_OK;
    }
    lb_status status = lb_evaluate_integer(&count, &a->run, value);
    if (!status && (count < 0 || count > (int64_t)qubits))
        status = lb_interpreter_fail(&a->run, value, "there are not so many modes");
    for (size_t p = 0; p < qubits && !status; p++)
        occupied[p] = (int64_t)p < count ? '1' : '0';
    return status;
}

lb_status lb_assembly_occupy(lb_assembly *a, const lb_statement *s)
{
    size_t qubits = a->run.qubits;
    lb_error inner;
    if (a->run.mapping == LB_MAP_NONE)
        return lb_interpreter_fail(&a->run, s->value,
                                   "say how fermions lie on qubits in a line before: fermions jw");
    size_t each = a->run.mapping == LB_MAP_PARITY ? qubits : 32;
    lb_status status = lb_interpreter_spend(&a->run, s->value, qubits * each);
    if (status)
        return status;
    char *occupied = lb_calloc(qubits + 1, 1), *label = lb_calloc(qubits + 1, 1);
    status = find_occupied(occupied, a, s->value);
    if (!status)
        lb_mapping_label(label, occupied, a->run.mapping, qubits);
    if (!status && lb_ansatz_add_state(a->A, label, &inner))
        status = lb_assembly_fail(a, s, "%s", inner.message);
    free(occupied);
    free(label);
    return status;
}
