/* Tangents at a p-adic point, in the coordinates that the gates reach and in the frame of the
 * beginning. A thread takes CHUNK gates at a time: their tangents, -i H psi with psi the state
 * before the gate, enter at their own gates and go back through all gates before, side by side. */

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "exact_rank/padic/circuit.h"
#include "exact_rank/picture.h"

enum { CHUNK = 16, LANES = LB_PADIC_LANES };

typedef struct padic_picture {
    const lb_exact_problem *problem;
    lb_padic_circuit circuit;
    double *state; /* before the next gate: vector 0 of LANES; then room for three times as much */
} padic_picture;

static void *open_picture(const lb_exact_problem *problem, const lb_field *F, lb_random *random,
                          size_t gates)
{
    (void)gates;
    size_t block = LANES * problem->space->count;
    padic_picture *picture = lb_malloc(1, sizeof *picture);
    *picture = (padic_picture){.problem = problem};
    lb_padic_circuit_init(&picture->circuit, problem->space, F, random);
    picture->state = lb_malloc_aligned(3 * block, sizeof *picture->state);
    memset(picture->state, 0, 3 * block * sizeof *picture->state);
    lb_padic_space_start(problem->space, picture->state, LANES, F);
    return picture;
}

static void close_picture(void *opened)
{
    padic_picture *picture = opened;
    lb_padic_circuit_clear(&picture->circuit);
    free(picture->state);
    free(picture);
}

static size_t row_width(const void *opened)
{
    size_t count = ((const padic_picture *)opened)->problem->space->count;
    return (count + LANES - 1) / LANES * LANES;
}

static void fill_phase(void *opened, double *row, size_t state)
{
    padic_picture *picture = opened;
    const lb_padic_space *space = picture->problem->space;
    memset(row, 0, row_width(opened) * sizeof *row);
    if (space->blocks[state].has_phase)
        lb_padic_space_phase(space, row, state, &picture->circuit.field);
}

/* The next gate, its tangent as a row, and the state behind it. */
static void advance(padic_picture *picture, double *row)
{
    lb_padic_circuit *C = &picture->circuit;
    size_t count = picture->problem->space->count, gate = C->gate_count;
    double *scratch = picture->state + LANES * count;
    lb_padic_circuit_append(C);
    lb_padic_apply(scratch, picture->state, lb_padic_circuit_generator(C, gate), LANES, &C->field);
    memset(row, 0, row_width(picture) * sizeof *row);
    for (size_t i = 0; i < count; i++)
        row[i] = scratch[LANES * i];
    lb_padic_circuit_move(C, gate, true, picture->state, LANES, scratch);
}

typedef struct chunk_work {
    const padic_picture *picture;
    double *rows;
    size_t first_gate, count;
    atomic_bool incomplete;
} chunk_work;

static void fill_chunk(void *context, size_t i, void *scratch)
{
    chunk_work *work = context;
    const padic_picture *picture = work->picture;
    size_t length = picture->problem->space->count, width = row_width(picture), begin = i * CHUNK;
    size_t count = work->count - begin < CHUNK ? work->count - begin : CHUNK;
    size_t lanes = (count + LANES - 1) / LANES * LANES, first = work->first_gate + begin;
    double *V = scratch, *rows = work->rows + begin * width;
    memset(V, 0, lanes * length * sizeof *V);
    for (size_t gate = first + count; gate-- > 0;) {
        if (lb_exact_time_is_up(picture->problem)) {
            atomic_store(&work->incomplete, true);
            return;
        }
        if (gate + 1 < first + count)
            lb_padic_circuit_move(&picture->circuit, gate, false, V, lanes, V + lanes * length);
        for (size_t e = 0; gate >= first && e < length; e++)
            V[lanes * e + gate - first] = rows[(gate - first) * width + e];
    }
    for (size_t j = 0; j < count; j++)
        for (size_t e = 0; e < length; e++)
            rows[j * width + e] = V[lanes * e + j];
}

static void next_rows(void *opened, lb_exact_batch *batch)
{
    padic_picture *picture = opened;
    const lb_exact_problem *problem = picture->problem;
    size_t first = picture->circuit.gate_count, left = problem->parameters - first;
    size_t most = CHUNK * (size_t)problem->threads, count = left < most ? left : most, done = 0;
    double *rows = lb_exact_batch_extend(batch, count);
    while (done < count && !lb_exact_time_is_up(problem))
        advance(picture, rows + done++ * batch->width);
    chunk_work work = {picture, rows, first, done, done < count};
    size_t bytes = 3 * CHUNK * problem->space->count * sizeof(double);
    if (!work.incomplete)
        lb_parallel(problem->threads, (count + CHUNK - 1) / CHUNK, fill_chunk, &work, bytes);
    if (work.incomplete)
        batch->count -= count;
}

const lb_picture_kind lb_padic_picture = {LB_PICTURE_PADIC, open_picture, close_picture,
                                          row_width,        fill_phase,   next_rows};
