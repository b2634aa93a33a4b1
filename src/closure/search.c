#include "closure/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "closure/checkpoint.h"
#include "closure/search_dense.h"

/* A remainder with more entries is put off. */
enum { SHORT = 64 };

/* Rounds: large enough to keep threads busy, small against the basis, so that little is computed
 * with respect to a basis that is out of date. */
enum { STEPS_MIN = 64, STEPS_MAX = 4096, ROWS_A_STEP = 8, DEFERRED_STEPS = 16 };
static const size_t WORK_MAX = 1 << 18; /* products of strings */

/* The dense search is not considered before so many entries were subtracted, some 20 ms. */
static const size_t FILL_MIN = 1 << 22;
/* Multiplications in products of matrices that take as long as subtracting an entry of a row. */
static const double MULTIPLICATIONS = 32;

static void enqueue_row(lb_search_state *s, uint32_t row)
{
    if (s->pending[row])
        lb_queue_push(s->rows, row, s->modular->echelon.rows[row].length);
}

static void add_row(lb_search_state *s, lb_step step)
{
    lb_echelon *echelon = &s->modular->echelon;
    uint32_t row = lb_modular_insert(s->modular, s->rooms, LB_NO_STRING);
    lb_steps_append(&s->result->steps, step);
    s->pending = lb_grow(s->pending, &s->pending_capacity, (size_t)row + 1, sizeof *s->pending);
    s->pending[row] = true;
    s->pending_count++;
    enqueue_row(s, row);
    for (size_t i = 0; i < echelon->changed_count; i++)
        enqueue_row(s, echelon->changed[i]);
}

static void defer(lb_search_state *s, lb_step step, size_t length)
{
    lb_queue_push(s->deferred, (uint32_t)s->put_off.count, length);
    lb_steps_append(&s->put_off, step);
    s->deferred_count++;
}

/* ---- Rounds ---- */

static void add_step(lb_search_state *s, lb_step step)
{
    lb_steps_append(&s->steps, step);
    s->work += lb_modular_work(s->modular, step);
}

/* Brackets of the sparsest rows that wait. */
static void gather_rows(lb_search_state *s)
{
    size_t wanted = STEPS_MIN + s->modular->echelon.row_count / ROWS_A_STEP;
    wanted = wanted < STEPS_MAX ? wanted : STEPS_MAX;
    uint32_t row;
    while (s->steps.count < wanted && s->work < WORK_MAX && lb_queue_pop(s->rows, &row)) {
        if (!s->pending[row])
            continue;
        for (uint32_t k = 0; k < s->generator_count; k++)
            add_step(s, (lb_step){k, row});
        s->pending[row] = false;
        s->pending_count--;
    }
}

/* Steps that were put off, those whose remainders were shortest when they were last computed;
 * returns about that length. */
static size_t gather_deferred(lb_search_state *s)
{
    uint32_t number;
    size_t shortest = 0;
    while (s->steps.count < DEFERRED_STEPS && s->work < WORK_MAX &&
           lb_queue_pop(s->deferred, &number)) {
        shortest = shortest ? shortest : s->deferred->lowest;
        add_step(s, s->put_off.items[number]);
        s->deferred_count--;
    }
    return shortest + shortest / 4;
}

static void compute_lengths(void *context, int thread)
{
    lb_search_state *s = context;
    lb_modular_room *room = s->rooms + thread;
    bool shared = lb_pool_threads(s->run->pool) > 1;
    for (size_t i; !s->run->stopped && (i = lb_pool_next(&s->next)) < s->steps.count;) {
        s->lengths[i] = lb_modular_compute(s->modular, room, s->steps.items[i], shared);
        lb_vector_discard(&room->vector);
    }
}

static void compute_round(lb_search_state *s)
{
    int threads = lb_pool_threads(s->run->pool);
    s->lengths = lb_grow(s->lengths, &s->length_capacity, s->steps.count, sizeof *s->lengths);
    memset(s->lengths, 0, s->steps.count * sizeof *s->lengths);
    s->next = 0;
    if (threads > 1) {
        lb_string_table_reserve(s->modular->strings, s->work);
        for (int t = 0; t < threads; t++)
            lb_vector_reserve(&s->rooms[t].vector, s->modular->strings->count + s->work);
    }
    lb_pool_run(s->run->pool, compute_lengths, s);
    s->result->brackets += s->steps.count;
}

/* The space cannot grow beyond the bound. */
static bool is_complete(const lb_search_state *s)
{
    const __mpz_struct *bound = s->options->upper_bound;
    return bound && !mpz_cmp_ui(bound, s->modular->echelon.row_count);
}

/* Make a row of the remainder of a step as it is now, unless it is too long. */
static void take_step(lb_search_state *s, lb_step step, size_t longest)
{
    size_t length = lb_modular_compute(s->modular, s->rooms, step, false);
    if (length > longest) {
        lb_vector_discard(&s->rooms->vector);
        defer(s, step, length);
    } else if (length) {
        add_row(s, step);
    }
}

static void take_round(lb_search_state *s, size_t longest)
{
    for (size_t i = 0; i < s->steps.count && !is_complete(s) && !s->run->stopped; i++) {
        if (s->lengths[i] > longest)
            defer(s, s->steps.items[i], s->lengths[i]);
        else if (s->lengths[i])
            take_step(s, s->steps.items[i], longest);
    }
}

/* The length of the shortest remainder of the round. */
static size_t shortest_remainder(const lb_search_state *s)
{
    size_t shortest = SIZE_MAX;
    for (size_t i = 0; i < s->steps.count; i++)
        if (s->lengths[i] && s->lengths[i] < shortest)
            shortest = s->lengths[i];
    return shortest;
}

static bool goes_on(lb_search_state *s)
{
    const lb_echelon *echelon = &s->modular->echelon;
    lb_progress progress = {.stage = "search",
                            .done = echelon->row_count,
                            .pending = s->pending_count,
                            .deferred = s->deferred_count,
                            .longest = echelon->longest_row};
    return lb_run_goes_on(s->run, s->work, progress);
}

static void write_checkpoint(lb_search_state *s)
{
    const lb_closure_options *options = s->options;
    lb_error reason;
    bool failed = lb_checkpoint_write(s, options->checkpoint, s->digest, &reason) != LB_OK;
    if (failed && !s->save_failed && options->checkpoint_failed)
        options->checkpoint_failed(&reason, options->run.context);
    s->save_failed = failed;
}

/* Write a checkpoint when it is time, or at the end. */
static void save(lb_search_state *s, bool now)
{
    double seconds = s->options->checkpoint_seconds;
    if (!s->options->checkpoint || s->run->failure.status ||
        s->result->steps.count == s->saved_rows)
        return;
    if (!now && lb_seconds() - s->last_save < (seconds > 0 ? seconds : LB_CHECKPOINT_SECONDS))
        return;
    write_checkpoint(s);
    s->last_save = lb_seconds();
    s->saved_rows = s->result->steps.count;
}

size_t lb_search_subtracted(const lb_search_state *s)
{
    size_t entries = s->modular->echelon.work;
    for (int t = 0; t < lb_pool_threads(s->run->pool); t++)
        entries += s->rooms[t].vector.work;
    return entries;
}

static bool costs_more_than_dense(const lb_search_state *s, size_t entries)
{
    double dense = lb_search_dense_work(s->modular->strings->count, s->modular->echelon.row_count,
                                        s->generator_count);
    return MULTIPLICATIONS * (double)entries > dense;
}

/* Whether to go on with dense rows. The number of strings is known only when the dense search has
 * been prepared; without the memory for it the sparse search goes on. */
static bool rows_filled_in(lb_search_state *s)
{
    lb_modular *modular = s->modular;
    if (s->options->method != LB_METHOD_AUTOMATIC || s->dense_refused)
        return false;
    size_t entries = lb_search_subtracted(s);
    if (entries < FILL_MIN || !costs_more_than_dense(s, entries))
        return false;
    s->dense_refused = !lb_search_dense_prepare(
        modular->strings, modular->exact, modular->canonical, s->options->upper_bound, s->run);
    s->result->filled = !s->dense_refused && costs_more_than_dense(s, entries);
    return s->result->filled;
}

static void search_rounds(lb_search_state *s)
{
    for (; !is_complete(s) && goes_on(s) && !rows_filled_in(s); save(s, false)) {
        size_t longest = SHORT;
        s->steps.count = s->work = 0;
        gather_rows(s);
        bool rows = s->steps.count;
        if (!rows)
            longest = gather_deferred(s);
        if (!s->steps.count)
            break;
        compute_round(s);
        if (!rows && shortest_remainder(s) > longest)
            longest = shortest_remainder(s);
        take_round(s, longest);
    }
    s->result->closed = !s->run->stopped && !s->result->filled;
}

static void take_generators(lb_search_state *s)
{
    for (uint32_t k = 0; k < s->generator_count; k++)
        if (s->modular->exact->items[k].length)
            take_step(s, (lb_step){k, LB_STEP_ALONE}, SIZE_MAX);
}

/* From the checkpoint, when there is one, else from the generators. False when that failed. */
static bool start(lb_search_state *s)
{
    const char *path = s->options->checkpoint;
    s->last_save = lb_seconds();
    if (path && lb_checkpoint_read(s, path, s->digest, &s->run->failure)) {
        s->run->stopped = "the checkpoint could not be read";
        return false;
    }
    s->saved_rows = s->result->steps.count;
    if (!s->saved_rows)
        take_generators(s);
    return true;
}

static bool end_rooms(lb_search_state *s)
{
    bool consistent = true;
    for (int t = 0; t < lb_pool_threads(s->run->pool); t++) {
        consistent = consistent && !s->rooms[t].vector.faulty;
        lb_modular_room_clear(s->rooms + t);
    }
    free(s->rooms);
    return consistent;
}

void lb_search(lb_search_result *result, lb_modular *modular, uint64_t digest,
               const lb_closure_options *options, lb_run *run)
{
    *result = (lb_search_result){.closed = false};
    lb_queue rows = {0}, deferred = {0};
    lb_search_state s = {.result = result,
                         .modular = modular,
                         .rows = &rows,
                         .deferred = &deferred,
                         .options = options,
                         .digest = digest,
                         .run = run};
    int threads = lb_pool_threads(run->pool);
    s.generator_count = modular->exact->count;
    s.rooms = lb_malloc((size_t)threads, sizeof *s.rooms);
    for (int t = 0; t < threads; t++)
        lb_modular_room_init(s.rooms + t, modular, run);
    if (start(&s))
        search_rounds(&s);
    save(&s, true);
    result->consistent = end_rooms(&s) && lb_echelon_is_consistent(&modular->echelon);
    lb_queue_clear(&rows);
    lb_queue_clear(&deferred);
    free(s.pending);
    free(s.put_off.items);
    free(s.steps.items);
    free(s.lengths);
}
