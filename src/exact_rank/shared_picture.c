/* Tangents of circuits in which an angle turns several rotations, all about sums of commuting strings.
 *
 * With t = tan(theta / D), D a common denominator of the coefficients of the rotations by theta, every
 * string P with the coefficient c turns by an integer multiple m = c D of theta / D, and its gate is 1
 * - i t_m P up to a real factor, t_m from (1 - i t)^m. The tangent of theta is the sum over its
 * rotations, so their factors must be the same: each is taken back to the training state,
 *
 *     prod_{before} (1 + i t P)  H  prod_{before} (1 - i t P) psi  =  prod_{before} (1 + t^2)  U^dagger H U psi,
 *
 * and divided by the product on the right. A layer at a time: O(rotations^2 2^n) for all. */

#include <stdlib.h>
#include <string.h>

#include <liebound/layers.h>

#include "base/memory.h"
#include "exact_rank/picture.h"
#include "exact_rank/sketch.h"
#include "exact_rank/state_vector.h"

typedef struct shared_picture {
    const lb_exact_problem *problem;
    lb_field field;
    lb_random random;
    size_t size, length; /* amplitudes of a state; doubles of a vector, of all states */
    double *psi;         /* before the next rotation */
    size_t turn_count, turn_capacity;
    lb_exact_string *turns; /* strings that were turned about so far, with their t */
    uint64_t scale;         /* the product of 1 + t^2 of them */
    lb_sketch sketch;
    size_t rotation, angle; /* the next ones */
} shared_picture;

/* The generator of random numbers of the points, from the one of the attempt. */
static void seed_points(shared_picture *p, lb_random *random, lb_random *switches)
{
    lb_random_seed(switches, lb_random_next(random));
    lb_random_seed(&p->random, lb_random_next(random));
}

static void *open_picture(const lb_exact_problem *problem, const lb_field *F, lb_random *random,
                          size_t gates)
{
    (void)gates;
    size_t total = lb_exact_state_qubits(problem->states);
    shared_picture *p = lb_malloc(1, sizeof *p);
    *p = (shared_picture){.problem = problem, .field = *F, .size = (size_t)1 << total, .scale = 1};
    p->length = problem->state_count * 2 * p->size;
    p->psi = lb_malloc_aligned(p->length, sizeof *p->psi);
    memset(p->psi, 0, p->length * sizeof *p->psi);
    for (size_t s = 0; s < problem->state_count; s++)
        lb_exact_state_fill(p->psi + s * 2 * p->size, problem->states + s, F);
    lb_random switches;
    seed_points(p, random, &switches);
    lb_sketch_init(&p->sketch, F, p->length, problem->rank_end + problem->state_count, &switches);
    return p;
}

static void close_picture(void *opened)
{
    shared_picture *p = opened;
    lb_sketch_clear(&p->sketch);
    free(p->turns);
    free(p->psi);
    free(p);
}

static size_t row_width(const void *opened)
{
    return ((const shared_picture *)opened)->sketch.width;
}

/* i v is (-im, re). */
static void fill_phase(void *opened, double *row, size_t state)
{
    shared_picture *p = opened;
    size_t begin = state * 2 * p->size;
    double *vector = lb_malloc_aligned(p->length, sizeof *vector);
    memset(vector, 0, p->length * sizeof *vector);
    for (size_t k = 0; k < p->size; k++) {
        size_t i = begin + lb_exact_place(k);
        vector[i] = -p->psi[i + LB_EXACT_LANES];
        vector[i + LB_EXACT_LANES] = p->psi[i];
    }
    lb_sketch_apply(&p->sketch, row, vector);
    free(vector);
}

/* ---- Points ---- */

/* t = tan(theta / D) and D of each angle of a layer. */
typedef struct point {
    uint64_t *t;
    mpz_t *denominators;
} point;

static const lb_sum_struct *sum_of(const shared_picture *p, lb_turn_at turn)
{
    return &p->problem->generators.ansatz->generators[turn.generator];
}

/* t_m of a term: tan(m phi), m = c D, from t = tan(phi). False when it has no value modulo p. */
static bool tangent_of(uint64_t *tangent, mpz_t m, const shared_picture *p, const point *at,
                       size_t angle, const mpq_t c, bool negative)
{
    const lb_field *F = &p->field;
    mpz_divexact(m, at->denominators[angle], mpq_denref(c));
    mpz_mul(m, m, mpq_numref(c));
    if (negative)
        mpz_neg(m, m);
    mpz_t magnitude;
    mpz_init(magnitude);
    mpz_abs(magnitude, m);
    lb_gaussian power = lb_gaussian_power(F, (lb_gaussian){1, at->t[angle]}, magnitude);
    mpz_clear(magnitude);
    if (!lb_field_is_unit(F, power.re))
        return false;
    *tangent = lb_field_multiply(F, power.im, lb_field_invert(F, power.re));
    if (mpz_sgn(m) < 0)
        *tangent = lb_field_negate(F, *tangent);
    return true;
}

/* Whether all strings of a rotation have a tangent. */
static bool is_good(const shared_picture *p, const point *at, lb_turn_at turn, size_t angle)
{
    const lb_sum_struct *H = sum_of(p, turn);
    bool good = true;
    mpz_t m;
    mpz_init(m);
    for (size_t a = 0; a < H->length && good; a++) {
        uint64_t tangent;
        good = tangent_of(&tangent, m, p, at, angle, &H->coefficients[a], turn.negative);
    }
    mpz_clear(m);
    return good;
}

/* A point for the angles of the rotations from p->rotation up to `end`. */
static void draw_point(point *at, shared_picture *p, size_t end, size_t angles)
{
    const lb_ansatz_struct *A = p->problem->generators.ansatz;
    at->t = lb_malloc(angles, sizeof *at->t);
    at->denominators = lb_malloc(angles, sizeof *at->denominators);
    for (size_t a = 0; a < angles; a++) {
        mpz_init_set_ui(at->denominators[a], 1);
        at->t[a] = lb_field_draw(&p->field, &p->random);
    }
    for (size_t j = p->rotation; j < end; j++) {
        lb_turn_at turn = lb_ansatz_rotation(A, j);
        const lb_sum_struct *H = sum_of(p, turn);
        mpz_t *D = &at->denominators[turn.angle - p->angle];
        for (size_t a = 0; a < H->length; a++)
            mpz_lcm(*D, *D, mpq_denref(&H->coefficients[a]));
    }
    for (size_t j = p->rotation; j < end;) {
        lb_turn_at turn = lb_ansatz_rotation(A, j);
        size_t angle = turn.angle - p->angle;
        if (is_good(p, at, turn, angle)) {
            j++;
            continue;
        }
        at->t[angle] = lb_field_draw(&p->field, &p->random);
        j = p->rotation; /* the others of this angle again */
    }
}

static void clear_point(point *at, size_t angles)
{
    for (size_t a = 0; a < angles; a++)
        mpz_clear(at->denominators[a]);
    free(at->denominators);
    free(at->t);
}

/* ---- Rows ---- */

/* f (-i P) as the kernel takes it, of a string on the qubits of the ansatz. */
static lb_exact_string string_of(const shared_picture *p, const lb_string_struct *P, uint64_t f)
{
    uint64_t x = P->length ? P->blocks[0].x : 0, z = P->length ? P->blocks[0].z : 0;
    return lb_exact_string_make(&p->field, x, z, f);
}

static void turn_all(const shared_picture *p, double *vector, const lb_exact_string *S, double sign)
{
    for (size_t s = 0; s < p->problem->state_count; s++)
        lb_exact_rotate(vector + s * 2 * p->size, p->size, S, sign, &p->field);
}

/* The strings of the next rotation, with m for a factor in `tangents` and t_m in `rotations`; their
 * number. */
static size_t make_strings(const shared_picture *p, const point *at, lb_turn_at turn,
                           lb_exact_string *tangents, lb_exact_string *rotations)
{
    const lb_sum_struct *H = sum_of(p, turn);
    size_t count = 0;
    mpz_t m;
    mpz_init(m);
    for (size_t a = 0; a < H->length; a++) {
        uint64_t t = 0;
        if (!H->strings[a].length)
            continue;
        (void)tangent_of(&t, m, p, at, turn.angle - p->angle, &H->coefficients[a], turn.negative);
        tangents[count] = string_of(p, &H->strings[a], mpz_fdiv_ui(m, p->field.p));
        rotations[count++] = string_of(p, &H->strings[a], t);
    }
    mpz_clear(m);
    return count;
}

/* row += the tangent of the next rotation at the training state; false when time is up. */
static bool add_tangent(const shared_picture *p, double *row, const lb_exact_string *strings,
                        size_t count, double *room)
{
    double *vector = room, *short_row = room + p->length;
    memset(vector, 0, p->length * sizeof *vector);
    for (size_t s = 0; s < p->problem->state_count; s++)
        for (size_t a = 0; a < count; a++)
            lb_exact_accumulate(vector + s * 2 * p->size, p->psi + s * 2 * p->size, p->size,
                                &strings[a], 1, &p->field);
    for (size_t i = p->turn_count; i-- > 0;) {
        if (lb_exact_time_is_up(p->problem))
            return false;
        turn_all(p, vector, &p->turns[i], -1);
    }
    lb_sketch_apply(&p->sketch, short_row, vector);
    uint64_t factor = lb_field_negate(&p->field, lb_field_invert(&p->field, p->scale));
    lb_exact_subtract(row, short_row, lb_field_balance(&p->field, factor), short_row, 0,
                      p->sketch.width, &p->field);
    return true;
}

static void apply_rotation(shared_picture *p, const lb_exact_string *rotations,
                           const uint64_t *squares, size_t count)
{
    p->turns = lb_grow(p->turns, &p->turn_capacity, p->turn_count + count, sizeof *p->turns);
    for (size_t a = 0; a < count; a++) {
        p->turns[p->turn_count++] = rotations[a];
        turn_all(p, p->psi, &rotations[a], 1);
        p->scale = lb_field_multiply(&p->field, p->scale, squares[a]);
    }
}

/* 1 + t^2, which no sign in the factor changes. */
static uint64_t square_of(const shared_picture *p, const lb_exact_string *S)
{
    uint64_t t = lb_field_word(&p->field, S->factor);
    return (1 + lb_field_multiply(&p->field, t, t)) % p->field.p;
}

/* The rows of a layer, one for each of its angles; false when time is up. */
static bool fill_rows(shared_picture *p, double *rows, size_t end, const point *at)
{
    const lb_ansatz_struct *A = p->problem->generators.ansatz;
    size_t longest = p->problem->generators.longest + 1;
    lb_exact_string *tangents = lb_malloc(2 * longest, sizeof *tangents);
    uint64_t *squares = lb_malloc(longest, sizeof *squares);
    double *room = lb_malloc_aligned(p->length + p->sketch.width, sizeof *room);
    bool done = true;
    for (; p->rotation < end && done; p->rotation++) {
        lb_turn_at turn = lb_ansatz_rotation(A, p->rotation);
        size_t count = make_strings(p, at, turn, tangents, tangents + longest);
        for (size_t a = 0; a < count; a++)
            squares[a] = square_of(p, &tangents[longest + a]);
        done =
            add_tangent(p, rows + (turn.angle - p->angle) * p->sketch.width, tangents, count, room);
        apply_rotation(p, tangents + longest, squares, count);
    }
    free(room);
    free(squares);
    free(tangents);
    return done;
}

/* Draw the point of the next layer; the number of its angles, and the end of its rotations. */
static size_t draw_layer(point *at, shared_picture *p, size_t *end)
{
    const lb_ansatz_struct *A = p->problem->generators.ansatz;
    size_t first = lb_ansatz_first_angles(A);
    size_t angles = p->angle < first ? first : lb_ansatz_layer_angles(A);
    *end = lb_ansatz_rotations(A, lb_ansatz_layers_for(A, p->angle + angles));
    draw_point(at, p, *end, angles);
    return angles;
}

static void next_rows(void *opened, lb_exact_batch *batch)
{
    shared_picture *p = opened;
    point at;
    size_t end, angles = draw_layer(&at, p, &end);
    double *rows = lb_exact_batch_extend(batch, angles);
    memset(rows, 0, angles * p->sketch.width * sizeof *rows);
    if (!fill_rows(p, rows, end, &at))
        batch->count -= angles;
    clear_point(&at, angles);
    p->angle += angles;
}

void lb_exact_shared_angles(uint32_t *angles, const lb_ansatz_t A, const lb_exact_point *point_of)
{
    lb_exact_problem problem = {.generators.ansatz = A};
    shared_picture p = {.problem = &problem, .field = lb_field_power(point_of->prime, 1)};
    lb_random random, switches;
    memcpy(random.state, point_of->random, sizeof random.state);
    seed_points(&p, &random, &switches);
    while (p.angle < point_of->gates) {
        point at;
        size_t end, count = draw_layer(&at, &p, &end);
        for (size_t a = 0; a < count && p.angle + a < point_of->gates; a++)
            angles[p.angle + a] = (uint32_t)at.t[a];
        clear_point(&at, count);
        p.angle += count;
        p.rotation = end;
    }
}

const lb_picture_kind lb_shared_picture = {LB_PICTURE_STATE, open_picture, close_picture,
                                           row_width,        fill_phase,   next_rows};
