#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/memory.h"

typedef struct shared_loop {
    atomic_size_t next;
    size_t count, scratch_bytes;
    void (*work)(void *context, size_t i, void *scratch);
    void *context;
} shared_loop;

static void *take_turns(void *argument)
{
    shared_loop *loop = argument;
    void *scratch = lb_malloc_aligned(loop->scratch_bytes, 1);
    size_t i;
    while ((i = atomic_fetch_add(&loop->next, 1)) < loop->count)
        loop->work(loop->context, i, scratch);
    free(scratch);
    return NULL;
}

void lb_parallel(int threads, size_t count, void (*work)(void *context, size_t i, void *scratch),
                 void *context, size_t scratch_bytes)
{
    shared_loop loop = {.count = count, .scratch_bytes = scratch_bytes, .work = work};
    loop.context = context;
    size_t wanted = threads < 1 ? 0 : (size_t)threads - 1, started = 0;
    if (wanted >= count)
        wanted = count ? count - 1 : 0;
    pthread_t *others = lb_malloc(wanted, sizeof *others);
    while (started < wanted && !pthread_create(&others[started], NULL, take_turns, &loop))
        started++;
    take_turns(&loop);
    for (size_t t = 0; t < started; t++)
        pthread_join(others[t], NULL);
    free(others);
}
