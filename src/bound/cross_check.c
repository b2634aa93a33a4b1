/* What floating point sees, beside what is proved. */

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "bound/bound_run.h"

/* Multiplications beyond which no further simulation begins. */
#define SIMULATION_MAX 2e10

/* The multiplications of one, HUGE_VAL when there are too many qubits. */
static double simulation_work(const lb_bound_run *run, size_t state, size_t M)
{
    const lb_ansatz_struct *A = run->A;
    bool all = state == LB_BOUND_ALL_STATES;
    double amplitudes = 0;
    for (size_t s = 0; s < (all ? A->state_count : 1); s++) {
        size_t qubits = A->states[all ? s : state].qubits;
        if (qubits > LB_SIMULATED_QUBITS_MAX)
            return HUGE_VAL;
        amplitudes += ldexp(1, (int)qubits);
    }
    return (double)M * (double)M * amplitudes;
}

/* The most that the seeds show, and their smallest gap; fewer seeds where they are dear. */
static lb_status simulate(lb_bound_state *S, lb_bound_run *run, size_t state, lb_error *error)
{
    lb_spectrum_t spectrum;
    lb_status status = LB_OK;
    lb_rank_options options = {.layers = lb_ansatz_layers_for(run->A, S->float_parameters),
                               .parameters = S->float_parameters,
                               .run = lb_bound_part(run, 1, 0)};
    lb_spectrum_init(spectrum);
    S->float_gap = HUGE_VAL;
    if (!lb_bound_begins(run, "simulation"))
        status = lb_fail(error, LB_UNDECIDED, "interrupted");
    double work = simulation_work(run, state, S->float_parameters);
    for (size_t i = 0; i < run->options.seeds && status == LB_OK; i++) {
        if ((double)(i + 1) * work > SIMULATION_MAX)
            break;
        options.seed = run->options.seed + i;
        status = lb_qfim_spectrum(spectrum, run->A, state, &options, error);
        if (status != LB_OK)
            break;
        S->float_rank = spectrum->rank > S->float_rank ? spectrum->rank : S->float_rank;
        S->float_gap = fmin(S->float_gap, spectrum->gap);
    }
    lb_spectrum_clear(spectrum);
    return status;
}

static lb_bound_agreement compare(const lb_bound_state *S)
{
    if (mpz_cmp_ui(S->rank.at_most, S->float_rank) < 0)
        return LB_BOUND_DISAGREES;
    if (!S->has_exact)
        return LB_BOUND_NOT_COMPARED;
    if (S->float_rank == S->exact->rank)
        return LB_BOUND_AGREES;
    if (S->float_gap < LB_CLEAR_GAP)
        return LB_BOUND_UNRESOLVED;
    return S->float_rank < S->exact->rank || S->exact->equal ? LB_BOUND_DISAGREES
                                                             : LB_BOUND_NOT_COMPARED;
}

/* One layer beyond the saturation of the exact rank, so that the rank is less than M and the
 * spectrum has a gap to show; without an exact rank, at as many layers as R may take. */
static lb_status cross_check(lb_bound_state *S, lb_bound_run *run, size_t state, lb_error *error)
{
    size_t K = lb_ansatz_layer_angles(run->A);
    lb_error problem = {0};
    if (!run->options.seeds || !K || S->has_float || S->not_simulated)
        return LB_OK;
    size_t layers = run->options.layers ? run->options.layers : lb_bound_enough_layers(S, run->A);
    if (S->has_exact && !run->options.layers)
        layers = lb_ansatz_layers_for(run->A, S->critical_seen) + 1;
    S->float_parameters = lb_ansatz_angles(run->A, layers);
    if (simulation_work(run, state, S->float_parameters) > SIMULATION_MAX) {
        S->not_simulated = lb_strdup("not simulated: too large for a cross-check");
        return LB_OK;
    }
    lb_status status = simulate(S, run, state, &problem);
    if (status == LB_UNDECIDED || status == LB_MEMORY || status == LB_USAGE || status == LB_INPUT) {
        S->not_simulated = lb_strdup(problem.message);
        return LB_OK;
    }
    if (status != LB_OK) {
        if (error)
            *error = problem;
        return status;
    }
    S->has_float = true;
    S->agreement = compare(S);
    lb_bound_tell(run);
    return LB_OK;
}

lb_status lb_bound_add_simulations(lb_bound_run *run, lb_error *error)
{
    return lb_bound_each(run, cross_check, error);
}
