/* The values of square roots. */

#ifndef LB_ANSATZ_LANGUAGE_ROOT_VALUES_H
#define LB_ANSATZ_LANGUAGE_ROOT_VALUES_H

#include "ansatz/language/interpreter.h"

/* S += the number that a node stands for: sums on qubits of their own in the place of the roots of
 * primes (ansatz/roots.h), each of which run->roots gets when it is first met. */
lb_status lb_evaluate_root(lb_sum_t S, lb_interpreter *run, const lb_node *node) LB_MUST_CHECK;

#endif
