#include "ansatz/lexer.h"

#include <string.h>

#include "ansatz/names.h"

void lb_lexer_init(lb_lexer *lexer, const char *source, const char *text, size_t length)
{
    *lexer = (lb_lexer){.source = source,
                        .text = text,
                        .end = text + length,
                        .next = text,
                        .line_start = text,
                        .line = 1};
}

static uint32_t column_at(const lb_lexer *lexer, const char *place)
{
    return (uint32_t)(place - lexer->line_start) + 1;
}

static char peek(const lb_lexer *lexer, size_t ahead)
{
    return ahead < (size_t)(lexer->end - lexer->next) ? lexer->next[ahead] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* The bytes of the line end at lexer->next + ahead: 1 for LF, 2 for CR LF, 0 for none. */
static size_t line_end(const lb_lexer *lexer, size_t ahead)
{
    if (peek(lexer, ahead) == '\n')
        return 1;
    return peek(lexer, ahead) == '\r' && peek(lexer, ahead + 1) == '\n' ? 2 : 0;
}

static void pass_line_end(lb_lexer *lexer, size_t bytes)
{
    lexer->next += bytes;
    lexer->line++;
    lexer->line_start = lexer->next;
}

/* Pass blanks, comments, continued line ends, and line ends inside parentheses. */
static void pass_blanks(lb_lexer *lexer)
{
    for (;;) {
        char c = peek(lexer, 0);
        size_t bytes = line_end(lexer, 0);
        if (c == ' ' || c == '\t') {
            lexer->next++;
        } else if (c == '#') {
            const char *end = memchr(lexer->next, '\n', (size_t)(lexer->end - lexer->next));
            lexer->next = end ? end : lexer->end;
        } else if (bytes && lexer->depth) {
            pass_line_end(lexer, bytes);
        } else if (c == '\\' && line_end(lexer, 1)) {
            lexer->next++;
            pass_line_end(lexer, line_end(lexer, 0));
        } else {
            return;
        }
    }
}

static void take(lb_lexer *lexer, lb_token *token, int kind, size_t length)
{
    *token = (lb_token){.kind = kind,
                        .text = lexer->next,
                        .length = (uint32_t)length,
                        .line = lexer->line,
                        .column = column_at(lexer, lexer->next)};
    lexer->next += length;
}

static void take_word(lb_lexer *lexer, lb_token *token)
{
    size_t length = 1;
    while (is_letter(peek(lexer, length)) || is_digit(peek(lexer, length)))
        length++;
    take(lexer, token, LB_TOKEN_WORD, length);
}

/* A point belongs to the number only if a digit follows, an e only if an exponent does. */
static void take_number(lb_lexer *lexer, lb_token *token)
{
    size_t length = 1;
    while (is_digit(peek(lexer, length)))
        length++;
    if (peek(lexer, length) == '.' && is_digit(peek(lexer, length + 1)))
        for (length++; is_digit(peek(lexer, length));)
            length++;
    if (peek(lexer, length) == 'e' || peek(lexer, length) == 'E') {
        char sign = peek(lexer, length + 1);
        size_t digits = length + (sign == '+' || sign == '-' ? 2 : 1);
        if (is_digit(peek(lexer, digits)))
            for (length = digits; is_digit(peek(lexer, length));)
                length++;
    }
    take(lexer, token, LB_TOKEN_NUMBER, length);
}

static lb_status take_string(lb_lexer *lexer, lb_token *token, lb_error *error)
{
    const char *open = lexer->next++;
    size_t length = lb_string_prefix(lexer->next, (size_t)(lexer->end - lexer->next));
    take(lexer, token, LB_TOKEN_STRING, length);
    token->column--;
    if (peek(lexer, 0) == '"') {
        lexer->next++;
        return LB_OK;
    }
    if (lexer->next == lexer->end || line_end(lexer, 0))
        return lb_fail_at(error, lexer->source, lexer->line, column_at(lexer, open),
                          "this string is not closed by a \" on the same line");
    return lb_fail_at(error, lexer->source, lexer->line, column_at(lexer, lexer->next),
                      "a string may not contain the byte 0x%02x here: printable UTF-8 was expected",
                      (unsigned char)*lexer->next);
}

static int two_byte_symbol(const lb_lexer *lexer)
{
    static const struct {
        char text[3];
        int kind;
    } symbols[] = {{"..", LB_TOKEN_RANGE},
                   {"==", LB_TOKEN_EQUAL},
                   {"!=", LB_TOKEN_NOT_EQUAL},
                   {"<=", LB_TOKEN_AT_MOST},
                   {">=", LB_TOKEN_AT_LEAST}};
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (peek(lexer, 0) == symbols[i].text[0] && peek(lexer, 1) == symbols[i].text[1])
            return symbols[i].kind;
    return 0;
}

static lb_status take_symbol(lb_lexer *lexer, lb_token *token, lb_error *error)
{
    int pair = two_byte_symbol(lexer);
    char c = peek(lexer, 0);
    if (!pair && (!c || !strchr("+-*/%^()[],:=<>|", c))) {
        if (c > ' ' && c < 127)
            return lb_fail_at(error, lexer->source, lexer->line, column_at(lexer, lexer->next),
                              "unexpected character '%c'", c);
        return lb_fail_at(error, lexer->source, lexer->line, column_at(lexer, lexer->next),
                          "unexpected byte 0x%02x: outside strings and comments the language is "
                          "printable ASCII",
                          (unsigned char)c);
    }
    take(lexer, token, pair ? pair : c, pair ? 2 : 1);
    if (c == '(' || c == '[') {
        if (!lexer->depth++) {
            lexer->open_line = token->line;
            lexer->open_column = token->column;
        }
    } else if ((c == ')' || c == ']') && lexer->depth) {
        lexer->depth--;
    }
    return LB_OK;
}

lb_status lb_lexer_next(lb_lexer *lexer, lb_token *token, lb_error *error)
{
    pass_blanks(lexer);
    if (lexer->next == lexer->end) {
        if (lexer->depth)
            return lb_fail_at(error, lexer->source, lexer->open_line, lexer->open_column,
                              "this parenthesis or bracket is never closed");
        take(lexer, token, LB_TOKEN_END, 0);
        return LB_OK;
    }
    size_t bytes = line_end(lexer, 0);
    if (bytes) {
        take(lexer, token, LB_TOKEN_LINE, 0);
        pass_line_end(lexer, bytes);
        return LB_OK;
    }
    if (is_letter(*lexer->next))
        take_word(lexer, token);
    else if (is_digit(*lexer->next))
        take_number(lexer, token);
    else if (*lexer->next == '"')
        return take_string(lexer, token, error);
    else
        return take_symbol(lexer, token, error);
    return LB_OK;
}

void lb_lexer_raw(lb_lexer *lexer, lb_token *token)
{
    pass_blanks(lexer);
    size_t length = 0;
    while (peek(lexer, length) > ' ' && peek(lexer, length) < 127 && peek(lexer, length) != '#')
        length++;
    take(lexer, token, LB_TOKEN_RAW, length);
}
