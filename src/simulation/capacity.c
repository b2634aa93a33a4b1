/* A row of J is a linear form in the tangents at one amplitude: d_j p_x = 2 Re(conj(psi_x) d_j
 * psi_x). So J is made a panel at a time from tangents in the frame of the end. For several states
 * the rows of all are put below each other, divided by the root of their number. */

#include <liebound/capacity.h>

#include <assert.h>
#include <cblas.h>
#include <math.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/memory.h"
#include "linalg/range_finder.h"
#include "simulation/ensemble.h"
#include "simulation/spectrum.h"

/* Outcomes of smaller amplitude are left out: their phase is lost to rounding. */
#define AMPLITUDE_LEAST 1e-8

static lb_status check_memory(const lb_ensemble *E, lb_error *error)
{
    size_t M = E->states[0].parameters, rows = E->amplitudes;
    double bytes = lb_range_bytes(rows, M, rows < M ? rows : M);
    return lb_simulation_check_memory(&E->states[0], bytes + lb_ensemble_bytes(E, LB_RANGE_PANEL),
                                      error);
}

/* The rows of one state in one column of J, from the tangent v. */
static void fill_rows(double *J, const double *v, const double *psi, size_t size, double weight)
{
    for (size_t x = 0; x < size; x++) {
        double re = psi[x], im = psi[size + x], amplitude = hypot(re, im);
        J[x] = amplitude < AMPLITUDE_LEAST
                   ? 0
                   : 2 * weight * (re * v[x] + im * v[size + x]) / amplitude;
    }
}

/* Columns `gates` of J, with the stride of the range. */
static lb_status fill_panel(lb_ensemble *E, double *J, size_t stride, lb_tangent_panel panel,
                            lb_error *error)
{
    double weight = 1 / sqrt((double)E->count);
    size_t row = 0;
    for (size_t i = 0; i < E->count; i++) {
        lb_simulation *s = &E->states[i];
        size_t size = s->circuit.size;
        panel.stride = lb_range_stride(2 * size);
        panel.T = lb_malloc_aligned(panel.stride * panel.count, sizeof *panel.T);
        lb_status status = lb_simulation_tangents(s, &panel, error);
        for (size_t j = 0; j < panel.count && !status; j++)
            fill_rows(J + stride * j + row, panel.T + panel.stride * j, s->tangents.psi, size,
                      weight);
        free(panel.T);
        if (status)
            return status;
        row += size;
    }
    return LB_OK;
}

static lb_status fisher_range(lb_range *range, lb_ensemble *E, lb_error *error)
{
    size_t gates[LB_RANGE_PANEL], M = E->states[0].parameters;
    double *J = lb_malloc_aligned(range->stride * LB_RANGE_PANEL, sizeof *J);
    lb_status status = LB_OK;
    for (size_t j = 0; j < M && !status;) {
        lb_tangent_panel panel = {.gates = gates};
        for (; panel.count < LB_RANGE_PANEL && j < M; j++)
            gates[panel.count++] = j;
        status = lb_simulation_report(&E->states[0], "Fisher information", gates[0], M, error);
        if (!status)
            status = fill_panel(E, J, range->stride, panel, error);
        if (!status)
            status = lb_range_add(range, J, panel.count, error);
    }
    free(J);
    return status;
}

static lb_status compute_fisher(lb_spectrum_t S, lb_ensemble *E, const double *angles,
                                uint64_t seed, lb_error *error)
{
    size_t M = E->states[0].parameters;
    double h = 2 * lb_simulation_scale(&E->states[0]), *drawn = lb_malloc(M, sizeof *drawn);
    lb_range range;
    lb_random_angles(drawn, M, seed);
    lb_ensemble_start(E, angles ? angles : drawn, true);
    lb_range_init(&range, E->amplitudes, M, lb_spectrum_floor(E->amplitudes, M, h),
                  lb_simulation_crew(&E->states[0]));
    lb_status status = fisher_range(&range, E, error);
    if (!status)
        status = lb_spectrum_compute(S, &range, h, error);
    lb_range_clear(&range);
    free(drawn);
    return status;
}

lb_status lb_fisher_spectrum(lb_spectrum_t S, const lb_ansatz_t A, size_t state,
                             const double *angles, const lb_rank_options *options, lb_error *error)
{
    int blas_threads = openblas_get_num_threads();
    openblas_set_num_threads(1);
    lb_ensemble E;
    lb_status status = lb_ensemble_init(&E, A, state, options, error);
    if (!status)
        status = check_memory(&E, error);
    if (!status)
        status = compute_fisher(S, &E, angles, options->seed, error);
    lb_ensemble_clear(&E);
    openblas_set_num_threads(blas_threads);
    return status;
}

/* What the samples leave: the squares of the singular values of J of each. */
typedef struct samples {
    size_t count;
    lb_spectrum_struct *spectra;
} samples;

/* d_n, with the logarithm of a mean of exponentials taken around its largest term. */
static double effective_dimension(const samples *s, size_t M, double data)
{
    double kappa = data / (2 * M_PI * log(data)), trace = 0, largest = 0, sum = 0;
    double *halves = lb_calloc(s->count, sizeof *halves);
    for (size_t i = 0; i < s->count; i++)
        for (size_t k = 0; k < s->spectra[i].count; k++)
            trace += pow(s->spectra[i].singular_values[k], 2) / (double)s->count;
    for (size_t i = 0; i < s->count && trace > 0; i++) {
        for (size_t k = 0; k < s->spectra[i].count; k++)
            halves[i] +=
                0.5 * log1p(kappa * (double)M * pow(s->spectra[i].singular_values[k], 2) / trace);
        largest = fmax(largest, halves[i]);
    }
    for (size_t i = 0; i < s->count; i++)
        sum += exp(halves[i] - largest);
    free(halves);
    return 2 * (largest + log(sum / (double)s->count)) / log(kappa);
}

/* The ranks of the QFIM of one sample, for each state asked for. */
static lb_status add_quantum(lb_capacity_struct *C, const lb_ansatz_t A, size_t state,
                             const lb_rank_options *options, lb_error *error)
{
    bool all = state == LB_CAPACITY_ALL_STATES;
    size_t first = all ? 0 : state;
    size_t count = all ? A->state_count : 1;
    lb_spectrum_t S;
    lb_status status = LB_OK;
    lb_spectrum_init(S);
    for (size_t i = first; i < first + count && !status; i++) {
        status = lb_qfim_spectrum(S, A, i, options, error);
        C->d1 += (double)S->rank / (double)(count * C->samples);
        C->d1_largest = S->rank > C->d1_largest ? S->rank : C->d1_largest;
        C->smallest_gap = fmin(C->smallest_gap, S->gap);
    }
    lb_spectrum_clear(S);
    return status;
}

lb_status lb_capacity_compute(lb_capacity_struct *C, const lb_ansatz_t A, size_t state,
                              const lb_capacity_options *options, lb_error *error)
{
    lb_capacity_struct new = {.samples = options->samples ? options->samples : 10};
    double data = options->data > 0 ? options->data : LB_CAPACITY_DATA;
    samples s = {.count = new.samples};
    lb_status status = LB_OK;
    assert(data >= LB_CAPACITY_DATA_LEAST);
    new.smallest_gap = HUGE_VAL;
    s.spectra = lb_malloc(s.count, sizeof *s.spectra);
    for (size_t i = 0; i < s.count; i++)
        lb_spectrum_init(&s.spectra[i]);
    for (size_t i = 0; i < s.count && !status; i++) {
        lb_rank_options rank = {.layers = options->layers,
                                .parameters = options->parameters,
                                .seed = options->seed + i,
                                .run = options->run};
        status = add_quantum(&new, A, state, &rank, error);
        if (!status)
            status = lb_fisher_spectrum(&s.spectra[i], A, state, NULL, &rank, error);
        new.parameters = s.spectra[i].parameters;
        new.d2 = s.spectra[i].rank > new.d2 ? s.spectra[i].rank : new.d2;
        new.smallest_gap = fmin(new.smallest_gap, s.spectra[i].gap);
    }
    if (!status) {
        new.effective_dimension = effective_dimension(&s, new.parameters, data);
        *C = new;
    }
    for (size_t i = 0; i < s.count; i++)
        lb_spectrum_clear(&s.spectra[i]);
    free(s.spectra);
    return status;
}
