/* A table in every format but JSON: first each cell becomes its final text (render_cell), then the
 * texts are laid out. Text and Markdown pad the columns to the same width, counted in characters,
 * not bytes. */

#include "report/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "report/escape.h"
#include "report/notation.h"

typedef char *escape(const char *text);

static escape *const escapes[] = {
    [LB_TABLE_TEXT] = lb_escape_text,
    [LB_TABLE_MARKDOWN] = lb_escape_markdown,
    [LB_TABLE_CSV] = lb_escape_csv,
    [LB_TABLE_LATEX] = lb_escape_latex,
};

/* An integer, a bound, or an algebra, of which long integers are abbreviated. */
static char *render_mathematics(const lb_table_cell *cell, lb_table_format format, size_t digits)
{
    bool bound = cell->kind == LB_CELL_AT_LEAST;
    if (format == LB_TABLE_CSV) {
        char *safe = lb_escape_csv(cell->text), *text = lb_sprintf("%s%s", bound ? ">=" : "", safe);
        free(safe);
        return text;
    }
    char *plain = lb_notation_abbreviate(cell->text, digits), *text;
    bool number = cell->kind == LB_CELL_INTEGER && !strcmp(plain, cell->text);
    if (format == LB_TABLE_LATEX && !number) {
        char *inner = lb_notation_latex(plain);
        text = lb_sprintf("$%s%s$", bound ? "\\geq " : "", inner);
        free(inner);
    } else {
        char *safe = escapes[format](plain);
        text = lb_sprintf("%s%s", bound ? ">= " : "", safe);
        free(safe);
    }
    free(plain);
    return text;
}

static char *render_cell(const lb_table_cell *cell, lb_table_format format, size_t digits)
{
    switch (cell->kind) {
    case LB_CELL_NONE:
        return lb_strdup(format == LB_TABLE_CSV ? "" : format == LB_TABLE_LATEX ? "--" : "-");
    case LB_CELL_INTEGER:
    case LB_CELL_AT_LEAST:
    case LB_CELL_ALGEBRA:
        return render_mathematics(cell, format, digits);
    case LB_CELL_FORMULA:
        return format == LB_TABLE_LATEX ? lb_sprintf("$%s$", cell->latex)
                                        : escapes[format](cell->text);
    case LB_CELL_BOOLEAN:
        return lb_strdup(!strcmp(cell->text, "true") ? "yes" : "no");
    default:
        return escapes[format](cell->text);
    }
}

/* In LaTeX "M_c" is mathematics. */
static char *render_heading(const lb_table_column *column, lb_table_format format)
{
    const char *heading = format == LB_TABLE_CSV ? column->key : column->heading;
    if (format != LB_TABLE_LATEX || strncmp(heading, "M_c", 3) || (heading[3] && heading[3] != ' '))
        return escapes[format](heading);
    char *rest = escapes[format](heading + 3), *text = lb_sprintf("$M_c$%s", rest);
    free(rest);
    return text;
}

/* The texts of a table: a line of headings, then the rows, `columns` texts each. */
typedef struct sheet {
    size_t columns, lines;
    char **texts;
    size_t *widths;
    const lb_table_struct *table;
} sheet;

static size_t count_characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

static void sheet_init(sheet *s, const lb_table_t table, lb_table_format format)
{
    s->table = table;
    s->columns = table->column_count;
    s->lines = 1 + lb_table_row_count(table);
    s->texts = lb_malloc(s->lines * s->columns, sizeof *s->texts);
    s->widths = lb_calloc(s->columns, sizeof *s->widths);
    for (size_t i = 0; i < s->columns; i++)
        s->texts[i] = render_heading(&table->columns[i], format);
    for (size_t i = 0; i < table->cell_count; i++)
        s->texts[s->columns + i] = render_cell(&table->cells[i], format, table->digits);
    for (size_t i = 0; i < s->lines * s->columns; i++) {
        size_t width = count_characters(s->texts[i]), *widest = &s->widths[i % s->columns];
        *widest = width > *widest ? width : *widest;
    }
}

static void sheet_clear(sheet *s)
{
    for (size_t i = 0; i < s->lines * s->columns; i++)
        free(s->texts[i]);
    free(s->texts);
    free(s->widths);
}

static void pad(FILE *stream, size_t count, char c)
{
    while (count--)
        putc(c, stream);
}

static void print_padded(FILE *stream, const sheet *s, size_t line, size_t column, bool last)
{
    const char *text = s->texts[line * s->columns + column];
    size_t space = s->widths[column] - count_characters(text);
    bool right = s->table->columns[column].right;
    pad(stream, right ? space : 0, ' ');
    fputs(text, stream);
    pad(stream, right || last ? 0 : space, ' ');
}

static void print_text(FILE *stream, const sheet *s)
{
    for (size_t line = 0; line < s->lines; line++)
        for (size_t i = 0; i < s->columns; i++) {
            bool last = i + 1 == s->columns;
            print_padded(stream, s, line, i, last);
            fputs(last ? "\n" : "  ", stream);
        }
}

static void print_markdown_rule(FILE *stream, const sheet *s)
{
    for (size_t i = 0; i < s->columns; i++) {
        bool right = s->table->columns[i].right;
        putc('|', stream);
        pad(stream, s->widths[i] + (right ? 1 : 2), '-');
        fputs(right ? ":" : "", stream);
    }
    fputs("|\n", stream);
}

static void print_markdown(FILE *stream, const sheet *s)
{
    for (size_t line = 0; line < s->lines; line++) {
        for (size_t i = 0; i < s->columns; i++) {
            fputs(i ? " | " : "| ", stream);
            print_padded(stream, s, line, i, false);
        }
        fputs(" |\n", stream);
        if (line == 0)
            print_markdown_rule(stream, s);
    }
}

static void print_separated(FILE *stream, const sheet *s, size_t line, const char *separator)
{
    for (size_t i = 0; i < s->columns; i++)
        fprintf(stream, "%s%s", i ? separator : "", s->texts[line * s->columns + i]);
}

static void print_csv(FILE *stream, const sheet *s)
{
    for (size_t line = 0; line < s->lines; line++) {
        print_separated(stream, s, line, ",");
        putc('\n', stream);
    }
}

static void print_latex(FILE *stream, const sheet *s)
{
    fputs("\\begin{tabular}{", stream);
    for (size_t i = 0; i < s->columns; i++)
        putc(s->table->columns[i].right ? 'r' : 'l', stream);
    fputs("}\n\\toprule\n", stream);
    for (size_t line = 0; line < s->lines; line++) {
        /* The \\ or the rule before it would take it for an option. */
        char first = s->columns ? s->texts[line * s->columns][0] : '\0';
        fputs(first == '[' || first == '*' ? "{}" : "", stream);
        print_separated(stream, s, line, " & ");
        fputs(line ? " \\\\\n" : " \\\\\n\\midrule\n", stream);
    }
    fputs("\\bottomrule\n\\end{tabular}\n", stream);
}

void lb_table_print(FILE *stream, const lb_table_t table, lb_table_format format)
{
    static void (*const printers[])(FILE *, const sheet *) = {
        [LB_TABLE_TEXT] = print_text,
        [LB_TABLE_MARKDOWN] = print_markdown,
        [LB_TABLE_CSV] = print_csv,
        [LB_TABLE_LATEX] = print_latex,
    };
    assert(format < sizeof printers / sizeof *printers);
    sheet s;
    sheet_init(&s, table, format);
    printers[format](stream, &s);
    sheet_clear(&s);
}
