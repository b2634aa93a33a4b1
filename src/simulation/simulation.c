/* The checks come before any large memory is taken. */

#include "simulation/simulation.h"

#include <cblas.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/random.h"
#include "circuit/state.h"
#include "linalg/range_finder.h"

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
    size_t layers = options->layers ? options->layers : 1, most = lb_ansatz_angles(A, layers);
    if (most > INT_MAX || lb_ansatz_rotations(A, layers) > INT_MAX)
        return lb_fail(error, LB_INPUT, "%zu layers of %zu angles are too many angles", layers,
                       lb_ansatz_layer_angles(A));
    if (options->parameters > most)
        return lb_fail(error, LB_USAGE, "%zu parameters were asked for, but %zu layers have %zu",
                       options->parameters, layers, most);
    *M = options->parameters ? options->parameters : most;
    return lb_ansatz_check_cut(A, *M, error);
}

static lb_status find_state(const lb_state_struct **state, const lb_ansatz_t A, size_t number,
                            lb_error *error)
{
    if (number >= A->state_count)
        return lb_fail(error, LB_USAGE, "there is no training state number %zu", number);
    *state = &A->states[number];
    if ((*state)->qubits > LB_SIMULATED_QUBITS_MAX)
        return lb_fail(error, LB_INPUT,
                       "a state vector on %zu qubits is too large: at most %d are simulated "
                       "(a bell state has twice the qubits of the ansatz)",
                       (*state)->qubits, LB_SIMULATED_QUBITS_MAX);
    return LB_OK;
}

/* Without a limit of the user's, this share of the physical memory is the limit. */
#define MEMORY_SHARE 0.75

/* The estimate is for the whole simulation, in floating point so that nothing overflows. */
lb_status lb_simulation_check_memory(const lb_simulation *s, double bytes, lb_error *error)
{
    size_t rows = 2 * s->circuit.size;
    bytes += lb_circuit_bytes(&s->circuit, s->columns.gates) +
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
    lb_columns_clear(&s->columns);
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
    lb_status status = count_parameters(&s->parameters, A, options, error);
    s->threads = options->run.threads > 0 ? options->run.threads : 1;
    if (s->parameters < (size_t)s->threads)
        s->threads = s->parameters ? (int)s->parameters : 1;
    if (status == LB_OK)
        status = find_state(&s->state, A, state, error);
    if (status == LB_OK)
        status = lb_circuit_init(&s->circuit, A->generators, A->generator_names, A->generator_count,
                                 s->state->qubits, &s->run.limits, error);
    if (status == LB_OK) {
        lb_columns_init(&s->columns, A, s->parameters);
        if (A->layers)
            lb_circuit_set_order(&s->circuit, s->columns.order, s->columns.gates);
    }
    return status;
}

void lb_simulation_set_angles(lb_simulation *s, const double *angles)
{
    if (s->columns.first) {
        double *all = lb_malloc(s->columns.gates, sizeof *all);
        lb_columns_expand(&s->columns, all, angles);
        lb_circuit_set_angles(&s->circuit, all, s->columns.gates);
        free(all);
    } else {
        lb_circuit_set_angles(&s->circuit, angles, s->parameters);
    }
    if (!s->initial) {
        s->initial = lb_malloc_aligned(2 * s->circuit.size, sizeof *s->initial);
        lb_circuit_fill_state(s->initial, s->state);
    }
}

void lb_simulation_start(lb_simulation *s, const double *angles)
{
    lb_simulation_set_angles(s, angles);
    lb_tangents_clear(&s->tangents);
    lb_tangents_init(&s->tangents, &s->circuit, s->initial, s->columns.gates / 2,
                     lb_simulation_pool(s));
}

lb_status lb_simulation_report(lb_simulation *s, const char *stage, size_t done, size_t total,
                               lb_error *error)
{
    lb_progress progress = {.stage = stage, .done = done, .total = total};
    const char *ended = lb_report(&s->run, &s->times, progress);
    return ended ? lb_fail(error, LB_UNDECIDED, "%s", ended) : LB_OK;
}

double lb_simulation_scale(const lb_simulation *s)
{
    return lb_circuit_scale(&s->circuit) * (double)s->columns.most;
}

lb_status lb_simulation_gate_tangents(lb_simulation *s, const lb_tangent_panel *panel,
                                      lb_error *error)
{
    int threads = openblas_get_num_threads();
    openblas_set_num_threads(1);
    lb_status status = lb_tangents_compute(&s->tangents, panel, &s->run.limits, error);
    openblas_set_num_threads(threads);
    return status;
}

/* One gate of a column that is asked for. */
typedef struct member {
    size_t gate, column;
    bool negative;
} member;

static int compare_members(const void *a, const void *b)
{
    const member *s = a, *t = b;
    return (s->gate > t->gate) - (s->gate < t->gate);
}

/* The gates of the angles of a panel in increasing order, which the caller frees. */
static member *list_members(const lb_columns *C, const lb_tangent_panel *panel, size_t *count)
{
    *count = 0;
    for (size_t k = 0; k < panel->count; k++)
        *count += C->first[panel->gates[k] + 1] - C->first[panel->gates[k]];
    member *all = lb_malloc(*count, sizeof *all);
    for (size_t k = 0, m = 0; k < panel->count; k++)
        for (size_t i = C->first[panel->gates[k]]; i < C->first[panel->gates[k] + 1]; i++)
            all[m++] = (member){C->gate[i], k, C->negative[i]};
    qsort(all, *count, sizeof *all, compare_members);
    return all;
}

lb_status lb_simulation_tangents(lb_simulation *s, const lb_tangent_panel *panel, lb_error *error)
{
    if (!s->columns.first)
        return lb_simulation_gate_tangents(s, panel, error);
    size_t count, gates[LB_RANGE_PANEL], length = 2 * s->circuit.size;
    member *all = list_members(&s->columns, panel, &count);
    lb_tangent_panel part = {.gates = gates, .stride = panel->stride};
    lb_status status = LB_OK;
    part.T = lb_malloc_aligned(LB_RANGE_PANEL * panel->stride, sizeof *part.T);
    for (size_t k = 0; k < panel->count; k++)
        memset(panel->T + panel->stride * k, 0, length * sizeof *panel->T);
    for (size_t m = 0; m < count && !status; m += part.count) {
        part.count = count - m < LB_RANGE_PANEL ? count - m : LB_RANGE_PANEL;
        for (size_t i = 0; i < part.count; i++)
            gates[i] = all[m + i].gate;
        status = lb_simulation_gate_tangents(s, &part, error);
        for (size_t i = 0; i < part.count && !status; i++)
            cblas_daxpy((blasint)length, all[m + i].negative ? -1 : 1, part.T + part.stride * i, 1,
                        panel->T + panel->stride * all[m + i].column, 1);
    }
    free(part.T);
    free(all);
    return status;
}
