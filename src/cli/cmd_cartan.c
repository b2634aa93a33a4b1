/* Cartan decompositions by an involution. */

#include <stdlib.h>
#include <string.h>

#include <liebound/cartan.h>

#include "base/limits.h"
#include "base/memory.h"
#include "cli/cmd.h"
#include "cli/dimension.h"
#include "cli/result_remarks.h"
#include "cli/sum_list.h"
#include "cli/watch.h"
#include "report/json.h"
#include "report/notation.h"

typedef struct cartan_result {
    FILE *out;
    const lb_ansatz_struct *A;
    lb_cli_closing closing;
    lb_cli_notes notes;
    const lb_cartan *cartan; /* NULL where the dimension is undecided */
    const char *involution;
    bool bases;
    size_t digits;
} cartan_result;

/* ---- Bases ---- */

static void get_abelian(lb_sum_t S, const void *cartan, size_t i)
{
    lb_cartan_abelian(S, cartan, i);
}

static void get_k(lb_sum_t S, const void *cartan, size_t i)
{
    lb_cartan_element(S, cartan, false, i);
}

static void get_p(lb_sum_t S, const void *cartan, size_t i)
{
    lb_cartan_element(S, cartan, true, i);
}

static lb_cli_sum_list abelian_basis(const cartan_result *result)
{
    return (lb_cli_sum_list){result->A->qubits, lb_cartan_abelian_count(result->cartan),
                             get_abelian, result->cartan};
}

static lb_cli_sum_list basis(const cartan_result *result, bool in_p)
{
    return (lb_cli_sum_list){result->A->qubits, lb_cartan_element_count(result->cartan, in_p),
                             in_p ? get_p : get_k, result->cartan};
}

/* ---- Text ---- */

/* "2 su(2)", with the field over which the copies are conjugate. */
static char *part_text(const lb_cartan_part *part)
{
    lb_algebra_t G;
    lb_algebra_init(G);
    lb_algebra_add(G, part->type, part->n, part->copies);
    char *type = lb_algebra_text(G);
    char *text = part->field ? lb_sprintf("%s, conjugate over Q[x]/(%s)", type, part->field)
                             : lb_strdup(type);
    free(type);
    lb_algebra_clear(G);
    return text;
}

static void print_part(const cartan_result *result, const lb_cartan_part *part)
{
    char *text = part_text(part);
    char *k = lb_notation_integer(part->k, result->digits);
    char *p = lb_notation_integer(part->p, result->digits);
    char *rank = lb_notation_integer(part->rank, result->digits);
    fprintf(result->out, "  %s: ", text);
    if (!part->symmetric_space)
        fputs("type undecided, ", result->out);
    else if (part->quotient)
        fprintf(result->out, "%s, %s, ", part->symmetric_space, part->quotient);
    else
        fprintf(result->out, "in %s, ", strcmp(part->symmetric_space, "fixed") ? "p" : "k");
    fprintf(result->out, "k %s + p %s", k, p);
    if (part->symmetric_space)
        fprintf(result->out, ", rank %s   proved", rank);
    putc('\n', result->out);
    free(rank);
    free(p);
    free(k);
    free(text);
}

static void print_dimensions(const cartan_result *result)
{
    mpz_t k, p, D;
    mpz_inits(k, p, D, (mpz_ptr)NULL);
    lb_cartan_dimensions(k, p, result->cartan);
    mpz_add(D, k, p);
    char *of_k = lb_notation_integer(k, result->digits);
    char *of_p = lb_notation_integer(p, result->digits);
    char *of_g = lb_notation_integer(D, result->digits);
    fprintf(result->out, "involution %s: g %s = k %s + p %s   proved\n", result->involution, of_g,
            of_k, of_p);
    free(of_g);
    free(of_p);
    free(of_k);
    mpz_clears(k, p, D, (mpz_ptr)NULL);
}

static void print_rank(const cartan_result *result)
{
    mpz_t rank;
    mpz_init(rank);
    if (lb_cartan_rank(rank, result->cartan)) {
        char *text = lb_notation_integer(rank, result->digits);
        fprintf(result->out, "horizontal Cartan subalgebra: rank %s   proved\n", text);
        free(text);
    } else
        fputs("horizontal Cartan subalgebra: undecided\n", result->out);
    mpz_clear(rank);
}

static void print_text(const cartan_result *result)
{
    const lb_cartan *cartan = result->cartan;
    lb_cli_print_heading(result->out, result->A);
    if (!cartan) {
        lb_cli_print_dimension(result->out, result->A, &result->closing, result->digits);
        lb_cli_notes_print(result->out, &result->notes);
        return;
    }
    print_dimensions(result);
    print_rank(result);
    for (size_t i = 0; i < lb_cartan_part_count(cartan); i++)
        print_part(result, lb_cartan_part_at(cartan, i));
    fprintf(result->out, "evidence: %s\n", lb_cartan_evidence(cartan));
    lb_cli_notes_print(result->out, &result->notes);
    lb_cli_sum_list abelian = abelian_basis(result);
    if (abelian.count)
        lb_cli_sum_list_print(result->out, "basis of the horizontal Cartan subalgebra", &abelian);
    if (result->bases) {
        lb_cli_sum_list k = basis(result, false), p = basis(result, true);
        lb_cli_sum_list_print(result->out, "basis of k", &k);
        lb_cli_sum_list_print(result->out, "basis of p", &p);
    }
}

/* ---- JSON ---- */

static json_t *parts_json(const lb_cartan *cartan)
{
    json_t *array = json_array();
    for (size_t i = 0; i < lb_cartan_part_count(cartan); i++) {
        const lb_cartan_part *part = lb_cartan_part_at(cartan, i);
        json_t *object = json_object();
        lb_json_set(object, "type", lb_json_text(lb_ideal_type_name(part->type)));
        lb_json_set(object, "n", lb_json_integer(part->n));
        lb_json_set(object, "copies", lb_json_integer(part->copies));
        lb_json_set(object, "field", lb_json_text(part->field));
        lb_json_set(object, "symmetric_space", lb_json_text(part->symmetric_space));
        lb_json_set(object, "quotient", lb_json_text(part->quotient));
        lb_json_set(object, "k", lb_json_integer(part->k));
        lb_json_set(object, "p", lb_json_integer(part->p));
        lb_json_set(object, "rank",
                    part->symmetric_space ? lb_json_integer(part->rank) : json_null());
        lb_json_append(array, object);
    }
    return array;
}

static void cartan_json(json_t *object, const cartan_result *result)
{
    const lb_cartan *cartan = result->cartan;
    mpz_t k, p, rank;
    mpz_inits(k, p, rank, (mpz_ptr)NULL);
    lb_cartan_dimensions(k, p, cartan);
    bool has_rank = lb_cartan_rank(rank, cartan);
    lb_json_set(object, "k", lb_json_integer(k));
    lb_json_set(object, "p", lb_json_integer(p));
    lb_json_set(object, "rank", has_rank ? lb_json_integer(rank) : json_null());
    lb_json_set(object, "parts", parts_json(cartan));
    lb_json_set(object, "status", lb_json_text(has_rank ? "proved" : "undecided"));
    lb_json_set(object, "evidence", lb_json_text(lb_cartan_evidence(cartan)));
    lb_cli_sum_list abelian = abelian_basis(result);
    if (abelian.count)
        lb_json_set(object, "abelian_basis", lb_cli_sum_list_json(&abelian));
    if (result->bases) {
        lb_cli_sum_list of_k = basis(result, false), of_p = basis(result, true);
        lb_json_set(object, "k_basis", lb_cli_sum_list_json(&of_k));
        lb_json_set(object, "p_basis", lb_cli_sum_list_json(&of_p));
    }
    mpz_clears(k, p, rank, (mpz_ptr)NULL);
}

static void print_json(const cartan_result *result)
{
    json_t *object = lb_json_new("cartan");
    lb_cli_json_ansatz(object, result->A);
    lb_json_set(object, "involution", lb_json_text(result->involution));
    if (result->cartan)
        cartan_json(object, result);
    else
        lb_cli_closing_json(object, result->A, &result->closing);
    lb_json_set(object, "notes", lb_cli_notes_json(&result->notes));
    lb_json_set(object, "seconds", lb_json_real(result->closing.seconds));
    lb_json_finish(result->out, object);
}

/* ---- The command ---- */

static void report(cartan_result *result, const lb_cli_call *call)
{
    lb_cli_notes_init(&result->notes);
    lb_cli_notes_add_generators(&result->notes, result->A);
    if (call->options.json)
        print_json(result);
    else
        print_text(result);
    lb_cli_print_seconds(call, result->closing.seconds);
    lb_cli_notes_clear(&result->notes);
}

/* Algebras of single strings up to this dimension get bases, too. */
enum { ENUMERATED_MAX = 2000 };

/* Of single strings, without a basis; NULL where it takes one. */
static lb_status decompose_strings(lb_cartan **cartan, const cartan_result *result,
                                   const lb_cli_call *call, const lb_involution *involution,
                                   lb_error *error)
{
    lb_run_options run = {.limits = lb_cli_limits(call)};
    mpz_t k, p;
    if (!lb_ansatz_is_of_strings(result->A))
        return LB_OK;
    lb_status status = lb_cartan_compute_strings(cartan, result->A, involution, &run, error);
    if (status)
        return status;
    mpz_inits(k, p, (mpz_ptr)NULL);
    lb_cartan_dimensions(k, p, *cartan);
    mpz_add(k, k, p);
    bool small = mpz_cmp_ui(k, ENUMERATED_MAX) <= 0 && result->A->qubits <= LB_SYMMETRY_QUBITS_MAX;
    mpz_clears(k, p, (mpz_ptr)NULL);
    if (small || result->bases) {
        lb_cartan_free(*cartan);
        *cartan = NULL;
    }
    return LB_OK;
}

static lb_status decompose_closure(lb_cartan **cartan, cartan_result *result,
                                   const lb_cli_call *call, const lb_involution *involution,
                                   lb_error *error)
{
    lb_cli_closing *closing = &result->closing;
    lb_run_options run = {.limits = lb_cli_limits(call), .threads = (int)call->options.threads};
    lb_cli_progress progress;
    lb_cli_progress_start(&progress, call);
    lb_status status = lb_cli_close(closing, result->A, call, &progress, error);
    if (!status)
        status = lb_cli_close_structure(closing, call, &progress, error);
    if (!status && closing->closure && lb_closure_is_proved(closing->closure))
        status = lb_cartan_compute(cartan, closing->closure, closing->structure, involution, &run,
                                   error);
    if (!status && *cartan)
        lb_cartan_over_field(*cartan, closing->degree);
    return status;
}

static bool is_known(const lb_cartan *cartan)
{
    mpz_t rank;
    mpz_init(rank);
    bool known = cartan && lb_cartan_rank(rank, cartan) && lb_cartan_part_count(cartan);
    mpz_clear(rank);
    return known;
}

static lb_status run(cartan_result *result, const lb_cli_call *call,
                     const lb_involution *involution, lb_error *error)
{
    lb_cli_closing *closing = &result->closing;
    lb_cartan *cartan = NULL;
    lb_cli_closing_init(closing, result->A, call);
    closing->needs_rows = closing->needs_torus = true;
    lb_status status = decompose_strings(&cartan, result, call, involution, error);
    if (!status && !cartan)
        status = decompose_closure(&cartan, result, call, involution, error);
    closing->seconds = lb_seconds() - closing->start;
    lb_cli_watch_end(call);
    result->cartan = cartan;
    if (!status)
        report(result, call);
    if (!status && !is_known(cartan))
        status = lb_cli_closing_status(closing) ? lb_cli_closing_status(closing) : LB_UNDECIDED;
    lb_cartan_free(cartan);
    lb_cli_closing_clear(closing);
    return status;
}

lb_status lb_cmd_cartan(const lb_cli_call *call, lb_error *error)
{
    lb_ansatz_t A;
    lb_involution involution;
    lb_status status = lb_cli_load(A, call, error);
    if (status)
        return status;
    cartan_result result = {.out = call->out,
                            .A = A,
                            .involution = call->options.involution,
                            .bases = call->options.cartan_bases,
                            .digits = call->options.digits};
    status = lb_cli_refuse_roots(A, result.bases ? "--basis" : NULL, error);
    if (!status)
        status = lb_involution_init(&involution, result.involution, A->qubits, error);
    if (!status) {
        status = run(&result, call, &involution, error);
        lb_involution_clear(&involution);
    }
    lb_ansatz_clear(A);
    return status;
}
