#include "cli/table/columns.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "report/notation.h"

/* COLUMN(id, key, heading, aligned to the right, what puts the cell of a row into a table) */
#define COLUMNS(COLUMN)                                                                            \
    COLUMN(ANSATZ, "ansatz", "ansatz", false, put_text(table, row->ansatz))                        \
    COLUMN(PARAMETERS, "parameters", "parameters", true, lb_table_put_none(table))                 \
    COLUMN(ABOUT, "about", "about", false, put_text(table, row->about))                            \
    COLUMN(REFERENCE, "reference", "reference", false, put_text(table, row->reference))            \
    COLUMN(QUBITS, "qubits", "qubits", true, put_size(table, row, row->qubits))                    \
    COLUMN(GENERATORS, "generators", "generators", true, put_size(table, row, row->generators))    \
    COLUMN(DIMENSION, "dimension", "dimension", true, put_dimension(table, row))                   \
    COLUMN(ORBIT, "orbit", "orbit", true, put_bounds(table, row, LB_CLI_QUANTITY_ORBIT))           \
    COLUMN(SPAN, "span", "span", true, put_bounds(table, row, LB_CLI_QUANTITY_SPAN))               \
    COLUMN(SECTOR, "sector", "sector", true, put_bounds(table, row, LB_CLI_QUANTITY_SECTOR))       \
    COLUMN(RANK, "rank", "rank", true, put_bounds(table, row, LB_CLI_QUANTITY_RANK))               \
    COLUMN(CRITICAL, "critical", "M_c", true, put_bounds(table, row, LB_CLI_QUANTITY_CRITICAL))    \
    COLUMN(LAYERS, "layers", "layers", true, put_bounds(table, row, LB_CLI_QUANTITY_LAYERS))       \
    COLUMN(VARIANCE, "variance", "variance", true, put_variance(table, row))                       \
    COLUMN(ALGEBRA, "algebra", "algebra", false, put_algebra(table, row->algebra))                 \
    COLUMN(FORMULA, "formula", "formula", false, put_algebra(table, row->formula))                 \
    COLUMN(STATUS, "status", "status", false,                                                      \
           put_text(table, row->proved ? "proved" : "undecided"))                                  \
    COLUMN(EVIDENCE, "evidence", "evidence", false, put_text(table, row->evidence))                \
    COLUMN(LITERATURE, "literature", "literature", true, put_literature(table, row))               \
    COLUMN(AGREES, "agrees", "agrees", false, put_agreement(table, row))                           \
    COLUMN(BRACKETS, "brackets", "brackets", true, put_count(table, row->brackets))                \
    COLUMN(LONGEST_ROW, "longest-row", "longest row", true, put_count(table, row->longest_row))    \
    COLUMN(TERMS, "terms", "terms", true, put_count(table, row->terms))                            \
    COLUMN(SECONDS, "seconds", "seconds", true,                                                    \
           lb_table_put(table, LB_CELL_REAL, "%.3f", row->seconds))

typedef enum column_id {
#define COLUMN(id, ...) COLUMN_##id,
    COLUMNS(COLUMN)
#undef COLUMN
        COLUMN_COUNT
} column_id;

static const lb_table_column columns[] = {
#define COLUMN(id, key, heading, right, put) {key, heading, right},
    COLUMNS(COLUMN)
#undef COLUMN
};

static int find_column(const char *name)
{
    int id = 0;
    while (id < COLUMN_COUNT && strcmp(columns[id].key, name) != 0)
        id++;
    return id;
}

static void add_column(lb_cli_columns *list, int id, const char *parameter)
{
    list->columns = lb_grow(list->columns, &list->capacity, list->count + 1, sizeof *list->columns);
    list->columns[list->count++] = (lb_cli_column){.id = id, .parameter = parameter};
}

static void add_parameters(lb_cli_columns *list, const lb_cli_names *settings,
                           const lb_cli_names *parameters)
{
    const lb_cli_names *names = settings->count ? settings : parameters;
    for (size_t i = 0; i < names->count; i++)
        add_column(list, COLUMN_PARAMETERS, names->names[i]);
}

static lb_status unknown_column(const char *name, const lb_cli_names *parameters, lb_error *error)
{
    size_t count = COLUMN_COUNT;
    const char **names = lb_malloc(COLUMN_COUNT + parameters->count, sizeof *names);
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        names[i] = columns[i].key;
    for (size_t i = 0; i < parameters->count; i++)
        names[count++] = parameters->names[i];
    const char *nearest = lb_cli_nearest(name, names, count);
    free(names);
    if (nearest)
        return lb_fail(error, LB_USAGE,
                       "there is no column and no parameter '%s'; did you mean %s?", name, nearest);
    return lb_fail(error, LB_USAGE,
                   "there is no column and no parameter '%s'; 'liebound table --help' lists the "
                   "columns",
                   name);
}

static lb_status add_item(lb_cli_columns *list, const char *name, const lb_cli_names *settings,
                          const lb_cli_names *parameters, lb_error *error)
{
    int id = find_column(name);
    if (id == COLUMN_PARAMETERS)
        add_parameters(list, settings, parameters);
    else if (id != COLUMN_COUNT)
        add_column(list, id, NULL);
    else {
        size_t i = 0;
        while (i < parameters->count && strcmp(parameters->names[i], name) != 0)
            i++;
        if (i == parameters->count)
            return unknown_column(name, parameters, error);
        add_column(list, COLUMN_PARAMETERS, parameters->names[i]);
    }
    return LB_OK;
}

lb_status lb_cli_columns_new(lb_cli_columns *list, const char *text, const lb_cli_names *settings,
                             const lb_cli_names *parameters, lb_error *error)
{
    lb_cli_columns result = {0};
    lb_status status = LB_OK;
    char *copy = lb_strdup(text);
    for (char *item = copy, *next; item && !status; item = next) {
        next = strchr(item, ',');
        if (next)
            *next++ = '\0';
        status = add_item(&result, item, settings, parameters, error);
    }
    free(copy);
    if (status)
        lb_cli_columns_clear(&result);
    else
        *list = result;
    return status;
}

void lb_cli_columns_clear(lb_cli_columns *list)
{
    free(list->columns);
}

/* Numbers are aligned to the right, words to the left. */
static bool is_numeric(const lb_cli_rows *rows, const char *parameter)
{
    for (size_t i = 0; i < rows->count; i++) {
        const char *value = lb_cli_row_setting(&rows->rows[i], parameter);
        if (value && !isdigit((unsigned char)value[*value == '-']))
            return false;
    }
    return true;
}

/* In JSON and CSV a parameter gives way to a column of the same name. */
static void add_parameter_column(lb_table_t table, const char *name, const lb_cli_rows *rows)
{
    char *key = lb_sprintf(find_column(name) == COLUMN_COUNT ? "%s" : "parameter_%s", name);
    lb_table_add_column(table, key, name, is_numeric(rows, name));
    free(key);
}

static void put_parameter(lb_table_t table, const lb_cli_row *row, const char *name)
{
    lb_table_put_optional(table, LB_CELL_TEXT, lb_cli_row_setting(row, name));
}

static void put_text(lb_table_t table, const char *text)
{
    lb_table_put(table, LB_CELL_TEXT, "%s", text);
}

static void put_algebra(lb_table_t table, const char *text)
{
    lb_table_put_optional(table, LB_CELL_ALGEBRA, text);
}

static void put_count(lb_table_t table, size_t count)
{
    lb_table_put(table, LB_CELL_COUNT, "%zu", count);
}

static void put_integer(lb_table_t table, const mpz_t value)
{
    char *digits = lb_notation_integer(value, 0);
    lb_table_put(table, LB_CELL_INTEGER, "%s", digits);
    free(digits);
}

static void put_dimension(lb_table_t table, const lb_cli_row *row)
{
    if (row->proved) {
        put_integer(table, row->dimension);
        return;
    }
    char *at_least = lb_notation_integer(row->dimension, 0);
    char *at_most = row->has_at_most ? lb_notation_integer(row->at_most, 0) : NULL;
    lb_table_put_bounds(table, at_least, at_most);
    free(at_least);
    free(at_most);
}

static void put_bounds(lb_table_t table, const lb_cli_row *row, lb_cli_quantity quantity)
{
    const lb_cli_number *number = &row->bounds[quantity];
    if (!number->known) {
        lb_table_put_none(table);
        return;
    }
    if (lb_cli_row_proved(row, quantity)) {
        put_integer(table, number->at_most);
        return;
    }
    char *at_least = lb_notation_integer(number->at_least, 0);
    char *at_most = lb_notation_integer(number->at_most, 0);
    lb_table_put_bounds(table, at_least, at_most);
    free(at_least);
    free(at_most);
}

/* Of the loss, of which the ansatz or its first generator is the observable. */
static void put_variance(lb_table_t table, const lb_cli_row *row)
{
    char *text = row->has_variance ? lb_notation_fraction(row->variance, table->digits) : NULL;
    put_algebra(table, text);
    free(text);
}

static void put_literature(lb_table_t table, const lb_cli_row *row)
{
    if (row->verdict == LB_VERDICT_NONE)
        lb_table_put_none(table);
    else
        put_integer(table, row->literature);
}

static void put_agreement(lb_table_t table, const lb_cli_row *row)
{
    bool agrees = row->verdict == LB_VERDICT_AGREES;
    if (agrees || row->verdict == LB_VERDICT_CONTRADICTS)
        lb_table_put(table, LB_CELL_BOOLEAN, "%s", agrees ? "true" : "false");
    else
        lb_table_put_none(table);
}

/* A number of the ansatz, which is not known when a limit came while it was expanded. */
static void put_size(lb_table_t table, const lb_cli_row *row, size_t count)
{
    if (row->qubits)
        put_count(table, count);
    else
        lb_table_put_none(table);
}

/* LB_CLI_QUANTITY_COUNT for a column of something else. */
static lb_cli_quantity quantity_of(int id)
{
    lb_cli_quantity q = 0;
    while (q < LB_CLI_QUANTITY_COUNT && strcmp(lb_cli_quantity_key(q), columns[id].key) != 0)
        q++;
    return q;
}

static void put_cell(lb_table_t table, int id, const lb_cli_row *row)
{
    switch (id) {
#define COLUMN(id, key, heading, right, put)                                                       \
    case COLUMN_##id:                                                                              \
        put;                                                                                       \
        break;
        COLUMNS(COLUMN)
#undef COLUMN
    }
}

static bool is_about_dimension(int id)
{
    switch (id) {
    case COLUMN_ANSATZ:
    case COLUMN_PARAMETERS:
    case COLUMN_ABOUT:
    case COLUMN_REFERENCE:
    case COLUMN_QUBITS:
    case COLUMN_GENERATORS:
    case COLUMN_SECONDS:
    case COLUMN_COUNT:
        return false;
    default:
        return quantity_of(id) == LB_CLI_QUANTITY_DIMENSION ||
               quantity_of(id) == LB_CLI_QUANTITY_VARIANCE ||
               quantity_of(id) == LB_CLI_QUANTITY_COUNT;
    }
}

void lb_cli_columns_needs(lb_cli_needs *needs, const char *text)
{
    char *copy = lb_strdup(text);
    *needs = (lb_cli_needs){0};
    for (char *item = strtok(copy, ","); item; item = strtok(NULL, ",")) {
        int id = find_column(item);
        lb_cli_quantity quantity = id == COLUMN_COUNT ? LB_CLI_QUANTITY_COUNT : quantity_of(id);
        needs->algebra |= id == COLUMN_ALGEBRA || id == COLUMN_FORMULA;
        needs->dimension |= is_about_dimension(id);
        if (quantity != LB_CLI_QUANTITY_COUNT)
            needs->quantity[quantity] = true;
        needs->variance |= quantity == LB_CLI_QUANTITY_VARIANCE;
        needs->bounds |= quantity != LB_CLI_QUANTITY_COUNT &&
                         quantity != LB_CLI_QUANTITY_DIMENSION &&
                         quantity != LB_CLI_QUANTITY_VARIANCE;
    }
    needs->dimension |= !needs->bounds;
    free(copy);
}

/* "fit" of dim g, "fit-rank" of the rank. */
static char *fit_key(const lb_cli_fits *fits)
{
    return fits->quantity == LB_CLI_QUANTITY_DIMENSION
               ? lb_strdup("fit")
               : lb_sprintf("fit-%s", lb_cli_quantity_key(fits->quantity));
}

static void add_fit_columns(lb_table_t table, const lb_cli_fits *fits)
{
    char *key = fit_key(fits), *spare = lb_sprintf("%s-spare", key);
    lb_table_add_column(table, key, key, false);
    lb_table_add_column(table, spare, spare, true);
    free(spare);
    free(key);
}

static void put_fit(lb_table_t table, const lb_fit *form)
{
    lb_table_put_optional(table, LB_CELL_TEXT, form->formula);
    if (form->formula)
        put_count(table, form->spare);
    else
        lb_table_put_none(table);
}

static void add_headings(lb_table_t table, const lb_cli_columns *list, const lb_cli_rows *rows)
{
    for (size_t i = 0; i < list->count; i++) {
        const lb_table_column *column = &columns[list->columns[i].id];
        if (list->columns[i].parameter)
            add_parameter_column(table, list->columns[i].parameter, rows);
        else
            lb_table_add_column(table, column->key, column->heading, column->right);
    }
}

void lb_cli_columns_fill(lb_table_t table, const lb_cli_columns *list, const lb_cli_rows *rows,
                         const lb_cli_fits *fits, size_t fit_count)
{
    add_headings(table, list, rows);
    for (size_t f = 0; f < fit_count; f++)
        add_fit_columns(table, fits + f);
    for (size_t r = 0; r < rows->count; r++) {
        for (size_t i = 0; i < list->count; i++)
            if (list->columns[i].parameter)
                put_parameter(table, &rows->rows[r], list->columns[i].parameter);
            else
                put_cell(table, list->columns[i].id, &rows->rows[r]);
        for (size_t f = 0; f < fit_count; f++)
            put_fit(table, &fits[f].fits[fits[f].of_row[r]].form);
    }
}
