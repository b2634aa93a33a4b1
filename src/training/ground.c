/* Lanczos without reorthogonalization: copies of eigenvalues that were found do no harm to the
 * smallest. */

#include <liebound/training.h>

#include <assert.h>
#include <cblas.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/random.h"
#include "simulation/observable.h"
#include "training/free_fermions.h"

enum { LANCZOS_STEPS = 2000, LANCZOS_LOOK = 10, TERMS_MAX = 1000 /* of free fermions */ };

static bool is_diagonal(const lb_sum_t O)
{
    for (size_t t = 0; t < O->length; t++)
        for (size_t i = 0; i < O->strings[t].length; i++)
            if (O->strings[t].blocks[i].x)
                return false;
    return true;
}

/* Whether a tridiagonal matrix has an eigenvalue below x: a pivot of T - x is negative (Sturm). */
static bool has_below(const double *alpha, const double *beta, size_t count, double x)
{
    double pivot = alpha[0] - x;
    for (size_t k = 1; k < count && pivot > 0; k++)
        pivot = alpha[k] - x - beta[k - 1] * beta[k - 1] / pivot;
    return pivot <= 0;
}

/* Its smallest eigenvalue, by bisection to the last bit. */
static double smallest(const double *alpha, const double *beta, size_t count)
{
    double low = HUGE_VAL, high = HUGE_VAL;
    for (size_t k = 0; k < count; k++) {
        double radius = (k ? beta[k - 1] : 0) + (k + 1 < count ? beta[k] : 0);
        low = fmin(low, alpha[k] - radius);
        high = fmin(high, alpha[k]);
    }
    for (;;) {
        double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return high;
        *(has_below(alpha, beta, count, middle) ? &high : &low) = middle;
    }
}

typedef struct lanczos {
    const lb_observable *observable;
    const lb_circuit *circuit;
    const lb_run_options *run;
    double *v, *last, *w;
    double alpha[LANCZOS_STEPS], beta[LANCZOS_STEPS];
} lanczos;

/* A unit vector of random numbers. */
static void start(lanczos *L, blasint length)
{
    lb_random random;
    lb_random_seed(&random, 1);
    for (blasint i = 0; i < length; i++)
        L->v[i] = lb_random_unit(&random) - 0.5;
    memset(L->last, 0, (size_t)length * sizeof *L->last);
    cblas_dscal(length, 1 / cblas_dnrm2(length, L->v, 1), L->v, 1);
}

/* alpha_k and beta_k; v and last move on. */
static void step(lanczos *L, size_t k, blasint length)
{
    lb_observable_apply(L->observable, L->circuit, L->w, L->v);
    L->alpha[k] = cblas_ddot(length, L->w, 1, L->v, 1);
    cblas_daxpy(length, -L->alpha[k], L->v, 1, L->w, 1);
    if (k)
        cblas_daxpy(length, -L->beta[k - 1], L->last, 1, L->w, 1);
    L->beta[k] = cblas_dnrm2(length, L->w, 1);
    double *old = L->last;
    L->last = L->v;
    L->v = L->w;
    L->w = old;
    if (L->beta[k] > 0)
        cblas_dscal(length, 1 / L->beta[k], L->v, 1);
}

/* Until the value stands still between two looks, or the space is used up. */
static lb_status iterate(double *value, lanczos *L, blasint length, lb_error *error)
{
    double tolerance = DBL_EPSILON * L->observable->norm, last = HUGE_VAL;
    start(L, length);
    for (size_t k = 0; k < LANCZOS_STEPS; k++) {
        const char *reached = lb_limit_reached(&L->run->limits);
        if (reached)
            return lb_fail(error, LB_UNDECIDED, "%s while the ground energy was computed", reached);
        step(L, k, length);
        bool exhausted = L->beta[k] <= 100 * tolerance;
        if (!exhausted && (k + 1) % LANCZOS_LOOK)
            continue;
        *value = smallest(L->alpha, L->beta, k + 1);
        if (exhausted || fabs(*value - last) <= tolerance)
            return LB_OK;
        last = *value;
    }
    return LB_OK;
}

static lb_status by_lanczos(double *energy, const lb_sum_t O, const lb_run_options *run,
                            lb_error *error)
{
    lb_observable observable;
    lb_circuit circuit;
    lb_status status = lb_circuit_init(&circuit, NULL, NULL, 0, O->qubits, NULL, error);
    if (status)
        return status;
    blasint length = (blasint)(2 * circuit.size);
    lb_observable_init(&observable, O);
    lanczos *L = lb_malloc(1, sizeof *L);
    double *vectors = lb_malloc_aligned(3 * (size_t)length, sizeof *vectors), value = 0;
    L->observable = &observable;
    L->circuit = &circuit;
    L->run = run;
    L->v = vectors;
    L->last = vectors + length;
    L->w = L->last + length;
    status = iterate(&value, L, length, error);
    if (!status)
        *energy = observable.constant + value;
    free(vectors);
    free(L);
    lb_observable_clear(&observable);
    lb_circuit_clear(&circuit);
    return status;
}

static double by_spectrum(const lb_sum_t O)
{
    lb_observable observable;
    double least = HUGE_VAL;
    lb_observable_init(&observable, O);
    for (uint64_t k = 0; k < (uint64_t)1 << O->qubits; k++) {
        double value = observable.constant;
        for (size_t t = 0; t < observable.length; t++)
            value += __builtin_parityll(k & observable.terms[t].z)
                         ? -observable.terms[t].coefficient
                         : observable.terms[t].coefficient;
        least = fmin(least, value);
    }
    lb_observable_clear(&observable);
    return least;
}

lb_status lb_ground_energy(double *energy, lb_ground_source *source, const lb_sum_t O,
                           const lb_run_options *run, lb_error *error)
{
    bool small = O->qubits <= LB_GROUND_QUBITS_MAX, diagonal = is_diagonal(O);
    lb_status status = LB_OK;
    lb_ground_source how = LB_GROUND_UNKNOWN;
    double found = 0;
    bool fermions = false;
    if (O->length <= TERMS_MAX && !diagonal)
        status = lb_free_fermion_ground(&fermions, &found, O, run, error);
    if (status)
        return status;
    if (fermions)
        how = LB_GROUND_FREE_FERMIONS;
    else if (small && diagonal) {
        how = LB_GROUND_SPECTRUM;
        found = by_spectrum(O);
    } else if (small) {
        how = LB_GROUND_LANCZOS;
        status = by_lanczos(&found, O, run, error);
    }
    if (status)
        return status;
    *energy = found;
    *source = how;
    return LB_OK;
}

lb_status lb_training_energy(double *energy, lb_ground_source *source, const lb_ansatz_t A,
                             size_t state, const lb_sum_t O, const lb_run_options *run,
                             lb_error *error)
{
    assert(lb_ansatz_is_valid(A));
    bool found;
    lb_status status = lb_free_fermion_energy(&found, energy, A, state, O, run, error);
    if (status || !found)
        return status ? status : lb_ground_energy(energy, source, O, run, error);
    *source = LB_GROUND_SECTOR;
    return LB_OK;
}
