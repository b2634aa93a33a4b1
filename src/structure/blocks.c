#include "structure/blocks.h"

#include <stdlib.h>

#include <flint/nmod.h>
#include <flint/nmod_poly.h>
#include <flint/nmod_poly_factor.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"

/* Elements of the hull that are tried on a sector. */
enum { ATTEMPTS = 24 };

/* The decomposition of one sector. */
typedef struct decomposition {
    lb_state_blocks *blocks;
    const lb_module *states;
    lb_run *run;
    lb_random random;
    uint32_t sector, most, first; /* block of this sector */
    uint32_t found;               /* states in its blocks so far */
    nmod_mat_t rows;              /* bases of all of them, one after the other */
} decomposition;

/* ---- Blocks ---- */

static void traces_init(lb_block_module *b, uint32_t generators)
{
    b->traces = lb_malloc(generators, sizeof *b->traces);
    for (uint32_t k = 0; k < generators; k++)
        b->traces[k] = nmod_mat_trace(b->matrices + k);
}

static void drop_matrices(lb_block_module *b, uint32_t generators)
{
    for (uint32_t k = 0; b->matrices && k < generators; k++)
        nmod_mat_clear(b->matrices + k);
    free(b->matrices);
    b->matrices = NULL;
    if (b->copies)
        nmod_mat_clear(b->copies);
    free(b->copies);
    b->copies = NULL;
}

/* The block of a submodule, without copies yet; false when a limit came first. */
static bool block_init(lb_block_module *b, const lb_submodule *W, const decomposition *x)
{
    const lb_module *M = x->states;
    *b = (lb_block_module){.dimension = W->dimension, .sector = x->sector, .family = LB_NO_FAMILY};
    b->matrices = lb_malloc(M->generator_count, sizeof *b->matrices);
    for (uint32_t k = 0; k < M->generator_count; k++)
        nmod_mat_init(b->matrices + k, W->dimension, W->dimension, M->modulus.n);
    bool runs = lb_submodule_matrices(b->matrices, W, M, x->run);
    traces_init(b, M->generator_count);
    return runs;
}

void lb_state_blocks_append(lb_state_blocks *blocks, lb_block_module b)
{
    blocks->items =
        lb_grow(blocks->items, &blocks->capacity, blocks->count + (size_t)1, sizeof *blocks->items);
    blocks->items[blocks->count++] = b;
}

/* ---- Copies of a block ---- */

static bool goes_on(const decomposition *x, size_t work)
{
    lb_progress progress = {.stage = "blocks", .done = x->found, .total = x->states->dimension};
    return lb_run_goes_on(x->run, work, progress);
}

/* Another eigenvector of the eigenvalue of which f is the cofactor in the least polynomial. */
static void draw_eigenvector(uint64_t *v, const lb_hull_element *X, const nmod_poly_t f,
                             decomposition *x)
{
    uint32_t n = x->states->dimension;
    uint64_t *start = lb_malloc(n, sizeof *start);
    for (uint32_t i = 0; i < n; i++)
        start[i] = lb_random_below(&x->random, x->states->modulus.n);
    lb_hull_element_evaluate(v, X, f, start);
    free(start);
}

/* Take a copy of the block with these rows. */
static void take_rows(decomposition *x, const nmod_mat_t rows)
{
    for (slong i = 0; i < nmod_mat_nrows(rows); i++)
        _nmod_vec_set(x->rows->rows[x->found++], rows->rows[i], x->states->dimension);
}

/* Eigenvectors in echelon form: row i is 1 at columns[i], and rows after it are 0 there. */
typedef struct eigenspace {
    nmod_mat_t rows;
    slong count, *columns;
} eigenspace;

/* Whether v is independent of the vectors before it; then it becomes one more. */
static bool is_new(eigenspace *E, const uint64_t *v)
{
    slong n = nmod_mat_ncols(E->rows), column = 0;
    nmod_t p = E->rows->mod;
    uint64_t *row = E->rows->rows[E->count];
    _nmod_vec_set(row, v, n);
    for (slong i = 0; i < E->count; i++)
        _nmod_vec_scalar_addmul_nmod(row, E->rows->rows[i], n, nmod_neg(row[E->columns[i]], p), p);
    while (column < n && !row[column])
        column++;
    if (column == n)
        return false;
    _nmod_vec_scalar_mul_nmod(row, row, n, nmod_inv(row[column], p), p);
    E->columns[E->count++] = column;
    return true;
}

/* Eigenvectors until no new one comes; each spans a copy of the block, which is checked. */
static bool take_copies(decomposition *x, lb_block_module *b, const lb_submodule *W,
                        const lb_hull_element *X, const nmod_poly_t cofactor)
{
    const lb_module *M = x->states;
    slong n = M->dimension, most = n / b->dimension;
    uint64_t *v = lb_malloc((size_t)n, sizeof *v);
    nmod_mat_t rows;
    eigenspace E = {.columns = lb_malloc((size_t)most + 1, sizeof *E.columns)};
    nmod_mat_init(E.rows, most + 1, n, M->modulus.n);
    nmod_mat_init(rows, b->dimension, n, M->modulus.n);
    bool good = is_new(&E, W->basis->rows[0]);
    take_rows(x, W->basis);
    for (b->multiplicity = 1; good; b->multiplicity++) {
        good = goes_on(x, (size_t)n * (size_t)n);
        draw_eigenvector(v, X, cofactor, x);
        if (!good || !is_new(&E, v))
            break;
        lb_submodule_rows(rows, W, M, v);
        good = x->found + b->dimension <= M->dimension && lb_module_acts_by(M, rows, b->matrices);
        if (good)
            take_rows(x, rows);
    }
    nmod_mat_clear(rows);
    nmod_mat_clear(E.rows);
    free(E.columns);
    free(v);
    return good;
}

/* ---- Eigenvalues ---- */

/* The least polynomial of X on the block whose rows begin at `at`. False where it is not of degree
 * d: eigenvalues are equal, or the prime does not split the block. */
static bool block_polynomial(nmod_poly_t g, const lb_block_module *b, uint32_t at,
                             const lb_hull_element *X, decomposition *x)
{
    slong n = x->states->dimension;
    uint64_t *v = lb_calloc((size_t)n, sizeof *v);
    for (uint32_t i = 0; i < b->dimension; i++)
        _nmod_vec_scalar_addmul_nmod(v, x->rows->rows[at + i], n,
                                     lb_random_below(&x->random, x->states->modulus.n),
                                     x->states->modulus);
    lb_hull_element_polynomial(g, X, v, b->dimension, &x->random);
    free(v);
    return nmod_poly_degree(g) == (slong)b->dimension;
}

static void divide_out(nmod_poly_t f, const nmod_poly_t g)
{
    nmod_poly_t common;
    nmod_poly_init(common, f->mod.n);
    nmod_poly_gcd(common, f, g);
    nmod_poly_div(f, f, common);
    nmod_poly_clear(common);
}

/* One more block, from the eigenvalue; `rest`, the factors of the least polynomial f that belong to
 * no block yet, loses those that belong to this one. */
static bool take_block(decomposition *x, const lb_hull_element *X, const nmod_poly_t f,
                       nmod_poly_t rest, uint64_t eigenvalue)
{
    uint32_t n = x->states->dimension, at = x->found;
    uint64_t *v = lb_malloc(n, sizeof *v);
    nmod_poly_t cofactor, linear;
    lb_submodule W;
    lb_block_module b;
    nmod_poly_init(cofactor, f->mod.n);
    nmod_poly_init(linear, f->mod.n);
    nmod_poly_set_coeff_ui(linear, 1, 1);
    nmod_poly_set_coeff_ui(linear, 0, nmod_neg(eigenvalue, f->mod));
    nmod_poly_div(cofactor, f, linear);
    draw_eigenvector(v, X, cofactor, x);
    uint32_t most = x->most < n - at ? x->most : n - at;
    bool good = goes_on(x, (size_t)n * n) && lb_submodule_init(&W, x->states, v, most, x->run);
    if (good) {
        good = block_init(&b, &W, x) && take_copies(x, &b, &W, X, cofactor) &&
               block_polynomial(linear, &b, at, X, x);
        lb_state_blocks_append(x->blocks, b);
        divide_out(rest, linear);
        lb_submodule_clear(&W);
    }
    nmod_poly_clear(linear);
    nmod_poly_clear(cofactor);
    free(v);
    return good;
}

/* f becomes the least polynomial of X, rest what of it belongs to no block yet. */
static bool find_polynomials(nmod_poly_t f, nmod_poly_t rest, const lb_hull_element *X,
                             decomposition *x)
{
    uint32_t n = x->states->dimension, at = 0;
    uint64_t *v = lb_malloc(n, sizeof *v);
    nmod_poly_t g;
    nmod_poly_init(g, f->mod.n);
    for (uint32_t i = 0; i < n; i++)
        v[i] = lb_random_below(&x->random, f->mod.n);
    bool good = goes_on(x, (size_t)n * n);
    lb_hull_element_polynomial(f, X, v, n, &x->random);
    nmod_poly_set(rest, f);
    for (uint32_t i = x->first; i < x->blocks->count && good; i++) {
        const lb_block_module *b = x->blocks->items + i;
        good = block_polynomial(g, b, at, X, x);
        divide_out(rest, g);
        at += b->dimension * b->multiplicity;
    }
    nmod_poly_clear(g);
    free(v);
    return good;
}

/* Blocks from the eigenvalues of one element of the hull, as far as these are residues. */
static bool take_blocks(decomposition *x, uint64_t seed)
{
    lb_hull_element X;
    nmod_poly_t f, rest;
    nmod_poly_factor_t roots;
    nmod_poly_init(f, x->states->modulus.n);
    nmod_poly_init(rest, x->states->modulus.n);
    nmod_poly_factor_init(roots);
    lb_hull_element_init(&X, x->states, seed, x->run);
    bool good = find_polynomials(f, rest, &X, x);
    if (good && nmod_poly_degree(rest) > 0)
        nmod_poly_roots(roots, rest, 0);
    for (slong i = 0; i < roots->num && good; i++) {
        uint64_t eigenvalue = nmod_neg(nmod_poly_get_coeff_ui(roots->p + i, 0), rest->mod);
        if (!nmod_poly_evaluate_nmod(rest, eigenvalue))
            good = take_block(x, &X, f, rest, eigenvalue);
    }
    lb_hull_element_clear(&X);
    nmod_poly_factor_clear(roots);
    nmod_poly_clear(rest);
    nmod_poly_clear(f);
    return good;
}

/* The rows of each block of the sector. */
static void keep_copies(const decomposition *x)
{
    slong n = x->states->dimension, at = 0;
    for (uint32_t i = x->first; i < x->blocks->count; i++) {
        lb_block_module *b = x->blocks->items + i;
        slong rows = (slong)b->dimension * b->multiplicity;
        nmod_mat_t window;
        b->copies = lb_malloc(1, sizeof *b->copies);
        nmod_mat_window_init(window, x->rows, at, 0, at + rows, n);
        nmod_mat_init_set(b->copies, window);
        nmod_mat_window_clear(window);
        at += rows;
    }
}

bool lb_state_blocks_add_module(lb_state_blocks *blocks, const lb_module *states, uint32_t sector,
                                uint32_t most, lb_run *run)
{
    uint32_t n = states->dimension;
    decomposition x = {.blocks = blocks,
                       .states = states,
                       .run = run,
                       .sector = sector,
                       .most = most,
                       .first = blocks->count};
    lb_random_seed(&x.random, sector);
    nmod_mat_init(x.rows, n, n, states->modulus.n);
    bool good = true;
    for (uint64_t attempt = 0; attempt < ATTEMPTS && x.found < n && good; attempt++)
        good = take_blocks(&x, attempt);
    good = good && x.found == n && nmod_mat_rank(x.rows) == (slong)n && !run->stopped;
    if (good && blocks->keeps_copies)
        keep_copies(&x);
    nmod_mat_clear(x.rows);
    return good;
}

uint64_t lb_state_blocks_prime(uint64_t limit)
{
    const uint64_t step = limit > UINT32_MAX ? UINT64_C(5354228880) : 5040;
    uint64_t prime = limit - 2 - (limit - 2) % step + 1;
    while (!n_is_prime(prime))
        prime -= step;
    return prime;
}

void lb_algebra_add_copies(lb_algebra_t G, lb_ideal_type type, uint32_t n, uint32_t copies)
{
    mpz_t number, count;
    mpz_init_set_ui(number, n);
    mpz_init_set_ui(count, copies);
    if (copies)
        lb_algebra_add(G, type, number, count);
    mpz_clears(number, count, (mpz_ptr)NULL);
}

static bool add_sectors(lb_state_blocks *blocks, const lb_ansatz_t A,
                        const lb_symmetries *symmetries, lb_run *run)
{
    bool good = true;
    for (uint32_t sector = 0; sector < blocks->sector_count && good; sector++) {
        lb_module states;
        lb_sector_module_init(&states, A, symmetries, sector, blocks->modulus);
        good = lb_state_blocks_add_module(blocks, &states, sector, states.dimension, run);
        lb_module_clear(&states);
    }
    if (!good)
        lb_state_blocks_clear(blocks);
    return good;
}

bool lb_state_blocks_init(lb_state_blocks *blocks, const lb_ansatz_t A,
                          const lb_symmetries *symmetries, bool copies, uint64_t prime, lb_run *run)
{
    *blocks = (lb_state_blocks){.generator_count = (uint32_t)A->generator_count,
                                .sector_count = (uint32_t)1 << symmetries->count,
                                .keeps_copies = copies};
    nmod_init(&blocks->modulus, prime);
    return add_sectors(blocks, A, symmetries, run);
}

void lb_state_blocks_drop_matrices(lb_state_blocks *blocks)
{
    for (uint32_t i = 0; i < blocks->count; i++)
        drop_matrices(blocks->items + i, blocks->generator_count);
    if (blocks->adjoint)
        lb_state_blocks_drop_matrices(blocks->adjoint);
}

void lb_state_blocks_clear(lb_state_blocks *blocks)
{
    lb_state_blocks_drop_matrices(blocks);
    for (uint32_t i = 0; i < blocks->count; i++)
        free(blocks->items[i].traces);
    free(blocks->items);
    free(blocks->families);
    free(blocks->parts);
    if (blocks->adjoint)
        lb_state_blocks_clear(blocks->adjoint);
    free(blocks->adjoint);
}

uint64_t lb_family_dimension(const lb_family *family)
{
    uint64_t d = family->dimension;
    if (family->factor_count)
        return 0;
    return family->form == LB_FORM_NONE        ? d * d - 1
           : family->form == LB_FORM_SYMMETRIC ? d * (d - 1) / 2
                                               : d * (d + 1) / 2;
}

uint32_t lb_state_blocks_trace_rank(const lb_state_blocks *blocks)
{
    nmod_mat_t traces;
    nmod_mat_init(traces, blocks->count, blocks->generator_count, blocks->modulus.n);
    for (uint32_t i = 0; i < blocks->count; i++)
        _nmod_vec_set(traces->rows[i], blocks->items[i].traces, blocks->generator_count);
    uint32_t rank = (uint32_t)nmod_mat_rank(traces);
    nmod_mat_clear(traces);
    return rank;
}

uint64_t lb_state_blocks_bound(const lb_state_blocks *blocks)
{
    uint64_t bound = lb_state_blocks_trace_rank(blocks);
    for (uint32_t i = 0; i < blocks->family_count; i++)
        bound += lb_family_dimension(blocks->families + i);
    return bound;
}

void lb_state_blocks_separate(lb_state_blocks *blocks)
{
    blocks->families = lb_calloc(blocks->count, sizeof *blocks->families);
    for (uint32_t i = 0; i < blocks->count; i++) {
        lb_block_module *b = blocks->items + i;
        if (b->dimension < 2)
            continue;
        b->family = blocks->family_count++;
        blocks->families[b->family] = (lb_family){.dimension = b->dimension, .block = i};
    }
}

uint32_t lb_block_copies(const lb_state_blocks *blocks, uint32_t first)
{
    uint32_t copies = 0;
    for (uint32_t i = first; i < blocks->count; i++)
        copies += blocks->items[i].like == first ? blocks->items[i].multiplicity : 0;
    return copies;
}
