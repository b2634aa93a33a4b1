/* Gates form blocks of about a layer. One thread moves the state through whole blocks and leaves it
 * in column j as it is before the block of gate j; then all threads take columns from a shared
 * counter, and pass each through the rest of its block, its generator, and the gates from there to
 * the frame, while it is in cache. What is computed for a column does not depend on the others: the
 * result is the same for any number of threads and any division into parts. */

#include "circuit/tangent.h"

#include <assert.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"

typedef struct shared_work {
    const lb_tangents *tangents;
    const lb_tangent_panel *panel;
    const lb_limits *limits;
    size_t next;
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

/* The first gate of the block of gate j. */
static size_t block_start(const lb_circuit *C, size_t j)
{
    size_t length = C->generator_count < 32 ? C->generator_count : 32;
    return j - j % length;
}

/* From the state before the block of gate j, in v. */
static void compute_tangent(const lb_tangents *S, size_t j, double *v, double *scratch)
{
    const lb_circuit *C = S->C;
    double *state = scratch, *rest = scratch + 2 * C->size;
    memcpy(state, v, 2 * C->size * sizeof *v);
    lb_circuit_apply(C, state, block_start(C, j), j, false, rest);
    lb_circuit_derivative(C, j, v, state);
    if (j < S->frame)
        lb_circuit_apply(C, v, j, S->frame, false, rest);
    else
        lb_circuit_apply(C, v, S->frame, j, true, rest);
    if (!S->whole)
        remove_state(v, S->psi, C->size);
}

/* Numbers of scratch for each thread. */
static size_t scratch_size(const lb_circuit *C)
{
    return 2 * C->size + lb_circuit_scratch(C);
}

/* Asking for limits costs system calls: once for about so many amplitudes of finished tangents. */
#define LIMIT_PERIOD ((size_t)1 << 14)

static void compute_columns(void *argument, int thread)
{
    shared_work *work = argument;
    const lb_tangent_panel *panel = work->panel;
    const lb_circuit *C = work->tangents->C;
    double *scratch = work->tangents->scratch + (size_t)thread * scratch_size(C);
    size_t i;
    while (!work->reached && (i = lb_pool_next(&work->next)) < panel->count) {
        size_t j = panel->gates[i];
        if (j % (LIMIT_PERIOD / C->size + 1) == 0) {
            const char *reached = lb_limit_reached(work->limits);
            if (reached)
                work->reached = reached;
        }
        compute_tangent(work->tangents, j, panel->T + panel->stride * i, scratch);
    }
}

void lb_tangents_init(lb_tangents *S, const lb_circuit *C, const double *initial, size_t frame,
                      lb_pool *pool)
{
    assert(frame <= C->gate_count);
    size_t threads = (size_t)lb_pool_threads(pool);
    *S = (lb_tangents){.C = C, .pool = pool, .frame = frame};
    S->psi = lb_malloc_aligned(2 * C->size, sizeof *S->psi);
    S->state = lb_malloc_aligned(2 * C->size, sizeof *S->state);
    S->initial = lb_malloc_aligned(2 * C->size, sizeof *S->initial);
    S->scratch = lb_malloc_aligned(threads * scratch_size(C), sizeof *S->scratch);
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

/* To the start of the block of gate j, block by block. */
static void move_state(lb_tangents *S, size_t j)
{
    const lb_circuit *C = S->C;
    if (j < S->at) {
        memcpy(S->state, S->initial, 2 * C->size * sizeof *S->state);
        S->at = 0;
    }
    for (size_t end = block_start(C, j); S->at < end;) {
        size_t next = S->at + 1;
        while (block_start(C, next) != next)
            next++;
        lb_circuit_apply(C, S->state, S->at, next, false, S->scratch);
        S->at = next;
    }
}

lb_status lb_tangents_compute(lb_tangents *S, const lb_tangent_panel *panel,
                              const lb_limits *limits, lb_error *error)
{
    shared_work work = {.tangents = S, .panel = panel, .limits = limits};
    for (size_t i = 0; i < panel->count && !work.reached; i++) {
        assert(panel->gates[i] < S->C->gate_count);
        move_state(S, panel->gates[i]);
        memcpy(panel->T + panel->stride * i, S->state, 2 * S->C->size * sizeof *S->state);
        work.reached = lb_limit_of_time(limits);
    }
    if (!work.reached)
        lb_pool_run(S->pool, compute_columns, &work);
    if (!work.reached) /* a circuit that ran out of time is left in the middle */
        work.reached = lb_limit_of_time(S->C->limits);
    if (work.reached)
        return lb_fail(error, LB_UNDECIDED, "%s while tangent vectors were computed", work.reached);
    return LB_OK;
}

size_t lb_tangents_bytes(const lb_circuit *C, int threads)
{
    return (6 * C->size + (size_t)threads * scratch_size(C)) * sizeof(double);
}
