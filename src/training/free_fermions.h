/* The ground energy of an observable of free fermions, in the sector of a training state.
 *
 * Where the strings of all terms generate copies of so(N) (strings/identify.h), each is, on a state
 * that the central products of strings fix up to a sign, plus or minus a product i c_a c_b of two of N
 * Majorana operators. Then
 *
 *     <O> = sum_{a<b} h_ab G_ab,   G_ab = <i c_a c_b>,
 *
 * and what exp(so(N)) makes of the state turns G to R G R^T, R in SO(N). With e_1 >= e_2 >= .. >= 0
 * and l_1 >= .. the moduli of the eigenvalues of the antisymmetric h and G, in pairs, the smallest
 * value is
 *
 *     -(e_1 l_1 + .. + e_m l_m),   the last with the other sign when N is even and
 *                                  sign Pf h sign Pf G is not (-1)^m,
 *
 * the sum over several components. For a pure G it is the lowest energy of the sector. Circuits
 * whose generators are sums may not reach it; none goes below it. */

#ifndef LB_TRAINING_FREE_FERMIONS_H
#define LB_TRAINING_FREE_FERMIONS_H

#include <liebound/ansatz.h>

#include "base/run.h"

/* What is known without a state: the least of the smallest values of all sectors, which are those of
 * the signs of the central strings, products around cycles and of all c_a. *found is false where the
 * terms of O are no free fermions or more than 12 of these strings are independent. Errors as below;
 * 2^12 times what is below at most. */
lb_status lb_free_fermion_ground(bool *found, double *energy, const lb_sum_t O,
                                 const lb_run_options *options, lb_error *error) LB_MUST_CHECK;

/* *found is false, and *energy as it was, where terms are no free fermions, a string of O is in no
 * generator, or the state, number `state` of A, is given by amplitudes or in no sector. LB_UNDECIDED
 * when a limit was reached. N^2 products of strings and O(N^3). */
lb_status lb_free_fermion_energy(bool *found, double *energy, const lb_ansatz_t A, size_t state,
                                 const lb_sum_t O, const lb_run_options *options,
                                 lb_error *error) LB_MUST_CHECK;

#endif
