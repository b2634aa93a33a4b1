#include "training/convoy.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* What one thread waits for. */
typedef struct request {
    size_t starts;
    const double *angles;
    double *losses, *gradients;
    bool done;
    lb_status status;
    lb_error error;
    struct request *next;
} request;

typedef struct convoy {
    const lb_training_objective *inner;
    void *room;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t changed;
    size_t open, waiting; /* rooms; requests that are not done */
    request *requests;
    size_t capacity; /* in starts, of: */
    double *angles, *losses, *gradients;
} convoy;

static void *open_room(const void *context, size_t starts, int threads)
{
    convoy *c = (convoy *)context;
    (void)starts;
    (void)threads;
    pthread_mutex_lock(&c->lock);
    c->open++;
    pthread_mutex_unlock(&c->lock);
    return c;
}

static void make_room(convoy *c, size_t starts)
{
    size_t M = c->inner->angles;
    if (starts <= c->capacity)
        return;
    c->capacity = starts;
    c->angles = lb_realloc(c->angles, starts * M, sizeof *c->angles);
    c->losses = lb_realloc(c->losses, starts, sizeof *c->losses);
    c->gradients = lb_realloc(c->gradients, starts * M, sizeof *c->gradients);
}

/* Serve all requests. The thread that comes here has the lock, and the others wait. */
static void evaluate_all(convoy *c)
{
    size_t M = c->inner->angles, starts = 0, at = 0;
    bool gradients = false;
    lb_error error = {.status = LB_OK};
    for (request *r = c->requests; r; r = r->next) {
        starts += r->starts;
        gradients = gradients || r->gradients;
    }
    make_room(c, starts);
    for (request *r = c->requests; r; at += r->starts, r = r->next)
        memcpy(c->angles + at * M, r->angles, r->starts * M * sizeof *r->angles);
    lb_status status = c->inner->evaluate(c->room, starts, c->angles, c->losses,
                                          gradients ? c->gradients : NULL, &error);
    at = 0;
    for (request *r = c->requests; r; at += r->starts, r = r->next) {
        memcpy(r->losses, c->losses + at, r->starts * sizeof *r->losses);
        if (r->gradients)
            memcpy(r->gradients, c->gradients + at * M, r->starts * M * sizeof *r->gradients);
        r->status = status;
        r->error = error;
        r->done = true;
    }
    c->requests = NULL;
    c->waiting = 0;
    pthread_cond_broadcast(&c->changed);
}

static lb_status evaluate(void *room, size_t starts, const double *angles, double *losses,
                          double *gradients, lb_error *error)
{
    convoy *c = room;
    request mine = {.starts = starts, .angles = angles, .losses = losses, .gradients = gradients};
    pthread_mutex_lock(&c->lock);
    mine.next = c->requests;
    c->requests = &mine;
    c->waiting++;
    while (!mine.done) {
        if (c->waiting == c->open)
            evaluate_all(c);
        else
            pthread_cond_wait(&c->changed, &c->lock);
    }
    pthread_mutex_unlock(&c->lock);
    if (mine.status && error)
        *error = mine.error;
    return mine.status;
}

/* Those who wait look again whether they still wait for somebody. */
static void close_room(void *room)
{
    convoy *c = room;
    pthread_mutex_lock(&c->lock);
    c->open--;
    pthread_cond_broadcast(&c->changed);
    pthread_mutex_unlock(&c->lock);
}

static void clear(lb_training_objective *objective)
{
    convoy *c = (convoy *)objective->context;
    c->inner->close(c->room);
    pthread_cond_destroy(&c->changed);
    pthread_mutex_destroy(&c->lock);
    free(c->angles);
    free(c->losses);
    free(c->gradients);
    free(c);
}

void lb_convoy_init(lb_training_objective *objective, const lb_training_objective *inner)
{
    convoy *c = lb_calloc(1, sizeof *c);
    c->inner = inner;
    c->room = inner->open(inner->context, inner->side_by_side, 1);
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->changed, NULL);
    *objective = (lb_training_objective){.angles = inner->angles,
                                         .side_by_side = 1,
                                         .picture = inner->picture,
                                         .context = c,
                                         .open = open_room,
                                         .evaluate = evaluate,
                                         .close = close_room,
                                         .clear = clear};
}
