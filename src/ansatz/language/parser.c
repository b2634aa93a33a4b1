/* What expressions and statements are parsed with: tokens, names and loop variables. */

#include "ansatz/language/parser.h"

#include <string.h>

#include "base/memory.h"
#include "base/text.h"

bool lb_parser_advance(lb_parser *p)
{
    p->before = p->lexer;
    p->last = p->token.kind;
    return !lb_lexer_next(&p->lexer, &p->token, p->error);
}

bool lb_parser_at_end(const lb_parser *p)
{
    return p->token.kind == LB_TOKEN_LINE || p->token.kind == LB_TOKEN_END;
}

void lb_parser_expected(lb_parser *p, const char *what)
{
    const lb_token *token = &p->token;
    char symbol = (char)token->kind;
    bool ascii = token->kind < LB_TOKEN_END; /* the text may be a character that looks like it */
    lb_quoted found = ascii ? lb_quote(&symbol, 1) : lb_quote(token->text, token->length);
    (void)lb_fail_at(p->error, p->script->source, token->line, token->column,
                     "%s was expected here, not %s", what,
                     lb_parser_at_end(p) || !token->length ? "the end of the line" : found.text);
}

bool lb_parser_fail(lb_parser *p, const lb_token *token, const char *format, const char *text)
{
    (void)lb_fail_at(p->error, p->script->source, token->line, token->column, format, text);
    return false;
}

bool lb_parser_symbol(lb_parser *p, int kind, const char *what)
{
    if (p->token.kind == kind)
        return lb_parser_advance(p);
    lb_parser_expected(p, what);
    return false;
}

bool lb_parser_is_word(const lb_parser *p, const char *word)
{
    return p->token.kind == LB_TOKEN_WORD && lb_same(p->token.text, p->token.length, word);
}

lb_symbol *lb_parser_find(const lb_parser *p, const char *name, size_t length)
{
    for (size_t i = 0; i < p->script->symbol_count; i++)
        if (lb_same(name, length, p->script->symbols[i].name))
            return &p->script->symbols[i];
    return NULL;
}

static bool is_reserved(const char *text, size_t length)
{
    static const char *const words[] = {"if", "in", "for", "and", "or", "not", "sum"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lb_same(text, length, words[i]))
            return true;
    for (int f = 0; f < LB_FUNCTION_COUNT; f++)
        if (lb_same(text, length, lb_function_name((lb_function)f)))
            return true;
    return false;
}

lb_symbol *lb_parser_declare(lb_parser *p, lb_symbol_kind kind)
{
    lb_script *script = p->script;
    const lb_token *token = &p->token;
    const char *problem = NULL;
    if (token->kind != LB_TOKEN_WORD) {
        lb_parser_expected(p, "a name");
        return NULL;
    }
    if (lb_is_pauli(token->text, token->length))
        problem = "%s is a Pauli label and cannot be a name";
    else if (is_reserved(token->text, token->length))
        problem = "%s is a word of the language and cannot be a name";
    else if (lb_parser_find(p, token->text, token->length) && kind != LB_SYMBOL_GRAPH)
        problem = "the name %s is already in use";
    else if (token->length > LB_WORD_MAX)
        problem = "the name %s is too long";
    else if (script->symbol_count >= LB_SYMBOLS_MAX)
        problem = "%s is one name too many";
    if (problem) {
        lb_parser_fail(p, token, problem, lb_quote(token->text, token->length).text);
        return NULL;
    }
    script->symbols = lb_grow(script->symbols, &script->symbol_capacity, script->symbol_count + 1,
                              sizeof *script->symbols);
    lb_symbol *symbol = &script->symbols[script->symbol_count++];
    *symbol = (lb_symbol){.name = lb_arena_text(&script->arena, token->text, token->length),
                          .kind = kind,
                          .slot = (uint32_t)(script->symbol_count - 1)};
    if (script->slot_count < script->symbol_count)
        script->slot_count = script->symbol_count;
    return symbol;
}

/* Parse "i in a..b" or "w in words" behind "in". */
static bool parse_single(lb_parser *p, lb_binding *binding, lb_token name)
{
    const lb_symbol *source =
        p->token.kind == LB_TOKEN_WORD ? lb_parser_find(p, p->token.text, p->token.length) : NULL;
    if (source && source->kind == LB_SYMBOL_GRAPH)
        return lb_parser_fail(p, &name,
                              "the edges of a graph are pairs: (i,j) was expected, not %s",
                              lb_quote(name.text, name.length).text);
    bool words = p->token.kind == LB_TOKEN_STRING ||
                 (source && (source->kind == LB_SYMBOL_TEXT || source->kind == LB_SYMBOL_WORD));
    if (words) {
        binding->kind = LB_OVER_WORDS;
        binding->source = lb_parse_text(p);
        return binding->source != NULL;
    }
    binding->kind = LB_OVER_RANGE;
    binding->first = lb_parse_number(p);
    if (!binding->first || !lb_parser_symbol(p, LB_TOKEN_RANGE, "'..' of a range such as 0..n-1"))
        return false;
    binding->last = lb_parse_number(p);
    return binding->last != NULL;
}

bool lb_parser_declare_at(lb_parser *p, lb_token name, lb_symbol_kind kind, uint32_t *slot)
{
    lb_token now = p->token;
    p->token = name;
    const lb_symbol *symbol = lb_parser_declare(p, kind);
    p->token = now;
    if (symbol)
        *slot = symbol->slot;
    return symbol != NULL;
}

static bool pass_in(lb_parser *p)
{
    if (lb_parser_is_word(p, "in"))
        return lb_parser_advance(p);
    lb_parser_expected(p, p->token.kind == ',' ? "'in' (edges are pairs, (i,j) in E)" : "'in'");
    return false;
}

/* "(i,j)" or, with *weighted, "(i,j,w)", at the parenthesis. */
static bool parse_pair_names(lb_parser *p, lb_token names[3], bool *weighted)
{
    *weighted = false;
    for (int i = 0; i < (*weighted ? 3 : 2); i++) {
        if (!lb_parser_advance(p))
            return false;
        names[i] = p->token;
        if (!lb_parser_symbol(p, LB_TOKEN_WORD, "a name"))
            return false;
        *weighted |= i == 1 && p->token.kind == ',';
        bool last = i == (*weighted ? 2 : 1);
        if (p->token.kind != (last ? ')' : ',')) {
            lb_parser_expected(p, last ? "')'" : "','");
            return false;
        }
    }
    return lb_parser_advance(p);
}

/* The graph whose name is at hand; NULL with an error for anything else. */
static const lb_symbol *find_graph(lb_parser *p)
{
    const lb_symbol *graph =
        p->token.kind == LB_TOKEN_WORD ? lb_parser_find(p, p->token.text, p->token.length) : NULL;
    if (graph && graph->kind == LB_SYMBOL_GRAPH)
        return graph;
    if (!graph && lb_parser_is_graph(p))
        lb_parser_fail(p, &p->token,
                       "the name of a graph was expected here: write graph E = %s and "
                       "its arguments on a line before, and E here",
                       lb_arena_text(&p->script->arena, p->token.text, p->token.length));
    else
        lb_parser_expected(p, "the name of a graph");
    return NULL;
}

/* "(i,j) in E" or "(i,j,w) in E", at the parenthesis. */
static bool parse_pair(lb_parser *p, lb_binding *binding)
{
    lb_token names[3];
    binding->kind = LB_OVER_GRAPH;
    if (!parse_pair_names(p, names, &binding->weighted) || !pass_in(p))
        return false;
    const lb_symbol *graph = find_graph(p);
    if (!graph)
        return false;
    lb_node *node = lb_arena_take(&p->script->arena, sizeof *node);
    *node = (lb_node){.kind = LB_NODE_NAME,
                      .line = p->token.line,
                      .column = p->token.column,
                      .slot = graph->slot,
                      .text = p->token.text,
                      .length = p->token.length};
    binding->source = node;
    bool good = lb_parser_advance(p);
    for (int i = 0; good && i < (binding->weighted ? 3 : 2); i++)
        good = lb_parser_declare_at(p, names[i], LB_SYMBOL_INDEX, &binding->slots[i]);
    return good;
}

static bool parse_binding(lb_parser *p, lb_binding *binding)
{
    *binding = (lb_binding){0};
    if (p->token.kind == '(')
        return parse_pair(p, binding);
    lb_token name = p->token;
    if (!lb_parser_symbol(p, LB_TOKEN_WORD, "a loop variable or (i,j)") || !pass_in(p) ||
        !parse_single(p, binding, name))
        return false;
    lb_symbol_kind kind = binding->kind == LB_OVER_WORDS ? LB_SYMBOL_WORD : LB_SYMBOL_INDEX;
    return lb_parser_declare_at(p, name, kind, &binding->slots[0]);
}

lb_loop *lb_parse_loop(lb_parser *p, int end, const char *what)
{
    enum { MOST = 16 };
    lb_binding bindings[MOST];
    lb_loop *loop = lb_arena_take(&p->script->arena, sizeof *loop);
    *loop = (lb_loop){0};
    for (;;) {
        if (loop->count == MOST) {
            lb_parser_expected(p, "at most 16 loop variables: something else");
            return NULL;
        }
        if (!parse_binding(p, &bindings[loop->count++]))
            return NULL;
        if (p->token.kind != ',')
            break;
        if (!lb_parser_advance(p))
            return NULL;
    }
    if (lb_parser_is_word(p, "if")) {
        loop->filter = lb_parser_advance(p) ? lb_parse_condition(p) : NULL;
        if (!loop->filter)
            return NULL;
    }
    size_t size = loop->count * sizeof *bindings;
    loop->bindings = memcpy(lb_arena_take(&p->script->arena, size), bindings, size);
    return lb_parser_symbol(p, end, what) ? loop : NULL;
}

void lb_parser_close_loop(lb_parser *p, const lb_loop *loop)
{
    for (size_t i = 0; i < loop->count; i++)
        p->script->symbol_count -= loop->bindings[i].weighted                ? 3
                                   : loop->bindings[i].kind == LB_OVER_GRAPH ? 2
                                                                             : 1;
}
