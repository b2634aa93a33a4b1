/* Operators that commute with all generators, exactly: permutations of qubits, Pauli strings, and
 * sums of strings on one qubit each, such as the number of particles. */

#ifndef LB_STRUCTURE_EXACT_SYMMETRIES_H
#define LB_STRUCTURE_EXACT_SYMMETRIES_H

#include "structure/sector_module.h"

/* Those that are found act on the 2^n states as the generators of M. At most LB_SECTOR_QUBITS_MAX
 * qubits. */
void lb_structure_symmetries_module(lb_module *M, const lb_ansatz_t A, nmod_t modulus,
                                    const lb_limits *limits);
/* The matrix of a permutation on all states: row b is 1 at the state whose image is b. */
lb_sparse_vector *lb_permutation_rows(const uint32_t *images, uint32_t qubits);

#endif
