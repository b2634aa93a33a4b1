/* Bounds on R from below, by exact ranks; and what follows for M_c. */

#include <stdlib.h>

#include "base/limits.h"
#include "base/memory.h"
#include "bound/bound_run.h"
#include "bound/idle_gates.h"
#include "orbit/conjugate_rank.h"
#include "orbit/coordinate_rank.h"

/* Of the time that is left for its state: of an exact rank, and of the dimension of an orbit. */
#define EXACT_SHARE 0.75
#define ORBIT_SHARE 0.75

/* From this rank on the gates of a circuit that reaches it take longer than the rank itself. */
enum { LARGE_RANK = 1024 };

static bool is_shared(const lb_ansatz_t A)
{
    return A->layers && A->layers->shared;
}

bool lb_bound_reaches_orbit(const lb_ansatz_t A)
{
    if (!A->layers || is_shared(A) || !A->layers->parts[LB_FIRST_LAYER].rotation_count)
        return !is_shared(A);
    const lb_layers_part *layer = &A->layers->parts[LB_LAYER];
    bool *repeated = lb_calloc(A->generator_count, sizeof *repeated), all = true;
    for (size_t r = 0; r < layer->rotation_count; r++)
        for (size_t l = 0; l < layer->rotations[r].period; l++)
            repeated[layer->rotations[r].axes[l].generator] = true;
    for (size_t k = 0; k < A->generator_count; k++)
        all = all && repeated[k];
    free(repeated);
    return all;
}

/* With R layers more than R - 1 growths have come, times the layers until they repeat. */
size_t lb_bound_enough_layers(const lb_bound_state *S, const lb_ansatz_t A)
{
    const size_t most_gates = 10000000;
    size_t K = lb_ansatz_layer_angles(A), most = K ? most_gates / K + 1 : 1;
    size_t period = A->layers ? A->layers->period : 1;
    if (mpz_cmp_ui(S->rank.at_most, most / period) >= 0)
        return most;
    return (mpz_get_ui(S->rank.at_most) + 1) * period;
}

/* Not yet tried, or ended by a limit or by too few layers, and with a better bound now. */
static bool wants_exact(const lb_bound_state *S, size_t at_most)
{
    if (!S->exact_at_most)
        return true;
    return !S->rank.proved && !S->not_certified && !S->saturated && at_most < S->exact_at_most;
}

static void keep_larger(lb_bound_state *S, lb_exact_struct *found)
{
    if ((!found->equal && !found->gates) || (S->has_exact && found->rank < S->exact->rank))
        return;
    lb_exact_struct old = *S->exact;
    *S->exact = *found;
    *found = old;
    S->has_exact = true;
}

/* What came out of lb_exact_rank. */
static lb_status take_exact(lb_bound_state *S, lb_bound_run *run, lb_exact_struct *found,
                            lb_status status, const lb_error *problem)
{
    switch (status) {
    case LB_OK:
        if (!found->equal)
            lb_bound_note_limit(run, found->limit);
        keep_larger(S, found);
        return LB_OK;
    case LB_USAGE:
    case LB_INPUT:
    case LB_MEMORY:
        S->not_certified = lb_strdup(problem->message);
        return LB_OK;
    case LB_UNDECIDED:
        lb_bound_note_limit(run, problem->message);
        return LB_OK;
    default:
        return status;
    }
}

/* What lb_exact_rank refused, in coordinates; false when these refuse it too. */
static bool try_coordinates(lb_exact_struct *E, const lb_bound_run *run, size_t state,
                            const lb_exact_options *exact)
{
    lb_coordinate_rank_options options = {.layers = exact->layers,
                                          .at_most = exact->at_most,
                                          .seed = exact->seed,
                                          .limits = exact->run.limits};
    lb_coordinate_rank found;
    lb_error ignored;
    if (state == LB_BOUND_ALL_STATES ||
        lb_coordinate_rank_compute(&found, run->A, state, &options, &ignored))
        return false;
    lb_exact_clear(E);
    *E = (lb_exact_struct){.parameters = exact->layers * run->A->generator_count,
                           .rank = found.rank,
                           .reached = found.reached,
                           .error = 1,
                           .earlier = 1,
                           .saturated = found.saturated,
                           .gates = found.gates,
                           .prime_count = 1,
                           .primes = {found.prime},
                           .limit = found.limit,
                           .picture = LB_PICTURE_COORDINATES};
    E->equal = exact->at_most && E->rank == exact->at_most;
    E->exceeds = exact->at_most && E->rank > exact->at_most;
    return true;
}

static lb_status compute_exact(lb_bound_state *S, lb_bound_run *run, size_t state, lb_error *error)
{
    lb_exact_options options = {.layers = run->options.layers,
                                .seed = run->options.seed,
                                .run = lb_bound_part(run, EXACT_SHARE / (double)run->left, 0)};
    bool bounded = mpz_fits_ulong_p(S->rank.at_most);
    size_t at_most = bounded ? mpz_get_ui(S->rank.at_most) : SIZE_MAX;
    lb_exact_t found;
    lb_error problem;
    if (!wants_exact(S, at_most))
        return LB_OK;
    if (!options.layers)
        options.layers = lb_bound_enough_layers(S, run->A);
    options.at_most = bounded ? at_most : 0;
    if (!lb_bound_begins(run, "exact rank")) {
        lb_bound_note_limit(run, "interrupted");
        return LB_OK;
    }
    S->exact_at_most = at_most ? at_most : 1;
    lb_exact_init(found);
    lb_status status = lb_exact_rank(found, run->A, state, &options, &problem);
    if ((status == LB_USAGE || status == LB_INPUT) && try_coordinates(found, run, state, &options))
        status = LB_OK;
    status = take_exact(S, run, found, status, &problem);
    if (status && error)
        *error = problem;
    lb_exact_clear(found);
    lb_bound_conclude(S, run, state);
    lb_bound_tell(run);
    return status;
}

lb_status lb_bound_add_ranks(lb_bound_run *run, lb_error *error)
{
    return lb_bound_each(run, compute_exact, error);
}

/* The dimension of an orbit that may be large, which needs no circuits that reach it. */
static lb_status compute_orbit(lb_bound_state *S, lb_bound_run *run, size_t state, lb_error *error)
{
    const lb_ansatz_struct *A = run->A;
    bool joint = state == LB_BOUND_ALL_STATES;
    lb_conjugate_rank found;
    lb_error problem;
    if (S->rank.proved || S->has_exact || !mpz_fits_uint_p(S->rank.at_most) ||
        mpz_cmp_ui(S->rank.at_most, LARGE_RANK) < 0)
        return LB_OK;
    lb_conjugate_rank_options options = {.run =
                                             lb_bound_part(run, ORBIT_SHARE / (double)run->left, 0),
                                         .at_most = mpz_get_ui(S->rank.at_most),
                                         .seed = run->options.seed};
    lb_status status = lb_conjugate_rank_compute(&found, A, A->states + (joint ? 0 : state),
                                                 joint ? A->state_count : 1, &options, &problem);
    if (status == LB_INTERNAL && error)
        *error = problem;
    if (status)
        return status == LB_INTERNAL ? status : LB_OK;
    if (mpz_cmp_ui(S->rank.at_least, found.rank) < 0) {
        mpz_set_ui(S->rank.at_least, found.rank);
        lb_bound_conclude(S, run, state);
        lb_bound_tell(run);
    }
    return LB_OK;
}

lb_status lb_bound_add_orbit_ranks(lb_bound_run *run, lb_error *error)
{
    return lb_bound_reaches_orbit(run->A) ? lb_bound_each(run, compute_orbit, error) : LB_OK;
}

/* ---- Conclusions ---- */

static void note_contradiction(lb_bound_state *S)
{
    S->contradicts |= mpz_cmp(S->rank.at_least, S->rank.at_most) > 0 ||
                      mpz_cmp(S->rank.at_least, S->sector.at_most) > 0 ||
                      mpz_cmp(S->critical.at_least, S->critical.at_most) > 0;
}

/* R >= the rank that was found; the orbit dimension is R, and the sector's is no less. */
static void conclude_rank(lb_bound_state *S, const lb_bound_run *run)
{
    const lb_exact_struct *E = S->exact;
    if (S->has_exact && mpz_cmp_ui(S->rank.at_least, E->rank) < 0)
        mpz_set_ui(S->rank.at_least, E->rank);
    lb_bound_range_set(&S->rank, S->rank.at_least, S->rank.at_most);
    if (lb_bound_reaches_orbit(run->A))
        lb_bound_range_set(&S->orbit, S->rank.at_least, S->rank.at_most);
    if (mpz_cmp(S->sector.at_least, S->rank.at_least) < 0)
        mpz_set(S->sector.at_least, S->rank.at_least);
    lb_bound_range_set(&S->sector, S->sector.at_least, S->sector.at_most);
    if (!S->has_exact)
        return;
    S->saturated = mpz_cmp_ui(S->rank.at_most, E->rank) == 0 || (E->saturated && E->error < 1);
    S->critical_seen = E->rank ? E->reached[E->rank - 1] : 0;
    S->layers = run->options.layers
                    ? run->options.layers
                    : lb_ansatz_layers_for(run->A, S->saturated ? S->critical_seen : E->gates);
}

/* M_c >= R, and more when some gates bring nothing. */
static void set_critical_at_least(mpz_t at_least, const lb_bound_state *S, const lb_bound_run *run,
                                  size_t state, const mpz_t at_most)
{
    const lb_ansatz_struct *A = run->A;
    bool joint = state == LB_BOUND_ALL_STATES;
    mpz_set(at_least, S->rank.at_least);
    if (!is_shared(A) && mpz_fits_ulong_p(at_least) && mpz_fits_ulong_p(at_most))
        mpz_set_ui(at_least,
                   lb_repeats_least(A, A->states + (joint ? 0 : state), joint ? A->state_count : 1,
                                    mpz_get_ui(at_least), mpz_get_ui(at_most)));
}

/* M_c <= the gates that have the rank R, or those of the first layer and (C - 1) R + 1, C gates
 * until the layers repeat; C R + 1 where growth comes in whole layers. */
static void conclude_critical(lb_bound_state *S, const lb_bound_run *run, size_t state)
{
    size_t cycle = lb_ansatz_cycle(run->A);
    mpz_t at_least, at_most;
    mpz_inits(at_least, at_most, NULL);
    if (S->has_exact && mpz_cmp_ui(S->rank.at_most, S->exact->rank) == 0) {
        mpz_set_ui(at_most, S->critical_seen);
    } else if (mpz_sgn(S->rank.at_most) > 0) {
        mpz_mul_ui(at_most, S->rank.at_most, cycle && !is_shared(run->A) ? cycle - 1 : cycle);
        mpz_add_ui(at_most, at_most, lb_ansatz_first_angles(run->A) + 1);
    }
    set_critical_at_least(at_least, S, run, state, at_most);
    lb_bound_range_set(&S->critical, at_least, at_most);
    mpz_clears(at_least, at_most, NULL);
}

void lb_bound_conclude(lb_bound_state *S, const lb_bound_run *run, size_t state)
{
    conclude_rank(S, run);
    conclude_critical(S, run, state);
    note_contradiction(S);
}
