/* The rows of a table of dimensions. */

#ifndef LB_CLI_TABLE_ROWS_H
#define LB_CLI_TABLE_ROWS_H

#include "cli/cli.h"
#include "cli/table/name_list.h"

/* What can be tabulated and fitted of a row. */
#define LB_CLI_QUANTITIES(QUANTITY)                                                                \
    QUANTITY(DIMENSION, "dimension", "dimension")                                                  \
    QUANTITY(ORBIT, "orbit", "orbit")                                                              \
    QUANTITY(SPAN, "span", "span")                                                                 \
    QUANTITY(SECTOR, "sector", "sector")                                                           \
    QUANTITY(RANK, "rank", "rank")                                                                 \
    QUANTITY(CRITICAL, "critical", "M_c")                                                          \
    QUANTITY(LAYERS, "layers", "layers")                                                           \
    QUANTITY(VARIANCE, "variance", "variance")
typedef enum lb_cli_quantity {
#define QUANTITY(id, key, heading) LB_CLI_QUANTITY_##id,
    LB_CLI_QUANTITIES(QUANTITY)
#undef QUANTITY
        LB_CLI_QUANTITY_COUNT
} lb_cli_quantity;
/* Its name in --columns and in JSON, and in headings. */
const char *lb_cli_quantity_key(lb_cli_quantity quantity);
const char *lb_cli_quantity_heading(lb_cli_quantity quantity);

/* A number known from both sides; proved where they meet. */
typedef struct lb_cli_number {
    bool known; /* it was asked for, and is bounded */
    mpz_t at_least, at_most;
} lb_cli_number;

typedef struct lb_cli_row {
    size_t index;  /* in the table, rows that are left out counted */
    size_t source; /* the ansatz on the command line */
    char *ansatz, *about, *reference, *evidence;
    char *reason; /* why it is left out, or NULL; then only the settings are known */
    size_t setting_count;
    lb_setting *settings;
    size_t qubits, generators;
    mpz_t dimension; /* a lower bound unless proved */
    bool proved, has_at_most;
    mpz_t at_most;           /* a proved upper bound, when has_at_most */
    char *algebra, *formula; /* NULL where the algebra was not identified */
    lb_verdict verdict;
    mpz_t literature; /* when verdict is not LB_VERDICT_NONE */
    /* What was asked for of the rank of the QFIM, for the training state or for all jointly, by
     * quantity; dim g has its own place above. */
    bool has_bounds;
    lb_cli_number bounds[LB_CLI_QUANTITY_COUNT];
    bool has_variance; /* of the loss, proved; it is a fraction, so not among the bounds */
    mpq_t variance;
    bool open;            /* a limit came before some of it */
    bool disagrees;       /* some of it contradicts itself */
    bool needs_dimension; /* a column is about dim g */
    size_t brackets, longest_row, terms;
    double seconds;
} lb_cli_row;

/* A row without anything; every row is cleared by its owner. */
void lb_cli_row_init(lb_cli_row *row);
void lb_cli_row_clear(lb_cli_row *row);
/* Copy what the ansatz says of itself. */
void lb_cli_row_describe(lb_cli_row *row, const lb_ansatz_t A);
void lb_cli_row_set_settings(lb_cli_row *row, const lb_setting *settings, size_t count);
/* The value of the setting, or NULL. */
const char *lb_cli_row_setting(const lb_cli_row *row, const char *name);
/* The number, where it is proved; else NULL. Not of the variance. */
const __mpz_struct *lb_cli_row_proved(const lb_cli_row *row, lb_cli_quantity quantity);
/* LB_DISAGREE when the stated dimension is contradicted, or something else contradicts itself; else
 * LB_UNDECIDED unless dim g is proved or not asked for, and when a limit left something open; LB_OK
 * for a row that is left out. */
lb_status lb_cli_row_status(const lb_cli_row *row);

/* The rows of a table, and those that are left out of it, each by index. */
typedef struct lb_cli_rows {
    size_t count, capacity;
    lb_cli_row *rows;
} lb_cli_rows;

/* Take over the row. */
void lb_cli_rows_add(lb_cli_rows *rows, const lb_cli_row *row);
void lb_cli_rows_clear(lb_cli_rows *rows);

#endif
