#include "structure/copies.h"

#include <stdlib.h>
#include <string.h>

#include <flint/nmod.h>
#include <flint/nmod_poly_factor.h>

#include "base/memory.h"

/* The first state of each copy of a block. */
static void take_heads(nmod_mat_t rows, uint32_t *at, const lb_block_module *b, size_t qubits,
                       const lb_symmetries *symmetries)
{
    slong n = nmod_mat_ncols(b->copies);
    nmod_mat_t heads, states;
    nmod_mat_init(heads, b->multiplicity, n, rows->mod.n);
    for (uint32_t m = 0; m < b->multiplicity; m++)
        _nmod_vec_set(heads->rows[m], b->copies->rows[m * b->dimension], n);
    nmod_mat_window_init(states, rows, *at, 0, *at + b->multiplicity, nmod_mat_ncols(rows));
    lb_structure_sector_embed(states, heads, qubits, symmetries, b->sector);
    *at += b->multiplicity;
    nmod_mat_window_clear(states);
    nmod_mat_clear(heads);
}

/* ---- The spaces ---- */

/* W becomes the span of the rows, not as a module. */
static bool span_init(lb_submodule *W, const nmod_mat_t rows)
{
    nmod_mat_t reduced;
    *W = (lb_submodule){.dimension = (uint32_t)nmod_mat_nrows(rows)};
    W->columns = lb_malloc(W->dimension, sizeof *W->columns);
    nmod_mat_init_set(W->basis, rows);
    nmod_mat_init_set(reduced, rows);
    bool independent = nmod_mat_rref(reduced) == nmod_mat_nrows(rows);
    for (uint32_t r = 0, column = 0; r < W->dimension && independent; r++) {
        while (!nmod_mat_entry(reduced, r, column))
            column++;
        W->columns[r] = column;
    }
    nmod_mat_clear(reduced);
    return independent;
}

static void append_space(lb_structure_blocks *copies, uint32_t dimension, uint32_t first,
                         const lb_module *E, nmod_mat_struct *matrices)
{
    lb_block_module b = {.dimension = dimension,
                         .multiplicity = 1,
                         .sector = first,
                         .family = LB_NO_FAMILY,
                         .like = copies->count,
                         .matrices = matrices};
    b.traces = lb_malloc(E->generator_count, sizeof *b.traces);
    for (uint32_t k = 0; k < E->generator_count; k++)
        b.traces[k] = nmod_mat_trace(matrices + k);
    lb_structure_blocks_append(copies, b);
}

static bool add_space(lb_structure_blocks *copies, uint32_t first, const nmod_mat_t rows,
                      const lb_module *E, lb_run *run)
{
    lb_submodule W;
    nmod_mat_struct *matrices = lb_malloc(E->generator_count, sizeof *matrices);
    for (uint32_t k = 0; k < E->generator_count; k++)
        nmod_mat_init(matrices + k, nmod_mat_nrows(rows), nmod_mat_nrows(rows), E->modulus.n);
    bool acts = span_init(&W, rows) && lb_submodule_matrices(matrices, &W, E, run) &&
                lb_module_acts_by(E, rows, matrices);
    append_space(copies, W.dimension, first, E, matrices);
    lb_submodule_clear(&W);
    return acts;
}

static bool add_class(lb_structure_blocks *copies, const lb_structure_blocks *blocks,
                      uint32_t first, const lb_module *E, size_t qubits,
                      const lb_symmetries *symmetries, lb_run *run)
{
    uint32_t at = 0;
    nmod_mat_t rows;
    nmod_mat_init(rows, lb_block_copies(blocks, first), (slong)1 << qubits, blocks->modulus.n);
    for (uint32_t i = first; i < blocks->count; i++)
        if (blocks->items[i].like == first)
            take_heads(rows, &at, blocks->items + i, qubits, symmetries);
    bool found = add_space(copies, first, rows, E, run);
    nmod_mat_clear(rows);
    return found;
}

bool lb_copies_init(lb_structure_blocks *copies, const lb_structure_blocks *blocks,
                    const lb_module *E, size_t qubits, const lb_symmetries *symmetries, lb_run *run)
{
    *copies =
        (lb_structure_blocks){.modulus = blocks->modulus, .generator_count = E->generator_count};
    bool found = true;
    for (uint32_t i = 0; i < blocks->count && found; i++)
        if (blocks->items[i].like == i)
            found = add_class(copies, blocks, i, E, qubits, symmetries, run);
    if (!found)
        lb_structure_blocks_clear(copies);
    return found;
}

/* ---- Classes ---- */

/* f becomes the least polynomial of the element of the hull on a block. */
static void block_polynomial(nmod_poly_t f, const lb_module *M, const lb_hull_element *X,
                             lb_random *random)
{
    uint64_t *v = lb_malloc(M->dimension, sizeof *v);
    for (uint32_t j = 0; j < M->dimension; j++)
        v[j] = lb_random_below(random, M->modulus.n);
    lb_hull_element_polynomial(f, X, v, M->dimension, random);
    free(v);
}

static bool may_be_isomorphic(const lb_structure_blocks *blocks, uint32_t i, uint32_t j)
{
    const lb_block_module *a = blocks->items + i, *b = blocks->items + j;
    return i != j && a->like == i && b->like == j && a->dimension == b->dimension &&
           !memcmp(a->traces, b->traces, blocks->generator_count * sizeof *a->traces);
}

static bool is_in_doubt(const lb_structure_blocks *blocks, uint32_t i)
{
    bool doubt = false;
    for (uint32_t j = 0; j < blocks->count && !doubt; j++)
        doubt = may_be_isomorphic(blocks, i, j);
    return doubt;
}

bool lb_structure_blocks_are_distinct(const lb_structure_blocks *blocks, lb_run *run)
{
    lb_random random;
    nmod_poly_t product, f;
    nmod_poly_init(product, blocks->modulus.n);
    nmod_poly_init(f, blocks->modulus.n);
    nmod_poly_one(product);
    lb_random_seed(&random, blocks->count);
    uint64_t seed = lb_random_next(&random);
    bool distinct = true;
    for (uint32_t i = 0; i < blocks->count && distinct; i++) {
        const lb_block_module *b = blocks->items + i;
        lb_module M;
        lb_hull_element X;
        if (!is_in_doubt(blocks, i))
            continue;
        lb_module_init_matrices(&M, b->matrices, blocks->generator_count, false);
        lb_hull_element_init(&X, &M, seed, run);
        block_polynomial(f, &M, &X, &random);
        distinct = nmod_poly_degree(f) == (slong)b->dimension;
        nmod_poly_mul(product, product, f);
        lb_hull_element_clear(&X);
        lb_module_clear(&M);
    }
    distinct = distinct && nmod_poly_is_squarefree(product) && !run->stopped;
    nmod_poly_clear(f);
    nmod_poly_clear(product);
    return distinct;
}
