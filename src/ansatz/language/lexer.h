/* The tokens of the .alg language.
 *
 * Words are letters, digits and _ (not starting with a digit); numbers are digits with an optional
 * point and exponent (.5, 2. and 1e-6; "0..3" is the range 0 to 3); strings stand in double quotes
 * on one line and contain no quotes, control characters or broken UTF-8. A comment runs from # to
 * the end of the line. A line end ends a statement unless a parenthesis or bracket is open or the
 * line ends in a backslash or in one of the operators + - * / with something behind it. Some
 * characters that look like ASCII are read as if they were (names.h). */

#ifndef LB_ANSATZ_LANGUAGE_LEXER_H
#define LB_ANSATZ_LANGUAGE_LEXER_H

#include <stdint.h>

#include <liebound/status.h>

/* A symbol of one character is its own kind. */
typedef enum lb_token_kind {
    LB_TOKEN_END = 256, /* of the text */
    LB_TOKEN_LINE,      /* end of a statement */
    LB_TOKEN_WORD,      /* n, ZZII, sum */
    LB_TOKEN_NUMBER,    /* 3, 0.25, 1e-6 */
    LB_TOKEN_STRING,    /* text without the quotes */
    LB_TOKEN_RAW,       /* from lb_lexer_raw */
    LB_TOKEN_RANGE,     /* .. */
    LB_TOKEN_EQUAL,     /* == */
    LB_TOKEN_NOT_EQUAL, /* != */
    LB_TOKEN_AT_MOST,   /* <= */
    LB_TOKEN_AT_LEAST   /* >= */
} lb_token_kind;

typedef struct lb_token {
    int kind;
    const char *text;
    uint32_t length, line, column;
} lb_token;

/* A lexer is a place in a text; a copy of it is a bookmark. */
typedef struct lb_lexer {
    const char *source; /* for messages */
    const char *text, *end, *next, *line_start;
    uint32_t line;
    bool continues; /* the last token is an operator, and wants an operand */
    uint32_t depth; /* of open parentheses and brackets */
    uint32_t open_line, open_column;
} lb_lexer;

/* text must outlive the tokens. At most 2^32 - 1 bytes. */
void lb_lexer_init(lb_lexer *lexer, const char *source, const char *text, size_t length);
lb_status lb_lexer_next(lb_lexer *lexer, lb_token *token, lb_error *error) LB_MUST_CHECK;
/* The characters up to the next blank, line end or comment, whatever they are; none at the end of a
 * statement. */
void lb_lexer_raw(lb_lexer *lexer, lb_token *token);

#endif
