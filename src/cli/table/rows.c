#include "cli/table/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const struct {
    const char *key, *heading;
} quantities[] = {
#define QUANTITY(id, key, heading) {key, heading},
    LB_CLI_QUANTITIES(QUANTITY)
#undef QUANTITY
};

const char *lb_cli_quantity_key(lb_cli_quantity quantity)
{
    return quantities[quantity].key;
}

const char *lb_cli_quantity_heading(lb_cli_quantity quantity)
{
    return quantities[quantity].heading;
}

void lb_cli_row_init(lb_cli_row *row)
{
    memset(row, 0, sizeof *row);
    row->needs_dimension = true;
    for (size_t q = 0; q < LB_CLI_QUANTITY_COUNT; q++)
        mpz_inits(row->bounds[q].at_least, row->bounds[q].at_most, (mpz_ptr)NULL);
    mpz_inits(row->dimension, row->at_most, row->literature, (mpz_ptr)NULL);
    mpq_init(row->variance);
}

void lb_cli_row_clear(lb_cli_row *row)
{
    for (size_t i = 0; i < row->setting_count; i++) {
        free(row->settings[i].name);
        free(row->settings[i].value);
    }
    free(row->settings);
    free(row->ansatz);
    free(row->about);
    free(row->reference);
    free(row->evidence);
    free(row->reason);
    free(row->algebra);
    free(row->formula);
    for (size_t q = 0; q < LB_CLI_QUANTITY_COUNT; q++)
        mpz_clears(row->bounds[q].at_least, row->bounds[q].at_most, (mpz_ptr)NULL);
    mpz_clears(row->dimension, row->at_most, row->literature, (mpz_ptr)NULL);
    mpq_clear(row->variance);
}

void lb_cli_row_set_settings(lb_cli_row *row, const lb_setting *settings, size_t count)
{
    row->setting_count = count;
    row->settings = lb_malloc(count, sizeof *row->settings);
    for (size_t i = 0; i < count; i++)
        row->settings[i] = (lb_setting){.name = lb_strdup(settings[i].name),
                                        .value = lb_strdup(settings[i].value)};
}

void lb_cli_row_describe(lb_cli_row *row, const lb_ansatz_t A)
{
    row->ansatz = lb_strdup(A->name);
    row->about = lb_strdup(A->about);
    row->reference = lb_strdup(A->reference);
    lb_cli_row_set_settings(row, A->settings, A->setting_count);
    row->qubits = A->qubits;
    row->generators = A->generator_count;
    if (A->has_expected_dimension)
        mpz_set(row->literature, A->expected_dimension);
}

const char *lb_cli_row_setting(const lb_cli_row *row, const char *name)
{
    for (size_t i = 0; i < row->setting_count; i++)
        if (!strcmp(row->settings[i].name, name))
            return row->settings[i].value;
    return NULL;
}

lb_status lb_cli_row_status(const lb_cli_row *row)
{
    if (row->verdict == LB_VERDICT_CONTRADICTS || row->disagrees)
        return LB_DISAGREE;
    if (row->reason)
        return LB_OK;
    return row->open || (row->needs_dimension && !row->proved) ? LB_UNDECIDED : LB_OK;
}

const __mpz_struct *lb_cli_row_proved(const lb_cli_row *row, lb_cli_quantity quantity)
{
    const lb_cli_number *number = &row->bounds[quantity];
    if (quantity == LB_CLI_QUANTITY_DIMENSION)
        return row->proved ? row->dimension : NULL;
    return number->known && !mpz_cmp(number->at_least, number->at_most) ? number->at_most : NULL;
}

void lb_cli_rows_add(lb_cli_rows *rows, const lb_cli_row *row)
{
    rows->rows = lb_grow(rows->rows, &rows->capacity, rows->count + 1, sizeof *rows->rows);
    rows->rows[rows->count++] = *row;
}

void lb_cli_rows_clear(lb_cli_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        lb_cli_row_clear(&rows->rows[i]);
    free(rows->rows);
}
