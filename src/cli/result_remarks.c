#include "cli/result_remarks.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "report/escape.h"
#include "report/json.h"

void lb_cli_notes_init(lb_cli_notes *notes)
{
    memset(notes, 0, sizeof *notes);
}

void lb_cli_notes_clear(lb_cli_notes *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        free(notes->texts[i]);
    free(notes->texts);
}

void lb_cli_notes_add(lb_cli_notes *notes, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    notes->texts = lb_grow(notes->texts, &notes->capacity, notes->count + 1, sizeof *notes->texts);
    notes->texts[notes->count++] = lb_strdup(text);
}

void lb_cli_notes_take_back(lb_cli_notes *notes)
{
    free(notes->texts[--notes->count]);
}

static void add_generator(lb_cli_notes *notes, const lb_ansatz_t A, size_t i,
                          const lb_generator_note *note)
{
    lb_generator_words name = lb_generator_called(A->generator_names[i], i);
    if (note->kind == LB_GENERATOR_ZERO)
        lb_cli_notes_add(notes, "%s is zero", name.text);
    if (note->kind == LB_GENERATOR_PROPORTIONAL)
        lb_cli_notes_add(notes, "%s is a multiple of %s", name.text,
                         lb_generator_called(A->generator_names[note->other], note->other).text);
    if (note->contains_identity)
        lb_cli_notes_add(notes,
                         "%s contains the identity, a global phase, which is counted as a "
                         "direction of u(2^n)",
                         name.text);
}

/* Of single strings only the strings count. */
static void add_coefficients(lb_cli_notes *notes, const lb_ansatz_t A)
{
    size_t count = 0;
    if (lb_ansatz_degree(A) > 1)
        return;
    for (size_t i = 0; i < A->generator_count; i++) {
        const lb_sum_struct *H = &A->generators[i];
        if (H->length > 1)
            return;
        count += H->length && mpq_cmp_ui(H->coefficients, 1, 1) != 0;
    }
    if (count)
        lb_cli_notes_add(notes,
                         "%zu generator%s a coefficient other than 1, which does not change the "
                         "algebra",
                         count, count == 1 ? " has" : "s have");
}

void lb_cli_notes_add_generators(lb_cli_notes *notes, const lb_ansatz_t A)
{
    lb_generator_note *found = lb_malloc(A->generator_count, sizeof *found);
    lb_ansatz_notes(found, A);
    for (size_t i = 0; i < A->generator_count; i++)
        add_generator(notes, A, i, &found[i]);
    free(found);
    add_coefficients(notes, A);
}

void lb_cli_notes_print(FILE *stream, const lb_cli_notes *notes)
{
    enum { MOST = 10 };
    for (size_t i = 0; i < notes->count && i < MOST; i++) {
        char *safe = lb_escape_text(notes->texts[i]);
        fprintf(stream, "note: %s\n", safe);
        free(safe);
    }
    if (notes->count > MOST)
        fprintf(stream, "note: %zu more note%s in the output of --json\n", notes->count - MOST,
                notes->count - MOST == 1 ? " is" : "s are");
}

json_t *lb_cli_notes_json(const lb_cli_notes *notes)
{
    json_t *array = json_array();
    for (size_t i = 0; i < notes->count; i++)
        lb_json_append(array, lb_json_text(notes->texts[i]));
    return array;
}
