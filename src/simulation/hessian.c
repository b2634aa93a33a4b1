/* Everything in the frame of the end of the circuit, where O acts. The co-states are tangents too:
 * with psi_0 replaced by O psi pulled back to the beginning, the tangent of gate j is -E_j. The
 * tangents D are stored; O D and E come a panel at a time. */

#include <liebound/hessian.h>

#include <assert.h>
#include <cblas.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/lapack.h"
#include "base/limits.h"
#include "base/memory.h"
#include "linalg/range_finder.h"
#include "simulation/ensemble.h"
#include "simulation/minimize.h"
#include "simulation/observable.h"
#include "simulation/target.h"
#include "state/state.h"

enum { PANEL = LB_RANGE_PANEL };

/* Newton steps after a minimization, at most. */
#define NEWTON_STEPS 12

void lb_hessian_init(lb_hessian_t H)
{
    *H = (lb_hessian_struct){.gap = HUGE_VAL};
}

void lb_hessian_clear(lb_hessian_t H)
{
    free(H->angles);
    free(H->matrix);
    free(H->eigenvalues);
    lb_hessian_init(H);
}

typedef struct hessian_work {
    lb_ensemble E;
    double *weights; /* c_mu */
    lb_observable observable;
    size_t parameters, gates, vector; /* M; G; doubles of the longest vector */
    size_t stride;
    double *D, *panel; /* tangents of one state, and room for a panel */
    double *of_gates;  /* the Hessian by gates, where those are not the angles; or NULL */
    double *gradient, *part, *co_states, *room;
} hessian_work;

static void work_clear(hessian_work *w)
{
    lb_ensemble_clear(&w->E);
    lb_observable_clear(&w->observable);
    free(w->weights);
    free(w->D);
    free(w->panel);
    free(w->of_gates);
    free(w->gradient);
    free(w->part);
    free(w->co_states);
    free(w->room);
}

/* The weights are those of the data set, and 1 for a state by itself. */
static void set_weights(hessian_work *w, const lb_ansatz_t A, size_t state)
{
    w->weights = lb_malloc(w->E.count, sizeof *w->weights);
    for (size_t i = 0; i < w->E.count; i++)
        w->weights[i] = state == LB_HESSIAN_ALL_STATES ? A->states[i].weight : 1;
}

static lb_status check_memory(const hessian_work *w, bool matrix, lb_error *error)
{
    double M = (double)w->gates, columns = matrix ? M + (double)PANEL : 0;
    double vectors = (10.0 + 5.0 * (double)w->E.count) * (double)w->vector;
    double bytes =
        sizeof(double) * (columns * (double)w->stride + (matrix ? 3 * M * M : 0) + vectors);
    return lb_simulation_check_memory(&w->E.states[0], bytes, error);
}

/* Behind the rotations stand the fixed gates of all layers. */
static void pull_back_observable(hessian_work *w, const lb_ansatz_t A, const lb_sum_t O,
                                 const lb_hessian_options *options)
{
    size_t layers = options->layers;
    lb_sum_t pulled;
    if (options->target) {
        double *phi = lb_target_vector(A, layers, options->target, options->target_count);
        lb_observable_init_target(&w->observable, phi);
        return;
    }
    lb_sum_init(pulled, O->qubits);
    lb_ansatz_pull_back(pulled, A, O, layers ? layers : 1);
    lb_observable_init(&w->observable, pulled);
    lb_sum_clear(pulled);
}

static lb_status work_init(hessian_work *w, const lb_ansatz_t A, size_t state, const lb_sum_t O,
                           const lb_hessian_options *options, bool matrix, lb_error *error)
{
    *w = (hessian_work){0};
    lb_rank_options rank = {
        .layers = options->layers, .parameters = options->parameters, .run = options->run};
    size_t room = 0;
    lb_status status = lb_ensemble_init(&w->E, A, state, &rank, error);
    if (status)
        return status;
    size_t M = w->parameters = w->E.states[0].parameters, G = w->E.states[0].columns.gates;
    w->gates = G;
    for (size_t i = 0; i < w->E.count; i++) {
        const lb_circuit *C = &w->E.states[i].circuit;
        w->vector = 2 * C->size > w->vector ? 2 * C->size : w->vector;
        room = lb_observable_room(C) > room ? lb_observable_room(C) : room;
    }
    w->stride = lb_range_stride(w->vector);
    if (options->target)
        status = lb_target_check(&w->E, options->target_count, error);
    if (!status)
        status = check_memory(w, matrix, error);
    if (status)
        return status;
    set_weights(w, A, state);
    pull_back_observable(w, A, O, options);
    w->gradient = lb_malloc(M, sizeof *w->gradient);
    w->part = lb_malloc(G, sizeof *w->part);
    w->room = lb_malloc_aligned(room, sizeof *w->room);
    if (matrix) {
        w->co_states = lb_malloc_aligned(w->E.count * w->vector, sizeof *w->co_states);
        w->of_gates = A->layers ? lb_malloc(G * G, sizeof *w->of_gates) : NULL;
        w->D = lb_malloc_aligned(w->stride * G, sizeof *w->D);
        w->panel = lb_malloc_aligned(w->stride * PANEL, sizeof *w->panel);
    }
    return LB_OK;
}

/* Columns first, first + 1, .. of the tangents of a state from `initial`, or of all of them. */
static lb_status fill_tangents(hessian_work *w, lb_simulation *s, const double *initial, double *T,
                               size_t first, size_t count, lb_error *error)
{
    size_t *gates = lb_malloc(count, sizeof *gates);
    for (size_t i = 0; i < count; i++)
        gates[i] = first + i;
    if (first == 0) {
        lb_tangents_clear(&s->tangents);
        lb_tangents_init(&s->tangents, &s->circuit, initial, w->gates, lb_simulation_pool(s));
        s->tangents.whole = true;
    }
    lb_tangent_panel panel = {.gates = gates, .count = count, .stride = w->stride, .T = T};
    lb_status status = lb_simulation_gate_tangents(s, &panel, error);
    free(gates);
    return status;
}

/* H[first + i + M k] += factor * panel column i . D column k, for k up to the last i. */
static void add_products(const hessian_work *w, const lb_simulation *s, double *H, size_t first,
                         size_t count, double factor)
{
    blasint M = (blasint)w->gates, rows = (blasint)(2 * s->circuit.size);
    blasint stride = (blasint)w->stride;
    cblas_dgemm(CblasColMajor, CblasTrans, CblasNoTrans, (blasint)count, (blasint)(first + count),
                rows, factor, w->panel, stride, w->D, stride, 1.0, H + first, M);
}

/* Add the lower triangle of one state, after its co-state was left by `expect`. */
static lb_status add_state(hessian_work *w, double *H, size_t state, lb_error *error)
{
    size_t M = w->gates;
    lb_simulation *s = &w->E.states[state];
    const double *co_state = w->co_states + state * w->vector;
    double weight = w->weights[state];
    lb_status status = fill_tangents(w, s, s->initial, w->D, 0, M, error);
    for (size_t j = 0, count; j < M && !status; j += count) {
        count = M - j < PANEL ? M - j : PANEL;
        status = lb_simulation_report(&w->E.states[0], "Hessian", j, M, error);
        if (status)
            break;
        for (size_t i = 0; i < count; i++)
            lb_observable_apply(&w->observable, &s->circuit, w->panel + w->stride * i,
                                w->D + w->stride * (j + i));
        add_products(w, s, H, j, count, 2 * weight);
        status = fill_tangents(w, s, co_state, w->panel, j, count, error);
        add_products(w, s, H, j, count, -2 * weight);
    }
    return status;
}

/* The Hessian at the angles of the simulations, after evaluate has left the co-states. */
static lb_status fill_matrix(hessian_work *w, double *angles, lb_error *error)
{
    size_t M = w->gates;
    double *H = w->of_gates ? w->of_gates : angles;
    lb_status status = LB_OK;
    memset(H, 0, M * M * sizeof *H);
    for (size_t i = 0; i < w->E.count && !status; i++)
        status = add_state(w, H, i, error);
    for (size_t j = 0; j < M; j++)
        for (size_t k = 0; k < j; k++)
            H[k + M * j] = H[j + M * k];
    if (w->of_gates)
        lb_columns_contract_matrix(&w->E.states[0].columns, angles, H);
    return status;
}

static lb_status find_eigenvectors(double *values, double *vectors, const double *H, size_t M,
                                   bool with_vectors, lb_error *error)
{
    if (!M)
        return LB_OK;
    memcpy(vectors, H, M * M * sizeof *H);
    lapack_int info = lb_lapack(LAPACKE_dsyevd(LAPACK_COL_MAJOR, with_vectors ? 'V' : 'N', 'L',
                                               (lapack_int)M, vectors, (lapack_int)M, values));
    if (info || !isfinite(values[0]) || !isfinite(values[M - 1]))
        return lb_fail(error, LB_INTERNAL, "the eigenvalues of the Hessian were not found (%d)",
                       (int)info);
    return LB_OK;
}

static double base_tolerance(const hessian_work *w, double largest)
{
    double h = lb_simulation_scale(&w->E.states[0]), weight = 0;
    for (size_t i = 0; i < w->E.count; i++)
        weight += fabs(w->weights[i]);
    double factor = fmax(64 * (double)w->parameters, (double)w->vector);
    return DBL_EPSILON * factor * fmax(largest, 4 * h * h * w->observable.norm * weight);
}

/* L at the angles, its gradient unless that is NULL, and the co-states if there is room for them
 * and a gradient. */
static double expect(hessian_work *w, const double *angles, double *gradient)
{
    double value = 0;
    for (size_t j = 0; gradient && j < w->parameters; j++)
        gradient[j] = 0;
    for (size_t i = 0; i < w->E.count; i++) {
        lb_simulation *s = &w->E.states[i];
        double *co_state = gradient && w->co_states ? w->co_states + i * w->vector : NULL;
        lb_simulation_set_angles(s, angles);
        value += w->weights[i] * lb_observable_expect(&w->observable, s, gradient ? w->part : NULL,
                                                      co_state, w->room);
        if (gradient)
            lb_columns_contract(&s->columns, gradient, w->weights[i], w->part);
    }
    return value;
}

static bool evaluate_objective(void *context, double *value, const double *angles, double *gradient)
{
    *value = expect(context, angles, gradient);
    return true;
}

/* L, gradient and co-states at H->angles. */
static void evaluate(hessian_work *w, lb_hessian_t H)
{
    H->value = expect(w, H->angles, w->gradient);
    H->gradient = cblas_dnrm2((blasint)w->parameters, w->gradient, 1);
}

static lb_status ask(const hessian_work *w, lb_error *error)
{
    const char *reached = lb_limit_of_time(&w->E.states[0].run.limits);
    return reached ? lb_fail(error, LB_UNDECIDED, "%s while a Hessian was computed", reached)
                   : LB_OK;
}

/* step <- -V f(lambda) V^T gradient, f(lambda) = 1 / lambda where that is well above 0, else 0. */
static void newton_step(const hessian_work *w, double *step, const double *values,
                        const double *vectors)
{
    blasint M = (blasint)w->parameters;
    double *coefficients = lb_malloc((size_t)M, sizeof *coefficients);
    double largest = fmax(fabs(values[0]), fabs(values[M - 1]));
    double cut = fmax(1e-6 * largest, base_tolerance(w, largest));
    cblas_dgemv(CblasColMajor, CblasTrans, M, M, -1.0, vectors, M, w->gradient, 1, 0.0,
                coefficients, 1);
    for (blasint i = 0; i < M; i++)
        coefficients[i] = values[i] > cut ? coefficients[i] / values[i] : 0;
    cblas_dgemv(CblasColMajor, CblasNoTrans, M, M, 1.0, vectors, M, coefficients, 1, 0.0, step, 1);
    free(coefficients);
}

/* Newton steps as long as they make the gradient smaller and not the value larger. */
static lb_status polish(hessian_work *w, lb_hessian_t H, lb_error *error)
{
    size_t M = w->parameters;
    double *vectors = lb_malloc(M * M, sizeof *vectors), *step = lb_malloc(M, sizeof *step);
    lb_status status = LB_OK;
    bool better = M > 0;
    for (int i = 0; i < NEWTON_STEPS && better && !status; i++) {
        double gradient = H->gradient, value = H->value;
        status = fill_matrix(w, H->matrix, error);
        if (!status)
            status = ask(w, error);
        if (!status)
            status = find_eigenvectors(H->eigenvalues, vectors, H->matrix, M, true, error);
        if (status)
            break;
        newton_step(w, step, H->eigenvalues, vectors);
        cblas_daxpy((blasint)M, 1.0, step, 1, H->angles, 1);
        evaluate(w, H);
        better =
            H->gradient < 0.5 * gradient && H->value <= value + 1e-12 * (1 + w->observable.norm);
        if (!better && H->gradient >= gradient) {
            cblas_daxpy((blasint)M, -1.0, step, 1, H->angles, 1);
            evaluate(w, H);
        }
    }
    free(vectors);
    free(step);
    return status;
}

static int compare_magnitudes(const void *a, const void *b)
{
    double x = fabs(*(const double *)a), y = fabs(*(const double *)b);
    return (x < y) - (x > y);
}

static void count_rank(const hessian_work *w, lb_hessian_t H, bool minimized)
{
    size_t M = H->parameters;
    const double *values = H->eigenvalues;
    qsort(H->eigenvalues, M, sizeof *H->eigenvalues, compare_magnitudes);
    H->tolerance = base_tolerance(w, M ? fabs(values[0]) : 0);
    if (minimized)
        H->tolerance += 100 * H->gradient;
    for (; H->rank < M && fabs(values[H->rank]) > H->tolerance; H->rank++)
        H->negative += values[H->rank] < 0;
    if (H->rank && H->rank < M && values[H->rank] != 0)
        H->gap = fabs(values[H->rank - 1] / values[H->rank]);
}

static lb_status compute(hessian_work *w, lb_hessian_t H, const double *angles,
                         const lb_hessian_options *options, lb_error *error)
{
    size_t M = w->parameters;
    lb_status status = LB_OK;
    lb_objective objective = {
        .count = M, .evaluate = evaluate_objective, .context = w, .run = &w->E.states[0].run};
    H->parameters = M;
    H->angles = lb_malloc(M, sizeof *H->angles);
    H->matrix = lb_malloc(M * M, sizeof *H->matrix);
    H->eigenvalues = lb_malloc(M, sizeof *H->eigenvalues);
    if (angles)
        memcpy(H->angles, angles, M * sizeof *angles);
    else
        lb_random_angles(H->angles, M, options->seed);
    if (options->minimize)
        status = lb_minimize(H->angles, &H->evaluations, &objective,
                             options->evaluations ? options->evaluations : LB_HESSIAN_EVALUATIONS,
                             error);
    if (!status)
        evaluate(w, H);
    if (!status && options->minimize)
        status = polish(w, H, error);
    if (!status)
        status = fill_matrix(w, H->matrix, error);
    if (!status)
        status = ask(w, error);
    double *scratch = lb_malloc(M * M, sizeof *scratch);
    if (!status)
        status = find_eigenvectors(H->eigenvalues, scratch, H->matrix, M, false, error);
    free(scratch);
    if (!status)
        count_rank(w, H, options->minimize);
    return status;
}

lb_status lb_hessian_compute(lb_hessian_t H, const lb_ansatz_t A, size_t state, const lb_sum_t O,
                             const double *angles, const lb_hessian_options *options,
                             lb_error *error)
{
    assert(lb_ansatz_is_valid(A));
    int blas_threads = openblas_get_num_threads();
    hessian_work w;
    lb_hessian_t new;
    double start = lb_seconds();
    openblas_set_num_threads(options->run.threads > 0 ? options->run.threads : 1);
    lb_hessian_init(new);
    lb_status status = work_init(&w, A, state, O, options, true, error);
    if (!status)
        status = compute(&w, new, angles, options, error);
    work_clear(&w);
    openblas_set_num_threads(blas_threads);
    if (status) {
        lb_hessian_clear(new);
        return status;
    }
    new->seconds = lb_seconds() - start;
    lb_hessian_clear(H);
    *H = *new;
    return LB_OK;
}

lb_status lb_expectation(double *value, double *gradient, const lb_ansatz_t A, size_t state,
                         const lb_sum_t O, const double *angles, const lb_hessian_options *options,
                         lb_error *error)
{
    assert(lb_ansatz_is_valid(A));
    hessian_work w;
    lb_status status = work_init(&w, A, state, O, options, false, error);
    if (!status) {
        double found = expect(&w, angles, gradient);
        status = ask(&w, error);
        *value = status ? *value : found;
    }
    work_clear(&w);
    return status;
}
