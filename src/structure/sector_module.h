/* The states of a sector as a module of g modulo a prime.
 *
 * Let Pi be the projector on the sector where the central strings S_i have the signs s_i. A basis
 * is Pi |b> for the |b> in which no pivot bit of an S_i with X or Y is set, and on which those of Z
 * alone have their signs: Pi |b> = Pi s_i S_i |b> brings the others there, up to a phase. All
 * Pi |b> of the basis are of the same length, so generators have Hermitian matrices. i becomes a
 * square root of -1. */

#ifndef LB_STRUCTURE_SECTOR_MODULE_H
#define LB_STRUCTURE_SECTOR_MODULE_H

#include "structure/central_strings.h"
#include "structure/module.h"

/* Sectors of more qubits are not looked at. */
#define LB_SECTOR_QUBITS_MAX 12

/* The generators of A are taken as primitive integer vectors. p = 1 modulo 4; A has at most
 * LB_SECTOR_QUBITS_MAX qubits. Symmetry i is -1 on the sector where bit i of signs is set, else
 * 1. O(2^n (symmetries + terms symmetries)). */
void lb_structure_sector_module_init(lb_module *M, const lb_ansatz_t A,
                                     const lb_symmetries *symmetries, uint32_t signs,
                                     nmod_t modulus);
/* Rows of coordinates in that basis become rows of 2^n amplitudes, up to one factor for all; states
 * is initialized. O(2^n rows). */
void lb_structure_sector_embed(nmod_mat_t states, const nmod_mat_t rows, size_t qubits,
                               const lb_symmetries *symmetries, uint32_t signs);

#endif
