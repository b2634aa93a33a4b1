/* The syntax of layers: angles with their factors, and fixed gates. */

#include <ctype.h>
#include <string.h>

#include <liebound/pauli.h>

#include "ansatz/language/compound_gates.h"
#include "ansatz/language/parser.h"
#include "base/text.h"

/* The number of the gate of this name in any case, or -1; from LB_FIXED_GATES on, that of a compound
 * gate. */
static int find_gate(const char *text, size_t length)
{
    static const struct {
        const char *name;
        lb_fixed_gate gate;
    } others[] = {{"cnot", LB_GATE_CX}, {"sqrtx", LB_GATE_SX}, {"sdag", LB_GATE_SDG}};
    char lower[8] = "";
    if (length >= sizeof lower)
        return -1;
    for (size_t i = 0; i < length; i++)
        lower[i] = (char)tolower((unsigned char)text[i]);
    for (int g = 0; g < LB_FIXED_GATES; g++) {
        const char *name = lb_fixed_gate_name((lb_fixed_gate)g);
        bool same = strlen(name) == length;
        for (size_t i = 0; same && i < length; i++)
            same = tolower((unsigned char)name[i]) == lower[i];
        if (same)
            return g;
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strcmp(lower, others[i].name))
            return (int)others[i].gate;
    int compound = lb_compound_gate_find(lower);
    return compound < 0 ? -1 : LB_FIXED_GATES + compound;
}

/* Nothing, or for BINDINGS: whose variables stay until the last gate. */
bool lb_parse_layer(lb_parser *p, lb_statement *statement)
{
    if (!lb_parser_is_word(p, "for"))
        return true;
    statement->loop = lb_parser_advance(p) ? lb_parse_loop(p, ':', "',', 'if' or ':'") : NULL;
    p->blocks = statement->loop;
    return p->blocks != NULL;
}

/* The name of an angle and its indices. */
static lb_node *parse_angle_name(lb_parser *p)
{
    lb_node *angle = lb_parser_node(p, LB_NODE_ANGLE, LB_TYPE_UNKNOWN, &p->token);
    if (angle->length > LB_WORD_MAX) {
        lb_parser_fail_node(p, angle, "the name of this angle is too long");
        return NULL;
    }
    if (!lb_parser_advance(p) || (p->token.kind == '[' && !lb_parser_indices(p, angle)))
        return NULL;
    return angle;
}

/* Between two factors: * or /, ' ' where a name follows its number, and 0 behind the last. */
static char next_operation(const lb_parser *p, bool has_angle)
{
    if (p->token.kind == '*' || p->token.kind == '/')
        return (char)p->token.kind;
    return has_angle ? '\0' : ' ';
}

/* A number, which is pushed, or the name of the angle. */
static bool parse_angle_factor(lb_parser *p, lb_node **angle, char op)
{
    bool word = p->token.kind == LB_TOKEN_WORD && !lb_parser_is_keyword(p) &&
                !lb_parser_find(p, p->token.text, p->token.length);
    if (word && !*angle && op != '/') {
        *angle = parse_angle_name(p);
        return *angle != NULL;
    }
    if (op == ' ' && (p->token.kind == LB_TOKEN_LINE || p->token.kind == LB_TOKEN_END))
        return lb_parser_fail(p, &p->token, "%s",
                              "an angle has a name, as in 1/2*theta, and a fixed one is a multiple "
                              "of pi, as in pi/8; in place of another number, an angle of its own "
                              "has an algebra that contains that of the circuit");
    lb_node *number = lb_parser_demand(p, lb_parser_power(p), LB_TYPE_NUMBER);
    if (number)
        lb_parser_push(p, number, op == ' ' ? '*' : op);
    return number != NULL;
}

/* An angle with numbers before or behind it, 1/2*theta[i] or -theta/2; *factor is their product, or
 * NULL for 1. */
static lb_node *parse_angle(lb_parser *p, lb_node **factor)
{
    lb_token place = p->token;
    lb_node *angle = NULL;
    size_t base = p->stack_count;
    bool negative;
    if (!lb_parser_signs(p, &negative) || !parse_angle_factor(p, &angle, '*'))
        return NULL;
    for (char op; (op = next_operation(p, angle != NULL));)
        if ((op != ' ' && !lb_parser_advance(p)) || !parse_angle_factor(p, &angle, op))
            return NULL;
    *factor = NULL;
    if (negative) {
        lb_parser_push(p, lb_parser_node(p, LB_NODE_INTEGER, LB_TYPE_NUMBER, &place), '*');
        p->stack[p->stack_count - 1]->integer = -1;
    }
    if (p->stack_count > base)
        *factor =
            lb_parser_adopt(p, lb_parser_node(p, LB_NODE_PRODUCT, LB_TYPE_NUMBER, &place), base);
    return angle;
}

/* One gate: its name in any case, and its qubits. */
static lb_node *parse_gate(lb_parser *p)
{
    lb_node *gate = lb_parser_node(p, LB_NODE_GATE, LB_TYPE_UNKNOWN, &p->token);
    int number = p->token.kind == LB_TOKEN_WORD ? find_gate(p->token.text, p->token.length) : -1;
    if (number < 0) {
        lb_parser_expected(
            p, "a fixed gate, one of H S Sdg X Y Z SX SXdg CX CY CZ SWAP iSWAP ECR T Tdg "
               "CS CSdg CH CCX CCZ CSWAP");
        return NULL;
    }
    gate->slot = (uint32_t)number;
    if (!lb_parser_advance(p) || (p->token.kind == '[' && !lb_parser_indices(p, gate)))
        return NULL;
    uint32_t qubits =
        (uint32_t)(number < LB_FIXED_GATES ? lb_fixed_gate_qubits((lb_fixed_gate)number)
                                           : lb_compound_gate_qubits(number - LB_FIXED_GATES));
    if (gate->count == qubits || (qubits == 1 && !gate->count))
        return gate;
    lb_parser_fail_node(p, gate,
                        qubits == 1   ? "this gate acts on one qubit, as in H[0]"
                        : qubits == 2 ? "this gate acts on two qubits, as in CX[0,1]"
                                      : "this gate acts on three qubits, as in CCX[0,1,2]");
    return NULL;
}

/* Fixed gates side by side: H[0] CX[0,1] S. */
static lb_node *parse_gates(lb_parser *p)
{
    lb_token place = p->token;
    size_t base = p->stack_count;
    do {
        lb_node *gate = parse_gate(p);
        if (!gate)
            return NULL;
        lb_parser_push(p, gate, 0);
    } while (p->token.kind == LB_TOKEN_WORD && !lb_parser_is_keyword(p));
    return lb_parser_adopt(p, lb_parser_node(p, LB_NODE_GATES, LB_TYPE_UNKNOWN, &place), base);
}

bool lb_parse_by(lb_parser *p, lb_statement *statement)
{
    if (statement->kind != LB_ROTATE || !lb_parser_is_word(p, "by"))
        return true;
    statement->angle = lb_parser_advance(p) ? parse_angle(p, &statement->factor) : NULL;
    return statement->angle != NULL;
}

/* Whether a generator statement before has this name, or is the family of this member. */
static bool is_generator(const lb_parser *p, const char *name, size_t length)
{
    const char *bracket = memchr(name, '[', length);
    size_t stem = bracket ? (size_t)(bracket - name) : length;
    for (size_t i = 0; i + 1 < p->script->count; i++) {
        const lb_statement *s = &p->script->statements[i];
        if (s->kind == LB_GENERATOR && s->name &&
            (lb_same(name, length, s->name) || (s->loop && lb_same(name, stem, s->name))))
            return true;
    }
    return false;
}

/* The length of the name of a generator at the current token, when nothing but an angle or a
 * condition comes behind it; else 0. */
static size_t reference_length(const lb_parser *p)
{
    const char *name = p->token.text;
    size_t length = lb_name_length(name, (size_t)(p->lexer.end - name));
    if (p->token.kind != LB_TOKEN_WORD && p->token.kind != LB_TOKEN_NUMBER)
        return 0;
    lb_lexer ahead = p->lexer;
    lb_token next;
    ahead.next = name + length;
    ahead.continues = false;
    if (!length || !is_generator(p, name, length) || lb_lexer_next(&ahead, &next, NULL))
        return 0;
    bool ends = next.kind == LB_TOKEN_LINE || next.kind == LB_TOKEN_END ||
                (next.kind == LB_TOKEN_WORD &&
                 (lb_same(next.text, next.length, "by") || lb_same(next.text, next.length, "if")));
    return ends ? length : 0;
}

/* Whether a single word, which is no label, is all of the statement but an angle. */
static bool is_unknown_name(const lb_parser *p)
{
    lb_lexer ahead = p->lexer;
    lb_token next;
    if (p->token.kind != LB_TOKEN_WORD || lb_is_pauli(p->token.text, p->token.length) ||
        lb_lexer_next(&ahead, &next, NULL))
        return false;
    return next.kind == LB_TOKEN_LINE || next.kind == LB_TOKEN_END ||
           (next.kind == LB_TOKEN_WORD && lb_same(next.text, next.length, "by"));
}

bool lb_parse_rotate(lb_parser *p, lb_statement *statement)
{
    size_t length = reference_length(p);
    if (length) {
        statement->name = lb_arena_text(&p->script->arena, p->token.text, length);
        p->lexer = p->before;
        lb_token passed;
        if (lb_lexer_next(&p->lexer, &passed, p->error))
            return false;
        p->lexer.depth = 0;
        p->lexer.next = passed.text + length;
        if (!lb_parser_advance(p))
            return false;
    } else if (is_unknown_name(p)) {
        return lb_parser_fail(p, &p->token, "there is no generator %s in the lines before",
                              lb_quote(p->token.text, p->token.length).text);
    } else if (!lb_parse_generator(p, statement)) {
        return false;
    }
    return statement->angle || lb_parse_by(p, statement);
}

bool lb_parse_apply(lb_parser *p, lb_statement *statement)
{
    if (lb_parser_is_word(p, "for")) {
        statement->loop = lb_parser_advance(p) ? lb_parse_loop(p, ':', "',', 'if' or ':'") : NULL;
        if (!statement->loop)
            return false;
    }
    statement->value = parse_gates(p);
    if (statement->value && statement->loop)
        lb_parser_close_loop(p, statement->loop);
    return statement->value != NULL;
}
