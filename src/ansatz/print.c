#include <liebound/ansatz.h>

#include <string.h>

#include "base/text.h"

/* Bytes that a string of the language cannot contain are printed as ?. */
static void print_text(FILE *stream, const char *keyword, const char *text)
{
    if (!text[0])
        return;
    fprintf(stream, "%s \"", keyword);
    for (size_t left = strlen(text); left;) {
        size_t good = lb_string_prefix(text, left);
        fwrite(text, 1, good, stream);
        text += good;
        left -= good;
        if (left) {
            putc('?', stream);
            text++;
            left--;
        }
    }
    fputs("\"\n", stream);
}

/* A name as the language can hold it: other bytes become _, and it ends at LB_NAME_MAX bytes. */
static void print_name(FILE *stream, const char *name)
{
    size_t length = strlen(name);
    if (length <= LB_NAME_MAX && lb_name_length(name, length) == length) {
        fputs(name, stream);
        return;
    }
    for (size_t i = 0; i < length && i < LB_NAME_MAX; i++) {
        bool good = lb_is_name_byte(name[i]) && (i || (name[0] != '-' && name[0] != '.'));
        putc(good ? name[i] : '_', stream);
    }
}

/* Long labels of one letter by their names. */
static const char *short_state(const char *state)
{
    size_t length = strlen(state);
    if (length && strspn(state, "0") == length)
        return "zero";
    return length && strspn(state, "+") == length ? "plus" : state;
}

/* The generators of a stabilizer state stand in quotes. */
static void print_state(FILE *stream, const char *state)
{
    const char *space = strchr(state, ' ');
    if (space)
        fprintf(stream, "state %.*s \"%s\"\n", (int)(space - state), state, space + 1);
    else
        fprintf(stream, "state %s\n", short_state(state));
}

void lb_ansatz_print(FILE *stream, const lb_ansatz_t A)
{
    if (A->name[0]) {
        fputs("ansatz ", stream);
        print_name(stream, A->name);
        putc('\n', stream);
    }
    print_text(stream, "about", A->about);
    print_text(stream, "reference", A->reference);
    for (size_t i = 0; i < A->setting_count; i++)
        fprintf(stream, "# %s = %s\n", A->settings[i].name, A->settings[i].value);
    fprintf(stream, "qubits %zu\n", A->qubits);
    for (size_t k = 0; k < A->generator_count; k++) {
        fputs("generator ", stream);
        print_name(stream, A->generator_names[k]);
        fputs(A->generator_names[k][0] ? " = " : "= ", stream);
        lb_sum_print_terms(stream, &A->generators[k], 0);
        putc('\n', stream);
    }
    for (size_t i = 0; i < A->state_count; i++)
        print_state(stream, A->states[i]);
    if (A->observable) {
        fputs("observable = ", stream);
        lb_sum_print_terms(stream, A->observable, 0);
        putc('\n', stream);
    }
    if (A->has_expected_dimension)
        gmp_fprintf(stream, "dimension %Zd\n", A->expected_dimension);
}

void lb_ansatz_print_generators(FILE *stream, const lb_ansatz_t A)
{
    fprintf(stream, "qubits %zu\ngenerators %zu\n", A->qubits, A->generator_count);
    for (size_t k = 0; k < A->generator_count; k++)
        lb_sum_print(stream, &A->generators[k]);
}
