/* The closure of single strings: breadth first over a set. A new row is numbered as it arrives, and
 * row_of_string tells which strings are rows already. */

#include "algebra/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { CHECK_INTERVAL = 256 };

typedef struct string_search {
    lb_search_result *result;
    lb_string_table *strings;
    uint32_t **rows; /* the string of each row */
    size_t row_capacity;
    bool *found; /* of each string: whether it is a row */
    size_t found_count, found_capacity;
} string_search;

static void add_string(string_search *s, uint32_t string, uint32_t left, uint32_t right)
{
    if (string >= s->found_count) {
        s->found = lb_grow(s->found, &s->found_capacity, (size_t)string + 1, sizeof *s->found);
        memset(s->found + s->found_count, 0, string + 1 - s->found_count);
        s->found_count = (size_t)string + 1;
    }
    if (s->found[string])
        return;
    s->found[string] = true;
    size_t count = s->result->steps.count;
    *s->rows = lb_grow(*s->rows, &s->row_capacity, count + 1, sizeof **s->rows);
    (*s->rows)[count] = string;
    lb_steps_append(&s->result->steps, left, right);
}

void lb_search_strings(lb_search_result *result, uint32_t **rows, const lb_generators *generators,
                       lb_string_table *strings, lb_run *run)
{
    size_t words = strings->words;
    *result = (lb_search_result){.closed = true};
    *rows = NULL;
    string_search s = {.result = result, .strings = strings, .rows = rows};
    uint64_t *buffer = lb_malloc(2 * words * (generators->count + 2), sizeof *buffer);
    uint64_t *product = buffer, *string = buffer + 2 * words, *operators = buffer + 4 * words;
    uint32_t *numbers = lb_malloc(generators->count, sizeof *numbers), operator_count = 0;
    for (uint32_t k = 0; k < generators->count; k++) {
        if (!generators->items[k].length)
            continue;
        uint32_t column = generators->items[k].columns[0];
        size_t before = result->steps.count;
        add_string(&s, column, k | LB_STEP_GENERATOR, LB_STEP_ALONE);
        if (result->steps.count == before)
            continue;
        memcpy(operators + 2 * words * operator_count, lb_string_table_at(strings, column),
               2 * words * sizeof *operators);
        numbers[operator_count++] = k;
    }
    for (size_t row = 0; row < result->steps.count; row++) {
        lb_progress progress = {.stage = "search",
                                .done = result->steps.count,
                                .pending = result->steps.count - row,
                                .longest = 1};
        if (row % CHECK_INTERVAL == 0 && !lb_run_goes_on(run, progress)) {
            result->closed = false;
            break;
        }
        memcpy(string, lb_string_table_at(strings, (*rows)[row]), 2 * words * sizeof *string);
        for (uint32_t i = 0; i < operator_count; i++) {
            const uint64_t *operator= operators + 2 * words * i;
            result->brackets++;
            if (!lb_dense_anticommutes(operator, string, words))
                continue;
            lb_dense_bracket(product, operator, string, words);
            add_string(&s, lb_string_table_intern(strings, product), numbers[i] | LB_STEP_GENERATOR,
                       (uint32_t)row);
        }
    }
    free(numbers);
    free(buffer);
    free(s.found);
}
