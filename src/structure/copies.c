#include "structure/copies.h"

#include <stdlib.h>
#include <string.h>

#include <flint/nmod.h>
#include <flint/nmod_poly_factor.h>

#include "base/memory.h"

/* Elements of the hull that are tried. */
enum { ATTEMPTS = 24 };

/* The copies of one class. */
typedef struct class_copies {
    const lb_state_blocks *blocks;
    uint32_t first;  /* of its blocks */
    uint32_t count;  /* of all copies */
    bool alone;      /* no other block is like it */
    nmod_mat_t rows; /* a state of each copy, which go with each other */
    lb_random random;
    lb_run *run;
} class_copies;

/* ---- A vector of each block ---- */

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

/* f less a root of it; false where there is none. */
static bool split_root(nmod_poly_t f)
{
    nmod_poly_factor_t roots;
    nmod_poly_factor_init(roots);
    nmod_poly_roots(roots, f, 0);
    bool found = roots->num;
    if (found)
        nmod_poly_div(f, f, roots->p);
    nmod_poly_factor_clear(roots);
    return found;
}

/* A vector of the block: an eigenvector, which the cofactor of the element makes; or, without an
 * element, the first vector of the basis. */
static void take_vector(uint64_t *v, const lb_block_module *b, const nmod_poly_t cofactor,
                        uint64_t seed, class_copies *c)
{
    lb_module M;
    lb_hull_element X;
    uint64_t *start = lb_malloc(b->dimension, sizeof *start);
    memset(v, 0, b->dimension * sizeof *v);
    v[0] = 1;
    if (!c->alone && b->dimension > 1) {
        for (uint32_t j = 0; j < b->dimension; j++)
            start[j] = lb_random_below(&c->random, c->blocks->modulus.n);
        lb_module_init_matrices(&M, b->matrices, c->blocks->generator_count, false);
        lb_hull_element_init(&X, &M, seed, c->run);
        lb_hull_element_evaluate(v, &X, cofactor, start);
        lb_hull_element_clear(&X);
        lb_module_clear(&M);
    }
    free(start);
}

/* The states of the copies of one block that have these coordinates in them. */
static void add_states(class_copies *c, uint32_t *at, const lb_block_module *b, const uint64_t *v,
                       size_t qubits, const lb_symmetries *symmetries)
{
    slong n = nmod_mat_ncols(b->copies);
    nmod_mat_t heads, states;
    nmod_mat_init(heads, b->multiplicity, n, c->blocks->modulus.n);
    nmod_mat_init(states, b->multiplicity, (slong)1 << qubits, c->blocks->modulus.n);
    for (uint32_t m = 0; m < b->multiplicity; m++)
        for (uint32_t j = 0; j < b->dimension; j++)
            _nmod_vec_scalar_addmul_nmod(heads->rows[m], b->copies->rows[m * b->dimension + j], n,
                                         v[j], c->blocks->modulus);
    lb_sector_embed(states, heads, qubits, symmetries, b->sector);
    for (uint32_t m = 0; m < b->multiplicity; m++)
        _nmod_vec_set(c->rows->rows[(*at)++], states->rows[m], nmod_mat_ncols(states));
    nmod_mat_clear(states);
    nmod_mat_clear(heads);
}

static bool find_cofactor(nmod_poly_t cofactor, uint64_t *seed, class_copies *c)
{
    const lb_block_module *b = c->blocks->items + c->first;
    bool found = c->alone || b->dimension == 1;
    lb_module M;
    lb_module_init_matrices(&M, b->matrices, c->blocks->generator_count, false);
    for (*seed = 0; !found && *seed < ATTEMPTS && !c->run->stopped; *seed += !found) {
        lb_hull_element X;
        lb_hull_element_init(&X, &M, *seed, c->run);
        block_polynomial(cofactor, &M, &X, &c->random);
        found = nmod_poly_degree(cofactor) == (slong)b->dimension && split_root(cofactor);
        lb_hull_element_clear(&X);
    }
    lb_module_clear(&M);
    return found;
}

static bool find_rows(class_copies *c, size_t qubits, const lb_symmetries *symmetries)
{
    uint32_t at = 0;
    uint64_t seed;
    nmod_poly_t cofactor;
    nmod_poly_init(cofactor, c->blocks->modulus.n);
    bool found = find_cofactor(cofactor, &seed, c);
    for (uint32_t i = c->first; i < c->blocks->count && found; i++) {
        const lb_block_module *b = c->blocks->items + i;
        if (b->like != c->first)
            continue;
        uint64_t *v = lb_malloc(b->dimension, sizeof *v);
        take_vector(v, b, cofactor, seed, c);
        add_states(c, &at, b, v, qubits, symmetries);
        free(v);
    }
    nmod_poly_clear(cofactor);
    return found && !c->run->stopped;
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

static void append_space(lb_state_blocks *copies, const lb_submodule *W, const lb_module *E,
                         nmod_mat_struct *matrices)
{
    lb_block_module b = {.dimension = W->dimension,
                         .multiplicity = 1,
                         .family = LB_NO_FAMILY,
                         .like = copies->count,
                         .matrices = matrices};
    b.traces = lb_malloc(E->generator_count, sizeof *b.traces);
    for (uint32_t k = 0; k < E->generator_count; k++)
        b.traces[k] = nmod_mat_trace(matrices + k);
    lb_state_blocks_append(copies, b);
}

static bool add_space(lb_state_blocks *copies, const nmod_mat_t rows, const lb_module *E,
                      lb_run *run)
{
    lb_submodule W;
    nmod_mat_struct *matrices = lb_malloc(E->generator_count, sizeof *matrices);
    for (uint32_t k = 0; k < E->generator_count; k++)
        nmod_mat_init(matrices + k, nmod_mat_nrows(rows), nmod_mat_nrows(rows), E->modulus.n);
    bool acts = span_init(&W, rows) && lb_submodule_matrices(matrices, &W, E, run) &&
                lb_module_acts_by(E, rows, matrices);
    append_space(copies, &W, E, matrices);
    lb_submodule_clear(&W);
    return acts;
}

static bool add_class(lb_state_blocks *copies, const lb_state_blocks *blocks, uint32_t first,
                      const lb_module *E, size_t qubits, const lb_symmetries *symmetries,
                      lb_run *run)
{
    class_copies c = {.blocks = blocks, .first = first, .alone = true, .run = run};
    lb_random_seed(&c.random, first);
    for (uint32_t i = first; i < blocks->count; i++)
        if (blocks->items[i].like == first) {
            c.count += blocks->items[i].multiplicity;
            c.alone = c.alone && i == first;
        }
    nmod_mat_init(c.rows, c.count, (slong)1 << qubits, blocks->modulus.n);
    bool found = find_rows(&c, qubits, symmetries) && add_space(copies, c.rows, E, run);
    nmod_mat_clear(c.rows);
    return found;
}

bool lb_copies_init(lb_state_blocks *copies, const lb_state_blocks *blocks, const lb_module *E,
                    size_t qubits, const lb_symmetries *symmetries, lb_run *run)
{
    *copies = (lb_state_blocks){.modulus = blocks->modulus, .generator_count = E->generator_count};
    bool found = true;
    for (uint32_t i = 0; i < blocks->count && found; i++)
        if (blocks->items[i].like == i)
            found = add_class(copies, blocks, i, E, qubits, symmetries, run);
    if (!found)
        lb_state_blocks_clear(copies);
    return found;
}

/* ---- Classes ---- */

static bool may_be_isomorphic(const lb_state_blocks *blocks, uint32_t i, uint32_t j)
{
    const lb_block_module *a = blocks->items + i, *b = blocks->items + j;
    return i != j && a->like == i && b->like == j && a->dimension == b->dimension &&
           !memcmp(a->traces, b->traces, blocks->generator_count * sizeof *a->traces);
}

static bool is_in_doubt(const lb_state_blocks *blocks, uint32_t i)
{
    bool doubt = false;
    for (uint32_t j = 0; j < blocks->count && !doubt; j++)
        doubt = may_be_isomorphic(blocks, i, j);
    return doubt;
}

bool lb_state_blocks_are_distinct(const lb_state_blocks *blocks, lb_run *run)
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
