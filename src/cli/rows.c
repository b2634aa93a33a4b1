#include "cli/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static void row_clear(lb_cli_row *row)
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
    free(row->algebra);
    free(row->formula);
    mpz_clears(row->dimension, row->at_most, row->literature, (mpz_ptr)NULL);
}

void lb_cli_rows_clear(lb_cli_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        row_clear(&rows->rows[i]);
    free(rows->rows);
}

lb_cli_row *lb_cli_rows_add(lb_cli_rows *rows, const lb_ansatz_t A)
{
    rows->rows = lb_grow(rows->rows, &rows->capacity, rows->count + 1, sizeof *rows->rows);
    lb_cli_row *row = &rows->rows[rows->count++];
    memset(row, 0, sizeof *row);
    row->ansatz = lb_strdup(A->name);
    row->about = lb_strdup(A->about);
    row->reference = lb_strdup(A->reference);
    row->setting_count = A->setting_count;
    row->settings = lb_malloc(A->setting_count, sizeof *row->settings);
    for (size_t i = 0; i < A->setting_count; i++)
        row->settings[i] = (lb_setting){.name = lb_strdup(A->settings[i].name),
                                        .value = lb_strdup(A->settings[i].value)};
    row->qubits = A->qubits;
    row->generators = A->generator_count;
    mpz_inits(row->dimension, row->at_most, row->literature, (mpz_ptr)NULL);
    if (A->has_expected_dimension)
        mpz_set(row->literature, A->expected_dimension);
    return row;
}
