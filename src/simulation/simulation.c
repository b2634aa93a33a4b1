/* The checks come before any large memory is taken. */

#include "simulation/simulation.h"

#include <cblas.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/random.h"
#include "circuit/state.h"

void lb_random_angles(double *angles, size_t count, uint64_t seed)
{
    const double circle = 6.283185307179586476925;
    lb_random random;
    lb_random_seed(&random, seed);
    for (size_t j = 0; j < count; j++)
        angles[j] = circle * lb_random_unit(&random);
}

static lb_status count_parameters(size_t *M, const lb_ansatz_t A, const lb_rank_options *options,
                                  lb_error *error)
{
    size_t layers = options->layers ? options->layers : 1, K = A->generator_count;
    if (K && layers > INT_MAX / K)
        return lb_fail(error, LB_INPUT, "%zu layers of %zu generators are too many angles", layers,
                       K);
    if (options->parameters > layers * K)
        return lb_fail(error, LB_USAGE, "%zu parameters were asked for, but %zu layers have %zu",
                       options->parameters, layers, layers * K);
    *M = options->parameters ? options->parameters : layers * K;
    return LB_OK;
}

static lb_status find_state(const char **state, size_t *total, const lb_ansatz_t A, size_t number,
                            lb_error *error)
{
    if (number >= (A->state_count ? A->state_count : 1))
        return lb_fail(error, LB_USAGE, "there is no training state number %zu", number);
    *state = A->state_count ? A->states[number] : "zero";
    lb_status status = lb_state_qubits(total, *state, A->qubits, error);
    if (status == LB_OK && *total > LB_SIMULATED_QUBITS_MAX)
        return lb_fail(error, LB_INPUT,
                       "a state vector on %zu qubits is too large: at most %d are simulated "
                       "(a bell state has twice the qubits of the ansatz)",
                       *total, LB_SIMULATED_QUBITS_MAX);
    return status;
}

/* Without a limit of the user's, this share of the physical memory is the limit. */
#define MEMORY_SHARE 0.75

/* The estimate is for the whole simulation, in floating point so that nothing overflows. */
lb_status lb_simulation_check_memory(const lb_simulation *s, double bytes, lb_error *error)
{
    size_t rows = 2 * s->circuit.size;
    bytes += lb_circuit_bytes(&s->circuit, s->parameters) +
             (double)lb_tangents_bytes(&s->circuit, s->threads);
    const double mebi = 1 << 20;
    if (s->run.limits.bytes && bytes + (double)lb_resident_bytes() > (double)s->run.limits.bytes)
        return lb_fail(error, LB_UNDECIDED,
                       "memory limit reached: the tangent vectors of %zu parameters on %zu real "
                       "numbers need %.0f MiB more",
                       s->parameters, rows, ceil(bytes / mebi));
    double physical = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    physical *= MEMORY_SHARE;
    if (!s->run.limits.bytes && bytes > physical)
        return lb_fail(error, LB_MEMORY,
                       "the tangent vectors of %zu parameters on %zu real numbers need %.0f MiB; "
                       "without a memory limit at most %.0f are taken on this machine",
                       s->parameters, rows, ceil(bytes / mebi), physical / mebi);
    return LB_OK;
}

void lb_simulation_clear(lb_simulation *s)
{
    lb_tangents_clear(&s->tangents);
    lb_circuit_clear(&s->circuit);
    free(s->initial);
    if (s->pool)
        lb_pool_free(s->pool);
}

lb_pool *lb_simulation_pool(lb_simulation *s)
{
    if (!s->pool)
        s->pool = lb_pool_new(s->threads);
    return s->pool;
}

lb_crew lb_simulation_crew(lb_simulation *s)
{
    return (lb_crew){lb_simulation_pool(s), &s->run.limits};
}

lb_status lb_simulation_init(lb_simulation *s, const lb_ansatz_t A, size_t state,
                             const lb_rank_options *options, lb_error *error)
{
    *s = (lb_simulation){
        .A = A, .qubits = A->qubits, .run = options->run, .times = lb_report_times_now()};
    size_t total;
    lb_status status = count_parameters(&s->parameters, A, options, error);
    s->threads = options->run.threads > 0 ? options->run.threads : 1;
    if (s->parameters < (size_t)s->threads)
        s->threads = s->parameters ? (int)s->parameters : 1;
    if (status == LB_OK)
        status = find_state(&s->state, &total, A, state, error);
    if (status == LB_OK)
        status = lb_circuit_init(&s->circuit, A->generators, A->generator_names, A->generator_count,
                                 total, &s->run.limits, error);
    return status;
}

void lb_simulation_set_angles(lb_simulation *s, const double *angles)
{
    lb_circuit_set_angles(&s->circuit, angles, s->parameters);
    if (!s->initial) {
        s->initial = lb_malloc_aligned(2 * s->circuit.size, sizeof *s->initial);
        lb_state_fill(s->initial, s->state, s->qubits);
    }
}

void lb_simulation_start(lb_simulation *s, const double *angles)
{
    lb_simulation_set_angles(s, angles);
    lb_tangents_clear(&s->tangents);
    lb_tangents_init(&s->tangents, &s->circuit, s->initial, s->parameters / 2,
                     lb_simulation_pool(s));
}

lb_status lb_simulation_report(lb_simulation *s, const char *stage, size_t done, size_t total,
                               lb_error *error)
{
    lb_progress progress = {.stage = stage, .done = done, .total = total};
    const char *ended = lb_report(&s->run, &s->times, progress);
    return ended ? lb_fail(error, LB_UNDECIDED, "%s", ended) : LB_OK;
}

lb_status lb_simulation_tangents(lb_simulation *s, const lb_tangent_panel *panel, lb_error *error)
{
    int threads = openblas_get_num_threads();
    openblas_set_num_threads(1);
    lb_status status = lb_tangents_compute(&s->tangents, panel, &s->run.limits, error);
    openblas_set_num_threads(threads);
    return status;
}
