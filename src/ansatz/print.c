#include <liebound/layers.h>

#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ansatz/foreign/print.h"
#include "ansatz/roots.h"
#include "base/memory.h"
#include "base/text.h"

/* Bytes that a string of the language cannot contain are printed as ?. */
static void print_text(FILE *stream, const char *keyword, const char *text)
{
    if (!text[0])
        return;
    fprintf(stream, "%s \"", keyword);
    for (size_t left = strlen(text); left;) {
        size_t good = lb_quoted_prefix(text, left);
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

/* The generators of a stabilizer state stand in quotes. */
static void print_state(FILE *stream, const lb_state_t state)
{
    const char *text = state->text, *space = strchr(text, ' ');
    if (space)
        fprintf(stream, "state %.*s \"%s\"\n", (int)(space - text), text, space + 1);
    else
        fprintf(stream, "state %s\n", state->name);
}

/* Whether the language has this name for an angle: a word, perhaps with integers in brackets; and it
 * is not one that print_angle makes. */
static bool is_angle_name(const char *name)
{
    static const char *const others[] = {"if", "in", "for", "and", "or", "not", "by", "pi"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strcmp(name, others[i]))
            return false;
    if (!strncmp(name, "angle_", strlen("angle_")))
        return false;
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
    if (!length || length > LB_WORD_MAX || isdigit((unsigned char)name[0]))
        return false;
    const char *inside = name + length;
    if (!*inside)
        return true;
    size_t digits = strspn(inside + 1, "0123456789,");
    return *inside == '[' && digits && isdigit((unsigned char)inside[digits]) == 0 &&
           !strcmp(inside + 1 + digits, "]") && isdigit((unsigned char)inside[1]) &&
           !strstr(inside, ",,") && inside[digits] != ',';
}

/* uses has the rotations of every angle. */
static void print_angle(FILE *stream, const lb_layers_part *part, const lb_gate *gate,
                        const size_t *uses)
{
    const char *name = part->angle_names[gate->angle];
    if (!name[0] && uses[gate->angle] == 1 && !mpq_cmp_ui(gate->factor, 1, 1))
        return;
    fputs(" by ", stream);
    if (mpq_cmp_ui(gate->factor, 1, 1))
        gmp_fprintf(stream, "%Qd*", gate->factor);
    if (is_angle_name(name))
        fputs(name, stream);
    else
        fprintf(stream, "angle_%zu", gate->angle);
}

/* A sum as it was written: H, or the one of this number where there are roots. */
static void print_sum(FILE *stream, const lb_ansatz_t A, const lb_sum_struct *H, size_t number)
{
    lb_surd_sum_t S;
    lb_surd_sum_init(S, A->qubits);
    lb_roots_exact(S, A, H, number);
    lb_surd_sum_print_terms(stream, S, 0);
    lb_surd_sum_clear(S);
}

/* rotate = Z[0] by 1/8*pi */
static void print_turn(FILE *stream, const lb_layers_struct *L, const lb_gate *gate)
{
    char *string = lb_string_text(gate->string, L->qubits, 0);
    fprintf(stream, "rotate = %s by ", string);
    gmp_fprintf(stream, "%Qd*pi\n", gate->factor);
    free(string);
}

static void print_part(FILE *stream, const lb_ansatz_t A, lb_layer_part which)
{
    const lb_layers_struct *L = A->layers;
    const lb_layers_part *part = &L->parts[which];
    size_t *uses = lb_calloc(part->angle_count, sizeof *uses);
    for (size_t g = 0; g < part->count; g++)
        if (!part->gates[g].is_fixed)
            uses[part->gates[g].angle]++;
    fputs(which == LB_LAYER ? "layer\n" : "first\n", stream);
    for (size_t g = 0; g < part->count; g++) {
        const lb_gate *gate = &part->gates[g];
        if (gate->is_turn) {
            print_turn(stream, L, gate);
            continue;
        }
        if (gate->is_fixed) {
            fprintf(stream, "apply %s[%" PRIu32, lb_fixed_gate_name(gate->fixed), gate->qubits[0]);
            if (lb_fixed_gate_qubits(gate->fixed) == 2)
                fprintf(stream, ",%" PRIu32, gate->qubits[1]);
            fputs("]\n", stream);
            continue;
        }
        fputs("rotate ", stream);
        print_name(stream, L->axis_names[gate->generator]);
        fputs(L->axis_names[gate->generator][0] ? " = " : "= ", stream);
        print_sum(stream, A, &L->axes[gate->generator], A->generator_count + gate->generator);
        print_angle(stream, part, gate, uses);
        putc('\n', stream);
    }
    free(uses);
}

static void print_generators(FILE *stream, const lb_ansatz_t A)
{
    for (size_t k = 0; k < A->generator_count; k++) {
        fputs("generator ", stream);
        print_name(stream, A->generator_names[k]);
        fputs(A->generator_names[k][0] ? " = " : "= ", stream);
        print_sum(stream, A, &A->generators[k], k);
        putc('\n', stream);
    }
}

void lb_ansatz_print(FILE *stream, const lb_ansatz_t A)
{
    const lb_roots_struct *R = A->roots;
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
    if (A->layers && A->layers->parts[LB_FIRST_LAYER].count)
        print_part(stream, A, LB_FIRST_LAYER);
    if (A->layers)
        print_part(stream, A, LB_LAYER);
    else
        print_generators(stream, A);
    for (size_t i = 0; A->has_states && i < A->state_count; i++)
        print_state(stream, &A->states[i]);
    if (A->observable) {
        fputs("observable = ", stream);
        print_sum(stream, A, A->observable, R ? R->sum_count - 1 : 0);
        putc('\n', stream);
    }
    if (A->has_expected_dimension)
        gmp_fprintf(stream, "dimension %Zd\n", A->expected_dimension);
}

void lb_ansatz_print_generators(FILE *stream, const lb_ansatz_t A)
{
    const lb_ansatz_struct *Q = lb_ansatz_over_q(A);
    fprintf(stream, "qubits %zu\ngenerators %zu\n", Q->qubits, Q->generator_count);
    for (size_t k = 0; k < Q->generator_count; k++)
        lb_sum_print(stream, &Q->generators[k]);
}

static const char *const language_names[LB_LANGUAGE_COUNT] = {[LB_LANGUAGE_ALG] = "alg",
                                                              [LB_LANGUAGE_QASM] = "qasm",
                                                              [LB_LANGUAGE_QISKIT] = "qiskit",
                                                              [LB_LANGUAGE_OPENFERMION] =
                                                                  "openfermion",
                                                              [LB_LANGUAGE_PENNYLANE] = "pennylane",
                                                              [LB_LANGUAGE_LATEX] = "latex"};

const char *lb_language_name(lb_language language)
{
    return language_names[language];
}

/* A circuit has its axes in the place of generators. */
static bool prints_roots(const lb_ansatz_t A, lb_language language)
{
    const lb_roots_struct *R = A->roots;
    bool circuit = language == LB_LANGUAGE_QASM, roots = false;
    if (lb_ansatz_degree(A) == 1)
        return false;
    size_t first = circuit && A->layers ? A->generator_count : 0;
    size_t end = R->sum_count - (circuit && A->observable);
    for (size_t i = first; i < end && !roots; i++)
        roots = lb_roots_are_in(&R->sums[i], A->qubits);
    return roots;
}

lb_status lb_ansatz_print_in(FILE *stream, const lb_ansatz_t A, lb_language language,
                             lb_error *error)
{
    assert(lb_ansatz_is_valid(A));
    if (language == LB_LANGUAGE_QISKIT && A->layers)
        language = LB_LANGUAGE_QASM;
    if (language != LB_LANGUAGE_ALG && language != LB_LANGUAGE_LATEX && prints_roots(A, language))
        return lb_fail(error, LB_INPUT,
                       "square roots are printed in the .alg language and for LaTeX alone");
    lb_status status = language == LB_LANGUAGE_QASM ? lb_qasm_check(A, error) : LB_OK;
    if (status)
        return status;
    if (language == LB_LANGUAGE_ALG)
        lb_ansatz_print(stream, A);
    else if (language == LB_LANGUAGE_QASM)
        lb_qasm_print(stream, A);
    else if (language == LB_LANGUAGE_LATEX)
        lb_latex_print(stream, A);
    else
        lb_operators_print(stream, A, language);
    return LB_OK;
}
