/* The simple ideals of families, by their adjoint modules where these are small. */

#include <stdlib.h>

#include <flint/nmod.h>

#include "base/memory.h"
#include "structure/block_adjoint.h"

static bool is_so4(const lb_family *family)
{
    return family->form == LB_FORM_SYMMETRIC && family->dimension == 4;
}

/* Whether other families may belong to the same ideal. */
static bool is_small(const lb_family *family)
{
    uint64_t m = lb_family_dimension(family);
    return is_so4(family) || m == 3 || m == 10 || m == 15 || (m == 28 && family->dimension == 8);
}

/* ---- Adjoint modules ---- */

static void block_of_submodule(lb_block_module *b, const lb_submodule *W, const lb_module *M,
                               uint32_t family, lb_run *run)
{
    *b = (lb_block_module){.dimension = W->dimension,
                           .multiplicity = 1,
                           .sector = family,
                           .family = LB_NO_FAMILY,
                           .matrices = lb_malloc(M->generator_count, sizeof *b->matrices),
                           .traces = lb_calloc(M->generator_count, sizeof *b->traces)};
    for (uint32_t k = 0; k < M->generator_count; k++)
        nmod_mat_init(b->matrices + k, W->dimension, W->dimension, M->modulus.n);
    lb_submodule_matrices(b->matrices, W, M, run);
}

/* The two parts of so(4). */
static bool split_block(lb_state_blocks *adjoint, lb_block_module *whole, uint32_t family,
                        lb_run *run)
{
    enum { PART = 3 };
    lb_module M;
    lb_state_blocks room = {0};
    lb_module_init_matrices(&M, whole->matrices, adjoint->generator_count, false);
    bool split = lb_state_blocks_add_module(adjoint, &M, family, PART, run);
    lb_module_clear(&M);
    room.generator_count = adjoint->generator_count;
    lb_state_blocks_append(&room, *whole);
    lb_state_blocks_clear(&room);
    return split;
}

/* The adjoint module of the algebra of a family: what a combination of the generators generates. It
 * must be all of it. */
static bool add_adjoint(lb_state_blocks *blocks, uint32_t family, lb_random *random, lb_run *run)
{
    const lb_family *f = blocks->families + family;
    const lb_block_module *b = blocks->items + f->block;
    uint32_t m = (uint32_t)lb_family_dimension(f);
    uint64_t *x = lb_block_draw_element(b, blocks, random);
    lb_module M;
    lb_submodule W;
    lb_block_module whole;
    lb_block_matrices_init(&M, b, blocks);
    bool found = lb_submodule_init(&W, &M, x, m, run);
    if (found) {
        found = W.dimension == m;
        block_of_submodule(&whole, &W, &M, family, run);
        lb_submodule_clear(&W);
        if (is_so4(f))
            found = split_block(blocks->adjoint, &whole, family, run) && found;
        else
            lb_state_blocks_append(blocks->adjoint, whole);
    }
    lb_module_clear(&M);
    free(x);
    return found;
}

/* ---- Parts ---- */

static void add_part(lb_state_blocks *blocks, lb_simple_part part)
{
    blocks->parts =
        lb_realloc(blocks->parts, blocks->part_count + (size_t)1, sizeof *blocks->parts);
    blocks->parts[blocks->part_count++] = part;
}

static void add_to_family(lb_state_blocks *blocks, uint32_t family, uint32_t part)
{
    lb_family *f = blocks->families + family;
    for (uint32_t i = 0; i < f->part_count; i++)
        if (f->parts[i] == part)
            return;
    f->parts[f->part_count++] = part;
}

/* The name of an algebra that may be that of several families. */
static void name_small(lb_simple_part *part)
{
    static const struct {
        uint32_t dimension;
        lb_ideal_type type;
        uint32_t n;
    } types[] = {
        {3, LB_IDEAL_SU, 2}, {10, LB_IDEAL_SP, 2}, {15, LB_IDEAL_SU, 4}, {28, LB_IDEAL_SO, 8}};
    for (size_t t = 0; t < sizeof types / sizeof *types; t++)
        if (types[t].dimension == part->dimension) {
            part->type = types[t].type;
            part->n = types[t].n;
        }
}

/* A part of its own. */
static void take_family(lb_state_blocks *blocks, uint32_t family)
{
    const lb_family *f = blocks->families + family;
    uint32_t d = f->dimension;
    if (f->factor_count)
        return;
    lb_simple_part part = {.dimension = lb_family_dimension(f), .block = blocks->items + f->block};
    switch (f->form) {
    case LB_FORM_NONE:
        part.type = LB_IDEAL_SU;
        part.n = d;
        part.times = 2 * d;
        break;
    case LB_FORM_SYMMETRIC:
        part.type = LB_IDEAL_SO;
        part.n = d;
        part.times = d - 2;
        break;
    case LB_FORM_ANTISYMMETRIC:
        part.type = LB_IDEAL_SP;
        part.n = d / 2;
        part.times = d + 2;
        break;
    }
    if (is_small(f))
        name_small(&part);
    add_part(blocks, part);
    add_to_family(blocks, family, blocks->part_count - 1);
}

/* A part for each class of adjoint modules. */
static void take_adjoint(lb_state_blocks *blocks)
{
    const lb_state_blocks *adjoint = blocks->adjoint;
    uint32_t first = blocks->part_count;
    for (uint32_t i = 0; i < adjoint->family_count; i++) {
        const lb_block_module *b = adjoint->items + adjoint->families[i].block;
        lb_simple_part part = {.dimension = b->dimension, .block = b, .times = 1};
        name_small(&part);
        add_part(blocks, part);
    }
    for (uint32_t i = 0; i < adjoint->count; i++)
        add_to_family(blocks, adjoint->items[i].sector, first + adjoint->items[i].family);
}

/* Whether families are simple and no two belong to one ideal, as the bound is dim g. */
static bool are_parts(const lb_state_blocks *blocks, uint64_t dimension)
{
    bool simple = true;
    for (uint32_t i = 0; i < blocks->family_count; i++)
        simple = simple && !is_so4(blocks->families + i);
    return simple && lb_state_blocks_bound(blocks) <= dimension;
}

/* Products have the parts of their factors. */
static void take_factors(lb_state_blocks *blocks, uint32_t family)
{
    lb_family *f = blocks->families + family;
    for (uint32_t i = 0; i < f->factor_count; i++) {
        const lb_family *factor = blocks->families + blocks->items[f->factors[i]].family;
        for (uint32_t j = 0; j < factor->part_count; j++)
            add_to_family(blocks, family, factor->parts[j]);
    }
}

bool lb_state_blocks_find_parts(lb_state_blocks *blocks, uint64_t dimension, lb_run *run)
{
    lb_random random;
    bool separate = are_parts(blocks, dimension), found = true;
    lb_random_seed(&random, dimension);
    if (!separate) {
        blocks->adjoint = lb_calloc(1, sizeof *blocks->adjoint);
        *blocks->adjoint = (lb_state_blocks){.modulus = blocks->modulus,
                                             .generator_count = blocks->generator_count};
    }
    for (uint32_t i = 0; i < blocks->family_count && found; i++)
        if (separate || !is_small(blocks->families + i))
            take_family(blocks, i);
        else
            found = add_adjoint(blocks, i, &random, run);
    if (found && !separate) {
        lb_state_blocks_separate(blocks->adjoint);
        lb_state_blocks_join(blocks->adjoint, lb_state_blocks_bound, 0, run);
        take_adjoint(blocks);
    }
    for (uint32_t i = 0; i < blocks->family_count; i++)
        take_factors(blocks, i);
    return found && !run->stopped;
}

uint64_t lb_state_blocks_parts_bound(const lb_state_blocks *blocks)
{
    uint64_t bound = lb_state_blocks_trace_rank(blocks);
    for (uint32_t i = 0; i < blocks->part_count; i++)
        bound += blocks->parts[i].dimension;
    return bound;
}
