/* Statements: the shape of a line, and the names it defines. */

#include "ansatz/language/parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

/* Read the current token again, as raw characters. */
static void reread_raw(lb_parser *p)
{
    p->lexer = p->before;
    lb_lexer_raw(&p->lexer, &p->token);
}

/* Keep the first `length` bytes of the raw token and go on behind them. */
static bool cut_raw(lb_parser *p, size_t length)
{
    p->lexer.next = p->token.text + length;
    return lb_parser_advance(p);
}

/* A copy in ASCII on one line, for messages. */
static char *written_text(lb_parser *p, const char *text, size_t length)
{
    char *written = lb_arena_text(&p->script->arena, text, length), *to = written;
    for (size_t i = 0; i < length;) {
        char ascii = ' ';
        size_t bytes = lb_look_alike(&ascii, text + i, length - i);
        if (!bytes && text[i] >= ' ' && text[i] < 127)
            ascii = text[i];
        *to++ = ascii;
        i += bytes ? bytes : 1;
    }
    *to = '\0';
    return written;
}

/* A condition or a number, and how it is written. */
static lb_node *parse_written(lb_parser *p, lb_statement *statement, lb_node *parse(lb_parser *))
{
    const char *start = p->token.text;
    lb_node *node = parse(p);
    if (node) {
        size_t length = (size_t)(p->token.text - start);
        while (length && (start[length - 1] <= ' '))
            length--;
        if (length > 60)
            length = 60;
        statement->written = written_text(p, start, length);
    }
    return node;
}

/* The name at the current token; what can be one is wider than a word. */
static bool parse_name(lb_parser *p, lb_statement *statement)
{
    reread_raw(p);
    size_t length = lb_name_length(p->token.text, p->token.length);
    if (!length || length > LB_NAME_MAX) {
        lb_parser_expected(p, length ? "a shorter name" : "a name");
        return false;
    }
    statement->name = lb_arena_text(&p->script->arena, p->token.text, length);
    return cut_raw(p, length);
}

static bool parse_string(lb_parser *p, lb_statement *statement)
{
    lb_token token = p->token;
    if (!lb_parser_symbol(p, LB_TOKEN_STRING, "a string in quotes"))
        return false;
    statement->name = lb_arena_text(&p->script->arena, token.text, token.length);
    return true;
}

/* open | closed | complete, from the first word on. */
static bool parse_choices(lb_parser *p, lb_symbol *symbol)
{
    enum { MOST = 64 };
    const char *choices[MOST];
    size_t count = 0;
    for (;;) {
        lb_token word = p->token;
        if (!lb_parser_symbol(p, LB_TOKEN_WORD, "a choice, a single word"))
            return false;
        if (count == MOST || word.length > LB_WORD_MAX)
            return lb_parser_fail(p, &word, "%s is one choice too many, or too long",
                                  lb_quote(word.text, word.length).text);
        choices[count++] = lb_arena_text(&p->script->arena, word.text, word.length);
        if (p->token.kind != '|')
            break;
        if (!lb_parser_advance(p))
            return false;
    }
    symbol->kind = LB_SYMBOL_CHOICE;
    symbol->choices = lb_arena_take(&p->script->arena, count * sizeof *choices);
    symbol->choice_count = count;
    memcpy(symbol->choices, choices, count * sizeof *choices);
    return true;
}

/* Whether a '|' follows the current word: then it is a choice. */
static bool starts_choices(lb_parser *p)
{
    lb_token next;
    lb_lexer ahead = p->lexer;
    return p->token.kind == LB_TOKEN_WORD && !lb_lexer_next(&ahead, &next, NULL) &&
           next.kind == '|';
}

static bool parse_parameter(lb_parser *p, lb_statement *statement)
{
    /* The default may use the parameters before, not this one. */
    lb_token name = p->token;
    if (!lb_parser_symbol(p, LB_TOKEN_WORD, "the name of a parameter") ||
        !lb_parser_symbol(p, '=', "'='"))
        return false;
    lb_symbol made = {.kind = LB_SYMBOL_NUMBER};
    if (starts_choices(p)) {
        if (!parse_choices(p, &made))
            return false;
    } else if (p->token.kind == LB_TOKEN_STRING) {
        made.kind = LB_SYMBOL_TEXT;
        if (!parse_string(p, statement))
            return false;
    } else if (lb_roots_ahead(p)) {
        made.kind = LB_SYMBOL_ROOT;
        made.holder = parse_written(p, statement, lb_parse_root_number);
        if (!made.holder)
            return false;
    } else {
        statement->value = lb_parse_number(p);
        if (!statement->value)
            return false;
    }
    uint32_t slot;
    if (!lb_parser_declare_at(p, name, made.kind, &slot))
        return false;
    lb_symbol *symbol = &p->script->symbols[slot];
    symbol->choices = made.choices;
    symbol->choice_count = made.choice_count;
    symbol->holder = made.holder;
    statement->symbol = slot;
    return true;
}

/* for BINDINGS: TERMS, behind "for". */
static bool parse_family(lb_parser *p, lb_statement *statement)
{
    statement->loop = lb_parse_loop(p, ':', "',', 'if' or ':'");
    statement->value = statement->loop ? lb_parse_terms(p) : NULL;
    if (!statement->value || !lb_parse_by(p, statement))
        return false;
    lb_parser_close_loop(p, statement->loop);
    return true;
}

/* The names of its members get brackets. */
static bool check_family_name(lb_parser *p, const char *name)
{
    if (!name || (strlen(name) <= LB_WORD_MAX && !strchr(name, '[')))
        return true;
    return lb_parser_fail(p, &p->token, "the name %s of a family is too long, or has brackets",
                          lb_quote(name, strlen(name)).text);
}

/* Whether a generator can only be TERMS, without a name and =: it begins like a sum, and there is
 * neither = nor for in the statement. */
static bool is_nameless_sum(const lb_parser *p)
{
    const lb_token *first = &p->token;
    bool begins = first->kind == LB_TOKEN_NUMBER || first->kind == '(' || first->kind == '-' ||
                  first->kind == '+' || lb_parser_is_word(p, "sum") ||
                  (first->kind == LB_TOKEN_WORD && lb_is_pauli(first->text, first->length));
    lb_lexer ahead = p->lexer;
    lb_token token = *first;
    while (begins && token.kind != LB_TOKEN_LINE && token.kind != LB_TOKEN_END) {
        if (lb_lexer_next(&ahead, &token, NULL)) {
            if (ahead.next == ahead.end)
                break;
            ahead.next++; /* whatever it is, it does not matter here */
        } else if (token.kind == '=' ||
                   (token.kind == LB_TOKEN_WORD && lb_same(token.text, token.length, "for"))) {
            return false;
        }
    }
    return begins;
}

/* [distinct] [NAME] = TERMS, or [distinct] [NAME] for BINDINGS: TERMS, or TERMS. A name may be any
 * word: it is "for" or "distinct" when = comes next. */
bool lb_parse_generator(lb_parser *p, lb_statement *statement)
{
    if (is_nameless_sum(p)) {
        statement->value = lb_parse_terms(p);
        return statement->value != NULL;
    }
    for (int words = 0; p->token.kind != '='; words++) {
        bool distinct = lb_parser_is_word(p, "distinct") && !words;
        bool family = lb_parser_is_word(p, "for");
        const char *name = statement->name;
        if (!family && words == (statement->distinct ? 2 : 1)) {
            lb_parser_expected(p, "'=' or 'for' (without a name: generator = ...)");
            return false;
        }
        if (!parse_name(p, statement))
            return false;
        if (p->token.kind == '=')
            break;
        if (family) {
            statement->name = name;
            return check_family_name(p, name) && parse_family(p, statement);
        }
        statement->distinct |= distinct;
        if (distinct)
            statement->name = NULL;
    }
    if (statement->distinct)
        return lb_parser_fail(p, &p->token, "%s was expected here: only a family can be distinct",
                              "'for'");
    statement->value = lb_parser_advance(p) ? lb_parse_terms(p) : NULL;
    return statement->value != NULL;
}

/* A name, a label, or stabilizer "GENERATORS" or vector "AMPLITUDES", which becomes one text. */
static bool parse_state(lb_parser *p, lb_statement *statement)
{
    static const char *const kinds[] = {"stabilizer", "vector"};
    if (lb_parser_is_word(p, "occupied"))
        return lb_parse_occupied(p, statement);
    for (int k = 0; k < 2; k++) {
        if (!lb_parser_is_word(p, kinds[k]))
            continue;
        if (!lb_parser_advance(p) || !parse_string(p, statement))
            return false;
        size_t size = strlen(kinds[k]) + strlen(statement->name) + 2;
        char *text = lb_arena_take(&p->script->arena, size);
        snprintf(text, size, "%s %s", kinds[k], statement->name);
        statement->name = text;
        return true;
    }
    if (p->token.kind == LB_TOKEN_STRING)
        return parse_string(p, statement);
    reread_raw(p);
    if (!p->token.length) {
        lb_parser_expected(
            p, "plus, zero, neel, ghz, bell, stabilizer, vector or a label such as 0+1-rl");
        return false;
    }
    statement->name = lb_arena_text(&p->script->arena, p->token.text, p->token.length);
    return cut_raw(p, p->token.length);
}

static bool parse_observable(lb_parser *p, lb_statement *statement)
{
    if (!lb_parser_symbol(p, '=', "'='"))
        return false;
    statement->value = lb_parse_terms(p);
    return statement->value != NULL;
}

/* theorem dimension NUMBER "SIZES", or orbit. */
static bool parse_theorem(lb_parser *p, lb_statement *statement)
{
    statement->orbit = lb_parser_is_word(p, "orbit");
    if (!statement->orbit && !lb_parser_is_word(p, "dimension")) {
        lb_parser_expected(p, "dimension or orbit");
        return false;
    }
    statement->value = lb_parser_advance(p) ? lb_parse_number(p) : NULL;
    return statement->value && parse_string(p, statement);
}

static bool parse_preset(lb_parser *p, lb_preset *preset)
{
    const lb_symbol *symbol =
        p->token.kind == LB_TOKEN_WORD ? lb_parser_find(p, p->token.text, p->token.length) : NULL;
    if (!symbol || symbol->kind == LB_SYMBOL_GRAPH) {
        lb_parser_expected(p, "the name of a parameter");
        return false;
    }
    preset->symbol = symbol->slot;
    if (!lb_parser_advance(p) || !lb_parser_symbol(p, '=', "'='"))
        return false;
    bool quoted = p->token.kind == LB_TOKEN_STRING;
    if (!quoted)
        reread_raw(p);
    lb_token value = p->token;
    preset->value = lb_arena_text(&p->script->arena, value.text, value.length);
    lb_node *node;
    lb_error error;
    if (lb_script_value(p->script, symbol, "", preset->value, &node, &error))
        return lb_parser_fail(p, &value, "%s", error.message);
    return quoted ? lb_parser_advance(p) : cut_raw(p, value.length);
}

static bool parse_variant(lb_parser *p, lb_statement *statement)
{
    enum { MOST = 64 };
    lb_preset presets[MOST];
    statement->variant = ++p->script->variant_count;
    if (!parse_name(p, statement))
        return false;
    while (!lb_parser_at_end(p)) {
        if (statement->preset_count == MOST)
            return lb_parser_fail(p, &p->token, "%s is one setting too many",
                                  lb_quote(p->token.text, p->token.length).text);
        if (!parse_preset(p, &presets[statement->preset_count++]))
            return false;
    }
    size_t size = statement->preset_count * sizeof *presets;
    statement->presets = lb_arena_take(&p->script->arena, size);
    if (size)
        memcpy(statement->presets, presets, size);
    return true;
}

static bool parse_require(lb_parser *p, lb_statement *statement)
{
    return (statement->value = parse_written(p, statement, lb_parse_condition)) != NULL;
}

static bool parse_value(lb_parser *p, lb_statement *statement)
{
    return (statement->value = lb_parse_number(p)) != NULL;
}

static const struct {
    const char *name;
    bool (*parse)(lb_parser *, lb_statement *);
    bool conditional; /* "if" may end it */
    bool of_variant;  /* behind a variant line it belongs to the variant, as no other */
    bool once;        /* it is stated once; what is of_variant, once more for every variant */
} statements[LB_STATEMENT_COUNT] = {
    [LB_ANSATZ] = {"ansatz", parse_name, .once = true},
    [LB_ABOUT] = {"about", parse_string, .of_variant = true, .once = true},
    [LB_REFERENCE] = {"reference", parse_string, .of_variant = true, .once = true},
    [LB_PARAMETER] = {.name = "parameter", .parse = parse_parameter},
    [LB_REQUIRE] = {"require", parse_require, .conditional = true, .of_variant = true},
    [LB_QUBITS] = {"qubits", parse_value, .once = true},
    [LB_GRAPH] = {"graph", lb_parse_graph, .conditional = true},
    [LB_FERMIONS] = {"fermions", lb_parse_fermions, .conditional = true},
    [LB_GENERATOR] = {"generator", lb_parse_generator, .conditional = true},
    [LB_FIRST] = {"first", lb_parse_layer, .once = true},
    [LB_EVERY] = {"layer", lb_parse_layer, .once = true},
    [LB_ROTATE] = {"rotate", lb_parse_rotate, .conditional = true},
    [LB_APPLY] = {"apply", lb_parse_apply, .conditional = true},
    [LB_STATE] = {"state", parse_state, .conditional = true},
    [LB_OBSERVABLE] = {"observable", parse_observable, .conditional = true},
    [LB_DIMENSION] = {"dimension", parse_value, .conditional = true, .of_variant = true},
    [LB_THEOREM] = {"theorem", parse_theorem, .conditional = true},
    [LB_VARIANT] = {"variant", parse_variant, .of_variant = true}};

bool lb_parser_begins_statement(const lb_parser *p, const lb_token *token)
{
    const char *start = token->text;
    while (start > p->lexer.text && (start[-1] == ' ' || start[-1] == '\t'))
        start--;
    bool first = start > p->lexer.text && start[-1] == '\n';
    for (int kind = 0; first && kind < LB_STATEMENT_COUNT; kind++)
        if (lb_same(token->text, token->length, statements[kind].name))
            return true;
    return false;
}

/* What a line that begins with no statement may be meant for. */
static const char *stray_line(const lb_parser *p)
{
    static const char alone[] = ": Pauli strings alone are no ansatz; write 'qubits N' first, and "
                                "each of them behind 'generator = '";
    lb_token next;
    lb_lexer ahead = p->lexer;
    switch (p->token.kind) {
    case LB_TOKEN_WORD:
        return lb_is_pauli(p->token.text, p->token.length) ? alone : "";
    case LB_TOKEN_STRING:
    case '[':
        return alone;
    case '+':
    case '-':
    case '*':
        return ": a sum goes on in the next line when the operator ends the line before";
    case LB_TOKEN_NUMBER:
        if (lb_lexer_next(&ahead, &next, NULL) ||
            (next.kind == '*' && lb_lexer_next(&ahead, &next, NULL)))
            return "";
        return next.kind == LB_TOKEN_WORD && lb_is_pauli(next.text, next.length) ? alone : "";
    default:
        return "";
    }
}

static bool parse_keyword(lb_parser *p, lb_statement *statement)
{
    for (int kind = 0; kind < LB_STATEMENT_COUNT; kind++)
        if (lb_parser_is_word(p, statements[kind].name)) {
            statement->kind = (lb_statement_kind)kind;
            return true;
        }
    lb_nearest nearest;
    lb_nearest_init(&nearest, p->token.text, p->token.length);
    for (int kind = 0; kind < LB_STATEMENT_COUNT; kind++)
        lb_nearest_offer(&nearest, statements[kind].name, strlen(statements[kind].name));
    (void)lb_fail_at(p->error, p->script->source, p->token.line, p->token.column,
                     "unknown statement %s%s%s", lb_quote(p->token.text, p->token.length).text,
                     lb_nearest_hint(&nearest).text, stray_line(p));
    return false;
}

static bool stands_once(lb_parser *p, lb_statement_kind kind)
{
    if (kind == LB_VARIANT)
        p->seen &= ~(1U << LB_ABOUT | 1U << LB_REFERENCE);
    if (statements[kind].once && p->seen >> kind & 1)
        return lb_parser_fail(p, &p->token, "%s is stated a second time", statements[kind].name);
    p->seen |= 1U << kind;
    return true;
}

static bool parse_condition(lb_parser *p, lb_statement *statement)
{
    bool conditional = statements[statement->kind].conditional;
    if (conditional && lb_parser_is_word(p, "if")) {
        statement->condition = lb_parser_advance(p) ? lb_parse_condition(p) : NULL;
        if (!statement->condition)
            return false;
    }
    if (!lb_parser_at_end(p))
        lb_parser_expected(p, conditional ? "'if' or the end of the line" : "the end of the line");
    return lb_parser_at_end(p);
}

static bool parse_statement(lb_parser *p, lb_statement *statement)
{
    *statement = (lb_statement){
        .line = p->token.line, .column = p->token.column, .variant = p->script->variant_count};
    if (!parse_keyword(p, statement))
        return false;
    if (statement->variant && !statements[statement->kind].of_variant)
        return lb_parser_fail(p, &p->token,
                              "%s cannot follow a variant line: only about, reference, require, "
                              "dimension and variant can",
                              statements[statement->kind].name);
    if (p->blocks && statement->kind != LB_ROTATE && statement->kind != LB_APPLY) {
        lb_parser_close_loop(p, p->blocks);
        p->blocks = NULL;
    }
    return stands_once(p, statement->kind) && lb_parser_advance(p) &&
           statements[statement->kind].parse(p, statement) && parse_condition(p, statement);
}

static bool parse_all(lb_parser *p)
{
    lb_script *script = p->script;
    if (!lb_parser_advance(p))
        return false;
    while (p->token.kind != LB_TOKEN_END) {
        if (p->token.kind != LB_TOKEN_LINE) {
            script->statements = lb_grow(script->statements, &script->capacity, script->count + 1,
                                         sizeof *script->statements);
            if (!parse_statement(p, &script->statements[script->count++]))
                return false;
        } else if (!lb_parser_advance(p)) {
            return false;
        }
    }
    script->end_line = p->token.line;
    script->end_column = p->token.column;
    return true;
}

lb_status lb_script_parse(lb_script *script, const char *source, const char *text, size_t length,
                          lb_error *error)
{
    *script = (lb_script){.source = source};
    lb_parser parser = {.script = script, .error = error};
    lb_lexer_init(&parser.lexer, source, text, length);
    bool good = parse_all(&parser);
    free(parser.stack);
    if (!good)
        lb_script_free(script);
    return good ? LB_OK : LB_INPUT;
}

void lb_script_free(lb_script *script)
{
    free(script->statements);
    free(script->symbols);
    lb_arena_free(&script->arena);
}

static lb_status check_choice(const lb_symbol *symbol, const char *source, const char *text,
                              lb_error *error)
{
    char names[300] = "";
    for (size_t i = 0; i < symbol->choice_count; i++) {
        if (!strcmp(text, symbol->choices[i]))
            return LB_OK;
        size_t used = strlen(names), needed = strlen(symbol->choices[i]) + 3;
        if (used + needed < sizeof names) {
            memcpy(names + used, i ? ", " : "", i ? 3 : 1);
            memcpy(names + used + (i ? 2 : 0), symbol->choices[i], needed - 2);
        }
    }
    return lb_fail_at(error, source, 0, 0, "%s cannot be %s: the choices are %s", symbol->name,
                      lb_quote(text, strlen(text)).text, names);
}

lb_status lb_script_value(lb_script *script, const lb_symbol *symbol, const char *source,
                          const char *text, lb_node **node, lb_error *error)
{
    size_t length = strlen(text);
    *node = NULL;
    if (symbol->kind == LB_SYMBOL_CHOICE)
        return check_choice(symbol, source, text, error);
    if (symbol->kind == LB_SYMBOL_TEXT) {
        if (lb_quoted_prefix(text, length) == length)
            return LB_OK;
        return lb_fail_at(error, source, 0, 0,
                          "the value of %s contains a quote, a control character or broken UTF-8",
                          symbol->name);
    }
    /* The nodes live in the script; its names are out of sight. */
    lb_script value = {.source = source, .arena = script->arena};
    lb_parser parser = {.script = &value, .error = error};
    lb_lexer_init(&parser.lexer, source, text, length);
    if (lb_parser_advance(&parser))
        *node = symbol->kind == LB_SYMBOL_ROOT ? lb_parse_root_number(&parser)
                                               : lb_parse_number(&parser);
    if (*node && parser.token.kind != LB_TOKEN_END) {
        lb_parser_expected(&parser, "the end of the number");
        *node = NULL;
    }
    free(parser.stack);
    script->arena = value.arena;
    return *node ? LB_OK : LB_INPUT;
}
