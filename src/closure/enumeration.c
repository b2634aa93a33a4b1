/* Both halves for generators that are single strings: every bracket is a string or 0, so the
 * closure is a set, and its search needs no arithmetic. */

#include "closure/sums.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/prime.h"
#include "closure/proof.h"
#include "closure/search.h"

/* Strings are their own reduced basis. */
static lb_outcome prove_strings(lb_closure *c, lb_run *run)
{
    uint32_t count = (uint32_t)c->steps.count;
    uint32_t *pivots = lb_malloc(count, sizeof *pivots);
    for (uint32_t i = 0; i < count; i++)
        pivots[i] = i;
    uint32_t *order = lb_string_table_order(&c->strings, pivots, count);
    lb_rational_basis basis;
    lb_rational_basis_init_strings(&basis, order, count);
    free(order);
    lb_modular modular;
    c->prime = LB_LARGE_PRIME;
    c->statistics.primes = 1;
    lb_modular_init(&modular, &c->generators, &c->canonical, &c->strings, c->prime);
    int proved = lb_replay(&modular, &c->steps, pivots, run);
    bool consistent = lb_echelon_is_consistent(&modular.echelon);
    lb_modular_clear(&modular);
    free(pivots);
    if (proved == 1)
        proved = lb_basis_contains_closure(&basis, &c->generators, &c->canonical, &c->strings, run);
    c->proved = consistent && proved == 1;
    c->basis = basis;
    return c->proved              ? LB_OUTCOME_DONE
           : consistent && proved ? LB_OUTCOME_STOPPED
                                  : LB_OUTCOME_FAULTY;
}

lb_outcome lb_closure_enumerate(lb_closure *c, lb_run *run)
{
    lb_search_result result;
    double start = lb_seconds();
    lb_search_strings(&result, &c->generators, &c->strings, run);
    c->steps = result.steps;
    c->dimension = (uint32_t)result.steps.count;
    c->statistics.brackets = result.brackets;
    c->statistics.longest_row = c->dimension != 0;
    c->statistics.search_seconds = lb_seconds() - start;
    start = lb_seconds();
    lb_outcome outcome = result.closed ? prove_strings(c, run) : LB_OUTCOME_STOPPED;
    c->statistics.proof_seconds = lb_seconds() - start;
    return outcome;
}
