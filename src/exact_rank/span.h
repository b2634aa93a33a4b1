/* The span of strings of the adjoint picture: the smallest set that contains the strings of all
 * terms of all generators, and with a string B and a term P that do not commute also B P.
 *
 * Rotating by a term moves a string B that does not commute with it in a plane,
 *
 *     exp(i theta P) B exp(-i theta P) = cos(2 theta) B - s sin(2 theta) C,
 *
 * C the product of B and P and s its sign ({B, P} = s C). The pairs of every term are listed once,
 * for all points and primes. */

#ifndef LB_EXACT_RANK_SPAN_H
#define LB_EXACT_RANK_SPAN_H

#include "exact_rank/generators.h"
#include "pauli/table.h"

typedef struct lb_string_pair {
    uint32_t first, second;
    int sign; /* of the bracket of the first string with the term */
} lb_string_pair;

/* One distinct string among the terms. */
typedef struct lb_exact_span_term {
    uint32_t string;
    size_t count;
    lb_string_pair *pairs;
} lb_exact_span_term;

typedef struct lb_exact_span {
    lb_string_table strings;
    size_t term_count;
    lb_exact_span_term *terms;
    size_t **numbers; /* term a of generator k is terms[numbers[k][a]] */
    size_t generator_count, pair_count;
} lb_exact_span;

/* False, and S holds nothing (it may be cleared again), when there are more than `most` strings, or
 * too many for any use, or the time of the limits (NULL for none) has passed.
 * O(strings * terms) string products. */
bool lb_exact_span_init(lb_exact_span *S, const lb_exact_generators *G, size_t most,
                        const lb_limits *limits);
void lb_exact_span_clear(lb_exact_span *S);

#endif
