/* Simulated and proved ranks side by side, and where they part, which singular values decide. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/circuit_options.h"
#include "cli/rank_result.h"
#include "report/json.h"
#include "report/table.h"

const lb_spectrum_struct *lb_cli_rank_best(const lb_cli_rank_run *run)
{
    return run->precise->precision_bits > run->plain->precision_bits ? run->precise : run->plain;
}

/* Whether its gap leaves no doubt. */
static bool is_clear(const lb_cli_rank_run *run)
{
    return lb_cli_rank_best(run)->gap >= LB_CLEAR_GAP;
}

/* The run with the largest rank; NULL without runs. */
static const lb_cli_rank_run *largest_run(const lb_cli_rank_result *result)
{
    const lb_cli_rank_run *largest = NULL;
    for (size_t i = 0; i < result->run_count; i++)
        if (!largest || lb_cli_rank_best(&result->runs[i])->rank > lb_cli_rank_best(largest)->rank)
            largest = &result->runs[i];
    return largest;
}

size_t lb_cli_rank_at_least(const lb_cli_rank_result *result)
{
    size_t most = result->exact->rank;
    for (size_t i = 0; i < result->run_count; i++)
        if (lb_cli_rank_best(&result->runs[i])->proved_rank > most)
            most = lb_cli_rank_best(&result->runs[i])->proved_rank;
    return most;
}

lb_cli_rank_agreement lb_cli_rank_compare(const lb_cli_rank_result *result)
{
    if (result->has_exact && result->exact->rank > result->upper_bound)
        return LB_RANK_DISAGREES;
    for (size_t i = 0; i < result->run_count; i++) {
        size_t rank = lb_cli_rank_best(&result->runs[i])->rank;
        if (rank > result->upper_bound || (result->has_exact && rank != result->exact->rank))
            return LB_RANK_DISAGREES;
    }
    return result->has_exact && result->run_count ? LB_RANK_AGREES : LB_RANK_UNDETERMINED;
}

static const char *state_label(const lb_cli_rank_result *result)
{
    return result->state == LB_RANK_ALL_STATES ? "joint" : result->A->states[result->state].name;
}

static void fill(lb_table_t table, const lb_cli_rank_result *result)
{
    lb_table_add_column(table, "seed", "seed", true);
    lb_table_add_column(table, "float_rank", "rank", true);
    lb_table_add_column(table, "precision_bits", "bits", true);
    lb_table_add_column(table, "gap", "gap", true);
    lb_table_add_column(table, "tolerance", "tolerance", true);
    lb_table_add_column(table, "clear", "clear", false);
    for (size_t i = 0; i < result->run_count; i++) {
        const lb_spectrum_struct *spectrum = lb_cli_rank_best(&result->runs[i]);
        lb_table_put(table, LB_CELL_TEXT, "%ju", (uintmax_t)result->runs[i].seed);
        lb_table_put(table, LB_CELL_COUNT, "%zu", spectrum->rank);
        lb_table_put(table, LB_CELL_COUNT, "%d", spectrum->precision_bits);
        lb_table_put_gap(table, spectrum->gap);
        lb_table_put(table, LB_CELL_REAL, "%.1e", spectrum->tolerance);
        lb_table_put(table, LB_CELL_BOOLEAN, is_clear(&result->runs[i]) ? "true" : "false");
    }
}

/* Double precision against the multiple precision that was needed: the values it lost. */
static void explain_run(FILE *stream, const lb_cli_rank_run *run)
{
    const lb_spectrum_struct *plain = run->plain, *precise = run->precise;
    if (precise->precision_bits <= plain->precision_bits || precise->rank == plain->rank)
        return;
    fprintf(stream, "seed %ju: double precision sees rank %zu.", (uintmax_t)run->seed, plain->rank);
    if (precise->rank > plain->rank)
        fprintf(stream,
                " Values %zu to %zu, of size %.1e to %.1e, are lost below its tolerance %.1e",
                plain->rank + 1, precise->rank, precise->singular_values[plain->rank],
                precise->singular_values[precise->rank - 1], plain->tolerance);
    putc('\n', stream);
}

/* A rank that still differs from the exact one: what stands where the others should be. */
static void explain_difference(FILE *stream, const lb_cli_rank_result *result,
                               const lb_cli_rank_run *run)
{
    const lb_spectrum_struct *S = lb_cli_rank_best(run);
    if (!result->has_exact || S->rank == result->exact->rank)
        return;
    fprintf(stream, "seed %ju: DISAGREES with the exact rank %zu: at %d bits ",
            (uintmax_t)run->seed, result->exact->rank, S->precision_bits);
    if (S->rank > result->exact->rank)
        fprintf(stream, "values %zu to %zu are above the tolerance\n", result->exact->rank + 1,
                S->rank);
    else
        fprintf(stream, "values %zu to %zu are at most %.1e, lost below the tolerance %.1e\n",
                S->rank + 1, result->exact->rank,
                S->rank < S->count ? S->singular_values[S->rank] : S->residual, S->tolerance);
}

static void print_exact(FILE *stream, const lb_cli_rank_result *result)
{
    const lb_exact_struct *exact = result->exact;
    if (!result->has_exact)
        fprintf(stream, "exact rank   %s\n", result->not_exact);
    else if (exact->equal)
        fprintf(stream, "exact rank %zu   proved\n", exact->rank);
    else if (exact->error >= 1)
        fprintf(stream, "exact rank %zu   proved as a lower bound\n", exact->rank);
    else
        fprintf(stream,
                "exact rank %zu   proved as a lower bound; larger with probability at most %.0e\n",
                exact->rank, exact->error);
    fprintf(stream, "rank <= %zu   proved, by %s\n", result->upper_bound, result->upper_source);
    size_t at_least = lb_cli_rank_at_least(result);
    if (!result->has_exact && at_least)
        fprintf(stream, "rank >= %zu   proved, %s\n", at_least,
                at_least > exact->rank ? "at the angles of a seed, with bounds on rounding errors"
                                       : "modulo a prime");
}

static void print_verdict(FILE *stream, const lb_cli_rank_result *result)
{
    const lb_cli_rank_run *largest = largest_run(result);
    const char *agreement[] = {"", "; agrees with the exact rank", "; DISAGREES"};
    if (!largest)
        return;
    fprintf(stream, "largest rank %zu   floating point, %d bits; an estimate, not a proof%s\n",
            lb_cli_rank_best(largest)->rank, lb_cli_rank_best(largest)->precision_bits,
            agreement[lb_cli_rank_compare(result)]);
    for (size_t i = 0; i < result->run_count; i++) {
        explain_run(stream, &result->runs[i]);
        explain_difference(stream, result, &result->runs[i]);
    }
    if (result->precise_seconds > 0)
        fprintf(stream,
                "more than 53 bits were not tried: about %.0f s a seed; --precision 128 does\n",
                result->precise_seconds);
}

static void print_result(FILE *stream, const lb_cli_rank_result *result)
{
    lb_table_t table;
    lb_table_init(table);
    fill(table, result);
    print_exact(stream, result);
    if (result->run_count)
        lb_table_print(stream, table, LB_TABLE_TEXT);
    print_verdict(stream, result);
    if (result->run_count < result->options->seeds)
        fprintf(stream, "undecided: a limit was reached after %zu of %zu seed%s\n",
                result->run_count, (size_t)result->options->seeds,
                result->options->seeds == 1 ? "" : "s");
    lb_cli_rank_print_claims(stream, result);
    lb_table_clear(table);
}

void lb_cli_rank_print_text(FILE *stream, const lb_cli_rank_results *results)
{
    const lb_cli_rank_result *first = &results->at[0];
    lb_cli_print_circuit(stream, first->A, first->options);
    if (results->count == 1)
        fprintf(stream, ", state %s\n", state_label(first));
    else
        putc('\n', stream);
    for (size_t i = 0; i < results->count; i++) {
        if (results->at[i].state == LB_RANK_ALL_STATES)
            fputs("\nall states jointly, the sum of their matrices (the definition of\n"
                  "arXiv:2109.11676 asks for the rank of each state by itself)\n",
                  stream);
        else if (results->count > 1)
            fprintf(stream, "\nstate %zu: %s\n", i, state_label(&results->at[i]));
        print_result(stream, &results->at[i]);
    }
}

static json_t *values_json(const lb_spectrum_struct *spectrum)
{
    json_t *values = json_array();
    for (size_t j = 0; j < spectrum->count; j++)
        lb_json_append(values, lb_json_real(spectrum->singular_values[j]));
    return values;
}

static json_t *run_json(const lb_cli_rank_run *run, bool with_spectrum)
{
    const lb_spectrum_struct *spectrum = lb_cli_rank_best(run);
    char *seed = lb_sprintf("%ju", (uintmax_t)run->seed);
    json_t *object = json_object();
    lb_json_set(object, "seed", lb_json_text(seed));
    lb_json_set(object, "float_rank", lb_json_count(spectrum->rank));
    lb_json_set(object, "gap", lb_json_real(spectrum->gap));
    lb_json_set(object, "clear", json_boolean(is_clear(run)));
    lb_json_set(object, "tolerance", lb_json_real(spectrum->tolerance));
    lb_json_set(object, "residual", lb_json_real(spectrum->residual));
    lb_json_set(object, "precision_bits", lb_json_count((size_t)spectrum->precision_bits));
    lb_json_set(object, "double_rank", lb_json_count(run->plain->rank));
    lb_json_set(object, "double_gap", lb_json_real(run->plain->gap));
    if (with_spectrum)
        lb_json_set(object, "singular_values", values_json(spectrum));
    free(seed);
    return object;
}

/* The number of a non-zero count, else null. */
static json_t *known_count(bool known, size_t count)
{
    return known ? lb_json_count(count) : json_null();
}

static void set_summary(json_t *object, const lb_cli_rank_result *result)
{
    static const char *const agreement[] = {"undetermined", "agrees", "disagrees"};
    const lb_cli_rank_run *largest = largest_run(result);
    const lb_spectrum_struct *best = largest ? lb_cli_rank_best(largest) : NULL;
    const lb_exact_struct *exact = result->exact;
    size_t at_least = lb_cli_rank_at_least(result);
    lb_json_set(object, "exact_rank", known_count(result->has_exact, exact->rank));
    lb_json_set(object, "exact_status",
                lb_json_text(!result->has_exact ? result->not_exact
                             : exact->equal     ? "proved"
                                                : "proved as a lower bound"));
    lb_json_set(object, "exact_error",
                result->has_exact ? lb_json_real(exact->error) : json_null());
    lb_json_set(object, "lower_bound", known_count(at_least, at_least));
    lb_json_set(object, "upper_bound", lb_json_count(result->upper_bound));
    lb_json_set(object, "upper_bound_evidence", lb_json_text(result->upper_source));
    lb_json_set(object, "float_rank", known_count(best, best ? best->rank : 0));
    lb_json_set(object, "gap", best ? lb_json_real(best->gap) : json_null());
    lb_json_set(object, "precision_bits",
                known_count(best, best ? (size_t)best->precision_bits : 0));
    lb_json_set(object, "agreement", lb_json_text(agreement[lb_cli_rank_compare(result)]));
}

/* The members of one state, or of all jointly. */
static void set_result(json_t *object, const lb_cli_rank_result *result)
{
    bool complete = result->run_count == result->options->seeds;
    json_t *runs = json_array();
    for (size_t i = 0; i < result->run_count; i++)
        lb_json_append(runs, run_json(&result->runs[i], result->options->spectrum));
    lb_json_set(object, "state", lb_json_text(state_label(result)));
    set_summary(object, result);
    lb_json_set(object, "status", lb_json_text(complete ? "estimated" : "undecided"));
    lb_json_set(object, "evidence", lb_json_text("floating point"));
    lb_json_set(object, "runs", runs);
    lb_cli_rank_claims_json(object, result);
}

static json_t *entry_json(const lb_cli_rank_result *result)
{
    json_t *object = json_object();
    set_result(object, result);
    return object;
}

void lb_cli_rank_print_json(FILE *stream, const lb_cli_rank_results *results)
{
    const lb_cli_rank_result *first = &results->at[0], *last = &results->at[results->count - 1];
    bool joint = last->state == LB_RANK_ALL_STATES;
    json_t *object = lb_json_new("rank"), *states = json_array();
    lb_cli_json_circuit(object, first->A, first->options);
    lb_json_set(object, "angles", lb_json_count(first->angles));
    if (results->count == 1)
        set_result(object, first);
    for (size_t i = 0; i + joint < results->count; i++)
        lb_json_append(states, entry_json(&results->at[i]));
    lb_json_set(object, "states", states);
    lb_json_set(object, "joint", joint ? entry_json(last) : json_null());
    lb_json_set(object, "seconds", lb_json_real(results->seconds));
    lb_json_finish(stream, object);
}
