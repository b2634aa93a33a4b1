/* Memory that is there, or the end of the program. */

#include "check/check.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* The first thread that is refused says so. */
void lb_check_memory_refused(void)
{
    static atomic_flag ending = ATOMIC_FLAG_INIT;
    while (atomic_flag_test_and_set(&ending))
        pause();
    fputs("liebound-check: out of memory\n", stderr);
    _exit(LB_CHECK_MEMORY);
}

static void *demand(void *memory)
{
    if (!memory)
        lb_check_memory_refused();
    return memory;
}

void *lb_check_resize(void *memory, size_t size)
{
    return demand(realloc(memory, size ? size : 1));
}

void *lb_check_grow(void *memory, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity)
        return memory;
    demand(needed < LB_CHECK_NONE ? capacity : NULL);
    *capacity = 2 * *capacity > needed ? 2 * *capacity : needed + 8;
    return lb_check_resize(memory, *capacity * size);
}
