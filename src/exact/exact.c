/* The search for the rank: at one random point after another, tangents gate by gate until the rank
 * is proved to be R(M), or a whole layer has brought nothing. */

#include <liebound/exact.h>

#include <math.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "exact/problem.h"

void lb_exact_init(lb_exact_t E)
{
    *E = (lb_exact_struct){.equal = true};
}

void lb_exact_clear(lb_exact_t E)
{
    free(E->reached);
}

void lb_exact_batch_resize(lb_exact_batch *batch, size_t count)
{
    if (count > batch->capacity) {
        free(batch->rows);
        batch->rows = lb_malloc_aligned(count * batch->width, sizeof *batch->rows);
        batch->capacity = count;
    }
    batch->count = count;
}

/* One random point modulo one prime. */
typedef struct attempt {
    const lb_exact_problem *problem;
    const lb_picture_kind *kind;
    void *picture;
    lb_exact_rows rows;
    lb_exact_batch batch;
    size_t *reached; /* as in lb_exact_struct */
    size_t rank, gates;
} attempt;

static void insert_phases(attempt *at)
{
    lb_exact_batch_resize(&at->batch, 1);
    for (size_t s = 0; s < at->problem->state_count; s++) {
        at->kind->phase(at->picture, at->batch.rows, s);
        lb_exact_rows_reduce(&at->rows, at->batch.rows, 0);
        lb_exact_rows_insert(&at->rows, at->batch.rows);
    }
}

static void reduce_row(void *context, size_t i, void *scratch)
{
    attempt *at = context;
    (void)scratch;
    lb_exact_rows_reduce(&at->rows, at->batch.rows + i * at->batch.width, 0);
}

static void insert_batch(attempt *at)
{
    size_t before = at->rows.count;
    lb_parallel(at->problem->threads, at->batch.count, reduce_row, at, 0);
    for (size_t i = 0; i < at->batch.count && at->rank < at->problem->rank_end; i++) {
        double *row = at->batch.rows + i * at->batch.width;
        lb_exact_rows_reduce(&at->rows, row, before);
        at->gates++;
        if (lb_exact_rows_insert(&at->rows, row))
            at->reached[at->rank++] = at->gates;
    }
}

/* A whole layer without growth of R(M) means that it never grows again. */
static bool is_saturated(const attempt *at)
{
    size_t last = at->rank ? at->reached[at->rank - 1] : 0;
    return at->gates - last >= at->problem->generators.count;
}

static bool is_finished(const attempt *at)
{
    return at->rank == at->problem->rank_end || at->gates == at->problem->parameters ||
           is_saturated(at);
}

/* Returns the limit that ended it, or NULL. */
static const char *run_attempt(attempt *at, const lb_field *F, lb_random *random)
{
    at->picture = at->kind->open(at->problem, F, random);
    at->batch.width = at->kind->width(at->picture);
    at->reached = lb_malloc(at->problem->rank_end, sizeof *at->reached);
    lb_exact_rows_init(&at->rows, F, at->batch.width);
    insert_phases(at);
    const char *limit = NULL;
    while (!is_finished(at) && !limit) {
        limit = lb_limit_reached(&at->problem->limits, at->problem->start);
        if (limit)
            break;
        at->kind->next(at->picture, &at->batch);
        insert_batch(at);
    }
    at->kind->close(at->picture);
    lb_exact_rows_clear(&at->rows);
    free(at->batch.rows);
    return limit;
}

/* A bound on the probability that the rank at a random point modulo a random prime is below
 * R(M), after proofs/overparametrization.md: with s = rank + 1 + number of states, an s x s minor
 * of the tangents is a polynomial in the t of degree at most s D, with integer coefficients below
 * s! (A C 2^N)^s; a prime above 2^26 divides few of those, and the sketch costs s levels more. */
static double failure_bound(const attempt *at)
{
    const lb_exact_generators *G = &at->problem->generators;
    double minor = (double)(at->rank + 1 + at->problem->state_count), degree = 0, norm = 0, sum = 0;
    const double least = 67108864, bits = 26, levels = 28;
    for (size_t j = 0; j < at->gates; j++) {
        const lb_exact_generator *H = &G->generators[j % G->count];
        degree += H->degree;
        norm += H->log_norm;
        sum = fmax(sum, H->log_sum);
    }
    if (minor * degree >= least / 2)
        return 1;
    sum += at->problem->log_amplitude;
    double bad_primes = minor * (log2(minor) + sum + norm) / bits;
    return fmin(1, minor * (degree + levels) / (least - 2 * degree) + bad_primes / LB_FIELD_PRIMES);
}

/* Both attempts prove what they reached: the best of them is kept, gate by gate. */
static void take_attempt(lb_exact_struct *E, const attempt *at)
{
    size_t *reached = lb_malloc(at->rank > E->rank ? at->rank : E->rank, sizeof *reached);
    for (size_t i = 0; i < at->rank || i < E->rank; i++) {
        bool old = i < E->rank, new = i < at->rank;
        bool better = new && (!old || at->reached[i] < E->reached[i]);
        reached[i] = better ? at->reached[i] : E->reached[i];
    }
    free(E->reached);
    E->reached = reached;
    E->rank = at->rank > E->rank ? at->rank : E->rank;
    E->gates = at->gates > E->gates ? at->gates : E->gates;
}

static void run(lb_exact_struct *E, const lb_exact_problem *problem, const lb_picture_kind *kind,
                uint64_t seed)
{
    lb_random random;
    lb_random_seed(&random, seed);
    E->parameters = problem->parameters;
    E->picture = kind->name;
    E->equal = problem->rank_end == 0;
    E->error = E->equal ? 0 : 1;
    while (E->prime_count < 2 && !E->equal && !E->exceeds && !E->limit) {
        attempt at = {.problem = problem, .kind = kind};
        lb_field F = lb_field_random(&random);
        E->limit = run_attempt(&at, &F, &random);
        E->primes[E->prime_count++] = (uint32_t)F.p;
        size_t before = E->rank;
        take_attempt(E, &at);
        E->equal = E->rank == problem->rank_at_most;
        E->exceeds = E->rank > problem->rank_at_most;
        double failure = failure_bound(&at);
        /* A point that is worse than the other says nothing of its own. */
        if (E->prime_count == 1 || at.rank > before)
            E->error = 1;
        if (at.rank == E->rank && !E->limit && failure < 1)
            E->error *= failure;
        E->saturated = is_saturated(&at);
        free(at.reached);
    }
    if (E->equal || E->exceeds)
        E->error = E->equal ? 0 : 1;
}

lb_status lb_exact_rank(lb_exact_t E, const lb_ansatz_t A, size_t state,
                        const lb_exact_options *options, lb_error *error)
{
    lb_exact_problem problem;
    const lb_picture_kind *kind;
    lb_status status = lb_exact_problem_init(&problem, &kind, A, state, options, error);
    if (status != LB_OK)
        return status;
    lb_exact_clear(E);
    lb_exact_init(E);
    run(E, &problem, kind, options->seed);
    E->seconds = lb_seconds() - problem.start;
    lb_exact_problem_clear(&problem);
    return LB_OK;
}
