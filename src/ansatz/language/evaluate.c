/* The values of expressions. */

#include "ansatz/language/interpreter.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"

lb_status lb_interpreter_fail(const lb_interpreter *run, const lb_node *node, const char *message)
{
    return lb_fail_at(run->error, run->script->source, node->line, node->column, "%s", message);
}

lb_status lb_interpreter_spend(lb_interpreter *run, const lb_node *node, uint64_t steps)
{
    const uint64_t period = 1 << 14; /* a millisecond, about */
    run->steps += steps;
    if (run->steps > LB_STEPS_MAX)
        return lb_interpreter_fail(run, node, "expanding this file takes too many steps");
    if (run->steps - run->asked < period)
        return LB_OK;
    run->asked = run->steps;
    return lb_interpreter_ask(run, lb_limit_reached(run->limits));
}

lb_status lb_interpreter_ask(const lb_interpreter *run, const char *reached)
{
    if (!reached)
        return LB_OK;
    return lb_fail(run->error, LB_UNDECIDED, "%s while the ansatz was expanded", reached);
}

/* Long numbers cost more than their length: a greatest common divisor is taken at every step. */
static lb_status spend_on(lb_interpreter *run, const lb_node *node, const mpq_t value)
{
    size_t limbs = lb_bounded_limbs(value);
    return lb_interpreter_spend(run, node, limbs < 16 ? 1 + limbs : 256 * limbs);
}

static lb_status not_an_integer(const lb_interpreter *run, const lb_node *node, const mpq_t value)
{
    if (lb_bounded_limbs(value) > 4)
        return lb_interpreter_fail(run, node, "an integer of 64 bits was expected here");
    char text[256];
    gmp_snprintf(text, sizeof text, "an integer was expected here, not %Qd", value);
    return lb_interpreter_fail(run, node, text);
}

static lb_status integer_name(int64_t *value, lb_interpreter *run, const lb_node *node)
{
    const lb_value *known = &run->values[node->slot];
    if (known->is_exact)
        return not_an_integer(run, node, known->exact);
    *value = known->integer;
    return LB_OK;
}

/* Integer operations from left to right: 0 + first, or 1 * first, then the others. */
static lb_status integer_chain(int64_t *value, lb_interpreter *run, const lb_node *node)
{
    int64_t total = node->kind == LB_NODE_SUM ? 0 : 1;
    for (uint32_t i = 0; i < node->count; i++) {
        int64_t next;
        lb_status status = lb_evaluate_integer(&next, run, node->children[i]);
        if (status)
            return status;
        const char *problem = lb_integer_apply(&total, node->children[i]->op, total, next);
        if (problem)
            return lb_interpreter_fail(run, node->children[i], problem);
    }
    *value = total;
    return LB_OK;
}

static lb_status integer_power(int64_t *value, lb_interpreter *run, const lb_node *node)
{
    int64_t base, exponent;
    lb_status status = lb_evaluate_integer(&base, run, node->children[0]);
    if (!status)
        status = lb_evaluate_integer(&exponent, run, node->children[1]);
    if (status)
        return status;
    const char *problem = lb_integer_apply(value, '^', base, exponent);
    return problem ? lb_interpreter_fail(run, node, problem) : LB_OK;
}

static lb_status integer_from_exact(int64_t *value, lb_interpreter *run, const lb_node *node)
{
    mpq_t exact;
    mpq_init(exact);
    lb_status status = lb_evaluate_exact(exact, run, node);
    if (!status && !lb_bounded_to_integer(value, exact))
        status = not_an_integer(run, node, exact);
    mpq_clear(exact);
    return status;
}

lb_status lb_evaluate_integer(int64_t *value, lb_interpreter *run, const lb_node *node)
{
    lb_status status = lb_interpreter_spend(run, node, 1);
    if (status)
        return status;
    switch (node->kind) {
    case LB_NODE_INTEGER:
        *value = node->integer;
        return LB_OK;
    case LB_NODE_NAME:
        return integer_name(value, run, node);
    case LB_NODE_SUM:
    case LB_NODE_PRODUCT:
        return integer_chain(value, run, node);
    case LB_NODE_POWER:
        return integer_power(value, run, node);
    default:
        return integer_from_exact(value, run, node);
    }
}

static lb_status exact_chain(mpq_t value, lb_interpreter *run, const lb_node *node)
{
    mpq_t next;
    mpq_init(next);
    mpq_set_ui(value, node->kind == LB_NODE_SUM ? 0 : 1, 1);
    lb_status status = LB_OK;
    for (uint32_t i = 0; i < node->count && !status; i++) {
        const lb_node *child = node->children[i];
        status = lb_evaluate_exact(next, run, child);
        if (status)
            break;
        const char *problem = lb_bounded_apply(value, child->op, value, next);
        status = problem ? lb_interpreter_fail(run, child, problem) : spend_on(run, node, value);
    }
    mpq_clear(next);
    return status;
}

/* A power or a function of one or two arguments. */
static lb_status exact_call(mpq_t value, lb_interpreter *run, const lb_node *node)
{
    mpq_t other;
    mpq_init(other);
    lb_status status = lb_evaluate_exact(value, run, node->children[0]);
    if (!status && node->count > 1)
        status = lb_evaluate_exact(other, run, node->children[1]);
    if (!status) {
        const char *problem = node->kind == LB_NODE_POWER
                                  ? lb_bounded_apply(value, '^', value, other)
                                  : lb_bounded_call(value, (lb_function)node->slot, value, other);
        status = problem ? lb_interpreter_fail(run, node, problem) : spend_on(run, node, value);
    }
    mpq_clear(other);
    return status;
}

lb_status lb_evaluate_exact(mpq_t value, lb_interpreter *run, const lb_node *node)
{
    lb_status status = lb_interpreter_spend(run, node, 1);
    if (status)
        return status;
    const lb_value *known;
    switch (node->kind) {
    case LB_NODE_INTEGER:
        lb_bounded_set_integer(value, node->integer);
        return LB_OK;
    case LB_NODE_EXACT:
        mpq_set(value, node->exact);
        return spend_on(run, node, value);
    case LB_NODE_NAME:
        known = &run->values[node->slot];
        if (known->is_exact)
            mpq_set(value, known->exact);
        else
            lb_bounded_set_integer(value, known->integer);
        return spend_on(run, node, value);
    case LB_NODE_SUM:
    case LB_NODE_PRODUCT:
        return exact_chain(value, run, node);
    default:
        return exact_call(value, run, node);
    }
}

void lb_evaluate_text(const char **text, size_t *length, const lb_interpreter *run,
                      const lb_node *node)
{
    bool literal = node->kind == LB_NODE_TEXT;
    *text = literal ? node->text : run->values[node->slot].text;
    *length = literal ? node->length : run->values[node->slot].length;
}

static lb_status compare_texts(bool *value, lb_interpreter *run, const lb_node *node)
{
    const char *a, *b;
    size_t m, n;
    lb_evaluate_text(&a, &m, run, node->children[0]);
    lb_evaluate_text(&b, &n, run, node->children[1]);
    bool equal = m == n && !memcmp(a, b, m);
    *value = node->slot == '=' ? equal : !equal;
    return lb_interpreter_spend(run, node, equal ? m : 1);
}

static lb_status compare_numbers(bool *value, lb_interpreter *run, const lb_node *node)
{
    mpq_t a, b;
    mpq_inits(a, b, NULL);
    lb_status status = lb_evaluate_exact(a, run, node->children[0]);
    if (!status)
        status = lb_evaluate_exact(b, run, node->children[1]);
    int order = status ? 0 : mpq_cmp(a, b);
    mpq_clears(a, b, NULL);
    switch (node->slot) {
    case '=':
        *value = order == 0;
        break;
    case '!':
        *value = order != 0;
        break;
    case '<':
        *value = order < 0;
        break;
    case '>':
        *value = order > 0;
        break;
    default:
        *value = node->slot == 'l' ? order <= 0 : order >= 0;
    }
    return status;
}

lb_status lb_evaluate_condition(bool *value, lb_interpreter *run, const lb_node *node)
{
    lb_status status = lb_interpreter_spend(run, node, 1);
    if (status)
        return status;
    if (node->kind == LB_NODE_COMPARE && node->children[0]->type == LB_TYPE_TEXT)
        return compare_texts(value, run, node);
    if (node->kind == LB_NODE_COMPARE)
        return compare_numbers(value, run, node);
    bool decides = node->kind == LB_NODE_OR; /* the value that ends the evaluation */
    *value = !decides;
    for (uint32_t i = 0; i < node->count && *value != decides && !status; i++)
        status = lb_evaluate_condition(value, run, node->children[i]);
    if (node->kind == LB_NODE_NOT)
        *value = !*value;
    return status;
}
