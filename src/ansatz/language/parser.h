/* What the two halves of the parser share: expressions (expression.c) and statements
 * (statement.c). */

#ifndef LB_ANSATZ_LANGUAGE_PARSER_H
#define LB_ANSATZ_LANGUAGE_PARSER_H

#include "ansatz/language/lexer.h"
#include "ansatz/language/syntax.h"

/* Parentheses, indices, signs, powers and sums inside each other. */
#define LB_NESTING_MAX 200
/* Parameters, graphs and loop variables of one file. */
#define LB_SYMBOLS_MAX 256
/* Binary digits of all the long literals of a file together: bounds the time of converting them. */
#define LB_LITERAL_WORK_MAX (1UL << 26)

/* One token is read ahead; `before` is the place where it starts. Nodes and symbols in the making
 * are kept on two stacks. */
typedef struct lb_parser {
    lb_script *script;
    lb_lexer lexer, before;
    lb_token token;
    int last;   /* the kind of the token before */
    bool terms; /* Pauli letters stand for terms here, not in indices and conditions */
    bool angle; /* pi is a number here */
    unsigned nesting;
    size_t literal_work;
    unsigned seen;         /* statements that stand once, as bits */
    const lb_loop *blocks; /* of the layer at hand, whose variables are declared; or NULL */
    lb_node **stack;
    size_t stack_count, stack_capacity;
    lb_error *error;
} lb_parser;

/* All functions that parse return false or NULL after an error, which is then filled. */
bool lb_parser_advance(lb_parser *p);
/* An error at the current token; at a node. */
void lb_parser_expected(lb_parser *p, const char *what);
bool lb_parser_symbol(lb_parser *p, int kind, const char *what);
/* An error at a token; format has one %s, for text. Returns false. */
bool lb_parser_fail(lb_parser *p, const lb_token *token, const char *format, const char *text);
bool lb_parser_is_word(const lb_parser *p, const char *word);
bool lb_parser_at_end(const lb_parser *p);   /* of the statement */
bool lb_parser_is_graph(const lb_parser *p); /* path, cycle, ... */
/* Whether a token is the first of its line and the word of a statement. */
bool lb_parser_begins_statement(const lb_parser *p, const lb_token *token);

lb_symbol *lb_parser_find(const lb_parser *p, const char *name, size_t length);
/* A new name at the current token, which is not consumed. NULL if it cannot be one. */
lb_symbol *lb_parser_declare(lb_parser *p, lb_symbol_kind kind);
/* The same at an earlier token: a variable is declared after what it ranges over, a parameter after
 * its default. */
bool lb_parser_declare_at(lb_parser *p, lb_token name, lb_symbol_kind kind, uint32_t *slot);

/* Nodes in the making: a new one at a token; onto the stack, with the operator by which it enters its
 * parent; and from number `base` of the stack on the children of a node, which is returned. */
bool lb_parser_enter(lb_parser *p); /* one level deeper; p->nesting-- leaves it */
lb_node *lb_parser_node(lb_parser *p, lb_node_kind kind, lb_type type, const lb_token *place);
void lb_parser_push(lb_parser *p, lb_node *node, char op);
lb_node *lb_parser_adopt(lb_parser *p, lb_node *node, size_t base);
/* node, if it is not NULL and has the wanted type; else an error, and NULL. */
lb_node *lb_parser_demand(lb_parser *p, lb_node *node, lb_type type);
void lb_parser_fail_node(lb_parser *p, const lb_node *node, const char *message);
/* Pass any number of signs; *negative tells whether they make a minus. */
bool lb_parser_signs(lb_parser *p, bool *negative);
/* An atom, perhaps to a power; [i, j, ...] behind a word, as its children. */
lb_node *lb_parser_power(lb_parser *p);
lb_node *lb_parser_sum(lb_parser *p);
/* a and b and c, or a or b or c, as one node; what stands alone is itself. */
lb_node *lb_parser_junction(lb_parser *p, lb_node_kind kind);
bool lb_parser_indices(lb_parser *p, lb_node *word);
/* if, in, for and their kind, which are no names. */
bool lb_parser_is_keyword(const lb_parser *p);

/* Whether what multiplies is a string (letters or a word), not a sum. */
bool lb_node_is_string(const lb_node *node);
/* The error of a word that names nothing: the slip that it looks like, else the nearest name. */
void lb_refuse_unknown(lb_parser *p, const lb_node *node);
/* Whether the current token makes 1j of the number before it, which is then refused. */
bool lb_refuses_imaginary(lb_parser *p, const lb_token *number);
/* Whether the factor at the current token may not stand beside the one before it, without a sign of
 * multiplication, which is then refused: see "Side by side" in algebras/README.md. */
bool lb_refuses_beside(lb_parser *p, const lb_node *left);

lb_node *lb_parse_number(lb_parser *p);
lb_node *lb_parse_condition(lb_parser *p);
lb_node *lb_parse_terms(lb_parser *p);
/* Whether the current word begins a ladder operator, c[p], conjugates, hc(T), or a root, sqrt(2); these,
 * and |a><b|. */
bool lb_begins_operator(const lb_parser *p);
lb_node *lb_parse_operator(lb_parser *p);
lb_node *lb_parse_dyad(lb_parser *p);
/* Whether the current word begins a square root, and what is in its parentheses. */
bool lb_begins_root(const lb_parser *p);
lb_node *lb_parse_root(lb_parser *p);
lb_node *lb_parse_pi(lb_parser *p); /* the unit of an angle */
/* Whether there is one in the rest of the statement; a number with roots, up to its end, as the child
 * of a node; and the use of such a parameter. */
bool lb_roots_ahead(const lb_parser *p);
lb_node *lb_parse_root_number(lb_parser *p);
/* Whether a term is such a number: it has no letters. */
bool lb_roots_is_number(const lb_node *term);
lb_node *lb_parse_root_name(lb_parser *p, const lb_symbol *symbol);
/* The bodies of statements, from the token behind their word on. */
bool lb_parse_generator(lb_parser *p, lb_statement *statement);
bool lb_parse_graph(lb_parser *p, lb_statement *statement);
bool lb_parse_layer(lb_parser *p, lb_statement *statement);
bool lb_parse_rotate(lb_parser *p, lb_statement *statement);
bool lb_parse_apply(lb_parser *p, lb_statement *statement);
bool lb_parse_fermions(lb_parser *p, lb_statement *statement);
bool lb_parse_occupied(lb_parser *p, lb_statement *statement); /* of a state */
/* by ANGLE, if the statement is a rotation and that comes next. */
bool lb_parse_by(lb_parser *p, lb_statement *statement);
/* A string, or the name of a text. */
lb_node *lb_parse_text(lb_parser *p);
/* "i in a..b, (i,j) in E if ..." and its end; the variables stay declared until
 * lb_parser_close_loop. */
lb_loop *lb_parse_loop(lb_parser *p, int end, const char *what);
void lb_parser_close_loop(lb_parser *p, const lb_loop *loop);

#endif
