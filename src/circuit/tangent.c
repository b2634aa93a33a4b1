/* Threads take the next tangent from a shared counter. Each has its own copy of the running state,
 * which it moves forward to the gate of its tangent; the counter only grows, so a thread applies
 * every gate to its running state at most once, and one by one, so that rounding does not depend on
 * where it stopped. A tangent then passes through all its gates while it is in cache, and is
 * written by one thread only: the result is the same for any number of threads. */

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
    double *T;
    const double *psi, *initial;
    const lb_circuit *C;
    size_t middle;
    const lb_limits *limits;
    double start;
    atomic_size_t next;
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

/* Column j, from the state before gate j (which commutes with its own generator). */
static void compute_tangent(const shared_work *work, size_t j, const double *before,
                            double *scratch)
{
    const lb_circuit *C = work->C;
    double *v = work->T + 2 * C->size * j;
    lb_circuit_derivative(C, j, v, before);
    if (j < work->middle)
        lb_circuit_apply(C, v, j, work->middle, false, scratch);
    else
        lb_circuit_apply(C, v, work->middle, j, true, scratch);
    remove_state(v, work->psi, C->size);
}

/* Asking for limits costs system calls: once for about so many amplitudes of finished tangents. */
#define LIMIT_PERIOD ((size_t)1 << 14)

static void *run_thread(void *argument)
{
    shared_work *work = argument;
    const lb_circuit *C = work->C;
    double *state = lb_malloc_aligned(2 * C->size, sizeof *state);
    double *scratch = lb_malloc_aligned(lb_circuit_scratch(C), sizeof *scratch);
    memcpy(state, work->initial, 2 * C->size * sizeof *state);
    size_t at = 0, j;
    while (!work->reached && (j = atomic_fetch_add(&work->next, 1)) < C->gate_count) {
        if (j % (LIMIT_PERIOD / C->size + 1) == 0) {
            const char *reached = lb_limit_reached(work->limits, work->start);
            if (reached)
                work->reached = reached;
        }
        for (; at < j; at++)
            lb_circuit_apply(C, state, at, at + 1, false, scratch);
        compute_tangent(work, j, state, scratch);
    }
    free(state);
    free(scratch);
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

lb_status lb_tangents(double *T, double *psi, const lb_circuit *C, const double *initial,
                      int threads, const lb_limits *limits, double start, lb_error *error)
{
    assert(threads >= 1);
    shared_work work = {.T = T, .psi = psi, .initial = initial, .C = C, .limits = limits};
    work.middle = C->gate_count / 2;
    work.start = start;
    double *scratch = lb_malloc_aligned(lb_circuit_scratch(C), sizeof *scratch);
    memcpy(psi, initial, 2 * C->size * sizeof *psi);
    lb_circuit_apply(C, psi, 0, work.middle, false, scratch);
    normalize(psi, C->size);
    free(scratch);
    run_threads(&work, threads);
    if (work.reached)
        return lb_fail(error, LB_UNDECIDED, "%s while tangent vectors were computed", work.reached);
    return LB_OK;
}

size_t lb_tangent_bytes(const lb_circuit *C, int threads)
{
    return (size_t)(threads + 1) * (2 * C->size + lb_circuit_scratch(C)) * sizeof(double);
}
