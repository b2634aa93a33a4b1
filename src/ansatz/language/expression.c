/* Expressions, from the loosest to the tightest operator:
 *
 *     or  and  not  == != < <= > >=  + -  * / % (or side by side)  -  ^  atoms
 *
 * One grammar serves numbers, conditions and Pauli sums; every node gets its type as it is made,
 * and mixing types is an error there. "Side by side" and Pauli letters exist only where terms are
 * expected, so that Z[i] Z[i+1] is a product and 3 4 in an index is a mistake. */

#include "ansatz/language/parser.h"

#include <string.h>

#include "base/memory.h"
#include "base/text.h"

static lb_node *parse_any(lb_parser *p);
static lb_node *parse_product(lb_parser *p);
static lb_node *parse_exponent(lb_parser *p);

void lb_parser_fail_node(lb_parser *p, const lb_node *node, const char *message)
{
    (void)lb_fail_at(p->error, p->script->source, node->line, node->column, "%s", message);
}

lb_node *lb_parser_node(lb_parser *p, lb_node_kind kind, lb_type type, const lb_token *place)
{
    lb_node *node = lb_arena_take(&p->script->arena, sizeof *node);
    *node = (lb_node){.kind = (uint8_t)kind,
                      .type = (uint8_t)type,
                      .line = place->line,
                      .column = place->column,
                      .text = place->text,
                      .length = place->length};
    return node;
}

void lb_parser_push(lb_parser *p, lb_node *node, char op)
{
    node->op = op;
    p->stack = lb_grow(p->stack, &p->stack_capacity, p->stack_count + 1, sizeof *p->stack);
    p->stack[p->stack_count++] = node;
}

/* The nodes on the stack from `base` on become the children of node. */
lb_node *lb_parser_adopt(lb_parser *p, lb_node *node, size_t base)
{
    size_t count = p->stack_count - base;
    node->count = (uint32_t)count;
    node->children = lb_arena_take(&p->script->arena, count * sizeof *node->children);
    for (size_t i = 0; i < count; i++) {
        node->children[i] = p->stack[base + i];
        node->is_operator |= node->children[i]->is_operator;
    }
    p->stack_count = base;
    return node;
}

bool lb_parser_enter(lb_parser *p)
{
    if (p->nesting < LB_NESTING_MAX) {
        p->nesting++;
        return true;
    }
    (void)lb_fail_at(p->error, p->script->source, p->token.line, p->token.column,
                     "expressions are nested more than %d deep here", LB_NESTING_MAX);
    return false;
}

lb_node *lb_parser_demand(lb_parser *p, lb_node *node, lb_type type)
{
    static const char *const wanted[] = {"a number was expected here", "a text was expected here",
                                         "a condition such as n > 2 was expected here",
                                         "a Pauli term such as Z[0] was expected here"};
    if (!node || node->type == type)
        return node;
    if (node->type == LB_TYPE_UNKNOWN)
        lb_refuse_unknown(p, node);
    else
        lb_parser_fail_node(p, node, wanted[type]);
    return NULL;
}

/* The value of a literal; small integers, by far the most, without GMP. */
static lb_node *parse_literal(lb_parser *p)
{
    lb_token token = p->token;
    lb_node *node = lb_parser_node(p, LB_NODE_INTEGER, LB_TYPE_NUMBER, &token);
    int64_t value = 0;
    bool small = token.length <= 18;
    for (uint32_t i = 0; small && i < token.length; i++) {
        small = token.text[i] >= '0' && token.text[i] <= '9';
        value = 10 * value + (token.text[i] - '0');
    }
    if (small) {
        node->integer = value;
    } else {
        __mpq_struct *exact = lb_arena_number(&p->script->arena);
        const char *problem = lb_bounded_literal(exact, token.text, token.length);
        p->literal_work += 64 * lb_bounded_limbs(exact);
        if (!problem && p->literal_work > LB_LITERAL_WORK_MAX)
            problem = "the numbers of this file are too large together";
        if (problem) {
            lb_parser_fail_node(p, node, problem);
            return NULL;
        }
        node->kind = LB_NODE_EXACT;
        node->exact = exact;
    }
    if (!lb_parser_advance(p) || lb_refuses_imaginary(p, &token))
        return NULL;
    return node;
}

/* [i, j, ...] with as many indices as letters, when the letters are known. */
bool lb_parser_indices(lb_parser *p, lb_node *word)
{
    bool terms = p->terms;
    size_t base = p->stack_count;
    p->terms = false;
    do {
        lb_node *index =
            lb_parser_advance(p) ? lb_parser_demand(p, parse_any(p), LB_TYPE_NUMBER) : NULL;
        if (!index)
            return false;
        lb_parser_push(p, index, 0);
    } while (p->token.kind == ',');
    lb_parser_adopt(p, word, base);
    p->terms = terms;
    if (!lb_parser_symbol(p, ']', "',' or ']'"))
        return false;
    if (word->kind == LB_NODE_LETTERS && word->count != word->length) {
        (void)lb_fail_at(p->error, p->script->source, word->line, word->column,
                         "%s needs as many indices as letters: %u, not %u",
                         lb_quote(word->text, word->length).text, word->length, word->count);
        return false;
    }
    return true;
}

static lb_node *parse_pauli(lb_parser *p, const lb_symbol *symbol)
{
    lb_node_kind kind = symbol ? LB_NODE_WORD : LB_NODE_LETTERS;
    lb_node *word = lb_parser_node(p, kind, LB_TYPE_TERM, &p->token);
    word->slot = symbol ? symbol->slot : 0;
    if (!lb_parser_advance(p))
        return NULL;
    if (p->token.kind == '[' && !lb_parser_indices(p, word))
        return NULL;
    return word;
}

static lb_node *parse_call(lb_parser *p, lb_function f)
{
    lb_node *call = lb_parser_node(p, LB_NODE_CALL, LB_TYPE_NUMBER, &p->token);
    bool terms = p->terms;
    size_t base = p->stack_count;
    p->terms = false;
    if (!lb_parser_advance(p))
        return NULL;
    if (p->token.kind != '(') {
        lb_parser_expected(p, "'(' after the name of a function");
        return NULL;
    }
    for (size_t i = 0; i < lb_function_arity(f); i++) {
        if (i && p->token.kind != ',') {
            lb_parser_expected(p, "','");
            return NULL;
        }
        lb_node *argument =
            lb_parser_advance(p) ? lb_parser_demand(p, parse_any(p), LB_TYPE_NUMBER) : NULL;
        if (!argument)
            return NULL;
        lb_parser_push(p, argument, 0);
    }
    p->terms = terms;
    lb_parser_adopt(p, call, base);
    call->slot = (uint32_t)f;
    return lb_parser_symbol(p, ')', "')'") ? call : NULL;
}

/* sum(...) or prod(...) and the product that follows. */
static lb_node *parse_sum_loop(lb_parser *p, lb_node_kind kind)
{
    lb_node *node = lb_parser_node(p, kind, LB_TYPE_TERM, &p->token);
    const char *open = kind == LB_NODE_LOOP ? "'(' after sum" : "'(' after prod";
    node->is_operator = kind == LB_NODE_PRODUCT_LOOP;
    if (!lb_parser_advance(p) || !lb_parser_symbol(p, '(', open) || !lb_parser_enter(p))
        return NULL;
    bool terms = p->terms;
    p->terms = false;
    lb_loop *loop = lb_parse_loop(p, ')', "',', 'if' or ')'");
    p->terms = terms;
    if (!loop)
        return NULL;
    node->loop = loop;
    size_t base = p->stack_count;
    lb_node *body = lb_parser_demand(p, parse_product(p), LB_TYPE_TERM);
    if (!body)
        return NULL;
    lb_parser_push(p, body, '+');
    lb_parser_adopt(p, node, base);
    lb_parser_close_loop(p, loop);
    p->nesting--;
    return node;
}

/* What kind of value a name has; that of a graph is none. */
static lb_type symbol_type(const lb_symbol *symbol)
{
    if (!symbol || symbol->kind == LB_SYMBOL_GRAPH)
        return LB_TYPE_UNKNOWN;
    if (symbol->kind == LB_SYMBOL_ROOT)
        return LB_TYPE_TERM;
    bool number = symbol->kind == LB_SYMBOL_NUMBER || symbol->kind == LB_SYMBOL_INDEX;
    return number ? LB_TYPE_NUMBER : LB_TYPE_TEXT;
}

/* A name where terms may stand, with *found false where it begins none. */
static lb_node *parse_term_name(lb_parser *p, const lb_symbol *symbol, bool *found)
{
    const lb_token *token = &p->token;
    bool word = symbol && symbol->kind == LB_SYMBOL_WORD;
    *found = true;
    if (lb_same(token->text, token->length, "sum"))
        return parse_sum_loop(p, LB_NODE_LOOP);
    if (lb_same(token->text, token->length, "prod"))
        return parse_sum_loop(p, LB_NODE_PRODUCT_LOOP);
    if (symbol && symbol->kind == LB_SYMBOL_ROOT)
        return lb_parse_root_name(p, symbol);
    if (lb_begins_operator(p))
        return lb_parse_operator(p);
    if (word || (!symbol && lb_is_pauli(token->text, token->length)))
        return parse_pauli(p, symbol);
    *found = false;
    return NULL;
}

static lb_node *parse_name(lb_parser *p)
{
    const lb_token token = p->token;
    const lb_symbol *symbol = lb_parser_find(p, token.text, token.length);
    bool found = false;
    lb_node *term = p->terms ? parse_term_name(p, symbol, &found) : NULL;
    if (found)
        return term;
    for (int f = 0; !symbol && f < LB_FUNCTION_COUNT; f++)
        if (lb_same(token.text, token.length, lb_function_name((lb_function)f)))
            return parse_call(p, (lb_function)f);
    if (p->angle && !symbol && lb_same(token.text, token.length, "pi"))
        return lb_parse_pi(p);
    lb_node *node = lb_parser_node(p, LB_NODE_NAME, symbol_type(symbol), &token);
    node->slot = symbol ? symbol->slot : 0;
    return lb_parser_advance(p) ? node : NULL;
}

bool lb_parser_is_keyword(const lb_parser *p)
{
    static const char *const words[] = {"if", "in", "for", "and", "or", "not", "by"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lb_parser_is_word(p, words[i]))
            return true;
    return false;
}

static lb_node *parse_atom(lb_parser *p)
{
    if (p->token.kind == LB_TOKEN_NUMBER)
        return parse_literal(p);
    if (p->token.kind == LB_TOKEN_WORD && !lb_parser_is_keyword(p))
        return parse_name(p);
    if (p->token.kind == LB_TOKEN_STRING && !p->terms)
        return lb_parse_text(p);
    if (p->token.kind == '|' && p->terms)
        return lb_parse_dyad(p);
    if (p->token.kind != '(') {
        lb_parser_expected(p, p->terms ? "a Pauli term or a number" : "a number or a name");
        return NULL;
    }
    lb_token open = p->token;
    lb_node *inside = lb_parser_enter(p) && lb_parser_advance(p) ? parse_any(p) : NULL;
    if (!inside || !lb_parser_symbol(p, ')', "')'"))
        return NULL;
    p->nesting--;
    if (inside->type != LB_TYPE_TERM)
        return inside;
    /* A sum of one child marks a parenthesized term. */
    lb_node *node = lb_parser_node(p, LB_NODE_SUM, LB_TYPE_TERM, &open);
    lb_parser_push(p, inside, '+');
    return lb_parser_adopt(p, node, p->stack_count - 1);
}

lb_node *lb_parser_power(lb_parser *p)
{
    lb_token place = p->token;
    lb_node *base = parse_atom(p);
    if (!base || p->token.kind != '^')
        return base;
    bool number = base->type != LB_TYPE_TERM, terms = p->terms;
    if ((number && !lb_parser_demand(p, base, LB_TYPE_NUMBER)) || !lb_parser_enter(p))
        return NULL;
    p->terms = terms && number;
    if (!lb_parser_advance(p))
        return NULL;
    lb_node *exponent = parse_exponent(p);
    if (!exponent)
        return NULL;
    p->nesting--;
    p->terms = terms;
    lb_node *node =
        lb_parser_node(p, LB_NODE_POWER, number ? LB_TYPE_NUMBER : LB_TYPE_TERM, &place);
    node->is_operator = !number;
    lb_parser_push(p, base, 0);
    lb_parser_push(p, exponent, 0);
    return lb_parser_adopt(p, node, p->stack_count - 2);
}

/* -a, as a sum of one child. */
static lb_node *negate(lb_parser *p, lb_node *operand, const lb_token *place)
{
    if (!lb_parser_demand(p, operand, LB_TYPE_NUMBER))
        return NULL;
    lb_node *node = lb_parser_node(p, LB_NODE_SUM, LB_TYPE_NUMBER, place);
    lb_parser_push(p, operand, '-');
    return lb_parser_adopt(p, node, p->stack_count - 1);
}

bool lb_parser_signs(lb_parser *p, bool *negative)
{
    for (*negative = false; p->token.kind == '-' || p->token.kind == '+';) {
        *negative ^= p->token.kind == '-';
        if (!lb_parser_advance(p))
            return false;
    }
    return true;
}

/* A number with a sign, as an exponent. */
static lb_node *parse_exponent(lb_parser *p)
{
    bool negative;
    lb_token place = p->token;
    lb_node *operand = lb_parser_signs(p, &negative) ? lb_parser_power(p) : NULL;
    return operand && negative ? negate(p, operand, &place)
                               : lb_parser_demand(p, operand, LB_TYPE_NUMBER);
}

/* A product in the making: its factors are on the stack from `base` on. It is plain when all its
 * terms are strings, or one is a sum and the rest are numbers. */
typedef struct lb_factors {
    size_t base;
    const lb_node *term; /* the last of the terms, or NULL */
    bool is_operator;    /* it is not plain */
} lb_factors;

static const char *factor_problem(const lb_factors *product, const lb_node *factor, char op)
{
    bool is_term = factor->type == LB_TYPE_TERM;
    if (op != '*' && is_term)
        return lb_roots_is_number(factor) ? "of numbers with roots only sqrt(...) itself can divide"
                                          : "a number cannot be divided by a Pauli term";
    if (op == '%' && product->term)
        return "% is for numbers, not for Pauli terms";
    return NULL;
}

/* The type of the first factor matters only when there is a second. */
static bool join_factor(lb_parser *p, lb_factors *product, lb_node *factor, char op)
{
    bool first = p->stack_count == product->base, is_term = factor->type == LB_TYPE_TERM;
    if (op == '/' && factor->kind == LB_NODE_ROOT && factor->slot == LB_ROOT_SQRT) {
        factor->slot = LB_ROOT_INVERSE;
        op = '*';
    }
    if (!first && !product->term && !lb_parser_demand(p, p->stack[product->base], LB_TYPE_NUMBER))
        return false;
    if (!first && !is_term && !lb_parser_demand(p, factor, LB_TYPE_NUMBER))
        return false;
    const char *problem = factor_problem(product, factor, op);
    if (problem) {
        lb_parser_fail_node(p, factor, problem);
        return false;
    }
    if (is_term && product->term)
        product->is_operator |= !lb_node_is_string(product->term) || !lb_node_is_string(factor);
    if (is_term)
        product->term = factor;
    lb_parser_push(p, factor, op);
    return true;
}

/* A factor with its signs. The sign of a term becomes a factor -1 before it, so that -X[0] Z[1] is
 * still a product of strings. */
static bool parse_factor(lb_parser *p, lb_factors *product, char op)
{
    bool negative;
    lb_token place = p->token;
    lb_node *factor = lb_parser_signs(p, &negative) ? lb_parser_power(p) : NULL;
    if (factor && negative && factor->type == LB_TYPE_TERM) {
        lb_node *sign = lb_parser_node(p, LB_NODE_INTEGER, LB_TYPE_NUMBER, &place);
        sign->integer = -1;
        if (!join_factor(p, product, sign, '*'))
            return false;
    } else if (factor && negative) {
        factor = negate(p, factor, &place);
    }
    return factor && join_factor(p, product, factor, op);
}

static char next_factor(const lb_parser *p)
{
    int kind = p->token.kind;
    if (kind == '*' || kind == '/' || kind == '%')
        return (char)kind;
    bool starts = kind == '(' || kind == '|' || kind == LB_TOKEN_NUMBER ||
                  (kind == LB_TOKEN_WORD && !lb_parser_is_keyword(p));
    return p->terms && starts ? 's' : '\0';
}

static lb_node *parse_product(lb_parser *p)
{
    lb_token place = p->token;
    lb_factors product = {.base = p->stack_count};
    if (!parse_factor(p, &product, '*'))
        return NULL;
    for (char op = next_factor(p); op; op = next_factor(p)) {
        bool beside = op == 's';
        if (beside ? lb_refuses_beside(p, p->stack[p->stack_count - 1]) : !lb_parser_advance(p))
            return NULL;
        op = beside ? '*' : op;
        if (!parse_factor(p, &product, op))
            return NULL;
    }
    if (p->stack_count == product.base + 1)
        return p->stack[--p->stack_count];
    lb_type type = product.term ? LB_TYPE_TERM : LB_TYPE_NUMBER;
    lb_node *node = lb_parser_node(p, LB_NODE_PRODUCT, type, &place);
    node->is_operator = product.is_operator;
    return lb_parser_adopt(p, node, product.base);
}

/* Numbers and terms; a number among terms must turn out to be 0, which is decided later. */
lb_node *lb_parser_sum(lb_parser *p)
{
    lb_token place = p->token;
    size_t base = p->stack_count;
    lb_node *first = parse_product(p);
    if (!first || (p->token.kind != '+' && p->token.kind != '-'))
        return first;
    lb_type type = LB_TYPE_NUMBER;
    char op = '+';
    for (lb_node *child = first; child;) {
        if (child->type == LB_TYPE_TERM)
            type = LB_TYPE_TERM;
        else if (!lb_parser_demand(p, child, LB_TYPE_NUMBER))
            return NULL;
        lb_parser_push(p, child, op);
        if (p->token.kind != '+' && p->token.kind != '-')
            return lb_parser_adopt(p, lb_parser_node(p, LB_NODE_SUM, type, &place), base);
        op = (char)p->token.kind;
        child = lb_parser_advance(p) ? parse_product(p) : NULL;
    }
    return NULL;
}

static lb_node *parse_any(lb_parser *p)
{
    if (!lb_parser_enter(p))
        return NULL;
    lb_node *node = lb_parser_junction(p, LB_NODE_OR);
    p->nesting--;
    return node;
}

lb_node *lb_parse_number(lb_parser *p)
{
    return lb_parser_demand(p, parse_any(p), LB_TYPE_NUMBER);
}

lb_node *lb_parse_condition(lb_parser *p)
{
    return lb_parser_demand(p, parse_any(p), LB_TYPE_CONDITION);
}

lb_node *lb_parse_terms(lb_parser *p)
{
    p->terms = true;
    lb_node *node = parse_any(p);
    p->terms = false;
    if (node && node->type != LB_TYPE_TERM && !lb_parser_demand(p, node, LB_TYPE_NUMBER))
        return NULL;
    return node;
}

lb_node *lb_parse_text(lb_parser *p)
{
    lb_node *node = NULL;
    if (p->token.kind == LB_TOKEN_STRING)
        node = lb_parser_node(p, LB_NODE_TEXT, LB_TYPE_TEXT, &p->token);
    else if (p->token.kind == LB_TOKEN_WORD)
        return lb_parser_demand(p, parse_name(p), LB_TYPE_TEXT);
    else
        lb_parser_expected(p, "a string in quotes, or the name of a text");
    return node && lb_parser_advance(p) ? node : NULL;
}
