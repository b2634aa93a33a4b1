/* The smallest space V over Q of Hermitian sums that contains an observable O and with X also
 * {H_k, X} for every generator: the space that O reaches in the Heisenberg picture,
 *
 *     U^dagger O U in V (x) R    for every circuit U of the generators.
 *
 * When O lies in ig, V is an ideal of ig and dim V <= dim g; when not, V may be small all the same
 * (products of few fermion operators under free fermions). It is found and proved like an algebra
 * (closure/two_halves.h).
 *
 * Sums are written in averages over the orbits of a group S of qubit permutations that fix every
 * generator, and O; or where they fix every training state in place of O, its average over S then
 * stands for O, with the same expectation values, as S commutes with every U. */

#ifndef LB_TRAINING_OBSERVABLE_SPACE_H
#define LB_TRAINING_OBSERVABLE_SPACE_H

#include <liebound/ansatz.h>

#include "closure/generators.h"
#include "closure/invariant_space.h"
#include "symmetry/string_orbit.h"

typedef struct lb_training_space {
    lb_symmetry symmetry;
    lb_canonical canonical;
    lb_string_table strings;
    /* Those of the ansatz, primitive, each times its scale; and then O. */
    lb_generators generators;
    double *scales;
    lb_invariant_space space; /* columns are numbers of strings */
} lb_training_space;

/* For training state number `state` of A, or LB_EXPECTATIONS_ALL. The identity is left out of O.
 * LB_INPUT: V has more than dimension_max dimensions, or A more qubits than a search takes;
 * LB_UNDECIDED: a limit of the run was reached; LB_INTERNAL. V is initialized when LB_OK is
 * returned. */
lb_status lb_training_space_init(lb_training_space *V, const lb_ansatz_t A, size_t state,
                                 const lb_sum_t O, uint32_t dimension_max, lb_run *run,
                                 lb_error *error) LB_MUST_CHECK;
void lb_training_space_clear(lb_training_space *V);

#endif
