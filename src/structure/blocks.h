/* The blocks of an algebra: how the 2^n states decompose under it, modulo a prime.
 *
 * A block is a module W of dimension d by the matrices of the generators on it, up to isomorphism.
 * The states of each sector are written as a direct sum of blocks, each in some number of copies:
 * that is checked, not that blocks are irreducible, or not isomorphic to each other, which follows
 * from the dimension of g where it matters (proofs/structure.md).
 *
 * Write A for the traceless part of a matrix. Two blocks are in one family when for all generators
 * A_k' = U A_k U^-1, or A_k' = -U A_k^T U^-1. A family has a form when A_k^T U + U A_k = 0 for one
 * U = +-U^T. On a family g acts, up to traces, through
 *
 *     su(d), of dimension d^2 - 1, or with a form so(d), d (d - 1) / 2, or sp(d/2), d (d + 1) / 2.
 *
 * A block is a product of *factors* V_1, V_2, .. if g acts on it by a direct sum of algebras, each of which
 * acts on one V_j. The factors are blocks themselves, with families, in no copy (block_factors.c). */

#ifndef LB_STRUCTURE_BLOCKS_H
#define LB_STRUCTURE_BLOCKS_H

#include <liebound/algebra.h>

#include "structure/sector_module.h"

typedef enum lb_block_form { LB_FORM_NONE, LB_FORM_SYMMETRIC, LB_FORM_ANTISYMMETRIC } lb_block_form;

typedef struct lb_block_module {
    uint32_t dimension, multiplicity, sector, family; /* multiplicity 0: a factor of other blocks */
    uint32_t like;             /* the first block that is isomorphic, once these are found */
    nmod_mat_struct *matrices; /* of the generators: rows of the basis are images' coordinates */
    uint64_t *traces;
    nmod_mat_struct
        *copies; /* bases of them on the states of the sector, one after the other, where
                                they are kept; else NULL */
} lb_block_module;

enum { LB_FACTORS_MAX = 3 };

/* Of blocks of dimension 2 or more. Where these are products of smaller modules, g acts on each of those,
 * and not by more. */
typedef struct lb_family {
    uint32_t dimension;
    lb_block_form form;
    uint32_t block;                                 /* the first of its blocks */
    uint32_t factor_count, factors[LB_FACTORS_MAX]; /* items of the blocks */
    uint32_t part_count, parts[2 * LB_FACTORS_MAX];
} lb_family;

/* A simple ideal, under its canonical name, by which g acts on one or more families; its Killing
 * form is, with the traceless part A of what acts on the block, `times` tr A^2. */
typedef struct lb_simple_part {
    lb_ideal_type type;
    uint32_t n;
    uint64_t dimension;
    const lb_block_module *block; /* one of a family, or the ideal itself as a module */
    uint32_t times;
} lb_simple_part;

#define LB_NO_FAMILY UINT32_MAX /* of blocks of dimension 1 */

typedef struct lb_state_blocks {
    nmod_t modulus;
    uint32_t generator_count, sector_count;
    bool keeps_copies;
    uint32_t count;
    size_t capacity;
    lb_block_module *items; /* by sector */
    uint32_t family_count;
    lb_family *families;
    uint32_t part_count;
    lb_simple_part *parts;
    struct lb_state_blocks *adjoint; /* of small families: the sector of a block is the family */
} lb_state_blocks;

/* The largest prime below the limit, that is 1 more than a multiple of all numbers up to 24, or, with a
 * limit below 2^32, up to 10: modulo it the fields of such roots of unity split. */
uint64_t lb_state_blocks_prime(uint64_t limit);
/* Add copies of a type to G, if there are any. */
void lb_algebra_add_copies(lb_algebra_t G, lb_ideal_type type, uint32_t n, uint32_t copies);

/* All sectors. With `copies`, bases of all copies are kept: N^2 residues for a sector of N states. False,
 * and nothing initialized, where the prime does not split the states, or a limit of the run came first. In
 * each sector O(N^2) for the eigenvalues, then N d^2 for each block and N^3 for its proof. */
bool lb_state_blocks_init(lb_state_blocks *blocks, const lb_ansatz_t A,
                          const lb_symmetries *symmetries, bool copies, uint64_t prime,
                          lb_run *run);
void lb_state_blocks_clear(lb_state_blocks *blocks);
/* The same for one module, as a sector of that number; false also where a block would have more than `most`
 * states. */
bool lb_state_blocks_add_module(lb_state_blocks *blocks, const lb_module *states, uint32_t sector,
                                uint32_t most, lb_run *run);
/* One block by its matrices, in one copy. */
void lb_state_blocks_append(lb_state_blocks *blocks, lb_block_module b);
/* Matrices are needed no more. */
void lb_state_blocks_drop_matrices(lb_state_blocks *blocks);

/* Whether all blocks are irreducible, by Norton's criterion: what an element of the hull annihilates
 * on a block, and on its dual, is a line that generates it. False also when no such element was
 * found, or a limit of the run came first. O(d^3) for each block and generator. */
bool lb_state_blocks_are_irreducible(const lb_state_blocks *blocks, lb_run *run);
bool lb_block_is_irreducible(const lb_state_blocks *blocks, uint32_t i, lb_run *run);

/* A family for each block. */
void lb_state_blocks_separate(lb_state_blocks *blocks);
/* Put blocks of equal dimension into one family where they are seen to belong together, and find
 * forms, until the size is not above `least` or nothing is left to be tried. */
void lb_state_blocks_join(lb_state_blocks *blocks, uint64_t size(const lb_state_blocks *),
                          uint64_t least, lb_run *run);
/* A family for each class of isomorphic blocks, which are told by `like`, also of dimension 1. The
 * blocks of a class get equal matrices, and their copies the bases that go with these. */
void lb_state_blocks_find_alike(lb_state_blocks *blocks, lb_run *run);
/* The copies of all blocks of a class. */
uint32_t lb_block_copies(const lb_state_blocks *blocks, uint32_t first);
/* T, initialized, becomes regular with A T = T B for the traceless parts of the generators' matrices on two
 * blocks, or A T = -T B^T if dual; false where that is not found. */
bool lb_blocks_isomorphism(nmod_mat_t T, lb_state_blocks *blocks, uint32_t a, uint32_t b, bool dual,
                           lb_run *run);
/* Whether a relation of two blocks as above holds over Q, too; both are one block where it has a form.
 * First, with `found` false, whether that may be; then, when it is found modulo the prime. */
typedef bool lb_relation_proof(const lb_state_blocks *blocks, uint32_t a, uint32_t b, bool dual,
                               bool found, void *context);
/* Whether the traces on b are those on the dual of a. */
bool lb_state_blocks_have_opposite_traces(const lb_state_blocks *blocks, uint32_t a, uint32_t b);
/* Join as above by relations that are proved. */
void lb_state_blocks_join_proved(lb_state_blocks *blocks, lb_relation_proof *proof, void *context,
                                 lb_run *run);

/* Write blocks as products while dim g, which is given, is less than the bound, and join the families of
 * their factors with the others. Nothing is concluded from what is not found. d^6 for a block, but only
 * of those that are large enough to make the difference. */
void lb_state_blocks_factor(lb_state_blocks *blocks, uint64_t dimension, lb_run *run);

/* The dimension by which g acts on a family, up to traces and factors. */
uint64_t lb_family_dimension(const lb_family *family);
/* dim g is at most this: that of all families, and the rank of the traces of the generators on the
 * blocks. */
uint64_t lb_state_blocks_bound(const lb_state_blocks *blocks);
/* The simple ideals, if dim g is as large as the families allow. Families on which one ideal may act
 * in several ways (su(2), so(3) and so(4), sp(2) and so(5), su(4) and so(6), so(8)) are compared by
 * the adjoint modules of their algebras, when the bound is above `dimension` or so(4) occurs. False
 * when that fails. */
bool lb_state_blocks_find_parts(lb_state_blocks *blocks, uint64_t dimension, lb_run *run);
/* dim g is at most this: that of all parts, and the rank of the traces. */
uint64_t lb_state_blocks_parts_bound(const lb_state_blocks *blocks);
/* The rank over Q of the sums over all blocks of W_j(H_k) W_j(H_l), traces; false where the prime is
 * too small for it. */
bool lb_state_blocks_exact_rank(uint32_t *rank, const lb_state_blocks *blocks, const lb_ansatz_t A);
/* The same over the blocks of each sector. */
bool lb_state_blocks_exact_ranks(uint32_t *ranks, const lb_state_blocks *blocks,
                                 const lb_ansatz_t A);
/* The rank of these traces. */
uint32_t lb_state_blocks_trace_rank(const lb_state_blocks *blocks);

#endif
