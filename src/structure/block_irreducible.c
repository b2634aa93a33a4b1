/* Norton's criterion. Let N be a matrix of the hull of a module B that annihilates exactly a line on
 * B, and so on the dual. If the one line generates B and the other the dual, B is irreducible: on a
 * proper submodule U not 0, N is regular, or U would contain the line; so what N annihilates on the
 * dual vanishes on U, and generates forms that do. */

#include <stdlib.h>

#include <flint/nmod.h>
#include <flint/nmod_poly.h>
#include <flint/nmod_poly_factor.h>

#include "base/memory.h"
#include "structure/blocks.h"

/* Elements of the hull that are tried. */
enum { ATTEMPTS = 24 };

typedef struct criterion {
    const lb_block_module *block;
    uint32_t generator_count;
    nmod_t modulus;
    lb_random random;
    lb_run *run;
} criterion;

/* A random linear combination of the matrices. */
static void draw_form(nmod_mat_t form, criterion *x)
{
    nmod_mat_zero(form);
    for (uint32_t k = 0; k < x->generator_count; k++)
        nmod_mat_scalar_addmul_ui(form, form, x->block->matrices + k,
                                  lb_random_below(&x->random, x->modulus.n));
}

/* X = l_1 l_2 + l_3. */
static void draw_element(nmod_mat_t X, criterion *x)
{
    nmod_mat_t left, right;
    slong d = x->block->dimension;
    nmod_mat_init(left, d, d, x->modulus.n);
    nmod_mat_init(right, d, d, x->modulus.n);
    draw_form(left, x);
    draw_form(right, x);
    nmod_mat_mul(X, left, right);
    draw_form(left, x);
    nmod_mat_add(X, X, left);
    nmod_mat_clear(right);
    nmod_mat_clear(left);
}

/* X less an eigenvalue of it; false when the characteristic polynomial has no root. */
static bool make_singular(nmod_mat_t X)
{
    nmod_poly_t f;
    nmod_poly_factor_t roots;
    nmod_poly_init(f, X->mod.n);
    nmod_poly_factor_init(roots);
    nmod_mat_charpoly(f, X);
    nmod_poly_roots(roots, f, 0);
    for (slong i = 0; roots->num && i < nmod_mat_nrows(X); i++)
        nmod_mat_entry(X, i, i) =
            nmod_add(nmod_mat_entry(X, i, i), nmod_poly_get_coeff_ui(roots->p, 0), X->mod);
    bool found = roots->num;
    nmod_poly_factor_clear(roots);
    nmod_poly_clear(f);
    return found;
}

/* Whether what N annihilates is a line that generates the module. */
static bool line_generates(const nmod_mat_t N, const criterion *x, bool dual)
{
    slong d = x->block->dimension;
    nmod_mat_t kernel;
    nmod_mat_init(kernel, d, d, x->modulus.n);
    bool generates = nmod_mat_nullspace(kernel, N) == 1;
    if (generates) {
        uint64_t *v = lb_malloc((size_t)d, sizeof *v);
        lb_module M;
        lb_submodule W;
        for (slong i = 0; i < d; i++)
            v[i] = nmod_mat_entry(kernel, i, 0);
        lb_module_init_matrices(&M, x->block->matrices, x->generator_count, dual);
        generates = lb_submodule_init(&W, &M, v, (uint32_t)d, x->run);
        if (generates) {
            generates = W.dimension == (uint32_t)d;
            lb_submodule_clear(&W);
        }
        lb_module_clear(&M);
        free(v);
    }
    nmod_mat_clear(kernel);
    return generates;
}

static bool is_irreducible(criterion *x)
{
    slong d = x->block->dimension;
    nmod_mat_t N, transposed;
    nmod_mat_init(N, d, d, x->modulus.n);
    nmod_mat_init(transposed, d, d, x->modulus.n);
    bool proved = d == 1;
    for (int attempt = 0; attempt < ATTEMPTS && !proved && !x->run->stopped; attempt++) {
        draw_element(N, x);
        if (!make_singular(N))
            continue;
        nmod_mat_transpose(transposed, N);
        proved = line_generates(transposed, x, false) && line_generates(N, x, true);
    }
    nmod_mat_clear(transposed);
    nmod_mat_clear(N);
    return proved;
}

bool lb_block_is_irreducible(const lb_structure_blocks *blocks, uint32_t i, lb_run *run)
{
    criterion x = {.block = blocks->items + i,
                   .generator_count = blocks->generator_count,
                   .modulus = blocks->modulus,
                   .run = run};
    lb_random_seed(&x.random, i);
    return is_irreducible(&x);
}

bool lb_structure_blocks_are_irreducible(const lb_structure_blocks *blocks, lb_run *run)
{
    bool proved = true;
    for (uint32_t i = 0; i < blocks->count && proved; i++)
        proved = lb_block_is_irreducible(blocks, i, run);
    return proved;
}
