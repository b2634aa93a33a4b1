/* What commutes with every generator, and the sectors that it makes. */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/conserved.h>

#include "base/memory.h"
#include "cli/cmd.h"
#include "cli/computation.h"
#include "cli/sector_labels.h"
#include "cli/sum_list.h"
#include "cli/verdicts.h"
#include "report/json.h"
#include "report/notation.h"

typedef struct symmetries_result {
    lb_cli_computation common;
    lb_conserved *conserved;
    lb_cli_labels labels;
    lb_cli_verdicts verdicts;
} symmetries_result;

/* ---- Text ---- */

static void print_dimension(FILE *out, const symmetries_result *result)
{
    const lb_conserved *c = result->conserved;
    mpz_t least, most;
    mpz_inits(least, most, (mpz_ptr)NULL);
    lb_conserved_at_least(least, c);
    lb_conserved_at_most(most, c);
    char *from = lb_notation_integer(least, result->common.digits);
    char *to = lb_notation_integer(most, result->common.digits);
    if (lb_conserved_is_proved(c))
        fprintf(out, "commutant: dimension %s   proved\n", from);
    else
        fprintf(out, "commutant: dimension >= %s and <= %s   undecided\n", from, to);
    fprintf(out, "evidence: %s\n", lb_conserved_evidence(c));
    free(to);
    free(from);
    mpz_clears(least, most, (mpz_ptr)NULL);
}

/* Longer operators are abbreviated in text, but for a basis that was asked for. */
enum { LETTERS_MAX = 40, TERMS_MAX = 16 };

static void print_string(FILE *stream, const lb_string_t P, size_t n)
{
    if (n <= LB_LABEL_QUBITS || lb_string_weight(P) <= LETTERS_MAX) {
        char *label = lb_string_text(P, n, LB_LABEL_QUBITS);
        fprintf(stream, "  %s\n", label);
        free(label);
        return;
    }
    char *runs = lb_string_run_label(P, n);
    if (strlen(runs) <= 4 * LETTERS_MAX)
        fprintf(stream, "  %s, runs of letters with their lengths\n", runs);
    else
        fprintf(stream, "  a string of %zu letters\n", lb_string_weight(P));
    free(runs);
}

static void print_sum(FILE *stream, const lb_sum_t S)
{
    if (S->length > TERMS_MAX) {
        fprintf(stream, "  a sum of %zu strings\n", S->length);
        return;
    }
    fputs("  ", stream);
    lb_cli_print_sum(stream, S);
}

static void print_strings(FILE *out, const symmetries_result *result)
{
    size_t rank, listed = lb_conserved_string_count(result->conserved);
    lb_string_t P;
    if (!lb_conserved_string_rank(&rank, result->conserved))
        return;
    fprintf(out, "strings that commute with every term: 2^%zu   proved\n", rank);
    lb_string_init(P);
    for (size_t i = 0; i < listed; i++) {
        lb_conserved_string(P, result->conserved, i);
        print_string(out, P, result->common.A->qubits);
    }
    if (listed < rank)
        fprintf(out, "  and %zu more that are independent of these\n", rank - listed);
    lb_string_clear(P);
}

/* "(0 2)(3 5)" by its cycles. */
static void print_cycles(FILE *stream, const uint32_t *image, size_t n)
{
    bool *seen = lb_calloc(n, sizeof *seen);
    for (uint32_t q = 0; q < n; q++) {
        if (seen[q] || image[q] == q)
            continue;
        fprintf(stream, "(%" PRIu32, q);
        for (uint32_t r = image[q]; r != q; r = image[r]) {
            fprintf(stream, " %" PRIu32, r);
            seen[r] = true;
        }
        putc(')', stream);
    }
    putc('\n', stream);
    free(seen);
}

static void print_others(FILE *out, const symmetries_result *result)
{
    const lb_conserved *c = result->conserved;
    size_t n = result->common.A->qubits;
    if (lb_conserved_permutation_count(c))
        fputs("permutations of the qubits that fix every generator:\n", out);
    uint32_t *image = lb_malloc(n, sizeof *image);
    for (size_t i = 0; i < lb_conserved_permutation_count(c); i++) {
        lb_conserved_permutation(image, c, i);
        fputs("  ", out);
        print_cycles(out, image, n);
    }
    free(image);
    if (lb_conserved_sum_count(c))
        fputs("sums that commute with every generator:\n", out);
    lb_sum_t S;
    lb_sum_init(S, n);
    for (size_t i = 0; i < lb_conserved_sum_count(c); i++) {
        lb_conserved_sum(S, c, i);
        print_sum(out, S);
    }
    lb_sum_clear(S);
}

static void print_sectors(FILE *out, const symmetries_result *result)
{
    const lb_conserved *c = result->conserved;
    mpz_t D;
    mpz_init(D);
    for (size_t i = 0; i < lb_conserved_sectors_count(c); i++) {
        const lb_conserved_sectors *s = lb_conserved_sectors_at(c, i);
        char *count = lb_notation_integer(s->count, result->common.digits);
        char *dimension = lb_notation_integer(s->dimension, result->common.digits);
        char *multiplicity = lb_notation_integer(s->multiplicity, result->common.digits);
        bool one = !mpz_cmp_ui(s->count, 1);
        fprintf(out, "%s sector%s of dimension %s, %s %s   proved\n", count, one ? "" : "s",
                dimension, multiplicity, mpz_cmp_ui(s->multiplicity, 1) ? "copies" : "copy");
        free(multiplicity);
        free(dimension);
        free(count);
    }
    if (lb_conserved_algebra_dimension(D, c)) {
        char *text = lb_notation_integer(D, result->common.digits);
        fprintf(out, "products of generators: dimension %s   proved\n", text);
        free(text);
    }
    mpz_clear(D);
}

static void get_sum(lb_sum_t S, const void *conserved, size_t i)
{
    lb_conserved_sum(S, conserved, i);
}

static void get_basis(lb_sum_t S, const void *conserved, size_t i)
{
    lb_conserved_basis(S, conserved, i);
}

static lb_cli_sum_list basis(const symmetries_result *result)
{
    return (lb_cli_sum_list){result->common.A->qubits, lb_conserved_basis_count(result->conserved),
                             get_basis, result->conserved};
}

static void print_basis(FILE *out, const symmetries_result *result)
{
    lb_cli_sum_list list = basis(result);
    if (list.count)
        lb_cli_sum_list_print(out, "basis of the commutant", &list);
    else
        fputs("basis of the commutant: none was found\n", out);
}

static void print_text(FILE *out, const void *context)
{
    const symmetries_result *result = context;
    lb_cli_print_heading(out, result->common.A);
    print_dimension(out, result);
    print_sectors(out, result);
    print_strings(out, result);
    print_others(out, result);
    lb_cli_labels_print(out, &result->labels);
    lb_cli_verdicts_print(out, &result->verdicts, result->common.A, result->conserved);
    lb_cli_notes_print(out, &result->common.notes);
    if (result->common.call.options.commutant_basis)
        print_basis(out, result);
}

/* ---- JSON ---- */

static json_t *sectors_json(const lb_conserved *c)
{
    json_t *array = json_array();
    for (size_t i = 0; i < lb_conserved_sectors_count(c); i++) {
        const lb_conserved_sectors *s = lb_conserved_sectors_at(c, i);
        json_t *object = json_object();
        lb_json_set(object, "count", lb_json_integer(s->count));
        lb_json_set(object, "dimension", lb_json_integer(s->dimension));
        lb_json_set(object, "multiplicity", lb_json_integer(s->multiplicity));
        lb_json_set(object, "status", lb_json_text("proved"));
        lb_json_append(array, object);
    }
    return array;
}

static json_t *strings_json(const symmetries_result *result)
{
    json_t *object = json_object(), *array = json_array();
    size_t rank;
    lb_string_t P;
    if (!lb_conserved_string_rank(&rank, result->conserved)) {
        json_decref(array);
        json_decref(object);
        return json_null();
    }
    lb_string_init(P);
    for (size_t i = 0; i < lb_conserved_string_count(result->conserved); i++) {
        lb_conserved_string(P, result->conserved, i);
        char *label = lb_string_text(P, result->common.A->qubits, LB_LABEL_QUBITS);
        lb_json_append(array, lb_json_text(label));
        free(label);
    }
    lb_string_clear(P);
    lb_json_set(object, "rank", lb_json_count(rank));
    lb_json_set(object, "generators", array);
    lb_json_set(object, "status", lb_json_text("proved"));
    return object;
}

static json_t *permutations_json(const symmetries_result *result)
{
    json_t *array = json_array();
    size_t n = result->common.A->qubits;
    uint32_t *image = lb_malloc(n, sizeof *image);
    for (size_t i = 0; i < lb_conserved_permutation_count(result->conserved); i++) {
        json_t *images = json_array();
        lb_conserved_permutation(image, result->conserved, i);
        for (size_t q = 0; q < n; q++)
            lb_json_append(images, lb_json_count(image[q]));
        lb_json_append(array, images);
    }
    free(image);
    return array;
}

static void dimension_json(json_t *object, const lb_conserved *c)
{
    bool proved = lb_conserved_is_proved(c);
    mpz_t D;
    mpz_init(D);
    lb_conserved_at_least(D, c);
    lb_json_set(object, proved ? "dimension" : "dimension_at_least", lb_json_integer(D));
    lb_conserved_at_most(D, c);
    if (!proved)
        lb_json_set(object, "dimension_at_most", lb_json_integer(D));
    lb_json_set(object, "status", lb_json_text(proved ? "proved" : "undecided"));
    lb_json_set(object, "evidence", lb_json_text(lb_conserved_evidence(c)));
    bool known = lb_conserved_algebra_dimension(D, c);
    lb_json_set(object, "algebra_dimension", known ? lb_json_integer(D) : json_null());
    mpz_clear(D);
}

static void set_json(json_t *object, const void *context)
{
    const symmetries_result *result = context;
    dimension_json(object, result->conserved);
    lb_json_set(object, "sectors", sectors_json(result->conserved));
    lb_json_set(object, "strings", strings_json(result));
    lb_json_set(object, "permutations", permutations_json(result));
    lb_cli_sum_list of_basis = basis(result), sums = of_basis;
    sums.count = lb_conserved_sum_count(result->conserved);
    sums.get = get_sum;
    lb_json_set(object, "sums", lb_cli_sum_list_json(&sums));
    if (result->common.call.options.commutant_basis)
        lb_json_set(object, "basis", lb_cli_sum_list_json(&of_basis));
    lb_json_set(object, "labels", lb_cli_labels_json(&result->labels));
    lb_cli_verdicts_json(object, &result->verdicts, result->common.A);
    lb_cli_json_end(object, &result->common);
}

/* ---- The command ---- */

/* A basis, labels and verdicts are of rational generators. */
static lb_status check_roots(const lb_ansatz_t A, const lb_cli_options *options, lb_error *error)
{
    const char *option = options->commutant_basis   ? "--basis"
                         : options->sectors         ? "--sector"
                         : options->controllability ? "--controllability"
                         : options->reach           ? "--reach"
                                                    : NULL;
    return lb_cli_refuse_roots(A, option, error);
}

static lb_status read_options(void *context, lb_error *error)
{
    symmetries_result *result = context;
    lb_cli_computation *common = &result->common;
    lb_status status = lb_cli_verdicts_prepare(&result->verdicts, common->A, &common->call, error);
    if (!status)
        status = lb_cli_labels_init(&result->labels, common->A, &common->call, error);
    return status ? status : check_roots(common->A, &common->call.options, error);
}

static lb_status compute(void *context, lb_error *error)
{
    symmetries_result *result = context;
    lb_cli_computation *common = &result->common;
    const lb_cli_call *call = &common->call;
    lb_conserved_options options = {
        .run = lb_cli_run_options(call, &common->progress),
        .basis = call->options.commutant_basis || call->options.reach,
        .square_roots = true,
    };
    lb_status status = lb_conserved_compute(&result->conserved, common->A, &options, error);
    lb_cli_progress_erase(&common->progress);
    if (!status)
        status = lb_cli_labels_find(&result->labels, common->A, result->conserved, call, error);
    return status
               ? status
               : lb_cli_verdicts_find(&result->verdicts, common->A, result->conserved, call, error);
}

static lb_status verdict(const void *context)
{
    const symmetries_result *result = context;
    return lb_conserved_is_proved(result->conserved) && !result->labels.undecided
               ? lb_cli_verdicts_status(&result->verdicts, &result->common.call)
               : LB_UNDECIDED;
}

static void clear(void *context)
{
    symmetries_result *result = context;
    lb_cli_verdicts_clear(&result->verdicts);
    lb_cli_labels_clear(&result->labels);
    lb_conserved_free(result->conserved);
}

lb_status lb_cmd_symmetries(const lb_cli_call *call, lb_error *error)
{
    static const lb_cli_steps steps = {.size = sizeof(symmetries_result),
                                       .without_closing = true,
                                       .read = read_options,
                                       .compute = compute,
                                       .print_text = print_text,
                                       .set_json = set_json,
                                       .verdict = verdict,
                                       .clear = clear};
    return lb_cli_compute(&steps, call, error);
}
