/* The structure of the algebra, after its dimension. */

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/cmd.h"
#include "cli/dimension.h"
#include "cli/result_remarks.h"
#include "cli/sum_list.h"
#include "cli/watch.h"
#include "report/json.h"
#include "report/notation.h"

typedef struct structure_result {
    const lb_cli_call *call;
    lb_ansatz_t A;
    lb_cli_closing closing;
    lb_cli_notes notes;
    size_t digits;
    FILE *stream;            /* of the report */
    const char *certificate; /* NULL when none was written */
} structure_result;

/* The numbers that are proved. Centre and derived algebra are known from the structure or, when a
 * limit came before it, from what the certificate is written from. */
typedef struct structure_numbers {
    mpz_t dimension, centre, derived, rank;
    bool has_centre, has_rank;
} structure_numbers;

static void numbers_init(structure_numbers *numbers, const structure_result *result)
{
    const lb_structure *structure = result->closing.structure;
    const lb_marked *marked = result->closing.marked;
    mpz_inits(numbers->dimension, numbers->centre, numbers->derived, numbers->rank, (mpz_ptr)NULL);
    lb_structure_dimension(numbers->dimension, structure);
    numbers->has_rank = lb_structure_known(structure) >= LB_STRUCTURE_CENTRE;
    numbers->has_centre = numbers->has_rank || (marked && lb_marked_is_proved(marked));
    if (numbers->has_rank) {
        lb_structure_centre_dimension(numbers->centre, structure);
        lb_structure_derived_dimension(numbers->derived, structure);
        lb_structure_rank(numbers->rank, structure);
    } else if (numbers->has_centre) {
        mpz_set_ui(numbers->centre, lb_marked_centre(marked));
        mpz_set_ui(numbers->derived, lb_marked_derived(marked));
    }
}

static void numbers_clear(structure_numbers *numbers)
{
    mpz_clears(numbers->dimension, numbers->centre, numbers->derived, numbers->rank, (mpz_ptr)NULL);
}

static void print_numbers(const structure_result *result)
{
    structure_numbers numbers;
    numbers_init(&numbers, result);
    char *dimension = lb_notation_integer(numbers.dimension, result->digits);
    char *centre = lb_notation_integer(numbers.centre, result->digits);
    char *derived = lb_notation_integer(numbers.derived, result->digits);
    char *rank = lb_notation_integer(numbers.rank, result->digits);
    fprintf(result->stream, "dimension %s", dimension);
    if (numbers.has_centre)
        fprintf(result->stream, " = centre %s + semisimple %s", centre, derived);
    if (numbers.has_rank)
        fprintf(result->stream, "; rank %s", rank);
    fputs("   proved\n", result->stream);
    free(rank);
    free(derived);
    free(centre);
    free(dimension);
    numbers_clear(&numbers);
}

/* "2 su(2)" for ideals of one type and field. */
static char *ideals_text(const lb_real_ideals *ideals)
{
    lb_algebra_t G;
    lb_algebra_init(G);
    lb_algebra_add(G, ideals->type, ideals->n, ideals->copies);
    char *text = lb_algebra_text(G);
    lb_algebra_clear(G);
    return text;
}

static bool has_fields(const lb_structure *structure)
{
    for (size_t i = 0; i < lb_structure_ideals_count(structure); i++)
        if (lb_structure_ideals(structure, i)->field)
            return true;
    return false;
}

/* All sectors are listed when there are at most this many symmetries. */
enum { SYMMETRIES_MAX = 6 };

/* The signs of sector number i, of 2^count. */
static void sector_signs(bool negative[SYMMETRIES_MAX], size_t i)
{
    for (size_t j = 0; j < SYMMETRIES_MAX; j++)
        negative[j] = i >> j & 1;
}

static size_t sector_count(const lb_structure *structure)
{
    size_t symmetries = lb_structure_symmetry_count(structure);
    return symmetries && symmetries <= SYMMETRIES_MAX ? (size_t)1 << symmetries : 0;
}

static char *symmetry_label(const structure_result *result, size_t i)
{
    lb_string_t S;
    lb_string_init(S);
    lb_structure_symmetry(S, result->closing.structure, i);
    char *label = lb_string_text(S, result->A->qubits, LB_LABEL_QUBITS);
    lb_string_clear(S);
    return label;
}

static void print_sector(const structure_result *result, size_t i)
{
    const lb_structure *structure = result->closing.structure;
    bool negative[SYMMETRIES_MAX];
    lb_algebra_t G;
    mpz_t D;
    lb_algebra_init(G);
    mpz_init(D);
    sector_signs(negative, i);
    lb_structure_sector(G, structure, negative);
    lb_algebra_dimension(D, G);
    char *text = lb_algebra_text(G), *dimension = lb_notation_integer(D, result->digits);
    fputs("sector", result->stream);
    for (size_t j = 0; j < lb_structure_symmetry_count(structure); j++) {
        char *label = symmetry_label(result, j);
        fprintf(result->stream, "%s %s = %s", j ? "," : "", label, negative[j] ? "-1" : "+1");
        free(label);
    }
    fprintf(result->stream, ": dimension %s, %s   proved\n", dimension, text);
    free(dimension);
    free(text);
    mpz_clear(D);
    lb_algebra_clear(G);
}

static void print_sectors(const structure_result *result)
{
    size_t symmetries = lb_structure_symmetry_count(result->closing.structure);
    if (symmetries > SYMMETRIES_MAX)
        fprintf(result->stream,
                "%zu central symmetries that are strings; their sectors are not listed\n",
                symmetries);
    for (size_t i = 0; i < sector_count(result->closing.structure); i++)
        print_sector(result, i);
}

static json_t *sectors_json(const structure_result *result)
{
    const lb_structure *structure = result->closing.structure;
    json_t *array = json_array();
    mpz_t D;
    mpz_init(D);
    for (size_t i = 0; i < sector_count(structure); i++) {
        bool negative[SYMMETRIES_MAX];
        json_t *object = json_object(), *signs = json_object();
        lb_algebra_t G;
        lb_algebra_init(G);
        sector_signs(negative, i);
        lb_structure_sector(G, structure, negative);
        lb_algebra_dimension(D, G);
        for (size_t j = 0; j < lb_structure_symmetry_count(structure); j++) {
            char *label = symmetry_label(result, j);
            lb_json_set(signs, label, json_integer(negative[j] ? -1 : 1));
            free(label);
        }
        char *text = lb_algebra_text(G);
        lb_json_set(object, "symmetries", signs);
        lb_json_set(object, "dimension", lb_json_integer(D));
        lb_json_set(object, "algebra", lb_json_text(text));
        lb_json_set(object, "status", lb_json_text("proved"));
        lb_json_append(array, object);
        free(text);
        lb_algebra_clear(G);
    }
    mpz_clear(D);
    return array;
}

/* What becomes of the ideals over Q, where that says more. */
static void print_fields(const structure_result *result)
{
    const lb_structure *structure = result->closing.structure;
    if (!has_fields(structure))
        return;
    if (lb_ansatz_degree(result->A) > 1) {
        char *field = lb_ansatz_field(result->A);
        fprintf(result->stream, "over fields that contain %s:\n", field);
        free(field);
    } else
        fputs("over Q:\n", result->stream);
    for (size_t i = 0; i < lb_structure_ideals_count(structure); i++) {
        const lb_real_ideals *ideals = lb_structure_ideals(structure, i);
        char *text = ideals_text(ideals);
        if (ideals->field)
            fprintf(result->stream, "  %s, %s Q[x]/(%s)\n", text,
                    mpz_cmp_ui(ideals->copies, 1) ? "conjugate over" : "over", ideals->field);
        else
            fprintf(result->stream, "  %s over Q\n", text);
        free(text);
    }
}

static void get_centre(lb_sum_t S, const void *structure, size_t i)
{
    lb_structure_centre_vector(S, structure, i);
}

static void get_torus(lb_sum_t S, const void *structure, size_t i)
{
    lb_structure_torus_vector(S, structure, i);
}

static lb_cli_sum_list centre_basis(const structure_result *result)
{
    const lb_structure *structure = result->closing.structure;
    return (lb_cli_sum_list){result->A->qubits, lb_structure_centre_count(structure), get_centre,
                             structure};
}

static lb_cli_sum_list torus_basis(const structure_result *result)
{
    const lb_structure *structure = result->closing.structure;
    return (lb_cli_sum_list){result->A->qubits, lb_structure_torus_count(structure), get_torus,
                             structure};
}

static void print_bases(const structure_result *result, const lb_cli_options *options)
{
    if (lb_structure_known(result->closing.structure) < LB_STRUCTURE_CENTRE)
        return;
    lb_cli_sum_list centre = centre_basis(result), torus = torus_basis(result);
    if (options->centre)
        lb_cli_sum_list_print(result->stream, "centre", &centre);
    if (options->torus)
        lb_cli_sum_list_print(result->stream, "torus", &torus);
}

/* Whether the certificate is of the kind that identifies the algebra of single strings. */
static bool certifies_algebra(const structure_result *result)
{
    return lb_closure_algebra(result->closing.closure) != NULL;
}

static void print_certificate(const structure_result *result)
{
    if (result->certificate)
        fprintf(result->stream, "certificate of dimension, centre and derived algebra%s: %s\n",
                certifies_algebra(result) ? ", and of g" : "",
                strcmp(result->certificate, "-") ? result->certificate : "standard output");
}

static void print_text(const structure_result *result, const lb_cli_options *options)
{
    const lb_structure *structure = result->closing.structure;
    lb_cli_print_heading(result->stream, result->A);
    if (!structure) {
        lb_cli_print_dimension(result->stream, result->A, &result->closing, result->digits);
        lb_cli_notes_print(result->stream, &result->notes);
        return;
    }
    print_numbers(result);
    const lb_algebra_struct *algebra = lb_structure_algebra(structure);
    if (algebra) {
        char *full = lb_algebra_text(algebra), *text = lb_notation_abbreviate(full, result->digits);
        fprintf(result->stream, "g = %s   proved\n", text);
        free(text);
        free(full);
    } else
        fputs("g: undecided\n", result->stream);
    print_fields(result);
    print_sectors(result);
    fprintf(result->stream, "evidence: %s\n", lb_structure_evidence(structure));
    lb_cli_notes_print(result->stream, &result->notes);
    print_certificate(result);
    print_bases(result, options);
}

static json_t *ideals_json(const lb_structure *structure)
{
    json_t *array = json_array();
    for (size_t i = 0; i < lb_structure_ideals_count(structure); i++) {
        const lb_real_ideals *ideals = lb_structure_ideals(structure, i);
        json_t *object = json_object();
        lb_json_set(object, "type", lb_json_text(lb_ideal_type_name(ideals->type)));
        lb_json_set(object, "n", lb_json_integer(ideals->n));
        lb_json_set(object, "copies", lb_json_integer(ideals->copies));
        lb_json_set(object, "dimension", lb_json_integer(ideals->dimension));
        lb_json_set(object, "rank", lb_json_integer(ideals->rank));
        lb_json_set(object, "field", lb_json_text(ideals->field));
        lb_json_set(object, "status", lb_json_text("proved"));
        lb_json_append(array, object);
    }
    return array;
}

/* { "value": ..., "status": "proved" }, or null and undecided. */
static json_t *value_json(json_t *value, bool proved)
{
    json_t *object = json_object();
    lb_json_set(object, "value", value);
    lb_json_set(object, "status", lb_json_text(proved ? "proved" : "undecided"));
    return object;
}

static json_t *number_json(const mpz_t value, bool proved)
{
    return value_json(proved ? lb_json_integer(value) : json_null(), proved);
}

static json_t *algebra_json(const lb_structure *structure)
{
    const lb_algebra_struct *algebra = lb_structure_algebra(structure);
    char *text = algebra ? lb_algebra_text(algebra) : NULL;
    json_t *value = value_json(lb_json_text(text), text);
    free(text);
    return value;
}

static void structure_json(json_t *object, const structure_result *result,
                           const lb_cli_options *options)
{
    const lb_structure *structure = result->closing.structure;
    structure_numbers numbers;
    numbers_init(&numbers, result);
    lb_structure_level known = lb_structure_known(structure);
    bool centre = known >= LB_STRUCTURE_CENTRE, ideals = known >= LB_STRUCTURE_IDEALS;
    lb_json_set(object, "dimension", number_json(numbers.dimension, true));
    lb_json_set(object, "centre", number_json(numbers.centre, numbers.has_centre));
    lb_json_set(object, "derived", number_json(numbers.derived, numbers.has_centre));
    lb_json_set(object, "rank", number_json(numbers.rank, numbers.has_rank));
    lb_json_set(object, "algebra", algebra_json(structure));
    lb_json_set(object, "ideals", ideals ? ideals_json(structure) : json_null());
    lb_json_set(object, "sectors", sectors_json(result));
    lb_json_set(object, "status", lb_json_text(ideals ? "proved" : "undecided"));
    lb_json_set(object, "evidence", lb_json_text(lb_structure_evidence(structure)));
    if (centre) {
        lb_cli_sum_list of_centre = centre_basis(result), torus = torus_basis(result);
        if (options->centre)
            lb_json_set(object, "centre_basis", lb_cli_sum_list_json(&of_centre));
        if (options->torus)
            lb_json_set(object, "torus_basis", lb_cli_sum_list_json(&torus));
    }
    numbers_clear(&numbers);
}

/* What liebound-check verifies of it. */
static json_t *certified_json(const structure_result *result)
{
    if (!result->certificate)
        return json_null();
    json_t *object = json_object(), *parts = json_array();
    lb_json_append(parts, lb_json_text("dimension"));
    lb_json_append(parts, lb_json_text("centre"));
    lb_json_append(parts, lb_json_text("derived"));
    if (certifies_algebra(result))
        lb_json_append(parts, lb_json_text("algebra"));
    lb_json_set(object, "path", lb_json_text(result->certificate));
    lb_json_set(object, "certifies", parts);
    return object;
}

static void print_json(const structure_result *result, const lb_cli_options *options)
{
    json_t *object = lb_json_new("structure");
    lb_cli_json_ansatz(object, result->A);
    if (result->closing.structure)
        structure_json(object, result, options);
    else
        lb_cli_closing_json(object, result->A, &result->closing);
    lb_json_set(object, "certificate", certified_json(result));
    lb_json_set(object, "notes", lb_cli_notes_json(&result->notes));
    lb_json_set(object, "seconds", lb_json_real(result->closing.seconds));
    lb_json_finish(result->stream, object);
}

static lb_status check_certificate(const lb_cli_options *options, lb_error *error)
{
    if (!options->certificate)
        return LB_OK;
    bool is_stdout = !strcmp(options->certificate, "-");
    if (is_stdout && (options->json || options->centre || options->torus))
        return lb_fail(error, LB_USAGE, "--certificate - and --%s both want standard output",
                       options->json     ? "json"
                       : options->centre ? "centre"
                                         : "torus");
    return lb_cli_check_target(options->certificate, error);
}

static void print(FILE *stream, const void *context)
{
    structure_result result = *(const structure_result *)context;
    result.stream = stream;
    (result.call->options.json ? print_json : print_text)(&result, &result.call->options);
}

/* Write the certificate, or note why there is none. */
static lb_status write_certificate(structure_result *result, const lb_cli_call *call,
                                   lb_error *error)
{
    const lb_cli_closing *closing = &result->closing;
    const char *path = call->options.certificate;
    lb_cli_call own;
    lb_status status;
    if (!path)
        return LB_OK;
    bool is_marked = closing->marked && lb_marked_is_proved(closing->marked);
    if (!is_marked && !(lb_closure_is_proved(closing->closure) && certifies_algebra(result))) {
        lb_cli_notes_add(&result->notes, "no certificate was written, because %s",
                         closing->proved ? "a limit ended the search of marked generators"
                                         : "the dimension is undecided");
        return LB_OK;
    }
    lb_cli_watch_certificate(&own, call, lb_cli_report_descriptor(call), &result->notes, print,
                             result);
    status = is_marked ? lb_marked_certificate_write(closing->marked, path, error)
                       : lb_certificate_write(closing->closure, path, error);
    lb_cli_watch_free(&own);
    if (status)
        lb_cli_notes_add(&result->notes, "no certificate was written");
    else
        result->certificate = path;
    return status;
}

static lb_status verdict(const structure_result *result, const lb_cli_options *options)
{
    const lb_structure *structure = result->closing.structure;
    lb_status status = lb_cli_closing_status(&result->closing);
    bool known = structure && lb_structure_known(structure) == LB_STRUCTURE_IDEALS;
    bool missing = options->certificate && !result->certificate;
    return !status && (!known || missing) ? LB_UNDECIDED : status;
}

static lb_status report(structure_result *result, const lb_cli_call *call, lb_error *error)
{
    const lb_cli_options *options = &call->options;
    lb_cli_notes_add_generators(&result->notes, result->A);
    lb_status written = write_certificate(result, call, error);
    print(result->stream, result);
    lb_cli_print_seconds(call, result->closing.seconds);
    return written ? written : verdict(result, options);
}

/* Certificates and bases are over Q. */
static lb_status check_roots(const lb_ansatz_t A, const lb_cli_options *options, lb_error *error)
{
    const char *option = options->certificate ? "--certificate"
                         : options->centre    ? "--centre"
                         : options->torus     ? "--torus"
                                              : NULL;
    return lb_cli_refuse_roots(A, option, error);
}

static lb_status run(structure_result *result, const lb_cli_call *call, lb_error *error)
{
    lb_cli_closing *closing = &result->closing;
    lb_cli_progress progress;
    lb_cli_progress_start(&progress, call);
    closing->needs_rows = call->options.centre || call->options.torus;
    lb_status status = lb_cli_close_with_structure(closing, result->A, call, &progress, error);
    lb_cli_watch_end(call);
    if (!status)
        status = report(result, call, error);
    return status;
}

static lb_status certify(void *context, const lb_cli_call *call, lb_error *error)
{
    structure_result *result = context;
    lb_cli_progress progress;
    lb_cli_progress_start(&progress, call);
    lb_cli_closing *closing = &result->closing;
    lb_status status = LB_OK;
    if (closing->marked && !lb_marked_is_proved(closing->marked)) { /* a limit came before */
        lb_marked_free(closing->marked);
        closing->marked = NULL;
    }
    if (!closing->marked)
        status = lb_cli_close_marked(closing, result->A, call, &progress, error);
    result->certificate = NULL;
    if (!status)
        status = write_certificate(result, call, error);
    if (status || result->certificate)
        return status;
    return lb_fail(error, LB_USAGE, "%s", result->notes.texts[result->notes.count - 1]);
}

static void free_result(void *context)
{
    structure_result *result = context;
    lb_cli_notes_clear(&result->notes);
    lb_cli_closing_clear(&result->closing);
    lb_ansatz_clear(result->A);
    free(result);
}

lb_status lb_cmd_structure(const lb_cli_call *call, lb_error *error)
{
    lb_status status = check_certificate(&call->options, error);
    if (status)
        return status;
    structure_result *result = lb_calloc(1, sizeof *result);
    status = lb_cli_load(result->A, call, error);
    if (status) {
        free(result);
        return status;
    }
    result->call = call;
    result->stream = lb_cli_report_stream(call);
    result->digits = call->options.digits;
    lb_cli_notes_init(&result->notes);
    lb_cli_closing_init(&result->closing, result->A, call);
    status = check_roots(result->A, &call->options, error);
    if (!status)
        status = run(result, call, error);
    lb_cli_keep(call, &(lb_cli_kept){result, certify, free_result});
    return status;
}
