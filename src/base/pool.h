/* A few threads that wait for work: fork and join for short tasks.
 *
 * lb_pool_run calls task(context, t) once for each t = 0 .. threads - 1, number 0 in the calling
 * thread, and returns when all are done. Tasks divide the work themselves, usually by taking the
 * next index from a shared counter (lb_pool_next). Results must not depend on who took what. */

#ifndef LB_BASE_POOL_H
#define LB_BASE_POOL_H

#include <stddef.h>

typedef struct lb_pool lb_pool;

/* threads >= 1; with 1 no thread is started and lb_pool_run is a plain call. When the system
 * refuses a thread, the pool makes do with fewer. */
lb_pool *lb_pool_new(int threads);
void lb_pool_free(lb_pool *pool);
int lb_pool_threads(const lb_pool *pool);
void lb_pool_run(lb_pool *pool, void (*task)(void *context, int thread), void *context);

/* The next index of a counter that starts at 0. */
static inline size_t lb_pool_next(size_t *counter)
{
    return __atomic_fetch_add(counter, 1, __ATOMIC_RELAXED);
}

#endif
