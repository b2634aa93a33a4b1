/* From a parsed script to an ansatz, and what that takes from the object and from the disk. */

#ifndef LB_ANSATZ_LANGUAGE_ASSEMBLE_H
#define LB_ANSATZ_LANGUAGE_ASSEMBLE_H

#include <liebound/ansatz.h>

#include "ansatz/language/syntax.h"

#define LB_FILE_BYTES_MAX   ((size_t)16 << 20)
#define LB_STATES_BYTES_MAX ((size_t)256 << 20) /* of a file of states */

/* What is asked of a script: one of its variants by name, or NULL; values for parameters; and
 * within which limits, NULL for none. */
typedef struct lb_request {
    const char *variant;
    const lb_setting *settings;
    size_t setting_count;
    const lb_limits *limits;
    bool catalogue;    /* the script is one of the catalogue, whose theorems count */
    bool square_roots; /* as in lb_ansatz_source */
} lb_request;

/* Run the statements in order. A is initialized by the call when it succeeds. The lines of the
 * variant come after those of the whole file, except that its dimensions come first; they do not
 * count when a setting overrides a preset of the variant. */
lb_status lb_script_run(lb_ansatz_t A, lb_script *script, const lb_request *request,
                        lb_error *error) LB_MUST_CHECK;

/* A whole file of at most so many bytes, which the caller frees; "-" is standard input. */
lb_status lb_file_read(char **text, size_t *length, const char *path, size_t most,
                       lb_error *error) LB_MUST_CHECK;

/* Add a generator, taking over the memory of H, which is in normal form. */
void lb_ansatz_take_generator(lb_ansatz_t A, const char *name, lb_sum_t H);
void lb_ansatz_add_setting(lb_ansatz_t A, const char *name, const char *value);
/* Of an ansatz without generators and states. */
void lb_ansatz_set_qubits(lb_ansatz_t A, size_t qubits);
/* Add a state, taking over its memory. */
void lb_ansatz_take_state(lb_ansatz_t A, lb_state_t state);
void lb_ansatz_swap_states(lb_ansatz_t A, lb_ansatz_t B);
/* Add a sentence. */
void lb_ansatz_add_remark(lb_ansatz_t A, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Replace one of the texts of A. */
void lb_ansatz_set_text(char **text, const char *value);

#endif
