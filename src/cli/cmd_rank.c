/* The rank of the QFIM from both sides: proved bounds first, then one simulated spectrum a seed,
 * repeated in multiple precision where double precision is not clear or sees another rank. */

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "bound/quick_upper_bound.h"
#include "cli/circuit_options.h"
#include "cli/cmd.h"
#include "cli/rank_certificate.h"
#include "cli/progress.h"
#include "cli/rank_result.h"
#include "cli/watch.h"
#include "report/plot.h"
#include "state/state.h"

/* Without --precision, the first precision tried beyond double, the last, and the most seconds that
 * one seed may take by the estimate. */
#define FIRST_BITS      128
#define LAST_BITS       1024
#define PRECISE_SECONDS 60
typedef struct rank_command {
    lb_ansatz_t A;
    const lb_cli_call *call;
    lb_cli_rank_result *result; /* that is being computed */
    lb_cli_rank_results results;
    lb_ceilings ceilings;
    lb_rank_options options;
    lb_cli_progress progress;
    double start;
} rank_command;

/* What is of one training state alone, where several are asked for. */
static lb_status check_one_state(const lb_cli_options *options, lb_error *error)
{
    if (options->spectrum || options->plot)
        return lb_fail(error, LB_USAGE, "%s shows one training state: choose it with --state",
                       options->spectrum ? "--spectrum" : "--plot");
    if (options->claim || options->compare)
        return lb_fail(error, LB_USAGE, "%s is about one training state: choose it with --state",
                       options->claim ? "--claim" : "--compare");
    return LB_OK;
}

static lb_status check(size_t *state, const lb_ansatz_t A, const lb_cli_options *options,
                       lb_error *error)
{
    if (options->json && options->spectrum && !strcmp(options->spectrum, "-"))
        return lb_fail(error, LB_USAGE,
                       "--spectrum - would mix two formats with --json, whose object has the "
                       "singular values; or name a file");
    lb_status status = lb_cli_read_state(state, A, options->bound_state, error);
    if (!status && *state == LB_RANK_ALL_STATES && A->state_count > 1)
        status = check_one_state(options, error);
    if (!status)
        status = lb_cli_check_plot(options->plot, error);
    return status ? status : lb_cli_check_target(options->spectrum, error);
}

static lb_status ask_limits(const rank_command *command, lb_error *error)
{
    const char *reached = lb_limit_reached(&command->options.run.limits);
    return reached ? lb_fail(error, LB_UNDECIDED, "%s", reached) : LB_OK;
}

static void find_upper_bound(rank_command *command)
{
    lb_cli_rank_result *result = command->result;
    lb_cli_progress_show(&command->progress, "bounding the rank");
    lb_ceiling ceiling = lb_find_ceiling(&command->ceilings, result->state, result->angles,
                                         &command->options.run.limits);
    result->upper_bound = ceiling.bound;
    result->upper_source = ceiling.source;
}

static void find_exact_rank(rank_command *command)
{
    lb_cli_rank_result *result = command->result;
    lb_error error = {0};
    lb_exact_options options = {.layers = command->options.layers,
                                .parameters = command->options.parameters,
                                .at_most = result->upper_bound,
                                .seed = result->options->seed,
                                .run = command->options.run};
    lb_cli_progress_show(&command->progress, "computing the exact rank");
    lb_status status = ask_limits(command, &error);
    if (!status)
        status = lb_exact_rank(result->exact, result->A, result->state, &options, &error);
    result->has_exact = !status && !result->exact->limit;
    if (result->has_exact && result->exact->rank == result->upper_bound) {
        result->exact->equal = true; /* also where the bound is 0, which the options cannot say */
        result->exact->error = 0;
    }
    if (!result->has_exact)
        snprintf(result->not_exact, sizeof result->not_exact, "%s%.400s",
                 strncmp(error.message, "not certified", 13) ? "not certified: " : "",
                 error.message);
    if (!status && result->exact->limit)
        snprintf(result->not_exact, sizeof result->not_exact,
                 "not certified: %s; the rank is at least %zu, proved until then",
                 result->exact->limit, result->exact->rank);
}

/* Whether more bits may prove something: not of a state that is itself rounded, nor with roots, which
 * are. */
static bool can_be_proved(const lb_cli_rank_result *result)
{
    const lb_ansatz_struct *A = result->A;
    return result->state != LB_RANK_ALL_STATES && lb_ansatz_degree(A) == 1 &&
           A->states[result->state].is_exact;
}

/* Double precision is not clear, or sees another rank than the proof; or nothing is proved. */
static bool needs_precision(const rank_command *command, const lb_cli_rank_run *run)
{
    const lb_cli_rank_result *result = command->result;
    if (run->plain->gap < LB_CLEAR_GAP || run->plain->rank > result->upper_bound)
        return true;
    if (!can_be_proved(result))
        return false;
    return result->has_exact ? run->plain->rank != result->exact->rank : true;
}

/* One run in multiple precision; with prove, a rank at these angles that nothing else proves. */
static lb_status simulate_precisely(rank_command *command, lb_cli_rank_run *run, int bits,
                                    lb_error *error)
{
    lb_rank_options options = command->options;
    options.precision_bits = bits;
    options.prove = !command->result->has_exact && lb_ansatz_degree(command->result->A) == 1;
    options.seed = run->seed;
    lb_status status = ask_limits(command, error);
    return status ? status
                  : lb_qfim_spectrum(run->precise, command->result->A, command->result->state,
                                     &options, error);
}

static lb_status escalate(rank_command *command, lb_cli_rank_run *run, lb_error *error)
{
    lb_cli_rank_result *result = command->result;
    int asked = (int)result->options->precision;
    if (result->state == LB_RANK_ALL_STATES)
        return LB_OK; /* simulated in double precision only */
    if (asked)
        return asked > DBL_MANT_DIG ? simulate_precisely(command, run, asked, error) : LB_OK;
    if (!needs_precision(command, run))
        return LB_OK;
    double seconds = lb_qfim_precise_seconds(result->A, &command->options, FIRST_BITS);
    if (seconds > PRECISE_SECONDS) {
        result->precise_seconds = seconds;
        return LB_OK;
    }
    lb_status status = LB_OK;
    for (int bits = FIRST_BITS; !status && bits <= LAST_BITS; bits *= 2) {
        status = simulate_precisely(command, run, bits, error);
        bool proved = result->has_exact || !can_be_proved(result) ||
                      run->precise->proved_rank == run->precise->rank;
        if (run->precise->gap >= LB_CLEAR_GAP && proved)
            break;
    }
    return status;
}

static lb_status simulate_seed(rank_command *command, lb_error *error)
{
    lb_cli_rank_result *result = command->result;
    lb_cli_rank_run *run = &result->runs[result->run_count];
    lb_rank_options options = command->options;
    run->seed = options.seed = result->options->seed + result->run_count;
    lb_spectrum_init(run->plain);
    lb_spectrum_init(run->precise);
    lb_status status = ask_limits(command, error);
    if (!status)
        status = lb_qfim_spectrum(run->plain, result->A, result->state, &options, error);
    if (!status)
        status = escalate(command, run, error);
    if (!status)
        result->run_count++;
    else {
        lb_spectrum_clear(run->plain);
        lb_spectrum_clear(run->precise);
    }
    return status;
}

static void print_results(FILE *stream, const void *context)
{
    const lb_cli_rank_results *results = context;
    if (results->at[0].options->json)
        lb_cli_rank_print_json(stream, results);
    else
        lb_cli_rank_print_text(stream, results);
}

static void tell(const rank_command *command)
{
    lb_cli_tell(command->call, print_results, &command->results);
}

static lb_status simulate(rank_command *command, lb_error *error)
{
    size_t seeds = command->result->options->seeds;
    lb_status status = LB_OK;
    for (size_t i = 0; i < seeds && !status; i++) {
        char *text = lb_sprintf("simulating seed %zu of %zu", i + 1, seeds);
        lb_cli_progress_show(&command->progress, text);
        free(text);
        status = simulate_seed(command, error);
        tell(command);
    }
    return status;
}

/* What was written beside the report. */
static void print_files(FILE *stream, const lb_cli_rank_result *result)
{
    const lb_cli_options *options = result->options;
    if (options->spectrum && strcmp(options->spectrum, "-") != 0)
        fprintf(stream, "spectrum: %s\n", options->spectrum);
    if (options->plot && result->run_count)
        fprintf(stream, "plot: %s\n", options->plot);
    else if (options->plot)
        fputs("note: no plot was written, because nothing was simulated\n", stream);
}

static lb_status certify(void *context, const lb_cli_call *call, lb_error *error)
{
    const rank_command *command = context;
    const lb_cli_rank_results *results = &command->results;
    lb_rank_claim *claims = lb_malloc(results->count, sizeof *claims);
    size_t count = 0;
    for (size_t i = 0; i < results->count; i++)
        if (results->at[i].has_exact)
            claims[count++] = (lb_rank_claim){results->at[i].state, results->at[i].exact,
                                              results->at[i].exact->rank};
    lb_status status = lb_cli_certify_ranks(call, results->at[0].A, claims, count, NULL,
                                            LB_EXACT_ALL_STATES, error);
    free(claims);
    return status;
}

static lb_status report(const rank_command *command, lb_error *error)
{
    const lb_cli_rank_results *results = &command->results;
    const lb_cli_rank_result *first = &results->at[0];
    const lb_cli_options *options = first->options;
    lb_status status = LB_OK;
    print_results(lb_cli_report_stream(command->call), results);
    if (options->spectrum)
        status = lb_cli_rank_write_csv(first, options->spectrum, error);
    if (!status && options->plot && first->run_count)
        status = lb_cli_rank_write_plot(first, options->plot, error);
    if (!status && !options->json)
        print_files(command->call->out, first);
    lb_cli_print_seconds(command->call, results->seconds);
    return status;
}

/* All results, as far as the limits allow; the bounds of each are found even after a limit. */
static lb_status compute(rank_command *command, lb_error *error)
{
    lb_status status = LB_OK;
    for (size_t i = 0; i < command->results.count; i++) {
        command->result = &command->results.at[i];
        find_upper_bound(command);
        tell(command);
        find_exact_rank(command);
        tell(command);
        if (!status)
            status = simulate(command, error);
        if (status && status != LB_UNDECIDED)
            return status;
    }
    return status;
}

static bool disagrees(const lb_cli_rank_results *results)
{
    for (size_t i = 0; i < results->count; i++)
        if (lb_cli_rank_compare(&results->at[i]) == LB_RANK_DISAGREES)
            return true;
    return false;
}

static lb_status run(rank_command *command, lb_error *error)
{
    tell(command);
    lb_ceilings_init(&command->ceilings, command->results.at[0].A,
                     command->call->options.no_dimension ? LB_CEILING_NO_ALGEBRA
                                                         : LB_CEILING_IF_NEEDED,
                     &command->options.run.limits);
    lb_status status = compute(command, error);
    lb_ceilings_clear(&command->ceilings);
    lb_cli_progress_erase(&command->progress);
    command->results.seconds = lb_seconds() - command->start;
    lb_cli_watch_end(command->call);
    if (status && status != LB_UNDECIDED)
        return status;
    error->message[0] = '\0';
    lb_status written = report(command, error);
    if (!written)
        written = certify(command, command->call, error);
    if (written)
        return written;
    lb_status claims = lb_cli_rank_claims_status(&command->results.at[0]);
    if (claims == LB_DISAGREE || (!status && disagrees(&command->results)))
        return LB_DISAGREE;
    return status ? status : claims;
}

static void init_result(lb_cli_rank_result *result, const lb_ansatz_t A,
                        const lb_cli_options *options, size_t state)
{
    *result = (lb_cli_rank_result){.A = A, .options = options, .state = state};
    result->angles = result->upper_bound = lb_cli_angles(A, options);
    result->upper_source = "the number of angles";
    snprintf(result->not_exact, sizeof result->not_exact, "not certified: %s", LB_CLI_CUT_SHORT);
    result->runs = lb_malloc(options->seeds, sizeof *result->runs);
    lb_exact_init(result->exact);
}

static void clear_result(lb_cli_rank_result *result)
{
    for (size_t i = 0; i < result->run_count; i++) {
        lb_spectrum_clear(result->runs[i].plain);
        lb_spectrum_clear(result->runs[i].precise);
    }
    lb_exact_clear(result->exact);
    lb_number_file_clear(&result->compared);
    free(result->runs);
}

static lb_status read_claims(lb_cli_rank_result *result, lb_error *error)
{
    const lb_cli_options *options = result->options;
    lb_status status = lb_claim_read(&result->claim, options->claim, "--claim", error);
    if (status || !options->compare)
        return status;
    return lb_cli_spectrum_file_read(&result->compared, options->compare, error);
}

/* `state` is one state, or LB_RANK_ALL_STATES: each, and all jointly when there are several. */
static void prepare(rank_command *command, const lb_cli_call *call, size_t state)
{
    const lb_cli_options *options = &call->options;
    const lb_ansatz_struct *A = command->A;
    command->call = call;
    command->start = lb_seconds();
    command->options = (lb_rank_options){.layers = options->layers,
                                         .parameters = options->angles,
                                         .run = lb_cli_run_options(call, &command->progress)};
    lb_cli_rank_results *results = &command->results;
    bool all = state == LB_RANK_ALL_STATES && A->state_count > 1;
    results->count = all ? A->state_count + 1 : 1;
    results->at = lb_malloc(results->count, sizeof *results->at);
    for (size_t i = 0; i < results->count; i++) {
        size_t number = all ? i : state == LB_RANK_ALL_STATES ? 0 : state;
        bool joint = all && i == A->state_count;
        init_result(&results->at[i], A, options, joint ? LB_RANK_ALL_STATES : number);
    }
    lb_cli_progress_start(&command->progress, call);
}

static void free_command(void *context)
{
    rank_command *command = context;
    for (size_t i = 0; i < command->results.count; i++)
        clear_result(&command->results.at[i]);
    free(command->results.at);
    lb_ansatz_clear(command->A);
    free(command);
}

lb_status lb_cmd_rank(const lb_cli_call *call, lb_error *error)
{
    size_t state;
    rank_command *command = lb_calloc(1, sizeof *command);
    lb_status status = lb_cli_load_circuit(command->A, call, error);
    if (status) {
        free(command);
        return status;
    }
    status = check(&state, command->A, &call->options, error);
    if (!status)
        status =
            lb_cli_check_certificate(&call->options, call->options.json ? "json" : NULL, error);
    if (!status) {
        prepare(command, call, state);
        status = read_claims(&command->results.at[0], error);
        if (!status)
            status = run(command, error);
    }
    lb_cli_keep(call, &(lb_cli_kept){command, certify, free_command});
    return status;
}
