/* One thread moves the state through the gates and leaves (-i H_j) psi_j in column j; then all
 * threads take columns from a shared counter, and pass each through its remaining gates while it is
 * in cache. A column is written by one thread only, gates are applied to the state one by one: the
 * result is the same for any number of threads and any division into parts. */

#include "circuit/tangent.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"

typedef struct shared_work {
    const lb_tangents *tangents;
    const lb_tangent_panel *panel;
    const lb_limits *limits;
    double start;
    atomic_size_t next, thread;
    const char *_Atomic reached; /* the limit that was reached, or NULL */
} shared_work;

/* Rounding over many gates moves the norm; the projection below relies on it. */
static void normalize(double *psi, size_t size)
{
    double square = 0;
    for (size_t i = 0; i < 2 * size; i++)
        square += psi[i] * psi[i];
    for (size_t i = 0; i < 2 * size; i++)
        psi[i] /= sqrt(square);
}

/* v <- v - psi <psi | v>. In exact arithmetic <psi | d_j psi> is imaginary, the direction of the
 * global phase; the real part is what rounding did to the norm over many gates, and left in place
 * it could count as a direction of its own. */
static void remove_state(double *v, const double *psi, size_t size)
{
    double re = 0, im = 0;
    for (size_t i = 0; i < size; i++) {
        re += psi[i] * v[i] + psi[size + i] * v[size + i];
        im += psi[i] * v[size + i] - psi[size + i] * v[i];
    }
    for (size_t i = 0; i < size; i++) {
        v[i] -= re * psi[i] - im * psi[size + i];
        v[size + i] -= re * psi[size + i] + im * psi[i];
    }
}

/* From (-i H_j) times the state before gate j, which commutes with its own generator. */
static void finish_tangent(const lb_tangents *S, size_t j, double *v, double *scratch)
{
    const lb_circuit *C = S->C;
    if (j < S->frame)
        lb_circuit_apply(C, v, j, S->frame, false, scratch);
    else
        lb_circuit_apply(C, v, S->frame, j, true, scratch);
    if (!S->whole)
        remove_state(v, S->psi, C->size);
}

/* Asking for limits costs system calls: once for about so many amplitudes of finished tangents. */
#define LIMIT_PERIOD ((size_t)1 << 14)

static void *run_thread(void *argument)
{
    shared_work *work = argument;
    const lb_tangent_panel *panel = work->panel;
    const lb_circuit *C = work->tangents->C;
    size_t thread = atomic_fetch_add(&work->thread, 1), i;
    double *scratch = work->tangents->scratch + thread * lb_circuit_scratch(C);
    while (!work->reached && (i = atomic_fetch_add(&work->next, 1)) < panel->count) {
        size_t j = panel->gates[i];
        if (j % (LIMIT_PERIOD / C->size + 1) == 0) {
            const char *reached = lb_limit_reached(work->limits, work->start);
            if (reached)
                work->reached = reached;
        }
        finish_tangent(work->tangents, j, panel->T + panel->stride * i, scratch);
    }
    return NULL;
}

/* The calling thread works too; when the system refuses a thread, the others do its part. */
static void run_threads(shared_work *work, int threads)
{
    pthread_t *others = lb_malloc((size_t)threads, sizeof *others);
    int started = 0;
    while (started < threads - 1 && !pthread_create(&others[started], NULL, run_thread, work))
        started++;
    run_thread(work);
    for (int t = 0; t < started; t++)
        pthread_join(others[t], NULL);
    free(others);
}

void lb_tangents_init(lb_tangents *S, const lb_circuit *C, const double *initial, size_t frame,
                      int threads)
{
    assert(threads >= 1 && frame <= C->gate_count);
    *S = (lb_tangents){.C = C, .threads = threads, .frame = frame};
    S->psi = lb_malloc_aligned(2 * C->size, sizeof *S->psi);
    S->state = lb_malloc_aligned(2 * C->size, sizeof *S->state);
    S->initial = lb_malloc_aligned(2 * C->size, sizeof *S->initial);
    S->scratch = lb_malloc_aligned((size_t)threads * lb_circuit_scratch(C), sizeof *S->scratch);
    memcpy(S->psi, initial, 2 * C->size * sizeof *S->psi);
    memcpy(S->state, initial, 2 * C->size * sizeof *S->state);
    memcpy(S->initial, initial, 2 * C->size * sizeof *S->initial);
    lb_circuit_apply(C, S->psi, 0, frame, false, S->scratch);
    normalize(S->psi, C->size);
}

void lb_tangents_clear(lb_tangents *S)
{
    free(S->psi);
    free(S->state);
    free(S->initial);
    free(S->scratch);
    *S = (lb_tangents){0};
}

/* Gates are applied to the state one by one, so that rounding does not depend on which are asked
 * for. */
static void move_state(lb_tangents *S, size_t j)
{
    if (j < S->at) {
        memcpy(S->state, S->initial, 2 * S->C->size * sizeof *S->state);
        S->at = 0;
    }
    for (; S->at < j; S->at++)
        lb_circuit_apply(S->C, S->state, S->at, S->at + 1, false, S->scratch);
}

lb_status lb_tangents_compute(lb_tangents *S, const lb_tangent_panel *panel,
                              const lb_limits *limits, double start, lb_error *error)
{
    shared_work work = {.tangents = S, .panel = panel, .limits = limits, .start = start};
    for (size_t i = 0; i < panel->count; i++) {
        assert(panel->gates[i] < S->C->gate_count);
        move_state(S, panel->gates[i]);
        lb_circuit_derivative(S->C, panel->gates[i], panel->T + panel->stride * i, S->state);
    }
    run_threads(&work, S->threads);
    if (work.reached)
        return lb_fail(error, LB_UNDECIDED, "%s while tangent vectors were computed", work.reached);
    return LB_OK;
}

size_t lb_tangents_bytes(const lb_circuit *C, int threads)
{
    return (6 * C->size + (size_t)threads * lb_circuit_scratch(C)) * sizeof(double);
}
