/* The Hessian of an expectation value, or of the infidelity to a target, at random angles or at a
 * local minimum, one line a seed. All of it is floating point. */

#include <math.h>
#include <stdlib.h>

#include <liebound/hessian.h>
#include <liebound/layers.h>

#include "base/limits.h"
#include "base/memory.h"
#include "bound/quick_upper_bound.h"
#include "cli/circuit_options.h"
#include "cli/cmd.h"
#include "cli/observable.h"
#include "cli/progress.h"
#include "cli/target.h"
#include "cli/watch.h"
#include "report/json.h"
#include "report/table.h"

typedef struct hessian_run {
    uint64_t seed;
    lb_hessian_t hessian;
} hessian_run;

typedef struct hessian_result {
    const lb_ansatz_struct *A;
    const lb_cli_options *options;
    size_t state; /* or LB_HESSIAN_ALL_STATES */
    lb_sum_t observable;
    double *target; /* or NULL */
    size_t target_count;
    size_t angles;
    lb_ceiling ceiling;   /* of the rank at a minimum */
    size_t unitary_orbit; /* 2 d r - r^2 - r */
    size_t run_count;     /* fewer than asked for when a limit was reached */
    hessian_run *runs;
    double seconds;
} hessian_result;

static bool is_clear(const lb_hessian_t hessian)
{
    return hessian->gap >= LB_CLEAR_GAP;
}

static void fill(lb_table_t table, const hessian_result *result)
{
    lb_table_add_column(table, "seed", "seed", true);
    lb_table_add_column(table, "value", "value", true);
    lb_table_add_column(table, "gradient", "|gradient|", true);
    lb_table_add_column(table, "float_rank", "rank", true);
    lb_table_add_column(table, "negative", "negative", true);
    lb_table_add_column(table, "gap", "gap", true);
    lb_table_add_column(table, "tolerance", "tolerance", true);
    lb_table_add_column(table, "clear", "clear", false);
    for (size_t i = 0; i < result->run_count; i++) {
        const lb_hessian_struct *hessian = result->runs[i].hessian;
        lb_table_put(table, LB_CELL_TEXT, "%ju", (uintmax_t)result->runs[i].seed);
        lb_table_put(table, LB_CELL_REAL, "%.12g", hessian->value);
        lb_table_put(table, LB_CELL_REAL, "%.1e", hessian->gradient);
        lb_table_put(table, LB_CELL_COUNT, "%zu", hessian->rank);
        lb_table_put(table, LB_CELL_COUNT, "%zu", hessian->negative);
        lb_table_put_gap(table, hessian->gap);
        lb_table_put(table, LB_CELL_REAL, "%.1e", hessian->tolerance);
        lb_table_put(table, LB_CELL_BOOLEAN, is_clear(hessian) ? "true" : "false");
    }
}

static const char *observable_source(const hessian_result *result)
{
    if (result->options->observable)
        return "as asked for";
    return result->A->observable ? "as the ansatz states it" : "minus the sum of the generators";
}

static const char *state_label(const hessian_result *result)
{
    if (result->state == LB_HESSIAN_ALL_STATES)
        return "all";
    return result->A->states[result->state].name;
}

/* "observable of 7 terms, as the ansatz states it", or "infidelity to V.txt". */
static void print_loss(FILE *stream, const hessian_result *result)
{
    size_t length = result->observable->length;
    if (result->target)
        fprintf(stream, "infidelity to %s\n", result->options->target);
    else
        fprintf(stream, "observable of %zu term%s, %s\n", length, length == 1 ? "" : "s",
                observable_source(result));
}

/* "dim g 36; orbit dimension 18; 2 d r - r^2 - r = 126", as far as they are known. */
static void print_bounds(FILE *stream, const hessian_result *result)
{
    const lb_ceiling *ceiling = &result->ceiling;
    fputs("bounds there:", stream);
    if (ceiling->dimension != SIZE_MAX)
        fprintf(stream, " dim g %zu;", ceiling->dimension);
    if (ceiling->orbit != SIZE_MAX)
        fprintf(stream, " orbit dimension %zu;", ceiling->orbit);
    if (result->unitary_orbit != SIZE_MAX)
        fprintf(stream, " 2 d r - r^2 - r = %zu;", result->unitary_orbit);
    fprintf(stream, " %zu angle%s\n", result->angles, result->angles == 1 ? "" : "s");
}

static void print_text(FILE *stream, const hessian_result *result)
{
    const lb_cli_options *options = result->options;
    lb_table_t table;
    lb_table_init(table);
    fill(table, result);
    lb_cli_print_circuit(stream, result->A, options);
    fprintf(stream, ", state %s, ", state_label(result));
    print_loss(stream, result);
    fprintf(stream, "at a minimum on the orbit, the rank of the Hessian <= %zu   proved, by %s\n",
            result->ceiling.bound, result->ceiling.source);
    print_bounds(stream, result);
    if (result->run_count) {
        lb_table_print(stream, table, LB_TABLE_TEXT);
        fprintf(stream, "Hessians at %s   floating point, an estimate\n",
                options->optimum ? "local minima"
                                 : "random angles, where no bound but the number "
                                   "of angles holds");
    }
    if (result->run_count < options->seeds)
        fprintf(stream, "undecided: a limit was reached after %zu of %zu seed%s\n",
                result->run_count, (size_t)options->seeds, options->seeds == 1 ? "" : "s");
    lb_table_clear(table);
}

static json_t *run_json(const hessian_run *run)
{
    const lb_hessian_struct *hessian = run->hessian;
    char *seed = lb_sprintf("%ju", (uintmax_t)run->seed);
    json_t *object = json_object(), *values = json_array();
    for (size_t i = 0; i < hessian->parameters; i++)
        lb_json_append(values, lb_json_real(hessian->eigenvalues[i]));
    lb_json_set(object, "seed", lb_json_text(seed));
    lb_json_set(object, "value", lb_json_real(hessian->value));
    lb_json_set(object, "gradient", lb_json_real(hessian->gradient));
    lb_json_set(object, "evaluations", lb_json_count(hessian->evaluations));
    lb_json_set(object, "float_rank", lb_json_count(hessian->rank));
    lb_json_set(object, "negative", lb_json_count(hessian->negative));
    lb_json_set(object, "gap", lb_json_real(hessian->gap));
    lb_json_set(object, "clear", json_boolean(is_clear(hessian)));
    lb_json_set(object, "tolerance", lb_json_real(hessian->tolerance));
    lb_json_set(object, "eigenvalues", values);
    free(seed);
    return object;
}

static json_t *known(size_t bound)
{
    return bound == SIZE_MAX ? json_null() : lb_json_count(bound);
}

static json_t *bounds_json(const hessian_result *result)
{
    json_t *object = json_object();
    lb_json_set(object, "dimension", known(result->ceiling.dimension));
    lb_json_set(object, "orbit_dimension", known(result->ceiling.orbit));
    lb_json_set(object, "unitary_orbit", known(result->unitary_orbit));
    return object;
}

static void print_json(FILE *stream, const hessian_result *result)
{
    const lb_cli_options *options = result->options;
    json_t *object = lb_json_new("hessian"), *runs = json_array();
    for (size_t i = 0; i < result->run_count; i++)
        lb_json_append(runs, run_json(&result->runs[i]));
    lb_cli_json_circuit(object, result->A, options);
    lb_json_set(object, "state", lb_json_text(state_label(result)));
    lb_json_set(object, "observable",
                result->target ? json_null() : lb_cli_json_sum(result->observable));
    lb_json_set(object, "target", result->target ? lb_json_text(options->target) : json_null());
    lb_json_set(object, "optimum", json_boolean(options->optimum));
    lb_json_set(object, "upper_bound_at_minimum", lb_json_count(result->ceiling.bound));
    lb_json_set(object, "upper_bound_evidence", lb_json_text(result->ceiling.source));
    lb_json_set(object, "bounds_at_minimum", bounds_json(result));
    lb_json_set(object, "status",
                lb_json_text(result->run_count == options->seeds ? "estimated" : "undecided"));
    lb_json_set(object, "evidence", lb_json_text("floating point"));
    lb_json_set(object, "runs", runs);
    lb_json_set(object, "seconds", lb_json_real(result->seconds));
    lb_json_finish(stream, object);
}

static void print_result(FILE *stream, const void *context)
{
    const hessian_result *result = context;
    if (result->options->json)
        print_json(stream, result);
    else
        print_text(stream, result);
}

static lb_status simulate_seed(hessian_result *result, lb_hessian_options *options, lb_error *error)
{
    hessian_run *run = &result->runs[result->run_count];
    run->seed = options->seed = result->options->seed + result->run_count;
    lb_hessian_init(run->hessian);
    lb_status status =
        lb_hessian_compute(run->hessian, result->A, result->state,
                           result->target ? NULL : result->observable, NULL, options, error);
    if (status)
        lb_hessian_clear(run->hessian);
    else
        result->run_count++;
    return status;
}

static lb_status simulate(hessian_result *result, const lb_cli_call *call, lb_error *error)
{
    const lb_cli_options *given = &call->options;
    lb_cli_progress progress;
    lb_hessian_options options = {.layers = given->layers,
                                  .parameters = given->angles,
                                  .run = lb_cli_run_options(call, &progress),
                                  .minimize = given->optimum,
                                  .target = result->target,
                                  .target_count = result->target_count};
    double start = lb_seconds();
    lb_status status = LB_OK;
    lb_cli_progress_start(&progress, call);
    lb_cli_progress_show(&progress, "bounding the rank");
    lb_ceilings ceilings;
    lb_ceilings_init(&ceilings, result->A, LB_CEILING_ALGEBRA, &options.run.limits);
    result->ceiling =
        lb_find_ceiling(&ceilings, result->state, result->angles, &options.run.limits);
    lb_ceilings_clear(&ceilings);
    if (result->A->layers && result->A->layers->shared)
        result->ceiling = (lb_ceiling){.bound = result->angles,
                                       .source = "the number of angles",
                                       .dimension = SIZE_MAX,
                                       .orbit = SIZE_MAX};
    result->unitary_orbit = lb_hessian_rank_at_most(result->A, result->state,
                                                    result->target ? NULL : result->observable);
    if (result->unitary_orbit < result->ceiling.bound) {
        result->ceiling.bound = result->unitary_orbit;
        result->ceiling.source = "2 d r - r^2 - r";
    }
    lb_cli_tell(call, print_result, result);
    while (result->run_count < given->seeds && !status) {
        lb_cli_progress_show(&progress, "simulating");
        status = lb_limit_reached(&options.run.limits) ? LB_UNDECIDED
                                                       : simulate_seed(result, &options, error);
        lb_cli_tell(call, print_result, result);
    }
    lb_cli_progress_erase(&progress);
    result->seconds = lb_seconds() - start;
    return status;
}

static lb_status run(hessian_result *result, const lb_cli_call *call, lb_error *error)
{
    const lb_cli_options *options = &call->options;
    if (result->state == LB_HESSIAN_ALL_STATES && result->A->state_count <= 1)
        result->state = 0;
    result->angles = lb_cli_angles(result->A, options);
    result->runs = lb_malloc(options->seeds, sizeof *result->runs);
    lb_status status = simulate(result, call, error);
    lb_cli_watch_end(call);
    if (!status || status == LB_UNDECIDED) {
        error->message[0] = '\0';
        print_result(call->out, result);
        lb_cli_print_seconds(call, result->seconds);
    }
    for (size_t i = 0; i < result->run_count; i++)
        lb_hessian_clear(result->runs[i].hessian);
    free(result->runs);
    return status;
}

static lb_status read_loss(hessian_result *result, lb_ansatz_t A, lb_error *error)
{
    const lb_cli_options *options = result->options;
    if (options->target && options->observable)
        return lb_fail(error, LB_USAGE, "--observable and --target are two losses: choose one");
    lb_status status = lb_cli_read_observable(result->observable, A, options->observable, error);
    if (!status)
        status =
            lb_cli_read_target(&result->target, &result->target_count, A, options->target, error);
    return status ? status : lb_cli_read_state(&result->state, A, options->summed_state, error);
}

lb_status lb_cmd_hessian(const lb_cli_call *call, lb_error *error)
{
    lb_ansatz_t A;
    lb_status status = lb_cli_load_circuit(A, call, error);
    if (status)
        return status;
    hessian_result result = {.A = A, .options = &call->options};
    lb_sum_init(result.observable, A->qubits);
    status = read_loss(&result, A, error);
    if (!status)
        status = run(&result, call, error);
    free(result.target);
    lb_sum_clear(result.observable);
    lb_ansatz_clear(A);
    return status;
}
