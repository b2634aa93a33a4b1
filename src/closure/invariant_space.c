#include "closure/invariant_space.h"

#include <stdlib.h>

#include "base/bucket_queue.h"
#include "base/memory.h"
#include "base/prime.h"
#include "closure/two_halves.h"

typedef struct computation {
    const lb_space_problem *problem;
    lb_invariant_space *space;
    lb_run *run;
} computation;

/* ---- Modulo a prime ---- */

/* False when the prime does not do. */
static bool modular_init(lb_modular_space *m, const lb_space_problem *problem, uint64_t prime)
{
    lb_echelon_init(&m->echelon, prime);
    lb_vector_init(&m->vector, m->echelon.modulus);
    return problem->begin(problem->context, m->echelon.modulus);
}

static void modular_clear(lb_modular_space *m)
{
    lb_echelon_clear(&m->echelon);
    lb_vector_clear(&m->vector);
}

void lb_modular_space_reserve(lb_modular_space *m, size_t count)
{
    lb_echelon_reserve_columns(&m->echelon, count);
    lb_vector_reserve(&m->vector, count);
}

static bool is_consistent(const lb_modular_space *m)
{
    return lb_echelon_is_consistent(&m->echelon) && !m->vector.faulty;
}

/* Compute the vector of a step and reduce it; returns the length of what is left: nothing when a limit
 * came on the way. */
static size_t compute_vector(lb_modular_space *m, const computation *c, lb_space_step step)
{
    c->problem->add(c->problem->context, m, step);
    if (c->run->stopped)
        lb_vector_discard(&m->vector);
    return c->run->stopped ? 0 : lb_echelon_reduce(&m->echelon, &m->vector);
}

static uint32_t choose_pivot(const lb_modular_space *m, bool sparse)
{
    const lb_column *columns = m->echelon.columns;
    uint32_t pivot = m->vector.touched[0];
    for (size_t i = 1; i < m->vector.touched_count; i++) {
        uint32_t column = m->vector.touched[i];
        uint32_t count = sparse ? columns[column].count : 0;
        uint32_t least = sparse ? columns[pivot].count : 0;
        if (count < least || (count == least && column < pivot))
            pivot = column;
    }
    return pivot;
}

static size_t work_of(const lb_modular_space *m, const lb_space_problem *problem,
                      lb_space_step step)
{
    return problem->work(problem->context, m, step) + 1;
}

/* ---- Search ---- */

typedef struct space_search {
    const computation *c;
    lb_modular_space *m;
    lb_queue rows;     /* whose images are to be taken */
    bool *pending;     /* of each row: its images are still to be taken */
    lb_queue deferred; /* numbers of steps that were put off */
    lb_space_step *put_off;
    size_t pending_capacity, put_off_count, put_off_capacity, deferred_count;
} space_search;

/* A remainder with more entries is put off. */
enum { SHORT = 16 };

static bool is_full(const space_search *s)
{
    return s->m->echelon.row_count >= s->c->problem->dimension_max;
}

static void enqueue_row(space_search *s, uint32_t row)
{
    if (s->pending[row])
        lb_queue_push(&s->rows, row, s->m->echelon.rows[row].length);
}

static void add_row(space_search *s, lb_space_step step)
{
    lb_invariant_space *space = s->c->space;
    lb_modular_space *m = s->m;
    uint32_t row = m->echelon.row_count;
    uint32_t pivot = choose_pivot(m, s->c->problem->sparse_pivots);
    lb_echelon_insert(&m->echelon, &m->vector, pivot);
    space->steps = lb_grow(space->steps, &space->step_capacity, (size_t)row + 1, sizeof step);
    space->steps[row] = step;
    s->pending = lb_grow(s->pending, &s->pending_capacity, (size_t)row + 1, sizeof *s->pending);
    s->pending[row] = true;
    enqueue_row(s, row);
    for (size_t i = 0; i < m->echelon.changed_count; i++)
        enqueue_row(s, m->echelon.changed[i]);
}

static void put_off(space_search *s, lb_space_step step, size_t length)
{
    lb_vector_discard(&s->m->vector);
    s->put_off = lb_grow(s->put_off, &s->put_off_capacity, s->put_off_count + 1, sizeof step);
    lb_queue_push(&s->deferred, (uint32_t)s->put_off_count, length);
    s->put_off[s->put_off_count++] = step;
    s->deferred_count++;
}

/* False when a limit was reached. */
static bool try_step(space_search *s, lb_space_step step, size_t longest)
{
    lb_modular_space *m = s->m;
    lb_progress progress = {.stage = s->c->problem->stage,
                            .done = m->echelon.row_count,
                            .deferred = s->deferred_count,
                            .longest = m->echelon.longest_row};
    if (is_full(s))
        return true;
    size_t before = m->echelon.work + m->vector.work;
    size_t length = compute_vector(m, s->c, step);
    if (length > longest)
        put_off(s, step, length);
    else if (length)
        add_row(s, step);
    size_t work = (m->echelon.work + m->vector.work - before) / 16;
    return lb_run_goes_on(s->c->run, work_of(m, s->c->problem, step) + work, progress);
}

static bool try_given(space_search *s)
{
    const lb_space_problem *problem = s->c->problem;
    bool goes_on = true;
    for (size_t i = 0; i < problem->given_count && goes_on; i++)
        goes_on = try_step(s, problem->given[i], SHORT);
    return goes_on;
}

static bool take_images(space_search *s)
{
    uint32_t row;
    bool goes_on = true;
    while (goes_on && lb_queue_pop(&s->rows, &row)) {
        bool pending = s->pending[row];
        s->pending[row] = false;
        for (uint32_t k = 0; pending && goes_on && k < s->c->problem->map_count; k++)
            goes_on = try_step(s, (lb_space_step){LB_SPACE_IMAGE | k, row}, SHORT);
    }
    return goes_on;
}

/* What was put off comes when nothing else is left, and only what is still about the shortest. */
static bool search_rows(space_search *s)
{
    bool goes_on = try_given(s);
    for (uint32_t number; goes_on && !is_full(s);) {
        if (!take_images(s))
            return false;
        if (!lb_queue_pop(&s->deferred, &number))
            break;
        s->deferred_count--;
        size_t length = s->deferred.lowest;
        bool known = length < LB_QUEUE_BUCKETS - 1;
        goes_on = try_step(s, s->put_off[number], known ? length + length / 4 : SIZE_MAX);
    }
    return goes_on;
}

static bool run_search(const computation *c, lb_modular_space *m)
{
    space_search *s = lb_calloc(1, sizeof *s);
    s->c = c;
    s->m = m;
    bool ended = search_rows(s);
    lb_queue_clear(&s->rows);
    lb_queue_clear(&s->deferred);
    free(s->pending);
    free(s->put_off);
    free(s);
    return ended;
}

/* ---- Both halves ---- */

static void keep_basis(lb_attempt *attempt, const lb_modular_space *m)
{
    lb_fp_basis basis;
    lb_fp_basis_init(&basis, &m->echelon, attempt->order);
    lb_attempt_keep(attempt, basis);
}

/* The pivots by row, and the rows by pivot. */
static void note_pivots(lb_attempt *attempt, const lb_echelon *echelon)
{
    uint32_t next = 0;
    attempt->count = echelon->row_count;
    attempt->pivots = lb_malloc(attempt->count, sizeof *attempt->pivots);
    attempt->order = lb_malloc(attempt->count, sizeof *attempt->order);
    for (uint32_t t = 0; t < attempt->count; t++)
        attempt->pivots[t] = echelon->rows[t].pivot;
    for (size_t i = 0; i < echelon->column_count; i++)
        if (echelon->columns[i].pivot_row != LB_NO_ROW)
            attempt->order[next++] = echelon->columns[i].pivot_row;
}

static lb_outcome search_modulo(void *context, lb_attempt *attempt, uint64_t prime)
{
    const computation *c = context;
    lb_modular_space m;
    lb_outcome outcome = LB_OUTCOME_UNLUCKY;
    if (modular_init(&m, c->problem, prime)) {
        bool ended = run_search(c, &m);
        c->space->prime = prime;
        c->space->dimension = m.echelon.row_count;
        if (ended) {
            note_pivots(attempt, &m.echelon);
            keep_basis(attempt, &m);
        }
        outcome = !is_consistent(&m) ? LB_OUTCOME_FAULTY
                  : ended            ? LB_OUTCOME_DONE
                                     : LB_OUTCOME_STOPPED;
    }
    modular_clear(&m);
    return outcome;
}

static lb_outcome replay_step(const computation *c, lb_modular_space *m, uint32_t t,
                              const lb_attempt *attempt)
{
    lb_space_step step = c->space->steps[t];
    lb_progress progress = {.stage = "replay", .done = t, .total = attempt->count};
    if (!lb_run_goes_on(c->run, work_of(m, c->problem, step), progress))
        return LB_OUTCOME_STOPPED;
    uint32_t pivot = attempt->pivots[t];
    bool possible = compute_vector(m, c, step) && m->vector.accumulators[pivot] &&
                    (c->problem->sparse_pivots || choose_pivot(m, false) == pivot);
    if (!possible) {
        lb_vector_discard(&m->vector);
        return c->run->stopped ? LB_OUTCOME_STOPPED : LB_OUTCOME_UNLUCKY;
    }
    lb_echelon_insert(&m->echelon, &m->vector, pivot);
    return LB_OUTCOME_DONE;
}

static lb_outcome replay_modulo(const computation *c, lb_attempt *attempt, uint64_t prime)
{
    lb_modular_space m;
    lb_outcome outcome = modular_init(&m, c->problem, prime) ? LB_OUTCOME_DONE : LB_OUTCOME_UNLUCKY;
    for (uint32_t t = 0; t < attempt->count && outcome == LB_OUTCOME_DONE; t++)
        outcome = replay_step(c, &m, t, attempt);
    if (outcome == LB_OUTCOME_DONE)
        keep_basis(attempt, &m);
    if (!is_consistent(&m))
        outcome = LB_OUTCOME_FAULTY;
    modular_clear(&m);
    return outcome;
}

static lb_outcome replay_each(void *context, lb_attempt *attempt, const uint64_t *primes,
                              size_t count)
{
    lb_outcome outcome = LB_OUTCOME_DONE;
    for (size_t i = 0; i < count && outcome == LB_OUTCOME_DONE; i++)
        outcome = replay_modulo(context, attempt, primes[i]);
    return outcome;
}

static lb_outcome contains(lb_membership *span, const computation *c, lb_space_step step)
{
    c->problem->add_exact(c->problem->context, span, step);
    bool inside = lb_membership_contains(span);
    return c->run->stopped ? LB_OUTCOME_STOPPED : inside ? LB_OUTCOME_DONE : LB_OUTCOME_UNLUCKY;
}

static lb_outcome contains_images(lb_membership *span, const computation *c)
{
    const lb_rational_basis *basis = span->basis;
    for (uint32_t t = 0; t < basis->count; t++) {
        lb_progress progress = {.stage = "proof", .done = t, .total = basis->count};
        size_t length = basis->offsets[t + 1] - basis->offsets[t] + 1;
        if (!lb_run_goes_on(c->run, 4 * length * c->problem->map_count, progress))
            return LB_OUTCOME_STOPPED;
        lb_outcome outcome = LB_OUTCOME_DONE;
        for (uint32_t k = 0; k < c->problem->map_count && outcome == LB_OUTCOME_DONE; k++)
            outcome = contains(span, c, (lb_space_step){LB_SPACE_IMAGE | k, t});
        if (outcome != LB_OUTCOME_DONE)
            return outcome;
    }
    return LB_OUTCOME_DONE;
}

static lb_outcome contains_space(void *context, const lb_rational_basis *basis)
{
    const computation *c = context;
    if (basis->count >= c->problem->dimension_max)
        return LB_OUTCOME_DONE;
    lb_membership span;
    lb_outcome outcome = LB_OUTCOME_DONE;
    lb_membership_init(&span, basis, *c->problem->column_count);
    for (size_t i = 0; i < c->problem->given_count && outcome == LB_OUTCOME_DONE; i++)
        outcome = contains(&span, c, c->problem->given[i]);
    if (outcome == LB_OUTCOME_DONE)
        outcome = contains_images(&span, c);
    lb_membership_clear(&span);
    return outcome;
}

/* A single basis is lifted at first, since the heights are small. */
lb_status lb_invariant_space_compute(lb_invariant_space *space, const lb_space_problem *problem,
                                     lb_run *run, lb_error *error)
{
    lb_invariant_space result = {.prime = LB_LARGE_PRIME};
    computation c = {problem, &result, run};
    const lb_halves_problem halves = {
        .space = &c,
        .search = search_modulo,
        .replay = replay_each,
        .contains = contains_space,
        .bases_at_first = 1,
        .replays_together = 1,
    };
    size_t primes = 0;
    lb_outcome outcome = lb_two_halves(&result.basis, &primes, &halves);
    result.proved = outcome == LB_OUTCOME_DONE;
    if (outcome == LB_OUTCOME_FAULTY) {
        lb_invariant_space_clear(&result);
        return lb_fail(error, LB_INTERNAL, "a self-check of a %s failed; please report it",
                       problem->stage);
    }
    *space = result;
    return LB_OK;
}

void lb_invariant_space_clear(lb_invariant_space *space)
{
    free(space->steps);
    lb_rational_basis_clear(&space->basis);
}
