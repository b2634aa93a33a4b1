#include "training/convoy.h"

#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

#include "base/memory.h"
#include "base/run.h"
#include "training/optimizer.h"

/* What NLopt and an optimizer take of a stack is some kilobytes. */
enum { STACK_BYTES = 1 << 18 };

typedef struct convoy convoy;

/* One start on its way. */
typedef struct rider {
    convoy *convoy;
    size_t start;
    ucontext_t context;
    void *stack;
    bool travels; /* it has begun and not ended */
    /* What it waits for, and the answer. */
    size_t starts;
    const double *angles;
    double *losses, *gradients;
    lb_status answer;
    lb_error error;
} rider;

struct convoy {
    const lb_training_objective *inner;
    const lb_training_options *options;
    const lb_convoy_keeping *keeping; /* or NULL */
    lb_training_objective objective;  /* of the riders */
    lb_training_struct *T;
    lb_status *statuses; /* of each start */
    lb_error *errors;
    void *room;
    ucontext_t leader;
    size_t rider_count, next; /* start to begin */
    rider *riders, *riding;   /* the one that goes on at present */
    double *angles;           /* M of each start */
    size_t capacity;          /* in starts, of what follows: one call of `inner` */
    double *all_angles, *losses, *gradients;
};

/* ---- On the stack of a rider ---- */

static void *open_room(const void *context, size_t starts, int threads)
{
    (void)starts;
    (void)threads;
    return ((const convoy *)context)->riding;
}

static void close_room(void *room)
{
    (void)room;
}

static lb_status ask(void *room, size_t starts, const double *angles, double *losses,
                     double *gradients, lb_error *error)
{
    rider *r = room;
    const convoy *c = r->convoy;
    lb_training_journal *journal = c->keeping ? c->keeping->journals[r->start] : NULL;
    if (journal && lb_journal_recall(journal, c->inner->angles, losses, gradients))
        return LB_OK;
    r->starts = starts;
    r->angles = angles;
    r->losses = losses;
    r->gradients = gradients;
    swapcontext(&r->context, &r->convoy->leader);
    if (r->answer && error)
        *error = r->error;
    if (journal && !r->answer)
        lb_journal_append(journal, c->inner->angles, *losses, gradients);
    return r->answer;
}

/* makecontext passes no pointers. */
static void travel(unsigned high, unsigned low)
{
    rider *r = (rider *)(((uintptr_t)high << 16 << 16) | low);
    convoy *c = r->convoy;
    size_t M = c->inner->angles, s = r->start;
    lb_training_options options = *c->options;
    options.starts = 1;
    options.angles = c->angles + s * M;
    options.checkpoint = NULL;
    options.run.threads = 1;
    options.run.progress = NULL;
    c->statuses[s] = lb_training_optimize(&c->T[s], &c->objective, &options, &c->errors[s]);
    r->travels = false;
}

/* ---- On the stack of the leader ---- */

static void begin(convoy *c, rider *r)
{
    uintptr_t address = (uintptr_t)r;
    r->start = c->next++;
    r->travels = true;
    getcontext(&r->context);
    r->context.uc_stack.ss_sp = r->stack;
    r->context.uc_stack.ss_size = STACK_BYTES;
    r->context.uc_link = &c->leader;
    makecontext(&r->context, (void (*)(void))travel, 2, (unsigned)(address >> 16 >> 16),
                (unsigned)address);
}

/* Until it asks, or no start is left for it. */
static void ride_on(convoy *c, rider *r)
{
    c->riding = r;
    for (;;) {
        if (!r->travels && c->next == c->options->starts)
            return;
        if (!r->travels)
            begin(c, r);
        swapcontext(&c->leader, &r->context);
        if (r->travels)
            return;
    }
}

static void make_room(convoy *c, size_t starts)
{
    size_t M = c->inner->angles;
    if (starts <= c->capacity)
        return;
    c->capacity = starts;
    c->all_angles = lb_realloc(c->all_angles, starts * M, sizeof *c->all_angles);
    c->losses = lb_realloc(c->losses, starts, sizeof *c->losses);
    c->gradients = lb_realloc(c->gradients, starts * M, sizeof *c->gradients);
}

/* Answer all that ask; false when nobody does. */
static bool answer(convoy *c)
{
    size_t M = c->inner->angles, starts = 0, at = 0;
    bool gradients = false;
    lb_error error = {.status = LB_OK};
    for (rider *r = c->riders; r < c->riders + c->rider_count; r++) {
        starts += r->travels ? r->starts : 0;
        gradients = gradients || (r->travels && r->gradients);
    }
    if (!starts)
        return false;
    make_room(c, starts);
    for (rider *r = c->riders; r < c->riders + c->rider_count; r++)
        if (r->travels) {
            memcpy(c->all_angles + at * M, r->angles, r->starts * M * sizeof *r->angles);
            at += r->starts;
        }
    lb_status status = c->inner->evaluate(c->room, starts, c->all_angles, c->losses,
                                          gradients ? c->gradients : NULL, &error);
    at = 0;
    for (rider *r = c->riders; r < c->riders + c->rider_count; r++) {
        if (!r->travels)
            continue;
        memcpy(r->losses, c->losses + at, r->starts * sizeof *r->losses);
        if (r->gradients)
            memcpy(r->gradients, c->gradients + at * M, r->starts * M * sizeof *r->gradients);
        r->answer = status;
        r->error = error;
        at += r->starts;
    }
    return true;
}

static void lead(convoy *c)
{
    lb_report_times times = lb_report_times_now();
    do {
        size_t on_their_way = 0;
        for (rider *r = c->riders; r < c->riders + c->rider_count; r++) {
            ride_on(c, r);
            on_their_way += r->travels;
        }
        lb_progress progress = {
            .stage = "training", .done = c->next - on_their_way, .total = c->options->starts};
        lb_report(&c->options->run, &times, progress);
        if (c->keeping)
            c->keeping->keep(c->keeping->context);
    } while (answer(c));
}

static void convoy_init(convoy *c, lb_training_struct *T, const lb_training_objective *objective,
                        const lb_training_options *options, const lb_convoy_keeping *keeping)
{
    size_t M = objective->angles, starts = options->starts;
    *c = (convoy){.inner = objective, .options = options, .keeping = keeping, .T = T};
    c->objective = (lb_training_objective){.angles = M,
                                           .side_by_side = 1,
                                           .picture = objective->picture,
                                           .context = c,
                                           .open = open_room,
                                           .evaluate = ask,
                                           .close = close_room};
    c->room = objective->open(objective->context, objective->side_by_side, 1);
    c->statuses = lb_calloc(starts, sizeof *c->statuses);
    c->errors = lb_calloc(starts, sizeof *c->errors);
    c->angles = lb_malloc(starts * M, sizeof *c->angles);
    for (size_t s = 0; s < starts; s++)
        lb_training_start(c->angles + s * M, M, options, s);
    c->rider_count = starts < objective->side_by_side ? starts : objective->side_by_side;
    c->riders = lb_calloc(c->rider_count, sizeof *c->riders);
    for (rider *r = c->riders; r < c->riders + c->rider_count; r++) {
        r->convoy = c;
        r->stack = lb_malloc_aligned(STACK_BYTES, 1);
    }
}

static void convoy_clear(convoy *c)
{
    c->inner->close(c->room);
    for (rider *r = c->riders; r < c->riders + c->rider_count; r++)
        free(r->stack);
    free(c->riders);
    free(c->statuses);
    free(c->errors);
    free(c->angles);
    free(c->all_angles);
    free(c->losses);
    free(c->gradients);
}

lb_status lb_convoy_train(lb_training_struct *T, const lb_training_objective *objective,
                          const lb_training_options *options, const lb_convoy_keeping *keeping,
                          lb_error *error)
{
    convoy c;
    lb_status status = LB_OK;
    convoy_init(&c, T, objective, options, keeping);
    lead(&c);
    for (size_t s = 0; s < options->starts && !status; s++) {
        status = c.statuses[s];
        if (status && error)
            *error = c.errors[s];
    }
    convoy_clear(&c);
    return status;
}
