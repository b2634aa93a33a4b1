/* One training state after another: its orbit, exact ranks until they saturate, and simulations at
 * the number of angles where they do. */

#include <liebound/bound.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "bound/idle_gates.h"

/* What the parts of one call share. */
typedef struct bound_run {
    const lb_ansatz_struct *A;
    const lb_closure *closure;
    lb_orbit *orbit;
    lb_bound_struct *bound; /* as far as it is known */
    lb_bound_options options;
    double start;
    size_t left; /* states to come, this one and the joint one counted */
    bool cancelled;
} bound_run;

/* Of the time that is left, the share of the orbits, and that of an exact rank in what is left for
 * its state: the cross-check has the rest, and sectors, which may take far longer than all of it,
 * come last. */
#define ORBIT_SHARE 0.5
#define EXACT_SHARE 0.75

static void range_init(lb_bound_range *range)
{
    mpz_inits(range->at_least, range->at_most, NULL);
    range->proved = false;
}

static void range_set(lb_bound_range *range, const mpz_t at_least, const mpz_t at_most)
{
    mpz_set(range->at_least, at_least);
    mpz_set(range->at_most, at_most);
    range->proved = mpz_cmp(at_least, at_most) == 0;
}

static void state_init(lb_bound_state *S, const char *name)
{
    lb_bound_range *ranges[] = {&S->orbit, &S->sector, &S->rank, &S->critical};
    *S = (lb_bound_state){.name = lb_strdup(name)};
    for (size_t i = 0; i < 4; i++)
        range_init(ranges[i]);
    lb_exact_init(S->exact);
}

static void state_clear(lb_bound_state *S)
{
    lb_bound_range *ranges[] = {&S->orbit, &S->sector, &S->rank, &S->critical};
    for (size_t i = 0; i < 4; i++)
        mpz_clears(ranges[i]->at_least, ranges[i]->at_most, NULL);
    lb_exact_clear(S->exact);
    free(S->name);
    free(S->not_certified);
    free(S->not_simulated);
}

void lb_bound_init(lb_bound_t B)
{
    *B = (lb_bound_struct){0};
    range_init(&B->critical);
}

void lb_bound_clear(lb_bound_t B)
{
    for (size_t i = 0; i < B->state_count; i++)
        state_clear(&B->states[i]);
    free(B->states);
    if (B->has_joint)
        state_clear(&B->joint);
    mpz_clears(B->critical.at_least, B->critical.at_most, NULL);
    free(B->limit);
}

static void note_limit(bound_run *run, const char *limit)
{
    if (limit && !run->bound->limit)
        run->bound->limit = lb_strdup(limit);
}

static void tell(const bound_run *run)
{
    if (run->options.known)
        run->options.known(run->bound, run->options.known_context);
}

/* A callback that has said no is not asked again. */
static bool forward_progress(const lb_progress *progress, void *context)
{
    bound_run *run = context;
    const lb_run_options *given = &run->options.run;
    run->cancelled =
        run->cancelled || (given->progress && !given->progress(progress, given->context));
    return !run->cancelled;
}

/* The options of a part that may take this share of the time that is left. */
static lb_run_options part_of(bound_run *run, double share)
{
    lb_run_options part = run->options.run;
    part.limits = lb_limits_share(&part.limits, share);
    if (part.progress) {
        part.progress = forward_progress;
        part.context = run;
    }
    return part;
}

/* Whether to begin a stage. */
static bool begins(bound_run *run, const char *stage)
{
    lb_progress progress = {.stage = stage, .seconds = lb_seconds() - run->start};
    return forward_progress(&progress, run);
}

/* ---- The upper side ---- */

static void lower(mpz_t at_most, const __mpz_struct *bound)
{
    if (bound && mpz_cmp(bound, at_most) < 0)
        mpz_set(at_most, bound);
}

static void take_number(lb_bound_range *range, const bound_run *run, const lb_orbit_number *number)
{
    if (mpz_cmp(range->at_least, number->at_least) < 0)
        mpz_set(range->at_least, number->at_least);
    mpz_set(range->at_most, number->at_most);
    lower(range->at_most, run->options.dimension_at_most);
    range_set(range, range->at_least, range->at_most);
}

static void take_orbit(lb_bound_state *S, const bound_run *run, size_t state)
{
    take_number(&S->orbit, run, lb_orbit_dimension(run->orbit, state));
    take_number(&S->sector, run, lb_orbit_sector(run->orbit, state));
    range_set(&S->rank, S->orbit.at_least, S->orbit.at_most);
}

/* ---- The lower side ---- */

static size_t layers_of(size_t gates, size_t K)
{
    return K ? (gates + K - 1) / K : 0;
}

/* With R layers more than R - 1 growths have come: the layers that saturation takes at most. */
static size_t enough_layers(const lb_bound_state *S, size_t K)
{
    const size_t most_gates = 10000000;
    size_t most = K ? most_gates / K + 1 : 1;
    return mpz_cmp_ui(S->rank.at_most, most) < 0 ? mpz_get_ui(S->rank.at_most) + 1 : most;
}

static lb_status compute_exact(lb_bound_state *S, bound_run *run, size_t state, lb_error *error)
{
    size_t K = run->A->generator_count;
    lb_exact_options options = {.layers = run->options.layers,
                                .seed = run->options.seed,
                                .run = part_of(run, EXACT_SHARE / (double)run->left)};
    lb_error problem;
    if (!options.layers)
        options.layers = enough_layers(S, K);
    if (mpz_fits_ulong_p(S->rank.at_most))
        options.at_most = mpz_get_ui(S->rank.at_most);
    if (!begins(run, "exact rank")) {
        note_limit(run, "interrupted");
        return LB_OK;
    }
    lb_status status = lb_exact_rank(S->exact, run->A, state, &options, &problem);
    if (status == LB_USAGE || status == LB_INPUT || status == LB_MEMORY) {
        S->not_certified = lb_strdup(problem.message);
        return LB_OK;
    }
    if (status == LB_UNDECIDED)
        note_limit(run, problem.message);
    else if (status && error)
        *error = problem;
    S->has_exact = !status && (S->exact->equal || S->exact->gates);
    if (!status && !S->exact->equal)
        note_limit(run, S->exact->limit);
    return status == LB_UNDECIDED ? LB_OK : status;
}

static void note_contradiction(lb_bound_state *S)
{
    S->contradicts |= mpz_cmp(S->rank.at_least, S->rank.at_most) > 0 ||
                      mpz_cmp(S->rank.at_least, S->sector.at_most) > 0 ||
                      mpz_cmp(S->critical.at_least, S->critical.at_most) > 0;
}

/* R >= the rank that was found; the orbit dimension is R, and the sector's is no less. */
static void conclude_rank(lb_bound_state *S, const bound_run *run)
{
    size_t K = run->A->generator_count;
    const lb_exact_struct *E = S->exact;
    if (!S->has_exact)
        return;
    if (mpz_cmp_ui(S->rank.at_least, E->rank) < 0)
        mpz_set_ui(S->rank.at_least, E->rank);
    range_set(&S->rank, S->rank.at_least, S->rank.at_most);
    range_set(&S->orbit, S->rank.at_least, S->rank.at_most);
    if (mpz_cmp(S->sector.at_least, S->rank.at_least) < 0)
        range_set(&S->sector, S->rank.at_least, S->sector.at_most);
    S->saturated = mpz_cmp_ui(S->rank.at_most, E->rank) == 0 || (E->saturated && E->error < 1);
    S->critical_seen = E->rank ? E->reached[E->rank - 1] : 0;
    S->layers = run->options.layers ? run->options.layers
                                    : layers_of(S->saturated ? S->critical_seen : E->gates, K);
}

/* M_c >= R, and more when some gates bring nothing. */
static void set_critical_at_least(mpz_t at_least, const lb_bound_state *S, const bound_run *run,
                                  size_t state, const mpz_t at_most)
{
    const lb_ansatz_struct *A = run->A;
    const char *zero = "zero", *const *states =
                                   A->state_count ? (const char *const *)A->states : &zero;
    bool joint = state == LB_BOUND_ALL_STATES;
    mpz_set(at_least, S->rank.at_least);
    if (mpz_fits_ulong_p(at_least) && mpz_fits_ulong_p(at_most))
        mpz_set_ui(at_least, lb_repeats_least(A, joint ? states : states + state,
                                              joint && A->state_count ? A->state_count : 1,
                                              mpz_get_ui(at_least), mpz_get_ui(at_most)));
}

/* M_c <= the gates that have the rank R, or (K - 1) R + 1. */
static void conclude_critical(lb_bound_state *S, const bound_run *run, size_t state)
{
    size_t K = run->A->generator_count;
    mpz_t at_least, at_most;
    mpz_inits(at_least, at_most, NULL);
    if (S->has_exact && mpz_cmp_ui(S->rank.at_most, S->exact->rank) == 0) {
        mpz_set_ui(at_most, S->critical_seen);
    } else if (mpz_sgn(S->rank.at_most) > 0) {
        mpz_mul_ui(at_most, S->rank.at_most, K ? K - 1 : 0);
        mpz_add_ui(at_most, at_most, 1);
    }
    set_critical_at_least(at_least, S, run, state, at_most);
    range_set(&S->critical, at_least, at_most);
    mpz_clears(at_least, at_most, NULL);
}

/* ---- The cross-check ---- */

/* Multiplications of a simulation beyond which it is left out. */
#define SIMULATION_MAX 2e10

static bool too_large(const bound_run *run, size_t state, size_t M)
{
    const lb_ansatz_struct *A = run->A;
    bool all = state == LB_BOUND_ALL_STATES;
    double amplitudes = 0;
    for (size_t s = 0; s < (all && A->state_count ? A->state_count : 1); s++) {
        bool bell = A->state_count && !strcmp(A->states[all ? s : state], "bell");
        size_t qubits = bell ? 2 * A->qubits : A->qubits;
        if (qubits > LB_SIMULATED_QUBITS_MAX)
            return true;
        amplitudes += ldexp(1, (int)qubits);
    }
    return (double)M * (double)M * amplitudes > SIMULATION_MAX;
}

/* The most that the seeds show, and their smallest gap. */
static lb_status simulate(lb_bound_state *S, bound_run *run, size_t state, lb_error *error)
{
    lb_spectrum_t spectrum;
    lb_status status = LB_OK;
    lb_rank_options options = {.layers = layers_of(S->float_parameters, run->A->generator_count),
                               .parameters = S->float_parameters,
                               .run = part_of(run, 1)};
    lb_spectrum_init(spectrum);
    S->float_gap = HUGE_VAL;
    if (!begins(run, "simulation"))
        status = lb_fail(error, LB_UNDECIDED, "interrupted");
    for (size_t i = 0; i < run->options.seeds && status == LB_OK; i++) {
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
static lb_status cross_check(lb_bound_state *S, bound_run *run, size_t state, lb_error *error)
{
    size_t K = run->A->generator_count;
    lb_error problem = {0};
    if (!run->options.seeds || !K)
        return LB_OK;
    size_t layers = run->options.layers ? run->options.layers : enough_layers(S, K);
    if (S->has_exact && !run->options.layers)
        layers = layers_of(S->critical_seen, K) + 1;
    S->float_parameters = layers * K;
    if (too_large(run, state, S->float_parameters)) {
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
    return LB_OK;
}

/* ---- All together ---- */

static lb_status compute_state(lb_bound_state *S, bound_run *run, size_t state, lb_error *error)
{
    bool joint = state == LB_BOUND_ALL_STATES;
    take_orbit(S, run, joint ? LB_ORBIT_JOINT : state);
    conclude_critical(S, run, state);
    tell(run);
    lb_status status = compute_exact(S, run, joint ? LB_EXACT_ALL_STATES : state, error);
    if (status != LB_OK)
        return status;
    conclude_rank(S, run);
    conclude_critical(S, run, state);
    note_contradiction(S);
    tell(run);
    status = cross_check(S, run, state, error);
    run->left--;
    tell(run);
    return status;
}

static void raise_to(mpz_t value, const mpz_t other)
{
    if (mpz_cmp(other, value) > 0)
        mpz_set(value, other);
}

static lb_status compute_states(lb_bound_struct *B, bound_run *run, lb_error *error)
{
    const lb_ansatz_struct *A = run->A;
    bool all = run->options.state == LB_BOUND_ALL_STATES;
    size_t known = A->state_count ? A->state_count : 1, count = all ? known : 1;
    B->states = lb_malloc(count, sizeof *B->states);
    for (size_t i = 0; i < count; i++) {
        size_t state = all ? i : run->options.state;
        lb_bound_state *S = &B->states[B->state_count++];
        state_init(S, A->state_count ? A->states[state] : "zero");
        lb_status status = compute_state(S, run, state, error);
        if (status != LB_OK)
            return status;
        raise_to(B->critical.at_least, S->critical.at_least);
        raise_to(B->critical.at_most, S->critical.at_most);
        B->disagrees |= S->contradicts || S->agreement == LB_BOUND_DISAGREES;
    }
    range_set(&B->critical, B->critical.at_least, B->critical.at_most);
    if (count < 2)
        return LB_OK;
    B->has_joint = true;
    state_init(&B->joint, "joint");
    lb_status status = compute_state(&B->joint, run, LB_BOUND_ALL_STATES, error);
    B->disagrees |= B->joint.contradicts || B->joint.agreement == LB_BOUND_DISAGREES;
    return status;
}

static lb_orbit_options orbit_options(bound_run *run, double share)
{
    bool all = run->options.state == LB_BOUND_ALL_STATES;
    return (lb_orbit_options){.run = part_of(run, share),
                              .one_state = !all,
                              .state = all ? 0 : run->options.state,
                              .no_sectors = true};
}

static lb_status compute_orbit(bound_run *run, lb_error *error)
{
    lb_orbit_options options = orbit_options(run, ORBIT_SHARE);
    return lb_orbit_compute(&run->orbit, run->A, run->closure, &options, error);
}

static void take_sector(lb_bound_state *S, bound_run *run, size_t state)
{
    take_number(&S->sector, run, lb_orbit_sector(run->orbit, state));
    note_contradiction(S);
    run->bound->disagrees |= S->contradicts;
    if (S->sector.proved && S->rank.proved)
        return;
    note_limit(run, lb_orbit_limit(run->orbit));
    if (!lb_closure_is_proved(run->closure))
        note_limit(run, "a limit came before a basis of the algebra");
}

static lb_status compute_sectors(bound_run *run, lb_error *error)
{
    lb_orbit_options options = orbit_options(run, 1);
    lb_bound_struct *B = run->bound;
    lb_status status = lb_orbit_compute_sectors(run->orbit, &options, error);
    bool all = run->options.state == LB_BOUND_ALL_STATES;
    for (size_t i = 0; i < B->state_count && status == LB_OK; i++)
        take_sector(&B->states[i], run, all ? i : run->options.state);
    if (B->has_joint && status == LB_OK)
        take_sector(&B->joint, run, LB_ORBIT_JOINT);
    return status;
}

lb_status lb_bound_compute(lb_bound_t B, const lb_ansatz_t A, const lb_closure *closure,
                           const lb_bound_options *options, lb_error *error)
{
    bound_run run = {.A = A, .closure = closure, .start = lb_seconds()};
    run.options = options
                      ? *options
                      : (lb_bound_options){.state = LB_BOUND_ALL_STATES, .seeds = LB_BOUND_SEEDS};
    size_t known = A->state_count ? A->state_count : 1;
    if (run.options.state != LB_BOUND_ALL_STATES && run.options.state >= known)
        return lb_fail(error, LB_USAGE, "there is no training state number %zu", run.options.state);
    lb_status status = compute_orbit(&run, error);
    if (status != LB_OK)
        return status;
    lb_bound_t new;
    lb_bound_init(new);
    new->generators = A->generator_count;
    run.bound = new;
    run.left = run.options.state != LB_BOUND_ALL_STATES || known == 1 ? 1 : known + 1;
    status = compute_states(new, &run, error);
    if (status == LB_OK)
        status = compute_sectors(&run, error);
    lb_orbit_free(run.orbit);
    if (status != LB_OK) {
        lb_bound_clear(new);
        return status;
    }
    lb_bound_clear(B);
    *B = *new;
    return LB_OK;
}
