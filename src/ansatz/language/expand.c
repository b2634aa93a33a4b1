/* From the tree of a generator to its terms: loops are run, coefficients multiplied out. */

#include "ansatz/language/operators.h"

#include "base/text.h"

/* A loop with the first `depth` of its bindings assigned. */
typedef struct looping {
    const lb_loop *loop;
    const lb_node *place;
    lb_visit *visit;
    void *context;
} looping;

static lb_status run_bindings(lb_interpreter *run, const looping *l, size_t depth);

static lb_status over_range(lb_interpreter *run, const looping *l, size_t depth)
{
    const lb_binding *binding = &l->loop->bindings[depth];
    int64_t first, last;
    lb_status status = lb_evaluate_integer(&first, run, binding->first);
    if (!status)
        status = lb_evaluate_integer(&last, run, binding->last);
    if (status || last < first)
        return status;
    if ((uint64_t)last - (uint64_t)first >= LB_TERMS_MAX)
        return lb_interpreter_fail(run, binding->first,
                                   "this range has more than 20000000 elements");
    for (int64_t i = first; i <= last && !status; i++) {
        run->values[binding->slots[0]].is_exact = false;
        run->values[binding->slots[0]].integer = i;
        status = run_bindings(run, l, depth + 1);
    }
    return status;
}

/* As a machine integer where it is one. */
static void set_weight(lb_value *value, const lb_graph *graph, size_t edge)
{
    if (value->is_exact)
        mpq_clear(value->exact);
    value->is_exact =
        graph->weights && !lb_bounded_to_integer(&value->integer, &graph->weights[edge]);
    if (!graph->weights)
        value->integer = 1;
    if (!value->is_exact)
        return;
    mpq_init(value->exact);
    mpq_set(value->exact, &graph->weights[edge]);
}

static lb_status over_graph(lb_interpreter *run, const looping *l, size_t depth)
{
    const lb_binding *binding = &l->loop->bindings[depth];
    const lb_value *value = &run->values[binding->source->slot];
    if (!value->graph_is_set)
        return lb_interpreter_fail(
            run, binding->source,
            "this graph is not defined: the condition of no definition holds");
    lb_status status = LB_OK;
    for (size_t e = 0; e < value->graph.count && !status; e++) {
        for (int k = 0; k < 2; k++) {
            run->values[binding->slots[k]].is_exact = false;
            run->values[binding->slots[k]].integer = value->graph.edges[e][k];
        }
        if (binding->weighted)
            set_weight(&run->values[binding->slots[2]], &value->graph, e);
        status = run_bindings(run, l, depth + 1);
    }
    return status;
}

static bool separates(char c)
{
    return c == ' ' || c == ',';
}

static lb_status over_words(lb_interpreter *run, const looping *l, size_t depth)
{
    const lb_binding *binding = &l->loop->bindings[depth];
    const char *text;
    size_t length;
    lb_evaluate_text(&text, &length, run, binding->source);
    lb_status status = lb_interpreter_spend(run, binding->source, length);
    for (size_t i = 0; i < length && !status;) {
        size_t end = i;
        while (end < length && !separates(text[end]))
            end++;
        if (end > i) {
            run->values[binding->slots[0]].text = text + i;
            run->values[binding->slots[0]].length = end - i;
            status = run_bindings(run, l, depth + 1);
        }
        i = end + 1;
    }
    return status;
}

static lb_status run_bindings(lb_interpreter *run, const looping *l, size_t depth)
{
    lb_status status = lb_interpreter_spend(run, l->place, 1);
    if (status)
        return status;
    if (depth < l->loop->count) {
        static lb_status (*const over[])(lb_interpreter *, const looping *,
                                         size_t) = {over_range, over_graph, over_words};
        return over[l->loop->bindings[depth].kind](run, l, depth);
    }
    bool passes = true;
    if (l->loop->filter)
        status = lb_evaluate_condition(&passes, run, l->loop->filter);
    return status || !passes ? status : l->visit(run, l->context);
}

lb_status lb_interpreter_loop(lb_interpreter *run, const lb_loop *loop, const lb_node *place,
                              lb_visit *visit, void *context)
{
    looping l = {.loop = loop, .place = place, .visit = visit, .context = context};
    return run_bindings(run, &l, 0);
}

/* Where terms go, and the product of the coefficients on the way to them. */
typedef struct target {
    lb_sum_struct *sum;
    const __mpq_struct *coefficient;
    const lb_node *body; /* of a loop */
} target;

static lb_status expand(lb_interpreter *run, const target *to, const lb_node *node);

static lb_status place_letter(lb_interpreter *run, lb_string_t P, const lb_node *node,
                              int64_t qubit, char letter)
{
    if (qubit < 0 || qubit >= (int64_t)run->qubits)
        return lb_fail_at(run->error, run->script->source, node->line, node->column,
                          "there is no qubit %lld: the qubits are 0 to %zu", (long long)qubit,
                          run->qubits - 1);
    if (letter == 'I')
        return LB_OK;
    if (lb_string_letter(P, (uint32_t)qubit) != 'I')
        return lb_fail_at(run->error, run->script->source, node->line, node->column,
                          "qubit %lld has two letters in this term", (long long)qubit);
    lb_string_set_letter(P, (uint32_t)qubit, letter);
    return LB_OK;
}

/* An index of I is an index too: I[7] I[7] is a mistake only if qubit 7 does not exist. */
static lb_status place_word(lb_interpreter *run, lb_string_t P, const lb_node *node)
{
    bool literal = node->kind == LB_NODE_LETTERS;
    const char *letters = literal ? node->text : run->values[node->slot].text;
    size_t length = literal ? node->length : run->values[node->slot].length;
    lb_status status = lb_interpreter_spend(run, node, 1 + length);
    if (!status && !lb_is_pauli(letters, length))
        return lb_fail_at(run->error, run->script->source, node->line, node->column,
                          "%s is not a word of the letters I X Y Z",
                          lb_quote(letters, length).text);
    size_t expected = node->count ? node->count : run->qubits;
    if (!status && length != expected)
        return lb_fail_at(run->error, run->script->source, node->line, node->column,
                          "%s needs %zu letter%s, one for each %s", lb_quote(letters, length).text,
                          expected, expected == 1 ? "" : "s", node->count ? "index" : "qubit");
    for (size_t i = 0; i < length && !status; i++) {
        int64_t qubit = (int64_t)i;
        if (node->count)
            status = lb_evaluate_integer(&qubit, run, node->children[i]);
        if (!status)
            status =
                place_letter(run, P, node->count ? node->children[i] : node, qubit, letters[i]);
    }
    return status;
}

static lb_status append(lb_interpreter *run, const target *to, const lb_node *node,
                        const lb_string_t P)
{
    if (++run->terms > LB_TERMS_MAX)
        return lb_interpreter_fail(run, node, "there are more than 20000000 terms");
    run->bytes += sizeof *P + sizeof(mpq_t) + P->length * sizeof *P->blocks +
                  lb_bounded_limbs(to->coefficient) * sizeof(mp_limb_t);
    if (run->bytes > LB_TERM_BYTES_MAX)
        return lb_interpreter_fail(run, node, "the terms need more than 4 GiB");
    lb_sum_append(to->sum, to->coefficient, P);
    return lb_interpreter_spend(run, node, 1);
}

/* Strings side by side, one factor or all the terms of a product. */
static lb_status expand_string(lb_interpreter *run, const target *to, const lb_node *node)
{
    lb_string_t P;
    lb_string_init(P);
    lb_status status = LB_OK;
    if (node->kind != LB_NODE_PRODUCT)
        status = place_word(run, P, node);
    else
        for (uint32_t i = 0; i < node->count && !status; i++)
            if (node->children[i]->type == LB_TYPE_TERM)
                status = place_word(run, P, node->children[i]);
    if (!status)
        status = append(run, to, node, P);
    lb_string_clear(P);
    return status;
}

/* The number in front of a product, times the coefficient so far; op by op from the left. */
static lb_status multiply_numbers(mpq_t product, lb_interpreter *run, const lb_node *node)
{
    mpq_t next;
    mpq_init(next);
    lb_status status = LB_OK;
    for (uint32_t i = 0; i < node->count && !status; i++) {
        const lb_node *child = node->children[i];
        if (child->type == LB_TYPE_TERM)
            continue;
        status = lb_evaluate_exact(next, run, child);
        if (status)
            break;
        const char *problem = lb_bounded_apply(product, child->op, product, next);
        if (problem)
            status = lb_interpreter_fail(run, child, problem);
    }
    mpq_clear(next);
    return status;
}

static lb_status expand_product(lb_interpreter *run, const target *to, const lb_node *node)
{
    const lb_node *composite = NULL;
    for (uint32_t i = 0; i < node->count; i++)
        if (node->children[i]->kind == LB_NODE_SUM || node->children[i]->kind == LB_NODE_LOOP)
            if (node->children[i]->type == LB_TYPE_TERM)
                composite = node->children[i];
    mpq_t number;
    mpq_init(number);
    mpq_set_ui(number, 1, 1);
    lb_status status = multiply_numbers(number, run, node);
    if (!status) {
        const char *problem = lb_bounded_apply(number, '*', number, to->coefficient);
        if (problem)
            status = lb_interpreter_fail(run, node, problem);
        else
            status = lb_interpreter_spend(run, node, 1 + 16 * lb_bounded_limbs(number));
    }
    if (!status) {
        target inner = {.sum = to->sum, .coefficient = number};
        status = composite ? expand(run, &inner, composite) : expand_string(run, &inner, node);
    }
    mpq_clear(number);
    return status;
}

static lb_status visit_body(lb_interpreter *run, void *context)
{
    const target *to = context;
    return expand(run, to, to->body);
}

static lb_status expand_sum(lb_interpreter *run, const target *to, const lb_node *node)
{
    mpq_t minus;
    mpq_init(minus);
    mpq_neg(minus, to->coefficient);
    lb_status status = LB_OK;
    for (uint32_t i = 0; i < node->count && !status; i++) {
        target inner = {.sum = to->sum,
                        .coefficient = node->children[i]->op == '-' ? minus : to->coefficient};
        status = expand(run, &inner, node->children[i]);
    }
    mpq_clear(minus);
    return status;
}

/* A number stands among terms only if it is 0. */
static lb_status expand_number(lb_interpreter *run, const lb_node *node)
{
    mpq_t number;
    mpq_init(number);
    lb_status status = lb_evaluate_exact(number, run, node);
    if (!status && mpq_sgn(number))
        status = lb_interpreter_fail(
            run, node, "a number alone is not a Pauli term: write I[0] for the identity");
    mpq_clear(number);
    return status;
}

static lb_status expand(lb_interpreter *run, const target *to, const lb_node *node)
{
    if (node->type != LB_TYPE_TERM)
        return expand_number(run, node);
    switch (node->kind) {
    case LB_NODE_SUM:
        return expand_sum(run, to, node);
    case LB_NODE_PRODUCT:
        return expand_product(run, to, node);
    case LB_NODE_LOOP: {
        target inner = {.sum = to->sum, .coefficient = to->coefficient, .body = node->children[0]};
        return lb_interpreter_loop(run, node->loop, node, visit_body, &inner);
    }
    default:
        return expand_string(run, to, node);
    }
}

lb_status lb_expand(lb_sum_t S, lb_interpreter *run, const lb_node *node)
{
    if (node->is_operator)
        return lb_expand_operator(S, run, node);
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    target to = {.sum = S, .coefficient = one};
    lb_status status = expand(run, &to, node);
    mpq_clear(one);
    return status;
}
