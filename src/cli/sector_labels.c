#include "cli/sector_labels.h"

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/memory.h"
#include "cli/observable.h"
#include "report/json.h"
#include "report/notation.h"

/* Half of what 1 - Z is on each qubit: the number of ones, or of particles. */
static void set_number(lb_sum_t S)
{
    lb_string_t P;
    mpq_t c;
    lb_string_init(P);
    mpq_init(c);
    mpq_set_ui(c, S->qubits, 2);
    mpq_canonicalize(c);
    lb_sum_append(S, c, P);
    mpq_set_si(c, -1, 2);
    for (uint32_t q = 0; q < S->qubits; q++) {
        lb_string_identity(P);
        lb_string_set_letter(P, q, 'Z');
        lb_sum_append(S, c, P);
    }
    lb_sum_normalize(S);
    mpq_clear(c);
    lb_string_clear(P);
}

static void set_parity(lb_sum_t S)
{
    lb_string_t P;
    mpq_t one;
    lb_string_init(P);
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    for (uint32_t q = 0; q < S->qubits; q++)
        lb_string_set_letter(P, q, 'Z');
    lb_sum_append(S, one, P);
    mpq_clear(one);
    lb_string_clear(P);
}

static lb_status read_operator(lb_sum_t S, const lb_ansatz_t A, const char *name, lb_error *error)
{
    if (!strcmp(name, "number")) {
        set_number(S);
        return LB_OK;
    }
    if (!strcmp(name, "parity")) {
        set_parity(S);
        return LB_OK;
    }
    lb_error inner;
    if (lb_cli_read_observable(S, A, name, &inner))
        return lb_fail(error, LB_USAGE,
                       "--sector: '%.60s' is neither number, nor parity, nor a sum such as Z[0] + "
                       "Z[1]",
                       name);
    return LB_OK;
}

/* A copy without blanks at its ends. */
static char *trimmed(const char *text, size_t length)
{
    while (length && strchr(" \t", *text)) {
        text++;
        length--;
    }
    while (length && strchr(" \t", text[length - 1]))
        length--;
    return lb_sprintf("%.*s", (int)length, text);
}

lb_status lb_cli_labels_init(lb_cli_labels *labels, const lb_ansatz_t A, const lb_cli_call *call,
                             lb_error *error)
{
    const char *text = call->options.sectors;
    lb_status status = LB_OK;
    *labels = (lb_cli_labels){.digits = call->options.digits};
    while (text && !status) {
        size_t length = strcspn(text, ";");
        labels->names = lb_realloc(labels->names, labels->count + 1, sizeof *labels->names);
        labels->operators =
            lb_realloc(labels->operators, labels->count + 1, sizeof *labels->operators);
        labels->names[labels->count] = trimmed(text, length);
        lb_sum_init(labels->operators + labels->count, A->qubits);
        labels->count++;
        status = read_operator(labels->operators + labels->count - 1, A,
                               labels->names[labels->count - 1], error);
        text = text[length] ? text + length + 1 : NULL;
    }
    return status;
}

lb_status lb_cli_labels_find(lb_cli_labels *labels, const lb_ansatz_t A,
                             const lb_conserved *conserved, const lb_cli_call *call,
                             lb_error *error)
{
    lb_error reason = {.message = ""};
    lb_run_options run = {.limits = lb_cli_limits(call)};
    if (!labels->count)
        return LB_OK;
    lb_status status = lb_labels_init(&labels->labels, A, labels->operators, labels->count,
                                      conserved, &run, &reason);
    labels->found = !status;
    if (status == LB_UNDECIDED) {
        labels->undecided = lb_strdup(reason.message);
        status = LB_OK;
    } else if (status)
        *error = reason;
    return status;
}

void lb_cli_labels_clear(lb_cli_labels *labels)
{
    for (size_t i = 0; i < labels->count; i++) {
        free(labels->names[i]);
        lb_sum_clear(labels->operators + i);
    }
    free(labels->names);
    free(labels->operators);
    if (labels->found)
        lb_labels_clear(&labels->labels);
    free(labels->undecided);
}

/* "2 x 4 + 1" for two sectors of dimension 4 and one of dimension 1. */
static void print_content(FILE *stream, const lb_label *label)
{
    for (size_t i = 0; i < label->content_count; i++) {
        const lb_conserved_sectors *s = label->content + i;
        fputs(i ? " + " : " = ", stream);
        if (mpz_cmp_ui(s->count, 1))
            gmp_fprintf(stream, "%Zd sectors of ", s->count);
        gmp_fprintf(stream, "%Zd", s->dimension);
        if (mpz_cmp_ui(s->multiplicity, 1))
            gmp_fprintf(stream, " in %Zd copies", s->multiplicity);
    }
}

static void print_label(FILE *stream, const lb_cli_labels *labels, const lb_label *label)
{
    char *dimension = lb_notation_integer(label->dimension, labels->digits);
    fputs("sector ", stream);
    for (size_t o = 0; o < labels->count; o++) {
        char *value = lb_mpq_text(label->values[o]);
        fprintf(stream, "%s%s = %s", o ? ", " : "", labels->names[o], value);
        free(value);
    }
    fprintf(stream, ": dimension %s", dimension);
    print_content(stream, label);
    fputs("   proved\n", stream);
    free(dimension);
}

void lb_cli_labels_print(FILE *stream, const lb_cli_labels *labels)
{
    if (labels->undecided)
        fprintf(stream, "sectors of the operators: undecided, %s\n", labels->undecided);
    for (size_t i = 0; labels->found && i < labels->labels.count; i++)
        print_label(stream, labels, labels->labels.items + i);
}

static json_t *label_json(const lb_cli_labels *labels, const lb_label *label)
{
    json_t *object = json_object(), *values = json_object(), *content = json_array();
    for (size_t o = 0; o < labels->count; o++)
        lb_json_set(values, labels->names[o], lb_json_rational(label->values[o]));
    for (size_t i = 0; i < label->content_count; i++) {
        json_t *part = json_object();
        lb_json_set(part, "count", lb_json_integer(label->content[i].count));
        lb_json_set(part, "dimension", lb_json_integer(label->content[i].dimension));
        lb_json_set(part, "multiplicity", lb_json_integer(label->content[i].multiplicity));
        lb_json_append(content, part);
    }
    lb_json_set(object, "values", values);
    lb_json_set(object, "dimension", lb_json_integer(label->dimension));
    lb_json_set(object, "content", content);
    lb_json_set(object, "status", lb_json_text("proved"));
    return object;
}

json_t *lb_cli_labels_json(const lb_cli_labels *labels)
{
    if (!labels->found)
        return json_null();
    json_t *array = json_array();
    for (size_t i = 0; i < labels->labels.count; i++)
        lb_json_append(array, label_json(labels, labels->labels.items + i));
    return array;
}
