/* The structure of the algebra, after its dimension. */

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/cmd.h"
#include "cli/computation.h"
#include "cli/sum_list.h"
#include "report/json.h"
#include "report/notation.h"

/* The numbers that are proved. Centre and derived algebra are known from the structure or, when a
 * limit came before it, from what the certificate is written from. */
typedef struct structure_numbers {
    mpz_t dimension, centre, derived, rank;
    bool has_centre, has_rank;
} structure_numbers;

static void numbers_init(structure_numbers *numbers, const lb_cli_computation *computation)
{
    const lb_structure *structure = computation->closing.structure;
    const lb_marked *marked = computation->closing.marked;
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

static void print_numbers(FILE *out, const lb_cli_computation *computation)
{
    structure_numbers numbers;
    numbers_init(&numbers, computation);
    char *dimension = lb_notation_integer(numbers.dimension, computation->digits);
    char *centre = lb_notation_integer(numbers.centre, computation->digits);
    char *derived = lb_notation_integer(numbers.derived, computation->digits);
    char *rank = lb_notation_integer(numbers.rank, computation->digits);
    fprintf(out, "dimension %s", dimension);
    if (numbers.has_centre)
        fprintf(out, " = centre %s + semisimple %s", centre, derived);
    if (numbers.has_rank)
        fprintf(out, "; rank %s", rank);
    fputs("   proved\n", out);
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

static char *symmetry_label(const lb_cli_computation *computation, size_t i)
{
    lb_string_t S;
    lb_string_init(S);
    lb_structure_symmetry(S, computation->closing.structure, i);
    char *label = lb_string_text(S, computation->A->qubits, LB_LABEL_QUBITS);
    lb_string_clear(S);
    return label;
}

static void print_sector(FILE *out, const lb_cli_computation *computation, size_t i)
{
    const lb_structure *structure = computation->closing.structure;
    bool negative[SYMMETRIES_MAX];
    lb_algebra_t G;
    mpz_t D;
    lb_algebra_init(G);
    mpz_init(D);
    sector_signs(negative, i);
    lb_structure_sector(G, structure, negative);
    lb_algebra_dimension(D, G);
    char *text = lb_algebra_text(G), *dimension = lb_notation_integer(D, computation->digits);
    fputs("sector", out);
    for (size_t j = 0; j < lb_structure_symmetry_count(structure); j++) {
        char *label = symmetry_label(computation, j);
        fprintf(out, "%s %s = %s", j ? "," : "", label, negative[j] ? "-1" : "+1");
        free(label);
    }
    fprintf(out, ": dimension %s, %s   proved\n", dimension, text);
    free(dimension);
    free(text);
    mpz_clear(D);
    lb_algebra_clear(G);
}

static void print_sectors(FILE *out, const lb_cli_computation *computation)
{
    size_t symmetries = lb_structure_symmetry_count(computation->closing.structure);
    if (symmetries > SYMMETRIES_MAX)
        fprintf(out, "%zu central symmetries that are strings; their sectors are not listed\n",
                symmetries);
    for (size_t i = 0; i < sector_count(computation->closing.structure); i++)
        print_sector(out, computation, i);
}

static json_t *sectors_json(const lb_cli_computation *computation)
{
    const lb_structure *structure = computation->closing.structure;
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
            char *label = symmetry_label(computation, j);
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
static void print_fields(FILE *out, const lb_cli_computation *computation)
{
    const lb_structure *structure = computation->closing.structure;
    if (!has_fields(structure))
        return;
    if (lb_ansatz_degree(computation->A) > 1) {
        char *field = lb_ansatz_field(computation->A);
        fprintf(out, "over fields that contain %s:\n", field);
        free(field);
    } else
        fputs("over Q:\n", out);
    for (size_t i = 0; i < lb_structure_ideals_count(structure); i++) {
        const lb_real_ideals *ideals = lb_structure_ideals(structure, i);
        char *text = ideals_text(ideals);
        if (ideals->field)
            fprintf(out, "  %s, %s Q[x]/(%s)\n", text,
                    mpz_cmp_ui(ideals->copies, 1) ? "conjugate over" : "over", ideals->field);
        else
            fprintf(out, "  %s over Q\n", text);
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

static lb_cli_sum_list centre_basis(const lb_cli_computation *computation)
{
    const lb_structure *structure = computation->closing.structure;
    return (lb_cli_sum_list){computation->A->qubits, lb_structure_centre_count(structure),
                             get_centre, structure};
}

static lb_cli_sum_list torus_basis(const lb_cli_computation *computation)
{
    const lb_structure *structure = computation->closing.structure;
    return (lb_cli_sum_list){computation->A->qubits, lb_structure_torus_count(structure), get_torus,
                             structure};
}

static void print_bases(FILE *out, const lb_cli_computation *computation)
{
    const lb_cli_options *options = &computation->call.options;
    if (lb_structure_known(computation->closing.structure) < LB_STRUCTURE_CENTRE)
        return;
    lb_cli_sum_list centre = centre_basis(computation), torus = torus_basis(computation);
    if (options->centre)
        lb_cli_sum_list_print(out, "centre", &centre);
    if (options->torus)
        lb_cli_sum_list_print(out, "torus", &torus);
}

/* Whether the certificate is of the kind that identifies the algebra of single strings. */
static bool certifies_algebra(const lb_cli_computation *computation)
{
    return lb_closure_algebra(computation->closing.closure) != NULL;
}

static void print_text(FILE *out, const void *context)
{
    const lb_cli_computation *computation = context;
    const lb_structure *structure = computation->closing.structure;
    if (!structure) {
        lb_cli_print_closing_alone(out, computation);
        return;
    }
    lb_cli_print_heading(out, computation->A);
    print_numbers(out, computation);
    const lb_algebra_struct *algebra = lb_structure_algebra(structure);
    if (algebra) {
        char *full = lb_algebra_text(algebra);
        char *text = lb_notation_abbreviate(full, computation->digits);
        fprintf(out, "g = %s   proved\n", text);
        free(text);
        free(full);
    } else
        fputs("g: undecided\n", out);
    print_fields(out, computation);
    print_sectors(out, computation);
    fprintf(out, "evidence: %s\n", lb_structure_evidence(structure));
    lb_cli_notes_print(out, &computation->notes);
    lb_cli_print_certificate(out,
                             certifies_algebra(computation)
                                 ? "certificate of dimension, centre and derived algebra, and of g"
                                 : "certificate of dimension, centre and derived algebra",
                             computation);
    print_bases(out, computation);
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

static void structure_json(json_t *object, const lb_cli_computation *computation)
{
    const lb_cli_options *options = &computation->call.options;
    const lb_structure *structure = computation->closing.structure;
    structure_numbers numbers;
    numbers_init(&numbers, computation);
    lb_structure_level known = lb_structure_known(structure);
    bool centre = known >= LB_STRUCTURE_CENTRE, ideals = known >= LB_STRUCTURE_IDEALS;
    lb_json_set(object, "dimension", number_json(numbers.dimension, true));
    lb_json_set(object, "centre", number_json(numbers.centre, numbers.has_centre));
    lb_json_set(object, "derived", number_json(numbers.derived, numbers.has_centre));
    lb_json_set(object, "rank", number_json(numbers.rank, numbers.has_rank));
    lb_json_set(object, "algebra", algebra_json(structure));
    lb_json_set(object, "ideals", ideals ? ideals_json(structure) : json_null());
    lb_json_set(object, "sectors", sectors_json(computation));
    lb_json_set(object, "status", lb_json_text(ideals ? "proved" : "undecided"));
    lb_json_set(object, "evidence", lb_json_text(lb_structure_evidence(structure)));
    if (centre) {
        lb_cli_sum_list of_centre = centre_basis(computation), torus = torus_basis(computation);
        if (options->centre)
            lb_json_set(object, "centre_basis", lb_cli_sum_list_json(&of_centre));
        if (options->torus)
            lb_json_set(object, "torus_basis", lb_cli_sum_list_json(&torus));
    }
    numbers_clear(&numbers);
}

/* What liebound-check verifies of it. */
static json_t *certified_json(const lb_cli_computation *computation)
{
    if (!computation->certificate)
        return json_null();
    json_t *object = json_object(), *parts = json_array();
    lb_json_append(parts, lb_json_text("dimension"));
    lb_json_append(parts, lb_json_text("centre"));
    lb_json_append(parts, lb_json_text("derived"));
    if (certifies_algebra(computation))
        lb_json_append(parts, lb_json_text("algebra"));
    lb_json_set(object, "path", lb_json_text(computation->certificate));
    lb_json_set(object, "certifies", parts);
    return object;
}

static void set_json(json_t *object, const void *context)
{
    const lb_cli_computation *computation = context;
    if (computation->closing.structure)
        structure_json(object, computation);
    else
        lb_cli_closing_json(object, computation->A, &computation->closing);
    lb_json_set(object, "certificate", certified_json(computation));
    lb_cli_json_end(object, computation);
}

/* ---- The command ---- */

static lb_status check(const lb_cli_options *options, lb_error *error)
{
    const char *other = options->json     ? "json"
                        : options->centre ? "centre"
                        : options->torus  ? "torus"
                                          : NULL;
    return lb_cli_check_certificate(options, other, error);
}

/* Certificates and bases are over Q. */
static lb_status read_options(void *context, lb_error *error)
{
    const lb_cli_computation *computation = context;
    const lb_cli_options *options = &computation->call.options;
    const char *option = options->certificate ? "--certificate"
                         : options->centre    ? "--centre"
                         : options->torus     ? "--torus"
                                              : NULL;
    return lb_cli_refuse_roots(computation->A, option, error);
}

static lb_status compute(void *context, lb_error *error)
{
    lb_cli_computation *computation = context;
    const lb_cli_options *options = &computation->call.options;
    computation->closing.needs_rows = options->centre || options->torus;
    return lb_cli_close_with_structure(&computation->closing, computation->A, &computation->call,
                                       &computation->progress, error);
}

static bool has_marked(const lb_cli_closing *closing)
{
    return closing->marked && lb_marked_is_proved(closing->marked);
}

static lb_status write_file(const void *context, const char *path, lb_error *error)
{
    const lb_cli_closing *closing = &((const lb_cli_computation *)context)->closing;
    return has_marked(closing) ? lb_marked_certificate_write(closing->marked, path, error)
                               : lb_certificate_write(closing->closure, path, error);
}

/* Write the certificate, or note why there is none. */
static lb_status conclude(void *context, lb_error *error)
{
    lb_cli_computation *computation = context;
    const lb_cli_closing *closing = &computation->closing;
    if (!computation->call.options.certificate)
        return LB_OK;
    if (has_marked(closing) ||
        (lb_closure_is_proved(closing->closure) && certifies_algebra(computation)))
        return lb_cli_write_certificate(computation, write_file, error);
    lb_cli_notes_add(&computation->notes, "no certificate was written, because %s",
                     closing->proved ? "a limit ended the search of marked generators"
                                     : "the dimension is undecided");
    return LB_OK;
}

static lb_status verdict(const void *context)
{
    const lb_cli_computation *computation = context;
    const lb_structure *structure = computation->closing.structure;
    bool known = structure && lb_structure_known(structure) == LB_STRUCTURE_IDEALS;
    bool missing = computation->call.options.certificate && !computation->certificate;
    return lb_cli_computation_status(computation, known && !missing);
}

static lb_status certify(void *context, const lb_cli_call *call, lb_error *error)
{
    lb_cli_computation *computation = context;
    lb_cli_closing *closing = &computation->closing;
    lb_status status = LB_OK;
    computation->call = *call;
    lb_cli_progress_start(&computation->progress, call);
    if (closing->marked && !has_marked(closing)) { /* a limit came before */
        lb_marked_free(closing->marked);
        closing->marked = NULL;
    }
    if (!closing->marked)
        status = lb_cli_close_marked(closing, computation->A, call, &computation->progress, error);
    computation->certificate = NULL;
    if (!status)
        status = conclude(computation, error);
    if (status || computation->certificate)
        return status;
    return lb_fail(error, LB_USAGE, "%s", computation->notes.texts[computation->notes.count - 1]);
}

lb_status lb_cmd_structure(const lb_cli_call *call, lb_error *error)
{
    static const lb_cli_steps steps = {.size = sizeof(lb_cli_computation),
                                       .check = check,
                                       .read = read_options,
                                       .compute = compute,
                                       .conclude = conclude,
                                       .print_text = print_text,
                                       .set_json = set_json,
                                       .verdict = verdict,
                                       .certify = certify};
    return lb_cli_compute(&steps, call, error);
}
