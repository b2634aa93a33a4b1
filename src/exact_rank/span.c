#include "exact_rank/span.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/memory.h"

/* The distinct strings of the terms are the first ones of the table, in order. */
static void collect_terms(lb_exact_span *S, const lb_exact_generators *G)
{
    S->generator_count = G->count;
    S->numbers = lb_malloc(G->count, sizeof *S->numbers);
    for (size_t k = 0; k < G->count; k++) {
        const lb_exact_generator *H = &G->generators[k];
        S->numbers[k] = lb_malloc(H->length, sizeof *S->numbers[k]);
        for (size_t a = 0; a < H->length; a++)
            S->numbers[k][a] = lb_string_table_intern(&S->strings, H->strings + 2 * G->words * a);
    }
    S->term_count = S->strings.count;
    S->terms = lb_calloc(S->term_count, sizeof *S->terms);
    for (uint32_t i = 0; i < S->term_count; i++)
        S->terms[i].string = i;
}

/* The string with this number times a term, whose sign is wanted too; false when they commute. The
 * product is added to the table. */
static bool multiply(lb_exact_span *S, uint32_t string, const lb_exact_span_term *term,
                     uint64_t *product, lb_string_pair *pair)
{
    size_t words = S->strings.words;
    const uint64_t *B = lb_string_table_at(&S->strings, string);
    const uint64_t *P = lb_string_table_at(&S->strings, term->string);
    if (!lb_dense_anticommutes(B, P, words))
        return false;
    int sign = lb_dense_bracket(product, B, P, words);
    *pair = (lb_string_pair){string, lb_string_table_intern(&S->strings, product), sign};
    return true;
}

/* Strings between two looks at the limits. */
enum { PERIOD = 64 };

/* Words of strings that are multiplied before the span counts as too large. */
#define WORK_MAX 4e9

/* Each pair is met from both of its strings, and listed at the first one. */
static bool close_span(lb_exact_span *S, size_t most, uint64_t *product, const lb_limits *limits)
{
    bool in_time = true;
    size_t *capacities = lb_calloc(S->term_count, sizeof *capacities);
    double work = (double)S->term_count * (double)S->strings.words;
    if (work > 0 && WORK_MAX / work < (double)most)
        most = (size_t)(WORK_MAX / work);
    for (uint32_t b = 0; in_time && b < S->strings.count && S->strings.count <= most; b++) {
        in_time = b % PERIOD != PERIOD - 1 || !lb_limit_of_time(limits);
        for (size_t i = 0; i < S->term_count; i++) {
            lb_exact_span_term *term = &S->terms[i];
            lb_string_pair pair;
            if (!multiply(S, b, term, product, &pair) || pair.second < b)
                continue;
            term->pairs =
                lb_grow(term->pairs, &capacities[i], term->count + 1, sizeof *term->pairs);
            term->pairs[term->count++] = pair;
            S->pair_count++;
        }
    }
    free(capacities);
    return in_time && S->strings.count <= most;
}

bool lb_exact_span_init(lb_exact_span *S, const lb_exact_generators *G, size_t most,
                        const lb_limits *limits)
{
    *S = (lb_exact_span){0};
    lb_string_table_init(&S->strings, G->words);
    collect_terms(S, G);
    uint64_t *product = lb_malloc(2 * G->words, sizeof *product);
    bool small = close_span(S, most, product, limits);
    free(product);
    if (!small)
        lb_exact_span_clear(S);
    return small;
}

void lb_exact_span_clear(lb_exact_span *S)
{
    for (size_t i = 0; i < S->term_count; i++)
        free(S->terms[i].pairs);
    for (size_t k = 0; k < S->generator_count; k++)
        free(S->numbers[k]);
    free(S->numbers);
    free(S->terms);
    lb_string_table_clear(&S->strings);
    *S = (lb_exact_span){0};
}
