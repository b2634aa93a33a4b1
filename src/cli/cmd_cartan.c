/* Cartan decompositions by an involution. */

#include <stdlib.h>
#include <string.h>

#include <liebound/cartan.h>

#include "base/memory.h"
#include "cli/cmd.h"
#include "cli/computation.h"
#include "cli/sum_list.h"
#include "report/json.h"
#include "report/notation.h"

typedef struct cartan_result {
    lb_cli_computation common;
    lb_involution involution; /* of a rule, which is NULL before it is read */
    const char *rule;
    lb_cartan *cartan; /* NULL where the dimension is undecided */
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
    return (lb_cli_sum_list){result->common.A->qubits, lb_cartan_abelian_count(result->cartan),
                             get_abelian, result->cartan};
}

static lb_cli_sum_list basis(const cartan_result *result, bool in_p)
{
    return (lb_cli_sum_list){result->common.A->qubits,
                             lb_cartan_element_count(result->cartan, in_p), in_p ? get_p : get_k,
                             result->cartan};
}

/* ---- Text ---- */

/* "2 su(2)", with the field over which the copies are conjugate. */
static char *part_text(const lb_cartan_part *part)
{
    char *type = lb_algebra_ideals_text(part->type, part->n, part->copies);
    char *text = part->field ? lb_sprintf("%s, conjugate over Q[x]/(%s)", type, part->field)
                             : lb_strdup(type);
    free(type);
    return text;
}

static void print_part(FILE *out, const cartan_result *result, const lb_cartan_part *part)
{
    char *text = part_text(part);
    char *k = lb_notation_integer(part->k, result->common.digits);
    char *p = lb_notation_integer(part->p, result->common.digits);
    char *rank = lb_notation_integer(part->rank, result->common.digits);
    fprintf(out, "  %s: ", text);
    if (!part->symmetric_space)
        fputs("type undecided, ", out);
    else if (part->quotient)
        fprintf(out, "%s, %s, ", part->symmetric_space, part->quotient);
    else
        fprintf(out, "in %s, ", strcmp(part->symmetric_space, "fixed") ? "p" : "k");
    fprintf(out, "k %s + p %s", k, p);
    if (part->symmetric_space)
        fprintf(out, ", rank %s   proved", rank);
    putc('\n', out);
    free(rank);
    free(p);
    free(k);
    free(text);
}

static void print_dimensions(FILE *out, const cartan_result *result)
{
    mpz_t k, p, D;
    mpz_inits(k, p, D, (mpz_ptr)NULL);
    lb_cartan_dimensions(k, p, result->cartan);
    mpz_add(D, k, p);
    char *of_k = lb_notation_integer(k, result->common.digits);
    char *of_p = lb_notation_integer(p, result->common.digits);
    char *of_g = lb_notation_integer(D, result->common.digits);
    fprintf(out, "involution %s: g %s = k %s + p %s   proved\n", result->rule, of_g, of_k, of_p);
    free(of_g);
    free(of_p);
    free(of_k);
    mpz_clears(k, p, D, (mpz_ptr)NULL);
}

static void print_rank(FILE *out, const cartan_result *result)
{
    mpz_t rank;
    mpz_init(rank);
    if (lb_cartan_rank(rank, result->cartan)) {
        char *text = lb_notation_integer(rank, result->common.digits);
        fprintf(out, "horizontal Cartan subalgebra: rank %s   proved\n", text);
        free(text);
    } else
        fputs("horizontal Cartan subalgebra: undecided\n", out);
    mpz_clear(rank);
}

static void print_text(FILE *out, const void *context)
{
    const cartan_result *result = context;
    const lb_cartan *cartan = result->cartan;
    if (!cartan) {
        lb_cli_print_closing_alone(out, &result->common);
        return;
    }
    lb_cli_print_heading(out, result->common.A);
    print_dimensions(out, result);
    print_rank(out, result);
    for (size_t i = 0; i < lb_cartan_part_count(cartan); i++)
        print_part(out, result, lb_cartan_part_at(cartan, i));
    fprintf(out, "evidence: %s\n", lb_cartan_evidence(cartan));
    lb_cli_notes_print(out, &result->common.notes);
    lb_cli_sum_list abelian = abelian_basis(result);
    if (abelian.count)
        lb_cli_sum_list_print(out, "basis of the horizontal Cartan subalgebra", &abelian);
    if (result->common.call.options.cartan_bases) {
        lb_cli_sum_list k = basis(result, false), p = basis(result, true);
        lb_cli_sum_list_print(out, "basis of k", &k);
        lb_cli_sum_list_print(out, "basis of p", &p);
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
    if (result->common.call.options.cartan_bases) {
        lb_cli_sum_list of_k = basis(result, false), of_p = basis(result, true);
        lb_json_set(object, "k_basis", lb_cli_sum_list_json(&of_k));
        lb_json_set(object, "p_basis", lb_cli_sum_list_json(&of_p));
    }
    mpz_clears(k, p, rank, (mpz_ptr)NULL);
}

static void set_json(json_t *object, const void *context)
{
    const cartan_result *result = context;
    lb_json_set(object, "involution", lb_json_text(result->rule));
    if (result->cartan)
        cartan_json(object, result);
    else
        lb_cli_closing_json(object, result->common.A, &result->common.closing);
    lb_cli_json_end(object, &result->common);
}

/* ---- The command ---- */

/* Algebras of single strings up to this dimension get bases, too. */
enum { ENUMERATED_MAX = 2000 };

/* Of single strings, without a basis; none where it takes one. */
static lb_status decompose_strings(cartan_result *result, const lb_run_options *run,
                                   lb_error *error)
{
    const lb_ansatz_struct *A = result->common.A;
    mpz_t k, p;
    if (!lb_ansatz_is_of_strings(A))
        return LB_OK;
    lb_status status =
        lb_cartan_compute_strings(&result->cartan, A, &result->involution, run, error);
    if (status)
        return status;
    mpz_inits(k, p, (mpz_ptr)NULL);
    lb_cartan_dimensions(k, p, result->cartan);
    mpz_add(k, k, p);
    bool small = mpz_cmp_ui(k, ENUMERATED_MAX) <= 0 && A->qubits <= LB_SYMMETRY_QUBITS_MAX;
    mpz_clears(k, p, (mpz_ptr)NULL);
    if (small || result->common.call.options.cartan_bases) {
        lb_cartan_free(result->cartan);
        result->cartan = NULL;
    }
    return LB_OK;
}

static lb_status decompose_closure(cartan_result *result, const lb_run_options *run,
                                   lb_error *error)
{
    lb_cli_computation *common = &result->common;
    lb_cli_closing *closing = &common->closing;
    closing->needs_rows = closing->needs_torus = true;
    lb_status status = lb_cli_close(closing, common->A, &common->call, &common->progress, error);
    if (!status)
        status = lb_cli_close_structure(closing, &common->call, &common->progress, error);
    if (!status && closing->closure && lb_closure_is_proved(closing->closure))
        status = lb_cartan_compute(&result->cartan, closing->closure, closing->structure,
                                   &result->involution, run, error);
    if (!status && result->cartan)
        lb_cartan_over_field(result->cartan, closing->degree);
    return status;
}

static lb_status read_options(void *context, lb_error *error)
{
    cartan_result *result = context;
    const lb_ansatz_struct *A = result->common.A;
    const lb_cli_options *options = &result->common.call.options;
    lb_status status = lb_cli_refuse_roots(A, options->cartan_bases ? "--basis" : NULL, error);
    if (!status)
        status = lb_involution_init(&result->involution, options->involution, A->qubits, error);
    if (!status)
        result->rule = options->involution;
    return status;
}

static lb_status compute(void *context, lb_error *error)
{
    cartan_result *result = context;
    const lb_cli_call *call = &result->common.call;
    const lb_run_options run = {.limits = lb_cli_limits(call),
                                .threads = (int)call->options.threads};
    lb_status status = decompose_strings(result, &run, error);
    return status || result->cartan ? status : decompose_closure(result, &run, error);
}

static lb_status verdict(const void *context)
{
    const cartan_result *result = context;
    const lb_cartan *cartan = result->cartan;
    mpz_t rank;
    mpz_init(rank);
    bool known = cartan && lb_cartan_rank(rank, cartan) && lb_cartan_part_count(cartan);
    mpz_clear(rank);
    return known ? LB_OK : lb_cli_computation_status(&result->common, false);
}

static void clear(void *context)
{
    cartan_result *result = context;
    lb_cartan_free(result->cartan);
    if (result->rule)
        lb_involution_clear(&result->involution);
}

lb_status lb_cmd_cartan(const lb_cli_call *call, lb_error *error)
{
    static const lb_cli_steps steps = {.size = sizeof(cartan_result),
                                       .read = read_options,
                                       .compute = compute,
                                       .print_text = print_text,
                                       .set_json = set_json,
                                       .verdict = verdict,
                                       .clear = clear};
    return lb_cli_compute(&steps, call, error);
}
