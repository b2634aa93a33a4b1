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
    lb_tangents tangents;
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
    size_t most = rows < s->parameters ? rows : s->parameters;
    double bytes = lb_range_bytes(rows, s->parameters, most) +
                   lb_circuit_bytes(&s->circuit, s->parameters) +
                   (double)lb_tangents_bytes(&s->circuit, s->threads);
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
    lb_tangents_clear(&s->tangents);
    lb_circuit_clear(&s->circuit);
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

static void simulation_start(simulation *s, const double *angles)
{
    lb_circuit_set_angles(&s->circuit, angles, s->parameters);
    double *initial = lb_malloc_aligned(2 * s->circuit.size, sizeof *initial);
    lb_state_fill(initial, s->state, s->qubits);
    openblas_set_num_threads(1);
    lb_tangents_init(&s->tangents, &s->circuit, initial, s->threads);
    free(initial);
}

/* BLAS within a thread of ours must not start threads of its own. */
static lb_status compute_tangents(simulation *s, const lb_tangent_panel *panel, lb_error *error)
{
    openblas_set_num_threads(1);
    lb_status status = lb_tangents_compute(&s->tangents, panel, &s->limits, s->start, error);
    openblas_set_num_threads(s->threads);
    return status;
}

static int compare_gates(const void *a, const void *b)
{
    const size_t *j = a, *k = b;
    return (*j > *k) - (*j < *k);
}

/* The order in which tangents are asked for. Gates at the start of a circuit have tangents that are
 * nearly dependent, and a direction found as a small remainder is as inaccurate as it is small. So
 * panels are drawn from the whole circuit as long as most of what they bring is new; the rest, for
 * which no new directions are expected, comes in the order of the circuit, in one pass. */
typedef struct tangent_order {
    size_t *gates, count, next;
    bool drawing;
    lb_random random;
} tangent_order;

static void order_init(tangent_order *order, size_t count)
{
    *order = (tangent_order){.count = count, .drawing = true};
    order->gates = lb_malloc(count, sizeof *order->gates);
    for (size_t j = 0; j < count; j++)
        order->gates[j] = j;
    lb_random_seed(&order->random, count);
}

/* The next panel is order->gates[next ..], in increasing order; returns its length. */
static size_t order_next(tangent_order *order)
{
    size_t *gates = order->gates + order->next, left = order->count - order->next;
    size_t length = left < LB_RANGE_PANEL ? left : LB_RANGE_PANEL;
    for (size_t i = 0; order->drawing && i < length; i++) {
        size_t other = i + lb_random_below(&order->random, left - i), gate = gates[i];
        gates[i] = gates[other];
        gates[other] = gate;
    }
    qsort(gates, order->drawing ? length : left, sizeof *gates, compare_gates);
    return length;
}

static lb_status find_range(lb_range *range, simulation *s, double *seconds_tangents,
                            lb_error *error)
{
    lb_status status = LB_OK;
    tangent_order order;
    lb_tangent_panel panel = {.stride = range->stride};
    order_init(&order, s->parameters);
    panel.T = lb_malloc_aligned(LB_RANGE_PANEL * range->stride, sizeof *panel.T);
    while (order.next < order.count && status == LB_OK) {
        double start = lb_seconds();
        size_t rank = range->rank;
        panel.count = order_next(&order);
        panel.gates = order.gates + order.next;
        status = compute_tangents(s, &panel, error);
        *seconds_tangents += lb_seconds() - start;
        if (status == LB_OK)
            status = lb_range_add(range, panel.T, panel.count, error);
        order.next += panel.count;
        order.drawing = order.drawing && range->rank - rank > panel.count / 2;
    }
    free(panel.T);
    free(order.gates);
    return status;
}

static lb_status compute_spectrum(lb_spectrum_t S, simulation *s, const double *angles,
                                  lb_error *error)
{
    double start = lb_seconds(), h = lb_circuit_scale(&s->circuit);
    size_t rows = 2 * s->circuit.size;
    lb_range range;
    simulation_start(s, angles);
    lb_range_init(&range, rows, s->parameters, lb_spectrum_floor(rows, s->parameters, h));
    double seconds_tangents = lb_seconds() - start;
    lb_status status = find_range(&range, s, &seconds_tangents, error);
    if (status == LB_OK)
        status = lb_spectrum_compute(S, &range, h, error);
    if (status == LB_OK) {
        S->seconds_tangents = seconds_tangents;
        S->seconds_rank = lb_seconds() - start - seconds_tangents;
    }
    lb_range_clear(&range);
    return status;
}

static lb_status compute_matrix(double *F, simulation *s, const double *angles, lb_error *error)
{
    size_t M = s->parameters, rows = 2 * s->circuit.size;
    tangent_order order;
    order_init(&order, M);
    lb_tangent_panel panel = {.gates = order.gates, .count = M, .stride = lb_range_stride(rows)};
    panel.T = lb_malloc_aligned(panel.stride * M, sizeof *panel.T);
    simulation_start(s, angles);
    lb_status status = compute_tangents(s, &panel, error);
    if (status == LB_OK) {
        blasint m = (blasint)M, N = (blasint)rows, stride = (blasint)panel.stride;
        cblas_dsyrk(CblasColMajor, CblasUpper, CblasTrans, m, N, 4.0, panel.T, stride, 0.0, F, m);
        for (size_t j = 0; j < M; j++)
            for (size_t i = 0; i < j; i++)
                F[j + M * i] = F[i + M * j];
    }
    free(panel.T);
    free(order.gates);
    return status;
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
