/* Remarks on a result, one sentence each. */

#ifndef LB_CLI_RESULT_REMARKS_H
#define LB_CLI_RESULT_REMARKS_H

#include <jansson.h>

#include <liebound/ansatz.h>

typedef struct lb_cli_notes {
    size_t count, capacity;
    char **texts;
} lb_cli_notes;

void lb_cli_notes_init(lb_cli_notes *notes);
void lb_cli_notes_clear(lb_cli_notes *notes);
void lb_cli_notes_add(lb_cli_notes *notes, const char *format, ...) LB_PRINTF(2, 3);
/* Forget the last. */
void lb_cli_notes_take_back(lb_cli_notes *notes);
/* What deserves a word about the generators: zero, proportional ones, the identity, coefficients
 * that do not matter. */
void lb_cli_notes_add_generators(lb_cli_notes *notes, const lb_ansatz_t A);

/* "note: ..." lines; after the first few only the number of the others. */
void lb_cli_notes_print(FILE *stream, const lb_cli_notes *notes);
json_t *lb_cli_notes_json(const lb_cli_notes *notes);

#endif
