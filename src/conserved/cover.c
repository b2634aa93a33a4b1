/* Which h. L0 + L1 (L2 + L3 (L4 + ..)), with random combinations L of the generators and 1, separates
 * irreducible subspaces of different kinds: L0 + L1 L2 mostly, more factors always. Its least
 * polynomial on V / W, W what is spanned so far, comes from a sequence l(h^k u) of a functional l
 * that is zero on W, by the algorithm of Berlekamp and Massey, and f is a factor of it. */

#include "conserved/cover.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <flint/fmpz.h>
#include <flint/nmod_mat.h>
#include <flint/nmod_poly.h>
#include <flint/nmod_vec.h>
#include <flint/ulong_extras.h>

#include "base/memory.h"
#include "base/random.h"

enum { FACTORS_MAX = 9 };

/* h = factors[0] + factors[1] (factors[2] + factors[3] (factors[4] + ..)) */
typedef struct element {
    int count; /* odd */
    lb_blocks_operator factors[FACTORS_MAX];
} element;

typedef struct state {
    lb_cover *cover;
    const lb_blocks *blocks;
    lb_residue_rows *spans; /* W in each block */
    element h;
    bool has_h;
    lb_random random;
    lb_run *run;
    size_t work;
    uint64_t *room; /* N residues */
} state;

static bool goes_on(state *s, double work)
{
    return lb_run_asks(s->run, &s->work, (size_t)work + 1);
}

static uint64_t random_residue(state *s)
{
    return lb_random_below(&s->random, s->blocks->modulus.n);
}

/* ---- Elements ---- */

static void random_combination(lb_blocks_operator *L, state *s)
{
    const lb_blocks *blocks = s->blocks;
    lb_sum_t one;
    lb_sum_init(one, blocks->qubits);
    lb_string_t identity;
    lb_string_init(identity);
    mpq_t c;
    mpq_init(c);
    mpq_set_ui(c, 1 + lb_random_below(&s->random, UINT32_MAX), 1);
    lb_sum_append(one, c, identity);
    bool made = lb_blocks_operator_init(L, blocks, one);
    (void)made; /* of an integer */
    for (uint32_t k = 0; k < blocks->generator_count; k++) {
        lb_blocks_operator sum;
        lb_blocks_operator_combine(&sum, blocks, 1, L, random_residue(s), blocks->generators + k);
        lb_blocks_operator_clear(L);
        *L = sum;
    }
    mpq_clear(c);
    lb_string_clear(identity);
    lb_sum_clear(one);
}

static void drop_element(state *s)
{
    for (int i = 0; i < s->h.count && s->has_h; i++)
        lb_blocks_operator_clear(s->h.factors + i);
    s->has_h = false;
}

static void choose_element(state *s)
{
    drop_element(s);
    for (int i = 0; i < s->h.count; i++)
        random_combination(s->h.factors + i, s);
    s->has_h = true;
}

/* out = h in, in a block: out becomes factors[i] in + factors[i + 1] out, from the last i on. */
static void apply_element(uint64_t *out, const uint64_t *in, const state *s, size_t block)
{
    const lb_blocks *blocks = s->blocks;
    size_t M = blocks->block_dimension;
    uint64_t *product = s->room, *first = s->room + M;
    int i = s->h.count - 1;
    lb_blocks_operator_apply_in(out, s->h.factors + i, in, blocks, block);
    for (i -= 2; i >= 0; i -= 2) {
        lb_blocks_operator_apply_in(product, s->h.factors + i + 1, out, blocks, block);
        lb_blocks_operator_apply_in(first, s->h.factors + i, in, blocks, block);
        _nmod_vec_add(out, product, first, (slong)M, blocks->modulus);
    }
}

static double element_work(const state *s)
{
    double masks = 0;
    for (int i = 0; i < s->h.count; i++)
        masks += s->h.factors[i].mask_count;
    return masks * (double)s->blocks->block_dimension;
}

/* ---- Polynomials ---- */

/* A functional that is zero on the space. */
static void annihilating_functional(uint64_t *l, const lb_residue_rows *space, state *s)
{
    size_t M = s->blocks->block_dimension;
    nmod_t modulus = s->blocks->modulus;
    for (size_t b = 0; b < M; b++)
        l[b] = random_residue(s);
    for (uint32_t i = space->count; i-- > 0;) {
        const uint64_t *row = lb_residue_row(space, i);
        l[space->pivots[i]] = 0;
        uint64_t value = _nmod_vec_dot(l, row, (slong)M, modulus, 3);
        l[space->pivots[i]] = nmod_neg(value, modulus);
    }
}

/* f becomes the least polynomial of h on the block modulo its span, or a factor of it. */
static bool least_polynomial(nmod_poly_t f, state *s, size_t block)
{
    size_t M = s->blocks->block_dimension, count = 2 * M + 2;
    uint64_t *l = lb_malloc(M, sizeof *l), *terms = lb_malloc(count, sizeof *terms);
    uint64_t *v = lb_malloc(M, sizeof *v), *w = lb_malloc(M, sizeof *w);
    annihilating_functional(l, s->spans + block, s);
    for (size_t b = 0; b < M; b++)
        v[b] = random_residue(s);
    size_t k = 0;
    for (; k < count && goes_on(s, element_work(s)); k++) {
        terms[k] = _nmod_vec_dot(l, v, (slong)M, s->blocks->modulus, 3);
        apply_element(w, v, s, block);
        uint64_t *swap = v;
        v = w;
        w = swap;
    }
    if (k == count) {
        nmod_berlekamp_massey_t recurrence;
        nmod_berlekamp_massey_init(recurrence, s->blocks->modulus.n);
        nmod_berlekamp_massey_add_points(recurrence, terms, (slong)count);
        nmod_berlekamp_massey_reduce(recurrence);
        nmod_poly_set(f, nmod_berlekamp_massey_V_poly(recurrence));
        nmod_poly_make_monic(f, f);
        nmod_berlekamp_massey_clear(recurrence);
    }
    free(w);
    free(v);
    free(terms);
    free(l);
    return k == count;
}

/* A factor of f, all of whose irreducible factors have degree d, by the method of Cantor and
 * Zassenhaus; false when the random choice did not part them. */
static bool part_factors(nmod_poly_t factor, const nmod_poly_t f, slong d, state *s)
{
    fmpz_t exponent;
    nmod_poly_t a;
    fmpz_init_set_ui(exponent, f->mod.n);
    nmod_poly_init(a, f->mod.n);
    fmpz_pow_ui(exponent, exponent, (ulong)d);
    fmpz_fdiv_q_2exp(exponent, exponent, 1);
    for (slong k = 0; k < nmod_poly_degree(f); k++)
        nmod_poly_set_coeff_ui(a, k, random_residue(s));
    nmod_poly_powmod_fmpz_binexp(factor, a, exponent, f);
    nmod_poly_set_coeff_ui(factor, 0,
                           nmod_sub(nmod_poly_get_coeff_ui(factor, 0), 1, s->blocks->modulus));
    nmod_poly_gcd(factor, factor, f);
    nmod_poly_clear(a);
    fmpz_clear(exponent);
    return nmod_poly_degree(factor) > 0 && nmod_poly_degree(factor) < nmod_poly_degree(f);
}

/* Of f, squarefree with all factors of degree d, one factor. */
static void one_factor(nmod_poly_t f, slong d, state *s)
{
    nmod_poly_t half, rest;
    nmod_poly_init(half, f->mod.n);
    nmod_poly_init(rest, f->mod.n);
    while (nmod_poly_degree(f) > d) {
        if (!part_factors(half, f, d, s))
            continue;
        nmod_poly_div(rest, f, half);
        bool smaller = nmod_poly_degree(half) <= nmod_poly_degree(rest);
        nmod_poly_set(f, smaller ? half : rest);
    }
    nmod_poly_clear(rest);
    nmod_poly_clear(half);
}

/* f becomes an irreducible factor of itself of the least degree, at most `most`; false when there is
 * none. */
static bool least_factor(nmod_poly_t f, slong most, state *s)
{
    bool found = false;
    nmod_poly_t x, power, part;
    nmod_poly_init(x, f->mod.n);
    nmod_poly_init(power, f->mod.n);
    nmod_poly_init(part, f->mod.n);
    nmod_poly_set_coeff_ui(x, 1, 1);
    nmod_poly_rem(power, x, f);
    for (slong d = 1; d <= most && d <= nmod_poly_degree(f) && !found; d++) {
        nmod_poly_powmod_ui_binexp(power, power, f->mod.n, f); /* x^(p^d) */
        nmod_poly_sub(part, power, x);
        nmod_poly_gcd(part, part, f);
        found = nmod_poly_degree(part) > 0;
        if (found) {
            nmod_poly_set(f, part);
            one_factor(f, d, s);
        }
    }
    nmod_poly_clear(part);
    nmod_poly_clear(power);
    nmod_poly_clear(x);
    return found;
}

/* ---- Kernels and spans ---- */

/* f(h) on a block; its columns are images. */
static void polynomial_matrix(nmod_mat_t matrix, const nmod_poly_t f, state *s, size_t block)
{
    size_t M = s->blocks->block_dimension;
    nmod_t modulus = s->blocks->modulus;
    uint64_t *v = lb_malloc(M, sizeof *v), *w = lb_malloc(M, sizeof *w);
    slong d = nmod_poly_degree(f);
    for (size_t b = 0; b < M && goes_on(s, element_work(s)); b++) {
        memset(v, 0, M * sizeof *v);
        v[b] = 1;
        for (slong k = d; k-- > 0;) {
            apply_element(w, v, s, block);
            w[b] = nmod_add(w[b], nmod_poly_get_coeff_ui(f, k), modulus);
            memcpy(v, w, M * sizeof *v);
        }
        for (size_t a = 0; a < M; a++)
            nmod_mat_entry(matrix, (slong)a, (slong)b) = v[a];
    }
    free(w);
    free(v);
}

/* The kernel of f(h) in a block, reduced. */
static bool kernel_in(lb_residue_rows *kernel, const nmod_poly_t f, state *s, size_t block)
{
    slong M = (slong)s->blocks->block_dimension;
    nmod_mat_t matrix, X;
    nmod_mat_init(matrix, M, M, s->blocks->modulus.n);
    nmod_mat_init(X, M, M, s->blocks->modulus.n);
    polynomial_matrix(matrix, f, s, block);
    bool ok = goes_on(s, (double)M * (double)M * (double)M / 16);
    slong count = ok ? nmod_mat_nullspace(X, matrix) : 0;
    for (slong i = 0; i < count; i++) {
        for (slong b = 0; b < M; b++)
            s->room[b] = nmod_mat_entry(X, b, i);
        lb_residue_rows_insert(kernel, s->room);
    }
    ok = ok && lb_residue_rows_reduce(kernel, s->run);
    nmod_mat_clear(X);
    nmod_mat_clear(matrix);
    return ok && goes_on(s, 1);
}

/* Add A E to the span of a block; by how much it grows. */
static uint32_t spin(state *s, const lb_residue_rows *kernel, size_t block)
{
    const lb_blocks *blocks = s->blocks;
    lb_residue_rows *span = s->spans + block;
    size_t M = blocks->block_dimension;
    uint32_t before = span->count;
    uint64_t *v = s->room;
    for (uint32_t i = 0; i < kernel->count; i++) {
        memcpy(v, lb_residue_row(kernel, i), M * sizeof *v);
        lb_residue_rows_insert(span, v);
    }
    for (uint32_t i = before; i < span->count && span->count < M; i++)
        for (uint32_t k = 0; k < blocks->generator_count; k++) {
            lb_blocks_operator_apply_in(v, blocks->generators + k, lb_residue_row(span, i), blocks,
                                        block);
            if (!goes_on(s, (double)M * (span->count / 8.0 + 1)))
                return 0;
            lb_residue_rows_insert(span, v);
        }
    return span->count - before;
}

static void part_clear(lb_cover_part *part, size_t block_count)
{
    for (size_t t = 0; t < block_count; t++)
        lb_residue_rows_clear(part->blocks + t);
    free(part->blocks);
}

/* The part of f: whether it makes the span of the block larger. */
static bool add_part(state *s, const nmod_poly_t f, size_t block)
{
    const lb_blocks *blocks = s->blocks;
    lb_cover_part part = {.degree = (uint32_t)nmod_poly_degree(f)};
    part.blocks = lb_calloc(blocks->block_count, sizeof *part.blocks);
    for (size_t t = 0; t < blocks->block_count; t++)
        lb_residue_rows_init(part.blocks + t, blocks->block_dimension, blocks->modulus);
    bool ok = true;
    for (size_t t = 0; t < blocks->block_count && ok; t++) {
        ok = kernel_in(part.blocks + t, f, s, t);
        part.kernel += part.blocks[t].count;
    }
    uint32_t before = s->spans[block].count;
    for (size_t t = 0; t < blocks->block_count && ok; t++)
        part.span += spin(s, part.blocks + t, t);
    if (!ok || s->run->stopped || s->spans[block].count == before) {
        part_clear(&part, blocks->block_count);
        return false;
    }
    lb_cover *cover = s->cover;
    cover->parts = lb_grow(cover->parts, &cover->capacity, (size_t)cover->count + 1, sizeof part);
    cover->parts[cover->count++] = part;
    cover->bound += (size_t)part.kernel * part.kernel / part.degree;
    return true;
}

/* ---- The cover ---- */

/* How often another h is tried for an eigenvalue modulo p before f may have a higher degree, and how
 * often in all. */
enum { LINEAR_TRIES = 16, TRIES = 24, DEGREE_MAX = 32 };

/* Parts until the span of the block is all of it. */
static bool fill_block(state *s, size_t block)
{
    nmod_poly_t f;
    nmod_poly_init(f, s->blocks->modulus.n);
    int failures = 0;
    while (s->spans[block].count < s->blocks->block_dimension && failures < TRIES &&
           !s->run->stopped) {
        if (failures || !s->has_h)
            choose_element(s);
        bool found = least_polynomial(f, s, block) && nmod_poly_degree(f) > 0 &&
                     least_factor(f, failures < LINEAR_TRIES ? 1 : DEGREE_MAX, s) &&
                     add_part(s, f, block);
        failures = found ? 0 : failures + 1;
    }
    nmod_poly_clear(f);
    return !s->run->stopped && failures < TRIES;
}

bool lb_cover_init(lb_cover *cover, const lb_blocks *blocks, int depth, lb_run *run)
{
    assert(2 * depth + 1 <= FACTORS_MAX);
    *cover = (lb_cover){.count = 0};
    state s = {.cover = cover, .blocks = blocks, .run = run};
    s.h.count = 2 * depth + 1;
    lb_random_seed(&s.random, blocks->modulus.n);
    s.room = lb_malloc(2 * blocks->block_dimension, sizeof *s.room);
    s.spans = lb_malloc(blocks->block_count, sizeof *s.spans);
    for (size_t t = 0; t < blocks->block_count; t++)
        lb_residue_rows_init(s.spans + t, blocks->block_dimension, blocks->modulus);
    bool ok = true;
    for (size_t t = 0; t < blocks->block_count && ok; t++)
        ok = fill_block(&s, t);
    drop_element(&s);
    for (size_t t = 0; t < blocks->block_count; t++)
        lb_residue_rows_clear(s.spans + t);
    free(s.spans);
    free(s.room);
    return ok;
}

void lb_cover_clear(lb_cover *cover, const lb_blocks *blocks)
{
    for (uint32_t j = 0; j < cover->count; j++)
        part_clear(cover->parts + j, blocks->block_count);
    free(cover->parts);
}
