/* What the commands share that simulate a circuit: --layers layers of the generators, or the first
 * --angles gates of them. */

#ifndef LB_CLI_CIRCUIT_OPTIONS_H
#define LB_CLI_CIRCUIT_OPTIONS_H

#include "cli/cli.h"

/* The ansatz, with a circuit that has --angles angles. */
lb_status lb_cli_load_circuit(lb_ansatz_t A, const lb_cli_call *call,
                              lb_error *error) LB_MUST_CHECK;
size_t lb_cli_angles(const lb_ansatz_t A, const lb_cli_options *options);

/* The heading of the ansatz and, without the end of its line, "2 layers, 6 angles". */
void lb_cli_print_circuit(FILE *stream, const lb_ansatz_t A, const lb_cli_options *options);
/* The keys of the ansatz, layers and angles. */
void lb_cli_json_circuit(json_t *object, const lb_ansatz_t A, const lb_cli_options *options);

#endif
