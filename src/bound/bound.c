/* What is proved about a training state, and what simulation shows. */

#include <liebound/bound.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"

/* Layers without growth after which the rank counts as saturated. In exact arithmetic at generic
 * angles one is enough. */
#define PATIENCE 2

/* What all simulations of one call share. */
typedef struct bound_run {
    const lb_ansatz_struct *A;
    size_t state;
    lb_bound_options options; /* defaults filled in */
    double start;
} bound_run;

void lb_bound_init(lb_bound_t B)
{
    *B = (lb_bound_struct){0};
    mpz_inits(B->rank_bound, B->parameter_bound, NULL);
}

void lb_bound_clear(lb_bound_t B)
{
    for (size_t i = 0; i < B->row_count; i++)
        free(B->rows[i].ranks);
    free(B->rows);
    free(B->state);
    free(B->limit);
    mpz_clears(B->rank_bound, B->parameter_bound, NULL);
}

/* rank_bound and parameter_bound from the inequalities of the header. */
static void set_proved_bounds(lb_bound_t B, size_t qubits, const __mpz_struct *dimension)
{
    bool bell = !strcmp(B->state, "bell");
    mpz_set_ui(B->rank_bound, 1);
    mpz_mul_2exp(B->rank_bound, B->rank_bound, bell ? 2 * qubits : qubits + 1);
    mpz_sub_ui(B->rank_bound, B->rank_bound, bell ? 1 : 2);
    B->uses_dimension = dimension != NULL;
    if (dimension && mpz_cmp(dimension, B->rank_bound) < 0)
        mpz_set(B->rank_bound, dimension);
    if (mpz_sgn(B->rank_bound) == 0 || B->generators == 0)
        return;
    mpz_mul_ui(B->parameter_bound, B->rank_bound, B->generators - 1);
    mpz_add_ui(B->parameter_bound, B->parameter_bound, 1);
}

/* Simulate the first M angles with every seed into row, whose ranks array is there. */
static lb_status simulate(lb_bound_row *row, const bound_run *run, size_t layers, size_t M,
                          lb_error *error)
{
    lb_spectrum_t S;
    lb_status status = LB_OK;
    lb_spectrum_init(S);
    row->layers = layers;
    row->parameters = M;
    row->smallest_gap = HUGE_VAL;
    for (size_t i = 0; i < run->options.seeds && status == LB_OK; i++) {
        lb_rank_options options = {.layers = layers,
                                   .parameters = M,
                                   .seed = run->options.first_seed + i,
                                   .threads = run->options.threads,
                                   .limits = run->options.limits};
        const char *reached = lb_limit_reached(&options.limits, run->start);
        if (options.limits.seconds > 0)
            options.limits.seconds -= lb_seconds() - run->start;
        status = reached ? lb_fail(error, LB_UNDECIDED, "%s", reached)
                         : lb_qfim_spectrum(S, run->A, run->state, &options, error);
        if (status != LB_OK)
            break;
        row->ranks[i] = S->rank;
        row->rank = S->rank > row->rank ? S->rank : row->rank;
        row->smallest_gap = fmin(row->smallest_gap, S->gap);
    }
    row->seeds_agree = true;
    for (size_t i = 0; i < run->options.seeds; i++)
        row->seeds_agree &= row->ranks[i] == row->rank;
    lb_spectrum_clear(S);
    return status;
}

static void note_doubts(lb_bound_t B, const lb_bound_row *row)
{
    B->seeds_agree &= row->seeds_agree;
    B->clear_gaps &= row->smallest_gap >= LB_CLEAR_GAP;
}

static void append_row(lb_bound_t B, const lb_bound_row *row)
{
    B->rows = lb_realloc(B->rows, B->row_count + 1, sizeof *B->rows);
    B->rows[B->row_count] = *row;
    B->rows[B->row_count++].exceeds = mpz_cmp_ui(B->rank_bound, row->rank) < 0;
    B->max_rank = row->rank > B->max_rank ? row->rank : B->max_rank;
    note_doubts(B, row);
    B->disagrees |= B->rows[B->row_count - 1].exceeds;
}

static bool has_saturated(const lb_bound_t B)
{
    return B->row_count > PATIENCE && B->rows[B->row_count - 1 - PATIENCE].rank == B->max_rank;
}

static lb_status grow_layers(lb_bound_t B, const bound_run *run, lb_error *error)
{
    for (size_t L = 1; L <= run->options.max_layers && !B->saturated; L++) {
        lb_bound_row row = {.ranks = lb_calloc(run->options.seeds, sizeof *row.ranks)};
        lb_status status = simulate(&row, run, L, L * run->A->generator_count, error);
        if (status != LB_OK) {
            free(row.ranks);
            return status;
        }
        append_row(B, &row);
        B->saturated = has_saturated(B);
    }
    return LB_OK;
}

/* The first row with the largest rank has it at M = L K, the row before not yet: bisect. The rank
 * never falls as M grows. */
static lb_status locate_saturation(lb_bound_t B, const bound_run *run, lb_error *error)
{
    size_t first = 0;
    if (B->max_rank == 0)
        return LB_OK;
    while (B->rows[first].rank < B->max_rank)
        first++;
    size_t below = first * B->generators, enough = (first + 1) * B->generators;
    size_t *ranks = lb_malloc(run->options.seeds, sizeof *ranks);
    lb_status status = LB_OK;
    while (enough - below > 1 && status == LB_OK) {
        lb_bound_row row = {.ranks = ranks};
        size_t M = below + (enough - below) / 2;
        status = simulate(&row, run, first + 1, M, error);
        note_doubts(B, &row);
        if (row.rank < B->max_rank)
            below = M;
        else
            enough = M;
    }
    free(ranks);
    B->saturated_parameters = enough;
    B->saturated_layers = first + 1;
    return status;
}

lb_status lb_bound_compute(lb_bound_t B, const lb_ansatz_t A, size_t state,
                           const __mpz_struct *dimension, const lb_bound_options *options,
                           lb_error *error)
{
    bound_run run = {.A = A, .state = state, .start = lb_seconds()};
    if (options)
        run.options = *options;
    if (!run.options.max_layers)
        run.options.max_layers = LB_BOUND_LAYERS;
    if (!run.options.seeds)
        run.options.seeds = LB_BOUND_SEEDS;
    lb_bound_t new;
    lb_error problem = {0};
    lb_bound_init(new);
    new->state = lb_strdup(state < A->state_count ? A->states[state] : "zero");
    new->generators = A->generator_count;
    new->seeds = run.options.seeds;
    new->seeds_agree = new->clear_gaps = true;
    new->saturated = A->generator_count == 0;
    set_proved_bounds(new, A->qubits, dimension);
    size_t qubits = strcmp(new->state, "bell") ? A->qubits : 2 * A->qubits;
    lb_status status = LB_OK;
    if (qubits > LB_SIMULATED_QUBITS_MAX)
        status = lb_fail(&problem, LB_UNDECIDED,
                         "not simulated: a state vector on %zu qubits, where at most %d are taken",
                         qubits, LB_SIMULATED_QUBITS_MAX);
    if (status == LB_OK)
        status = grow_layers(new, &run, &problem);
    if (status == LB_OK && new->saturated)
        status = locate_saturation(new, &run, &problem);
    if (status == LB_UNDECIDED || status == LB_MEMORY) {
        new->limit = lb_strdup(problem.message);
        status = LB_OK;
    }
    if (status != LB_OK) {
        lb_bound_clear(new);
        if (error)
            *error = problem;
        return status;
    }
    lb_bound_clear(B);
    *B = *new;
    return LB_OK;
}
