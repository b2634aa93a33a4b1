/* Blocks that are products of smaller modules (proofs/structure.md, "By blocks", 4).
 *
 * The traceless matrices by which g acts on a block are a module under brackets. Where it is a direct sum of
 * ideals, and the block a number of copies of one smaller module under each of them, the generators act on
 * that module by their components in the ideal. */

#include <stdlib.h>
#include <string.h>

#include <flint/nmod.h>

#include "base/memory.h"
#include "structure/block_adjoint.h"

/* One block, with a basis of its matrices by ideals. */
typedef struct product {
    lb_state_blocks *blocks;
    uint32_t item;
    uint32_t count, dimensions[LB_FACTORS_MAX]; /* of the ideals */
    nmod_mat_t basis;                           /* one ideal after the other, rows of d^2 numbers */
    nmod_mat_t components;                      /* of the generators, in this basis */
} product;

/* The largest sum of a^2 - 1 and b^2 - 1, ab = d; 0 where there is none. */
static uint64_t largest_product(uint64_t d)
{
    uint64_t a = 2;
    while (a * a <= d && d % a)
        a++;
    return a * a <= d ? a * a + d / a * (d / a) - 2 : 0;
}

/* Whether g acts on the family by so much less than the bound tells, if its blocks are products. so(4) is
 * told in another way. */
static bool may_be_product(const lb_family *f, uint64_t excess)
{
    uint64_t most = largest_product(f->dimension), whole = lb_family_dimension(f);
    return f->dimension > 4 && most && whole > most && whole - most <= excess;
}

/* ---- Ideals ---- */

static bool split_matrices(lb_state_blocks *ideals, const lb_submodule *W, const lb_module *M,
                           lb_run *run)
{
    lb_module adjoint;
    nmod_mat_struct *matrices = lb_malloc(M->generator_count, sizeof *matrices);
    for (uint32_t k = 0; k < M->generator_count; k++)
        nmod_mat_init(matrices + k, W->dimension, W->dimension, M->modulus.n);
    bool split = lb_submodule_matrices(matrices, W, M, run);
    if (split) {
        lb_module_init_matrices(&adjoint, matrices, M->generator_count, false);
        split = lb_state_blocks_add_module(ideals, &adjoint, 0, W->dimension, run);
        lb_module_clear(&adjoint);
    }
    for (uint32_t k = 0; k < M->generator_count; k++)
        nmod_mat_clear(matrices + k);
    free(matrices);
    return split && ideals->count > 1 && ideals->count <= LB_FACTORS_MAX;
}

/* x->basis, from bases of the ideals in that of W. */
static bool combine(product *x, const lb_state_blocks *ideals, const lb_submodule *W)
{
    nmod_mat_t rows;
    slong m = W->dimension, n = nmod_mat_ncols(W->basis), at = 0;
    bool good = true;
    nmod_mat_init(rows, m, m, W->basis->mod.n);
    for (uint32_t i = 0; i < ideals->count && good; i++) {
        const lb_block_module *ideal = ideals->items + i;
        good = ideal->multiplicity == 1;
        x->dimensions[x->count++] = ideal->dimension;
        for (slong j = 0; good && j < ideal->dimension; j++)
            _nmod_vec_set(rows->rows[at++], ideal->copies->rows[j], m);
    }
    nmod_mat_init(x->basis, m, n, W->basis->mod.n);
    nmod_mat_mul(x->basis, rows, W->basis);
    nmod_mat_clear(rows);
    return good;
}

/* x->components: false unless the basis spans the traceless parts of all generators. */
static bool find_components(product *x)
{
    const lb_block_module *b = x->blocks->items + x->item;
    uint32_t count = x->blocks->generator_count;
    slong m = nmod_mat_nrows(x->basis), n = nmod_mat_ncols(x->basis);
    nmod_mat_t columns, generators, solution, rows;
    nmod_mat_init(generators, count, n, x->basis->mod.n);
    nmod_mat_init(rows, n, count, x->basis->mod.n);
    nmod_mat_init(columns, n, m, x->basis->mod.n);
    nmod_mat_init(solution, m, count, x->basis->mod.n);
    for (uint32_t k = 0; k < count; k++)
        lb_block_add_generator(generators->rows[k], 1, k, b, x->blocks);
    nmod_mat_transpose(columns, x->basis);
    nmod_mat_transpose(rows, generators);
    bool found = nmod_mat_can_solve(solution, columns, rows);
    nmod_mat_init(x->components, count, m, x->basis->mod.n);
    nmod_mat_transpose(x->components, solution);
    nmod_mat_clear(solution);
    nmod_mat_clear(columns);
    nmod_mat_clear(rows);
    nmod_mat_clear(generators);
    return found;
}

static void product_clear(product *x)
{
    nmod_mat_clear(x->basis);
    nmod_mat_clear(x->components);
}

/* False, with nothing to be cleared, where g does not act by several ideals. */
static bool product_init(product *x, lb_state_blocks *blocks, uint32_t item, lb_random *random,
                         lb_run *run)
{
    const lb_block_module *b = blocks->items + item;
    lb_state_blocks ideals = {.modulus = blocks->modulus,
                              .generator_count = blocks->generator_count,
                              .keeps_copies = true};
    lb_module M;
    lb_submodule W;
    *x = (product){.blocks = blocks, .item = item};
    uint64_t *element = lb_block_draw_element(b, blocks, random);
    lb_block_matrices_init(&M, b, blocks);
    bool found = lb_submodule_init(&W, &M, element, (uint32_t)largest_product(b->dimension), run);
    if (found) {
        found = split_matrices(&ideals, &W, &M, run);
        if (found) {
            found = combine(x, &ideals, &W) && find_components(x);
            if (!found)
                product_clear(x);
        }
        lb_state_blocks_clear(&ideals);
        lb_submodule_clear(&W);
    }
    lb_module_clear(&M);
    free(element);
    return found;
}

/* ---- Factors ---- */

/* The component of generator k in the ideal whose basis is rows first to first + m - 1, as blocks have
 * matrices. */
static void component(nmod_mat_t matrix, const product *x, uint32_t k, slong first, slong m)
{
    slong d = nmod_mat_nrows(matrix);
    nmod_mat_zero(matrix);
    for (slong r = first; r < first + m; r++)
        for (slong i = 0; i < d; i++)
            for (slong j = 0; j < d; j++)
                nmod_mat_entry(matrix, j, i) =
                    nmod_addmul(nmod_mat_entry(matrix, j, i), nmod_mat_entry(x->components, k, r),
                                nmod_mat_entry(x->basis, r, i * d + j), matrix->mod);
}

/* The block as a module under one ideal: copies of one more item of the blocks. */
static bool add_factor(product *x, slong first, slong m, lb_run *run)
{
    lb_state_blocks *blocks = x->blocks;
    const lb_block_module *b = blocks->items + x->item;
    uint32_t d = b->dimension, sector = b->sector, count = blocks->count;
    lb_module M;
    nmod_mat_struct *matrices = lb_malloc(blocks->generator_count, sizeof *matrices);
    for (uint32_t k = 0; k < blocks->generator_count; k++) {
        nmod_mat_init(matrices + k, d, d, blocks->modulus.n);
        component(matrices + k, x, k, first, m);
    }
    lb_module_init_matrices(&M, matrices, blocks->generator_count, false);
    bool found = lb_state_blocks_add_module(blocks, &M, sector, d / 2, run) &&
                 blocks->count == count + 1 && blocks->items[count].dimension > 1;
    lb_module_clear(&M);
    for (uint32_t k = 0; k < blocks->generator_count; k++)
        nmod_mat_clear(matrices + k);
    free(matrices);
    return found;
}

static void add_family(lb_state_blocks *blocks, uint32_t item)
{
    lb_block_module *b = blocks->items + item;
    blocks->families =
        lb_realloc(blocks->families, blocks->family_count + (size_t)1, sizeof *blocks->families);
    b->multiplicity = 0;
    b->family = blocks->family_count++;
    blocks->families[b->family] = (lb_family){.dimension = b->dimension, .block = item};
}

/* One factor for each ideal, whose dimensions must make that of the block. */
static bool add_factors(product *x, lb_run *run)
{
    lb_state_blocks *blocks = x->blocks;
    uint64_t dimension = 1;
    bool found = true;
    for (uint32_t i = 0, at = 0; i < x->count && found; at += x->dimensions[i++]) {
        found = add_factor(x, at, x->dimensions[i], run);
        dimension *= blocks->items[blocks->count - 1].dimension;
    }
    return found && dimension == blocks->items[x->item].dimension;
}

static void forget_items(lb_state_blocks *blocks, uint32_t first)
{
    lb_state_blocks room = {.generator_count = blocks->generator_count};
    while (blocks->count > first)
        lb_state_blocks_append(&room, blocks->items[--blocks->count]);
    lb_state_blocks_clear(&room);
}

static void factor_family(lb_state_blocks *blocks, uint32_t family, lb_random *random, lb_run *run)
{
    product x;
    uint32_t first = blocks->count;
    if (!product_init(&x, blocks, blocks->families[family].block, random, run))
        return;
    if (add_factors(&x, run)) {
        for (uint32_t i = 0; i < x.count; i++) {
            add_family(blocks, first + i);
            blocks->families[family].factors[i] = first + i;
        }
        blocks->families[family].factor_count = x.count;
    } else {
        forget_items(blocks, first);
    }
    product_clear(&x);
}

void lb_state_blocks_factor(lb_state_blocks *blocks, uint64_t dimension, lb_run *run)
{
    uint64_t bound = lb_state_blocks_bound(blocks);
    uint32_t count = blocks->family_count;
    lb_random random;
    lb_random_seed(&random, dimension);
    for (uint32_t i = 0; i < count && bound > dimension && !run->stopped; i++)
        if (may_be_product(blocks->families + i, bound - dimension))
            factor_family(blocks, i, &random, run);
    if (blocks->family_count > count)
        lb_state_blocks_join(blocks, lb_state_blocks_bound, dimension, run);
}
