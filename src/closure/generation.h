/* The Lie algebra that the generators generate modulo another prime. */

#ifndef LB_CLOSURE_GENERATION_H
#define LB_CLOSURE_GENERATION_H

#include <liebound/closure.h>

#include "base/run.h"

/* Primes for lb_closure_generates are below this. */
uint64_t lb_closure_prime_limit(const lb_closure *closure);

/* Whether the generators of a proved closure that was searched, as primitive integer vectors,
 * generate D independent elements over F_p. Then as a Lie algebra over F_p they generate all of L/p,
 * L the elements of g whose coefficients have no p in their denominators. The steps of the proof
 * are taken again, with pivots of their own. False also when a limit of the run was reached, or the
 * prime is unlucky. The prime is odd, and larger than the number of qubits. */
bool lb_closure_generates(const lb_closure *closure, uint64_t prime, lb_run *run);

#endif
