/* Mean and variance of the loss of a deep circuit, after the structure of the algebra. */

#include <stdlib.h>

#include <liebound/layers.h>
#include <liebound/variance.h>

#include "base/memory.h"
#include "cli/circuit_options.h"
#include "cli/closing_variance.h"
#include "cli/cmd.h"
#include "cli/computation.h"
#include "cli/observable.h"
#include "cli/variance_sample.h"
#include "report/json.h"
#include "report/notation.h"
#include "report/table.h"

typedef struct variance_result {
    lb_cli_computation common;
    size_t state;
    lb_surd_sum_t observable;
    const char *observable_source; /* NULL before it is read */
    lb_variance *variance;         /* NULL where it is undecided */
    char *reason;                  /* then, or NULL for that of the structure */
    bool has_sample;
    lb_cli_sample sample;
} variance_result;

/* ---- Text ---- */

/* "1/22", "1/2 - 3*sqrt(2)". The caller frees it. */
static char *exact_text(const lb_surd_t value, size_t digits)
{
    mpq_t rational;
    mpq_init(rational);
    char *full = lb_surd_text(value);
    char *text = lb_surd_get_rational(rational, value) ? lb_notation_fraction(rational, digits)
                                                       : lb_notation_abbreviate(full, digits);
    free(full);
    mpq_clear(rational);
    return text;
}

static char *decimal_text(const lb_surd_t value)
{
    mpq_t rational;
    mpq_init(rational);
    char *text = lb_surd_get_rational(rational, value)
                     ? lb_notation_decimal(rational)
                     : lb_sprintf("%.6g", lb_surd_get_double(value));
    mpq_clear(rational);
    return text;
}

/* "1/22 = 0.0454545", or "0" alone. The caller frees it. */
static char *number_text(const lb_surd_t value, size_t digits)
{
    mpq_t rational;
    mpq_init(rational);
    char *exact = exact_text(value, digits), *decimal = decimal_text(value);
    bool same = lb_surd_get_rational(rational, value) && !mpz_cmp_ui(mpq_denref(rational), 1) &&
                mpz_sizeinbase(mpq_numref(rational), 10) < 7;
    char *text = same ? lb_strdup(exact) : lb_sprintf("%s = %s", exact, decimal);
    free(exact);
    free(decimal);
    mpq_clear(rational);
    return text;
}

static void put_number(lb_table_t table, const lb_surd_t value, size_t digits)
{
    char *text = exact_text(value, digits);
    lb_table_put(table, LB_CELL_TEXT, "%s", text);
    free(text);
}

static void put_ideals(lb_table_t table, const lb_variance_ideals *ideals, size_t digits)
{
    char *short_text = lb_notation_abbreviate(ideals->algebra, digits);
    char *dimension = lb_notation_integer(ideals->dimension, digits);
    if (ideals->field)
        lb_table_put(table, LB_CELL_TEXT, "%s, conjugate over Q[x]/(%s)", short_text,
                     ideals->field);
    else
        lb_table_put(table, LB_CELL_TEXT, "%s", short_text);
    lb_table_put(table, LB_CELL_TEXT, "%s", dimension);
    put_number(table, ideals->observable, digits);
    put_number(table, ideals->state, digits);
    put_number(table, ideals->variance, digits);
    free(dimension);
    free(short_text);
}

static void put_centre(lb_table_t table, const lb_variance *variance, size_t digits)
{
    lb_surd_t observable, state;
    lb_surd_init(observable);
    lb_surd_init(state);
    lb_variance_centre(observable, state, variance);
    if (observable->length || state->length) {
        lb_table_put(table, LB_CELL_TEXT, "centre");
        lb_table_put_none(table);
        put_number(table, observable, digits);
        put_number(table, state, digits);
        lb_table_put(table, LB_CELL_TEXT, "0");
    }
    lb_surd_clear(observable);
    lb_surd_clear(state);
}

/* Where the loss has more than its part in i g: what that adds to the variance, covariances included. */
static void put_outside(lb_table_t table, const lb_variance *variance, size_t digits)
{
    lb_surd_t rest;
    if (lb_variance_get_scope(variance) != LB_SCOPE_SECTORS)
        return;
    lb_surd_init(rest);
    lb_variance_value(rest, variance);
    for (size_t i = 0; i < lb_variance_ideals_count(variance); i++)
        lb_surd_subtract(rest, rest, lb_variance_ideals_at(variance, i)->variance);
    lb_table_put(table, LB_CELL_TEXT, "outside i g");
    for (int column = 0; column < 3; column++)
        lb_table_put_none(table);
    put_number(table, rest, digits);
    lb_surd_clear(rest);
}

static void print_ideals(FILE *out, const variance_result *result)
{
    lb_table_t table;
    lb_table_init(table);
    lb_table_add_column(table, "ideal", "ideals", false);
    lb_table_add_column(table, "dimension", "dimension of one", true);
    lb_table_add_column(table, "observable", "purity of O", true);
    lb_table_add_column(table, "state", "of rho", true);
    lb_table_add_column(table, "variance", "variance", true);
    for (size_t i = 0; i < lb_variance_ideals_count(result->variance); i++)
        put_ideals(table, lb_variance_ideals_at(result->variance, i), result->common.digits);
    put_centre(table, result->variance, result->common.digits);
    put_outside(table, result->variance, result->common.digits);
    if (lb_table_row_count(table))
        lb_table_print(out, table, LB_TABLE_TEXT);
    lb_table_clear(table);
}

static const char *scope_text(const lb_variance *variance)
{
    switch (lb_variance_get_scope(variance)) {
    case LB_SCOPE_OBSERVABLE:
        return "the observable lies in i g, up to what commutes with all generators: the numbers "
               "are those of the loss";
    case LB_SCOPE_STATE:
        return "the state lies in i g, up to a multiple of the identity: the numbers are those of "
               "the loss";
    case LB_SCOPE_SECTORS:
        return "neither the observable nor the state lies in i g, but circuits act by all of su(d) "
               "on each sector that the state is in: the numbers are those of the loss";
    default:
        return "neither the observable nor the state lies in i g: the numbers are those of the "
               "part of the observable that lies in i g or commutes with all generators, and "
               "nothing "
               "is claimed of the rest";
    }
}

/* As it can be typed again, or how many terms it has. */
static void print_sum(FILE *out, const lb_surd_sum_t S, const char *long_sum, size_t most)
{
    lb_sum_t strings;
    lb_sum_init(strings, S->qubits);
    lb_surd_sum_strings(strings, S);
    if (strings->length <= most)
        lb_surd_sum_print_terms(out, S, LB_LABEL_QUBITS);
    else
        fprintf(out, long_sum, strings->length);
    lb_sum_clear(strings);
}

static void print_outside(FILE *out, const variance_result *result)
{
    enum { TERMS = 12 };
    lb_surd_sum_t outside;
    lb_surd_sum_init(outside, result->common.A->qubits);
    lb_variance_outside(outside, result->variance);
    if (outside->count) {
        fputs("outside i g: ", out);
        print_sum(out, outside, "a sum of %zu strings (--json prints it)", TERMS);
        putc('\n', out);
    }
    lb_surd_sum_clear(outside);
}

static void print_observable(FILE *out, const variance_result *result)
{
    enum { TERMS = 6 };
    fputs("observable ", out);
    print_sum(out, result->observable, "of %zu terms", TERMS);
    fprintf(out, ", %s; state %s\n", result->observable_source,
            result->common.A->states[result->state].name);
}

static void print_numbers(FILE *out, const variance_result *result)
{
    lb_surd_t mean, value;
    lb_surd_init(mean);
    lb_surd_init(value);
    lb_variance_mean(mean, result->variance);
    lb_variance_value(value, result->variance);
    char *mean_text = number_text(mean, result->common.digits);
    char *text = number_text(value, result->common.digits);
    bool part = lb_variance_get_scope(result->variance) == LB_SCOPE_PART;
    const char *what = part ? "part" : "loss";
    fprintf(out, "mean of the %s      %s   proved\nvariance of the %s  %s   proved\n", what,
            mean_text, what, text);
    free(text);
    free(mean_text);
    lb_surd_clear(mean);
    lb_surd_clear(value);
}

static void print_sample(FILE *out, const variance_result *result)
{
    const lb_cli_sample *sample = &result->sample;
    fprintf(
        out,
        "sampled               mean %.6g +- %.2g, variance %.6g +- %.2g   Monte Carlo, floating "
        "point: %zu circuits of %zu layers\n",
        sample->mean, sample->mean_error, sample->variance, sample->variance_error, sample->count,
        sample->layers);
}

/* How the ideals are known. */
static const char *evidence_of_ideals(const lb_cli_closing *closing)
{
    return lb_dimension_evidence_kind(closing->found) == LB_EVIDENCE_SECTORS
               ? closing->evidence
               : lb_structure_evidence(closing->structure);
}

static void print_text(FILE *out, const void *context)
{
    const variance_result *result = context;
    const lb_cli_closing *closing = &result->common.closing;
    if (!closing->structure) {
        lb_cli_print_closing_alone(out, &result->common);
        return;
    }
    lb_cli_print_heading(out, result->common.A);
    if (closing->algebra) {
        char *full = lb_algebra_text(closing->algebra);
        char *text = lb_notation_abbreviate(full, result->common.digits);
        fprintf(out, "g = %s   proved\n", text);
        free(text);
        free(full);
    }
    print_observable(out, result);
    if (result->variance) {
        print_numbers(out, result);
        if (result->has_sample)
            print_sample(out, result);
        print_ideals(out, result);
        fprintf(out, "%s\n", scope_text(result->variance));
        if (lb_variance_get_scope(result->variance) == LB_SCOPE_PART)
            print_outside(out, result);
        fprintf(out, "evidence: %s; %s\n", evidence_of_ideals(closing),
                lb_variance_evidence(result->variance));
    } else
        fprintf(out, "variance: undecided\nevidence: %s\n",
                result->reason ? result->reason : lb_structure_evidence(closing->structure));
    lb_cli_notes_print(out, &result->common.notes);
}

/* ---- JSON ---- */

static json_t *ideals_json(const lb_variance *variance)
{
    json_t *array = json_array();
    for (size_t i = 0; i < lb_variance_ideals_count(variance); i++) {
        const lb_variance_ideals *ideals = lb_variance_ideals_at(variance, i);
        json_t *object = json_object();
        lb_json_set(object, "algebra", lb_json_text(ideals->algebra));
        lb_json_set(object, "field", lb_json_text(ideals->field));
        lb_json_set(object, "dimension", lb_json_integer(ideals->dimension));
        lb_json_set(object, "purity_observable", lb_cli_json_surd(ideals->observable));
        lb_json_set(object, "purity_state", lb_cli_json_surd(ideals->state));
        lb_json_set(object, "variance", lb_cli_json_surd(ideals->variance));
        lb_json_append(array, object);
    }
    return array;
}

static json_t *centre_json(const lb_variance *variance)
{
    json_t *object = json_object();
    lb_surd_t observable, state;
    lb_surd_init(observable);
    lb_surd_init(state);
    lb_variance_centre(observable, state, variance);
    lb_json_set(object, "purity_observable", lb_cli_json_surd(observable));
    lb_json_set(object, "purity_state", lb_cli_json_surd(state));
    lb_surd_clear(observable);
    lb_surd_clear(state);
    return object;
}

/* { "value": "1/22", "decimal": 0.0454..., "status": "proved" } */
static json_t *number_json(void get(lb_surd_t, const lb_variance *), const lb_variance *variance)
{
    json_t *object = json_object();
    lb_surd_t value;
    lb_surd_init(value);
    if (variance)
        get(value, variance);
    lb_json_set(object, "value", variance ? lb_cli_json_surd(value) : json_null());
    lb_json_set(object, "decimal",
                variance ? lb_json_real(lb_surd_get_double(value)) : json_null());
    lb_json_set(object, "status", lb_json_text(variance ? "proved" : "undecided"));
    lb_surd_clear(value);
    return object;
}

static void variance_json(json_t *object, const variance_result *result)
{
    static const char *const scopes[] = {"observable in i g", "state in i g", "part in i g",
                                         "sectors of the state"};
    const lb_variance *variance = result->variance;
    lb_surd_sum_t outside;
    lb_surd_sum_init(outside, result->common.A->qubits);
    lb_variance_outside(outside, variance);
    lb_json_set(object, "ideals", ideals_json(variance));
    lb_json_set(object, "centre", centre_json(variance));
    lb_json_set(object, "scope", lb_json_text(scopes[lb_variance_get_scope(variance)]));
    lb_json_set(object, "outside", lb_cli_json_exact_sum(outside));
    lb_json_set(object, "evidence", lb_json_text(lb_variance_evidence(variance)));
    lb_surd_sum_clear(outside);
}

static json_t *sample_json(const variance_result *result)
{
    const lb_cli_sample *sample = &result->sample;
    if (!result->has_sample)
        return json_null();
    json_t *object = json_object();
    lb_json_set(object, "circuits", lb_json_count(sample->count));
    lb_json_set(object, "layers", lb_json_count(sample->layers));
    lb_json_set(object, "mean", lb_json_real(sample->mean));
    lb_json_set(object, "mean_error", lb_json_real(sample->mean_error));
    lb_json_set(object, "variance", lb_json_real(sample->variance));
    lb_json_set(object, "variance_error", lb_json_real(sample->variance_error));
    lb_json_set(object, "status", lb_json_text("floating point, Monte Carlo"));
    return object;
}

static void set_json(json_t *object, const void *context)
{
    const variance_result *result = context;
    char *algebra =
        result->common.closing.algebra ? lb_algebra_text(result->common.closing.algebra) : NULL;
    lb_json_set(object, "algebra", lb_json_text(algebra));
    lb_json_set(object, "observable", lb_cli_json_exact_sum(result->observable));
    lb_json_set(object, "state", lb_json_text(result->common.A->states[result->state].name));
    lb_json_set(object, "mean", number_json(lb_variance_mean, result->variance));
    lb_json_set(object, "variance", number_json(lb_variance_value, result->variance));
    if (result->variance)
        variance_json(object, result);
    else
        lb_json_set(
            object, "evidence",
            lb_json_text(result->reason ? result->reason : result->common.closing.evidence));
    lb_json_set(object, "sample", sample_json(result));
    lb_cli_json_end(object, &result->common);
    free(algebra);
}

/* ---- The command ---- */

/* What stands between the circuit and a Haar distribution on the group of g. */
static void note_circuit(variance_result *result)
{
    const lb_layers_struct *layers = result->common.A->layers;
    if (!layers)
        return;
    if (layers->shared)
        lb_cli_notes_add(&result->common.notes,
                         "an angle is shared by rotations that cannot be brought together: the "
                         "numbers are those of rotations with angles of their own");
    lb_cli_notes_add(&result->common.notes,
                     "U is a product of the rotations, conjugated by the fixed gates before them; "
                     "fixed gates that are left over at its end are not part of it");
}

/* The circuits' loss, of the part of the observable that the exact numbers are of. */
static lb_status sample_loss(variance_result *result, lb_error *error)
{
    const lb_cli_call *call = &result->common.call;
    lb_surd_sum_t outside;
    lb_sum_t part, rest;
    mpq_t minus;
    if (!call->options.sample || !result->variance)
        return LB_OK;
    mpq_init(minus);
    lb_surd_sum_init(outside, result->common.A->qubits);
    lb_sum_init(part, result->common.A->qubits);
    lb_sum_init(rest, result->common.A->qubits);
    lb_surd_sum_round(part, result->observable);
    lb_variance_outside(outside, result->variance);
    lb_surd_sum_round(rest, outside);
    for (size_t t = 0; t < rest->length; t++) {
        if (lb_variance_get_scope(result->variance) != LB_SCOPE_PART)
            break;
        mpq_neg(minus, rest->coefficients + t);
        lb_sum_append(part, minus, rest->strings + t);
    }
    lb_sum_normalize(part);
    lb_status status =
        lb_cli_sample_loss(&result->sample, result->common.A, result->state, part, call, error);
    result->has_sample = !status;
    lb_sum_clear(part);
    lb_sum_clear(rest);
    lb_surd_sum_clear(outside);
    mpq_clear(minus);
    return status;
}

/* What stands against the exact numbers, or that the circuits are not deep enough. */
static void note_sample(variance_result *result)
{
    lb_surd_t mean, value;
    lb_surd_init(mean);
    lb_surd_init(value);
    lb_variance_mean(mean, result->variance);
    lb_variance_value(value, result->variance);
    if (!lb_cli_sample_agrees(&result->sample, lb_surd_get_double(mean), lb_surd_get_double(value)))
        lb_cli_notes_add(&result->common.notes,
                         "what was sampled is more than five standard errors off: circuits of %zu "
                         "layers are not as deep as the exact numbers ask for",
                         result->sample.layers);
    lb_surd_clear(mean);
    lb_surd_clear(value);
}

static lb_status choose_observable(variance_result *result, lb_error *error)
{
    const lb_ansatz_struct *A = result->common.A;
    const char *text = result->common.call.options.observable;
    lb_surd_sum_init(result->observable, A->qubits);
    if (text) {
        result->observable_source = "as asked for";
        return lb_cli_read_exact_observable(result->observable, A, text, error);
    }
    result->observable_source =
        A->observable ? "as the ansatz states it" : "the first generator, as none was asked for";
    lb_variance_observable(result->observable, A);
    return LB_OK;
}

static lb_status read_options(void *context, lb_error *error)
{
    variance_result *result = context;
    const lb_ansatz_struct *A = result->common.A;
    lb_cli_options *options = &result->common.call.options;
    lb_status status = lb_cli_read_one_state(&result->state, A, options->loss_state, error);
    if (status)
        return status;
    options->enumerate = A->states[result->state].kind == LB_STATE_AMPLITUDES;
    return choose_observable(result, error);
}

static lb_status compute(void *context, lb_error *error)
{
    variance_result *result = context;
    lb_cli_computation *common = &result->common;
    lb_variance_options options = {.state = result->state, .surds = result->observable};
    lb_status status =
        lb_cli_close(&common->closing, common->A, &common->call, &common->progress, error);
    if (!status)
        status =
            lb_cli_close_variance(&result->variance, &result->reason, &common->closing, common->A,
                                  &common->call, &common->progress, &options, error);
    return status ? status : sample_loss(result, error);
}

static lb_status conclude(void *context, lb_error *error)
{
    variance_result *result = context;
    (void)error;
    note_circuit(result);
    if (result->has_sample)
        note_sample(result);
    return LB_OK;
}

static lb_status verdict(const void *context)
{
    const variance_result *result = context;
    return lb_cli_computation_status(&result->common, result->variance);
}

static void clear(void *context)
{
    variance_result *result = context;
    lb_variance_free(result->variance);
    free(result->reason);
    if (result->observable_source)
        lb_surd_sum_clear(result->observable);
}

lb_status lb_cmd_variance(const lb_cli_call *call, lb_error *error)
{
    static const lb_cli_steps steps = {.size = sizeof(variance_result),
                                       .read = read_options,
                                       .compute = compute,
                                       .conclude = conclude,
                                       .print_text = print_text,
                                       .set_json = set_json,
                                       .verdict = verdict,
                                       .clear = clear};
    return lb_cli_compute(&steps, call, error);
}
