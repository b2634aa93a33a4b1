/* Structure constants, as JSON, as a program for GAP, or as a matrix in Matrix Market format. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>
#include <liebound/variance.h>

#include "base/digits.h"
#include "base/memory.h"
#include "cli/cmd.h"
#include "cli/dimension.h"
#include "cli/field_constants.h"
#include "cli/watch.h"
#include "report/json.h"

typedef struct constants_result {
    const lb_ansatz_struct *A;
    const lb_closure *closure;
    lb_constants_struct *C;
    lb_word *words; /* NULL in the reduced basis */
    size_t state;   /* whose expectation values are asked for, or SIZE_MAX */
} constants_result;

/* The number in A of a generator of the closure, which leaves those out that are combinations of
 * others. */
static size_t number_in(const lb_ansatz_t A, size_t generator)
{
    const bool *repeated = A->layers ? A->layers->repeated : NULL;
    size_t k = 0;
    for (size_t left = generator + 1; repeated && left; k++)
        left -= !repeated[k];
    return repeated ? k - 1 : generator;
}

/* The basis as sums, to be cleared by clear_basis: rows, or words, each from the one inside it. */
static lb_sum_struct *list_basis(const constants_result *result)
{
    size_t D = result->C->dimension;
    lb_sum_struct *sums = lb_malloc(D, sizeof *sums);
    for (size_t i = 0; i < D; i++) {
        lb_sum_init(sums + i, result->A->qubits);
        if (!result->words) {
            lb_closure_row(sums + i, result->closure, i);
            continue;
        }
        const lb_word *word = result->words + i;
        const lb_sum_struct *generator =
            result->A->generators + number_in(result->A, word->generator);
        if (word->inner == LB_NO_WORD)
            lb_sum_set(sums + i, generator);
        else
            lb_sum_bracket(sums + i, generator, sums + word->inner);
    }
    return sums;
}

static void clear_basis(lb_sum_struct *sums, size_t D)
{
    for (size_t i = 0; i < D; i++)
        lb_sum_clear(sums + i);
    free(sums);
}

static json_t *basis_json(const lb_sum_struct *sums, size_t D)
{
    json_t *array = json_array();
    for (size_t i = 0; i < D; i++)
        lb_json_append(array, lb_cli_json_sum(sums + i));
    return array;
}

/* <psi|B_i|psi>, exact. */
static lb_status expectations_json(json_t **array, const constants_result *result,
                                   const lb_sum_struct *sums, lb_error *error)
{
    size_t D = result->C->dimension;
    mpq_t *values = lb_malloc(D, sizeof *values);
    for (size_t i = 0; i < D; i++)
        mpq_init(values[i]);
    lb_status status = lb_variance_expectations(values, result->A, result->state, sums, D, error);
    if (!status) {
        *array = json_array();
        for (size_t i = 0; i < D; i++)
            lb_json_append(*array, lb_json_rational(values[i]));
    }
    for (size_t i = 0; i < D; i++)
        mpq_clear(values[i]);
    free(values);
    return status;
}

/* [a, b, c] for {g_a, {g_b, g_c}}. */
static json_t *words_json(const constants_result *result)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < result->C->dimension; i++) {
        json_t *word = json_array();
        for (uint32_t at = i; at != LB_NO_WORD; at = result->words[at].inner)
            lb_json_append(word, lb_json_count(number_in(result->A, result->words[at].generator)));
        lb_json_append(array, word);
    }
    return array;
}

/* [i, j, k, "c"] or [i, j, "c"] */
static json_t *entry_json(const uint32_t *numbers, size_t count, const mpq_t value)
{
    json_t *entry = json_array();
    for (size_t i = 0; i < count; i++)
        lb_json_append(entry, lb_json_count(numbers[i]));
    lb_json_append(entry, lb_json_rational(value));
    return entry;
}

static json_t *constants_json(const lb_constants_struct *C)
{
    json_t *array = json_array();
    for (size_t e = 0; e < C->count; e++) {
        const uint32_t numbers[] = {C->items[e].i, C->items[e].j, C->items[e].k};
        lb_json_append(array, entry_json(numbers, 3, C->items[e].value));
    }
    return array;
}

/* To be cleared by clear_form. */
static mpq_t *killing_form(const lb_constants_struct *C)
{
    size_t D = C->dimension;
    mpq_t *form = lb_malloc(D * D, sizeof *form);
    for (size_t e = 0; e < D * D; e++)
        mpq_init(form[e]);
    lb_constants_killing(form, C);
    return form;
}

static void clear_form(mpq_t *form, size_t D)
{
    for (size_t e = 0; e < D * D; e++)
        mpq_clear(form[e]);
    free(form);
}

static json_t *killing_json(const lb_constants_struct *C)
{
    size_t D = C->dimension;
    mpq_t *form = killing_form(C);
    json_t *array = json_array();
    for (uint32_t i = 0; i < D; i++)
        for (uint32_t j = i; j < D; j++) {
            const uint32_t numbers[] = {i, j};
            if (mpq_sgn(form[i * D + j]))
                lb_json_append(array, entry_json(numbers, 2, form[i * D + j]));
        }
    clear_form(form, D);
    return array;
}

static lb_status print_json(FILE *out, const constants_result *result, bool killing,
                            lb_error *error)
{
    size_t D = result->C->dimension;
    lb_sum_struct *sums = list_basis(result);
    json_t *expectations = NULL;
    lb_status status = LB_OK;
    if (result->state != SIZE_MAX)
        status = expectations_json(&expectations, result, sums, error);
    if (!status) {
        json_t *object = lb_json_new("constants");
        lb_cli_json_ansatz(object, result->A);
        lb_json_set(object, "dimension", lb_json_count(D));
        if (result->words)
            lb_json_set(object, "nested_commutators", words_json(result));
        lb_json_set(object, "basis", basis_json(sums, D));
        lb_json_set(object, "constants", constants_json(result->C));
        if (killing)
            lb_json_set(object, "killing", killing_json(result->C));
        if (expectations)
            lb_json_set(object, "expectations", expectations);
        lb_json_finish(out, object);
    }
    clear_basis(sums, D);
    return status;
}

/* GAP counts from 1, and takes all k for one pair (i, j) at once. */
static void print_gap(FILE *out, const constants_result *result)
{
    const lb_constants_struct *C = result->C;
    char *title = lb_ansatz_title(result->A);
    fprintf(out, "# %s\nT := EmptySCTable(%zu, 0, \"antisymmetric\");\n", title, C->dimension);
    free(title);
    for (size_t e = 0; e < C->count; e++) {
        const lb_constant *c = C->items + e;
        bool first = !e || c[-1].i != c->i || c[-1].j != c->j;
        bool last = e + 1 == C->count || c[1].i != c->i || c[1].j != c->j;
        if (first)
            fprintf(out, "SetEntrySCTable(T, %u, %u, [", c->i + 1, c->j + 1);
        gmp_fprintf(out, "%Qd, %u%s", c->value, c->k + 1, last ? "]);\n" : ", ");
    }
    fputs("L := LieAlgebraByStructureConstants(Rationals, T);\n", out);
}

/* What all entries of a matrix are multiplied by to make them integers. */
static void common_denominator(mpz_t common, const mpq_t value)
{
    if (mpq_sgn(value))
        mpz_lcm(common, common, mpq_denref(value));
}

static void print_matrix_title(FILE *out, const constants_result *result, const char *what,
                               const mpz_t denominator)
{
    char *title = lb_ansatz_title(result->A);
    gmp_fprintf(out, "%% %s in the %s of %s, times %Zd\n", what,
                result->words ? "basis of nested commutators" : "reduced basis", title,
                denominator);
    free(title);
}

static void print_matrix_entry(FILE *out, size_t row, size_t column, const mpq_t value,
                               bool negative, const mpz_t denominator)
{
    mpz_t integer;
    mpz_init(integer);
    mpz_divexact(integer, denominator, mpq_denref(value));
    mpz_mul(integer, integer, mpq_numref(value));
    if (negative)
        mpz_neg(integer, integer);
    gmp_fprintf(out, "%zu %zu %Zd\n", row, column, integer);
    mpz_clear(integer);
}

/* D^2 rows and D columns: row i D + j is {B_i, B_j}, so rows i D + 1 .. i D + D are the transposed
 * matrix of ad B_i. Both orders of i and j are there. */
static void print_constants_matrix(FILE *out, const constants_result *result)
{
    const lb_constants_struct *C = result->C;
    size_t D = C->dimension;
    mpz_t denominator;
    mpz_init_set_ui(denominator, 1);
    for (size_t e = 0; e < C->count; e++)
        common_denominator(denominator, C->items[e].value);
    fputs("%%MatrixMarket matrix coordinate integer general\n", out);
    print_matrix_title(out, result, "structure constants", denominator);
    fputs("% entry (D (i - 1) + j, k): the coefficient of B_k in {B_i, B_j}, i, j, k from 1\n",
          out);
    fprintf(out, "%zu %zu %zu\n", D * D, D, 2 * C->count);
    for (size_t e = 0; e < C->count && !ferror(out); e++) {
        const lb_constant *c = C->items + e;
        print_matrix_entry(out, D * c->i + c->j + 1, c->k + 1, c->value, false, denominator);
        print_matrix_entry(out, D * c->j + c->i + 1, c->k + 1, c->value, true, denominator);
    }
    mpz_clear(denominator);
}

/* The lower triangle, as the format asks for. */
static void print_killing_matrix(FILE *out, const constants_result *result)
{
    size_t D = result->C->dimension, count = 0;
    mpq_t *form = killing_form(result->C);
    mpz_t denominator;
    mpz_init_set_ui(denominator, 1);
    for (size_t i = 0; i < D; i++)
        for (size_t j = 0; j <= i; j++) {
            common_denominator(denominator, form[i * D + j]);
            count += mpq_sgn(form[i * D + j]) != 0;
        }
    fputs("%%MatrixMarket matrix coordinate integer symmetric\n", out);
    print_matrix_title(out, result, "Killing form", denominator);
    fprintf(out, "%zu %zu %zu\n", D, D, count);
    for (size_t i = 0; i < D; i++)
        for (size_t j = 0; j <= i; j++)
            if (mpq_sgn(form[i * D + j]))
                print_matrix_entry(out, i + 1, j + 1, form[i * D + j], false, denominator);
    mpz_clear(denominator);
    clear_form(form, D);
}

static lb_status print_result(FILE *out, const constants_result *result,
                              const lb_cli_options *options, lb_error *error)
{
    if (!strcmp(options->constants_format, "gap"))
        print_gap(out, result);
    else if (strcmp(options->constants_format, "mtx") != 0)
        return print_json(out, result, options->killing, error);
    else if (options->killing)
        print_killing_matrix(out, result);
    else
        print_constants_matrix(out, result);
    return LB_OK;
}

static lb_status check_format(const lb_cli_options *options, lb_error *error)
{
    const char *format = options->constants_format, *basis = options->constants_basis;
    bool json = !strcmp(format, "json"), gap = !strcmp(format, "gap");
    if (!json && !gap && strcmp(format, "mtx") != 0)
        return lb_fail(error, LB_USAGE, "there is no format '%s'; there are json, gap and mtx",
                       format);
    if (strcmp(basis, "reduced") != 0 && strcmp(basis, "nested") != 0)
        return lb_fail(error, LB_USAGE, "there is no basis '%s'; there are reduced and nested",
                       basis);
    if (options->constants_state && !json)
        return lb_fail(error, LB_USAGE, "--format %s and --state exclude each other", format);
    if ((options->json && !json) || (options->killing && gap))
        return lb_fail(error, LB_USAGE, "--format %s and --%s exclude each other", format,
                       options->json ? "json" : "killing");
    return LB_OK;
}

/* Without constants; the other formats have no place for what is known. */
static void print_undecided(FILE *out, const lb_ansatz_t A, const lb_cli_closing *closing,
                            const char *reason)
{
    json_t *object = lb_json_new("constants");
    lb_cli_json_ansatz(object, A);
    lb_cli_closing_json(object, A, closing);
    lb_json_set(object, "status", lb_json_text("undecided"));
    lb_json_set(object, "evidence", lb_json_text(reason));
    lb_json_finish(out, object);
}

static lb_status print_constants(const lb_ansatz_t A, const lb_cli_closing *closing, size_t state,
                                 const lb_cli_call *call, lb_error *error)
{
    if (!lb_closure_is_proved(closing->closure))
        return lb_fail(error, LB_UNDECIDED, "%s", closing->evidence);
    lb_constants_t C;
    lb_run_options options = {.limits = lb_cli_limits(call)};
    bool in_words = !strcmp(call->options.constants_basis, "nested");
    size_t D = lb_closure_row_count(closing->closure);
    lb_word *words = in_words ? lb_malloc(D, sizeof *words) : NULL;
    lb_status status = in_words
                           ? lb_constants_init_words(C, words, closing->closure, &options, error)
                           : lb_constants_init(C, closing->closure, &options, error);
    lb_cli_watch_end(call);
    if (!status) {
        constants_result result = {A, closing->closure, C, words, state};
        status = print_result(call->out, &result, &call->options, error);
        lb_constants_clear(C);
    }
    free(words);
    return status;
}

lb_status lb_cmd_constants(const lb_cli_call *call, lb_error *error)
{
    lb_ansatz_t A;
    lb_status status = check_format(&call->options, error);
    if (!status)
        status = lb_cli_load(A, call, error);
    if (status)
        return status;
    size_t state = SIZE_MAX;
    if (call->options.constants_state)
        status = lb_cli_read_one_state(&state, A, call->options.constants_state, error);
    if (status) {
        lb_ansatz_clear(A);
        return status;
    }
    lb_cli_progress progress;
    lb_cli_closing closing;
    lb_cli_progress_start(&progress, call);
    lb_cli_closing_init(&closing, A, call);
    bool over_field = lb_ansatz_degree(A) > 1;
    closing.needs_rows = !over_field;
    status = lb_cli_close(&closing, A, call, &progress, error);
    if (!status)
        status = over_field ? lb_cli_print_field_constants(A, &closing, state, call, error)
                            : print_constants(A, &closing, state, call, error);
    lb_cli_watch_end(call);
    if (status == LB_UNDECIDED && !strcmp(call->options.constants_format, "json")) {
        print_undecided(call->out, A, &closing, error->message);
        error->message[0] = '\0';
    }
    lb_cli_closing_clear(&closing);
    lb_ansatz_clear(A);
    return status;
}
