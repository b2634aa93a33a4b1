/* What commutes with every generator, and the sectors that it makes. */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/conserved.h>

#include "base/limits.h"
#include "base/memory.h"
#include "cli/cmd.h"
#include "cli/progress.h"
#include "cli/result_remarks.h"
#include "cli/sector_labels.h"
#include "cli/sum_list.h"
#include "cli/verdicts.h"
#include "cli/watch.h"
#include "report/json.h"
#include "report/notation.h"

typedef struct symmetries_result {
    FILE *out;
    const lb_ansatz_struct *A;
    lb_conserved *conserved;
    lb_cli_notes notes;
    size_t digits;
    bool wants_basis;
    lb_cli_labels labels;
    lb_cli_verdicts verdicts;
    double seconds;
} symmetries_result;

/* ---- Text ---- */

static void print_dimension(const symmetries_result *result)
{
    const lb_conserved *c = result->conserved;
    mpz_t least, most;
    mpz_inits(least, most, (mpz_ptr)NULL);
    lb_conserved_at_least(least, c);
    lb_conserved_at_most(most, c);
    char *from = lb_notation_integer(least, result->digits);
    char *to = lb_notation_integer(most, result->digits);
    if (lb_conserved_is_proved(c))
        fprintf(result->out, "commutant: dimension %s   proved\n", from);
    else
        fprintf(result->out, "commutant: dimension >= %s and <= %s   undecided\n", from, to);
    fprintf(result->out, "evidence: %s\n", lb_conserved_evidence(c));
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

static void print_strings(const symmetries_result *result)
{
    size_t rank, listed = lb_conserved_string_count(result->conserved);
    lb_string_t P;
    if (!lb_conserved_string_rank(&rank, result->conserved))
        return;
    fprintf(result->out, "strings that commute with every term: 2^%zu   proved\n", rank);
    lb_string_init(P);
    for (size_t i = 0; i < listed; i++) {
        lb_conserved_string(P, result->conserved, i);
        print_string(result->out, P, result->A->qubits);
    }
    if (listed < rank)
        fprintf(result->out, "  and %zu more that are independent of these\n", rank - listed);
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

static void print_others(const symmetries_result *result)
{
    const lb_conserved *c = result->conserved;
    size_t n = result->A->qubits;
    if (lb_conserved_permutation_count(c))
        fputs("permutations of the qubits that fix every generator:\n", result->out);
    uint32_t *image = lb_malloc(n, sizeof *image);
    for (size_t i = 0; i < lb_conserved_permutation_count(c); i++) {
        lb_conserved_permutation(image, c, i);
        fputs("  ", result->out);
        print_cycles(result->out, image, n);
    }
    free(image);
    if (lb_conserved_sum_count(c))
        fputs("sums that commute with every generator:\n", result->out);
    lb_sum_t S;
    lb_sum_init(S, n);
    for (size_t i = 0; i < lb_conserved_sum_count(c); i++) {
        lb_conserved_sum(S, c, i);
        print_sum(result->out, S);
    }
    lb_sum_clear(S);
}

static void print_sectors(const symmetries_result *result)
{
    const lb_conserved *c = result->conserved;
    mpz_t D;
    mpz_init(D);
    for (size_t i = 0; i < lb_conserved_sectors_count(c); i++) {
        const lb_conserved_sectors *s = lb_conserved_sectors_at(c, i);
        char *count = lb_notation_integer(s->count, result->digits);
        char *dimension = lb_notation_integer(s->dimension, result->digits);
        char *multiplicity = lb_notation_integer(s->multiplicity, result->digits);
        bool one = !mpz_cmp_ui(s->count, 1);
        fprintf(result->out, "%s sector%s of dimension %s, %s %s   proved\n", count, one ? "" : "s",
                dimension, multiplicity, mpz_cmp_ui(s->multiplicity, 1) ? "copies" : "copy");
        free(multiplicity);
        free(dimension);
        free(count);
    }
    if (lb_conserved_algebra_dimension(D, c)) {
        char *text = lb_notation_integer(D, result->digits);
        fprintf(result->out, "products of generators: dimension %s   proved\n", text);
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
    return (lb_cli_sum_list){result->A->qubits, lb_conserved_basis_count(result->conserved),
                             get_basis, result->conserved};
}

static void print_basis(const symmetries_result *result)
{
    lb_cli_sum_list list = basis(result);
    if (list.count)
        lb_cli_sum_list_print(result->out, "basis of the commutant", &list);
    else
        fputs("basis of the commutant: none was found\n", result->out);
}

static void print_text(const symmetries_result *result)
{
    lb_cli_print_heading(result->out, result->A);
    print_dimension(result);
    print_sectors(result);
    print_strings(result);
    print_others(result);
    lb_cli_labels_print(result->out, &result->labels);
    lb_cli_verdicts_print(result->out, &result->verdicts, result->A, result->conserved);
    lb_cli_notes_print(result->out, &result->notes);
    if (result->wants_basis)
        print_basis(result);
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
        char *label = lb_string_text(P, result->A->qubits, LB_LABEL_QUBITS);
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
    size_t n = result->A->qubits;
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

static void print_json(const symmetries_result *result)
{
    json_t *object = lb_json_new("symmetries");
    lb_cli_json_ansatz(object, result->A);
    dimension_json(object, result->conserved);
    lb_json_set(object, "sectors", sectors_json(result->conserved));
    lb_json_set(object, "strings", strings_json(result));
    lb_json_set(object, "permutations", permutations_json(result));
    lb_cli_sum_list of_basis = basis(result), sums = of_basis;
    sums.count = lb_conserved_sum_count(result->conserved);
    sums.get = get_sum;
    lb_json_set(object, "sums", lb_cli_sum_list_json(&sums));
    if (result->wants_basis)
        lb_json_set(object, "basis", lb_cli_sum_list_json(&of_basis));
    lb_json_set(object, "labels", lb_cli_labels_json(&result->labels));
    lb_cli_verdicts_json(object, &result->verdicts, result->A);
    lb_json_set(object, "notes", lb_cli_notes_json(&result->notes));
    lb_json_set(object, "seconds", lb_json_real(result->seconds));
    lb_json_finish(result->out, object);
}

/* ---- The command ---- */

static lb_status find(symmetries_result *result, const lb_cli_call *call, lb_error *error)
{
    lb_cli_progress progress;
    lb_conserved *conserved = NULL;
    lb_conserved_options options = {
        .run = lb_cli_run_options(call, &progress),
        .basis = call->options.commutant_basis || call->options.reach,
        .square_roots = true,
    };
    lb_cli_progress_start(&progress, call);
    lb_status status = lb_conserved_compute(&conserved, result->A, &options, error);
    lb_cli_progress_erase(&progress);
    result->conserved = conserved;
    if (!status)
        status = lb_cli_labels_find(&result->labels, result->A, conserved, call, error);
    if (!status)
        status = lb_cli_verdicts_find(&result->verdicts, result->A, conserved, call, error);
    return status;
}

static lb_status report(symmetries_result *result, const lb_cli_call *call)
{
    lb_cli_notes_init(&result->notes);
    lb_cli_notes_add_generators(&result->notes, result->A);
    if (call->options.json)
        print_json(result);
    else
        print_text(result);
    lb_cli_print_seconds(call, result->seconds);
    lb_cli_notes_clear(&result->notes);
    return lb_conserved_is_proved(result->conserved) && !result->labels.undecided
               ? lb_cli_verdicts_status(&result->verdicts, call)
               : LB_UNDECIDED;
}

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

lb_status lb_cmd_symmetries(const lb_cli_call *call, lb_error *error)
{
    lb_ansatz_t A;
    double start = lb_seconds();
    lb_status status = lb_cli_load(A, call, error);
    if (status)
        return status;
    symmetries_result result = {.out = call->out,
                                .A = A,
                                .digits = call->options.digits,
                                .wants_basis = call->options.commutant_basis};
    status = lb_cli_verdicts_prepare(&result.verdicts, A, call, error);
    if (!status)
        status = lb_cli_labels_init(&result.labels, A, call, error);
    if (!status) {
        status = check_roots(A, &call->options, error);
        if (!status)
            status = find(&result, call, error);
        lb_cli_watch_end(call);
        result.seconds = lb_seconds() - start;
        if (!status)
            status = report(&result, call);
        lb_cli_verdicts_clear(&result.verdicts);
        lb_cli_labels_clear(&result.labels);
    }
    lb_conserved_free(result.conserved);
    lb_ansatz_clear(A);
    return status;
}
