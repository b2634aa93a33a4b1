/* Memory that cannot fail: when the system refuses, the process ends with one line on standard
 * error and exit status 71, whichever thread asked, and output files that are not complete are
 * removed (output.h).
 *
 * What other libraries allocate is theirs. Where they return what tells of a refusal, pass it to
 * the functions below; those that do not return are for the program (cli/libraries.h), since a
 * library does not change the handlers of its host. */

#ifndef LB_BASE_MEMORY_H
#define LB_BASE_MEMORY_H

#include <stddef.h>
#include <stdio.h>

/* count * size bytes, uninitialized or zeroed; sizes that overflow count as refused. A count of 0
 * gives a pointer that may be freed and not read. */
void *lb_malloc(size_t count, size_t size);
void *lb_calloc(size_t count, size_t size);
void *lb_realloc(void *memory, size_t count, size_t size);
/* Aligned to 64 bytes, for vectors; freed with free. */
void *lb_malloc_aligned(size_t count, size_t size);
/* Nothing will be said when memory is refused: another process tells by the exit status. */
void lb_memory_refuse_silently(void);
/* The end: who, if not NULL, says for whom. What was printed on standard output stays. */
_Noreturn void lb_memory_refused(const char *who);
/* A stream that writes to *text, which the caller frees after it was closed. */
FILE *lb_open_text(char **text, size_t *length);
void lb_close_text(FILE *stream);
/* What strerror says of a value of errno; the end when it says that there is no memory. */
const char *lb_strerror(int reason);

char *lb_strdup(const char *text);
/* A new string, as printf would print it. */
char *lb_sprintf(const char *format, ...) __attribute__((format(printf, 1, 2), nonnull(1)));

/* Make room for one more element: grows *capacity (to at least `needed`) by a factor of 3/2. */
void *lb_grow(void *memory, size_t *capacity, size_t needed, size_t size);

#endif
