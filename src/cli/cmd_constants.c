/* Structure constants, as JSON, as a program for GAP, or as a matrix in Matrix Market format. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>
#include <liebound/variance.h>

#include "base/digits.h"
#include "base/memory.h"
#include "cli/cmd.h"
#include "cli/computation.h"
#include "cli/field_constants.h"
#include "report/json.h"

typedef struct constants_result {
    lb_cli_computation common;
    size_t state;                     /* whose expectation values are asked for, or SIZE_MAX */
    bool has_constants;               /* and what follows, once they are found */
    lb_field_constants_struct *field; /* with square roots, in place of the next three; else NULL */
    lb_constants_t C;
    lb_word *words; /* NULL in the reduced basis */
    lb_sum_struct *basis;
    json_t *expectations; /* NULL unless asked for */
    lb_error problem;     /* why there are no constants */
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

/* The basis as sums: rows, or words, each from the one inside it. */
static void list_basis(constants_result *result)
{
    size_t D = result->C->dimension;
    lb_sum_struct *sums = result->basis = lb_malloc(D, sizeof *sums);
    for (size_t i = 0; i < D; i++) {
        lb_sum_init(sums + i, result->common.A->qubits);
        if (!result->words) {
            lb_closure_row(sums + i, result->common.closing.closure, i);
            continue;
        }
        const lb_word *word = result->words + i;
        const lb_sum_struct *generator =
            result->common.A->generators + number_in(result->common.A, word->generator);
        if (word->inner == LB_NO_WORD)
            lb_sum_set(sums + i, generator);
        else
            lb_sum_bracket(sums + i, generator, sums + word->inner);
    }
}

static json_t *basis_json(const constants_result *result)
{
    json_t *array = json_array();
    for (size_t i = 0; i < result->C->dimension; i++)
        lb_json_append(array, lb_cli_json_sum(result->basis + i));
    return array;
}

/* <psi|B_i|psi>, exact. */
static lb_status find_expectations(constants_result *result, lb_error *error)
{
    size_t D = result->C->dimension;
    mpq_t *values = lb_malloc(D, sizeof *values);
    for (size_t i = 0; i < D; i++)
        mpq_init(values[i]);
    lb_status status =
        lb_variance_expectations(values, result->common.A, result->state, result->basis, D, error);
    if (!status) {
        result->expectations = json_array();
        for (size_t i = 0; i < D; i++)
            lb_json_append(result->expectations, lb_json_rational(values[i]));
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
            lb_json_append(word,
                           lb_json_count(number_in(result->common.A, result->words[at].generator)));
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

/* Without constants; the other formats have no place for what is known. */
static void undecided_json(json_t *object, const constants_result *result)
{
    lb_cli_closing_json(object, result->common.A, &result->common.closing);
    lb_json_set(object, "status", lb_json_text("undecided"));
    lb_json_set(object, "evidence", lb_json_text(result->problem.message));
}

static void set_json(json_t *object, const void *context)
{
    const constants_result *result = context;
    if (!result->has_constants) {
        undecided_json(object, result);
        return;
    }
    if (result->field) {
        lb_cli_set_field_constants(object, result->field, result->common.call.options.killing);
        if (result->expectations)
            lb_json_set(object, "expectations", json_incref(result->expectations));
        return;
    }
    lb_json_set(object, "dimension", lb_json_count(result->C->dimension));
    if (result->words)
        lb_json_set(object, "nested_commutators", words_json(result));
    lb_json_set(object, "basis", basis_json(result));
    lb_json_set(object, "constants", constants_json(result->C));
    if (result->common.call.options.killing)
        lb_json_set(object, "killing", killing_json(result->C));
    if (result->expectations)
        lb_json_set(object, "expectations", json_incref(result->expectations));
}

/* GAP counts from 1, and takes all k for one pair (i, j) at once. */
static void print_gap(FILE *out, const constants_result *result)
{
    const lb_constants_struct *C = result->C;
    char *title = lb_ansatz_title(result->common.A);
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
    char *title = lb_ansatz_title(result->common.A);
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

static void print_text(FILE *out, const void *context)
{
    const constants_result *result = context;
    const lb_cli_call *call = &result->common.call;
    if (!result->has_constants)
        lb_cli_print_undecided(out, call, result->problem.message);
    else if (result->field)
        lb_cli_print_field_constants(out, result->field, result->common.A);
    else if (!strcmp(call->options.constants_format, "gap"))
        print_gap(out, result);
    else if (call->options.killing)
        print_killing_matrix(out, result);
    else
        print_constants_matrix(out, result);
}

/* ---- The command ---- */

static lb_status check(const lb_cli_options *options, lb_error *error)
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

static lb_status read_options(void *context, lb_error *error)
{
    constants_result *result = context;
    lb_cli_options *options = &result->common.call.options;
    result->state = SIZE_MAX;
    options->json = !strcmp(options->constants_format, "json");
    bool matrix = !strcmp(options->constants_format, "mtx");
    lb_status status = lb_cli_refuse_roots(result->common.A, matrix ? "--format mtx" : NULL, error);
    if (status || !options->constants_state)
        return status;
    return lb_cli_read_one_state(&result->state, result->common.A, options->constants_state, error);
}

static lb_status find_constants(constants_result *result, lb_error *error)
{
    const lb_cli_call *call = &result->common.call;
    const lb_cli_closing *closing = &result->common.closing;
    if (!lb_closure_is_proved(closing->closure))
        return lb_fail(error, LB_UNDECIDED, "%s", closing->evidence);
    const lb_run_options run = {.limits = lb_cli_limits(call)};
    if (strcmp(call->options.constants_basis, "nested") != 0)
        return lb_constants_init(result->C, closing->closure, &run, error);
    size_t D = lb_closure_row_count(closing->closure);
    result->words = lb_malloc(D, sizeof *result->words);
    return lb_constants_init_words(result->C, result->words, closing->closure, &run, error);
}

static lb_status find_field_constants(constants_result *result, lb_error *error)
{
    const lb_cli_call *call = &result->common.call;
    const lb_cli_closing *closing = &result->common.closing;
    const lb_run_options run = {.limits = lb_cli_limits(call)};
    bool in_words = !strcmp(call->options.constants_basis, "nested");
    lb_field_constants_t C;
    if (!closing->proved)
        return lb_fail(error, LB_UNDECIDED, "%s", closing->evidence);
    lb_status status =
        lb_constants_field_init(C, result->common.A, closing->dimension, in_words, &run, error);
    if (status)
        return status;
    result->field = lb_malloc(1, sizeof *result->field);
    *result->field = *C;
    return LB_OK;
}

/* What is asked for beside the constants. */
static lb_status extend(constants_result *result, lb_error *error)
{
    if (result->field)
        return result->state == SIZE_MAX
                   ? LB_OK
                   : lb_cli_field_expectations(&result->expectations, result->field,
                                               result->common.A, result->state, error);
    if (result->common.call.options.json)
        list_basis(result);
    return result->state == SIZE_MAX ? LB_OK : find_expectations(result, error);
}

static lb_status compute(void *context, lb_error *error)
{
    constants_result *result = context;
    lb_cli_computation *common = &result->common;
    bool over_field = lb_ansatz_degree(common->A) > 1;
    common->closing.needs_rows = !over_field;
    lb_status status =
        lb_cli_close(&common->closing, common->A, &common->call, &common->progress, error);
    if (!status)
        status = over_field ? find_field_constants(result, error) : find_constants(result, error);
    result->has_constants = !status;
    if (!status)
        status = extend(result, error);
    if (status != LB_UNDECIDED)
        return status;
    result->problem = *error;
    error->message[0] = '\0';
    return LB_OK;
}

static lb_status verdict(const void *context)
{
    return ((const constants_result *)context)->has_constants ? LB_OK : LB_UNDECIDED;
}

static void clear(void *context)
{
    constants_result *result = context;
    for (size_t i = 0; result->basis && i < result->C->dimension; i++)
        lb_sum_clear(result->basis + i);
    free(result->basis);
    json_decref(result->expectations);
    if (result->field)
        lb_constants_field_clear(result->field);
    else if (result->has_constants)
        lb_constants_clear(result->C);
    free(result->field);
    free(result->words);
}

lb_status lb_cmd_constants(const lb_cli_call *call, lb_error *error)
{
    static const lb_cli_steps steps = {.size = sizeof(constants_result),
                                       .check = check,
                                       .read = read_options,
                                       .compute = compute,
                                       .print_text = print_text,
                                       .set_json = set_json,
                                       .verdict = verdict,
                                       .clear = clear};
    return lb_cli_compute(&steps, call, error);
}
