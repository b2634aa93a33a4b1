/* The tangent matrix of an ansatz at given or random angles, and what is read off it. */

#include <liebound/rank.h>

#include <cblas.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/random.h"
#include "circuit/gates.h"
#include "circuit/state.h"
#include "circuit/tangent.h"
#include "rank/spectrum.h"

/* A simulation that was found possible, before any large memory is taken. */
typedef struct simulation {
    lb_circuit circuit;
    const char *state;
    size_t qubits, parameters;
    int threads;
    lb_limits limits;
    double start;
    double *T; /* 2 * circuit.size rows, `parameters` columns */
} simulation;

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
static lb_status check_memory(const simulation *s, lb_error *error)
{
    size_t rows = 2 * s->circuit.size;
    double bytes = (double)rows * (double)s->parameters * sizeof(double) +
                   lb_circuit_bytes(&s->circuit, s->parameters) +
                   (double)lb_tangent_bytes(&s->circuit, s->threads) +
                   lb_spectrum_bytes(rows, s->parameters);
    const double mebi = 1 << 20;
    if (s->limits.bytes && bytes + (double)lb_resident_bytes() > (double)s->limits.bytes)
        return lb_fail(error, LB_UNDECIDED,
                       "memory limit reached: the tangent matrix of %zu parameters on %zu real "
                       "numbers needs %.0f MiB more",
                       s->parameters, rows, ceil(bytes / mebi));
    double physical = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    physical *= MEMORY_SHARE;
    if (!s->limits.bytes && bytes > physical)
        return lb_fail(error, LB_MEMORY,
                       "the tangent matrix of %zu parameters on %zu real numbers needs %.0f MiB; "
                       "without a memory limit at most %.0f are taken on this machine",
                       s->parameters, rows, ceil(bytes / mebi), physical / mebi);
    return LB_OK;
}

static void simulation_clear(simulation *s)
{
    lb_circuit_clear(&s->circuit);
    free(s->T);
}

static lb_status simulation_init(simulation *s, const lb_ansatz_t A, size_t state,
                                 const lb_rank_options *options, lb_error *error)
{
    *s = (simulation){.qubits = A->qubits, .limits = options->limits, .start = lb_seconds()};
    size_t total;
    lb_status status = count_parameters(&s->parameters, A, options, error);
    s->threads = options->threads > 0 ? options->threads : 1;
    if (s->parameters < (size_t)s->threads)
        s->threads = s->parameters ? (int)s->parameters : 1;
    if (status == LB_OK)
        status = find_state(&s->state, &total, A, state, error);
    if (status == LB_OK)
        status = lb_circuit_init(&s->circuit, A->generators, A->generator_count, A->qubits, total,
                                 error);
    if (status == LB_OK && (status = check_memory(s, error)) != LB_OK)
        simulation_clear(s);
    return status;
}

/* Compute T at the angles. BLAS within a thread of ours must not start threads of its own. */
static lb_status simulation_run(simulation *s, const double *angles, lb_error *error)
{
    size_t rows = 2 * s->circuit.size;
    lb_circuit_set_angles(&s->circuit, angles, s->parameters);
    s->T = lb_malloc_aligned(rows * s->parameters, sizeof *s->T);
    double *initial = lb_malloc_aligned(rows, sizeof *initial);
    double *psi = lb_malloc_aligned(rows, sizeof *psi);
    lb_state_fill(initial, s->state, s->qubits);
    openblas_set_num_threads(1);
    lb_status status =
        lb_tangents(s->T, psi, &s->circuit, initial, s->threads, &s->limits, s->start, error);
    openblas_set_num_threads(s->threads);
    free(initial);
    free(psi);
    return status;
}

static lb_status compute_spectrum(lb_spectrum_t S, simulation *s, const double *angles,
                                  lb_error *error)
{
    double start = lb_seconds();
    lb_status status = simulation_run(s, angles, error);
    if (status != LB_OK)
        return status;
    double middle = lb_seconds();
    status = lb_spectrum_compute(S, s->T, 2 * s->circuit.size, s->parameters,
                                 lb_circuit_scale(&s->circuit), error);
    if (status == LB_OK) {
        S->seconds_tangents = middle - start;
        S->seconds_rank = lb_seconds() - middle;
    }
    return status;
}

static lb_status compute_matrix(double *F, simulation *s, const double *angles, lb_error *error)
{
    lb_status status = simulation_run(s, angles, error);
    if (status != LB_OK)
        return status;
    size_t M = s->parameters;
    blasint m = (blasint)M, rows = (blasint)(2 * s->circuit.size);
    cblas_dsyrk(CblasColMajor, CblasUpper, CblasTrans, m, rows, 4.0, s->T, rows, 0.0, F, m);
    for (size_t j = 0; j < M; j++)
        for (size_t i = 0; i < j; i++)
            F[j + M * i] = F[i + M * j];
    return LB_OK;
}

/* Both answers need the same preparation; exactly one of S and F is given, and NULL angles are
 * drawn from the seed. */
static lb_status run(lb_spectrum_struct *S, double *F, const lb_ansatz_t A, size_t state,
                     const double *angles, const lb_rank_options *options, lb_error *error)
{
    int blas_threads = openblas_get_num_threads();
    openblas_set_num_threads(options->threads > 0 ? options->threads : 1);
    simulation s;
    lb_status status = simulation_init(&s, A, state, options, error);
    if (status == LB_OK) {
        double *drawn = NULL;
        if (!angles) {
            drawn = lb_malloc(s.parameters, sizeof *drawn);
            lb_random_angles(drawn, s.parameters, options->seed);
            angles = drawn;
        }
        status = S ? compute_spectrum(S, &s, angles, error) : compute_matrix(F, &s, angles, error);
        free(drawn);
        simulation_clear(&s);
    }
    openblas_set_num_threads(blas_threads);
    return status;
}

lb_status lb_qfim_spectrum(lb_spectrum_t S, const lb_ansatz_t A, size_t state,
                           const lb_rank_options *options, lb_error *error)
{
    return run(S, NULL, A, state, NULL, options, error);
}

lb_status lb_qfim_spectrum_at(lb_spectrum_t S, const lb_ansatz_t A, size_t state,
                              const double *angles, const lb_rank_options *options, lb_error *error)
{
    return run(S, NULL, A, state, angles, options, error);
}

lb_status lb_qfim_matrix(double *F, const lb_ansatz_t A, size_t state, const double *angles,
                         const lb_rank_options *options, lb_error *error)
{
    return run(NULL, F, A, state, angles, options, error);
}
