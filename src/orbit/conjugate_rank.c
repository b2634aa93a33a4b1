#include "orbit/conjugate_rank.h"

#include <stdlib.h>
#include <string.h>

#include <cblas.h>
#include <flint/ulong_extras.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/run.h"
#include "linalg/dense_echelon.h"
#include "orbit/span_space.h"
#include "state/state.h"

enum { LABELS_MOST = 1 << 15, PAIRS_MOST = 1 << 28, LANES = 8, BATCH = 256, LAYERS_MOST = 16 };

/* Adding and subtracting 1.5 * 2^52 rounds to an integer. */
#define ROUNDER 0x1.8p52

typedef double lanes __attribute__((vector_size(8 * LANES)));

/* Compiled once per instruction set, chosen when the program is loaded. */
#if defined(__x86_64__) && defined(__gnu_linux__)
#define CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define CLONES
#endif

typedef enum gate_kind { NO_GATE, PRODUCT, SUM } gate_kind;

/* The vectors of a batch are computed in groups, one in each lane, with angles of its own. */
typedef struct conjugates {
    lb_span_space space;
    lb_run *run;
    size_t columns, batch_count, depth, group_count, next;
    uint64_t seed;
    double prime;
    nmod_t modulus;
    uint32_t *pairs; /* of term t from columns * t on: J takes one column to the next one, and
                        that to minus the first */
    gate_kind *kinds;
    uint32_t *rotating; /* generators that are rotations */
    size_t rotating_count, terms_most;
    double *state; /* psi, and after it i psi_j for each state */
    double *batch;
    lb_conjugate_list *list;      /* NULL for none, like what follows */
    uint32_t *elements;           /* the generator of each group of the batch */
    uint32_t *rotations, *angles; /* its rotation number r at depth g + r, t of each lane */
} conjugates;

/* ---- Setting up ---- */

static bool asks_run(void *context, uint32_t done)
{
    conjugates *c = context;
    return lb_run_goes_on(c->run, c->space.first_term[c->space.generator_count],
                          (lb_progress){.stage = "coordinates", .done = done});
}

static bool is_identity(const lb_span_space *s, size_t t)
{
    size_t length = 2 * s->frames->group.words;
    for (size_t w = 0; w < length; w++)
        if (s->frames->terms[length * t + w])
            return false;
    return true;
}

static bool anticommute(const lb_span_space *s, size_t a, size_t b)
{
    size_t words = s->frames->group.words;
    return lb_dense_anticommutes(s->frames->terms + 2 * words * a, s->frames->terms + 2 * words * b,
                                 words);
}

/* All pairs of terms commute, or all but the identity anticommute, and coefficients are of moderate
 * size. */
static gate_kind kind_of(const lb_span_space *s, uint32_t k)
{
    size_t first = s->first_term[k], end = s->first_term[k + 1], odd = 0, pairs = 0;
    for (size_t a = first; a < end; a++) {
        if (!fmpz_abs_fits_ui(s->coefficients + a))
            return NO_GATE;
        for (size_t b = a + 1; b < end && !is_identity(s, a); b++)
            if (!is_identity(s, b)) {
                odd += anticommute(s, a, b);
                pairs++;
            }
    }
    return end == first ? NO_GATE : odd == 0 ? PRODUCT : odd == pairs ? SUM : NO_GATE;
}

static void find_kinds(conjugates *c)
{
    const lb_span_space *s = &c->space;
    c->kinds = lb_malloc(s->generator_count, sizeof *c->kinds);
    c->rotating = lb_malloc(s->generator_count, sizeof *c->rotating);
    for (uint32_t k = 0; k < s->generator_count; k++) {
        size_t terms = s->first_term[k + 1] - s->first_term[k];
        c->kinds[k] = kind_of(s, k);
        if (c->kinds[k] == NO_GATE)
            continue;
        c->rotating[c->rotating_count++] = k;
        c->terms_most = terms > c->terms_most ? terms : c->terms_most;
    }
}

static void pair_columns(conjugates *c, size_t t)
{
    uint32_t *next = c->pairs + c->columns * t;
    for (uint32_t column = 0; column < c->columns; column++) {
        bool negative;
        uint32_t target = lb_span_space_act(&c->space, t, column, &negative);
        if (!negative) {
            *next++ = column;
            *next++ = target;
        }
    }
}

static void set_amplitude(conjugates *c, size_t state, size_t a)
{
    const fmpz *parts = c->space.frames[state].parts + 2 * a;
    uint32_t column = lb_span_space_amplitude(&c->space, state, a, 0);
    double *phase = c->state + c->columns * (1 + state);
    for (unsigned i = 0; i < 2; i++)
        c->state[column + i] = (double)fmpz_fdiv_ui(parts + i, c->modulus.n);
    phase[column] = -c->state[column + 1];
    phase[column + 1] = c->state[column];
}

static void set_states(conjugates *c)
{
    size_t count = c->space.frame_count;
    c->state = lb_calloc((1 + count) * c->columns, sizeof *c->state);
    for (size_t j = 0; j < count; j++)
        for (size_t a = 0; a < c->space.frames[j].count; a++)
            set_amplitude(c, j, a);
    lb_dense_balance(c->state, (1 + count) * c->columns, (uint32_t)c->modulus.n);
}

static void choose_prime(conjugates *c, uint64_t seed)
{
    lb_random random;
    lb_random_seed(&random, seed);
    uint64_t prime = n_nextprime(((uint64_t)3 << 20) + lb_random_below(&random, 1 << 19), 0);
    nmod_init(&c->modulus, prime);
    c->prime = (double)prime;
    c->seed = lb_random_next(&random);
}

static double bytes_most(const conjugates *c, size_t rank)
{
    double terms = (double)c->space.first_term[c->space.generator_count],
           columns = (double)c->columns;
    return lb_dense_echelon_bytes((uint32_t)c->columns, (uint32_t)rank, BATCH) +
           columns * (BATCH * sizeof *c->batch + terms * sizeof *c->pairs);
}

static lb_status prepare(conjugates *c, const lb_ansatz_t A, const lb_state_struct *states,
                         size_t count, const lb_conjugate_rank_options *options, lb_error *error)
{
    const lb_span_options plain = {.run = options->run, .no_symmetry = true};
    lb_span_space_init(&c->space, A, states, count, &plain);
    choose_prime(c, options->seed);
    find_kinds(c);
    size_t terms = c->space.first_term[c->space.generator_count];
    if (!c->rotating_count)
        return lb_fail(error, LB_USAGE, "no generator is a rational rotation");
    if (!lb_span_space_close(&c->space, LABELS_MOST, asks_run, c) ||
        terms * c->space.column_count > PAIRS_MOST)
        return lb_fail(error, LB_USAGE, "the state reaches too many coordinates");
    c->columns = c->space.column_count;
    if (!lb_limits_allow(&options->run.limits, bytes_most(c, options->at_most + count)))
        return lb_fail(error, LB_MEMORY, "the rank of an orbit has no room");
    c->pairs = lb_malloc(terms * c->columns, sizeof *c->pairs);
    for (size_t t = 0; t < terms; t++)
        pair_columns(c, t);
    set_states(c);
    c->batch = lb_malloc(BATCH * c->columns, sizeof *c->batch);
    if (options->list) {
        size_t rotations = BATCH / LANES * LAYERS_MOST * c->rotating_count;
        c->list = options->list;
        c->elements = lb_malloc(BATCH / LANES, sizeof *c->elements);
        c->rotations = lb_malloc(rotations, sizeof *c->rotations);
        c->angles = lb_malloc(LANES * rotations, sizeof *c->angles);
    }
    return LB_OK;
}

static void conjugates_clear(conjugates *c)
{
    free(c->elements);
    free(c->rotations);
    free(c->angles);
    free(c->batch);
    free(c->state);
    free(c->pairs);
    free(c->rotating);
    free(c->kinds);
    lb_span_space_clear(&c->space);
}

/* ---- Gates on a group of vectors ---- */

/* v <- v + f J v in place, f a number for each lane. */
CLONES static void lb_conjugates_rotate(lanes *v, const uint32_t *pairs, size_t columns,
                                        const lanes *f, double prime)
{
    const double inverse = 1 / prime;
    const lanes factor = *f;
    for (size_t i = 0; i < columns; i += 2) {
        lanes *a = v + pairs[i], *b = v + pairs[i + 1];
        lanes x = *a - factor * *b, y = *b + factor * *a;
        lanes q = (x * inverse + ROUNDER) - ROUNDER;
        *a = x - q * prime;
        q = (y * inverse + ROUNDER) - ROUNDER;
        *b = y - q * prime;
    }
}

/* w <- w + f J v. */
CLONES static void lb_conjugates_accumulate(lanes *w, const lanes *v, const uint32_t *pairs,
                                            size_t columns, const lanes *f, double prime)
{
    const double inverse = 1 / prime;
    const lanes factor = *f;
    for (size_t i = 0; i < columns; i += 2) {
        lanes *a = w + pairs[i], *b = w + pairs[i + 1];
        lanes x = *a - factor * v[pairs[i + 1]], y = *b + factor * v[pairs[i]];
        lanes q = (x * inverse + ROUNDER) - ROUNDER;
        *a = x - q * prime;
        q = (y * inverse + ROUNDER) - ROUNDER;
        *b = y - q * prime;
    }
}

static double balanced(const conjugates *c, uint64_t residue)
{
    return residue > c->modulus.n / 2 ? (double)residue - c->prime : (double)residue;
}

static uint64_t coefficient(const conjugates *c, size_t t)
{
    return fmpz_fdiv_ui(c->space.coefficients + t, c->modulus.n);
}

/* tan(m theta) for t = tan theta: (1 + i t)^m = x + i y has the quotient y / x. False for x = 0. */
static bool tangent_of_multiple(uint64_t *result, const conjugates *c, uint64_t t, const fmpz *m)
{
    uint64_t x = 1, y = 0, re = 1, im = t, n = fmpz_get_ui(m); /* of |m| */
    for (; n; n >>= 1) {
        uint64_t old = re;
        if (n & 1) {
            uint64_t u = x;
            x = nmod_sub(nmod_mul(u, re, c->modulus), nmod_mul(y, im, c->modulus), c->modulus);
            y = nmod_add(nmod_mul(u, im, c->modulus), nmod_mul(y, re, c->modulus), c->modulus);
        }
        re = nmod_sub(nmod_mul(re, re, c->modulus), nmod_mul(im, im, c->modulus), c->modulus);
        im = nmod_mul(nmod_add(old, old, c->modulus), im, c->modulus);
    }
    if (!x)
        return false;
    *result = nmod_div(y, x, c->modulus);
    if (fmpz_sgn(m) < 0)
        *result = nmod_neg(*result, c->modulus);
    return true;
}

/* The factors of J in the terms of one rotation, at a random angle; returns its tangent. */
static uint64_t draw_factors(lanes *factors, unsigned lane, const conjugates *c, uint32_t k,
                             lb_random *random)
{
    size_t first = c->space.first_term[k], end = c->space.first_term[k + 1];
    bool done = false;
    uint64_t t = 0;
    while (!done) {
        uint64_t value = 0;
        t = 1 + lb_random_below(random, c->modulus.n - 1);
        done = true;
        for (size_t a = first; done && a < end; a++) {
            if (c->kinds[k] == SUM) /* the identity only changes the phase of U */
                value = is_identity(&c->space, a) ? 0 : nmod_mul(t, coefficient(c, a), c->modulus);
            else
                done = tangent_of_multiple(&value, c, t, c->space.coefficients + a);
            factors[a - first][lane] = balanced(c, value);
        }
    }
    return t;
}

/* A thread's own room, for one group. */
typedef struct room {
    lanes *v, *w, *factors; /* factors of rotation number r from terms_most r on */
} room;

/* The rotation of generator k, or its inverse; *v and *w may change places. */
static void rotate(const conjugates *c, room *R, uint32_t k, const lanes *factors, bool inverse)
{
    size_t first = c->space.first_term[k], end = c->space.first_term[k + 1];
    if (c->kinds[k] == SUM)
        memcpy(R->w, R->v, c->columns * sizeof *R->w);
    for (size_t t = first; t < end; t++) {
        const lanes factor = inverse ? -factors[t - first] : factors[t - first];
        const uint32_t *pairs = c->pairs + c->columns * t;
        if (c->kinds[k] == SUM)
            lb_conjugates_accumulate(R->w, R->v, pairs, c->columns, &factor, c->prime);
        else
            lb_conjugates_rotate(R->v, pairs, c->columns, &factor, c->prime);
    }
    if (c->kinds[k] == SUM) {
        lanes *v = R->v;
        R->v = R->w;
        R->w = v;
    }
}

/* v <- i H v. */
static void apply_generator(const conjugates *c, room *R, uint32_t k)
{
    memset(R->w, 0, c->columns * sizeof *R->w);
    for (size_t t = c->space.first_term[k]; t < c->space.first_term[k + 1]; t++) {
        const lanes factor = (lanes){0} + balanced(c, coefficient(c, t));
        lb_conjugates_accumulate(R->w, R->v, c->pairs + c->columns * t, c->columns, &factor,
                                 c->prime);
    }
    lanes *v = R->v;
    R->v = R->w;
    R->w = v;
}

static uint32_t rotation_at(const conjugates *c, size_t first, size_t r)
{
    return c->rotating[(first + r) % c->rotating_count];
}

/* Group number `group` of the batch. */
static void compute_group(conjugates *c, room *R, size_t group)
{
    lb_random random;
    lb_random_seed(&random, lb_mix(c->seed + LB_MIX_STEP * (c->group_count + group + 1)));
    size_t first = lb_random_below(&random, c->rotating_count);
    uint32_t generator = (uint32_t)lb_random_below(&random, c->space.generator_count);
    for (size_t i = 0; i < c->columns; i++)
        R->v[i] = (lanes){0} + c->state[i];
    for (size_t r = 0; r < c->depth; r++) {
        uint32_t k = rotation_at(c, first, r);
        size_t place = c->depth * group + r;
        if (c->list)
            c->rotations[place] = k;
        for (unsigned lane = 0; lane < LANES; lane++) {
            uint64_t t = draw_factors(R->factors + c->terms_most * r, lane, c, k, &random);
            if (c->list)
                c->angles[LANES * place + lane] = (uint32_t)t;
        }
        rotate(c, R, k, R->factors + c->terms_most * r, false);
    }
    apply_generator(c, R, generator);
    if (c->list)
        c->elements[group] = generator;
    for (size_t r = c->depth; r-- > 0;)
        rotate(c, R, rotation_at(c, first, r), R->factors + c->terms_most * r, true);
}

static void compute_groups(void *context, int thread)
{
    conjugates *c = context;
    room R;
    size_t factors = c->terms_most * c->depth;
    (void)thread;
    lanes *all = lb_malloc_aligned(2 * c->columns + factors, sizeof *all);
    for (size_t g; (g = lb_pool_next(&c->next)) < c->batch_count / LANES;) {
        R = (room){all, all + c->columns, all + 2 * c->columns};
        compute_group(c, &R, g);
        for (unsigned lane = 0; lane < LANES; lane++)
            for (size_t i = 0; i < c->columns; i++)
                c->batch[(LANES * g + lane) * c->columns + i] = R.v[i][lane];
    }
    free(all);
}

/* ---- The rank ---- */

/* Fill the batch with `count` vectors, a multiple of the lanes. */
static void fill_batch(conjugates *c, size_t count)
{
    c->batch_count = count;
    c->next = 0;
    lb_pool_run(c->run->pool, compute_groups, c);
    c->group_count += count / LANES;
    lb_dense_balance(c->batch, count * c->columns, (uint32_t)c->modulus.n);
}

/* Vector number v of the batch. */
static void append_vector(conjugates *c, size_t v)
{
    lb_conjugate_list *list = c->list;
    size_t group = v / LANES;
    for (size_t r = 0; r < c->depth; r++) {
        size_t place = c->depth * group + r;
        list->rotations = lb_grow(list->rotations, &list->rotation_capacity,
                                  list->rotation_count + 1, sizeof *list->rotations);
        list->rotations[list->rotation_count++] =
            (lb_conjugate_rotation){c->rotations[place], c->angles[LANES * place + v % LANES]};
    }
    list->vectors = lb_grow(list->vectors, &list->capacity, list->count + 1, sizeof *list->vectors);
    list->vectors[list->count++] = (lb_conjugate_vector){c->elements[group], list->rotation_count};
}

void lb_conjugate_list_clear(lb_conjugate_list *list)
{
    free(list->vectors);
    free(list->rotations);
}

/* Add vectors until there are so many dimensions or more vectors bring nothing. Where a batch brings
 * less than it might, circuits get longer. */
static void add_vectors(conjugates *c, lb_dense_echelon *echelon, size_t most)
{
    bool independent[BATCH];
    size_t layers = 1;
    while (echelon->rank < most && layers <= LAYERS_MOST &&
           lb_run_goes_on(c->run, c->columns,
                          (lb_progress){.stage = "orbit", .done = echelon->rank, .total = most})) {
        size_t count = (most - echelon->rank + LANES) / LANES * LANES;
        count = count < BATCH ? count : BATCH;
        c->depth = layers * c->rotating_count;
        fill_batch(c, count);
        uint32_t added = lb_dense_echelon_add(echelon, c->batch, (uint32_t)count, independent);
        for (size_t v = 0; c->list && v < count; v++)
            if (independent[v])
                append_vector(c, v);
        if (added < count && echelon->rank < most)
            layers *= 2;
    }
}

static lb_status compute(lb_conjugate_rank *result, conjugates *c, size_t at_most, lb_error *error)
{
    size_t phases = c->space.frame_count;
    lb_dense_echelon echelon;
    bool *independent = lb_malloc(phases, sizeof *independent);
    int threads = openblas_get_num_threads();
    openblas_set_num_threads(lb_pool_threads(c->run->pool));
    lb_dense_echelon_init(&echelon, (uint32_t)c->modulus.n, (uint32_t)c->columns, c->run->pool);
    lb_dense_echelon_add(&echelon, c->state + c->columns, (uint32_t)phases, independent);
    add_vectors(c, &echelon, at_most + phases);
    openblas_set_num_threads(threads);
    *result = (lb_conjugate_rank){.rank = echelon.rank > phases ? echelon.rank - phases : 0,
                                  .prime = echelon.prime,
                                  .limit = c->run->stopped};
    bool consistent = lb_dense_echelon_is_consistent(&echelon);
    lb_dense_echelon_clear(&echelon);
    free(independent);
    return consistent
               ? LB_OK
               : lb_fail(error, LB_INTERNAL, "a checksum of the vectors of an orbit is wrong");
}

lb_status lb_conjugate_rank_compute(lb_conjugate_rank *result, const lb_ansatz_t A,
                                    const lb_state_struct *states, size_t count,
                                    const lb_conjugate_rank_options *options, lb_error *error)
{
    if (A->qubits > LB_CLOSURE_QUBITS_MAX || lb_ansatz_degree(A) > 1)
        return lb_fail(error, LB_USAGE,
                       "the states have too many qubits, or there are square roots");
    for (size_t i = 0; i < count; i++)
        if (!states[i].is_exact)
            return lb_fail(error, LB_USAGE, "a state is not exact");
    lb_run run;
    lb_run_start(&run, &options->run);
    conjugates c = {.run = &run};
    lb_status status = prepare(&c, A, states, count, options, error);
    if (!status)
        status = compute(result, &c, options->at_most, error);
    conjugates_clear(&c);
    lb_run_end(&run);
    return status;
}
