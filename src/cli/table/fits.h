/* Closed forms of the proved numbers of a table in its swept parameter. */

#ifndef LB_CLI_TABLE_FITS_H
#define LB_CLI_TABLE_FITS_H

#include "cli/table/row_json.h"
#include "fit/fit.h"

/* The rows of one ansatz that differ in the swept parameter only. */
typedef struct lb_cli_fit {
    const lb_cli_row *first; /* of these rows */
    size_t values;           /* proved numbers at different integers */
    lb_fit form;
} lb_cli_fit;

typedef struct lb_cli_fits {
    size_t count, capacity;
    lb_cli_fit *fits;
    size_t *of_row; /* the fit that row i belongs to */
    const lb_cli_plan *plan;
    lb_cli_quantity quantity;
} lb_cli_fits;

/* The result points into plan and rows. plan->swept is not NULL. */
void lb_cli_fits_init(lb_cli_fits *fits, const lb_cli_plan *plan, const lb_cli_rows *rows,
                      lb_cli_quantity quantity);
void lb_cli_fits_clear(lb_cli_fits *fits);

/* "conjecture, confirmed on 6 spare points" or "no formula found, 5 values". The caller frees it.
 */
char *lb_cli_fit_status(const lb_cli_fit *fit);

/* The swept parameters beside plan->swept, which tell the fits of one ansatz apart. */
bool lb_cli_fits_distinguish(const lb_cli_fits *fits, size_t setting);

/* Add them to the member "fits". */
void lb_cli_fits_json(json_t *array, const lb_cli_fits *fits);

#endif
