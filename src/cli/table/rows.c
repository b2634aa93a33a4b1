#include "cli/table/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void lb_cli_row_init(lb_cli_row *row)
{
    memset(row, 0, sizeof *row);
    mpz_inits(row->dimension, row->at_most, row->literature, (mpz_ptr)NULL);
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
    mpz_clears(row->dimension, row->at_most, row->literature, (mpz_ptr)NULL);
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
    if (row->verdict == LB_VERDICT_CONTRADICTS)
        return LB_DISAGREE;
    return row->proved || row->reason ? LB_OK : LB_UNDECIDED;
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
