#include "exact_rank/problem.h"

#include <liebound/layers.h>

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"
#include "exact_rank/sketch.h"
#include "exact_rank/state_vector.h"
#include "state/state.h"

/* The adjoint picture takes at most so many strings. */
#define STRINGS_MAX ((size_t)1 << 17)
/* The p-adic picture takes at most so many real coordinates. */
#define COORDINATES_MAX ((size_t)1 << 22)
/* Angles, so that no size overflows. */
#define PARAMETERS_MAX 100000000

static lb_status count_parameters(lb_exact_problem *problem, const lb_ansatz_t A,
                                  const lb_exact_options *options, lb_error *error)
{
    size_t layers = options->layers ? options->layers : 1, most = lb_ansatz_angles(A, layers);
    if (most > PARAMETERS_MAX)
        return lb_fail(error, LB_INPUT, "%zu layers of %zu angles are too many angles", layers,
                       lb_ansatz_layer_angles(A));
    if (options->parameters > most)
        return lb_fail(error, LB_USAGE, "%zu parameters were asked for, but %zu layers have %zu",
                       options->parameters, layers, most);
    problem->parameters = options->parameters ? options->parameters : most;
    problem->first = lb_ansatz_first_angles(A);
    problem->cycle = lb_ansatz_cycle(A);
    problem->is_shared = A->layers && A->layers->shared;
    return lb_ansatz_check_cut(A, problem->parameters, error);
}

/* The doubles of one tangent in the state picture, 0 where it does not apply: all states must have
 * the same number of qubits, and not too many. */
static size_t vector_length(const lb_exact_problem *problem)
{
    size_t total = lb_exact_state_qubits(problem->states);
    for (size_t s = 1; s < problem->state_count; s++)
        if (lb_exact_state_qubits(problem->states + s) != total)
            return 0;
    return total > LB_EXACT_QUBITS_MAX ? 0 : problem->state_count * 2 << total;
}

static lb_status choose_states(lb_exact_problem *problem, const lb_ansatz_t A, size_t state,
                               lb_error *error)
{
    bool all = state == LB_EXACT_ALL_STATES;
    if (!all && state >= A->state_count)
        return lb_fail(error, LB_USAGE, "there is no training state number %zu", state);
    problem->state_count = all ? A->state_count : 1;
    problem->states = A->states + (all ? 0 : state);
    return LB_OK;
}

/* What is to be known about states given by amplitudes. */
static lb_status check_states(lb_exact_problem *problem, lb_error *error)
{
    for (size_t s = 0; s < problem->state_count; s++) {
        const lb_state_struct *state = problem->states + s;
        if (!state->amplitudes)
            continue;
        if (!state->is_exact)
            return lb_fail(error, LB_USAGE,
                           "not certified: the amplitudes of the state %s are floating",
                           state->name);
        problem->has_vectors = true;
        problem->log_amplitude = fmax(problem->log_amplitude, lb_exact_state_log(state));
    }
    if (problem->has_vectors && !problem->is_padic && !vector_length(problem))
        return lb_fail(
            error, LB_INPUT,
            "not computed: states given by amplitudes are vectors, on at most %d qubits, "
            "the same number for all",
            LB_EXACT_QUBITS_MAX);
    return LB_OK;
}

/* The first generator whose gates have no form modulo a prime, or the number of generators. */
static size_t other_generator(const lb_exact_generators *G)
{
    size_t k = 0;
    while (k < G->count && G->generators[k].form != LB_EXACT_OTHER)
        k++;
    return k;
}

/* The picture of shared angles takes generators with commuting terms alone. */
static lb_status check_shared(const lb_exact_problem *problem, const lb_ansatz_t A,
                              lb_exact_picture wanted, lb_error *error)
{
    const lb_exact_generators *G = &problem->generators;
    size_t k = 0;
    while (k < G->count &&
           (G->generators[k].form == LB_EXACT_ZERO || G->generators[k].form == LB_EXACT_COMMUTING))
        k++;
    if (k < G->count)
        return lb_fail(error, LB_USAGE,
                       "not certified: an angle is shared by rotations, and the terms of %s do "
                       "not all commute",
                       lb_generator_called(A->generator_names[k], k).text);
    if (wanted == LB_PICTURE_ADJOINT || wanted == LB_PICTURE_PADIC)
        return lb_fail(error, LB_USAGE, "shared angles have a picture of their own, with states");
    return LB_OK;
}

static lb_status check_generators(lb_exact_problem *problem, const lb_ansatz_t A,
                                  lb_exact_picture wanted, lb_error *error)
{
    size_t k = other_generator(&problem->generators);
    bool other = k < problem->generators.count;
    if (problem->is_shared)
        return check_shared(problem, A, wanted, error);
    problem->is_padic = other || wanted == LB_PICTURE_PADIC;
    if (other && (wanted == LB_PICTURE_STATE || wanted == LB_PICTURE_ADJOINT))
        return lb_fail(error, LB_USAGE,
                       "only the p-adic picture takes %s, whose terms neither all commute nor all "
                       "anticommute",
                       lb_generator_called(A->generator_names[k], k).text);
    return LB_OK;
}

static bool has_commuting_terms(const lb_exact_generators *G)
{
    for (size_t k = 0; k < G->count; k++)
        if (G->generators[k].form == LB_EXACT_ANTICOMMUTING)
            return false;
    return true;
}

static void drop_span(lb_exact_problem *problem)
{
    if (problem->span)
        lb_exact_span_clear(problem->span);
    free(problem->span);
    problem->span = NULL;
}

/* List the strings, if that is a picture to take: a gate costs a pass over the vector in the state
 * picture and two rows for each pair of strings in the other. */
static void make_span(lb_exact_problem *problem, lb_exact_picture wanted, size_t length)
{
    bool choose = wanted == LB_PICTURE_AUTOMATIC && length;
    size_t most = choose && length < STRINGS_MAX ? length : STRINGS_MAX;
    problem->span = lb_malloc(1, sizeof *problem->span);
    bool small =
        lb_exact_span_init(problem->span, &problem->generators, most, &problem->run.limits);
    if (!small || (choose && 2 * problem->span->pair_count > length * problem->span->term_count))
        drop_span(problem);
}

static lb_status make_space(lb_exact_problem *problem, lb_error *error)
{
    problem->space = lb_malloc(1, sizeof *problem->space);
    lb_status status =
        lb_padic_space_init(problem->space, &problem->generators, problem->states,
                            problem->state_count, COORDINATES_MAX, &problem->run.limits, error);
    if (status) {
        free(problem->space);
        problem->space = NULL;
    }
    return status;
}

static lb_status choose_picture(lb_exact_problem *problem, const lb_picture_kind **kind,
                                lb_exact_picture wanted, lb_error *error)
{
    if (problem->is_padic) {
        *kind = &lb_padic_picture;
        return make_space(problem, error);
    }
    size_t length = vector_length(problem);
    if (problem->is_shared) {
        *kind = &lb_shared_picture;
        return length ? LB_OK
                      : lb_fail(error, LB_INPUT,
                                "not computed: with shared angles states are vectors, on at most "
                                "%d qubits, the same number for all",
                                LB_EXACT_QUBITS_MAX);
    }
    bool commuting = has_commuting_terms(&problem->generators) && !problem->has_vectors;
    if (wanted != LB_PICTURE_STATE && commuting)
        make_span(problem, wanted, length);
    *kind = problem->span ? &lb_adjoint_picture : &lb_state_picture;
    if (problem->span || (wanted != LB_PICTURE_ADJOINT && length))
        return LB_OK;
    if (wanted == LB_PICTURE_ADJOINT && !commuting)
        return lb_fail(error, LB_USAGE,
                       "the adjoint picture takes generators with commuting terms and stabilizer "
                       "states only");
    return lb_fail(error, LB_INPUT,
                   "not computed: %sthe single terms of the generators generate too many strings "
                   "for the adjoint picture",
                   length ? "" : "the states have too many qubits for vectors, and ");
}

/* Tangents of a state are orthogonal to it, and its phase does not count. */
static size_t space_rank(const lb_padic_space *S)
{
    size_t rank = S->count - S->block_count;
    for (size_t b = 0; b < S->block_count; b++)
        rank -= S->blocks[b].has_phase;
    return rank;
}

/* M, the real dimension of the space of rays for each state, the number of strings, what the space
 * allows. */
static void bound_rank(lb_exact_problem *problem, size_t claimed)
{
    size_t dimension = 0, most = problem->parameters;
    for (size_t s = 0; s < problem->state_count; s++) {
        size_t total = problem->states[s].qubits;
        dimension += total < 40 ? ((size_t)2 << total) - 2 : (size_t)1 << 41;
    }
    if (most > dimension)
        most = dimension;
    if (problem->span && most > problem->span->strings.count)
        most = problem->span->strings.count;
    if (problem->space && most > space_rank(problem->space))
        most = space_rank(problem->space);
    problem->rank_at_most = claimed && claimed < most ? claimed : most;
    problem->rank_end = claimed && claimed < most ? claimed + 1 : most;
}

/* What is allocated before the first row; afterwards the limit is watched. */
static double first_bytes(const lb_exact_problem *problem)
{
    double threads = problem->threads;
    if (problem->span)
        return threads * problem->span->strings.count * LB_EXACT_CHUNK * sizeof(double);
    if (problem->space)
        return lb_padic_matrix_bytes(problem->space) +
               (threads * 4 * LB_EXACT_CHUNK + 24) * (double)problem->space->count * sizeof(double);
    size_t length = vector_length(problem);
    return (2 * threads + 2) * (double)length * sizeof(double) +
           lb_sketch_bytes(length, problem->rank_end + problem->state_count);
}

/* The tables of the state picture take this at most, and half of what the limit leaves. */
#define TABLE_BYTES_MAX (1024.0 * 1024 * 1024)
/* Without a limit of the user's, this share of the physical memory is the limit. */
#define MEMORY_SHARE 0.75

static lb_status check_memory(lb_exact_problem *problem, lb_error *error)
{
    double physical = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    double limit =
        problem->run.limits.bytes ? (double)problem->run.limits.bytes : MEMORY_SHARE * physical;
    double bytes = first_bytes(problem) + (double)lb_resident_bytes(), mebi = 1 << 20;
    if (bytes > limit)
        return lb_fail(error, problem->run.limits.bytes ? LB_UNDECIDED : LB_MEMORY,
                       "memory limit reached: exact tangents would need more than %.0f MiB",
                       ceil(bytes / mebi));
    problem->run.limits.bytes = (size_t)limit;
    if (!problem->span && !problem->space) {
        double room = fmin(TABLE_BYTES_MAX, (limit - bytes) / 2);
        problem->tables = (size_t)(room * (double)problem->state_count /
                                   (double)vector_length(problem) / sizeof(double));
    }
    return LB_OK;
}

lb_status lb_exact_problem_init(lb_exact_problem *problem, const lb_picture_kind **kind,
                                const lb_ansatz_t A, size_t state, const lb_exact_options *options,
                                lb_error *error)
{
    *problem = (lb_exact_problem){.qubits = A->qubits,
                                  .threads = options->run.threads > 0 ? options->run.threads : 1,
                                  .run = options->run,
                                  .start = lb_seconds()};
    lb_exact_generators_init(&problem->generators, A, &problem->run.limits);
    lb_status status = LB_OK;
    if (problem->generators.reached)
        status = lb_fail(error, LB_UNDECIDED, "%s", problem->generators.reached);
    if (status == LB_OK)
        status = count_parameters(problem, A, options, error);
    if (status == LB_OK)
        status = choose_states(problem, A, state, error);
    if (status == LB_OK)
        status = check_generators(problem, A, options->picture, error);
    if (status == LB_OK)
        status = check_states(problem, error);
    if (status == LB_OK)
        status = choose_picture(problem, kind, options->picture, error);
    if (status == LB_OK) {
        bound_rank(problem, options->at_most);
        status = check_memory(problem, error);
    }
    if (status != LB_OK)
        lb_exact_problem_clear(problem);
    return status;
}

bool lb_exact_time_is_up(const lb_exact_problem *problem)
{
    return lb_limit_of_time(&problem->run.limits) != NULL;
}

void lb_exact_problem_clear(lb_exact_problem *problem)
{
    drop_span(problem);
    if (problem->space)
        lb_padic_space_clear(problem->space);
    free(problem->space);
    lb_exact_generators_clear(&problem->generators);
}
