#include "report/table.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "report/json.h"

void lb_table_init(lb_table_t table)
{
    memset(table, 0, sizeof *table);
}

void lb_table_clear(lb_table_t table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        free(table->columns[i].key);
        free(table->columns[i].heading);
    }
    for (size_t i = 0; i < table->cell_count; i++) {
        free(table->cells[i].text);
        free(table->cells[i].at_most);
        free(table->cells[i].latex);
    }
    free(table->columns);
    free(table->cells);
}

void lb_table_add_column(lb_table_t table, const char *key, const char *heading, bool right)
{
    assert(!table->cell_count);
    table->columns = lb_grow(table->columns, &table->column_capacity, table->column_count + 1,
                             sizeof *table->columns);
    table->columns[table->column_count++] =
        (lb_table_column){.key = lb_strdup(key), .heading = lb_strdup(heading), .right = right};
}

static void append_cell(lb_table_t table, lb_table_cell cell)
{
    table->cells =
        lb_grow(table->cells, &table->cell_capacity, table->cell_count + 1, sizeof *table->cells);
    table->cells[table->cell_count++] = cell;
}

void lb_table_put(lb_table_t table, lb_cell_kind kind, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    size_t size = (size_t)vsnprintf(NULL, 0, format, arguments) + 1;
    va_end(arguments);
    char *text = lb_malloc(size, 1);
    vsnprintf(text, size, format, again);
    va_end(again);
    append_cell(table, (lb_table_cell){.kind = kind, .text = text});
}

void lb_table_put_none(lb_table_t table)
{
    append_cell(table, (lb_table_cell){.kind = LB_CELL_NONE, .text = NULL});
}

void lb_table_put_gap(lb_table_t table, double gap)
{
    if (isfinite(gap))
        lb_table_put(table, LB_CELL_REAL, "%.1e", gap);
    else
        lb_table_put_none(table);
}

void lb_table_put_optional(lb_table_t table, lb_cell_kind kind, const char *text)
{
    if (text)
        append_cell(table, (lb_table_cell){.kind = kind, .text = lb_strdup(text)});
    else
        lb_table_put_none(table);
}

void lb_table_put_formula(lb_table_t table, const char *text, const char *latex)
{
    lb_table_put_optional(table, LB_CELL_FORMULA, text);
    if (text)
        table->cells[table->cell_count - 1].latex = lb_strdup(latex);
}

void lb_table_put_bounds(lb_table_t table, const char *at_least, const char *at_most)
{
    append_cell(table, (lb_table_cell){.kind = LB_CELL_AT_LEAST,
                                       .text = lb_strdup(at_least),
                                       .at_most = at_most ? lb_strdup(at_most) : NULL});
}

size_t lb_table_row_count(const lb_table_t table)
{
    assert(!table->cell_count || table->cell_count % table->column_count == 0);
    return table->cell_count ? table->cell_count / table->column_count : 0;
}

static const char *const format_names[] = {
#define FORMAT(id, name) [LB_TABLE_##id] = name,
    LB_TABLE_FORMATS(FORMAT)
#undef FORMAT
};

lb_table_format lb_table_format_find(const char *name)
{
    lb_table_format format = 0;
    while (format < LB_TABLE_FORMAT_COUNT && strcmp(name, format_names[format]))
        format++;
    return format;
}

const char *lb_table_format_name(lb_table_format format)
{
    return format_names[format];
}

/* The texts of counts, reals and booleans are JSON literals. */
static json_t *cell_json(const lb_table_cell *cell)
{
    if (cell->kind == LB_CELL_NONE)
        return json_null();
    if (cell->kind == LB_CELL_COUNT || cell->kind == LB_CELL_REAL || cell->kind == LB_CELL_BOOLEAN)
        return json_loads(cell->text, JSON_DECODE_ANY, NULL);
    return lb_json_text(cell->text);
}

static json_t *row_json(const lb_table_t table, const lb_table_cell *cells)
{
    json_t *row = json_object();
    for (size_t i = 0; i < table->column_count; i++) {
        const char *suffix = cells[i].kind == LB_CELL_AT_LEAST ? "_at_least" : "";
        char *key = lb_sprintf("%s%s", table->columns[i].key, suffix);
        lb_json_set(row, key, cell_json(&cells[i]));
        free(key);
        if (cells[i].at_most) {
            key = lb_sprintf("%s_at_most", table->columns[i].key);
            lb_json_set(row, key, lb_json_text(cells[i].at_most));
            free(key);
        }
    }
    return row;
}

json_t *lb_table_json(const lb_table_t table)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < table->cell_count; i += table->column_count)
        lb_json_append(rows, row_json(table, table->cells + i));
    return rows;
}
