/* Tangents as combinations of strings, u_j = -i sum_b V_bj B_b psi_0. A thread takes CHUNK gates at
 * a time: their columns of V enter at their own gates and are rotated by all gates before, from the
 * last to the first. */

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "exact_rank/coordinates.h"
#include "exact_rank/picture.h"

enum { CHUNK = LB_EXACT_CHUNK };

/* cos(2 theta), sin(2 theta) of one term of a gate. */
typedef struct turn {
    double cosine, sine;
} turn;

typedef struct adjoint_picture {
    const lb_exact_problem *problem;
    lb_field field;
    lb_random random;
    lb_coordinates coordinates;
    size_t gate_count, gate_capacity, turn_capacity;
    size_t *first_turn; /* of gate j */
    turn *turns;
} adjoint_picture;

static void *open_picture(const lb_exact_problem *problem, const lb_field *F, lb_random *random,
                          size_t gates)
{
    (void)gates;
    adjoint_picture *picture = lb_malloc(1, sizeof *picture);
    *picture = (adjoint_picture){.problem = problem, .field = *F, .random = *random};
    picture->first_turn = lb_calloc(1, sizeof *picture->first_turn);
    lb_coordinates_init(&picture->coordinates, &problem->span->strings, problem->states,
                        problem->state_count);
    return picture;
}

static void close_picture(void *opened)
{
    adjoint_picture *picture = opened;
    lb_coordinates_clear(&picture->coordinates);
    free(picture->first_turn);
    free(picture->turns);
    free(picture);
}

static size_t row_width(const void *opened)
{
    const adjoint_picture *picture = opened;
    size_t count = picture->coordinates.count;
    return count + (LB_EXACT_LANES - count % LB_EXACT_LANES) % LB_EXACT_LANES;
}

static void fill_phase(void *opened, double *row, size_t state)
{
    memset(row, 0, row_width(opened) * sizeof *row);
    row[((adjoint_picture *)opened)->coordinates.phases[state]] = 1;
}

/* From t = tan(theta). */
static turn make_turn(const lb_field *F, uint64_t t)
{
    uint64_t square = lb_field_multiply(F, t, t);
    uint64_t inverse = lb_field_invert(F, (1 + square) % F->p);
    uint64_t cosine = lb_field_multiply(F, (1 + lb_field_negate(F, square)) % F->p, inverse);
    uint64_t sine = lb_field_multiply(F, 2 * t % F->p, inverse);
    return (turn){lb_field_balance(F, cosine), lb_field_balance(F, sine)};
}

static const lb_exact_generator *generator_of(const adjoint_picture *picture, size_t gate)
{
    const lb_exact_generators *G = &picture->problem->generators;
    return &G->generators[lb_exact_generator_number(G, gate)];
}

static void append_gate(adjoint_picture *picture)
{
    const lb_exact_generator *H = generator_of(picture, picture->gate_count);
    size_t first = picture->first_turn[picture->gate_count];
    uint64_t *tangents = lb_malloc(H->length, sizeof *tangents);
    lb_exact_draw(tangents, H, &picture->field, &picture->random);
    picture->turns =
        lb_grow(picture->turns, &picture->turn_capacity, first + H->length, sizeof *picture->turns);
    for (size_t a = 0; a < H->length; a++)
        picture->turns[first + a] = make_turn(&picture->field, tangents[a]);
    free(tangents);
    picture->gate_count++;
    picture->first_turn = lb_grow(picture->first_turn, &picture->gate_capacity,
                                  picture->gate_count + 1, sizeof *picture->first_turn);
    picture->first_turn[picture->gate_count] = first + H->length;
}

typedef struct chunk_work {
    const adjoint_picture *picture;
    double *rows;
    size_t first_gate, count;
    atomic_bool incomplete;
} chunk_work;

/* V, one row of CHUNK numbers a string, through one gate. in_use marks the rows that are not known
 * to be zero. */
static void rotate(const adjoint_picture *picture, size_t gate, double *V, char *in_use)
{
    const lb_exact_span *span = picture->problem->span;
    const size_t *numbers =
        span->numbers[lb_exact_generator_number(&picture->problem->generators, gate)];
    for (size_t i = picture->first_turn[gate]; i < picture->first_turn[gate + 1]; i++) {
        const lb_exact_span_term *term = &span->terms[numbers[i - picture->first_turn[gate]]];
        turn by = picture->turns[i];
        for (size_t k = 0; k < term->count; k++) {
            lb_string_pair pair = term->pairs[k];
            if (!in_use[pair.first] && !in_use[pair.second])
                continue;
            in_use[pair.first] = in_use[pair.second] = 1;
            lb_exact_turn(V + CHUNK * pair.first, V + CHUNK * pair.second, by.cosine,
                          -pair.sign * by.sine, CHUNK, &picture->field);
        }
    }
}

/* Gate j enters with the coefficients of its generator. */
static void enter(const adjoint_picture *picture, size_t gate, size_t column, double *V,
                  char *in_use)
{
    const lb_exact_generator *H = generator_of(picture, gate);
    const lb_exact_span *span = picture->problem->span;
    const size_t *numbers =
        span->numbers[lb_exact_generator_number(&picture->problem->generators, gate)];
    for (size_t a = 0; a < H->length; a++) {
        uint32_t string = span->terms[numbers[a]].string;
        uint64_t c = lb_exact_power(H, a, &picture->field);
        V[CHUNK * string + column] = lb_field_balance(&picture->field, c);
        in_use[string] = 1;
    }
}

/* Sums stay exact: fewer than 2^26 residues below 2^27. */
static void project(const adjoint_picture *picture, const double *V, size_t column, double *row)
{
    const lb_coordinates *C = &picture->coordinates;
    size_t width = row_width(picture);
    memset(row, 0, width * sizeof *row);
    for (size_t s = 0; s < C->state_count; s++)
        for (size_t b = 0; b < C->string_count; b++) {
            lb_coordinate image = C->images[b + s * C->string_count];
            row[image.number] += image.sign * V[CHUNK * b + column];
        }
    lb_exact_scale(row, 1, width, &picture->field);
}

static void fill_chunk(void *context, size_t i, void *scratch)
{
    chunk_work *work = context;
    const adjoint_picture *picture = work->picture;
    size_t strings = picture->problem->span->strings.count, begin = i * CHUNK;
    size_t count = work->count - begin;
    count = count < CHUNK ? count : CHUNK;
    double *V = scratch;
    char *in_use = (char *)(V + CHUNK * strings);
    memset(V, 0, CHUNK * strings * sizeof *V + strings);
    for (size_t gate = work->first_gate + begin + count; gate-- > 0;) {
        if (lb_exact_time_is_up(picture->problem)) {
            atomic_store(&work->incomplete, true);
            return;
        }
        if (gate >= work->first_gate + begin)
            enter(picture, gate, gate - work->first_gate - begin, V, in_use);
        rotate(picture, gate, V, in_use);
    }
    for (size_t j = 0; j < count; j++)
        project(picture, V, j, work->rows + (begin + j) * row_width(picture));
}

static void next_rows(void *opened, lb_exact_batch *batch)
{
    adjoint_picture *picture = opened;
    const lb_exact_problem *problem = picture->problem;
    size_t first = picture->gate_count, left = problem->parameters - first;
    size_t most = CHUNK * (size_t)problem->threads, count = left < most ? left : most;
    double *rows = lb_exact_batch_extend(batch, count);
    while (picture->gate_count < first + count)
        append_gate(picture);
    chunk_work work = {picture, rows, first, count, false};
    size_t bytes = problem->span->strings.count * (CHUNK * sizeof(double) + 1);
    lb_parallel(problem->threads, (count + CHUNK - 1) / CHUNK, fill_chunk, &work, bytes);
    if (work.incomplete)
        batch->count -= count;
}

const lb_picture_kind lb_adjoint_picture = {LB_PICTURE_ADJOINT, open_picture, close_picture,
                                            row_width,          fill_phase,   next_rows};
