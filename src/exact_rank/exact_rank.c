/* The search for the rank: at one random point after another, tangents gate by gate until the rank
 * is proved to be R(M), or a whole layer has brought nothing. */

#include <liebound/exact.h>
#include <liebound/layers.h>

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/run.h"
#include "exact_rank/problem.h"

void lb_exact_init(lb_exact_t E)
{
    *E = (lb_exact_struct){.equal = true};
}

void lb_exact_clear(lb_exact_t E)
{
    free(E->reached);
}

double *lb_exact_batch_extend(lb_exact_batch *batch, size_t count)
{
    size_t before = batch->count, needed = before + count;
    if (needed > batch->capacity) {
        double *rows = lb_malloc_aligned(2 * needed * batch->width, sizeof *rows);
        if (before)
            memcpy(rows, batch->rows, before * batch->width * sizeof *rows);
        free(batch->rows);
        batch->rows = rows;
        batch->capacity = 2 * needed;
    }
    batch->count = needed;
    return batch->rows + before * batch->width;
}

/* One random point modulo one prime. */
typedef struct attempt {
    const lb_exact_problem *problem;
    const lb_picture_kind *kind;
    size_t guess;     /* of the gates it will take, 0 for few */
    size_t gates_end; /* where to give up, M at most */
    void *picture;
    lb_exact_rows rows;
    lb_exact_batch batch;
    size_t *reached; /* as in lb_exact_struct */
    size_t rank, gates;
    lb_report_times *times;
} attempt;

static void insert_phases(attempt *at)
{
    lb_exact_batch_extend(&at->batch, 1);
    for (size_t s = 0; s < at->problem->state_count; s++) {
        at->kind->phase(at->picture, at->batch.rows, s);
        lb_exact_rows_reduce(&at->rows, at->batch.rows, 1, 0);
        lb_exact_rows_insert(&at->rows, at->batch.rows);
    }
    at->batch.count = 0;
}

/* A thread's share of the batch. */
static void reduce_share(void *context, size_t i, void *scratch)
{
    attempt *at = context;
    size_t shares = (size_t)at->problem->threads, count = at->batch.count;
    size_t begin = i * count / shares, end = (i + 1) * count / shares;
    (void)scratch;
    lb_exact_rows_reduce(&at->rows, at->batch.rows + begin * at->batch.width, end - begin, 0);
}

/* As many gates behind the first layer as are different, a whole layer where all layers are equal,
 * without growth of R(M) mean that it never grows again. */
static bool is_saturated(const attempt *at)
{
    size_t last = at->rank ? at->reached[at->rank - 1] : 0;
    last = last > at->problem->first ? last : at->problem->first;
    return at->gates >= last && at->gates - last >= at->problem->cycle;
}

static bool is_decided(const attempt *at)
{
    return at->rank == at->problem->rank_end || at->gates == at->problem->parameters ||
           is_saturated(at);
}

static bool is_finished(const attempt *at)
{
    return at->gates == at->gates_end || is_decided(at);
}

/* Where a circuit with these angles can be cut: where they are shared, behind a layer. */
static size_t cut_behind(const lb_exact_problem *problem, size_t angles)
{
    const lb_ansatz_struct *A = problem->generators.ansatz;
    return problem->is_shared ? lb_ansatz_angles(A, lb_ansatz_layers_for(A, angles)) : angles;
}

/* Row by row until it is finished: how many rows came at once makes no difference. */
static void insert_batch(attempt *at)
{
    size_t before = at->rows.count;
    lb_parallel(at->problem->threads, (size_t)at->problem->threads, reduce_share, at, 0);
    for (size_t i = 0; i < at->batch.count && !is_finished(at); i++) {
        double *row = at->batch.rows + i * at->batch.width;
        lb_exact_rows_reduce(&at->rows, row, 1, before);
        at->gates++;
        if (lb_exact_rows_insert(&at->rows, row))
            at->reached[at->rank++] = cut_behind(at->problem, at->gates);
    }
    at->batch.count = 0;
}

/* A line of progress, and the limit that is reached, or NULL. */
static const char *look_up(attempt *at)
{
    const lb_exact_problem *problem = at->problem;
    bool ends_at_last = problem->rank_end == problem->parameters;
    lb_progress progress = {.stage = "exact rank: gate",
                            .done = at->gates,
                            .total = ends_at_last ? problem->parameters : 0,
                            .rank = at->rank,
                            .layer =
                                lb_ansatz_layers_for(problem->generators.ansatz, at->gates + 1)};
    const char *ended = lb_report(&problem->run, at->times, progress);
    return ended ? ended : lb_limit_reached(&problem->run.limits);
}

/* So many rows make a pass through the others worth it; fewer do while these are few. */
#define GATHERED 32

/* Returns the limit that ended it, or NULL. */
static const char *run_attempt(attempt *at, const lb_field *F, lb_random *random)
{
    at->picture = at->kind->open(at->problem, F, random, at->guess);
    at->batch.width = at->kind->width(at->picture);
    at->reached = lb_malloc(at->problem->rank_end, sizeof *at->reached);
    lb_exact_rows_init(&at->rows, F, at->batch.width);
    insert_phases(at);
    const char *limit = look_up(at);
    while (!limit && !is_finished(at) && at->gates + at->batch.count < at->gates_end) {
        at->kind->next(at->picture, &at->batch);
        if (at->batch.count > at->rank / 16 || at->batch.count >= GATHERED)
            insert_batch(at);
        limit = look_up(at);
    }
    insert_batch(at);
    at->kind->close(at->picture);
    lb_exact_rows_clear(&at->rows);
    free(at->batch.rows);
    return is_decided(at) ? NULL : limit;
}

/* A bound on the probability that the rank of the first `gates` gates at a random point modulo a
 * random prime is at most `rank`, when R(gates) is larger, after proofs/overparametrization.md:
 * with s = rank + 1 + number of states, an s x s minor of the tangents is a polynomial in the t of
 * degree at most s D, with integer coefficients below s! (A C 2^N)^s; a prime above 2^26 divides
 * few of those, and the sketch costs s levels more. */
static double failure_bound(const lb_exact_problem *problem, size_t rank, size_t gates)
{
    const lb_exact_generators *G = &problem->generators;
    double minor = (double)(rank + 1 + problem->state_count), degree = 0, norm = 0, sum = 0;
    const double least = 67108864, bits = 26, levels = 28;
    if (problem->is_padic || problem->is_shared)
        return 1;
    for (size_t j = 0; j < gates; j++) {
        const lb_exact_generator *H = &G->generators[lb_exact_generator_number(G, j)];
        degree += H->degree;
        norm += H->log_norm;
        sum = fmax(sum, H->log_sum);
    }
    if (minor * degree >= least / 2)
        return 1;
    sum += problem->log_amplitude;
    double bad_primes = minor * (log2(minor) + sum + norm) / bits;
    return fmin(1, minor * (degree + levels) / (least - 2 * degree) + bad_primes / LB_FIELD_PRIMES);
}

/* None of the points had the last rank with fewer gates. A point that a limit ended does not count.
 */
static double earlier_bound(const lb_exact_struct *E, const lb_exact_problem *problem)
{
    size_t gates = E->rank ? E->reached[E->rank - 1] : 0;
    size_t points = E->prime_count - (E->limit != NULL);
    if (gates == E->rank)
        return 0;
    return pow(failure_bound(problem, E->rank - 1, gates - 1), (double)points);
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

/* A guess at the gates of a point is worth a few of them first, in case there will be few: the
 * other picture, or half of a deep circuit before the first tangent, would take longer then. */
#define PROBE_SHARE 5
#define PROBE_MIN   64

/* One point after another; the same one twice when the first look at it does not suffice. */
static void try_point(lb_exact_struct *E, attempt *at, const lb_field *F, lb_random *random)
{
    size_t probe = at->problem->rank_end / PROBE_SHARE;
    bool probes = at->kind == &lb_state_picture && !at->guess && probe >= PROBE_MIN;
    if (probes) {
        attempt first = {
            .problem = at->problem, .kind = at->kind, .times = at->times, .gates_end = probe};
        lb_random again = *random;
        E->limit = run_attempt(&first, F, &again);
        take_attempt(E, &first);
        if (E->limit || is_decided(&first)) {
            at->rank = first.rank;
            at->gates = first.gates;
            at->reached = first.reached;
            return;
        }
        free(first.reached);
        at->guess = at->problem->rank_end;
    }
    at->gates_end = at->problem->parameters;
    E->limit = run_attempt(at, F, random);
    take_attempt(E, at);
}

/* The p-adic picture takes the largest powers that there are of its primes, 7^17 and 3^31 without roots:
 * the first has the shorter series; of the second, which is tried when the first leaves a doubt,
 * valuations may be larger. */
static void run(lb_exact_struct *E, const lb_exact_problem *problem, const lb_picture_kind *kind,
                uint64_t seed)
{
    lb_report_times times = {.start = problem->start, .last = lb_seconds()};
    lb_random random;
    lb_random_seed(&random, seed);
    E->parameters = problem->parameters;
    E->picture = kind->name;
    E->equal = problem->rank_end == 0;
    E->error = E->equal ? 0 : 1;
    while (E->prime_count < 2 && !E->equal && !E->exceeds && !E->limit) {
        attempt at = {.problem = problem, .kind = kind, .times = &times, .guess = E->gates};
        lb_field F = problem->is_padic
                         ? lb_field_power(problem->generators.primes[E->prime_count], 0)
                         : lb_field_random(&random);
        size_t before = E->rank;
        lb_exact_point *point = &E->points[E->prime_count];
        memcpy(point->random, random.state, sizeof point->random);
        try_point(E, &at, &F, &random);
        point->prime = (uint32_t)F.prime;
        point->exponent = F.exponent;
        point->rank = at.rank;
        point->gates = at.rank ? at.reached[at.rank - 1] : 0;
        E->exponents[E->prime_count] = F.exponent;
        E->primes[E->prime_count++] = (uint32_t)F.prime;
        E->equal = E->rank == problem->rank_at_most;
        E->exceeds = E->rank > problem->rank_at_most;
        double failure = failure_bound(problem, at.rank, at.gates);
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
    E->earlier = earlier_bound(E, problem);
}

lb_status lb_exact_rank(lb_exact_t E, const lb_ansatz_t A, size_t state,
                        const lb_exact_options *options, lb_error *error)
{
    assert(lb_ansatz_is_valid(A));
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
