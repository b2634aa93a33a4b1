/* Memory that cannot fail: when the system refuses, the process ends with one line on standard
 * error and exit status 71. */

#ifndef LB_BASE_MEMORY_H
#define LB_BASE_MEMORY_H

#include <stddef.h>

/* count * size bytes, uninitialized or zeroed; sizes that overflow count as refused. A count of 0
 * gives a pointer that may be freed and not read. */
void *lb_malloc(size_t count, size_t size);
void *lb_calloc(size_t count, size_t size);
void *lb_realloc(void *memory, size_t count, size_t size);
/* Aligned to 64 bytes, for vectors; freed with free. */
void *lb_malloc_aligned(size_t count, size_t size);
char *lb_strdup(const char *text);
/* A new string, as printf would print it. */
char *lb_sprintf(const char *format, ...) __attribute__((format(printf, 1, 2), nonnull(1)));

/* Make room for one more element: grows *capacity (to at least `needed`) by a factor of 3/2. */
void *lb_grow(void *memory, size_t *capacity, size_t needed, size_t size);

#endif
