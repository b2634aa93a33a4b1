/* The certificate of a proved closure, as proofs/README.md specifies it. */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "algebra/closure_data.h"
#include "base/memory.h"
#include "base/output.h"

enum { TITLE_MAX = 200 };

typedef struct writer {
    lb_output *output;
    const lb_closure *closure;
    char *text; /* room for one label */
} writer;

static void write_text(writer *w, const char *text)
{
    lb_output_write(w->output, text, strlen(text));
}

/* The run-length label of a dense string: runs of three or more as letter and count. */
static void write_string(writer *w, uint32_t number)
{
    const lb_string_table *strings = &w->closure->strings;
    const uint64_t *dense = lb_string_table_at(strings, number);
    size_t qubits = w->closure->ansatz->qubits, length = 0;
    for (size_t q = 0; q < qubits;) {
        size_t first = q;
        char letter = 0;
        for (; q < qubits; q++) {
            char next = lb_letter(dense[q / 64] >> q % 64 & 1,
                                  dense[strings->words + q / 64] >> q % 64 & 1);
            if (letter && next != letter)
                break;
            letter = next;
        }
        w->text[length++] = letter;
        if (q - first == 2)
            w->text[length++] = letter;
        else if (q - first > 2)
            length += (size_t)sprintf(w->text + length, "%zu", q - first);
    }
    lb_output_write(w->output, w->text, length);
}

static void write_rational(writer *w, const mpq_t c)
{
    char *text = mpq_get_str(NULL, 10, c);
    write_text(w, text);
    free(text);
}

static void write_generators(writer *w)
{
    const lb_closure *c = w->closure;
    lb_output_print(w->output, "qubits %zu\ngenerators %zu\n", c->ansatz->qubits,
                    c->ansatz->generator_count);
    for (size_t k = 0; k < c->ansatz->generator_count; k++) {
        const lb_sum_struct *H = c->ansatz->generators + k;
        for (size_t i = 0; i < H->length; i++) {
            if (i)
                write_text(w, " ");
            write_rational(w, H->coefficients + i);
            write_text(w, " ");
            write_string(w, c->generators.items[k].columns[i]);
        }
        write_text(w, H->length ? "\n" : "0\n");
    }
}

static void write_replay(writer *w)
{
    const lb_closure *c = w->closure;
    lb_output_print(w->output, "replay %zu modulo %" PRIu64 "\n", c->steps.count, c->prime);
    for (size_t t = 0; t < c->steps.count; t++) {
        lb_step step = c->steps.items[t];
        char kind = step.left & LB_STEP_GENERATOR ? 'g' : 'r';
        uint32_t left = step.left & ~LB_STEP_GENERATOR;
        if (step.right == LB_STEP_ALONE)
            lb_output_print(w->output, "%c%" PRIu32 "\n", kind, left);
        else
            lb_output_print(w->output, "%c%" PRIu32 " r%" PRIu32 "\n", kind, left, step.right);
    }
}

static void write_basis(writer *w)
{
    const lb_rational_basis *basis = &w->closure->basis;
    mpq_t c;
    mpq_init(c);
    lb_output_print(w->output, "basis %" PRIu32 "\n", basis->count);
    for (uint32_t i = 0; i < basis->count; i++) {
        write_string(w, basis->pivots[i]);
        for (size_t e = basis->offsets[i]; e < basis->offsets[i + 1]; e++) {
            write_text(w, " ");
            if (fmpz_is_one(basis->numerators + e) && fmpz_is_one(basis->denominators + i)) {
                write_text(w, "1");
            } else {
                fmpz_get_mpz(mpq_numref(c), basis->numerators + e);
                fmpz_get_mpz(mpq_denref(c), basis->denominators + i);
                mpq_canonicalize(c);
                write_rational(w, c);
            }
            write_text(w, " ");
            write_string(w, basis->columns[e]);
        }
        write_text(w, "\n");
    }
    mpq_clear(c);
}

/* The title is for people: what does not fit the format is replaced or cut. */
static void write_title(writer *w)
{
    char *title = lb_ansatz_title(w->closure->ansatz), kept[TITLE_MAX + 1];
    size_t length = 0;
    for (const char *c = title; *c && length < TITLE_MAX; c++)
        if (length || *c != ' ')
            kept[length++] = *c >= ' ' && *c <= '~' ? *c : '?';
    while (length && kept[length - 1] == ' ')
        length--;
    kept[length] = 0;
    lb_output_print(w->output, "title %s\n", length ? kept : "untitled");
    free(title);
}

lb_status lb_certificate_write(const lb_closure *closure, const char *path, lb_error *error)
{
    if (!closure->proved)
        return lb_fail(error, LB_USAGE, "the dimension is not proved: there is no certificate");
    writer w = {.closure = closure};
    lb_status status = lb_output_open(&w.output, path, error);
    if (status != LB_OK)
        return status;
    w.text = lb_malloc(closure->ansatz->qubits + 32, 1);
    write_text(&w, "liebound certificate 1 closure\n");
    write_title(&w);
    write_generators(&w);
    write_replay(&w);
    write_basis(&w);
    write_text(&w, "end\n");
    free(w.text);
    return lb_output_commit(w.output, error);
}
