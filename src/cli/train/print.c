#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/circuit_options.h"
#include "cli/train/result.h"
#include "cli/train/statistics.h"
#include "report/json.h"
#include "report/table.h"

char *lb_train_loss_text(const lb_train_result *result)
{
    const lb_cli_options *options = result->options;
    if (options->target)
        return lb_sprintf("infidelity to %s", options->target);
    bool several = result->state == LB_RANK_ALL_STATES;
    return lb_strdup(several ? "weighted sum of <O>" : result->ground ? "<O> - E0" : "<O>");
}

const char *lb_train_ground_text(lb_ground_source source)
{
    static const char *const texts[] = {
        [LB_GROUND_UNKNOWN] = "not known",
        [LB_GROUND_SPECTRUM] = "from all eigenvalues",
        [LB_GROUND_FREE_FERMIONS] = "of free fermions",
        [LB_GROUND_SECTOR] = "of free fermions in the sector of the state",
        [LB_GROUND_LANCZOS] = "by Lanczos",
    };
    return texts[source];
}

/* "plus", "all". */
static const char *state_text(const lb_train_result *result)
{
    return result->state == LB_RANK_ALL_STATES ? "all" : result->A->states[result->state].name;
}

static const char *end_text(lb_training_end end)
{
    static const char *const texts[] = {[LB_TRAINING_STEPS_DONE] = "steps",
                                        [LB_TRAINING_BELOW] = "below",
                                        [LB_TRAINING_CONVERGED] = "converged",
                                        [LB_TRAINING_LIMIT] = "limit"};
    return texts[end];
}

/* ---- What is proved of M ---- */

static const lb_bound_state *proved_of(const lb_train_result *result)
{
    const lb_bound_struct *bound = result->bounding.bound;
    if (!result->bounded || !bound->state_count)
        return NULL;
    return bound->has_joint ? &bound->joint : &bound->states[0];
}

/* "M_c = 50, proved", "M_c = 50 .. 99, proved bounds". */
static void print_range(FILE *stream, const char *name, const lb_bound_range *range)
{
    if (range->proved)
        gmp_fprintf(stream, "; %s = %Zd, proved", name, range->at_least);
    else if (!mpz_sgn(range->at_least))
        gmp_fprintf(stream, "; %s <= %Zd, proved", name, range->at_most);
    else
        gmp_fprintf(stream, "; %s = %Zd .. %Zd, proved bounds", name, range->at_least,
                    range->at_most);
}

static const char *regime(const lb_train_result *result, const lb_bound_state *S)
{
    if (mpz_cmp_ui(S->critical.at_most, result->angles) <= 0)
        return ": overparametrized";
    return mpz_cmp_ui(S->critical.at_least, result->angles) > 0 ? ": underparametrized" : "";
}

static void print_proved(FILE *stream, const lb_train_result *result)
{
    const lb_bound_state *S = proved_of(result);
    if (!S)
        return;
    const lb_cli_closing *closing = &result->bounding.closing;
    fprintf(stream, "M = %zu", result->angles);
    print_range(stream, "M_c", &S->critical);
    print_range(stream, "largest rank R", &S->rank);
    if (closing->proved)
        gmp_fprintf(stream, "; dim g = %Zd, proved", closing->dimension);
    fprintf(stream, "%s\n", regime(result, S));
}

/* ---- Text ---- */

static void print_heading(FILE *stream, const lb_train_result *result)
{
    char *loss = lb_train_loss_text(result);
    lb_cli_print_circuit(stream, result->A, result->options);
    fprintf(stream, ", state %s\nloss: %s", state_text(result), loss);
    if (!result->options->target)
        fprintf(stream, ", O of %zu term%s, %s", result->observable->length,
                result->observable->length == 1 ? "" : "s",
                result->options->observable ? "as given"
                : result->A->observable     ? "as the ansatz states it"
                                            : "minus the sum of the generators");
    if (result->ground)
        fprintf(stream, "; E0 = %.12g %s", result->energy, lb_train_ground_text(result->ground));
    fputc('\n', stream);
    free(loss);
}

static void print_training(FILE *stream, const lb_train_result *result)
{
    const lb_training_options *o = &result->training;
    bool adam = o->optimizer == LB_OPTIMIZER_ADAM;
    if (adam)
        fprintf(stream, "Adam, rate %g, beta %g and %g, epsilon %g%s", o->rate, o->beta1, o->beta2,
                o->epsilon, o->single_constants ? ", in single precision" : "");
    else
        fputs("L-BFGS, then Newton", stream);
    fprintf(stream, "; %zu start%s ", o->starts, o->starts == 1 ? "" : "s");
    if (o->angles)
        fprintf(stream, "from %s", result->options->start_angles);
    else
        fprintf(stream, "in [0, %.6g)", o->width);
    fprintf(stream, "; at most %zu steps%s", o->steps, o->half_angles ? " of half angles" : "");
    if (result->trained->picture)
        fprintf(stream, "; gradients in %s",
                !strcmp(result->trained->picture, "algebra") ? "coordinates of the algebra"
                                                             : "vectors of states");
    fputc('\n', stream);
}

static void fill_fractions(lb_table_t table, const lb_train_result *result)
{
    lb_table_add_column(table, "below", "loss below", true);
    lb_table_add_column(table, "best", "best", true);
    lb_table_add_column(table, "last", "last", true);
    lb_table_add_column(table, "fraction", "best, fraction", true);
    lb_table_add_column(table, "interval", "95 %", false);
    for (size_t i = 0; i < LB_THRESHOLDS; i++) {
        lb_fraction best = lb_fraction_below(result->trained, lb_thresholds[i], true),
                    last = lb_fraction_below(result->trained, lb_thresholds[i], false);
        lb_table_put(table, LB_CELL_TEXT, "%.0e", lb_thresholds[i]);
        lb_table_put(table, LB_CELL_COUNT, "%zu", best.count);
        lb_table_put(table, LB_CELL_COUNT, "%zu", last.count);
        lb_table_put(table, LB_CELL_REAL, "%.3f", (double)best.count / (double)best.total);
        lb_table_put(table, LB_CELL_TEXT, "%.3f .. %.3f", best.low, best.high);
    }
}

static void print_quantiles(FILE *stream, const lb_train_result *result, const char *name,
                            bool best)
{
    fprintf(stream, "%s loss:", name);
    static const struct {
        double q;
        const char *name;
    } all[] = {
        {0, "least"}, {0.25, "quarter"}, {0.5, "median"}, {0.75, "three quarters"}, {1, "most"}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        fprintf(stream, "%s %s %.3g", i ? "," : "", all[i].name,
                lb_loss_quantile(result->trained, best, all[i].q));
    fputc('\n', stream);
}

static void print_ends(FILE *stream, const lb_train_result *result)
{
    size_t counts[LB_TRAINING_LIMIT + 1] = {0}, evaluations = 0;
    for (size_t i = 0; i < result->trained->run_count; i++) {
        counts[result->trained->runs[i].end]++;
        evaluations += result->trained->runs[i].evaluations;
    }
    fprintf(stream, "ended: %zu converged, %zu below the loss asked for, %zu after all steps",
            counts[LB_TRAINING_CONVERGED], counts[LB_TRAINING_BELOW],
            counts[LB_TRAINING_STEPS_DONE]);
    fprintf(stream, "; %zu gradients\n", evaluations);
}

static void print_text(FILE *stream, const lb_train_result *result)
{
    print_heading(stream, result);
    print_proved(stream, result);
    print_training(stream, result);
    if (result->trained->run_count) {
        lb_table_t table;
        lb_table_init(table);
        fill_fractions(table, result);
        lb_table_print(stream, table, LB_TABLE_TEXT);
        lb_table_clear(table);
        print_quantiles(stream, result, "best", true);
        print_quantiles(stream, result, "last", false);
        print_ends(stream, result);
        fputs("losses are floating point, an estimate\n", stream);
    }
    if (result->trained->limit || !result->trained->run_count)
        fprintf(stream, "undecided: a limit was reached; %zu of %zu starts were begun\n",
                result->trained->run_count, result->training.starts);
}

/* ---- JSON ---- */

static json_t *range_json(const lb_bound_range *range)
{
    json_t *object = json_object();
    lb_json_set(object, "at_least", lb_json_integer(range->at_least));
    lb_json_set(object, "at_most", lb_json_integer(range->at_most));
    lb_json_set(object, "status", lb_json_text(range->proved ? "proved" : "bounds"));
    return object;
}

static json_t *proved_json(const lb_train_result *result)
{
    const lb_bound_state *S = proved_of(result);
    if (!S)
        return json_null();
    const lb_cli_closing *closing = &result->bounding.closing;
    json_t *object = json_object();
    lb_json_set(object, "critical", range_json(&S->critical));
    lb_json_set(object, "rank", range_json(&S->rank));
    lb_json_set(object, "dimension",
                closing->proved ? lb_json_integer(closing->dimension) : json_null());
    return object;
}

static json_t *optimizer_json(const lb_training_options *o)
{
    json_t *object = json_object();
    bool adam = o->optimizer == LB_OPTIMIZER_ADAM;
    char *seed = lb_sprintf("%ju", (uintmax_t)o->seed);
    lb_json_set(object, "name", lb_json_text(adam ? "adam" : "lbfgs"));
    lb_json_set(object, "steps", lb_json_count(o->steps));
    lb_json_set(object, "starts", lb_json_count(o->starts));
    lb_json_set(object, "width", o->angles ? json_null() : lb_json_real(o->width));
    lb_json_set(object, "seed", lb_json_text(seed));
    lb_json_set(object, "below", o->below != 0 ? lb_json_real(o->below) : json_null());
    lb_json_set(object, "half_angles", json_boolean(o->half_angles));
    if (adam) {
        lb_json_set(object, "rate", lb_json_real(o->rate));
        lb_json_set(object, "beta1", lb_json_real(o->beta1));
        lb_json_set(object, "beta2", lb_json_real(o->beta2));
        lb_json_set(object, "epsilon", lb_json_real(o->epsilon));
        lb_json_set(object, "single_constants", json_boolean(o->single_constants));
    }
    free(seed);
    return object;
}

static json_t *loss_json(const lb_train_result *result)
{
    json_t *object = json_object();
    const char *target = result->options->target;
    lb_json_set(object, "name", lb_json_text(target ? "infidelity" : "expectation"));
    lb_json_set(object, "target", lb_json_text(target));
    lb_json_set(object, "observable", target ? json_null() : lb_cli_json_sum(result->observable));
    lb_json_set(object, "ground_energy",
                result->ground ? lb_json_real(result->energy) : json_null());
    lb_json_set(object, "ground_source", lb_json_text(lb_train_ground_text(result->ground)));
    return object;
}

static json_t *fractions_json(const lb_train_result *result)
{
    json_t *array = json_array();
    for (size_t i = 0; i < LB_THRESHOLDS; i++) {
        lb_fraction best = lb_fraction_below(result->trained, lb_thresholds[i], true),
                    last = lb_fraction_below(result->trained, lb_thresholds[i], false);
        json_t *object = json_object();
        lb_json_set(object, "below", lb_json_real(lb_thresholds[i]));
        lb_json_set(object, "best", lb_json_count(best.count));
        lb_json_set(object, "last", lb_json_count(last.count));
        lb_json_set(object, "best_low", lb_json_real(best.low));
        lb_json_set(object, "best_high", lb_json_real(best.high));
        lb_json_append(array, object);
    }
    return array;
}

static json_t *run_json(const lb_training_run *run, size_t angles)
{
    json_t *object = json_object(), *best = json_array();
    for (size_t j = 0; j < angles; j++)
        lb_json_append(best, lb_json_real(run->best_angles[j]));
    lb_json_set(object, "end", lb_json_text(end_text(run->end)));
    lb_json_set(object, "steps", lb_json_count(run->steps));
    lb_json_set(object, "evaluations", lb_json_count(run->evaluations));
    lb_json_set(object, "first", lb_json_real(run->losses[0]));
    lb_json_set(object, "last", lb_json_real(run->last));
    lb_json_set(object, "best", lb_json_real(run->best));
    lb_json_set(object, "best_step", lb_json_count(run->best_step));
    lb_json_set(object, "gradient", lb_json_real(run->gradient));
    lb_json_set(object, "best_angles", best);
    return object;
}

static void print_json(FILE *stream, const lb_train_result *result)
{
    const lb_training_struct *T = result->trained;
    json_t *object = lb_json_new("train"), *runs = json_array();
    for (size_t i = 0; i < T->run_count; i++)
        lb_json_append(runs, run_json(&T->runs[i], T->parameters));
    lb_cli_json_circuit(object, result->A, result->options);
    lb_json_set(object, "state", lb_json_text(state_text(result)));
    lb_json_set(object, "loss", loss_json(result));
    lb_json_set(object, "proved", proved_json(result));
    lb_json_set(object, "optimizer", optimizer_json(&result->training));
    lb_json_set(object, "picture", lb_json_text(T->picture));
    lb_json_set(object, "status",
                lb_json_text(T->limit || !T->run_count ? "undecided" : "estimated"));
    lb_json_set(object, "evidence", lb_json_text("floating point"));
    lb_json_set(object, "fractions", T->run_count ? fractions_json(result) : json_null());
    lb_json_set(object, "runs", runs);
    lb_json_set(object, "seconds", lb_json_real(result->seconds));
    lb_json_finish(stream, object);
}

void lb_train_print(FILE *stream, const void *context)
{
    const lb_train_result *result = context;
    (result->options->json ? print_json : print_text)(stream, result);
}
