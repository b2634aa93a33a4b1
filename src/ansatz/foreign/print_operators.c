/* Generators as Python texts: NAME = SUM, an observable as one more. */

#include <stdlib.h>

#include "ansatz/foreign/print.h"
#include "base/memory.h"

/* Words of Python, and those that the texts import. */
static const char *const reserved[] = {
    "False", "None",     "True",  "and",        "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",        "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import",     "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return",     "try",  "while",  "with",   "yield",    "I",
    "X",     "Y",        "Z",     "observable", NULL};

/* Terms in a line. */
enum { TERMS_OF_LINE = 4 };

typedef struct printer {
    FILE *stream;
    lb_language language;
    size_t qubits;
    bool idle; /* no term has the last qubit, and none tells that it is there */
} printer;

/* What stands between two items of a list or a sum. */
static void print_between(const printer *p, size_t i, const char *between)
{
    if (i)
        fprintf(p->stream, "%s%s", between, i % TERMS_OF_LINE ? " " : "\n    ");
}

/* ---- Qiskit ---- */

/* The last letter is on qubit 0. */
static void print_label(const printer *p, const lb_string_t P)
{
    putc('"', p->stream);
    for (size_t q = p->qubits; q-- > 0;)
        putc(lb_string_letter(P, (uint32_t)q), p->stream);
    putc('"', p->stream);
}

static void print_labels(const printer *p, const lb_sum_t S)
{
    lb_string_t identity;
    lb_string_init(identity);
    fputs("SparsePauliOp([", p->stream);
    for (size_t i = 0; i < S->length; i++) {
        print_between(p, i, ",");
        print_label(p, &S->strings[i]);
    }
    if (!S->length)
        print_label(p, identity);
    fputs("], coeffs=[", p->stream);
    for (size_t i = 0; i < S->length; i++) {
        print_between(p, i, ",");
        mpq_out_str(p->stream, 10, &S->coefficients[i]);
    }
    fputs(S->length ? "])" : "0])", p->stream);
    lb_string_clear(identity);
}

/* ("XZ", [0, 7], 1/2): letters and their qubits. */
static void print_sparse_term(const printer *p, const lb_string_t P, const mpq_t c)
{
    size_t weight = lb_string_weight(P);
    uint32_t *at = lb_malloc(weight, sizeof *at);
    lb_string_support(at, weight, P);
    fputs("(\"", p->stream);
    for (size_t i = 0; i < weight; i++)
        putc(lb_string_letter(P, at[i]), p->stream);
    fputs("\", [", p->stream);
    for (size_t i = 0; i < weight; i++)
        fprintf(p->stream, "%s%u", i ? ", " : "", at[i]);
    fputs("], ", p->stream);
    mpq_out_str(p->stream, 10, c);
    putc(')', p->stream);
    free(at);
}

static void print_sparse_list(const printer *p, const lb_sum_t S)
{
    fputs("SparsePauliOp.from_sparse_list([", p->stream);
    for (size_t i = 0; i < S->length; i++) {
        print_between(p, i, ",");
        print_sparse_term(p, &S->strings[i], &S->coefficients[i]);
    }
    fprintf(p->stream, "%s], num_qubits=%zu)", S->length ? "" : "(\"\", [], 0)", p->qubits);
}

/* ---- OpenFermion and PennyLane ---- */

/* QubitOperator("X0 Z1"), or X(0) @ Z(1). */
static void print_factors(const printer *p, const lb_string_t P)
{
    bool open = p->language == LB_LANGUAGE_OPENFERMION;
    size_t weight = lb_string_weight(P);
    uint32_t *at = lb_malloc(weight, sizeof *at);
    lb_string_support(at, weight, P);
    fputs(open ? "QubitOperator(\"" : weight ? "" : "I(0)", p->stream);
    for (size_t i = 0; i < weight; i++)
        fprintf(p->stream, open ? "%s%c%u" : "%s%c(%u)",
                !i     ? ""
                : open ? " "
                       : " @ ",
                lb_string_letter(P, at[i]), at[i]);
    fputs(open ? "\")" : "", p->stream);
    free(at);
}

static void print_term(const printer *p, size_t i, const mpq_t c, const lb_string_t P)
{
    mpq_t magnitude;
    mpq_init(magnitude);
    mpq_abs(magnitude, c);
    if (i)
        fprintf(p->stream, "%s%c ", i % TERMS_OF_LINE ? " " : "\n    ", mpq_sgn(c) < 0 ? '-' : '+');
    else if (mpq_sgn(c) < 0)
        putc('-', p->stream);
    if (mpq_cmp_ui(magnitude, 1, 1)) {
        mpq_out_str(p->stream, 10, magnitude);
        fputs(" * ", p->stream);
    }
    print_factors(p, P);
    mpq_clear(magnitude);
}

/* A sum that has no term gets one, and one tells of the last qubit, 0 * Z(7). */
static void print_formula(printer *p, const lb_sum_t S)
{
    lb_string_t last;
    mpq_t zero;
    lb_string_init(last);
    mpq_init(zero);
    size_t terms = S->length + (p->idle || !S->length);
    putc(terms > TERMS_OF_LINE ? '(' : ' ', p->stream);
    for (size_t i = 0; i < S->length; i++)
        print_term(p, i, &S->coefficients[i], &S->strings[i]);
    lb_string_set_letter(last, (uint32_t)p->qubits - 1, 'Z');
    if (terms > S->length)
        print_term(p, S->length, zero, last);
    if (terms > TERMS_OF_LINE)
        putc(')', p->stream);
    p->idle = false;
    mpq_clear(zero);
    lb_string_clear(last);
}

/* ---- All ---- */

static void print_operator(printer *p, const char *name, const lb_sum_t S)
{
    fprintf(p->stream, "%s =", name);
    if (p->language != LB_LANGUAGE_QISKIT) {
        print_formula(p, S);
    } else {
        putc(' ', p->stream);
        (p->qubits <= LB_LABEL_QUBITS ? print_labels : print_sparse_list)(p, S);
    }
    putc('\n', p->stream);
}

static bool has_last_qubit(const lb_ansatz_t A, const lb_sum_t S)
{
    bool found = false;
    for (size_t i = 0; i < S->length && !found; i++)
        found = lb_string_letter(&S->strings[i], (uint32_t)A->qubits - 1) != 'I';
    return found;
}

static void print_head(const printer *p, const lb_ansatz_t A)
{
    static const char *const imports[] = {
        [LB_LANGUAGE_QISKIT] = "from qiskit.quantum_info import SparsePauliOp",
        [LB_LANGUAGE_OPENFERMION] = "from openfermion import QubitOperator",
        [LB_LANGUAGE_PENNYLANE] = "from pennylane import I, X, Y, Z"};
    char *title = lb_ansatz_title(A);
    fprintf(p->stream, "# %s%sQubits are 0 to %zu.\n", title, title[0] ? ". " : "", A->qubits - 1);
    if (A->layers)
        fputs("# The generators, without their circuit.\n", p->stream);
    for (size_t i = 0; A->has_states && i < A->state_count; i++)
        fprintf(p->stream, "# Training state, qubit 0 on the left: %s\n", A->states[i].text);
    if (p->language == LB_LANGUAGE_QISKIT)
        fputs("# In a label qubit 0 is on the right.\n", p->stream);
    fprintf(p->stream, "%s\n\n", imports[p->language]);
    free(title);
}

void lb_operators_print(FILE *stream, const lb_ansatz_t A, lb_language language)
{
    printer p = {.stream = stream, .language = language, .qubits = A->qubits, .idle = true};
    for (size_t k = 0; k < A->generator_count && p.idle; k++)
        p.idle = !has_last_qubit(A, &A->generators[k]);
    if (p.idle && A->observable)
        p.idle = !has_last_qubit(A, A->observable);
    char **names = lb_identifiers("generator", A->generator_names, A->generator_count, reserved);
    print_head(&p, A);
    for (size_t k = 0; k < A->generator_count; k++)
        print_operator(&p, names[k], &A->generators[k]);
    if (A->observable)
        print_operator(&p, "observable", A->observable);
    lb_identifiers_free(names, A->generator_count);
}
