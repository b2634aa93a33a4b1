#include <string.h>

#include "ansatz/roots.h"
#include "base/digits.h"
#include "base/memory.h"
#include "cli/cmd.h"
#include "report/json.h"

/* As it was written. */
static json_t *terms_json(const lb_ansatz_t A, size_t k)
{
    lb_surd_sum_t H;
    lb_surd_sum_init(H, A->qubits);
    lb_ansatz_exact_generator(H, A, k);
    json_t *terms = lb_cli_json_exact_sum(H);
    lb_surd_sum_clear(H);
    return terms;
}

static json_t *generators_json(const lb_ansatz_t A)
{
    json_t *generators = json_array();
    for (size_t i = 0; i < A->generator_count; i++) {
        json_t *generator = json_object();
        lb_json_set(generator, "name", lb_json_text(A->generator_names[i]));
        lb_json_set(generator, "terms", terms_json(A, i));
        lb_json_append(generators, generator);
    }
    return generators;
}

static void print_json(FILE *stream, const lb_ansatz_t A)
{
    json_t *object = lb_json_new("show"), *states = json_array();
    for (size_t i = 0; A->has_states && i < A->state_count; i++)
        lb_json_append(states, lb_json_text(A->states[i].name));
    lb_cli_json_ansatz(object, A);
    lb_json_set(object, "about", lb_json_text(A->about));
    lb_json_set(object, "reference", lb_json_text(A->reference));
    lb_json_set(object, "literature_dimension",
                A->has_expected_dimension ? lb_json_integer(A->expected_dimension) : json_null());
    lb_json_set(object, "states", states);
    lb_json_set(object, "expanded_generators", generators_json(A));
    lb_json_finish(stream, object);
}

/* LB_LANGUAGE_COUNT for json. */
static lb_status find_format(lb_language *language, const lb_cli_options *options, lb_error *error)
{
    const char *format = options->show_format;
    *language = LB_LANGUAGE_ALG;
    while (*language < LB_LANGUAGE_COUNT && strcmp(format, lb_language_name(*language)) != 0)
        ++*language;
    if (*language == LB_LANGUAGE_COUNT && strcmp(format, "json") != 0)
        return lb_fail(error, LB_USAGE,
                       "there is no format '%s'; there are alg, qasm, qiskit, openfermion, "
                       "pennylane, latex and json",
                       format);
    bool other = *language != LB_LANGUAGE_ALG;
    if (options->json + options->canonical + other > 1 ||
        options->canonical + options->generators > 1 || options->json + options->generators > 1)
        return lb_fail(error, LB_USAGE,
                       "show prints one of --json, --canonical, --generators and --format");
    if (options->json)
        *language = LB_LANGUAGE_COUNT;
    return LB_OK;
}

/* Only the generators, as a certificate has them: without layers, and rational ones in the place of
 * those with roots, where states, observables and dimensions are of others. */
static lb_status print_generators(FILE *stream, const lb_ansatz_t A, lb_language language,
                                  lb_error *error)
{
    const lb_ansatz_struct *Q = lb_ansatz_over_q(A);
    lb_ansatz_struct bare = *A;
    bare.layers = NULL;
    if (A->roots) {
        bare.qubits = Q->qubits;
        bare.generator_count = Q->generator_count;
        bare.generators = Q->generators;
        bare.generator_names = Q->generator_names;
        bare.roots = NULL;
        bare.states = Q->states;
        bare.state_count = Q->state_count;
        bare.has_states = false;
        bare.observable = NULL;
        bare.has_expected_dimension = false;
    }
    return lb_ansatz_print_in(stream, &bare, language, error);
}

lb_status lb_cmd_show(const lb_cli_call *call, lb_error *error)
{
    lb_ansatz_t A;
    lb_language language;
    lb_status status = find_format(&language, &call->options, error);
    if (!status)
        status = lb_cli_load(A, call, error);
    if (status)
        return status;
    if (call->options.canonical)
        lb_ansatz_print_generators(call->out, A);
    else if (language == LB_LANGUAGE_COUNT)
        print_json(call->out, A);
    else
        status = call->options.generators ? print_generators(call->out, A, language, error)
                                          : lb_ansatz_print_in(call->out, A, language, error);
    lb_ansatz_clear(A);
    return status;
}
