#include "base/memory.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <liebound/status.h>

#include "base/output.h"

/* The process says so, or another one does. */
static bool silent;

void lb_memory_refuse_silently(void)
{
    silent = true;
}

/* Only one thread says so; others that are refused meanwhile wait for the end. Handlers of exit are
 * not called: they may wait for threads that themselves wait for memory. */
__attribute__((format(printf, 1, 2))) static _Noreturn void end(const char *format, ...)
{
    static atomic_flag ending = ATOMIC_FLAG_INIT;
    while (atomic_flag_test_and_set(&ending))
        pause();
    va_list arguments;
    va_start(arguments, format);
    if (!silent)
        vfprintf(stderr, format, arguments);
    va_end(arguments);
    lb_output_remove_incomplete();
    fflush(stdout);
    _exit(LB_MEMORY);
}

static _Noreturn void refuse(size_t count, size_t size)
{
    end("liebound: out of memory (asked for %zu times %zu bytes)\n", count, size);
}

void lb_memory_refused(const char *who)
{
    end(who ? "liebound: out of memory (%s)\n" : "liebound: out of memory\n", who);
}

const char *lb_strerror(int reason)
{
    if (reason == ENOMEM)
        lb_memory_refused(NULL);
    return strerror(reason);
}

void *lb_malloc(size_t count, size_t size)
{
    return lb_realloc(NULL, count, size);
}

void *lb_calloc(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);
    if (!memory)
        refuse(count, size);
    return memory;
}

void *lb_realloc(void *memory, size_t count, size_t size)
{
    if (count > SIZE_MAX / 2 / size)
        refuse(count, size);
    memory = realloc(memory, count ? count * size : size);
    if (!memory)
        refuse(count, size);
    return memory;
}

void *lb_malloc_aligned(size_t count, size_t size)
{
    if (count > SIZE_MAX / 2 / size)
        refuse(count, size);
    size_t bytes = (count * size + 63) / 64 * 64;
    void *memory = aligned_alloc(64, bytes ? bytes : 64);
    if (!memory)
        refuse(count, size);
    return memory;
}

char *lb_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(lb_malloc(size, 1), text, size);
}

char *lb_sprintf(const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = lb_malloc((size_t)length + 1, 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

FILE *lb_open_text(char **text, size_t *length)
{
    FILE *stream = open_memstream(text, length);
    if (!stream)
        lb_memory_refused(NULL);
    return stream;
}

void lb_close_text(FILE *stream)
{
    if (fclose(stream))
        lb_memory_refused(NULL);
}

void *lb_grow(void *memory, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity)
        return memory;
    size_t wanted = *capacity + *capacity / 2 + 4;
    *capacity = wanted > needed ? wanted : needed;
    return lb_realloc(memory, *capacity, size);
}

void lb_free(void *text)
{
    free(text);
}
