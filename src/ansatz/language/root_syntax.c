/* sqrt(a), cos(3*pi/4) and sin(pi/5) among terms. */

#include "ansatz/language/parser.h"
#include "base/text.h"

static int find_function(const lb_token *word)
{
    static const char *const words[] = {
        [LB_ROOT_SQRT] = "sqrt", [LB_ROOT_COS] = "cos", [LB_ROOT_SIN] = "sin"};
    for (int f = 0; f < 3; f++)
        if (word->kind == LB_TOKEN_WORD && lb_same(word->text, word->length, words[f]))
            return f;
    return -1;
}

bool lb_begins_root(const lb_parser *p)
{
    char next = p->lexer.next < p->lexer.end ? *p->lexer.next : '\0';
    return find_function(&p->token) >= 0 && next == '(';
}

lb_node *lb_parse_pi(lb_parser *p)
{
    lb_node *node = lb_parser_node(p, LB_NODE_INTEGER, LB_TYPE_NUMBER, &p->token);
    node->slot = 1;
    node->integer = 1;
    return lb_parser_advance(p) ? node : NULL;
}

/* How often pi stands in an expression. */
static size_t count_pi(const lb_node *node)
{
    size_t count = node->kind == LB_NODE_INTEGER && node->slot == 1;
    for (uint32_t i = 0; i < node->count; i++)
        count += count_pi(node->children[i]);
    return count;
}

/* Whether pi is a factor: pi, -pi, 3*pi/4. */
static bool is_multiple_of_pi(const lb_node *node)
{
    while (node->kind == LB_NODE_SUM && node->count == 1)
        node = node->children[0];
    if (node->kind == LB_NODE_INTEGER && node->slot == 1)
        return true;
    bool found = false;
    for (uint32_t i = 0; node->kind == LB_NODE_PRODUCT && i < node->count && !found; i++)
        found = node->children[i]->op == '*' && is_multiple_of_pi(node->children[i]);
    return found;
}

lb_node *lb_parse_root(lb_parser *p)
{
    lb_node *node = lb_parser_node(p, LB_NODE_ROOT, LB_TYPE_TERM, &p->token);
    node->slot = (uint32_t)find_function(&p->token);
    node->is_operator = p->script->has_roots = true;
    if (!lb_parser_advance(p) || !lb_parser_symbol(p, '(', "'('"))
        return NULL;
    size_t base = p->stack_count;
    p->terms = false;
    p->angle = node->slot != LB_ROOT_SQRT;
    lb_node *argument = lb_parse_number(p);
    bool angle = p->angle;
    p->terms = true;
    p->angle = false;
    if (!argument)
        return NULL;
    if (angle && (count_pi(argument) != 1 || !is_multiple_of_pi(argument))) {
        lb_parser_fail_node(p, argument,
                            "the angle of cos or sin is a rational multiple of pi, such as 3*pi/4");
        return NULL;
    }
    lb_parser_push(p, argument, 0);
    lb_parser_adopt(p, node, base);
    return lb_parser_symbol(p, ')', "')'") ? node : NULL;
}

bool lb_roots_ahead(const lb_parser *p)
{
    lb_parser ahead = *p;
    bool found = false;
    while (!found && !lb_parser_at_end(&ahead)) {
        found = lb_begins_root(&ahead);
        if (lb_lexer_next(&ahead.lexer, &ahead.token, NULL))
            break;
    }
    return found;
}

bool lb_roots_is_number(const lb_node *node)
{
    bool number = node->type != LB_TYPE_TERM || node->kind == LB_NODE_ROOT ||
                  node->kind == LB_NODE_SUM || node->kind == LB_NODE_PRODUCT ||
                  node->kind == LB_NODE_POWER;
    for (uint32_t i = 0; i < node->count && number; i++)
        number = lb_roots_is_number(node->children[i]);
    return number;
}

/* A sum of one child. */
static lb_node *enclose(lb_parser *p, lb_node *inside, const lb_token *place)
{
    lb_node *node = lb_parser_node(p, LB_NODE_SUM, LB_TYPE_TERM, place);
    node->is_operator = true;
    lb_parser_push(p, inside, '+');
    return lb_parser_adopt(p, node, p->stack_count - 1);
}

lb_node *lb_parse_root_number(lb_parser *p)
{
    lb_token place = p->token;
    lb_node *number = lb_parse_terms(p);
    if (!number)
        return NULL;
    if (!lb_roots_is_number(number)) {
        lb_parser_fail_node(p, number, "a parameter is a number, without Pauli letters");
        return NULL;
    }
    p->script->has_roots = true;
    return enclose(p, number, &place);
}

lb_node *lb_parse_root_name(lb_parser *p, const lb_symbol *symbol)
{
    lb_token place = p->token;
    return lb_parser_advance(p) ? enclose(p, symbol->holder, &place) : NULL;
}
