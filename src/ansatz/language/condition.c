/* Comparisons, and what joins them. */

#include <string.h>

#include "ansatz/language/parser.h"
#include "base/text.h"

static char comparison(int kind)
{
    switch (kind) {
    case LB_TOKEN_EQUAL:
        return '=';
    case LB_TOKEN_NOT_EQUAL:
        return '!';
    case LB_TOKEN_AT_MOST:
        return 'l';
    case LB_TOKEN_AT_LEAST:
        return 'g';
    default:
        return kind == '<' || kind == '>' ? (char)kind : '\0';
    }
}

/* topology == open: the unknown word must be a choice of the parameter on the other side. */
static bool resolve_choice(lb_parser *p, const lb_node *parameter, lb_node *word)
{
    if (word->type != LB_TYPE_UNKNOWN)
        return true;
    const lb_symbol *symbol = parameter->kind == LB_NODE_NAME && parameter->type == LB_TYPE_TEXT
                                  ? lb_parser_find(p, parameter->text, parameter->length)
                                  : NULL;
    if (!symbol || symbol->kind != LB_SYMBOL_CHOICE) {
        lb_refuse_unknown(p, word);
        return false;
    }
    lb_nearest nearest;
    lb_nearest_init(&nearest, word->text, word->length);
    for (size_t i = 0; i < symbol->choice_count; i++) {
        lb_nearest_offer(&nearest, symbol->choices[i], strlen(symbol->choices[i]));
        if (lb_same(word->text, word->length, symbol->choices[i])) {
            word->kind = LB_NODE_TEXT;
            word->type = LB_TYPE_TEXT;
            return true;
        }
    }
    (void)lb_fail_at(p->error, p->script->source, word->line, word->column,
                     "%s is not a choice of the parameter %s%s",
                     lb_quote(word->text, word->length).text, symbol->name,
                     lb_nearest_hint(&nearest).text);
    return false;
}

static lb_node *parse_comparison(lb_parser *p)
{
    lb_token place = p->token;
    lb_node *left = lb_parser_sum(p);
    char op = left ? comparison(p->token.kind) : '\0';
    if (!op)
        return left;
    lb_node *right = lb_parser_advance(p) ? lb_parser_sum(p) : NULL;
    if (!right || !resolve_choice(p, left, right) || !resolve_choice(p, right, left))
        return NULL;
    lb_type type = left->type == LB_TYPE_TEXT ? LB_TYPE_TEXT : LB_TYPE_NUMBER;
    if (!lb_parser_demand(p, left, type) || !lb_parser_demand(p, right, type))
        return NULL;
    if (type == LB_TYPE_TEXT && op != '=' && op != '!') {
        lb_parser_fail_node(p, right, "texts can be compared with == and != only");
        return NULL;
    }
    if (comparison(p->token.kind)) {
        lb_parser_expected(p, "'and' between two comparisons");
        return NULL;
    }
    lb_node *node = lb_parser_node(p, LB_NODE_COMPARE, LB_TYPE_CONDITION, &place);
    node->slot = (uint32_t)op;
    lb_parser_push(p, left, 0);
    lb_parser_push(p, right, 0);
    return lb_parser_adopt(p, node, p->stack_count - 2);
}

static lb_node *parse_not(lb_parser *p)
{
    if (!lb_parser_is_word(p, "not"))
        return parse_comparison(p);
    lb_token place = p->token;
    lb_node *operand = lb_parser_enter(p) && lb_parser_advance(p) ? parse_not(p) : NULL;
    if (!lb_parser_demand(p, operand, LB_TYPE_CONDITION))
        return NULL;
    p->nesting--;
    lb_node *node = lb_parser_node(p, LB_NODE_NOT, LB_TYPE_CONDITION, &place);
    lb_parser_push(p, operand, 0);
    return lb_parser_adopt(p, node, p->stack_count - 1);
}

lb_node *lb_parser_junction(lb_parser *p, lb_node_kind kind)
{
    const char *word = kind == LB_NODE_AND ? "and" : "or";
    lb_token place = p->token;
    size_t base = p->stack_count;
    lb_node *operand = kind == LB_NODE_AND ? parse_not(p) : lb_parser_junction(p, LB_NODE_AND);
    if (!operand || !lb_parser_is_word(p, word))
        return operand;
    for (;;) {
        if (!lb_parser_demand(p, operand, LB_TYPE_CONDITION))
            return NULL;
        lb_parser_push(p, operand, 0);
        if (!lb_parser_is_word(p, word))
            return lb_parser_adopt(p, lb_parser_node(p, kind, LB_TYPE_CONDITION, &place), base);
        if (!lb_parser_advance(p))
            return NULL;
        operand = kind == LB_NODE_AND ? parse_not(p) : lb_parser_junction(p, LB_NODE_AND);
    }
}
