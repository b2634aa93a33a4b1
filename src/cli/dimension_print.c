#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/theorem.h"
#include "cli/watch.h"
#include "report/escape.h"
#include "report/json.h"
#include "report/notation.h"

void lb_cli_print_opening(FILE *stream, const lb_ansatz_t A, const lb_cli_closing *closing,
                          size_t digits)
{
    lb_cli_print_heading(stream, A);
    if (!closing->terms)
        return;
    char *at_most = lb_notation_integer(closing->at_most, digits);
    char *full = lb_algebra_text(closing->terms), *algebra = lb_notation_abbreviate(full, digits);
    fprintf(stream, "dimension <= %s   proved, from the single terms: %s\n", at_most, algebra);
    free(algebra);
    free(full);
    free(at_most);
}

static const char *verdict_text(lb_verdict verdict)
{
    switch (verdict) {
    case LB_VERDICT_AGREES:
        return "agrees";
    case LB_VERDICT_CONTRADICTS:
        return "DISAGREES";
    default:
        return "not decided";
    }
}

void lb_cli_print_literature(FILE *stream, const lb_ansatz_t A, const lb_cli_closing *closing,
                             const char *what, size_t digits)
{
    if (!A->has_expected_dimension)
        return;
    char *reference = lb_escape_text(A->reference);
    char *dimension = lb_notation_integer(A->expected_dimension, digits);
    fprintf(stream, "literature%s: %s, %s", what, dimension, verdict_text(closing->verdict));
    fprintf(stream, *reference ? "  [%s]\n" : "\n", reference);
    free(dimension);
    free(reference);
}

void lb_cli_print_algebra(FILE *stream, const lb_algebra_struct *algebra, size_t digits)
{
    char *full = lb_algebra_text(algebra), *text = lb_notation_abbreviate(full, digits);
    fprintf(stream, "g = %s   proved\n", text);
    free(text);
    free(full);
}

/* A formula that is the decimal number again says nothing. */
static void print_algebra(FILE *stream, const lb_algebra_t algebra, const char *dimension,
                          size_t digits)
{
    char *texts[] = {lb_algebra_text(algebra), lb_algebra_formula(algebra)};
    char *name = lb_notation_abbreviate(texts[0], digits);
    char *formula = lb_notation_abbreviate(texts[1], digits);
    fprintf(stream, "algebra %s   proved\n", name);
    fprintf(stream, "dimension %s   proved\n", dimension);
    if (strcmp(formula, dimension) != 0)
        fprintf(stream, "formula: %s\n", formula);
    free(formula);
    free(name);
    free(texts[1]);
    free(texts[0]);
}

static void print_summary(FILE *stream, const lb_string_summary *summary)
{
    fprintf(stream, "anticommutation graph: %zu string%s", summary->strings,
            summary->strings == 1 ? "" : "s");
    if (summary->repeated)
        fprintf(stream, " (and %zu repeated)", summary->repeated);
    fprintf(stream, ", %zu component%s", summary->components, summary->components == 1 ? "" : "s");
    if (summary->components > 1)
        fprintf(stream, ", the largest of %zu", summary->largest);
    putc('\n', stream);
}

/* What is proved in the place of a number over a field with roots. */
static void print_field(FILE *stream, const lb_ansatz_t A, const lb_cli_closing *closing,
                        size_t digits)
{
    mpz_t product;
    const lb_ansatz_struct *Q = lb_ansatz_over_q(A);
    mpz_init(product);
    mpz_mul_ui(product, closing->dimension, (unsigned long)lb_ansatz_degree(A));
    char *field = lb_ansatz_field(A), *dimension = lb_notation_integer(product, digits);
    fprintf(stream,
            "%s has degree %zu: proved over Q of %zu rational generators on %zu qubits, which "
            "'show --generators' prints: dimension %s%s\n",
            field, lb_ansatz_degree(A), Q->generator_count, Q->qubits,
            closing->proved ? "" : "about ", dimension);
    free(dimension);
    free(field);
    mpz_clear(product);
}

void lb_cli_print_dimension(FILE *stream, const lb_ansatz_t A, const lb_cli_closing *closing,
                            size_t digits)
{
    char *dimension = lb_notation_integer(closing->dimension, digits);
    const char *sizes = A->theorems[LB_THEOREM_DIMENSION].sizes;
    if (closing->by_theorem)
        fprintf(stream, "dimension %s   proved for %s\n", dimension, sizes);
    else if (closing->algebra)
        print_algebra(stream, closing->algebra, dimension, digits);
    else
        fprintf(stream, "dimension %s%s   %s\n", closing->proved ? "" : ">= ", dimension,
                closing->proved ? "proved" : "undecided");
    if (sizes && closing->proved && !closing->by_theorem)
        fprintf(stream, "proved for %s\n", sizes);
    if (closing->has_summary)
        print_summary(stream, &closing->summary);
    if (mpz_cmp_ui(closing->symmetry_order, 1) > 0) {
        char *order = lb_notation_integer(closing->symmetry_order, digits);
        fprintf(stream, "symmetry: %s qubit permutations fix every generator\n", order);
        free(order);
    }
    if (lb_ansatz_degree(A) > 1)
        print_field(stream, A, closing, digits);
    fprintf(stream, "evidence: %s\n", closing->evidence);
    lb_cli_print_literature(stream, A, closing, "", digits);
    free(dimension);
}

static json_t *literature_json(const lb_ansatz_t A, lb_verdict verdict)
{
    if (!A->has_expected_dimension)
        return json_null();
    json_t *object = json_object();
    lb_json_set(object, "dimension", lb_json_integer(A->expected_dimension));
    lb_json_set(object, "agrees",
                verdict == LB_VERDICT_OPEN ? json_null()
                                           : json_boolean(verdict == LB_VERDICT_AGREES));
    lb_json_set(object, "reference", lb_json_text(A->reference));
    return object;
}

static json_t *algebra_json(const lb_algebra_struct *algebra, char *text(const lb_algebra_t))
{
    if (!algebra)
        return json_null();
    char *plain = text(algebra);
    json_t *value = lb_json_text(plain);
    free(plain);
    return value;
}

static json_t *ideals_json(const lb_algebra_struct *algebra)
{
    if (!algebra)
        return json_null();
    json_t *ideals = json_array();
    for (size_t i = 0; i < algebra->count; i++) {
        const lb_ideal *ideal = &algebra->ideals[i];
        json_t *object = json_object();
        lb_json_set(object, "type", lb_json_text(lb_ideal_type_name(ideal->type)));
        lb_json_set(object, "n", lb_json_integer(ideal->n));
        lb_json_set(object, "copies", lb_json_integer(ideal->copies));
        lb_json_set(object, "dimension", lb_json_integer(ideal->dimension));
        lb_json_append(ideals, object);
    }
    return ideals;
}

static json_t *components_json(const lb_cli_closing *closing)
{
    if (!closing->has_summary)
        return json_null();
    json_t *object = json_object();
    lb_json_set(object, "count", lb_json_count(closing->summary.components));
    lb_json_set(object, "largest", lb_json_count(closing->summary.largest));
    return object;
}

static json_t *terms_json(const lb_cli_closing *closing)
{
    if (!closing->terms)
        return json_null();
    json_t *object = json_object();
    lb_json_set(object, "algebra", algebra_json(closing->terms, lb_algebra_text));
    lb_json_set(object, "dimension", lb_json_integer(closing->at_most));
    return object;
}

static void bounds_json(json_t *object, const lb_cli_closing *closing)
{
    lb_json_set(object, closing->proved ? "dimension" : "dimension_at_least",
                lb_json_integer(closing->dimension));
    if (!closing->proved)
        lb_json_set(object, "dimension_at_most",
                    closing->terms ? lb_json_integer(closing->at_most) : json_null());
}

void lb_cli_closing_json(json_t *object, const lb_ansatz_t A, const lb_cli_closing *closing)
{
    bounds_json(object, closing);
    lb_json_set(object, "status", lb_json_text(closing->proved ? "proved" : "undecided"));
    lb_json_set(object, "algebra", algebra_json(closing->algebra, lb_algebra_text));
    lb_json_set(object, "formula", algebra_json(closing->algebra, lb_algebra_formula));
    lb_json_set(object, "ideals", ideals_json(closing->algebra));
    lb_json_set(object, "components", components_json(closing));
    lb_json_set(object, "single_terms", terms_json(closing));
    lb_json_set(object, "symmetry_order", lb_json_integer(closing->symmetry_order));
    lb_json_set(object, "evidence", lb_json_text(closing->evidence));
    lb_json_set(object, "theorem", lb_cli_theorem_json(&A->theorems[LB_THEOREM_DIMENSION]));
    lb_json_set(object, "literature", literature_json(A, closing->verdict));
}

typedef struct told {
    const lb_cli_call *call;
    const lb_ansatz_struct *A;
    lb_cli_closing closing;
} told;

static void print_told(FILE *stream, const void *context)
{
    const told *t = context;
    size_t digits = t->call->options.digits;
    if (t->call->print_closing) {
        t->call->print_closing(stream, t->A, &t->closing, t->call->print_context);
        return;
    }
    if (t->call->options.json) {
        json_t *object = lb_json_new(t->call->command->name);
        lb_cli_json_ansatz(object, t->A);
        lb_cli_closing_json(object, t->A, &t->closing);
        lb_json_set(object, "status", lb_json_text("undecided"));
        lb_json_finish(stream, object);
        return;
    }
    lb_cli_print_opening(stream, t->A, &t->closing, digits);
    lb_cli_print_dimension(stream, t->A, &t->closing, digits);
    if (t->closing.proved)
        fprintf(stream, "undecided: %s\n", LB_CLI_CUT_SHORT);
}

void lb_cli_tell_closing(const lb_cli_call *call, const lb_ansatz_t A,
                         const lb_cli_closing *closing)
{
    if (!call->watch)
        return;
    told t = {.call = call, .A = A, .closing = *closing};
    char *evidence = NULL;
    if (!closing->evidence) {
        char *dimension = mpz_get_str(NULL, 10, closing->dimension);
        evidence = !mpz_sgn(closing->dimension)
                       ? lb_strdup(LB_CLI_CUT_SHORT)
                       : lb_sprintf("%s; at least %s by independent elements modulo a prime",
                                    LB_CLI_CUT_SHORT, dimension);
        t.closing.evidence = evidence;
        free(dimension);
    }
    if (closing->tell)
        closing->tell(&t.closing, closing->tell_context);
    else
        lb_cli_tell(call, print_told, &t);
    free(evidence);
}
