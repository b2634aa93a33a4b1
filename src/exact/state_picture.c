/* Tangents as state vectors, each made short by the sketch while it is in the cache of its thread.
 */

#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "exact/circuit.h"
#include "exact/picture.h"
#include "exact/sketch.h"

/* Gates of a batch for each thread: few, so that limits are asked often. */
#define TURNS 8

typedef struct state_picture {
    const lb_exact_problem *problem;
    lb_exact_circuit circuit;
    lb_sketch sketch;
    size_t next_gate;
} state_picture;

static void *open_picture(const lb_exact_problem *problem, const lb_field *F, lb_random *random)
{
    state_picture *picture = lb_malloc(1, sizeof *picture);
    *picture = (state_picture){.problem = problem};
    lb_exact_circuit_init(&picture->circuit, &problem->generators, F, problem->states,
                          problem->state_count, problem->qubits, random);
    lb_random switches;
    lb_random_seed(&switches, lb_random_next(random));
    lb_sketch_init(&picture->sketch, F, lb_exact_circuit_length(&picture->circuit),
                   problem->rank_end + problem->state_count, &switches);
    return picture;
}

static void close_picture(void *opened)
{
    state_picture *picture = opened;
    lb_exact_circuit_clear(&picture->circuit);
    lb_sketch_clear(&picture->sketch);
    free(picture);
}

static size_t row_width(const void *opened)
{
    return ((const state_picture *)opened)->sketch.width;
}

static void fill_phase(void *opened, double *row, size_t state)
{
    state_picture *picture = opened;
    size_t length = lb_exact_circuit_length(&picture->circuit);
    double *vector = lb_malloc_aligned(2 * length, sizeof *vector);
    lb_exact_circuit_phase(&picture->circuit, vector, state);
    lb_sketch_apply(&picture->sketch, row, vector, vector + length);
    free(vector);
}

typedef struct batch_work {
    const state_picture *picture;
    lb_exact_batch *batch;
    size_t first;
} batch_work;

static void fill_row(void *context, size_t i, void *scratch)
{
    const batch_work *work = context;
    const lb_exact_circuit *C = &work->picture->circuit;
    double *vector = scratch, *other = vector + lb_exact_circuit_length(C);
    double *row = work->batch->rows + i * work->batch->width;
    lb_exact_circuit_tangent(C, work->first + i, vector, other);
    lb_sketch_apply(&work->picture->sketch, row, vector, other);
}

static void next_rows(void *opened, lb_exact_batch *batch)
{
    state_picture *picture = opened;
    const lb_exact_problem *problem = picture->problem;
    lb_exact_circuit *C = &picture->circuit;
    if (picture->next_gate == C->gate_count)
        lb_exact_circuit_append(C, problem->parameters);
    size_t count = C->gate_count - picture->next_gate, most = TURNS * (size_t)problem->threads;
    lb_exact_batch_resize(batch, count < most ? count : most);
    batch_work work = {picture, batch, picture->next_gate};
    size_t bytes = 2 * lb_exact_circuit_length(C) * sizeof(double);
    lb_parallel(problem->threads, batch->count, fill_row, &work, bytes);
    picture->next_gate += batch->count;
}

const lb_picture_kind lb_state_picture = {LB_PICTURE_STATE, open_picture, close_picture,
                                          row_width,        fill_phase,   next_rows};
