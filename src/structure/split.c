#include "structure/split.h"

#include <stdlib.h>

#include <flint/fmpq_mat.h>
#include <flint/fmpz_poly_factor.h>

#include "base/memory.h"
#include "structure/centralizer.h"
#include "structure/split_internal.h"

enum { ATTEMPTS = 8 };

bool lb_lift_residue(fmpq_t value, uint64_t residue, nmod_t modulus)
{
    fmpz_t a, m;
    fmpz_init_set_ui(a, residue);
    fmpz_init_set_ui(m, modulus.n);
    bool found = fmpq_reconstruct_fmpz(value, a, m);
    fmpz_clear(m);
    fmpz_clear(a);
    return found;
}

/* What leads from the centroid to the blocks. */
typedef struct splitter {
    lb_splitting *splitting;
    lb_torus_operators operators;
    lb_centroid centroid;
    lb_rational *images; /* phi_a h_i, lifted, probe by probe */
    nmod_mat_t phi;       /* a centroid element with distinct eigenvalues, on s, */
    fmpz_mat_t product;  /* and its product with the phi_b, see lb_centroid_element */
} splitter;

static bool lift_images(splitter *x)
{
    const lb_centroid *c = &x->centroid;
    const lb_torus *torus = x->operators.torus;
    uint32_t t = torus->reduced.count;
    fmpq *coordinates = lb_malloc(t, sizeof *coordinates);
    x->images = lb_calloc((size_t)c->dimension * c->probe_count, sizeof *x->images);
    bool ok = true;
    for (uint32_t i = 0; i < t; i++)
        fmpq_init(coordinates + i);
    for (uint32_t a = 0; a < c->dimension; a++)
        for (uint32_t j = 0; j < c->probe_count; j++) {
            const uint64_t *residues = c->images->rows[a] + (size_t)t * j;
            for (uint32_t i = 0; i < t; i++)
                ok = lb_lift_residue(coordinates + i, residues[i], c->T->mod) && ok;
            lb_rational_init_combination(x->images + (size_t)j * c->dimension + a, coordinates,
                                         torus->vectors, t);
        }
    for (uint32_t i = 0; i < t; i++)
        fmpq_clear(coordinates + i);
    free(coordinates);
    return ok;
}

/* Lift the matrix A of phi and clear its denominators, phi being multiplied by the same factor. */
static bool lift_product(splitter *x, const nmod_mat_t A)
{
    slong s = x->centroid.dimension;
    fmpq_mat_t lifted;
    fmpz_t factor;
    fmpq_mat_init(lifted, s, s);
    fmpz_init(factor);
    bool ok = true;
    for (slong a = 0; a < s; a++)
        for (slong b = 0; b < s; b++)
            ok = lb_lift_residue(fmpq_mat_entry(lifted, a, b), nmod_mat_entry(A, a, b), A->mod) &&
                 ok;
    fmpq_mat_get_fmpz_mat_matwise(x->product, factor, lifted);
    nmod_mat_scalar_mul(x->phi, x->phi, fmpz_fdiv_ui(factor, A->mod.n));
    fmpz_clear(factor);
    fmpq_mat_clear(lifted);
    return ok;
}

/* An element of the centroid, small coefficients first, whose eigenvalues are distinct, so that it
 * generates the centroid. */
static bool choose_element(splitter *x, fmpz_poly_t characteristic)
{
    const lb_centroid *c = &x->centroid;
    int *coordinates = lb_malloc(c->dimension, sizeof *coordinates);
    nmod_mat_t A;
    nmod_mat_init(A, c->dimension, c->dimension, c->T->mod.n);
    bool found = false;
    for (uint32_t attempt = 0; attempt < ATTEMPTS && !found; attempt++) {
        uint64_t width = 3 + 4 * attempt + c->dimension / 4;
        for (uint32_t a = 0; a < c->dimension; a++)
            coordinates[a] = (int)lb_random_below(&x->operators.random, width) - (int)(width / 2);
        if (!lb_centroid_element(x->phi, A, c, &x->operators, coordinates) || !lift_product(x, A))
            continue;
        fmpz_mat_charpoly(characteristic, x->product);
        found = fmpz_poly_is_squarefree(characteristic);
    }
    nmod_mat_clear(A);
    free(coordinates);
    return found;
}

/* value = f(M) by Horner's rule. */
static void evaluate_over_integers(fmpz_mat_t value, const fmpz_poly_t f, const fmpz_mat_t M)
{
    fmpz_mat_zero(value);
    for (slong k = fmpz_poly_degree(f); k >= 0; k--) {
        fmpz_mat_mul(value, value, M);
        for (slong i = 0; i < fmpz_mat_nrows(M); i++)
            fmpz_add(fmpz_mat_entry(value, i, i), fmpz_mat_entry(value, i, i),
                     fmpz_poly_get_coeff_ptr(f, k));
    }
}

static void evaluate_modulo(nmod_mat_t value, const fmpz_poly_t f, const nmod_mat_t M)
{
    nmod_mat_zero(value);
    for (slong k = fmpz_poly_degree(f); k >= 0; k--) {
        uint64_t coefficient = fmpz_fdiv_ui(fmpz_poly_get_coeff_ptr(f, k), M->mod.n);
        nmod_mat_mul(value, value, M);
        for (slong i = 0; i < nmod_mat_nrows(M); i++)
            nmod_mat_entry(value, i, i) =
                nmod_add(nmod_mat_entry(value, i, i), coefficient, M->mod);
    }
}

/* The centroid element with the coordinates in the column, on probe j. */
static void apply_to_probe(lb_rational *v, const splitter *x, fmpz_mat_t column, uint32_t j)
{
    uint32_t s = x->centroid.dimension;
    fmpq *coordinates = lb_malloc(s, sizeof *coordinates);
    for (uint32_t a = 0; a < s; a++) {
        fmpq_init(coordinates + a);
        fmpz_set(fmpq_numref(coordinates + a), fmpz_mat_entry(column, a, 0));
    }
    lb_rational_init_combination(v, coordinates, x->images + (size_t)j * s, s);
    for (uint32_t a = 0; a < s; a++)
        fmpq_clear(coordinates + a);
    free(coordinates);
}

/* The probe on which the element is not zero and smallest. */
static uint32_t choose_probe(const splitter *x, fmpz_mat_t column)
{
    uint32_t best = 0, least = UINT32_MAX;
    for (uint32_t j = 0; j < x->centroid.probe_count; j++) {
        lb_rational v;
        apply_to_probe(&v, x, column, j);
        uint32_t bits = lb_rational_norm_bits(&v);
        if (v.length && bits < least) {
            best = j;
            least = bits;
        }
        lb_rational_clear(&v);
    }
    return best;
}

static void make_primitive(fmpz_mat_t column)
{
    fmpz_t content;
    fmpz_init(content);
    fmpz_mat_content(content, column);
    if (!fmpz_is_zero(content))
        fmpz_mat_scalar_divexact_fmpz(column, column, content);
    fmpz_clear(content);
}

/* The kernel of f(phi) in the centroid is a line over the field of f; v_0 is an element of it on
 * one probe, v_k = phi^k v_0. */
static bool block_vectors(lb_factor *block, const splitter *x)
{
    slong s = x->centroid.dimension;
    fmpz_mat_t value, kernel, column;
    fmpz_mat_init(value, s, s);
    fmpz_mat_init(kernel, s, s);
    fmpz_mat_init(column, s, 1);
    evaluate_over_integers(value, block->polynomial, x->product);
    bool ok = fmpz_mat_nullspace(kernel, value) == (slong)block->degree;
    for (slong a = 0; a < s; a++)
        fmpz_set(fmpz_mat_entry(column, a, 0), fmpz_mat_entry(kernel, a, 0));
    make_primitive(column);
    uint32_t probe = choose_probe(x, column), count = block->degree > 1 ? block->degree + 1 : 1;
    block->vectors = lb_malloc(count, sizeof *block->vectors);
    for (uint32_t k = 0; k < count; k++) {
        apply_to_probe(block->vectors + k, x, column, probe);
        fmpz_mat_mul(column, x->product, column);
    }
    fmpz_mat_clear(column);
    fmpz_mat_clear(kernel);
    fmpz_mat_clear(value);
    return ok;
}

/* The block's part of s is the kernel of f(phi). */
static void block_subtorus(lb_factor *block, const splitter *x)
{
    slong r = x->operators.rank;
    lb_frame *frame = x->operators.frame;
    nmod_mat_t value, kernel;
    nmod_mat_init(value, r, r, x->phi->mod.n);
    nmod_mat_init(kernel, r, r, x->phi->mod.n);
    evaluate_modulo(value, block->polynomial, x->phi);
    block->rank = (uint32_t)nmod_mat_nullspace(kernel, value);
    block->subtorus = lb_malloc(block->rank, sizeof *block->subtorus);
    for (uint32_t j = 0; j < block->rank; j++) {
        for (slong i = 0; i < r; i++)
            lb_frame_add(frame, nmod_mat_entry(kernel, i, j), x->operators.vectors + i);
        lb_frame_take(block->subtorus + j, frame);
    }
    nmod_mat_clear(kernel);
    nmod_mat_clear(value);
}

/* The rank, plus the number of roots that do not vanish on v. */
static uint32_t count_dimension(const lb_factor *block, const splitter *x, const lb_vector *v)
{
    return block->rank + lb_frame_adjoint_rank(x->operators.frame, v);
}

static void random_in_subtorus(lb_vector *v, splitter *x, const lb_factor *block)
{
    lb_frame *frame = x->operators.frame;
    for (uint32_t j = 0; j < block->rank; j++)
        lb_frame_add(frame, lb_random_below(&x->operators.random, frame->modulus.n),
                     block->subtorus + j);
    lb_frame_take(v, frame);
}

/* Dimensions from v_0, which is mostly regular and has few terms; where that does not add up to
 * dim [g,g], from a random vector of the block's part of s. */
static bool find_dimensions(splitter *x)
{
    lb_splitting *splitting = x->splitting;
    lb_frame *frame = x->operators.frame;
    uint32_t semisimple = frame->basis.count - x->operators.torus->centre_count, total = 0;
    if (splitting->count == 1) {
        splitting->blocks->dimension = semisimple;
        return true;
    }
    for (uint32_t i = 0; i < splitting->count; i++) {
        lb_vector v;
        if (!lb_frame_reduce(&v, frame, splitting->blocks[i].vectors))
            return false;
        splitting->blocks[i].dimension = count_dimension(splitting->blocks + i, x, &v);
        total += splitting->blocks[i].dimension;
        lb_vector_clear(&v);
    }
    for (uint32_t i = 0; i < splitting->count && total != semisimple; i++) {
        lb_vector v;
        random_in_subtorus(&v, x, splitting->blocks + i);
        total -= splitting->blocks[i].dimension;
        splitting->blocks[i].dimension = count_dimension(splitting->blocks + i, x, &v);
        total += splitting->blocks[i].dimension;
        lb_vector_clear(&v);
    }
    return total == semisimple;
}

static bool build_blocks(splitter *x, const fmpz_poly_t characteristic)
{
    lb_splitting *splitting = x->splitting;
    fmpz_poly_factor_t factors;
    fmpz_poly_factor_init(factors);
    fmpz_poly_factor(factors, characteristic);
    splitting->count = (uint32_t)factors->num;
    splitting->blocks = lb_calloc(splitting->count, sizeof *splitting->blocks);
    bool ok = true;
    uint32_t rank = 0;
    for (uint32_t i = 0; i < splitting->count; i++) {
        lb_factor *block = splitting->blocks + i;
        fmpz_poly_init(block->polynomial);
        fmpz_poly_set(block->polynomial, factors->p + i);
        block->degree = (uint32_t)fmpz_poly_degree(factors->p + i);
        ok = block_vectors(block, x) && ok;
        block_subtorus(block, x);
        rank += block->rank;
    }
    fmpz_poly_factor_clear(factors);
    return ok && rank == x->operators.rank && find_dimensions(x);
}

static bool split(splitter *x)
{
    slong s = x->centroid.dimension, r = x->operators.rank;
    nmod_t p = x->operators.frame->modulus;
    fmpz_poly_t characteristic;
    fmpz_poly_init(characteristic);
    nmod_mat_init(x->phi, r, r, p.n);
    fmpz_mat_init(x->product, s, s);
    bool ok =
        lift_images(x) && choose_element(x, characteristic) && build_blocks(x, characteristic);
    for (uint32_t a = 0; a < x->centroid.dimension * x->centroid.probe_count; a++)
        lb_rational_clear(x->images + a);
    free(x->images);
    fmpz_mat_clear(x->product);
    nmod_mat_clear(x->phi);
    fmpz_poly_clear(characteristic);
    return ok;
}

bool lb_splitting_find(lb_splitting *splitting, lb_frame *frame, const lb_torus *torus)
{
    splitter x = {.splitting = splitting};
    *splitting = (lb_splitting){0};
    if (torus->centre_count == torus->reduced.count)
        return true; /* abelian */
    if (!lb_torus_operators_init(&x.operators, frame, torus))
        return false;
    bool generic = false;
    for (int attempt = 0; attempt < ATTEMPTS && !generic; attempt++)
        generic = lb_centroid_init(&x.centroid, &x.operators);
    bool ok = generic;
    if (generic) {
        splitting->at_most = x.centroid.dimension;
        ok = split(&x);
        lb_centroid_clear(&x.centroid);
    }
    lb_torus_operators_clear(&x.operators);
    return ok;
}

void lb_splitting_clear(lb_splitting *splitting)
{
    for (uint32_t i = 0; i < splitting->count; i++) {
        lb_factor *block = splitting->blocks + i;
        uint32_t vectors = block->degree > 1 ? block->degree + 1 : 1;
        for (uint32_t k = 0; block->vectors && k < vectors; k++)
            lb_rational_clear(block->vectors + k);
        free(block->vectors);
        for (uint32_t j = 0; j < block->rank; j++)
            lb_vector_clear(block->subtorus + j);
        free(block->subtorus);
        fmpz_poly_clear(block->polynomial);
    }
    free(splitting->blocks);
}
