/* The compact form of the algebra: matrices of the generators and of the basis. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/matrices.h>

#include "base/digits.h"
#include "base/memory.h"
#include "cli/cmd.h"
#include "cli/computation.h"
#include "cli/watch.h"
#include "report/json.h"

typedef struct matrices_result {
    lb_cli_computation common;
    lb_matrices *matrices; /* NULL where it is undecided */
    const char *reason;    /* then, or NULL for that of the structure */
    lb_error problem;
} matrices_result;

/* An entry, with room for both parts. */
typedef struct entry {
    mpq_t re, im;
} entry;

static void entry_init(entry *e)
{
    mpq_inits(e->re, e->im, (mpq_ptr)NULL);
}

static void entry_clear(entry *e)
{
    mpq_clears(e->re, e->im, (mpq_ptr)NULL);
}

static const char *kind_text(const lb_summand *summand)
{
    switch (summand->kind) {
    case LB_SUMMAND_DEFINING:
        return "defining";
    case LB_SUMMAND_RATIONAL:
        return "rational form of conjugate ideals";
    default:
        return "faithful, not the defining one";
    }
}

/* ---- Text ---- */

static void print_summand(FILE *out, const matrices_result *result, size_t j)
{
    const lb_summand *summand = lb_matrices_summand(result->matrices, j);
    fprintf(out, "%s: %u x %u, %s", summand->algebra, (unsigned)summand->size,
            (unsigned)summand->size, kind_text(summand));
    if (summand->field)
        fprintf(out, "; over Q[x]/(%s) it splits into blocks", summand->field);
    fputs("   proved\n", out);
}

static void print_undecided(FILE *out, const matrices_result *result)
{
    const lb_cli_computation *common = &result->common;
    lb_cli_print_heading(out, common->A);
    lb_cli_print_dimension(out, common->A, &common->closing, common->digits);
    if (result->reason)
        fprintf(out, "matrices: undecided\nevidence: %s\n", result->reason);
}

static void print_summands(FILE *out, const matrices_result *result)
{
    size_t generators = lb_matrices_generator_count(result->matrices);
    lb_cli_print_heading(out, result->common.A);
    for (size_t j = 0; j < lb_matrices_summand_count(result->matrices); j++)
        print_summand(out, result, j);
    fprintf(out,
            "%zu generator%s and a basis of %zu, as matrices over Q(i)\n"
            "evidence: %zu brackets of generators with the basis, and independence, exactly, in "
            "every summand\n"
            "--format json, numpy or gap prints them\n",
            generators, generators == 1 ? "" : "s",
            lb_matrices_element_count(result->matrices) - generators,
            lb_matrices_brackets(result->matrices));
}

/* ---- JSON ---- */

static json_t *summands_json(const matrices_result *result)
{
    json_t *array = json_array();
    mpq_t F;
    mpq_init(F);
    for (size_t j = 0; j < lb_matrices_summand_count(result->matrices); j++) {
        const lb_summand *summand = lb_matrices_summand(result->matrices, j);
        json_t *object = json_object(), *form = json_array();
        for (uint32_t i = 0; i < summand->size; i++) {
            lb_matrices_form(F, result->matrices, j, i);
            lb_json_append(form, lb_json_rational(F));
        }
        lb_json_set(object, "algebra", lb_json_text(summand->algebra));
        lb_json_set(object, "representation", lb_json_text(kind_text(summand)));
        lb_json_set(object, "field", lb_json_text(summand->field));
        lb_json_set(object, "size", lb_json_count(summand->size));
        lb_json_set(object, "form", form);
        lb_json_append(array, object);
    }
    mpq_clear(F);
    return array;
}

/* [[row, column, "re", "im"], ...] of the entries that are not 0. */
static json_t *matrix_json(const matrices_result *result, size_t j, size_t e)
{
    json_t *array = json_array();
    uint32_t size = lb_matrices_summand(result->matrices, j)->size;
    entry value;
    entry_init(&value);
    for (uint32_t row = 0; row < size; row++)
        for (uint32_t column = 0; column < size; column++) {
            lb_matrices_entry(value.re, value.im, result->matrices, j, e, row, column);
            if (!mpq_sgn(value.re) && !mpq_sgn(value.im))
                continue;
            json_t *item = json_array();
            lb_json_append(item, lb_json_count(row));
            lb_json_append(item, lb_json_count(column));
            lb_json_append(item, lb_json_rational(value.re));
            lb_json_append(item, lb_json_rational(value.im));
            lb_json_append(array, item);
        }
    entry_clear(&value);
    return array;
}

static json_t *element_json(const matrices_result *result, size_t e)
{
    json_t *object = json_object(), *matrices = json_array();
    size_t generators = lb_matrices_generator_count(result->matrices);
    lb_sum_t S;
    lb_sum_init(S, result->common.A->qubits);
    if (e < generators)
        lb_sum_set(S, result->common.A->generators + e);
    else
        lb_closure_row(S, result->common.closing.closure, e - generators);
    for (size_t j = 0; j < lb_matrices_summand_count(result->matrices); j++)
        lb_json_append(matrices, matrix_json(result, j, e));
    lb_json_set(object, "sum", lb_cli_json_sum(S));
    lb_json_set(object, "matrices", matrices);
    lb_sum_clear(S);
    return object;
}

static json_t *elements_json(const matrices_result *result, size_t from, size_t to)
{
    json_t *array = json_array();
    for (size_t e = from; e < to; e++)
        lb_json_append(array, element_json(result, e));
    return array;
}

static void set_json(json_t *object, const void *context)
{
    const matrices_result *result = context;
    if (result->matrices) {
        size_t generators = lb_matrices_generator_count(result->matrices);
        lb_json_set(object, "convention",
                    lb_json_text("X becomes M(X), the matrix of iX: [M(A),M(B)] = 2 M({A,B}), "
                                 "{A,B} = (i/2)[A,B]; M^dagger F + F M = 0 for F = diag(form)"));
        lb_json_set(object, "summands", summands_json(result));
        lb_json_set(object, "element_generators", elements_json(result, 0, generators));
        lb_json_set(object, "basis",
                    elements_json(result, generators, lb_matrices_element_count(result->matrices)));
        lb_json_set(object, "brackets_checked",
                    lb_json_count(lb_matrices_brackets(result->matrices)));
        lb_json_set(object, "status", lb_json_text("proved"));
    } else {
        lb_cli_closing_json(object, result->common.A, &result->common.closing);
        lb_json_set(object, "status", lb_json_text("undecided"));
        lb_json_set(
            object, "evidence",
            lb_json_text(result->reason ? result->reason : result->common.closing.evidence));
    }
}

/* ---- NumPy: a line for each element, all matrices of it row by row ---- */

static void print_numpy_entry(FILE *out, const matrices_result *result, size_t j, size_t e,
                              uint32_t row, uint32_t column, entry *value)
{
    mpq_t F;
    mpq_init(F);
    lb_matrices_form(F, result->matrices, j, row);
    double scale = mpq_get_d(F);
    lb_matrices_form(F, result->matrices, j, column);
    scale = sqrt(scale / mpq_get_d(F));
    lb_matrices_entry(value->re, value->im, result->matrices, j, e, row, column);
    fprintf(out, " %.17g%+.17gj", mpq_get_d(value->re) * scale, mpq_get_d(value->im) * scale);
    mpq_clear(F);
}

static void print_numpy(FILE *out, const matrices_result *result)
{
    const lb_matrices *matrices = result->matrices;
    size_t count = lb_matrices_summand_count(matrices), at = 0;
    char *title = lb_ansatz_title(result->common.A);
    fprintf(out, "# %s: numpy.loadtxt(file, dtype=complex); anti-Hermitian, rounded\n", title);
    fprintf(out, "# rows 0..%zu: the generators; then the reduced basis of g\n",
            lb_matrices_generator_count(matrices) - 1);
    free(title);
    for (size_t j = 0; j < count; j++) {
        const lb_summand *summand = lb_matrices_summand(matrices, j);
        size_t size = summand->size, end = at + size * size;
        fprintf(out, "# %s, %s: m[e, %zu:%zu].reshape(%zu, %zu)\n", summand->algebra,
                kind_text(summand), at, end, size, size);
        at = end;
    }
    entry value;
    entry_init(&value);
    for (size_t e = 0; e < lb_matrices_element_count(matrices); e++) {
        for (size_t j = 0; j < count; j++) {
            uint32_t size = lb_matrices_summand(matrices, j)->size;
            for (uint32_t i = 0; i < size * size; i++)
                print_numpy_entry(out, result, j, e, i / size, i % size, &value);
        }
        putc('\n', out);
    }
    entry_clear(&value);
}

/* ---- GAP ---- */

static void print_gap_matrix(FILE *out, const matrices_result *result, size_t j, size_t e)
{
    uint32_t size = lb_matrices_summand(result->matrices, j)->size;
    entry value;
    entry_init(&value);
    fputs("  [", out);
    for (uint32_t row = 0; row < size; row++) {
        fputs(row ? ",\n   [" : "[", out);
        for (uint32_t column = 0; column < size; column++) {
            lb_matrices_entry(value.re, value.im, result->matrices, j, e, row, column);
            char *re = lb_mpq_text(value.re), *im = lb_mpq_text(value.im);
            fprintf(out, column ? ", " : "");
            if (!mpq_sgn(value.im))
                fputs(re, out);
            else if (!mpq_sgn(value.re))
                fprintf(out, "%s*E(4)", im);
            else
                fprintf(out, "%s+(%s)*E(4)", re, im);
            free(re);
            free(im);
        }
        putc(']', out);
    }
    putc(']', out);
    entry_clear(&value);
}

static void print_gap_list(FILE *out, const matrices_result *result, const char *name, size_t from,
                           size_t to)
{
    fprintf(out, "%s := [\n", name);
    for (size_t j = 0; j < lb_matrices_summand_count(result->matrices); j++) {
        fprintf(out, " [ # %s\n", lb_matrices_summand(result->matrices, j)->algebra);
        for (size_t e = from; e < to; e++) {
            print_gap_matrix(out, result, j, e);
            fputs(e + 1 < to ? ",\n" : "\n", out);
        }
        fputs(j + 1 < lb_matrices_summand_count(result->matrices) ? " ],\n" : " ]\n", out);
    }
    fputs("];\n", out);
}

static void print_gap(FILE *out, const matrices_result *result)
{
    size_t generators = lb_matrices_generator_count(result->matrices);
    char *title = lb_ansatz_title(result->common.A);
    fprintf(out, "# %s: summand by summand, over the Gaussian rationals\n", title);
    free(title);
    print_gap_list(out, result, "generators", 0, generators);
    print_gap_list(out, result, "basis", generators, lb_matrices_element_count(result->matrices));
}

/* ---- The command ---- */

static void print_text(FILE *out, const void *context)
{
    const matrices_result *result = context;
    const char *format = result->common.call.options.matrices_format;
    if (!result->matrices)
        print_undecided(out, result);
    else if (!strcmp(format, "text"))
        print_summands(out, result);
    else if (!strcmp(format, "numpy"))
        print_numpy(out, result);
    else
        print_gap(out, result);
}

static lb_status check(const lb_cli_options *options, lb_error *error)
{
    static const char *const formats[] = {"text", "json", "numpy", "gap"};
    const char *format = options->matrices_format;
    size_t f = 0;
    while (f < sizeof formats / sizeof *formats && strcmp(formats[f], format) != 0)
        f++;
    if (f == sizeof formats / sizeof *formats)
        return lb_fail(error, LB_USAGE,
                       "there is no format '%s'; there are text, json, numpy and gap", format);
    if (options->json && f > 1)
        return lb_fail(error, LB_USAGE, "--format %s and --json exclude each other", format);
    return LB_OK;
}

static lb_status read_options(void *context, lb_error *error)
{
    lb_cli_options *options = &((lb_cli_computation *)context)->call.options;
    (void)error;
    options->json |= !strcmp(options->matrices_format, "json");
    return LB_OK;
}

static lb_status find_matrices(matrices_result *result, lb_error *error)
{
    const lb_cli_closing *closing = &result->common.closing;
    const lb_ansatz_struct *A = result->common.A;
    const lb_structure *structure = closing->structure;
    if (!lb_closure_is_proved(closing->closure))
        return LB_OK;
    if (lb_matrices_need_structure(A) &&
        !(structure && lb_structure_known(structure) == LB_STRUCTURE_IDEALS)) {
        result->reason = structure ? lb_structure_evidence(structure) : LB_CLI_CUT_SHORT;
        return LB_OK;
    }
    lb_run_options run = {.limits = lb_cli_limits(&result->common.call)};
    lb_status status =
        lb_matrices_compute(&result->matrices, A, closing->closure, structure, &run, error);
    if (status != LB_UNDECIDED)
        return status;
    result->problem = *error;
    result->reason = result->problem.message;
    error->message[0] = '\0';
    return LB_OK;
}

static lb_status compute(void *context, lb_error *error)
{
    lb_cli_computation *common = context;
    lb_cli_closing *closing = &common->closing;
    closing->needs_rows = closing->needs_torus = true;
    lb_status status = lb_cli_close(closing, common->A, &common->call, &common->progress, error);
    if (!status && lb_closure_is_proved(closing->closure))
        status = lb_matrices_refuse(common->A, closing->closure, error);
    if (!status && lb_matrices_need_structure(common->A))
        status = lb_cli_close_structure(closing, &common->call, &common->progress, error);
    return status ? status : find_matrices(context, error);
}

static lb_status verdict(const void *context)
{
    const matrices_result *result = context;
    return lb_cli_computation_status(&result->common, result->matrices);
}

static void clear(void *context)
{
    lb_matrices_free(((matrices_result *)context)->matrices);
}

lb_status lb_cmd_matrices(const lb_cli_call *call, lb_error *error)
{
    static const lb_cli_steps steps = {.size = sizeof(matrices_result),
                                       .check = check,
                                       .read = read_options,
                                       .compute = compute,
                                       .print_text = print_text,
                                       .set_json = set_json,
                                       .verdict = verdict,
                                       .clear = clear};
    return lb_cli_compute(&steps, call, error);
}
