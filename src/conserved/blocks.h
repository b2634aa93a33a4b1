/* The 2^n states in blocks: joint eigenspaces of commuting strings.
 *
 * Among strings that commute with every term of every generator a maximal commuting set is chosen.
 * A Clifford circuit W of H, S and CX takes it to Z on the l qubits with the highest bits of the
 * index, so that W H_k W^dagger maps each block of 2^(n-l) basis states to itself. Everything is
 * modulo a prime p with p = 1 modulo 4, where i is a residue; W is scaled by powers of sqrt(2), as
 * H = (1 1; 1 -1). */

#ifndef LB_CONSERVED_BLOCKS_H
#define LB_CONSERVED_BLOCKS_H

#include <flint/flint.h>
#include <flint/nmod.h>

#include <liebound/ansatz.h>

typedef struct lb_block_gate {
    lb_fixed_gate gate;
    uint32_t qubits[2];
} lb_block_gate;

/* An operator as a sum over masks x of |b + x> values[x, b] <b|. */
typedef struct lb_blocks_operator {
    uint32_t mask_count;
    uint32_t *masks;
    uint64_t *values; /* mask_count rows of N residues */
} lb_blocks_operator;

typedef struct lb_blocks {
    nmod_t modulus;
    uint64_t i; /* a square root of -1 */
    uint32_t qubits, fixed;
    size_t dimension, block_dimension, block_count; /* N = 2^n = block_count * block_dimension */
    size_t gate_count, gate_capacity;
    lb_block_gate *gates;
    uint32_t generator_count;
    lb_blocks_operator *generators;
} lb_blocks;

/* n at most LB_BLOCK_QUBITS_MAX; `count` strings that commute with every term. False, and nothing to
 * be cleared, when p divides a denominator. */
#define LB_BLOCK_QUBITS_MAX    14
#define LB_BLOCK_DIMENSION_MAX 4096 /* of what is computed with blocks */
bool lb_blocks_init(lb_blocks *blocks, const lb_ansatz_t A, const lb_string_struct *strings,
                    size_t count, uint64_t prime);
void lb_blocks_clear(lb_blocks *blocks);

/* W S W^dagger; S commutes with the strings of the blocks or not. False when p divides a
 * denominator. */
bool lb_blocks_operator_init(lb_blocks_operator *moved, const lb_blocks *blocks, const lb_sum_t S);
void lb_blocks_operator_clear(lb_blocks_operator *a);
/* a and b become c a + d b; over the masks of both. */
void lb_blocks_operator_combine(lb_blocks_operator *sum, const lb_blocks *blocks, uint64_t c,
                                const lb_blocks_operator *a, uint64_t d,
                                const lb_blocks_operator *b);

/* out = a in, on all N states. */
void lb_blocks_operator_apply(uint64_t *out, const lb_blocks_operator *a, const uint64_t *in,
                              const lb_blocks *blocks);
/* The same on one block, of an operator that maps it to itself. */
void lb_blocks_operator_apply_in(uint64_t *out, const lb_blocks_operator *a, const uint64_t *in,
                                 const lb_blocks *blocks, size_t block);

/* v becomes W P W^-1 v for the permutation P of the qubits q -> image[q]; room for N residues. */
void lb_blocks_permute(uint64_t *v, const lb_blocks *blocks, const uint32_t *image, uint64_t *room);

/* The string (x, z) with W^dagger W(x, z) W = sign W(x', z'), in place; whether the sign is minus. */
bool lb_blocks_move_back(uint64_t *x, uint64_t *z, const lb_blocks *blocks);

#endif
