#include "base/bucket_queue.h"

#include <stdlib.h>

#include "base/memory.h"

void lb_queue_clear(lb_queue *queue)
{
    for (size_t i = 0; i < queue->count; i++)
        free(queue->buckets[i].rows);
    free(queue->buckets);
}

void lb_queue_push(lb_queue *queue, uint32_t row, size_t length)
{
    size_t at = length < LB_QUEUE_BUCKETS ? length : LB_QUEUE_BUCKETS - 1;
    queue->buckets = lb_grow(queue->buckets, &queue->capacity, at + 1, sizeof *queue->buckets);
    while (queue->count <= at)
        queue->buckets[queue->count++] = (lb_bucket){0};
    lb_bucket *bucket = queue->buckets + at;
    bucket->rows =
        lb_grow(bucket->rows, &bucket->capacity, bucket->count + 1, sizeof *bucket->rows);
    bucket->rows[bucket->count++] = row;
    if (at < queue->lowest)
        queue->lowest = at;
}

bool lb_queue_pop(lb_queue *queue, uint32_t *row)
{
    for (; queue->lowest < queue->count; queue->lowest++) {
        lb_bucket *bucket = queue->buckets + queue->lowest;
        if (bucket->first < bucket->count) {
            *row = bucket->rows[bucket->first++];
            return true;
        }
        bucket->first = bucket->count = 0;
    }
    return false;
}
