/* From generators to a proved dimension.
 *
 * An attempt searches modulo one prime, replays the steps found modulo further primes, lifts the
 * basis to Q, and checks it exactly. A prime may be unlucky (it divides something it should not),
 * in which case the replay modulo another prime finds other pivots, or the lifted basis is not
 * closed over Q; the next attempt then starts with the next prime. Only finitely many primes are
 * unlucky for given generators, so the attempts end. Primes begin at 2^61 - 1 and go up; those of
 * the dense search begin below 2^22 and go down. */

#include "closure/closure_data.h"

#include <inttypes.h>
#include <stdlib.h>

#include <flint/ulong_extras.h>

#include "base/limits.h"
#include "base/memory.h"
#include "closure/checkpoint.h"
#include "closure/search.h"
#include "closure/search_dense.h"

static const uint64_t FIRST_PRIME = 2305843009213693951u; /* 2^61 - 1 */

typedef enum outcome { PROVED, STOPPED, FILLED, UNLUCKY, INCONSISTENT } outcome;

/* The bases modulo the primes of one attempt. */
typedef struct attempt {
    lb_closure *closure;
    lb_run *run;
    bool dense;
    uint64_t next_prime;
    uint32_t *pivots; /* of the rows in the order of the search */
    uint32_t *order;  /* of the rows by increasing pivot */
    lb_modular_basis *bases;
    size_t count, capacity;
} attempt;

static uint64_t take_prime(attempt *a)
{
    uint64_t prime = a->next_prime;
    a->next_prime = a->dense ? prime - 2 : n_nextprime(prime, 1);
    while (!n_is_prime(a->next_prime))
        a->next_prime -= 2;
    a->closure->statistics.primes++;
    return prime;
}

static void keep_basis(attempt *a, const lb_modular *modular)
{
    a->bases = lb_grow(a->bases, &a->capacity, a->count + 1, sizeof *a->bases);
    lb_modular_basis_init(a->bases + a->count++, &modular->echelon, a->order);
}

/* What a search found, rows being those of its basis at the end. PROVED stands for one that came to
 * its end. */
static outcome note_search(attempt *a, const lb_search_result *result, uint32_t rows,
                           uint32_t longest_row)
{
    lb_closure *c = a->closure;
    if (rows > c->dimension)
        c->dimension = rows;
    if (longest_row > c->statistics.longest_row)
        c->statistics.longest_row = longest_row;
    c->statistics.brackets += result->brackets;
    free(c->steps.items);
    c->steps = result->steps;
    c->words = a->dense;
    if (!result->consistent)
        return INCONSISTENT;
    return result->closed ? PROVED : result->filled ? FILLED : STOPPED;
}

static outcome search_modulo(attempt *a, uint64_t prime)
{
    lb_closure *c = a->closure;
    lb_modular modular;
    lb_search_result result;
    double start = lb_seconds();
    lb_modular_init(&modular, &c->generators, &c->canonical, &c->strings, prime);
    lb_search(&result, &modular, c->digest, a->run);
    uint32_t count = modular.echelon.row_count;
    c->prime = prime;
    outcome found = note_search(a, &result, count, modular.echelon.longest_row);
    if (found == PROVED) {
        a->pivots = lb_malloc(count, sizeof *a->pivots);
        for (uint32_t r = 0; r < count; r++)
            a->pivots[r] = modular.echelon.rows[r].pivot;
        a->order = lb_string_table_order(&c->strings, a->pivots, count);
        keep_basis(a, &modular);
    }
    lb_modular_clear(&modular);
    c->statistics.search_seconds += lb_seconds() - start;
    return found;
}

/* Replays modulo the next `count` primes. PROVED when the steps lead to the same pivots, UNLUCKY
 * when not. */
static outcome replay_steps(attempt *a, size_t count)
{
    lb_closure *c = a->closure;
    lb_modular *modulars = lb_malloc(count, sizeof *modulars);
    int *results = lb_malloc(count, sizeof *results);
    for (size_t i = 0; i < count; i++)
        lb_modular_init(modulars + i, &c->generators, &c->canonical, &c->strings, take_prime(a));
    lb_replay_together(results, modulars, count, &c->steps, a->pivots, a->run);
    outcome found = PROVED;
    for (size_t i = 0; i < count; i++) {
        if (found == PROVED && !lb_echelon_is_consistent(&modulars[i].echelon))
            found = INCONSISTENT;
        if (found == PROVED && results[i] != 1)
            found = results[i] ? STOPPED : UNLUCKY;
        if (found == PROVED)
            keep_basis(a, modulars + i);
        lb_modular_clear(modulars + i);
    }
    free(results);
    free(modulars);
    return found;
}

/* ---- The dense search ---- */

/* The rows by increasing pivot, that is by decreasing column. */
static uint32_t *order_rows(const lb_dense_echelon *echelon)
{
    uint32_t *row_of = lb_malloc(echelon->columns, sizeof *row_of), count = 0;
    uint32_t *order = lb_malloc(echelon->rank, sizeof *order);
    for (uint32_t c = 0; c < echelon->columns; c++)
        row_of[c] = LB_NO_ROW;
    for (uint32_t r = 0; r < echelon->rank; r++)
        row_of[echelon->pivots[r]] = r;
    for (uint32_t c = echelon->columns; c-- > 0;)
        if (row_of[c] != LB_NO_ROW)
            order[count++] = row_of[c];
    free(row_of);
    return order;
}

/* PROVED when the basis is as of the search or of an earlier replay, with the same pivots. */
static outcome keep_dense_basis(attempt *a, const lb_dense_echelon *echelon,
                                const lb_adjoint *adjoint)
{
    uint32_t *order = order_rows(echelon);
    bool same = true;
    if (!a->pivots) {
        a->pivots = lb_malloc(echelon->rank, sizeof *a->pivots);
        a->order = lb_malloc(echelon->rank, sizeof *a->order);
        for (uint32_t i = 0; i < echelon->rank; i++) {
            a->pivots[i] = adjoint->strings[echelon->pivots[order[i]]];
            a->order[i] = i;
        }
    }
    for (uint32_t i = 0; i < echelon->rank; i++)
        same = same && a->pivots[i] == adjoint->strings[echelon->pivots[order[i]]];
    if (same) {
        a->bases = lb_grow(a->bases, &a->capacity, a->count + 1, sizeof *a->bases);
        lb_modular_basis_init_dense(a->bases + a->count++, echelon, order, adjoint->strings);
    }
    free(order);
    return same ? PROVED : UNLUCKY;
}

/* Search, or replay the steps that were found. */
static outcome close_dense(attempt *a, uint64_t prime, bool replay)
{
    lb_closure *c = a->closure;
    double start = lb_seconds();
    lb_adjoint adjoint;
    lb_dense_echelon echelon;
    outcome found;
    lb_adjoint_init(&adjoint, &c->generators, &c->canonical, &c->strings, (uint32_t)prime);
    lb_dense_echelon_init(&echelon, (uint32_t)prime, adjoint.columns, a->run->pool);
    if (replay) {
        int result = lb_replay_dense(&echelon, &c->steps, &adjoint, a->run);
        bool consistent = lb_dense_echelon_is_consistent(&echelon);
        found = !consistent ? INCONSISTENT : result == 1 ? PROVED : result ? STOPPED : UNLUCKY;
    } else {
        lb_search_result result;
        lb_search_dense(&result, &echelon, &adjoint, a->run);
        c->prime = prime;
        found = note_search(a, &result, echelon.rank, echelon.free_count + 1);
        c->statistics.search_seconds += lb_seconds() - start;
    }
    if (found == PROVED)
        found = keep_dense_basis(a, &echelon, &adjoint);
    lb_dense_echelon_clear(&echelon);
    lb_adjoint_clear(&adjoint);
    return found;
}

/* ---- From primes to Q ---- */

/* Lift from all bases but the last, which confirms the result; from a single one without that. */
static bool lift(attempt *a, lb_rational_basis *basis)
{
    const lb_closure *c = a->closure;
    uint32_t count = (uint32_t)c->steps.count;
    size_t from = a->count > 1 ? a->count - 1 : 1;
    uint32_t *pivots = lb_malloc(count, sizeof *pivots);
    for (uint32_t i = 0; i < count; i++)
        pivots[i] = a->pivots[a->order[i]];
    bool lifted = lb_rational_basis_lift(basis, pivots, count, a->bases, from, &c->strings);
    free(pivots);
    if (lifted && !lb_rational_basis_agrees(basis, a->bases + a->count - 1)) {
        lb_rational_basis_clear(basis);
        lifted = false;
    }
    return lifted;
}

static outcome prove_lifted(attempt *a, const lb_rational_basis *basis)
{
    lb_closure *c = a->closure;
    int closed =
        lb_basis_contains_closure(basis, &c->generators, &c->canonical, &c->strings, a->run);
    if (closed != 1)
        return closed ? STOPPED : UNLUCKY;
    c->basis = *basis;
    c->dimension = basis->count;
    c->proved = true;
    return PROVED;
}

/* A replay of a dense search costs nearly as much as the search, while the entries of the basis are
 * mostly small: then one prime suffices, and what was lifted wrongly does not pass the check. */
static outcome replay_and_lift(attempt *a)
{
    for (size_t wanted = a->dense ? 1 : 2;; wanted = wanted > 1 ? 2 * wanted - 1 : 2) {
        while (a->count < wanted) {
            size_t together = (size_t)lb_pool_threads(a->run->pool);
            if (together > wanted - a->count)
                together = wanted - a->count;
            outcome replayed =
                a->dense ? close_dense(a, take_prime(a), true) : replay_steps(a, together);
            if (replayed != PROVED)
                return replayed;
        }
        lb_rational_basis basis;
        if (!lift(a, &basis))
            continue;
        outcome result = prove_lifted(a, &basis);
        if (result != PROVED)
            lb_rational_basis_clear(&basis);
        if (result != UNLUCKY || a->count > 1)
            return result;
    }
}

static outcome attempt_sums(lb_closure *closure, lb_run *run, bool dense, uint64_t *next_prime)
{
    attempt a = {.closure = closure, .run = run, .dense = dense, .next_prime = *next_prime};
    uint64_t prime = take_prime(&a);
    outcome result = dense ? close_dense(&a, prime, false) : search_modulo(&a, prime);
    if (result == PROVED) {
        double start = lb_seconds();
        result = replay_and_lift(&a);
        closure->statistics.proof_seconds += lb_seconds() - start;
    }
    for (size_t i = 0; i < a.count; i++)
        lb_modular_basis_clear(a.bases + i);
    free(a.bases);
    free(a.pivots);
    free(a.order);
    *next_prime = a.next_prime;
    return result;
}

static outcome attempt_all(lb_closure *closure, lb_run *run, bool dense)
{
    uint64_t next_prime = dense ? LB_DENSE_PRIME_MAX : FIRST_PRIME;
    outcome result;
    do {
        result = attempt_sums(closure, run, dense, &next_prime);
        if (result == UNLUCKY)
            run->options.upper_bound = NULL; /* it may be to blame */
    } while (result == UNLUCKY);
    return result;
}

static outcome close_sums(lb_closure *c, lb_run *run)
{
    if (run->options.method != LB_METHOD_DENSE) {
        outcome result = attempt_all(c, run, false);
        if (result != FILLED)
            return result;
    } else if (!lb_search_dense_prepare(&c->strings, &c->generators, &c->canonical, run)) {
        if (!run->stopped)
            run->stopped = "dense matrices do not fit into memory";
        return STOPPED;
    }
    return attempt_all(c, run, true);
}

/* Both halves for a set of strings: they are their own reduced basis. */
static outcome prove_strings(lb_closure *c, const uint32_t *rows, lb_run *run)
{
    uint32_t count = (uint32_t)c->steps.count;
    uint32_t *order = lb_string_table_order(&c->strings, rows, count);
    for (uint32_t i = 0; i < count; i++)
        order[i] = rows[order[i]];
    lb_rational_basis basis;
    lb_rational_basis_init_strings(&basis, order, count);
    free(order);
    lb_modular modular;
    c->prime = FIRST_PRIME;
    c->statistics.primes = 1;
    lb_modular_init(&modular, &c->generators, &c->canonical, &c->strings, c->prime);
    int proved = lb_replay(&modular, &c->steps, rows, run);
    bool consistent = lb_echelon_is_consistent(&modular.echelon);
    lb_modular_clear(&modular);
    if (proved == 1)
        proved = lb_basis_contains_closure(&basis, &c->generators, &c->canonical, &c->strings, run);
    c->proved = consistent && proved == 1;
    c->basis = basis;
    return c->proved ? PROVED : consistent && proved ? STOPPED : INCONSISTENT;
}

static outcome close_strings(lb_closure *c, lb_run *run)
{
    lb_search_result result;
    uint32_t *rows;
    double start = lb_seconds();
    lb_search_strings(&result, &rows, &c->generators, &c->strings, run);
    c->steps = result.steps;
    c->dimension = (uint32_t)result.steps.count;
    c->statistics.brackets = result.brackets;
    c->statistics.longest_row = c->dimension != 0;
    c->statistics.search_seconds = lb_seconds() - start;
    start = lb_seconds();
    outcome proof = result.closed ? prove_strings(c, rows, run) : STOPPED;
    c->statistics.proof_seconds = lb_seconds() - start;
    free(rows);
    return proof;
}

static bool all_single_strings(const lb_ansatz_t A)
{
    for (size_t k = 0; k < A->generator_count; k++)
        if (A->generators[k].length > 1)
            return false;
    return true;
}

static char *describe(const lb_closure *c, const lb_run *run)
{
    if (c->classified)
        return lb_sprintf("%s", "the algebra of the strings, identified by linear algebra over F2");
    if (c->proved)
        return lb_sprintf("at most %" PRIu32 " by a closed basis, exactly over Q; at least %" PRIu32
                          " by %s modulo %" PRIu64,
                          c->dimension, c->dimension, c->words ? "independent words" : "a replay",
                          c->prime);
    return lb_sprintf("%s; at least %" PRIu32 " by independent elements modulo a prime",
                      run->stopped ? run->stopped : "stopped", c->dimension);
}

/* The ansatz without what a closure does not need: states and literature values; when a limit stops
 * the run, without some generators. */
static void copy_ansatz(lb_ansatz_t copy, const lb_ansatz_t A, lb_run *run)
{
    size_t work = 0;
    lb_ansatz_init(copy, A->name, A->qubits);
    for (size_t k = 0; k < A->generator_count; k++)
        if (lb_run_asks(run, &work, 16 * (A->generators[k].length + 1)))
            lb_ansatz_add_generator(copy, A->generator_names[k], A->generators + k);
    copy->settings = lb_malloc(A->setting_count, sizeof *copy->settings);
    for (size_t i = 0; i < A->setting_count; i++)
        copy->settings[i] =
            (lb_setting){lb_strdup(A->settings[i].name), lb_strdup(A->settings[i].value)};
    copy->setting_count = A->setting_count;
}

/* Search for a basis of what the generators of A generate, and prove it. */
static lb_status search_basis(lb_closure *c, const lb_ansatz_t A, lb_run *run, lb_error *error)
{
    if (A->qubits > LB_CLOSURE_QUBITS_MAX)
        return lb_fail(error, LB_INPUT, "the search takes at most %d qubits, not %zu%s",
                       LB_CLOSURE_QUBITS_MAX, A->qubits,
                       c->marked ? " with one for each generator" : "");
    bool strings_only = all_single_strings(A);
    bool complete = true;
    if (run->options.symmetry && !strings_only)
        complete = lb_symmetry_find(&c->symmetry, c->ansatz, &run->options.limits);
    if (!complete && run->options.checkpoint) /* which would be good for this symmetry only */
        run->stopped = "time limit reached";
    lb_symmetry_extend(&c->symmetry, (uint32_t)A->qubits);
    if (run->options.checkpoint)
        c->digest = lb_checkpoint_digest(A, &c->symmetry);
    lb_canonical_init(&c->canonical, &c->symmetry, lb_dense_words(A->qubits));
    lb_string_table_init(&c->strings, lb_dense_words(A->qubits));
    lb_generators_init(&c->generators, A, &c->canonical, &c->strings, run);
    outcome result = run->stopped   ? STOPPED
                     : strings_only ? close_strings(c, run)
                                    : close_sums(c, run);
    if (run->failure.status) {
        if (error)
            *error = run->failure;
        return run->failure.status;
    }
    if (result == INCONSISTENT)
        return lb_fail(error, LB_INTERNAL, "a self-check of the closure failed; please report it");
    c->statistics.strings = c->strings.count;
    c->statistics.terms = c->proved ? c->basis.offsets[c->basis.count] + c->basis.count : 0;
    return LB_OK;
}

static lb_status identify(lb_closure *c, lb_run *run, lb_error *error)
{
    double start = lb_seconds();
    lb_status status = lb_classification_init(&c->classification, c->ansatz, run, error);
    c->classified = c->proved = status == LB_OK;
    if (c->classified)
        c->statistics.strings = c->classification.set.count;
    c->statistics.search_seconds = lb_seconds() - start;
    return status == LB_UNDECIDED ? LB_OK : status;
}

/* marked is NULL, or has the generators to search. */
static lb_status compute(lb_closure **closure, const lb_ansatz_t A, const lb_ansatz_struct *marked,
                         const lb_closure_options *options, lb_error *error)
{
    if (A->qubits < 1)
        return lb_fail(error, LB_INPUT, "an ansatz has at least one qubit");
    if (A->generator_count >= UINT32_MAX)
        return lb_fail(error, LB_INPUT, "%zu generators are too many", A->generator_count);
    lb_closure *c = lb_calloc(1, sizeof *c);
    lb_run run;
    lb_run_start(&run, options);
    copy_ansatz(c->ansatz, A, &run);
    c->marked = marked;
    lb_symmetry_init(&c->symmetry, (uint32_t)A->qubits);
    lb_status status = LB_OK;
    if (!run.stopped)
        status = all_single_strings(A) && !run.options.enumerate && !marked
                     ? identify(c, &run, error)
                     : search_basis(c, marked ? marked : A, &run, error);
    lb_run_end(&run);
    if (status != LB_OK) {
        lb_closure_free(c);
        return status;
    }
    c->evidence = describe(c, &run);
    c->statistics.peak_bytes = lb_peak_bytes();
    *closure = c;
    return LB_OK;
}

lb_status lb_closure_compute(lb_closure **closure, const lb_ansatz_t A,
                             const lb_closure_options *options, lb_error *error)
{
    return compute(closure, A, NULL, options, error);
}

lb_status lb_closure_compute_marked(lb_closure **closure, const lb_ansatz_t A,
                                    const lb_ansatz_t marked, const lb_closure_options *options,
                                    lb_error *error)
{
    return compute(closure, A, marked, options, error);
}

lb_status lb_strings_algebra(lb_algebra_t G, const lb_ansatz_t A, const lb_closure_options *options,
                             lb_error *error)
{
    lb_run run;
    lb_classification c;
    lb_run_start(&run, options);
    lb_status status = lb_classification_init(&c, A, &run, error);
    lb_run_end(&run);
    if (status != LB_OK)
        return status;
    lb_algebra_init(G);
    for (size_t i = 0; i < c.algebra->count; i++)
        lb_algebra_add(G, c.algebra->ideals[i].type, c.algebra->ideals[i].n,
                       c.algebra->ideals[i].copies);
    lb_classification_clear(&c);
    return LB_OK;
}

const lb_algebra_struct *lb_closure_algebra(const lb_closure *closure)
{
    return closure->classified ? closure->classification.algebra : NULL;
}

bool lb_closure_string_summary(lb_string_summary *summary, const lb_closure *closure)
{
    if (!closure->classified)
        return false;
    const lb_strings *set = &closure->classification.set;
    *summary = (lb_string_summary){set->count, set->repeated_count, set->component_count,
                                   lb_classification_largest(&closure->classification)};
    return true;
}

void lb_closure_free(lb_closure *c)
{
    if (!c)
        return;
    if (c->classified)
        lb_classification_clear(&c->classification);
    lb_rational_basis_clear(&c->basis);
    lb_generators_clear(&c->generators);
    lb_string_table_clear(&c->strings);
    lb_canonical_clear(&c->canonical);
    lb_symmetry_clear(&c->symmetry);
    lb_ansatz_clear(c->ansatz);
    free(c->steps.items);
    free(c->evidence);
    free(c);
}

bool lb_closure_is_proved(const lb_closure *closure)
{
    return closure->proved;
}

void lb_closure_dimension(mpz_t D, const lb_closure *closure)
{
    if (closure->classified)
        lb_algebra_dimension(D, closure->classification.algebra);
    else
        mpz_set_ui(D, closure->dimension);
}

void lb_closure_symmetry_order(mpz_t order, const lb_closure *closure)
{
    mpz_set(order, closure->symmetry.order);
}

const char *lb_closure_evidence(const lb_closure *closure)
{
    return closure->evidence;
}

size_t lb_closure_row_count(const lb_closure *closure)
{
    return closure->proved && !closure->classified ? closure->basis.count : 0;
}

void lb_closure_pivot(lb_string_t P, const lb_closure *closure, size_t i)
{
    const lb_string_table *strings = &closure->strings;
    lb_dense_to_string(P, lb_string_table_at(strings, closure->basis.pivots[i]), strings->words);
}

void lb_closure_row(lb_sum_t R, const lb_closure *closure, size_t i)
{
    const lb_rational_basis *basis = &closure->basis;
    const lb_string_table *strings = &closure->strings;
    lb_string_t P;
    mpq_t c;
    lb_string_init(P);
    mpq_init(c);
    lb_sum_zero(R);
    R->qubits = closure->symmetry.qubits;
    mpq_set_ui(c, 1, 1);
    lb_dense_to_string(P, lb_string_table_at(strings, basis->pivots[i]), strings->words);
    lb_sum_append(R, c, P);
    for (size_t e = basis->offsets[i]; e < basis->offsets[i + 1]; e++) {
        fmpz_get_mpz(mpq_numref(c), basis->numerators + e);
        fmpz_get_mpz(mpq_denref(c), basis->denominators + i);
        mpq_canonicalize(c);
        lb_dense_to_string(P, lb_string_table_at(strings, basis->columns[e]), strings->words);
        lb_sum_append(R, c, P);
    }
    lb_sum_normalize(R);
    mpq_clear(c);
    lb_string_clear(P);
}

void lb_closure_get_statistics(lb_closure_statistics *statistics, const lb_closure *closure)
{
    *statistics = closure->statistics;
}
