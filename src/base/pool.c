#include "base/pool.h"

#include <flint/flint.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"

/* A worker looks for the next round this many times before it sleeps: rounds follow each other
 * within microseconds, and waking a thread takes longer. */
enum { SPINS = 2000 };

typedef struct worker {
    struct lb_pool *pool;
    pthread_t thread;
    int number;
} worker;

struct lb_pool {
    int threads;
    worker *workers; /* threads - 1 of them */
    pthread_mutex_t lock;
    pthread_cond_t begin, end;
    unsigned long round; /* counts the calls of lb_pool_run */
    int running;         /* workers that have not ended this round */
    bool closing;
    void (*task)(void *context, int thread);
    void *context;
};

static void wait_for_round(lb_pool *pool, unsigned long seen)
{
    for (int i = 0; i < SPINS; i++)
        if (__atomic_load_n(&pool->round, __ATOMIC_ACQUIRE) != seen)
            return;
    pthread_mutex_lock(&pool->lock);
    while (pool->round == seen)
        pthread_cond_wait(&pool->begin, &pool->lock);
    pthread_mutex_unlock(&pool->lock);
}

static void *work(void *argument)
{
    worker *self = argument;
    lb_pool *pool = self->pool;
    for (unsigned long seen = 0;; seen++) {
        wait_for_round(pool, seen);
        if (pool->closing) {
            flint_cleanup(); /* the integers that FLINT keeps for each thread */
            return NULL;
        }
        pool->task(pool->context, self->number);
        pthread_mutex_lock(&pool->lock);
        if (__atomic_sub_fetch(&pool->running, 1, __ATOMIC_ACQ_REL) == 0)
            pthread_cond_signal(&pool->end);
        pthread_mutex_unlock(&pool->lock);
    }
}

static void start_round(lb_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->running = pool->threads - 1;
    __atomic_store_n(&pool->round, pool->round + 1, __ATOMIC_RELEASE);
    pthread_cond_broadcast(&pool->begin);
    pthread_mutex_unlock(&pool->lock);
}

lb_pool *lb_pool_new(int threads)
{
    lb_pool *pool = lb_calloc(1, sizeof *pool);
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->begin, NULL);
    pthread_cond_init(&pool->end, NULL);
    pool->workers = lb_calloc((size_t)threads - 1, sizeof *pool->workers);
    for (pool->threads = 1; pool->threads < threads; pool->threads++) {
        worker *next = pool->workers + pool->threads - 1;
        *next = (worker){.pool = pool, .number = pool->threads};
        if (pthread_create(&next->thread, NULL, work, next))
            break;
    }
    return pool;
}

void lb_pool_free(lb_pool *pool)
{
    if (!pool)
        return;
    pool->closing = true;
    start_round(pool);
    for (int i = 0; i < pool->threads - 1; i++)
        pthread_join(pool->workers[i].thread, NULL);
    pthread_mutex_destroy(&pool->lock);
    pthread_cond_destroy(&pool->begin);
    pthread_cond_destroy(&pool->end);
    free(pool->workers);
    free(pool);
}

int lb_pool_threads(const lb_pool *pool)
{
    return pool->threads;
}

void lb_pool_run(lb_pool *pool, void (*task)(void *context, int thread), void *context)
{
    pool->task = task;
    pool->context = context;
    if (pool->threads > 1)
        start_round(pool);
    task(context, 0);
    if (pool->threads == 1)
        return;
    for (int i = 0; i < SPINS; i++)
        if (!__atomic_load_n(&pool->running, __ATOMIC_ACQUIRE))
            return;
    pthread_mutex_lock(&pool->lock);
    while (pool->running)
        pthread_cond_wait(&pool->end, &pool->lock);
    pthread_mutex_unlock(&pool->lock);
}
