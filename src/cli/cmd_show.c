#include "cli/cmd.h"
#include "report/json.h"

static json_t *generators_json(const lb_ansatz_t A)
{
    json_t *generators = json_array();
    for (size_t i = 0; i < A->generator_count; i++) {
        json_t *generator = json_object();
        lb_json_set(generator, "name", lb_json_text(A->generator_names[i]));
        lb_json_set(generator, "terms", lb_cli_json_sum(&A->generators[i]));
        lb_json_append(generators, generator);
    }
    return generators;
}

static void print_json(FILE *stream, const lb_ansatz_t A)
{
    json_t *object = lb_json_new("show"), *states = json_array();
    for (size_t i = 0; i < A->state_count; i++)
        lb_json_append(states, lb_json_text(lb_cli_state_name(A->states[i])));
    lb_cli_json_ansatz(object, A);
    lb_json_set(object, "about", lb_json_text(A->about));
    lb_json_set(object, "reference", lb_json_text(A->reference));
    lb_json_set(object, "literature_dimension",
                A->has_expected_dimension ? lb_json_integer(A->expected_dimension) : json_null());
    lb_json_set(object, "states", states);
    lb_json_set(object, "expanded_generators", generators_json(A));
    lb_json_finish(stream, object);
}

/* As an ansatz without layers. */
static void print_generators(FILE *stream, lb_ansatz_t A)
{
    lb_layers_struct *layers = A->layers;
    A->layers = NULL;
    lb_ansatz_print(stream, A);
    A->layers = layers;
}

lb_status lb_cmd_show(const lb_cli_call *call, lb_error *error)
{
    lb_ansatz_t A;
    if (call->options.json + call->options.canonical + call->options.generators > 1)
        return lb_fail(error, LB_USAGE, "show prints one of --json, --canonical and --generators");
    lb_status status = lb_cli_load(A, call, error);
    if (status)
        return status;
    if (call->options.json)
        print_json(call->out, A);
    else if (call->options.canonical)
        lb_ansatz_print_generators(call->out, A);
    else if (call->options.generators)
        print_generators(call->out, A);
    else
        lb_ansatz_print(call->out, A);
    lb_ansatz_clear(A);
    return LB_OK;
}
