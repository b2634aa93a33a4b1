/* The statements of layers. The generators of the script become those of the layers, and every gate
 * is added where its statement stands. */

#include "ansatz/language/assembly.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Gates of one layer. */
#define GATES_MAX 10000000

lb_status lb_assembly_begin_part(lb_assembly *a, const lb_statement *s)
{
    if (!a->run.qubits)
        return lb_assembly_fail(a, s, "%s must be stated before the layers", "qubits");
    a->layers->qubits = a->run.qubits;
    a->part = s->kind == LB_FIRST ? LB_FIRST_LAYER : LB_LAYER;
    return LB_OK;
}

static lb_status check_place(const lb_assembly *a, const lb_statement *s)
{
    if (!a->layers || a->part == LB_PARTS)
        return lb_assembly_fail(a, s, "%s stands behind a line 'first' or 'layer'",
                                s->kind == LB_ROTATE ? "rotate" : "apply");
    if (a->layers->parts[a->part].count >= GATES_MAX)
        return lb_assembly_fail(a, s, "there are more than %s gates in a layer", "10000000");
    return LB_OK;
}

/* The text of an angle, theta[0,1]. */
static lb_status angle_name(char name[LB_NAME_MAX + 1], lb_assembly *a, const lb_node *angle)
{
    size_t used = (size_t)snprintf(name, LB_NAME_MAX + 1, "%.*s", (int)angle->length, angle->text);
    for (uint32_t i = 0; i < angle->count; i++) {
        int64_t index;
        lb_status status = lb_evaluate_integer(&index, &a->run, angle->children[i]);
        if (status)
            return status;
        if (used + 24 > LB_NAME_MAX)
            return lb_interpreter_fail(&a->run, angle, "this angle has too many indices");
        used += (size_t)snprintf(name + used, LB_NAME_MAX + 1 - used, "%c%lld%s", i ? ',' : '[',
                                 (long long)index, i + 1 == angle->count ? "]" : "");
    }
    return LB_OK;
}

static void mark_used(lb_assembly *a, size_t generator)
{
    size_t before = a->used_capacity;
    a->used = lb_grow(a->used, &a->used_capacity, generator + 1, sizeof *a->used);
    memset(a->used + before, 0, (a->used_capacity - before) * sizeof *a->used);
    a->used[generator] = true;
}

static lb_status add_rotation(lb_assembly *a, const lb_statement *s, size_t generator)
{
    char name[LB_NAME_MAX + 1] = "";
    mpq_t factor;
    mpq_init(factor);
    mpq_set_ui(factor, 1, 1);
    lb_status status = check_place(a, s);
    if (!status && s->angle)
        status = angle_name(name, a, s->angle);
    if (!status && s->factor)
        status = lb_evaluate_exact(factor, &a->run, s->factor);
    if (!status)
        status = lb_interpreter_spend(&a->run, s->angle ? s->angle : s->value, 1);
    if (!status) {
        lb_layers_add_rotation(a->layers, a->part, generator,
                               lb_layers_angle(a->layers, a->part, name), factor);
        mark_used(a, generator);
    }
    mpq_clear(factor);
    return status;
}

/* About a generator that is written here. */
static lb_status add_written(lb_assembly *a, const lb_statement *s, const char *name)
{
    lb_sum_t H;
    lb_status status = lb_assembly_expand(H, a, s);
    if (status)
        return status;
    size_t generator = lb_layers_add_generator(a->layers, name, H);
    lb_sum_clear(H);
    return add_rotation(a, s, generator);
}

typedef struct members {
    lb_assembly *a;
    const lb_statement *s;
} members;

static lb_status visit_member(lb_interpreter *run, void *context)
{
    (void)run;
    const members *m = context;
    char name[LB_NAME_MAX + 1] = "";
    if (m->s->name)
        lb_assembly_member_name(name, m->a, m->s);
    return add_written(m->a, m->s, name);
}

/* About the generator of this name, or all members of the family. */
static lb_status add_named(lb_assembly *a, const lb_statement *s)
{
    size_t length = strlen(s->name), count = a->layers->axis_count, found = 0;
    lb_status status = LB_OK;
    for (size_t k = 0; k < count && !status; k++) {
        const char *name = a->layers->axis_names[k];
        if (strncmp(name, s->name, length) || (name[length] && name[length] != '['))
            continue;
        status = add_rotation(a, s, k);
        found++;
    }
    if (!status && !found)
        return lb_assembly_fail(a, s,
                                "there is no generator %s: the condition of its statement "
                                "does not hold, or it is no member of the family",
                                lb_quote(s->name, length).text);
    return status;
}

lb_status lb_assembly_rotate(lb_assembly *a, const lb_statement *s)
{
    lb_status status = check_place(a, s);
    if (status || !s->value)
        return status ? status : add_named(a, s);
    if (!s->loop)
        return add_written(a, s, s->name);
    if (s->distinct)
        return lb_assembly_fail(a, s, "%s", "only generators can be distinct");
    members m = {.a = a, .s = s};
    return lb_interpreter_loop(&a->run, s->loop, s->value, visit_member, &m);
}

static lb_status add_gate(lb_assembly *a, const lb_statement *s, const lb_node *node)
{
    int64_t qubits[2] = {0};
    for (uint32_t i = 0; i < node->count; i++) {
        lb_status status = lb_evaluate_integer(&qubits[i], &a->run, node->children[i]);
        if (status)
            return status;
        if (qubits[i] < 0 || qubits[i] >= (int64_t)a->run.qubits)
            return lb_fail_at(a->run.error, a->run.script->source, node->children[i]->line,
                              node->children[i]->column,
                              "there is no qubit %lld: the qubits are 0 to %zu",
                              (long long)qubits[i], a->run.qubits - 1);
    }
    if (node->count == 2 && qubits[0] == qubits[1])
        return lb_interpreter_fail(&a->run, node, "this gate acts on two different qubits");
    for (size_t q = 0; q < (node->count ? 1 : a->run.qubits); q++) {
        lb_status status = check_place(a, s);
        if (!status)
            status = lb_interpreter_spend(&a->run, node, 1);
        if (status)
            return status;
        const uint32_t on[2] = {node->count ? (uint32_t)qubits[0] : (uint32_t)q,
                                (uint32_t)qubits[1]};
        lb_layers_add_fixed(a->layers, a->part, (lb_fixed_gate)node->slot, on);
    }
    return LB_OK;
}

static lb_status visit_gates(lb_interpreter *run, void *context)
{
    (void)run;
    const members *m = context;
    lb_status status = LB_OK;
    for (uint32_t i = 0; i < m->s->value->count && !status; i++)
        status = add_gate(m->a, m->s, m->s->value->children[i]);
    return status;
}

lb_status lb_assembly_apply(lb_assembly *a, const lb_statement *s)
{
    members m = {.a = a, .s = s};
    lb_status status = check_place(a, s);
    if (status || !s->loop)
        return status ? status : visit_gates(&a->run, &m);
    return lb_interpreter_loop(&a->run, s->loop, s->value, visit_gates, &m);
}

lb_status lb_assembly_finish_layers(lb_assembly *a)
{
    const lb_script *script = a->run.script;
    for (size_t k = 0; k < a->layers->axis_count; k++)
        if (k >= a->used_capacity || !a->used[k])
            return lb_fail_at(a->run.error, script->source, script->end_line, script->end_column,
                              "%s is in no layer: write 'rotate' and its name behind 'layer'",
                              lb_generator_called(a->layers->axis_names[k], k).text);
    lb_error inner;
    lb_layers_struct *layers = a->layers;
    a->layers = NULL;
    lb_status status = lb_ansatz_set_layers(a->A, layers, a->run.limits, &inner);
    if (status == LB_INPUT)
        return lb_fail_at(a->run.error, script->source, script->end_line, script->end_column, "%s",
                          inner.message);
    return status ? lb_fail(a->run.error, status, "%s", inner.message) : LB_OK;
}
