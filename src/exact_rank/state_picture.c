/* Tangents as state vectors, each made short by the sketch while it is in the cache of its thread.
 */

#include <stdatomic.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "exact_rank/circuit.h"
#include "exact_rank/picture.h"
#include "exact_rank/sketch.h"

/* Gates of a batch for each thread: few, so that limits are asked often. */
#define TURNS 8

/* Tangents are moved to the place before group number `common`: about half as many gates as
 * tangents are moved through the whole circuit, when it is in the middle. */
typedef struct state_picture {
    const lb_exact_problem *problem;
    lb_exact_circuit circuit;
    lb_sketch sketch;
    size_t next_gate, common;
} state_picture;

static void *open_picture(const lb_exact_problem *problem, const lb_field *F, lb_random *random,
                          size_t gates)
{
    state_picture *picture = lb_malloc(1, sizeof *picture);
    lb_exact_circuit *C = &picture->circuit;
    *picture = (state_picture){.problem = problem};
    lb_exact_circuit_parts parts = {&problem->generators, problem->states, problem->state_count,
                                    problem->tables};
    lb_exact_circuit_init(C, &parts, F, random);
    while (C->gate_count < gates / 2 && !lb_exact_time_is_up(problem))
        lb_exact_circuit_append(C, problem->parameters);
    picture->common = C->group_count;
    lb_random switches;
    lb_random_seed(&switches, lb_random_next(random));
    lb_sketch_init(&picture->sketch, F, lb_exact_circuit_length(C),
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

/* From the place of the state to the common one; false when there is no time for it. */
static bool move(const state_picture *picture, double *vector, double *scratch)
{
    const lb_exact_circuit *C = &picture->circuit;
    size_t at = C->position;
    while (at != picture->common && !lb_exact_time_is_up(picture->problem)) {
        bool forward = at < picture->common;
        lb_exact_circuit_move(C, forward ? at : at - 1, forward, vector, scratch);
        at = forward ? at + 1 : at - 1;
    }
    return at == picture->common;
}

static void fill_phase(void *opened, double *row, size_t state)
{
    state_picture *picture = opened;
    size_t length = lb_exact_circuit_length(&picture->circuit);
    double *vector = lb_malloc_aligned(2 * length, sizeof *vector);
    lb_exact_circuit_phase(&picture->circuit, vector, state);
    move(picture, vector, vector + length);
    lb_sketch_apply(&picture->sketch, row, vector);
    free(vector);
}

typedef struct batch_work {
    const state_picture *picture;
    double *rows;
    size_t first;
    atomic_bool incomplete;
} batch_work;

static void fill_row(void *context, size_t i, void *scratch)
{
    batch_work *work = context;
    const lb_exact_circuit *C = &work->picture->circuit;
    double *vector = scratch, *other = vector + lb_exact_circuit_length(C);
    double *row = work->rows + i * work->picture->sketch.width;
    lb_exact_circuit_tangent(C, work->first + i, vector);
    if (move(work->picture, vector, other))
        lb_sketch_apply(&work->picture->sketch, row, vector);
    else
        atomic_store(&work->incomplete, true);
}

/* The state goes on to the group of the next gate. */
static void reach_gate(state_picture *picture)
{
    lb_exact_circuit *C = &picture->circuit;
    if (C->group_count && picture->next_gate == C->groups[C->position].end_gate)
        lb_exact_circuit_advance(C);
    if (C->position == C->group_count)
        lb_exact_circuit_append(C, picture->problem->parameters);
}

static void next_rows(void *opened, lb_exact_batch *batch)
{
    state_picture *picture = opened;
    const lb_exact_problem *problem = picture->problem;
    lb_exact_circuit *C = &picture->circuit;
    reach_gate(picture);
    size_t count = C->groups[C->position].end_gate - picture->next_gate;
    size_t most = TURNS * (size_t)problem->threads;
    count = count < most ? count : most;
    batch_work work = {picture, lb_exact_batch_extend(batch, count), picture->next_gate, false};
    size_t bytes = 2 * lb_exact_circuit_length(C) * sizeof(double);
    lb_parallel(problem->threads, count, fill_row, &work, bytes);
    picture->next_gate += count;
    if (work.incomplete)
        batch->count -= count;
}

const lb_picture_kind lb_state_picture = {LB_PICTURE_STATE, open_picture, close_picture,
                                          row_width,        fill_phase,   next_rows};
