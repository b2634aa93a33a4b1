/* The sparse-first search for a closed space modulo a prime.
 *
 * The basis is kept fully reduced with the largest string of a row as its pivot, so rows become
 * sparser as the algebra grows. Each row must be bracketed with every generator. The order decides
 * the cost:
 *
 *   - the sparsest row first;
 *   - rows of a few single-qubit strings (in the open longitudinal Ising chain X_j + X_{n+1-j} and
 *     the like, after a few dozen rows) serve as further operators, called atoms: they lie in the
 *     algebra, and brackets with them cost next to nothing. Rows are bracketed with the atoms
 *     before any row is bracketed with the generators.
 *
 * The space found is closed modulo the prime: each row r_s was bracketed with each generator at
 * some time, when it was its final value plus a combination of rows found later, for which the same
 * holds. */

#ifndef LB_ALGEBRA_SEARCH_H
#define LB_ALGEBRA_SEARCH_H

#include "algebra/modular.h"
#include "algebra/run.h"

typedef struct lb_search_result {
    lb_steps steps;  /* step t produced row t; each remainder was non-zero modulo the prime */
    size_t brackets; /* that were computed */
    bool closed;     /* false when a limit ended the search */
} lb_search_result;

/* modular has no rows yet. On return its rows are the basis found. */
void lb_search(lb_search_result *result, lb_modular *modular, lb_run *run);

/* The same for generators that are all single strings, where every bracket is a single string and
 * the closure is a set: no arithmetic. rows[t] is the string of row t, in memory that the caller
 * frees. */
void lb_search_strings(lb_search_result *result, uint32_t **rows, const lb_generators *generators,
                       lb_string_table *strings, lb_run *run);

#endif
