/* The two halves of the proof that a basis is that of the algebra of the generators. */

#ifndef LB_CLOSURE_PROOF_H
#define LB_CLOSURE_PROOF_H

#include "base/run.h"
#include "closure/modular.h"
#include "linalg/reduced_basis.h"

/* The upper half, exactly: every generator, and every bracket of a generator with a row, lies in
 * the span of the rows. Returns 1 if so, 0 if not, -1 when a limit ended the check. O(brackets of
 * all generators with all rows), on all threads of the run. */
int lb_basis_contains_closure(const lb_rational_basis *basis, const lb_generators *generators,
                              const lb_canonical *canonical, lb_string_table *strings, lb_run *run);

/* The lower half: replay the steps modulo a prime. Returns 1 if every remainder is not zero at the
 * given pivot, 0 if not, -1 when a limit ended the replay. modular has no rows yet, and has those
 * of the replay afterwards. */
int lb_replay(lb_modular *modular, const lb_steps *steps, const uint32_t *pivots, lb_run *run);
/* The same modulo `count` primes at a time, on the threads of the run: a result for each. */
void lb_replay_together(int *results, lb_modular *modulars, size_t count, const lb_steps *steps,
                        const uint32_t *pivots, lb_run *run);

#endif
