/* The layers of an ansatz with square roots, which the caller may have met already. */

#ifndef LB_ANSATZ_SET_LAYERS_H
#define LB_ANSATZ_SET_LAYERS_H

#include "ansatz/conjugation.h"

/* lb_ansatz_set_layers without its last step: sums have roots of primes behind the qubits, to which
 * turns add theirs, and lb_ansatz_take_roots is to follow. */
lb_status lb_layers_build(lb_ansatz_t A, lb_layers_struct *L, lb_prime_roots *roots,
                          const lb_limits *limits, lb_error *error) LB_MUST_CHECK;

bool lb_layers_have_turns(const lb_layers_struct *L);

/* Whether S is a combination of `count` sums over the field of the roots, exactly. */
bool lb_sums_span(const lb_sum_struct *sums, size_t count, const lb_sum_t S,
                  const lb_prime_roots *roots);

#endif
