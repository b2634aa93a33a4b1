#include "ansatz/language/lexer.h"

#include <string.h>

#include "ansatz/language/slips.h"
#include "base/text.h"

void lb_lexer_init(lb_lexer *lexer, const char *source, const char *text, size_t length)
{
    const char *start = text + lb_byte_order_mark(text, length);
    *lexer = (lb_lexer){.source = source,
                        .text = text,
                        .end = text + length,
                        .next = start,
                        .line_start = start,
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

/* The bytes of the character at lexer->next that is read as an ASCII character; 0 for others. */
static size_t look_alike(const lb_lexer *lexer, char *ascii)
{
    return lb_look_alike(ascii, lexer->next, (size_t)(lexer->end - lexer->next));
}

static size_t blank(const lb_lexer *lexer)
{
    char c = peek(lexer, 0);
    if (c == ' ' || c == '\t')
        return 1;
    size_t bytes = look_alike(lexer, &c);
    return bytes && c == ' ' ? bytes : 0;
}

/* Pass blanks, comments, continued line ends, and line ends inside parentheses. */
static void pass_blanks(lb_lexer *lexer)
{
    for (;;) {
        char c = peek(lexer, 0);
        size_t bytes = line_end(lexer, 0);
        if (blank(lexer)) {
            lexer->next += blank(lexer);
        } else if (c == '#') {
            const char *end = memchr(lexer->next, '\n', (size_t)(lexer->end - lexer->next));
            lexer->next = end ? end : lexer->end;
        } else if (bytes && (lexer->depth || lexer->continues)) {
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
    lexer->continues = kind == '+' || kind == '-' || kind == '*' || kind == '/';
}

static void take_word(lb_lexer *lexer, lb_token *token)
{
    size_t length = 1;
    while (is_letter(peek(lexer, length)) || is_digit(peek(lexer, length)))
        length++;
    take(lexer, token, LB_TOKEN_WORD, length);
}

/* What comes behind the digits that begin at lexer->next + ahead. */
static size_t pass_digits(const lb_lexer *lexer, size_t ahead)
{
    while (is_digit(peek(lexer, ahead)))
        ahead++;
    return ahead;
}

/* A point belongs to the number unless it begins a range, an e only if an exponent follows. */
static void take_number(lb_lexer *lexer, lb_token *token)
{
    size_t length = pass_digits(lexer, 0);
    if (peek(lexer, length) == '.' && peek(lexer, length + 1) != '.')
        length = pass_digits(lexer, length + 1);
    if (peek(lexer, length) == 'e' || peek(lexer, length) == 'E') {
        char sign = peek(lexer, length + 1);
        size_t digits = length + (sign == '+' || sign == '-' ? 2 : 1);
        if (is_digit(peek(lexer, digits)))
            length = pass_digits(lexer, digits);
    }
    take(lexer, token, LB_TOKEN_NUMBER, length);
}

static lb_status take_string(lb_lexer *lexer, lb_token *token, lb_error *error)
{
    const char *open = lexer->next++;
    size_t length = lb_quoted_prefix(lexer->next, (size_t)(lexer->end - lexer->next));
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

static lb_status unexpected(const lb_lexer *lexer, lb_error *error)
{
    static const char outside[] = "outside strings and comments the language is printable ASCII";
    size_t left = (size_t)(lexer->end - lexer->next), column = column_at(lexer, lexer->next);
    char c = peek(lexer, 0);
    if (c > ' ' && c < 127)
        return lb_fail_at(error, lexer->source, lexer->line, column, "unexpected character '%c'%s",
                          c, lb_slip_character(c));
    uint32_t point = lb_code_point(lexer->next, left);
    if (point)
        return lb_fail_at(error, lexer->source, lexer->line, column,
                          "unexpected character U+%04X%s: %s", (unsigned)point,
                          lb_slip_code_point(point), outside);
    return lb_fail_at(
        error, lexer->source, lexer->line, column, "unexpected byte 0x%02x: %s", (unsigned char)c,
        lb_slip_is_utf16(lexer->text, lexer->end) ? "this is UTF-16 text; save it as UTF-8"
                                                  : outside);
}

static lb_status take_symbol(lb_lexer *lexer, lb_token *token, lb_error *error)
{
    int pair = two_byte_symbol(lexer);
    char c = peek(lexer, 0);
    size_t bytes = pair ? 2 : look_alike(lexer, &c);
    if (c == '*' && peek(lexer, 1) == '*')
        return lb_fail_at(error, lexer->source, lexer->line, column_at(lexer, lexer->next),
                          "unexpected '**': a power is written ^, as in 2^3");
    if (!pair && (!c || !strchr("+-*/%^()[],:=<>|", c)))
        return unexpected(lexer, error);
    take(lexer, token, pair ? pair : c, bytes ? bytes : 1);
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
    lb_lexer before = *lexer;
    pass_blanks(lexer);
    if (lexer->next == lexer->end && before.continues) {
        *lexer = before; /* nothing comes: the statement ends behind the operator */
        lexer->continues = false;
        pass_blanks(lexer);
    }
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
    else if (is_digit(peek(lexer, *lexer->next == '.')))
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
