/* Rows waiting to be bracketed, the shortest first, those of equal length in order of arrival. A
 * row may wait more than once; the user skips what it has done already. */

#ifndef LB_BASE_BUCKET_QUEUE_H
#define LB_BASE_BUCKET_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Rows of this length or longer share the last bucket. */
enum { LB_QUEUE_BUCKETS = 4096 };

typedef struct lb_bucket {
    uint32_t *rows;
    size_t first, count, capacity; /* rows[first .. count - 1] wait */
} lb_bucket;

typedef struct lb_queue {
    lb_bucket *buckets;
    size_t count, capacity;
    size_t lowest; /* no bucket below this one holds a row */
} lb_queue;

/* A queue of zero bytes is empty. */
void lb_queue_clear(lb_queue *queue);
void lb_queue_push(lb_queue *queue, uint32_t row, size_t length);
/* False when nothing waits. */
bool lb_queue_pop(lb_queue *queue, uint32_t *row);

#endif
