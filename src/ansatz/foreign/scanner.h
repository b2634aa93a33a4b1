/* Tokens of the languages of other packages. They differ in words, not in shapes: names, numbers,
 * texts in quotes, and symbols; what stands behind // or # and between slash-star and star-slash is a
 * comment. A line end is a token only where a format asks for it. */

#ifndef LB_ANSATZ_FOREIGN_SCANNER_H
#define LB_ANSATZ_FOREIGN_SCANNER_H

#include <gmp.h>
#include <stdint.h>

#include <liebound/status.h>

/* A symbol of one byte is its own kind; two that belong together have one below. */
typedef enum lb_scan_kind {
    LB_SCAN_END = 256,
    LB_SCAN_LINE,
    LB_SCAN_NAME,   /* letters, digits and _, and anything beyond ASCII; not a digit first */
    LB_SCAN_NUMBER, /* 3, .5, 2., 1e-6 */
    LB_SCAN_TEXT,   /* without its quotes, single or double */
    LB_SCAN_ARROW,  /* -> */
    LB_SCAN_POWER,  /* ** */
    LB_SCAN_EQUAL   /* == */
} lb_scan_kind;

typedef struct lb_scanner {
    const char *source; /* for messages */
    const char *next, *end, *line_start;
    uint32_t line;
    bool lines; /* line ends are tokens */
    /* The token at hand. */
    int kind;
    const char *text;
    uint32_t length, at_line, at_column;
    lb_error *error;
} lb_scanner;

/* Goes to the first token. text must outlive the scanner, which may be copied as a bookmark. */
lb_status lb_scan_begin(lb_scanner *s, const char *source, const char *text, size_t length,
                        bool lines, lb_error *error) LB_MUST_CHECK;
lb_status lb_scan_next(lb_scanner *s) LB_MUST_CHECK;
/* Go to the first token inside a text in quotes, whose end is then that of s. text may be s. */
lb_status lb_scan_within(lb_scanner *s, const lb_scanner *text) LB_MUST_CHECK;

/* LB_INPUT at the token at hand. */
lb_status lb_scan_fail(const lb_scanner *s, const char *format, ...) LB_PRINTF(2, 3);
/* "%s was expected here, not %s". */
lb_status lb_scan_expected(const lb_scanner *s, const char *what);
/* Pass a symbol, or fail. */
lb_status lb_scan_symbol(lb_scanner *s, int kind, const char *what) LB_MUST_CHECK;
/* Pass it if it is there. */
lb_status lb_scan_optional(lb_scanner *s, int kind, bool *found) LB_MUST_CHECK;
bool lb_scan_is(const lb_scanner *s, const char *word);
/* The number at hand, exactly; at most 300 digits and exponents. */
lb_status lb_scan_number(mpq_t value, lb_scanner *s) LB_MUST_CHECK;
/* The same as an integer in 0 .. most. */
lb_status lb_scan_count(uint64_t *value, lb_scanner *s, uint64_t most) LB_MUST_CHECK;

#endif
