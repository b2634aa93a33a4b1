/* Certificates of proved dimensions, as proofs/README.md specifies them. */

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/memory.h"
#include "certificate/writer.h"

enum { TITLE_MAX = 200 };

void lb_certificate_write_text(lb_output *output, const char *text)
{
    lb_output_write(output, text, strlen(text));
}

/* The title is for people: what does not fit the format is replaced or cut. */
static void write_title(lb_output *output, const lb_ansatz_struct *A)
{
    char *title = lb_ansatz_title(A), kept[TITLE_MAX + 1];
    size_t length = 0;
    for (const char *c = title; *c && length < TITLE_MAX; c++)
        if (length || *c != ' ')
            kept[length++] = *c >= ' ' && *c <= '~' ? *c : '?';
    while (length && kept[length - 1] == ' ')
        length--;
    kept[length] = 0;
    lb_output_print(output, "title %s\n", length ? kept : "untitled");
    free(title);
}

void lb_certificate_write_sum(lb_output *output, const lb_sum_t H)
{
    for (size_t i = 0; i < H->length; i++) {
        char *coefficient = lb_mpq_text(H->coefficients + i);
        char *label = lb_string_run_label(H->strings + i, H->qubits);
        lb_certificate_write_text(output, i ? " " : "");
        lb_certificate_write_text(output, coefficient);
        lb_certificate_write_text(output, " ");
        lb_certificate_write_text(output, label);
        free(coefficient);
        free(label);
    }
    lb_certificate_write_text(output, H->length ? "\n" : "0\n");
}

void lb_certificate_write_head(lb_output *output, const lb_ansatz_struct *A)
{
    write_title(output, A);
    lb_output_print(output, "qubits %zu\ngenerators %zu\n", A->qubits, A->generator_count);
    for (size_t k = 0; k < A->generator_count; k++)
        lb_certificate_write_sum(output, A->generators + k);
}

lb_status lb_certificate_write(const lb_closure *closure, const char *path, lb_error *error)
{
    if (!closure->proved)
        return lb_fail(error, LB_USAGE, "the dimension is not proved: there is no certificate");
    lb_output *output;
    lb_status status = lb_certificate_check_bounds(closure, NULL, error);
    if (!status)
        status = lb_output_open(&output, path, error);
    if (status != LB_OK)
        return status;
    lb_certificate_limit_expansion(output);
    lb_output_print(output, "liebound certificate %s\n",
                    closure->classified ? "1 strings"
                    : closure->marked   ? "2 structure"
                                        : "2 closure");
    lb_certificate_write_head(output, closure->ansatz);
    if (closure->classified)
        lb_certificate_write_strings(output, closure);
    else
        lb_certificate_write_search(output, closure);
    lb_certificate_write_text(output, "end\n");
    return lb_output_commit(output, error);
}

lb_status lb_marked_certificate_write(const lb_marked *marked, const char *path, lb_error *error)
{
    return lb_certificate_write(lb_marked_closure(marked), path, error);
}
