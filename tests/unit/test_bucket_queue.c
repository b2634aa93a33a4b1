/* Rows in order of length, and of arrival, against a list that is searched. */

#include <stdlib.h>

#include "base/bucket_queue.h"
#include "base/random.h"
#include "support.h"

enum { ROWS = 400 };

/* What waits, in order of arrival; rows of LB_QUEUE_BUCKETS - 1 terms or more are alike. */
typedef struct waiting {
    size_t count, lengths[ROWS];
    uint32_t rows[ROWS];
} waiting;

static uint32_t take_shortest(waiting *w)
{
    size_t best = 0;
    for (size_t i = 1; i < w->count; i++)
        if (w->lengths[i] < w->lengths[best])
            best = i;
    uint32_t row = w->rows[best];
    w->count--;
    for (size_t i = best; i < w->count; i++) {
        w->lengths[i] = w->lengths[i + 1];
        w->rows[i] = w->rows[i + 1];
    }
    return row;
}

static void push(lb_queue *queue, waiting *w, uint32_t row, size_t length)
{
    lb_queue_push(queue, row, length);
    w->rows[w->count] = row;
    w->lengths[w->count++] = length < LB_QUEUE_BUCKETS - 1 ? length : LB_QUEUE_BUCKETS - 1;
}

static void check_pop(lb_queue *queue, waiting *w)
{
    uint32_t row;
    bool some = w->count > 0;
    ck_assert_int_eq(lb_queue_pop(queue, &row), some);
    if (some)
        ck_assert_uint_eq(row, take_shortest(w));
}

START_TEST(shortest_first)
{
    lb_random random;
    lb_random_seed(&random, lb_test_seed());
    for (size_t round = lb_test_count(100); round > 0; round--) {
        lb_queue queue = {0};
        waiting w = {0};
        size_t most = (size_t)1 << lb_random_below(&random, 15);
        check_pop(&queue, &w);
        for (uint32_t next = 0; next < ROWS;)
            if (lb_random_below(&random, 3))
                push(&queue, &w, next++, (size_t)lb_random_below(&random, most));
            else
                check_pop(&queue, &w);
        while (w.count)
            check_pop(&queue, &w);
        check_pop(&queue, &w);
        lb_queue_clear(&queue);
    }
}
END_TEST

LB_TEST_MAIN("bucket_queue", shortest_first)
