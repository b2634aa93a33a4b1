/* Which blocks belong together, by isomorphisms that are found as in blocks.c: from an eigenvector
 * of an element of the hull, by the same words on both sides. */

#include <stdlib.h>
#include <string.h>

#include <flint/nmod.h>
#include <flint/nmod_poly.h>
#include <flint/nmod_poly_factor.h>

#include "base/memory.h"
#include "structure/blocks.h"

/* Elements of the hull that are tried. */
enum { ATTEMPTS = 6 };

/* A module with an element of the hull, and the least polynomial of that. */
typedef struct side {
    lb_module module;
    lb_hull_element X;
    nmod_poly_t polynomial;
} side;

/* The traceless part of a block, and its dual. */
typedef struct pair {
    side plain, dual;
} pair;

typedef struct joining {
    lb_structure_blocks *blocks;
    bool copies;              /* isomorphic blocks are looked for, not all that blocks.h tells */
    lb_relation_proof *proof; /* of relations that count; NULL for all */
    void *context;
    bool open; /* something was not decided */
    uint64_t (*size)(const lb_structure_blocks *);
    uint64_t least; /* the size that is aimed at */
    pair *pairs;    /* of the blocks of dimension 2 or more */
    lb_random random;
    lb_run *run;
} joining;

static uint64_t *draw_vector(uint32_t length, joining *j)
{
    uint64_t *v = lb_malloc(length, sizeof *v);
    for (uint32_t i = 0; i < length; i++)
        v[i] = lb_random_below(&j->random, j->blocks->modulus.n);
    return v;
}

static void side_init(side *s, const nmod_mat_struct *matrices, bool dual, uint64_t seed,
                      joining *j)
{
    lb_module_init_matrices(&s->module, matrices, j->blocks->generator_count, dual);
    uint32_t d = s->module.dimension;
    uint64_t *v = draw_vector(d, j);
    lb_hull_element_init(&s->X, &s->module, seed, j->run);
    nmod_poly_init(s->polynomial, j->blocks->modulus.n);
    lb_hull_element_polynomial(s->polynomial, &s->X, v, d, &j->random);
    free(v);
}

static void side_clear(side *s)
{
    nmod_poly_clear(s->polynomial);
    lb_hull_element_clear(&s->X);
    lb_module_clear(&s->module);
}

static void pair_init(pair *p, const lb_block_module *b, uint64_t seed, joining *j)
{
    uint32_t count = j->blocks->generator_count;
    nmod_t modulus = j->blocks->modulus;
    uint64_t inverse = nmod_inv(b->dimension, modulus);
    nmod_mat_struct *matrices = lb_malloc(count, sizeof *matrices);
    for (uint32_t k = 0; k < count; k++) {
        uint64_t mean = nmod_mul(b->traces[k], inverse, modulus);
        nmod_mat_init_set(matrices + k, b->matrices + k);
        for (uint32_t i = 0; i < b->dimension; i++)
            nmod_mat_entry(matrices + k, i, i) =
                nmod_sub(nmod_mat_entry(matrices + k, i, i), mean, modulus);
    }
    side_init(&p->plain, matrices, false, seed, j);
    side_init(&p->dual, matrices, true, seed, j);
    for (uint32_t k = 0; k < count; k++)
        nmod_mat_clear(matrices + k);
    free(matrices);
}

static void pair_clear(pair *p)
{
    side_clear(&p->plain);
    side_clear(&p->dual);
}

/* An eigenvector of X; its eigenvalue is the given root of the polynomial. */
static uint64_t *eigenvector(const side *s, uint64_t root, joining *j)
{
    nmod_poly_t linear, cofactor;
    uint64_t *start = draw_vector(s->module.dimension, j);
    uint64_t *v = lb_malloc(s->module.dimension, sizeof *v);
    nmod_poly_init(linear, s->polynomial->mod.n);
    nmod_poly_init(cofactor, s->polynomial->mod.n);
    nmod_poly_set_coeff_ui(linear, 1, 1);
    nmod_poly_set_coeff_ui(linear, 0, nmod_neg(root, s->polynomial->mod));
    nmod_poly_div(cofactor, s->polynomial, linear);
    lb_hull_element_evaluate(v, &s->X, cofactor, start);
    nmod_poly_clear(cofactor);
    nmod_poly_clear(linear);
    free(start);
    return v;
}

static bool find_root(uint64_t *root, const nmod_poly_t f)
{
    nmod_poly_factor_t roots;
    nmod_poly_factor_init(roots);
    nmod_poly_roots(roots, f, 0);
    bool found = roots->num;
    if (found)
        *root = nmod_neg(nmod_poly_get_coeff_ui(roots->p, 0), f->mod);
    nmod_poly_factor_clear(roots);
    return found;
}

/* Bases of both, initialized, in which all generators have the same matrices. */
static bool find_bases(nmod_mat_t left, nmod_mat_t right, const side *a, const side *b, joining *j)
{
    uint32_t d = a->module.dimension, count = a->module.generator_count;
    uint64_t root;
    lb_submodule W;
    if (!find_root(&root, a->polynomial))
        return false;
    uint64_t *v = eigenvector(a, root, j), *w = eigenvector(b, root, j);
    bool same = lb_submodule_init(&W, &a->module, v, d, j->run);
    if (same) {
        nmod_mat_struct *matrices = lb_malloc(count, sizeof *matrices);
        for (uint32_t k = 0; k < count; k++)
            nmod_mat_init(matrices + k, W.dimension, W.dimension, j->blocks->modulus.n);
        same = W.dimension == d && lb_submodule_matrices(matrices, &W, &a->module, j->run);
        if (same) {
            nmod_mat_set(left, W.basis);
            lb_submodule_rows(right, &W, &b->module, w);
            same =
                nmod_mat_rank(right) == (slong)d && lb_module_acts_by(&b->module, right, matrices);
        }
        for (uint32_t k = 0; k < count; k++)
            nmod_mat_clear(matrices + k);
        free(matrices);
        lb_submodule_clear(&W);
    }
    free(w);
    free(v);
    return same && !j->run->stopped;
}

/* Whether A T = T B for all generators, with their matrices A and B on the two sides, and a regular
 * T. */
static bool isomorphic(nmod_mat_t T, const side *a, const side *b, joining *j)
{
    uint32_t d = a->module.dimension;
    if (!nmod_poly_equal(a->polynomial, b->polynomial))
        return false;
    nmod_mat_t left, right;
    nmod_mat_init(left, d, d, j->blocks->modulus.n);
    nmod_mat_init(right, d, d, j->blocks->modulus.n);
    bool found = find_bases(left, right, a, b, j) && nmod_mat_inv(left, left);
    nmod_mat_mul(T, left, right);
    nmod_mat_clear(right);
    nmod_mat_clear(left);
    j->open = j->open || !found;
    return found;
}

/* With T of the block and its dual, A T + T A^T = 0, and T^-1 is a form. */
static lb_block_form form_of(const nmod_mat_t T)
{
    nmod_mat_t S;
    lb_block_form form = LB_FORM_NONE;
    nmod_mat_init(S, nmod_mat_nrows(T), nmod_mat_nrows(T), T->mod.n);
    nmod_mat_transpose(S, T);
    if (nmod_mat_equal(S, T))
        form = LB_FORM_SYMMETRIC;
    nmod_mat_neg(S, S);
    if (nmod_mat_equal(S, T))
        form = LB_FORM_ANTISYMMETRIC;
    nmod_mat_clear(S);
    return form;
}

/* Family b becomes part of family a < b. */
static void merge(lb_structure_blocks *blocks, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < blocks->count; i++) {
        uint32_t *family = &blocks->items[i].family;
        if (*family != LB_NO_FAMILY && *family >= b)
            *family = *family == b ? a : *family - 1;
    }
    blocks->family_count--;
    memmove(blocks->families + b, blocks->families + b + 1,
            (blocks->family_count - b) * sizeof *blocks->families);
}

static const pair *pair_of(const joining *j, uint32_t family)
{
    return j->pairs + j->blocks->families[family].block;
}

static bool have_equal_traces(const lb_structure_blocks *blocks, const lb_block_module *a,
                              const lb_block_module *b)
{
    return !memcmp(a->traces, b->traces, blocks->generator_count * sizeof *a->traces);
}

bool lb_structure_blocks_have_opposite_traces(const lb_structure_blocks *blocks, uint32_t a,
                                              uint32_t b)
{
    const uint64_t *left = blocks->items[a].traces, *right = blocks->items[b].traces;
    bool opposite = true;
    for (uint32_t k = 0; k < blocks->generator_count && opposite; k++)
        opposite = right[k] == nmod_neg(left[k], blocks->modulus);
    return opposite;
}

static const lb_block_module *block_of(const joining *j, uint32_t family)
{
    return j->blocks->items + j->blocks->families[family].block;
}

static bool is_proved(const joining *j, uint32_t a, uint32_t b, bool dual, bool found)
{
    return !j->proof || j->proof(j->blocks, j->blocks->families[a].block,
                                 j->blocks->families[b].block, dual, found, j->context);
}

/* Whether a relation of these families is of the kind that is looked for. */
static bool is_wanted(const joining *j, uint32_t a, uint32_t b, bool dual)
{
    const lb_block_module *left = block_of(j, a), *right = block_of(j, b);
    if (left->dimension != right->dimension || (a == b && !dual))
        return false;
    return j->copies ? !dual && have_equal_traces(j->blocks, left, right)
                     : is_proved(j, a, b, dual, false);
}

static bool is_compared(const joining *j, uint32_t f)
{
    bool compared = false;
    for (uint32_t g = 0; g < j->blocks->family_count && !compared; g++)
        compared = is_wanted(j, f, g, false) || is_wanted(j, f, g, true);
    return compared;
}

/* T, initialized, of families that belong together. */
static bool are_related(nmod_mat_t T, uint32_t a, uint32_t b, bool dual, joining *j)
{
    const pair *left = pair_of(j, a), *right = pair_of(j, b);
    return is_wanted(j, a, b, dual) &&
           isomorphic(T, &left->plain, dual ? &right->dual : &right->plain, j) &&
           is_proved(j, a, b, dual, true);
}

/* Blocks of the family, which are like each other, take the basis in which they have the matrices of
 * family a. */
static void adapt(uint32_t a, uint32_t b, const nmod_mat_t T, joining *j)
{
    lb_structure_blocks *blocks = j->blocks;
    for (uint32_t i = 0; i < blocks->count; i++) {
        lb_block_module *item = blocks->items + i;
        if (item->family != b)
            continue;
        for (uint32_t k = 0; k < blocks->generator_count; k++)
            nmod_mat_set(item->matrices + k, block_of(j, a)->matrices + k);
        for (uint32_t m = 0; item->copies && m < item->multiplicity; m++) {
            nmod_mat_t rows, moved;
            slong first = (slong)m * item->dimension, n = nmod_mat_ncols(item->copies);
            nmod_mat_window_init(rows, item->copies, first, 0, first + item->dimension, n);
            nmod_mat_init(moved, item->dimension, n, T->mod.n);
            nmod_mat_mul(moved, T, rows);
            nmod_mat_set(rows, moved);
            nmod_mat_clear(moved);
            nmod_mat_window_clear(rows);
        }
    }
}

/* The first family before b to which it belongs, or b. */
static uint32_t find_family(uint32_t b, joining *j)
{
    slong d = block_of(j, b)->dimension;
    uint32_t a = 0;
    nmod_mat_t T;
    nmod_mat_init(T, d, d, j->blocks->modulus.n);
    while (a < b && !are_related(T, a, b, false, j) && !are_related(T, a, b, true, j))
        a++;
    if (a < b && j->copies)
        adapt(a, b, T, j);
    nmod_mat_clear(T);
    return a;
}

static lb_block_form find_form(uint32_t a, joining *j)
{
    slong d = block_of(j, a)->dimension;
    nmod_mat_t T;
    nmod_mat_init(T, d, d, j->blocks->modulus.n);
    lb_block_form form = are_related(T, a, a, true, j) ? form_of(T) : LB_FORM_NONE;
    nmod_mat_clear(T);
    return form;
}

bool lb_structure_blocks_isomorphism(nmod_mat_t T, lb_structure_blocks *blocks, uint32_t a,
                                     uint32_t b, bool dual, lb_run *run)
{
    joining j = {.blocks = blocks, .open = true, .run = run};
    bool found = false;
    if (blocks->items[a].dimension != blocks->items[b].dimension)
        return false;
    lb_random_seed(&j.random, blocks->count);
    for (uint64_t seed = 0; seed < ATTEMPTS && j.open && !found; seed++) {
        pair left, right;
        j.open = false;
        pair_init(&left, blocks->items + a, seed, &j);
        pair_init(&right, blocks->items + b, seed, &j);
        found = isomorphic(T, &left.plain, dual ? &right.dual : &right.plain, &j);
        pair_clear(&left);
        pair_clear(&right);
    }
    return found;
}

static bool is_sharp(const joining *j)
{
    return j->size(j->blocks) <= j->least || j->run->stopped;
}

static void join_families(joining *j)
{
    for (uint32_t b = 1; b < j->blocks->family_count && !is_sharp(j);) {
        uint32_t a = find_family(b, j);
        if (a < b)
            merge(j->blocks, a, b);
        else
            b++;
    }
    for (uint32_t a = 0; a < j->blocks->family_count && !is_sharp(j); a++)
        if (j->blocks->families[a].form == LB_FORM_NONE && j->blocks->families[a].dimension > 2)
            j->blocks->families[a].form = find_form(a, j);
}

static void join(joining *j)
{
    lb_structure_blocks *blocks = j->blocks;
    lb_random_seed(&j->random, j->least);
    j->pairs = lb_calloc(blocks->count, sizeof *j->pairs);
    j->open = true;
    for (uint64_t seed = 0; seed < ATTEMPTS && j->open && !is_sharp(j); seed++) {
        j->open = false;
        for (uint32_t f = 0; f < blocks->family_count; f++)
            if (is_compared(j, f))
                pair_init(j->pairs + blocks->families[f].block, block_of(j, f), seed, j);
        join_families(j);
        for (uint32_t i = 0; i < blocks->count; i++)
            if (j->pairs[i].plain.module.generators) {
                pair_clear(j->pairs + i);
                j->pairs[i] = (pair){0};
            }
    }
    free(j->pairs);
}

void lb_structure_blocks_join(lb_structure_blocks *blocks,
                              uint64_t size(const lb_structure_blocks *), uint64_t least,
                              lb_run *run)
{
    joining j = {.blocks = blocks, .size = size, .least = least, .run = run};
    join(&j);
}

void lb_structure_blocks_join_proved(lb_structure_blocks *blocks, lb_relation_proof *proof,
                                     void *context, lb_run *run)
{
    joining j = {.blocks = blocks,
                 .proof = proof,
                 .context = context,
                 .size = lb_structure_blocks_bound,
                 .run = run};
    join(&j);
}

void lb_structure_blocks_find_alike(lb_structure_blocks *blocks, lb_run *run)
{
    joining j = {.blocks = blocks, .copies = true, .size = lb_structure_blocks_bound, .run = run};
    lb_structure_blocks_separate(blocks);
    join(&j);
    for (uint32_t i = 0; i < blocks->count; i++) {
        lb_block_module *b = blocks->items + i;
        b->like = b->family == LB_NO_FAMILY ? 0 : blocks->families[b->family].block;
        while (b->family == LB_NO_FAMILY && b->like < i &&
               (blocks->items[b->like].dimension > 1 ||
                !have_equal_traces(blocks, blocks->items + b->like, b)))
            b->like++;
    }
}
