/* The sparse-first search for a closed space modulo a prime.
 *
 * The basis is kept fully reduced, so rows become sparser as the algebra grows. Each row must be
 * bracketed with every generator. Fill-in decides the cost, and three rules keep it down:
 *
 *   - the sparsest row first;
 *   - a remainder with more than a few entries is put off, and computed again when no row is left
 *     to be bracketed, shortest first: by then it is mostly short, or zero;
 *   - the pivot is the string that occurs in the fewest rows (lb_modular_insert).
 *
 * Without the last two the closed Ising chain in both fields takes 70 times as long for n = 10.
 *
 * Steps are taken in rounds. In a round, threads compute the remainders of many steps with respect
 * to the basis as it stands; then those that matter are computed again one by one, and become rows.
 * What a round consists of depends on the basis alone, so the steps found are the same for any
 * number of threads.
 *
 * Where rows fill in all the same, the search ends, and the dense one (search_dense.h) starts from
 * the beginning. That is when it has subtracted so many entries that the dense search would have
 * found as many rows in less time: an entry takes 3 to 6 ns and a multiplication in a product of
 * matrices 0.04 to 0.1 ns, so one stands for 32 of the other. Two generators of 20 random strings
 * each on 5 qubits get there at about 50 rows of 1,023, and the whole takes 3 % of the time of the
 * sparse search; the closed XXZ chain of 9 qubits gets there at some 640 of 1,366, and the whole
 * takes two thirds; that of 10 qubits, where dense would take twice as long, and the Ising chains
 * never get there. What was lost by then is about what the dense search takes for those rows.
 *
 * The space found is closed modulo the prime: each row r_s was bracketed with each generator at
 * some time, when it was its final value plus a combination of rows found later, for which the same
 * holds. */

#ifndef LB_CLOSURE_SEARCH_H
#define LB_CLOSURE_SEARCH_H

#include <liebound/closure.h>

#include "base/run.h"
#include "closure/modular.h"

typedef struct lb_search_result {
    lb_steps steps;  /* step t produced row t; each remainder was non-zero modulo the prime */
    size_t brackets; /* remainders that were computed */
    bool closed;     /* false when a limit ended the search, or rows filled in */
    bool filled;     /* ended because the dense search is cheaper */
    bool consistent; /* all self-checks hold */
} lb_search_result;

/* modular has no rows yet. On return its rows are the basis found. With options.checkpoint the
 * search starts from that file, if it is there and has the digest, and saves its state to it. Where
 * the file cannot be read, run->failure says why, and the search is not closed; where it cannot be
 * written, the search goes on. */
void lb_search(lb_search_result *result, lb_modular *modular, uint64_t digest,
               const lb_closure_options *options, lb_run *run);

/* The same for generators that are all single strings, where every bracket is a single string and
 * the closure is a set: no arithmetic, and nothing to be checked in it. The table has their strings
 * alone; row t is string t. */
void lb_search_strings(lb_search_result *result, const lb_generators *generators,
                       lb_string_table *strings, lb_run *run);

#endif
