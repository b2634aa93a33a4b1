#include "training/optimizer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "training/checkpoint.h"
#include "training/convoy.h"

static lb_training_options with_defaults(const lb_training_options *options)
{
    lb_training_options all = *options;
    all.starts = all.starts ? all.starts : 1;
    all.steps = all.steps ? all.steps : LB_TRAINING_STEPS;
    all.width = all.width > 0 ? all.width : LB_TRAINING_WIDTH;
    all.below = all.below != 0 ? all.below : -HUGE_VAL;
    all.rate = all.rate != 0 ? all.rate : 0.01;
    all.beta1 = all.beta1 != 0 ? all.beta1 : 0.9;
    all.beta2 = all.beta2 != 0 ? all.beta2 : 0.999;
    all.epsilon = all.epsilon != 0 ? all.epsilon : 1e-7;
    all.checkpoint_seconds =
        all.checkpoint_seconds > 0 ? all.checkpoint_seconds : LB_TRAINING_KEEP_SECONDS;
    return all;
}

bool lb_training_ask(lb_training_seat *seat)
{
    lb_training_work *work = seat->work;
    const lb_training_options *options = &work->options;
    const char *reached = lb_limit_of_time(&options->run.limits);
    if (!reached && seat->reports) {
        bool adam = options->optimizer == LB_OPTIMIZER_ADAM;
        lb_progress progress = {.stage = "training",
                                .done = adam ? __atomic_load_n(&work->steps, __ATOMIC_RELAXED)
                                             : __atomic_load_n(&work->ended, __ATOMIC_RELAXED),
                                .total = adam ? options->starts * (options->steps + 1)
                                              : options->starts};
        reached = lb_report(&options->run, &work->times, progress);
    }
    if (reached)
        work->stopped = reached;
    return !work->stopped;
}

static void fail(lb_training_work *work, const lb_error *error)
{
    if (!__atomic_exchange_n(&work->failed, 1, __ATOMIC_ACQ_REL))
        work->failure = *error;
    work->stopped = "failure";
}

/* With half angles, a gate turns by half of what the optimizer sees. */
bool lb_training_evaluate(lb_training_seat *seat, size_t starts, const double *angles,
                          double *losses, double *gradients)
{
    const lb_training_work *work = seat->work;
    size_t count = starts * work->objective->angles;
    double *halves = NULL;
    lb_error error = {.status = LB_OK};
    if (!lb_training_ask(seat))
        return false;
    if (work->options.half_angles) {
        halves = lb_malloc(count, sizeof *halves);
        for (size_t j = 0; j < count; j++)
            halves[j] = angles[j] / 2;
    }
    lb_status status = work->objective->evaluate(seat->room, starts, halves ? halves : angles,
                                                 losses, gradients, &error);
    for (size_t j = 0; halves && j < count; j++)
        gradients[j] /= 2;
    free(halves);
    for (size_t s = 0; s < starts && !status; s++)
        if (!isfinite(losses[s]))
            status = lb_fail(&error, LB_INTERNAL, "a loss is not a finite number");
    if (status == LB_UNDECIDED)
        lb_training_ask(seat);
    else if (status)
        fail(seat->work, &error);
    return !status;
}

void lb_training_record(lb_training_work *work, size_t start, const double *angles, double loss,
                        const double *gradient)
{
    lb_training_run *run = &work->runs[start];
    lb_training_memory *memory = &work->memory[start];
    size_t M = work->objective->angles, step = memory->begun ? run->steps + 1 : 0;
    double square = 0;
    for (size_t j = 0; j < M; j++)
        square += gradient[j] * gradient[j];
    run->losses = lb_grow(run->losses, &memory->capacity, step + 1, sizeof *run->losses);
    run->losses[step] = run->last = loss;
    run->gradient = sqrt(square);
    memcpy(run->angles, angles, M * sizeof *angles);
    if (!memory->begun || loss < run->best) {
        run->best = loss;
        run->best_step = step;
        memcpy(run->best_angles, angles, M * sizeof *angles);
    }
    run->steps = step;
    run->evaluations++;
    memory->begun = true;
    __atomic_add_fetch(&work->steps, 1, __ATOMIC_RELAXED);
}

void lb_training_end_run(lb_training_work *work, size_t start, lb_training_end end)
{
    work->runs[start].end = end;
    work->memory[start].ended = true;
    lb_journal_clear(&work->memory[start].journal);
    __atomic_add_fetch(&work->ended, 1, __ATOMIC_RELAXED);
}

static void clear_run(lb_training_run *run)
{
    free(run->angles);
    free(run->best_angles);
    free(run->losses);
}

/* The run of a start that travelled with others. */
static void take_over(lb_training_work *work, size_t start, lb_training_struct *T)
{
    if (T->run_count) {
        clear_run(&work->runs[start]);
        work->runs[start] = T->runs[0];
        T->runs[0] = (lb_training_run){0};
        work->memory[start].begun = true;
        if (work->runs[start].end != LB_TRAINING_LIMIT)
            lb_training_end_run(work, start, work->runs[start].end);
    }
    if (T->limit)
        work->stopped = T->limit;
    lb_training_clear(T);
}

/* Progress of a convoy as that of all starts. */
typedef struct convoy_progress {
    const lb_training_work *work;
    size_t before;
} convoy_progress;

static bool report_convoy(const lb_progress *progress, void *context)
{
    const convoy_progress *c = context;
    const lb_run_options *run = &c->work->options.run;
    lb_progress all = *progress;
    all.done += c->before;
    all.total = c->work->options.starts;
    return run->progress(&all, run->context);
}

/* The starts of a seat, kept while they travel. */
typedef struct traveller_group {
    lb_training_seat *seat;
    size_t first, count;
} traveller_group;

static void keep_group(void *context)
{
    const traveller_group *g = context;
    lb_training_keep(g->seat, g->first, g->count);
}

/* Starts of L-BFGS side by side, those that have not ended. */
static void train_together(lb_training_seat *seat, size_t first, size_t count)
{
    lb_training_work *work = seat->work;
    traveller_group all = {seat, first, count};
    lb_training_journal **journals = lb_malloc(count, sizeof *journals);
    lb_convoy_keeping keeping = {journals, keep_group, &all};
    size_t M = work->objective->angles, *starts = lb_malloc(count, sizeof *starts);
    double *angles = lb_malloc(count * M, sizeof *angles);
    lb_training_struct *T = lb_calloc(count, sizeof *T);
    lb_training_options options = work->options;
    convoy_progress progress = {work, __atomic_load_n(&work->ended, __ATOMIC_RELAXED)};
    lb_error error = {.status = LB_OK};
    options.starts = 0;
    for (size_t s = first; s < first + count; s++)
        if (!work->memory[s].ended) {
            memcpy(angles + M * options.starts, work->memory[s].next, M * sizeof *angles);
            journals[options.starts] = &work->memory[s].journal;
            starts[options.starts++] = s;
        }
    options.angles = angles;
    options.checkpoint = NULL;
    options.run.context = &progress;
    options.run.progress = seat->reports && options.run.progress ? report_convoy : NULL;
    lb_status status = LB_OK;
    if (options.starts)
        status = lb_convoy_train(T, work->objective, &options,
                                 work->options.checkpoint ? &keeping : NULL, &error);
    for (size_t i = 0; i < options.starts; i++)
        take_over(work, starts[i], &T[i]);
    if (status == LB_UNDECIDED)
        lb_training_ask(seat);
    else if (status)
        fail(work, &error);
    free(journals);
    free(starts);
    free(angles);
    free(T);
}

static bool travels(const lb_training_work *work)
{
    return work->options.optimizer == LB_OPTIMIZER_LBFGS && work->objective->side_by_side > 1;
}

static void train_group(lb_training_seat *seat, size_t group)
{
    lb_training_work *work = seat->work;
    size_t first = group * work->group, left = work->options.starts - first,
           count = left < work->group ? left : work->group;
    if (work->options.optimizer == LB_OPTIMIZER_ADAM)
        lb_adam(seat, first, count);
    else if (travels(work))
        train_together(seat, first, count);
    else
        for (size_t s = first; s < first + count && !work->stopped; s++)
            if (!work->memory[s].ended)
                lb_lbfgs(seat, s);
    lb_training_keep(seat, first, count);
}

typedef struct crew {
    lb_training_work *work;
    size_t groups;
    int inside; /* threads of a room */
} crew;

static void take_groups(void *context, int thread)
{
    const crew *c = context;
    lb_training_work *work = c->work;
    lb_training_seat seat = {.work = work, .reports = thread == 0};
    if (!travels(work))
        seat.room = work->objective->open(work->objective->context, work->group, c->inside);
    for (size_t g; !work->stopped && (g = lb_pool_next(&work->next)) < c->groups;)
        train_group(&seat, g);
    if (seat.room)
        work->objective->close(seat.room);
}

/* Threads take groups; where these are fewer, each has several threads if it can use them. */
static void train_all(lb_training_work *work)
{
    size_t starts = work->options.starts;
    int threads = work->options.run.threads > 1 ? work->options.run.threads : 1, takers = threads;
    crew c = {.work = work, .groups = (starts + work->group - 1) / work->group, .inside = 1};
    if ((size_t)takers > c.groups)
        takers = (int)c.groups;
    if (work->objective->uses_threads)
        c.inside = threads / takers;
    lb_pool *pool = lb_pool_new(takers);
    lb_pool_run(pool, take_groups, &c);
    lb_pool_free(pool);
}

/* A convoy is the fuller the more starts it has; threads and checkpoints want several of them. */
static size_t group_size(const lb_training_work *work)
{
    enum { CONVOYS = 3 };
    int threads = work->options.run.threads > 1 ? work->options.run.threads : 1;
    size_t lanes = work->objective->side_by_side, share = CONVOYS * (size_t)threads,
           starts = (work->options.starts + share - 1) / share;
    if (work->options.optimizer == LB_OPTIMIZER_ADAM)
        return lanes;
    return !travels(work) ? 1 : starts > lanes ? starts : lanes;
}

static void init_runs(lb_training_work *work)
{
    size_t M = work->objective->angles, starts = work->options.starts;
    pthread_mutex_init(&work->keeping, NULL);
    work->kept_at = work->times.start;
    work->runs = lb_calloc(starts, sizeof *work->runs);
    work->memory = lb_calloc(starts, sizeof *work->memory);
    for (size_t s = 0; s < starts; s++) {
        lb_training_run *run = &work->runs[s];
        run->end = LB_TRAINING_LIMIT;
        run->angles = lb_malloc(M, sizeof *run->angles);
        run->best_angles = lb_malloc(M, sizeof *run->best_angles);
        work->memory[s].next = lb_malloc(M, sizeof(double));
        lb_training_start(work->memory[s].next, M, &work->options, s);
    }
}

/* The runs become those of T, up to the first that was not begun before a limit. */
static void hand_over(lb_training_t T, lb_training_work *work)
{
    lb_training_clear(T);
    T->parameters = work->objective->angles;
    T->picture = work->objective->picture;
    T->runs = work->runs;
    T->limit = work->stopped;
    while (T->run_count < work->options.starts && work->memory[T->run_count].begun)
        T->run_count++;
    for (size_t s = T->run_count; s < work->options.starts; s++)
        clear_run(&work->runs[s]);
    T->seconds = lb_seconds() - work->times.start;
}

static void drop_memory(lb_training_work *work)
{
    for (size_t s = 0; s < work->options.starts; s++) {
        free(work->memory[s].next);
        free(work->memory[s].moments);
        lb_journal_clear(&work->memory[s].journal);
        free(work->memory[s].kept);
    }
    free(work->memory);
    pthread_mutex_destroy(&work->keeping);
}

lb_status lb_training_optimize(lb_training_t T, const lb_training_objective *objective,
                               const lb_training_options *options, lb_error *error)
{
    lb_training_work work = {
        .objective = objective, .options = with_defaults(options), .times = lb_report_times_now()};
    work.group = group_size(&work);
    init_runs(&work);
    lb_status status = lb_training_resume(&work, error);
    if (!status) {
        train_all(&work);
        if (work.failed) {
            if (error)
                *error = work.failure;
            status = work.failure.status;
        } else if (work.options.checkpoint)
            lb_training_write(&work);
    }
    lb_training_t found;
    lb_training_init(found);
    hand_over(found, &work);
    drop_memory(&work);
    if (!status && !found->run_count)
        status = lb_fail(error, LB_UNDECIDED, "%s before the first step", work.stopped);
    if (status) {
        lb_training_clear(found);
        return status;
    }
    lb_training_clear(T);
    *T = *found;
    return LB_OK;
}
