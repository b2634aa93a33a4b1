/* What expressions refuse because it could be read in two ways, or is written so elsewhere, and the
 * mend. A guess here would be a wrong ansatz that nobody sees. */

#include "ansatz/language/parser.h"

#include <string.h>

#include "ansatz/language/slips.h"
#include "base/text.h"

bool lb_node_is_string(const lb_node *node)
{
    return node->kind == LB_NODE_LETTERS || node->kind == LB_NODE_WORD;
}

void lb_refuse_unknown(lb_parser *p, const lb_node *node)
{
    const lb_token token = {.text = node->text, .length = node->length};
    lb_slip slip = lb_slip_word(node->text, node->length);
    lb_nearest nearest;
    lb_nearest_init(&nearest, node->text, node->length);
    for (size_t i = 0; i < p->script->symbol_count; i++)
        lb_nearest_offer(&nearest, p->script->symbols[i].name, strlen(p->script->symbols[i].name));
    for (int f = 0; f < LB_FUNCTION_COUNT; f++)
        lb_nearest_offer(&nearest, lb_function_name((lb_function)f),
                         strlen(lb_function_name((lb_function)f)));
    lb_hint near = lb_nearest_hint(&nearest);
    const char *hint = slip.text[0] ? slip.text : near.text;
    if (lb_is_pauli(node->text, node->length))
        hint = ": a Pauli term cannot stand inside an index or a condition";
    else if (lb_parser_begins_statement(p, &token))
        hint = ": the line before ends in an operator, and goes on here";
    (void)lb_fail_at(p->error, p->script->source, node->line, node->column, "unknown name %s%s",
                     lb_quote(node->text, node->length).text, hint);
}

bool lb_refuses_imaginary(lb_parser *p, const lb_token *number)
{
    const lb_token *unit = &p->token;
    bool touches = unit->text == number->text + number->length;
    if (!touches || unit->kind != LB_TOKEN_WORD || unit->length != 1 || !strchr("ijJ", *unit->text))
        return false;
    lb_parser_fail(p, number,
                   "%s: coefficients are real, since generators are Hermitian (the i of "
                   "exp(-i angle H) is understood): leave it out, or write * before a name",
                   lb_quote(number->text, number->length + 1).text);
    return true;
}

/* X(0) would be X times 0, and h(2) is a function elsewhere. */
static void refuse_parenthesis(lb_parser *p, const lb_node *name)
{
    size_t left = (size_t)(p->lexer.end - p->lexer.next);
    size_t letters = name->kind == LB_NODE_LETTERS ? name->length : 0;
    lb_slip slip = lb_slip_indices(name->text, name->length, letters, p->lexer.next, left);
    bool string = lb_node_is_string(name);
    (void)lb_fail_at(p->error, p->script->source, p->token.line, p->token.column, "%s %s%s",
                     lb_quote(name->text, name->length).text,
                     string ? "takes its indices in brackets"
                            : "is a number, not a function: write "
                              "* between it and a parenthesis",
                     string ? slip.text : "");
}

/* Whether a word is a number: a parameter, a variable or a function. */
static bool is_number(const lb_parser *p, const lb_token *word)
{
    const lb_symbol *symbol = lb_parser_find(p, word->text, word->length);
    if (symbol)
        return symbol->kind == LB_SYMBOL_NUMBER || symbol->kind == LB_SYMBOL_INDEX;
    for (int f = 0; f < LB_FUNCTION_COUNT; f++)
        if (lb_same(word->text, word->length, lb_function_name((lb_function)f)))
            return true;
    return false;
}

bool lb_refuses_beside(lb_parser *p, const lb_node *left)
{
    const lb_token *right = &p->token;
    const lb_node *leaf = left; /* what the last token belongs to */
    while (leaf->count && !lb_node_is_string(leaf))
        leaf = leaf->children[leaf->count - 1];
    bool bare = p->last == LB_TOKEN_WORD;
    if (left->type == LB_TYPE_UNKNOWN)
        lb_refuse_unknown(p, left);
    else if (right->kind == '(' && bare)
        refuse_parenthesis(p, leaf);
    else if (right->kind == LB_TOKEN_NUMBER && (bare || p->last == LB_TOKEN_NUMBER))
        lb_parser_fail(
            p, right,
            "the number %s stands behind a name or a number: it comes first, or behind a *",
            lb_quote(right->text, right->length).text);
    else if (bare && lb_node_is_string(leaf) && is_number(p, right))
        lb_parser_fail(p, right,
                       "%s stands behind a label without indices: a number comes first, or behind "
                       "a *",
                       lb_quote(right->text, right->length).text);
    else
        return false;
    return true;
}
