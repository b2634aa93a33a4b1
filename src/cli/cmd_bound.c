/* What is proved about the rank of the quantum Fisher information matrix, and beside it what the
 * simulation sees. The limits hold for the proof and for the simulation, each. */

#include <math.h>
#include <stdlib.h>

#include <liebound/bound.h>

#include "base/clock.h"
#include "base/memory.h"
#include "cli/closing.h"
#include "cli/cmd.h"
#include "report/json.h"
#include "report/notation.h"
#include "report/table.h"

typedef struct bound_result {
    const lb_ansatz_struct *A;
    lb_cli_closing closing;
    lb_bound_t bound;
    size_t digits; /* as in lb_notation_abbreviate */
    double seconds;
} bound_result;

static void fill(lb_table_t table, const lb_bound_t bound)
{
    lb_table_add_column(table, "layers", "layers", true);
    lb_table_add_column(table, "angles", "angles", true);
    lb_table_add_column(table, "float_rank", "rank", true);
    lb_table_add_column(table, "seeds_agree", "seeds agree", false);
    lb_table_add_column(table, "smallest_gap", "gap", true);
    lb_table_add_column(table, "clear", "clear", false);
    lb_table_add_column(table, "exceeds_bound", "above the bound", false);
    for (size_t i = 0; i < bound->row_count; i++) {
        const lb_bound_row *row = &bound->rows[i];
        lb_table_put(table, LB_CELL_COUNT, "%zu", row->layers);
        lb_table_put(table, LB_CELL_COUNT, "%zu", row->parameters);
        lb_table_put(table, LB_CELL_COUNT, "%zu", row->rank);
        lb_table_put(table, LB_CELL_BOOLEAN, row->seeds_agree ? "true" : "false");
        if (isfinite(row->smallest_gap))
            lb_table_put(table, LB_CELL_REAL, "%.1e", row->smallest_gap);
        else
            lb_table_put_none(table);
        lb_table_put(table, LB_CELL_BOOLEAN, row->smallest_gap >= LB_CLEAR_GAP ? "true" : "false");
        lb_table_put(table, LB_CELL_BOOLEAN, row->exceeds ? "true" : "false");
    }
}

static void print_saturation(const lb_bound_t bound)
{
    if (bound->saturated)
        printf("the rank saturates at %zu, from %zu angle%s (%zu layer%s) on   floating point, an "
               "estimate\n",
               bound->max_rank, bound->saturated_parameters,
               bound->saturated_parameters == 1 ? "" : "s", bound->saturated_layers,
               bound->saturated_layers == 1 ? "" : "s");
    else if (bound->row_count)
        printf("the rank reached %zu and may still grow   floating point, an estimate\n",
               bound->max_rank);
    if (bound->limit)
        printf("simulation ended: %s\n", bound->limit);
    if (bound->disagrees)
        puts("DISAGREEMENT: a simulated rank exceeds the proved bound");
}

static void print_bounds(const bound_result *result)
{
    const lb_bound_struct *bound = result->bound;
    const char *source = !bound->uses_dimension   ? "from the state space alone"
                         : result->closing.proved ? "from the dimension and the state space"
                                                  : "from the upper bound on the dimension and "
                                                    "the state space";
    char *rank = lb_notation_integer(bound->rank_bound, result->digits);
    char *angles = lb_notation_integer(bound->parameter_bound, result->digits);
    printf("rank of the QFIM <= %s   proved, %s\n", rank, source);
    printf("M_c <= %s   proved: overparametrized from %s angles on at the latest\n", angles,
           angles);
    free(angles);
    free(rank);
}

static void print_text(const bound_result *result)
{
    const lb_cli_closing *closing = &result->closing;
    const lb_bound_struct *bound = result->bound;
    lb_table_t table;
    lb_table_init(table);
    fill(table, bound);
    lb_cli_print_opening(stdout, result->A, closing, result->digits);
    lb_cli_print_dimension(stdout, result->A, closing, result->digits);
    print_bounds(result);
    printf("\nsimulated with state %s, %zu seed%s:\n", lb_cli_state_name(bound->state),
           bound->seeds, bound->seeds == 1 ? "" : "s");
    if (bound->row_count)
        lb_table_print(stdout, table, LB_TABLE_TEXT);
    print_saturation(bound);
    lb_table_clear(table);
}

static json_t *simulation_json(const lb_bound_t bound)
{
    lb_table_t table;
    lb_table_init(table);
    fill(table, bound);
    json_t *object = json_object();
    lb_json_set(object, "evidence", lb_json_text("floating point"));
    lb_json_set(object, "seeds", lb_json_count(bound->seeds));
    lb_json_set(object, "saturated", json_boolean(bound->saturated));
    lb_json_set(object, "float_rank", lb_json_count(bound->max_rank));
    lb_json_set(object, "saturated_angles",
                bound->saturated ? lb_json_count(bound->saturated_parameters) : json_null());
    lb_json_set(object, "saturated_layers",
                bound->saturated ? lb_json_count(bound->saturated_layers) : json_null());
    lb_json_set(object, "limit", bound->limit ? lb_json_text(bound->limit) : json_null());
    lb_json_set(object, "rows", lb_table_json(table));
    lb_table_clear(table);
    return object;
}

static void print_json(const bound_result *result)
{
    const lb_bound_struct *bound = result->bound;
    json_t *object = lb_json_new("bound");
    lb_cli_json_ansatz(object, result->A);
    lb_json_set(object, "state", lb_json_text(lb_cli_state_name(bound->state)));
    lb_cli_closing_json(object, result->A, &result->closing);
    lb_json_set(object, "rank_at_most", lb_json_integer(bound->rank_bound));
    lb_json_set(object, "overparametrized_at_most", lb_json_integer(bound->parameter_bound));
    lb_json_set(object, "bound_uses_dimension", json_boolean(bound->uses_dimension));
    lb_json_set(object, "disagrees", json_boolean(bound->disagrees));
    lb_json_set(object, "simulation", simulation_json(bound));
    lb_json_set(object, "seconds", lb_json_real(result->seconds));
    lb_json_finish(stdout, object);
}

static lb_status verdict(const bound_result *result)
{
    lb_status status = lb_cli_closing_status(&result->closing);
    if (result->bound->disagrees)
        return LB_DISAGREE;
    return status ? status : result->bound->limit ? LB_UNDECIDED : LB_OK;
}

static lb_status simulate(bound_result *result, const lb_cli_call *call, lb_cli_progress *progress,
                          lb_error *error)
{
    const lb_cli_options *given = &call->options;
    lb_bound_options options = {.max_layers = given->max_layers,
                                .seeds = given->seeds,
                                .first_seed = given->seed,
                                .threads = (int)given->threads,
                                .limits = lb_cli_limits(call)};
    const __mpz_struct *dimension = lb_cli_closing_at_most(&result->closing);
    lb_cli_progress_show(progress, "simulating");
    lb_status status =
        lb_bound_compute(result->bound, result->A, given->state, dimension, &options, error);
    lb_cli_progress_erase(progress);
    return status;
}

static lb_status run(bound_result *result, const lb_cli_call *call, lb_error *error)
{
    lb_cli_progress progress;
    double start = lb_seconds();
    lb_cli_progress_start(&progress, call);
    lb_cli_closing_init(&result->closing, result->A, call);
    lb_status status = lb_cli_close(&result->closing, result->A, call, &progress, error);
    lb_bound_init(result->bound);
    if (!status)
        status = simulate(result, call, &progress, error);
    result->seconds = lb_seconds() - start;
    if (!status) {
        if (call->options.json)
            print_json(result);
        else
            print_text(result);
        status = verdict(result);
        if (!call->options.quiet)
            fprintf(stderr, "%.2f s\n", result->seconds);
    }
    lb_bound_clear(result->bound);
    lb_cli_closing_clear(&result->closing);
    return status;
}

lb_status lb_cmd_bound(const lb_cli_call *call, lb_error *error)
{
    lb_ansatz_t A;
    lb_status status = lb_cli_load(A, call, error);
    if (status)
        return status;
    bound_result result = {.A = A, .digits = call->options.digits};
    status = lb_cli_check_state(A, &call->options, error);
    if (!status)
        status = run(&result, call, error);
    lb_ansatz_clear(A);
    return status;
}
