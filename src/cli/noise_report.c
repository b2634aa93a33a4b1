#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>

#include "base/memory.h"
#include "cli/circuit_options.h"
#include "cli/noise_result.h"
#include "report/json.h"
#include "report/table.h"

/* Whether all spectra are there. */
static bool is_complete(const lb_cli_noise_result *result)
{
    for (size_t i = 0; i < result->point_count; i++)
        if (result->points[i].done < result->layer_count)
            return false;
    return true;
}

static void put_row(lb_table_t table, const lb_cli_noise_point *point,
                    const lb_noise_spectrum_struct *S)
{
    lb_table_put(table, LB_CELL_TEXT, "%s", point->text);
    lb_table_put(table, LB_CELL_COUNT, "%zu", S->layers);
    lb_table_put(table, LB_CELL_COUNT, "%zu", S->parameters);
    lb_table_put(table, LB_CELL_REAL, "%.6f", S->purity);
    lb_table_put(table, LB_CELL_REAL, "%.6g", S->trace);
    lb_table_put(table, LB_CELL_REAL, "%.6g", S->count ? S->eigenvalues[0] : 0);
    lb_table_put(table, LB_CELL_COUNT, "%zu", S->rank);
    if (S->rank)
        lb_table_put(table, LB_CELL_REAL, "%.2e", S->eigenvalues[S->rank - 1]);
    else
        lb_table_put_none(table);
    if (S->rank < S->parameters)
        lb_table_put(table, LB_CELL_REAL, "%.0e",
                     S->rank < S->count ? S->eigenvalues[S->rank] : S->residual);
    else
        lb_table_put_none(table);
}

static void fill(lb_table_t table, const lb_cli_noise_result *result)
{
    lb_table_add_column(table, "p", "p", true);
    lb_table_add_column(table, "layers", "layers", true);
    lb_table_add_column(table, "angles", "angles", true);
    lb_table_add_column(table, "purity", "Tr rho^2", true);
    lb_table_add_column(table, "trace", "Tr F", true);
    lb_table_add_column(table, "largest", "largest", true);
    lb_table_add_column(table, "float_rank", "rank", true);
    lb_table_add_column(table, "least_counted", "last that counts", true);
    lb_table_add_column(table, "next", "next, at most", true);
    for (size_t i = 0; i < result->point_count; i++)
        for (size_t k = 0; k < result->points[i].done; k++)
            put_row(table, &result->points[i], &result->points[i].spectra[k]);
}

static void print_channel(FILE *stream, const lb_cli_noise_result *result)
{
    const lb_cli_options *options = result->options;
    if (!strcmp(options->channel, "global"))
        fputs("channel: the maximally mixed state with weight p, once a stage", stream);
    else
        fprintf(stream, "channel: X, Y and Z with %s, on the qubits of each gate, %s it",
                strcmp(options->channel, "pauli") ? "probability p each" : "probabilities p",
                options->before ? "before" : "behind");
    fprintf(stream, "; gates: %s%s\n", options->noisy_gates,
            strcmp(options->noisy_gates, "elementary") || options->ideal_preparation
                ? ", and an ideal preparation"
                : ", and those of the preparation");
}

void lb_cli_noise_print_text(FILE *stream, const lb_cli_noise_result *result)
{
    const lb_cli_options *options = result->options;
    lb_table_t table;
    lb_table_init(table);
    fill(table, result);
    lb_cli_print_heading(stream, result->A);
    fprintf(stream, "state %s, angles ", result->A->states[options->noise_state].name);
    if (options->at)
        fprintf(stream, "of %s\n", options->at);
    else
        fprintf(stream, "of seed %ju\n", (uintmax_t)options->seed);
    print_channel(stream, result);
    if (lb_table_row_count(table))
        lb_table_print(stream, table, LB_TABLE_TEXT);
    fputs("eigenvalues of the quantum Fisher information matrix   floating point, estimates\n",
          stream);
    if (!is_complete(result))
        fputs("undecided: a limit was reached\n", stream);
    lb_table_clear(table);
}

static json_t *spectrum_json(const lb_noise_spectrum_struct *S)
{
    json_t *object = json_object(), *values = json_array();
    for (size_t i = 0; i < S->count; i++)
        lb_json_append(values, lb_json_real(S->eigenvalues[i]));
    lb_json_set(object, "layers", lb_json_count(S->layers));
    lb_json_set(object, "angles", lb_json_count(S->parameters));
    lb_json_set(object, "purity", lb_json_real(S->purity));
    lb_json_set(object, "trace", lb_json_real(S->trace));
    lb_json_set(object, "eigenvalues", values);
    lb_json_set(object, "others_at_most", lb_json_real(S->residual));
    lb_json_set(object, "float_rank", lb_json_count(S->rank));
    lb_json_set(object, "tolerance", lb_json_real(S->tolerance));
    lb_json_set(object, "gap", lb_json_real(S->gap));
    return object;
}

static json_t *point_json(const lb_cli_noise_point *point)
{
    json_t *object = json_object(), *spectra = json_array();
    for (size_t k = 0; k < point->done; k++)
        lb_json_append(spectra, spectrum_json(&point->spectra[k]));
    lb_json_set(object, "p", lb_json_text(point->text));
    lb_json_set(object, "x", lb_json_real(point->model.x));
    lb_json_set(object, "y", lb_json_real(point->model.y));
    lb_json_set(object, "z", lb_json_real(point->model.z));
    lb_json_set(object, "global", lb_json_real(point->model.global));
    lb_json_set(object, "spectra", spectra);
    return object;
}

void lb_cli_noise_print_json(FILE *stream, const lb_cli_noise_result *result)
{
    const lb_cli_options *options = result->options;
    json_t *object = lb_json_new("noise"), *points = json_array();
    for (size_t i = 0; i < result->point_count; i++)
        lb_json_append(points, point_json(&result->points[i]));
    lb_cli_json_ansatz(object, result->A);
    lb_json_set(object, "state", lb_json_text(result->A->states[options->noise_state].name));
    lb_json_set(object, "channel", lb_json_text(options->channel));
    lb_json_set(object, "gates", lb_json_text(options->noisy_gates));
    lb_json_set(object, "before", json_boolean(options->before));
    lb_json_set(object, "ideal_preparation", json_boolean(options->ideal_preparation));
    lb_json_set(object, "status", lb_json_text(is_complete(result) ? "estimated" : "undecided"));
    lb_json_set(object, "evidence", lb_json_text("floating point"));
    lb_json_set(object, "points", points);
    lb_json_set(object, "seconds", lb_json_real(result->seconds));
    lb_json_finish(stream, object);
}
