/* The syntax of what is no Pauli string: c[p] cdag[p] n[p], hc(T) ahc(T), |01><10|[i,j]. The words
 * are theirs only in front of a bracket or a parenthesis, so that parameters may have these names. */

#include <string.h>

#include "ansatz/language/parser.h"
#include "base/text.h"

static int find_word(const lb_token *word, const char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        if (word->kind == LB_TOKEN_WORD && lb_same(word->text, word->length, words[i]))
            return i;
    return -1;
}

static int find_ladder(const lb_token *word)
{
    static const char *const words[] = {
        [LB_LADDER_ANNIHILATES] = "c", [LB_LADDER_CREATES] = "cdag", [LB_LADDER_NUMBER] = "n"};
    return find_word(word, words, 3);
}

static int find_conjugates(const lb_token *word)
{
    static const char *const words[] = {
        [LB_CONJUGATES_SUM] = "hc", [LB_CONJUGATES_DIFFERENCE] = "ahc"};
    return find_word(word, words, 2);
}

bool lb_begins_operator(const lb_parser *p)
{
    bool ladder = find_ladder(&p->token) >= 0;
    char next = p->lexer.next < p->lexer.end ? *p->lexer.next : '\0';
    return (ladder && next == '[') || (find_conjugates(&p->token) >= 0 && next == '(') ||
           lb_begins_root(p);
}

lb_node *lb_parse_operator(lb_parser *p)
{
    if (lb_begins_root(p))
        return lb_parse_root(p);
    int ladder = find_ladder(&p->token), conjugates = find_conjugates(&p->token);
    lb_node *node = lb_parser_node(p, ladder >= 0 ? LB_NODE_LADDER : LB_NODE_CONJUGATES,
                                   LB_TYPE_TERM, &p->token);
    node->slot = (uint32_t)(ladder >= 0 ? ladder : conjugates);
    node->is_operator = true;
    if (!lb_parser_advance(p))
        return NULL;
    if (ladder >= 0) {
        if (!lb_parser_indices(p, node))
            return NULL;
        if (node->count == 1)
            return node;
        lb_parser_fail_node(p, node, "an operator of one mode or qubit has one index, as in n[0]");
        return NULL;
    }
    size_t base = p->stack_count;
    lb_node *inside = lb_parser_demand(p, lb_parser_power(p), LB_TYPE_TERM);
    if (!inside)
        return NULL;
    lb_parser_push(p, inside, '+');
    return lb_parser_adopt(p, node, base);
}

/* The length of |a><b|, or 0. */
static size_t dyad_length(const char *text, size_t left)
{
    static const char letters[] = "01+-";
    size_t first = 1, second;
    while (first < left && text[first] && strchr(letters, text[first]))
        first++;
    if (first == 1 || left < 2 * first + 2 || memcmp(text + first, "><", 2) != 0)
        return 0;
    for (second = 0; second < first - 1; second++)
        if (!text[first + 2 + second] || !strchr(letters, text[first + 2 + second]))
            return 0;
    return text[2 * first + 1] == '|' ? 2 * first + 2 : 0;
}

lb_node *lb_parse_dyad(lb_parser *p)
{
    const char *text = p->token.text;
    size_t length = dyad_length(text, (size_t)(p->lexer.end - text));
    lb_node *node = lb_parser_node(p, LB_NODE_DYAD, LB_TYPE_TERM, &p->token);
    if (!length) {
        lb_parser_fail(p, &p->token, "%s",
                       "a projector such as |01><01| was expected here: the same number of letters "
                       "0 1 + - on both sides, and no blanks");
        return NULL;
    }
    node->length = (uint32_t)length;
    node->is_operator = true;
    p->lexer.next = text + length;
    if (!lb_parser_advance(p) || (p->token.kind == '[' && !lb_parser_indices(p, node)))
        return NULL;
    if (!node->count || node->count == (length - 4) / 2)
        return node;
    lb_parser_fail_node(p, node, "there is an index for each letter, as in |01><01|[i,j]");
    return NULL;
}

/* jw, parity, bk, or the name of a parameter that is one of these. */
bool lb_parse_fermions(lb_parser *p, lb_statement *statement)
{
    if (p->token.kind == LB_TOKEN_WORD && !lb_parser_find(p, p->token.text, p->token.length)) {
        statement->value = lb_parser_node(p, LB_NODE_TEXT, LB_TYPE_TEXT, &p->token);
        return lb_parser_advance(p);
    }
    statement->value = lb_parse_text(p);
    return statement->value != NULL;
}

/* occupied K, or occupied "1100". */
bool lb_parse_occupied(lb_parser *p, lb_statement *statement)
{
    if (!lb_parser_advance(p))
        return false;
    statement->value = p->token.kind == LB_TOKEN_STRING ? lb_parse_text(p) : lb_parse_number(p);
    return statement->value != NULL;
}
