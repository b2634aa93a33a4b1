/* Expectation values of Pauli strings in training states, and permutations of the qubits that fix
 * the states. Nothing of size 2^n: a string has the value +1, -1 or 0 in a stabilizer state, and in
 * a state given by amplitudes the sum over these. */

#ifndef LB_TRAINING_EXPECTATIONS_H
#define LB_TRAINING_EXPECTATIONS_H

#include <liebound/ansatz.h>

#include "pauli/table.h"
#include "symmetry/canonical.h"

/* In place of the number of a training state: the weighted sum over all. */
#define LB_EXPECTATIONS_ALL SIZE_MAX

/* Whether the symmetry fixes training state number `state` of A, or each of all; the state |0...0>
 * when A has none. Of a state given by amplitudes this is not asked: false, unless the symmetry is
 * trivial. O(generators of the symmetry times n reductions by a stabilizer group). */
bool lb_training_states_are_fixed(const lb_ansatz_t A, size_t state, const lb_symmetry *symmetry);

/* values[c] = <A(P)> for string number c of the table, P, and its average over the symmetry. Where
 * the symmetry fixes the states this is <P>, else all strings of the orbit are listed. LB_INPUT when
 * they are too many; LB_UNDECIDED when a limit was reached. */
lb_status lb_expectations(double *values, const lb_ansatz_t A, size_t state,
                          const lb_canonical *canonical, const lb_string_table *strings,
                          const lb_limits *limits, lb_error *error) LB_MUST_CHECK;

#endif
