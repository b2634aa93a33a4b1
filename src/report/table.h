/* A table, filled once and printed in any of the formats.
 *
 * A cell knows what its number is worth: a lower bound is printed as ">= 1234" (text, Markdown),
 * ">=1234" (CSV, so that no reader takes it for the value), $\geq 1234$ (LaTeX), or under the key
 * with "_at_least" after it (JSON, where an upper bound may follow as "_at_most").
 *
 * Long integers are abbreviated in text, Markdown and LaTeX, and never in CSV and JSON. */

#ifndef LB_REPORT_TABLE_H
#define LB_REPORT_TABLE_H

#include <jansson.h>
#include <stdio.h>

#include <liebound/status.h>

typedef enum lb_cell_kind {
    LB_CELL_NONE, /* a dash; null in JSON, empty in CSV */
    LB_CELL_TEXT,
    LB_CELL_COUNT,    /* a number in JSON */
    LB_CELL_REAL,     /* a number in JSON */
    LB_CELL_INTEGER,  /* exact, of any size: a string in JSON */
    LB_CELL_AT_LEAST, /* an exact lower bound */
    LB_CELL_ALGEBRA,  /* text from lb_algebra_text or lb_algebra_formula; mathematics in LaTeX */
    LB_CELL_FORMULA,  /* text, and mathematics in LaTeX */
    LB_CELL_BOOLEAN   /* "true" or "false", printed as yes or no outside JSON */
} lb_cell_kind;

typedef struct lb_table_cell {
    lb_cell_kind kind;
    char *text;
    char *at_most; /* beside an exact lower bound, or NULL */
    char *latex;   /* of a formula */
} lb_table_cell;

typedef struct lb_table_column {
    char *key;     /* in JSON and CSV */
    char *heading; /* elsewhere */
    bool right;    /* aligned to the right */
} lb_table_column;

typedef struct lb_table_struct {
    size_t column_count, column_capacity, cell_count, cell_capacity;
    lb_table_column *columns;
    lb_table_cell *cells; /* row by row, column_count each */
    size_t digits;        /* integers of more digits are abbreviated; 0, the default, for none */
} lb_table_struct;
typedef lb_table_struct lb_table_t[1];

void lb_table_init(lb_table_t table);
void lb_table_clear(lb_table_t table);
/* All columns come before the first row. */
void lb_table_add_column(lb_table_t table, const char *key, const char *heading, bool right);
/* Append a cell: cells come row by row, from left to right. The text is printed as by printf. */
void lb_table_put(lb_table_t table, lb_cell_kind kind, const char *format, ...) LB_PRINTF(3, 4);
void lb_table_put_none(lb_table_t table);
/* The ratio between two values, nothing where it is infinite. */
void lb_table_put_gap(lb_table_t table, double gap);
/* The text as it is, or nothing for NULL. */
void lb_table_put_optional(lb_table_t table, lb_cell_kind kind, const char *text);
/* A formula as text and for LaTeX in math mode; nothing when it is NULL. */
void lb_table_put_formula(lb_table_t table, const char *text, const char *latex);
/* An exact lower bound with an upper bound, which may be NULL. */
void lb_table_put_bounds(lb_table_t table, const char *at_least, const char *at_most);

size_t lb_table_row_count(const lb_table_t table);

#define LB_TABLE_FORMATS(FORMAT)                                                                   \
    FORMAT(TEXT, "text")                                                                           \
    FORMAT(MARKDOWN, "markdown")                                                                   \
    FORMAT(CSV, "csv")                                                                             \
    FORMAT(LATEX, "latex")                                                                         \
    FORMAT(JSON, "json")

typedef enum lb_table_format {
#define FORMAT(id, name) LB_TABLE_##id,
    LB_TABLE_FORMATS(FORMAT)
#undef FORMAT
        LB_TABLE_FORMAT_COUNT
} lb_table_format;

/* LB_TABLE_FORMAT_COUNT for an unknown name. */
lb_table_format lb_table_format_find(const char *name);
const char *lb_table_format_name(lb_table_format format);

/* Any format but JSON. LaTeX is a tabular with the rules of booktabs and no caption; CSV has LF
 * line ends and quotes as in RFC 4180. */
void lb_table_print(FILE *stream, const lb_table_t table, lb_table_format format);
/* An array with one object a row. */
json_t *lb_table_json(const lb_table_t table);

#endif
