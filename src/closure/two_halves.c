#include "closure/two_halves.h"

#include <stdlib.h>

#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "base/prime.h"

/* The primes still to come. */
typedef struct prime_sequence {
    uint64_t next;
    bool descending;
    size_t taken;
} prime_sequence;

static uint64_t take_prime(prime_sequence *primes)
{
    uint64_t prime = primes->next;
    primes->taken++;
    if (!primes->descending) {
        primes->next = n_nextprime(prime, 1);
        return prime;
    }
    do
        primes->next -= 2;
    while (!n_is_prime(primes->next));
    return prime;
}

void lb_attempt_keep(lb_attempt *a, lb_fp_basis basis)
{
    a->bases = lb_grow(a->bases, &a->basis_capacity, a->basis_count + 1, sizeof *a->bases);
    a->bases[a->basis_count++] = basis;
}

static void attempt_clear(lb_attempt *a)
{
    for (size_t i = 0; i < a->basis_count; i++)
        lb_fp_basis_clear(a->bases + i);
    free(a->bases);
    free(a->pivots);
    free(a->order);
}

/* Replay until there are so many bases. */
static lb_outcome complete_bases(lb_attempt *a, size_t wanted, const lb_halves_problem *problem,
                                 prime_sequence *primes)
{
    lb_outcome outcome = LB_OUTCOME_DONE;
    uint64_t *taken = lb_malloc(problem->replays_together, sizeof *taken);
    while (a->basis_count < wanted && outcome == LB_OUTCOME_DONE) {
        size_t count = wanted - a->basis_count;
        if (count > problem->replays_together)
            count = problem->replays_together;
        for (size_t i = 0; i < count; i++)
            taken[i] = take_prime(primes);
        outcome = problem->replay(problem->space, a, taken, count);
    }
    free(taken);
    return outcome;
}

/* Lift from all bases but the last, which confirms the result; from a single one without that. */
static bool lift(lb_rational_basis *basis, const lb_attempt *a, const lb_string_table *strings)
{
    size_t from = a->basis_count > 1 ? a->basis_count - 1 : 1;
    uint32_t *pivots = lb_malloc(a->count, sizeof *pivots);
    for (uint32_t i = 0; i < a->count; i++)
        pivots[i] = a->pivots[a->order[i]];
    bool lifted = lb_rational_basis_lift(basis, pivots, a->count, a->bases, from, strings);
    free(pivots);
    if (lifted && from < a->basis_count && !lb_rational_basis_agrees(basis, a->bases + from)) {
        lb_rational_basis_clear(basis);
        lifted = false;
    }
    return lifted;
}

/* Twice as many primes whenever no lift was possible. What a single prime gave may just have been
 * lifted wrongly; what several agree on and is not closed shows that they are unlucky. */
static lb_outcome lift_and_prove(lb_rational_basis *basis, lb_attempt *a,
                                 const lb_halves_problem *problem, prime_sequence *primes)
{
    for (size_t wanted = problem->bases_at_first;; wanted = wanted > 1 ? 2 * wanted - 1 : 2) {
        lb_outcome outcome = complete_bases(a, wanted, problem, primes);
        if (outcome != LB_OUTCOME_DONE)
            return outcome;
        lb_rational_basis lifted;
        if (!lift(&lifted, a, problem->strings))
            continue;
        outcome = problem->contains(problem->space, &lifted);
        if (outcome == LB_OUTCOME_DONE)
            *basis = lifted;
        else
            lb_rational_basis_clear(&lifted);
        if (outcome != LB_OUTCOME_UNLUCKY || wanted > 1)
            return outcome;
    }
}

lb_outcome lb_two_halves(lb_rational_basis *basis, size_t *primes, const lb_halves_problem *problem)
{
    prime_sequence sequence = {problem->dense ? LB_DENSE_PRIME_MAX : LB_LARGE_PRIME, problem->dense,
                               0};
    lb_outcome outcome = LB_OUTCOME_UNLUCKY;
    for (size_t number = 0; outcome == LB_OUTCOME_UNLUCKY; number++) {
        lb_attempt a = {.number = number};
        outcome = problem->search(problem->space, &a, take_prime(&sequence));
        if (outcome == LB_OUTCOME_DONE)
            outcome = lift_and_prove(basis, &a, problem, &sequence);
        attempt_clear(&a);
    }
    *primes += sequence.taken;
    return outcome;
}
