/* Preloaded before a program, refuses it memory once main has begun.
 *
 * REFUSE_AT=k refuses the k-th request of malloc, calloc, realloc, aligned_alloc and
 * posix_memalign, counted from 1, and with REFUSE_ALL set every one after it too. REFUSE_LIST=file
 * writes the numbers of requests, one a line: of each place in the program, told by the calls that
 * lead to it, the first. What the loader asks for while it loads a library is not counted: it, and
 * the constructors of libraries, have their own ends. For glibc. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t), *__libc_memalign(size_t, size_t);

enum { PLACES = 1 << 16, CALLS = 16 };
static bool begun, all;
static atomic_ulong requests;
static unsigned long refused_at;
static const char *list;
static uint64_t places[PLACES];
static unsigned long first[PLACES];
static _Thread_local bool inside;

/* Whether this place is new, in a table that is never full. */
static void note_place(unsigned long number)
{
    void *calls[CALLS];
    inside = true;
    int count = backtrace(calls, CALLS);
    inside = false;
    uint64_t hash = 1;
    for (int i = 0; i < count; i++)
        hash = (hash ^ (uintptr_t)calls[i]) * 0x9e3779b97f4a7c15u;
    size_t at = hash >> 48;
    while (places[at] && places[at] != hash)
        at = (at + 1) % PLACES;
    if (!places[at])
        first[at] = number;
    places[at] = hash;
}

static bool refuse(void)
{
    if (!begun || inside)
        return false;
    unsigned long number = ++requests;
    if (list)
        note_place(number);
    if (!refused_at || number < refused_at || (number > refused_at && !all))
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return refuse() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return refuse() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    return refuse() ? NULL : __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return refuse() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size)
{
    *memory = aligned_alloc(alignment, size);
    return *memory ? 0 : ENOMEM;
}

void *dlopen(const char *name, int mode)
{
    typedef void *open(const char *, int);
    open *next = (open *)dlsym(RTLD_NEXT, "dlopen");
    bool before = inside;
    inside = true;
    void *library = next(name, mode);
    inside = before;
    return library;
}

static int (*real_main)(int, char **, char **);

static int watched_main(int argc, char **argv, char **environment)
{
    const char *at = getenv("REFUSE_AT");
    list = getenv("REFUSE_LIST");
    refused_at = at ? strtoul(at, NULL, 10) : 0;
    all = getenv("REFUSE_ALL") != NULL;
    unsetenv("LD_PRELOAD");
    begun = true;
    return real_main(argc, argv, environment);
}

__attribute__((destructor)) static void print_list(void)
{
    inside = true;
    FILE *file = list ? fopen(list, "w") : NULL;
    for (size_t i = 0; i < PLACES && file; i++)
        if (places[i])
            fprintf(file, "%lu\n", first[i]);
    if (file)
        fclose(file);
}

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*loader_fini)(void), void *stack_end)
{
    typedef int start(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void),
                      void (*)(void), void *);
    start *next = (start *)dlsym(RTLD_NEXT, "__libc_start_main");
    real_main = main;
    return next(watched_main, argc, argv, init, fini, loader_fini, stack_end);
}
