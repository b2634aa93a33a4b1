/* The pool of threads, and the table of strings that they share. */

#include <string.h>

#include "base/memory.h"
#include "base/pool.h"
#include "base/random.h"
#include "pauli/table.h"
#include "support.h"

typedef struct counted {
    size_t next, items;
    unsigned char *done; /* how often each was done */
} counted;

static void count_items(void *context, int thread)
{
    counted *c = context;
    (void)thread;
    for (size_t i; (i = lb_pool_next(&c->next)) < c->items;)
        __atomic_fetch_add(c->done + i, 1, __ATOMIC_RELAXED);
}

START_TEST(every_item_is_done_once)
{
    for (int threads = 1; threads <= 5; threads++) {
        lb_pool *pool = lb_pool_new(threads);
        ck_assert_int_eq(lb_pool_threads(pool), threads);
        for (size_t items = 0; items < 200; items++) {
            counted c = {0, items, lb_calloc(items, 1)};
            lb_pool_run(pool, count_items, &c);
            for (size_t i = 0; i < items; i++)
                ck_assert_uint_eq(c.done[i], 1);
            free(c.done);
        }
        lb_pool_free(pool);
    }
}
END_TEST

enum { STRINGS = 3000, THREADS = 4 };

typedef struct shared {
    lb_string_table table;
    uint32_t numbers[THREADS][STRINGS];
} shared;

/* Every thread interns the same strings, in an order of its own. */
static void intern_all(void *context, int thread)
{
    static const uint32_t steps[THREADS] = {1, 7, 11, 1};
    shared *s = context;
    for (uint32_t i = 0; i < STRINGS; i++) {
        uint32_t at = i * steps[thread] % STRINGS;
        uint64_t string[2] = {lb_mix(at), at};
        s->numbers[thread][at] =
            lb_string_table_intern_shared(&s->table, string, lb_dense_hash(string, 1));
    }
}

START_TEST(shared_strings_get_one_number)
{
    lb_pool *pool = lb_pool_new(THREADS);
    shared *s = lb_malloc(1, sizeof *s);
    for (size_t trial = 0; trial < lb_test_count(50); trial++) {
        lb_string_table_init(&s->table, 1);
        lb_string_table_reserve(&s->table, STRINGS);
        lb_pool_run(pool, intern_all, s);
        ck_assert_uint_eq(s->table.count, STRINGS);
        for (uint32_t i = 0; i < STRINGS; i++) {
            ck_assert_uint_eq(lb_string_table_at(&s->table, s->numbers[0][i])[1], i);
            for (int t = 1; t < THREADS; t++)
                ck_assert_uint_eq(s->numbers[t][i], s->numbers[0][i]);
        }
        lb_string_table_clear(&s->table);
    }
    lb_pool_free(pool);
    free(s);
}
END_TEST

LB_TEST_MAIN("pool", every_item_is_done_once, shared_strings_get_one_number)
