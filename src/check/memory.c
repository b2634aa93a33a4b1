/* Memory that is there, or the end of the program. */

#include "check/check.h"

#include <stdlib.h>

static void *demand(void *memory)
{
    if (!memory) {
        fputs("liebound-check: out of memory\n", stderr);
        exit(LB_CHECK_MEMORY);
    }
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

void lb_check_integers_grow(lb_check_integers *a, size_t needed)
{
    size_t before = a->capacity;
    a->at = lb_check_grow(a->at, &a->capacity, needed, sizeof *a->at);
    for (size_t i = before; i < a->capacity; i++)
        mpz_init(a->at[i]);
}

void lb_check_integers_clear(lb_check_integers *a)
{
    for (size_t i = 0; i < a->capacity; i++)
        mpz_clear(a->at[i]);
    free(a->at);
}
