#include "cli/circuit_options.h"

#include <liebound/layers.h>

#include "report/json.h"

static lb_status check_angles(const lb_ansatz_t A, const lb_cli_options *options, lb_error *error)
{
    uint64_t angles = lb_ansatz_angles(A, options->layers);
    if (options->angles <= angles)
        return LB_OK;
    return lb_fail(error, LB_USAGE, "--angles %zu: the circuit has only %zu angle%s",
                   (size_t)options->angles, (size_t)angles, angles == 1 ? "" : "s");
}

lb_status lb_cli_load_circuit(lb_ansatz_t A, const lb_cli_call *call, lb_error *error)
{
    lb_status status = lb_cli_load(A, call, error);
    if (status)
        return status;
    status = check_angles(A, &call->options, error);
    if (status)
        lb_ansatz_clear(A);
    return status;
}

size_t lb_cli_angles(const lb_ansatz_t A, const lb_cli_options *options)
{
    return options->angles ? options->angles : lb_ansatz_angles(A, options->layers);
}

void lb_cli_print_circuit(FILE *stream, const lb_ansatz_t A, const lb_cli_options *options)
{
    size_t layers = options->layers, angles = lb_cli_angles(A, options);
    lb_cli_print_heading(stream, A);
    fprintf(stream, "%zu layer%s, %zu angle%s", layers, layers == 1 ? "" : "s", angles,
            angles == 1 ? "" : "s");
}

void lb_cli_json_circuit(json_t *object, const lb_ansatz_t A, const lb_cli_options *options)
{
    lb_cli_json_ansatz(object, A);
    lb_json_set(object, "layers", lb_json_count(options->layers));
    lb_json_set(object, "angles", lb_json_count(lb_cli_angles(A, options)));
}
