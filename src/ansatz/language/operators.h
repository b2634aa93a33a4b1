/* Operators that are no plain sums of strings: products of sums, powers, projectors, fermions. Until
 * they are multiplied out they need not be Hermitian. */

#ifndef LB_ANSATZ_LANGUAGE_OPERATORS_H
#define LB_ANSATZ_LANGUAGE_OPERATORS_H

#include "ansatz/language/interpreter.h"

/* Append the terms of node to S, which is not brought to normal form. LB_INPUT, with the offending
 * term, when they do not add up to a Hermitian operator. The terms of a product are at most
 * LB_TERMS_MAX, and each costs a step. */
lb_status lb_expand_operator(lb_sum_t S, lb_interpreter *run, const lb_node *node) LB_MUST_CHECK;

#endif
