/* One simulated spectrum a seed. A floating-point rank proves nothing; every line says how clear
 * it is. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/rank.h>

#include "base/clock.h"
#include "base/memory.h"
#include "cli/cmd.h"
#include "cli/progress.h"
#include "report/json.h"
#include "report/table.h"

typedef struct rank_run {
    uint64_t seed;
    lb_spectrum_t spectrum;
} rank_run;

typedef struct rank_result {
    const lb_ansatz_struct *A;
    const lb_cli_options *options;
    size_t angles;
    size_t run_count; /* fewer than asked for when a limit was reached */
    rank_run *runs;
    double seconds;
} rank_result;

static const char *state_label(const rank_result *result)
{
    if (!result->A->state_count)
        return "zero";
    return lb_cli_state_name(result->A->states[result->options->state]);
}

static lb_status check(const lb_ansatz_t A, const lb_cli_options *options, lb_error *error)
{
    uint64_t angles = options->layers * A->generator_count;
    if (options->angles > angles)
        return lb_fail(error, LB_USAGE, "--angles %zu: the circuit has only %zu angles",
                       (size_t)options->angles, (size_t)angles);
    return lb_cli_check_state(A, options, error);
}

static lb_status simulate_seed(rank_result *result, const lb_rank_options *rank, lb_error *error)
{
    rank_run *run = &result->runs[result->run_count];
    run->seed = rank->seed;
    lb_spectrum_init(run->spectrum);
    lb_status status =
        lb_qfim_spectrum(run->spectrum, result->A, result->options->state, rank, error);
    if (status)
        lb_spectrum_clear(run->spectrum);
    else
        result->run_count++;
    return status;
}

/* The time limit is that of all seeds together. */
static lb_status simulate(rank_result *result, const lb_cli_call *call, lb_error *error)
{
    const lb_cli_options *options = &call->options;
    lb_rank_options rank = {.layers = options->layers,
                            .parameters = options->angles,
                            .threads = (int)options->threads,
                            .limits = lb_cli_limits(call)};
    lb_cli_progress progress;
    lb_cli_progress_start(&progress, call);
    double start = lb_seconds();
    lb_status status = LB_OK;
    for (size_t i = 0; i < options->seeds && !status; i++) {
        double left = options->time_limit - (lb_seconds() - start);
        if (options->time_limit > 0 && left <= 0) {
            status = LB_UNDECIDED;
            break;
        }
        rank.limits.seconds = options->time_limit > 0 ? left : 0;
        char *text = lb_sprintf("simulating seed %zu of %zu", i + 1, (size_t)options->seeds);
        lb_cli_progress_show(&progress, text);
        free(text);
        rank.seed = options->seed + i;
        status = simulate_seed(result, &rank, error);
    }
    lb_cli_progress_erase(&progress);
    result->seconds = lb_seconds() - start;
    return status;
}

static size_t largest_rank(const rank_result *result)
{
    size_t largest = 0;
    for (size_t i = 0; i < result->run_count; i++)
        if (result->runs[i].spectrum->rank > largest)
            largest = result->runs[i].spectrum->rank;
    return largest;
}

static bool is_clear(const lb_spectrum_t spectrum)
{
    return spectrum->gap >= LB_CLEAR_GAP;
}

static void fill(lb_table_t table, const rank_result *result)
{
    lb_table_add_column(table, "seed", "seed", true);
    lb_table_add_column(table, "float_rank", "rank", true);
    lb_table_add_column(table, "gap", "gap", true);
    lb_table_add_column(table, "tolerance", "tolerance", true);
    lb_table_add_column(table, "clear", "clear", false);
    for (size_t i = 0; i < result->run_count; i++) {
        const lb_spectrum_struct *spectrum = result->runs[i].spectrum;
        lb_table_put(table, LB_CELL_TEXT, "%ju", (uintmax_t)result->runs[i].seed);
        lb_table_put(table, LB_CELL_COUNT, "%zu", spectrum->rank);
        if (isfinite(spectrum->gap))
            lb_table_put(table, LB_CELL_REAL, "%.1e", spectrum->gap);
        else
            lb_table_put_none(table);
        lb_table_put(table, LB_CELL_REAL, "%.1e", spectrum->tolerance);
        lb_table_put(table, LB_CELL_BOOLEAN, is_clear(spectrum) ? "true" : "false");
    }
}

static void print_spectra(const rank_result *result)
{
    for (size_t i = 0; i < result->run_count && !ferror(stdout); i++) {
        const lb_spectrum_struct *spectrum = result->runs[i].spectrum;
        printf("singular values, seed %ju:\n", (uintmax_t)result->runs[i].seed);
        for (size_t j = 0; j < spectrum->count; j++)
            printf("%.17g%s\n", spectrum->singular_values[j],
                   j >= spectrum->rank ? "  below the tolerance" : "");
    }
}

static void print_text(const rank_result *result)
{
    lb_table_t table;
    lb_table_init(table);
    fill(table, result);
    lb_cli_print_heading(stdout, result->A);
    printf("%zu layer%s, %zu angle%s, state %s\n", (size_t)result->options->layers,
           result->options->layers == 1 ? "" : "s", result->angles, result->angles == 1 ? "" : "s",
           state_label(result));
    if (result->run_count) {
        lb_table_print(stdout, table, LB_TABLE_TEXT);
        printf("largest rank %zu   floating point, %d bits; an estimate, not a proof\n",
               largest_rank(result), result->runs[0].spectrum->precision_bits);
    }
    if (result->run_count < result->options->seeds)
        printf("undecided: a limit was reached after %zu of %zu seeds\n", result->run_count,
               (size_t)result->options->seeds);
    if (result->options->spectrum)
        print_spectra(result);
    lb_table_clear(table);
}

static json_t *run_json(const rank_run *run, bool with_spectrum)
{
    const lb_spectrum_struct *spectrum = run->spectrum;
    char *seed = lb_sprintf("%ju", (uintmax_t)run->seed);
    json_t *object = json_object();
    lb_json_set(object, "seed", lb_json_text(seed));
    lb_json_set(object, "float_rank", lb_json_count(spectrum->rank));
    lb_json_set(object, "gap", lb_json_real(spectrum->gap));
    lb_json_set(object, "clear", json_boolean(is_clear(spectrum)));
    lb_json_set(object, "tolerance", lb_json_real(spectrum->tolerance));
    lb_json_set(object, "precision_bits", lb_json_count((size_t)spectrum->precision_bits));
    if (with_spectrum) {
        json_t *values = json_array();
        for (size_t j = 0; j < spectrum->count; j++)
            lb_json_append(values, lb_json_real(spectrum->singular_values[j]));
        lb_json_set(object, "singular_values", values);
    }
    free(seed);
    return object;
}

static void print_json(const rank_result *result)
{
    bool complete = result->run_count == result->options->seeds;
    json_t *object = lb_json_new("rank"), *runs = json_array();
    for (size_t i = 0; i < result->run_count; i++)
        lb_json_append(runs, run_json(&result->runs[i], result->options->spectrum));
    lb_cli_json_ansatz(object, result->A);
    lb_json_set(object, "state", lb_json_text(state_label(result)));
    lb_json_set(object, "layers", lb_json_count(result->options->layers));
    lb_json_set(object, "angles", lb_json_count(result->angles));
    lb_json_set(object, "float_rank",
                result->run_count ? lb_json_count(largest_rank(result)) : json_null());
    lb_json_set(object, "status", lb_json_text(complete ? "estimated" : "undecided"));
    lb_json_set(object, "evidence", lb_json_text("floating point"));
    lb_json_set(object, "runs", runs);
    lb_json_set(object, "seconds", lb_json_real(result->seconds));
    lb_json_finish(stdout, object);
}

static lb_status run(const lb_ansatz_t A, const lb_cli_call *call, lb_error *error)
{
    const lb_cli_options *options = &call->options;
    rank_result result = {.A = A, .options = options};
    result.angles = options->angles ? options->angles : options->layers * A->generator_count;
    result.runs = lb_malloc(options->seeds, sizeof *result.runs);
    lb_status status = simulate(&result, call, error);
    if (!status || status == LB_UNDECIDED) {
        error->message[0] = '\0';
        if (options->json)
            print_json(&result);
        else
            print_text(&result);
        if (!options->quiet)
            fprintf(stderr, "%.2f s\n", result.seconds);
    }
    for (size_t i = 0; i < result.run_count; i++)
        lb_spectrum_clear(result.runs[i].spectrum);
    free(result.runs);
    return status;
}

lb_status lb_cmd_rank(const lb_cli_call *call, lb_error *error)
{
    lb_ansatz_t A;
    lb_status status = lb_cli_load(A, call, error);
    if (status)
        return status;
    status = check(A, &call->options, error);
    if (!status)
        status = run(A, call, error);
    lb_ansatz_clear(A);
    return status;
}
