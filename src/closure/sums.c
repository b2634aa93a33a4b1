/* The closure of sums as a problem in two halves (two_halves.h), with sparse rows or, where these
 * fill in, with dense ones. */

#include "closure/sums.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "closure/proof.h"
#include "closure/search.h"
#include "closure/search_dense.h"

typedef struct sums {
    lb_closure *closure;
    lb_closure_options options;
    lb_run *run;
} sums;

/* What a search found, rows being those of its basis at the end. */
static lb_outcome note_search(lb_closure *c, const lb_search_result *result, uint32_t rows,
                              uint32_t longest_row)
{
    if (rows > c->dimension)
        c->dimension = rows;
    if (longest_row > c->statistics.longest_row)
        c->statistics.longest_row = longest_row;
    c->statistics.brackets += result->brackets;
    free(c->steps.items);
    c->steps = result->steps;
    if (!result->consistent)
        return LB_OUTCOME_FAULTY;
    return result->closed   ? LB_OUTCOME_DONE
           : result->filled ? LB_OUTCOME_FILLED
                            : LB_OUTCOME_STOPPED;
}

/* A bound that contradicted the search may have been what was wrong. */
static void begin_search(sums *s, const lb_attempt *attempt, uint64_t prime)
{
    if (attempt->number)
        s->options.upper_bound = NULL;
    s->closure->prime = prime;
}

static lb_outcome outcome_of(int result, bool consistent)
{
    if (!consistent)
        return LB_OUTCOME_FAULTY;
    return result == 1 ? LB_OUTCOME_DONE : result ? LB_OUTCOME_STOPPED : LB_OUTCOME_UNLUCKY;
}

static lb_outcome contains_closure(void *space, const lb_rational_basis *basis)
{
    const sums *s = space;
    lb_closure *c = s->closure;
    return outcome_of(
        lb_basis_contains_closure(basis, &c->generators, &c->canonical, &c->strings, s->run), true);
}

/* ---- Sparse rows ---- */

static void keep_sparse(lb_attempt *attempt, const lb_modular *modular)
{
    lb_fp_basis basis;
    lb_fp_basis_init(&basis, &modular->echelon, attempt->order);
    lb_attempt_keep(attempt, basis);
}

static lb_outcome search_sparse(void *space, lb_attempt *attempt, uint64_t prime)
{
    sums *s = space;
    lb_closure *c = s->closure;
    lb_modular modular;
    lb_search_result result;
    double start = lb_seconds();
    begin_search(s, attempt, prime);
    lb_modular_init(&modular, &c->generators, &c->canonical, &c->strings, prime);
    lb_search(&result, &modular, c->digest, &s->options, s->run);
    uint32_t count = modular.echelon.row_count;
    lb_outcome found = note_search(c, &result, count, modular.echelon.longest_row);
    if (found == LB_OUTCOME_DONE) {
        attempt->count = count;
        attempt->pivots = lb_malloc(count, sizeof *attempt->pivots);
        for (uint32_t r = 0; r < count; r++)
            attempt->pivots[r] = modular.echelon.rows[r].pivot;
        attempt->order = lb_string_table_order(&c->strings, attempt->pivots, count);
        keep_sparse(attempt, &modular);
    }
    lb_modular_clear(&modular);
    c->statistics.search_seconds += lb_seconds() - start;
    return found;
}

static lb_outcome replay_sparse(void *space, lb_attempt *attempt, const uint64_t *primes,
                                size_t count)
{
    const sums *s = space;
    lb_closure *c = s->closure;
    lb_modular *modulars = lb_malloc(count, sizeof *modulars);
    int *results = lb_malloc(count, sizeof *results);
    for (size_t i = 0; i < count; i++)
        lb_modular_init(modulars + i, &c->generators, &c->canonical, &c->strings, primes[i]);
    lb_replay_together(results, modulars, count, &c->steps, attempt->pivots, s->run);
    lb_outcome outcome = LB_OUTCOME_DONE;
    for (size_t i = 0; i < count; i++) {
        if (outcome == LB_OUTCOME_DONE)
            outcome = outcome_of(results[i], lb_echelon_is_consistent(&modulars[i].echelon));
        if (outcome == LB_OUTCOME_DONE)
            keep_sparse(attempt, modulars + i);
        lb_modular_clear(modulars + i);
    }
    free(results);
    free(modulars);
    return outcome;
}

static lb_outcome close_sparse(sums *s)
{
    const lb_halves_problem problem = {
        .space = s,
        .search = search_sparse,
        .replay = replay_sparse,
        .contains = contains_closure,
        .strings = &s->closure->strings,
        .bases_at_first = 2,
        .replays_together = (size_t)lb_pool_threads(s->run->pool),
    };
    return lb_two_halves(&s->closure->basis, &s->closure->statistics.primes, &problem);
}

/* ---- Dense rows ---- */

/* The rows by increasing pivot, that is by decreasing column. */
static uint32_t *order_rows(const lb_dense_echelon *echelon)
{
    uint32_t *row_of = lb_malloc(echelon->columns, sizeof *row_of), count = 0;
    uint32_t *order = lb_malloc(echelon->rank, sizeof *order);
    memset(row_of, 0xff, echelon->columns * sizeof *row_of); /* LB_NO_ROW */
    for (uint32_t r = 0; r < echelon->rank; r++)
        row_of[echelon->pivots[r]] = r;
    for (uint32_t c = echelon->columns; c-- > 0;)
        if (row_of[c] != LB_NO_ROW)
            order[count++] = row_of[c];
    free(row_of);
    return order;
}

static bool has_pivots(const lb_attempt *attempt, const lb_dense_echelon *echelon,
                       const lb_adjoint *adjoint, const uint32_t *order)
{
    for (uint32_t i = 0; i < echelon->rank; i++)
        if (attempt->pivots[i] != adjoint->strings[echelon->pivots[order[i]]])
            return false;
    return true;
}

/* The basis of the search sets the pivots; that of a replay must have the same. */
static lb_outcome keep_dense(lb_attempt *attempt, const lb_dense_echelon *echelon,
                             const lb_adjoint *adjoint)
{
    uint32_t *order = order_rows(echelon);
    if (!attempt->pivots) {
        attempt->count = echelon->rank;
        attempt->pivots = lb_malloc(echelon->rank, sizeof *attempt->pivots);
        attempt->order = lb_malloc(echelon->rank, sizeof *attempt->order);
        for (uint32_t i = 0; i < echelon->rank; i++) {
            attempt->pivots[i] = adjoint->strings[echelon->pivots[order[i]]];
            attempt->order[i] = i;
        }
    }
    bool same = has_pivots(attempt, echelon, adjoint, order);
    if (same) {
        lb_fp_basis basis;
        lb_fp_basis_init_dense(&basis, echelon, order, adjoint->strings);
        lb_attempt_keep(attempt, basis);
    }
    free(order);
    return same ? LB_OUTCOME_DONE : LB_OUTCOME_UNLUCKY;
}

static lb_outcome run_dense(const sums *s, lb_attempt *attempt, uint64_t prime, bool replay)
{
    lb_closure *c = s->closure;
    double start = lb_seconds();
    lb_adjoint adjoint;
    lb_dense_echelon echelon;
    lb_outcome outcome;
    lb_adjoint_init(&adjoint, &c->generators, &c->canonical, &c->strings, (uint32_t)prime);
    lb_dense_echelon_init(&echelon, (uint32_t)prime, adjoint.columns, s->run->pool);
    if (replay) {
        int result = lb_replay_dense(&echelon, &c->steps, &adjoint, s->run);
        outcome = outcome_of(result, lb_dense_echelon_is_consistent(&echelon));
    } else {
        lb_search_result result;
        lb_search_dense(&result, &echelon, &adjoint, s->options.upper_bound, s->run);
        outcome = note_search(c, &result, echelon.rank, echelon.free_count + 1);
        c->statistics.search_seconds += lb_seconds() - start;
    }
    if (outcome == LB_OUTCOME_DONE)
        outcome = keep_dense(attempt, &echelon, &adjoint);
    lb_dense_echelon_clear(&echelon);
    lb_adjoint_clear(&adjoint);
    return outcome;
}

static lb_outcome search_dense(void *space, lb_attempt *attempt, uint64_t prime)
{
    sums *s = space;
    begin_search(s, attempt, prime);
    return run_dense(s, attempt, prime, false);
}

static lb_outcome replay_dense(void *space, lb_attempt *attempt, const uint64_t *primes,
                               size_t count)
{
    lb_outcome outcome = LB_OUTCOME_DONE;
    for (size_t i = 0; i < count && outcome == LB_OUTCOME_DONE; i++)
        outcome = run_dense(space, attempt, primes[i], true);
    return outcome;
}

/* A replay costs nearly as much as the search, while the entries of the basis are mostly small: so
 * one prime must do at first, and what was lifted wrongly does not pass the check. */
static lb_outcome close_dense(sums *s)
{
    const lb_halves_problem problem = {
        .space = s,
        .search = search_dense,
        .replay = replay_dense,
        .contains = contains_closure,
        .strings = &s->closure->strings,
        .bases_at_first = 1,
        .replays_together = 1,
        .dense = true,
    };
    s->closure->words = true;
    return lb_two_halves(&s->closure->basis, &s->closure->statistics.primes, &problem);
}

static lb_outcome close_sums(sums *s)
{
    lb_closure *c = s->closure;
    lb_run *run = s->run;
    if (s->options.method != LB_METHOD_DENSE) {
        lb_outcome outcome = close_sparse(s);
        if (outcome != LB_OUTCOME_FILLED)
            return outcome;
    } else if (!lb_search_dense_prepare(&c->strings, &c->generators, &c->canonical,
                                        s->options.upper_bound, run)) {
        if (!run->stopped)
            run->stopped = "dense matrices do not fit into memory";
        return LB_OUTCOME_STOPPED;
    }
    return close_dense(s);
}

lb_outcome lb_closure_search_sums(lb_closure *c, const lb_closure_options *options, lb_run *run)
{
    double start = lb_seconds();
    lb_outcome outcome = close_sums(&(sums){c, *options, run});
    c->proved = outcome == LB_OUTCOME_DONE;
    if (c->proved)
        c->dimension = c->basis.count;
    c->statistics.proof_seconds = lb_seconds() - start - c->statistics.search_seconds;
    return outcome;
}
