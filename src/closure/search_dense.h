/* The search for a closed space where rows fill in: words, and dense elimination.
 *
 * A word is a generator, or the bracket {generator, word}, as it comes out, without any reduction;
 * words are vectors modulo a prime below 2^22. A word becomes step t when it is independent of
 * those before it. The words of the steps span a space that contains the generators, and it is
 * closed under brackets with them when no bracket with a word leaves it. Brackets are taken in
 * batches, breadth first, and reduced by products of matrices (linalg/dense_echelon.h).
 *
 * With N strings, D words and K generators that takes about 2 (K + 1) times the sum over r < D of
 * r (N - r) operations in products of matrices: N^3 (K + 1) / 3 where D = N. The basis found is
 * that with leading strings as pivots. Steps and basis are the same for any number of threads. */

#ifndef LB_CLOSURE_SEARCH_DENSE_H
#define LB_CLOSURE_SEARCH_DENSE_H

#include "closure/adjoint_matrix.h"
#include "closure/search.h"
#include "linalg/dense_echelon.h"

/* echelon, for the prime and columns of adjoint, has no rows yet; on return those of the basis. The
 * row of a step is the number of a word. upper_bound as in lb_closure_options. */
void lb_search_dense(lb_search_result *result, lb_dense_echelon *echelon, const lb_adjoint *adjoint,
                     const __mpz_struct *upper_bound, lb_run *run);

/* Compute the words of the steps modulo the prime of adjoint. Returns 1 if they are independent, 0
 * if not, -1 when a limit of the run was reached. echelon as above. */
int lb_replay_dense(lb_dense_echelon *echelon, const lb_steps *steps, const lb_adjoint *adjoint,
                    lb_run *run);

/* Make ready for the search: complete the table of strings, if memory will suffice for them. False
 * when it does not, or when a limit of the run was reached. */
bool lb_search_dense_prepare(lb_string_table *strings, const lb_generators *generators,
                             const lb_canonical *canonical, const __mpz_struct *upper_bound,
                             lb_run *run);
/* Multiplications that the products of matrices take, for at most so many words. */
double lb_search_dense_work(uint32_t columns, uint32_t words, uint32_t generators);

#endif
