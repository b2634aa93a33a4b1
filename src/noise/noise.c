#include <liebound/noise.h>

#include <cblas.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>
#include <liebound/rank.h>

#include "base/limits.h"
#include "base/memory.h"
#include "noise/fisher.h"

void lb_noise_spectrum_init(lb_noise_spectrum_t S)
{
    *S = (lb_noise_spectrum_struct){.gap = HUGE_VAL};
}

void lb_noise_spectrum_clear(lb_noise_spectrum_t S)
{
    free(S->eigenvalues);
    lb_noise_spectrum_init(S);
}

/* What is asked for at the ends of layers: spectra, or both matrices once. */
typedef struct request {
    const size_t *layers;
    size_t count;
    lb_noise_spectrum_struct *S; /* or NULL */
    size_t done;
    double *F, *rho;
} request;

static lb_status check_layers(const lb_ansatz_t A, const size_t *layers, size_t count,
                              lb_error *error)
{
    for (size_t i = 0; i < count; i++)
        if (!layers[i] || (i && layers[i] <= layers[i - 1]))
            return lb_fail(error, LB_USAGE, "numbers of layers are positive and increase");
    if (count && lb_ansatz_angles(A, layers[count - 1]) > INT_MAX)
        return lb_fail(error, LB_INPUT, "%zu layers of %zu angles are too many angles",
                       layers[count - 1], lb_ansatz_layer_angles(A));
    return LB_OK;
}

/* Without a limit of the user's, this share of the physical memory is the limit. */
#define MEMORY_SHARE 0.75

static lb_status check_memory(const lb_noise_plan *plan, size_t angles, bool matrix,
                              const lb_limits *limits, lb_error *error)
{
    const double mebi = 1 << 20;
    double bytes = lb_noise_evolution_bytes(plan->qubits, angles) +
                   lb_noise_fisher_bytes(plan->qubits, angles, matrix);
    double physical = MEMORY_SHARE * (double)lb_physical_bytes();
    if (!lb_limits_allow(limits, bytes))
        return lb_fail(error, LB_UNDECIDED,
                       "memory limit reached: density matrices and %zu derivatives on %zu qubits "
                       "need %.0f MiB more",
                       angles, plan->qubits, ceil(bytes / mebi));
    if (!limits->bytes && bytes > physical)
        return lb_fail(error, LB_MEMORY,
                       "density matrices and %zu derivatives on %zu qubits need %.0f MiB; without "
                       "a memory limit at most %.0f are taken on this machine",
                       angles, plan->qubits, ceil(bytes / mebi), physical / mebi);
    return LB_OK;
}

static lb_status answer(request *r, const lb_noise_evolution *E, lb_error *error)
{
    lb_status status = LB_OK;
    if (r->rho)
        lb_noise_density((double complex *)r->rho, E);
    if (r->F)
        status = lb_noise_fisher_matrix(r->F, E, error);
    if (r->S) {
        status = lb_noise_fisher_spectrum(&r->S[r->done], E, error);
        if (!status)
            r->S[r->done].layers = r->layers[r->done];
    }
    if (!status)
        r->done++;
    return status;
}

/* Between layers the progress is told. */
static lb_status evolve(request *r, lb_noise_evolution *E, const lb_ansatz_t A, lb_error *error)
{
    size_t last = r->count ? r->layers[r->count - 1] : 0, K = lb_ansatz_layer_angles(A);
    bool goes_on = lb_noise_evolve(E, &E->plan->lists[LB_NOISE_FIRST], lb_ansatz_first_angles(A));
    lb_status status = LB_OK;
    for (size_t layer = 1; layer <= last && goes_on && !status; layer++) {
        lb_progress progress = {.stage = "layers", .done = layer - 1, .total = last};
        goes_on = lb_run_goes_on(E->run, INT_MAX, progress) &&
                  lb_noise_evolve(E, &E->plan->lists[LB_NOISE_LAYER], K);
        if (goes_on && layer == r->layers[r->done])
            status = answer(r, E, error);
    }
    return goes_on ? status : lb_fail(error, LB_UNDECIDED, "%s", E->run->stopped);
}

static lb_status run_plan(request *r, const lb_noise_plan *plan, const lb_ansatz_t A,
                          const double *angles, const lb_noise_options *options, lb_error *error)
{
    lb_noise_evolution E;
    lb_run run;
    size_t M = lb_ansatz_angles(A, r->count ? r->layers[r->count - 1] : 0);
    lb_status status = check_memory(plan, M, r->F != NULL, &options->run.limits, error);
    if (status)
        return status;
    double *drawn = lb_malloc(M, sizeof *drawn);
    if (angles)
        memcpy(drawn, angles, M * sizeof *drawn);
    else
        lb_random_angles(drawn, M, options->seed);
    lb_run_start(&run, &options->run);
    run.options.threads = run.options.threads > 1 ? run.options.threads : 1;
    lb_noise_evolution_init(&E, plan, drawn, &run);
    status = evolve(r, &E, A, error);
    lb_noise_evolution_clear(&E);
    lb_run_end(&run);
    free(drawn);
    return status;
}

/* Within threads of ours BLAS must start none. */
static lb_status run(request *r, const lb_ansatz_t A, size_t state, const double *angles,
                     const lb_noise_options *options, lb_error *error)
{
    int blas_threads = openblas_get_num_threads();
    lb_noise_plan plan;
    lb_status status = check_layers(A, r->layers, r->count, error);
    if (status)
        return status;
    openblas_set_num_threads(1);
    status = lb_noise_plan_init(&plan, A, state, options, error);
    if (!status) {
        status = run_plan(r, &plan, A, angles, options, error);
        lb_noise_plan_clear(&plan);
    }
    openblas_set_num_threads(blas_threads);
    return status;
}

lb_status lb_noise_spectra(lb_noise_spectrum_struct *S, size_t *done, const lb_ansatz_t A,
                           size_t state, const size_t *layers, size_t count, const double *angles,
                           const lb_noise_options *options, lb_error *error)
{
    request r = {.layers = layers, .count = count, .S = S};
    lb_status status = run(&r, A, state, angles, options, error);
    if (done)
        *done = r.done;
    return status;
}

lb_status lb_noise_matrix(double *F, double *rho, const lb_ansatz_t A, size_t state, size_t layers,
                          const double *angles, const lb_noise_options *options, lb_error *error)
{
    request r = {.layers = &layers, .count = 1, .F = F, .rho = rho};
    return run(&r, A, state, angles, options, error);
}
