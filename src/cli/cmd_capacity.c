/* Capacity measures, a line for each training state and one for their average. */

#include <math.h>
#include <stdlib.h>

#include <liebound/capacity.h>

#include "base/limits.h"
#include "base/memory.h"
#include "bound/quick_upper_bound.h"
#include "cli/circuit_options.h"
#include "cli/cmd.h"
#include "cli/progress.h"
#include "cli/watch.h"
#include "report/json.h"
#include "report/table.h"

typedef struct capacity_row {
    size_t state; /* or LB_CAPACITY_ALL_STATES */
    lb_capacity_struct capacity;
    lb_ceiling ceiling; /* of D1 and D2 */
} capacity_row;

typedef struct capacity_result {
    const lb_ansatz_struct *A;
    const lb_cli_options *options;
    size_t angles, row_count, done;
    capacity_row *rows;
    double seconds;
} capacity_result;

static const char *row_name(const capacity_result *result, const capacity_row *row)
{
    if (row->state == LB_CAPACITY_ALL_STATES)
        return "average";
    return result->A->states[row->state].name;
}

static void fill(lb_table_t table, const capacity_result *result)
{
    lb_table_add_column(table, "state", "state", false);
    lb_table_add_column(table, "d1", "D1", true);
    lb_table_add_column(table, "d2", "D2", true);
    lb_table_add_column(table, "effective_dimension", "effective dimension", true);
    lb_table_add_column(table, "smallest_gap", "gap", true);
    lb_table_add_column(table, "clear", "clear", false);
    lb_table_add_column(table, "upper_bound", "bound", true);
    lb_table_add_column(table, "upper_bound_evidence", "proved by", false);
    for (size_t i = 0; i < result->done; i++) {
        const capacity_row *row = &result->rows[i];
        const lb_capacity_struct *capacity = &row->capacity;
        lb_table_put(table, LB_CELL_TEXT, "%s", row_name(result, row));
        lb_table_put(table, LB_CELL_REAL, "%.6g", capacity->d1);
        lb_table_put(table, LB_CELL_COUNT, "%zu", capacity->d2);
        lb_table_put(table, LB_CELL_REAL, "%.6g", capacity->effective_dimension);
        lb_table_put_gap(table, capacity->smallest_gap);
        lb_table_put(table, LB_CELL_BOOLEAN,
                     capacity->smallest_gap >= LB_CLEAR_GAP ? "true" : "false");
        lb_table_put(table, LB_CELL_COUNT, "%zu", row->ceiling.bound);
        lb_table_put(table, LB_CELL_TEXT, "%s", row->ceiling.source);
    }
}

/* A measure above its proved bound: something is wrong. */
static bool disagrees(const capacity_result *result)
{
    for (size_t i = 0; i < result->done; i++)
        if (result->rows[i].capacity.d1_largest > result->rows[i].ceiling.bound ||
            result->rows[i].capacity.d2 > result->rows[i].ceiling.bound)
            return true;
    return false;
}

static void print_text(FILE *stream, const capacity_result *result, const lb_table_t table)
{
    const lb_cli_options *options = result->options;
    lb_cli_print_circuit(stream, result->A, options);
    fprintf(stream, ", %zu set%s of random angles, %ju data\n", (size_t)options->seeds,
            options->seeds == 1 ? "" : "s", (uintmax_t)options->data);
    if (result->done)
        lb_table_print(stream, table, LB_TABLE_TEXT);
    fputs("D1, D2 and the effective dimension: floating point, estimates from a sample\n", stream);
    if (disagrees(result))
        fputs("DISAGREEMENT: a simulated rank exceeds its proved bound\n", stream);
    if (result->done < result->row_count)
        fputs("undecided: a limit was reached\n", stream);
}

static void print_json(FILE *stream, const capacity_result *result, const lb_table_t table)
{
    json_t *object = lb_json_new("capacity");
    lb_cli_json_circuit(object, result->A, result->options);
    lb_json_set(object, "samples", lb_json_count(result->options->seeds));
    lb_json_set(object, "data", lb_json_count(result->options->data));
    lb_json_set(object, "status",
                lb_json_text(result->done == result->row_count ? "estimated" : "undecided"));
    lb_json_set(object, "evidence", lb_json_text("floating point"));
    lb_json_set(object, "disagrees", json_boolean(disagrees(result)));
    lb_json_set(object, "states", lb_table_json(table));
    lb_json_set(object, "seconds", lb_json_real(result->seconds));
    lb_json_finish(stream, object);
}

static void print_result(FILE *stream, const void *context)
{
    const capacity_result *result = context;
    lb_table_t table;
    lb_table_init(table);
    fill(table, result);
    if (result->options->json)
        print_json(stream, result, table);
    else
        print_text(stream, result, table);
    lb_table_clear(table);
}

/* The next state or, behind the last, the average. */
static lb_status compute_row(capacity_result *result, lb_ceilings *ceilings,
                             const lb_run_options *run, lb_error *error)
{
    const lb_cli_options *given = result->options;
    capacity_row *row = &result->rows[result->done];
    bool average = result->done && result->done + 1 == result->row_count;
    lb_capacity_options options = {.layers = given->layers,
                                   .parameters = given->angles,
                                   .samples = given->seeds,
                                   .data = (double)given->data,
                                   .seed = given->seed,
                                   .run = *run};
    row->state = average ? LB_CAPACITY_ALL_STATES : result->done;
    row->ceiling = lb_find_ceiling(ceilings, row->state, result->angles, &run->limits);
    lb_status status = lb_capacity_compute(&row->capacity, result->A, row->state, &options, error);
    if (!status)
        result->done++;
    return status;
}

static lb_status compute(capacity_result *result, const lb_cli_call *call, lb_error *error)
{
    lb_cli_progress progress;
    lb_run_options run = lb_cli_run_options(call, &progress);
    lb_ceilings ceilings;
    double start = lb_seconds();
    lb_status status = LB_OK;
    lb_cli_progress_start(&progress, call);
    lb_ceilings_init(&ceilings, result->A, LB_CEILING_IF_NEEDED, &run.limits);
    lb_cli_tell(call, print_result, result);
    while (result->done < result->row_count && !status) {
        lb_cli_progress_show(&progress, "simulating");
        status = lb_limit_reached(&run.limits) ? LB_UNDECIDED
                                               : compute_row(result, &ceilings, &run, error);
        lb_cli_tell(call, print_result, result);
    }
    lb_ceilings_clear(&ceilings);
    lb_cli_progress_erase(&progress);
    result->seconds = lb_seconds() - start;
    return status;
}

static lb_status run(const lb_ansatz_t A, const lb_cli_call *call, lb_error *error)
{
    const lb_cli_options *options = &call->options;
    capacity_result result = {.A = A, .options = options};
    result.angles = lb_cli_angles(A, options);
    result.row_count = A->state_count > 1 ? A->state_count + 1 : 1;
    result.rows = lb_calloc(result.row_count, sizeof *result.rows);
    lb_status status = compute(&result, call, error);
    lb_cli_watch_end(call);
    if (!status || status == LB_UNDECIDED) {
        error->message[0] = '\0';
        print_result(call->out, &result);
        lb_cli_print_seconds(call, result.seconds);
        if (!status && disagrees(&result))
            status = LB_DISAGREE;
    }
    free(result.rows);
    return status;
}

lb_status lb_cmd_capacity(const lb_cli_call *call, lb_error *error)
{
    lb_ansatz_t A;
    lb_status status = lb_cli_load_circuit(A, call, error);
    if (status)
        return status;
    status = run(A, call, error);
    lb_ansatz_clear(A);
    return status;
}
