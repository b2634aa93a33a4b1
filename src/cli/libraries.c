#include "cli/libraries.h"

#include <errno.h>
#include <flint/flint.h>
#include <gmp.h>
#include <jansson.h>
#include <lapacke.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <liebound/status.h>

#include "base/memory.h"
#include "base/output.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LB_CLI_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LB_CLI_SANITIZED
#endif
#endif

static bool is_set_up;

static void *allocate(size_t bytes)
{
    return lb_malloc(bytes, 1);
}

static void *reallocate(void *memory, size_t bytes)
{
    return lb_realloc(memory, bytes, 1);
}

static void *gmp_reallocate(void *memory, size_t old_bytes, size_t bytes)
{
    (void)old_bytes;
    return lb_realloc(memory, bytes, 1);
}

/* FLINT has printed what it found on standard output, where it must not go; with a flush it would,
 * and FLINT 3 flushes before it asks a handler. So its function is replaced, see below. */
__attribute__((weak, visibility("default"), noreturn)) void flint_abort(void)
{
    fputs("liebound: a self-check of FLINT failed; please report it\n", stderr);
    lb_output_remove_incomplete();
    _exit(LB_INTERNAL);
}

#if __FLINT_RELEASE >= 30100
static void *allocate_aligned(size_t alignment, size_t bytes)
{
    void *memory = aligned_alloc(alignment, bytes);
    if (!memory)
        lb_memory_refused("FLINT");
    return memory;
}

static void set_up_flint(void)
{
    __flint_set_all_memory_functions(allocate, lb_calloc, reallocate, free, allocate_aligned, free);
    flint_set_abort(flint_abort);
}
#else
static void set_up_flint(void)
{
    __flint_set_memory_functions(allocate, lb_calloc, reallocate, free);
    flint_set_abort(flint_abort);
}
#endif

/* nauty and LAPACKE have no place for handlers, but functions that may be replaced: a definition in
 * the program comes before that of the library. Nauty's is weak, since in a static library it
 * stands beside other functions. */
__attribute__((weak, visibility("default"))) _Noreturn void alloc_error(const char *where);
void alloc_error(const char *where)
{
    (void)where;
    lb_memory_refused("nauty");
}

/* The message would go to standard output; the callers look at the status. */
__attribute__((visibility("default"))) void LAPACKE_xerbla(const char *name, lapack_int info);
void LAPACKE_xerbla(const char *name, lapack_int info)
{
    (void)name, (void)info;
}

/* OpenBLAS asks for its buffers by mmap, and when they are refused it asks again, for ever. Nothing
 * else in the program calls this function: malloc and the loader have their own. Sanitizers replace
 * it too. */
#if defined(__linux__) && defined(SYS_mmap) && !defined(LB_CLI_SANITIZED)
__attribute__((visibility("default"))) void *mmap(void *address, size_t bytes, int protection,
                                                  int flags, int descriptor, off_t offset)
{
    void *memory = (void *)syscall(SYS_mmap, address, bytes, protection, flags, descriptor, offset);
    if (memory == MAP_FAILED && errno == ENOMEM && descriptor == -1 && is_set_up)
        lb_memory_refused("OpenBLAS");
    return memory;
}
#endif

void lb_cli_set_up_libraries(void)
{
    is_set_up = true;
    mp_set_memory_functions(allocate, gmp_reallocate, NULL);
    set_up_flint();
    json_set_alloc_funcs(allocate, free);
}
