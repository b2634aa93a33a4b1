/* The tangent matrix of an ansatz at given or random angles, and what is read off it. */

#include <liebound/rank.h>

#include <cblas.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/random.h"
#include "simulation/ensemble.h"
#include "simulation/precise.h"
#include "simulation/spectrum.h"
#include "state/state.h"

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

/* The tangents of all states, those of one below those of the other. */
static lb_status fill_panel(lb_ensemble *E, const lb_tangent_panel *panel, lb_error *error)
{
    if (E->count == 1)
        return lb_simulation_tangents(&E->states[0], panel, error);
    lb_status status = LB_OK;
    for (size_t i = 0, row = 0; i < E->count && !status; i++) {
        size_t rows = 2 * E->states[i].circuit.size;
        lb_tangent_panel part = *panel;
        part.stride = lb_range_stride(rows);
        part.T = lb_malloc_aligned(part.stride * part.count, sizeof *part.T);
        status = lb_simulation_tangents(&E->states[i], &part, error);
        for (size_t j = 0; j < part.count && !status; j++)
            memcpy(panel->T + panel->stride * j + row, part.T + part.stride * j,
                   rows * sizeof *part.T);
        free(part.T);
        row += rows;
    }
    return status;
}

static lb_status find_range(lb_range *range, lb_ensemble *E, double *seconds_tangents,
                            lb_error *error)
{
    lb_status status = LB_OK;
    tangent_order order;
    lb_tangent_panel panel = {.stride = range->stride};
    order_init(&order, E->states[0].parameters);
    panel.T = lb_malloc_aligned(LB_RANGE_PANEL * range->stride, sizeof *panel.T);
    while (order.next < order.count && status == LB_OK) {
        double start = lb_seconds();
        size_t rank = range->rank;
        panel.count = order_next(&order);
        panel.gates = order.gates + order.next;
        status = lb_simulation_report(&E->states[0], "tangents", order.next, order.count, error);
        if (status == LB_OK)
            status = fill_panel(E, &panel, error);
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

static lb_status compute_spectrum(lb_spectrum_t S, lb_ensemble *E, const double *angles,
                                  lb_error *error)
{
    lb_simulation *s = &E->states[0];
    double start = lb_seconds(), h = lb_simulation_scale(s) * sqrt((double)E->count);
    size_t rows = 2 * E->amplitudes, M = s->parameters;
    double bytes = lb_range_bytes(rows, M, rows < M ? rows : M);
    lb_range range;
    if (E->count > 1)
        bytes += lb_ensemble_bytes(E, LB_RANGE_PANEL);
    lb_status status = lb_simulation_check_memory(s, bytes, error);
    if (status)
        return status;
    lb_ensemble_start(E, angles, false);
    lb_range_init(&range, rows, M, lb_spectrum_floor(rows, M, h), lb_simulation_crew(s));
    double seconds_tangents = lb_seconds() - start;
    status = find_range(&range, E, &seconds_tangents, error);
    if (status == LB_OK)
        status = lb_spectrum_compute(S, &range, h, error);
    if (status == LB_OK) {
        S->seconds_tangents = seconds_tangents;
        S->seconds_rank = lb_seconds() - start - seconds_tangents;
    }
    lb_range_clear(&range);
    return status;
}

/* The same in multiple precision, and what it proves when that is asked for. */
static lb_status compute_precise(lb_spectrum_t S, lb_simulation *s, const double *angles,
                                 const lb_rank_options *options, lb_error *error)
{
    mpfr_prec_t bits = options->precision_bits;
    size_t M = s->parameters, size = s->circuit.size;
    double start = lb_seconds(), h = lb_simulation_scale(s);
    lb_precise_circuit P;
    lb_simulation_sketch sketch;
    lb_status status =
        lb_simulation_check_memory(s,
                                   lb_precise_bytes(&s->circuit, s->columns.gates, bits) +
                                       lb_simulation_sketch_bytes(size, M, s->threads, bits),
                                   error);
    if (status)
        return status;
    lb_simulation_start(s, angles);
    lb_precise_init(&P, &s->circuit, s->A->generators, s->initial, bits);
    if (s->state->amplitudes)
        lb_precise_set_amplitudes(&P, s->state->amplitudes);
    status = lb_simulation_sketch_init(&sketch, &P, &s->columns, s->threads, &s->run.limits, error);
    lb_precise_clear(&P);
    if (status)
        return status;
    double middle = lb_seconds();
    status = lb_simulation_sketch_spectrum(S, &sketch, bits, h, &s->run.limits, error);
    if (!status) {
        if (options->prove && s->state->is_exact && lb_ansatz_degree(s->A) == 1)
            S->proved_rank = lb_simulation_sketch_prove(&sketch, bits, S->rank);
        S->seconds_tangents = middle - start;
        S->seconds_rank = lb_seconds() - middle;
    }
    lb_simulation_sketch_clear(&sketch);
    return status;
}

static lb_status compute_matrix(double *F, lb_simulation *s, const double *angles, lb_error *error)
{
    size_t M = s->parameters, rows = 2 * s->circuit.size;
    tangent_order order;
    lb_status status = lb_simulation_check_memory(
        s, (double)lb_range_stride(rows) * (double)M * sizeof(double), error);
    if (status)
        return status;
    order_init(&order, M);
    lb_tangent_panel panel = {.gates = order.gates, .count = M, .stride = lb_range_stride(rows)};
    panel.T = lb_malloc_aligned(panel.stride * M, sizeof *panel.T);
    lb_simulation_start(s, angles);
    status = lb_simulation_tangents(s, &panel, error);
    if (status == LB_OK) {
        blasint m = (blasint)M, N = (blasint)rows, stride = (blasint)panel.stride;
        openblas_set_num_threads(s->threads);
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
    openblas_set_num_threads(1);
    bool precise = options->precision_bits > DBL_MANT_DIG;
    lb_ensemble E;
    lb_status status = lb_ensemble_init(&E, A, state, options, error);
    if (status == LB_OK && E.count > 1 && (F || precise))
        status = lb_fail(error, LB_USAGE,
                         "several states at once have a spectrum in double "
                         "precision only");
    lb_simulation *s = &E.states[0];
    if (status == LB_OK)
        status = lb_simulation_check_memory(s, 0, error);
    if (status == LB_OK) {
        double *drawn = NULL;
        if (!angles) {
            drawn = lb_malloc(s->parameters, sizeof *drawn);
            lb_random_angles(drawn, s->parameters, options->seed);
            angles = drawn;
        }
        if (F)
            status = compute_matrix(F, s, angles, error);
        else if (precise)
            status = compute_precise(S, s, angles, options, error);
        else
            status = compute_spectrum(S, &E, angles, error);
        free(drawn);
    }
    lb_ensemble_clear(&E);
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

/* A product and half a sum of numbers of `bits` bits, in seconds. */
static double operation_seconds(int bits)
{
    return 2.5e-8 + 1e-10 * bits;
}

double lb_qfim_precise_seconds(const lb_ansatz_t A, const lb_rank_options *options, int bits)
{
    double K = (double)A->generator_count, terms = 0;
    size_t layers = options->layers ? options->layers : 1;
    double M =
        options->parameters ? (double)options->parameters : (double)lb_ansatz_rotations(A, layers);
    double numbers = ldexp(2, (int)fmin((double)A->states[0].qubits, 500));
    for (size_t k = 0; k < A->generator_count; k++)
        terms += (double)A->generators[k].length / K;
    double rows = fmin(numbers, 2 * M + 16), rank = fmin(M, numbers);
    double tangents = M * M / 4 * terms * numbers * 2, elimination = 2 * rows * M * rank;
    int threads = options->run.threads > 1 ? options->run.threads : 1;
    return operation_seconds(bits) * (tangents / threads + elimination);
}
