/* The closure of single strings: breadth first over a set. The table numbers strings as they arrive, and
 * each becomes a row at once: row t is string t. */

#include "closure/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

typedef struct string_search {
    lb_search_result *result;
    lb_string_table *strings;
    /* The distinct generators: their strings and their numbers. */
    uint64_t *operators;
    uint32_t *numbers;
    uint32_t operator_count;
    uint64_t *string, *product; /* room for one each */
} string_search;

/* Whether the string is a new row. */
static bool add_string(string_search *s, uint32_t string, lb_step step)
{
    if (string < s->result->steps.count)
        return false;
    lb_steps_append(&s->result->steps, step);
    return true;
}

static void add_generators(string_search *s, const lb_generators *generators)
{
    size_t size = 2 * s->strings->words;
    for (uint32_t k = 0; k < generators->count; k++) {
        if (!generators->items[k].length)
            continue;
        uint32_t string = generators->items[k].columns[0];
        if (!add_string(s, string, (lb_step){k, LB_STEP_ALONE}))
            continue;
        memcpy(s->operators + size * s->operator_count, lb_string_table_at(s->strings, string),
               size * sizeof *s->operators);
        s->numbers[s->operator_count++] = k;
    }
}

static void expand_row(string_search *s, uint32_t row)
{
    size_t words = s->strings->words, size = 2 * words;
    memcpy(s->string, lb_string_table_at(s->strings, row), size * sizeof *s->string);
    for (uint32_t i = 0; i < s->operator_count; i++) {
        const uint64_t *generator = s->operators + size * i;
        s->result->brackets++;
        if (!lb_dense_anticommutes(generator, s->string, words))
            continue;
        lb_dense_bracket(s->product, generator, s->string, words);
        add_string(s, lb_string_table_intern(s->strings, s->product),
                   (lb_step){s->numbers[i], row});
    }
}

void lb_search_strings(lb_search_result *result, const lb_generators *generators,
                       lb_string_table *strings, lb_run *run)
{
    size_t size = 2 * strings->words;
    *result = (lb_search_result){.closed = false};
    string_search s = {.result = result, .strings = strings};
    s.operators = lb_malloc(size * generators->count, sizeof *s.operators);
    s.numbers = lb_malloc(generators->count, sizeof *s.numbers);
    s.string = lb_malloc(2 * size, sizeof *s.string);
    s.product = s.string + size;
    add_generators(&s, generators);
    size_t row = 0;
    for (; row < result->steps.count; row++) {
        lb_progress progress = {.stage = "search",
                                .done = result->steps.count,
                                .pending = result->steps.count - row,
                                .longest = 1};
        if (!lb_run_goes_on(run, s.operator_count, progress))
            break;
        expand_row(&s, (uint32_t)row);
    }
    result->closed = row == result->steps.count;
    free(s.operators);
    free(s.numbers);
    free(s.string);
}
