/* The kind "closure": the symmetry, the steps of the replay or the words, and the reduced basis. */

#include <inttypes.h>
#include <stdlib.h>

#include "base/digits.h"
#include "base/memory.h"
#include "certificate/writer.h"

typedef struct writer {
    lb_output *output;
    const lb_closure *closure;
    char *text; /* room for one label */
} writer;

static void write_text(const writer *w, const char *text)
{
    lb_certificate_write_text(w->output, text);
}

/* The run-length label of a dense string: runs of three or more as letter and count. */
static void write_string(const writer *w, uint32_t number)
{
    const lb_string_table *strings = &w->closure->strings;
    const uint64_t *dense = lb_string_table_at(strings, number);
    size_t qubits = w->closure->symmetry.qubits, length = 0;
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

static void write_rational(const writer *w, const mpq_t c)
{
    char *text = lb_mpq_text(c);
    write_text(w, text);
    free(text);
}

static void write_numbers(const writer *w, const uint32_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        lb_output_print(w->output, " %" PRIu32, numbers[i]);
    write_text(w, "\n");
}

static void write_symmetry(const writer *w)
{
    const lb_symmetry *S = &w->closure->symmetry;
    lb_output_print(w->output, "symmetry %" PRIu32 " %" PRIu32 "\n", S->exchange_count,
                    S->map_count);
    for (uint32_t l = 0; l < S->exchange_count; l++) {
        const lb_exchange *line = S->exchanges + l;
        lb_output_print(w->output, "exchange %" PRIu32, line->width);
        write_numbers(w, line->qubits, (size_t)line->width * line->count);
    }
    for (uint32_t m = 0; m < S->map_count; m++) {
        write_text(w, "map");
        write_numbers(w, S->maps + (size_t)m * S->qubits, w->closure->ansatz->qubits);
    }
}

static void write_steps(const writer *w)
{
    const lb_closure *c = w->closure;
    lb_output_print(w->output, "%s %zu modulo %" PRIu64 "\n", c->words ? "words" : "replay",
                    c->steps.count, c->prime);
    for (size_t t = 0; t < c->steps.count; t++) {
        lb_step step = c->steps.items[t];
        lb_output_print(w->output, "g%" PRIu32, step.generator);
        if (step.row != LB_STEP_ALONE)
            lb_output_print(w->output, " %c%" PRIu32, c->words ? 'w' : 'r', step.row);
        write_text(w, "\n");
    }
}

static void write_basis(const writer *w)
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

void lb_certificate_write_search(lb_output *output, const lb_closure *closure)
{
    writer w = {output, closure, lb_malloc(closure->symmetry.qubits + 32, 1)};
    write_symmetry(&w);
    write_steps(&w);
    write_basis(&w);
    free(w.text);
}
